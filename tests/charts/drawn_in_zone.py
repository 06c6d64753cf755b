"""`TZ=… python -m tests.charts.drawn_in_zone`: what each picture and each text is where the clock is set so.

Writes one JSON object: the hours that Python's and the drawing engine's clocks are from UTC, and the digest of each
picture in each format and of each description. All is made in this process, which has no other clock.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

import vl_convert

from qi_tracker.analysis.periods import next_period, period_start
from qi_tracker.analysis.series import Point, Series
from qi_tracker.charts.child import draw
from qi_tracker.charts.client import Chart
from qi_tracker.charts.describe import describe
from qi_tracker.charts.panels import timeline_scale
from qi_tracker.charts.process import FONT_FOLDER
from qi_tracker.charts.request import (
    DeedsRequest,
    DrawRequest,
    Request,
    RowRequest,
    SheetRequest,
    SparkRequest,
    to_json,
)
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.wire import DrawingFormat, Order
from qi_tracker.vocabulary import Decision, Frequency
from tests.charts.samples import FACTS, STEADY, chart, cycle, gallery, note, pause

# Clocks change on 8 March in New York, on 29 March in Oslo, and never in Tokyo.
_FIRST: Final = date(2026, 3, 2)
_CHANGES: Final = (date(2026, 3, 8), date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1))
_FREQUENCIES: Final = (Frequency.DAY, Frequency.WEEK, Frequency.MONTH, Frequency.SCHOOL_YEAR, Frequency.YEAR)
_FORMATS: Final = (DrawingFormat.SVG, DrawingFormat.PNG, DrawingFormat.FILE)
_SHEET: Final = """#set document(title: "Ark", date: none)
#for picture in json(bytes(sys.inputs.pictures)) { image(bytes(picture), format: "svg", alt: "Et bilde") }
"""
_OFFSET: Final = {
    "$schema": "https://vega.github.io/schema/vega/v6.json",
    "marks": [{"type": "text", "encode": {"enter": {"text": {"signal": "'is ' + timezoneoffset(0)"}}}}],
}
_MINUTES_AN_HOUR: Final = 60


def charts() -> Iterator[tuple[str, Chart]]:
    """(name, chart): of some frequencies around the days when clocks change, and two that hold all else."""
    for frequency in _FREQUENCIES:
        days = [period_start(_FIRST, frequency)]
        while len(days) < 2 * len(STEADY):
            days.append(next_period(days[-1], frequency))
        points = [Point(day, value) for day, value in zip(days, STEADY + STEADY[::-1], strict=True)]
        series = Series(points, target=60, pauses=[(days[20], days[21])], phases=[days[12]])
        marks = [
            *(note(day, "Stilte klokka") for day in _CHANGES),
            pause(days[20], days[21]),
            cycle(days[5], days[9], "Sommertid", Decision.ADOPT),
        ]
        yield frequency.value, chart(series, replace(FACTS, frequency=frequency), marks)
    for name in ("three phases", "limits"):
        yield name, gallery()[name]


def digests() -> Iterator[tuple[str, str]]:
    """(name, digest) of all that there is to see and to read."""
    requests: dict[str, DrawRequest] = {}
    for name, sample in charts():
        yield f"{name}, in words", _digest(repr(describe(sample.result, sample.text, sample.marks)).encode())
        requests[name] = DrawRequest(sample.result, sample.text, sample.marks, Variant.WIDE)
    for name, request in requests.items():
        for kind in _FORMATS:
            yield f"{name}, {kind}", _drawn(kind, request)
    narrow = replace(requests["three phases"], variant=Variant.NARROW)
    yield "three phases, narrow", _drawn(DrawingFormat.SVG, narrow)
    yield "spark", _drawn(DrawingFormat.SVG, SparkRequest((1.0, 3.0, None, 2.0), 2.0))
    marks = requests[Frequency.DAY.value].marks
    scale = timeline_scale([*requests.values()], marks)
    for name, request in requests.items():
        yield f"{name}, row of a timeline", _drawn(DrawingFormat.SVG, RowRequest(replace(request, scale=scale)))
    deeds = DeedsRequest(marks, "PDSA-sirkler", Variant.WIDE, scale)
    yield "foot of a timeline", _drawn(DrawingFormat.SVG, deeds)
    yield "document", _drawn(DrawingFormat.PDF, SheetRequest(_SHEET, "{}", tuple(requests.values())))


def _drawn(kind: DrawingFormat, request: Request) -> str:
    return _digest(draw(Order(kind, "chart", to_json(request))))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _clocks() -> list[float]:
    """Hours east of UTC when 1970 began, by Python and by the drawing engine."""
    python = datetime.fromtimestamp(0).astimezone().utcoffset()
    engine = re.search(r"is (-?\d+)", vl_convert.vega_to_svg(_OFFSET))
    assert python is not None and engine is not None
    return [python.total_seconds() / _MINUTES_AN_HOUR**2, -int(engine[1]) / _MINUTES_AN_HOUR]


if __name__ == "__main__":
    vl_convert.register_font_directory(str(FONT_FOLDER))
    json.dump({"clocks": _clocks(), "digests": dict(digests())}, sys.stdout)
