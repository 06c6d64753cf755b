"""All charts in a real browser: readable, apart, one drawing at a time, and no complaint from axe or the policy."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from qi_tracker.charts.client import Renderer, chart_view
from tests.browser import MODES, Mode, opened
from tests.charts.samples import gallery
from tests.components.preview import environment, served

PAGE = """<!doctype html>
<html lang="nb" data-color-scheme="auto"><head><meta charset="utf-8"><title>Diagrammer</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{% for sheet in ["vendor/designsystemet/index.css", "vendor/designsystemet/theme.css", "css/theme.css", "css/site.css",
"css/components.css", "css/charts.css"] %}<link rel="stylesheet" href="/static/{{ sheet }}">{% endfor %}
<link rel="stylesheet" href="/static/css/print.css" media="print"></head>
<body>{% from "components/chart.html" import chart %}
<main class="page-width"><h1>Diagrammer</h1>{% for view in views %}{{ chart(view) }}{% endfor %}</main></body></html>"""

# Every text that is shown, with its box and the height of its letters as they are on the screen.
TEXTS = """() => [...document.querySelectorAll("figure.chart")].map((figure) => {
  const svg = [...figure.querySelectorAll("svg.chart-svg")].filter((one) => one.getClientRects().length);
  const frame = svg[0].getBoundingClientRect();
  const scale = frame.width / svg[0].viewBox.baseVal.width;
  const lines = [...svg[0].querySelectorAll("text")].filter((text) => !text.classList.contains("chart-stroke-paper"))
    .flatMap((text) => text.children.length ? [...text.children] : [text]);
  return {id: figure.id, drawings: svg.length, frame: [frame.left, frame.top, frame.right, frame.bottom],
    texts: lines.map((line) => {
      const range = document.createRange();
      range.selectNodeContents(line);
      const box = range.getBoundingClientRect();
      const trim = box.height * 0.22;
      return {text: line.textContent, size: parseFloat(getComputedStyle(line).fontSize) * scale,
        box: [box.left, box.top + trim, box.right, box.bottom - trim]};
    })};
})"""
HAIR = 1.5

CHARTS = {f"chart-{place}": replace(sample, id=f"chart-{place}") for place, sample in enumerate(gallery().values())}


@pytest.fixture(scope="module")
def address(renderer: Renderer) -> Iterator[str]:
    views = [chart_view(renderer, sample) for sample in CHARTS.values()]
    with served({"/charts": environment().from_string(PAGE).render(views=views)}) as started:
        yield f"{started}/charts"


def overlap(one: list[float], other: list[float]) -> bool:
    return (
        one[0] + HAIR < other[2] and other[0] + HAIR < one[2] and one[1] + HAIR < other[3] and other[1] + HAIR < one[3]
    )


def problems_of(figure: dict) -> Iterator[str]:
    frame, lines = figure["frame"], figure["texts"]
    if figure["drawings"] != 1:
        yield f"{figure['drawings']} drawings at once"
    for place, line in enumerate(lines):
        box = line["box"]
        if line["size"] < 12:
            yield f"{line['text']!r} is {line['size']:.1f} px"
        if box[0] < frame[0] - HAIR or box[2] > frame[2] + HAIR or box[1] < frame[1] - HAIR or box[3] > frame[3] + HAIR:
            yield f"{line['text']!r} leaves the picture"
        for other in lines[place + 1 :]:
            if overlap(box, other["box"]):
                yield f"{line['text']!r} and {other['text']!r} overlap"


@pytest.mark.parametrize("mode", MODES, ids=str)
def test_gallery_has_no_problem(browser: Browser, address: str, mode: Mode) -> None:
    with opened(browser, address, mode) as look:
        assert look.problems() == []
        found = {
            figure["id"]: problems for figure in look.page.evaluate(TEXTS) if (problems := list(problems_of(figure)))
        }
    assert found == {}


@pytest.mark.parametrize("width", [256 + 64, 420, 600, 644, 900, 1600])
def test_text_is_large_enough_in_every_column(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, Mode(width)) as look:
        sizes = [line["size"] for figure in look.page.evaluate(TEXTS) for line in figure["texts"]]
    assert min(sizes) >= 12
    assert max(sizes) <= 24


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("svg.querySelectorAll('text')[1].setAttribute('font-size', '9px')", "px"),
        ("svg.append(svg.querySelector('text').cloneNode(true))", "overlap"),
        ("svg.querySelector('text').setAttribute('transform', 'translate(-900,0)')", "leaves the picture"),
        ("svg.parentElement.nextElementSibling.style.display = 'block'", "2 drawings"),
    ],
)
def test_planted_defect_is_seen(browser: Browser, address: str, planted: str, said: str) -> None:
    with opened(browser, address, Mode(1280)) as look:
        look.page.evaluate(f"() => {{ const svg = document.querySelector('#chart-10 .chart-wide svg'); {planted}; }}")
        figure = next(one for one in look.page.evaluate(TEXTS) if one["id"] == "chart-10")
    assert any(said in problem for problem in problems_of(figure)), list(problems_of(figure))


def test_colours_follow_the_dark(browser: Browser, address: str) -> None:
    stroke = "getComputedStyle(document.querySelector('.chart-curve path')).stroke"
    seen = set()
    for mode in (Mode(1280), Mode(1280, dark=True), Mode(1280, forced_colours=True)):
        with opened(browser, address, mode) as look:
            seen.add(look.page.evaluate(stroke))
    assert len(seen) == 3
