"""What a part of the evidence returns, and the page that all parts are written to."""

import os
import platform
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from devtools.places import ROOT

INTRODUCTION: Final = """# Evidence

Measured by `python3 dev.py prove`, never by hand. Each part tells when, where and on what it was measured.
"""
SECTION: Final = re.compile(r"^## .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was measured, and what came out, with its unit."""

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the evidence: its name on the command line, its heading, and what measures it.

    `measure` gets a function that tells a person what is going on.
    """

    name: str
    title: str
    measure: Callable[[Callable[[str], None]], Sequence[Figure]]


def section_of(part: Part, figures: Sequence[Figure]) -> str:
    """The part's own piece of the page."""
    rows = "\n".join(f"| {figure.what} | {figure.value} |" for figure in figures)
    return f"## {part.title}\n\n{_circumstances()}\n\n| what | figure |\n|---|---|\n{rows}\n"


def page_with(page: str, sections: Mapping[str, str], titles: Sequence[str]) -> str:
    """The page with these sections renewed, the others kept, in the order of the titles."""
    kept = {found[0].splitlines()[0].removeprefix("## "): found[0] for found in SECTION.finditer(page)}
    known = kept | dict(sections)
    return "\n".join([INTRODUCTION, *(f"{known[title].strip()}\n" for title in titles if title in known)])


def _circumstances() -> str:
    commit = _git("rev-parse", "--short", "HEAD") or "unknown"
    changed = " and changes that were not committed" if _git("status", "--porcelain", "qi_tracker", "tests") else ""
    return (
        f"{date.today().isoformat()}, commit {commit}{changed}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}."
    )


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], check=False, cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()
