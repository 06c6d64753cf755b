"""Where things are: the folders and programs of this checkout."""

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
PROGRAMS: Final = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON: Final = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
CONSOLE: Final = PROGRAMS / ("qi-tracker.exe" if os.name == "nt" else "qi-tracker")
UV: Final = PROGRAMS / ("uv.exe" if os.name == "nt" else "uv")
NODE_MODULES: Final = ROOT / "node_modules"
VENDOR: Final = ROOT / "qi_tracker" / "static" / "vendor"
BUILD: Final = ROOT / "build"
SETUP_LOG: Final = BUILD / "setup.log"

# How pytest runs all tests. A third process makes it no faster on two cores.
WHOLE_SUITE: Final = ("-n", "2", "--dist", "worksteal")
