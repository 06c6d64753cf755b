"""What a column of a downloaded table is: its key in JSON, its heading, what it holds, and how it is read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, Final

from qi_tracker.i18n.translate import NP_
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


# Read by programs alone, so in no language but theirs.
_ID: Final = ("column", "Id")
PROJECT: Final = NP_("column", "Project")


def id_column(key: str, read: Callable[[Any], Any], *, is_wider: bool = False) -> Column:
    """The number of a row."""
    return Column(key, _ID, Holds.ID, read, is_wider=is_wider)


def same_column(key: str, heading: tuple[str, str], holds: Holds = Holds.TEXT) -> Column:
    """A column that is a field of the row, under the same name."""
    return Column(key, heading, holds, lambda row: getattr(row, key))


def project_columns(path: Callable[[Any], Any], *, is_wider: bool = False) -> tuple[Column, Column]:
    """The project that a row belongs to, by name for people and by id for programs."""
    return (
        id_column("project_id", lambda row: path(row).id, is_wider=is_wider),
        Column("project", PROJECT, Holds.TEXT, lambda row: path(row).title, is_wider=is_wider),
    )


def rows_inside(rows: Callable[[TakenAlong], Sequence[Any]]) -> Callable[[TakenAlong], Iterator[Seen]]:
    """Rows that only those inside the project are given."""
    return lambda taken: ((row, True) for row in rows(taken))
