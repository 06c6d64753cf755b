"""Several browsers at once that send numbered writes, again and again until each is acknowledged, and keep count."""

import random
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPException
from typing import Final

from tests.durability.browser import ANSWER_SECONDS, Browser
from tests.durability.house import Desk, House

ACKNOWLEDGED: Final = 303
# The program says that it cannot just now; anything else is an answer that no form of these should get.
TRY_AGAIN: Final = 503
PAUSE_SECONDS: Final = 0.04
# Over a minute.
MOST_ATTEMPTS: Final = 2000
FIRST_DAY: Final = date(2015, 1, 1)
# Out of a hundred writes: numbers on the chart (the others are notes), and forms that are not sent again.
NUMBERS_PERCENT: Final = 25
GIVE_UPS_PERCENT: Final = 10


def mark_of(desk: int, number: int) -> str:
    """The words of a numbered note, found nowhere else."""
    return f"notat-{desk}-{number}-slutt"


@dataclass(frozen=True, slots=True)
class Manners:
    """Whether a form that is sent again keeps its key; how many answers of a hundred are not waited for."""

    has_keys: bool = True
    hang_ups_percent: int = 5


PROPER: Final = Manners()


@dataclass(slots=True)
class Ledger:
    """What one writer knows: numbers of notes and of days, as it was told or not told that they are saved."""

    desk: Desk
    notes: set[int] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    # Sent at least once and given up: they may be there, once.
    doubtful_notes: set[int] = field(default_factory=set)
    doubtful_days: set[int] = field(default_factory=set)
    n_repeated: int = 0
    odd_answers: list[str] = field(default_factory=list)

    @property
    def n_acknowledged(self) -> int:
        """How many writes the program has answered for."""
        return len(self.notes) + len(self.days)


def note_form(desk: Desk, number: int) -> dict[str, str]:
    """The form of a numbered note."""
    return _form() | {"happened_on": "2025-07-01", "text": mark_of(desk.number, number)}


def day_form(number: int) -> dict[str, str]:
    """The form of a number for a day of its own."""
    return _form() | {"period": (FIRST_DAY + timedelta(days=number)).isoformat(), "value": str(number)}


def _form() -> dict[str, str]:
    return {"idempotency_key": uuid.uuid4().hex, "version": ""}


class Writer(threading.Thread):
    """One browser. Writes from `start` until `finish`."""

    def __init__(self, desk: Desk, port: int, seed: int, manners: Manners = PROPER) -> None:
        super().__init__(daemon=True)
        self.ledger = Ledger(desk)
        self._chance = random.Random(seed)
        self._manners = manners
        self._browser = Browser(desk, port)
        self._is_over = threading.Event()
        # The write that is under way, and what has come of it.
        self.doing = ""

    def finish(self) -> None:
        """Send the present write until it is acknowledged, and no other."""
        self._is_over.set()

    def run(self) -> None:
        """Write, one thing after another."""
        number = 0
        while not self._is_over.is_set():
            number += 1
            self._write(number)
        self._browser.hang_up()

    def _write(self, number: int) -> None:
        is_day = self._chance.randrange(100) < NUMBERS_PERCENT
        patience = 1 if self._chance.randrange(100) < GIVE_UPS_PERCENT else MOST_ATTEMPTS
        done, doubtful = (
            (self.ledger.days, self.ledger.doubtful_days) if is_day else (self.ledger.notes, self.ledger.doubtful_notes)
        )
        fields = day_form(number) if is_day else note_form(self.ledger.desk, number)
        address = f"/measures/{self.ledger.desk.measure_id}/{'due-number' if is_day else 'annotations/new'}"
        for attempt in range(patience):
            if attempt:
                self.ledger.n_repeated += 1
                time.sleep(PAUSE_SECONDS)
            if attempt and not self._manners.has_keys:
                fields["idempotency_key"] = uuid.uuid4().hex
            status = self._send(address, fields)
            self.doing = f"{address} {fields}: {status}, {attempt + 1} times"
            if status == ACKNOWLEDGED:
                done.add(number)
                return
            if status not in (None, TRY_AGAIN):
                self.ledger.odd_answers.append(f"{address} {fields} was answered with {status}")
                break
        else:
            if patience > 1:
                self.ledger.odd_answers.append(f"{address} {fields} was never acknowledged, at last {status}")
        doubtful.add(number)

    def _send(self, address: str, fields: dict[str, str]) -> int | None:
        """The answer's status; None when there was none, or when nobody waited for it."""
        try:
            if not self._browser.has_token and not self._browser.open_form(address):
                return None
            if self._chance.randrange(100) < self._manners.hang_ups_percent:
                self._browser.send_and_leave(address, fields, self._chance.random() * PAUSE_SECONDS)
                return None
            return self._browser.send(address, fields).status
        except (OSError, HTTPException):
            self._browser.hang_up()
            return None


class Crowd:
    """All writers of a house."""

    def __init__(self, house: House, port: int, seed: int, manners: Manners = PROPER) -> None:
        self.writers = [Writer(desk, port, seed * 100 + desk.number, manners) for desk in house.desks]

    def start(self) -> None:
        """Let them write."""
        for writer in self.writers:
            writer.start()

    def finish(self) -> Sequence[Ledger]:
        """Let each finish what it writes; the server must be there for that."""
        for writer in self.writers:
            writer.finish()
        for writer in self.writers:
            writer.join(ANSWER_SECONDS * 2)
        waiting = [writer.doing for writer in self.writers if writer.is_alive()]
        assert not waiting, f"Writers wait for answers that do not come: {waiting}"
        return self.ledgers

    @property
    def ledgers(self) -> Sequence[Ledger]:
        """What they know."""
        return [writer.ledger for writer in self.writers]

    @property
    def n_acknowledged(self) -> int:
        """How many writes have been answered for."""
        return sum(ledger.n_acknowledged for ledger in self.ledgers)
