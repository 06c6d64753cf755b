"""Official statistics beside a project: kept, replaced by newer ones and taken back. Never a measure's numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from qi_tracker.access.actors import Actor
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import ContextDraft, ContextSeries, ContextValue, Project
from qi_tracker.models.base import utc_now
from qi_tracker.services.saving import apply_changes, check_version, flush, put_in_bin
from qi_tracker.vocabulary import ContextState, Frequency

DRAFT_HOURS = 24


@dataclass(frozen=True, slots=True)
class ContextCell:
    """One official number of one period, or why there is none. `label` is the period in the source's words."""

    period: date
    label: str
    value: float | None
    state: ContextState
    place_code: str = ""
    is_preliminary: bool = False


@dataclass(frozen=True, slots=True)
class ContextReading:
    """One row of numbers out of a table: what was chosen, and what stands in its cells, oldest first.

    `breaks`: first day after a break → codes of the kommuner whose numbers stand before it.
    """

    counted: str
    cells: Sequence[ContextCell]
    frequency: Frequency
    selection: Mapping[str, Any]
    table_code: str = ""
    source_updated_on: date | None = None
    unit: str = ""
    decimals: int | None = None
    place_code: str = ""
    place_name: str = ""
    breaks: Mapping[str, Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class ContextDetails:
    """What people say of it themselves: its name, and where it comes from."""

    title: str
    source: str
    licence: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A period whose number is another in the newer table; None where one of them has no such period."""

    period: date
    before: ContextCell | None
    now: ContextCell | None

    @property
    def cell(self) -> ContextCell:
        """The one that there is, the newer first."""
        found = self.now or self.before
        assert found is not None, "a change is of something"
        return found


def series_of(project: Project) -> Sequence[ContextSeries]:
    """The project's background numbers, in the order they came."""
    return db.session.scalars(
        select(ContextSeries)
        .where(ContextSeries.organization_id == project.organization_id, ContextSeries.project_id == project.id)
        .order_by(ContextSeries.id)
    ).all()


def cells_by_series(series: Sequence[ContextSeries]) -> Mapping[int, Sequence[ContextCell]]:
    """Series id → its numbers, oldest first."""
    found: dict[int, list[ContextCell]] = {each.id: [] for each in series}
    if series:
        organizations = {each.organization_id for each in series}
        rows = select(ContextValue).where(
            ContextValue.organization_id.in_(organizations), ContextValue.context_series_id.in_(found)
        )
        for row in db.session.scalars(rows.order_by(ContextValue.period)):
            found[row.context_series_id].append(_cell(row))
    return found


def cells_of(series: ContextSeries) -> Sequence[ContextCell]:
    """Its numbers, oldest first."""
    return cells_by_series([series])[series.id]


def _cell(row: ContextValue) -> ContextCell:
    return ContextCell(row.period, row.label, row.value, row.state, row.place_code, row.is_preliminary)


def keep_context_draft(
    actor: Actor, project: Project, table: dict[str, Any], series: ContextSeries | None = None
) -> ContextDraft:
    """Keep a table for its finder until cells of it are kept; of a newer one, choose the same cells as before."""
    erase_old_context_drafts()
    draft = ContextDraft(
        organization_id=project.organization_id,
        project_id=project.id,
        context_series_id=series.id if series is not None else None,
        person_id=actor.person_id,
        table=table,
        settings=dict(series.selection) if series is not None else {},
    )
    db.session.add(draft)
    flush()
    return draft


def is_context_draft_too_old(draft: ContextDraft) -> bool:
    """Whether the table is only waiting to be erased."""
    return draft.created_at < _oldest_kept()


def erase_old_context_drafts() -> None:
    """Erase the tables that nobody has kept anything of within a day."""
    db.session.execute(delete(ContextDraft).where(ContextDraft.created_at < _oldest_kept()))


def _oldest_kept() -> datetime:
    return utc_now() - timedelta(hours=DRAFT_HOURS)


def choose_cells(draft: ContextDraft, settings: dict[str, Any]) -> None:
    """Keep which cells were chosen."""
    draft.settings = settings
    flush()


def discard_context_draft(draft: ContextDraft) -> None:
    """Erase the table."""
    db.session.delete(draft)
    flush()


def add_series(project: Project, reading: ContextReading, details: ContextDetails, today: date) -> ContextSeries:
    """Keep a row of official numbers beside the project.

    Raises
    ------
    InvalidInput
        If no cell has a number, or two are of one period.
    """
    _check(reading)
    series = ContextSeries(
        organization_id=project.organization_id,
        project_id=project.id,
        fetched_on=today,
        **asdict(details),
        **_described(reading),
    )
    db.session.add(series)
    flush()
    _write(series, reading.cells)
    return series


def _check(reading: ContextReading) -> None:
    if not any(cell.state is not ContextState.MISSING for cell in reading.cells):
        raise InvalidInput("context_empty")
    if len({cell.period for cell in reading.cells}) < len(reading.cells):
        raise InvalidInput("context_period_twice")


def _described(reading: ContextReading) -> dict[str, Any]:
    return {
        "counted": reading.counted,
        "table_code": reading.table_code,
        "source_updated_on": reading.source_updated_on,
        "unit": reading.unit,
        "decimals": reading.decimals,
        "frequency": reading.frequency,
        "place_code": reading.place_code,
        "place_name": reading.place_name,
        "selection": dict(reading.selection),
        "breaks": {day: list(codes) for day, codes in (reading.breaks or {}).items()},
    }


def _write(series: ContextSeries, cells: Sequence[ContextCell]) -> None:
    belongs = (ContextValue.organization_id == series.organization_id, ContextValue.context_series_id == series.id)
    db.session.execute(delete(ContextValue).where(*belongs))
    db.session.add_all(
        ContextValue(organization_id=series.organization_id, context_series_id=series.id, **asdict(cell))
        for cell in cells
    )
    flush()


def edit_series(series: ContextSeries, seen_version: int | None, details: ContextDetails) -> None:
    """Change what people say of it themselves."""
    apply_changes(series, seen_version, asdict(details))


def changes_by(series: ContextSeries, cells: Sequence[ContextCell]) -> Sequence[Changed]:
    """The periods that these numbers would change, oldest first."""
    return _changes(cells_of(series), cells)


def latest_changes(series: ContextSeries) -> Sequence[Changed]:
    """What the latest newer table changed; nothing where there was none, or it was taken back."""
    return _changes(_from_json(series.replaced["cells"]), cells_of(series)) if series.replaced else []


def _changes(before: Sequence[ContextCell], now: Sequence[ContextCell]) -> Sequence[Changed]:
    old, new = ({cell.period: cell for cell in cells} for cells in (before, now))
    pairs = ((period, old.get(period), new.get(period)) for period in sorted({*old, *new}))
    return [Changed(period, was, is_now) for period, was, is_now in pairs if _told(was) != _told(is_now)]


def _told(cell: ContextCell | None) -> object:
    return None if cell is None else (cell.value, cell.state, cell.is_preliminary)


def update_series(series: ContextSeries, seen_version: int | None, reading: ContextReading, today: date) -> None:
    """Put a newer table's numbers in place of the present ones, which are kept to take it back.

    Raises
    ------
    InvalidInput
        If no cell has a number, or the newer table has other periods: years instead of quarters.
    StaleVersion
        If somebody has changed the series since it was looked at.
    """
    check_version(series, seen_version)
    _check(reading)
    if reading.frequency is not series.frequency:
        raise InvalidInput("context_other_periods")
    described = _described(reading)
    before = {
        "cells": _to_json(cells_of(series)),
        "fetched_on": series.fetched_on.isoformat(),
        "described": {name: _plain(getattr(series, name)) for name in described},
    }
    _set(series, {**described, "fetched_on": today, "replaced": before})
    _write(series, reading.cells)


def undo_update(series: ContextSeries, seen_version: int | None) -> None:
    """Put back what stood there before the latest newer table.

    Raises
    ------
    InvalidInput
        If there is nothing to take back.
    """
    check_version(series, seen_version)
    before = series.replaced
    if not before:
        raise InvalidInput("context_nothing_to_undo")
    described = dict(before["described"])
    described["frequency"] = Frequency(described["frequency"])
    described["source_updated_on"] = _day(described["source_updated_on"])
    _set(series, {**described, "fetched_on": date.fromisoformat(before["fetched_on"]), "replaced": {}})
    _write(series, _from_json(before["cells"]))


def _set(series: ContextSeries, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if getattr(series, name) != value:
            setattr(series, name, value)
    flush()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _to_json(cells: Sequence[ContextCell]) -> list[list[Any]]:
    return [
        [cell.period.isoformat(), cell.label, cell.value, cell.state.value, cell.place_code, cell.is_preliminary]
        for cell in cells
    ]


def _from_json(kept: Sequence[Sequence[Any]]) -> Sequence[ContextCell]:
    return [
        ContextCell(date.fromisoformat(period), label, value, ContextState(state), place, is_preliminary)
        for period, label, value, state, place, is_preliminary in kept
    ]


def delete_series(series: ContextSeries, seen_version: int | None) -> None:
    """Put it in the bin."""
    put_in_bin(series, seen_version)
