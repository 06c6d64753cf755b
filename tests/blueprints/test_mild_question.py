"""A question after a save where something looks like a single person: asked once, refused never, kept nowhere."""

import pytest

from tests.client import Client
from tests.conftest import SignIn
from tests.people import NAMES, Who, World

NAME = "Tuva Fjellvik"
ASKED = "Står det noe om en enkeltperson her?"


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    """Who writes here."""
    return sign_in(Who.LEAD)


def test_it_is_saved_and_asked_about_once_with_the_place(
    lead: Client, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"/projects/{world.lerkevik['project_id']}/edit"
    done = lead.send(lead.get(address), {"challenge": f"Moren til {NAME} ringte, tlf. 912 34 567."})
    page = lead.follow(done)
    assert ASKED in page.text and "«Tuva F…»" in page.text and "«912 34…»" in page.text
    assert "Rett teksten" in page.text and "Det er i orden" in page.text and address in page.links
    assert ASKED not in lead.get(page.address).text
    again = lead.send(lead.get(address), {"lesson": "Vi ringer tidligere."})
    assert ASKED not in lead.follow(again).text
    assert NAME in lead.get(address).html
    said = capsys.readouterr()
    assert "Tuva" not in said.err + said.out


def test_those_of_the_project_and_ordinary_texts_are_not_asked_about(lead: Client, world: World) -> None:
    address = f"/projects/{world.lerkevik['project_id']}/edit"
    for text in (f"Ansvarlig er {NAMES[Who.MEMBER]}", "Vi prøver i Nav Lerkevik i oktober."):
        assert ASKED not in lead.follow(lead.send(lead.get(address), {"challenge": text})).text


def test_a_new_thing_and_a_note_of_a_meeting_are_asked_about_too(lead: Client, world: World) -> None:
    ideas = f"/projects/{world.lerkevik['project_id']}/ideas/new"
    page = lead.follow(lead.send(lead.get(ideas), {"title": f"Gi {NAME} ski"}))
    assert ASKED in page.text and any(link.endswith("/edit") and "/ideas/" in link for link in page.links)
    meeting = f"/meetings/{world.lerkevik['meeting_id']}/edit"
    assert ASKED in lead.follow(lead.send(lead.get(meeting), {"note": f"Snakket med {NAME}"})).text


def test_the_standing_line_is_beside_the_texts(lead: Client, world: World) -> None:
    about, voices = "Her skriver vi om tjenestene, aldri om enkeltpersoner.", "skrives som temaer, aldri som sitater"
    for page, has_voices in (
        (f"/meetings/{world.lerkevik['meeting_id']}/edit", True),
        (f"/projects/{world.lerkevik['project_id']}/edit", True),
        (f"/measures/{world.lerkevik['measure_id']}/edit", False),
    ):
        text = lead.get(page).text
        # Once by the form, once at the foot of every page.
        assert text.count(about) == 2 and (voices in text) is has_voices
