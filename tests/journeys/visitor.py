"""A person at a browser: presses, types, and has every page checked that opens."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from re import Pattern
from typing import Final

from playwright.sync_api import Browser, Locator

from tests.browser import Look, Mode, new_context, until, watched

Name = str | Pattern[str]
PATIENCE_MS: Final = 10_000
# A person who types with two fingers.
KEY_MS: Final = 150


@dataclass(slots=True)
class Visitor:
    """Somebody in a window of their own. Fields and buttons are found by what a screen reader would call them."""

    look: Look
    address: str
    presses: int = 0
    keys: int = 0
    checked: list[str] = field(default_factory=list)

    def open(self, address: str, refused: str = "") -> None:
        """Go to an address, whole or local, and check the page; `refused` is the status it must be refused with."""
        self.look.page.goto(address if address.startswith("http") else f"{self.address}{address}")
        if refused:
            self.look.expect(refused)
        self.check()

    def check(self) -> None:
        """Have the page checked as it stands now.

        Raises
        ------
        AssertionError
            If there is anything wrong with it that a browser can see.
        """
        settle(self.look)
        self.checked.append(self.look.page.url.removeprefix(self.address))
        problems = self.look.problems()
        assert problems == [], f"{self.look.page.url}: {problems}"

    def press(self, name: Name, *, link: bool = False, within: Locator | None = None) -> None:
        """Press a button, or follow a link, that leads to a page; and check that page."""
        self.click(name, link=link, within=within)
        self.check()

    def click(self, name: Name, *, link: bool = False, within: Locator | None = None) -> None:
        """Press a button, or follow a link, that leads to a page."""
        target = self.control("link" if link else "button", name, within)
        with self.look.page.expect_navigation():
            target.click()
        self.presses += 1

    def follow(self, name: Name, within: Locator | None = None) -> None:
        """Follow a link and check the page it leads to."""
        self.press(name, link=True, within=within)

    def unfold(self, name: Name) -> None:
        """Open a fold of the page, and check what stands in it too."""
        self.look.page.locator("summary").filter(has_text=name).click()
        self.presses += 1
        self.check()

    def type(self, label: Name, text: str) -> None:
        """Put the cursor in a field and type."""
        self.box(label).fill(text)
        self.keys += len(text)

    def point_at(self, label: Name) -> None:
        """Put the cursor in a field with the mouse or a finger."""
        self.box(label).click()
        self.presses += 1

    def write(self, text: str) -> None:
        """Type where the cursor is, key by key."""
        self.look.page.keyboard.type(text, delay=KEY_MS)
        self.keys += len(text)

    def strike(self, key: str) -> None:
        """Strike one key, such as Tab."""
        self.look.page.keyboard.press(key)
        self.keys += 1

    def choose(self, label: Name) -> None:
        """Choose one of several, or mark a box."""
        self.box(label).check()
        self.presses += 1

    def box(self, label: Name) -> Locator:
        """The field with this label."""
        # What follows in brackets says that the field is optional.
        whole = re.compile(rf"^{re.escape(label)}( \(.*\))?$") if isinstance(label, str) else label
        return self.look.page.get_by_role("main").get_by_label(whole)

    def control(self, role: str, name: Name, within: Locator | None = None) -> Locator:
        """The one button or link with this name."""
        place = within or self.look.page.get_by_role("main")
        return place.get_by_role(role, name=name, exact=isinstance(name, str))  # type: ignore[arg-type]  # a literal

    def sign_out(self) -> None:
        """Leave, as one does on a computer that others use."""
        header = self.look.page.get_by_role("banner")
        header.locator("summary").click()
        self.press("Logg ut", within=header)

    def close_browser(self) -> None:
        """Close it for a while: it forgets all that has no day of its own to be forgotten on."""
        self.look.page.goto("about:blank")
        context = self.look.page.context
        for cookie in context.cookies():
            if cookie["expires"] < 0:
                context.clear_cookies(name=cookie["name"])

    @property
    def chart(self) -> str:
        """All the words of the page's chart, also those in the drawing and in its folds."""
        return words_of(self.look.page.get_by_role("figure"))

    @property
    def heading(self) -> str:
        """What the page says first."""
        return self.look.page.get_by_role("heading", level=1).inner_text()

    @property
    def text(self) -> str:
        """The page's content as it is seen: what is folded away is not in it."""
        return " ".join(self.look.page.get_by_role("main").inner_text().split())


def settle(look: Look) -> None:
    """Wait until the page has told what just happened: its script takes the words out and puts them in again."""
    if look.mode.scripts:
        until(look.page, "!document.querySelector('[data-notices]')?.style.minBlockSize")


def words_of(place: Locator) -> str:
    """All the words of a place, with plain spaces between them, whether they are seen or not."""
    return " ".join((place.text_content() or "").split())


@contextmanager
def somebody(browser: Browser, address: str, mode: Mode | None = None) -> Iterator[Visitor]:
    """A person with a browser of their own, which is closed at the end."""
    how = mode or Mode()
    context = new_context(browser, how)
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield Visitor(watched(context, how, address), address)
    finally:
        context.close()
