"""What is committed works on any machine: no registry's host, nobody's folder, no file that is made at set-up."""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from tests.rules.source_tree import tracked_texts

# Written in pieces, so that this file passes its own rule.
HOSTS: Final = (
    ("pypi", "org"),
    ("python" + "hosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("debian", "org"),
    ("jsdelivr", "net"),
    ("unpkg", "com"),
)
HOST: Final = re.compile("|".join(re.escape(".".join(parts)) for parts in HOSTS))
FOLDER: Final = re.compile(r"(?<![\w.~])/(?:work|root|home/[a-z]\w*|Users/[A-Za-z]\w*)/|[A-Z]:\\Users\\|\.\./shar[e]d")
MADE_AT_SETUP: Final = re.compile(
    r"(^|/)(node_modules|\.venv|__pycache__|build)/|^qi_tracker/static/vendor/|\.mo$|\.db$"
)


def machine_traces(path: str, text: str) -> Iterator[str]:
    """Each line that only holds on one machine or network, with how to mend it."""
    if MADE_AT_SETUP.search(path):
        yield f"{path} is made at set-up: git rm --cached it, and have .gitignore name it."
    for number, line in enumerate(text.splitlines(), 1):
        if HOST.search(line):
            yield f"{path}:{number}: names a package registry; name the package alone."
        if FOLDER.search(line):
            yield f"{path}:{number}: names a folder of one machine; start from the project's folder or a temporary one."


def test_committed_files_work_on_any_machine() -> None:
    assert [problem for path, text in tracked_texts() for problem in machine_traces(path, text)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("package-lock.json", '"resolved": "https://registry.' + ".".join(HOSTS[2]) + '/x"'),
        ("requirements.txt", "--index-url https://" + ".".join(HOSTS[0]) + "/simple"),
        ("tests/test_x.py", "DATA = '/" + "work/shared/data'"),
        ("docs/x.md", "see ../" + "shared/domain.md"),
        ("dev.py", "'/" + "home/kari/qi_tracker'"),
        ("qi_tracker/static/vendor/fonts/Inter.css", ""),
        ("instance/qi_tracker.db", ""),
    ],
)
def test_planted_trace_is_found(path: str, text: str) -> None:
    assert list(machine_traces(path, text))


@pytest.mark.parametrize("text", ["GET /homes/1", "app/root/x", "url_for('home.index')", "https://www.norge.no/x"])
def test_harmless_text_is_let_through(text: str) -> None:
    assert list(machine_traces("x.py", text)) == []
