"""What only a browser can see of a page: axe, sideways scroll, small targets, broken policy, requests to others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST_TARGET = 24

# Links within a sentence are exempt (WCAG 2.5.8), and so is what only shows when it has focus.
SMALL_TARGETS = """smallest => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.display !== "inline" && Math.min(box.width, box.height) < smallest;
  })
  .map((element) => element.outerHTML.slice(0, 100))"""


@dataclass(frozen=True, slots=True)
class Mode:
    """How a page is looked at."""

    width: int
    dark: bool = False
    forced_colours: bool = False
    printed: bool = False


MODES = (
    Mode(1280),
    Mode(320),
    Mode(1280, dark=True),
    Mode(320, dark=True),
    Mode(1280, forced_colours=True),
    Mode(794, printed=True),
)


@dataclass(slots=True)
class Look:
    """An open page, and what has gone wrong on it."""

    page: Page
    noise: list[str] = field(default_factory=list)

    def problems(self, mode: Mode) -> list[str]:
        """Every defect a browser can see, in words."""
        return [
            *self.noise,
            *self._axe(mode),
            *self._too_wide(),
            *([] if mode.printed else self._too_small()),
        ]

    def _axe(self, mode: Mode) -> Iterator[str]:
        self.page.evaluate(f"{AXE}; 0")
        # Forced colours are the reader's own: axe would judge the colours we did not choose.
        rules = {"color-contrast": {"enabled": not (mode.forced_colours or mode.printed)}}
        options = {"runOnly": AXE_TAGS, "rules": rules}
        for violation in self.page.evaluate("options => axe.run(document, options)", options)["violations"]:
            for node in violation["nodes"]:
                yield f"axe {violation['id']}: {node['html'][:200]} {node['failureSummary']}"

    def _too_wide(self) -> Iterator[str]:
        width, seen = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if width > seen:
            yield f"The page is {width} wide in a window of {seen}: it scrolls sideways."

    def _too_small(self) -> Iterator[str]:
        for html in self.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET):
            yield f"Smaller than {SMALLEST_TARGET} px: {html}"


@contextmanager
def opened(browser: Browser, address: str, mode: Mode, *, scripts: bool = True) -> Iterator[Look]:
    """The page at the address, in this mode, with everything that goes wrong written down."""
    size: ViewportSize = {"width": mode.width, "height": 900}
    context = browser.new_context(
        viewport=size,
        color_scheme="dark" if mode.dark else "light",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.emulate_media(
        media="print" if mode.printed else "screen",
        forced_colors="active" if mode.forced_colours else "none",
    )
    look = Look(page)
    host = address.split("/")[2]
    page.on(
        "console",
        lambda said: look.noise.append(said.text) if said.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: look.noise.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.split("/")[2:3] == [host] or asked.url.startswith("data:")
            else look.noise.append(f"Asks another server: {asked.url}")
        ),
    )
    page.goto(address)
    try:
        yield look
    finally:
        context.close()
