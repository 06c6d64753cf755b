"""The checks of `dev.py check`: each passes on the program, and each is seen to fail on a planted defect."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from devtools.checks import CHECKS, Check, run_check, run_checks
from devtools.places import PROGRAMS
from tests.rules.source_tree import PACKAGE, ROOT

SETTINGS: Final = ROOT / "pyproject.toml"
RUFF: Final = str(PROGRAMS / "ruff")
MYPY: Final = str(PROGRAMS / "mypy")


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_check_passes(check: Check) -> None:
    done = run_check(check)
    assert done.returncode == 0, f"{done.stdout}\n{check.mend}"


def _fails(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    assert done.returncode != 0
    return done.stdout + done.stderr


def test_planted_bad_format_is_found(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("a = {'b':1}\n")
    assert "x.py" in _fails([RUFF, "format", "--config", str(SETTINGS), "--check", "x.py"], tmp_path)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("import sqlite3\n\nsqlite3.connect('x')\n", "TID251"),
        ("from qi_tracker import create_app\n\ncreate_app()\n", "TID251"),
        ("from . import x\n\nx()\n", "TID252"),
        ("import os\n", "F401"),
        ("def f(a, b, c, d, e, f):\n    return a\n", "PLR0913"),
        (
            "def f(a):\n" + "".join(f"    if a == '{n}':\n        a = {n}\n" for n in range(11)) + "    return a\n",
            "C901",
        ),
        ("def f():\n    import os\n\n    return os\n", "PLC0415"),
    ],
)
def test_planted_lint_is_found(tmp_path: Path, text: str, rule: str) -> None:
    (tmp_path / "x.py").write_text(text)
    assert rule in _fails([RUFF, "check", "--no-cache", "--config", str(SETTINGS), "x.py"], tmp_path)


def test_planted_missing_type_is_found(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("def f(a):\n    return a\n")
    command = [MYPY, "--config-file", str(SETTINGS), "--cache-dir", str(tmp_path / "cache"), "x.py"]
    assert "no-untyped-def" in _fails(command, tmp_path)


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("analysis/runs.py", "import flask", "Numbers are computed without"),
        ("models/base.py", "import qi_tracker.services", "Imports point downwards"),
        ("charts/theme.py", "import sqlalchemy", "Charts and texts know no request"),
        ("charts/client.py", "import qi_tracker.charts.child", "The web process loads no drawing library"),
        ("blueprints/measures/forms.py", "import qi_tracker.blueprints.projects.forms", "No page imports another"),
    ],
)
def test_planted_import_is_found(tmp_path: Path, module: str, line: str, contract: str) -> None:
    copy = tmp_path / "qi_tracker"
    shutil.copytree(
        PACKAGE, copy, ignore=lambda folder, names: [n for n in names if "." in n and not n.endswith(".py")]
    )
    planted = copy / module
    planted.write_text(f"{planted.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    said = _fails([str(PROGRAMS / "lint-imports"), "--no-cache", "--config", str(SETTINGS)], tmp_path)
    assert any(f"{contract}" in row and " BROKEN" in row for row in said.splitlines())


def test_unknown_check_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_checks(["speling"]) != 0
    assert "speling" in capsys.readouterr().out
