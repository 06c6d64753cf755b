"""What the web process uses of the charts: a `Renderer`, and views for the templates. Knows no Altair."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qi_tracker.analysis.result import ChartResult
from qi_tracker.charts.describe import ChartDescription, describe
from qi_tracker.charts.key import KeyEntry, MarkEntry, key_entries, mark_entries
from qi_tracker.charts.renderer import Renderer
from qi_tracker.charts.request import DrawRequest, Picture, SheetRequest, SparkRequest
from qi_tracker.charts.text import ChartMark, ChartText, ChartWords, MarkKind
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.timeline import timeline
from qi_tracker.errors import RenderingFailed

__all__ = [
    "Chart",
    "ChartView",
    "DrawRequest",
    "Renderer",
    "SheetRequest",
    "SparkView",
    "Variant",
    "chart_view",
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


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart to show: its numbers, words and marks, and an id that the page has once."""

    id: str
    result: ChartResult
    text: ChartText
    marks: tuple[ChartMark, ...] = ()


def chart_view(renderer: Renderer, chart: Chart) -> ChartView:
    """The chart in two widths with its description, table, key and lists. A failed drawing gives a view without one."""
    description = describe(chart.result, chart.text, chart.marks)
    slots = timeline(chart.result)
    wide = _drawn_or_none(renderer, DrawRequest(chart.result, chart.text, chart.marks, Variant.WIDE))
    # Who waited in vain for the one does not wait for the other.
    narrow = wide and _drawn_or_none(renderer, DrawRequest(chart.result, chart.text, chart.marks, Variant.NARROW))
    names = Markup(' role="img" aria-labelledby="{0}-title" aria-describedby="{0}-description"').format(chart.id)
    return ChartView(
        id=chart.id,
        title=chart.text.title,
        subtitle=chart.text.subtitle,
        svg_wide=_named(wide, names) if narrow else None,
        svg_narrow=_named(narrow, names) if wide else None,
        description=description.description,
        table=description,
        key=tuple(key_entries(chart.result, slots, chart.text, chart.marks)),
        cycles=mark_entries(chart.marks, MarkKind.CYCLE),
        annotations=mark_entries(chart.marks, MarkKind.ANNOTATION),
        words=chart.text.words,
    )


def spark_view(renderer: Renderer, values: Sequence[float | None], centre: float | None, text: str) -> SparkView:
    """The small curve of these values, named by the text; without values, the text alone."""
    has_curve = any(value is not None for value in values)
    drawn = _drawn_or_none(renderer, SparkRequest(tuple(values), centre)) if has_curve else None
    return SparkView(_named(drawn, Markup(' role="img" aria-label="{0}"').format(text)), text)


def _drawn_or_none(renderer: Renderer, request: Picture) -> str | None:
    try:
        return renderer.svg(request)
    except RenderingFailed:
        return None


def _named(svg: str | None, names: Markup) -> Markup | None:
    """The drawing with what names it in this page. It may stand as markup: `svg.py` let nothing else pass."""
    return None if svg is None else Markup(svg.replace("<svg", f"<svg{names}", 1))
