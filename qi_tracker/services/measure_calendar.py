"""When a measure's numbers are due, and when none is asked for: the due rule and the planned pauses of its plan."""

from calendar import monthrange
from datetime import date

from qi_tracker.analysis.periods import DUE_WORKING_DAYS, add_working_days, due_date
from qi_tracker.models import Measure, Pause
from qi_tracker.services.calculations import live_sources
from qi_tracker.services.dates import local_day

FEBRUARY = 2


def due_working_days(measure: Measure) -> int:
    """Working days after a period's end on which its number is due: as the plan says, else the usual number.

    A calculated number is there when the last of those it is computed from is.
    """
    given = [each.due_after_days for each in live_sources([measure]).values() or [measure]]
    return max(DUE_WORKING_DAYS if days is None else days for days in given)


def due_day_of(measure: Measure, period: date) -> date:
    """Last day on which the number of the period that holds this day is in time.

    As many working days after the measure was made, when the period was over or nearly so: nobody can be late with what
    nobody had thought of counting.

    Raises
    ------
    ValueError
        For events, which are never due.
    """
    days = due_working_days(measure)
    return max(due_date(period, measure.frequency, days), add_working_days(local_day(measure.created_at), days))


def paused_spans(measure: Measure, until: date) -> list[tuple[date, date]]:
    """(first day, last day) of each planned pause, a yearly one for every year, of those that begin by `until`.

    In the order in which they were planned to begin. A calculated measure has no number where what it is computed from
    pauses.
    """
    measures = (measure, *live_sources([measure]).values())
    return [span for each in measures for pause in each.pauses for span in spans_of(pause, until)]


def spans_of(pause: Pause, until: date) -> list[tuple[date, date]]:
    """(first day, last day) of a pause, in every later year too where it is yearly, of those that begin by `until`."""
    years = range(until.year - pause.starts_on.year + 1) if pause.is_yearly else range(1)
    spans = [(_later(pause.starts_on, later), _later(pause.ends_on, later, is_end=True)) for later in years]
    return [(first, last) for first, last in spans if first <= until]


def _later(day: date, years: int, is_end: bool = False) -> date:
    """The same day so many years later. 29 February is the 28th in most; a pause to February's end lasts to its end."""
    year = day.year + years
    days_in_month = monthrange(year, day.month)[1]
    is_end_of_february = day.month == FEBRUARY and day.day == monthrange(day.year, FEBRUARY)[1]
    if is_end and is_end_of_february:
        return date(year, FEBRUARY, days_in_month)
    return date(year, day.month, min(day.day, days_in_month))
