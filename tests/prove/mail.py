"""Workers killed while they deliver mail: what was lost, what came twice, and whether a second copy is known as one."""

import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import func, select, update
from tqdm import tqdm

from devtools.places import ROOT
from qi_tracker.extensions import db
from qi_tracker.models import Organization, OutboxMessage
from qi_tracker.models.base import utc_now
from qi_tracker.services.invitations import InvitationDetails, invite_by_mail
from qi_tracker.vocabulary import OrganizationRole
from tests.databases import prepared_app, settings_for
from tests.inside import inside
from tests.mail_server import MailServer, environment_of, mail_server
from tests.people import Who, World, remind_nobody
from tests.prove import reminding
from tests.prove.figures import Figure

KILLS: Final = 100
MAILS_AT_ONCE: Final = 20
# A worker is killed between sending and settling, or so soon after it that it is somewhere in the next one.
SOON_S: Final = 0.05
LONGEST_S: Final = 60


class Killer:
    """Kills the worker that runs, at about every third mail that it hands over."""

    def __init__(self) -> None:
        self.victim: subprocess.Popen[bytes] | None = None
        self._chance = random.Random(2026)

    def strike(self) -> None:
        """A mail has been taken, and its sender is not told yet."""
        victim, die = self.victim, self._chance.random()
        if victim is None or die > 1 / 3:
            return
        if die < 1 / 6:
            victim.kill()
        else:
            threading.Timer(self._chance.uniform(0, SOON_S), victim.kill).start()


def measure(tell: Callable[[str], None], kills: int = KILLS, people: int = reminding.PEOPLE) -> Sequence[Figure]:
    """So many kills on SQLite, each followed by a worker that takes over; then reminders, on both databases."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place,
        prepared_app(settings_for(Path(place))) as prepared,
        mail_server() as mailbox,
        tqdm(total=kills, desc="workers killed") as progress,
    ):
        killer, posted, killed = Killer(), 0, 0
        mailbox.before_answer = killer.strike
        environment = environment_of(prepared.settings, mailbox.port)
        while killed < kills or _waiting(prepared.app):
            if not _waiting(prepared.app):
                _post(prepared.app, prepared.world, posted)
                posted += MAILS_AT_ONCE
            if killed >= kills:
                mailbox.before_answer = _spare
            if _run(killer, environment):
                killed += 1
                progress.update(1)
            _let_claims_run_out(prepared.app)
        tell(f"{posted} mails posted, {len(mailbox.taken)} taken")
        figures = figures_of(mailbox, posted, killed)
    return [*figures, *reminding.measure(tell, people, kills)]


def _spare() -> None:
    """The last ones may end their work."""


def _post(app: Flask, world: World, first: int) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        remind_nobody()
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        for number in range(first, first + MAILS_AT_ONCE):
            to_address = f"nr{number}@example.no"
            invite_by_mail(actor, organization, InvitationDetails("NN", OrganizationRole.MEMBER, email=to_address))
        db.session.commit()


def _waiting(app: Flask) -> int:
    with inside(app):
        unsent = select(func.count(OutboxMessage.id)).where(OutboxMessage.sent_at.is_(None))
        return db.session.scalar(unsent) or 0


def _run(killer: Killer, environment: dict[str, str]) -> bool:
    """Let a worker do what is due; whether it was killed on the way."""
    command = [sys.executable, "-m", "qi_tracker.cli", "worker", "--once"]
    quiet = subprocess.DEVNULL
    killer.victim = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    status = killer.victim.wait(LONGEST_S)
    assert status in (0, -signal.SIGKILL), f"the worker ended with {status}"
    return status != 0


def _let_claims_run_out(app: Flask) -> None:
    with inside(app):
        db.session.execute(update(OutboxMessage).values(claimed_until=None, not_before=utc_now()))
        db.session.commit()


def figures_of(mailbox: MailServer, posted: int, kills: int) -> Sequence[Figure]:
    """What came, by address: each mail has one of its own."""
    copies: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for message in mailbox.messages:
        copies[str(message["To"])].append((str(message["Message-ID"]), message.get_content()))
    unlike = sum(len(set(same)) > 1 for same in copies.values())
    return [
        Figure("workers killed while they delivered mail", f"{kills}"),
        Figure("mails posted", f"{posted}"),
        Figure("mails lost", f"{posted - len(copies)}" + ("" if len(copies) == posted else " **LOST**")),
        Figure("mails that came more than once", f"{sum(len(same) > 1 for same in copies.values())}"),
        Figure("of those with another Message-ID, text or link", f"{unlike}" + (" **UNLIKE**" if unlike else "")),
    ]
