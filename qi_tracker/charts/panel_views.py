"""Views of several charts on one scale: small multiples, and a timeline with what was done beneath. Knows no Altair."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from qi_tracker.charts.client import Renderer, drawn_or_none, named
from qi_tracker.charts.describe import ChartDescription, describe
from qi_tracker.charts.key import KeyEntry, MarkEntry, decision_entries, key_entries, mark_entries
from qi_tracker.charts.lanes import NAMED_AT_MOST
from qi_tracker.charts.marks import drawn_marks, is_within
from qi_tracker.charts.panels import on_one_scale, timeline_scale
from qi_tracker.charts.request import Chart, DeedsRequest, Picture, RowRequest
from qi_tracker.charts.text import ChartMark, ChartText, MarkKind
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.timeline import timeline

__all__ = ["DeedsView", "DeedsWords", "KeyEntry", "PanelView", "TimelineView", "group_views", "key_of", "timeline_view"]


@dataclass(frozen=True, slots=True)
class PanelView:
    """What `components/panel.html` shows of one chart among several. A group's panel has the narrow drawing alone."""

    id: str
    text: ChartText
    svg_wide: Markup | None
    svg_narrow: Markup | None
    table: ChartDescription
    key: tuple[KeyEntry, ...]

    @property
    def is_drawn(self) -> bool:
        """There is a picture to show."""
        return self.svg_narrow is not None


@dataclass(frozen=True, slots=True)
class DeedsWords:
    """What is said of the foot of a timeline: its title, the heading over the bars, and what the dashed lines are."""

    title: str
    heading: str
    nothing: str
    key_guide: str


@dataclass(frozen=True, slots=True)
class DeedsView:
    """The foot of a timeline: the drawing, and the same in words."""

    id: str
    title: str
    description: str
    svg_wide: Markup | None
    svg_narrow: Markup | None
    cycles: tuple[MarkEntry, ...]
    annotations: tuple[MarkEntry, ...]
    aims: tuple[MarkEntry, ...]

    @property
    def are_named(self) -> bool:
        """The wide drawing has room for the cycles' names beside their bars."""
        return len(self.cycles) <= NAMED_AT_MOST


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Panels from top to bottom, what was done beneath them, and the signs that any of them uses."""

    panels: tuple[PanelView, ...]
    deeds: DeedsView
    key: tuple[KeyEntry, ...]


def group_views(renderer: Renderer, charts: Sequence[Chart]) -> list[PanelView]:
    """Charts of one measure on one scale, in the order given."""
    if not charts:
        return []
    charts = [_within_its_time(chart) for chart in charts]
    requests = on_one_scale([chart.drawn_as(Variant.NARROW) for chart in charts])
    return [
        _panel(chart, None, drawn_or_none(renderer, request)) for chart, request in zip(charts, requests, strict=True)
    ]


def key_of(panels: Sequence[PanelView], more: Iterable[KeyEntry] = ()) -> tuple[KeyEntry, ...]:
    """The signs that any of the panels uses, each once, and more."""
    return tuple(dict.fromkeys([*(sign for panel in panels for sign in panel.key), *more]))


def timeline_view(
    renderer: Renderer, charts: Sequence[Chart], marks: Sequence[ChartMark], words: DeedsWords
) -> TimelineView:
    """Charts above one another on one time axis; `marks` are the cycles, notes and aims beneath them all.

    At least one chart is given; each has its own notes and pauses, and the aims to draw a line at.
    """
    charts = [_within_its_time(chart) for chart in charts]
    drawn: dict[Variant, list[str | None]] = {}
    for variant in Variant:
        requests = [chart.drawn_as(variant) for chart in charts]
        scale = timeline_scale(requests, marks)
        wanted: list[Picture] = [RowRequest(replace(request, scale=scale)) for request in requests]
        wanted.append(DeedsRequest(tuple(marks), words.heading, variant, scale))
        drawn[variant] = [drawn_or_none(renderer, picture) for picture in wanted]
    pictures = list(zip(drawn[Variant.WIDE], drawn[Variant.NARROW], strict=True))
    panels = tuple(_panel(chart, *pair) for chart, pair in zip(charts, pictures, strict=False))
    shown = [mark for mark in marks if is_within(scale.time, mark)]
    return TimelineView(panels, _deeds(marks, words, *pictures[-1]), key_of(panels, _more(charts, shown, words)))


def _within_its_time(chart: Chart) -> Chart:
    """With the marks that are about its own time alone, so that what is drawn on a longer axis is what is described."""
    return replace(chart, marks=drawn_marks(timeline(chart.result), chart.marks))


def _panel(chart: Chart, wide: str | None, narrow: str | None) -> PanelView:
    described = describe(chart.result, chart.text, chart.marks)
    key = key_entries(chart.result, timeline(chart.result), chart.text, chart.marks)
    return PanelView(chart.id, chart.text, _picture(wide, chart.id), _picture(narrow, chart.id), described, tuple(key))


def _picture(svg: str | None, identity: str) -> Markup | None:
    names = Markup(' role="img" aria-labelledby="{0}-title" aria-describedby="{0}-description"')
    return named(svg, names.format(identity))


def _deeds(marks: Sequence[ChartMark], words: DeedsWords, wide: str | None, narrow: str | None) -> DeedsView:
    entries = {kind: mark_entries(marks, kind) for kind in (MarkKind.CYCLE, MarkKind.ANNOTATION, MarkKind.AIM)}
    said = [_said(entry, kind) for kind, found in entries.items() for entry in found]
    identity = "deeds"
    return DeedsView(
        id=identity,
        title=words.title,
        description=" ".join(said) or words.nothing,
        svg_wide=_picture(wide, identity),
        svg_narrow=_picture(narrow, identity),
        cycles=entries[MarkKind.CYCLE],
        annotations=entries[MarkKind.ANNOTATION],
        aims=entries[MarkKind.AIM],
    )


def _said(entry: MarkEntry, kind: MarkKind) -> str:
    """One deed as a sentence: "2 Fritidsguide: 1.–31. mars 2026, innføre."."""
    sign = "" if kind is MarkKind.AIM else f"{entry.sign} "
    outcome = f", {entry.outcome}" if entry.outcome else ""
    return f"{sign}{entry.label}: {entry.when}{outcome}."


def _more(charts: Sequence[Chart], marks: Sequence[ChartMark], words: DeedsWords) -> Iterator[KeyEntry]:
    """The signs of what was done."""
    cycles = [mark for mark in marks if mark.kind is MarkKind.CYCLE]
    if cycles:
        yield KeyEntry("guide", words.key_guide)
        yield from decision_entries(charts[0].text, cycles)
