"""From what each release left to today's schema: everything is kept, also when it is killed on the way."""

import re
import shutil
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from qi_tracker.migrations import runner
from qi_tracker.migrations.runner import differences, migrate
from qi_tracker.models import Base
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping.backup import keep_before_migrating
from qi_tracker.safekeeping.manifest import CARRIED_WHERE
from qi_tracker.safekeeping.restore import Wish, restore
from qi_tracker.settings import Settings
from tests.contents import app_engine, chain_problems, contents, losses
from tests.databases import Kind, settings_for
from tests.killing import Killer, When, killer
from tests.postgres import PostgresServer
from tests.releases import RELEASES, put_in_place
from tests.safekeeping.telling import silent

# Killed after every so many statements; `prove safekeeping` does it after each.
STRIDE = {Kind.SQLITE: 23, Kind.POSTGRESQL: 41}


@pytest.fixture(params=[(release, kind) for release in RELEASES for kind in Kind], ids="-".join)
def left(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """An installation as a release left it."""
    drivers.set_read_only(False)
    release, kind = request.param
    if kind is Kind.SQLITE:
        settings = settings_for(tmp_path)
        put_in_place(release, settings)
        yield settings
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    settings = settings_for(tmp_path, server.create_database("left"))
    put_in_place(release, settings)
    yield settings
    server.drop_database("left")


@pytest.fixture(scope="module")
def killing() -> Iterator[Killer]:
    """What migrates and is killed."""
    with killer() as found:
        yield found


def kind_of(settings: Settings) -> Kind:
    return Kind.SQLITE if settings.database_url.startswith("sqlite") else Kind.POSTGRESQL


def test_nothing_is_lost_and_the_history_holds(left: Settings) -> None:
    before = contents(left)
    assert all(before[table] for table in before), "a release leaves a row of every kind"
    done = migrate(left)
    assert (done.created, done.changed) == (False, True)
    after = contents(left)
    assert losses(before, after) == []
    assert {table: len(after[table]) for table in before} == {table: len(before[table]) for table in before}
    assert chain_problems(left) == []
    engine = app_engine(left)
    with drivers.reading(), engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()


def test_cycles_that_had_begun_keep_what_was_believed(left: Settings) -> None:
    before = {row["id"]: row for row in contents(left)["pdsa_cycles"]}
    migrate(left)
    after = contents(left)["pdsa_cycles"]
    assert {row["locked_prediction"] for row in after} == {row["prediction"] for row in before.values()}
    assert all(re.match(rf"{row['starts_on']}.12:00:00", row["begun_at"]) for row in after)
    assert all(row["locked_value"] is None for row in after)


def definitions(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Table → its checks, and its indexes, in SQLite's own words but for their order."""
    found: dict[str, tuple[str, ...]] = {}
    rows = connection.execute(text("SELECT tbl_name, type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    for table, kind, _, sql in sorted(row for row in rows if row.type in ("table", "index")):
        words = (" ".join(sql.split()),) if kind == "index" else re.findall(r"CHECK \((?:[^()]|\([^()]*\))*\)", sql)
        found[table] = tuple(sorted((*found.get(table, ()), *words)))
    return {table: words for table, words in found.items() if table != "alembic_version"}


@pytest.mark.parametrize("release", RELEASES)
def test_rebuilt_tables_keep_their_checks_and_indexes(release: str, tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    put_in_place(release, settings)
    migrate(settings)
    made = create_engine("sqlite://")
    Base.metadata.create_all(made)
    upgraded = app_engine(settings)
    with drivers.reading(), upgraded.connect() as one, made.connect() as other:
        assert definitions(one) == definitions(other)
    upgraded.dispose()
    made.dispose()


def test_a_copy_from_before_is_there_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    put_in_place(RELEASES[0], settings)
    before = contents(settings)
    copy = migrate(settings).backup
    assert copy is not None
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert contents(replace(settings, owner_database_url=f"sqlite:///{copy}")) == before


def test_what_was_there_before_is_kept_on_both_databases(left: Settings, tmp_path: Path) -> None:
    before = contents(left)
    kept = migrate(left, keep_before_migrating).backup
    assert kept is not None
    if kind_of(left) is Kind.SQLITE:
        assert kept.suffix == ".db"
        return
    back = settings_for(tmp_path / "back")
    restore(back, kept, Wish(), silent)
    carried = {name: rows for name, rows in before.items() if name not in CARRIED_WHERE}
    assert losses(carried, contents(back)) == []


def test_killed_on_the_way_nothing_has_happened_and_the_next_start_finishes(
    left: Settings, killing: Killer, record_property: Callable[[str, object], None]
) -> None:
    before = contents(left)
    stride = STRIDE[kind_of(left)]
    n_killed, statement = 0, 1
    while killing.migrate(left, When(statement)).killed:
        assert contents(left) == before, f"killed after statement {statement}"
        n_killed, statement = n_killed + 1, statement + stride
    # The last one was not killed: it found what the killed ones had left, and finished.
    assert n_killed > 3
    record_property(f"upgrades killed on {kind_of(left)}", n_killed)
    assert losses(before, contents(left)) == []
    assert chain_problems(left) == []


def test_two_that_start_together_upgrade_once(left: Settings) -> None:
    before = contents(left)
    with ThreadPoolExecutor(max_workers=3) as starting:
        done = [each.result() for each in [starting.submit(migrate, left) for _ in range(3)]]
    assert [each.created for each in done] == [False] * 3
    assert losses(before, contents(left)) == []
    assert chain_problems(left) == []


class TestPlanted:
    """Migrations that would lose something, and what sees it."""

    @pytest.fixture
    def scripts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The program's migrations, to add one to."""
        folder = tmp_path / "scripts"
        shutil.copytree(runner.SCRIPTS, folder)
        monkeypatch.setattr(runner, "SCRIPTS", folder)
        return folder

    @pytest.mark.parametrize(
        ("step", "lost"),
        [
            ("batch.drop_column('comment')", "observations.comment"),
            ("op.execute('UPDATE observations SET numerator = numerator + 1 WHERE id = 3')", "observations: {"),
            ("op.execute('DELETE FROM observations WHERE id = 7')", "observations: {"),
        ],
    )
    def test_what_it_loses_is_seen(self, tmp_path: Path, scripts: Path, step: str, lost: str) -> None:
        settings = settings_for(tmp_path / "instance")
        put_in_place(RELEASES[-1], settings)
        before = contents(settings)
        (scripts / "versions" / "next.py").write_text(
            f"revision = 'next'\ndown_revision = {runner._head()!r}\nfrom alembic import op\n\n\ndef upgrade():\n"
            f"    with op.batch_alter_table('observations') as batch:\n        {step}\n        batch\n",
            "utf-8",
        )
        migrate(settings)
        assert any(each.startswith(lost) for each in losses(before, contents(settings)))

    def test_a_migration_that_is_not_one_transaction_is_seen(
        self, tmp_path: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Committing on the way, a stop leaves half of it."""
        settings = settings_for(tmp_path / "instance")
        put_in_place(RELEASES[-1], settings)
        before = contents(settings)
        (scripts / "versions" / "next.py").write_text(
            f"revision = 'next'\ndown_revision = {runner._head()!r}\nfrom alembic import op\n\n\ndef upgrade():\n"
            "    op.execute('DELETE FROM sign_in_sessions')\n    op.execute('COMMIT')\n    raise KeyboardInterrupt\n",
            "utf-8",
        )
        with pytest.raises((KeyboardInterrupt, DBAPIError)):
            migrate(settings)
        assert contents(settings) != before
