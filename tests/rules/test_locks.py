"""The locks hold all that pyproject.toml asks for, each with its hash, for every system."""

import re
import tomllib
from collections.abc import Iterator
from typing import Final

import pytest

from tests.rules.source_tree import ROOT

PINNED: Final = re.compile(r"^([A-Za-z0-9][\w.-]*)==\S+", re.MULTILINE)
NAME: Final = re.compile(r"^[A-Za-z0-9][\w.-]*")
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS: Final = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-uv.txt",
    "requirements-node.txt",
    "benchmarks/requirements.txt",
)


def lock_problems(lock: str, wanted: list[str]) -> Iterator[str]:
    """What the text of a lock lacks."""
    pinned = {_plain(name) for name in PINNED.findall(lock)}
    for requirement in wanted:
        name = NAME.match(requirement)
        if name is None or _plain(name[0]) not in pinned:
            yield f"{requirement} is not locked: run `python3 dev.py lock`."
    for block in re.split(r"\n(?=\S)", lock.strip()):
        if PINNED.match(block) and "--hash=sha256:" not in block:
            yield f"{block.splitlines()[0]} has no hash: run `python3 dev.py lock`."


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _wanted(lock: str) -> list[str]:
    extras = PROJECT["optional-dependencies"]
    if lock == "requirements.txt":
        return [*PROJECT["dependencies"], *extras["setup"]]
    if lock == "requirements-dev.txt":
        return [*PROJECT["dependencies"], *extras["setup"], *extras["dev"]]
    return []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_all_that_is_asked_for(lock: str) -> None:
    assert list(lock_problems((ROOT / lock).read_text(encoding="utf-8"), _wanted(lock))) == []


def test_both_locks_agree_on_versions() -> None:
    runtime, develop = ((ROOT / lock).read_text(encoding="utf-8").splitlines() for lock in LOCKS[:2])
    assert {line for line in runtime if PINNED.match(line)} <= {line for line in develop if PINNED.match(line)}


def test_missing_package_is_found() -> None:
    assert list(lock_problems("flask==3.1 \\\n    --hash=sha256:00\n", ["flask", "Wt_Forms"]))


def test_missing_hash_is_found() -> None:
    assert list(lock_problems("flask==3.1\n    # via x\nwtforms==3.3 \\\n    --hash=sha256:00\n", ["flask"]))
