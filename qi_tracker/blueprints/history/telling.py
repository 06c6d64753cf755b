"""Events as sentences: what one person did within a minute, with what stood there before and after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Enum, String, select

from qi_tracker.blueprints.common.recorded import GROUPS_OF_PEOPLE, PEOPLE, RECORDED, shown_value
from qi_tracker.blueprints.common.things import name_of
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.extensions import db
from qi_tracker.i18n.history import deed, field_label, phrase
from qi_tracker.models import AuditEvent, AuditValue, Import, Observation, TenantRow
from qi_tracker.services.audit_verification import REDACTED
from qi_tracker.services.history_reading import Group, names_of
from qi_tracker.services.places import noun_of, parent_of

# More numbers than this in one minute are told as one line.
MOST_NUMBERS = 3
# A text longer than this is folded.
LONGEST_IN_SIGHT = 120
# More changes than this are folded, and fewer when they are what a new thing began with.
MOST_IN_SIGHT = 6
MOST_OF_NEW_IN_SIGHT = 2

_NUMBERS = noun_of(Observation)
_IMPORTS = noun_of(Import)

# Action → what is said of many numbers at once: see `_many`.
Key = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it held and holds, in words. `value_id` where there is a text that could be erased."""

    label: str
    old: str
    new: str
    is_erased: bool
    value_id: int | None
    # Whether it is the name that the sentence holds already.
    is_said: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it does not fit on a line."""
        return max(len(self.old), len(self.new)) > LONGEST_IN_SIGHT or "\n" in self.old + self.new


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was done."""

    sentence: str
    changes: Sequence[Change] = ()
    is_new: bool = False

    @property
    def spoken(self) -> Sequence[Change]:
        """The changes that say more than the sentence does."""
        return [change for change in self.changes if not change.is_said]

    @property
    def is_folded(self) -> bool:
        """Whether the changes wait to be opened."""
        return len(self.spoken) > (MOST_OF_NEW_IN_SIGHT if self.is_new else MOST_IN_SIGHT)


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """What one person did within a minute."""

    who: str
    at: datetime
    lines: Sequence[Told]


def told(groups: Sequence[Group]) -> list[ToldGroup]:
    """The groups in the reader's language."""
    events = [event for group in groups for event in group.events]
    things = _things_of(events)
    # Held while the page is made, so that each is asked for once.
    parents = [parent_of(thing) for thing in things.values() if isinstance(thing, TenantRow)]
    teller = _Teller(things, names_of(set(_people_in(events))), parents)
    return [told for group in groups if (told := teller.group(group)).lines]


def only_texts(groups: Sequence[ToldGroup]) -> list[ToldGroup]:
    """The same with nothing but the texts that could be erased."""
    kept = []
    for group in groups:
        lines = [
            replace(line, changes=[change for change in line.changes if change.value_id is not None])
            for line in group.lines
        ]
        lines = [line for line in lines if line.changes]
        if lines:
            kept.append(replace(group, lines=lines))
    return kept


def _things_of(events: Iterable[AuditEvent]) -> dict[tuple[str, int], Any]:
    """(noun, id) → the thing as it is now, also in the bin; one question for each kind."""
    ids: dict[str, set[int]] = defaultdict(set)
    for event in events:
        ids[event.noun].add(event.noun_id)
    found: dict[tuple[str, int], Any] = {}
    for noun, some in ids.items():
        kind = RECORDED.get(noun)
        if kind is not None:
            rows = db.session.scalars(
                select(kind).where(kind.id.in_(some)), execution_options={"include_deleted": True}
            )
            found |= {(noun, row.id): row for row in rows}
    return found


def _people_in(events: Iterable[AuditEvent]) -> Iterator[int]:
    for event in events:
        if event.person_id is not None:
            yield event.person_id
        for value in event.values:
            if value.field in PEOPLE:
                yield from (number for number in (value.old, value.new) if isinstance(number, int))
            if value.field in GROUPS_OF_PEOPLE:
                yield from {*(value.old or ()), *(value.new or ())}


@dataclass(frozen=True, slots=True)
class _Teller:
    things: Mapping[tuple[str, int], Any]
    names: Mapping[int, str]
    parents: Sequence[TenantRow | None]

    def group(self, group: Group) -> ToldGroup:
        who = self.names.get(group.person_id or 0) or current_words().pgettext("history", "The program itself")
        return ToldGroup(who, group.at, list(self._lines(group.events)))

    def _lines(self, events: Sequence[AuditEvent]) -> Iterator[Told]:
        """The latest first. Numbers that an import brought are told by the import, and many others by one line."""
        imported = {self._measure_id(event) for event in events if _is_import(event)}
        numbers: dict[Key, list[AuditEvent]] = defaultdict(list)
        for event in events:
            if event.noun == _NUMBERS:
                numbers[event.action, self._measure_id(event)].append(event)
        many = {key for key, some in numbers.items() if len(some) > MOST_NUMBERS}
        for event in reversed(events):
            key = (event.action, self._measure_id(event))
            if event.noun == _NUMBERS and key[1] in imported and event.action in ("created", "changed"):
                continue
            if event.noun == _NUMBERS and key in many:
                if event is numbers[key][-1]:
                    yield self._many(event, len(numbers[key]))
                continue
            line = self._import(event) if event.noun == _IMPORTS else self._line(event)
            if line is not None:
                yield line

    def _measure_id(self, event: AuditEvent) -> int | None:
        thing = self.things.get((event.noun, event.noun_id))
        number: int | None = getattr(thing, "measure_id", None)
        return number

    def _line(self, event: AuditEvent) -> Told | None:
        changes = list(self._changes(event))
        if event.action == "changed" and not changes:
            return None
        sentence = deed(event.action, self._phrase(event), current_words())
        return Told(sentence, changes, is_new=event.action == "created")

    def _phrase(self, event: AuditEvent) -> str:
        thing = self.things.get((event.noun, event.noun_id))
        return phrase(event.noun, name_of(thing) if thing is not None else "…", current_words())

    def _many(self, event: AuditEvent, n: int) -> Told:
        words, measure = current_words(), name_of(self.things[event.noun, event.noun_id])
        name = measure.split(" «", 1)[-1].rstrip("»")
        if event.action == "created":
            return Told(
                words.ngettext("Added %(n)s number to «%(name)s»", "Added %(n)s numbers to «%(name)s»", n, name=name)
            )
        if event.action == "deleted":
            return Told(
                words.ngettext(
                    "Deleted %(n)s number from «%(name)s»", "Deleted %(n)s numbers from «%(name)s»", n, name=name
                )
            )
        if event.action == "restored":
            return Told(
                words.ngettext(
                    "Brought back %(n)s number in «%(name)s»", "Brought back %(n)s numbers in «%(name)s»", n, name=name
                )
            )
        return Told(
            words.ngettext("Changed %(n)s number in «%(name)s»", "Changed %(n)s numbers in «%(name)s»", n, name=name)
        )

    def _import(self, event: AuditEvent) -> Told | None:
        thing = self.things.get((event.noun, event.noun_id))
        if thing is None or event.action == REDACTED:
            return self._line(event)
        words = current_words()
        if event.action == "created":
            return Told(
                words.gettext(
                    "Read a table into «%(name)s»: %(added)s new and %(changed)s changed numbers",
                    name=_measure_name(thing),
                    added=thing.n_added,
                    changed=thing.n_changed,
                )
            )
        if any(value.field == "undone_at" for value in event.values):
            return Told(words.gettext("Undid the import: %(import)s", **{"import": name_of(thing)}))
        return None

    def _changes(self, event: AuditEvent) -> Iterator[Change]:
        thing = self.things.get((event.noun, event.noun_id))
        for value in sorted(event.values, key=lambda value: value.id):
            label = field_label(event.noun, value.field, current_words())
            if label is None:
                continue
            is_erased = value.redacted_at is not None
            old, new = (
                "" if is_erased else shown_value(event.noun, value.field, raw, thing, self.names)
                for raw in (value.old, value.new)
            )
            erasable = value.id if not is_erased and is_text(event.noun, value) else None
            is_said = event.action == "created" and bool(new) and thing is not None and new == name_of(thing)
            yield Change(label, old, new, is_erased, erasable, is_said)


def _is_import(event: AuditEvent) -> bool:
    return event.noun == _IMPORTS and event.action == "created"


def _measure_name(thing: Import) -> str:
    measure = thing.measure
    return measure.name if measure is not None else name_of(thing)


def is_text(noun: str, value: AuditValue) -> bool:
    """Whether somebody wrote the value in words of their own."""
    kind = RECORDED.get(noun)
    column = kind.__table__.columns.get(value.field) if kind is not None else None
    if value.field in ("reason", "strata"):
        return True
    return column is not None and isinstance(column.type, String) and not isinstance(column.type, Enum)
