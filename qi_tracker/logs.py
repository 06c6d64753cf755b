"""How the program logs: one line per event, to standard error, without personal numbers or what people wrote."""

import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

from qi_tracker.privacy.personal_numbers import redact


def _redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take personal numbers out of every text of the event, a traceback too."""
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


def configure() -> None:
    """Set structlog up for the process: readable in a terminal, JSON elsewhere."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _redact,
            structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer(),
        ],
        # Looked up anew for each line: whoever runs the program may have put another stream in its place.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
