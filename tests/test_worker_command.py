"""`qi-tracker worker`, as someone at a terminal, a timer or a service meets it."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import structlog

from devtools.places import ROOT
from qi_tracker import cli
from qi_tracker.extensions import db
from qi_tracker.models import OutboxMessage
from qi_tracker.services import outbox
from qi_tracker.settings import PREFIX
from qi_tracker.vocabulary import Language
from tests.databases import Prepared
from tests.inside import inside
from tests.mail_server import MailServer, environment_of, mail_server, wait_until
from tests.people import remind_nobody

TO = "nora@example.no"


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def tell(monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str]) -> None:
    """Set the environment of this process."""
    for name, value in given.items():
        if name.startswith(PREFIX):
            monkeypatch.setenv(name, value)


def post(prepared: Prepared, n: int = 1) -> None:
    """Mail that waits, and nothing to remind anyone of."""
    with inside(prepared.app):
        remind_nobody()
        for _ in range(n):
            about = {"organization_id": prepared.world.lerkevik["organization_id"]}
            outbox.post("welcome", TO, Language.BOKMAL, about)
        db.session.commit()


def waiting(prepared: Prepared) -> int:
    """How many are not sent."""
    with inside(prepared.app):
        return db.session.query(OutboxMessage).filter_by(sent_at=None).count()


def test_without_a_mail_server_it_says_so_and_tidies_up(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(monkeypatch, environment_of(sqlite_only.settings))
    assert cli.main(["worker", "--once"]) == 0
    assert capsys.readouterr().out == "Ingen e-posttjener er valgt, så ingen e-post sendes.\n"


@pytest.mark.parametrize(("n", "told"), [(0, "0 e-poster sendt."), (1, "1 e-post sendt."), (2, "2 e-poster sendt.")])
def test_once_sends_what_is_due(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], n: int, told: str
) -> None:
    post(sqlite_only, n)
    with mail_server() as mailbox:
        tell(monkeypatch, environment_of(sqlite_only.settings, mailbox.port))
        assert cli.main(["worker", "--once"]) == 0
    assert capsys.readouterr().out == f"{told}\n"
    assert (len(mailbox.taken), waiting(sqlite_only)) == (n, 0)


def test_a_mail_server_that_takes_nothing_is_a_failure_in_words(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    post(sqlite_only, 2)
    with mail_server(MailServer(answers_sender="550 no")) as mailbox:
        tell(monkeypatch, environment_of(sqlite_only.settings, mailbox.port))
        assert cli.main(["worker", "--once", "--language", "nn"]) == 1
    said = capsys.readouterr()
    assert "1 e-post kom ikkje fram." in said.out
    assert "E-posttenaren godtek ikkje avsendaren i innstillingane." in said.err
    assert TO not in said.err + said.out
    assert waiting(sqlite_only) == 2


def test_an_empty_instance_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["worker", "--once", "--instance", str(tmp_path)]) == 1
    assert "Databasen er eldre enn programmet." in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to be sent")
def test_told_to_stop_it_finishes_the_mail_under_way(sqlite_only: Prepared) -> None:
    post(sqlite_only, 3)
    with mail_server(MailServer(seconds=0.3)) as mailbox:
        program = subprocess.Popen(
            [sys.executable, "-m", "qi_tracker.cli", "worker"],
            cwd=ROOT,
            env=environment_of(sqlite_only.settings, mailbox.port),
            stderr=subprocess.PIPE,
        )
        try:
            wait_until(lambda: mailbox.connections > 0 or program.poll() is not None, 30)
            program.send_signal(signal.SIGTERM)
            _, said = program.communicate(timeout=30)
        finally:
            program.kill()
    assert program.returncode == 0, said
    assert 1 <= len(mailbox.taken) < 3
    assert waiting(sqlite_only) == 3 - len(mailbox.taken), "each that was sent is settled"
