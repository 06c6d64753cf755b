"""The JSON Schema of an organisation's document, made from the models. The file beside it is what this returns."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Enum, Float, Integer, String, Table
from sqlalchemy.types import TypeEngine

from qi_tracker.models import Base
from qi_tracker.safekeeping.organization_file import FORMAT, SCHEMA, VERSION
from qi_tracker.safekeeping.organization_tables import LEFT_OUT, LEFT_OUT_COLUMNS

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
DAY: Final = {"type": "string", "format": "date"}
MOMENT: Final = {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"}
_KINDS: Final[Sequence[tuple[type[TypeEngine[Any]], dict[str, Any]]]] = (
    (Boolean, {"type": "boolean"}),
    (Integer, {"type": "integer"}),
    (Float, {"type": "number"}),
    (DateTime, MOMENT),
    (Date, DAY),
    (String, {"type": "string"}),
    # Of any kind.
    (JSON, {}),
)
_DIGEST: Final = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def organization_schema() -> dict[str, Any]:
    """What every document of this program's version holds."""
    tables = {table.name: table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT}
    return {
        "$schema": DRAFT,
        "$id": SCHEMA,
        "title": "An organisation of qi_tracker",
        **_closed(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "schema": {"const": SCHEMA},
                "program": {"type": "string"},
                "revision": {"type": "string"},
                "is_demo": {"type": "boolean"},
                "tables": _closed({name: _rows(tables[name]) for name in sorted(tables)}),
                "sha256": _DIGEST,
            }
        ),
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with exactly these."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _rows(table: Table) -> dict[str, Any]:
    left_out = LEFT_OUT_COLUMNS.get(table.name, {})
    columns = sorted((column for column in table.columns if column.name not in left_out), key=lambda one: one.name)
    meant = {mapper.local_table: (mapper.class_.__doc__ or "").split("\n")[0] for mapper in Base.registry.mappers}
    return {
        "type": "array",
        "description": meant[table],
        "items": _closed({column.name: _value(column) for column in columns}),
    }


def _value(column: Column[Any]) -> dict[str, Any]:
    kind = _kind(column)
    if column.nullable and "type" in kind:
        kind["type"] = [kind["type"], "null"]
    if column.nullable and "enum" in kind:
        kind["enum"] = [*kind["enum"], None]
    return kind


def _kind(column: Column[Any]) -> dict[str, Any]:
    stored = getattr(column.type, "impl", column.type)
    if isinstance(stored, Enum):
        return {"type": "string", "enum": list(stored.enums)}
    if isinstance(stored, String) and stored.length:
        return {"type": "string", "maxLength": stored.length}
    found = next((kind for type_, kind in _KINDS if isinstance(stored, type_)), None)
    if found is None:
        raise TypeError(f"say in organization_schema.py what {column} is")
    return dict(found)
