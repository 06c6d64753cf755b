"""Recipes: how one system's table is known again, what was decided about it, and how that reads the next one."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.date_words import MONTHS, PERIODS, SCHOOL_YEAR, YEAR
from qi_tracker.exchange.dates import parse_date
from qi_tracker.exchange.drafts import settings_from_json, settings_to_json
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.preview import preview_table
from qi_tracker.exchange.raw_table import MAX_ROWS_ABOVE, RawTable, Row, cell_text
from qi_tracker.exchange.read_settings import ALL_ALIKE, ReadSettings
from qi_tracker.exchange.table_shape import is_blank
from qi_tracker.vocabulary import ImportRole, TableLayout

Json = dict[str, Any]

# Which columns there are does not depend on the day.
_LAST_DAY = date.max

A_PERIOD = "#"
"""Stands in a name where a month, a week or a year was."""

ROWS_TO_KNOW_COLUMNS = 200
ALIKE = 0.5  # so large a share of all the columns must be common before two tables are compared in words

# What is about one file alone, or is found again by the columns' names.
_OF_ONE_FILE = ("sheet", "header_row", "roles", "frequency", "value_type", "corrections", "skipped_rows")
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_YEAR = re.compile(r"(19|20)\d\d")
_BETWEEN = frozenset(".-/–")
_NAMED_PERIODS = [[word] for word in (*PERIODS, *SCHOOL_YEAR, *YEAR)]


@dataclass(frozen=True, slots=True)
class TableMark:
    """One row of a table as its column names: where it stands, what it says, and what it is known by.

    Attributes
    ----------
    header_row
        From 1; 0 for a table without column names.
    names
        As written, without blanks.
    """

    sheet: str | None
    header_row: int
    names: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What the columns of a table have that the last one had not, and the reverse."""

    missing: tuple[str, ...]
    new: tuple[str, ...]


def without_period(name: str) -> str:
    """The name in one spelling, with what says which month, week or year taken out of it."""
    text = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    if _is_period(text):
        return A_PERIOD
    tokens = _TOKEN.findall(text)
    kept: list[str] = []
    for place, token in enumerate(tokens):
        # "uke 7" and "1. kvartal"; "5. trinn" is no period.
        is_part = kept[-1:] == [A_PERIOD] and (token in _BETWEEN or token.isdigit())
        is_counted = tokens[place - 1 : place] in _NAMED_PERIODS or tokens[place + 2 : place + 3] in _NAMED_PERIODS
        if is_part or token in MONTHS or _YEAR.fullmatch(token) or (token.isdigit() and is_counted):
            kept += [] if kept[-1:] == [A_PERIOD] else [A_PERIOD]
        else:
            kept.append(token)
    return " ".join(kept)


def marks_of(table: RawTable) -> Iterator[TableMark]:
    """Every row that could be the column names, in the sheet that was chosen and then in the others."""
    for sheet, rows in _sheets(table):
        for number, row in enumerate(rows[:MAX_ROWS_ABOVE], start=1):
            if any(isinstance(cell, str) and cell.strip() for cell in row):
                yield _mark(table, sheet, number, row)
        yield _mark(table, sheet, 0, ("",) * max(map(len, rows), default=0))


def mark_of(table: RawTable, preview: ImportPreview) -> TableMark:
    """The column names by which a table was read; the table is the one that the preview was made of."""
    if not 0 < preview.header_row <= len(table.rows):
        return _mark(table, table.sheet, 0, ("",) * table.width)
    return _mark(table, table.sheet, preview.header_row, table.rows[preview.header_row - 1])


def recipe_of(preview: ImportPreview, mark: TableMark, settings: ReadSettings) -> Json:
    """What the next table from the same system is read by: what was decided and found, and no cell and no row of it."""
    found = replace(
        settings,
        layout=preview.layout,
        series=settings.series or preview.chosen_series,
        decimal=preview.decimal,
        date_order=preview.date_order,
    )
    decided = settings_to_json(found)
    names = _numbered_names(column.name or "" for column in preview.columns)
    return {
        "names": list(mark.names),
        "roles": [[*name, column.role.value] for name, column in zip(names, preview.columns, strict=True)],
        "all_sheets": preview.sheet == ALL_ALIKE,
        "read": {key: value for key, value in decided.items() if key not in _OF_ONE_FILE},
    }


def settings_by(
    recipe: Mapping[str, Any], mark: TableMark, table: RawTable, settings: ReadSettings
) -> ReadSettings | None:
    """How to read this table, which bears the mark of the recipe; `settings` say what the measure is.

    Columns are known by their names, wherever they stand now; None where one that was used is not there.
    """
    nothing = settings_to_json(settings)
    decided = settings_from_json(nothing | dict(recipe["read"]))
    sheet = ALL_ALIKE if recipe.get("all_sheets") else mark.sheet
    # Only where each row is a period is a row of names all that stands above the numbers.
    header_row = mark.header_row if decided.layout in (None, TableLayout.ROWS) else None
    decided = replace(decided, sheet=sheet, header_row=header_row)
    head = (
        table if recipe.get("all_sheets") else replace(table, rows=table.rows[: mark.header_row + ROWS_TO_KNOW_COLUMNS])
    )
    shown = preview_table(head, _LAST_DAY, decided)
    roles = {(name, nth): ImportRole(role) for name, nth, role in recipe["roles"]}
    names = _numbered_names(column.name or "" for column in shown.columns)
    known = {column.index: roles[name] for name, column in zip(names, shown.columns, strict=True) if name in roles}
    if set(roles.values()) - set(known.values()) - {ImportRole.IGNORE}:
        return None
    return replace(decided, roles=known)


def difference(recipe: Mapping[str, Any], mark: TableMark) -> Difference | None:
    """How the columns differ from those of the recipe; None for a table that is quite another."""
    before = {without_period(name): name for name in recipe["names"]}
    now = {without_period(name): name for name in mark.names}
    if not before or len(before.keys() & now.keys()) < ALIKE * len(before.keys() | now.keys()):
        return None
    return Difference(
        tuple(name for key, name in before.items() if key not in now),
        tuple(name for key, name in now.items() if key not in before),
    )


def _sheets(table: RawTable) -> Iterator[tuple[str | None, Sequence[Row]]]:
    yield table.sheet, table.rows
    yield from table.other_sheets.items()


def _mark(table: RawTable, sheet: str | None, header_row: int, row: Row) -> TableMark:
    names = tuple(cell_text(cell).strip() for cell in row if not is_blank(cell))
    known = sorted({without_period(name) for name in names}) if header_row else len(row)
    told = json.dumps([table.format.value, without_period(sheet or ""), known], ensure_ascii=False)
    return TableMark(sheet, header_row, names, hashlib.sha256(told.encode()).hexdigest())


def _numbered_names(names: Iterable[str]) -> list[tuple[str, int]]:
    """Each name in one spelling, and how many columns before it are called the same."""
    seen: Counter[str] = Counter()
    numbered: list[tuple[str, int]] = []
    for name in names:
        key = without_period(name)
        numbered.append((key, seen[key]))
        seen[key] += 1
    return numbered


def _is_period(text: str) -> bool:
    if not any(character.isdigit() for character in text):
        return text in MONTHS
    try:
        parse_date(text)
    except InvalidInput:
        return False
    return True
