"""The disk that loses its power, and the trace it is made from. What it does to a real database: `test_cuts.py`."""

import random
from collections import Counter

import pytest

from tests.durability.power import SECTOR, Disk, cuts
from tests.durability.traces import (
    Acknowledged,
    Event,
    Opened,
    Removed,
    Synced,
    Truncated,
    UnknownCall,
    Wrote,
    events_in,
)

FOLDER = "/d"
FILE = "/d/x.db"
WAL = "/d/x.db-wal"


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def _left(events: list[Event], seed: int) -> dict[str, bytes]:
    disk = Disk(FOLDER, {FILE: b"old"})
    for event in events:
        disk.happen(event)
    return disk.left(random.Random(seed))


def _outcomes(*events: Event) -> Counter[bytes | None]:
    return Counter(_left(list(events), seed).get(FILE) for seed in range(200))


def test_what_is_synced_is_always_there() -> None:
    assert set(_outcomes(Wrote(FILE, 0, b"new"), Synced(FILE))) == {b"new"}


def test_what_is_not_synced_may_be_there_or_not() -> None:
    assert set(_outcomes(Wrote(FILE, 0, b"new"))) == {b"new", b"old"}


def test_sync_of_another_file_saves_nothing() -> None:
    assert set(_outcomes(Opened(WAL), Wrote(FILE, 0, b"new"), Synced(WAL))) == {b"new", b"old"}


def test_later_writes_may_come_through_without_the_earlier() -> None:
    assert b"oLD" in _outcomes(Wrote(FILE, 0, b"O"), Wrote(FILE, 1, b"LD"))


def test_write_may_be_torn_where_sectors_end() -> None:
    found = _outcomes(Wrote(FILE, 0, b"a" * SECTOR + b"b" * SECTOR))
    assert b"a" * SECTOR in found
    assert b"old" + bytes(SECTOR - 3) + b"b" * SECTOR in found
    assert all(content in (b"old", None) or len(content) % SECTOR == 0 for content in found)


def test_new_length_may_come_through_or_not() -> None:
    assert set(_outcomes(Truncated(FILE, 1))) == {b"o", b"old"}
    assert set(_outcomes(Truncated(FILE, 5), Synced(FILE))) == {b"old\0\0"}


def test_new_file_is_there_for_sure_when_its_folder_is_synced() -> None:
    made: list[Event] = [Opened(WAL), Wrote(WAL, 0, b"frames"), Synced(WAL)]
    assert {_left(made, seed).get(WAL) for seed in range(50)} == {b"frames", None}
    assert {_left([*made, Synced(FOLDER)], seed).get(WAL) for seed in range(50)} == {b"frames"}


def test_removed_file_may_still_be_there_until_its_folder_is_synced() -> None:
    assert set(_outcomes(Removed(FILE))) == {b"old", None}
    assert set(_outcomes(Removed(FILE), Synced(FOLDER))) == {None}


def test_file_opened_again_keeps_what_it_holds() -> None:
    assert set(_outcomes(Opened(FILE), Synced(FOLDER))) == {b"old"}


def test_cut_knows_what_was_acknowledged_before_it() -> None:
    events: list[Event] = [Acknowledged(b"1"), Wrote(FILE, 0, b"new"), Synced(FILE), Acknowledged(b"2")]
    disk = Disk(FOLDER, {FILE: b"old"})
    found = list(cuts(events, disk, [1, 3], random.Random(1)))
    assert [(cut.acknowledged, cut.files[FILE]) for cut in found] == [([b"1"], b"old"), ([b"1"], b"new")]


TRACE = f"""\
7 openat(AT_FDCWD</x>, "{_hex(FILE)}", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 3<{_hex(FILE)}>
7 openat(AT_FDCWD</x>, "{_hex("/lib/y")}", O_RDONLY) = -1 ENOENT (No such file or directory)
7 pwrite64(3<{_hex(FILE)}>, "{_hex("abc")}", 3, 4096 <unfinished ...>
8 recvfrom(9<{_hex("socket:[1]")}>, "{_hex("POST /n HT")}", 8192, 0, NULL, NULL) = 10
8 recvfrom(9<{_hex("socket:[1]")}>, "{_hex("TP/1.1")}", 8192, 0, NULL, NULL) = 6
7 <... pwrite64 resumed>) = 2
7 pwrite64(3<{_hex(FILE)}>, "{_hex("abc")}", 3, 0) = -1 ENOSPC (No space left on device)
7 pwrite64(5<{_hex(FILE + "-shm")}>, "{_hex("s")}", 1, 0) = 1
7 fsync(3<{_hex(FILE)}>) = 0
7 ftruncate(3<{_hex(FILE)}>, 8192) = 0
8 sendto(9<{_hex("socket:[1]")}>, "{_hex("HTTP/1.1 303 SEE OTHER")}", 22, 0, NULL, 0) = 22
7 unlink("{_hex(WAL)}") = 0
7 fsync(4<{_hex(FOLDER)}>) = 0
7 +++ exited with 0 +++
"""


def test_trace_is_read_in_the_order_in_which_calls_ended() -> None:
    assert list(events_in(TRACE.splitlines(), FILE)) == [
        Opened(FILE),
        Wrote(FILE, 4096, b"ab"),
        Synced(FILE),
        Truncated(FILE, 8192),
        Acknowledged(b"POST /n HTTP/1.1"),
        Removed(WAL),
        Synced(FOLDER),
    ]


def test_answer_that_refuses_acknowledges_nothing() -> None:
    refused = TRACE.replace(_hex("HTTP/1.1 303 SEE OTHER"), _hex("HTTP/1.1 422 UNPROCESSABLE"))
    assert not [event for event in events_in(refused.splitlines(), FILE) if isinstance(event, Acknowledged)]


@pytest.mark.parametrize(
    "call",
    [
        f'7 write(3<{_hex(FILE)}>, "{_hex("abc")}", 3) = 3',
        f'7 rename("{_hex(FILE)}", "{_hex("/d/y")}") = 0',
        f"7 fallocate(3<{_hex(FILE)}>, 0, 0, 4096) = 0",
    ],
)
def test_change_of_the_database_that_is_not_understood_is_refused(call: str) -> None:
    with pytest.raises(UnknownCall):
        list(events_in([call], FILE))
