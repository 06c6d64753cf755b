"""What was believed beside what happened, in words and in numbers; the numbers only to those they are for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.verdicts import unit_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.blueprints.pdsa.telling import timing_line
from qi_tracker.i18n import formats
from qi_tracker.models import Measure, PdsaCycle, Project
from qi_tracker.services.cycle_numbers import NUMBERS, Suggested, measure_behind, suggested_number
from qi_tracker.services.dates import local_day
from qi_tracker.services.measures import measures_of
from qi_tracker.services.pdsa import change_timing, is_belief_changed, prediction_timing
from qi_tracker.services.summaries import local_today


@dataclass(frozen=True, slots=True)
class Said:
    """One side of the comparison: in words, as a number, and when it was written."""

    text: str
    number: str = ""
    timing: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Believed and observed. `later` is what stands there now, where it is not what was believed at the start."""

    believed: Said
    later: Said | None
    happened: Said
    # Whose numbers they are; empty without one.
    measure: str
    # Numbers stand there, and are for others than the reader.
    is_closed: bool
    # The day what is believed was locked.
    locked_on: date | None


def comparison_of(cycle: PdsaCycle) -> Comparison:
    """What the page of the cycle sets side by side."""
    measure = measure_behind(cycle)
    is_open = measure is not None and can(Permission.SEE_NUMBERS, measure)
    has_begun = cycle.begun_at is not None

    def shown(value: float | None) -> str:
        if not is_open or value is None or measure is None:
            return ""
        return formats.value(value, unit_of(measure), current_language())

    now = Said(cycle.prediction, shown(cycle.predicted_value), timing_line(prediction_timing(cycle)))
    then = Said(cycle.locked_prediction, shown(cycle.locked_value), now.timing)
    later = Said(now.text, now.number, timing_line(change_timing(cycle)))
    # A change of a number alone is told to those who see the number.
    is_told = is_belief_changed(cycle) and (is_open or cycle.prediction != cycle.locked_prediction)
    return Comparison(
        believed=then if has_begun else now,
        later=later if is_told else None,
        happened=Said(cycle.result, shown(cycle.observed_value)),
        measure=measure.name if measure is not None else "",
        is_closed=not is_open and any(getattr(cycle, name) is not None for name in NUMBERS),
        locked_on=local_day(cycle.begun_at) if cycle.begun_at is not None else None,
    )


def measures_to_choose(project: Project) -> Sequence[Measure]:
    """Those of the project whose numbers the reader sees."""
    return [measure for measure in measures_of(project) if can(Permission.SEE_NUMBERS, measure)]


def asks_number(cycle: PdsaCycle) -> bool:
    """Whether the reader is to say which measure, and what its number will be: not over a number they may not see."""
    return cycle.measure_id is None or (cycle.measure is not None and can(Permission.SEE_NUMBERS, cycle.measure))


def suggestion(cycle: PdsaCycle) -> Suggested | None:
    """What the measure says of the cycle's days, to those who see it."""
    if cycle.measure is None or not can(Permission.SEE_NUMBERS, cycle.measure):
        return None
    return suggested_number(cycle, cycle.measure, local_today())


def suggestion_line(cycle: PdsaCycle, suggested: Suggested | None) -> str:
    """Where the suggested number is from."""
    words, measure = current_words(), cycle.measure
    if measure is None:
        return ""
    if suggested is None:
        return words.gettext("«%(measure)s» has no number from these days yet.", measure=measure.name)
    return words.gettext(
        "«%(measure)s» says %(number)s, from %(periods)s. You can write another number.",
        measure=measure.name,
        number=formats.value(suggested.value, unit_of(measure), current_language()),
        periods=formats.period_range(
            suggested.periods[0], suggested.periods[-1], measure.frequency, current_language()
        ),
    )
