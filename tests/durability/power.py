"""A disk that loses its power: from a trace of writes, what may be left of the files at any moment.

A write that was not followed by a sync of its file may be there, or not, or in part, in sectors; so may a file's new
length. A new or removed name counts when its folder is synced; of those that are not, any first few may have come
through. This is stricter than today's file systems, which is on purpose.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.durability.traces import Acknowledged, Event, Opened, Removed, Synced, Truncated, Wrote

SECTOR: Final = 512
# How much of what is not synced comes through, on the average; each cut draws one.
SHARES: Final = (0.0, 0.2, 0.5, 0.8, 1.0)
TORN_SHARE: Final = 0.2


@dataclass(slots=True, eq=False)
class _File:
    """What is on the disk for sure, and what may be."""

    content: bytearray = field(default_factory=bytearray)
    pending: list[Wrote | Truncated] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.content, change)
        self.pending.clear()

    def left(self, chance: random.Random, share: float) -> bytes:
        content = bytearray(self.content)
        for change in self.pending:
            for part in _survivors(change, chance, share):
                _apply(content, part)
        return bytes(content)


@dataclass(frozen=True, slots=True)
class Cut:
    """The files as they are found when the power is back, and the requests that had been answered before."""

    files: Mapping[str, bytes]
    acknowledged: Sequence[bytes]


class Disk:
    """Files by their paths, in one folder."""

    def __init__(self, folder: str, files: Mapping[str, bytes]) -> None:
        self._folder = folder
        self._safe = {path: _File(bytearray(content)) for path, content in files.items()}
        self._present = dict(self._safe)
        # Changes of names that the folder has not been synced after: path, and the file or None.
        self._renamed: list[tuple[str, _File | None]] = []

    def happen(self, event: Event) -> None:
        """Take note of a call."""
        if isinstance(event, Opened) and event.path not in self._present:
            self._name(event.path, _File())
        elif isinstance(event, Removed) and event.path in self._present:
            self._name(event.path, None)
        elif isinstance(event, Wrote | Truncated):
            self._present.get(event.path, _File()).pending.append(event)
        elif isinstance(event, Synced) and event.path == self._folder:
            self._safe = dict(self._present)
            self._renamed.clear()
        elif isinstance(event, Synced):
            self._present.get(event.path, _File()).sync()

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """What one power cut, now, leaves."""
        share = chance.choice(SHARES)
        names = dict(self._safe)
        for path, file in self._renamed[: chance.randint(0, len(self._renamed))]:
            _set(names, path, file)
        return {path: file.left(chance, share) for path, file in names.items()}

    def _name(self, path: str, file: _File | None) -> None:
        self._renamed.append((path, file))
        _set(self._present, path, file)


def cuts(events: Iterable[Event], disk: Disk, moments: Sequence[int], chance: random.Random) -> Iterator[Cut]:
    """What is left after a cut at each of the moments, which are numbers of events, in order."""
    acknowledged: list[bytes] = []
    waiting = list(moments)
    for number, event in enumerate(events):
        while waiting and waiting[0] == number:
            waiting.pop(0)
            yield Cut(disk.left(chance), list(acknowledged))
        if isinstance(event, Acknowledged):
            acknowledged.append(event.request)
        else:
            disk.happen(event)


def _set(names: dict[str, _File], path: str, file: _File | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


def _apply(content: bytearray, change: Wrote | Truncated) -> None:
    if isinstance(change, Truncated):
        if change.length <= len(content):
            del content[change.length :]
        else:
            content.extend(bytes(change.length - len(content)))
        return
    end = change.offset + len(change.data)
    if end > len(content):
        content.extend(bytes(end - len(content)))
    content[change.offset : end] = change.data


def _survivors(change: Wrote | Truncated, chance: random.Random, share: float) -> Iterator[Wrote | Truncated]:
    """The change whole, in part, or not at all."""
    if isinstance(change, Wrote) and 0 < share < 1 and chance.random() < TORN_SHARE:
        yield from (sector for sector in _sectors(change) if chance.random() < share)
    elif chance.random() < share:
        yield change


def _sectors(change: Wrote) -> Iterator[Wrote]:
    """The write, cut where the disk's sectors end."""
    start, end = change.offset, change.offset + len(change.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield Wrote(change.path, start, change.data[start - change.offset : stop - change.offset])
        start = stop
