"""In whose name a session works, and what PostgreSQL is told of it."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from qi_tracker.extensions import db
from qi_tracker.models import Project
from qi_tracker.services.acting import act_as, acting_person_id, also_within, within
from tests.inside import inside
from tests.people import Who, World


def told(name: str) -> str:
    """What row-level security has been told; on SQLite there is none."""
    return str(db.session.scalar(text("SELECT current_setting(:name, true)"), {"name": name}) or "")


def is_postgresql() -> bool:
    """Whether there is anything to tell."""
    return db.engine.dialect.name == "postgresql"


def test_a_new_session_works_for_nobody(app: Flask) -> None:
    with inside(app):
        assert acting_person_id(db.session()) is None
        if is_postgresql():
            assert (told("qi.person"), told("qi.organizations")) == ("", "{}")
            assert db.session.scalars(select(Project)).all() == []


def test_every_later_transaction_is_told_too(app: Flask) -> None:
    with inside(app):
        act_as(db.session(), 7, (2, 1))
        assert acting_person_id(db.session()) == 7
        for end in (db.session.rollback, db.session.commit):
            if is_postgresql():
                assert (told("qi.person"), told("qi.organizations")) == ("7", "{2,1}")
            end()
        assert acting_person_id(db.session()) == 7


def test_nothing_is_left_behind_for_the_next_session(app: Flask) -> None:
    with inside(app):
        act_as(db.session(), 7, (1, 2))
        db.session.execute(text("SELECT 1"))
        db.session.commit()
    with inside(app):
        assert acting_person_id(db.session()) is None
        if is_postgresql():
            assert told("qi.person") == ""


def test_looking_into_another_organisation_lasts_as_long_as_it_is_said(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        visible = select(Project.organization_id).order_by(Project.organization_id)
        own = db.session.scalars(visible).all()
        with within(db.session(), [world.storfjell["organization_id"]]):
            assert len(db.session.scalars(visible).all()) == 2
        assert db.session.scalars(visible).all() == own


def test_entering_an_organisation_keeps_the_others(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        also_within(db.session(), world.storfjell["organization_id"])
        assert len(db.session.scalars(select(Project)).all()) == 2
        assert acting_person_id(db.session()) == world.people[Who.LEAD]


def test_what_ends_a_transaction_is_not_hidden_by_the_way_back(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        own = db.session.info["organization_ids"]
        with (
            pytest.raises(DBAPIError, match="no_such_table"),
            within(db.session(), [world.storfjell["organization_id"]]),
        ):
            db.session.execute(text("SELECT * FROM no_such_table"))
        assert db.session.info["organization_ids"] == own
        db.session.rollback()
        if is_postgresql():
            assert told("qi.organizations") == "{" + ",".join(map(str, own)) + "}"
