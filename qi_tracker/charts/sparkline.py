"""The small curve in a line of a list: no text, no axes; its words stand beside it. Altair builds it once."""

from functools import cache
from itertools import groupby
from typing import Any, Final

import altair as alt

from qi_tracker.charts.request import SparkRequest
from qi_tracker.charts.theme import MEDIAN_DASH, Colour

Spec = dict[str, Any]

_WIDTH: Final = 120
_HEIGHT: Final = 32
_MARGIN: Final = 5
_LINE: Final = 1.75
_LAST_POINT: Final = 30.0


def specification(request: SparkRequest) -> Spec:
    """What Vega-Lite needs to draw the request."""
    present = [(place, value) for place, value in enumerate(request.values) if value is not None]
    low, high = _ends([value for _, value in present], request.centre)
    params = {"x_high": max(len(request.values) - 1, 1), "y_low": low, "y_high": high}
    return _template() | {
        "params": [{"name": name, "value": value} for name, value in params.items()],
        "datasets": {
            "median": [] if request.centre is None else [{"v": request.centre}],
            "curve": _pieces(request.values),
            "last": [{"x": place, "v": value} for place, value in present[-1:]],
        },
    }


def _ends(values: list[float], centre: float | None) -> tuple[float, float]:
    spread = values + ([] if centre is None else [centre])
    low, high = min(spread, default=0.0), max(spread, default=0.0)
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def _pieces(values: tuple[float | None, ...]) -> list[dict[str, float]]:
    """The unbroken pieces; a missing value breaks the curve."""
    rows = []
    for piece, (is_present, group) in enumerate(groupby(enumerate(values), key=lambda item: item[1] is not None)):
        rows += [{"x": place, "v": value, "piece": piece} for place, value in group if is_present and value is not None]
    return rows


@cache
def _template() -> Spec:
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("x_high"), nice=False))
    domain = {"domainMin": alt.ExprRef("y_low"), "domainMax": alt.ExprRef("y_high")}
    y = alt.Y("v:Q", axis=None, scale=alt.Scale(**domain, nice=False, zero=False))
    median = alt.Chart(alt.NamedData("median"), name="median").mark_rule(
        strokeWidth=1.5, color=Colour.REFERENCE.value, strokeDash=MEDIAN_DASH
    )
    curve = alt.Chart(alt.NamedData("curve"), name="curve").mark_line(
        strokeWidth=_LINE, color=Colour.DATA.value, strokeJoin="round", strokeCap="round"
    )
    last = alt.Chart(alt.NamedData("last"), name="points").mark_point(
        size=_LAST_POINT, fill=Colour.DATA.value, stroke=Colour.DATA.value, opacity=1
    )
    chart = (
        alt.layer(median.encode(y=y), curve.encode(x=x, y=y, detail="piece:N"), last.encode(x=x, y=y))
        .add_params(*(alt.param(name, value=0) for name in ("x_high", "y_low", "y_high")))
        .properties(width=_WIDTH - 2 * _MARGIN, height=_HEIGHT - 2 * _MARGIN, padding=_MARGIN)
        .properties(autosize=alt.AutoSizeParams(type="none"))
        .configure(background="transparent", aria=False)
        .configure_view(stroke=None)
    )
    return dict(chart.to_dict())
