"""What a measurement plan lacks, one thing after the other."""

from datetime import date
from typing import Any

import pytest

from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.models import Measure, Pause
from qi_tracker.services.measurement_plan import missing_parts, parts_of, parts_set_aside, set_aside, take_up
from qi_tracker.services.measures import edit_measure
from qi_tracker.vocabulary import Calculation, Frequency, MeasureKind, PlanPart
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import details_of, new_measure
from tests.people import Who

# In the order in which they are asked for.
FILLED: dict[PlanPart, dict[str, Any]] = {
    PlanPart.DEFINITION: {"definition": "Barn som har vært på minst én aktivitet i måneden"},
    PlanPart.INCLUSION: {"inclusion": "Alle barn på 6. trinn"},
    PlanPart.SOURCE: {"source": "Klubbens liste"},
    PlanPart.COLLECTOR: {"collector_id": 1},
    PlanPart.STAND_IN: {"stand_in_id": 2},
    PlanPart.TARGET: {"target": 60.0, "target_on": date(2027, 6, 30)},
    PlanPart.SAMPLING: {"sampling": "Ti tilfeldige på hvert trinn"},
    PlanPart.PAUSES: {"pauses": [Pause(starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 31))]},
}


def planned(*filled: PlanPart, **details: Any) -> Measure:
    """A measure of a kind that lacks all there is, but for what is filled."""
    plain = {
        "definition": "",
        "inclusion": " ",
        "sampling": "",
        "source": "",
        "plan_set_aside": [],
        "kind": MeasureKind.FEEDBACK,
        "frequency": Frequency.MONTH,
    }
    for part in filled:
        plain |= FILLED[part]
    return Measure(**plain | details)


@pytest.mark.parametrize("n_filled", range(len(FILLED) + 1))
def test_one_thing_is_missing_after_the_other(n_filled: int) -> None:
    parts = tuple(FILLED)
    assert missing_parts(planned(*parts[:n_filled])) == parts[n_filled:]


@pytest.mark.parametrize("present", [{"target": 60.0}, {"target_on": date(2027, 6, 30)}])
def test_a_target_is_missing_until_it_has_its_day(present: dict[str, Any]) -> None:
    assert PlanPart.TARGET in missing_parts(planned(**present))


def test_nobody_stands_in_for_themselves() -> None:
    assert PlanPart.STAND_IN in missing_parts(planned(collector_id=1, stand_in_id=1))
    assert PlanPart.STAND_IN not in missing_parts(planned(collector_id=1, stand_in_id=2))


@pytest.mark.parametrize("kind", [kind for kind in MeasureKind if kind is not MeasureKind.FEEDBACK])
def test_where_all_are_counted_no_sample_is_missing(kind: MeasureKind) -> None:
    assert PlanPart.SAMPLING not in missing_parts(planned(kind=kind))


@pytest.mark.parametrize("frequency", [Frequency.QUARTER, Frequency.YEAR, Frequency.EVENT])
def test_pauses_are_asked_for_only_where_a_period_can_be_one(frequency: Frequency) -> None:
    assert PlanPart.PAUSES not in missing_parts(planned(frequency=frequency))


def test_what_is_computed_asks_for_nothing_about_entering() -> None:
    computed = planned(calculation=Calculation.RATIO)
    assert missing_parts(computed) == (PlanPart.DEFINITION, PlanPart.INCLUSION, PlanPart.TARGET)
    assert PlanPart.COLLECTOR not in parts_of(computed)
    assert parts_of(planned()) == tuple(PlanPart)


def test_what_is_set_aside_is_asked_for_no_more_until_it_is_taken_up(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, definition="Antall")
        assert missing_parts(measure)[0] is PlanPart.INCLUSION
        set_aside(measure, PlanPart.INCLUSION, measure.version)
        assert missing_parts(measure)[0] is PlanPart.SOURCE
        assert parts_set_aside(measure) == (PlanPart.INCLUSION,)
        with pytest.raises(StaleVersion):
            take_up(measure, PlanPart.INCLUSION, measure.version - 1)
        take_up(measure, PlanPart.INCLUSION, measure.version)
        assert parts_set_aside(measure) == ()
        set_aside(measure, PlanPart.INCLUSION, measure.version)
        edit_measure(measure, measure.version, details_of(measure, inclusion="Alle"))
        assert parts_set_aside(measure) == ()


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"target_on": date(2027, 6, 30)}, "target_day_without_target", "target_on"),
        ({"target": 1.0, "target_on": date(202, 6, 30)}, "date_out_of_range", "target_on"),
        ({"due_after_days": -1}, "due_days_out_of_range", "due_after_days"),
        ({"due_after_days": 71}, "due_days_out_of_range", "due_after_days"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(sqlite_only: Prepared, wrong: dict[str, Any], code: str, field: str) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world)
        with pytest.raises(InvalidInput) as refused:
            edit_measure(measure, measure.version, details_of(measure, **wrong))
        assert (refused.value.code, refused.value.field) == (code, field)
        edit_measure(measure, measure.version, details_of(measure, due_after_days=0, target=1.0))
