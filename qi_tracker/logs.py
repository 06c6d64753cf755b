"""How the program logs: one line per event, to standard error, without personal numbers or what people wrote."""

import sys
import traceback
from collections.abc import Iterator

import structlog
from structlog.typing import EventDict, WrappedLogger

from qi_tracker.privacy.personal_numbers import redact


def _redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take personal numbers out of every text of the event, a traceback too."""
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


def _trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Which kind of error and where, without its own words: they may be what somebody typed."""
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else sys.exc_info()[1]
    if given and error is not None:
        event["exception"] = "".join(_wordless(error))
    return event


def _wordless(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _wordless(before)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"


def configure() -> None:
    """Set structlog up for the process: readable in a terminal, JSON elsewhere."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _trace,
            _redact,
            structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer(),
        ],
        # Looked up anew for each line: whoever runs the program may have put another stream in its place.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
