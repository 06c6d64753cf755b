"""Drafts through the app: kept for their writer, offered on the form's page, gone when the form is saved."""

import json
from typing import Any

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import FormDraft
from tests.blueprints.filled_forms import TYPED
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who
from tests.services.test_saving import NUMBER

JSON = {"Accept": "application/json"}
OFFERED = "Du har noe her som du ikke lagret"


def type_in(browser: Client, address: str, status: int = 200, **sent: Any) -> Page:
    """What the script sends while somebody types."""
    values = {"address": address, "controls": json.dumps({"name": "Et halvt nav"}), **sent}
    return browser.post("/drafts", values, status, headers=JSON)


def answer(page: Page) -> Any:
    return json.loads(page.html)


@pytest.fixture
def address(prepared: Prepared) -> str:
    return TYPED["measure"].address(prepared)


def test_what_is_typed_is_offered_to_its_writer_and_to_nobody_else(sign_in: SignIn, address: str) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    version = mine.get(address).form().fields["version"][0]
    assert answer(type_in(mine, address, version=version)) == {"saved": True}
    page = mine.get(address)
    assert OFFERED in page.text and "Et halvt nav" in page.text
    assert "Det er endret siden da" not in page.text
    assert OFFERED not in theirs.get(address).text
    assert OFFERED not in mine.get("/projects/new").text


def test_draft_of_something_that_was_changed_since_says_so(sign_in: SignIn, address: str) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    type_in(mine, address, version=mine.get(address).form().fields["version"][0])
    theirs.send(theirs.get(address), {"name": "Deres navn"})
    assert "Det er endret siden da" in mine.get(address).text


def test_saved_form_takes_its_draft_with_it(sign_in: SignIn, address: str) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(address)
    type_in(browser, address)
    browser.send(page, {"name": "Et helt navn"})
    assert OFFERED not in browser.get(address).text
    # One that was under way when the form was saved.
    key = page.form().fields["idempotency_key"][0]
    assert answer(type_in(browser, address, idempotency_key=key)) == {"saved": False}
    assert OFFERED not in browser.get(address).text


def test_refused_form_keeps_its_draft_and_offers_nothing(sign_in: SignIn, address: str) -> None:
    browser = sign_in(Who.LEAD)
    type_in(browser, address)
    refused = browser.send(browser.get(address), {"name": ""}, status=422)
    assert OFFERED not in refused.text
    assert OFFERED in browser.get(address).text


def test_draft_can_be_discarded_without_a_script(sign_in: SignIn, address: str) -> None:
    browser = sign_in(Who.LEAD)
    type_in(browser, address)
    discarded = browser.send(browser.get(address), action="/drafts/discard")
    assert discarded.location == address
    assert OFFERED not in browser.follow(discarded).text


def test_personal_number_is_refused_in_words_and_stored_nowhere(
    prepared: Prepared, sign_in: SignIn, address: str
) -> None:
    browser = sign_in(Who.LEAD)
    type_in(browser, address)
    controls = json.dumps({"name": f"Om {NUMBER}"})
    assert "fødselsnummer" in answer(type_in(browser, address, 422, controls=controls))["message"]
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        [draft] = db.session.query(FormDraft)
        assert NUMBER not in json.dumps(draft.fields)


@pytest.mark.parametrize(
    "sent",
    [
        {"controls": "no json"},
        {"controls": "[]"},
        {"controls": '{"name": 3}'},
        {"controls": '{"name": {}}'},
        {"address": "https://example.org/"},
        {"address": "//example.org/measures/1/edit"},
        {"address": "/nowhere"},
        {"address": "/help"},
        {"address": ""},
    ],
)
def test_what_no_form_of_ours_sends_is_refused(sign_in: SignIn, address: str, sent: dict[str, str]) -> None:
    rest = {name: value for name, value in sent.items() if name != "address"}
    type_in(sign_in(Who.LEAD), sent.get("address", address), 422, **rest)


def test_nul_is_left_out(sign_in: SignIn, address: str) -> None:
    browser = sign_in(Who.LEAD)
    type_in(browser, address, controls=json.dumps({"name": "Ven\0tetid"}))
    assert "Ventetid" in browser.get(address).text


def test_nobody_signed_in_keeps_nothing(sign_in: SignIn, address: str) -> None:
    assert "logget ut" in answer(type_in(sign_in(Who.NOBODY), address, 401))["message"]


def test_without_token_nothing_is_kept(prepared: Prepared, sign_in: SignIn, address: str) -> None:
    browser = sign_in(Who.LEAD)
    type_in(browser, address, 400, csrf_token="")
    browser.post("/drafts/discard", {"address": address, "csrf_token": ""}, 400)


def test_password_is_asked_for_in_no_form_with_drafts(sign_in: SignIn) -> None:
    assert "data-draft" not in sign_in(Who.NOBODY).get("/sign-in").html
