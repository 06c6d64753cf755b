"""Imports: a table is a draft until it is applied whole, and can be undone whole."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import delete, select

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.analysis.periods import period_start
from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Freeze, Import, ImportDraft, ImportedRow, Measure, Observation, Phase
from qi_tracker.models.base import utc_now
from qi_tracker.services.calculations import computed_from
from qi_tracker.services.import_changes import Key, differs, fingerprint_of_present, key_of
from qi_tracker.services.measures import (
    divides,
    freeze_baseline,
    gives_baseline,
    has_observations,
    keep_kind_for_others,
    release_baseline,
    remove_phase,
    start_phase,
)
from qi_tracker.services.observations import Reading, check_reading, hold_kind, observations_of
from qi_tracker.services.recipes import Recipe, keep_recipe, take_recipe_back
from qi_tracker.services.saving import check_version, flush
from qi_tracker.vocabulary import Frequency

DRAFT_HOURS = 24

Decision = TypeVar("Decision", Phase, Freeze)


@dataclass(frozen=True, slots=True)
class ImportRows:
    """What a preview has made of a table: readings, at most one a period and stratum, and how often they come.

    `phases` are first days of new phases, `freezes` last days of frozen starting points; `reason` is what a phase that
    came with a table is said to begin for. Readings that are the same as what is there touch nothing. `seen` is what
    `fingerprint_of_present` said when the table was shown; None when nobody has looked at it. `kept` are the periods
    and groups that keep the number they have; `recipe` is how the next table from the same system is read.
    """

    readings: Sequence[Reading]
    frequency: Frequency
    phases: Sequence[date] = ()
    freezes: Sequence[date] = ()
    reason: str = ""
    seen: str | None = None
    kept: Collection[Key] = ()
    recipe: Recipe | None = None


def keep_draft(actor: Actor, measure: Measure, table: dict[str, Any]) -> ImportDraft:
    """Keep a pasted or uploaded table for its owner until it is applied; drafts older than a day are erased."""
    erase_old_drafts()
    draft = ImportDraft(
        organization_id=measure.organization_id,
        measure_id=measure.id,
        person_id=actor.person_id,
        table=table,
        settings={},
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def is_too_old(draft: ImportDraft) -> bool:
    """Whether the table is only waiting to be erased."""
    return draft.created_at < _oldest_kept()


def erase_old_drafts() -> None:
    """Erase the tables that nobody has applied within a day."""
    db.session.execute(delete(ImportDraft).where(ImportDraft.created_at < _oldest_kept()))


def _oldest_kept() -> datetime:
    return utc_now() - timedelta(hours=DRAFT_HOURS)


def correct_draft(draft: ImportDraft, settings: dict[str, Any]) -> None:
    """Keep what the reader corrected."""
    draft.settings = settings
    db.session.flush()


def discard_draft(draft: ImportDraft) -> None:
    """Erase the table, and with it those that are too old."""
    db.session.delete(draft)
    db.session.flush()
    erase_old_drafts()


def apply_import(actor: Actor, measure: Measure, rows: ImportRows, today: date) -> Import:
    """Add new periods and change those that have a number, all of them or none.

    A measure without numbers takes the table's frequency; one with numbers keeps its own.

    Raises
    ------
    InvalidInput
        If there is nothing to import or all is there already, two readings are of one period, or a reading cannot be
        true.
    StaleVersion
        If somebody has changed a number that the table falls upon since it was looked at.
    """
    if not rows.readings:
        raise InvalidInput("nothing_to_import")
    # Loaded once and held: what is compared here must be what is written upon, and not a row that somebody has saved
    # in between and that was loaded anew.
    present = observations_of(measure)
    if rows.seen is not None and rows.seen != fingerprint_of_present(measure, rows.readings, present):
        raise StaleVersion("numbers_changed")
    decisions: dict[str, Any] = {}
    hold_kind(measure, to_change=measure.frequency is not rows.frequency)
    if not has_observations(measure) and measure.frequency is not rows.frequency:
        keep_kind_for_others(measure, "frequency")
        decisions["frequency_before"] = measure.frequency.value
        measure.frequency = rows.frequency
    done = Import(organization_id=measure.organization_id, measure_id=measure.id, person_id=actor.person_id)
    db.session.add(done)
    flush()
    touched = _write_readings(measure, present, rows, today)
    done.n_added = sum(before is None for _, before in touched)
    done.n_changed = len(touched) - done.n_added
    done.decisions = decisions | _take_decisions(measure, rows, today)
    if not touched and not any(done.decisions.values()):
        raise InvalidInput("nothing_new")
    if rows.recipe is not None:
        done.decisions = {**done.decisions, "recipe": keep_recipe(measure, rows.recipe, done)}
    db.session.add_all(
        ImportedRow(
            organization_id=measure.organization_id,
            import_id=done.id,
            observation_id=observation.id,
            version_after=observation.version,
            before=before,
        )
        for observation, before in touched
    )
    flush()
    return done


def _write_readings(
    measure: Measure, numbers: Sequence[Observation], rows: ImportRows, today: date
) -> list[tuple[Observation, dict[str, Any] | None]]:
    """Each observation the import touches, and what it held before (None when it is new)."""
    present = {(found.period, found.stratum): found for found in numbers}
    touched: dict[Key, tuple[Observation, dict[str, Any] | None]] = {}
    seen: set[Key] = set()
    for reading in rows.readings:
        check_reading(measure, reading, today)
        key = key_of(reading, measure.frequency)
        if key in seen:
            # Two numbers for one period: keeping the last would lose the other without a word.
            raise InvalidInput("period_twice", period=reading.period)
        seen.add(key)
        found = present.get(key)
        if found is not None and (key in rows.kept or not differs(found, reading)):
            continue
        touched[key] = (found or _new(measure, key), _values(found) if found is not None else None)
        _set(touched[key][0], reading)
    db.session.add_all(observation for observation, _ in touched.values())
    flush()
    return list(touched.values())


def _new(measure: Measure, key: Key) -> Observation:
    return Observation(
        organization_id=measure.organization_id, measure_id=measure.id, period=key[0], stratum=key[1], comment=""
    )


def _take_decisions(measure: Measure, rows: ImportRows, today: date) -> dict[str, Any]:
    """Begin the phases and freeze the starting points that the table asks for and the measure has not.

    Marks in a table that divide nothing, or that freeze no number, are passed over.
    """
    known = {phase.starts_on for phase in measure.phases}
    days = dict.fromkeys(period_start(day, measure.frequency) for day in rows.phases)
    wanted = [day for day in days if day not in known and divides(measure, day)]
    phases = [start_phase(measure, day, rows.reason, today) for day in wanted]
    frozen_before = {freeze.id for freeze in measure.freezes}
    freezes = [freeze_baseline(measure, day, today) for day in rows.freezes if gives_baseline(measure, day)]
    still_frozen = {freeze.id for freeze in measure.freezes}
    return {
        "phases": [phase.id for phase in phases],
        "freezes": [freeze.id for freeze in freezes],
        "released": sorted(frozen_before - still_frozen),
    }


def _values(observation: Observation) -> dict[str, Any]:
    return {
        "numerator": observation.numerator,
        "denominator": observation.denominator,
        "value": observation.value,
        "comment": observation.comment,
        "is_unavailable": observation.is_unavailable,
    }


def _set(observation: Observation, reading: Reading) -> None:
    observation.numerator = reading.numerator
    observation.denominator = reading.denominator
    observation.value = reading.value
    observation.comment = reading.comment or observation.comment or ""
    # A table without a number for the period takes nothing back that somebody has answered.
    observation.is_unavailable = bool(observation.is_unavailable) and not reading.has_number


def last_import(measure: Measure) -> Import | None:
    """The latest import of the measure, when it is not undone."""
    latest = db.session.scalar(
        select(Import)
        .where(Import.organization_id == measure.organization_id, Import.measure_id == measure.id)
        .order_by(Import.id.desc())
        .limit(1)
    )
    return latest if latest is not None and latest.undone_at is None else None


def undo_import(done: Import, seen_version: int | None) -> None:
    """Take back all that the import did.

    Raises
    ------
    InvalidInput
        If it is undone already, or a number has been changed since; then nothing is taken back.
    """
    check_version(done, seen_version)
    if done.undone_at is not None:
        raise InvalidInput("import_undone")
    rows = db.session.execute(
        select(ImportedRow, Observation)
        .outerjoin(Observation, Observation.id == ImportedRow.observation_id)
        .where(ImportedRow.organization_id == done.organization_id, ImportedRow.import_id == done.id)
        .order_by(ImportedRow.id)
    ).all()
    for row, observation in rows:
        if observation is None or observation.version != row.version_after:
            raise InvalidInput("import_changed_since")
        _take_back(row, observation)
    _take_back_decisions(done)
    take_recipe_back(done)
    done.undone_at = utc_now()
    flush()


def mark_together(imports: Sequence[Import]) -> None:
    """Remember that these came of one table, to be undone together too."""
    ids = [done.id for done in imports]
    for done in imports:
        done.decisions = {**done.decisions, "together": ids}
    flush()


def imported_with(done: Import) -> Sequence[Import]:
    """The import and those of the same table that stand, in their order."""
    ids = done.decisions.get("together", [done.id])
    return db.session.scalars(
        select(Import)
        .where(Import.organization_id == done.organization_id, Import.id.in_(ids), Import.undone_at.is_(None))
        .order_by(Import.id)
    ).all()


def undo_together(actor: Actor, done: Import, seen_version: int | None) -> None:
    """Take back this import and those that came of the same table: all of them or none.

    Raises
    ------
    Forbidden, NotFound
        If the actor may not enter numbers for one of the measures.
    InvalidInput
        As `undo_import`.
    """
    check_version(done, seen_version)
    together = imported_with(done)
    for each in together:
        require(actor, Permission.ENTER_NUMBERS, each)
    for each in together:
        undo_import(each, each.version)


def _take_back(row: ImportedRow, observation: Observation) -> None:
    if row.before is None:
        observation.deleted_at = utc_now()
        return
    for field, value in row.before.items():
        setattr(observation, field, value)


def _take_back_decisions(done: Import) -> None:
    """Take back the phases and freezes that still stand, and what they put in the bin."""
    measure, decisions = done.measure, done.decisions
    for phase in _live(Phase, decisions.get("phases", ())):
        remove_phase(phase, phase.version)
    freezes = _live(Freeze, decisions.get("freezes", ()))
    for freeze in freezes:
        release_baseline(freeze, freeze.version)
    if freezes:
        _restore_freezes(measure, decisions.get("released", ()))
    flush()
    if "frequency_before" in decisions:
        hold_kind(measure, to_change=True)
    is_used = bool(computed_from([measure.id], [measure.organization_id]))
    if "frequency_before" in decisions and not is_used and not has_observations(measure):
        measure.frequency = Frequency(decisions["frequency_before"])


def _live(noun: type[Decision], ids: Collection[int]) -> Sequence[Decision]:
    return db.session.scalars(select(noun).where(noun.id.in_(ids))).all()


def _restore_freezes(measure: Measure, ids: Collection[int]) -> None:
    found = select(Freeze).where(Freeze.measure_id == measure.id, Freeze.id.in_(ids))
    for freeze in db.session.scalars(found.execution_options(include_deleted=True)):
        freeze.deleted_at = None
