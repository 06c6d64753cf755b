"""Period arithmetic: which days belong to one period, when its number is due, and which periods have no number.

No clock and no text here: today is handed in, and periods are named in `i18n/formats.py`.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from statistics import median_low

from qi_tracker.analysis.public_holidays import is_public_holiday
from qi_tracker.vocabulary import Frequency

FRIDAY = 4
"""`date.weekday()` of the last working day; Saturday and Sunday are above it."""

DUE_WORKING_DAYS = 5
"""A number is due five working days after its period has ended, unless the measurement plan says otherwise."""

FORTNIGHT_ANCHOR = date(2024, 1, 1)
"""A Monday, ISO week 1 of 2024. Fortnights are counted from it, since odd and even weeks break at ISO week 53."""

MONTHS_IN_SCHOOL_YEAR_BEFORE_JANUARY = 7
"""The school year (skoleåret) starts on 1 August, seven months after 1 January."""

MONTHS_IN_YEAR = 12

MONTHS_IN_PERIOD = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.TERTIAL: 4,
    Frequency.HALF_YEAR: 6,
    Frequency.SCHOOL_YEAR: 12,
    Frequency.YEAR: 12,
}

DAYS_IN_PERIOD = {Frequency.DAY: 1, Frequency.WEEK: 7, Frequency.FORTNIGHT: 14}

LARGEST_TYPICAL_GAP = (
    (Frequency.DAY, 3),
    (Frequency.WEEK, 10),
    (Frequency.FORTNIGHT, 20),
    (Frequency.MONTH, 45),
    (Frequency.QUARTER, 105),
    (Frequency.TERTIAL, 150),
    (Frequency.HALF_YEAR, 270),
    (Frequency.YEAR, date.max.toordinal()),
)
"""Finest first: the typical number of days between two dates that still suggests the frequency (our own choice,
about halfway between the lengths of neighbouring periods)."""


def has_periods(frequency: Frequency) -> bool:
    """False for events: they come when they come, so none is due and none is missing."""
    return frequency is not Frequency.EVENT


def period_start(day: date, frequency: Frequency, anchor: date = FORTNIGHT_ANCHOR) -> date:
    """First day of the period that holds `day`, the date by which a point is stored.

    Parameters
    ----------
    day
        Any day. An event is its own period.
    anchor
        Any day of a fortnight that the measure counts from; only fortnights use it.

    Source
    ------
    Weeks: ISO 8601, Monday first.
    """
    if not has_periods(frequency):
        return day
    return _first_day(_number(day, frequency, anchor), frequency, anchor)


def next_period(start: date, frequency: Frequency) -> date:
    """First day of the period after the one that holds `start`; a fortnight is counted from `start`'s own week.

    Raises
    ------
    ValueError
        For events, which have no periods.
    """
    return _step(start, frequency, 1)


def previous_period(start: date, frequency: Frequency) -> date:
    """First day of the period before the one that holds `start`; a fortnight is counted from `start`'s own week.

    Raises
    ------
    ValueError
        For events, which have no periods.
    """
    return _step(start, frequency, -1)


def period_end(start: date, frequency: Frequency) -> date:
    """Last day of the period that holds `start`; a fortnight is counted from `start`'s own week."""
    if not has_periods(frequency):
        return start
    return next_period(start, frequency) - timedelta(days=1)


def periods_between(first: date, last: date, frequency: Frequency) -> tuple[date, ...]:
    """First days of all periods from the one that holds `first` to the one that holds `last`, both included.

    Empty when `last` lies in an earlier period than `first`, and for events. Fortnights are counted from `first`.
    """
    if not has_periods(frequency):
        return ()
    numbers = range(_number(first, frequency, first), _number(last, frequency, first) + 1)
    return tuple(_first_day(number, frequency, first) for number in numbers)


def add_working_days(day: date, working_days: int) -> date:
    """The day `working_days` working days after `day`."""
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday in Norway."""
    return is_weekday(day) and not is_public_holiday(day)


def is_weekday(day: date) -> bool:
    """Monday to Friday, also where it is a public holiday."""
    return day.weekday() <= FRIDAY


def due_date(start: date, frequency: Frequency, working_days: int = DUE_WORKING_DAYS) -> date:
    """Last day on which the number of the period that holds `start` is in time; from the day after it is missing.

    Raises
    ------
    ValueError
        For events, which are never due.
    """
    _require_periods(frequency)
    return add_working_days(period_end(start, frequency), working_days)


def is_paused(start: date, frequency: Frequency, pauses: Iterable[tuple[date, date]]) -> bool:
    """True when planned pauses (first day, last day) cover every working day of the period that begins on `start`.

    A school break is often written Monday to Friday, so its weekend days and public holidays need no cover; a period
    half inside a pause still has a number.
    """
    spans = tuple(pauses)
    end = period_end(start, frequency)
    days = [start + timedelta(days=offset) for offset in range((end - start).days + 1)]
    days = [day for day in days if is_working_day(day)] or days
    return all(any(first <= day <= last for first, last in spans) for day in days)


def missing_periods(
    present: Collection[date],
    frequency: Frequency,
    pauses: Sequence[tuple[date, date]] = (),
    as_of: date | None = None,
    working_days: int = DUE_WORKING_DAYS,
) -> tuple[date, ...]:
    """First days of the periods without a number, from the first number on.

    Parameters
    ----------
    present
        Days with a number, in any order; any day of a period will do.
    pauses
        (first day, last day) of planned pauses; no number is missing there.
    as_of
        Today. A period is missing from the day after its due date. None looks only between the numbers.
    working_days
        The measurement plan's days of grace after the period has ended.

    Returns
    -------
    Ascending. Empty for events and without numbers. With daily numbers Saturdays, Sundays and public holidays are
    expected only when at least one of the numbers belongs to a Saturday or Sunday.
    """
    if not present or not has_periods(frequency):
        return ()
    first, last = min(present), max(present)
    expected = periods_between(first, last if as_of is None else max(last, as_of), frequency)
    filled = {period_start(day, frequency, first) for day in present}
    gaps = [start for start in expected if start not in filled]
    if frequency is Frequency.DAY and all(is_weekday(day) for day in present):
        gaps = [day for day in gaps if is_working_day(day)]
    if as_of is not None:
        gaps = [start for start in gaps if due_date(start, frequency, working_days) < as_of]
    return tuple(start for start in gaps if not is_paused(start, frequency, pauses))


def infer_frequency(dates: Iterable[date]) -> Frequency:
    """The frequency that a list of dates seems to be collected at.

    Parameters
    ----------
    dates
        Any order; equal dates count once.

    Returns
    -------
    The coarsest frequency not above the typical gap that gives every date a period of its own. Month when there
    are too few dates to tell, or when irregular dates each have a month of their own; else event.
    """
    days = sorted(set(dates))
    steps = list(zip(days, days[1:], strict=False))
    if not steps:
        return Frequency.MONTH
    typical_gap = median_low((later - earlier).days for earlier, later in steps)
    at_most = next(place for place, (_, gap) in enumerate(LARGEST_TYPICAL_GAP) if typical_gap <= gap)
    for frequency, _ in reversed(LARGEST_TYPICAL_GAP[: at_most + 1]):
        if _fits(days, frequency):
            return _school_year_or(frequency, days)
    return Frequency.MONTH if _all_apart(days, Frequency.MONTH) else Frequency.EVENT


def _school_year_or(frequency: Frequency, days: Sequence[date]) -> Frequency:
    """Yearly dates that all open a school year are school years."""
    if frequency is Frequency.YEAR and all(period_start(day, Frequency.SCHOOL_YEAR) == day for day in days):
        return Frequency.SCHOOL_YEAR
    return frequency


def _fits(days: Sequence[date], frequency: Frequency) -> bool:
    """Each day has a period of its own, and the days are regular: all on first days, or mostly one period apart."""
    if not _all_apart(days, frequency):
        return False
    if frequency is not Frequency.DAY and all(period_start(day, frequency, days[0]) == day for day in days):
        return True
    regular = [_follows(earlier, later, frequency) for earlier, later in zip(days, days[1:], strict=False)]
    return 2 * sum(regular) >= len(regular)


def _follows(earlier: date, later: date, frequency: Frequency) -> bool:
    """`later` lies in the period after that of `earlier`; Monday may follow Friday, and a holiday may be left out."""
    if frequency is Frequency.DAY and later in (add_working_days(earlier, 1), _next_weekday(earlier)):
        return True
    return next_period(earlier, frequency) == period_start(later, frequency, earlier)


def _next_weekday(day: date) -> date:
    return next(later for days in (1, 2, 3) if is_weekday(later := day + timedelta(days=days)))


def _all_apart(days: Sequence[date], frequency: Frequency) -> bool:
    return len({_number(day, frequency, days[0]) for day in days}) == len(days)


def _step(start: date, frequency: Frequency, steps: int) -> date:
    _require_periods(frequency)
    return _first_day(_number(start, frequency, start) + steps, frequency, start)


def _require_periods(frequency: Frequency) -> None:
    if not has_periods(frequency):
        raise ValueError("events have no periods; ask has_periods(frequency) first")


def _month_offset(frequency: Frequency) -> int:
    return MONTHS_IN_SCHOOL_YEAR_BEFORE_JANUARY if frequency is Frequency.SCHOOL_YEAR else 0


def _day_offset(frequency: Frequency, anchor: date) -> int:
    """Ordinal of the first day of period 0. Ordinal 1 (0001-01-01) is a Monday, so weeks need no anchor."""
    if frequency is Frequency.FORTNIGHT:
        return anchor.toordinal() - anchor.weekday()
    return 1


def _number(day: date, frequency: Frequency, anchor: date) -> int:
    """Number of the period that holds `day`; neighbouring periods have neighbouring numbers."""
    if frequency in DAYS_IN_PERIOD:
        return (day.toordinal() - _day_offset(frequency, anchor)) // DAYS_IN_PERIOD[frequency]
    months = day.year * MONTHS_IN_YEAR + day.month - 1 - _month_offset(frequency)
    return months // MONTHS_IN_PERIOD[frequency]


def _first_day(number: int, frequency: Frequency, anchor: date) -> date:
    """First day of period `number`, the reverse of `_number`."""
    if frequency in DAYS_IN_PERIOD:
        return date.fromordinal(number * DAYS_IN_PERIOD[frequency] + _day_offset(frequency, anchor))
    months = number * MONTHS_IN_PERIOD[frequency] + _month_offset(frequency)
    return date(months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1, 1)
