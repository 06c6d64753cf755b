"""The numbers of PDSA cycles: what the measure says of a cycle's days, and whom they are for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from qi_tracker.analysis.periods import has_periods, next_period
from qi_tracker.extensions import db
from qi_tracker.method.cycles import Counted, together
from qi_tracker.models import AuditEvent, AuditValue, Measure, PdsaCycle
from qi_tracker.services.observations import observations_of
from qi_tracker.services.places import fetch

# Columns that hold numbers of the cycle's measure: for those who see its numbers.
NUMBERS: Final = frozenset({"predicted_value", "observed_value", "locked_value"})
# So much of a computed mean is of use.
_DECIMALS: Final = 1


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the measure says of the cycle's days, and from which of its periods."""

    value: float
    periods: Sequence[date]


def suggested_number(cycle: PdsaCycle, measure: Measure, today: date) -> Suggested | None:
    """One number from the measure's points whose periods touch the days from the first to the last, or to today.

    Groups are left out, and so is what the team has left out of the chart. None where there are no points.
    """
    last = min(cycle.ends_on or today, today)
    left_out = {exclusion.period for exclusion in measure.exclusions}
    found = [
        number
        for number in observations_of(measure)
        if number.has_number
        and not number.stratum
        and number.period not in left_out
        and number.period <= last
        and _last_day(number.period, measure) >= cycle.starts_on
    ]
    value = together([Counted(number.value, number.numerator, number.denominator) for number in found])
    return None if value is None else Suggested(round(value, _DECIMALS), [number.period for number in found])


def _last_day(period: date, measure: Measure) -> date:
    if not has_periods(measure.frequency):
        return period
    return next_period(period, measure.frequency) - timedelta(days=1)


def measure_behind(cycle: PdsaCycle) -> Measure | None:
    """What the cycle's numbers are of, also in the bin."""
    found = fetch(Measure, cycle.measure_id) if cycle.measure_id is not None else None
    return found if isinstance(found, Measure) else None


def measures_ever_behind(cycle: PdsaCycle) -> Sequence[Measure | None]:
    """All that its numbers have been of, as its history tells; None for one that is no more."""
    told = (
        select(AuditValue.old, AuditValue.new)
        .join(AuditEvent, AuditEvent.id == AuditValue.event_id)
        .where(
            AuditEvent.organization_id == cycle.organization_id,
            AuditValue.organization_id == cycle.organization_id,
            AuditEvent.noun == PdsaCycle.__tablename__,
            AuditEvent.noun_id == cycle.id,
            AuditValue.field == "measure_id",
        )
    )
    ids = {number for pair in db.session.execute(told) for number in pair} | {cycle.measure_id}
    found = [fetch(Measure, number) for number in ids if number is not None]
    return [measure if isinstance(measure, Measure) else None for measure in found]
