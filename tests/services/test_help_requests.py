"""Asking for help: who can be asked, who sees it, what is decided, and that both are told."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, HelpRequest, Membership, Project, Unit
from qi_tracker.services.dates import local_day
from qi_tracker.services.help_requests import (
    FRESH_DAYS,
    AskedAs,
    answer,
    answered_for,
    ask,
    askable,
    edit_request,
    unanswered_by,
)
from qi_tracker.services.organizations import remove_member
from qi_tracker.services.people import actor_for
from qi_tracker.services.reminders import ReminderKind, waiting_for
from qi_tracker.vocabulary import LeaderDecision, OrganizationRole
from tests.inside import inside
from tests.people import Who, World

QUESTION = "Kan vi bruke aulaen på torsdager?"


def asked(app: Flask, world: World, of: Who = Who.LEADER) -> int:
    """The id of what the lead has asked somebody."""
    with inside(app, world.people[Who.LEAD]) as actor:
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        request = ask(actor, project, world.people[of], QUESTION)
        db.session.commit()
        return request.id


def decide(app: Flask, world: World, number: int, who: Who = Who.LEADER) -> None:
    """What the leader answers."""
    with inside(app, world.people[who]) as actor:
        request = db.session.get_one(HelpRequest, number)
        answer(actor, request, request.version, LeaderDecision.EXPAND, "Ja, og ta med Fjellsida.")
        db.session.commit()


def kinds(app: Flask, world: World, who: Who, days: int = 0) -> list[ReminderKind]:
    """What mail would tell the person of help, so many days from now."""
    with inside(app, world.people[who]) as actor:
        today = local_day(db.session.scalars(select(HelpRequest.created_at).order_by(HelpRequest.id.desc())).first())  # type: ignore[arg-type]  # there is one
        told = waiting_for(actor, today + timedelta(days=days))
        return [each.kind for each in told if isinstance(each.about, HelpRequest)]


def test_those_who_lead_come_first_and_one_does_not_ask_oneself(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        found = askable(actor, db.session.get_one(Project, world.lerkevik["project_id"]))
    assert [(each.person.id, each.why) for each in found] == [
        (world.people[Who.UNIT_LEADER], AskedAs.LEADS_UNIT),
        (world.people[Who.LEADER], AskedAs.LEADS_ORGANIZATION),
        *((person_id, AskedAs.TAKES_PART) for person_id in [each.person.id for each in found[2:]]),
    ]
    assert {each.person.id for each in found[2:]} == {world.people[Who.MEMBER], world.people[Who.READER]}


def test_a_guest_is_shown_nobody_of_the_organisation(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        membership = db.session.scalars(select(Membership).filter_by(person_id=world.people[Who.MEMBER])).one()
        membership.role = OrganizationRole.GUEST
        db.session.commit()
    with inside(app, world.people[Who.MEMBER]) as actor:
        found = askable(actor, db.session.get_one(Project, world.lerkevik["project_id"]))
        assert {each.why for each in found} == {AskedAs.TAKES_PART}


def test_a_circle_of_units_ends(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        unit = db.session.get_one(Unit, project.unit_id)
        unit.parent_id = unit.id
        db.session.flush()
        assert askable(actor, project)


@pytest.mark.parametrize("who", [Who.PLAIN_MEMBER, Who.OUTSIDER, Who.LEAD])
def test_others_cannot_be_asked(app: Flask, world: World, who: Who) -> None:
    with pytest.raises(InvalidInput, match="not_askable"):
        asked(app, world, who)


def test_it_waits_for_the_one_who_is_asked_until_it_is_answered(app: Flask, world: World) -> None:
    number = asked(app, world)
    for who, waiting in ((Who.LEADER, [number]), (Who.LEAD, []), (Who.UNIT_LEADER, [])):
        with inside(app, world.people[who]) as actor:
            assert [request.id for request in unanswered_by(actor)] == waiting
    assert (kinds(app, world, Who.LEADER), kinds(app, world, Who.LEAD)) == ([ReminderKind.ASKED], [])
    decide(app, world, number)
    assert (kinds(app, world, Who.LEADER), kinds(app, world, Who.LEAD)) == ([], [ReminderKind.ANSWERED])
    assert kinds(app, world, Who.LEAD, FRESH_DAYS) == []
    with inside(app, world.people[Who.LEAD]) as actor:
        [request] = answered_for(actor, local_day(db.session.get_one(HelpRequest, number).created_at))
        assert (request.decision, request.answered_by_id) == (LeaderDecision.EXPAND, world.people[Who.LEADER])
        actions = select(AuditEvent.action).filter_by(noun="help_requests", noun_id=number).order_by(AuditEvent.id)
        assert list(db.session.scalars(actions)) == ["created", "changed"]


def test_what_is_answered_is_not_asked_otherwise(app: Flask, world: World) -> None:
    number = asked(app, world)
    decide(app, world, number)
    with inside(app, world.people[Who.LEAD]) as actor:
        request = db.session.get_one(HelpRequest, number)
        with pytest.raises(InvalidInput, match="help_answered"):
            edit_request(actor, request, request.version, request.asked_of_id, "Noe annet?")


def test_one_who_has_left_is_asked_no_more_and_another_can_be(app: Flask, world: World) -> None:
    number = asked(app, world)
    with inside(app, world.people[Who.ADMINISTRATOR]):
        found = select(Membership).filter_by(person_id=world.people[Who.LEADER])
        membership = db.session.scalars(found).one()
        remove_member(membership, membership.version)
        db.session.commit()
    with inside(app, world.people[Who.LEAD]) as actor:
        request = db.session.get_one(HelpRequest, number)
        left = actor_for(request.asked_of)
        assert not allows(left, Permission.SEE_HELP_REQUEST, request)
        edit_request(actor, request, request.version, world.people[Who.UNIT_LEADER], QUESTION)
        db.session.commit()
    assert kinds(app, world, Who.UNIT_LEADER) == [ReminderKind.ASKED]
