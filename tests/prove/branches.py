"""Which branches of the analysis its own tests and the reference cases go through."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from devtools.places import ROOT
from tests.prove.figures import Figure

TESTS = ("tests/analysis", "tests/exchange/test_reference_cases.py", "tests/exchange/test_reference_quirks.py")


class TestsFail(Exception):
    """What fails goes through nothing that could be counted on."""


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Statements and branches, and by name those that no test goes through.

    Raises
    ------
    TestsFail
        If one does.
    """
    tell("the tests of the analysis, each branch counted")
    with tempfile.TemporaryDirectory() as folder:
        data, report = Path(folder, "data"), Path(folder, "report.json")
        coverage = (sys.executable, "-m", "coverage")
        tests = _run(
            *coverage, "run", "--branch", f"--data-file={data}", "--source=qi_tracker/analysis",
            *("-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS),
        )  # fmt: skip
        _run(*coverage, "json", f"--data-file={data}", "-o", str(report))
        found = json.loads(report.read_text(encoding="utf-8"))
    return [Figure("tests", tests.strip().splitlines()[-1].strip("= ")), *figures_of(found)]


def figures_of(report: Mapping[str, Any]) -> list[Figure]:
    """What stands in coverage's report."""
    totals = report["totals"]
    missed = [
        f"{name}: {', '.join(map(str, [*file['missing_lines'], *map(_arrow, file['missing_branches'])]))}"
        for name, file in sorted(report["files"].items())
        if file["missing_lines"] or file["missing_branches"]
    ]
    excluded = sum(len(file["excluded_lines"]) for file in report["files"].values())
    return [
        Figure("files", str(len(report["files"]))),
        Figure("statements gone through", f"{totals['covered_lines']} of {totals['num_statements']}"),
        Figure("branches gone through", f"{totals['covered_branches']} of {totals['num_branches']}"),
        Figure("excluded by a comment", str(excluded)),
        Figure("not gone through", "0" if not missed else "; ".join(missed)),
    ]


def _arrow(branch: Sequence[int]) -> str:
    return f"{branch[0]} → {branch[1]}"


def _run(*command: str) -> str:
    done = subprocess.run(command, check=False, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise TestsFail(done.stdout[-2000:])
    return done.stdout
