"""The template of every chart kind: built once by Altair, filled with each chart's scene. No places are computed."""

from functools import cache
from typing import Any, Final

import altair as alt

from qi_tracker.charts.context_chart import context_scene
from qi_tracker.charts.deeds import deeds_scene
from qi_tracker.charts.levels import LevelKind
from qi_tracker.charts.request import ContextRequest, DeedsRequest, DrawRequest, RowRequest
from qi_tracker.charts.row import row_scene
from qi_tracker.charts.scene import Scene, scene
from qi_tracker.charts.theme import FONT, LIMIT_DASH, MEDIAN_DASH, NOW_DASH, SIZES, Around, Colour, Size, Variant

Spec = dict[str, Any]
Layer = alt.Chart | alt.LayerChart

_PARAMETERS: Final = (
    "x_low",
    "x_high",
    "x_ticks",
    "x_labels",
    "y_low",
    "y_high",
    "y_ticks",
    "y_labels",
    "line",
    "limit_line",
)


_LEVEL_WIDTH: Final = 1.75
_DASHES: Final = {LevelKind.TARGET: (1, 0), LevelKind.MEDIAN: MEDIAN_DASH, LevelKind.NOW: NOW_DASH}


def specification(request: DrawRequest, around: Around = Around.NOTHING) -> Spec:
    """What Vega-Lite needs to draw the request."""
    return filled(scene(request, around), request.variant)


def row_specification(request: RowRequest) -> Spec:
    """The same for one row of a timeline."""
    return filled(row_scene(request), request.chart.variant)


def deeds_specification(request: DeedsRequest) -> Spec:
    """The same for the foot of a timeline."""
    return filled(deeds_scene(request), request.variant)


def context_specification(request: ContextRequest) -> Spec:
    """The same for official statistics."""
    return filled(context_scene(request), request.variant)


@cache
def template(variant: Variant) -> Spec:
    """The specification of a variant, with empty datasets and unset parameters."""
    size = SIZES[variant]
    chart = (
        alt.layer(*_under(), *_plot_layers(size), *_over())
        .add_params(*(alt.param(name, value=0) for name in _PARAMETERS))
        .properties(autosize=alt.AutoSizeParams(type="none"))
        .configure(background="transparent", aria=False, font=FONT)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=size.font, labelColor=Colour.REFERENCE.value)
    )
    return dict(chart.to_dict())


def filled(content: Scene, variant: Variant) -> Spec:
    """The template with a scene in it. The template itself is not changed."""
    return template(variant) | {
        "params": [{"name": name, "value": content.params[name]} for name in _PARAMETERS],
        "datasets": content.datasets,
        "width": content.width,
        "height": content.height,
        "padding": content.padding,
    }


def _x(field: str, size: Size) -> alt.X:
    axis = alt.Axis(
        values=alt.ExprRef("x_ticks"),
        labelExpr="x_labels[indexof(x_ticks, +datum.value)]",
        labelOverlap=False,
        labelLineHeight=size.row,
        labelPadding=4,
        grid=False,
        domainColor=Colour.REFERENCE.value,
        tickColor=Colour.REFERENCE.value,
        tickSize=6,
        title=None,
    )
    scale = alt.Scale(type="utc", domainMin=alt.ExprRef("x_low"), domainMax=alt.ExprRef("x_high"), nice=False)
    return alt.X(field, type="temporal", scale=scale, axis=axis)


def _y() -> alt.Y:
    axis = alt.Axis(
        values=alt.ExprRef("y_ticks"),
        labelExpr="y_labels[indexof(y_ticks, datum.value)]",
        labelOverlap=False,
        labelPadding=6,
        gridColor=Colour.GRID.value,
        domain=False,
        ticks=False,
        title=None,
    )
    scale = alt.Scale(
        domainMin=alt.ExprRef("y_low"), domainMax=alt.ExprRef("y_high"), nice=False, zero=False, clamp=False
    )
    return alt.Y("v", type="quantitative", scale=scale, axis=axis)


def _plot_layers(size: Size) -> list[Layer]:
    """What stands on the scales: limits, level lines, curve and points."""
    limits = (
        alt.Chart(alt.NamedData("limits"), name="limits")
        .mark_line(strokeWidth=alt.ExprRef("limit_line"), color=Colour.REFERENCE.value, strokeDash=LIMIT_DASH)
        .encode(x=_x("t", size), y=_y(), detail="piece:N")
    )
    lines: list[Layer] = [
        alt.Chart(alt.NamedData(kind.value), name=kind.value)
        .mark_rule(strokeWidth=_LEVEL_WIDTH, color=Colour.REFERENCE.value, strokeDash=dash)
        .encode(x=_x("t", size), x2="t2:T", y=_y())
        for kind, dash in _DASHES.items()
    ]
    curve = (
        alt.Chart(alt.NamedData("curve"), name="curve")
        .mark_line(strokeWidth=alt.ExprRef("line"), color=Colour.DATA.value, strokeJoin="round", strokeCap="round")
        .encode(x=_x("t", size), y=_y(), detail="piece:N")
    )
    points = (
        alt.Chart(alt.NamedData("points"), name="points")
        .mark_point(strokeWidth=1.5, opacity=1)
        .encode(
            x=_x("t", size),
            y=_y(),
            shape=alt.Shape("shape:N", scale=None),
            size=alt.Size("size:Q", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        )
    )
    return [limits, *lines, curve, points]


def _pixels(channel: type[alt.X] | type[alt.Y], field: str) -> Any:
    return channel(field, type="quantitative", scale=None, axis=None)


def _under() -> list[Layer]:
    boxes = (
        alt.Chart(alt.NamedData("boxes"), name="boxes")
        .mark_rect(strokeWidth=1.5, strokeDash=alt.ExprRef("datum.dash"))
        .encode(
            x=_pixels(alt.X, "x"),
            y=_pixels(alt.Y, "y"),
            x2="x2",
            y2="y2",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        )
    )
    strokes = (
        alt.Chart(alt.NamedData("strokes"), name="strokes")
        .mark_rule(strokeWidth=1.25, strokeDash=alt.ExprRef("datum.dash"))
        .encode(
            x=_pixels(alt.X, "x"),
            y=_pixels(alt.Y, "y"),
            x2="x2",
            y2="y2",
            stroke=alt.Stroke("colour:N", scale=None),
        )
    )
    return [boxes, strokes]


def _over() -> list[Layer]:
    symbols = (
        alt.Chart(alt.NamedData("symbols"), name="symbols")
        .mark_point(strokeWidth=1.5, opacity=1)
        .encode(
            x=_pixels(alt.X, "x"),
            y=_pixels(alt.Y, "y"),
            shape=alt.Shape("shape:N", scale=None),
            size=alt.Size("size:Q", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
        )
    )
    texts = (
        alt.Chart(alt.NamedData("texts"), name="texts")
        .mark_text(
            baseline="alphabetic",
            align=alt.ExprRef("datum.align"),
            fontWeight=alt.ExprRef("datum.weight"),
            fontSize=alt.ExprRef("datum.size"),
            strokeWidth=alt.ExprRef("datum.halo"),
            strokeJoin="round",
            stroke=alt.ExprRef("datum.halo ? datum.colour : null"),
        )
        .encode(x=_pixels(alt.X, "x"), y=_pixels(alt.Y, "y"), text="text:N", color=alt.Color("colour:N", scale=None))
    )
    return [symbols, texts]
