"""One contestant in a process of its own: `python -m benchmarks.contestants NAME`, spoken to in lines of JSON.

["prepare", key, work, file, n] does the work once on the first n series of the file; ["time", key] tells seconds for
one time of the work; ["answers", key] what it found in the first series; ["memory"] most bytes, and bytes before.
"""

import contextlib
import gc
import importlib
import json
import os
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any, Final

from benchmarks.contestants.contestant import Work
from benchmarks.values import read_series

SECONDS_A_ROUND: Final = 0.1
"""Everybody works for at least so long each round, so that what disturbs one round disturbs all alike."""

MOST_ANSWERS: Final = 10_000


class Contest:
    """The contestant's prepared work."""

    def __init__(self, works: Mapping[str, Work]) -> None:
        self.works = works
        self.given: dict[str, tuple[Work, Any]] = {}
        self.done: dict[str, Any] = {}
        self.bytes_before: int | None = None

    def prepare(self, key: str, work_name: str, file: str, n_series: int) -> bool:
        """Get ready, and warm."""
        work = self.works[work_name]
        given = work.prepare(read_series(file, n_series))
        self.given[key] = (work, given)
        self.bytes_before = memory("VmRSS")
        self.done[key] = work.do(given)
        return True

    def time(self, key: str) -> float:
        """Mean seconds that the processor worked: what else goes on on the machine then counts for less."""
        work, given = self.given[key]
        gc.collect()
        times = 0
        started = time.process_time()
        while (passed := time.process_time() - started) < SECONDS_A_ROUND:
            work.do(given)
            times += 1
        return passed / times

    def answers(self, key: str) -> dict[str, list[float]]:
        """What was found of the first series, by column."""
        columns = self.given[key][0].read(self.done[key])
        return {name: [float(number) for number in column[:MOST_ANSWERS]] for name, column in columns.items()}

    def memory(self) -> tuple[int | None, int | None]:
        """Most bytes that the process ever had, and what it had before it did the last prepared work."""
        return memory("VmHWM"), self.bytes_before


def memory(what: str) -> int | None:
    """Bytes, as Linux counts them for this process; None elsewhere."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(what))
    except OSError:
        return None


def serve(name: str) -> None:
    """Answer until the other side closes."""
    # What a package prints must not stand among the answers.
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(sys.stderr):
        contest = Contest(importlib.import_module(f"benchmarks.contestants.{name}").WORKS)
        asked: dict[str, Callable[..., Any]] = {
            "prepare": contest.prepare,
            "time": contest.time,
            "answers": contest.answers,
            "memory": contest.memory,
        }
        for line in sys.stdin:
            what, *arguments = json.loads(line)
            print(json.dumps(asked[what](*arguments)), file=answer, flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
