"""A board meeting from its start to its note, and its decisions, in the browser's pages."""

from datetime import timedelta

from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, Meeting, MeetingDecision, Person, Project, Task
from qi_tracker.services.meeting_decisions import DecisionDetails, decide
from qi_tracker.services.meetings import start_meeting
from qi_tracker.services.pdsa import CyclePlan, plan_cycle
from qi_tracker.services.summaries import local_today
from qi_tracker.services.tasks import TaskDetails, create_task
from qi_tracker.vocabulary import Language
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

WORDS = "Ringe de fire idrettslagene"


def project_of(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}"


def note_of_world(world: World) -> str:
    return f"/meetings/{world.lerkevik['meeting_id']}"


def started(browser: Client, world: World) -> str:
    """The address of today's meeting."""
    page = browser.get(f"{project_of(world)}/meetings")
    return browser.send(page, action="/meetings/start").location


def added(browser: Client, meeting: str, **values: str) -> Page:
    """The board after one more decision."""
    sent = browser.send(browser.get(meeting), {"text": WORDS} | values, action="/decisions/new")
    assert sent.location == meeting
    return browser.follow(sent)


def finished(browser: Client, meeting: str, note: str = "") -> Page:
    """The note."""
    return browser.follow(browser.send(browser.get(meeting), {"note": note}, action=f"{meeting}/edit"))


def edit_link(page: Page) -> str:
    """Where the last decision of the page is changed."""
    return [link for link in page.links if link.startswith("/decisions/")][-1]


def test_one_press_starts_a_meeting_and_another_goes_on_with_it(sign_in: SignIn, world: World) -> None:
    lead, member = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    seen = member.get(project_of(world))
    meeting = lead.send(lead.get(project_of(world)), action="/meetings/start").location
    assert lead.get(meeting).heading.startswith("Tavlemøte")
    assert member.send(seen, action="/meetings/start").location == meeting
    page = member.get(project_of(world))
    assert meeting in page.links
    assert "Fortsett møtet i dag" in page.text
    listed = member.get(f"{project_of(world)}/meetings")
    assert "Fortsett møtet i dag" in listed.text
    assert "Start tavlemøte" not in listed.text


def test_the_board_of_a_project_with_all_of_it(sign_in: SignIn, prepared: Prepared) -> None:
    world, today = prepared.world, local_today()
    lead_id = world.people[Who.LEAD]
    with inside(prepared.app, lead_id):
        idea = db.session.get_one(ChangeIdea, world.lerkevik["idea_id"])
        plan = CyclePlan("Ring ti", "Fem av ti melder på barnet", today, today + timedelta(days=1), lead_id)
        plan_cycle(idea, plan)
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        for title, days in (("Bestille tolk", -1), ("Låne nøkkel", 14), ("Søke om midler", 15)):
            create_task(project, TaskDetails(title, lead_id, today + timedelta(days=days)))
        db.session.commit()
    browser = sign_in(Who.LEAD)
    page = browser.get(started(browser, world))
    assert "1 utprøving i gang · 2 indikatorer venter på tall · 2 oppgaver har frist snart" in page.text
    assert "Vi ringer alle." in page.text
    assert "Vi tror: Fem av ti melder på barnet" in page.text
    assert "slutter i morgen" in page.text
    assert f"/measures/{world.lerkevik['measure_id']}/due-number" in page.links
    assert "Over fristen" in page.text
    assert page.text.index("Bestille tolk") < page.text.index("Låne nøkkel")
    assert "Søke om midler" not in page.text
    assert "2 oppgaver til, senere" in page.text


def test_an_empty_board_says_what_each_block_is_for(sign_in: SignIn, prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        for noun in (Meeting, ChangeIdea, Task):
            for thing in db.session.query(noun).filter_by(project_id=project.id):
                thing.deleted_at = project.created_at
        db.session.commit()
    lead, reader = sign_in(Who.LEAD), sign_in(Who.READER)
    page = lead.get(started(lead, world))
    assert "Dette er det første møtet." in page.text
    assert "Velg en idé å prøve i det små" in page.text
    assert "En beslutning med navn eller dag blir en oppgave." in page.text
    assert f"{project_of(world)}/ideas" in page.links
    assert f"{project_of(world)}/ideas" not in reader.get(page.address).links


def test_decisions_are_added_as_they_are_said(sign_in: SignIn, world: World) -> None:
    lead, member = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    meeting = started(lead, world)
    added(lead, meeting)
    page = added(member, meeting, text="Møtes i januar")
    assert page.text.index(WORDS) < page.text.index("Møtes i januar")
    assert "Beslutningen er lagret." in page.text
    assert page.form("/decisions/new").fields["text"] == [""]


def test_a_decision_with_a_name_is_a_task_and_is_ticked_off_next_time(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    meeting = started(browser, world)
    due = local_today() + timedelta(days=3)
    added(browser, meeting, owner_id=str(world.people[Who.MEMBER]), due_on=due.isoformat())
    finished(browser, meeting)
    following = started(browser, world)
    page = browser.get(following)
    assert "Magnus Måledal · frist om 3 dager" in page.text
    # What was decided last time is not told once more among the tasks.
    assert page.text.count(WORDS) == 2, "in its block, and in the name of its button"
    tick = next(form.action for form in page.forms if form.action.endswith("/complete"))
    after = browser.send(page, action=tick)
    assert after.location == following
    assert "gjort i dag" in browser.follow(after).text


def test_what_cannot_be_decided_is_said_and_kept(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    meeting = started(browser, world)
    for values, sentence in (
        ({"text": "  "}, "Fyll ut dette feltet."),
        ({"text": "x" * 501}, "Skriv høyst 500 tegn."),
        ({"text": WORDS, "due_on": "snart"}, "Dette er ikke en dato."),
        ({"text": WORDS, "due_on": "0202-03-02"}, "Se over årstallet."),
        ({"text": WORDS, "owner_id": str(world.people[Who.READER])}, "Velg ett av alternativene."),
    ):
        page = browser.send(browser.get(meeting), values, action="/decisions/new", status=422)
        assert sentence in page.text
        assert page.form().fields["text"] == [values["text"].strip()]


def test_a_personal_number_is_refused_in_decision_and_note(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    meeting = started(browser, world)
    for field, action in (("text", "/decisions/new"), ("note", f"{meeting}/edit")):
        page = browser.send(browser.get(meeting), {field: f"Ring {PERSONAL_NUMBER}"}, action=action, status=422)
        assert "fødselsnummer" in page.text
        assert PERSONAL_NUMBER not in page.html


def test_a_decision_is_changed_and_becomes_a_task(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    meeting = started(browser, world)
    link = edit_link(added(browser, meeting))
    values = {"text": "Ringe fem lag", "owner_id": str(world.people[Who.LEAD])}
    board = browser.follow(browser.send(browser.get(link), values))
    assert "Ringe fem lag" in board.text
    assert "Pernille Prøvevik" in board.text
    page = browser.get(link)
    assert "owner_id" not in page.form().fields
    assert [each for each in page.links if each.startswith("/tasks/")]
    assert "Ringe seks lag" in browser.follow(browser.send(page, {"text": "Ringe seks lag"})).text


def test_a_deleted_decision_comes_back_with_its_task(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    meeting = started(browser, world)
    link = edit_link(added(browser, meeting, owner_id=str(world.people[Who.LEAD])))
    board = browser.follow(browser.send(browser.get(link), action="/delete"))
    assert edit_links_of(board) == []
    browser.send(board, action="/bin/restore")
    assert edit_links_of(browser.get(meeting)) == [link]
    assert "Pernille Prøvevik" in browser.get(meeting).text


def edit_links_of(page: Page) -> list[str]:
    return [link for link in page.links if link.startswith("/decisions/")]


def test_finishing_leaves_a_note_that_keeps_what_the_numbers_said(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.MEMBER)
    meeting = started(browser, world)
    added(browser, meeting)
    page = finished(browser, meeting, "Alle var der.\nVi ringer igjen.")
    assert "Møtet er ferdig." in page.text
    assert "Dere ble enige om én ting." in page.text
    assert "Alle var der." in page.text
    assert "Dette sa tallene" in page.text
    assert "målet er nådd" in page.text
    listed = browser.get(f"{project_of(world)}/meetings")
    assert listed.links.index(meeting) < listed.links.index(note_of_world(world))
    assert meeting in browser.get(project_of(world)).links
    with inside(prepared.app, world.people[Who.LEAD]):
        db.session.get_one(Person, world.people[Who.MEMBER]).language = Language.NYNORSK
        db.session.commit()
    assert "målet er nådd" in browser.get(meeting).text
    assert "Det de vart einige om" in browser.get(meeting).text
    assert "Kva seier tala?" in browser.get(started(browser, world)).text


def test_the_note_can_be_saved_while_the_meeting_goes_on(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    meeting = started(browser, world)
    sent = browser.send(browser.get(meeting), {"note": "Først dette.", "go_on": "1"}, action=f"{meeting}/edit")
    page = browser.follow(sent)
    assert "Notatet er lagret." in page.text
    assert page.form(f"{meeting}/edit").fields["note"] == ["Først dette."]


def test_two_who_write_the_note_lose_nothing(sign_in: SignIn, world: World) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    meeting = started(mine, world)
    page = mine.get(meeting)
    finished(theirs, meeting, "De skrev dette.")
    conflict = mine.send(page, {"note": "Jeg skrev dette."}, action=f"{meeting}/edit", status=409)
    assert "De skrev dette." in conflict.text
    assert conflict.form().fields["note"] == ["Jeg skrev dette."]
    assert "Jeg skrev dette." in mine.follow(mine.send(conflict)).text


def test_two_who_change_a_decision_lose_nothing(sign_in: SignIn, world: World) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    link = f"/decisions/{world.lerkevik['decision_id']}/edit"
    page = mine.get(link)
    theirs.send(theirs.get(link), {"text": "De skrev dette."})
    conflict = mine.send(page, {"text": "Jeg skrev dette."}, status=409)
    assert "De skrev dette." in conflict.text
    assert "Jeg skrev dette." in mine.follow(mine.send(conflict)).text


def test_a_meeting_is_opened_again(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    note = note_of_world(world)
    board = browser.follow(browser.send(browser.get(note), action="/reopen"))
    assert board.form(f"{note}/edit").fields["note"] == ["Alle var der. Lerkevikkanari"]
    assert "Ferdig" in board.text
    assert browser.get(project_of(world)).text.count("Siste møte") == 0


def test_a_meeting_of_another_day_that_was_left_is_finished_or_deleted(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    with inside(prepared.app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        left = [start_meeting(project, local_today() - timedelta(days=days)) for days in (7, 14)]
        decide(left[0], DecisionDetails(WORDS))
        db.session.commit()
        finish, delete = (f"/meetings/{meeting.id}" for meeting in left)
    page = browser.get(f"{project_of(world)}/meetings")
    assert page.text.count("Ikke avsluttet") == 2
    assert WORDS in browser.get(started(browser, world)).text, "what was decided in it is last time's"
    browser.send(browser.get(f"{finish}/edit"))
    assert "Dette sa tallene" in browser.get(finish).text
    after = browser.follow(browser.send(page, action=f"{delete}/delete"))
    assert delete not in after.links
    browser.send(after, action="/bin/restore")
    browser.get(delete)


def test_the_history_tells_of_the_meeting(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    meeting = started(browser, world)
    added(browser, meeting)
    finished(browser, meeting, "Alle var der.")
    page = browser.get(f"{project_of(world)}/history?about=meetings-{meeting.rsplit('/', 1)[-1]}")
    assert "La til tavlemøtet" in page.text
    assert "Endret tavlemøtet" in page.text
    whole = browser.get(f"{project_of(world)}/history")
    assert f"La til beslutningen «{WORDS}»" in whole.text


def test_the_same_decision_sent_twice_is_one(sign_in: SignIn, prepared: Prepared) -> None:
    browser = sign_in(Who.LEAD)
    meeting = started(browser, prepared.world)
    page = browser.get(meeting)
    for _ in range(2):
        browser.send(page, {"text": WORDS}, action="/decisions/new")
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert db.session.query(MeetingDecision).filter_by(text=WORDS).count() == 1


def test_the_reader_sees_boards_and_notes_without_buttons(sign_in: SignIn, world: World) -> None:
    lead, reader = sign_in(Who.LEAD), sign_in(Who.READER)
    meeting = started(lead, world)
    added(lead, meeting)
    for address in (meeting, note_of_world(world), f"{project_of(world)}/meetings"):
        page = reader.get(address)
        assert page.forms == []
        assert not edit_links_of(page)
    assert WORDS in reader.get(meeting).text
    assert "/due-number" not in " ".join(reader.get(meeting).links)
    assert meeting in reader.get(project_of(world)).links


def test_only_the_team_holds_meetings(sign_in: SignIn, world: World) -> None:
    note, decision = note_of_world(world), f"/decisions/{world.lerkevik['decision_id']}"
    forms = [f"{note}/edit", f"{note}/decisions/new", f"{decision}/edit"]
    buttons = [f"{project_of(world)}/meetings/start", f"{note}/reopen", f"{note}/delete", f"{decision}/delete"]
    assert_refused(sign_in, OUTSIDE_TEAM, forms, [*forms, *buttons])


def test_those_outside_the_project_see_no_meetings(sign_in: SignIn, world: World) -> None:
    assert_refused(sign_in, OUTSIDE_PROJECT, [note_of_world(world), f"{project_of(world)}/meetings"], [])
