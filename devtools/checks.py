"""What `dev.py check` checks beside the tests. A new check is one entry; the test suite runs each of them too."""

import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Final

from devtools.places import CONSOLE, PROGRAMS, PYTHON, ROOT


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a command that says with its exit status whether all is well, and how to mend what is not."""

    name: str
    command: tuple[str, ...]
    mend: str


CHECKS: Final = (
    Check("format", (str(PROGRAMS / "ruff"), "format", "--check", "."), "Run `.venv/bin/ruff format .`."),
    Check("lint", (str(PROGRAMS / "ruff"), "check", "."), "Mend each line above; `ruff check --fix .` mends some."),
    Check("types", (str(PROGRAMS / "mypy"),), "Say what each name is; an ignore names its rule and reason."),
    Check("imports", (str(PROGRAMS / "lint-imports"), "--no-cache"), "Import downwards only: see the README's map."),
    Check(
        "migrations",
        (str(CONSOLE), "migrations-in-step"),
        "Write the missing migration: `qi-tracker write-migration`, then read it.",
    ),
    Check("catalogues", (str(PYTHON), "-m", "qi_tracker.i18n.check"), "Translate what is named above in nb and nn."),
)


def run_check(check: Check) -> subprocess.CompletedProcess[str]:
    """The check's outcome with all that it printed."""
    return subprocess.run(
        check.command,
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run_checks(names: list[str]) -> int:
    """Run these checks, or all, and print one line each; the exit status says whether all passed."""
    unknown = set(names) - {check.name for check in CHECKS}
    if unknown:
        print(f"There is no check {', '.join(sorted(unknown))}; there are {', '.join(check.name for check in CHECKS)}.")
        return 2
    failures = 0
    for check in CHECKS:
        if names and check.name not in names:
            continue
        started = time.monotonic()
        print(f"  {check.name} …", end="", flush=True)
        done = run_check(check)
        print(f" {'ok' if done.returncode == 0 else 'FAILED'} {time.monotonic() - started:.1f} s", flush=True)
        if done.returncode != 0:
            failures += 1
            print(done.stdout, f"{check.mend}\n", sep="\n", file=sys.stdout)
    return 1 if failures else 0
