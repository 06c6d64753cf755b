"""Notes on a measure's chart."""

from datetime import timedelta

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Annotation
from qi_tracker.services.summaries import local_today
from tests.blueprints.refusals import OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

NOTE = {"text": "Ett skjema i stedet for tre", "happened_on": "2025-09-01"}


def new_note(world: World) -> str:
    return f"/measures/{world.lerkevik['measure_id']}/annotations/new"


def note(world: World) -> str:
    return f"/annotations/{world.lerkevik['annotation_id']}"


def test_the_team_notes_what_happened(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.MEMBER)
    page = browser.get(new_note(world))
    assert page.form().fields["happened_on"] == [local_today().isoformat()]
    measure = browser.follow(browser.send(page, NOTE))
    assert NOTE["text"] in measure.text


def test_a_note_is_changed_and_deleted(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    browser.send(browser.get(f"{note(world)}/edit"), NOTE)
    page = browser.get(f"{note(world)}/edit")
    assert page.form().fields["text"] == [NOTE["text"]]
    measure = browser.follow(browser.send(page, action="/delete"))
    assert NOTE["text"] not in measure.text
    with inside(prepared.app, world.people[Who.LEAD]):
        assert db.session.query(Annotation).filter_by(id=world.lerkevik["annotation_id"]).count() == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": "  "}, "Fyll ut dette feltet."),
        ({"happened_on": ""}, "Fyll ut dette feltet."),
        ({"happened_on": "i går"}, "Dette er ikke en dato."),
        ({"happened_on": "0202-09-01"}, "Se over årstallet."),
        ({"happened_on": (local_today() + timedelta(days=2)).isoformat()}, "Denne dagen har ikke kommet ennå."),
        ({"text": "x" * 201}, "Skriv høyst 200 tegn."),
    ],
)
def test_what_cannot_be_noted_is_said_and_kept(
    sign_in: SignIn, world: World, values: dict[str, str], sentence: str
) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(new_note(world)), NOTE | values, status=422)
    assert sentence in page.text
    if "text" not in values:
        assert page.form().fields["text"] == [NOTE["text"]]


def test_a_personal_number_is_refused_and_not_shown_again(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(new_note(world)), NOTE | {"text": PERSONAL_NUMBER}, status=422)
    assert "fødselsnummer" in page.text
    assert PERSONAL_NUMBER not in page.html


def test_somebody_else_s_save_is_shown_beside_mine(sign_in: SignIn, world: World) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(f"{note(world)}/edit")
    theirs.send(theirs.get(f"{note(world)}/edit"), {"text": "De skrev dette"})
    conflict = mine.send(page, {"text": "Jeg skrev dette"}, status=409)
    assert "De skrev dette" in conflict.text
    assert conflict.form().fields["text"] == ["Jeg skrev dette"]
    mine.send(conflict)
    assert mine.get(f"{note(world)}/edit").form().fields["text"] == ["Jeg skrev dette"]


def test_the_same_form_sent_twice_makes_one_note(sign_in: SignIn, prepared: Prepared) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(new_note(prepared.world))
    browser.send(page, NOTE)
    browser.send(page, NOTE)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert db.session.query(Annotation).filter_by(text=NOTE["text"]).count() == 1


def test_only_the_team_writes_notes(sign_in: SignIn, world: World) -> None:
    forms = [new_note(world), f"{note(world)}/edit"]
    assert_refused(sign_in, OUTSIDE_TEAM, forms, [*forms, f"{note(world)}/delete"])
