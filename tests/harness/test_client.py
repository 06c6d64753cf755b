"""The tests' own browser and its gates, seen red: another's words, missing headers, unsound pages, the network."""

import socket
from typing import Any

import pytest
from flask import Response

from qi_tracker.blueprints.common import security
from qi_tracker.extensions import db
from qi_tracker.models import Organization, Project
from tests.client import Client
from tests.databases import Prepared
from tests.inside import inside
from tests.people import LERKEVIK_CANARY, STORFJELL_CANARY, Who


@pytest.fixture
def client(sqlite_only: Prepared) -> Client:
    """The lead's browser."""
    return Client(sqlite_only.app, sqlite_only.world, Who.LEAD)


def test_another_organisations_word_in_a_page_is_seen(sqlite_only: Prepared, client: Client) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        project = db.session.get_one(Project, sqlite_only.world.lerkevik["project_id"])
        project.title = f"Lånt av {STORFJELL_CANARY}"
        db.session.commit()
    with pytest.raises(AssertionError, match="another organisation's word"):
        client.get("/projects")


def test_another_organisations_word_in_a_header_is_seen(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _also(monkeypatch, "X-Name", STORFJELL_CANARY)
    with pytest.raises(AssertionError, match="another organisation's word"):
        client.get("/organizations", 303)


def _also(monkeypatch: pytest.MonkeyPatch, name: str, value: str | None) -> None:
    """Let every answer have this header, or lack it."""
    received_before = Client._received

    def received(self: Client, response: Any, address: str, status: int) -> Any:
        if value is None:
            del response.headers[name]
        else:
            response.headers[name] = value
        return received_before(self, response, address, status)

    monkeypatch.setattr(Client, "_received", received)


@pytest.mark.parametrize("name", security.HEADERS)
def test_a_missing_header_is_seen(client: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    _also(monkeypatch, name, None)
    with pytest.raises(AssertionError, match=name):
        client.get("/organizations", 303)


def test_a_looser_policy_is_seen(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _also(monkeypatch, "Content-Security-Policy", "default-src 'self'")
    with pytest.raises(AssertionError, match="Content-Security-Policy"):
        client.get("/organizations", 303)


def test_an_unsound_page_is_seen(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "qi_tracker.blueprints.help.routes.render", lambda *_, **__: Response("<!doctype html><h1>A</h1><h1>B</h1>")
    )
    with pytest.raises(AssertionError, match="h1"):
        client.get("/help")


def test_another_status_than_expected_is_seen(client: Client) -> None:
    with pytest.raises(AssertionError, match="answered with 404, not 200"):
        client.get("/nowhere")


def test_a_form_is_sent_as_the_page_has_it(client: Client, sqlite_only: Prepared) -> None:
    measure_id = sqlite_only.world.lerkevik["measure_id"]
    fields = client.get(f"/measures/{measure_id}/edit").form().fields
    assert fields["name"] == [f"Barn med aktivitet {LERKEVIK_CANARY}"]
    assert fields["value_type"] == ["proportion"] and fields["frequency"] == ["month"]
    assert fields["csrf_token"] and fields["idempotency_key"] and fields["version"] == ["1"]
    assert "is_stock" not in fields


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0), ("example.no", 443)])
def test_the_network_is_closed(address: tuple[Any, ...]) -> None:
    family = socket.AF_INET6 if len(address) > 2 else socket.AF_INET
    with socket.socket(family) as outward, pytest.raises(OSError, match="may not use the network"):
        outward.connect(address)


def test_the_data_is_put_back(prepared: Prepared) -> None:
    for _ in range(2):
        with inside(prepared.app, prepared.world.people[Who.ADMINISTRATOR]):
            organization = db.session.get_one(Organization, prepared.world.lerkevik["organization_id"])
            assert organization.name == "Lerkevik kommune"
            organization.name = "Omdøpt"
            db.session.add(Project(organization_id=organization.id, title="Nytt"))
            db.session.commit()
            assert db.session.query(Project.id).filter_by(title="Nytt").one()
        prepared.restore()
