"""The tables of a download as people read them: headings and cells in their language, in the order of the sheets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from qi_tracker.exchange.export_columns import Column, Holds, Noun
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.services.exports import TakenAlong

Cell = str | float | date | datetime | None

YES, NO = N_("Yes"), N_("No")
_NORWAY: Final = ZoneInfo("Europe/Oslo")
_BETWEEN: Final = "; "


@dataclass(frozen=True, slots=True)
class Wording:
    """The reader's words, with the labels of the installation's quality dimensions by key."""

    words: Words
    dimensions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExportTable:
    """One table. A cell that holds nothing is None or empty; days are dates, moments datetimes in Norway's time."""

    key: str
    title: str
    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    # Read once, as it is written.
    rows: Iterator[list[Cell]]


def export_tables(nouns: Sequence[Noun], taken: TakenAlong, wording: Wording) -> Iterator[ExportTable]:
    """The tables, without the ids that only programs read."""
    for noun in nouns:
        columns = tuple(column for column in noun.columns if column.holds is not Holds.ID)
        headings = tuple(wording.words.pgettext(*column.heading) for column in columns)
        yield ExportTable(
            noun.key, wording.words.pgettext(*noun.title), columns, headings, _rows(noun, columns, taken, wording)
        )


def _rows(noun: Noun, columns: Sequence[Column], taken: TakenAlong, wording: Wording) -> Iterator[list[Cell]]:
    for seen in noun.rows(taken):
        yield [_cell(column, column.value(seen), wording) for column in columns]


def _cell(column: Column, value: Any, wording: Wording) -> Cell:
    written = _WRITTEN.get(column.holds)
    found: Cell = value if value is None or written is None else written(column, value, wording)
    return found


def _truth(_column: Column, value: bool, wording: Wording) -> str:
    return wording.words.gettext(YES if value else NO)


def _choice(_column: Column, value: StrEnum, wording: Wording) -> str:
    return label(value, wording.words)


def _choices(column: Column, values: Sequence[str], wording: Wording) -> str:
    assert column.choices is not None
    return _BETWEEN.join(label(column.choices(value), wording.words) for value in values)


def _moment(_column: Column, value: datetime, _wording: Wording) -> datetime:
    return value.astimezone(_NORWAY).replace(tzinfo=None)


def _dimensions(_column: Column, keys: Sequence[str], wording: Wording) -> str:
    return _BETWEEN.join(wording.dimensions.get(key, key) for key in keys)


def _texts(_column: Column, texts: Sequence[str], _wording: Wording) -> str:
    return _BETWEEN.join(texts)


# What is not here is written as it is: texts, numbers, days.
_WRITTEN: Final[Mapping[Holds, Callable[[Column, Any, Wording], Cell]]] = {
    Holds.TRUTH: _truth,
    Holds.CHOICE: _choice,
    Holds.CHOICES: _choices,
    Holds.MOMENT: _moment,
    Holds.DIMENSIONS: _dimensions,
    Holds.TEXTS: _texts,
}
