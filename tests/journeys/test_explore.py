"""A chart explored point by point and period by period: by keyboard, by pointing, and without JavaScript."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import Browser, FloatRect, Page, Route

from tests.browser import Mode, until
from tests.journeys.running import Running, running
from tests.journeys.visitor import Visitor, somebody

LEAD: Final = "form[action='/demo/people/1']"
# The demo's first measure: two years of a proportion, with a note, seven cycles and a long run.
ADDRESS: Final = "/measures/1/explore"
N_POINTS: Final = 24
ABOVE_PLOT: Final = 2

ROWS: Final = """() => [...document.querySelectorAll("figure tbody tr")]
  .map((row) => [...row.children].map((cell) => cell.textContent.trim()).filter(Boolean))"""
# What is read of the point in focus, and what stands beneath the chart.
SAID: Final = """() => ({
  spoken: document.querySelector("#point").getAttribute("aria-valuetext"),
  shown: [...document.querySelectorAll("[data-explore-text] :is(p, li)")].map((part) => part.textContent),
})"""
# How far the middle of the ring is from the drawn point that is read; null without a ring.
RING: Final = """() => {
  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const picture = [...document.querySelectorAll(".chart-svg")].find((svg) => svg.getBoundingClientRect().width);
  const ring = picture.querySelector(".explore-ring");
  if (getComputedStyle(ring).display === "none") return null;
  const [x, y] = middle(ring);
  const points = [...picture.querySelectorAll(".chart-points path")];
  const [left, top] = middle(points[document.querySelector("#point").value]);
  return Math.hypot(left - x, top - y);
}"""
INK: Final = "getComputedStyle(document.querySelector('.explore-ring')).stroke"
FOCUS: Final = """() => {
  const style = getComputedStyle(document.activeElement);
  return [document.activeElement.id, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
}"""
FINGER: Final = """([x, y]) => document.querySelector(".chart-narrow > svg").dispatchEvent(
  new PointerEvent("pointerdown", { pointerType: "touch", clientX: x, clientY: y, bubbles: true }))"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("demo"), demo=True) as program:
        yield program


@contextmanager
def exploring(browser: Browser, demo: Running, mode: Mode | None = None, query: str = "") -> Iterator[Page]:
    """The page, open for the leader of the project; nothing may go wrong on it, from its opening to its closing."""
    with somebody(browser, demo.address, mode) as lead:
        lead.open("/demo")
        with lead.look.page.expect_navigation():
            lead.look.page.locator(f"{LEAD} button").click()
        lead.open(ADDRESS + query)
        yield lead.look.page
        lead.check()


def strike(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str) -> None:
    """Go on with Tab until this is in focus, and see that one can see it."""
    for _ in range(60):
        strike(page, "Tab")
        found, is_outlined = page.evaluate(FOCUS)
        if found == name:
            assert is_outlined, f"{name} is in focus without showing it"
            return
    raise AssertionError(f"Tab never comes to {name}")


def spoken(page: Page) -> str:
    return str(page.evaluate(SAID)["spoken"])


def shown(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SAID)["shown"]
    return found


def periods(page: Page) -> list[str]:
    return [row[0] for row in page.evaluate(ROWS)]


def until_shown(page: Page, count: int) -> None:
    until(page, "count => document.querySelectorAll('figure tbody tr').length === count", count)


def plot(page: Page) -> FloatRect:
    box = page.locator(".chart-wide > svg").bounding_box()
    assert box is not None
    return box


def test_walking_by_keyboard_says_what_the_table_says(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo) as page:
        rows = page.evaluate(ROWS)
        assert len(rows) == N_POINTS
        tab_to(page, "point")
        strike(page, "Home")
        for row in rows:
            assert [cell for cell in row if cell not in spoken(page)] == []
            assert ". ".join(shown(page)) + "." == spoken(page)
            assert page.evaluate(RING) < 1
            strike(page, "ArrowRight")
        assert rows[-1][0] in spoken(page)


def test_page_keys_go_to_what_stands_out_and_escape_clears(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo) as page:
        hint = shown(page)
        tab_to(page, "point")
        strike(page, "PageDown")
        stop = spoken(page)
        assert "A: Vi begynte å prøve endringer" in stop
        assert "12 på rad over medianen" in stop
        strike(page, "PageDown")
        assert periods(page)[0] in spoken(page)
        strike(page, "PageUp")
        assert spoken(page) == stop
        strike(page, "Escape")
        assert shown(page) == hint
        assert page.evaluate(RING) is None
        strike(page, "ArrowLeft")
        assert page.evaluate(RING) < 1


def test_buttons_step_and_are_heard(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo) as page:
        rows = periods(page)
        button = page.get_by_role("button", name="Forrige punkt")
        for period in (rows[-1], rows[-2]):
            button.click()
            assert shown(page)[0].startswith(period)
            assert page.locator("[data-explore-status]").inner_text() == spoken(page)


def test_period_is_chosen_by_keyboard_and_the_back_button_takes_it_away(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo) as page:
        rows = periods(page)
        page.evaluate("window.isStillHere = true")
        tab_to(page, "from")
        strike(page, "ArrowDown", "ArrowDown", "Tab", "ArrowUp", "Tab", "Enter")
        until_shown(page, N_POINTS - 3)
        assert periods(page) == rows[2:-1]
        assert re.search(r"\?from=\d{4}-\d\d-01&to=\d{4}-\d\d-01$", page.url)
        assert page.locator("[data-explore-status]").inner_text() == f"Vist: {rows[2]} til {rows[-2]}."
        strike(page, "Tab", "Enter")
        until_shown(page, N_POINTS)
        assert page.evaluate(FOCUS)[0] == "view-1"
        strike(page, "Tab", "Enter")
        until_shown(page, 12)
        page.go_back()
        until_shown(page, N_POINTS)
        page.go_back()
        until_shown(page, N_POINTS - 3)
        assert page.evaluate("window.isStillHere")
        page.reload()
        assert periods(page) == rows[2:-1]
        assert "Du ser en del av diagrammet." in page.inner_text("main")


def test_chosen_point_stays_chosen_in_another_period(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo) as page:
        tab_to(page, "point")
        strike(page, "ArrowLeft")
        before = shown(page)
        page.get_by_role("link", name="Siste 12").click()
        until_shown(page, 12)
        assert shown(page) == before
        assert page.evaluate(RING) < 1


def test_mouse_shows_as_it_goes_and_chooses_with_a_press(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo) as page:
        box, hint = plot(page), shown(page)
        height = box["y"] + box["height"] / ABOVE_PLOT
        page.mouse.move(box["x"] + 130, height)
        pointed_at = shown(page)
        assert pointed_at != hint
        page.mouse.move(box["x"] - 20, height)
        assert shown(page) == hint
        page.mouse.click(box["x"] + 130, height)
        page.mouse.move(box["x"] - 20, height)
        assert shown(page) == pointed_at
        assert page.locator("[data-explore-status]").inner_text() == ""


def test_dragging_shows_that_period_alone(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo) as page:
        rows, box = periods(page), plot(page)
        height = box["y"] + box["height"] / ABOVE_PLOT
        first, last = box["x"] + 150, box["x"] + 350
        named = []
        for place in (first, last):
            page.mouse.move(place, height)
            named.append(shown(page)[0].partition(":")[0])
        page.mouse.down()
        page.mouse.move(first, height, steps=4)
        page.mouse.up()
        begin, end = (rows.index(name) for name in named)
        until_shown(page, end - begin + 1)
        assert periods(page) == rows[begin : end + 1]


def test_finger_chooses_the_nearest_point_on_a_phone(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo, Mode(320)) as page:
        box = page.locator(".chart-narrow > svg").bounding_box()
        assert box is not None
        page.evaluate(FINGER, [box["x"] + box["width"] / 3, box["y"] + 100])
        assert page.evaluate(RING) < 1
        assert shown(page)[0].partition(":")[0] in periods(page)


def test_where_fetching_fails_the_page_itself_is_opened(browser: Browser, demo: Running) -> None:
    with somebody(browser, demo.address) as lead:
        open_demo(lead)
        page = lead.look.page

        def fail_fetching(route: Route) -> None:
            if route.request.resource_type == "fetch":
                route.abort()
            else:
                route.continue_()

        page.route("**/explore?*", fail_fetching)
        with page.expect_navigation():
            page.get_by_role("link", name="Siste 12").click()
        until_shown(page, 12)
        lead.look.expect("net::ERR_FAILED")
        lead.check()


def open_demo(lead: Visitor) -> None:
    lead.open("/demo")
    with lead.look.page.expect_navigation():
        lead.look.page.locator(f"{LEAD} button").click()
    lead.open(ADDRESS)


def test_all_of_it_is_there_without_scripts(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo, Mode(scripts=False)) as page:
        rows = page.locator("figure tbody tr")
        assert rows.count() == N_POINTS
        assert not page.locator("#point").is_visible()
        page.locator("#from").select_option(index=6)
        page.locator("#to").select_option(index=9)
        with page.expect_navigation():
            page.get_by_role("button", name="Vis", exact=True).click()
        assert rows.count() == 4
        assert page.locator(".chart-wide .chart-points path").count() == 4


def test_nothing_of_it_is_loaded_before_it_is_wanted(browser: Browser, demo: Running) -> None:
    with somebody(browser, demo.address) as lead:
        open_demo(lead)
        asked: list[str] = []
        lead.look.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        lead.open("/measures/1")
        assert not {"explore.js", "chart_reader.js"} & set(asked)
        lead.follow("Utforsk diagrammet")
        assert {"explore.js", "chart_reader.js"} <= set(asked)


@pytest.mark.parametrize("mode", [Mode(), Mode(dark=True), Mode(320, dark=True)], ids=str)
def test_marker_has_the_colour_of_text(browser: Browser, demo: Running, mode: Mode) -> None:
    with exploring(browser, demo, mode) as page:
        tab_to(page, "point")
        strike(page, "ArrowLeft")
        assert page.evaluate(INK) == page.evaluate("getComputedStyle(document.querySelector('h1')).color")


def test_marker_is_seen_in_forced_colours(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo, Mode(forced_colours=True)) as page:
        tab_to(page, "point")
        strike(page, "ArrowLeft")
        assert page.evaluate(INK) != page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_marker_and_controls_are_not_printed(browser: Browser, demo: Running) -> None:
    with exploring(browser, demo) as page:
        tab_to(page, "point")
        strike(page, "ArrowLeft")
        page.emulate_media(media="print")
        for hidden in (".chart-wide .explore-ring", "#point", "#from"):
            assert not page.locator(hidden).is_visible()
        page.emulate_media(media="screen")
