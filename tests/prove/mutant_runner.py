"""Run as a program in a copy of the repository: for each mutant a process that has the libraries loaded already.

Reads one JSON line per mutant (path, source, how pytest is called, seconds) and answers each with pytest's exit code.
"""

import contextlib
import gc
import importlib
import importlib.util
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

# What the tests import that is none of ours, so that every mutant need not load it anew.
LIBRARIES = (
    *("pytest", "flask", "flask_sqlalchemy", "flask_wtf", "sqlalchemy.orm", "sqlalchemy.dialects.sqlite", "alembic"),
    *(
        "coverage",
        "numpy.random",
        "psycopg",
        "argon2",
        "justhtml",
        "hypothesis",
        "playwright.sync_api",
        "structlog",
        "babel",
        "openpyxl",
        "wtforms",
    ),
)
TIMED_OUT = 124


def main() -> None:
    """Answer until the input ends."""
    for library in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    # What is loaded stays: no process need look through it for what is of no use any more.
    gc.freeze()
    for line in sys.stdin:
        job = json.loads(line)
        path = Path(job["path"])
        kept = path.read_text(encoding="utf-8")
        _put(path, job["source"])
        try:
            code, seconds = _tested(job["arguments"], job["seconds"])
        finally:
            _put(path, kept)
        print(json.dumps({"code": code, "seconds": round(seconds, 1)}), flush=True)


def _put(path: Path, source: str) -> None:
    """Write the file, and forget what was compiled of it; all else is compiled once for all."""
    path.write_text(source, encoding="utf-8")
    Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def _tested(arguments: Sequence[str], seconds: float) -> tuple[int, float]:
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        _test(arguments)
    while time.monotonic() < started + seconds:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), time.monotonic() - started
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return TIMED_OUT, seconds


def _test(arguments: Sequence[str]) -> None:
    """In the child: everything of ours is imported from the copy, as it is now."""
    os.setpgid(0, 0)
    quiet = os.open("last-mutant.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.path.insert(0, os.getcwd())
    import pytest  # noqa: PLC0415  # the parent must not have begun a run

    code = 3
    try:
        code = int(pytest.main(list(arguments)))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
