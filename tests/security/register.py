"""The register of security requirements: docs/security/requirements.toml, written as docs/security/register.md."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.rules.source_tree import ROOT

FOLDER = ROOT / "docs" / "security"
SOURCE, PAGE = FOLDER / "requirements.toml", FOLDER / "register.md"
TESTS = ROOT / "tests"
ANY_TEST = "*"

# How a requirement is met → the heading of its column in the summary.
WAYS = {
    "tests": "by tests",
    "inspection": "by inspection",
    "operator": "by the operator",
    "not_applicable": "not applicable",
    "waits": "waits",
}
CHAPTERS = {
    1: "Encoding and sanitising", 2: "Validation and the order of things", 3: "In the browser", 4: "Services",
    5: "Files", 6: "Signing in", 7: "Sessions", 8: "Access", 9: "Tokens that carry their content",
    10: "OAuth and OIDC", 11: "Cryptography", 12: "On the wire", 13: "Configuration", 14: "Data", 15: "Code",
    16: "Logs and errors", 17: "WebRTC",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement and what shows that it holds."""

    number: str
    level: int
    about: str
    way: str
    # The names of tests, or a sentence.
    shown_by: str | list[str]

    @property
    def chapter(self) -> int:
        """The chapter of the standard."""
        return int(self.number.split(".", maxsplit=1)[0])

    @property
    def order(self) -> tuple[int, ...]:
        """Numbers in their own order: 1.3.10 comes after 1.3.9."""
        return tuple(int(part) for part in self.number.split("."))


def read_register(source: str | None = None) -> list[Requirement]:
    """Every requirement, in order."""
    found = tomllib.loads(source if source is not None else SOURCE.read_text("utf-8"))
    return sorted((_requirement(number, entry) for number, entry in found.items()), key=lambda each: each.order)


def _requirement(number: str, entry: Mapping[str, object]) -> Requirement:
    (way,) = set(entry) & set(WAYS)
    shown_by = entry[way]
    assert isinstance(shown_by, (str, list))
    return Requirement(number, int(str(entry["level"])), str(entry["about"]), way, shown_by)


def problems(requirements: list[Requirement]) -> Iterator[str]:
    """What the register names that is not there."""
    for requirement in requirements:
        if isinstance(requirement.shown_by, list):
            yield from (
                f"{requirement.number}: there is no test {name}" for name in requirement.shown_by if not _is_there(name)
            )
        elif requirement.way == "inspection" and "README.md#" in requirement.shown_by:
            for anchor in re.findall(r"README\.md#([\w-]+)", requirement.shown_by):
                if anchor not in _anchors():
                    yield f"{requirement.number}: docs/security/README.md has no heading {anchor}"


def _is_there(name: str) -> bool:
    path, _, test = name.partition("::")
    file = TESTS / path
    if not file.exists():
        return False
    tests = _tests_in(file)
    return bool(tests) if test == ANY_TEST else test in tests


def _tests_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def _anchors() -> set[str]:
    lines = (FOLDER / "README.md").read_text("utf-8").splitlines()
    return {line.lstrip("# ").lower().replace(" ", "-") for line in lines if line.startswith("#")}


def render(requirements: list[Requirement]) -> str:
    """The page."""
    return "\n".join([*_head(requirements), *_chapters(requirements)]) + "\n"


def _head(requirements: list[Requirement]) -> Iterator[str]:
    yield "# Security requirements"
    yield ""
    yield (
        "The OWASP Application Security Verification Standard 5.0, level 1 and 2: what shows that each requirement "
        "holds. Written by `python3 dev.py prove register` from requirements.toml; never by hand."
    )
    yield ""
    yield "| level | " + " | ".join(WAYS.values()) + " | all |"
    yield "|---|" + "---|" * (len(WAYS) + 1)
    for level in (1, 2):
        of_level = [each for each in requirements if each.level == level]
        counts = [str(sum(each.way == way for each in of_level)) for way in WAYS]
        yield f"| {level} | " + " | ".join([*counts, str(len(of_level))]) + " |"


def _chapters(requirements: list[Requirement]) -> Iterator[str]:
    for chapter, heading in CHAPTERS.items():
        yield from ["", f"## {chapter} {heading}", "", "| | level | what | shown |", "|---|---|---|---|"]
        for each in requirements:
            if each.chapter == chapter:
                yield f"| {each.number} | {each.level} | {each.about} | {_shown(each)} |"


def _shown(requirement: Requirement) -> str:
    if isinstance(requirement.shown_by, list):
        return "<br>".join(f"`{name}`" for name in requirement.shown_by)
    return f"*{WAYS[requirement.way]}*: {requirement.shown_by}"
