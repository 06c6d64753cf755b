"""The Python environment: `.venv`, uv, the hash-locked packages, and the project itself in place."""

import importlib.util
import os
import shutil
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Final

from devtools.places import CONSOLE, PYTHON, ROOT, UV, VENV
from devtools.progress import SetupFailed, run_quietly, step
from devtools.stamps import Stamp

STAMPS: Final = VENV / "stamps"
UV_LOCK: Final = ROOT / "requirements-uv.txt"
NODE_LOCK: Final = ROOT / "requirements-node.txt"
NETWORK_HINT: Final = "Check that this machine reaches the Python package index (a proxy is set with HTTPS_PROXY)."


class Level(Enum):
    """How much is installed: what the program needs, or what its development needs too."""

    RUN = "requirements.txt"
    DEVELOP = "requirements-dev.txt"


def ensure_environment(level: Level) -> None:
    """The environment exists, with the packages of this level and the project itself."""
    _ensure_venv()
    _ensure_packages(level)
    _ensure_project()


def install_locked(lock_name: str, python: Path = PYTHON) -> None:
    """Install every package that a lock file names, each checked against its hash, for this Python.

    Raises
    ------
    SetupFailed
        If neither uv nor pip could.
    """
    lock = ROOT / lock_name
    options = ["--require-hashes", "--requirement", str(lock)]
    try:
        run_quietly(
            [UV, "pip", "install", "--python", python, *options], otherwise="uv could not install the packages."
        )
    except SetupFailed:
        # pip reads settings that uv does not, such as the mirror of an organisation's own network.
        run_quietly([python, "-m", "pip", "install", *options], otherwise=f"Packages are missing. {NETWORK_HINT}")


def _ensure_venv() -> None:
    stamp = Stamp(STAMPS / "venv", (sys.version.split()[0].rpartition(".")[0],), (PYTHON,))
    if stamp.is_fresh() or (not stamp.file.exists() and _venv_works()):
        stamp.set()
        return
    with step(f"making .venv with Python {sys.version.split()[0]}"):
        shutil.rmtree(VENV, ignore_errors=True)
        _ensure_ensurepip()
        run_quietly([sys.executable, "-m", "venv", VENV], otherwise="The environment could not be made.")
    stamp.set()


def _venv_works() -> bool:
    """Whether somebody made a usable `.venv` by hand."""
    if not PYTHON.exists():
        return False
    question = "import sys; print(sys.version_info >= (3, 11), sys.prefix)"
    answer = subprocess.run([PYTHON, "-c", question], check=False, capture_output=True, text=True)
    return answer.stdout.split() == ["True", str(VENV)]


def _ensure_ensurepip() -> None:
    """Debian and Ubuntu keep half of `venv` in a package of its own."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python3.{sys.version_info.minor}-venv"
    sentence = f"Python's venv is not complete here: install it with `apt install {package}`, then start again."
    if not (can_use_apt()):
        raise SetupFailed(sentence)
    apt_install(package, otherwise=sentence)


def can_use_apt() -> bool:
    """Whether Debian's packages can be installed without asking anybody."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str, *, otherwise: str) -> None:
    """Install one of Debian's packages; its lists are fetched first where there are none."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", package]
    try:
        run_quietly(install, otherwise=otherwise, environment=quiet)
    except SetupFailed:
        run_quietly(["apt-get", "update"], otherwise=otherwise, environment=quiet)
        run_quietly(install, otherwise=otherwise, environment=quiet)


def _ensure_packages(level: Level) -> None:
    developing = _packages_stamp(Level.DEVELOP)
    wanted = _packages_stamp(level)
    # Who develops has all that running needs.
    if wanted.is_fresh() or developing.is_fresh():
        return
    _ensure_uv()
    what = "packages" if level is Level.RUN else "packages for development"
    with step(f"installing {what}, each checked against its hash"):
        wanted.clear()
        install_locked(level.value)
    wanted.set()


def _packages_stamp(level: Level) -> Stamp:
    return Stamp(STAMPS / f"packages-{level.name.lower()}", (ROOT / level.value,))


def _ensure_uv() -> None:
    stamp = Stamp(STAMPS / "uv", (UV_LOCK,), (UV,))
    if stamp.is_fresh():
        return
    with step("installing uv, which installs the rest"):
        run_quietly(
            [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", UV_LOCK],
            otherwise=f"uv could not be installed. {NETWORK_HINT}",
        )
    stamp.set()


def _ensure_project() -> None:
    """In editable form, built by the locked setuptools: nothing is fetched, and changes need no new installation."""
    stamp = Stamp(STAMPS / "project", (ROOT / "pyproject.toml",), (CONSOLE,))
    if stamp.is_fresh():
        return
    _ensure_uv()
    with step("putting qi_tracker itself in place"):
        run_quietly(
            [UV, "pip", "install", "--python", PYTHON, "--no-deps", "--no-build-isolation", "--editable", ROOT],
            otherwise="qi_tracker itself could not be put in place; is pyproject.toml as it should be?",
        )
    stamp.set()
