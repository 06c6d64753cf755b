"""The component page as a browser sees it, in each mode; and each gate seen red on a planted defect."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import MODES, Mode, opened
from tests.components.preview import component_page, environment, served

# The element in focus, and whether it or the field around it has an outline one can see.
OUTLINED = """() => {
  const inFocus = document.activeElement;
  const places = [inFocus, inFocus.closest(".ds-field")].filter(Boolean).map((place) => getComputedStyle(place));
  const isOutlined = places.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  return [inFocus.outerHTML.slice(0, 80), isOutlined];
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    pages = {
        "/components": component_page(),
        "/404": environment().get_template("errors/404.html").render(),
        "/planted": component_page().replace("<h2", '<img src="https://example.org/x.png" alt=""><h2', 1),
    }
    with served(pages) as started:
        yield started


@pytest.mark.parametrize("mode", MODES, ids=str)
def test_component_page_has_no_problem(browser: Browser, address: str, mode: Mode) -> None:
    with opened(browser, f"{address}/components", mode) as look:
        assert look.problems() == []


def test_error_page_has_no_problem(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404", Mode(320)) as look:
        assert look.problems() == []


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        (
            "document.querySelector('main').insertAdjacentHTML('beforeend', '<p><input></p>')",
            "axe label",
        ),
        ("document.querySelector('h2').style.color = '#aaa'", "axe color-contrast"),
        ("document.querySelector('h2').style.inlineSize = '400px'", "scrolls sideways"),
        (
            "document.querySelector('.ds-button').style.cssText = 'height: 20px; min-height: 0; padding: 0'",
            "Smaller than 24",
        ),
        (
            "document.querySelector('h2').setAttribute('onclick', 'x()')",
            "Content Security Policy",
        ),
    ],
)
def test_planted_defect_is_seen(browser: Browser, address: str, planted: str, said: str) -> None:
    mode = Mode(320)
    with opened(browser, f"{address}/components", mode) as look:
        look.page.evaluate(f"{planted}; 0")
        problems = look.problems()
    assert any(said in problem for problem in problems), problems


def test_request_to_another_server_is_seen(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/planted", Mode(320)) as look:
        assert any("Asks another server" in problem for problem in look.problems())


def test_print_hides_what_can_only_be_pressed_and_opens_folds(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components", Mode(794, printed=True)) as look:
        assert not look.page.locator(".site-navigation").is_visible()
        assert not any(button.is_visible() for button in look.page.locator(".ds-button").all())
        assert look.page.get_by_text("Det som sjelden brukes.").is_visible()


def test_page_works_without_scripts(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components", Mode(320, scripts=False)) as look:
        page = look.page
        assert not page.locator("[data-needs-script]").first.is_visible()
        assert not page.locator("[data-copy]").is_visible()
        assert page.locator(".ds-error-summary").evaluate("element => element === document.activeElement")
        page.locator("summary", has_text="Kari Demo").click()
        assert page.get_by_role("button", name="Logg ut").is_visible()


def test_first_tab_stop_leads_to_the_content(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404", Mode(1280)) as look:
        look.page.keyboard.press("Tab")
        skip = look.page.locator(".ds-skip-link")
        assert skip.is_visible()
        assert skip.evaluate("element => element === document.activeElement")
        look.page.keyboard.press("Enter")
        assert look.page.locator("main").evaluate("element => element === document.activeElement")


def test_every_tab_stop_shows_where_it_is(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components", Mode(1280)) as look:
        look.page.locator("body").evaluate("element => document.activeElement.blur()")
        for _ in range(45):
            look.page.keyboard.press("Tab")
            html, is_outlined = look.page.evaluate(OUTLINED)
            assert is_outlined or "ds-skip-link" in html, html
        look.expect("/save")  # the grid saved on the way, and here nothing answers


def test_menu_closes_on_escape_and_gives_focus_back(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components", Mode(1280)) as look:
        summary = look.page.locator("[data-menu] summary")
        summary.click()
        look.page.keyboard.press("Tab")
        look.page.keyboard.press("Escape")
        assert look.page.locator("[data-menu]").get_attribute("open") is None
        assert summary.evaluate("element => element === document.activeElement")


def test_notice_is_put_into_the_live_region_once_more(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/components", Mode(1280)) as look:
        region = look.page.locator("[data-notices]")
        assert region.get_attribute("role") == "status"
        region.get_by_text("Tallet for oktober er lagret.").wait_for()
        assert region.get_by_role("button", name="Angre").is_visible()
