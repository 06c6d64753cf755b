"""What columns are called, in bokmål, nynorsk, Danish, Swedish and English → what they hold."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from qi_tracker.vocabulary import ImportRole


class NamedRole(NamedTuple):
    """The role that a column's name suggests, and whether the whole name says it or only a word in it."""

    role: ImportRole
    is_exact: bool


# Names are divided by commas, words by spaces.
_NAMES = {
    ImportRole.DATE: """
        dato, datum, date, dag, day, måned, maned, mnd, month, månad, år, year, uke, veke, uge, vecka, week,
        kvartal, quarter, tertial, halvår, skoleår, skuleår, periode, period, tid, tidspunkt, tidsrom, time period,
        måledato, registreringsdato, måletidspunkt
    """,
    ImportRole.NUMERATOR: "teller, tæller, teljar, tellar, täljare, numerator, count, antall ja, ja, yes, treff",
    ImportRole.DENOMINATOR: """
        nevner, nævner, nemnar, nämnare, denominator, n, total, totalt, i alt, ialt, alle, sum, antall totalt,
        antall i alt, antal i alt, antal total, antal totalt, utvalg, populasjon, population
    """,
    ImportRole.VALUE: """
        verdi, værdi, värde, value, andel, andel %, prosent, procent, percent, pct, %, gjennomsnitt, gennemsnit,
        genomsnitt, snitt, mean, average, median, rate, måling, måletall, måltal, resultat, result, score, skår
    """,
    ImportRole.COMMENT: """
        kommentar, kommentarer, kommentarar, comment, comments, merknad, merknader, merknadar, anmerkning,
        bemærkning, bemærkninger, anmärkning, notat, notater, note, notes, forklaring, anteckning
    """,
    ImportRole.PHASE: "skift, fase, phase, faseskift, ny fase, periodeskift, skifte, fas",
    ImportRole.FREEZE: "frys, freeze, frozen, lås, låst, frysing, frosset, baseline, utgangspunkt, nullpunkt",
    ImportRole.STRATUM: """
        skole, skule, skola, school, sone, zone, gruppe, grupper, grupp, group, enhet, eining, enhed, unit,
        avdeling, afdeling, avdelning, barnehage, stratum, lag, område, bydel, trinn, klasse, tjeneste, teneste,
        kategori, category, sted, stad, region
    """,
}
_WORDS = {
    ImportRole.COMMENT: """
        kommentar kommentarer kommentarar comment comments merknad merknader merknadar anmerkning bemærkning
    """,
    ImportRole.DATE: "dato datum date måned month månad uke veke uge week kvartal periode",
    ImportRole.NUMERATOR: "teller tæller teljar täljare numerator",
    ImportRole.DENOMINATOR: "nevner nævner nemnar nämnare denominator totalt ialt",
    ImportRole.VALUE: """
        verdi værdi värde value andel prosent procent percent gjennomsnitt gennemsnit snitt median rate prosentandel
        dager dagar dage days timer timar hours minutter minutes
    """,
}
_EXACT = {" ".join(name.split()): role for role, names in _NAMES.items() for name in names.split(",")}
_WITHIN = {word: role for role, words in _WORDS.items() for word in words.split()}
_SPLIT = re.compile(r"[^\w%]+|_")


@lru_cache(maxsize=2000)
def role_of_name(name: str) -> NamedRole | None:
    """The role that a column's name suggests; None when it says nothing we know.

    Without an exact name the first known word decides: "Andel per uke" is a value, "Uke for innsending" a date.
    """
    words = [word for word in _SPLIT.split(unicodedata.normalize("NFKC", name).casefold()) if word]
    whole = " ".join(words)
    if whole in _EXACT:
        return NamedRole(_EXACT[whole], is_exact=True)
    for word in words:
        if word in _WITHIN:
            return NamedRole(_WITHIN[word], is_exact=False)
    return None
