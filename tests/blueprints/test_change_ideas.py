"""Pages of change ideas."""

import re

from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea
from qi_tracker.vocabulary import Dimension, IdeaStatus
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World


def ideas(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/ideas"


def idea(world: World) -> str:
    return f"/ideas/{world.lerkevik['idea_id']}"


def test_the_team_adds_an_idea(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.MEMBER)
    page = browser.get(f"{ideas(world)}/new")
    assert page.form().fields["owner_id"] == [str(world.people[Who.MEMBER])]
    values = {"title": "Ett skjema", "description": "Tre blir ett.", "dimensions": [Dimension.FAIR.value]}
    listed = browser.follow(browser.send(page, values))
    assert "Ett skjema" in listed.text
    assert "Ansvarlig: Magnus Måledal" in listed.text
    assert "Tilgjengelige og rettferdig fordelt" in listed.text


def test_the_list_says_what_is_being_tried_and_shows_the_cycles(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(ideas(world))
    assert "Dere prøver ikke noe akkurat nå." in page.text
    assert "Sirkel 1: innføre" in page.text
    assert f"/cycles/{world.lerkevik['cycle_id']}" in page.links
    browser.send(browser.get(f"{idea(world)}/edit"), {"status": IdeaStatus.TESTING.value})
    page = browser.get(ideas(world))
    assert "Dere prøver én idé nå." in page.text
    assert "Dette prøver dere nå" in page.text


def test_an_open_cycle_is_gone_on_with(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    assert f"{idea(world)}/cycles/new" in browser.get(ideas(world)).links
    plan = {"plan": "Ring ti.", "prediction": "Fem svarer."}
    cycle = browser.send(browser.get(f"{idea(world)}/cycles/new"), plan).location
    page = browser.get(ideas(world))
    assert "Fortsett sirkel 2" in page.text
    assert cycle in page.links
    assert f"{idea(world)}/cycles/new" not in page.links


def test_an_empty_list_teaches_the_next_step(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(f"{idea(world)}/edit"), action="/delete")
    page = browser.get(ideas(world))
    assert "Hva kan dere prøve?" in page.text
    assert f"{ideas(world)}/new" in page.links
    reader = sign_in(Who.READER).get(ideas(world))
    assert "Ingen ideer her ennå" in reader.text
    assert f"{ideas(world)}/new" not in reader.links


def test_an_idea_needs_a_title(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(f"{ideas(world)}/new"), {"title": " ", "description": "Tre blir ett."}, status=422)
    assert "Fyll ut dette feltet." in page.text
    assert page.form().fields["description"] == ["Tre blir ett."]


def test_a_personal_number_is_refused_and_not_shown_again(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(f"{ideas(world)}/new"), {"title": f"Ring {PERSONAL_NUMBER}"}, status=422)
    assert "fødselsnummer" in page.text
    assert PERSONAL_NUMBER not in page.html


def test_somebody_else_s_save_is_shown_beside_mine(sign_in: SignIn, world: World) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(f"{idea(world)}/edit")
    theirs.send(theirs.get(f"{idea(world)}/edit"), {"title": "De skrev dette", "status": IdeaStatus.ABANDONED.value})
    conflict = mine.send(page, {"title": "Jeg skrev dette"}, status=409)
    assert "De skrev dette" in conflict.text
    assert "Lagt bort" in conflict.text
    assert conflict.form().fields["title"] == ["Jeg skrev dette"]
    assert "Jeg skrev dette" in mine.follow(mine.send(conflict)).text


def test_the_same_form_sent_twice_makes_one_idea(sign_in: SignIn, prepared: Prepared) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(f"{ideas(prepared.world)}/new")
    browser.send(page, {"title": "Bare én gang"})
    browser.send(page, {"title": "Bare én gang"})
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert db.session.query(ChangeIdea).filter_by(title="Bare én gang").count() == 1


def test_an_owner_who_has_left_stays_until_another_is_chosen(sign_in: SignIn, prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        db.session.get_one(ChangeIdea, world.lerkevik["idea_id"]).owner_id = world.people[Who.LEADER]
        db.session.commit()
    browser = sign_in(Who.LEAD)
    page = browser.get(f"{idea(world)}/edit")
    assert page.form().fields["owner_id"] == [str(world.people[Who.LEADER])]
    assert "Ansvarlig Leif Langsyn" in browser.follow(browser.send(page, {"title": "Ny tittel"})).text


def test_an_idea_changed_in_the_meantime_is_not_deleted(sign_in: SignIn, world: World) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(f"{idea(world)}/edit")
    theirs.send(theirs.get(f"{idea(world)}/edit"), {"title": "De skrev dette"})
    back = mine.follow(mine.send(page, action="/delete"))
    assert "Noen andre lagret" in back.text
    assert "De skrev dette" in mine.get(ideas(world)).text


def test_the_reader_reads(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.READER).get(ideas(world))
    assert "Fritidsguide" in page.text
    assert not [link for link in page.links if link.endswith(("/new", "/edit"))]


def test_only_the_team_changes_ideas(sign_in: SignIn, world: World) -> None:
    forms = [f"{ideas(world)}/new", f"{idea(world)}/edit"]
    assert_refused(sign_in, OUTSIDE_TEAM, forms, [*forms, f"{idea(world)}/delete"])


def test_those_outside_the_project_do_not_see_its_ideas(sign_in: SignIn, world: World) -> None:
    assert_refused(sign_in, OUTSIDE_PROJECT, [ideas(world)], [])


def test_the_page_of_an_idea_shows_what_it_builds_on_and_what_came_of_it(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(idea(world))
    assert "Kunnskapstriangel: 0 av 3 hjørner er fylt" in page.html
    assert "Sirkel 1: innføre" in page.text
    values = {"research": "To studier.", "user_knowledge": "De vil vite prisen.", "link_address": "https://eks.no/a"}
    page = browser.follow(browser.send(browser.get(f"{idea(world)}/knowledge"), values))
    assert "Kunnskapstriangel: 2 av 3 hjørner er fylt" in page.html
    assert "https://eks.no/a" in page.links


def test_a_source_is_a_web_address_and_can_be_deleted(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    form = browser.get(f"{idea(world)}/knowledge")
    for address in ("file:///rapport.pdf", "rapport.pdf", "https://"):
        assert "fra https://" in browser.send(form, {"link_address": address}, status=422).text
    browser.send(form, {"link_address": "https://eks.no/a", "link_title": "Rapporten"})
    page = browser.follow(browser.send(browser.get(f"{idea(world)}/knowledge"), action="/delete"))
    assert "Lenken er slettet." in page.text
    assert "https://eks.no/a" not in page.links


def test_an_idea_says_what_kind_it_is_and_what_it_may_not_claim(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    values = {
        "nature": "compensating",
        "levels": ["family"],
        "is_within_reach": "yes",
        "systems": "skole, Nav, skole",
        "measure_id": str(world.lerkevik["measure_id"]),
    }
    page = browser.follow(browser.send(browser.get(f"{idea(world)}/edit"), values))
    assert "En kompenserende idé gjør livet bedre her og nå." in page.text
    assert "skole, Nav" in page.text
    assert f"/measures/{world.lerkevik['measure_id']}" in page.links
    assert not re.search(r'class="verdict-line">(?:<svg.*?</svg>)?\s*<span></span>', page.html, re.DOTALL)


def test_who_and_when_cost_and_gain(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.follow(browser.send(browser.get(f"{idea(world)}/trial"), {"try_by": "2027-02-01"}))
    assert "1. februar 2027" in page.text
    form = browser.get(f"{idea(world)}/gain")
    assert "ikke er under null" in browser.send(form, {"cost": "-1"}, status=422).text
    page = browser.follow(browser.send(form, {"cost": "120 000", "gain_text": "Færre purringer."}))
    assert "120\u00a0000 kroner" in page.html.replace("\u202f", "\u00a0")
    assert "Færre purringer." in page.text


def test_an_idea_becomes_practice_and_stays_it_when_its_cycle_is_corrected(sign_in: SignIn, world: World) -> None:
    browser, cycle = sign_in(Who.LEAD), world.lerkevik["cycle_id"]
    browser.send(browser.get(f"{idea(world)}/edit"), {"status": IdeaStatus.ADOPTED.value})
    page = browser.follow(browser.send(browser.get(idea(world)), action="/status"))
    assert "Slik gjør dere det nå." in page.text
    browser.send(browser.get(f"/cycles/{cycle}/act"), {"next_step": "Si det til alle."})
    assert "Slik gjør dere det nå." in browser.get(idea(world)).text


def test_ideas_are_taken_in_the_teams_own_order(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    for title in ("Nummer to", "Nummer tre"):
        browser.send(browser.get(f"{ideas(world)}/new"), {"title": title})
    page = browser.get(ideas(world))
    assert page.text.index("Fritidsguide") < page.text.index("Nummer to") < page.text.index("Nummer tre")
    page = browser.follow(browser.send(page, action=f"{idea(world)}/later"))
    assert page.text.index("Nummer to") < page.text.index("Fritidsguide") < page.text.index("Nummer tre")
    page = browser.follow(browser.send(page, action=f"{idea(world)}/earlier"))
    assert page.text.index("Fritidsguide") < page.text.index("Nummer to")


def test_ideas_are_placed_on_the_board_without_scripts(sign_in: SignIn, world: World) -> None:
    number, browser = world.lerkevik["idea_id"], sign_in(Who.LEAD)
    board = f"{ideas(world)}/board"
    page = browser.follow(browser.send(browser.get(board), {f"effort_{number}": "2", f"impact_{number}": "5"}))
    assert page.form().fields[f"seen_{number}"] == ["2,5"]
    assert page.text.count("Begynn her") == 2
    refused = browser.send(page, {f"effort_{number}": ""}, status=422)
    assert "Velg både innsats og virkning" in refused.text
    assert "Begynn her" in sign_in(Who.READER).get(board).text


def test_two_who_move_the_same_idea_are_told(sign_in: SignIn, world: World) -> None:
    number, board = world.lerkevik["idea_id"], f"{ideas(world)}/board"
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(board)
    theirs.send(theirs.get(board), {f"effort_{number}": "1", f"impact_{number}": "1"})
    assert "Noen andre lagret" in mine.send(page, {f"effort_{number}": "5", f"impact_{number}": "5"}, status=422).text
