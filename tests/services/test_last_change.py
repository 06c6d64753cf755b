"""Who saved a thing last: of the thing itself, and of no other."""

from flask import Flask

from qi_tracker.extensions import db
from qi_tracker.models import Measure, Organization
from qi_tracker.services.last_change import last_change
from tests.inside import inside
from tests.measures import new_measure, world_measure
from tests.people import NAMES, Who, World


def renamed(app: Flask, world: World, who: Who, measure_id: int) -> None:
    with inside(app, world.people[who]):
        db.session.get_one(Measure, measure_id).name = f"Slik {who} vil ha det"
        db.session.commit()


def test_it_is_told_of_the_thing_itself(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        other = new_measure(world).id
        db.session.commit()
    renamed(app, world, Who.LEAD, world.lerkevik["measure_id"])
    renamed(app, world, Who.MEMBER, other)
    renamed(app, world, Who.OUTSIDER, world.storfjell["measure_id"])
    with inside(app, world.people[Who.LEAD]):
        last = last_change(world_measure(world))
        assert last is not None
        assert (last.person_id, last.name) == (world.people[Who.LEAD], NAMES[Who.LEAD])


def test_what_nobody_has_changed_tells_of_nobody(app: Flask, world: World) -> None:
    renamed(app, world, Who.LEAD, world.lerkevik["measure_id"])
    with inside(app, world.people[Who.LEAD]):
        assert last_change(db.session.get_one(Organization, world.lerkevik["organization_id"])) is None
