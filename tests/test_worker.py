"""The worker: each mail delivered, once when nothing fails, with a link that works and that nobody else can read."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import structlog
from flask import Flask
from sqlalchemy import select, text, update

from devtools.places import ROOT
from qi_tracker import worker
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Base, Invitation, Organization, OutboxMessage, PasswordReset
from qi_tracker.models.base import utc_now
from qi_tracker.services import outbox
from qi_tracker.services.invitations import (
    InvitationDetails,
    accept_invitation,
    invitation_of,
    invite,
    invite_by_mail,
    mail_again,
    offer_of,
    passages_of,
    withdraw_invitation,
)
from qi_tracker.services.people import token_digest
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole
from tests.access.leaving import captured_log, mail_unpacked, words_in, wrong_in_log
from tests.client import Client
from tests.databases import Prepared
from tests.inside import inside
from tests.mail_server import MailServer, environment_of, mail_server, wait_until, with_mail
from tests.people import NAMES, Who, World, remind_nobody

TO = "nora@example.no"
TOKEN = re.compile(r"https://qi\.example\.no/\S*/([\w-]{43})\b")


@dataclass
class Office:
    """An installation with a mail server, which `mailbox` is."""

    app: Flask
    world: World
    settings: Settings
    mailbox: MailServer = field(default_factory=MailServer)

    def invite(self, to_address: str = TO) -> int:
        """Let the administrator of Lerkevik invite somebody to the project by mail; the invitation's id."""
        with inside(self.app, self.world.people[Who.ADMINISTRATOR]) as actor:
            organization = db.session.get_one(Organization, self.world.lerkevik["organization_id"])
            details = InvitationDetails(
                "NN", OrganizationRole.MEMBER, self.world.lerkevik["project_id"], ProjectRole.MEMBER, to_address
            )
            number = invite_by_mail(actor, organization, details).id
            db.session.commit()
            return number

    def later(self, **delta: float) -> None:
        """Let time pass for what waits."""
        with inside(self.app):
            for message in db.session.scalars(select(OutboxMessage)):
                message.not_before -= timedelta(**delta)
                message.created_at -= timedelta(**delta)
            db.session.commit()

    def claims_run_out(self) -> None:
        """So much time passes that the messages of those who died may be taken again."""
        with inside(self.app):
            db.session.execute(update(OutboxMessage).values(claimed_until=utc_now()))
            db.session.commit()

    def row(self) -> OutboxMessage:
        """The latest message."""
        with inside(self.app):
            found = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
            assert found is not None
            return found

    def opens(self, token: str) -> bool:
        """Whether the link with this token leads anywhere."""
        with inside(self.app):
            try:
                offer_of(token)
            except InvalidInput:
                return False
            return True


@pytest.fixture
def office(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with mail_server() as mailbox:
        settings = with_mail(prepared.settings, mailbox.port)
        monkeypatch.setitem(prepared.app.config, "QI_SETTINGS", settings)
        yield Office(prepared.app, prepared.world, settings, mailbox)


def token_in(content: str) -> str:
    """The token of the mail's link."""
    found = TOKEN.search(content)
    assert found, content
    return found[1]


def tokens(mailbox: MailServer) -> list[str]:
    """Of each mail that was taken."""
    return [token_in(message.get_content()) for message in mailbox.messages]


def everything_stored(app: Flask) -> str:
    """Every value of every table that is not a tenant's, as text."""
    with inside(app):
        tables = [Invitation.__table__, OutboxMessage.__table__, PasswordReset.__table__]
        return "\n".join(str(tuple(row)) for table in tables for row in db.session.execute(select(table)))


def keys_left_lying(app: Flask) -> list[str]:
    """Texts in the outbox that open a link: whoever reads the database, or a copy of it, could use them."""
    with inside(app):
        locks = {
            *db.session.scalars(select(Invitation.token_hash)),
            *db.session.scalars(select(PasswordReset.token_hash)),
        }
        words = re.findall(r"[\w-]+", "\n".join(map(str, db.session.execute(select(OutboxMessage.__table__)))))
        return [word for word in words if token_digest(word) in locks]


def test_a_mail_is_delivered_and_its_link_lets_one_in(office: Office) -> None:
    number = office.invite()
    assert worker.deliver_due(office.app) == worker.Round(sent=1)
    [message] = office.mailbox.messages
    assert office.mailbox.recipients == [TO]
    assert "Lerkevik kommune" in message["Subject"]
    assert NAMES[Who.ADMINISTRATOR] in message.get_content()
    [token] = tokens(office.mailbox)
    address = f"/invitations/{token}"
    visitor = Client(office.app)
    page = visitor.get(address)
    visitor.send(page, {"name": "Nora Nykomling", "email": TO, "password": "regn over fjorden i dag"}, action=token)
    with inside(office.app):
        assert db.session.get_one(Invitation, number).used_at is not None
    assert worker.deliver_due(office.app) == worker.Round(sent=1), "the newcomer is told where the work is found"
    assert office.mailbox.messages[1]["Subject"] == "Kontoen din er klar"
    assert worker.deliver_due(office.app) == worker.Round()


def test_the_link_works_for_a_day_from_when_it_was_delivered(office: Office) -> None:
    number = office.invite()
    office.later(hours=30)
    worker.deliver_due(office.app)
    with inside(office.app):
        left = db.session.get_one(Invitation, number).expires_at - utc_now()
    assert timedelta(hours=23) < left <= timedelta(hours=24)
    assert office.opens(tokens(office.mailbox)[0])


def test_no_key_lies_in_the_database_before_or_after(office: Office) -> None:
    office.invite()
    before = everything_stored(office.app)
    assert keys_left_lying(office.app) == []
    worker.deliver_due(office.app)
    [token] = tokens(office.mailbox)
    assert token not in before
    assert token_digest(token) not in before, "the link is made when it is delivered"
    assert token not in everything_stored(office.app)
    assert keys_left_lying(office.app) == []
    assert office.row().params == {}


def test_planted_key_in_the_outbox_is_found(office: Office) -> None:
    with inside(office.app, office.world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, office.world.lerkevik["organization_id"])
        _, token = invite(actor, organization, InvitationDetails("NN", OrganizationRole.MEMBER))
        outbox.post("invitation", TO, Language.BOKMAL, {"link": f"https://qi.example.no/invitations/{token}"})
        db.session.commit()
    assert keys_left_lying(office.app) == [token]


def deliver_at_once(office: Office, n_workers: int) -> None:
    """Several workers, each in a thread of its own."""
    with ThreadPoolExecutor(n_workers) as threads:
        for done in [threads.submit(worker.deliver_due, office.app) for _ in range(n_workers)]:
            done.result()


def test_two_workers_at_once_send_each_mail_once(office: Office) -> None:
    office.mailbox.seconds = 0.02
    addresses = [f"nr{number}@example.no" for number in range(8)]
    for address in addresses:
        office.invite(address)
    deliver_at_once(office, 2)
    assert sorted(office.mailbox.recipients) == sorted(addresses)


def test_planted_worker_that_claims_nothing_sends_twice(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_it = threading.Barrier(2)

    def without_a_claim(now: object) -> outbox.Letter | None:
        found = db.session.scalars(select(OutboxMessage).where(OutboxMessage.sent_at.is_(None))).first()
        assert found is not None
        letter = outbox.Letter(
            found.id, found.kind, found.to_address, found.language, found.params, found.created_at, 1
        )
        db.session.rollback()
        both_have_it.wait()
        return letter

    monkeypatch.setattr(worker.outbox, "claim", without_a_claim)
    office.invite()
    deliver_at_once(office, 2)
    assert office.mailbox.recipients == [TO, TO]


def test_a_worker_killed_after_sending_leaves_a_copy_that_is_known_as_one(prepared: Prepared, office: Office) -> None:
    with inside(prepared.app):
        remind_nobody()
        db.session.commit()
    office.invite()
    program = subprocess.Popen(
        [sys.executable, "-m", "qi_tracker.cli", "worker", "--once"],
        cwd=ROOT,
        env=environment_of(prepared.settings, office.mailbox.port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    office.mailbox.before_answer = lambda: program.send_signal(signal.SIGKILL)
    _, said = program.communicate(timeout=60)
    assert program.returncode == -signal.SIGKILL, said
    office.mailbox.before_answer = lambda: None
    assert len(office.mailbox.taken) == 1
    assert worker.deliver_due(office.app) == worker.Round(), "the claim of the dead holds for a while"
    office.claims_run_out()
    assert worker.deliver_due(office.app) == worker.Round(sent=1)
    first, second = office.mailbox.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_content() == second.get_content()
    assert office.opens(tokens(office.mailbox)[0]), "a mail server that drops the copy leaves a link that works"


def test_a_server_that_was_down_gets_the_mail_when_it_is_back(prepared: Prepared, office: Office) -> None:
    with mail_server() as gone:
        pass
    office.app.config["QI_SETTINGS"] = with_mail(prepared.settings, gone.port)
    for number in range(3):
        office.invite(f"nr{number}@example.no")
    done = worker.deliver_due(office.app)
    assert done == worker.Round(failed=1, server_problem="mail_server_unreachable"), "one attempt is enough to know"
    with inside(office.app):
        assert outbox.trouble(utc_now()) == outbox.Trouble(1, 0, "mail_server_unreachable")
    office.later(minutes=2)
    with mail_server(gone) as back:
        assert worker.deliver_due(office.app) == worker.Round(sent=3)
        assert len(back.taken) == 3
    with inside(office.app):
        assert outbox.trouble(utc_now()) is None


def test_an_address_that_nobody_knows_is_given_up_at_once(office: Office) -> None:
    office.mailbox.refuses[TO] = f"550 5.1.1 <{TO}> unknown"
    number = office.invite()
    assert worker.deliver_due(office.app).failed == 1
    row = office.row()
    assert row.given_up_at is not None
    assert row.last_problem == "mail_address_refused"
    assert row.params == {}
    with inside(office.app):
        organization = db.session.get_one(Organization, office.world.lerkevik["organization_id"])
        passage = passages_of([invitation_of(organization, number)])[number]
        assert (passage.is_given_up, passage.problem) == (True, "mail_address_refused")


def test_a_server_that_asks_for_patience_gets_it_but_not_for_ever(office: Office) -> None:
    office.mailbox.refuses[TO] = "450 greylisted"
    office.invite()
    office.invite("ola@example.no")
    assert worker.deliver_due(office.app) == worker.Round(sent=1, failed=1), "the others do not wait for it"
    office.later(minutes=2)
    office.mailbox.refuses.clear()
    assert worker.deliver_due(office.app) == worker.Round(sent=1)
    office.mailbox.refuses[TO] = "450 greylisted"
    office.invite()
    for _ in range(10):
        worker.deliver_due(office.app)
        office.later(hours=6)
    assert office.row().given_up_at is not None
    assert 6 <= office.row().attempts <= 10


def test_a_withdrawn_or_used_invitation_is_dropped_in_silence(office: Office) -> None:
    with inside(office.app):
        organization = db.session.get_one(Organization, office.world.lerkevik["organization_id"])
    withdrawn, used = office.invite(), office.invite("ola@example.no")
    with inside(office.app):
        withdraw_invitation(db.session.get_one(Invitation, withdrawn))
        db.session.execute(update(Invitation).where(Invitation.id == used).values(used_at=utc_now()))
        db.session.commit()
    worker.deliver_due(office.app)
    assert office.mailbox.taken == []
    with inside(office.app):
        assert outbox.trouble(utc_now()) is None
        assert organization.name


def test_mailed_again_the_newer_link_is_the_one_that_works(office: Office) -> None:
    number = office.invite()
    worker.deliver_due(office.app)
    with inside(office.app):
        mail_again(db.session.get_one(Invitation, number))
        db.session.commit()
    worker.deliver_due(office.app)
    first, second = tokens(office.mailbox)
    assert (office.opens(first), office.opens(second)) == (False, True)
    assert office.mailbox.messages[0]["Message-ID"] != office.mailbox.messages[1]["Message-ID"]


def test_mailing_again_hurries_one_that_waits_and_ends_somewhere(office: Office) -> None:
    office.mailbox.refuses[TO] = "450 later"
    number = office.invite()
    worker.deliver_due(office.app)
    office.mailbox.refuses.clear()
    for _ in range(6):
        with inside(office.app):
            invitation = db.session.get_one(Invitation, number)
            if len(office.mailbox.taken) < 5:
                mail_again(invitation)
                db.session.commit()
            else:
                with pytest.raises(InvalidInput, match="mailed_often"):
                    mail_again(invitation)
        worker.deliver_due(office.app)
    assert len(office.mailbox.taken) == 5


def words_of_projects(office: Office) -> list[str]:
    """What no mail may hold: each organisation's canary, which all its content carries, and a project's name."""
    return [office.world.lerkevik.canary, office.world.storfjell.canary, "Gratis fritid"]


def told_in_mail(office: Office) -> list[str]:
    """Those of the words that stand in a mail that was sent."""
    sent = b"".join(mail_unpacked(content) for content in office.mailbox.taken)
    return words_in(sent, words_of_projects(office))


def test_no_mail_holds_what_a_project_holds(office: Office) -> None:
    office.invite()
    worker.deliver_due(office.app)
    assert len(office.mailbox.taken) == 1
    assert told_in_mail(office) == []


def test_planted_mail_about_a_project_is_found(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = office.world.lerkevik.canary
    monkeypatch.setattr(worker, "mail_text", lambda *_: (f"Bli med på {canary}", f"{'å' * 60} Gratis fritid\n"))
    office.invite()
    worker.deliver_due(office.app)
    assert told_in_mail(office) == [canary, "Gratis fritid"]


def test_the_log_says_ids_only(office: Office) -> None:
    office.mailbox.refuses["ola@example.no"] = "550 ola@example.no unknown"
    office.mailbox.refuses["kari@example.no"] = "450 kari@example.no later"
    with captured_log() as written:
        for address in (TO, "ola@example.no", "kari@example.no"):
            office.invite(address)
        outbox_of_no_kind(office)
        worker.deliver_due(office.app)
        worker.tidy_up(office.app)
    said = written.getvalue()
    assert {f"mail_{what}" for what in ("sent", "given_up", "postponed", "failed")} <= set(re.findall(r"\w+", said))
    [token] = tokens(office.mailbox)
    secrets = ["@", "example", token, "NN", NAMES[Who.ADMINISTRATOR], "Lerkevik", *words_of_projects(office)]
    assert list(wrong_in_log(said, secrets)) == []


def outbox_of_no_kind(office: Office) -> None:
    """A message that cannot be written, and one about nothing."""
    with inside(office.app):
        outbox.post("no such kind", TO, Language.BOKMAL, {})
        outbox.post("invitation", TO, Language.BOKMAL, {})
        db.session.commit()


def test_a_fault_of_ours_stops_no_other_mail(office: Office) -> None:
    outbox_of_no_kind(office)
    office.invite()
    with structlog.testing.capture_logs() as events:
        assert worker.deliver_due(office.app) == worker.Round(sent=1, failed=2)
    assert [event["fault"] for event in events if event["event"] == "mail_failed"] == ["KeyError", "KeyError"]


def test_nothing_is_sent_inside_a_transaction(office: Office) -> None:
    """Another connection writes while the mail server thinks; on SQLite it would wait for the lock."""
    written = []

    def write() -> None:
        with office.app.app_context():
            db.session.execute(text("UPDATE outbox_messages SET last_problem = 'x'"))
            db.session.commit()
            written.append(1)

    office.mailbox.before_answer = write
    office.invite()
    worker.deliver_due(office.app)
    assert written == [1]


def test_it_works_beside_a_server_and_stops_with_it(office: Office) -> None:
    office.invite()
    with worker.beside(office.app):
        wait_until(lambda: len(office.mailbox.taken) == 1)
    assert not any(thread.name == "worker" for thread in threading.enumerate())


def test_it_waits_for_a_database_that_is_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([RuntimeError("away"), worker.Round()])
    stop = threading.Event()

    def look(_app: Flask, _stop: threading.Event) -> worker.Round:
        found = next(looks)
        if isinstance(found, Exception):
            raise found
        stop.set()
        return found

    monkeypatch.setattr(worker, "deliver_due", look)
    monkeypatch.setattr(worker, "LOOK_EVERY_S", 0.01)
    with structlog.testing.capture_logs() as events:
        worker.work(office.app, stop)
    assert events[0] == {"event": "worker_stumbled", "fault": "RuntimeError", "log_level": "error"}


def test_every_table_is_there_that_this_file_looks_through() -> None:
    assert {"invitations", "outbox_messages", "password_resets"} <= set(Base.metadata.tables)


def test_accepting_while_it_is_mailed_again_leaves_one_or_the_other(office: Office) -> None:
    number = office.invite()
    worker.deliver_due(office.app)
    [token] = tokens(office.mailbox)
    with inside(office.app):
        accept_invitation(token, office.world.people[Who.OUTSIDER])
        db.session.commit()
        with pytest.raises(InvalidInput, match="invitation_used"):
            mail_again(db.session.get_one(Invitation, number))
