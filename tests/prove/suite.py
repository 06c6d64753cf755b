"""The whole test suite: how many tests, how long; and every figure that a test itself recorded.

A test tells a figure with pytest's `record_property("clicks in the monthly visit", 4)`.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from devtools.places import ROOT, WHOLE_SUITE
from tests.prove.figures import Figure

SLOWEST = 20


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Count, seconds, the slowest tests, and what the tests recorded."""
    tell("the whole suite")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *WHOLE_SUITE, f"--junitxml={report}"],
            check=False,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        seconds = time.monotonic() - started
        outcome = "all passed" if done.returncode == 0 else f"NOT all passed: {done.stdout.strip().splitlines()[-1]}"
        return [Figure("outcome", outcome), Figure("time", f"{seconds:.0f} s"), *figures_in(report.read_text("utf-8"))]


def figures_in(report: str) -> Iterator[Figure]:
    """What stands in pytest's report: the number of tests, the slowest, and each recorded property in order."""
    # Our own file, just written by pytest.
    cases = list(ElementTree.fromstring(report).iter("testcase"))
    yield Figure("tests", str(len(cases)))
    for case in cases:
        if case.find("failure") is not None or case.find("error") is not None:
            yield Figure("failed", _name(case))
    slowest = sorted(cases, key=lambda case: float(case.get("time", 0)), reverse=True)[:SLOWEST]
    for place, case in enumerate(slowest, 1):
        yield Figure(f"slowest {place}: {_name(case)}", f"{float(case.get('time', 0)):.1f} s")
    for case in cases:
        for recorded in case.iter("property"):
            yield Figure(recorded.get("name", ""), recorded.get("value", ""))


def _name(case: ElementTree.Element) -> str:
    return f"`{case.get('classname', '').removeprefix('tests.')}::{case.get('name')}`"
