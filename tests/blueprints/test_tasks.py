"""Pages of tasks, and the places where they stand beside what they came from."""

from datetime import date, timedelta

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Project, ProjectMembership, Task
from qi_tracker.services.projects import leave_project
from qi_tracker.services.tasks import TaskDetails, complete_task, create_task, tasks_of
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import NAMES, Who, World

TODAY = date(2026, 2, 3)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def tasks(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/tasks"


def task(world: World) -> str:
    return f"/tasks/{world.lerkevik['task_id']}"


def made(prepared: Prepared, title: str, who: Who | None = None, days: int | None = None) -> str:
    """A new task's address."""
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        due_on = TODAY + timedelta(days=days) if days is not None else None
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        found = create_task(project, TaskDetails(title, world.people[who] if who else None, due_on))
        db.session.commit()
        return f"/tasks/{found.id}"


def titles(page: Page) -> list[str]:
    return [" ".join(found.to_text().split()) for found in page.document.query(".task-title")]


def test_three_fields_make_a_task(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.MEMBER)
    page = browser.get(f"{tasks(world)}/new")
    fields = page.form().fields
    assert [name for name in fields if name not in ("csrf_token", "idempotency_key", "version", "seen_values")] == [
        "title",
        "owner_id",
        "due_on",
    ]
    assert fields["owner_id"] == [str(world.people[Who.MEMBER])]
    listed = browser.follow(browser.send(page, {"title": "Ringe skolen", "due_on": "2026-02-04"}))
    assert "Ringe skolen" in titles(listed)
    assert "Magnus Måledal · frist i morgen" in listed.text
    assert "2 oppgaver skal gjøres." in listed.text


def test_only_those_who_work_in_the_project_can_be_chosen(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.LEAD).get(f"{tasks(world)}/new")
    offered = [option.to_text() for option in page.document.query("select[name=owner_id] option")]
    assert offered == ["Ingen", NAMES[Who.MEMBER], NAMES[Who.LEAD]]


def test_a_task_may_lack_who_and_when_and_the_list_says_so_mildly(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    values = {"title": "Ringe skolen", "owner_id": "0", "due_on": ""}
    listed = browser.follow(browser.send(browser.get(f"{tasks(world)}/new"), values))
    assert "Ingen har tatt på seg dette ennå · ingen frist er satt" in listed.text


def test_the_list_begins_with_what_is_late_and_ends_with_what_is_done(prepared: Prepared, sign_in: SignIn) -> None:
    made(prepared, "Om en uke", Who.LEAD, 7)
    made(prepared, "I forgårs", Who.MEMBER, -2)
    browser = sign_in(Who.LEAD)
    address = made(prepared, "Gjort", Who.MEMBER)
    browser.send(browser.get(tasks(prepared.world)), action=f"{address}/complete")
    page = browser.get(tasks(prepared.world))
    assert titles(page) == ["I forgårs", "Om en uke", f"Lage ringeliste {prepared.world.lerkevik.canary}", "Gjort"]
    assert "3 oppgaver skal gjøres. Én av dem er over fristen." in page.text
    assert "skulle vært gjort for 2 dager siden" in page.text
    assert "Prosjekt: " in page.text
    assert "Fra tavlemøtet 1. september 2025" in page.text


def test_a_task_is_ticked_off_with_one_press_and_opened_again(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    ticked = browser.send(browser.get(tasks(world)), action=f"{task(world)}/complete")
    assert ticked.location == tasks(world)
    page = browser.follow(ticked)
    assert f"«Lage ringeliste {world.lerkevik.canary}» er gjort." in page.text
    assert "Alt er gjort." in page.text
    assert "Angre" in page.text
    undone = browser.follow(browser.send(page, action=f"{task(world)}/reopen"))
    assert "Oppgaven skal gjøres likevel." in undone.text
    assert "Én oppgave skal gjøres." in undone.text


@pytest.mark.parametrize("place", ["/", "/projects/{project_id}", "/cycles/{cycle_id}", "/projects/{project_id}/ideas"])
def test_a_tick_comes_back_to_the_page_it_was_made_on(prepared: Prepared, sign_in: SignIn, place: str) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    with inside(prepared.app, world.people[Who.LEAD]):
        found = db.session.get_one(Task, world.lerkevik["task_id"])
        found.pdsa_cycle_id, found.due_on = world.lerkevik["cycle_id"], TODAY
        db.session.commit()
    address = place.format(**world.lerkevik.ids)
    ticked = browser.send(browser.get(address), action=f"{task(world)}/complete")
    assert ticked.location == address
    assert browser.send(browser.follow(ticked), action=f"{task(world)}/reopen").location == address


def test_a_tick_leads_to_no_address_of_others(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(tasks(world))
    assert browser.send(page, {"back": "//example.org"}, f"{task(world)}/complete").location == tasks(world)


def test_two_who_tick_the_same_are_both_told_that_it_is_done(sign_in: SignIn, world: World) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(tasks(world))
    theirs.send(theirs.get(tasks(world)), action=f"{task(world)}/complete")
    assert "er gjort." in mine.follow(mine.send(page, action=f"{task(world)}/complete")).text


@pytest.mark.parametrize("button", ["complete", "delete"])
def test_a_task_changed_in_the_meantime_is_looked_at_first(sign_in: SignIn, world: World, button: str) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(f"{task(world)}/edit")
    theirs.send(theirs.get(f"{task(world)}/edit"), {"title": "De skrev dette"})
    back = mine.follow(mine.send(page, action=f"/{button}"))
    assert "Noen andre lagret" in back.text
    listed = mine.get(tasks(world))
    assert "De skrev dette" in titles(listed)
    assert "Én oppgave skal gjøres." in listed.text


def test_somebody_else_s_save_is_shown_beside_mine(sign_in: SignIn, world: World) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(f"{task(world)}/edit")
    values = {"title": "De skrev dette", "owner_id": str(world.people[Who.MEMBER]), "due_on": "2026-03-01"}
    theirs.send(theirs.get(f"{task(world)}/edit"), values)
    conflict = mine.send(page, {"title": "Jeg skrev dette"}, status=409)
    assert "De skrev dette" in conflict.text
    assert conflict.form().fields["title"] == ["Jeg skrev dette"]
    # What I left alone is theirs.
    assert conflict.form().fields["due_on"] == ["2026-03-01"]
    saved = mine.follow(mine.send(conflict))
    assert "Jeg skrev dette" in titles(saved)
    assert "Magnus Måledal · frist 1. mars" in saved.text


def test_a_deleted_task_comes_back(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    deleted = browser.follow(browser.send(browser.get(f"{task(world)}/edit"), action="/delete"))
    assert "Oppgaven er slettet." in deleted.text
    assert titles(deleted) == []
    restored = browser.follow(browser.send(deleted, action="/bin/restore"))
    assert titles(restored) == [f"Lage ringeliste {world.lerkevik.canary}"]


@pytest.mark.parametrize(
    ("origin", "shown_on", "said"),
    [
        ("/ideas/{idea_id}", "/ideas/{idea_id}", "Fra ideen «Fritidsguide Lerkevikkanari»"),
        ("/cycles/{cycle_id}", "/cycles/{cycle_id}", "Fra PDSA «Fritidsguide Lerkevikkanari – 1»"),
    ],
)
def test_a_task_from_an_idea_or_a_cycle_is_shown_there_too(
    sign_in: SignIn, world: World, origin: str, shown_on: str, said: str
) -> None:
    browser, ids = sign_in(Who.LEAD), world.lerkevik.ids
    there = shown_on.format(**ids)
    new = f"{origin.format(**ids)}/tasks/new"
    assert new in browser.get(there).links
    page = browser.get(new)
    assert said in page.text
    saved = browser.send(page, {"title": "Ringe skolen"})
    assert saved.location == there
    shown = browser.follow(saved)
    assert "Ringe skolen" in titles(shown)
    assert said not in shown.text
    assert said in browser.get(tasks(world)).text


def test_what_came_from_a_cycle_stands_with_its_idea_until_it_is_done(sign_in: SignIn, world: World) -> None:
    browser, ids = sign_in(Who.LEAD), world.lerkevik.ids
    browser.send(browser.get(f"/cycles/{ids['cycle_id']}/tasks/new"), {"title": "Ringe skolen"})
    ideas = browser.get(f"/projects/{ids['project_id']}/ideas")
    assert titles(ideas) == ["Ringe skolen"]
    done = browser.follow(browser.send(ideas, action="/complete"))
    assert titles(done) == []
    assert titles(browser.get(f"/cycles/{ids['cycle_id']}")) == ["Ringe skolen"]


def test_the_project_shows_the_next_three_and_the_way_to_all(prepared: Prepared, sign_in: SignIn) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    for title, days in (("Fire", 4), ("To", 2), ("Tre", 3)):
        made(prepared, title, Who.LEAD, days)
    page = browser.get(f"/projects/{world.lerkevik['project_id']}")
    assert titles(page) == ["To", "Tre", "Fire"]
    assert "Alle oppgaver (4)" in page.text
    assert tasks(world) in page.links


def test_a_project_without_tasks_says_what_to_do(sign_in: SignIn, world: World) -> None:
    browser, project = sign_in(Who.LEAD), f"/projects/{world.lerkevik['project_id']}"
    browser.send(browser.get(tasks(world)), action=f"{task(world)}/complete")
    assert "Alt er gjort." in browser.get(project).text
    browser.send(browser.get(f"{task(world)}/edit"), action="/delete")
    for page in (browser.get(project), browser.get(tasks(world))):
        assert "innen når" in page.text
        assert f"{tasks(world)}/new" in page.links
    reader = sign_in(Who.READER)
    assert "Hvem gjør hva" not in reader.get(project).text
    empty = reader.get(tasks(world))
    assert "Ingen oppgaver her ennå" in empty.text
    assert f"{tasks(world)}/new" not in empty.links


def test_what_was_done_long_ago_is_folded(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        project = db.session.get_one(Project, prepared.world.lerkevik["project_id"])
        for number in range(12):
            found = create_task(project, TaskDetails(f"Nummer {number}", None, None))
            complete_task(found, found.version)
        db.session.commit()
    page = sign_in(Who.LEAD).get(tasks(prepared.world))
    assert len(page.document.query("details .task")) == 2
    assert "2 som ble gjort tidligere" in page.text


def test_a_task_needs_a_title(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(f"{tasks(world)}/new"), {"title": " ", "due_on": "2026-03-01"}, status=422)
    assert "Fyll ut dette feltet." in page.text
    assert page.form().fields["due_on"] == ["2026-03-01"]


def test_a_day_that_cannot_be_meant_is_told_at_its_field(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(f"{tasks(world)}/new"), {"title": "Ringe", "due_on": "0202-03-01"}, status=422)
    assert page.document.query("#due_on-error")


def test_a_personal_number_is_refused_and_not_shown_again(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(f"{tasks(world)}/new"), {"title": f"Ring {PERSONAL_NUMBER}"}, status=422)
    assert "fødselsnummer" in page.text
    assert PERSONAL_NUMBER not in page.html


def test_one_who_left_while_the_form_was_open_is_given_nothing(prepared: Prepared, sign_in: SignIn) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    page = browser.get(f"{tasks(world)}/new")
    with inside(prepared.app, world.people[Who.LEAD]):
        role = db.session.query(ProjectMembership).filter_by(
            project_id=world.lerkevik["project_id"], person_id=world.people[Who.MEMBER]
        )
        leave_project(role.one(), 1)
        db.session.commit()
    values = {"title": "Ringe skolen", "owner_id": str(world.people[Who.MEMBER])}
    refused = browser.send(page, values, status=422)
    assert refused.form().fields["title"] == ["Ringe skolen"]
    assert "Ringe skolen" not in browser.get(tasks(world)).text


def test_the_same_form_sent_twice_makes_one_task(sign_in: SignIn, prepared: Prepared) -> None:
    browser, world = sign_in(Who.LEAD), prepared.world
    page = browser.get(f"{tasks(world)}/new")
    browser.send(page, {"title": "Bare én gang"})
    browser.send(page, {"title": "Bare én gang"})
    with inside(prepared.app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        assert [found.title for found in tasks_of(project)].count("Bare én gang") == 1


def test_the_history_tells_of_a_task(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(f"{task(world)}/edit"), {"title": "Lage ny liste", "owner_id": "0"})
    browser.send(browser.get(tasks(world)), action=f"{task(world)}/complete")
    told = browser.get(f"/projects/{world.lerkevik['project_id']}/history?about=tasks-{world.lerkevik['task_id']}")
    assert "oppgaven «Lage ny liste»" in told.text
    assert "Hvem som gjør det" in told.text
    assert "Gjort" in told.text


def test_the_reader_reads(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.READER).get(tasks(world))
    assert "Lage ringeliste" in page.text
    assert not [link for link in page.links if link.endswith(("/new", "/edit"))]
    assert not [form for form in page.forms if "/tasks/" in form.action]


def test_only_the_team_changes_tasks(sign_in: SignIn, world: World) -> None:
    ids = world.lerkevik.ids
    new = [f"{tasks(world)}/new", f"/ideas/{ids['idea_id']}/tasks/new", f"/cycles/{ids['cycle_id']}/tasks/new"]
    forms = [*new, f"{task(world)}/edit"]
    buttons = [f"{task(world)}/{name}" for name in ("complete", "reopen", "delete")]
    assert_refused(sign_in, OUTSIDE_TEAM, forms, [*forms, *buttons])


def test_those_outside_the_project_do_not_see_its_tasks(sign_in: SignIn, world: World) -> None:
    assert_refused(sign_in, OUTSIDE_PROJECT, [tasks(world)], [])
