"""The evidence page: parts are renewed one by one, and figures that tests record reach it."""

import json
from pathlib import Path

import pytest

from tests.prove import packages
from tests.prove.__main__ import main
from tests.prove.figures import Figure, Part
from tests.prove.parts import PARTS
from tests.prove.suite import figures_in


def _part(name: str, value: str) -> Part:
    return Part(name, f"About {name}", lambda tell: [Figure("seconds", value)])


def test_parts_are_renewed_and_the_others_kept(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "evidence.md"
    assert main([], [_part("a", "1 s"), _part("b", "2 s")], page) == 0
    assert main(["a"], [_part("a", "9 s"), _part("b", "8 s")], page) == 0
    text = page.read_text(encoding="utf-8")
    assert "| seconds | 9 s |" in text
    assert "| seconds | 2 s |" in text
    assert text.index("## About a") < text.index("## About b")
    assert text.count("# Evidence") == 1


def test_part_that_is_gone_leaves_the_page(tmp_path: Path) -> None:
    page = tmp_path / "evidence.md"
    main([], [_part("a", "1 s"), _part("b", "2 s")], page)
    main([], [_part("b", "3 s")], page)
    assert "About a" not in page.read_text(encoding="utf-8")


def test_unknown_part_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "evidence.md"
    assert main(["speed"], [_part("a", "1 s")], page) != 0
    assert "speed" in capsys.readouterr().err
    assert not page.exists()


def test_figures_of_tests_are_read() -> None:
    report = """<testsuites><testsuite tests="2">
    <testcase classname="tests.x" name="test_a" time="0.52"><failure/></testcase>
    <testcase classname="tests.x" name="test_b" time="2"><properties>
    <property name="clicks" value="4"/></properties></testcase></testsuite></testsuites>"""
    assert list(figures_in(report)) == [
        Figure("tests", "2"),
        Figure("failed", "`x::test_a`"),
        Figure("slowest 1: `x::test_b`", "2.0 s"),
        Figure("slowest 2: `x::test_a`", "0.5 s"),
        Figure("clicks", "4"),
    ]


def test_names_of_parts_differ() -> None:
    assert len({part.name for part in PARTS}) == len({part.title for part in PARTS}) == len(PARTS)


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "no network", '{"dependencies": []}', '{"dependencies": [{"name": "flask", "skip_reason": "offline"}]}'],
)
def test_packages_that_could_not_be_asked_about_are_unknown(answer: str) -> None:
    assert packages.verdict_of(answer).startswith("UNKNOWN")


def test_known_vulnerabilities_are_named() -> None:
    found = {"dependencies": [{"name": "flask", "vulns": [{"id": "CVE-1"}]}, {"name": "jinja2", "vulns": []}]}
    assert packages.verdict_of(json.dumps(found)) == "1 in 2 packages: flask CVE-1"
