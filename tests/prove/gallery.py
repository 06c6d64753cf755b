"""The gallery in every way of looking and every language: how many pictures, and how many defects of each kind."""

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from qi_tracker.charts.client import Renderer
from qi_tracker.vocabulary import ChartKind, Language
from tests.browser import Mode, axe_violations, launch, opened
from tests.charts.gallery import sheets
from tests.charts.gallery.contract import LOOKS, MEASURE, SAYS, Check, problems_of
from tests.charts.gallery.states import State
from tests.components.preview import served
from tests.prove.figures import Figure

_MODES: Final = (
    Mode(1280),
    Mode(320),
    Mode(1280, dark=True),
    Mode(320, dark=True),
    Mode(1280, forced_colours=True),
    Mode(320, forced_colours=True),
    Mode(794, printed=True),
)


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Look at all of it; each problem is told as it stands."""
    looked, found = 0, Counter[str]()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        renderer = Renderer(Path(folder), timeout_seconds=60)
        try:
            for language in Language:
                pages = {f"/{name}": content for name, content in sheets.pages(renderer, language)}
                with served(pages) as address:
                    for sheet in sheets.headings():
                        for mode in _MODES:
                            with opened(browser, f"{address}/{sheet}.html", mode) as look:
                                looked += _look(look.page, sheet, language, mode, found, tell)
        finally:
            renderer.close()
    ways = f"{len(Language)}, {len(_MODES)}"
    return [
        Figure("kinds of charts", str(len(ChartKind))),
        Figure("states of each", str(len(State))),
        Figure("languages, and ways to look (width, light or dark, forced colours, paper)", ways),
        Figure("pictures held against the chart contract", str(looked)),
        *(Figure(f"pictures not {_name(check)}", str(found[_name(check)])) for check in (*SAYS, *LOOKS)),
        Figure("axe violations, and ids that are there twice", str(found["axe"])),
    ]


def _name(check: Check) -> str:
    return check.__name__.replace("_", " ")


def _look(
    page: Page, sheet: str, language: Language, mode: Mode, found: Counter[str], tell: Callable[[str], None]
) -> int:
    """How many pictures the page has; their problems are counted by check and told."""
    charts = {item.chart.id: item.chart for item in sheets.exhibits(language)[sheet]}
    measured = page.evaluate(MEASURE)
    others = [*axe_violations(page, mode), *measured["twice"]]
    for figure in measured["figures"]:
        for check in (*SAYS, *LOOKS):
            problems = problems_of(figure, charts[figure["id"]], [check])
            found[_name(check)] += bool(problems)
            for problem in problems:
                tell(f"{figure['id']} ({language.value}, {mode}): {problem}")
    found["axe"] += len(others)
    for problem in others:
        tell(f"{sheet} ({language.value}, {mode}): {problem}")
    return len(measured["figures"])
