"""Every page in each of its states, in each language, wide and narrow, light and dark, without one defect."""

from collections import defaultdict

import pytest
from playwright.sync_api import Browser

from tests.browser import Mode
from tests.journeys.furnished import House
from tests.journeys.looking_round import ALL_MODES, LANGUAGES, WIDTHS, Round, pairwise_looks, some_modes, ways_of
from tests.journeys.running import Running
from tests.journeys.states import PAGES, missing_states, states_by_page

PARTS = 4
# Those that are printed for a meeting, or looked at most.
ALSO_ON_PAPER = ("home.index", "projects.show", "measures.show", "pdsa.show", "exchange.show")
# A single other state is seen in one way.
KINDS = {"empty", "typical", "full", "error", "conflict"}


def test_no_page_is_forgotten(house: House) -> None:
    assert missing_states(house.app, PAGES) == []


def test_forgotten_page_and_form_are_named(house: House) -> None:
    pages = {endpoint: states for endpoint, states in PAGES.items() if endpoint != "home.index"}
    pages["projects.create"] = [state for state in PAGES["projects.create"] if state.name != "error"]
    pages["gone.index"] = PAGES["help.index"]
    problems = " ".join(missing_states(house.app, pages))
    assert "home.index is a page that no browser test opens" in problems
    assert "projects.create has a form that is never sent wrongly" in problems
    assert "gone.index is no page any more" in problems


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_have_no_problem(house: House, empty: Running, browser: Browser, part: int) -> None:
    looking = Round(house, empty, browser)
    looking.look_at(pairwise_looks(states_by_page())[part::PARTS])
    assert not looking.problems, "\n".join(looking.problems)


def test_pages_meet_width_and_darkness_and_kinds_of_state_every_language_too() -> None:
    looks = pairwise_looks(states_by_page())
    seen: dict[str, set[object]] = defaultdict(set)
    for (name, state), mode in looks:
        for of in (name.partition(":")[0], *({state.name} & KINDS)):
            seen[of].update(ways_of(mode))
    every = {*WIDTHS, True, False}
    unseen = {of: (every | {*LANGUAGES} if of in KINDS else every) - found for of, found in seen.items()}
    assert {of: ways for of, ways in unseen.items() if ways} == {}
    assert {name for (name, _), _ in looks} == {name for name, _ in states_by_page()}
    assert {mode for _, mode in looks} == {mode for mode in ALL_MODES if not mode.forced_colours and not mode.printed}


def test_pages_hold_on_paper_and_in_forced_colours(house: House, empty: Running, browser: Browser) -> None:
    looking = Round(house, empty, browser)
    names = {f"{page}: {kind}" for page in ALSO_ON_PAPER for kind in ("empty", "typical", "full")}
    states = [(name, state) for name, state in states_by_page() if name in names]
    assert len(states) > len(ALSO_ON_PAPER)
    looking.look_at((state, mode) for state in states for mode in some_modes())
    assert not looking.problems, "\n".join(looking.problems)


def test_problem_is_told_with_its_page_and_mode(house: House, empty: Running, browser: Browser) -> None:
    looking = Round(house, empty, browser)
    (name, state), *_ = states_by_page()

    def plant(page: object) -> None:
        page.locator("main").evaluate("main => main.insertAdjacentHTML('beforeend', '<input>')")  # type: ignore[attr-defined]

    looking.look_at([((name, type(state)(state.name, state.who, state.address, plant)), Mode(320, dark=True))])
    assert any("home.index: full (320-dark-nb): axe label" in problem for problem in looking.problems)
