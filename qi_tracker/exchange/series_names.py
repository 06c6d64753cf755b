"""What the names of series, groups and columns say: totals, units of measurement, groups, names of indicators."""

import re
import unicodedata
from functools import lru_cache

from qi_tracker.vocabulary import Frequency

_WORD = re.compile(r"[^\W\d_]+")
_UNIT_SIGNS = re.compile(r"[\s().,/]+")

_TOTALS = frozenset(
    """sum summa total totalt totalsum totale samlet samla tilsammen tilsaman ialt alt hittil ytd snitt gjennomsnitt
    gjennomsnittet gjennomsnittleg gennemsnit snittet average mean median medelvärde delsum subtotal
    grandtotal""".split()
)
# Words that may stand beside one of them without making it something else: "I alt for kommunen", "Hittil i år".
_BESIDE_TOTALS = frozenset(
    """i a til for av alle all the of to date year so far langt hele heile kommunen kommune landet skoler skolene skuler
    skulane skular barnehager barnehagene barnehagar enheter enhetene einingar einingane grupper per pr måned månad år
    året grand sammen saman alt""".split()
)
_ALONE = frozenset({"alle", "all", "hele kommunen", "heile kommunen", "alle skoler", "alle skular", "year to date"})
_SUMS = frozenset({"sum", "totalsum", "delsum", "subtotal"})

_UNITS = frozenset(
    """% antall antal tal tall prosent pst pct percent prosentandel kr kroner nok stk personer personar barn elever
    elevar dager dagar days timer timar hours minutter minutt minutes uker veker år per pr 100 1000 10000 n andel number
    count tusen mill millioner poeng score""".split()
)

_INDICATORS = frozenset(
    """indikator indikatorer indikatornavn indikatornamn indicator indicators måltall måltal nøkkeltall nøkkeltal
    variabel variable statistikkvariabel måleparameter parameter måling hva kva what kpi styringstall mål tall
    tal measure metric kjennetegn opplysning""".split()
)

_GROUP_ENDINGS = (
    "skole",
    "skule",
    "skola",
    "barnehage",
    "barnehagen",
    "barnehagar",
    "avdeling",
    "sone",
    "helsestasjon",
    "bydel",
    "sykehjem",
    "sjukeheim",
    "klasse",
    "trinn",
    "sfo",
    "enhet",
    "eining",
    "gutter",
    "gutar",
    "jenter",
    "kvinner",
    "menn",
    "school",
    "kindergarten",
    "unit",
    "ward",
)
MOST = 0.5

_LENGTHS = (
    Frequency.EVENT,
    Frequency.DAY,
    Frequency.WEEK,
    Frequency.FORTNIGHT,
    Frequency.MONTH,
    Frequency.QUARTER,
    Frequency.TERTIAL,
    Frequency.HALF_YEAR,
    Frequency.SCHOOL_YEAR,
    Frequency.YEAR,
)


def is_longer_than(period: Frequency, usual: Frequency) -> bool:
    """Whether a period sums up several of the usual ones, as a year among months does."""
    return _LENGTHS.index(period) > _LENGTHS.index(usual)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=5_000)
def is_total_name(text: str) -> bool:
    """Whether a row or column of this name sums up others: "Sum", "I alt", "Hittil i år", "Gjennomsnitt 2025"."""
    words = _words(text)
    if not words:
        return False
    if " ".join(words) in _ALONE or words[0] in _SUMS:
        return True
    return not _TOTALS.isdisjoint(words) and all(word in _TOTALS or word in _BESIDE_TOTALS for word in words)


def is_unit(text: str) -> bool:
    """Whether the text says only what numbers are in: "antall", "%", "(dager)", "per 1000"."""
    parts = [part for part in _UNIT_SIGNS.split(unicodedata.normalize("NFKC", text).casefold()) if part]
    return bool(parts) and all(part in _UNITS for part in parts) and not all(part.isdigit() for part in parts)


def is_indicator_heading(name: str) -> bool:
    """Whether a column of this name says which indicator the row's number is of."""
    words = _words(name)
    return len(words) == 1 and words[0] in _INDICATORS


def are_groups(names: list[str]) -> bool:
    """Whether most of the names are those of units or groups of people: "Nordby skole", "Jenter"."""
    if not names:
        return False
    return sum(any(word.endswith(_GROUP_ENDINGS) for word in _words(name)) for name in names) > MOST * len(names)
