"""Where the writers write: two organisations, and for each writer a session and a measure of its own."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Flask

from qi_tracker import create_app
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import migrate
from qi_tracker.models import Measure
from qi_tracker.models import database as drivers
from qi_tracker.services.people import open_session
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import Direction, Frequency, ValueType
from tests.databases import settings_for
from tests.inside import inside
from tests.people import Tenant, Who, World, build_world

# Two in each organisation: its chain of history is what they meet at.
WRITERS: Final = (Who.LEAD, Who.MEMBER, Who.OUTSIDER, Who.OUTSIDER)


@dataclass(frozen=True, slots=True)
class Desk:
    """What one writer needs: its session, and the measure that its numbers belong to."""

    number: int
    token: str
    measure_id: int
    organization_id: int


@dataclass(frozen=True, slots=True)
class House:
    """A filled database and those who write to it."""

    settings: Settings
    desks: tuple[Desk, ...]

    def copied_to(self, folder: Path) -> "House":
        """The same on a SQLite database in another folder, which is emptied first."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.settings.instance, folder)
        return House(settings_for(folder), self.desks)


def furnish(settings: Settings) -> House:
    """Migrate, fill, and let go of the database: everything is in its one file."""
    drivers.set_read_only(False)
    migrate(settings)
    app = create_app(settings)
    with inside(app):
        world = build_world()
    desks = tuple(_desk(app, world, number, who) for number, who in enumerate(WRITERS))
    let_go(app)
    return House(settings, desks)


def let_go(app: Flask) -> None:
    """Close every connection."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _desk(app: Flask, world: World, number: int, who: Who) -> Desk:
    tenant = world.storfjell if who is Who.OUTSIDER else world.lerkevik
    with inside(app, world.people[who]):
        measure = _daily_count(tenant, f"Besøk {number} {tenant.canary}", world.people[who])
        db.session.add(measure)
        db.session.commit()
        measure_id = measure.id
        token, _ = open_session(world.people[who], remember=True)
        db.session.commit()
    return Desk(number, token, measure_id, tenant["organization_id"])


def _daily_count(tenant: Tenant, name: str, person_id: int) -> Measure:
    return Measure(
        organization_id=tenant["organization_id"],
        project_id=tenant["project_id"],
        name=name,
        value_type=ValueType.COUNT,
        direction=Direction.UP,
        frequency=Frequency.DAY,
        owner_id=person_id,
        collector_id=person_id,
    )


def organizations_of(desks: Sequence[Desk]) -> list[int]:
    """The organisations that are written in."""
    return sorted({desk.organization_id for desk in desks})
