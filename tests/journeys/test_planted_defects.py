"""Forty planted defects of a page with a chart, a table and a form, and which of them our checks of every page find."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.furnished import House
from tests.journeys.looking_round import Round
from tests.journeys.planted_defects import DEFECTS, HANDS, Defect
from tests.journeys.running import Running
from tests.journeys.states import State, states_by_page
from tests.page_checks import check_page

# Defects that no check finds, each with the reason.
NOT_FOUND: Final[dict[str, str]] = {}
MOST_NOT_FOUND: Final = 2

CLEAN: Final = sorted({(defect.place.value, str(defect.mode)): defect for defect in DEFECTS.values()}.items())


def problems_of(looking: Round, defect: Defect, plant: str) -> Iterator[str]:
    """What is found on the page when this has been done to it, by the checks in the browser, then those of the HTML."""
    state = dict(states_by_page())[defect.place]
    pages: list[tuple[str, str]] = []
    looking.keep = lambda look, _name: pages.append((look.page.content(), look.page.url))
    looking.look_at([((str(defect.place), replace(state, act=_planting(state, plant))), defect.mode)])
    yield from looking.problems
    for html, url in pages:
        yield from check_page(html, url=url)


def _planting(state: State, plant: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        if state.act is not None:
            state.act(page)
        page.evaluate(f"() => {{ {HANDS} {plant} }}")

    return act


@pytest.mark.parametrize("defect", [defect for _, defect in CLEAN], ids=[" ".join(key) for key, _ in CLEAN])
def test_page_without_defect_has_no_problem(house: House, empty: Running, browser: Browser, defect: Defect) -> None:
    assert list(problems_of(Round(house, empty, browser), defect, "")) == []


@pytest.mark.parametrize("name", DEFECTS)
def test_defect_is_found(house: House, empty: Running, browser: Browser, name: str) -> None:
    defect = DEFECTS[name]
    looking = Round(house, empty, browser, is_enough=lambda problem: defect.said in problem)
    is_found = any(defect.said in problem for problem in problems_of(looking, defect, defect.plant))
    assert is_found != (name in NOT_FOUND), looking.problems


def test_forty_are_planted_and_most_are_found() -> None:
    assert len(DEFECTS) == 40
    assert len(NOT_FOUND) <= MOST_NOT_FOUND
    assert NOT_FOUND.keys() <= DEFECTS.keys()
