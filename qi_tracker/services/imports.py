"""Imports: a table is a draft until it is applied whole, and can be undone whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select

from qi_tracker.access.actors import Actor
from qi_tracker.analysis.periods import period_start
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Freeze, Import, ImportDraft, ImportedRow, Measure, Observation, Phase
from qi_tracker.models.base import utc_now
from qi_tracker.services.measures import freeze_baseline, has_observations, start_phase
from qi_tracker.services.observations import Reading, check_reading, observations_of
from qi_tracker.services.saving import check_version, flush, put_in_bin
from qi_tracker.vocabulary import Frequency

DRAFT_HOURS = 24


@dataclass(frozen=True, slots=True)
class ImportRows:
    """What a preview has made of a table: readings, at most one a period and stratum, and how often they come.

    `phases` are first days of new phases, `freezes` last days of frozen starting points; `reason` is what a phase that
    came with a table is said to begin for.
    """

    readings: Sequence[Reading]
    frequency: Frequency
    phases: Sequence[date] = ()
    freezes: Sequence[date] = ()
    reason: str = ""


def keep_draft(actor: Actor, measure: Measure, table: dict[str, Any]) -> ImportDraft:
    """Keep a pasted or uploaded table for its owner until it is applied; drafts older than a day are erased."""
    db.session.execute(delete(ImportDraft).where(ImportDraft.created_at < utc_now() - timedelta(hours=DRAFT_HOURS)))
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


def correct_draft(draft: ImportDraft, settings: dict[str, Any]) -> None:
    """Keep what the reader corrected."""
    draft.settings = settings
    db.session.flush()


def discard_draft(draft: ImportDraft) -> None:
    """Erase the table."""
    db.session.delete(draft)
    db.session.flush()


def apply_import(actor: Actor, measure: Measure, rows: ImportRows, today: date) -> Import:
    """Add new periods and change those that have a number, all of them or none.

    A measure without numbers takes the table's frequency.

    Raises
    ------
    InvalidInput
        If there is nothing to import, or a reading cannot be true; the parameter `period` says which.
    """
    if not rows.readings:
        raise InvalidInput("nothing_to_import")
    if not has_observations(measure):
        measure.frequency = rows.frequency
    done = Import(organization_id=measure.organization_id, measure_id=measure.id, person_id=actor.person_id)
    db.session.add(done)
    flush()
    touched = _write_readings(measure, rows.readings, today)
    done.n_added = sum(before is None for _, before in touched)
    done.n_changed = len(touched) - done.n_added
    done.decisions = _take_decisions(measure, rows)
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
    measure: Measure, readings: Sequence[Reading], today: date
) -> list[tuple[Observation, dict[str, Any] | None]]:
    """Each observation the import touches, and what it held before (None when it is new)."""
    present = {(found.period, found.stratum): found for found in observations_of(measure)}
    touched: list[tuple[Observation, dict[str, Any] | None]] = []
    for reading in readings:
        check_reading(measure, reading, today)
        key = (period_start(reading.period, measure.frequency), reading.stratum)
        before = _values(present[key]) if key in present else None
        if before is None:
            present[key] = Observation(
                organization_id=measure.organization_id, measure_id=measure.id, period=key[0], stratum=key[1]
            )
        _set(present[key], reading)
        touched.append((present[key], before))
    db.session.add_all(observation for observation, _ in touched)
    flush()
    return touched


def _take_decisions(measure: Measure, rows: ImportRows) -> dict[str, Any]:
    """Begin the phases and freeze the starting points that the table asks for and the measure has not."""
    known = {phase.starts_on for phase in measure.phases}
    phases = [
        start_phase(measure, day, rows.reason)
        for day in rows.phases
        if period_start(day, measure.frequency) not in known
    ]
    db.session.expire(measure, ["phases"])
    freezes = [freeze_baseline(measure, day) for day in rows.freezes]
    return {"phases": [phase.id for phase in phases], "freezes": [freeze.id for freeze in freezes]}


def _values(observation: Observation) -> dict[str, Any]:
    return {
        "numerator": observation.numerator,
        "denominator": observation.denominator,
        "value": observation.value,
        "comment": observation.comment,
    }


def _set(observation: Observation, reading: Reading) -> None:
    observation.numerator = reading.numerator
    observation.denominator = reading.denominator
    observation.value = reading.value
    observation.comment = reading.comment or observation.comment or ""


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
    rows = db.session.scalars(
        select(ImportedRow)
        .where(ImportedRow.organization_id == done.organization_id, ImportedRow.import_id == done.id)
        .order_by(ImportedRow.id)
    ).all()
    for row in rows:
        observation = row.observation
        if observation is None or observation.version != row.version_after:
            raise InvalidInput("import_changed_since")
        if row.before is None:
            put_in_bin(observation, observation.version)
        else:
            for field, value in row.before.items():
                setattr(observation, field, value)
    for noun, ids in ((Phase, done.decisions.get("phases", ())), (Freeze, done.decisions.get("freezes", ()))):
        for decision in db.session.scalars(select(noun).where(noun.id.in_(ids))):
            put_in_bin(decision, decision.version)
    done.undone_at = utc_now()
    flush()
