"""The groups (strata) that a measure's numbers are split by, each with a chart of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import select

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartResult
from qi_tracker.errors import InvalidSeries
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation
from qi_tracker.services.observations import observations_of
from qi_tracker.services.summaries import series_of
from qi_tracker.vocabulary import ValueType

# æ, ø and å, the last letters of the Norwegian alphabet, in its order; "{" follows "z".
_AFTER_Z: Final = {0xE6: "{", 0xF8: "|", 0xE5: "}"}
_DIGITS: Final = re.compile(r"(\d+)")


class StratumOrder(StrEnum):
    """How groups are ordered. Never by their values."""

    OWN = "own"
    NAME = "name"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Stratum:
    """One group: its name, its numbers from the oldest on, and what they say; or what stands in the way of that."""

    name: str
    observations: Sequence[Observation]
    result: ChartResult | InvalidSeries

    @property
    def last_period(self) -> date | None:
        """The last period that the group has a number for."""
        return max((found.period for found in self.observations if found.has_number), default=None)


def strata_of(measure: Measure, observations: Sequence[Observation]) -> list[str]:
    """The groups that the measure's numbers are split by, and those that numbers have come for."""
    found = sorted({observation.stratum for observation in observations} - {""})
    return list(dict.fromkeys([*measure.strata, *found]))


def has_strata(measure: Measure) -> bool:
    """Whether some number of the measure is that of a group."""
    if measure.calculation is not None:
        return any(observation.stratum for observation in observations_of(measure))
    found = select(Observation.id).where(
        Observation.organization_id == measure.organization_id,
        Observation.measure_id == measure.id,
        Observation.stratum != "",
    )
    return db.session.scalar(found.limit(1)) is not None


def charts_by_stratum(measure: Measure, observations: Sequence[Observation], as_of: date | None) -> list[Stratum]:
    """Each group that has numbers, in the order of the measure's own list, analysed as the whole is.

    A target for a count is one for all groups together, so no group is held against it.
    """
    charts = []
    for name in strata_of(measure, observations):
        own = [observation for observation in observations if observation.stratum == name]
        if any(observation.has_number for observation in own):
            charts.append(Stratum(name, own, _analysed(measure, own, as_of)))
    return charts


def _analysed(measure: Measure, observations: Sequence[Observation], as_of: date | None) -> ChartResult | InvalidSeries:
    series = series_of(measure, observations, as_of)
    try:
        return analyse(replace(series, target=None) if measure.value_type is ValueType.COUNT else series)
    except InvalidSeries as problem:
        return problem


def in_order(strata: Sequence[Stratum], order: StratumOrder) -> list[Stratum]:
    """The groups as asked for: as the measure names them, by name, or by their latest number, the newest first."""
    if order is StratumOrder.NAME:
        return sorted(strata, key=lambda stratum: _by_name(stratum.name))
    if order is StratumOrder.LATEST:
        return sorted(strata, key=lambda stratum: stratum.last_period or date.min, reverse=True)
    return list(strata)


def _by_name(name: str) -> list[tuple[int, int, str]]:
    """As people look for it: digits first, 2nd before 10th grade, and Å after Z."""
    parts = _DIGITS.split(name.casefold().translate(_AFTER_Z))
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]
