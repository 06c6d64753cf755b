"""What the database itself guards: the history is never altered, and on PostgreSQL nobody sees another's rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Connection, Table, create_engine, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from qi_tracker.extensions import db
from qi_tracker.migrations.protection import protect, tenant_tables
from qi_tracker.models import AuditEvent, Base, Organization, Project
from qi_tracker.services.acting import act_as
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

# Rows of these belong to nobody's organisation, or are needed before one's organisations are known.
FOR_EVERYONE = {
    "alembic_version",
    "form_drafts",
    "idempotency_keys",
    "installation",
    "invitations",
    "organizations",
    "outbox_messages",
    "password_resets",
    "people",
    "quality_dimensions",
    "shared_ideas",
    "sign_in_failures",
    "sign_in_sessions",
}


@contextmanager
def as_app_role(
    prepared: Prepared, organizations: Sequence[int] = (), person: int | None = None
) -> Iterator[Connection]:
    """A connection with the role that serves requests, told what a request is told; nothing is committed."""
    engine = create_engine(prepared.settings.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        told = {"organizations": "{" + ",".join(map(str, organizations)) + "}", "person": str(person or "")}
        connection.execute(
            text("SELECT set_config('qi.organizations', :organizations, true), set_config('qi.person', :person, true)"),
            told,
        )
        yield connection


def seen(connection: Connection, table: Table) -> set[int]:
    """The organisations whose rows raw SQL gives."""
    return {row[0] for row in connection.execute(text(f"SELECT organization_id FROM {table.name}"))}


@pytest.mark.parametrize("statement", ["UPDATE {} SET organization_id = organization_id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["audit_events", "audit_values"])
def test_the_history_cannot_be_altered(app: Flask, world: World, table: str, statement: str) -> None:
    with inside(app):
        act_as(db.session(), None, [world.lerkevik["organization_id"]])
        assert db.session.scalar(select(AuditEvent.id).limit(1)) is not None
        with pytest.raises(DBAPIError, match="never altered|permission denied"):
            db.session.execute(text(statement.format(table)))


def test_a_history_without_its_guard_is_seen(app: Flask, world: World) -> None:
    with inside(app):
        if db.engine.dialect.name != "sqlite":
            return
        db.session.execute(text("DROP TRIGGER no_delete_audit_values"))
        db.session.execute(text("DELETE FROM audit_values"))
        protect(db.session.connection(), "sqlite://")
        with pytest.raises(DBAPIError, match="never altered"):
            db.session.execute(text("UPDATE audit_values SET field = 'x'"))
            db.session.execute(text("DELETE FROM audit_events"))


def test_links_across_organisations_are_refused(app: Flask, world: World) -> None:
    ids = [world.lerkevik["organization_id"], world.storfjell["organization_id"]]
    with inside(app):
        act_as(db.session(), None, ids)
        with pytest.raises(IntegrityError):
            db.session.execute(
                text("UPDATE measures SET project_id = :theirs WHERE id = :mine"),
                {"theirs": world.storfjell["project_id"], "mine": world.lerkevik["measure_id"]},
            )


def test_every_table_is_guarded_or_known_to_be_for_everyone() -> None:
    assert {table.name for table in tenant_tables()} | FOR_EVERYONE == {*Base.metadata.tables, "alembic_version"}


class TestRowLevelSecurity:
    """On PostgreSQL, with raw SQL, as the role that serves requests."""

    @pytest.fixture
    def prepared(self, _on_postgresql: Prepared) -> Prepared:
        """Only here is there such a thing."""
        _on_postgresql.restore()
        return _on_postgresql

    def test_someone_who_belongs_to_nothing_sees_nothing(self, prepared: Prepared) -> None:
        with as_app_role(prepared) as connection:
            assert {table.name: seen(connection, table) for table in tenant_tables() if seen(connection, table)} == {}

    def test_each_sees_their_own_organisation_only(self, prepared: Prepared) -> None:
        for tenant in (prepared.world.lerkevik, prepared.world.storfjell):
            with as_app_role(prepared, [tenant["organization_id"]]) as connection:
                filled = {table.name for table in tenant_tables() if seen(connection, table)}
                assert {"projects", "measures", "observations", "pdsa_cycles", "audit_values"} <= filled
                for table in tenant_tables():
                    assert seen(connection, table) <= {tenant["organization_id"]}, table.name

    def test_a_person_finds_their_own_memberships_before_their_organisations_are_known(
        self, prepared: Prepared
    ) -> None:
        world = prepared.world
        with as_app_role(prepared, person=world.people[Who.LEAD]) as connection:
            for table in ("memberships", "project_memberships"):
                people = connection.execute(text(f"SELECT DISTINCT person_id FROM {table}")).scalars().all()
                assert people == [world.people[Who.LEAD]]

    def test_rows_cannot_be_put_into_another_organisation(self, prepared: Prepared) -> None:
        world = prepared.world
        mine, theirs = world.lerkevik["organization_id"], world.storfjell["organization_id"]
        with as_app_role(prepared, [mine]) as connection:
            for statement in (
                "INSERT INTO measure_summaries VALUES (:id, :theirs, '{}', '{}', NULL, 1)",
                "UPDATE projects SET organization_id = :theirs",
            ):
                with pytest.raises(DBAPIError, match="row-level security"), connection.begin_nested():
                    connection.execute(text(statement), {"theirs": theirs, "id": world.storfjell["measure_id"]})
            untouched = connection.execute(
                text("UPDATE projects SET title = 'x' WHERE organization_id = :theirs"), {"theirs": theirs}
            )
            assert untouched.rowcount == 0

    def test_the_library_is_read_by_all_and_written_by_ones_own(self, prepared: Prepared) -> None:
        mine, theirs = prepared.world.lerkevik, prepared.world.storfjell
        put = text(
            "INSERT INTO shared_ideas (organization_id, change_idea_id, organization_name, project_title, title, "
            "description, status, about, outcome, shared_at) "
            "VALUES (:organization_id, :idea_id, '', '', 'Ring', '', 'idea', '{}', '{}', now())"
        )
        with as_app_role(prepared, [mine["organization_id"]]) as connection:
            connection.execute(put, dict(mine.ids))
            with pytest.raises(DBAPIError, match="row-level security"), connection.begin_nested():
                connection.execute(put, dict(theirs.ids))
            told = {"organizations": "{" + str(theirs["organization_id"]) + "}"}
            connection.execute(text("SELECT set_config('qi.organizations', :organizations, true)"), told)
            assert connection.execute(text("SELECT title FROM shared_ideas")).scalars().all() == ["Ring"]
            for statement in ("UPDATE shared_ideas SET title = 'Mitt'", "DELETE FROM shared_ideas"):
                assert connection.execute(text(statement)).rowcount == 0

    def test_the_app_role_cannot_lift_its_guard(self, prepared: Prepared) -> None:
        with as_app_role(prepared) as connection:
            for statement in (
                "ALTER TABLE projects DISABLE ROW LEVEL SECURITY",
                "DROP POLICY tenant ON projects",
                "UPDATE alembic_version SET version_num = 'x'",
                "SET ROLE qi_owner",
                "TRUNCATE audit_events",
            ):
                with pytest.raises(DBAPIError), connection.begin_nested():
                    connection.execute(text(statement))

    def test_the_programs_own_queries_see_no_other_organisation_even_without_a_condition(
        self, prepared: Prepared
    ) -> None:
        world = prepared.world
        with inside(prepared.app, world.people[Who.LEAD]):
            assert {project.organization_id for project in db.session.scalars(select(Project))} == {
                world.lerkevik["organization_id"]
            }
            # Transactions begun later in the same request are told the same.
            db.session.rollback()
            assert len(db.session.scalars(select(Project)).all()) == 1
            assert len(db.session.scalars(select(Organization)).all()) == 2

    def test_the_owner_is_bound_too(self, prepared: Prepared) -> None:
        """So that a migration or a backup that forgets to say whose rows it means finds none, and not everybody's."""
        engine = create_engine(prepared.settings.owner_database_url, poolclass=NullPool)
        with engine.connect() as connection:
            assert [table.name for table in tenant_tables() if seen(connection, table)] == []

    def test_a_table_without_its_guard_is_seen(self, prepared: Prepared) -> None:
        owner = create_engine(prepared.settings.owner_database_url)
        with owner.begin() as connection:
            connection.execute(text("ALTER TABLE aims DISABLE ROW LEVEL SECURITY"))
        with as_app_role(prepared) as connection:
            assert {table.name for table in tenant_tables() if seen(connection, table)} == {"aims"}
        with owner.begin() as connection:
            protect(connection, prepared.settings.database_url)
        owner.dispose()
        with as_app_role(prepared) as connection:
            assert not any(seen(connection, table) for table in tenant_tables())
