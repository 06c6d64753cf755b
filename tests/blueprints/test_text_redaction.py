"""The page that erases a text everywhere: looked first, then erased; never in an address, a draft or a log."""

import pytest

from tests.blueprints.refusals import OUTSIDE_TEAM, assert_refused
from tests.conftest import SignIn
from tests.people import Who, World

NAME = "Tuva Fjellvik"


def test_the_lead_looks_and_erases(sign_in: SignIn, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    lead, project = sign_in(Who.LEAD), f"/projects/{world.lerkevik['project_id']}"
    page = lead.get(f"{project}/edit")
    lead.send(page, {"challenge": f"Vi hørte det av {NAME}."})
    assert f"{project}/redact-text" in lead.get(f"{project}/history").links
    page = lead.get(f"{project}/redact-text")
    assert "data-draft" not in page.html
    found = lead.send(page, {"text": NAME}, status=200)
    assert "Her står det" in found.text and "Slett overalt" in found.text
    nowhere = lead.send(page, {"text": "Finnes Ikke"}, status=200)
    assert "Det står ingen steder" in nowhere.text
    erase = {"text": NAME, "reason": "Et navn", "erase": "1"}
    assert "gjentar" in lead.send(found, erase | {"reason": NAME}, status=422).text
    done = lead.send(found, erase)
    page = lead.follow(done)
    assert "Slettet 2 steder." in page.text and NAME not in page.text and "Et navn" in page.text
    assert "[slettet]" in lead.get(f"{project}/edit").html
    said = capsys.readouterr()
    assert NAME not in said.err + said.out


def test_others_are_refused(sign_in: SignIn, world: World) -> None:
    address = f"/projects/{world.lerkevik['project_id']}/redact-text"
    assert_refused(sign_in, OUTSIDE_TEAM | {Who.MEMBER: 403}, [address], [address])
