"""The groups of a measure: each analysed by itself as the whole is, in the team's own order."""

from datetime import date

import pytest

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.series import Point, Series
from qi_tracker.extensions import db
from qi_tracker.models import Exclusion, Freeze, Measure, Observation
from qi_tracker.services.observations import Reading, observations_by_measure, observations_of, record_observation
from qi_tracker.services.strata import StratumOrder, charts_by_stratum, has_strata, in_order, strata_of
from qi_tracker.services.summaries import chart_of, charts_of
from qi_tracker.vocabulary import Direction, Frequency, ValueType, VerdictCode
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, new_measure, world_measure
from tests.people import Who

LATER = date(2199, 1, 1)
LOW, HIGH = (11, 9, 12, 8, 10, 11, 9, 12, 8, 10, 11, 9), (21, 19, 22, 18, 20, 21, 19, 22, 18, 20, 21, 19)


def months(count: int) -> list[date]:
    return [date(2024 + month // 12, month % 12 + 1, 1) for month in range(count)]


def record(measure: Measure, stratum: str, values: tuple[float, ...], first: int = 0) -> None:
    for day, value in zip(months(36)[first:], values, strict=False):
        record_observation(measure, Reading(day, value=value, stratum=stratum), None, LATER)


def result_of(measure: Measure, name: str) -> ChartResult:
    found = next(each for each in charts_by_stratum(measure, observations_of(measure), None) if each.name == name)
    assert isinstance(found.result, ChartResult)
    return found.result


def test_each_group_is_judged_as_its_numbers_alone_would_be(prepared: Prepared) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, strata=["Nord", "Sør"], target=15.0)
        record(measure, "Nord", HIGH + LOW)
        record(measure, "Sør", LOW + LOW)
        db.session.add(Freeze(organization_id=measure.organization_id, measure_id=measure.id, until=date(2024, 12, 1)))
        db.session.flush()
        north, south = result_of(measure, "Nord"), result_of(measure, "Sør")
        points = [Point(day, value) for day, value in zip(months(24), HIGH + LOW, strict=True)]
        alone = Series(points, direction=Direction.DOWN, target=15.0, freezes=[date(2024, 12, 1)])
        assert north == analyse(alone)
        assert (north.verdict.code, south.verdict.code) == (VerdictCode.HELD, VerdictCode.NO_SIGNAL)
        assert (north.phases[-1].centre, south.phases[-1].centre) == (20, 10)


def test_group_with_few_numbers_is_too_early_to_judge(prepared: Prepared) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, strata=["Nord"])
        record(measure, "Nord", LOW[:5])
        assert result_of(measure, "Nord").verdict.code is VerdictCode.TOO_EARLY


def test_group_that_began_after_the_starting_point_was_locked_has_its_own_line(prepared: Prepared) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, strata=["Nord"])
        record(measure, "Nord", LOW, first=14)
        db.session.add(Freeze(organization_id=measure.organization_id, measure_id=measure.id, until=date(2024, 6, 1)))
        db.session.flush()
        assert result_of(measure, "Nord").phases[-1].centre == 10


def test_what_is_left_out_of_the_whole_is_left_out_of_its_groups(prepared: Prepared) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, strata=["Nord"])
        record(measure, "Nord", (900, *LOW))
        left_out = Exclusion(
            organization_id=measure.organization_id,
            measure_id=measure.id,
            period=date(2024, 1, 1),
            reason="feil skjema",
        )
        db.session.add(left_out)
        db.session.flush()
        result = result_of(measure, "Nord")
        assert result.points[0].is_excluded and result.phases[0].runs.n_useful < 13


@pytest.mark.parametrize(
    ("value_type", "target"), [(ValueType.COUNT, None), (ValueType.DAYS, 15.0), (ValueType.NUMBER, 15.0)]
)
def test_target_of_a_count_is_that_of_all_groups_together(
    prepared: Prepared, value_type: ValueType, target: float | None
) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, strata=["Nord"], value_type=value_type, target=15.0)
        record(measure, "Nord", LOW)
        assert result_of(measure, "Nord").target == target


def test_numbers_for_all_are_no_group_and_groups_without_numbers_are_not_shown(prepared: Prepared) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, strata=["Sør", "Nord", "Tom"])
        record(measure, "", LOW)
        assert not has_strata(measure)
        record(measure, "Nord", LOW)
        record(measure, "Ukjent", LOW)
        record_observation(measure, Reading(date(2024, 1, 1), comment="ingen", stratum="Sør"), None, LATER)
        assert has_strata(measure)
        assert strata_of(measure, observations_of(measure)) == ["Sør", "Nord", "Tom", "Ukjent"]
        shown = charts_by_stratum(measure, observations_of(measure), None)
        assert [each.name for each in shown] == ["Nord", "Ukjent"]


def test_order_is_the_teams_own_by_name_or_by_the_latest_number_and_never_by_value(prepared: Prepared) -> None:
    names = ["Ås", "10. trinn", "Ørn", "2. trinn", "Ærlig", "ask"]
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, strata=names)
        for place, name in enumerate(names):
            record(measure, name, LOW[: 3 + place * 5 % 6])
        strata = charts_by_stratum(measure, observations_of(measure), None)

        def named(order: StratumOrder) -> list[str]:
            return [each.name for each in in_order(strata, order)]

        assert named(StratumOrder.OWN) == names
        assert named(StratumOrder.NAME) == ["2. trinn", "10. trinn", "ask", "Ærlig", "Ørn", "Ås"]
        latest = [each.last_period for each in in_order(strata, StratumOrder.LATEST)]
        assert latest == sorted([day for day in latest if day is not None], reverse=True)
        # The same days with other values are in the same order.
        for found in observations_of(measure):
            found.value = 1000 - (found.value or 0)
        again = charts_by_stratum(measure, observations_of(measure), None)
        for order in StratumOrder:
            assert [each.name for each in in_order(again, order)] == named(order)


def test_a_number_that_no_chart_can_show_stops_its_own_group_alone(prepared: Prepared) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, strata=["Nord", "Sør"], value_type=ValueType.COUNT)
        record(measure, "Nord", LOW)
        record(measure, "Sør", LOW)
        broken = db.session.query(Observation).filter_by(measure_id=measure.id, stratum="Sør").first()
        assert broken is not None
        broken.value = -1
        north, south = charts_by_stratum(measure, observations_of(measure), None)
        assert isinstance(north.result, ChartResult)
        assert not isinstance(south.result, ChartResult) and south.result.code == "negative_count"


def test_charts_of_many_are_those_of_each(prepared: Prepared) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        weekly = new_measure(prepared.world, frequency=Frequency.WEEK)
        measures = [world_measure(prepared.world), decided_measure(prepared.world), weekly]
        together = charts_of(measures, observations_by_measure(measures), date(2026, 3, 10))
        assert together == {measure.id: chart_of(measure, date(2026, 3, 10)) for measure in measures}
        assert [len(found) for found in observations_by_measure(measures).values()] == [12, 12, 0]
