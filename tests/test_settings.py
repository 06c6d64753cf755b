"""Settings: a wrong or missing one stops the start, with a code that says which."""

import errno
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest
from flask import request

from qi_tracker.blueprints.common.access import public
from qi_tracker.errors import SettingsError
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import words_for
from qi_tracker.server import prepare
from qi_tracker.settings import Settings, load_settings
from qi_tracker.vocabulary import Language

LONG_SECRET = "x" * 40
SENDER = "Forbedring <forbedring@kommune.no>"
MAIL = {"SMTP_HOST": "smtp.kommune.no", "ADDRESS": "https://forbedring.kommune.no", "MAIL_FROM": SENDER}
README = Path(__file__).parent.parent / "README.md"
POSTGRESQL = "postgresql+psycopg://app@localhost/qi"


def load(folder: Path, **given: str) -> Settings:
    """The settings for these environment variables, named without their prefix."""
    environment = {f"QI_TRACKER_{name}": value for name, value in given.items()}
    return load_settings({"QI_TRACKER_INSTANCE": str(folder), **environment})


def test_nothing_needs_to_be_said(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path.resolve() / 'qi_tracker.db'}"
    assert settings.owner_database_url == settings.database_url
    assert not settings.demo


def test_the_demo_has_a_database_and_a_marker_of_its_own(tmp_path: Path) -> None:
    real, demo = load(tmp_path), load(tmp_path, DEMO="true")
    assert real.database_url != demo.database_url
    assert real.marker != demo.marker


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first = load(tmp_path).secret_key
    assert len(first) > 40
    assert load(tmp_path).secret_key == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_half_a_secret_key_is_never_used(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(SettingsError, match="secret_key_too_short"):
        load(tmp_path)


def test_a_secret_key_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", is_full)
        with pytest.raises(SettingsError, match="bad_instance_folder"):
            load(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_programs_that_start_at_once_have_one_secret_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starters:
        assert len(set(starters.map(lambda _: load(tmp_path).secret_key, range(8)))) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_a_volume_without_links_keeps_a_secret_key_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_arguments: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert load(tmp_path).secret_key == load(tmp_path).secret_key
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f'secret_key = "{LONG_SECRET}"\ndemo = true\n', "utf-8")
    assert load(tmp_path).demo
    assert load(tmp_path).secret_key == LONG_SECRET
    assert not load(tmp_path, DEMO="no").demo


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"DATABSE_URL": "sqlite:///x"}, "unknown_setting"),
        ({"DATABASE_URL": "mysql://x"}, "unknown_database"),
        ({"DATABASE_URL": POSTGRESQL}, "owner_url_missing"),
        ({"DATABASE_URL": POSTGRESQL, "OWNER_DATABASE_URL": POSTGRESQL}, "owner_url_missing"),
        ({"SECRET_KEY": "short"}, "secret_key_too_short"),
        ({"DEMO": "perhaps"}, "not_true_or_false"),
        ({"PROXIES": "-1"}, "not_a_number_between"),
        ({"PROXIES": "10"}, "not_a_number_between"),
        ({"PROXIES": "²"}, "not_a_number_between"),
        ({"ADDRESS": "forbedring.kommune.no"}, "bad_address"),
        ({"ADDRESS": "http://forbedring.kommune.no"}, "bad_address"),
        ({"ADDRESS": "https://forbedring.kommune.no/qi"}, "bad_address"),
        ({"ADDRESS": "https://forbedring.kommune.no?x=1"}, "bad_address"),
        ({"ADDRESS": "https://noen@forbedring.kommune.no"}, "bad_address"),
        ({"ADDRESS": "https://forbedring.kommune.no:x"}, "bad_address"),
        ({"SMTP_HOST": "smtp.kommune.no", "MAIL_FROM": SENDER}, "setting_needed_too"),
        ({"SMTP_HOST": "smtp.kommune.no", "ADDRESS": "https://a.no"}, "setting_needed_too"),
        ({"SMTP_PASSWORD": "hemmelig"}, "setting_needed_too"),
        (MAIL | {"SMTP_USER": "forbedring"}, "setting_needed_too"),
        (MAIL | {"SMTP_PASSWORD": "hemmelig"}, "setting_needed_too"),
        (MAIL | {"SMTP_PORT": "0"}, "not_a_number_between"),
        (MAIL | {"SMTP_SECURITY": "ssl"}, "unknown_smtp_security"),
        (MAIL | {"SMTP_SECURITY": "none"}, "smtp_unprotected"),
        (MAIL | {"MAIL_FROM": "Forbedring"}, "bad_mail_from"),
        ({"STATISTICS_HOSTS": "https://data.ssb.no"}, "bad_host"),
        ({"STATISTICS_HOSTS": "data.ssb.no, qi@data.ssb.no"}, "bad_host"),
        ({"STATISTICS_HOSTS": "*.ssb.no"}, "bad_host"),
        (MAIL | {"MAIL_FROM": "a@b.no\nBcc: c@d.no"}, "bad_mail_from"),
    ],
)
def test_a_wrong_setting_stops_the_start_in_words(tmp_path: Path, given: dict[str, str], code: str) -> None:
    with pytest.raises(SettingsError) as stopped:
        load(tmp_path, **given)
    assert stopped.value.code == code
    for language in Language:
        assert len(error_sentence(stopped.value, words_for(language))) > 20


def test_a_file_that_is_not_toml_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("demo = ", "utf-8")
    with pytest.raises(SettingsError) as stopped:
        load(tmp_path)
    assert stopped.value.code == "bad_config_file"


def test_an_instance_folder_that_is_a_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SettingsError) as stopped:
        load(tmp_path / "file")
    assert stopped.value.code == "bad_instance_folder"


def test_mail_is_sent_when_there_is_a_mail_server(tmp_path: Path) -> None:
    assert not load(tmp_path).sends_mail
    settings = load(tmp_path, **MAIL)
    assert settings.sends_mail
    assert not load(tmp_path, **MAIL, DEMO="true").sends_mail, "whoever tries the demo writes to nobody"
    assert (settings.smtp_host, settings.smtp_port, settings.smtp_security) == ("smtp.kommune.no", 587, "starttls")


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_goes_with_the_security_unless_it_is_said(tmp_path: Path, security: str, port: int) -> None:
    given = MAIL | {"SMTP_HOST": "127.0.0.1", "SMTP_SECURITY": security}
    assert load(tmp_path, **given).smtp_port == port
    assert load(tmp_path, **given, SMTP_PORT="2525").smtp_port == 2525


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://forbedring.kommune.no/", "https://forbedring.kommune.no"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_the_address_has_no_slash_at_its_end(tmp_path: Path, given: str, address: str) -> None:
    assert load(tmp_path, ADDRESS=given).address == address


def test_statistics_are_fetched_from_nowhere_unless_it_is_said(tmp_path: Path) -> None:
    assert load(tmp_path).statistics_hosts == ()
    given = load(tmp_path, STATISTICS_HOSTS=" Data.SSB.no:443, statistikk.fhi.no ,127.0.0.1:8443,[::1]:8443,")
    assert given.statistics_hosts == ("data.ssb.no", "statistikk.fhi.no", "127.0.0.1:8443", "[::1]:8443")


def test_secrets_are_not_shown_with_the_settings(tmp_path: Path) -> None:
    shown = repr(load(tmp_path, **MAIL, SECRET_KEY=LONG_SECRET, SMTP_USER="forbedring", SMTP_PASSWORD="hemmelig"))
    assert LONG_SECRET not in shown
    assert "hemmelig" not in shown


def documented(text: str) -> set[str]:
    """The settings that a table of the readme has a row of."""
    return set(re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE))


def test_the_readme_has_every_setting_and_no_other() -> None:
    assert documented(README.read_text("utf-8")) == {field.name for field in fields(Settings)}


def test_a_setting_that_the_readme_forgets_is_seen() -> None:
    without_proxies = README.read_text("utf-8").replace("| `proxies` |", "| proxies |")
    assert documented(without_proxies) != {field.name for field in fields(Settings)}


@pytest.mark.parametrize(("proxies", "told"), [("", "10.0.0.9 http"), ("1", "203.0.113.7 https")])
def test_only_as_many_proxies_as_are_set_are_believed(tmp_path: Path, proxies: str, told: str) -> None:
    app = prepare(load(tmp_path, PROXIES=proxies), lambda _code, _params: None)
    app.add_url_rule("/who", "who", public(lambda: f"{request.remote_addr} {request.scheme} {request.host}"))
    forged = {
        "X-Forwarded-For": "198.51.100.1, 203.0.113.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "elsewhere.example",
    }
    answer = app.test_client().get("/who", headers=forged, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert answer.get_data(as_text=True) == f"{told} localhost"
