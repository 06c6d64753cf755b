"""What must be true of a database after all that has happened to it: a list of what is not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Select, Table, and_, exists, func, select, text

from qi_tracker import create_app
from qi_tracker.extensions import db
from qi_tracker.models import Annotation, AuditEvent, Base, IdempotencyKey, Measure, MeasureSummary, Observation
from qi_tracker.models import database as drivers
from qi_tracker.services.acting import within
from qi_tracker.services.audit_verification import verify
from qi_tracker.services.summaries import computed_summary
from tests.durability.house import House, let_go, organizations_of
from tests.durability.writers import FIRST_DAY, Ledger

Counts = Counter[int]


def problems_in(house: House, ledgers: Sequence[Ledger]) -> list[str]:
    """What is lost, doubled or broken in the house's database; nobody else may be using it."""
    drivers.set_read_only(False)
    app = create_app(house.settings)
    try:
        with app.app_context(), within(db.session(), organizations_of(house.desks)):
            return [
                *_database_problems(),
                *_orphans(),
                *(problem for ledger in ledgers for problem in _write_problems(ledger)),
                *(
                    f"history of {number}: {found}"
                    for number in organizations_of(house.desks)
                    for found in verify(number)
                ),
                *_events_not_once(),
                *_stale_summaries(),
                *_unsettled_keys(),
            ]
    finally:
        let_go(app)


def _database_problems() -> Iterator[str]:
    if db.engine.dialect.name != "sqlite":
        return
    found = db.session.scalars(text("PRAGMA integrity_check")).all()
    if found != ["ok"]:
        yield f"integrity check: {found[:3]}"
    yield from (f"foreign key check: {row}" for row in db.session.execute(text("PRAGMA foreign_key_check")))


def _orphans() -> Iterator[str]:
    """Rows whose parent is not there, asked without trusting the database's own keys."""
    for table in Base.metadata.sorted_tables:
        for link in table.foreign_key_constraints:
            found = db.session.scalar(_count_of_orphans(table, link))
            if found:
                yield f"{found} rows of {table.name} without their {link.referred_table.name}"


def _count_of_orphans(table: Table, link: ForeignKeyConstraint) -> Select[tuple[int]]:
    parent = link.referred_table.alias()
    pairs = [(element.parent, parent.c[element.column.name]) for element in link.elements]
    is_there = exists().where(and_(*(child == key for child, key in pairs)))
    return select(func.count()).select_from(table).where(and_(*(child.is_not(None) for child, _ in pairs)), ~is_there)


def _write_problems(ledger: Ledger) -> Iterator[str]:
    yield from ledger.odd_answers
    desk = ledger.desk
    texts = db.session.scalars(select(Annotation.text).filter_by(measure_id=desk.measure_id))
    notes = Counter(int(found.split("-")[2]) for found in texts if found.startswith(f"notat-{desk.number}-"))
    rows = db.session.execute(select(Observation.period, Observation.value).filter_by(measure_id=desk.measure_id))
    days = Counter((period - FIRST_DAY).days for period, value in rows if _is_day_s(period, value))
    yield from _told(f"note of writer {desk.number}", notes, ledger.notes, ledger.doubtful_notes)
    yield from _told(f"number of writer {desk.number}", days, ledger.days, ledger.doubtful_days)


def _is_day_s(period: date, value: float | None) -> bool:
    """Whether the number is the one that was sent for the day."""
    return value is not None and period == FIRST_DAY + timedelta(days=int(value))


def _told(what: str, found: Counts, acknowledged: set[int], doubtful: set[int]) -> Iterator[str]:
    yield from (f"LOST: {what} {number}" for number in sorted(acknowledged) if not found[number])
    yield from (f"DOUBLED: {what} {number}, {found[number]} times" for number in sorted(found) if found[number] > 1)
    unknown = set(found) - acknowledged - doubtful
    yield from (f"UNKNOWN: {what} {number}" for number in sorted(unknown))


def _events_not_once() -> Iterator[str]:
    """Every note and number that stands was recorded as created once, and nothing else was."""
    for noun in (Annotation, Observation):
        events = select(AuditEvent.noun_id).filter_by(noun=noun.__tablename__, action="created")
        recorded = Counter(db.session.scalars(events))
        standing = set(db.session.scalars(select(noun.id).where(_was_written_here(noun))))
        for row_id in standing | set(recorded):
            if row_id in standing and recorded[row_id] != 1:
                yield f"{noun.__tablename__} {row_id} is recorded as created {recorded[row_id]} times"
        gone = set(recorded) - set(db.session.scalars(select(noun.id)))
        yield from (f"{noun.__tablename__} {row_id} is recorded as created and is not there" for row_id in sorted(gone))


def _was_written_here(noun: type[Annotation] | type[Observation]) -> ColumnElement[bool]:
    return Annotation.text.like("notat-%") if noun is Annotation else Observation.value.is_not(None)


def _stale_summaries() -> Iterator[str]:
    for measure in db.session.scalars(select(Measure)):
        stored = db.session.get(MeasureSummary, measure.id)
        wanted = computed_summary(measure)
        if stored is None or (stored.inside, stored.wider) != (wanted.inside, wanted.wider):
            yield f"the summary of measure {measure.id} is not in step with its numbers"


def _unsettled_keys() -> Iterator[str]:
    unsettled = db.session.scalar(select(func.count()).select_from(IdempotencyKey).where(IdempotencyKey.target == ""))
    if unsettled:
        yield f"{unsettled} forms were claimed and not settled"
