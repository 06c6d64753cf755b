"""What has outlived its time is erased at night, and nothing else is."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker import worker
from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditValue,
    Base,
    FormDraft,
    IdempotencyKey,
    ImportDraft,
    Invitation,
    Organization,
    OutboxMessage,
    PasswordReset,
    SentReminder,
    SignInFailure,
    SignInSession,
)
from qi_tracker.models.base import utc_now
from qi_tracker.services.housekeeping import OUTLIVED
from qi_tracker.services.invitations import InvitationDetails, invite
from qi_tracker.vocabulary import Language, OrganizationRole
from tests.inside import inside
from tests.people import Who, World

MAIL = {"kind": "welcome", "to_address": "n@example.no", "language": Language.BOKMAL, "params": {}}
# What is erased → its row, the column of its age, and how many days it is kept.
ROWS: Mapping[str, tuple[type[Base], dict[str, Any], str, int]] = {
    "form_keys": (IdempotencyKey, {"actor": "person:1"}, "created_at", 30),
    "sessions": (SignInSession, {}, "expires_at", 0),
    "sign_in_failures": (SignInFailure, {"account_hash": "a", "network_hash": "b"}, "at", 1),
    "password_resets": (PasswordReset, {}, "expires_at", 7),
    "drafts": (FormDraft, {"fields": {}}, "saved_at", 30),
    "mail": (OutboxMessage, MAIL, "created_at", 30),
}


def row(world: World, name: str, days_old: float) -> Base:
    """One row that is so old."""
    model, fields, column, _ = ROWS[name]
    filled = {**fields, column: utc_now() - timedelta(days=days_old)}
    for key, value in (("person_id", world.people[Who.LEAD]), ("token_hash", f"{days_old}"), ("key", f"{days_old}")):
        if hasattr(model, key) and key not in filled:
            filled[key] = value
    if hasattr(model, "address"):
        filled["address"] = f"/{days_old}"
    return model(**filled)


@pytest.mark.parametrize("name", ROWS)
def test_what_is_too_old_goes_and_the_rest_stays(app: Flask, world: World, name: str) -> None:
    model, _, column, days = ROWS[name]
    with inside(app, world.people[Who.LEAD]):
        db.session.add_all([row(world, name, days + 0.5), row(world, name, days - 0.5)])
        db.session.commit()
    worker.tidy_up(app)
    with inside(app, world.people[Who.LEAD]):
        [kept] = db.session.scalars(select(model)).all()
        assert getattr(kept, column) > utc_now() - timedelta(days=days)


def test_an_upload_that_was_never_imported_goes_in_every_organisation(app: Flask, world: World) -> None:
    for tenant, who in ((world.lerkevik, Who.LEAD), (world.storfjell, Who.OUTSIDER)):
        with inside(app, world.people[who]):
            db.session.get_one(ImportDraft, tenant["draft_id"]).created_at -= timedelta(days=60)
            db.session.commit()
    worker.tidy_up(app)
    for tenant, who in ((world.lerkevik, Who.LEAD), (world.storfjell, Who.OUTSIDER)):
        with inside(app, world.people[who]):
            assert db.session.get(ImportDraft, tenant["draft_id"]) is None


def test_what_was_reminded_of_goes_in_every_organisation(app: Flask, world: World) -> None:
    for tenant, who in ((world.lerkevik, Who.LEAD), (world.storfjell, Who.OUTSIDER)):
        with inside(app, world.people[who]):
            about = {"organization_id": tenant["organization_id"], "person_id": world.people[who]}
            for days in (402, 398):
                key, sent_on = f"due:1:{days}", (utc_now() - timedelta(days=days)).date()
                db.session.add(SentReminder(**about, key=key, sent_on=sent_on))
            db.session.commit()
    worker.tidy_up(app)
    for who in (Who.LEAD, Who.OUTSIDER):
        with inside(app, world.people[who]):
            own = select(SentReminder.key).filter_by(person_id=world.people[who])
            assert db.session.scalars(own).all() == ["due:1:398"]


def test_the_address_of_an_old_invitation_goes_and_the_invitation_stays(app: Flask, world: World) -> None:
    now = utc_now()
    ages = {"old": now - timedelta(days=31), "open": now + timedelta(hours=3)}
    with inside(app):
        for name, until in ages.items():
            fields = {"token_hash": name, "organization_id": world.lerkevik["organization_id"]}
            db.session.add(Invitation(**fields, email="nora@example.no", expires_at=until))
        db.session.commit()
    worker.tidy_up(app)
    with inside(app):
        found = {one.token_hash: one.email for one in db.session.scalars(select(Invitation))}
    assert found == {"old": None, "open": "nora@example.no"}


def test_the_history_never_holds_where_somebody_was_invited_to(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        invite(actor, organization, InvitationDetails("Nora", OrganizationRole.MEMBER, email="nora@example.no"))
        db.session.commit()
        told = [(value.old, value.new) for value in db.session.scalars(select(AuditValue))]
        assert (None, "Nora") in told
        assert not any("nora@example.no" in pair for pair in told)


def test_every_kind_is_tried_here() -> None:
    assert set(OUTLIVED) == {*ROWS, "uploads", "invited_addresses", "reminders", "retention"}


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        ("2026-07-01T00:59+00:00", "2026-06-30"),
        ("2026-07-01T01:00+00:00", "2026-07-01"),
        ("2026-12-01T01:59+00:00", "2026-11-30"),
        ("2026-12-01T02:00+00:00", "2026-12-01"),
    ],
)
def test_a_night_begins_at_three_in_norway(moment: str, night: str) -> None:
    assert worker._latest(datetime.fromisoformat(moment).astimezone(UTC), worker.TIDY_HOUR).isoformat() == night
