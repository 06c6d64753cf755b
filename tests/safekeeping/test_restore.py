"""A backup is restored whole or not at all, on either database, also while the program runs."""

import dataclasses
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from qi_tracker.errors import BackupRefused, DomainError, WrongDatabase
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import migrate, migrate_to, owner_engine
from qi_tracker.models import Organization
from qi_tracker.models.base import utc_now
from qi_tracker.safekeeping import canonical
from qi_tracker.safekeeping.backup import back_up
from qi_tracker.safekeeping.manifest import CARRIED_WHERE
from qi_tracker.safekeeping.restore import Restored, Wish, restore
from qi_tracker.services import outbox
from qi_tracker.services.invitations import InvitationDetails, invite_by_mail
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import OrganizationRole
from tests.client import Client
from tests.contents import app_engine, chain_problems, contents, differing, digests, losses
from tests.databases import Kind, Prepared, prepared_app
from tests.inside import inside
from tests.killing import When, killer
from tests.people import Who
from tests.releases import RELEASES, put_in_place
from tests.safekeeping.conftest import NewInstallation
from tests.safekeeping.resealed import manifest_of, members_of, rehashed, resealed, with_manifest
from tests.safekeeping.telling import silent
from tests.safekeeping.test_backup import no_file_beyond
from tests.safekeeping.writing import said_in, written_to

REPLACE = Wish(replace=True)
# `prove safekeeping` kills more.
KILLS = {Kind.SQLITE: 8, Kind.POSTGRESQL: 5}


def refusal(settings: Settings, file: Path, wish: Wish = REPLACE) -> str:
    """The code with which it is refused; empty when it is restored."""
    try:
        restore(settings, file, wish, silent)
    except DomainError as problem:
        return problem.code
    return ""


def marked(settings: Settings) -> str:
    """The installation that the instance remembers."""
    return str(json.loads(settings.marker.read_text())["uuid"])


def test_into_nothing_it_is_the_same_again(prepared: Prepared, fresh: Settings, tmp_path: Path) -> None:
    file = back_up(prepared.settings, tmp_path / "a.zip", None, silent).file
    assert restore(fresh, file, Wish(), silent).replaced is None
    assert differing(prepared.settings, fresh, CARRIED_WHERE) == []
    assert marked(fresh) == marked(prepared.settings)
    done = migrate(fresh)
    assert (done.created, done.changed) == (False, False)
    assert chain_problems(fresh) == []
    assert contents(fresh)["measure_summaries"] == contents(prepared.settings)["measure_summaries"] != []


def test_to_postgresql_and_back_it_is_equal(
    sqlite_only: Prepared, backup: Path, new_installation: NewInstallation, tmp_path: Path
) -> None:
    there, back = new_installation(Kind.POSTGRESQL), new_installation(Kind.SQLITE)
    restore(there, backup, Wish(), silent)
    restore(back, back_up(there, tmp_path / "there.zip", None, silent).file, Wish(), silent)
    assert digests(there) == digests(back) == digests(sqlite_only.settings, CARRIED_WHERE)


def test_guards_are_in_place_and_new_rows_get_new_numbers(backup: Path, fresh: Settings) -> None:
    restore(fresh, backup, Wish(), silent)
    look_at_guards_and_numbers(fresh)


def test_an_invitation_after_it_is_mailed(prepared: Prepared, tmp_path: Path) -> None:
    """It gets the number of one that was open, and mailed, when the backup was made."""
    invited_and_mailed(prepared)
    file = back_up(prepared.settings, tmp_path / "a.zip", None, silent).file
    restore(prepared.settings, file, REPLACE, silent)
    with prepared.app.app_context():
        db.engine.dispose()
    invited_and_mailed(prepared)


def invited_and_mailed(prepared: Prepared) -> None:
    """Somebody is invited by mail, and it is sent."""
    details = InvitationDetails("Nora", OrganizationRole.MEMBER, email="nora@example.no")
    with inside(prepared.app, prepared.world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, prepared.world.lerkevik["organization_id"])
        invitation = invite_by_mail(actor, organization, details)
        letter = outbox.claim(utc_now())
        assert letter is not None and letter.params["invitation_id"] == invitation.id
        outbox.settle(letter, utc_now())
        db.session.commit()


def look_at_guards_and_numbers(settings: Settings) -> None:
    """Rows of others are not seen, new rows have numbers of their own, and the history is not altered."""
    engine = app_engine(settings)
    try:
        with engine.connect() as connection:
            look_at_numbers(connection)
        for statement in ("UPDATE audit_events SET noun = 'x'", "DELETE FROM audit_links"):
            with engine.connect() as connection, pytest.raises(DBAPIError, match="never altered|permission denied"):
                see_first_organization(connection)
                connection.execute(text(statement))
    finally:
        engine.dispose()


def look_at_numbers(connection: Connection) -> None:
    """A new row's number is higher than those of all organisations, also of those that are not seen."""
    if connection.dialect.name == "postgresql":
        assert connection.execute(text("SELECT count(*) FROM projects")).scalar_one() == 0
    see_first_organization(connection)
    numbers = connection.execute(text("SELECT max(id) FROM pauses")).scalar_one()
    added = text(
        "INSERT INTO pauses (organization_id, measure_id, starts_on, ends_on, reason, created_at, version)"
        " SELECT organization_id, measure_id, starts_on, ends_on, 'x', created_at, 1 FROM pauses"
        " ORDER BY id LIMIT 1 RETURNING id"
    )
    assert connection.execute(added).scalar_one() > numbers
    connection.rollback()


def see_first_organization(connection: Connection) -> None:
    """Be told what a request is told; on SQLite the program's own conditions do that."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('qi.organizations', '{1}', false)"))
        assert connection.execute(text("SELECT count(*) FROM projects")).scalar_one() == 1


def test_a_backup_of_an_older_release_is_restored_and_upgraded(
    fresh: Settings, new_installation: NewInstallation, tmp_path: Path
) -> None:
    left = new_installation(Kind.SQLITE)
    put_in_place(RELEASES[0], left)
    file = back_up(left, tmp_path / "old.zip", None, silent).file
    assert manifest_of(file)["revision"] == RELEASES[0]
    restore(fresh, file, Wish(), silent)
    carried = {name: rows for name, rows in contents(left).items() if name not in CARRIED_WHERE}
    assert losses(carried, contents(fresh)) == []
    assert chain_problems(fresh) == []
    assert not migrate(fresh).changed


class TestReplacing:
    """There is data already."""

    def test_it_has_to_be_said_and_what_is_there_is_kept(
        self, backup: Path, fresh: Settings, new_installation: NewInstallation
    ) -> None:
        restore(fresh, backup, Wish(), silent)
        engine = owner_engine(fresh)
        with engine.begin() as connection:
            connection.execute(text("UPDATE organizations SET name = 'Etterpå' WHERE id = 1"))
        engine.dispose()
        changed = digests(fresh)
        assert refusal(fresh, backup, Wish()) == "restore_would_replace"
        assert digests(fresh) == changed
        done = restore(fresh, backup, REPLACE, silent)
        assert digests(fresh) != changed
        assert done.replaced is not None and done.replaced.parent == fresh.backups
        again = new_installation(Kind.SQLITE)
        restore(again, done.replaced, Wish(), silent)
        assert digests(again) == changed

    def test_one_that_nobody_has_used_is_as_good_as_empty(self, backup: Path, fresh: Settings) -> None:
        migrate(fresh)
        before = marked(fresh)
        assert restore(fresh, backup, Wish(), silent).replaced is None
        assert marked(fresh) == manifest_of(backup)["installation"] != before
        assert not migrate(fresh).changed

    def test_a_database_that_was_lost_takes_its_own_backup(self, backup: Path, fresh: Settings) -> None:
        fresh.marker.write_text(json.dumps({"uuid": manifest_of(backup)["installation"]}))
        assert refusal(fresh, backup, Wish()) == ""

    def test_another_installations_has_to_be_asked_for_and_then_it_stays_itself(
        self, backup: Path, fresh: Settings, tmp_path: Path
    ) -> None:
        restore(fresh, backup, Wish(), silent)
        other = with_installation(backup, tmp_path / "other.zip", "11111111-2222-4333-8444-555555555555")
        own = marked(fresh)
        before = digests(fresh)
        assert refusal(fresh, other) == "backup_of_other_installation"
        assert digests(fresh) == before
        assert refusal(fresh, other, Wish(replace=True, other_installation=True)) == ""
        assert digests(fresh) == before
        assert marked(fresh) == own
        assert not migrate(fresh).changed

    def test_demo_and_real_data_are_not_mixed_up(self, backup: Path, fresh: Settings, tmp_path: Path) -> None:
        demo = with_manifest(backup, tmp_path / "demo.zip", is_demo=True)
        assert refusal(fresh, demo) == "backup_is_demo"
        assert refusal(dataclasses.replace(fresh, demo=True), backup) == "backup_is_not_demo"
        restore(fresh, backup, Wish(), silent)
        assert refusal(dataclasses.replace(fresh, demo=True), demo) == "database_is_not_demo"

    def test_another_programs_database_is_left_alone(self, backup: Path, fresh: Settings) -> None:
        engine = owner_engine(fresh)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE patients (id integer PRIMARY KEY)"))
        engine.dispose()
        with pytest.raises(WrongDatabase, match="database_not_ours"):
            restore(fresh, backup, REPLACE, silent)
        assert list(contents(fresh)) == ["patients"]


def with_installation(backup: Path, target: Path, uuid: str) -> Path:
    """The backup as if another installation had made it."""
    own = manifest_of(backup)["installation"]
    assert len(own) == len(uuid)
    members = {name: content.replace(own.encode(), uuid.encode()) for name, content in members_of(backup).items()}
    return rehashed(target, members)


class TestRefused:
    """Nothing is changed."""

    def test_what_is_damaged_or_newer(self, backup: Path, fresh: Settings, tmp_path: Path) -> None:
        restore(fresh, backup, Wish(), silent)
        before = digests(fresh)
        cut = tmp_path / "cut.zip"
        cut.write_bytes(backup.read_bytes()[:-7])
        assert refusal(fresh, cut) == "backup_damaged"
        assert refusal(fresh, with_manifest(backup, tmp_path / "newer.zip", revision="9999")) == "backup_newer"
        assert refusal(fresh, with_manifest(backup, tmp_path / "format.zip", format=2)) == "backup_newer"
        without = manifest_of(backup)["members"][1:]
        members = members_of(backup)
        del members[f"tables/{manifest_of(backup)['members'][0]['table']}.jsonl"]
        members["manifest.json"] = json.dumps(manifest_of(backup) | {"members": without}).encode()
        assert refusal(fresh, resealed(tmp_path / "without.zip", members)) == "backup_damaged"
        assert digests(fresh) == before

    def test_rows_that_the_database_does_not_take(self, backup: Path, fresh: Settings, tmp_path: Path) -> None:
        restore(fresh, backup, Wish(), silent)
        before = digests(fresh)
        for name, wrong in {
            "orphan": ("tables/aims.jsonl", b'"organization_id"', b""),
            "choice": ("tables/projects.jsonl", b'"active"', b'"asleep"'),
            "twice": ("tables/people.jsonl", b"member@example.no", b"leader@example.no"),
        }.items():
            member, old, new = wrong
            members = members_of(backup)
            if name == "orphan":
                members["tables/organizations.jsonl"] = members["tables/organizations.jsonl"].splitlines(True)[0]
            else:
                assert old in members[member]
                members[member] = members[member].replace(old, new)
            file = rehashed(tmp_path / f"{name}.zip", members)
            assert refusal(fresh, file) in ("restore_failed", "migration_broke_links"), name
            assert digests(fresh) == before

    def test_a_full_disk(self, backup: Path, new_installation: NewInstallation) -> None:
        settings = new_installation(Kind.SQLITE)
        restore(settings, backup, Wish(), silent)
        before = digests(settings)
        for n_bytes in (200_000, 500_000):
            with no_file_beyond(n_bytes):
                assert refusal(settings, backup) == "restore_failed"
            assert digests(settings) == before
        assert refusal(settings, backup) == ""

    def test_a_program_that_does_not_let_go(
        self, backup: Path, new_installation: NewInstallation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings = new_installation(Kind.POSTGRESQL)
        restore(settings, backup, Wish(), silent)
        monkeypatch.setattr("qi_tracker.safekeeping.restore._LOCK_SECONDS", 1)
        engine = app_engine(settings)
        with engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM people"))
            assert refusal(settings, backup) == "restore_database_busy"
        engine.dispose()
        assert refusal(settings, backup) == ""


@pytest.mark.parametrize("kind", list(Kind))
def test_while_people_write_nothing_acknowledged_is_lost(
    kind: Kind, new_installation: NewInstallation, tmp_path: Path
) -> None:
    with prepared_app(new_installation(kind)) as prepared:
        settings = prepared.settings
        first = back_up(settings, tmp_path / "first.zip", None, silent).file
        lead = Client(prepared.app, prepared.world, Who.LEAD)
        lead.get("/")
        with written_to(prepared) as writing:
            done = [restore(settings, first, REPLACE, silent) for _ in range(2)]
            since = len(writing.acknowledged)
            give_up = time.monotonic() + 20
            while len(writing.acknowledged) < since + 3 and time.monotonic() < give_up:
                time.sleep(0.02)
        kept = [said_in(settings), *(said_in(of_backup(each, new_installation)) for each in done)]
        assert all(early == late for early, late in kept)
        assert set(writing.acknowledged) <= set.union(*(early for early, _ in kept))
        assert len(writing.acknowledged) > since, "the program goes on without being started again"
        assert chain_problems(settings) == []
        lead.get("/", status=303)


def of_backup(done: Restored, new_installation: NewInstallation) -> Settings:
    """An installation of what was replaced."""
    settings = new_installation(Kind.SQLITE)
    assert done.replaced is not None
    restore(settings, done.replaced, Wish(), silent)
    return settings


@pytest.mark.parametrize("kind", list(Kind))
def test_killed_at_any_moment_it_is_the_old_or_the_new(
    kind: Kind,
    new_installation: NewInstallation,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    settings, n_killed = new_installation(kind), 0
    old, new = two_backups(new_installation, tmp_path)
    restore(settings, old, Wish(), silent)
    before = digests(settings)
    with killer() as killing:
        n_statements = killing.restore(settings, new).statements
        after = digests(settings)
        restore(settings, old, REPLACE, silent)
        for number in range(1, KILLS[kind] + 1):
            ended = killing.restore(settings, new, When(statement=number * n_statements // KILLS[kind]))
            n_killed += ended.killed
            assert digests(settings) == before, number
        assert killing.restore(settings, new).killed is False
        assert digests(settings) == after != before
        assert not migrate(settings).changed
    assert n_killed == KILLS[kind]
    record_property(f"restores killed on {kind}", n_killed)


def two_backups(new_installation: NewInstallation, tmp_path: Path) -> Sequence[Path]:
    """Two of one installation, which differ."""
    settings = new_installation(Kind.SQLITE)
    put_in_place(RELEASES[0], settings)
    migrate(settings)
    old = back_up(settings, tmp_path / "old.zip", None, silent).file
    engine = owner_engine(settings)
    with engine.begin() as connection:
        connection.execute(text("UPDATE observations SET comment = 'new'"))
    engine.dispose()
    return old, back_up(settings, tmp_path / "new.zip", None, silent).file


class TestPlanted:
    """Restores that are wrong, and what sees it."""

    def test_a_table_that_is_skipped_or_a_row_that_is_lost(
        self, backup: Path, fresh: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        load = canonical.load

        def all_but_pauses(connection: object, table: canonical.Table, rows: object) -> object:
            return iter(()) if table.name == "pauses" else load(connection, table, rows)  # type: ignore[arg-type]

        def all_but_one(connection: object, table: canonical.Table, rows: object) -> object:
            few = list(rows)[:-1] if table.name == "pauses" else rows  # type: ignore[call-overload]
            return load(connection, table, few)  # type: ignore[arg-type]

        for wrong in (all_but_pauses, all_but_one):
            with monkeypatch.context() as planted:
                planted.setattr(canonical, "load", wrong)
                with pytest.raises(BackupRefused, match="restore_differs"):
                    restore(fresh, backup, Wish(), silent)
            assert contents(fresh) == {}
        assert refusal(fresh, backup, Wish()) == ""

    def test_sequences_that_are_not_set(
        self, backup: Path, new_installation: NewInstallation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(canonical, "set_sequences", lambda _connection: None)
        settings = new_installation(Kind.POSTGRESQL)
        restore(settings, backup, Wish(), silent)
        with pytest.raises((AssertionError, DBAPIError)):
            look_at_guards_and_numbers(settings)

    def test_a_restore_that_is_not_one_transaction(self, backup: Path, new_installation: NewInstallation) -> None:
        settings = new_installation(Kind.SQLITE)
        restore(settings, backup, Wish(), silent)
        before = digests(settings)
        engine = owner_engine(settings)
        with engine.connect() as connection:
            connection.execute(text("DROP TABLE pauses"))
            connection.commit()
            migrate_to(connection, "head")
        engine.dispose()
        assert digests(settings) != before
