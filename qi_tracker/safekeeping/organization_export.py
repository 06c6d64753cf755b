"""Writes all of one organisation to one JSON document: at one moment, while the program is in use."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO, Final

from sqlalchemy import Connection, Row, or_, select

from qi_tracker.errors import TransferRefused
from qi_tracker.migrations.copies import sync_folder
from qi_tracker.migrations.runner import Found, found_in
from qi_tracker.models import Organization
from qi_tracker.safekeeping import canonical
from qi_tracker.safekeeping.archive import Tell, for_owner_only
from qi_tracker.safekeeping.backup import UNFINISHED, Progress, snapshot
from qi_tracker.safekeeping.canonical import Kind, Table
from qi_tracker.safekeeping.organization_file import DocumentWriter, Header, JsonRow
from qi_tracker.safekeeping.organization_tables import carried_tables, condition_of, without_secrets
from qi_tracker.settings import Settings

_NUMBER_LENGTH: Final = 4


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and of whom."""

    file: Path
    organization: str
    rows: int


def export_organization(settings: Settings, asked: str, file: Path, progress: Progress) -> Exported:
    """Write the organisation with this kommunenummer or id to a file that is not there yet.

    Raises
    ------
    TransferRefused, WrongDatabase
        With the reason; then there is no file.
    """
    if file.exists():
        raise TransferRefused("backup_exists", file=str(file))
    unfinished = file.with_name(f".{file.name}{UNFINISHED}")
    with snapshot(settings) as connection:
        found = found_in(connection)
        if found is None:
            raise TransferRefused("organization_not_found", asked=asked)
        organization = _organization(connection, asked)
        try:
            with open(unfinished, "xb", opener=for_owner_only) as stream:
                rows = _write(connection, stream, header_of(found), organization.id, progress)
                stream.flush()
                os.fsync(stream.fileno())
            os.rename(unfinished, file)
            sync_folder(file.parent)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise TransferRefused("export_not_written", file=str(file), problem=reason) from problem
        finally:
            unfinished.unlink(missing_ok=True)
    return Exported(file, organization.name, rows)


def _organization(connection: Connection, asked: str) -> Row[int, str, str | None]:
    """The only one with this number; else the one with this id."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    columns = select(Organization.id, Organization.name, Organization.number)
    found = connection.execute(
        columns.where(or_(Organization.number == asked, Organization.id == number)).order_by(Organization.id)
    ).all()
    chosen = [row for row in found if row.number == asked] if len(asked) == _NUMBER_LENGTH else []
    chosen = chosen or [row for row in found if row.id == number]
    if not chosen:
        raise TransferRefused("organization_not_found", asked=asked)
    if len(chosen) > 1:
        ids = ", ".join(str(row.id) for row in chosen)
        raise TransferRefused("organization_ambiguous", asked=asked, ids=ids)
    return chosen[0]


def header_of(found: Found) -> Header:
    """What a document of this database says of itself."""
    return Header(version("qi_tracker"), str(found.revision), found.is_demo)


def _write(connection: Connection, stream: IO[bytes], header: Header, organization_id: int, progress: Progress) -> int:
    see_only(connection, organization_id)
    tables = carried_tables(connection)
    total = sum(
        canonical.count(connection, table, condition_of(connection, table, organization_id)) for table in tables
    )
    write_document(connection, DocumentWriter(stream, header), organization_id, progress(total))
    return total


def see_only(connection: Connection, organization_id: int) -> None:
    """Let this transaction read one organisation's rows: on PostgreSQL a condition that is missing finds no others."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT set_config('qi.organizations', '{{{organization_id:d}}}', true)")


def write_document(connection: Connection, writer: DocumentWriter, organization_id: int, tell: Tell) -> str:
    """Write all tables and the seal; returns the seal's digest, which is equal for equal content."""
    for table in sorted(carried_tables(connection), key=lambda table: table.name):
        for written in writer.add_table(table.name, _portions(connection, table, organization_id)):
            tell(written)
    return writer.seal()


def _portions(connection: Connection, table: Table, organization_id: int) -> Iterator[list[JsonRow]]:
    told = without_secrets(table)
    boxed = [place for place, column in enumerate(told.columns) if column.kind is Kind.JSON]
    for portion in canonical.rows_of(connection, told, condition_of(connection, table, organization_id)):
        for row in portion:
            for place in boxed:
                row[place] = row[place] and row[place][0]
        yield [dict(zip(told.column_names, row, strict=True)) for row in portion]
