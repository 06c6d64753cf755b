"""The measurement plan (måleplan) of a measure: what it lacks, one thing after the other, and what is set aside.

Nothing here stands in anybody's way: a measure with no plan at all is drawn and judged like any other.
"""

from collections.abc import Callable, Mapping

from qi_tracker.models import Measure
from qi_tracker.services.saving import apply_changes
from qi_tracker.vocabulary import Frequency, MeasureKind, PlanPart

# Longer periods outlast every holiday.
_OFTEN_ENOUGH_TO_PAUSE = (Frequency.DAY, Frequency.WEEK, Frequency.FORTNIGHT, Frequency.MONTH)

# In the order in which they are asked for: the first is what two people need in order to count alike.
_IS_MISSING: Mapping[PlanPart, Callable[[Measure], bool]] = {
    PlanPart.DEFINITION: lambda measure: not measure.definition.strip(),
    PlanPart.INCLUSION: lambda measure: not measure.inclusion.strip(),
    PlanPart.SOURCE: lambda measure: not measure.source.strip(),
    PlanPart.COLLECTOR: lambda measure: measure.collector_id is None,
    # Nobody stands in for themselves.
    PlanPart.STAND_IN: lambda measure: measure.stand_in_id in (None, measure.collector_id),
    PlanPart.TARGET: lambda measure: measure.target is None or measure.target_on is None,
    # All are counted unless something else is said, but never all of those who are asked answer.
    PlanPart.SAMPLING: lambda measure: measure.kind is MeasureKind.FEEDBACK and not measure.sampling.strip(),
    PlanPart.PAUSES: lambda measure: measure.frequency in _OFTEN_ENOUGH_TO_PAUSE and not measure.pauses,
}
# What a measure that is computed from others has from them.
_OF_ENTERING = frozenset(
    {
        PlanPart.SOURCE,
        PlanPart.COLLECTOR,
        PlanPart.STAND_IN,
        PlanPart.SAMPLING,
        PlanPart.PAUSES,
        PlanPart.TIMING,
        PlanPart.GROUPS,
    }
)


def parts_of(measure: Measure) -> tuple[PlanPart, ...]:
    """The parts that the measure's plan has, in the order of the sheet; none of entering where it is computed."""
    is_computed = measure.calculation is not None
    return tuple(part for part in PlanPart if not (is_computed and part in _OF_ENTERING))


def missing_parts(measure: Measure) -> tuple[PlanPart, ...]:
    """What the plan lacks, the first to think of first; nothing that the team has set aside."""
    has = parts_of(measure)
    return tuple(
        part
        for part, is_missing in _IS_MISSING.items()
        if part in has and part.value not in measure.plan_set_aside and is_missing(measure)
    )


def parts_set_aside(measure: Measure) -> tuple[PlanPart, ...]:
    """What the plan lacks, and the team has said it can do without."""
    has = parts_of(measure)
    return tuple(
        part
        for part, is_missing in _IS_MISSING.items()
        if part in has and part.value in measure.plan_set_aside and is_missing(measure)
    )


def set_aside(measure: Measure, part: PlanPart, seen_version: int | None) -> None:
    """Ask for this part no more."""
    kept = [key for key in measure.plan_set_aside if key != part.value]
    apply_changes(measure, seen_version, {"plan_set_aside": [*kept, part.value]})


def take_up(measure: Measure, part: PlanPart, seen_version: int | None) -> None:
    """Ask for this part again, while it is missing."""
    kept = [key for key in measure.plan_set_aside if key != part.value]
    apply_changes(measure, seen_version, {"plan_set_aside": kept})
