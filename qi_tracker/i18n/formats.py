"""Numbers, units, dates and periods as people write them. The few words they need are in the catalogue `formats.po`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, get_minus_sign_symbol

from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import Frequency, Language

OSLO = ZoneInfo("Europe/Oslo")
NBSP = "\u00a0"
RANGE_DASH = "–"
PER_CENT = "%"

# British English: the day before the month, as in Norwegian, so that nobody reads 3/10 as the tenth of March.
_LOCALES = {
    Language.BOKMAL: "nb_NO",
    Language.NYNORSK: "nn_NO",
    Language.ENGLISH: "en_GB",
}

# More decimals than this say nothing about a service.
MAX_DECIMALS = 2

# A step should be a tenth of the spread or finer, or different points read as equal.
_STEPS_IN_SPREAD = 10

# Beyond this many days people think in dates, not in days ago.
_DAYS_COUNTED = 13

# A day and month without a year is understood when it is at most this far away.
_NEAR_DAYS = 183

# More periods than this in a sentence are summed up.
_PERIODS_LISTED = 3

_FIRST_MONTH_OF_SCHOOL_YEAR = 8

_LABELS_KEPT = 8192

_SINGLE_QUOTES = str.maketrans("«»", "‘’")


def number(value: float, language: Language, decimals: int | None = None) -> str:
    """The number with the language's decimal sign and groups; without `decimals`, as many as it has, at most two.

    Halves are rounded away from zero, as people do, and minus zero is zero.
    """
    places = min(_decimals_of(value), MAX_DECIMALS) if decimals is None else decimals
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0
    pattern = "#,##0" + ("." + "0" * places if places else "")
    text = format_decimal(abs(rounded), format=pattern, locale=_LOCALES[language])
    return text if rounded >= 0 else get_minus_sign_symbol(_LOCALES[language]) + text


def value(value: float, unit: str | None, language: Language, decimals: int | None = None) -> str:
    """The number and its unit on one line: "43 %", "34,5 dager". English writes 43% without a space."""
    text = number(value, language, decimals)
    if not unit:
        return text
    if unit == PER_CENT and language is Language.ENGLISH:
        return text + unit
    return f"{text}{NBSP}{unit}"


def decimals_for(values: Iterable[float | None]) -> int:
    """Decimals that show these values without false precision.

    Values typed with at most one decimal are shown as typed; computed ones get what their spread needs.
    """
    present = [value for value in values if value is not None]
    as_typed = max(map(_decimals_of, present), default=0)
    if as_typed <= 1:
        return as_typed
    step = (max(present) - min(present)) / _STEPS_IN_SPREAD or max(map(abs, present)) / _STEPS_IN_SPREAD
    return next((places for places in range(MAX_DECIMALS) if step >= 10**-places), MAX_DECIMALS)


def typed_decimals(values: Iterable[float | None]) -> int:
    """As many as the most exact of them is written with, at most two."""
    return max((min(_decimals_of(value), MAX_DECIMALS) for value in values if value is not None), default=0)


def _decimals_of(value: float) -> int:
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def date_long(day: date, language: Language) -> str:
    """ "3. oktober 2026"."""
    return format_date(day, "long", locale=_LOCALES[language])


def date_near(day: date, language: Language) -> str:
    """ "3. oktober": for days within half a year."""
    return format_date(
        day,
        "d MMMM" if language is Language.ENGLISH else "d. MMMM",
        locale=_LOCALES[language],
    )


def month_far(day: date, language: Language) -> str:
    """ "okt. 2025": for days far away."""
    return format_date(day, "MMM y", locale=_LOCALES[language])


def date_by_distance(day: date, today: date, language: Language) -> str:
    """ "3. oktober" when near today, "okt. 2025" when far."""
    return date_near(day, language) if abs((day - today).days) <= _NEAR_DAYS else month_far(day, language)


def date_range(first: date, last: date, language: Language) -> str:
    """ "3.–9. oktober 2026"; the month and year are said once when they are the same."""
    if first == last:
        return date_long(last, language)
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day) if language is Language.ENGLISH else f"{first.day}."
        return f"{start}{RANGE_DASH}{date_long(last, language)}"
    start = date_near(first, language) if first.year == last.year else date_long(first, language)
    dash = f" {RANGE_DASH} " if language is Language.ENGLISH else RANGE_DASH
    return f"{start}{dash}{date_long(last, language)}"


def datetime_local(moment: datetime, language: Language) -> str:
    """The moment in Norway: "3. oktober 2026 kl. 14.05". A naive moment raises, because nobody knows when it was."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone cannot be shown")
    local = moment.astimezone(OSLO)
    clock = format_time(
        local,
        "HH:mm" if language is Language.ENGLISH else "HH.mm",
        locale=_LOCALES[language],
    )
    day = date_long(local.date(), language)
    return words_for(language).gettext("%(date)s at %(time)s", date=day, time=clock)


def relative_day(day: date, today: date, language: Language) -> str:
    """ "i dag", "i går", "for 3 dager siden", "om 3 dager"; a date when it is more than 13 days away."""
    words = words_for(language)
    days_ahead = (day - today).days
    named = {
        0: words.gettext("today"),
        -1: words.gettext("yesterday"),
        1: words.gettext("tomorrow"),
    }
    if days_ahead in named:
        return named[days_ahead]
    if abs(days_ahead) > _DAYS_COUNTED:
        return date_by_distance(day, today, language)
    if days_ahead < 0:
        return words.ngettext("%(n)s day ago", "%(n)s days ago", -days_ahead)
    return words.ngettext("in %(n)s day", "in %(n)s days", days_ahead)


def within_quotes(name: str) -> str:
    """A name that is to stand between « and »: its own quotation marks become single ones."""
    return name.translate(_SINGLE_QUOTES)


def join_list(items: Sequence[str], language: Language) -> str:
    """ "a, b og c"."""
    return format_list(list(items), locale=_LOCALES[language])


def period_label(day: date, frequency: Frequency, language: Language, short: bool = False) -> str:
    """The name of the period that `day` lies in: "oktober 2025", "uke 41, 2025", "1. tertial 2025".

    Weeks are ISO weeks with the ISO year; a fortnight begins with the week of `day`. The short form fits a table.
    """
    return _period_label(day, frequency, language, short)


# Made anew, the labels of two hundred points would be most of what a chart's words cost.
@lru_cache(_LABELS_KEPT)
def _period_label(day: date, frequency: Frequency, language: Language, short: bool) -> str:
    return (_SHORT_PERIODS if short else _PERIODS)[frequency](day, language)


def period_range(first: date, last: date, frequency: Frequency, language: Language) -> str:
    """ "jan. 2025–nov. 2026", "uke 42–53, 2026": the first and last period in their short forms, a year said once."""
    years = first.isocalendar().year, last.isocalendar().year
    if frequency is Frequency.WEEK and first != last and years[0] == years[1]:
        weeks = f"{first.isocalendar().week}{RANGE_DASH}{last.isocalendar().week}"
        return words_for(language).gettext("weeks %(weeks)s, %(year)s", weeks=weeks, year=years[0])
    ends = [period_label(day, frequency, language, short=True) for day in (first, last)]
    return ends[0] if ends[0] == ends[1] else RANGE_DASH.join(ends)


def period_list(days: Sequence[date], frequency: Frequency, language: Language) -> str:
    """The periods in a sentence: "juli 2025 og august 2025"; more than three become the first two and a number."""
    labels = [period_label(day, frequency, language) for day in days]
    if len(labels) <= _PERIODS_LISTED:
        return join_list(labels, language)
    rest = len(labels) - (_PERIODS_LISTED - 1)
    others = words_for(language).gettext("%(number)s more", number=rest)
    return join_list([*labels[: _PERIODS_LISTED - 1], others], language)


def _month(day: date, language: Language) -> str:
    return format_date(day, "MMMM y", locale=_LOCALES[language])


def _date_short(day: date, language: Language) -> str:
    return format_date(
        day,
        "d MMM y" if language is Language.ENGLISH else "d. MMM y",
        locale=_LOCALES[language],
    )


def _week(day: date, language: Language) -> str:
    year, week, _ = day.isocalendar()
    return words_for(language).gettext("week %(week)s, %(year)s", week=week, year=year)


def _fortnight(day: date, language: Language) -> str:
    words, (year, week, weeks) = words_for(language), _fortnight_parts(day)
    return words.gettext("weeks %(weeks)s, %(year)s", weeks=weeks, year=year, week=week)


def _fortnight_parts(day: date) -> tuple[str, int, str]:
    first, second = day.isocalendar(), (day + timedelta(days=7)).isocalendar()
    year = str(first.year) if first.year == second.year else _two_years(first.year)
    return year, first.week, f"{first.week}{RANGE_DASH}{second.week}"


def _two_years(first_year: int) -> str:
    return f"{first_year}/{(first_year + 1) % 100:02d}"


def _part_of_year(months: int) -> Callable[[date], int]:
    return lambda day: (day.month - 1) // months + 1


_quarter_of, _tertial_of, _half_year_of = (
    _part_of_year(3),
    _part_of_year(4),
    _part_of_year(6),
)


def _ordinal(number_in_year: int, language: Language) -> str:
    if language is not Language.ENGLISH:
        return f"{number_in_year}."
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number_in_year, f"{number_in_year}th")


def _quarter(day: date, language: Language) -> str:
    which = _ordinal(_quarter_of(day), language)
    return words_for(language).gettext("%(which)s quarter %(year)s", which=which, year=day.year)


def _quarter_short(day: date, language: Language) -> str:
    words = words_for(language)
    return words.gettext("Q%(which)s %(year)s", which=_quarter_of(day), year=day.year)


def _tertial(day: date, language: Language) -> str:
    which = _ordinal(_tertial_of(day), language)
    return words_for(language).gettext("%(which)s tertial %(year)s", which=which, year=day.year)


def _tertial_short(day: date, language: Language) -> str:
    return words_for(language).gettext("T%(which)s %(year)s", which=_tertial_of(day), year=day.year)


def _half_year(day: date, language: Language) -> str:
    which = _ordinal(_half_year_of(day), language)
    return words_for(language).gettext("%(which)s half of %(year)s", which=which, year=day.year)


def _half_year_short(day: date, language: Language) -> str:
    return words_for(language).gettext("H%(which)s %(year)s", which=_half_year_of(day), year=day.year)


def _school_year_short(day: date, language: Language) -> str:
    return _two_years(day.year if day.month >= _FIRST_MONTH_OF_SCHOOL_YEAR else day.year - 1)


def _school_year(day: date, language: Language) -> str:
    return words_for(language).gettext("the school year %(years)s", years=_school_year_short(day, language))


def _year(day: date, language: Language) -> str:
    return str(day.year)


_Label = Callable[[date, Language], str]

_PERIODS: dict[Frequency, _Label] = {
    Frequency.EVENT: date_long,
    Frequency.DAY: date_long,
    Frequency.WEEK: _week,
    Frequency.FORTNIGHT: _fortnight,
    Frequency.MONTH: _month,
    Frequency.QUARTER: _quarter,
    Frequency.TERTIAL: _tertial,
    Frequency.HALF_YEAR: _half_year,
    Frequency.SCHOOL_YEAR: _school_year,
    Frequency.YEAR: _year,
}

_SHORT_PERIODS: dict[Frequency, _Label] = {
    Frequency.EVENT: _date_short,
    Frequency.DAY: _date_short,
    Frequency.WEEK: _week,
    Frequency.FORTNIGHT: _fortnight,
    Frequency.MONTH: month_far,
    Frequency.QUARTER: _quarter_short,
    Frequency.TERTIAL: _tertial_short,
    Frequency.HALF_YEAR: _half_year_short,
    Frequency.SCHOOL_YEAR: _school_year_short,
    Frequency.YEAR: _year,
}
