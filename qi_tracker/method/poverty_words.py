"""Whether a text is about how many live in low income: what a compensating idea alone cannot change."""

import re
from typing import Final

# How many are poor, said in one word; and said in several: how many or which way, of whom, and low income at the end.
# What else stands between, as in "andelen barn i familier med lavinntekt som har en aktivitet", is about those who have
# it, and no rate.
_RATE: Final = re.compile(
    r"(?<!ikke )(?<!ikkje )(?<!not )\b(?:"
    r"(?:barne)?fattig(?:dom|domsrate|domsandel)\w*|l[aå](?:v|g)inntekts(?:andel|del|rate)\w*|(?:child )?poverty"
    r"|(?:andel|andelen|del|delen|antall|antallet|talet på|tallet på|prosent|færre|redusere|reduserer|redusert|mindre|"
    r"lavere|lågare|share of|number of|fewer|reduce|less)"
    r"(?: (?:barn|unge|personer|personar|familier|familiar|husholdninger|hushald|innbyggere|innbyggjarar|alle|"
    r"som|lever|bor|vokser|veks|opp|i|med|under|vedvarende|vedvarande|av|år|\d[\d–-]*|children|people|families|"
    r"who|live|living|in|on|with|persistent|aged?))*"
    r" (?:l[aå](?:v|g)inntekt|low income)(?=\s*(?:$|[.,;:!?)(]|innen\b|innan\b|by\b|fra\b|frå\b|from\b|til\b|to\b))"
    r")",
    re.IGNORECASE,
)


def speaks_of_poverty_rate(text: str) -> bool:
    """Whether a text is about how many live in low income, in Bokmål, Nynorsk or English; a guess, for advice alone."""
    return _RATE.search(text) is not None
