"""The help page: what stands in it is true, in three languages."""

import tomllib
from importlib.resources import files
from pathlib import PurePath

import pytest
from justhtml import JustHTML

from devtools.places import ROOT
from qi_tracker.blueprints.help.example import DAYS, N_BEFORE, analysed_example
from qi_tracker.blueprints.help.methods import rendered
from qi_tracker.i18n.tool_help import Tool, tool_help
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import Language, VerdictCode
from tests.client import Client
from tests.databases import Prepared
from tests.people import Who


@pytest.fixture
def nobody(sqlite_only: Prepared) -> Client:
    """A browser in which nobody is signed in."""
    return Client(sqlite_only.app, sqlite_only.world, Who.NOBODY)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.BOKMAL, ("Slik leser du et run-diagram", "Hva ønsker vi å oppnå?", "Hvem ser hva", "Personvern")),
        (Language.NYNORSK, ("Slik les du eit run-diagram", "Kva ønskjer vi å oppnå?", "Kven ser kva", "Personvern")),
        (Language.ENGLISH, ("How to read a run chart", "What do we want to achieve?", "Who sees what", "Privacy")),
    ],
)
def test_anyone_can_read_it(nobody: Client, language: Language, words: tuple[str, ...]) -> None:
    nobody.post("/language", {"language": language})
    page = nobody.get("/help")
    assert [word for word in words if word not in page.text] == []


def test_the_example_is_what_the_text_says_it_is(nobody: Client) -> None:
    result = analysed_example()
    runs, text = result.phases[-1].runs, nobody.get("/help").text
    # Nine points after the change below the median of the seven before it.
    assert (runs.longest_run, result.phases[-1].centre) == (len(DAYS) - N_BEFORE, 45)
    assert result.verdict.code is VerdictCode.IMPROVEMENT
    assert "Her er den 45, fra tallene før endringen" in text
    assert f"Her ligger de siste {runs.longest_run} under" in text
    assert f"mer enn {runs.longest_run_max} på rad" in text
    assert f"Her gjør den det {runs.n_crossings} ganger. Færre enn {runs.n_crossings_min}" in text


def test_the_example_has_its_numbers_as_a_table(nobody: Client) -> None:
    page = nobody.get("/help")
    cells = {cell.to_text().strip() for cell in page.document.query("figure td")}
    assert {str(days) for days in DAYS} <= cells


def test_every_part_can_be_linked_to(nobody: Client) -> None:
    page = nobody.get("/help")
    for name in ("questions", "pdsa", "charts", "who-sees-what", "privacy", "words"):
        assert f"#{name}" in page.links and page.document.query(f"#{name}")


def test_the_page_stands_without_a_renderer(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("no drawing here")

    monkeypatch.setattr("subprocess.Popen", fail)
    assert nobody.get("/help").document.query("figure table")


@pytest.mark.parametrize(
    ("language", "name", "introduction"),
    [
        (Language.BOKMAL, "Metode og formler", "Teksten er på engelsk."),
        (Language.NYNORSK, "Metode og formlar", "Teksten er på engelsk."),
        (Language.ENGLISH, "Methods and formulas", "The text is in English."),
    ],
)
def test_the_methods_are_introduced_in_the_readers_language(
    nobody: Client, language: Language, name: str, introduction: str
) -> None:
    nobody.post("/language", {"language": language})
    assert "/help/methods" in nobody.get("/help").links
    page = nobody.get("/help/methods")
    assert page.document.query("h1")[0].to_text().strip() == name
    assert introduction in page.document.query(".page-lead")[0].to_text()
    assert {element.attrs.get("lang") for element in page.document.query("main ul, .method-text")} == {"en", None}
    assert page.document.query(".method-text")[0].attrs["lang"] == "en"


def test_the_methods_are_those_beside_the_code(nobody: Client) -> None:
    source = (files("qi_tracker.analysis") / "METHODS.md").read_text("utf-8")
    page = nobody.get("/help/methods")
    shown = ["".join(heading.to_text().split()) for heading in page.document.query(".method-text h2")]
    written = [line.removeprefix("##").replace("`", "") for line in source.splitlines() if line.startswith("## ")]
    assert shown == ["".join(line.split()) for line in written]
    linked = {element.attrs["href"].removeprefix("#") for element in page.document.query("nav ul[lang] a")}
    assert linked == {heading.attrs["id"] for heading in page.document.query(".method-text h2")}
    rows = sum(line.startswith("|") for line in source.splitlines())
    tables = page.document.query(".method-text table")
    # The line of dashes under each header is no row.
    assert len(page.document.query(".method-text tr")) == rows - len(tables) > 20
    assert "├─ numerator within denominator (proportion)" in page.document.query(".method-text pre")[0].to_text()


def test_the_decision_tree_names_every_chart_that_is_suggested(nobody: Client) -> None:
    tree = nobody.get("/help/methods").document.query(".method-text pre")[0].to_text()
    ends = {
        line.rpartition("─ ")[2].partition(":")[0].partition(";")[0].partition(" (")[0] for line in tree.splitlines()
    }
    for name in ("run chart", "p", "p′", "u", "u′", "g", "c", "t", "xbar", "i"):
        assert name in ends


def test_what_scrolls_in_the_methods_is_reached_and_named(nobody: Client) -> None:
    groups = nobody.get("/help/methods").document.query(".method-text .table-scroll")
    names = [group.attrs["aria-label"] for group in groups]
    assert {group.attrs["tabindex"] for group in groups} == {"0"}
    assert len(groups) > 3 and all(names) and len(names) == len(set(names))


@pytest.mark.parametrize(
    "planted",
    [
        "<script>alert(1)</script>",
        "text <img src=x onerror=alert(1)> text",
        "[link](javascript:alert(1))",
        "| <b onclick=x> |\n|---|\n| <i onclick=x> |",
        '# <u onclick=x>\n\n## <u onclick=x> "y\n\n```\n</pre><script>\n```',
    ],
)
def test_markup_planted_in_the_methods_stays_text(planted: str) -> None:
    document = JustHTML(f"<!doctype html><body>{rendered(planted).html}</body>", sanitize=False)
    assert document.query("script, img, b, i, u") == []
    for element in document.query("*"):
        assert not any(name.startswith("on") for name in element.attrs)
        assert "javascript:" not in element.attrs.get("href", "")


def test_headings_of_the_methods_follow_the_page() -> None:
    text = "# Title\n\n## One (`a.py`)\n\n### Two"
    document = JustHTML(f"<!doctype html><body>{rendered(text).html}</body>")
    assert [element.name for element in document.query("h1, h2, h3")] == ["h2", "h3"]
    assert [section.title for section in rendered(text).sections] == ["One"]


def test_the_methods_lie_in_the_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["qi_tracker"]
    assert any(PurePath("analysis/METHODS.md").match(pattern) for pattern in patterns)


@pytest.mark.parametrize("tool", Tool)
def test_every_tool_has_its_longer_page(nobody: Client, tool: Tool) -> None:
    assert f"/help/{tool.value}" in nobody.get("/help").links
    page, said = nobody.get(f"/help/{tool.value}"), tool_help(tool, words_for(Language.BOKMAL))
    assert page.document.query("h1")[0].to_text().strip() == said.name
    assert all(step in page.document.to_text() for step in (*said.steps, said.trap, said.example))
    assert "/help#words" in page.links


def test_a_tool_that_is_none_is_not_found(nobody: Client) -> None:
    assert nobody.get("/help/magic", status=404).document.query("h1")


def test_the_folded_help_leads_to_the_longer_page_and_the_words(sqlite_only: Prepared) -> None:
    lead = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = lead.get(f"/projects/{sqlite_only.world.lerkevik['project_id']}/ideas")
    assert {"/help/change-idea", "/help#words"} <= set(page.links)
    assert "to familier et enklere skjema først" in page.document.to_text()
