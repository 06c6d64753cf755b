"""A database is brought to the schema, or refused: fresh, again, wrong ones, with a copy first, whole or not at all."""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from qi_tracker.errors import WrongDatabase
from qi_tracker.migrations import runner
from qi_tracker.migrations.runner import check_database, differences, migrate
from qi_tracker.models import Base
from qi_tracker.models import database as drivers
from qi_tracker.settings import Settings
from tests.databases import Kind, settings_for
from tests.postgres import PostgresServer
from tests.releases import RELEASES, put_in_place

Found = TypeVar("Found")


@pytest.fixture(params=list(Kind))
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of an installation whose database is empty, on each database."""
    drivers.set_read_only(False)
    if request.param is Kind.SQLITE:
        yield settings_for(tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    urls = server.create_database("fresh")
    yield settings_for(tmp_path, urls)
    server.drop_database("fresh")


def engine_of(settings: Settings) -> Engine:
    """The app's own way to the database."""
    engine = create_engine(settings.database_url, **drivers.engine_options(settings.database_url))
    drivers.configure(engine)
    return engine


def change(settings: Settings, *statements: str) -> None:
    """Do something to the database as its owner."""
    engine = create_engine(settings.owner_database_url, **drivers.engine_options(settings.owner_database_url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def look(settings: Settings, see: Callable[[Connection], Found]) -> Found:
    """See something in the database."""
    engine = engine_of(settings)
    with drivers.reading(), engine.connect() as connection:
        found = see(connection)
    engine.dispose()
    return found


def refusal(settings: Settings) -> str:
    """The code with which serving this database is refused; empty when it is served."""
    engine = engine_of(settings)
    try:
        check_database(engine, settings)
    except WrongDatabase as problem:
        return problem.code
    finally:
        engine.dispose()
    return ""


def test_an_empty_database_gets_the_schema(fresh: Settings) -> None:
    assert refusal(fresh) == "database_not_migrated"
    done = migrate(fresh)
    assert (done.created, done.changed, done.backup) == (True, True, None)
    assert refusal(fresh) == ""
    assert look(fresh, lambda connection: set(inspect(connection).get_table_names())) == {
        *Base.metadata.tables,
        "alembic_version",
    }


def test_a_new_database_file_is_for_its_owner_only(tmp_path: Path) -> None:
    migrate(settings_for(tmp_path))
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("*.db*")} == {0o600}


def test_the_schema_is_in_step_with_the_models(fresh: Settings) -> None:
    migrate(fresh)
    assert look(fresh, differences) == []


def test_a_model_that_no_migration_knows_is_seen(fresh: Settings) -> None:
    migrate(fresh)
    change(fresh, "ALTER TABLE annotations DROP COLUMN text")
    assert look(fresh, differences)


def test_migrating_again_changes_nothing(fresh: Settings) -> None:
    migrate(fresh)
    done = migrate(fresh)
    assert (done.created, done.changed, done.backup) == (False, False, None)


def test_an_empty_database_where_one_was_used_is_refused(fresh: Settings) -> None:
    migrate(fresh)
    change(fresh, *drop_all(fresh))
    with pytest.raises(WrongDatabase, match="database_expected"):
        migrate(fresh)
    assert refusal(fresh) == "database_expected"


def drop_all(settings: Settings) -> list[str]:
    """Statements that empty the database."""
    if settings.database_url.startswith("postgresql"):
        return ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"]
    tables = look(settings, lambda connection: inspect(connection).get_table_names())
    return ["PRAGMA foreign_keys=OFF", *(f"DROP TABLE {table}" for table in tables)]


def test_another_programs_database_is_refused(fresh: Settings) -> None:
    change(fresh, "CREATE TABLE patients (id integer)")
    with pytest.raises(WrongDatabase, match="database_not_ours"):
        migrate(fresh)
    assert refusal(fresh) == "database_not_ours"


def test_a_newer_database_is_refused_and_left_alone(fresh: Settings) -> None:
    migrate(fresh)
    change(fresh, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(WrongDatabase, match="database_newer"):
        migrate(fresh)
    assert refusal(fresh) == "database_newer"
    assert look(fresh, lambda connection: connection.scalar(text("SELECT version_num FROM alembic_version"))) == "9999"


def test_another_installations_database_is_refused(fresh: Settings) -> None:
    migrate(fresh)
    change(fresh, "UPDATE installation SET uuid = 'somebody-elses'")
    assert refusal(fresh) == "database_of_other_installation"


@pytest.mark.parametrize("was_demo", [True, False])
def test_demo_data_and_real_data_are_not_mixed_up(fresh: Settings, was_demo: bool) -> None:
    migrate(replace(fresh, demo=was_demo))
    assert refusal(replace(fresh, demo=was_demo)) == ""
    assert refusal(replace(fresh, demo=not was_demo)) == ("database_is_demo" if was_demo else "database_is_not_demo")


def test_a_database_that_does_not_answer_is_named_as_the_reason(tmp_path: Path) -> None:
    unreachable = "postgresql+psycopg://nobody@/nothing?host=" + str(tmp_path)
    settings = settings_for(tmp_path, (unreachable, unreachable))
    with pytest.raises(WrongDatabase, match="database_unreachable"):
        migrate(settings)
    assert refusal(settings) == "database_unreachable"


def test_a_folder_that_is_not_a_database_is_named_as_the_reason(tmp_path: Path) -> None:
    (tmp_path / "qi_tracker.db").mkdir()
    with pytest.raises(WrongDatabase, match="database_unreachable"):
        migrate(settings_for(tmp_path))


def test_a_file_that_is_not_a_database_is_named_as_the_reason(tmp_path: Path) -> None:
    (tmp_path / "qi_tracker.db").write_text("Kjære dagbok" * 1000, "utf-8")
    with pytest.raises(WrongDatabase, match="database_unreachable"):
        migrate(settings_for(tmp_path))


@pytest.mark.parametrize("place", ["backups", "fsync", "commit"])
def test_an_upgrade_that_finds_no_room_says_so_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    settings = settings_for(tmp_path)
    put_in_place(RELEASES[0], settings)
    before = look(settings, lambda connection: connection.scalar(text("SELECT version_num FROM alembic_version")))
    with monkeypatch.context() as patch:
        if place == "backups":
            settings.backups.write_text("a file where the folder should be")
        elif place == "fsync":
            patch.setattr(os, "fsync", no_room)
        else:
            patch.setattr(drivers, "make_private", lambda url: shrink(url, patch))
        with pytest.raises(WrongDatabase, match="migration_stopped"):
            migrate(settings)
    assert (
        look(settings, lambda connection: connection.scalar(text("SELECT version_num FROM alembic_version"))) == before
    )


def no_room(*_arguments: object) -> None:
    """What a full disk answers."""
    raise OSError(errno.ENOSPC, "No space left on device")


def shrink(_url: str, patch: pytest.MonkeyPatch) -> None:
    """Let the database be as full as it is, from now on."""
    set_pragmas = drivers._set_pragmas

    def limited(connection: Any, record: object) -> None:
        set_pragmas(connection, record)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    patch.setattr(drivers, "_set_pragmas", limited)


def test_a_marker_that_cannot_be_written_is_not_half_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_for(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_room)
        with pytest.raises(WrongDatabase, match="migration_stopped"):
            migrate(settings)
    assert not settings.marker.exists()
    assert not migrate(settings).changed
    assert settings.marker.exists()


@pytest.mark.parametrize("content", ["", '{"uuid": ', "[]", "{}"])
def test_a_marker_that_cannot_be_read_is_told_of(tmp_path: Path, content: str) -> None:
    settings = settings_for(tmp_path)
    migrate(settings)
    settings.marker.write_text(content)
    with pytest.raises(WrongDatabase, match="marker_unreadable"):
        migrate(settings)
    assert refusal(settings) == "marker_unreadable"


@pytest.fixture
def one_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of migrations with one step more than the database of `fresh` will have."""
    scripts = tmp_path / "scripts"
    shutil.copytree(Path(runner.__file__).parent, scripts)
    return scripts


def add_step(scripts: Path, body: str) -> None:
    """Write a migration that follows the present ones."""
    head = runner._head()
    step = f'revision = "next"\ndown_revision = {head!r}\nfrom alembic import op\n\ndef upgrade():\n    {body}\n'
    (scripts / "versions" / "next.py").write_text(step, "utf-8")


def use(scripts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program have these migrations."""
    monkeypatch.setattr(runner, "SCRIPTS", scripts)


def test_a_copy_is_taken_before_a_migration(tmp_path: Path, one_step: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_for(tmp_path / "instance")
    migrate(settings)
    change(settings, "INSERT INTO quality_dimensions (key, position) VALUES ('before', 7)")
    add_step(one_step, 'op.execute("DELETE FROM quality_dimensions")')
    use(one_step, monkeypatch)
    done = migrate(settings)
    assert done.backup is not None and done.backup.parent == settings.backups
    count = text("SELECT count(*) FROM quality_dimensions")
    assert look(settings, lambda connection: connection.scalar(count)) == 0
    shutil.copyfile(done.backup, tmp_path / "instance" / "qi_tracker.db")
    assert look(settings, lambda connection: connection.scalar(count)) == 7


def test_a_migration_that_fails_leaves_everything_as_it_was(
    fresh: Settings, one_step: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(fresh)
    add_step(one_step, 'op.execute("DELETE FROM quality_dimensions"); raise KeyboardInterrupt')
    with monkeypatch.context() as patched:
        use(one_step, patched)
        with pytest.raises(KeyboardInterrupt):
            migrate(fresh)
    assert refusal(fresh) == ""
    count = text("SELECT count(*) FROM quality_dimensions")
    assert look(fresh, lambda connection: connection.scalar(count)) == 6


def test_a_migration_that_breaks_links_is_stopped(
    tmp_path: Path, one_step: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path / "instance")
    migrate(settings)
    orphan = "INSERT INTO sign_in_sessions (token_hash, person_id, created_at, expires_at) VALUES ('x', 99, 1, 1)"
    add_step(one_step, f'op.execute("{orphan}")')
    use(one_step, monkeypatch)
    with pytest.raises(WrongDatabase, match="migration_broke_links"):
        migrate(settings)
    count = text("SELECT count(*) FROM sign_in_sessions")
    assert look(settings, lambda connection: connection.scalar(count)) == 0


def test_two_that_write_down_the_installation_at_once_both_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, both_have_written, put = settings_for(tmp_path), Barrier(2), os.replace

    def put_after_the_other_wrote(*names: Any) -> None:
        both_have_written.wait(10)
        put(*names)

    monkeypatch.setattr(runner.os, "replace", put_after_the_other_wrote)
    with ThreadPoolExecutor(max_workers=2) as starting:
        for done in [starting.submit(runner.remember, settings, "one and the same") for _ in range(2)]:
            done.result()
    assert runner.remembered(settings) == "one and the same"
    assert [path.name for path in settings.marker.parent.iterdir()] == [settings.marker.name]


def test_two_processes_that_start_together_make_one_schema(fresh: Settings) -> None:
    with ThreadPoolExecutor(max_workers=4) as starting:
        for done in [starting.submit(migrate, fresh) for _ in range(4)]:
            done.result()
    assert refusal(fresh) == ""
    rows = text("SELECT count(*) FROM installation")
    assert look(fresh, lambda connection: connection.scalar(rows)) == 1
