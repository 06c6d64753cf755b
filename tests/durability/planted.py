"""Defects that the rig must find: each is planted in the program's own process, and each turns a test red."""

import io
import os
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Final

from flask import Flask

from qi_tracker import wiring
from qi_tracker.models import base
from qi_tracker.models import database as drivers
from qi_tracker.services import summaries
from qi_tracker.settings import PREFIX

CLOCK_FILE: Final = "clock"

Environ = dict[str, Any]


def _synchronous_normal() -> None:
    proper = drivers._set_pragmas

    def careless(connection: Any, record: object) -> None:
        proper(connection, record)
        connection.execute("PRAGMA synchronous=NORMAL")

    drivers._set_pragmas = careless


class _AnswersFirst:
    """Says that a form is saved, and saves it then."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return self._app(environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        start_response("303 SEE OTHER", [("Location", "/"), ("Content-Length", "1")])
        return self._work_after(environ | {"wsgi.input": io.BytesIO(body)})

    def _work_after(self, environ: Environ) -> Iterator[bytes]:
        yield b" "
        # Long enough for the answer to have left.
        time.sleep(0.05)
        yield from (b"" for _ in self._app(environ, lambda *_: None))


def _answers_before_commit() -> None:
    build = wiring.build

    def careless(*settings: Any) -> Flask:
        app = build(*settings)
        app.wsgi_app = _AnswersFirst(app.wsgi_app)  # type: ignore[method-assign]
        return app

    wiring.build = careless


def _movable_clock() -> None:
    """No defect of the program's: its clock goes wrong by as many seconds as stand in the file."""
    file = Path(os.environ[f"{PREFIX}INSTANCE"]) / CLOCK_FILE

    class MovedClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain datetime, as drivers expect
            return datetime.now(tz) + timedelta(seconds=int(file.read_text()) if file.exists() else 0)

    for module in (base, summaries):
        module.datetime = MovedClock  # type: ignore[attr-defined]  # a name that they have imported


def _impatient() -> None:
    """No defect either: what takes twelve seconds for people takes four in a test."""
    drivers.REQUEST_SECONDS, drivers.CONNECT_SECONDS = 2.0, 2


DEFECTS: Final[dict[str, Callable[[], None]]] = {
    "": lambda: None,
    "synchronous_normal": _synchronous_normal,
    "movable_clock": _movable_clock,
    "impatient": _impatient,
    "answers_before_commit": _answers_before_commit,
}


def plant(defect: str) -> None:
    """Plant one of the defects in this process; none for an empty name."""
    DEFECTS[defect]()
