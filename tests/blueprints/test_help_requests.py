"""Asking for help: the team asks, the leader answers from Home, and the answer stands on the project page."""

from qi_tracker.extensions import db
from qi_tracker.models import HelpRequest
from tests.blueprints.refusals import OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

QUESTION = "Kan vi bruke aulaen på torsdager?"


def asked(sign_in: SignIn, world: World, of: Who = Who.LEADER) -> Client:
    """The lead's browser, after asking somebody."""
    lead = sign_in(Who.LEAD)
    form = lead.get(f"/projects/{world.lerkevik['project_id']}/help-requests/new")
    listed = lead.follow(lead.send(form, {"asked_of_id": str(world.people[of]), "question": QUESTION}))
    assert QUESTION in listed.text and "venter på svar" in listed.text
    return lead


def latest(prepared: Prepared) -> int:
    """The id of what was asked last."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        return max(db.session.scalars(db.select(HelpRequest.id)))


def test_only_those_who_work_in_the_project_ask_and_only_the_one_asked_answers(
    sign_in: SignIn, world: World, prepared: Prepared
) -> None:
    asked(sign_in, world)
    new = f"/projects/{world.lerkevik['project_id']}/help-requests/new"
    edit, answer = (f"/help-requests/{latest(prepared)}/{action}" for action in ("edit", "answer"))
    assert_refused(sign_in, OUTSIDE_TEAM, [new, edit], [new, edit])
    refused = {who: status for who, status in OUTSIDE_TEAM.items() if who is not Who.LEADER} | {Who.LEAD: 403}
    assert_refused(sign_in, refused, [answer], [answer])


def test_the_leader_answers_from_home_and_the_answer_stands(sign_in: SignIn, world: World, prepared: Prepared) -> None:
    lead = asked(sign_in, world)
    number, leader = latest(prepared), sign_in(Who.LEADER)
    project, answer = f"/projects/{world.lerkevik['project_id']}", f"/help-requests/{number}/answer"
    assert answer in leader.get("/").links
    assert "Ikke svar ennå" in lead.get(project).text
    page = leader.get(answer)
    assert QUESTION in page.text
    shown = leader.follow(leader.send(page, {"decision": "expand", "answer": "Ja, og ta med Fjellsida."}))
    assert "Utvid" in shown.text
    assert answer not in leader.get("/").links
    assert f"/help-requests/{number}" in lead.get("/").links
    for seen in (lead.get(project), leader.get(project)):
        assert f"/help-requests/{number}" in seen.links and "Utvid" in seen.text
    history = lead.get(f"/projects/{world.lerkevik['project_id']}/history")
    assert "Ja, og ta med Fjellsida." in history.text and "Utvid" in history.text


def test_a_leader_who_is_not_asked_does_not_see_the_question(sign_in: SignIn, world: World, prepared: Prepared) -> None:
    asked(sign_in, world)
    unit_leader = sign_in(Who.UNIT_LEADER)
    unit_leader.get(f"/help-requests/{latest(prepared)}", status=403)
    assert QUESTION not in unit_leader.get("/").text
    assert "om hjelp" not in unit_leader.get(f"/projects/{world.lerkevik['project_id']}").text


def test_a_personal_number_is_refused_in_question_and_answer(sign_in: SignIn, world: World, prepared: Prepared) -> None:
    lead = asked(sign_in, world)
    form = lead.get(f"/projects/{world.lerkevik['project_id']}/help-requests/new")
    typed = {"asked_of_id": str(world.people[Who.LEADER]), "question": f"Gjelder {PERSONAL_NUMBER}"}
    assert PERSONAL_NUMBER not in lead.send(form, typed, status=422).text
    leader = sign_in(Who.LEADER)
    page = leader.get(f"/help-requests/{latest(prepared)}/answer")
    assert PERSONAL_NUMBER not in leader.send(page, {"decision": "stop", "answer": PERSONAL_NUMBER}, status=422).text


def test_a_deleted_question_can_be_brought_back(sign_in: SignIn, world: World, prepared: Prepared) -> None:
    lead = asked(sign_in, world)
    page = f"/help-requests/{latest(prepared)}"
    after = lead.follow(lead.send(lead.get(page), {}, "/delete"))
    lead.get(page, status=404)
    lead.send(after, {}, "/restore")
    assert QUESTION in lead.get(page).text
