"""The gallery in a real browser: every kind of chart in every state keeps the chart contract."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from qi_tracker.charts.client import Renderer
from qi_tracker.charts.theme import SIZES, Variant
from qi_tracker.vocabulary import ChartKind
from tests.browser import Look, Mode, opened
from tests.charts.gallery import sheets
from tests.charts.gallery.contract import LOOKS, MEASURE, SAYS, Check, problems_of
from tests.charts.gallery.states import State, cells
from tests.charts.pictures import contract_problems
from tests.components.preview import served

SHEETS = list(sheets.headings())

# `dev.py prove gallery` looks at all of them in every way and every language.
LOOKED_AT_IN_EVERY_WAY = ("run", "p")
OTHER_MODES = (Mode(320), Mode(1280, dark=True), Mode(320, forced_colours=True), Mode(794, printed=True))

# The least columns that the stylesheet gives the two drawings.
NARROWEST = {"wide": 580 / SIZES[Variant.WIDE].width, "narrow": 256 / SIZES[Variant.NARROW].width}
# What the page adds: the name of the drawing, and that its letters are not read one by one.
NAMES = re.compile(r' role="img" aria-labelledby="[\w-]+" aria-describedby="[\w-]+"|(?<=<g) aria-hidden="true"')


@pytest.fixture(scope="module")
def pages(renderer: Renderer) -> Mapping[str, str]:
    return dict(sheets.pages(renderer))


@pytest.fixture(scope="module")
def address(pages: Mapping[str, str]) -> Iterator[str]:
    with served({f"/{name}": content for name, content in pages.items()}) as started:
        yield started


def found(page: Page, sheet: str, *checks: Check) -> dict[str, list[str]]:
    """The problems of each picture that has any."""
    charts = {item.chart.id: item.chart for item in sheets.exhibits()[sheet]}
    measured = page.evaluate(MEASURE)
    problems = {figure["id"]: problems_of(figure, charts[figure["id"]], checks) for figure in measured["figures"]}
    problems["page"] = [f"the id {twice} is there twice" for twice in measured["twice"]]
    return {name: each for name, each in problems.items() if each}


def turn(look: Look, mode: Mode) -> None:
    """Look at the same page in another way."""
    look.page.set_viewport_size({"width": mode.width, "height": mode.height})
    look.page.emulate_media(
        media="print" if mode.printed else "screen",
        color_scheme="dark" if mode.dark else "light",
        forced_colors="active" if mode.forced_colours else "none",
    )


def test_every_kind_hangs_in_every_state() -> None:
    hung = [(cell.kind, cell.state) for row in cells().values() for cell in row]
    assert hung == [(kind, state) for kind in ChartKind for state in State]
    for kind, row in cells().items():
        by_state = {cell.state: cell.chart.result for cell in row}
        assert {result.chart for result in by_state.values()} == {kind}
        assert not by_state[State.EMPTY].points
        assert sum(point.value is not None for point in by_state[State.ONE].points) == 1
        assert len({point.value for point in by_state[State.FLAT].points} - {None}) == 1
        assert len(by_state[State.MANY].points) == 200
        assert len(by_state[State.PHASES].phases) == 3
        assert sum(point.is_hidden for point in by_state[State.HIDDEN].points) == 4
        assert not by_state[State.PAUSED].verdict.missing or not cells()[kind][0].chart.marks


@pytest.mark.parametrize("sheet", SHEETS)
def test_sheet_keeps_the_contract(browser: Browser, address: str, sheet: str) -> None:
    with opened(browser, f"{address}/{sheet}.html") as look:
        problems = {"wide": found(look.page, sheet, *SAYS, *LOOKS)}
        for mode in OTHER_MODES[: None if sheet in LOOKED_AT_IN_EVERY_WAY else 2]:
            turn(look, mode)
            problems[str(mode)] = found(look.page, sheet, *LOOKS)
    assert {how: each for how, each in problems.items() if each} == {}


@pytest.mark.parametrize("sheet", ["run", "p", sheets.OTHER_SHAPES])
@pytest.mark.parametrize("mode", [Mode(1280), Mode(320, dark=True)], ids=str)
def test_sheet_is_free_of_other_defects(browser: Browser, address: str, sheet: str, mode: Mode) -> None:
    with opened(browser, f"{address}/{sheet}.html", mode) as look:
        assert look.problems() == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_drawing_holds_nothing_it_must_not(pages: Mapping[str, str], sheet: str) -> None:
    drawings = re.findall(r'<div class="chart-(wide|narrow)">(<svg.*?</svg>)', pages[f"{sheet}.html"], re.DOTALL)
    assert len(drawings) == 2 * len(sheets.exhibits()[sheet])
    problems = [one for how, svg in drawings for one in contract_problems(NAMES.sub("", svg, count=2), NARROWEST[how])]
    assert problems == []


def test_screen_reader_is_told_name_and_description(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/u.html") as look:
        tree = look.page.context.new_cdp_session(look.page).send("Accessibility.getFullAXTree")["nodes"]
    images = [node for node in tree if node.get("role", {}).get("value") in ("image", "img") and not node["ignored"]]
    told = [(node["name"]["value"], node["description"]["value"][:20]) for node in images]
    charts = [item.chart for item in sheets.exhibits()["u"]]
    assert [name for name, _ in told] == [chart.text.title for chart in charts]
    assert all(description for _, description in told)


@pytest.mark.parametrize("width", [256 + 64, 420, 600, 644, 900, 1600])
def test_text_is_large_enough_in_every_column(browser: Browser, address: str, width: int) -> None:
    with opened(browser, f"{address}/{sheets.OTHER_SHAPES}.html", Mode(width)) as look:
        figures = look.page.evaluate(MEASURE)["figures"]
    sizes = [line["size"] for figure in figures for line in figure["texts"]]
    assert min(sizes) >= 12
    assert max(sizes) <= 24


def test_colours_follow_the_reader(browser: Browser, address: str) -> None:
    stroke = "getComputedStyle(document.querySelector('.chart-curve path')).stroke"
    seen = set()
    with opened(browser, f"{address}/run.html") as look:
        for mode in (Mode(1280), Mode(1280, dark=True), Mode(1280, forced_colours=True)):
            turn(look, mode)
            seen.add(look.page.evaluate(stroke))
    assert len(seen) == 3


# Each is planted in one picture of the sheet of proportions: what is done to it, and what must be said of it.
PLANTED = [
    ("p-rising", "svg.removeAttribute('role')", "the role is"),
    ("p-rising", "svg.setAttribute('aria-labelledby', 'p-flat-title')", "the name is"),
    ("p-rising", "svg.removeAttribute('aria-describedby')", "no description"),
    ("p-rising", "said.textContent = said.textContent.replace('26 tall', '25 tall')", "does not say"),
    ("p-rising", "said.textContent = said.textContent.replace('13 på rad', '12 på rad')", "does not say"),
    ("p-hidden", "said.textContent = said.textContent.replace('mai 2024', 'juni 2024')", "does not say"),
    ("p-rising", "figure.querySelector('table').remove()", "no table"),
    ("p-rising", "figure.querySelector('tbody tr').remove()", "rows for"),
    ("p-rising", "cell(4, 1).textContent = '11,1'", "in the table"),
    ("p-rising", "cell(4, 3).textContent = '999'", "in the table"),
    ("p-rising", "cell(4, 5).textContent = ''", "in the table"),
    ("p-hidden", "cell(4, 1).textContent = '0'", "in the table"),
    ("p-hidden", "cell(4, 7).textContent = 'Mangler'", "the note is"),
    ("p-rising", "cell(4, 0).replaceWith(cell(5, 1).cloneNode(true))", "a row without"),
    ("p-rising", "figure.querySelector('caption').textContent = ''", "the caption"),
    ("p-rising", "figure.querySelector('.chart-narrow').style.display = 'block'", "2 drawings"),
    ("p-rising", "one('.chart-points path').remove()", "points for"),
    ("p-rising", "one('.chart-points path').setAttribute('transform', 'translate(20,20)')", "lies elsewhere"),
    ("p-rising", "one('.chart-points .chart-fill-signal').setAttribute('d', 'M3,0A3,3,0,1,1,-3,0Z')", "is round"),
    ("p-rising", "one('.chart-points .chart-fill-data').setAttribute('d', 'M-3,0L0,3L3,0Z')", "is not round"),
    ("p-rising", "last('.chart-points path').setAttribute('d', 'M0,-3L3,0L0,3L-3,0Z')", "corners"),
    ("p-rising", "text('13 på rad').remove()", "no label says"),
    ("p-rising", "keyed('Utenfor').remove()", "the key does not say"),
    ("p-rising", "one('.chart-median line').style.strokeDasharray = 'none'", "not dashed"),
    ("p-rising", "one('.chart-median line').remove()", "centre lines for"),
    ("p-rising", "text('Senterlinje').remove()", "no label at its end"),
    ("p-rising", "text('Utgangspunkt').remove()", "not marked"),
    ("p-hidden", "sign(2).replaceWith(sign(1).cloneNode())", "that are hidden"),
    ("p-hidden", "sign(1).remove()", "that are missing"),
    ("p-hidden", "sign(2).setAttribute('transform', 'translate(90,90)')", "different heights"),
    ("p-hidden", "one('.chart-fill-band').remove()", "bands for"),
    ("p-hidden", "keyed('Skjult').remove()", "the key is wrong"),
    ("p-rising", "text('Mål').style.fontSize = '9px'", "px"),
    ("p-rising", "text('Mål').setAttribute('transform', 'translate(-900,0)')", "leaves the picture"),
    ("p-rising", "text('Mål').after(text('Mål').cloneNode(true))", "overlap"),
    ("p-rising", "text('Mål').textContent = 'Mål 71…'", "was cut"),
    ("p-rising", "text('Mål').style.fill = '#808080'", "has a contrast"),
    ("p-rising", "one('.chart-limits path').style.stroke = '#aaa'", "has a contrast"),
    ("p-rising", "figure.querySelector('.chart-key path').style.stroke = '#aaa'", "has a contrast"),
    ("p-paused", "one('.chart-curve path').style.stroke = '#8c8c8c'", "has a contrast of 2"),
    ("p-hidden", "text('Nedre').setAttribute('transform', sign(2).getAttribute('transform'))", "lies on a"),
    ("p-rising", "figure.append(Object.assign(document.createElement('p'), {id: figure.id}))", "is there twice"),
    ("p-empty", "text('Ingen').closest('svg').querySelector('.chart-axis-label').append(year)", "names 1970"),
]
PLANT = """([id, planted]) => {
  const figure = document.getElementById(id);
  const svg = figure.querySelector(".chart-wide svg");
  const said = document.getElementById(`${id}-description`);
  const one = (selector) => svg.querySelector(selector);
  const last = (selector) => [...svg.querySelectorAll(selector)].at(-1);
  const cell = (row, column) => figure.querySelectorAll("tbody tr")[row].cells[column];
  const text = (start) => [...svg.querySelectorAll("text")].filter((line) => line.textContent.startsWith(start)).at(-1);
  const keyed = (start) => [...figure.querySelectorAll(".chart-key > li")]
    .find((item) => item.textContent.trim().startsWith(start));
  // Signs that are hidden have two parts; the first that has one is a ground.
  const sign = (parts) => [...svg.querySelectorAll(".chart-symbols .chart-stroke-reference")]
    .find((shape) => shape.getAttribute("d").split("M").length === parts + 1);
  const year = text("0")?.cloneNode() ?? document.createElementNS(svg.namespaceURI, "text");
  year.textContent = "1970";
  year.setAttribute("class", "chart-fill-reference");
  year.setAttribute("transform", "translate(300,60)");
  PLANTED;
}"""


@pytest.fixture(scope="module")
def few(browser: Browser, address: str) -> Iterator[Page]:
    """The sheet of proportions with the pictures that are tampered with alone."""
    kept = sorted({name for name, _, _ in PLANTED})
    with opened(browser, f"{address}/p.html") as look:
        look.page.evaluate(
            "kept => document.querySelectorAll('section').forEach((one) => "
            "kept.includes(one.querySelector('figure').id) || one.remove())",
            kept,
        )
        assert found(look.page, "p", *SAYS, *LOOKS) == {}
        yield look.page


@pytest.mark.parametrize(("name", "planted", "said"), PLANTED, ids=[planted for _, planted, _ in PLANTED])
def test_planted_defect_is_seen(few: Page, name: str, planted: str, said: str) -> None:
    before = few.evaluate("() => document.querySelector('main').innerHTML")
    try:
        few.evaluate(PLANT.replace("PLANTED", planted), [name, ""])
        problems = found(few, "p", *SAYS, *LOOKS)
    finally:
        few.evaluate("before => { document.querySelector('main').innerHTML = before }", before)
    assert any(said in problem for problem in [*problems.get(name, []), *problems.get("page", [])]), problems


def test_gallery_opens_from_a_folder(renderer: Renderer, tmp_path: Path, browser: Browser) -> None:
    folder = tmp_path / "gallery"
    assert sheets.write(folder, renderer) == len(SHEETS) + 1
    with opened(browser, (folder / "index.html").as_uri()) as look:
        led = look.page.evaluate("[...document.querySelectorAll('main a')].map((link) => link.getAttribute('href'))")
        assert led == [f"{sheet}.html" for sheet in SHEETS]
    with opened(browser, (folder / "run.html").as_uri()) as look:
        assert found(look.page, "run", *LOOKS) == {}
