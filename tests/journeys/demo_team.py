"""A team of the demo that works by its mail: what it is told of, it does, on the page that the mail leads to."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker import worker
from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, Measure, Organization, Person, Project, ProjectMembership, Task
from qi_tracker.services.acting import act_as
from tests.client import Client
from tests.clock import set_now
from tests.inside import inside
from tests.mail_server import MailServer

PIA, MONS, EMBLA, NORA = "Pia Prosjektleder", "Mons Medlem", "Embla Enhetsleder", "Nora Nabo"
# What is asked for, of a number with a denominator and of one without.
NUMBER: Final = {"numerator": "70", "denominator": "160", "value": "12"}
# A thing that waits, its name, and the address beneath it.
TOLD: Final = re.compile(
    r"((?:Tallet for [^:\n]+:|Oppgaven din:|PDSA-sirkelen|Ingenting er skrevet i prosjektet"
    r"|spør deg om hjelp:|svar i [^:\n]+:) «(.+?)»)(?: \(| siden|\.)"
    r"[^\n]*\s+https://qi\.example\.no(/\S+)"
)


@dataclass
class Team:
    """The team, its mail, and what came of it."""

    app: Flask
    clock: pytest.MonkeyPatch
    mailbox: MailServer
    today: date
    # Whether the reader, told of this for the n-th time, leaves it.
    leaves: Callable[[str, str, date, int], bool]
    n_days: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    # (recipient, thing, day).
    told: list[tuple[str, str, date]] = field(default_factory=list)
    entered: Counter[str] = field(default_factory=Counter)

    def begin(self, day: date) -> None:
        """The morning: two workers post what is new."""
        self.today = day
        self.n_days += 1
        set_now(self.clock, day, "08:00")
        for _ in range(2):
            worker.remind_everyone(self.app)

    def end(self) -> None:
        """Two workers deliver, and whoever is there reads their mail."""
        for _ in range(2):
            worker.deliver_due(self.app)
        set_now(self.clock, self.today, "12:00")
        for content in self.mailbox.taken[len(self.mails) :]:
            mail = message_from_bytes(content, policy=SMTP_POLICY)
            self.mails.append(mail)
            self._read(str(mail["To"]), mail)

    def _read(self, to: str, mail: EmailMessage) -> None:
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        things = TOLD.findall(mail.get_content())
        assert things, mail.get_content()
        for thing, name, address in things:
            self.told.append((to, thing, self.today))
            times = sum(known[:2] == (to, thing) for known in self.told)
            if not self.leaves(to, thing, self.today, times):
                self._do(to, name, address)

    def _do(self, to: str, name: str, address: str) -> None:
        if address.startswith("/number/"):
            self._enter_by_link(address)
        elif address.startswith("/help-requests/"):
            self._see_to_help(self.browser_of(to), address)
        elif address.startswith("/cycles/"):
            self._conclude(self.browser_of(to), address)
        else:
            task = self.id_of(Task, title=name)
            browser = self.browser_of(to)
            browser.send(browser.get(f"{address}/tasks"), {}, f"/tasks/{task}/complete")

    def _enter_by_link(self, address: str) -> None:
        """Type the number that waits there, if one does; who sends it is not signed in."""
        visitor = Client(self.app)
        for form in visitor.get(address).forms:
            values = {name: value for name, value in NUMBER.items() if name in form.fields}
            visitor.post(form.action, form.filled(values))
            self.entered["by link"] += 1

    @staticmethod
    def _see_to_help(browser: Client, address: str) -> None:
        """Answer what is asked; an answer is only read."""
        page = browser.get(address)
        if address.endswith("/answer"):
            browser.send(page, {"decision": "expand", "answer": "Ja, ta med alle bydelene."})

    @staticmethod
    def _conclude(browser: Client, address: str) -> None:
        """From what happened to what is decided."""
        for stage, field_name, value in (
            ("do", "result", "Ni av ti svarte."),
            ("study", "comparison", "Det tok kortere tid enn vi trodde."),
            ("act", "decision", "adopt"),
        ):
            browser.send(browser.get(f"{address}/{stage}"), {field_name: value})

    def enter_from_home(self, name: str, measure: str) -> None:
        """Enter what one collects, signed in."""
        browser = self.browser(name)
        page = browser.get(f"/measures/{self.id_of(Measure, name=measure)}/due-number")
        browser.send(page, {key: value for key, value in NUMBER.items() if key in page.form().fields})
        self.entered["signed in"] += 1

    def edit(self, name: str, address: str, values: Mapping[str, str]) -> None:
        """Fill in the form of a page."""
        browser = self.browser(name)
        browser.send(browser.get(address), values)

    def plan_cycle(self, idea: str, owner: str, first: date, last: date) -> None:
        """A cycle that this person makes happen."""
        dates = {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
        words = {"plan": "Vi ringer ti familier.", "prediction": "Åtte av ti svarer."}
        who = {"owner_id": str(self.id_of(Person, name=owner))}
        self.edit(PIA, f"/ideas/{self.id_of(ChangeIdea, title=idea)}/cycles/new", {**words, **dates, **who})

    def replace(self, leaves: str, comes: str, project: str) -> None:
        """A colleague comes into the project, is given all that another looks after, and the other is removed."""
        project_id, giver, receiver = self.id_of(Project, title=project), *map(self.person, (leaves, comes))
        self.edit(PIA, f"/projects/{project_id}/people", {"person_id": str(receiver)})
        number = self.id_of(ProjectMembership, project_id=project_id, person_id=giver)
        browser, address = self.browser(PIA), f"/project-memberships/{number}/hand-over"
        browser.send(browser.get(f"{address}?to={receiver}&with_tasks=y"), {}, address)
        browser.send(browser.get(address), {}, f"/project-memberships/{number}/delete")

    def person(self, name: str) -> int:
        """The id of one of the demo's people."""
        return self.id_of(Person, name=name)

    def browser(self, name: str) -> Client:
        """Where this person is signed in."""
        client = Client(self.app)
        client.sign_in_as(self.person(name))
        return client

    def browser_of(self, to: str) -> Client:
        """Where the person with this address is signed in."""
        client = Client(self.app)
        client.sign_in_as(self.id_of(Person, email=to))
        return client

    def id_of(self, kind: type[Any], **values: object) -> int:
        """The id of the one thing that is so."""
        with inside(self.app):
            act_as(db.session(), None, db.session.scalars(select(Organization.id)).all())
            return int(db.session.scalars(select(kind.id).filter_by(**values)).one())
