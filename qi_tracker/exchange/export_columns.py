"""What a column of a downloaded table is: its key in JSON, its heading, what it holds, and how it is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from qi_tracker.services.exports import TakenAlong

# How far a thing is seen: from inside its project, or only what everyone in the organisation sees of it.
Seen = tuple[Any, bool]


class Holds(StrEnum):
    """What the cells of a column hold; JSON Schema, spreadsheets and text files each have their way to write it."""

    # The number of a row, by which the tables of a JSON document refer to each other. In no other format.
    ID = auto()
    TEXT = auto()
    # Letters and digits that are no number, such as 0301.
    CODE = auto()
    WHOLE = auto()
    NUMBER = auto()
    TRUTH = auto()
    DAY = auto()
    MOMENT = auto()
    # A member of an enum of the vocabulary, several of them, keys of quality dimensions, plain texts.
    CHOICE = auto()
    CHOICES = auto()
    DIMENSIONS = auto()
    TEXTS = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `is_wider` says that those outside the project see it too; all others are empty for them."""

    key: str
    # Context and English text.
    heading: tuple[str, str]
    holds: Holds
    read: Callable[[Any], Any]
    choices: type[StrEnum] | None = None
    is_wider: bool = False

    def value(self, seen: Seen) -> Any:
        """What stands in it."""
        thing, is_inside = seen
        return self.read(thing) if is_inside or self.is_wider else None


@dataclass(frozen=True, slots=True)
class Noun:
    """One table: what it is called, its columns, and its rows in what is taken along."""

    key: str
    title: tuple[str, str]
    columns: tuple[Column, ...]
    rows: Callable[[TakenAlong], Iterable[Seen]]
