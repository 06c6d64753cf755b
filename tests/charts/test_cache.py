"""Drawings on disk: whole, few and not for ever."""

import os
import stat
import threading
import time
from pathlib import Path

from qi_tracker.charts.cache import UNUSED_DAYS, DrawingCache

DAY = 86_400


def age(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    cache = DrawingCache(tmp_path / "drawings")
    assert cache.read("a.svg") is None
    cache.write("a.svg", b"<svg/>")
    assert cache.read("a.svg") == b"<svg/>"


def test_nobody_else_on_the_machine_reads_it(tmp_path: Path) -> None:
    DrawingCache(tmp_path / "drawings").write("a.svg", b"<svg/>")
    assert stat.S_IMODE((tmp_path / "drawings").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "drawings" / "a.svg").stat().st_mode) == 0o600


def test_size_stays_bounded_and_the_least_used_go_first(tmp_path: Path) -> None:
    cache = DrawingCache(tmp_path, max_bytes=10_000)
    for number in range(30):
        cache.write(f"{number:02d}.svg", b"x" * 1_000)
        age(tmp_path / f"{number:02d}.svg", 2 - number / 30)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 10_000
    assert kept[-1] == "29.svg"
    assert "00.svg" not in kept


def test_unused_drawing_is_forgotten_and_a_used_one_is_not(tmp_path: Path) -> None:
    DrawingCache(tmp_path).write("old.svg", b"1")
    DrawingCache(tmp_path).write("used.svg", b"1")
    for name in ("old.svg", "used.svg"):
        age(tmp_path / name, UNUSED_DAYS + 1)
    cache = DrawingCache(tmp_path)
    assert cache.read("used.svg") == b"1"
    cache.write("new.svg", b"1")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.svg", "used.svg"]


def test_leftovers_of_a_killed_process_are_swept(tmp_path: Path) -> None:
    (tmp_path / "left.tmp").write_bytes(b"half")
    age(tmp_path / "left.tmp", 1)
    (tmp_path / "fresh.tmp").write_bytes(b"half")
    DrawingCache(tmp_path).write("a.svg", b"1")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.svg", "fresh.tmp"]


def test_reader_never_sees_half_a_drawing(tmp_path: Path) -> None:
    cache = DrawingCache(tmp_path)
    long, short = b"a" * 2_000_000, b"b" * 2_000_000
    cache.write("a.svg", long)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            cache.write("a.svg", short)
            cache.write("a.svg", long)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert all(cache.read("a.svg") in (long, short) for _ in range(100))
    finally:
        stop.set()
        writer.join()
