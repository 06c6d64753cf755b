"""strace, where it is installed and allowed to trace: containers may forbid it."""

import os
import shutil
import subprocess
from functools import cache
from typing import Final

SENTENCE: Final = "No power cut is replayed and no disk made to fail: strace is not installed here, or may not trace."


class NoTracer(Exception):
    """strace cannot be used here; the message says so."""


@cache
def can_trace() -> bool:
    """Whether strace works."""
    strace = shutil.which("strace")
    if strace is None:
        return False
    trial = subprocess.run(
        [strace, "-f", "--seccomp-bpf", "-e", "trace=fsync", "-o", os.devnull, "true"], check=False, capture_output=True
    )
    return trial.returncode == 0


def tracer() -> str:
    """The program.

    Raises
    ------
    NoTracer
        If it cannot be used.
    """
    if not can_trace():
        raise NoTracer(SENTENCE)
    return str(shutil.which("strace"))
