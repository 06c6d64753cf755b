"""Every page in every state and every way of looking at it: how many looks, and how many defects of each kind."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.browser import launch
from tests.journeys.furnished import furnished, unfurnished
from tests.journeys.looking_round import ALL_MODES, Round
from tests.journeys.states import PAGES, states_by_page
from tests.prove.figures import Figure

# How a problem's sentence is told from the others.
KINDS: Final = {
    "axe violations": ": axe ",
    "pages that scroll sideways": "scrolls sideways",
    "requests to another server": "Asks another server",
    "breaches of the content security policy": "Content Security Policy",
    "targets smaller than 24 px": "Smaller than",
}


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Look at all of it; each problem is told as it stands."""
    states = states_by_page()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        furnished(Path(folder) / "house") as house,
        unfurnished(Path(folder) / "empty") as empty,
        sync_playwright() as playwright,
    ):
        looking = Round(house, empty, launch(playwright))
        looking.look_at(((state, mode) for state in states for mode in ALL_MODES), tell)
    for problem in looking.problems:
        tell(problem)
    return [
        Figure("pages", str(len(PAGES))),
        Figure("states of these pages, and refusals", str(len(states))),
        Figure("ways to look (language, width, light or dark, forced colours, paper)", str(len(ALL_MODES))),
        Figure("looks", str(looking.n_looked)),
        *counted(looking.problems),
    ]


def counted(problems: Sequence[str]) -> list[Figure]:
    """How many of each kind; what is of no known kind is counted too."""
    figures, left = [], list(problems)
    for kind, sign in KINDS.items():
        found = [problem for problem in left if sign in problem]
        left = [problem for problem in left if sign not in problem]
        figures.append(Figure(kind, str(len(found))))
    return [*figures, Figure("errors in the console, and all else", str(len(left)))]
