"""What a chart adds to the page of its measure, and small charts to a list: with, and without, turn by turn."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from statistics import median
from typing import Any, Final

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from werkzeug.test import EnvironBuilder, run_wsgi_app

from qi_tracker.blueprints.common import projects as rows
from qi_tracker.blueprints.measures import routes
from qi_tracker.extensions import db
from qi_tracker.services.measures import freeze_baseline, start_phase
from qi_tracker.vocabulary import Frequency
from tests.charts.pages_under_kills import drawings_of
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill, new_measure
from tests.people import Who
from tests.prove.figures import Figure

ROUNDS: Final = 60
SPARKS: Final = 30
# Points of a measure: two years by month, and four by week.
SIZES: Final = {24: Frequency.MONTH, 200: Frequency.WEEK}
CHART: Final = "components/chart.html"
_SHOWS_NOTHING: Final = "{% macro chart(view) %}{% if varargs or kwargs %}{% endif %}{% endmacro %}"
_FIRST: Final = date(2022, 1, 3)
_LATER: Final = date(2199, 1, 1)


def furnish(prepared: Prepared) -> Mapping[int, str]:
    """Points → address of a measure with so many, a target, a locked starting point and a phase; and thirty others."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        addresses = {}
        for size, frequency in SIZES.items():
            made = new_measure(prepared.world, name=f"Dager til svar, {size}", frequency=frequency, target=20.0)
            fill(made, [50 + place * 7 % 11 - (9 if place > size * 0.8 else 0) for place in range(size)], _FIRST)
            freeze_baseline(made, date(2022, 12, 1), _LATER)
            start_phase(made, date(2023, 4, 1), "nytt skjema", _LATER)
            addresses[size] = f"/measures/{made.id}"
        for number in range(SPARKS):
            made = new_measure(prepared.world, name=f"Indikator {number}")
            fill(made, [30 + (place * 7 + number * place) % 13 for place in range(24)], _FIRST)
        db.session.commit()
    return addresses


class Page:
    """A page that somebody opens again and again, as a whole or with something left out of the making."""

    def __init__(self, app: Flask, cookie: str, address: str) -> None:
        self._app, self._cookie, self._address = app, cookie, address
        loader = app.jinja_env.loader
        assert loader is not None
        source = loader.get_source(app.jinja_env, CHART)[0] + _SHOWS_NOTHING
        self._chartless = ChoiceLoader([DictLoader({CHART: source}), loader])

    def opened(self) -> str:
        """The page as the server makes it, without the client's part."""
        environ = EnvironBuilder(self._address, headers={"Cookie": self._cookie}, base_url="https://localhost")
        chunks, status, _ = run_wsgi_app(self._app, environ.get_environ(), buffered=True)
        assert status.startswith("200"), (self._address, status)
        return b"".join(chunks).decode()

    def seconds(self) -> float:
        """What the server needs for it."""
        began = time.perf_counter()
        self.opened()
        return time.perf_counter() - began

    def seconds_with(self, module: Any, at_hand: Mapping[str, Any], *, has_charts: bool) -> float:
        """The same by the same code, with these functions of the module answered at once and charts shown or not."""
        with pytest.MonkeyPatch.context() as patch:
            for name, answer in at_hand.items():
                patch.setattr(module, name, lambda *_, answer=answer: answer)
            if not has_charts:
                patch.setattr(self._app.jinja_env, "loader", self._chartless)
            return self.seconds()

    def answers(self, module: Any, names: tuple[str, ...]) -> dict[str, Any]:
        """What these functions of the module say while the page is made."""
        said: dict[str, Any] = {}

        def kept(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
            def answered(*given: Any) -> Any:
                said[name] = function(*given)
                return said[name]

            return answered

        with pytest.MonkeyPatch.context() as patch:
            for name in names:
                patch.setattr(module, name, kept(name, getattr(module, name)))
            self.opened()
        return said


def measure_pages(page: Page, size: int) -> Iterator[Figure]:
    """The page of one measure: whole, without its chart, and without chart and analysis."""
    assert len(drawings_of(page.opened())) == 2, f"no chart of {size} points"
    at_hand = page.answers(routes, ("measure_chart", "chart_today"))
    chart = {"measure_chart": at_hand["measure_chart"]}
    whole, bare, barest = medians(
        page.seconds,
        lambda: page.seconds_with(routes, chart, has_charts=False),
        lambda: page.seconds_with(routes, at_hand, has_charts=False),
    )
    yield Figure(
        f"page of a measure with {size} points, drawings kept, against the same page without its chart",
        f"**{whole / bare:.2f} ×**: {ms(whole)} against {ms(bare)}",
    )
    yield Figure("against it with the analysis left out too", f"{whole / barest:.2f} ×: {ms(barest)}")


def measure_list(page: Page) -> Figure:
    """The page of a project whose measures each have a small chart, and the same with none of these made."""
    n_drawn = len(drawings_of(page.opened()))
    assert n_drawn >= SPARKS, f"only {n_drawn} charts in the list"
    whole, bare = medians(page.seconds, lambda: page.seconds_with(rows, {"measure_spark": None}, has_charts=True))
    what = f"page of a project with {n_drawn} drawings, all kept, against it without the small charts"
    return Figure(what, f"{whole / bare:.2f} ×: {ms(whole)} against {ms(bare)}")


def medians(*ways: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """Seconds of each way, taken in turns so that whatever else the machine does meets them all; once to warm up."""
    for way in ways:
        way()
    taken = [[way() for way in ways] for _ in range(rounds)]
    return [median(times) for times in zip(*taken, strict=True)]


def ms(seconds: float) -> str:
    """In thousandths of a second."""
    return f"{seconds * 1000:.1f} ms"
