"""Our own checks of a page as it is seen let a sound page through, and see what no defect of the forty shows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import Mode, opened
from tests.components.preview import component_page, served
from tests.looks.keyboard import walk_problems
from tests.looks.seen import seen_problems, spacing_problems

MAIN = "document.querySelector('main')"


def into_main(html: str) -> str:
    return f"{MAIN}.insertAdjacentHTML('beforeend', `{html}`)"


CHART = """<{figure} class="chart"><figcaption>Flere</figcaption>
<svg class="chart-svg" viewBox="0 0 90 90" role="img" aria-label="Flere" aria-describedby="said">
<g class="chart-points"><path transform="translate(1,20)"/><path transform="translate(2,30)"/></g></svg>
<p id="said">Det siste er 2 (mai).</p><table><tbody><tr><th>april</th><td>3,5</td></tr>
<tr><th>{last}</th><td>{value}</td></tr><tr><th>juni</th><td></td></tr></tbody></table></{figure}>"""


def chart(figure: str = "figure", last: str = "mai", value: str = "2") -> str:
    return into_main(CHART.format(figure=figure, last=last, value=value).replace("\n", " "))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served({"/components": component_page()}) as started:
        yield f"{started}/components"


def test_component_page_is_sound(browser: Browser, address: str) -> None:
    with opened(browser, address, Mode(320)) as look:
        look.page.evaluate(f"{chart()}; 0")
        assert seen_problems(look.page, look.mode) == []
        assert spacing_problems(look.page) == []
        assert walk_problems(look.page) == []


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        (chart(figure="div"), "A chart is a <figure>"),
        (chart(last="juli"), "knows nothing of the latest number, juli"),
        (chart(value=""), "has 2 numbers, and its table 1"),
        (into_main('<a href="/" aria-label="Hjem">Tilbake</a>'), "not called what stands on it, «Tilbake»"),
        (into_main('<p class="copy-status">Kopiert</p>'), "no live region"),
        (into_main('<p role="button">Lagre</p>'), "no key reaches it"),
        (into_main('<input type="number" aria-label="Antall">'), "no label that is seen"),
        (into_main('<svg><path d="M0 0h9" fill="none" stroke="#ddd"/></svg>'), "stands out"),
    ],
)
def test_planted_defect_is_seen(browser: Browser, address: str, planted: str, said: str) -> None:
    with opened(browser, address, Mode(1280)) as look:
        look.page.evaluate(f"{planted}; 0")
        problems = seen_problems(look.page, look.mode)
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        (into_main('<div inert><a href="/">Bort</a></div>'), None),
        (into_main('<button type="button" id="late">Bort</button>') + "; late.tabIndex = -1", None),
        (
            "document.addEventListener('focusin', (event) => event.target.matches('summary') && event.target.blur())",
            "never",
        ),
        ("document.querySelector('.ds-skip-link').href = '#nothing'", "not a link past the menu"),
    ],
)
def test_walk_tells_what_the_keys_do_not_reach(browser: Browser, address: str, planted: str, said: str | None) -> None:
    with opened(browser, address, Mode(1280)) as look:
        look.page.evaluate(f"{planted}; 0")
        problems = walk_problems(look.page)
    assert [problem for problem in problems if said not in problem] == [] if said else problems == [], problems


def test_text_written_over_what_follows_is_seen(browser: Browser, address: str) -> None:
    with opened(browser, address, Mode(320)) as look:
        look.page.evaluate(f"{MAIN}.querySelector('h1').style.blockSize = '1em'; 0")
        assert any("is cut when its text gets more room" in problem for problem in spacing_problems(look.page))
        assert look.page.evaluate("document.adoptedStyleSheets.length") == 0
