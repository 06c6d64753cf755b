"""Takes an organisation's document into an installation that is empty, in one transaction: all of it, or nothing.

Ids are kept, because the digests of the history's chain cover them; that is why the installation must be empty. The
tables are made as they were when the document was written, filled, read back and compared, and then migrated.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qi_tracker.errors import TransferRefused, WrongDatabase
from qi_tracker.extensions import db
from qi_tracker.migrations.protection import protect
from qi_tracker.migrations.runner import is_known, migrate_to, take_turns
from qi_tracker.models import Installation, Measure, Membership, Organization, Person
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping import canonical
from qi_tracker.safekeeping.archive import Tell
from qi_tracker.safekeeping.backup import Progress
from qi_tracker.safekeeping.organization_export import write_document
from qi_tracker.safekeeping.organization_file import Document, DocumentWriter, open_document
from qi_tracker.safekeeping.organization_rows import RowReader, refuse_other_tables
from qi_tracker.safekeeping.organization_tables import carried_tables
from qi_tracker.safekeeping.restore import drop_everything, keep_others_out
from qi_tracker.services.acting import act_as
from qi_tracker.services.audit_verification import verify
from qi_tracker.services.idea_library import share_anew
from qi_tracker.services.password_resets import make_password_reset
from qi_tracker.services.people import normalise_email
from qi_tracker.services.summaries import refresh
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import OrganizationRole

_DATABASE_ERRORS: Final[tuple[type[Exception], ...]] = (DBAPIError, *drivers.DRIVER_ERRORS)
_SUMMARIES_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken in, and who runs the installation from now on."""

    organization: str
    rows: int
    operator: str
    # Of the one-use link by which the operator chooses a password. Nobody has one yet.
    token: str


@dataclass(frozen=True, slots=True)
class _Importing:
    settings: Settings
    document: Document
    # The address of the one who is to run the installation; empty: the organisation's first administrator.
    operator: str
    progress: Progress


def import_organization(settings: Settings, file: Path, operator: str, progress: Progress) -> Imported:
    """Take the document in, in the session of an application that is the tables' owner, and whose edge then commits.

    Raises
    ------
    TransferRefused, WrongDatabase
        With the reason; then nothing is changed.
    """
    with open_document(file) as document, _refusing_what_the_database_refuses(document.name):
        if not is_known(document.header.revision):
            raise TransferRefused("import_newer", file=document.name, version=document.header.program)
        if document.header.is_demo != settings.demo:
            raise TransferRefused("import_is_demo" if document.header.is_demo else "import_is_not_demo", file=file.name)
        return _in_one_transaction(db.session(), _Importing(settings, document, operator, progress))


def _in_one_transaction(session: Session, importing: _Importing) -> Imported:
    connection, document = session.connection(), importing.document
    take_turns(connection)
    keep_others_out(connection)
    if any(session.scalar(select(func.count()).select_from(table)) for table in (Person, Organization)):
        raise TransferRefused("import_not_empty")
    installation = connection.execute(select(Installation.__table__)).mappings().one()
    drop_everything(connection)
    migrate_to(connection, document.header.revision)
    connection.execute(insert(Installation), dict(installation))
    organization_id = _fill(connection, document, importing.progress(document.rows))
    _compare(connection, document, organization_id, importing.progress(document.rows))
    _migrate(connection, document)
    protect(connection, importing.settings.database_url)
    act_as(session, None, [organization_id])
    if verify(organization_id):
        raise TransferRefused("import_history_broken", file=document.name)
    _summarise(session, importing.progress)
    share_anew(session)
    return _handed_over(session, importing, organization_id)


def _fill(connection: Connection, document: Document, tell: Tell) -> int:
    tables = carried_tables(connection)
    refuse_other_tables(document, tables)
    reader = RowReader(connection, document, tables)
    for table in tables:
        # What the migrations themselves put in, the document has, too.
        connection.exec_driver_sql(f"DELETE FROM {table.name}")
    for table in tables:
        for loaded in canonical.load(connection, table, reader.rows(table)):
            tell(loaded)
    return reader.organization_id


def _compare(connection: Connection, document: Document, organization_id: int, tell: Tell) -> None:
    """See that the database gives back what was put in, letter for letter."""
    writer = DocumentWriter(None, document.header)
    if write_document(connection, writer, organization_id, tell) != document.digest:
        raise TransferRefused("import_differs", file=document.name)


def _migrate(connection: Connection, document: Document) -> None:
    try:
        migrate_to(connection, "head")
    except WrongDatabase as problem:
        if problem.code != "migration_broke_links":
            raise
        raise TransferRefused("import_does_not_hold_together", file=document.name) from problem
    canonical.set_sequences(connection)


def _summarise(session: Session, progress: Progress) -> None:
    """Compute what lists say of each measure, as doctor looks for it."""
    ids = session.scalars(select(Measure.id).order_by(Measure.id)).all()
    tell = progress(len(ids))
    for start in range(0, len(ids), _SUMMARIES_AT_ONCE):
        some = ids[start : start + _SUMMARIES_AT_ONCE]
        for measure in session.scalars(select(Measure).where(Measure.id.in_(some)).order_by(Measure.id)).all():
            refresh(measure)
        session.flush()
        session.expunge_all()
        tell(len(some))


def _handed_over(session: Session, importing: _Importing, organization_id: int) -> Imported:
    """Make somebody the installation's operator, with a link to a password: else nobody could ever sign in."""
    wanted = select(Person).where(Person.disabled_at.is_(None)).order_by(Person.id)
    if importing.operator:
        wanted = wanted.where(Person.email == normalise_email(importing.operator))
    else:
        wanted = wanted.join(Membership, Membership.person_id == Person.id).where(
            Membership.organization_id == organization_id, Membership.role == OrganizationRole.ADMINISTRATOR
        )
    person = session.scalars(wanted.limit(1)).first()
    if person is None:
        if importing.operator:
            raise TransferRefused("import_no_operator", email=importing.operator)
        raise TransferRefused("import_no_administrator")
    # Not as a save of theirs: their row stays as it came.
    session.connection().execute(update(Person).where(Person.id == person.id).values(is_operator=True))
    token = make_password_reset(person.id, person.id)
    name = session.get_one(Organization, organization_id).name
    return Imported(name, importing.document.rows, person.email, token)


@contextmanager
def _refusing_what_the_database_refuses(name: str) -> Iterator[None]:
    try:
        yield
    except _DATABASE_ERRORS as problem:
        if isinstance(problem, DBAPIError) and drivers.trouble_of(problem, may_write=True) is not None:
            raise TransferRefused("import_stopped", problem=str(problem.orig).splitlines()[0]) from problem
        # A key twice, a link to nothing, a choice that there is none of: a file of ours has none of them.
        raise TransferRefused("import_does_not_hold_together", file=name) from problem
