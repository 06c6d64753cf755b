"""A day to enter numbers on, measures to enter them in, and what is stored afterwards."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from qi_tracker.extensions import db
from qi_tracker.models import Measure
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill, new_measure, numbers_of
from tests.people import Who, World

TODAY = date(2026, 1, 12)


def address(world: World, ending: str) -> str:
    return f"/measures/{world.lerkevik['measure_id']}/{ending}"


def stored(prepared: Prepared, measure_id: int | None = None) -> dict[date, tuple[float | None, ...]]:
    """Period → (numerator, denominator, value)."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id or prepared.world.lerkevik["measure_id"])
        return {period: tuple(numbers) for period, *numbers in numbers_of(measure)}


def made(prepared: Prepared, values: Sequence[float] = (), **details: Any) -> int:
    """A committed measure with numbers up to December 2025."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, **details)
        fill(measure, values, date(2026, 1 - len(values), 1) if not values else date(2025, 13 - len(values), 1))
        db.session.commit()
        return measure.id
