"""What may be seen wider: blocks that keep their borders, numbers that come late, and the demo against the solver."""

from datetime import date

from flask import Flask

from qi_tracker.demo.loader import load_demo
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Organization
from qi_tracker.services.observations import Reading, find_observation, observations_of, record_observation
from qi_tracker.services.summaries import computed_summary, protect_anew, summaries_of
from qi_tracker.services.wider_blocks import ALL, ShownNumber, WiderBlock, blocks_of
from qi_tracker.vocabulary import ValueType
from tests.databases import Prepared
from tests.demo.conftest import empty_demo as empty_demo  # noqa: PLC0414  # a fixture
from tests.inside import inside
from tests.measures import new_measure
from tests.people import Who
from tests.privacy.solver import Pair, Shown, recovered

TODAY = date(2026, 6, 1)


def shown(measure: Measure) -> list[WiderBlock]:
    return blocks_of(summaries_of([measure])[measure.id])


def put(measure: Measure, month: int, numbers: tuple[float, float]) -> None:
    found = find_observation(measure, date(2025, month, 1))
    record_observation(measure, Reading(date(2025, month, 1), *numbers), found.version if found else None, TODAY)
    db.session.commit()


def test_what_comes_late_stays_out_and_what_is_deleted_hides(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, value_type=ValueType.PROPORTION)
        for month in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12):
            put(measure, month, (6.0, 13.0))
        borders = [(block.block, block.total) for block in shown(measure)]
        put(measure, 5, (1.0, 17.0))
        assert [(block.block, block.total) for block in shown(measure)][: len(borders)] == borders
        last = next(block for block in reversed(shown(measure)) if block.total)
        gone = find_observation(measure, last.block.periods[0])
        assert gone is not None
        record_observation(measure, Reading(gone.period), gone.version, TODAY)
        db.session.commit()
        assert {block.block: block for block in shown(measure)}[last.block].is_hidden
        assert computed_summary(measure).wider == summaries_of([measure])[measure.id].wider


def test_a_higher_threshold_hides_more_within_the_same_borders(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, value_type=ValueType.PROPORTION)
        for month in range(1, 13):
            put(measure, month, (6.0, 13.0))
        before = shown(measure)
        organization = db.session.get_one(Organization, measure.organization_id)
        organization.smallest_shown = 40
        protect_anew(organization)
        db.session.commit()
        assert [block.block for block in shown(measure)] == [block.block for block in before]
        assert all(block.total for block in before)
        assert not any(block.total for block in shown(measure))


def cells(measure: Measure, block: WiderBlock) -> Shown | None:
    """All that somebody wider sees of the block's groups, for the solver; None where nothing can be added up."""
    if not block.groups or measure.is_stock:
        return None
    return Shown(_pair(block.total), {name: _pair(block.shown.get(name)) for name in block.groups}, 5)


def _pair(number: ShownNumber | None) -> Pair | None:
    if number is None or number.numerator is None or number.denominator is None:
        return None
    return int(number.numerator), int(number.denominator)


def test_nothing_hidden_in_the_demo_is_recovered(empty_demo: Flask) -> None:
    with inside(empty_demo):
        load_demo(date(2026, 11, 23))
        db.session.commit()
        tables, found = 0, []
        for measure in db.session.query(Measure).order_by(Measure.id):
            for block in shown(measure):
                seen = cells(measure, block)
                if seen is not None:
                    tables += 1
                    found += recovered(seen)
            periods = {one.period for one in observations_of(measure)}
            assert {period for block in shown(measure) for period in block.block.periods} <= periods
        assert tables > 20
        assert found == []
        assert any(ALL not in block.shown for measure in db.session.query(Measure) for block in shown(measure))
