"""The file of a backup: a zip with one member per table, a manifest, and a seal over every byte.

The seal is the zip's comment: SHA-256 of all that comes before it. So one flipped bit is found wherever it is, also in
the parts of a zip that unpacking never looks at.
"""

import hashlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from qi_tracker.errors import BackupRefused
from qi_tracker.safekeeping.canonical import Digest, Row
from qi_tracker.safekeeping.manifest import FORMAT, KIND, Manifest, Member, manifest_from, member_path

MANIFEST: Final = "manifest.json"
SEAL: Final = b"qi_tracker backup; SHA-256 of all before this: "
_HEX_DIGITS: Final = 64
_BEGINNING_OF_ZIP: Final = b"PK"
# The record that a zip ends with; its last two bytes say how long the comment is that follows.
_END_OF_ZIP: Final = b"PK\x05\x06"
_END_OF_ZIP_BYTES: Final = 22
_BEGINNING_OF_SQLITE: Final = b"SQLite format 3\x00"
# Rows are alike, so that a low level packs them nearly as well as a high one, in a third of the time.
_LEVEL: Final = 3
_AT_ONCE: Final = 1024 * 1024
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, NotImplementedError)

# Told how many rows were dealt with since the last time.
Tell = Callable[[int], object]


class ArchiveWriter:
    """A backup being written, readable by its owner only. Nothing has its name before `seal` is done."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = open(path, "x+b", opener=for_owner_only)  # noqa: SIM115  # closed by __exit__
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            # Without its end it is no zip; closing it properly could fail once more, as on a full disk.
            self._zip.fp = None
        _close_quietly(self._file)

    def add_table(self, table: str, portions: Iterator[tuple[int, bytes]], tell: Tell) -> Digest:
        """Write a table's lines, and return what they amount to."""
        rows, sha = 0, hashlib.sha256()
        with self._zip.open(member_path(table), "w", force_zip64=True) as member:
            for n_rows, text in portions:
                member.write(text)
                sha.update(text)
                rows += n_rows
                tell(n_rows)
        return Digest(rows, sha.hexdigest())

    def seal(self, manifest: Manifest) -> None:
        """Write the manifest and the seal, and see the whole file safely to the disk."""
        self._zip.writestr(MANIFEST, manifest.to_json())
        self._zip.comment = SEAL + b"0" * _HEX_DIGITS
        self._zip.close()
        sealed = _digest_before_seal(self._file)
        self._file.seek(-_HEX_DIGITS, os.SEEK_END)
        self._file.write(sealed)
        self._file.flush()
        os.fsync(self._file.fileno())


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup whose seal holds."""

    name: str
    manifest: Manifest
    _zip: zipfile.ZipFile

    def rows(self, table: str) -> Iterator[Row]:
        """The table's rows.

        Raises
        ------
        BackupRefused
            After the last of them, if they were not what the manifest says.
        """
        member = next((each for each in self.manifest.members if each.table == table), None)
        if member is None:
            raise BackupRefused("backup_damaged", file=self.name)
        found, sha = 0, hashlib.sha256()
        with _refusing_what_is_unreadable(self.name):
            with self._zip.open(member.path) as packed, io.BufferedReader(packed, _AT_ONCE) as text:  # type: ignore[type-var]  # as raw as it needs
                for line in text:
                    found += 1
                    sha.update(line)
                    row = json.loads(line)
                    if len(row) != len(member.columns):
                        raise BackupRefused("backup_damaged", file=self.name)
                    yield row
            self._compare(member, Digest(found, sha.hexdigest()))

    def check(self, tell: Tell) -> None:
        """Read all of it.

        Raises
        ------
        BackupRefused
            If it is not what its manifest says.
        """
        with _refusing_what_is_unreadable(self.name):
            expected = {MANIFEST, *(member.path for member in self.manifest.members)}
            if sorted(expected) != sorted(self._zip.namelist()):
                raise BackupRefused("backup_damaged", file=self.name)
        for member in self.manifest.members:
            with _refusing_what_is_unreadable(self.name):
                self._check_member(member, tell)

    def _check_member(self, member: Member, tell: Tell) -> None:
        found, sha = 0, hashlib.sha256()
        with self._zip.open(member.path) as text:
            while portion := text.read(_AT_ONCE):
                rows = portion.count(b"\n")
                found += rows
                sha.update(portion)
                tell(rows)
        self._compare(member, Digest(found, sha.hexdigest()))

    def _compare(self, member: Member, found: Digest) -> None:
        if found != Digest(member.rows, member.sha256):
            raise BackupRefused("backup_damaged", file=self.name)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The backup in a file.

    Raises
    ------
    BackupRefused
        If it is none, is damaged or incomplete, or is of a newer program.
    """
    try:
        file = path.open("rb")
    except OSError:
        raise BackupRefused("backup_not_found", file=str(path)) from None
    with file:
        _refuse_what_is_no_backup(file, path.name)
        with _refusing_what_is_unreadable(path.name):
            packed = zipfile.ZipFile(file)
        with packed:
            yield Archive(path.name, _manifest_in(packed, path.name), packed)


def _refuse_what_is_no_backup(file: IO[bytes], name: str) -> None:
    beginning = file.read(len(_BEGINNING_OF_SQLITE))
    if beginning == _BEGINNING_OF_SQLITE:
        raise BackupRefused("backup_is_database", file=name)
    if not beginning.startswith(_BEGINNING_OF_ZIP):
        raise BackupRefused("backup_not_ours", file=name)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_OF_ZIP_BYTES - len(SEAL) - _HEX_DIGITS))
    end = file.read()
    if not end[:-_HEX_DIGITS].endswith(SEAL):
        # Cut so far that it is no zip any more, or within its comment: then it may well be ours.
        is_another = zipfile.is_zipfile(file) and not _is_cut(end)
        raise BackupRefused("backup_not_ours" if is_another else "backup_damaged", file=name)
    if _digest_before_seal(file) != end[-_HEX_DIGITS:]:
        raise BackupRefused("backup_damaged", file=name)


def _is_cut(end: bytes) -> bool:
    """Whether the end of a zip announces a longer comment than follows."""
    start = end.rfind(_END_OF_ZIP)
    announced = int.from_bytes(end[start + _END_OF_ZIP_BYTES - 2 : start + _END_OF_ZIP_BYTES], "little")
    return start >= 0 and start + _END_OF_ZIP_BYTES + announced > len(end)


def _manifest_in(packed: zipfile.ZipFile, name: str) -> Manifest:
    with _refusing_what_is_unreadable(name):
        content: dict[str, Any] = json.loads(packed.read(MANIFEST))
        if content["kind"] != KIND:
            raise BackupRefused("backup_not_ours", file=name)
        if content["format"] > FORMAT:
            raise BackupRefused("backup_newer", file=name, version=content.get("program", content["format"]))
        return manifest_from(content)


@contextmanager
def _refusing_what_is_unreadable(name: str) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as problem:
        raise BackupRefused("backup_damaged", file=name) from problem


def _digest_before_seal(file: IO[bytes]) -> bytes:
    """SHA-256, in hexadecimal, of all but the digits of the seal."""
    left = file.seek(0, os.SEEK_END) - _HEX_DIGITS
    file.seek(0)
    sha = hashlib.sha256()
    while left > 0 and (portion := file.read(min(_AT_ONCE, left))):
        sha.update(portion)
        left -= len(portion)
    return sha.hexdigest().encode("ascii")


def _close_quietly(file: IO[bytes]) -> None:
    try:
        file.close()
    except OSError:
        # What could not be written is told already, or is of no use any more.
        return


def for_owner_only(path: str, flags: int) -> int:
    """Open a file, as `open(opener=…)` asks for it, that nobody else can read."""
    return os.open(path, flags, 0o600)
