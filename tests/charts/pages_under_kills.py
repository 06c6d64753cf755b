"""Pages opened by several people at once while the drawing child is killed again and again. Holds no test itself."""

import os
import random
import re
import signal
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from flask import Flask

from qi_tracker.blueprints.common import charts
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.charts.client import Renderer
from qi_tracker.charts.wire import Order, Reply
from qi_tracker.extensions import db
from qi_tracker.services.people import open_session
from tests.inside import inside
from tests.serving import serving

PATIENCE_SECONDS: Final = 120.0
DRAWING: Final = re.compile(r"<svg[^>]*\bchart-svg\b.*?</svg>", re.DOTALL)

# A child starts in a second or two, and draws in some hundredths of one.
_WHILE_IT_STARTS: Final = 1.0
_WHILE_IT_DRAWS: Final = 0.3
_SHARE_WHILE_STARTING: Final = 1 / 3
_MOST_DRAWN: Final = 6
_POLL_SECONDS: Final = 0.005


class ForgetfulRenderer(Renderer):
    """Keeps no drawing, so that every page asks the child; counts what the child answered."""

    n_answered = 0

    def _kept(self, *_: object) -> bytes | None:
        return None

    def _answer(self, order: Order) -> Reply | None:
        reply = super()._answer(order)
        self.n_answered += reply is not None
        return reply


@dataclass
class Outcome:
    """How often the child was killed, how long each page took, and what was wrong with pages."""

    n_kills: int = 0
    seconds: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many people, who each open so many pages one after the other: the address of each, and its drawings."""

    cookie: str
    pages: Mapping[str, Sequence[str]]
    people: int
    pages_each: int

    def open_pages(self, server: str, outcome: Outcome) -> None:
        """All of them at once; returns when the last has seen the last page."""
        addresses = sorted(self.pages)

        def open_one_after_another(person: int) -> None:
            for number in range(self.pages_each):
                self._open(server, addresses[(person + number) % len(addresses)], outcome)

        with ThreadPoolExecutor(self.people) as threads:
            list(threads.map(open_one_after_another, range(self.people)))

    def _open(self, server: str, address: str, outcome: Outcome) -> None:
        began = time.monotonic()
        try:
            found = drawings_of(opened(server + address, self.cookie))
        except OSError as error:
            outcome.problems.append(f"{address}: {error}")
            return
        outcome.seconds.append(time.monotonic() - began)
        if found != self.pages[address]:
            outcome.problems.append(f"{address}: {len(found)} drawings, not the {len(self.pages[address])} it had")


class Killer:
    """Kills the child while it draws, and every now and then the next one while it starts."""

    def __init__(self, renderer: ForgetfulRenderer, seed: int) -> None:
        self._renderer = renderer
        self._chance = random.Random(seed)
        self._over = threading.Event()
        self.n_kills = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """From now to the end of the block."""
        thread = threading.Thread(target=self._kill_again_and_again)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _kill_again_and_again(self) -> None:
        victim, was_starting = None, True
        while not self._over.is_set():
            self._wait_for(lambda victim=victim: self._renderer.child_pid not in (None, victim))
            victim, n_answered = self._renderer.child_pid, self._renderer.n_answered
            # Whoever kills each child before it can draw leaves nobody to draw.
            was_starting = not was_starting and self._chance.random() < _SHARE_WHILE_STARTING
            wanted = n_answered + (0 if was_starting else self._chance.randint(1, _MOST_DRAWN))
            self._wait_for(lambda wanted=wanted: self._renderer.n_answered >= wanted)
            self._over.wait(self._chance.uniform(0, _WHILE_IT_STARTS if was_starting else _WHILE_IT_DRAWS))
            if victim is not None and not self._over.is_set():
                with suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
                    self.n_kills += 1

    def _wait_for(self, is_so: Callable[[], bool]) -> None:
        while not self._over.is_set() and not is_so():
            self._over.wait(_POLL_SECONDS)


@contextmanager
def rendering(app: Flask, renderer: Renderer) -> Iterator[None]:
    """The app draws with this renderer, which ends with the block."""
    charts.renderer_of(app).close()
    app.extensions["qi_charts"] = renderer
    try:
        yield
    finally:
        renderer.close()
        charts.init_app(app)


def patient(app: Flask, folder: Path) -> AbstractContextManager[None]:
    """The app draws however busy the machine is, and keeps its drawings in the folder."""
    return rendering(app, Renderer(folder, timeout_seconds=PATIENCE_SECONDS))


def with_kills(app: Flask, crowd: Crowd, renderer: ForgetfulRenderer, seed: int | None) -> Outcome:
    """What the crowd met; with a seed, while the child was killed at moments that follow from it."""
    outcome = Outcome()
    with rendering(app, renderer), serving(app) as server:
        opened(server + next(iter(crowd.pages)), crowd.cookie)
        if seed is None:
            crowd.open_pages(server, outcome)
        else:
            killer = Killer(renderer, seed)
            with killer.at_work():
                crowd.open_pages(server, outcome)
            outcome.n_kills = killer.n_kills
    return outcome


def opened(address: str, cookie: str) -> str:
    """The page at this address. An answer that is no page raises OSError."""
    request = urllib.request.Request(address, headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
        return str(answer.read().decode())


def drawings_of(html: str) -> list[str]:
    """The charts of a page."""
    return DRAWING.findall(html)


def cookie_of(app: Flask, person_id: int) -> str:
    """What the browser sends in which this person is signed in."""
    with inside(app):
        token, _ = open_session(person_id, remember=False)
        db.session.commit()
    return f"{SESSION_COOKIE}={token}"
