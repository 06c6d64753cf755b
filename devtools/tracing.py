"""strace, which the tests of power cuts record with: Debian's, installed where that needs nobody's leave."""

import shutil
import sys

from devtools.environment import apt_install, can_use_apt
from devtools.progress import SetupFailed, step

SENTENCE = "Without strace no power cut is replayed: install the package strace."


def ensure_strace() -> None:
    """strace is there, or it is said that it is not: the tests that need it are then left out, and say so too."""
    if not sys.platform.startswith("linux") or shutil.which("strace") is not None:
        return
    if not can_use_apt():
        print(f"  {SENTENCE}", flush=True)
        return
    try:
        with step("installing strace for the tests, from Debian's packages"):
            apt_install("strace", otherwise=SENTENCE)
    except SetupFailed as failure:
        print(f"  {failure}", flush=True)
