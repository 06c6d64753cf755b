"""The environment that the other packages run in: `.benchmarks`, made from the lock beside this file."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from devtools.environment import install_locked
from devtools.places import PYTHON, ROOT
from devtools.progress import SetupFailed, run_quietly, step
from devtools.stamps import Stamp

LOCK: Final = "benchmarks/requirements.txt"
FOLDER: Final = ROOT / ".benchmarks"
PEERS_PYTHON: Final = FOLDER / PYTHON.relative_to(PYTHON.parents[1])


def ensure_peers() -> Path | None:
    """Python of the environment with the other packages; None, with the reason on the screen, if it cannot be made."""
    stamp = Stamp(FOLDER / "stamp", (ROOT / LOCK,), (PEERS_PYTHON,))
    if stamp.is_fresh():
        return PEERS_PYTHON
    try:
        with step("installing the packages to compare with"):
            run_quietly(
                [sys.executable, "-m", "venv", "--clear", FOLDER], otherwise="Their environment could not be made."
            )
            install_locked(LOCK, PEERS_PYTHON)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return None
    stamp.set()
    return PEERS_PYTHON


def version_of(package: str) -> str:
    """The package's name with the version in the environment."""
    question = f"from importlib.metadata import version; print(version({package!r}))"
    done = subprocess.run([PEERS_PYTHON, "-c", question], check=False, capture_output=True, text=True)
    return f"{package} {done.stdout.strip()}".strip()
