"""The start: what it prepares, what it says, and what stops it. Whole runs in a browser are in `tests/browser/`."""

import argparse
import http.client
import socket
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import waitress

from qi_tracker.commands import run
from qi_tracker.errors import SettingsError, WrongDatabase
from qi_tracker.i18n.translate import words_for
from qi_tracker.server import LOOPBACK, first_account_link, open_socket, prepare, serve
from qi_tracker.settings import Settings, load_settings
from qi_tracker.vocabulary import Language
from tests.serving import running

ADDRESS = f"http://{LOOPBACK}:1"


def settings_in(folder: Path, **given: str) -> Settings:
    """Settings of an instance in this folder."""
    return load_settings({"QI_TRACKER_INSTANCE": str(folder), **given})


def test_an_empty_installation_gets_a_link_that_works_once(tmp_path: Path) -> None:
    said: list[str] = []
    app = prepare(settings_in(tmp_path), lambda code, _params: said.append(code))
    assert said == ["database_made"]
    link = first_account_link(app, ADDRESS)
    assert link is not None
    assert link.startswith(f"{ADDRESS}/first-account/")
    newer = first_account_link(app, ADDRESS)
    client = app.test_client()
    assert newer is not None
    assert client.get(newer.removeprefix(ADDRESS)).status_code == 200
    assert client.get(link.removeprefix(ADDRESS)).status_code != 200, "a new start withdraws the link before it"


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    prepare(settings_in(tmp_path), lambda _code, _params: None)
    said: list[str] = []
    prepare(settings_in(tmp_path), lambda code, _params: said.append(code))
    assert said == []


def test_the_demo_has_its_people_and_asks_for_no_account(tmp_path: Path) -> None:
    app = prepare(settings_in(tmp_path, QI_TRACKER_DEMO="true"), lambda _code, _params: None)
    assert first_account_link(app, ADDRESS) is None
    assert "auth.demo" in app.view_functions or any("demo" in rule.rule for rule in app.url_map.iter_rules())


def test_a_real_installation_has_no_demo_sign_in(tmp_path: Path) -> None:
    app = prepare(settings_in(tmp_path), lambda _code, _params: None)
    assert not any("demo" in rule.rule for rule in app.url_map.iter_rules())


def test_a_database_that_disappeared_is_not_made_anew(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    prepare(settings, lambda _code, _params: None)
    for part in tmp_path.glob("qi_tracker.db*"):
        part.unlink()
    with pytest.raises(WrongDatabase) as stopped:
        prepare(settings, lambda _code, _params: None)
    assert stopped.value.code == "database_expected"


def test_a_port_in_use_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingsError):
            open_socket(port)
        arguments = argparse.Namespace(demo=False, port=port, instance=tmp_path)
        assert run.execute(arguments, words_for(Language.BOKMAL)) == run.REFUSED
    assert str(port) in capsys.readouterr().err


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with open_socket(None) as first:
        first.listen()
        with open_socket(None) as second:
            assert first.getsockname()[1] != second.getsockname()[1]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_the_demo_lets_nobody_in_who_comes_through_a_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str
) -> None:
    """The server hands on the headers that tell: by itself it takes away those of proxies it was not told of."""
    app = prepare(load_settings({"QI_TRACKER_INSTANCE": str(tmp_path), "QI_TRACKER_DEMO": "true"}), lambda *_: None)
    listener = open_socket(None)
    made: list[Any] = []
    monkeypatch.setattr(waitress, "serve", lambda app, **options: made.append(waitress.create_server(app, **options)))
    serve(app, listener)
    with running(made[0]):
        assert [answer_to(listener, headers) for headers in ({}, {header: "203.0.113.7"})] == [200, 404]


def answer_to(listener: socket.socket, headers: dict[str, str]) -> int:
    """The status that the demo's people are answered with."""
    with closing(http.client.HTTPConnection(LOOPBACK, listener.getsockname()[1], timeout=10)) as connection:
        connection.request("GET", "/demo", headers=headers)
        return connection.getresponse().status
