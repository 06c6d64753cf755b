"""What a check is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from qi_tracker.settings import Settings

# Told how many things there are to look at, it returns who is told of each portion that has been looked at.
Progress = Callable[[int], Callable[[int], object]]


def _untold(_total: int) -> Callable[[int], object]:
    return lambda _portion: None


@dataclass(frozen=True, slots=True)
class Patient:
    """The installation that is looked at: how it is set, and a connection that may only read."""

    settings: Settings
    connection: Connection
    organization_ids: tuple[int, ...]
    progress: Progress = _untold


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should not be so; `code` names its sentence in `i18n/doctor.py`."""

    code: str
    # Worth knowing, and nothing is broken.
    is_advice: bool = False
    params: dict[str, Any] = field(default_factory=dict)


Check = Callable[[Patient], Iterator[Finding]]
"""One thing to look at. Never writes, never prints."""


def problem(code: str, **params: object) -> Finding:
    """Something is broken."""
    return Finding(code, False, dict(params))


def advice(code: str, **params: object) -> Finding:
    """Something that the one who runs the installation should know."""
    return Finding(code, True, dict(params))
