"""What is erased from the history: the text that should never have been written, and no other's."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.errors import Forbidden
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, ImportedRow, Measure, Project, TenantRow
from qi_tracker.services.imports import ImportRows, apply_import
from qi_tracker.services.observations import Reading, find_observation
from qi_tracker.services.redaction import place_of, redact_value
from qi_tracker.vocabulary import Frequency
from tests.inside import inside
from tests.measures import new_measure, world_measure
from tests.people import Who, World


def recorded(thing: TenantRow, field: str, text: str) -> AuditValue:
    """The first value of this field of the thing that became this text."""
    found = (
        select(AuditValue)
        .join(AuditEvent, AuditEvent.id == AuditValue.event_id)
        .where(AuditEvent.noun == thing.__tablename__, AuditEvent.noun_id == thing.id, AuditValue.field == field)  # type: ignore[attr-defined]  # every concrete row class has one
    )
    return next(value for value in db.session.scalars(found.order_by(AuditValue.id)) if value.new == text)


def test_the_same_text_about_another_thing_stays(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as lead:
        one, other = new_measure(world, name="Ola Nordmann"), new_measure(world, name="Ola Nordmann")
        db.session.commit()
        assert redact_value(lead, recorded(one, "name", "Ola Nordmann"), "Et navn") == 1
        assert recorded(other, "name", "Ola Nordmann").redacted_at is None


def test_a_member_of_the_team_erases_nothing(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure_id = new_measure(world, name="Ola Nordmann").id
        db.session.commit()
    with inside(app, world.people[Who.MEMBER]) as member:
        value = recorded(db.session.get_one(Measure, measure_id), "name", "Ola Nordmann")
        with pytest.raises(Forbidden):
            redact_value(member, value, "Et navn")
        assert value.redacted_at is None


def test_a_value_lies_in_the_project_of_its_thing(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = new_measure(world, name="Ola Nordmann")
        db.session.commit()
        place = place_of(recorded(measure, "name", "Ola Nordmann"))
        assert isinstance(place, Project) and place.id == world.lerkevik["project_id"]


def test_what_an_import_keeps_of_another_number_stays(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as lead:
        measure, today = world_measure(world), date(2026, 11, 20)
        months = [date(2025, 8, 1), date(2025, 9, 1)]
        for text in ("Ola Nordmann", "Fra fil"):
            readings = [Reading(month, 60, 160, None, text) for month in months]
            done = apply_import(lead, measure, ImportRows(readings, Frequency.MONTH), today)
            db.session.commit()
        first = find_observation(measure, months[0])
        assert first is not None
        redact_value(lead, recorded(first, "comment", "Ola Nordmann"), "Et navn")
        rows = db.session.scalars(select(ImportedRow).filter_by(import_id=done.id).order_by(ImportedRow.id))
        assert [row.before and row.before["comment"] for row in rows] == ["", "Ola Nordmann"]
