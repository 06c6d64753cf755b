"""What a field held, as the reader writes it: for the history, and for two things that want one place."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Enum, Float

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.dimensions import dimension_labels
from qi_tracker.blueprints.common.things import name_of
from qi_tracker.blueprints.common.typed_values import as_typed
from qi_tracker.blueprints.common.verdicts import unit_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats, labels
from qi_tracker.i18n.history import field_label
from qi_tracker.i18n.retention import erased_in_words, kept_in_words
from qi_tracker.models import (
    Aim,
    ChangeIdea,
    Exclusion,
    Freeze,
    Invitation,
    Measure,
    Observation,
    Organization,
    PdsaCycle,
    Person,
    Phase,
    Project,
    Task,
    TenantRow,
    Unit,
)
from qi_tracker.models.base import UtcDateTime
from qi_tracker.services.cycle_numbers import NUMBERS, measure_behind, measures_ever_behind
from qi_tracker.services.erasing import WHAT
from qi_tracker.services.history_reading import names_of
from qi_tracker.services.places import KINDS, Kind, fetch, noun_of, parent_of
from qi_tracker.vocabulary import Level

# Every kind of row that the history tells of, by the name of its table.
RECORDED: Mapping[str, Any] = {**KINDS, **{noun_of(kind): kind for kind in (Organization, Invitation, Person)}}

PEOPLE = frozenset({"person_id", "owner_id", "collector_id", "stand_in_id"})
GROUPS_OF_PEOPLE = frozenset({"insiders"})
_THINGS: Mapping[str, Kind] = {
    "project_id": Project,
    "measure_id": Measure,
    "change_idea_id": ChangeIdea,
    "unit_id": Unit,
    "parent_id": Unit,
    "task_id": Task,
}
# A part of an aim; elsewhere the column is a unit's.
_PART_OF_AIM = ("aims", "parent_id")
# Fields of a measure's, an aim's or a number's own unit.
_WITH_UNIT = frozenset(
    {("measures", "target"), ("aims", "from_value"), ("aims", "to_value"), ("observations", "value")}
)


def shown_value(noun: str, field: str, raw: Any, thing: object = None, names: Mapping[int, str] | None = None) -> str:
    """The value in words; empty for nothing. `raw` is as the history stores it; `names` are people's, if known."""
    if raw is None or raw in ("", []):
        return ""
    if field in NUMBERS and isinstance(thing, PdsaCycle) and not _sees_numbers_of(thing):
        return current_words().gettext("for those who see the numbers")
    if field in PEOPLE:
        return (names if names is not None else names_of({raw})).get(raw, "")
    if field in _THINGS:
        named = fetch(Aim if (noun, field) == _PART_OF_AIM else _THINGS[field], raw)
        return name_of(named) if named is not None else ""
    if isinstance(raw, (list, dict)):
        return _several(field, raw, names)
    return _by_type(noun, field, raw, thing)


def _sees_numbers_of(cycle: PdsaCycle) -> bool:
    """Whether the reader sees the numbers of all that the cycle's numbers have been of."""
    return all(measure is not None and can(Permission.SEE_NUMBERS, measure) for measure in measures_ever_behind(cycle))


def _several(field: str, raw: Any, names: Mapping[int, str] | None) -> str:
    if field == "retention":
        return kept_in_words(raw, current_words())
    if field == WHAT:
        return erased_in_words(raw["kind"], raw["n"], current_words())
    return formats.join_list(_list(field, raw, names), current_language())


def _list(field: str, raw: Any, names: Mapping[int, str] | None) -> list[str]:
    if field in ("dimensions", "chosen"):
        return dimension_labels(raw)
    if field == "levels":
        return [labels.label(Level(level), current_words()) for level in raw]
    if field in GROUPS_OF_PEOPLE:
        known = names if names is not None else names_of(set(raw))
        return [known[number] for number in raw if number in known]
    return [str(part) for part in raw] if isinstance(raw, list) else [str(raw)]


def _by_type(noun: str, field: str, raw: Any, thing: object) -> str:
    if isinstance(raw, bool):
        return current_words().gettext("Yes") if raw else current_words().gettext("No")
    columns = RECORDED[noun].__table__.columns if noun in RECORDED else {}
    kind = columns[field].type if field in columns else None
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return _choice(kind.enum_class, raw)
    if isinstance(kind, Float):
        unit = _unit(noun, field, thing)
        return f"{as_typed(raw)}{formats.NBSP}{unit}" if unit else as_typed(raw)
    if isinstance(kind, UtcDateTime):
        return formats.datetime_local(datetime.fromisoformat(raw), current_language())
    if isinstance(kind, Date):
        return _day(date.fromisoformat(raw), thing)
    return str(raw)


def _choice(kind: Any, raw: str) -> str:
    member: StrEnum = kind(raw)
    return labels.label(member, current_words())


def _unit(noun: str, field: str, thing: object) -> str:
    if isinstance(thing, PdsaCycle) and field in NUMBERS:
        behind = measure_behind(thing)
        return unit_of(behind) if behind is not None else ""
    if (noun, field) not in _WITH_UNIT:
        return ""
    measure = thing
    if isinstance(thing, Aim):
        measure = fetch(Measure, thing.measure_id) if thing.measure_id is not None else None
        if measure is None:
            return thing.unit
    if isinstance(thing, Observation):
        measure = parent_of(thing)
    return unit_of(measure) if isinstance(measure, Measure) else ""


def _day(day: date, thing: object) -> str:
    measure = parent_of(thing) if isinstance(thing, (Observation, Exclusion, Phase, Freeze)) else None
    if isinstance(measure, Measure):
        return formats.period_label(day, measure.frequency, current_language())
    return formats.date_long(day, current_language())


def facts_of(thing: TenantRow) -> list[tuple[str, str]]:
    """(label, value) of all that a thing holds."""
    noun, facts = noun_of(thing), []
    for column in RECORDED[noun].__table__.columns:
        label = field_label(noun, column.name, current_words())
        raw = getattr(thing, column.name)
        plain = raw.isoformat() if isinstance(raw, (date, datetime)) else raw
        shown = shown_value(noun, column.name, plain, thing) if label else ""
        if label and shown:
            facts.append((label, shown))
    return facts
