"""Every small slip in the analysis, one at a time, in a copy of the program: do the tests notice?

Each is tried with the tests that go through the function it is in, the quickest first, until one fails. Our own
operators, since mutmut leaves out what is decorated (every property) and every constant, and cosmic-ray begins a new
Python for each.
"""

import ast
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat
from pathlib import Path
from typing import Final

from coverage import CoverageData

from tests.prove.analysis_equivalents import EQUIVALENT
from tests.prove.branches import TESTS
from tests.prove.figures import Figure
from tests.prove.mutant_runner import TIMED_OUT
from tests.prove.mutants import CAUGHT, NotSound, Outcome, Way, copied, tried
from tests.prove.mutation_points import Mutant
from tests.prove.operators import changes
from tests.prove.traced import SECONDS_FILE

ANALYSIS: Final = "qi_tracker/analysis"
# The runner has loaded libraries already that pytest would like to rewrite.
_PYTEST: Final = (
    # Asserted plainly: nobody reads what they compared, and rewriting them takes longer than most tests.
    *("-q", "-x", "--noconftest", "--assert=plain", "-p", "no:cacheprovider", "-p", "tests.prove.traced"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
# Of the clock, for one that waits; one that computes without end is ended by the processor's time.
_SECONDS: Final = 900.0
_NEVER_ENDING: Final = frozenset({TIMED_OUT, -signal.SIGXCPU})
_CANNOT_BE_IMPORTED: Final = 2


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Try all of them; each that survives is told by name.

    Raises
    ------
    NotSound
        If the tests fail already while nothing is changed.
    """
    started = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # Each core its own copy, since a mutant changes it.
        programs = [copied(Path(folder, str(core))) for core in range(os.cpu_count() or 1)]
        outcomes = outcomes_of(list(mutants(programs[0], traced(programs[0]))), programs, tell)
    survivors = [outcome.mutant.title for outcome in outcomes if not outcome.is_caught]
    unexplained = [title for title in survivors if title not in EQUIVALENT]
    # One that has become another, or is caught by now, is not to stay in the table.
    outdated = sorted(set(EQUIVALENT) - set(survivors))
    for title in unexplained:
        tell(f"NOT caught: {title}")
    n_tried, n_equivalent = len(outcomes), len(survivors) - len(unexplained)
    n_caught = n_tried - len(survivors)
    return [
        Figure(
            "slips in the analysis (comparisons, arithmetic, conditions, numbers, returns, statements)", f"{n_tried}"
        ),
        Figure("caught by a test", f"{n_caught}, of these by never ending {_count(outcomes, _NEVER_ENDING)}"),
        Figure("shown to change nothing, by name in tests/prove/analysis_equivalents.py", f"{n_equivalent}"),
        Figure("not caught", "0" if not unexplained else f"{len(unexplained)}: " + "; ".join(unexplained)),
        Figure("score, of those that change something", f"{100 * n_caught / (n_tried - n_equivalent):.1f} %"),
        Figure("in the table though caught, or gone", "0" if not outdated else "; ".join(outdated)),
        Figure("minutes", f"{(time.monotonic() - started) / 60:.0f}"),
    ]


def _count(outcomes: Iterable[Outcome], codes: frozenset[int]) -> int:
    return sum(outcome.code in codes for outcome in outcomes)


def outcomes_of(chosen: Sequence[Mutant], programs: Sequence[Path], tell: Callable[[str], None]) -> list[Outcome]:
    """How the tests answer to these, shared among the copies of the program."""
    shares = [chosen[number :: len(programs)] for number in range(len(programs))]
    with ThreadPoolExecutor() as threads:
        return list(chain.from_iterable(threads.map(tried, shares, programs, repeat(tell), repeat(_WAY))))


def _stages(mutant: Mutant) -> Iterator[Sequence[str]]:
    files = dict.fromkeys(test.partition("::")[0] for test in mutant.tests)
    yield [*_PYTEST, f"--only={json.dumps(mutant.tests)}", *files]


_WAY: Final = Way(_stages, _SECONDS, _NEVER_ENDING | {CAUGHT, _CANNOT_BE_IMPORTED})


# File → line → tests that go through it, the quickest first.
Traces = Mapping[str, Mapping[int, Sequence[str]]]


def traced(program: Path) -> tuple[Traces, Sequence[str]]:
    """Which tests go through which lines, and all tests, the quickest first.

    Raises
    ------
    NotSound
        If a test fails.
    """
    data, seconds_file = program / "traced.coverage", program / "seconds.json"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "coverage", "run", f"--data-file={data}", f"--source={ANALYSIS}"),
            *("-m", "pytest", *_PYTEST, *TESTS),
        ],
        check=False,
        cwd=program,
        env={**os.environ, SECONDS_FILE: str(seconds_file)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        raise NotSound(done.stdout[-2000:])
    seconds: Mapping[str, float] = json.loads(seconds_file.read_text(encoding="utf-8"))
    read = CoverageData(str(data))
    read.read()
    traces = {
        Path(file).relative_to(program).as_posix(): {
            line: [test for test in tests if test in seconds] for line, tests in read.contexts_by_lineno(file).items()
        }
        for file in read.measured_files()
    }
    return traces, sorted(seconds, key=lambda test: seconds[test])


def mutants(program: Path, known: tuple[Traces, Sequence[str]]) -> Iterator[Mutant]:
    """Every change of every file of the analysis, with the tests that can tell."""
    traces, all_tests = known
    sources = {
        path.relative_to(program).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((program / ANALYSIS).rglob("*.py"))
    }
    functions = [
        (path, (node.body[0].lineno, node.end_lineno or node.lineno), ast.unparse(node))
        for path, source in sources.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    ]
    for path, source in sources.items():
        for change in changes(source):
            through = _through(traces, path, change.lines)
            if not through:
                # What runs while it is imported is seen where what it names is used, or else anywhere.
                named = set(re.findall(r"\w+", source.splitlines()[change.lines[0] - 1].partition("=")[0]))
                used = [each for each in functions if named & set(re.findall(r"\w+", each[2]))]
                through = {test for where, lines, _ in used for test in _through(traces, where, lines)}
            tests = [test for test in all_tests if test in through] or all_tests
            yield Mutant(path, f"{change.function}: {change.what}".lstrip(": "), change.source, tests)


def _through(traces: Traces, path: str, lines: tuple[int, int]) -> set[str]:
    """The tests that go through any of these lines of the file."""
    of_file = traces.get(path, {})
    return {test for line in range(lines[0], lines[1] + 1) for test in of_file.get(line, ())}
