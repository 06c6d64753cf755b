"""A download as JSON, for programs: the same columns under English keys, choices as codes, ids to put them together.

Described for others in docs/export-format.md, and by the JSON Schema beside this file, which `export_schema` makes.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Final

from qi_tracker.exchange.export_columns import Column, Holds, Noun
from qi_tracker.exchange.export_nouns import NOUNS
from qi_tracker.services.exports import TakenAlong

FORMAT: Final = "qi_tracker download"
VERSION: Final = 1
SCHEMA: Final = "download.schema.json"
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_TEXT: Final = {"type": "string"}
_KINDS: Final[dict[Holds, dict[str, Any]]] = {
    Holds.ID: {"type": "integer"},
    Holds.TEXT: _TEXT,
    Holds.CODE: _TEXT,
    Holds.WHOLE: {"type": "integer"},
    Holds.NUMBER: {"type": "number"},
    Holds.TRUTH: {"type": "boolean"},
    Holds.DAY: {"type": "string", "format": "date"},
    Holds.MOMENT: {"type": "string", "format": "date-time"},
    Holds.DIMENSIONS: {"type": "array", "items": _TEXT},
    Holds.TEXTS: {"type": "array", "items": _TEXT},
}


def json_export(nouns: Sequence[Noun], taken: TakenAlong) -> bytes:
    """The document, a row to a line."""
    return "".join(_pieces(nouns, taken)).encode()


def _pieces(nouns: Sequence[Noun], taken: TakenAlong) -> Iterator[str]:
    head = _encoded({"format": FORMAT, "version": VERSION, "schema": SCHEMA})
    yield f'{head[:-1]},"tables":{{'
    for number, noun in enumerate(nouns):
        yield f'{"," if number else ""}\n"{noun.key}":['
        for place, seen in enumerate(noun.rows(taken)):
            row = {column.key: column.value(seen) for column in noun.columns}
            yield ("," if place else "") + "\n" + _encoded(row)
        yield "]"
    yield "\n}}\n"


def _encoded(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    raise TypeError(type(value))


def export_schema() -> dict[str, Any]:
    """What every such document holds. A measure's own has some of the tables."""
    tables = {noun.key: _rows(noun) for noun in NOUNS}
    return {
        "$schema": _DRAFT,
        "$id": SCHEMA,
        "title": "What a person has downloaded from qi_tracker",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "schema": {"const": SCHEMA},
            "tables": {"type": "object", "properties": tables, "additionalProperties": False},
        },
        "required": ["format", "version", "schema", "tables"],
        "additionalProperties": False,
    }


def _rows(noun: Noun) -> dict[str, Any]:
    properties = {column.key: _value(column) for column in noun.columns}
    row = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"type": "array", "description": noun.title[1], "items": row}


def _value(column: Column) -> dict[str, Any]:
    """Its kind, or nothing: where there is nothing, or it is not for those outside the project."""
    said = {"description": column.heading[1]}
    if column.holds is Holds.CHOICE:
        assert column.choices is not None
        return {**said, "enum": [*(member.value for member in column.choices), None]}
    if column.holds is Holds.CHOICES:
        assert column.choices is not None
        kind: dict[str, Any] = {"type": "array", "items": {"enum": [member.value for member in column.choices]}}
    else:
        kind = _KINDS[column.holds]
    return {**said, **kind, "type": [kind["type"], "null"]}
