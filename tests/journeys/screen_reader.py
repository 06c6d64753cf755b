"""`python -m tests.journeys.screen_reader`: writes docs/screen-reader-walk.md, what is read aloud of one measure.

On a fixed day, so that the demo's numbers are the same in every month.
"""

import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from devtools.places import ROOT
from qi_tracker.services.summaries import local_today
from tests.browser import Mode, launch, new_context, until, watched
from tests.journeys.running import running
from tests.looks.spoken import spoken

WALK: Final = ROOT / "docs" / "screen-reader-walk.md"
COMMAND: Final = "python -m tests.journeys.screen_reader"
DAY: Final = date(2026, 11, 23)
MEASURE: Final = "/measures/1"
# Folds with something to press in them are of the team's work, and not of what the chart says.
UNFOLD: Final = """() => document.querySelectorAll("main details")
  .forEach((fold) => { fold.open = !fold.querySelector("form") })"""
UNFOLDED: Final = """() => [...document.querySelectorAll("main details[open]")]
  .every((fold) => fold.lastElementChild.checkVisibility())"""
PREFACE: Final = f"""# A measure, as a screen reader reads it

One measure of the demo in bokmål, from the browser's own accessibility tree: every line is one thing that is read, in
the order it is read, with the folds of the chart and the verdict open. What is indented stands within what is above it.
A table is read by its first rows. The day is set to {DAY.isoformat()}, so that the numbers stay the same.

This page is made by `{COMMAND}` and compared with the program by the tests: run the command when a
measure's page changes, and read what has become of it.

"""


def walk_of_chart(browser: Browser, folder: Path) -> str:
    """What is read of the demo's first measure, as the page that is kept."""
    days = (DAY - local_today()).days
    with running(folder, demo=True, days_ahead=days) as program:
        context = new_context(browser, Mode())
        page = watched(context, Mode(), program.address).page
        page.goto(f"{program.address}/demo")
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("button").first.click()
        page.goto(f"{program.address}{MEASURE}")
        page.evaluate(UNFOLD)
        until(page, UNFOLDED)
        lines = spoken(page, "main")
        context.close()
    return PREFACE + "\n".join(["```text", *lines, "```", ""])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, sync_playwright() as started:
        WALK.write_text(walk_of_chart(launch(started), Path(place)), encoding="utf-8")
