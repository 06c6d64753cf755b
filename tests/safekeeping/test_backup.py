"""A backup is one moment of a database in use, has its name only when it is whole, and holds no rights that ended."""

import os
import resource
import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from qi_tracker.errors import BackupRefused
from qi_tracker.migrations.runner import migrate
from qi_tracker.models import Base
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping import backup as backups
from qi_tracker.safekeeping.archive import Tell
from qi_tracker.safekeeping.backup import back_up, check_backup
from qi_tracker.safekeeping.manifest import CARRIED_WHERE
from qi_tracker.safekeeping.restore import Wish, restore
from qi_tracker.settings import Settings
from tests.contents import app_engine, chain_problems, contents, differing
from tests.databases import Kind, Prepared
from tests.killing import When, killer
from tests.people import Who
from tests.releases import RELEASES, put_in_place
from tests.safekeeping.conftest import NewInstallation
from tests.safekeeping.resealed import members_of
from tests.safekeeping.telling import silent
from tests.safekeeping.writing import Writing, said_in, written_to

N_BACKUPS = 2

# What every backup carries, to be decided anew for each new table: what it would revive goes in CARRIED_WHERE.
CARRIED_WHOLE = {
    "aims",
    "annotations",
    "audit_events",
    "audit_heads",
    "audit_links",
    "audit_values",
    "cause_analyses",
    "change_ideas",
    "context_drafts",
    "context_series",
    "context_values",
    "dismissed_steps",
    "document_links",
    "driver_links",
    "drivers",
    "exclusions",
    "form_drafts",
    "freezes",
    "help_requests",
    "import_recipes",
    "imported_rows",
    "imports",
    "installation",
    "measure_summaries",
    "measures",
    "meeting_decisions",
    "meetings",
    "memberships",
    "observations",
    "organizations",
    "pauses",
    "pdsa_cycles",
    "people",
    "phases",
    "project_memberships",
    "projects",
    "quality_dimensions",
    "sent_reminders",
    "shared_ideas",
    "stakeholders",
    "star_rounds",
    "star_scores",
    "sustainments",
    "tasks",
    "unit_leaderships",
    "units",
}


def test_under_write_load_it_is_one_moment(
    prepared: Prepared, new_installation: NewInstallation, tmp_path: Path
) -> None:
    moments = []
    with written_to(prepared) as writing:
        for _ in range(N_BACKUPS):
            before = set(writing.acknowledged)
            moments.append((before, back_up(prepared.settings, tmp_path / "moments", None, silent).file))
    assert len(writing.acknowledged) > len(moments[-1][0])
    links = contents(prepared.settings)["audit_links"]
    for before, file in moments:
        settings = new_installation(Kind.SQLITE)
        restore(settings, file, Wish(), silent)
        early, late = said_in(settings)
        assert early == late >= before
        assert chain_problems(settings) == []
        assert all(link in links for link in contents(settings)["audit_links"])
    for settings in (prepared.settings, new_installation(Kind.POSTGRESQL)):
        if settings is not prepared.settings:
            restore(settings, back_up(prepared.settings, tmp_path / "last.zip", None, silent).file, Wish(), silent)
            assert differing(settings, prepared.settings, CARRIED_WHERE) == []


class TestOneMoment:
    """A write between two tables of a backup, each time."""

    def interrupted(self, prepared: Prepared, tmp_path: Path) -> Path:
        """A backup in whose midst somebody writes."""
        writing, numbers = Writing(prepared), iter(range(10_000))

        def progress(_total: int) -> Tell:
            return lambda _rows: writing.write(Who.LEAD, next(numbers))

        return back_up(prepared.settings, tmp_path / "interrupted.zip", None, progress).file

    def test_it_sees_none_of_them(self, prepared: Prepared, new_installation: NewInstallation, tmp_path: Path) -> None:
        settings = new_installation(Kind.SQLITE)
        restore(settings, self.interrupted(prepared, tmp_path), Wish(), silent)
        assert said_in(settings) == (set(), set())
        assert chain_problems(settings) == []

    def test_without_a_snapshot_it_is_seen(
        self, prepared: Prepared, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        def plain(settings: Settings) -> object:
            return create_engine(settings.owner_database_url, **drivers.engine_options(settings.owner_database_url))

        monkeypatch.setattr(backups, "ONE_MOMENT", "READ COMMITTED")
        if prepared.settings.database_url.startswith("sqlite"):
            monkeypatch.setattr(backups, "owner_engine", plain)
        with pytest.raises(BackupRefused, match="backup_interrupted"):
            self.interrupted(prepared, tmp_path)


def test_what_would_revive_a_right_is_left_out(tmp_path: Path, new_installation: NewInstallation) -> None:
    settings = new_installation(Kind.SQLITE)
    put_in_place(RELEASES[0], settings)
    migrate(settings)
    there = contents(settings)
    held = members_of(back_up(settings, tmp_path / "a.zip", None, silent).file)
    left_out = {"sign_in_sessions", "import_drafts", "idempotency_keys"}
    assert all(there[table] and held[f"tables/{table}.jsonl"] == b"" for table in left_out)
    invitations = held["tables/invitations.jsonl"].decode()
    for row in there["invitations"]:
        assert (row["token_hash"] in invitations) == bool(row["used_at"] or row["withdrawn_at"])
    assert len(invitations.splitlines()) == 2


def test_every_table_is_carried_or_left_out_on_purpose() -> None:
    assert {*CARRIED_WHOLE, *CARRIED_WHERE} == set(Base.metadata.tables)
    with_tokens = {name for name, table in Base.metadata.tables.items() if "token_hash" in table.columns}
    assert with_tokens <= set(CARRIED_WHERE)


def test_it_is_for_its_owner_only_and_has_a_name_of_its_own(sqlite_only: Prepared, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    done = [back_up(sqlite_only.settings, folder, None, silent) for _ in range(3)]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.file.stat().st_mode) for each in done} == {0o600}
    assert sorted(folder.iterdir()) == sorted(each.file for each in done)
    assert all(check_backup(each.file, silent) == each.manifest for each in done)
    assert back_up(sqlite_only.settings, None, None, silent).file.parent == sqlite_only.settings.backups


def test_only_the_last_are_kept_and_nothing_else_is_touched(sqlite_only: Prepared, tmp_path: Path) -> None:
    others = [tmp_path / name for name in ("mine.zip", "demo-20260101T000000000Z.zip", "qi_tracker-20260101.zip")]
    for other in others:
        other.write_text("")
    first, second = (back_up(sqlite_only.settings, tmp_path, None, silent).file for _ in range(2))
    done = back_up(sqlite_only.settings, tmp_path, 2, silent)
    assert done.removed == (first,)
    assert sorted(tmp_path.glob("*.zip")) == sorted([*others, second, done.file])


def test_a_file_that_is_there_is_not_written_over(sqlite_only: Prepared, tmp_path: Path) -> None:
    file = tmp_path / "there.zip"
    file.write_text("precious")
    with pytest.raises(BackupRefused, match="backup_exists"):
        back_up(sqlite_only.settings, file, None, silent)
    assert file.read_text() == "precious"


def test_an_empty_database_is_told(fresh: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="nothing_to_back_up"):
        back_up(fresh, tmp_path, None, silent)
    assert list(tmp_path.glob("*.zip*")) == []


@contextmanager
def no_file_beyond(n_bytes: int) -> Iterator[None]:
    """Files grow no longer than this, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("n_bytes", [0, 1000, 20_000, 40_000])
def test_a_full_disk_leaves_nothing(sqlite_only: Prepared, tmp_path: Path, n_bytes: int) -> None:
    folder, engine = tmp_path / "full", app_engine(sqlite_only.settings)
    # The database's own file beside it, by which its users agree, is there: the program runs.
    with (
        engine.connect() as connection,
        no_file_beyond(n_bytes),
        pytest.raises(BackupRefused, match="backup_not_written"),
    ):
        connection.exec_driver_sql("SELECT 1 FROM people")
        back_up(sqlite_only.settings, folder, None, silent)
    engine.dispose()
    assert list(folder.iterdir()) == []
    assert back_up(sqlite_only.settings, folder, None, silent).file.exists()


def test_a_folder_that_cannot_be_is_told(sqlite_only: Prepared, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BackupRefused, match="backup_not_written"):
        back_up(sqlite_only.settings, tmp_path / "file" / "folder", None, silent)


def test_killed_at_any_moment_no_file_looks_finished(
    sqlite_only: Prepared, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    n_killed = 0
    with killer() as killing:
        whole = killing.back_up(sqlite_only.settings, tmp_path / "whole.zip")
        by_statement = [When(statement=number * whole.statements // 8) for number in range(1, 9)]
        # The last of it, writing the end and the name, asks nothing of the database.
        by_time = [When(seconds=whole.seconds * part / 100) for part in (80, 85, 90, 95, 100)]
        for number, when in enumerate([*by_statement, *by_time]):
            file = tmp_path / f"{number}.zip"
            ended = killing.back_up(sqlite_only.settings, file, when)
            n_killed += ended.killed
            if file.exists():
                check_backup(file, silent)
            else:
                assert ended.killed
    assert n_killed >= len(by_statement)
    record_property("backups killed", n_killed)


def test_what_a_killed_backup_left_is_cleared_away_later(sqlite_only: Prepared, tmp_path: Path) -> None:
    old, new = tmp_path / ".old.zip.part", tmp_path / ".new.zip.part"
    for leftover in (old, new):
        leftover.write_text("")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    back_up(sqlite_only.settings, tmp_path, None, silent)
    assert (old.exists(), new.exists()) == (False, True)


def test_nothing_readable_of_passwords_is_in_it(sqlite_only: Prepared, tmp_path: Path) -> None:
    file = back_up(sqlite_only.settings, tmp_path / "a.zip", None, silent).file
    content = b"".join(members_of(file).values()) + file.read_bytes()
    assert sqlite_only.settings.secret_key.encode() not in content
    assert b"regn over fjorden" not in content
    assert zipfile.ZipFile(file).testzip() is None
