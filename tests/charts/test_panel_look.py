"""Panels on one scale in a real browser: readable, apart, and their edges at the same pixel."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from qi_tracker.charts.client import Chart, Renderer
from qi_tracker.charts.panel_views import group_views, timeline_view
from qi_tracker.vocabulary import VerdictCode
from tests.browser import MODES, Mode, opened
from tests.charts.gallery.contract import MEASURE, problems_of_look
from tests.charts.test_panels import MARKS, WORDS, family, groups, many
from tests.components.preview import environment, served

HEAD = """<!doctype html>
<html lang="nb" data-color-scheme="auto"><head><meta charset="utf-8"><title>Diagrammer</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{% for sheet in ["vendor/designsystemet/index.css", "vendor/designsystemet/theme.css", "css/theme.css", "css/site.css",
"css/components.css", "css/charts.css"] %}<link rel="stylesheet" href="/static/{{ sheet }}">{% endfor %}
<link rel="stylesheet" href="/static/css/print.css" media="print"></head>
<body>{% from "components/panel.html" import panel, panel_table %}{% from "components/chart.html" import chart_key %}
{% from "components/timeline.html" import deeds_figure, deeds_table %}
<main class="page-width page-body"><h1>Diagrammer</h1>"""
TIMELINE = """<div class="timeline">{% for one in view.panels %}{{ panel(one, code, "/", "Prosent") }}{% endfor %}
{{ deeds_figure(view.deeds) }}{{ chart_key(view.key) }}</div>
<div class="timeline-tables">{{ deeds_table(view.deeds) }}
{% for one in view.panels %}{{ panel_table(one, one.id) }}{% endfor %}</div></main></body></html>"""
GROUPS = """<div class="chart-panels">
{% for one in views %}{{ panel(one, code, about="12 tall", kind="panel") }}{% endfor %}</div>
{% for one in views %}{{ panel_table(one, one.id) }}{% endfor %}</main></body></html>"""

# Left and right end of each plot that is shown, from the line of its time axis.
PLOTS = """() => [...document.querySelectorAll("figure.chart")].map((figure) => {
  const line = [...figure.querySelectorAll(".chart-axis-domain")].find((one) => one.getClientRects().length);
  const box = line.getBoundingClientRect();
  return [Math.round(box.left), Math.round(box.right)];
})"""


@pytest.fixture(scope="module")
def address(renderer: Renderer) -> Iterator[str]:
    pages = {
        f"/timeline/{name}": environment()
        .from_string(HEAD + TIMELINE)
        .render(view=timeline_view(renderer, charts, MARKS, WORDS), code=VerdictCode.NO_SIGNAL)
        for name, charts in {"family": [*family(), long_named()], "many": many(12)}.items()
    }
    views = group_views(renderer, groups())
    groups_page = environment().from_string(HEAD + GROUPS).render(views=views, code=VerdictCode.NO_SIGNAL)
    with served({**pages, "/groups": groups_page}) as started:
        yield started


def long_named() -> Chart:
    """A name of one long word, which must break on a phone."""
    text = replace(family()[0].text, title="Barnehageopptakssamordningsgruppemedlemmer: ingen tydelig endring.")
    return replace(family()[0], id="chart-long", text=text)


def problems_in(page: Page) -> dict[str, list[str]]:
    figures = page.evaluate(MEASURE)["figures"]
    return {figure["id"]: problems for figure in figures if (problems := problems_of_look(figure))}


@pytest.mark.parametrize("mode", MODES, ids=str)
@pytest.mark.parametrize("path", ["/timeline/family", "/timeline/many", "/groups"])
def test_panels_have_no_problem(browser: Browser, address: str, path: str, mode: Mode) -> None:
    with opened(browser, address + path, mode) as look:
        assert look.problems() == []
        assert problems_in(look.page) == {}


@pytest.mark.parametrize("width", [320, 420, 644, 900, 1600])
def test_text_is_large_enough_in_every_column(browser: Browser, address: str, width: int) -> None:
    for path in ("/timeline/family", "/groups"):
        with opened(browser, address + path, Mode(width)) as look:
            sizes = [line["size"] for figure in look.page.evaluate(MEASURE)["figures"] for line in figure["texts"]]
        assert min(sizes) >= 12
        assert max(sizes) <= 24


@pytest.mark.parametrize("mode", [Mode(1280), Mode(320), Mode(680, printed=True)], ids=str)
@pytest.mark.parametrize("path", ["/timeline/family", "/timeline/many"])
def test_edges_meet_to_the_pixel(browser: Browser, address: str, path: str, mode: Mode) -> None:
    with opened(browser, address + path, mode) as look:
        plots = look.page.evaluate(PLOTS)
        look.page.evaluate("document.querySelector('figure.chart .chart-wide svg').style.width = '97%'")
        look.page.evaluate("document.querySelector('figure.chart .chart-narrow svg').style.width = '97%'")
        moved = look.page.evaluate(PLOTS)
    assert len(plots) > 3
    assert len({tuple(plot) for plot in plots}) == 1
    assert len({tuple(plot) for plot in moved}) == 2


def test_groups_stand_beside_each_other_with_their_plots_at_one_height(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/groups", Mode(1280)) as look:
        boxes = look.page.evaluate(
            "() => [...document.querySelectorAll('.chart-panel .chart-narrow svg')]"
            ".map((one) => one.getBoundingClientRect()).map((box) => [Math.round(box.top), Math.round(box.bottom)])"
        )
    assert boxes[0] == boxes[1] == boxes[2] != boxes[3]
