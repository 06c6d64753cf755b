"""All contestants in one race: round after round, each in turn, so that what slows the machine slows everybody."""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.contestants.contestant import Answers
from devtools.places import ROOT

ROUNDS = 11


@dataclass(frozen=True, slots=True)
class Entry:
    """Who does what, on the first `n_series` of which file. `is_alone`: in a process that does nothing else."""

    contestant: str
    work: str
    n_series: int
    file: Path
    is_alone: bool = False

    @property
    def key(self) -> str:
        """Tells it from the other entries."""
        return f"{self.work}, {self.n_series} of {self.file.name}"

    @property
    def process(self) -> str:
        """Entries of one contestant share a process."""
        return f"{self.contestant} {self.key}" if self.is_alone else self.contestant


class NoAnswer(Exception):
    """A contestant could not start, or broke off."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that one series took, round by round."""

    rounds: tuple[float, ...]

    @property
    def typical(self) -> float:
        """The median round."""
        return median(self.rounds)

    def in_terms_of(self, other: "Times") -> "Times":
        """How many times as long as the other, round by round."""
        return Times(tuple(ours / theirs for ours, theirs in zip(self.rounds, other.rounds, strict=True)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one entry took and found. `memory`: most bytes of its process, and bytes before the work."""

    times: Times
    answers: Answers
    memory: tuple[int, int] | None


class Process:
    """A contestant's process, and the talk with it."""

    def __init__(self, python: Path, contestant: str) -> None:
        self.popen = subprocess.Popen(
            [python, "-m", "benchmarks.contestants", contestant],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def ask(self, *question: object) -> Any:
        """One line there, one back."""
        assert self.popen.stdin is not None and self.popen.stdout is not None
        try:
            print(json.dumps(question), file=self.popen.stdin, flush=True)
            return json.loads(self.popen.stdout.readline())
        except (OSError, ValueError) as problem:
            raise NoAnswer(f"{self.popen.args!r} gave no answer to {question}") from problem

    def close(self) -> None:
        """End it, whatever it is doing."""
        with self.popen:
            self.popen.kill()


def race(
    entries: Sequence[Entry],
    pythons: Mapping[str, Path],
    check: Callable[[Mapping[Entry, Answers]], None],
    rounds: int = ROUNDS,
) -> dict[Entry, Outcome]:
    """Outcome of every entry whose contestant could start.

    Parameters
    ----------
    pythons
        Where each contestant runs.
    check
        Is shown everybody's answers before the first round, and raises if there is no use in a race.
    """
    with _processes(entries, pythons) as running:
        # Telling answers takes memory, which those who are alone are asked about.
        answers: dict[Entry, Answers] = {
            entry: {} if entry.is_alone else process.ask("answers", entry.key) for entry, process in running.items()
        }
        check(answers)
        taken: dict[Entry, list[float]] = {entry: [] for entry in running}
        for number in range(rounds):
            # Another one begins each round.
            turn = number % max(len(running), 1)
            for entry in [*running][turn:] + [*running][:turn]:
                taken[entry].append(running[entry].ask("time", entry.key) / entry.n_series)
        return {
            entry: Outcome(Times(tuple(taken[entry])), answers[entry], _memory(process))
            for entry, process in running.items()
        }


@contextmanager
def _processes(entries: Sequence[Entry], pythons: Mapping[str, Path]) -> Iterator[dict[Entry, Process]]:
    """The processes, warm; without those that cannot start."""
    with ExitStack() as stack:
        processes: dict[str, Process] = {}
        running = {}
        for entry in entries:
            if entry.contestant not in pythons:
                continue
            if entry.process not in processes:
                processes[entry.process] = Process(pythons[entry.contestant], entry.contestant)
                stack.callback(processes[entry.process].close)
            try:
                processes[entry.process].ask("prepare", entry.key, entry.work, str(entry.file), entry.n_series)
            except NoAnswer:
                continue
            running[entry] = processes[entry.process]
        yield running


def _memory(process: Process) -> tuple[int, int] | None:
    most, before = process.ask("memory")
    return None if most is None or before is None else (most, before)
