"""What is no backup, or not whole, is refused wherever the damage is."""

import json
import random
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from qi_tracker.errors import BackupRefused
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping import archive
from qi_tracker.safekeeping.archive import MANIFEST, ArchiveWriter
from qi_tracker.safekeeping.backup import check_backup
from tests.databases import Prepared
from tests.safekeeping.resealed import manifest_of, members_of, resealed, with_manifest
from tests.safekeeping.telling import silent

FLIPS = 300
CUTS = 60


def refusal(backup: Path) -> str:
    """The code with which it is refused; empty when it is taken."""
    try:
        check_backup(backup, silent)
    except BackupRefused as problem:
        return problem.code
    return ""


def test_a_whole_backup_is_taken(backup: Path) -> None:
    assert refusal(backup) == ""
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def flipped(content: bytes, place: int, bit: int) -> bytes:
    return content[:place] + bytes([content[place] ^ (1 << bit)]) + content[place + 1 :]


def test_one_flipped_bit_is_found_wherever_it_is(backup: Path, tmp_path: Path) -> None:
    content, chance = backup.read_bytes(), random.Random(3)
    ends = [*range(64), *range(len(content) - 256, len(content))]
    damaged = tmp_path / "damaged.zip"
    for place in [*ends, *(chance.randrange(len(content)) for _ in range(FLIPS))]:
        damaged.write_bytes(flipped(content, place, chance.randrange(8)))
        assert refusal(damaged) in ("backup_damaged", "backup_not_ours"), place


def test_a_backup_that_was_cut_or_grew_is_found(backup: Path, tmp_path: Path) -> None:
    content, damaged = backup.read_bytes(), tmp_path / "damaged.zip"
    lengths = [0, 1, 2, 3, 4, 16, len(content) - 1, len(content) - 64, len(content) - 200]
    for length in [*lengths, *(number * len(content) // CUTS for number in range(1, CUTS))]:
        damaged.write_bytes(content[:length])
        assert refusal(damaged) in ("backup_damaged", "backup_not_ours"), length
    for grown in (content + b"\0", b"\0" + content, content + content):
        damaged.write_bytes(grown)
        assert refusal(damaged) in ("backup_damaged", "backup_not_ours")


def test_a_cut_backup_is_called_damaged_rather_than_something_else(backup: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.zip"
    for missing in (1, 7, 64, 100, 111, 112, 140, 1000):
        damaged.write_bytes(backup.read_bytes()[:-missing])
        assert refusal(damaged) == "backup_damaged", missing


def test_what_is_something_else_is_called_that(sqlite_only: Prepared, tmp_path: Path) -> None:
    database = tmp_path / "qi_tracker.db"
    drivers.copy_sqlite(sqlite_only.settings.database_url.removeprefix("sqlite:///"), str(database))
    text, zipped = tmp_path / "notes.txt", tmp_path / "photos.zip"
    text.write_text("PÅ norsk")
    with zipfile.ZipFile(zipped, "w") as packed:
        packed.writestr("a.txt", "a")
    assert refusal(database) == "backup_is_database"
    assert refusal(text) == "backup_not_ours"
    assert refusal(zipped) == "backup_not_ours"
    assert refusal(tmp_path / "nothing.zip") == "backup_not_found"
    assert refusal(tmp_path) == "backup_not_found"


class TestTakenApart:
    """The seal holds, and what it seals is wrong."""

    def test_a_member_that_is_gone_or_came_to(self, backup: Path, tmp_path: Path) -> None:
        members = members_of(backup)
        gone = {name: content for name, content in members.items() if name != "tables/observations.jsonl"}
        assert refusal(resealed(tmp_path / "gone.zip", gone)) == "backup_damaged"
        more = members | {"tables/more.jsonl": b""}
        assert refusal(resealed(tmp_path / "more.zip", more)) == "backup_damaged"
        without = {name: content for name, content in members.items() if name != MANIFEST}
        assert refusal(resealed(tmp_path / "without.zip", without)) == "backup_damaged"

    def test_rows_that_are_others_or_fewer(self, backup: Path, tmp_path: Path) -> None:
        members = members_of(backup)
        name = "tables/observations.jsonl"
        fewer = members | {name: b"".join(members[name].splitlines(keepends=True)[:-1])}
        assert refusal(resealed(tmp_path / "fewer.zip", fewer)) == "backup_damaged"
        other = members | {name: members[name].replace(b"48.0", b"49.0")}
        assert refusal(resealed(tmp_path / "other.zip", other)) == "backup_damaged"

    def test_a_manifest_that_is_wrong(self, backup: Path, tmp_path: Path) -> None:
        members = manifest_of(backup)["members"]
        members[3] = members[3] | {"rows": members[3]["rows"] + 1}
        assert refusal(with_manifest(backup, tmp_path / "rows.zip", members=members)) == "backup_damaged"
        assert refusal(with_manifest(backup, tmp_path / "none.zip", members=[])) == "backup_damaged"
        assert refusal(with_manifest(backup, tmp_path / "text.zip", members="x")) == "backup_damaged"
        assert refusal(with_manifest(backup, tmp_path / "kind.zip", kind="x")) == "backup_not_ours"
        newer = with_manifest(backup, tmp_path / "newer.zip", format=2, program="9.0")
        assert refusal(newer) == "backup_newer"
        broken = members_of(backup) | {MANIFEST: b"{"}
        assert refusal(resealed(tmp_path / "json.zip", broken)) == "backup_damaged"


class TestPlanted:
    """Checks that are left out, and what then passes."""

    def test_without_the_seal_some_flipped_bits_pass(
        self, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(archive, "_refuse_what_is_no_backup", lambda _file, _name: None)
        content, damaged = backup.read_bytes(), tmp_path / "damaged.zip"
        # A moment of the first member, which nobody reads.
        damaged.write_bytes(flipped(content, 10, 0))
        assert refusal(damaged) == ""

    def test_without_checksums_other_rows_pass(
        self, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        members = members_of(backup)
        name = "tables/observations.jsonl"
        other = resealed(tmp_path / "other.zip", members | {name: members[name].replace(b"48.0", b"49.0")})
        assert refusal(other) == "backup_damaged"
        monkeypatch.setattr(archive, "Digest", lambda rows, _sha256: rows)
        assert refusal(other) == ""


def test_an_unfinished_backup_is_none(backup: Path, tmp_path: Path) -> None:
    unfinished = tmp_path / "unfinished.zip"
    with pytest.raises(KeyboardInterrupt), ArchiveWriter(unfinished) as writer:
        writer.add_table("people", iter([(1, b"[1]\n")]), lambda _rows: None)
        raise KeyboardInterrupt
    assert refusal(unfinished) == "backup_damaged"
    shutil.copyfile(backup, unfinished)
    assert refusal(unfinished) == ""


def test_the_manifest_says_where_it_comes_from(backup: Path, sqlite_only: Prepared) -> None:
    said = manifest_of(backup)
    assert (said["format"], said["is_demo"], said["database"], said["program"]) == (1, False, "sqlite", "0.1.0")
    assert json.loads(sqlite_only.settings.marker.read_text())["uuid"] == said["installation"]
    assert {member["table"]: member["rows"] for member in said["members"]}["people"] == len(sqlite_only.world.people)
