"""A team lives through a year: each number that is due gets its mail, is entered by its link, and July is quiet.

No browser: the worker's own functions, a mail server that takes real SMTP, and the pages that the mails lead to. Time
is moved from day to day, past those on which nothing can happen, and the worker runs twice each day.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Final

import pytest
from sqlalchemy import select

from qi_tracker import worker
from qi_tracker.analysis.periods import DUE_WORKING_DAYS, add_working_days
from qi_tracker.extensions import db
from qi_tracker.models import (
    Measure,
    Observation,
    Pause,
    PdsaCycle,
    Person,
    Project,
    ProjectMembership,
    Task,
)
from qi_tracker.services.dates import local_day
from qi_tracker.services.projects import enter_project
from qi_tracker.vocabulary import CycleStage, ProjectRole, ReminderChoice
from tests.client import Client
from tests.clock import set_now
from tests.databases import Prepared
from tests.inside import inside
from tests.mail_server import MailServer, mail_server, with_mail
from tests.measures import decided_measure, world_measure
from tests.people import Who, email_of, remind_nobody

YEAR: Final = 2026
JULY: Final = 7
MONTHS: Final = [date(YEAR, month, 1) for month in range(1, 12) if month != JULY]
# Whoever is ill answers no mail of this month, and whoever is new forgets the number of that one.
ILL_IN, FORGETFUL_IN = 4, 10
REPLACED_ON: Final = date(YEAR, 5, 20)
# The number of January is entered after the mail about it is posted and before it is delivered.
ANSWERED_BETWEEN: Final = date(YEAR, 2, 2)
TEAM: Final = (Who.LEAD, Who.MEMBER, Who.PLAIN_MEMBER)
LINK: Final = re.compile(r"https://qi\.example\.no(/number/\S+)")
TOLD: Final = re.compile(r"(?:Tallet for [^:]+: «[^»]+»|Oppgaven din: «[^»]+»|PDSA-sirkelen «[^»]+»)")


@dataclass
class Team:
    """The team, its mail, and what came of it."""

    prepared: Prepared
    clock: pytest.MonkeyPatch
    mailbox: MailServer
    today: date = date(YEAR, 1, 1)
    n_read: int = 0
    n_days: int = 0
    # (recipient, thing, day).
    told: list[tuple[str, str, date]] = field(default_factory=list)
    entered: Counter[str] = field(default_factory=Counter)

    def live(self, day: date) -> None:
        """One day: two workers in the morning, and whoever is there reads their mail."""
        self.today = day
        self.n_days += 1
        set_now(self.clock, day, "08:00")
        for _ in range(2):
            worker.remind_everyone(self.prepared.app)
        if day == ANSWERED_BETWEEN:
            self.enter_signed_in(Who.LEAD)
        for _ in range(2):
            worker.deliver_due(self.prepared.app)
        set_now(self.clock, day, "12:00")
        while self.n_read < len(self.mailbox.messages):
            self.read(self.mailbox.messages[self.n_read])
            self.n_read += 1

    def read(self, mail: EmailMessage) -> None:
        """Do what it asks for, unless one is ill or forgets."""
        body, to = mail.get_content(), str(mail["To"])
        about = TOLD.findall(body)
        assert about, body
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        # How often each thing was told of before this mail.
        before = Counter(thing for recipient, thing, _ in self.told if recipient == to)
        self.told += [(to, thing, self.today) for thing in about]
        if to == email_of(Who.MEMBER) and self.today.month == ILL_IN:
            return
        if to == email_of(Who.LEAD) and self.today.month == FORGETFUL_IN and "Barn med" in about[0]:
            # As stand-in she leaves it to them.
            return
        if to == email_of(Who.PLAIN_MEMBER) and self.today.month == FORGETFUL_IN and not any(map(before.get, about)):
            return
        for address in LINK.findall(body):
            self.enter_by_link(address)
        self.finish_what_ended(to)

    def enter_by_link(self, address: str) -> None:
        """Type the number where the mail leads; who sends it is not signed in."""
        visitor = Client(self.prepared.app)
        page = visitor.get(address)
        while page.forms:
            visitor.send(page, {"numerator": "70", "denominator": "160"})
            self.entered["by link"] += 1
            page = visitor.get(address)

    def enter_signed_in(self, who: Who) -> None:
        """Enter what one collects from Home."""
        browser = Client(self.prepared.app, self.prepared.world, who)
        [measure_id] = [self.measure_id(second=True)]
        address = f"/measures/{measure_id}/due-number"
        browser.send(browser.get(address), {"numerator": "70", "denominator": "160"})
        self.entered["signed in"] += 1

    def finish_what_ended(self, to: str) -> None:
        """Tick off tasks, and decide on cycles, that the mail's reader was reminded of."""
        with inside(self.prepared.app, self.prepared.world.people[Who.LEAD]):
            owner = db.session.scalars(select(Person.id).filter_by(email=to)).one()
            for task in db.session.scalars(select(Task).filter_by(owner_id=owner, done_at=None)):
                if task.due_on is not None and task.due_on <= self.today + timedelta(days=2):
                    task.done_at = task.created_at
            for cycle in db.session.scalars(select(PdsaCycle).filter_by(owner_id=owner)):
                if cycle.ends_on is not None and cycle.ends_on <= self.today + timedelta(days=3):
                    cycle.stage = CycleStage.DONE
            db.session.commit()

    def measure_id(self, *, second: bool = False) -> int:
        """The first measure is the member's to collect, the second the lead's."""
        with inside(self.prepared.app, self.prepared.world.people[Who.LEAD]):
            return (decided_measure if second else world_measure)(self.prepared.world).id

    def replace_member(self) -> None:
        """The member leaves: a colleague comes into the project, and the lead hands over all to them."""
        world, lead = self.prepared.world, self.prepared.world.people[Who.LEAD]
        with inside(self.prepared.app, lead):
            project = db.session.get_one(Project, world.lerkevik["project_id"])
            enter_project(project, world.people[Who.PLAIN_MEMBER], ProjectRole.MEMBER)
            found = db.session.query(ProjectMembership).filter_by(
                project_id=project.id, person_id=world.people[Who.MEMBER]
            )
            number = found.one().id
            db.session.commit()
        browser = Client(self.prepared.app, world, Who.LEAD)
        address = f"/project-memberships/{number}/hand-over"
        shown = browser.get(f"{address}?to={world.people[Who.PLAIN_MEMBER]}&with_tasks=y")
        browser.send(shown, {}, address)
        browser.send(browser.get(address), {}, f"/project-memberships/{number}/delete")


@pytest.fixture
def team(sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """The world on New Year's Day: two measures of each other's stand-ins, a cycle, a task, and July a pause."""
    app, world = sqlite_only.app, sqlite_only.world
    set_now(monkeypatch, date(YEAR, 1, 1))
    with inside(app, world.people[Who.LEAD]):
        remind_nobody()
        for who in TEAM:
            db.session.get_one(Person, world.people[who]).reminders = ReminderChoice.AT_ONCE
        first, second = world_measure(world), decided_measure(world)
        first.collector_id = second.stand_in_id = world.people[Who.MEMBER]
        first.stand_in_id = second.collector_id = world.people[Who.LEAD]
        db.session.query(Pause).delete()
        for measure in (first, second):
            db.session.add(pause_of(measure))
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        cycle.stage, cycle.starts_on, cycle.ends_on = CycleStage.DO, date(YEAR, 2, 1), date(YEAR, 2, 12)
        cycle.owner_id = world.people[Who.MEMBER]
        task = db.session.get_one(Task, world.lerkevik["task_id"])
        task.owner_id, task.due_on = world.people[Who.MEMBER], date(YEAR, 6, 17)
        db.session.commit()
    with mail_server() as mailbox:
        monkeypatch.setitem(app.config, "QI_SETTINGS", with_mail(sqlite_only.settings, mailbox.port))
        yield Team(sqlite_only, monkeypatch, mailbox)


def pause_of(measure: Measure) -> Pause:
    """July, every year since the one before."""
    return Pause(
        organization_id=measure.organization_id,
        measure_id=measure.id,
        starts_on=date(YEAR - 1, JULY, 1),
        ends_on=date(YEAR - 1, JULY, 31),
        reason="Ferie",
        is_yearly=True,
    )


def test_a_year_without_anything_forgotten_or_told_twice(team: Team) -> None:
    for day in eventful_days():
        if day == REPLACED_ON:
            team.replace_member()
        team.live(day)
    assert missing(team) == [], "each number that was due is entered, and none of July"
    days = [local_day(parsedate_to_datetime(str(mail["Date"]))) for mail in team.mailbox.messages]
    assert [day for day in days if day.month == JULY] == []
    assert len(team.mailbox.taken) == len({mail["Message-ID"] for mail in team.mailbox.messages})
    recipients = [str(mail["To"]) for mail in team.mailbox.messages]
    assert len(set(zip(recipients, days, strict=True))) == len(days), "at most one mail a day"
    assert_told_once(team)
    assert max(day for to, day in zip(recipients, days, strict=True) if to == email_of(Who.MEMBER)) < REPLACED_ON
    print(f"\n{team.n_days} days, {len(days)} mails, {team.entered}")


def eventful_days() -> list[date]:
    """Those on which something can happen: a number comes due, is overdue, is told of again; and days beside them."""
    days = {REPLACED_ON, *(date(YEAR, JULY, day) for day in range(1, 32, 3)), date(YEAR, 2, 9), date(YEAR, 6, 15)}
    for month in range(1, 13):
        last = date(YEAR, month, 1) - timedelta(days=1)
        overdue_on = add_working_days(last, DUE_WORKING_DAYS + 1)
        days |= {add_working_days(last, 1), add_working_days(last, 2), overdue_on}
        days |= {overdue_on + timedelta(days=14), add_working_days(overdue_on + timedelta(days=14), 1)}
    return sorted(days)


def missing(team: Team) -> list[tuple[int, date]]:
    """(measure, month) for what is due and not entered, or entered and not due."""
    world = team.prepared.world
    with inside(team.prepared.app, world.people[Who.LEAD]):
        measures = [world_measure(world).id, decided_measure(world).id]
        rows = select(Observation.measure_id, Observation.period).where(Observation.period >= date(YEAR, 1, 1))
        entered = {(number, period) for number, period in db.session.execute(rows) if number in measures}
    return sorted(entered ^ {(number, month) for number in measures for month in MONTHS})


def assert_told_once(team: Team) -> None:
    """Each thing once to each; the forgotten number twice; and to the stand-in what was missing while one was ill."""
    counts = Counter((to, thing) for to, thing, _ in team.told)
    twice = {(to, thing.split(":")[0]) for (to, thing), count in counts.items() if count > 1}
    assert twice == {(email_of(Who.PLAIN_MEMBER), "Tallet for september 2026")}
    assert max(counts.values()) == 2
    first = [thing for to, thing, _ in team.told if to == email_of(Who.LEAD) and "Barn med" in thing]
    assert [thing.split(":")[0] for thing in first] == ["Tallet for mars 2026", "Tallet for september 2026"]
    january = [to for to, thing, _ in team.told if "januar 2026: «Familier" in thing]
    assert january == [], "entered between posting and delivery, so it is not mailed"
