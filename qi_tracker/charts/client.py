"""What the web process uses of the charts: a `Renderer`, and views for the templates. Knows no Altair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress

from markupsafe import Markup

from qi_tracker.charts.context_chart import ContextChart, ContextWords, context_key, describe_context
from qi_tracker.charts.describe import ChartDescription, describe
from qi_tracker.charts.key import KeyEntry, MarkEntry, key_entries, mark_entries
from qi_tracker.charts.lettering import clean
from qi_tracker.charts.points import Places, PointText, places, point_texts
from qi_tracker.charts.renderer import Renderer
from qi_tracker.charts.request import Chart, ContextPoint, DrawRequest, Picture, SheetRequest, SparkRequest
from qi_tracker.charts.text import ChartWords, MarkKind
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.timeline import timeline
from qi_tracker.charts.window import Window, part_of
from qi_tracker.errors import RenderingFailed

__all__ = [
    "Chart",
    "ChartView",
    "ContextChart",
    "ContextPoint",
    "ContextWords",
    "DrawRequest",
    "ExploredView",
    "Renderer",
    "SheetRequest",
    "SparkView",
    "Variant",
    "Window",
    "chart_view",
    "context_view",
    "explored_view",
    "part_of",
    "spark_view",
]


@dataclass(frozen=True, slots=True)
class ChartView:
    """What `components/chart.html` shows. Without drawings the table stands open, with a sentence that says why."""

    id: str
    title: str
    subtitle: str
    svg_wide: Markup | None
    svg_narrow: Markup | None
    description: str
    table: ChartDescription
    key: tuple[KeyEntry, ...]
    cycles: tuple[MarkEntry, ...]
    annotations: tuple[MarkEntry, ...]
    words: ChartWords

    @property
    def is_drawn(self) -> bool:
        """There is a picture to show."""
        return self.svg_wide is not None


@dataclass(frozen=True, slots=True)
class SparkView:
    """What `components/spark.html` shows: a small picture with its text, or the text alone."""

    svg: Markup | None
    text: str


def chart_view(renderer: Renderer, chart: Chart) -> ChartView:
    """The chart in two widths with its description, table, key and lists. A failed drawing gives a view without one."""
    description = describe(chart.result, chart.text, chart.marks)
    slots = timeline(chart.result)
    wide, narrow = _in_two_widths(renderer, chart)
    return ChartView(
        id=chart.id,
        title=clean(chart.text.title),
        subtitle=clean(chart.text.subtitle),
        svg_wide=wide,
        svg_narrow=narrow,
        description=description.description,
        table=description,
        key=tuple(key_entries(chart.result, slots, chart.text, chart.marks)),
        cycles=mark_entries(chart.marks, MarkKind.CYCLE),
        annotations=mark_entries(chart.marks, MarkKind.ANNOTATION),
        words=chart.text.words,
    )


def context_view(renderer: Renderer, chart: ContextChart) -> ChartView:
    """Official statistics in two widths, with description, table and key; no signals, since nothing is judged."""
    description = describe_context(chart)
    wide, narrow = _in_two_widths(renderer, chart)
    return ChartView(
        id=chart.id,
        title=clean(chart.text.title),
        subtitle=clean(chart.text.subtitle),
        svg_wide=wide,
        svg_narrow=narrow,
        description=description.description,
        table=description,
        key=context_key(chart),
        cycles=(),
        annotations=(),
        words=chart.text.words,
    )


def _in_two_widths(renderer: Renderer, chart: Chart | ContextChart) -> tuple[Markup | None, Markup | None]:
    """The chart drawn wide and narrow, or neither."""
    wide = drawn_or_none(renderer, chart.drawn_as(Variant.WIDE))
    # Who waited in vain for the one does not wait for the other.
    narrow = wide and drawn_or_none(renderer, chart.drawn_as(Variant.NARROW))
    if not wide or not narrow:
        return None, None
    names = _names(chart.id)
    return named(wide, names), named(narrow, names)


def _names(id: str) -> Markup:
    return Markup(' role="img" aria-labelledby="{0}-title" aria-describedby="{0}-description"').format(id)


@dataclass(frozen=True, slots=True)
class ExploredView:
    """What `measures/explore.html` shows of the part in the window: its view, each slot's text, and their places."""

    view: ChartView
    points: tuple[PointText, ...]
    places: Mapping[Variant, Places]


def explored_view(renderer: Renderer, whole: Chart, part: Chart, ends: Sequence[date]) -> ExploredView:
    """A part of a chart to walk through; `ends` are the last days of the periods of the whole chart's slots.

    Table and texts are the whole chart's own rows and points, so that a number is told alike wherever it is met.
    """
    view = chart_view(renderer, part)
    days = {slot.date for slot in timeline(part.result)}
    shown = [slot.date in days for slot in timeline(whole.result)]
    table = describe(whole.result, whole.text, whole.marks)
    cut = replace(table, rows=tuple(compress(table.rows, shown)), exact=tuple(compress(table.exact, shown)))
    return ExploredView(
        replace(view, table=cut),
        tuple(compress(point_texts(whole, ends), shown)),
        {variant: places(part, variant) for variant in Variant},
    )


def spark_view(renderer: Renderer, values: Sequence[float | None], centre: float | None, text: str) -> SparkView:
    """The small curve of these values, named by the text; without values, the text alone."""
    has_curve = any(value is not None for value in values)
    drawn = drawn_or_none(renderer, SparkRequest(tuple(values), centre)) if has_curve else None
    return SparkView(named(drawn, Markup(' role="img" aria-label="{0}"').format(text)), text)


def drawn_or_none(renderer: Renderer, request: Picture) -> str | None:
    """The drawing as it stands in a page, or None where the child gave none."""
    try:
        return renderer.svg(request)
    except RenderingFailed:
        return None


def named(svg: str | None, names: Markup) -> Markup | None:
    """The drawing with what names it in this page, and its single letters silent: the description says them in order.

    It may stand as markup: `svg.py` let nothing else pass.
    """
    if svg is None:
        return None
    return Markup(svg.replace("<svg", f"<svg{names}", 1).replace("<g ", '<g aria-hidden="true" ', 1))
