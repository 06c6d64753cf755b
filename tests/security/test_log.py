"""The log: what it tells of each request that changes something or is refused, and what it never tells."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from qi_tracker import logs
from qi_tracker.services.number_links import number_token
from qi_tracker.services.summaries import local_today
from tests.client import Client
from tests.databases import Prepared
from tests.people import PASSWORD, Who, email_of


class Told:
    """The log lines of a test, read when asked for."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def lines(self) -> list[dict[str, Any]]:
        """Every line since the last look, as an object."""
        return [json.loads(line) for line in self._captured.readouterr().err.splitlines() if line.startswith("{")]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Iterator[Told]:
    """The log as it is written in production."""
    logs.configure()
    yield Told(capsys)
    structlog.reset_defaults()


def test_every_event_says_when_who_and_what(sqlite_only: Prepared, told: Told) -> None:
    world = sqlite_only.world
    client = Client(sqlite_only.app, world, Who.LEAD)
    client.post("/language", {"language": "nn"})
    (line,) = told.lines()
    assert (line["route"], line["method"], line["status"]) == ("auth.choose_language", "POST", 303)
    assert line["person"] == world.people[Who.LEAD]
    assert line["timestamp"].endswith("Z")


def test_reading_is_not_told(sqlite_only: Prepared, told: Told) -> None:
    Client(sqlite_only.app, sqlite_only.world, Who.LEAD).get("/")
    assert told.lines() == []


def test_signing_in_is_logged_both_ways(sqlite_only: Prepared, told: Told) -> None:
    client = Client(sqlite_only.app)
    client.post("/sign-in", {"email": email_of(Who.LEAD), "password": "feil passord"}, 422)
    client.post("/sign-in", {"email": email_of(Who.LEAD), "password": PASSWORD})
    refused, let_in = told.lines()
    assert (refused["route"], refused["status"], refused["person"]) == ("auth.sign_in", 422, None)
    assert let_in["signed_in"] == sqlite_only.world.people[Who.LEAD]
    assert (refused["level"], let_in["level"]) == ("warning", "info")


def test_refusals_are_logged(sqlite_only: Prepared, told: Told) -> None:
    world = sqlite_only.world
    project = world.lerkevik["project_id"]
    Client(sqlite_only.app, world, Who.READER).get(f"/projects/{project}/edit", 403)
    Client(sqlite_only.app, world, Who.OUTSIDER).get(f"/projects/{project}", 404)
    Client(sqlite_only.app, world, Who.LEAD).browser.post(f"/projects/{project}/edit")
    assert [(line["status"], line["person"], line["thing"]) for line in told.lines()] == [
        (403, world.people[Who.READER], project),
        (404, world.people[Who.OUTSIDER], project),
        (400, world.people[Who.LEAD], project),
    ]


def test_faults_are_logged(sqlite_only: Prepared, told: Told) -> None:
    client = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    view = sqlite_only.app.view_functions["home.index"]

    def fall_over(**_: object) -> str:
        raise RuntimeError("a fault")

    sqlite_only.app.view_functions["home.index"] = fall_over
    try:
        page = client.get("/", 500)
    finally:
        sqlite_only.app.view_functions["home.index"] = view
    fault, request = told.lines()
    assert fault["event"] == "unexpected_error"
    assert fault["reference"] in page.text
    assert (request["status"], request["route"]) == (500, "home.index")


def test_nothing_typed_makes_a_line_of_its_own(sqlite_only: Prepared, told: Told) -> None:
    forged = 'x"}\n{"event": "request", "signed_in": 1}'
    client = Client(sqlite_only.app)
    client.post("/sign-in", {"email": forged, "password": forged}, 422)
    client.browser.get("/projects/%0A%7B%22event%22%3A1%7D", headers={"User-Agent": forged.replace("\n", " ")})
    lines = told.lines()
    assert len(lines) == 2
    assert not [line for line in lines if "signed_in" in line or forged[:3] in json.dumps(line)]


def test_a_link_is_not_in_the_log(sqlite_only: Prepared, told: Told) -> None:
    Client(sqlite_only.app).get("/invitations/a-secret-token", 410)
    Client(sqlite_only.app).get("/number/a-secret-token", 404)
    lines = told.lines()
    assert len(lines) == 2
    assert "a-secret-token" not in json.dumps(lines)


def test_a_number_by_link_is_logged_as_its_holder_s_and_nobody_s_who_is_signed_in(
    sqlite_only: Prepared, told: Told
) -> None:
    world = sqlite_only.world
    lead, measure = world.people[Who.LEAD], world.lerkevik["measure_id"]
    token = number_token(sqlite_only.settings.secret_key, lead, measure, local_today())
    browser = Client(sqlite_only.app, world, Who.OUTSIDER)
    browser.foreign = ()
    browser.post(f"/number/{token}", {}, 400)
    (line,) = told.lines()
    assert (line["by_link"], line["person"]) == (lead, None)
    assert token not in json.dumps(line)
