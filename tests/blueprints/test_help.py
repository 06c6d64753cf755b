"""The help page: what stands in it is true, in three languages."""

import pytest

from qi_tracker.blueprints.help.example import DAYS, N_BEFORE, analysed_example
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
