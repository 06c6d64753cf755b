"""The commands of `dev.py`: what each sets up, and what it then does."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from devtools.assets import ensure_assets
from devtools.browser import CHOSEN, ensure_chromium
from devtools.checks import run_checks
from devtools.environment import Level, ensure_environment
from devtools.locks import renew_locks
from devtools.places import CONSOLE, PYTHON, ROOT, WHOLE_SUITE
from devtools.progress import SetupFailed
from devtools.tracing import ensure_strace

INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; the exit status is that of what was run."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # always a TextIOWrapper here
    asked, rest = _parser().parse_known_args(arguments)
    if rest and asked.command not in TAKES_MORE:
        _parser().error(f"{asked.command} does not know {' '.join(rest)}")
    try:
        return COMMANDS[asked.command](asked, rest)
    except SetupFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py", description="Sets up all that qi_tracker needs, then does one thing."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="start qi_tracker on this machine and print its address")
    run.add_argument("--demo", action="store_true", help="with invented projects, on a database of its own")
    run.add_argument("--port", type=int, metavar="N", help="the port to serve on")
    run.add_argument("--instance", metavar="DIR", help="folder of the database and the secret key")
    commands.add_parser("setup", help="prepare all of it without starting; --dev for development too").add_argument(
        "--dev", action="store_true", help="the packages and the browser of the tests too"
    )
    commands.add_parser("test", help="run the test suite; arguments are pytest's", add_help=False)
    commands.add_parser("check", help="format, lint, types, imports, catalogues").add_argument("names", nargs="*")
    commands.add_parser("prove", help="measure, and write the figures to docs/evidence.md").add_argument(
        "names", nargs="*"
    )
    gallery = commands.add_parser("gallery", help="write every kind of chart in every state to build/gallery")
    gallery.add_argument("folder", nargs="?", help="another folder")
    gallery.add_argument("--language", default="nb", help="nb, nn or en")
    gallery.add_argument("--pictures", action="store_true", help="pictures of the pages too, in build/pictures")
    commands.add_parser("lock", help="renew the locks after a change of pyproject.toml; --upgrade for newer versions")
    return parser


def _run(asked: argparse.Namespace, rest: list[str]) -> int:
    ensure_environment(Level.RUN)
    ensure_assets()
    options = ["--demo"] if asked.demo else []
    options += ["--port", str(asked.port)] if asked.port is not None else []
    # Seen from where the command was given, not from where the program will run.
    options += ["--instance", str(Path(asked.instance).resolve())] if asked.instance is not None else []
    return _become([str(CONSOLE), "run", *options])


def _setup(asked: argparse.Namespace, rest: list[str]) -> int:
    started = time.monotonic()
    ensure_environment(Level.DEVELOP if asked.dev else Level.RUN)
    ensure_assets()
    if asked.dev:
        ensure_chromium()
        ensure_strace()
    print(f"All is in place, after {time.monotonic() - started:.1f} s. Start with: python3 dev.py run")
    return 0


def _test(asked: argparse.Namespace, rest: list[str]) -> int:
    browser = _prepare_development()
    # A chosen part starts sooner on one process.
    options = rest or list(WHOLE_SUITE)
    return _become([str(PYTHON), "-m", "pytest", *options], browser)


def _check(asked: argparse.Namespace, rest: list[str]) -> int:
    ensure_environment(Level.DEVELOP)
    return run_checks(asked.names)


def _prove(asked: argparse.Namespace, rest: list[str]) -> int:
    browser = _prepare_development()
    return _become([str(PYTHON), "-m", "tests.prove", *asked.names], browser)


def _gallery(asked: argparse.Namespace, rest: list[str]) -> int:
    browser = _prepare_development()
    options = ["--language", asked.language, *(["--pictures"] if asked.pictures else [])]
    # Seen from where the command was given, not from where the program will run.
    options += [str(Path(asked.folder).resolve())] if asked.folder is not None else []
    return _become([str(PYTHON), "-m", "tests.charts.gallery", *options], browser)


def _lock(asked: argparse.Namespace, rest: list[str]) -> int:
    ensure_environment(Level.DEVELOP)
    return renew_locks(rest)


def _prepare_development() -> str:
    ensure_environment(Level.DEVELOP)
    ensure_assets()
    ensure_strace()
    return str(ensure_chromium())


def _become(command: list[str], browser: str | None = None) -> int:
    """Go on as this command, in the folder of the project; signals then reach it directly."""
    environment = dict(os.environ)
    if browser is not None:
        environment[CHOSEN] = browser
    sys.stdout.flush()
    if os.name == "nt":  # Windows would give the prompt back while the program still runs.
        return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode
    os.chdir(ROOT)
    os.execve(command[0], command, environment)


COMMANDS = {
    "run": _run,
    "setup": _setup,
    "test": _test,
    "check": _check,
    "prove": _prove,
    "gallery": _gallery,
    "lock": _lock,
}
TAKES_MORE = {"test", "lock"}
