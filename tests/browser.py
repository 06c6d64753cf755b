"""A real browser for the tests: pages opened in every way a person may see them, and what only a browser can tell.

Whatever goes wrong on a page is written down while it is open: errors of scripts, breaches of the content security
policy, requests to any other machine. `problems()` adds what axe, the layout and our own checks in looks/ say.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    ViewportSize,
)

from devtools.browser import SENTENCE, find_chromium
from devtools.places import BUILD, NODE_MODULES
from tests.looks.seen import seen_problems

PICTURES: Final = BUILD / "pictures"
AXE: Final = NODE_MODULES / "axe-core" / "axe.min.js"
AXE_TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TARGET: Final = 24
PATIENCE_SECONDS: Final = 5
# Local files and drawings in the page itself.
INSIDE: Final = ("data:", "blob:", "about:")
FLAGS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing outside is even looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
LOCALES: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}

# Links within a sentence are exempt (WCAG 2.5.8), and so is what only shows when it has focus.
SMALL_TARGETS: Final = """smallest => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.display !== "inline" && Math.min(box.width, box.height) < smallest;
  })
  .map((element) => element.outerHTML.slice(0, 100))"""

# What reaches farthest right, to know what to mend.
WIDEST: Final = """() => [...document.querySelectorAll("body *")]
  .map((element) => [element.getBoundingClientRect().right, element])
  .filter(([right, element]) => right > window.innerWidth && !element.closest(".table-scroll"))
  .slice(0, 1).map(([, element]) => element.outerHTML.slice(0, 120)).join("")"""


class BrowserMissing(Exception):
    """There is no browser; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How a page is looked at."""

    width: int = 1280
    dark: bool = False
    forced_colours: bool = False
    printed: bool = False
    scripts: bool = True
    language: str = "nb"
    height: int = 900

    def __str__(self) -> str:
        ways = ("dark", "forced_colours", "printed")
        words = [way for way in ways if getattr(self, way)] + ([] if self.scripts else ["no_scripts"])
        return "-".join([str(self.width), *words, self.language])


MODES: Final = (
    Mode(1280),
    Mode(320),
    Mode(1280, dark=True),
    Mode(320, dark=True),
    Mode(1280, forced_colours=True),
    Mode(794, printed=True),
)


INLINE_HANDLERS: Final = """[...document.querySelectorAll("*")]
  .filter((element) => element.getAttributeNames().some((name) => name.startsWith("on")))
  .map((element) => element.outerHTML.slice(0, 120))"""


@dataclass(slots=True)
class Look:
    """An open page, how it is looked at, and what has gone wrong on it."""

    page: Page
    mode: Mode
    noise: list[str] = field(default_factory=list)

    def problems(self) -> list[str]:
        """Every defect a browser can see, in words: those since it was last asked, and the page's as it stands now."""
        return list(self.found())

    def found(self) -> Iterator[str]:
        """The same one by one, for who needs no more when one is known. Axe takes longest, so it comes last."""
        yield from sideways_scroll(self.page)
        if not self.mode.printed:
            yield from small_targets(self.page)
        yield from seen_problems(self.page, self.mode)
        yield from inline_handlers(self.page)
        # Without scripts axe cannot run; with them it has run on the same page.
        if self.mode.scripts:
            yield from axe_violations(self.page, self.mode)
        noise, self.noise[:] = [*self.noise], []
        yield from noise

    def expect(self, words: str) -> None:
        """Take an expected error from the noise: the page was meant to be refused, say.

        Raises
        ------
        AssertionError
            If nothing of the kind was said.
        """
        left = [said for said in self.noise if words not in said]
        assert len(left) < len(self.noise), f"{words!r} was expected, but there is only {self.noise}"
        self.noise[:] = left


def launch(playwright: Playwright) -> Browser:
    """The browser of this machine, reaching nothing but this machine.

    Raises
    ------
    BrowserMissing
        If there is none.
    """
    return _started(playwright.chromium)


def launch_another(browser: Browser) -> Browser:
    """A second browser beside the first, for a test that does it harm."""
    return _started(browser.browser_type)


def _started(kind: BrowserType) -> Browser:
    found = find_chromium()
    if found is None:
        raise BrowserMissing(SENTENCE)
    # Chromium's sandbox refuses to run as root; nobody else needs to do without it.
    is_root = os.name == "posix" and os.geteuid() == 0
    return kind.launch(executable_path=found, args=[*FLAGS, *(["--no-sandbox"] if is_root else [])])


@contextmanager
def opened(browser: Browser, address: str, mode: Mode | None = None) -> Iterator[Look]:
    """The page at the address, with a new person's empty browser.

    Raises
    ------
    AssertionError
        On leaving, if anything went wrong that nobody asked `problems()` about or `expect`ed.
    """
    how = mode or Mode()
    context = new_context(browser, how)
    try:
        look = watched(context, how, address)
        look.page.goto(address)
        yield look
        assert not look.noise, f"{look.page.url}: {look.noise}"
    finally:
        context.close()


def new_context(browser: Browser, mode: Mode) -> BrowserContext:
    """A browser window of somebody new, who sees pages in this way."""
    size: ViewportSize = {"width": mode.width, "height": mode.height}
    return browser.new_context(
        viewport=size,
        color_scheme="dark" if mode.dark else "light",
        forced_colors="active" if mode.forced_colours else "none",
        java_script_enabled=mode.scripts,
        locale=LOCALES[mode.language],
        timezone_id="Europe/Oslo",
        reduced_motion="reduce",
    )


def watched(context: BrowserContext, mode: Mode, address: str) -> Look:
    """An empty page of the context, on which everything that goes wrong is written down."""
    page = context.new_page()
    if mode.printed:
        page.emulate_media(media="print")
    look = Look(page, mode)
    page.on("console", lambda said: _note_words(look, said))
    page.on("pageerror", lambda error: look.noise.append(f"A script failed: {error}"))
    page.on("request", _request_watch(look, "/".join(address.split("/")[:3])))
    return look


def _note_words(look: Look, said: ConsoleMessage) -> None:
    if said.type in ("error", "warning"):
        look.noise.append(f"{said.text} ({said.location.get('url', '')})")


def _request_watch(look: Look, origin: str) -> Callable[[Request], None]:
    def watch(request: Request) -> None:
        if request.url != origin and not request.url.startswith((f"{origin}/", *INSIDE)):
            look.noise.append(f"Asks another server: {request.url}")

    return watch


def axe_violations(page: Page, mode: Mode | None = None) -> list[str]:
    """What axe-core says of the page, one sentence for each element.

    axe is handed to the page by the debugger, so the page's own policy stays in force and needs no exception.
    """
    page.evaluate(f"{AXE.read_text(encoding='utf-8')}; 0")
    # Forced colours are the reader's own, and print has no dark ground: axe would judge colours that nobody sees.
    judges_colours = mode is None or not (mode.forced_colours or mode.printed)
    # Only the violations are told of, and handed over: all that axe found in order takes longer to send than to find.
    told = {"resultTypes": ["violations"]}
    options = {"runOnly": AXE_TAGS, "rules": {"color-contrast": {"enabled": judges_colours}}, **told}
    found = page.evaluate("options => axe.run(document, options).then((found) => found.violations)", options)
    return [
        f"axe {violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def sideways_scroll(page: Page) -> list[str]:
    """One sentence, if the page is wider than its window."""
    width, seen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if width <= seen:
        return []
    return [f"The page is {width} wide in a window of {seen}, so it scrolls sideways: {page.evaluate(WIDEST)}"]


def inline_handlers(page: Page) -> list[str]:
    """Scripts in attributes. A browser says nothing of them before they should run, which they then do not."""
    return [f"Stopped by the Content Security Policy: {html}" for html in page.evaluate(INLINE_HANDLERS)]


def small_targets(page: Page) -> list[str]:
    """What is too small to be hit."""
    return [f"Smaller than {SMALLEST_TARGET} px: {html}" for html in page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)]


def screenshot(page: Page, name: str) -> Path:
    """A picture of the whole page among those to be looked at; they are not committed."""
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path


def until(page: Page, expression: str, argument: Any = None, *, seconds: float = PATIENCE_SECONDS) -> Any:
    """Wait until an expression is true in the page, and return it.

    Playwright's own waiting needs `eval`, which the policy of our pages forbids; so this asks again and again.

    Raises
    ------
    TimeoutError
        If it is not in time.
    """
    give_up = time.monotonic() + seconds
    while True:
        answer = page.evaluate(expression, argument)
        if answer:
            return answer
        if time.monotonic() > give_up:
            raise TimeoutError(f"Not true within {seconds} s on {page.url}: {expression}")
        page.wait_for_timeout(20)
