"""Every form of every page, found by walking them, sent twice: a double click, the back button, a lost answer."""

import inspect
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask
from justhtml import Element
from werkzeug.exceptions import HTTPException

from qi_tracker.access.actors import Actor
from tests.blueprints.filled_forms import TYPED
from tests.client import Client, Form, Page
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure
from tests.people import PASSWORD, Who
from tests.rows import Rows, row_counts

# HandingOver is a page of its own, which saves so: one of the three places where it stands is walked.
THROUGH_SAVING: Final = re.compile(r"\b(saving|pressed|pressed_away|HandingOver)\(")
# Each walks the pages; the first who can send a form does.
WALKERS: Final = (Who.LEAD, Who.ADMINISTRATOR, Who.OPERATOR)
# Forms that are not sent twice here, and why.
ASIDE: Final[Mapping[str, str]] = {
    "auth.sign_in": "opens a session and saves nothing",
    "auth.sign_out": "ends the session that would send it again",
    "auth.choose_language": "sets the same language again",
    "auth.first_account": "a one-use link: tests/blueprints/test_auth.py",
    "auth.accept": "a one-use link: tests/blueprints/test_auth.py",
    "auth.forgot_password": "for nobody signed in: tests/blueprints/test_accounts.py",
    "auth.choose_password": "a one-use link: tests/blueprints/test_accounts.py",
    "history.redact_text": "what is erased is not there the second time: tests/services/test_text_redaction.py",
    "drafts.save": "keeps one draft, however often it is sent: tests/services/test_drafts.py",
    "context.create": "needs a file: tests/blueprints/test_context.py",
    "context.update": "needs a file: tests/blueprints/test_context.py",
    "drafts.discard": "what is gone stays gone",
    "account.erase": "nobody is there to send it again: tests/blueprints/test_own_data.py",
    "account.erase_other": "on a page that is shown after a search: tests/blueprints/test_own_data.py",
    "account.find": "looks somebody up",
    "account.stop_at_once": "what is stopped stays stopped: tests/blueprints/test_reminders.py",
    "help_requests.edit": "what is answered stands: tests/blueprints/test_help_requests.py",
    "measures.save_row": "compares versions, and has no key: tests/blueprints/test_measure_number_table.py",
}
# What is typed where a form cannot be sent as it stands, by the ending of its action.
VALUES: Final[Mapping[str, Mapping[str, Any]]] = {
    "/drivers/connect": {"source": "change_ideas-{idea_id}", "target": "aims-{aim_id}"},
    **{
        form.page.split("}")[-1]: form.values
        for name, form in TYPED.items()
        if form.page.count("/") > 2 and "?" not in form.page
    },
    "/projects/new": TYPED["three questions"].values,
    "/projects/{project_id}/edit": TYPED["project"].values,
    "/measures/{measure_id}/edit": TYPED["measure"].values,
    "/measures/new": TYPED["new measure"].values,
    "/annotations/new": {"happened_on": "2025-09-01", "text": "Ny leder"},
    "/ideas/new": {"title": "Ringe alle familiene"},
    "/cycles/new": {
        "plan": "Ring to",
        "prediction": "Begge svarer",
        "starts_on": "2025-09-01",
        "ends_on": "2025-09-10",
    },
    "/organizations/new": {"name": "Nyvik kommune", "number": "9909", "email": "ny@example.no"},
    "/units/new": {"name": "Skole"},
    "/privacy/threshold": {"smallest_shown": "4", "reason": "Store grupper"},
    "/privacy/retention": {"privacy_contact": "Personvernombudet", "bin": "12"},
    "/leaders": {"person_id": "{plain_member_id}"},
    "/account/password": {"present_password": PASSWORD, "password": "en helt annen setning her"},
    "/invite": {"note": "Til den nye", "email": "ny@example.no"},
    "/numbers": {},
    "/context-drafts/{context_draft_id}": TYPED["cells of a table"].values,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A form on a page."""

    endpoint: str
    who: Who
    page: str
    action: str


def ids_of(prepared: Prepared) -> dict[str, int]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = {"decided_id": decided_measure(prepared.world).id}
    return {**prepared.world.lerkevik.ids, **found, "plain_member_id": prepared.world.people[Who.PLAIN_MEMBER]}


def addresses(prepared: Prepared) -> Iterator[str]:
    """Every page of the world."""
    ids = ids_of(prepared)
    for rule in prepared.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static" or not rule.arguments <= ids.keys():
            continue
        places = prepared.app.url_map.bind("")
        yield places.build(rule.endpoint, {name: ids[name] for name in rule.arguments})
        if "measure_id" in rule.arguments:
            yield places.build(rule.endpoint, {"measure_id": ids["decided_id"]})


def forms_of(prepared: Prepared) -> list[Found]:
    """One of each kind of form, on the first page where one of the walkers meets it."""
    found: dict[str, Found] = {}
    places = prepared.app.url_map.bind("")
    for who in WALKERS:
        browser = Client(prepared.app, prepared.world, who).browser
        for address in addresses(prepared):
            answer = browser.get(address)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            for form in Page(answer, address).forms:
                try:
                    endpoint, _ = places.match(form.action.split("?")[0], method="POST")
                except HTTPException:
                    continue
                if form.method.lower() == "post":
                    found.setdefault(endpoint, Found(endpoint, who, address, form.action))
    return [each for each in found.values() if each.endpoint not in ASIDE]


def values_for(form: Form, ids: Mapping[str, int]) -> dict[str, Any]:
    """What is typed over the form's own values."""
    for ending, values in VALUES.items():
        if form.action.split("?")[0].endswith(ending.format(**ids)):
            return {name: value.format(**ids) if isinstance(value, str) else value for name, value in values.items()}
    # Days of a break are filled in beside a box that is not ticked; the year is part of its name.
    breaks = [name.replace("starts_on_", "take_") for name in form.fields if name.startswith("starts_on_")]
    if breaks:
        return {breaks[0]: "y"}
    texts = ("name", "title", "text", "statement", "plan", "result", "comparison", "next_step", "reason")
    return {name: f"{form.fields[name][0]} og mer" for name in texts if name in form.fields}


def send_twice(prepared: Prepared, found: Found, ids: Mapping[str, int]) -> str:
    """What is wrong with it; nothing when the second sending was taken where the first one led and did nothing."""
    prepared.restore()
    client = Client(prepared.app, prepared.world, found.who)
    forms = client.get(found.page).forms
    [form, *_] = [form for form in forms if form.action == found.action and form.method.lower() == "post"]
    sent = form.filled(values_for(form, ids))
    answers, counts = [], []
    for _ in range(2):
        data = {"csrf_token": client.csrf_token(), **sent}
        answers.append(client.browser.post(form.action, data=data, headers={"Origin": "http://localhost"}))
        counts.append(row_counts(prepared))
    first, again = answers
    if first.status_code not in (200, 303):
        return f"could not be sent: {first.status_code}. Give it values in VALUES, or say in ASIDE why not."
    if counts[0] != counts[1]:
        return f"did its work twice: {difference(counts)}"
    if again.status_code != 303 or (first.status_code == 303 and again.location != first.location):
        return f"led to {first.status_code} {first.location}, and again to {again.status_code} {again.location}"
    return ""


def difference(counts: Sequence[Rows]) -> dict[str, int]:
    return {name: counts[1][name] - counts[0][name] for name in counts[0] if counts[1][name] != counts[0][name]}


def test_every_form_sent_twice_does_one_thing(prepared: Prepared, walked: list[Found]) -> None:
    """Every third form on PostgreSQL, the others on SQLite; `dev.py prove together` sends all of them on both."""
    is_sqlite = isinstance(prepared.kept, Path)
    ids, forms = ids_of(prepared), [form for number, form in enumerate(walked) if bool(number % 3) == is_sqlite]
    assert {found.endpoint: problem for found in forms if (problem := send_twice(prepared, found, ids))} == {}


def without_draft(prepared: Prepared, walked: Sequence[Found]) -> list[str]:
    """Forms that something can be typed in, and where what is typed is not kept."""
    missing = []
    for found in walked:
        page = Client(prepared.app, prepared.world, found.who).get(found.page)
        for form in (each for each in page.document.query("main form") if isinstance(each, Element)):
            kinds = [str(each.attrs.get("type")) for each in form.query("input") if isinstance(each, Element)]
            is_typed_in = "text" in kinds or bool(form.query("textarea"))
            is_secret = "password" in kinds
            attrs = form.attrs or {}
            is_this = str(attrs.get("action") or found.page).split("?")[0] == found.action.split("?")[0]
            if is_this and is_typed_in and not is_secret and "data-draft" not in attrs:
                missing.append(found.endpoint)
    return missing


# A search, a text that is to be erased, the rows of a table that is kept itself, and the two numbers that are typed on
# Home and sent at once.
NO_DRAFT: Final = {"history.redact_text", "account.find", "exchange.show", "measures.enter_due"}


def test_every_form_keeps_what_is_typed(sqlite_only: Prepared, walked: list[Found]) -> None:
    assert set(without_draft(sqlite_only, walked)) - NO_DRAFT == set()


def test_form_that_keeps_nothing_is_found(
    sqlite_only: Prepared, walked: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect."""
    monkeypatch.setattr("qi_tracker.blueprints.common.drafts.current_actor", Actor)
    found = [form for form in walked if form.endpoint == "measures.edit"]
    assert without_draft(sqlite_only, found) == ["measures.edit"]


def test_form_whose_key_is_not_claimed_does_its_work_twice(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted defect."""
    monkeypatch.setattr("qi_tracker.blueprints.common.saving.claim_key", lambda _actor, _key: None)
    ids = ids_of(prepared)
    found = Found("measures.create", Who.LEAD, *[f"/projects/{ids['project_id']}/measures/new"] * 2)
    assert "did its work twice" in send_twice(prepared, found, ids)


def ways_around(app: Flask, walked: Container[str]) -> list[str]:
    """Routes that write, are not walked, and neither save through `saving` or `pressed` nor stand in ASIDE."""
    return [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and rule.endpoint not in walked
        and rule.endpoint not in ASIDE
        and not THROUGH_SAVING.search(source_with_helpers(inspect.unwrap(app.view_functions[rule.endpoint])))
    ]


def source_with_helpers(view: Any, depth: int = 3) -> str:
    """What the function says, and what those of its own module say that it calls."""
    named = [view.__globals__.get(name) for name in view.__code__.co_names] if depth else []
    helpers = [each for each in named if inspect.isfunction(each) and each.__module__ == view.__module__]
    return "\n".join([inspect.getsource(view), *(source_with_helpers(each, depth - 1) for each in helpers)])


def test_every_way_of_writing_claims_its_key(sqlite_only: Prepared, walked: list[Found]) -> None:
    """Also those that no page of this world shows: what waits in the bin, an invitation that is under way."""
    app = sqlite_only.app
    assert ways_around(app, {found.endpoint for found in walked}) == []
    assert ASIDE.keys() <= app.view_functions.keys(), "gone"


def test_planted_way_around_is_found(sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    def restore() -> None:
        """Save, without a key."""

    monkeypatch.setitem(sqlite_only.app.view_functions, "bin.restore", restore)
    assert "bin.restore" in ways_around(sqlite_only.app, ())
