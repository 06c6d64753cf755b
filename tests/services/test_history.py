"""The history writes itself: who, when, what, from what to what, in the transaction of the change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    AuditEvent,
    AuditValue,
    Base,
    ChangeIdea,
    Measure,
    Membership,
    Organization,
    Person,
    TenantRow,
)
from qi_tracker.services.acting import act_as
from qi_tracker.services.invitations import (
    InvitationDetails,
    invite,
    invite_first_administrator,
    invite_first_person,
    withdraw_invitation,
)
from qi_tracker.services.organizations import OrganizationDetails, create_organization, edit_organization, remove_member
from qi_tracker.services.people import token_digest
from qi_tracker.services.saving import apply_changes, put_in_bin
from qi_tracker.vocabulary import Direction, Language, OrganizationRole
from tests.inside import inside
from tests.people import Who, World


def events_since(last_id: int) -> list[AuditEvent]:
    """What has been recorded after an event."""
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.id > last_id).order_by(AuditEvent.id)))


def last_event() -> int:
    """The last event that is recorded so far."""
    return db.session.scalars(select(AuditEvent.id).order_by(AuditEvent.id.desc())).first() or 0


def changes_in(event: AuditEvent) -> dict[str, tuple[object, object]]:
    """Field → what it held and holds."""
    return {value.field: (value.old, value.new) for value in event.values}


def test_a_change_is_told_with_who_when_and_both_values(app: Flask, world: World) -> None:
    lead = world.people[Who.LEAD]
    with inside(app, lead):
        measure, before = db.session.get_one(Measure, world.lerkevik["measure_id"]), last_event()
        apply_changes(measure, measure.version, {"name": "Nytt navn", "direction": Direction.DOWN, "target": 55.5})
        (event,) = events_since(before)
        assert (event.person_id, event.action, event.noun, event.noun_id) == (lead, "changed", "measures", measure.id)
        assert event.organization_id == world.lerkevik["organization_id"]
        assert abs(event.at - datetime.now(UTC)) < timedelta(minutes=1)
        assert changes_in(event) == {
            "name": (f"Barn med aktivitet {world.lerkevik.canary}", "Nytt navn"),
            "direction": ("up", "down"),
            "target": (40.0, 55.5),
        }


def test_a_new_thing_is_told_with_all_it_holds(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.MEMBER]):
        before = last_event()
        tenant = {name: world.lerkevik[name] for name in ("organization_id", "project_id")}
        db.session.add(Aim(**tenant, statement="Flere barn", by=date(2027, 6, 30), dimensions=["fair"]))
        db.session.flush()
        (event,) = events_since(before)
        assert (event.action, event.person_id) == ("created", world.people[Who.MEMBER])
        # Empty texts and lists are no news.
        assert changes_in(event) == {
            "project_id": (None, world.lerkevik["project_id"]),
            "statement": (None, "Flere barn"),
            "by": (None, "2027-06-30"),
            "dimensions": (None, ["fair"]),
        }


def test_deleting_and_restoring_are_told_as_that(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        idea, before = db.session.get_one(ChangeIdea, world.lerkevik["idea_id"]), last_event()
        put_in_bin(idea, idea.version)
        idea.deleted_at = None
        db.session.flush()
        assert [event.action for event in events_since(before)] == ["deleted", "restored"]


def test_several_things_changed_at_once_keep_their_own_values(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        before = last_event()
        measures = db.session.scalars(select(Measure).order_by(Measure.id)).all()[:2]
        for measure in measures:
            measure.name = f"Navn {measure.id}"
        db.session.flush()
        told = {event.noun_id: changes_in(event)["name"][1] for event in events_since(before)}
        assert told == {measure.id: f"Navn {measure.id}" for measure in measures}


def test_what_is_rolled_back_never_happened(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        before = last_event()
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        apply_changes(measure, measure.version, {"name": "Nytt navn"})
        db.session.rollback()
        assert events_since(before) == []


def test_what_the_program_does_itself_has_no_name(app: Flask, world: World) -> None:
    with inside(app):
        act_as(db.session(), None, [world.lerkevik["organization_id"]])
        measure, before = db.session.get_one(Measure, world.lerkevik["measure_id"]), last_event()
        apply_changes(measure, measure.version, {"name": "Nytt navn"})
        assert [event.person_id for event in events_since(before)] == [None]


def test_an_organisation_has_its_history_from_the_first_moment(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.OPERATOR]):
        new = Organization(name="Nyvik kommune", number="9903", language=Language.NYNORSK)
        db.session.add(new)
        db.session.flush()
        (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.organization_id == new.id))
        assert changes_in(event)["name"] == (None, "Nyvik kommune")
        edit_organization(new, new.version, OrganizationDetails("Nyvik", "9903", Language.NYNORSK))
        events = db.session.scalars(
            select(AuditEvent).where(AuditEvent.organization_id == new.id).order_by(AuditEvent.id)
        ).all()
        assert changes_in(events[-1]) == {"name": ("Nyvik kommune", "Nyvik")}


def _nouns() -> list[type[Base]]:
    """Every table, in an order that is the same in all test processes."""
    return sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda kind: str(kind.__tablename__))


@pytest.mark.parametrize("kind", _nouns())
def test_everything_that_people_edit_in_an_organisation_has_a_history(kind: type[Base]) -> None:
    """By declaration: a noun that has a version and belongs to an organisation is a `TenantRow`."""
    has_version = hasattr(kind, "version") and hasattr(kind, "organization_id")
    assert not has_version or issubclass(kind, TenantRow)


def test_invitations_are_told_from_first_to_last_without_their_token(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]) as administrator:
        before = last_event()
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        invitation, token = invite(administrator, organization, InvitationDetails("Ola", OrganizationRole.MEMBER))
        withdraw_invitation(invitation)
        made, withdrawn = events_since(before)
        assert (made.action, made.noun, made.organization_id) == ("created", "invitations", organization.id)
        assert changes_in(made)["role"] == (None, "member")
        assert set(changes_in(withdrawn)) == {"withdrawn_at"}
        assert token_digest(token) not in str(changes_in(made))


def test_an_invitation_is_told_to_the_organisation_also_when_its_operator_sees_nothing_else(
    app: Flask, world: World
) -> None:
    with inside(app, world.people[Who.OPERATOR]) as operator:
        number = create_organization(operator, OrganizationDetails("Nyvik", "9903", Language.BOKMAL)).id
        db.session.commit()
    with inside(app, world.people[Who.OPERATOR]) as operator:
        organization = db.session.get_one(Organization, number)
        invite_first_administrator(operator, organization)
        db.session.commit()
        act_as(db.session(), None, [organization.id])
        nouns = db.session.scalars(
            select(AuditEvent.noun).where(AuditEvent.organization_id == organization.id).order_by(AuditEvent.id)
        )
        assert list(nouns) == ["organizations", "invitations"]


def test_a_persons_new_name_is_told_where_they_belong(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        before = last_event()
        person = db.session.get_one(Person, world.people[Who.LEAD])
        person.name, person.language, person.password_hash = "Pernille Nyenavn", Language.ENGLISH, "hemmelig"
        db.session.flush()
        (event,) = events_since(before)
        assert event.organization_id == world.lerkevik["organization_id"]
        assert changes_in(event) == {"name": ("Pernille Prøvevik", "Pernille Nyenavn")}


def test_a_persons_new_name_is_told_to_no_organisation_in_sight_beside_theirs(app: Flask, world: World) -> None:
    with inside(app):
        both = [world.lerkevik["organization_id"], world.storfjell["organization_id"]]
        act_as(db.session(), world.people[Who.LEAD], both)
        before = last_event()
        db.session.get_one(Person, world.people[Who.LEAD]).name = "Pernille Nyenavn"
        db.session.flush()
        assert [event.organization_id for event in events_since(before)] == both[:1]


def test_a_persons_new_name_is_not_told_to_an_organisation_they_have_left(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        member = db.session.scalars(select(Membership).filter_by(person_id=world.people[Who.MEMBER])).one()
        remove_member(member, member.version)
        before = last_event()
        db.session.get_one(Person, world.people[Who.MEMBER]).name = "Magnus Nyenavn"
        db.session.flush()
        assert events_since(before) == []


def test_an_invitation_to_no_organisation_is_in_no_history(app: Flask) -> None:
    with inside(app):
        before = last_event()
        invite_first_person()
        assert events_since(before) == []


def test_no_secret_reaches_the_history(app: Flask, world: World) -> None:
    with inside(app):
        act_as(db.session(), None, [world.lerkevik["organization_id"], world.storfjell["organization_id"]])
        fields = set(db.session.scalars(select(AuditValue.field).distinct()))
        assert not {field for field in fields if "hash" in field or "password" in field}
