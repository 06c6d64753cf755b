"""What becomes of periods that have a number already: the table's, ours, or row by row. The reader decides it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask import request

from qi_tracker.blueprints.exchange.reading import TableReading, new_recipe, rows_of
from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.models import Measure, Observation
from qi_tracker.services.import_changes import Changes, Key, changes_of, fingerprint_of_present
from qi_tracker.services.imports import ImportRows
from qi_tracker.services.observations import observations_of


class Existing(StrEnum):
    """Which number stands where both the measure and the table have one, and they differ."""

    TAKE = "take"
    KEEP = "keep"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Merging:
    """A read table beside the numbers of its measure."""

    reading: TableReading
    rows: ImportRows
    present: Sequence[Observation]
    changes: Changes
    seen: str

    @property
    def brings_something(self) -> bool:
        """Whether importing would do anything."""
        return bool(self.changes.added or self.changes.replaced or self.rows.phases or self.rows.freezes)


def merging_of(measure: Measure, reading: TableReading) -> Merging:
    """What the table would change."""
    rows, present = rows_of(reading), observations_of(measure)
    changes = changes_of(present, rows.readings, reading.frequency)
    return Merging(reading, rows, present, changes, fingerprint_of_present(measure, rows.readings, present))


def token_of(key: Key) -> str:
    """What a row is called in a form."""
    period, stratum = key
    return f"{period.isoformat()} {stratum}".strip()


def chosen_before(recipe: Mapping[str, Any] | None) -> Existing | None:
    """What was chosen for all of them the last time."""
    chosen = (recipe or {}).get("existing")
    return Existing(chosen) if chosen in (Existing.TAKE, Existing.KEEP) else None


def decided_rows(merging: Merging, prefix: str = "") -> ImportRows:
    """What the service shall write, by what this request decides in fields whose names begin with the prefix.

    Raises
    ------
    InvalidInput
        If there are numbers to decide about, and nothing is decided.
    StaleVersion
        If somebody has changed a number that the table falls upon since it was looked at.
    """
    seen = request.form.get(f"{prefix}seen_values", "")
    if seen != merging.seen:
        # What was decided is about other numbers than those that are there now.
        raise StaleVersion("numbers_changed")
    sent, replaced = request.form.get(f"{prefix}existing", ""), merging.changes.replaced
    if replaced and sent not in set(Existing):
        raise InvalidInput("existing_undecided")
    taken = set(request.form.getlist(f"{prefix}take"))
    kept: frozenset[Key] = frozenset()
    if sent in (Existing.KEEP, Existing.EACH):
        is_each = sent == Existing.EACH
        kept = frozenset(each.key for each in replaced if not (is_each and token_of(each.key) in taken))
    return replace(merging.rows, kept=kept, seen=seen, recipe=new_recipe(merging.reading, sent))
