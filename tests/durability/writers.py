"""Several browsers at once that send numbered writes, again and again until each is acknowledged, and keep count."""

import random
import re
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Final
from urllib.parse import urlencode

from tests.durability.house import Desk, House
from tests.journeys.running import LOOPBACK

ACKNOWLEDGED: Final = 303
# The program says that it cannot just now; anything else is an answer that no form of these should get.
TRY_AGAIN: Final = 503
ANSWER_SECONDS: Final = 30.0
PAUSE_SECONDS: Final = 0.04
# Over a minute.
MOST_ATTEMPTS: Final = 2000
FIRST_DAY: Final = date(2015, 1, 1)
# Out of a hundred writes: numbers on the chart (the others are notes), and forms that are not sent again.
NUMBERS_PERCENT: Final = 25
GIVE_UPS_PERCENT: Final = 10
TOKEN: Final = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PAGE_COOKIE: Final = re.compile(r"__Host-qi-page=[^;]+")


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


class Writer(threading.Thread):
    """One browser. Writes from `start` until `finish`."""

    def __init__(self, desk: Desk, port: int, seed: int, manners: Manners = PROPER) -> None:
        super().__init__(daemon=True)
        self.ledger = Ledger(desk)
        self._port = port
        self._chance = random.Random(seed)
        self._manners = manners
        self._connection: HTTPConnection | None = None
        self._cookies = f"__Host-qi-session={desk.token}"
        self._csrf_token = ""
        self._is_over = threading.Event()

    def finish(self) -> None:
        """Send the present write until it is acknowledged, and no other."""
        self._is_over.set()

    def run(self) -> None:
        """Write, one thing after another."""
        number = 0
        while not self._is_over.is_set():
            number += 1
            self._write(number)
        self._hang_up()

    def _write(self, number: int) -> None:
        is_day = self._chance.randrange(100) < NUMBERS_PERCENT
        patience = 1 if self._chance.randrange(100) < GIVE_UPS_PERCENT else MOST_ATTEMPTS
        done, doubtful = (
            (self.ledger.days, self.ledger.doubtful_days) if is_day else (self.ledger.notes, self.ledger.doubtful_notes)
        )
        fields = self._day(number) if is_day else self._note(number)
        address = f"/measures/{self.ledger.desk.measure_id}/{'due-number' if is_day else 'annotations/new'}"
        for attempt in range(patience):
            if attempt:
                self.ledger.n_repeated += 1
                time.sleep(PAUSE_SECONDS)
            if attempt and not self._manners.has_keys:
                fields["idempotency_key"] = uuid.uuid4().hex
            status = self._send(address, fields)
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

    def _note(self, number: int) -> dict[str, str]:
        return self._form() | {"happened_on": "2025-07-01", "text": mark_of(self.ledger.desk.number, number)}

    def _day(self, number: int) -> dict[str, str]:
        return self._form() | {"period": (FIRST_DAY + timedelta(days=number)).isoformat(), "value": str(number)}

    def _form(self) -> dict[str, str]:
        return {"idempotency_key": uuid.uuid4().hex, "version": ""}

    def _send(self, address: str, fields: dict[str, str]) -> int | None:
        """The answer's status; None when there was none, or when nobody waited for it."""
        try:
            if not self._csrf_token and not self._open_page(address):
                return None
            is_waiting = self._chance.randrange(100) >= self._manners.hang_ups_percent
            body = urlencode(fields | {"csrf_token": self._csrf_token})
            answer = self._ask("POST", address, body, is_waiting)
            return answer.status if answer is not None else None
        except (OSError, HTTPException):
            self._hang_up()
            return None

    def _open_page(self, address: str) -> bool:
        """Whether a token could be had."""
        answer, page = self._get(address)
        token = TOKEN.search(page)
        cookie = PAGE_COOKIE.search(answer.headers.get("Set-Cookie", ""))
        if answer.status != 200 or token is None or cookie is None:
            return False
        self._csrf_token = token[1]
        self._cookies += f"; {cookie[0]}"
        return True

    def _get(self, address: str) -> tuple[HTTPResponse, str]:
        self._connected().request("GET", address, headers=self._headers())
        answer = self._connected().getresponse()
        return answer, answer.read().decode()

    def _ask(self, method: str, address: str, body: str, is_waiting: bool) -> HTTPResponse | None:
        headers = self._headers() | {"Content-Type": "application/x-www-form-urlencoded"}
        self._connected().request(method, address, body, headers)
        if not is_waiting:
            time.sleep(self._chance.random() * PAUSE_SECONDS)
            self._hang_up()
            return None
        answer = self._connected().getresponse()
        answer.read()
        return answer

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self._cookies, "Origin": f"http://{LOOPBACK}:{self._port}"}

    def _connected(self) -> HTTPConnection:
        if self._connection is None:
            self._connection = HTTPConnection(LOOPBACK, self._port, timeout=ANSWER_SECONDS)
        return self._connection

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


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
            assert not writer.is_alive(), "A writer waits for an answer that does not come."
        return self.ledgers

    @property
    def ledgers(self) -> Sequence[Ledger]:
        """What they know."""
        return [writer.ledger for writer in self.writers]

    @property
    def n_acknowledged(self) -> int:
        """How many writes have been answered for."""
        return sum(ledger.n_acknowledged for ledger in self.ledgers)
