"""A waiting table, read for a measure: as decided, as the last one from the same system was, or as it can be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from qi_tracker.blueprints.common.sessions import release_transaction
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.errors import InvalidInput, NotFound
from qi_tracker.exchange.drafts import settings_from_json, settings_to_json, table_from_json
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.preview import preview_table
from qi_tracker.exchange.raw_table import RawTable
from qi_tracker.exchange.read_settings import AUTOMATIC, ReadSettings
from qi_tracker.exchange.recipes import Difference, TableMark, difference, mark_of, marks_of, recipe_of, settings_by
from qi_tracker.models import ImportDraft, ImportRecipe, Measure
from qi_tracker.services.imports import ImportRows, is_too_old
from qi_tracker.services.measures import has_observations
from qi_tracker.services.observations import Reading
from qi_tracker.services.recipes import Recipe, recipes_of
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import Frequency, ValueType

KNOWN = "recipe"
"""Beside the decisions of a draft: the recipe that it is read by."""
MISFIT = "misfit"
"""The recipe that the table looked like, and that could not read it."""


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table as it is read now. A measure with numbers keeps its frequency, whatever the table looks like."""

    table: RawTable
    preview: ImportPreview
    settings: ReadSettings
    frequency: Frequency
    may_choose_frequency: bool

    @property
    def mark(self) -> TableMark:
        """What the next table from the same system is known by."""
        return mark_of(self.table, self.preview)


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What the reading of a table must know of its measure, taken before the transaction is released."""

    value_type: ValueType
    frequency: Frequency
    is_empty: bool


def facts_of(measure: Measure) -> MeasureFacts:
    """What the reading must know."""
    return MeasureFacts(measure.value_type, measure.frequency, not has_observations(measure))


def read_draft(draft: ImportDraft, decided: ReadSettings | None = None) -> TableReading:
    """The draft by its decisions, or by others that are tried."""
    if is_too_old(draft):
        raise NotFound
    stored = settings_from_json(draft.settings) if is_decided(draft.settings) else AUTOMATIC
    return read_stored(draft.table, facts_of(draft.measure), decided or stored)


def is_decided(settings: Mapping[str, Any]) -> bool:
    """Whether these are decisions, and not only what is remembered beside them."""
    return "roles" in settings


def read_stored(stored: Mapping[str, Any], facts: MeasureFacts, settings: ReadSettings) -> TableReading:
    """A stored table, read for a measure."""
    settings = replace(settings, value_type=facts.value_type)
    if not facts.is_empty:
        settings = replace(settings, frequency=facts.frequency)
    table = table_from_json(stored, settings)
    # Reading a table takes its time: no writer waits for it.
    release_transaction()
    preview = preview_table(table, local_today(), _one_a_day(settings))
    return TableReading(table, preview, settings, settings.frequency or preview.frequency, facts.is_empty)


def _one_a_day(settings: ReadSettings) -> ReadSettings:
    """Events may share a day in a table, but here a day has one number: two are shown, to be put together."""
    return replace(settings, frequency=Frequency.DAY) if settings.frequency is Frequency.EVENT else settings


def recognised(stored: Mapping[str, Any], measure: Measure, recipes: Mapping[str, ImportRecipe]) -> dict[str, Any]:
    """The decisions of a draft whose table is known: the recipe's where it reads the table, else none and why.

    `recipes` are the measure's, by fingerprint.
    """
    table = table_from_json(stored, AUTOMATIC)
    mark = next((mark for mark in marks_of(table) if mark.fingerprint in recipes), None)
    if mark is None:
        return {}
    recipe = recipes[mark.fingerprint]
    number, settings, facts = recipe.id, dict(recipe.settings), facts_of(measure)
    decided = _as_before(stored, facts, settings, mark)
    return {MISFIT: number} if decided is None else settings_to_json(decided) | {KNOWN: number}


def _as_before(
    stored: Mapping[str, Any], facts: MeasureFacts, recipe: Mapping[str, Any], mark: TableMark
) -> ReadSettings | None:
    """The decisions by which the recipe reads the table; None when it is read better without."""
    try:
        table = table_from_json(stored, ReadSettings(sheet=mark.sheet))
        decided = settings_by(recipe, mark, table, ReadSettings(value_type=facts.value_type))
        if decided is None:
            return None
        known = read_stored(stored, facts, decided).preview
    except InvalidInput:
        return None
    if known.is_ready:
        return decided
    found = read_stored(stored, facts, AUTOMATIC).preview
    is_better = (found.is_ready, len(found.points)) > (known.is_ready, len(known.points))
    return None if is_better else decided


def known_recipes(measure: Measure) -> dict[str, ImportRecipe]:
    """The measure's recipes by the tables that they read."""
    return {recipe.fingerprint: recipe for recipe in recipes_of(measure)}


def what_differs(draft: ImportDraft, reading: TableReading) -> Difference | None:
    """How a table that was not known differs from the last one like it."""
    if draft.settings.get(KNOWN) is not None:
        return None
    found = (difference(recipe.settings, reading.mark) for recipe in recipes_of(draft.measure))
    return next((one for one in found if one is not None and (one.missing or one.new)), None)


def readings_of(reading: TableReading) -> list[Reading]:
    """The numbers of the table as the service takes them."""
    found = (
        Reading(
            period=point.period,
            numerator=point.numerator if point.denominator is not None else None,
            denominator=point.denominator if point.numerator is not None else None,
            value=point.value,
            comment=point.comment or "",
            stratum=point.stratum or "",
        )
        for point in reading.preview.points
    )
    return [one for one in found if not one.is_empty]


def rows_of(reading: TableReading) -> ImportRows:
    """What the service takes, before anything is decided about numbers that are there."""
    points = reading.preview.points
    return ImportRows(
        readings=readings_of(reading),
        frequency=reading.frequency,
        phases=[point.period for point in points if point.starts_phase],
        freezes=[point.period for point in points if point.freezes],
        reason=current_words().gettext("it was marked in the table"),
    )


def new_recipe(reading: TableReading, existing: str) -> Recipe:
    """How the next table from the same system is read, and what was chosen for numbers that are there."""
    mark = reading.mark
    settings = recipe_of(reading.preview, mark, reading.settings)
    return Recipe(mark.fingerprint, settings | {"existing": existing})
