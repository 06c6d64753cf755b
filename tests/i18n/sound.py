"""What every sentence of a verdict must be: whole, in its own language to its numbers, and without a claim of cause."""

import re
from collections.abc import Iterator

from qi_tracker.vocabulary import Language

# Sentences that name the intervention say what is not known of it.
_NAMES_INTERVENTION = re.compile(r"\b(tiltak\w*|interventions?)\b", re.IGNORECASE)
_SAYS_NOT = re.compile(r"\b(ikke|ikkje|not|uten|utan|without|andre årsaker|other causes)\b")
_CLAIMS_CAUSE = re.compile(
    r"takket være|takka vere|fordi av|på grunn av|skyldes|skuldast|som følge av|som følgje av|førte til|"
    r"thanks to|because of|due to|caused by|led to",
    re.IGNORECASE,
)
_WRONG_NUMBERS = {
    # A decimal point, or thousands parted by a comma.
    Language.BOKMAL: re.compile(r"\d\.\d|\d,\d{3}"),
    Language.NYNORSK: re.compile(r"\d\.\d|\d,\d{3}"),
    # A decimal comma, or thousands parted by a space.
    Language.ENGLISH: re.compile(r"\d,\d{1,2}\b|\d[\s\u00a0\u202f]\d{3}"),
}
_OTHER_LANGUAGE = {
    Language.BOKMAL: re.compile(r"\b(ikkje|frå|korkje|vart|har blitt|the|has|is|numbers?)\b"),
    Language.NYNORSK: re.compile(r"\b(ikke|fra|verken|er blitt|noen|ennå|the|has|is|numbers?)\b"),
    Language.ENGLISH: re.compile(r"\b(ikke|ikkje|er|og|målet|tall?)\b"),
}


def faults(text: str, language: Language) -> Iterator[str]:
    """What is wrong with a text of one or more sentences; nothing when it is sound."""
    if not text:
        yield "empty"
        return
    if re.search(r"%\(|%s|[{}]|…|–\s*\.|\bNone\b(?! of)", text):
        yield "a placeholder is left"
    if re.search(r"[ \u00a0]{2}|\s[.,;:]|\.\.|^\s|\s$", text):
        yield "a space too many"
    if not text.endswith("."):
        yield "no full stop"
    if text[0].islower():
        yield "no capital"
    if _WRONG_NUMBERS[language].search(text):
        yield "a number as another language writes it"
    if _OTHER_LANGUAGE[language].search(text):
        yield "a word of another language"
    yield from _claims(text)


def _claims(text: str) -> Iterator[str]:
    if _CLAIMS_CAUSE.search(text):
        yield "a claim of cause"
    for sentence in re.split(r"(?<=[.;])\s", text):
        if _NAMES_INTERVENTION.search(sentence) and not _is_open(sentence):
            yield f"a claim about the intervention: {sentence}"


def _is_open(sentence: str) -> bool:
    return bool(_SAYS_NOT.search(sentence))
