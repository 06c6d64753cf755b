"""One table for several measures: found by their recipes, shown one by one, imported at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.exchange.deciding import Existing, Merging, chosen_before, decided_rows, merging_of
from qi_tracker.blueprints.exchange.reading import facts_of, is_decided, read_stored, recognised
from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.drafts import settings_from_json, table_from_json
from qi_tracker.exchange.read_settings import AUTOMATIC
from qi_tracker.exchange.recipes import marks_of
from qi_tracker.models import Import, ImportDraft, ImportRecipe, Measure
from qi_tracker.services.imports import apply_import, discard_draft, mark_together
from qi_tracker.services.recipes import recipes_by_measure
from qi_tracker.services.summaries import local_today


@dataclass(frozen=True, slots=True)
class Part:
    """What the table is to one of the measures; `merging` is None where its recipe does not read the table."""

    measure: Measure
    merging: Merging | None
    before: Existing | None

    @property
    def prefix(self) -> str:
        """What the names of its fields begin with."""
        return f"m{self.measure.id}-"

    @property
    def is_ready(self) -> bool:
        """Whether it can be imported as it stands."""
        return self.merging is not None and self.merging.reading.preview.is_ready and self.merging.brings_something


def also_read(draft: ImportDraft) -> Sequence[Measure]:
    """The other measures of the project that have numbers of tables like this one, of those the reader enters for."""
    return [measure for measure in _recipes(draft) if measure.id != draft.measure_id]


def _recipes(draft: ImportDraft) -> Mapping[Measure, ImportRecipe]:
    marks = {mark.fingerprint for mark in marks_of(table_from_json(draft.table, AUTOMATIC))}
    found = recipes_by_measure(draft.organization_id, draft.measure.project_id, marks)
    actor = current_actor()
    return {
        measure: recipe
        for measure, recipe in found.items()
        if measure.calculation is None and allows(actor, Permission.ENTER_NUMBERS, measure)
    }


def parts_of(draft: ImportDraft) -> list[Part]:
    """The table as each of its measures' recipes reads it."""
    return [_part(draft.table, measure, recipe) for measure, recipe in _recipes(draft).items()]


def _part(table: Mapping[str, Any], measure: Measure, recipe: ImportRecipe) -> Part:
    before = chosen_before(recipe.settings)
    stored = recognised(table, measure, {recipe.fingerprint: recipe})
    if not is_decided(stored):
        return Part(measure, None, before)
    reading = read_stored(table, facts_of(measure), settings_from_json(stored))
    return Part(measure, merging_of(measure, reading), before)


def import_parts(draft: ImportDraft, parts: Sequence[Part]) -> list[Import]:
    """Import the table to the measures that this request ticks: all of them or none.

    Raises
    ------
    InvalidInput
        If none is ticked, one of them is not ready, or nothing is decided about numbers that are there.
    StaleVersion
        If somebody has changed a number that the table falls upon since it was looked at.
    """
    chosen = set(request.form.getlist("part"))
    ticked = [part for part in parts if str(part.measure.id) in chosen]
    if not ticked:
        raise InvalidInput("none_chosen")
    imports = [_import(part) for part in ticked]
    mark_together(imports)
    discard_draft(draft)
    return imports


def _import(part: Part) -> Import:
    if part.merging is None or not part.merging.reading.preview.is_ready:
        raise InvalidInput("import_not_ready")
    # Beside the numbers as they are in this transaction.
    rows = decided_rows(merging_of(part.measure, part.merging.reading), part.prefix)
    return apply_import(current_actor(), part.measure, rows, local_today())
