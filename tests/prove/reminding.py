"""Workers killed while they remind people and deliver: what nobody was told, and what somebody was told twice."""

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select, update
from tqdm import tqdm

from qi_tracker import cli
from qi_tracker.extensions import db
from qi_tracker.models import (
    Measure,
    Membership,
    OutboxMessage,
    Person,
    Project,
    ProjectMembership,
    SentReminder,
    Task,
)
from qi_tracker.models.base import utc_now
from qi_tracker.settings import PREFIX
from qi_tracker.vocabulary import Direction, OrganizationRole, ProjectRole, ValueType
from tests.clock import set_now
from tests.databases import Prepared, prepared_app, settings_for
from tests.inside import inside
from tests.mail_server import environment_of, mail_server
from tests.people import Who, remind_nobody
from tests.postgres import PostgresServer
from tests.prove.figures import Figure

PEOPLE: Final = 300
PEOPLE_A_PROJECT: Final = 10
# A Monday: January's number of each measure has come due, and each task is due the day after.
TODAY, TASK_DUE = date(2026, 2, 2), date(2026, 2, 3)
JANUARY: Final = date(2026, 1, 1)
# A worker lives for so many writing statements at most, and then for so many seconds at most.
MOST_WRITES, SOON_S = 24, 0.02
LONGEST_S: Final = 120
# Characters of what a worker that failed had to say.
MOST_SAID: Final = 2000


@dataclass(frozen=True, slots=True)
class Expected:
    """One person to be reminded: the keys to be written down, and what the mail is to hold."""

    person_id: int
    address: str
    keys: frozenset[str]
    words: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of it all, in things and in mails."""

    n_things: int
    forgotten: int
    twice: int
    keys_wrong: int
    n_copied: int
    n_unlike: int


def measure(tell: Callable[[str], None], people: int, kills: int) -> Sequence[Figure]:
    """So many kills at most on each database, and after them one worker that is let alone."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        with prepared_app(settings_for(Path(place) / "sqlite")) as prepared:
            figures += _measured("SQLite", prepared, people, kills, tell)
        with PostgresServer.start() as server:
            settings = settings_for(Path(place) / "postgresql", server.create_database("reminding"))
            with prepared_app(settings) as prepared:
                figures += _measured("PostgreSQL", prepared, people, kills, tell)
    return figures


def _measured(where: str, prepared: Prepared, people: int, kills: int, tell: Callable[[str], None]) -> Sequence[Figure]:
    tally, killed = remind_under_kills(prepared, people, kills)
    tell(f"{where}: {tally}")
    return figures_of(where, tally, killed)


def remind_under_kills(prepared: Prepared, people: int, kills: int) -> tuple[Tally, int]:
    """Remind these many, by workers of which so many are killed; the tally, and how many were killed."""
    chance, killed = random.Random(2026), 0
    with (
        pytest.MonkeyPatch.context() as clock,
        mail_server() as mailbox,
        tqdm(total=kills, desc="workers killed", disable=None) as progress,
    ):
        set_now(clock, TODAY, "08:00")
        expected = people_with_things_due(prepared, people)
        environment = environment_of(prepared.settings, mailbox.port)
        while killed < kills and _is_any_left(prepared.app, people):
            if not _run(environment, chance.randint(1, MOST_WRITES), chance.uniform(0, SOON_S)):
                break
            killed += 1
            progress.update(1)
            _let_claims_run_out(prepared.app)
        assert not _run(environment, 0, 0), "nobody killed the last one"
        return tally_of(expected, _written_down(prepared), mailbox.messages), killed


def people_with_things_due(prepared: Prepared, n: int) -> list[Expected]:
    """People with a number and a task each, in projects of a few; nobody else wants reminders."""
    app, world = prepared.app, prepared.world
    with inside(app, world.people[Who.ADMINISTRATOR]):
        remind_nobody()
        tenant = {"organization_id": world.lerkevik["organization_id"]}
        expected = [
            made
            for first in range(0, n, PEOPLE_A_PROJECT)
            for made in _project(tenant, range(first, min(first + PEOPLE_A_PROJECT, n)))
        ]
        db.session.commit()
        return expected


def _project(tenant: Mapping[str, int], numbers: Sequence[int]) -> Iterator[Expected]:
    project = Project(**tenant, title=f"Prosjekt {numbers[0]}")
    people = [Person(name=f"Person {number}", email=address_of(number), password_hash=None) for number in numbers]
    db.session.add_all([project, *people])
    db.session.flush()
    for number, person in zip(numbers, people, strict=True):
        within = {**tenant, "project_id": project.id}
        number_due = Measure(
            **within,
            value_type=ValueType.COUNT,
            direction=Direction.UP,
            name=f"Tallet nr. {number} fra uttrekket",
            collector_id=person.id,
        )
        task = Task(**within, title=f"Oppgave nr. {number} på lista", owner_id=person.id, due_on=TASK_DUE)
        db.session.add_all(
            [
                Membership(**tenant, person_id=person.id, role=OrganizationRole.MEMBER),
                ProjectMembership(**within, person_id=person.id, role=ProjectRole.MEMBER),
                number_due,
                task,
            ]
        )
        db.session.flush()
        keys = frozenset({f"due:{number_due.id}:{JANUARY}", f"task:{task.id}:{TASK_DUE}"})
        yield Expected(person.id, person.email, keys, (number_due.name, task.title))


def address_of(number: int) -> str:
    """Where the person's mail goes."""
    return f"nr{number}@example.no"


def _is_any_left(app: Flask, people: int) -> bool:
    with inside(app):
        sent = select(func.count(OutboxMessage.id)).where(OutboxMessage.sent_at.is_not(None))
        return (db.session.scalar(sent) or 0) < people


def _let_claims_run_out(app: Flask) -> None:
    with inside(app):
        db.session.execute(update(OutboxMessage).values(claimed_until=None, not_before=utc_now()))
        db.session.commit()


def _run(environment: Mapping[str, str], writes: int, seconds: float) -> bool:
    """Let a worker do what is due, as its command does; whether it was killed on the way."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    ours = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    worker = processes.Process(target=_work, args=(ours, writes, seconds))
    worker.start()
    worker.join(LONGEST_S)
    said = _log_in(environment).read_text("utf-8")[-MOST_SAID:]
    assert worker.exitcode in (0, -signal.SIGKILL), f"the worker ended with {worker.exitcode}: {said}"
    return worker.exitcode != 0


def _log_in(environment: Mapping[str, str]) -> Path:
    return Path(environment[f"{PREFIX}INSTANCE"]) / "worker.log"


def _work(environment: Mapping[str, str], writes: int, seconds: float) -> None:
    """What the worker's process does; killed so many seconds after so many writes, unless that is 0."""
    os.environ.update(environment)
    sys.stdout = sys.stderr = _log_in(environment).open("w", encoding="utf-8")
    if writes:
        event.listen(Engine, "after_cursor_execute", _killing(writes, seconds))
    with pytest.MonkeyPatch.context() as clock:
        set_now(clock, TODAY, "08:00")
        sys.exit(cli.main(["worker", "--once"]))


def _killing(writes: int, seconds: float) -> Callable[..., None]:
    done = 0

    def count(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        nonlocal done
        done += statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        if done != writes:
            return
        if seconds < SOON_S / 2:
            os.kill(os.getpid(), signal.SIGKILL)
        threading.Timer(seconds - SOON_S / 2, os.kill, (os.getpid(), signal.SIGKILL)).start()

    return count


def _written_down(prepared: Prepared) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    with inside(prepared.app, prepared.world.people[Who.ADMINISTRATOR]):
        for person_id, key in db.session.execute(select(SentReminder.person_id, SentReminder.key)):
            found[person_id].append(key)
    return found


def tally_of(expected: Sequence[Expected], keys: Mapping[int, Sequence[str]], mails: Sequence[EmailMessage]) -> Tally:
    """What was told to whom: a thing counts as told once for each Message-ID whose mail holds it."""
    copies: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mail in mails:
        copies[str(mail["To"]), str(mail["Message-ID"])].append(" ".join(mail.get_content().split()))
    told = [
        sum(address == one.address and word in texts[0] for (address, _), texts in copies.items())
        for one in expected
        for word in one.words
    ]
    return Tally(
        n_things=len(told),
        forgotten=told.count(0),
        twice=sum(times > 1 for times in told),
        keys_wrong=sum(sorted(one.keys) != sorted(keys.get(one.person_id, ())) for one in expected),
        n_copied=sum(len(texts) > 1 for texts in copies.values()),
        n_unlike=sum(len(set(texts)) > 1 for texts in copies.values()),
    )


def figures_of(where: str, tally: Tally, killed: int) -> Sequence[Figure]:
    """The tally as the page has it; what should be 0 and is not stands out."""
    should_be_none = (
        ("things that were due and told of in no mail", tally.forgotten, "FORGOTTEN"),
        ("things told of in two mails", tally.twice, "TWICE"),
        ("people for whom other keys are written down than were told", tally.keys_wrong, "WRONG"),
        ("copies with another text or link", tally.n_unlike, "UNLIKE"),
    )
    return [
        Figure(f"{where}: workers killed while they reminded and delivered", f"{killed}"),
        Figure(f"{where}: things due", f"{tally.n_things}"),
        *(Figure(f"{where}: {what}", f"{n} **{cry}**" if n else "0") for what, n, cry in should_be_none),
        Figure(f"{where}: reminders that came more than once, with the same Message-ID", f"{tally.n_copied}"),
    ]
