"""New project, many numbers, import and the due number with nothing but a keyboard, always seeing where one is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from qi_tracker.services.summaries import local_today
from tests.browser import until
from tests.journeys.excel import NUMERATORS, copied_from_excel
from tests.journeys.running import Running, running
from tests.journeys.steps import MEASURE, make_first_account
from tests.journeys.visitor import Visitor, somebody

# More stops than any of these pages has: a key that leads nowhere is found instead of awaited.
MOST_STOPS: Final = 120
# A busy machine scrolls a little after the key.
MOST_GLANCES: Final = 20
MILLISECONDS_BETWEEN_GLANCES: Final = 50

# What is in focus, whether it or the field around it has a line around it that one can see, and whether it is in view.
IN_FOCUS: Final = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const places = [element, element.closest(".ds-field")].filter(Boolean).map((place) => getComputedStyle(place));
  const isOutlined = places.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  const box = element.getBoundingClientRect();
  // The link that skips the menu shows where one is by coming into view at all.
  const isShown = isOutlined || (element.matches(".ds-skip-link") && box.width > 1);
  // Of a large field a browser brings the line into view that one writes on.
  const middle = element.matches("textarea") ? box.top + 16 : (box.top + box.bottom) / 2;
  const onTop = document.elementFromPoint((box.left + box.right) / 2, middle);
  const isInView = Boolean(onTop) && (element.contains(onTop) || onTop.contains(element));
  const name = [element.getAttribute("aria-label"), element.labels?.[0]?.textContent, element.textContent];
  return { name: name.filter(Boolean).join(" ").replace(/\\s+/g, " ").trim(), isShown, isInView };
}"""

HIDE_FOCUS: Final = """() => document.querySelectorAll("*")
  .forEach((element) => element.style?.setProperty("outline", "none", "important"))"""

# What stands in the grid's columns of numbers, from the top.
GRID: Final = """() => [...document.querySelectorAll("table[data-grid] tbody tr")]
  .map((row) => [...row.querySelectorAll("[inputmode=decimal]")].map((cell) => cell.value))"""


class Keys:
    """A person who has no mouse."""

    def __init__(self, person: Visitor) -> None:
        self.person = person

    @property
    def page(self) -> Page:
        return self.person.look.page

    def tab_to(self, name: str) -> None:
        """Go on with Tab until what is in focus is called so; every stop on the way must be seen."""
        wanted = re.compile(name)
        for _ in range(MOST_STOPS):
            stop = self.page.evaluate(IN_FOCUS)
            if stop and wanted.search(stop["name"]):
                return
            self.strike("Tab")
        raise AssertionError(f"Tab never comes to {name!r} on {self.page.url}")

    def strike(self, key: str) -> None:
        """Strike a key, and see where one is after it."""
        self.page.keyboard.press(key)
        stop = self._at_rest()
        assert stop is None or stop["isShown"], f"{stop} is in focus without showing it, on {self.page.url}"
        assert stop is None or stop["isInView"], f"{stop} is in focus and out of view, on {self.page.url}"

    def _at_rest(self) -> dict[str, Any] | None:
        """What is in focus, when the page has scrolled to it; as it is, if it never does."""
        stop: dict[str, Any] | None = None
        for _ in range(MOST_GLANCES):
            stop = self.page.evaluate(IN_FOCUS)
            if stop is None or stop["isInView"]:
                break
            self.page.wait_for_timeout(MILLISECONDS_BETWEEN_GLANCES)
        return stop

    def write(self, field: str, text: str) -> None:
        """Come to a field, and write in it."""
        self.tab_to(field)
        self.page.keyboard.insert_text(text)

    def press(self, name: str) -> None:
        """Come to a button or a link that opens a page, and press it."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.person.check()

    def paste(self, text: str) -> None:
        """Paste with the keys for it, from the machine's own clipboard."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path) as found:
        yield found


def test_from_project_to_due_number_by_keyboard(browser: Browser, program: Running) -> None:
    with somebody(browser, program.address) as lead:
        make_first_account(lead, program.first_account)
        keys = Keys(lead)
        answer_three_questions(keys)
        fill_grid(keys)
        import_table(keys)
        enter_next_number(keys)


def answer_three_questions(keys: Keys) -> None:
    keys.write("^Målet med enkle ord", "Flere barn blir med")
    keys.write("^Hva vil dere telle", MEASURE)
    keys.tab_to("^Andel$")
    keys.strike("Space")
    keys.tab_to("^Opp$")
    keys.strike("Space")
    keys.write("^Det første dere prøver", "Spør hva barnet liker")
    keys.press("^Opprett prosjektet$")
    assert keys.person.heading == MEASURE


def fill_grid(keys: Keys) -> None:
    """One month typed and two pasted, moving with Enter and the arrows; each row is saved as it is left."""
    keys.press("^Skriv inn mange$")
    first = keys.page.locator("table[data-grid] tbody tr").nth(1)
    while not first.locator("input[inputmode=decimal]").first.evaluate("input => input === document.activeElement"):
        keys.strike("Tab")
    keys.page.keyboard.type("14")
    keys.strike("ArrowRight")
    keys.page.keyboard.type("48")
    keys.strike("Enter")
    keys.strike("ArrowLeft")
    keys.paste("16\t50\n13\t47\n")
    keys.strike("ArrowUp")
    until(keys.page, "document.querySelectorAll('tr[data-state=saved]').length === 3")
    assert keys.page.evaluate(GRID)[1:4] == [["14", "48"], ["16", "50"], ["13", "47"]]
    keys.press("^Lagre og se diagrammet$")
    assert "3 tall" in keys.person.chart


def import_table(keys: Keys) -> None:
    keys.press("^Lim inn eller last opp$")
    keys.tab_to("^Lim inn fra Excel")
    keys.paste(copied_from_excel(local_today()))
    keys.press("^Les tabellen$")
    # The three in the grid are other numbers than the table's: that is the one thing asked.
    assert "21 nye målinger, 3 er andre enn deres." in keys.person.text
    keys.tab_to("^De i tabellen$")
    keys.strike("Space")
    keys.press("^Importer$")
    assert "24 tall" in keys.person.chart


def enter_next_number(keys: Keys) -> None:
    keys.press("^Legg inn tall$")
    keys.write("^Teller", "27")
    keys.write("^Nevner", "53")
    keys.press("^Lagre tallet$")
    assert str(NUMERATORS[-1]) not in words_of_last_row(keys)
    assert "27" in words_of_last_row(keys)


def words_of_last_row(keys: Keys) -> list[str]:
    return keys.page.get_by_role("figure").locator("tbody tr").last.locator("td").all_text_contents()


def test_focus_that_cannot_be_seen_is_told(browser: Browser, program: Running) -> None:
    with somebody(browser, program.address) as lead:
        lead.open("/sign-in")
        lead.look.page.evaluate(HIDE_FOCUS)
        with pytest.raises(AssertionError, match="without showing it"):
            Keys(lead).tab_to("finnes ikke")
