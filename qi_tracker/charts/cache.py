"""The drawings on disk, shared by all web processes: written whole or not at all, kept small, forgotten when unused."""

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

DEFAULT_MAX_BYTES: Final = 64 * 1024 * 1024

# What is erased from the database must not live on here, so a drawing nobody has asked for is removed.
UNUSED_DAYS: Final = 30

_DAY_SECONDS: Final = 86_400
_STALE_TEMPORARY_SECONDS: Final = 3_600
_KEPT_SHARE: Final = 0.8
_WRITES_BETWEEN_SCANS: Final = 200
_TEMPORARY: Final = ".tmp"


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    size: int
    used_at: float


class DrawingCache:
    """A folder of drawings by name. A failing disk makes it slower, never wrong: every error is a miss."""

    def __init__(self, folder: Path, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._lock = Lock()
        self._writes_to_scan = 0
        self._bytes = 0

    def read(self, name: str) -> bytes | None:
        """The drawing, or None."""
        path = self._folder / name
        try:
            content = path.read_bytes()
            if path.stat().st_mtime < time.time() - _DAY_SECONDS:
                os.utime(path)
        except OSError:
            return None
        return content

    def write(self, name: str, content: bytes) -> None:
        """Keep a drawing. Readers see all of it or nothing."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write_whole(name, content)
            self._bound(len(content))
        except OSError:
            return

    def _write_whole(self, name: str, content: bytes) -> None:
        handle, temporary = tempfile.mkstemp(dir=self._folder, suffix=_TEMPORARY)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(temporary, self._folder / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _bound(self, added: int) -> None:
        """Other processes write too, so the size is looked up now and then, not only counted."""
        with self._lock:
            self._bytes += added
            self._writes_to_scan -= 1
            if self._writes_to_scan < 0 or self._bytes > self._max_bytes:
                self._bytes = self._remove_oldest()
                self._writes_to_scan = _WRITES_BETWEEN_SCANS

    def _remove_oldest(self) -> int:
        entries = sorted(self._entries(), key=lambda entry: entry.used_at)
        total = sum(entry.size for entry in entries)
        unused_since = time.time() - UNUSED_DAYS * _DAY_SECONDS
        wanted = self._max_bytes * _KEPT_SHARE if total > self._max_bytes else total
        for entry in entries:
            if total <= wanted and entry.used_at >= unused_since:
                break
            Path(entry.path).unlink(missing_ok=True)
            total -= entry.size
        return total

    def _entries(self) -> Iterator[_Entry]:
        stale = time.time() - _STALE_TEMPORARY_SECONDS
        with os.scandir(self._folder) as found:
            for item in found:
                try:
                    facts = item.stat()
                except FileNotFoundError:
                    continue
                if not item.name.endswith(_TEMPORARY):
                    yield _Entry(item.path, facts.st_size, facts.st_mtime)
                elif facts.st_mtime < stale:
                    Path(item.path).unlink(missing_ok=True)
