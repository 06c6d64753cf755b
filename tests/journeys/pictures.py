"""`python -m tests.journeys.pictures`: pictures of the pages for people to look at, in build/pictures/.

With `--readme`, instead the one picture that the README shows.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from playwright.sync_api import FloatRect, Playwright, ViewportSize, sync_playwright

from devtools.places import ROOT
from tests.browser import Mode, launch, screenshot
from tests.journeys.furnished import furnished, unfurnished
from tests.journeys.looking_round import Round
from tests.journeys.running import running
from tests.journeys.states import states_by_page

MODES: Final = (Mode(1280), Mode(320), Mode(1280, dark=True), Mode(320, dark=True))
README_PICTURE: Final = ROOT / "docs" / "measure.png"
# Wide enough for the chart beside its labels, and no wider than the README's page.
README_SIZE: Final[ViewportSize] = {"width": 1000, "height": 900}
LARGEST_README_PICTURE: Final = 150_000


def take_pictures(tell: Callable[[str], None]) -> int:
    """A picture of every page in every state, wide and narrow, light and dark; their number."""
    with ExitStack() as leaving:
        folder = Path(leaving.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        house = leaving.enter_context(furnished(folder / "house"))
        empty = leaving.enter_context(unfurnished(folder / "empty"))
        looking = Round(house, empty, launch(leaving.enter_context(sync_playwright())))
        looking.keep = lambda look, name: screenshot(look.page, f"{_file_name(name)}-{look.mode}")
        looking.look_at(((state, mode) for state in states_by_page() for mode in MODES), tell)
        return looking.n_looked


def _file_name(name: str) -> str:
    return name.replace(": ", "-").replace(".", "-").replace(" ", "-").replace(",", "")


def take_readme_picture(playwright: Playwright, folder: Path) -> None:
    """The demo's first measure as its lead sees it, as far down as the drawing goes."""
    with running(folder, demo=True) as program:
        page = launch(playwright).new_page(viewport=README_SIZE, color_scheme="light", locale="nb-NO")
        page.goto(f"{program.address}/demo")
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("button").first.click()
        page.goto(f"{program.address}/measures/1")
        chart = page.locator("figure .chart-wide").bounding_box()
        assert chart is not None
        area: FloatRect = {"x": 0, "y": 0, "width": README_SIZE["width"], "height": chart["y"] + chart["height"] + 16}
        page.screenshot(path=README_PICTURE, clip=area, full_page=True, animations="disabled")
    assert README_PICTURE.stat().st_size <= LARGEST_README_PICTURE


if __name__ == "__main__":
    if sys.argv[1:] == ["--readme"]:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, sync_playwright() as started:
            take_readme_picture(started, Path(place))
    else:
        print(f"{take_pictures(print)} pictures")
