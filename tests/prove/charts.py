"""Charts: what they add to a page, what the template saves, and what becomes of the child that draws them.

Times are told. A page whose pictures are not those it should have is a failure.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from flask import Flask

from qi_tracker.charts import run_chart
from qi_tracker.charts.client import DrawRequest, Renderer, Variant, spark_view
from tests.charts.pages_under_kills import (
    Crowd,
    ForgetfulRenderer,
    Outcome,
    cookie_of,
    drawings_of,
    patient,
    with_kills,
)
from tests.charts.samples import gallery
from tests.databases import prepared_app, settings_for
from tests.people import Who
from tests.prove.chart_pages import SPARKS, Page, furnish, measure_list, measure_pages, medians, ms
from tests.prove.drawing_memory import measure_memory
from tests.prove.figures import Figure

SPARK_ROUNDS: Final = 5
SPEC_ROUNDS: Final = 7
PEOPLE: Final = 4
PAGES_EACH: Final = 30
LISTED: Final = 5
SHAPES: Final = ("improved", "three phases", "limits", "many weeks")

Tell = Callable[[str], None]


def measure(tell: Tell) -> Sequence[Figure]:
    """All of it, on SQLite with the real child."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place,
        prepared_app(settings_for(Path(place) / "house")) as prepared,
    ):
        app, world, folder = prepared.app, prepared.world, Path(place)
        addresses = furnish(prepared)
        project = f"/projects/{world.lerkevik['project_id']}"
        cookie = cookie_of(app, world.people[Who.LEAD])
        tell("pages with and without their charts")
        with patient(app, folder / "pages"):
            pages = {size: Page(app, cookie, address) for size, address in addresses.items()}
            figures = [figure for size, page in pages.items() for figure in measure_pages(page, size)]
            figures.append(measure_list(Page(app, cookie, project)))
            shown = {addresses[size]: drawings_of(page.opened()) for size, page in pages.items()}
        figures += measure_sparks(folder, tell)
        figures += measure_template(folder, tell)
        figures += measure_memory(folder / "memory", tell)
        figures += measure_kills(app, Crowd(cookie, shown, PEOPLE, PAGES_EACH), folder / "kills", tell)
    return figures


def measure_sparks(folder: Path, tell: Tell) -> Iterator[Figure]:
    """Thirty small charts: before the child runs, with it running and nothing kept, and all of them kept."""
    tell(f"{SPARKS} small charts")
    began = time.perf_counter()
    renderer = Renderer(folder / "sparks")
    _show_sparks(renderer, 0)
    yield Figure(f"{SPARKS} small charts, the child not yet started", ms(time.perf_counter() - began))
    cold = []
    for number in range(1, SPARK_ROUNDS + 1):
        began = time.perf_counter()
        _show_sparks(renderer, number)
        cold.append(time.perf_counter() - began)
    yield Figure(f"{SPARKS} small charts, nothing kept", f"**{ms(median(cold))}**")

    def from_cache() -> float:
        began = time.perf_counter()
        _show_sparks(renderer, 0)
        return time.perf_counter() - began

    yield Figure(f"{SPARKS} small charts, all kept", f"**{ms(*medians(from_cache))}**")
    renderer.close()


def _show_sparks(renderer: Renderer, seed: int) -> None:
    for number in range(SPARKS):
        values = [30 + (place * 7 + number * place) % 13 + seed / 8 for place in range(24)]
        assert spark_view(renderer, values, 36, f"Siste tall {number}").svg is not None, "a small chart is missing"


def measure_template(folder: Path, tell: Tell) -> Iterator[Figure]:
    """The specification from the template, against Altair building the same anew; and how long the drawing takes."""
    tell("the template against Altair")
    requests = [_request(name, variant) for name in SHAPES for variant in Variant]
    from_template = [run_chart.specification(request) for request in requests]
    n_equal = sum(_built_anew(request) == spec for request, spec in zip(requests, from_template, strict=True))
    assert n_equal == len(requests), "Altair builds something else than the template says"
    kept, anew = (
        seconds / len(requests)
        for seconds in medians(
            lambda: _taken(run_chart.specification, requests),
            lambda: _taken(_built_anew, requests),
            rounds=SPEC_ROUNDS,
        )
    )
    yield Figure("same Vega-Lite specification out", f"{n_equal} of {len(requests)} charts")
    yield Figure(
        "Altair building the chart each time (its data not even handed to it), against data swapped in the template",
        f"**{anew / kept:.1f} ×**: {ms(anew)} against {ms(kept)} a chart",
    )
    renderer = Renderer(folder / "template")
    renderer.svg(_request("negative", Variant.WIDE))
    drawn = _taken(renderer.svg, requests) / len(requests)
    renderer.close()
    yield Figure("one drawing that is not kept, from request to SVG, template included", ms(drawn))


def _request(name: str, variant: Variant) -> DrawRequest:
    shown = gallery()[name]
    return DrawRequest(shown.result, shown.text, shown.marks, variant)


def _built_anew(request: DrawRequest) -> run_chart.Spec:
    run_chart.template.cache_clear()
    return run_chart.specification(request)


def _taken(work: Callable[[DrawRequest], object], requests: Sequence[DrawRequest]) -> float:
    began = time.perf_counter()
    for request in requests:
        work(request)
    return time.perf_counter() - began


def measure_kills(app: Flask, crowd: Crowd, folder: Path, tell: Tell) -> Iterator[Figure]:
    """Pages that several people open while the child is killed again and again, against the same in peace."""
    outcomes = []
    for what, seed in (("in peace", None), ("while the child is killed", 2026)):
        tell(f"{crowd.people} people open {crowd.pages_each} pages each, {what}")
        outcomes.append(with_kills(app, crowd, ForgetfulRenderer(folder), seed))
        for problem in outcomes[-1].problems:
            tell(problem)
    peace, kills = outcomes
    assert not peace.problems, "pages are wrong without any kill"
    yield Figure("the child killed (SIGKILL) while pages are opened that each need it", f"{kills.n_kills} times")
    yield Figure(
        f"pages opened meanwhile by {crowd.people} people at once, and those in error or without the same pictures",
        f"{crowd.people * crowd.pages_each}, **{len(kills.problems)}**"
        + "".join(f"; {one}" for one in kills.problems[:LISTED]),
    )
    yield Figure("such a page: median, slowest", f"{_spread(kills)}; without kills {_spread(peace)}")


def _spread(outcome: Outcome) -> str:
    return f"{median(outcome.seconds):.2f} s, {max(outcome.seconds):.2f} s"
