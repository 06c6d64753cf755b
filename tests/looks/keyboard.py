"""A walk through a whole page with the Tab key: every stop reached, seen, not covered, in the order it is read."""

from functools import cache
from typing import Final

from playwright.sync_api import Page

from tests.looks.seen import script_of

# More than any page has; a page that holds the key must not keep the suite.
MOST_OTHER_STOPS: Final = 10


@cache
def _script() -> str:
    return f"{{ {script_of('shared', 'keyboard')} }} 0"


def walk_problems(page: Page) -> list[str]:
    """Every defect that a person without a mouse meets. The page is left scrolled, and saves nothing any more."""
    page.evaluate(_script())
    expected: int = page.evaluate("walkOfTests.startWalk()")
    for _ in range(expected):
        page.keyboard.press("Tab")
    # A browser makes stops of its own of what can be scrolled.
    for _ in range(MOST_OTHER_STOPS):
        if page.evaluate("walkOfTests.isAround()"):
            break
        page.keyboard.press("Tab")
    found: list[str] = page.evaluate("walkOfTests.endWalk()")
    return found
