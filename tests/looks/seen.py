"""What a page must hold beyond what axe knows: the chart contract, forms, words, motion, paper; read in the browser."""

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Page

if TYPE_CHECKING:
    from tests.browser import Mode

HERE: Final = Path(__file__).parent


@cache
def script_of(*names: str) -> str:
    """The scripts with these names, in order: the later use the earlier."""
    return "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in names)


def seen_problems(page: Page, mode: "Mode") -> list[str]:
    """Every defect of the page as it stands, in words."""
    checks = "[...chartProblems(), ...formProblems(mode), ...pageProblems(mode)]"
    script = f"(mode) => {{ {script_of('shared', 'charts', 'forms', 'page')} return {checks}; }}"
    found: list[str] = page.evaluate(script, asdict(mode))
    return found


def spacing_problems(page: Page) -> list[str]:
    """What is lost when a reader gives the text more room; the page is left as it was."""
    found: list[str] = page.evaluate(f"() => {{ {script_of('shared', 'spacing')} return spacingProblems(); }}")
    return found
