"""Aims: what is still missing, the measure's target that follows, and how far one has come."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.method.pace import PaceCode
from qi_tracker.method.smart import AimGap
from qi_tracker.models import Aim, Measure, Project
from qi_tracker.services.aims import (
    AimDetails,
    aim_of,
    aim_progress,
    aims_of,
    create_part,
    delete_aim,
    edit_aim,
    gaps_of,
    pace_of_aim,
    starting_level,
    top_aims,
)
from qi_tracker.services.measures import delete_measure
from qi_tracker.services.summaries import refresh
from qi_tracker.vocabulary import Dimension, Direction
from tests.inside import inside
from tests.people import Who, World

TODAY = date(2026, 3, 1)


def the_aim(world: World) -> Aim:
    return db.session.get_one(Aim, world.lerkevik["aim_id"])


def the_measure(world: World) -> Measure:
    return db.session.get_one(Measure, world.lerkevik["measure_id"])


def other_measure(world: World) -> Measure:
    found = db.session.query(Measure).filter(
        Measure.project_id == world.lerkevik["project_id"], Measure.id != world.lerkevik["measure_id"]
    )
    return found.one()


def whole(world: World) -> AimDetails:
    """From 30 to 60 per cent by June 2027, shown by the first measure."""
    return AimDetails(
        statement="Flere barn blir med.",
        measure_id=world.lerkevik["measure_id"],
        from_value=30.0,
        to_value=60.0,
        by=date(2027, 6, 30),
        unit="",
        dimensions=[Dimension.FAIR.value],
    )


def test_the_aim_of_a_project_is_the_one_it_was_started_with(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        later = Aim(organization_id=project.organization_id, project_id=project.id, statement="Et mål til.")
        db.session.add(later)
        db.session.flush()
        assert aim_of(project) is the_aim(world)
        assert list(aims_of(project)) == [the_aim(world), later]


def test_a_new_aim_lacks_its_numbers_and_its_day(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        assert gaps_of(the_aim(world), TODAY) == [AimGap.FROM_VALUE, AimGap.TO_VALUE, AimGap.BY]


def test_a_whole_aim_lacks_nothing(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, whole(world))
        assert gaps_of(aim, TODAY) == []


def test_an_aim_whose_measure_is_deleted_lacks_one(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, whole(world))
        delete_measure(the_measure(world), the_measure(world).version)
        db.session.expire_all()
        assert gaps_of(aim, TODAY) == [AimGap.MEASURE]


@pytest.mark.parametrize(
    ("direction", "start", "goal", "is_doubtful"),
    [
        (Direction.UP, 30.0, 60.0, False),
        (Direction.UP, 60.0, 30.0, True),
        (Direction.UP, 30.0, 30.0, True),
        (Direction.DOWN, 60.0, 30.0, False),
        (Direction.DOWN, 30.0, 60.0, True),
    ],
)
def test_a_goal_on_the_wrong_side_is_pointed_out(
    app: Flask, world: World, direction: Direction, start: float, goal: float, is_doubtful: bool
) -> None:
    with inside(app, world.people[Who.LEAD]):
        the_measure(world).direction = direction
        aim = the_aim(world)
        edit_aim(aim, aim.version, replace(whole(world), from_value=start, to_value=goal))
        assert (AimGap.NOT_BETTER in gaps_of(aim, TODAY)) is is_doubtful


def test_a_day_that_has_gone_by_is_pointed_out(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, whole(world))
        assert gaps_of(aim, date(2027, 6, 30)) == []
        assert gaps_of(aim, date(2027, 7, 1)) == [AimGap.PAST]


def test_the_measures_target_follows_the_aim(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, whole(world))
        assert the_measure(world).target == 60.0
        assert aim.unit == "%"


def test_an_aim_without_a_goal_leaves_a_target_of_the_measures_own(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, replace(whole(world), to_value=None))
        assert the_measure(world).target == 40.0


def test_a_goal_taken_away_takes_its_target_along(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, whole(world))
        edit_aim(aim, aim.version, replace(whole(world), to_value=None))
        assert the_measure(world).target is None


def test_another_measure_takes_the_target_over(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, whole(world))
        edit_aim(aim, aim.version, replace(whole(world), measure_id=other_measure(world).id))
        assert the_measure(world).target is None
        assert other_measure(world).target == 60.0
        assert aim.measure is other_measure(world)


def test_without_a_measure_the_aim_has_a_unit_of_its_own(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, replace(whole(world), measure_id=None, unit="barn"))
        assert (aim.measure, aim.unit) == (None, "barn")


def test_a_refused_edit_leaves_the_target(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, whole(world))
        with pytest.raises(StaleVersion):
            edit_aim(aim, aim.version - 1, replace(whole(world), to_value=70.0))
        assert the_measure(world).target == 60.0


def test_a_slip_in_the_year_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        with pytest.raises(InvalidInput, match="date_out_of_range") as refusal:
            edit_aim(aim, aim.version, replace(whole(world), by=date(202, 6, 30)))
        assert refusal.value.field == "by"


def test_progress_is_told_by_the_current_median(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim, measure = the_aim(world), the_measure(world)
        assert aim_progress(aim) is None or aim_progress(aim).share is None  # type: ignore[union-attr]  # said on the left
        edit_aim(aim, aim.version, whole(world))
        summary = refresh(measure)
        progress = aim_progress(aim)
        assert progress is not None
        assert progress.latest == pytest.approx(67 / 160 * 100)
        assert progress.last_period == date(2025, 12, 1)
        assert progress.share == pytest.approx((summary.inside["current_median"] - 30) / 30)
        assert not progress.is_reached


def test_an_aim_without_a_measure_has_no_progress(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, replace(whole(world), measure_id=None))
        assert aim_progress(aim) is None
        assert starting_level(aim) is None


def test_the_starting_level_is_the_numbers_own(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        summary = refresh(the_measure(world))
        expected = summary.inside["start_median"] or summary.inside["centre"]
        assert starting_level(the_aim(world)) == expected


def a_part(world: World, **changed: object) -> Aim:
    details = replace(whole(world), statement="Halve veien.", to_value=45.0, **changed)  # type: ignore[arg-type]  # fields of several types
    return create_part(the_aim(world), details)


def test_a_part_leaves_the_target_of_the_measure_it_shares(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        edit_aim(aim, aim.version, whole(world))
        part = a_part(world)
        assert (part.parent_id, part.unit, the_measure(world).target) == (aim.id, "%", 60.0)
        edit_aim(part, part.version, replace(whole(world), to_value=None))
        assert the_measure(world).target == 60.0
        assert top_aims(aims_of(aim.project)) == [aim]


def test_a_part_with_a_measure_of_its_own_sets_its_target(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        a_part(world, measure_id=other_measure(world).id)
        assert other_measure(world).target == 45.0


def test_a_part_has_no_parts(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        part = a_part(world)
        with pytest.raises(InvalidInput, match="aim_is_a_part"):
            create_part(part, whole(world))


def test_an_aim_with_parts_and_the_only_aim_stay(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim, part = the_aim(world), a_part(world)
        with pytest.raises(InvalidInput, match="aim_has_parts"):
            delete_aim(aim, aim.version)
        delete_aim(part, part.version)
        with pytest.raises(InvalidInput, match="aim_is_the_only_one"):
            delete_aim(aim, aim.version)


def test_a_part_whose_whole_is_in_the_bin_stands_by_itself(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        part = a_part(world)
        assert top_aims([part]) == [part]


def test_the_pace_is_told_from_the_numbers(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = the_aim(world)
        assert pace_of_aim(aim, TODAY).code is PaceCode.NO_GOAL
        edit_aim(aim, aim.version, whole(world))
        refresh(the_measure(world))
        aim.created_at = datetime(2025, 12, 1, tzinfo=UTC)
        assert pace_of_aim(aim, TODAY).code in {PaceCode.UNCLEAR, PaceCode.TOO_SLOW, PaceCode.ENOUGH}
        edit_aim(aim, aim.version, replace(whole(world), measure_id=None))
        assert pace_of_aim(aim, TODAY).code is PaceCode.NO_NUMBERS
