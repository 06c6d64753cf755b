"""Requests: everything one drawing depends on, and its form as JSON for the pipe and the cache key."""

import dataclasses
import json
import types
import typing
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final

from qi_tracker.analysis.result import ChartResult
from qi_tracker.charts.scale import Scale
from qi_tracker.charts.text import ChartMark, ChartText
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.timeline import SlotState


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart to show: its numbers, words and marks, and an id that the page has once."""

    id: str
    result: ChartResult
    text: ChartText
    marks: tuple[ChartMark, ...] = ()

    def drawn_as(self, variant: Variant) -> "DrawRequest":
        """What one drawing of it depends on."""
        return DrawRequest(self.result, self.text, self.marks, variant)


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """One chart in one variant; on a given scale when it is one panel of several."""

    result: ChartResult
    text: ChartText
    marks: tuple[ChartMark, ...]
    variant: Variant
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class RowRequest:
    """One low panel of a timeline, on its scale: the plot and what stands beside it, with no time axis of its own."""

    chart: DrawRequest


@dataclass(frozen=True, slots=True)
class DeedsRequest:
    """The foot of a timeline: its time axis, and what was done, on the scale of the panels above it."""

    marks: tuple[ChartMark, ...]
    heading: str
    variant: Variant
    scale: Scale


@dataclass(frozen=True, slots=True)
class SparkRequest:
    """The small curve in a line of a list: values oldest first, None where one is missing; and their centre line."""

    values: tuple[float | None, ...]
    centre: float | None


@dataclass(frozen=True, slots=True)
class ContextPoint:
    """One official number by the first day of its period; None where the state is HIDDEN or MISSING."""

    date: date
    value: float | None
    state: SlotState
    is_preliminary: bool = False


@dataclass(frozen=True, slots=True)
class ContextRequest:
    """Official numbers over the years, oldest first: a line and where it breaks, and nothing computed of it."""

    points: tuple[ContextPoint, ...]
    breaks: tuple[date, ...]
    text: ChartText
    break_word: str
    variant: Variant


Picture = DrawRequest | RowRequest | DeedsRequest | SparkRequest | ContextRequest


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """A document of text and pictures: a Typst source, and what it says as JSON, which it reads as data alone."""

    source: str
    content: str
    pictures: tuple[DrawRequest, ...]


Request = Picture | SheetRequest

_KINDS: Final[dict[str, type[Request]]] = {
    "chart": DrawRequest,
    "row": RowRequest,
    "deeds": DeedsRequest,
    "spark": SparkRequest,
    "context": ContextRequest,
    "sheet": SheetRequest,
}


def to_json(request: Request) -> str:
    """The same text for the same content, on every machine. NaN and infinity raise ValueError."""
    kind = next(name for name, known in _KINDS.items() if isinstance(request, known))
    return json.dumps([kind, request], default=_plain, allow_nan=False, separators=(",", ":"))


def from_json(text: str) -> Request:
    """The request that `to_json` wrote."""
    kind, content = json.loads(text)
    request: Request = _typed(_KINDS[kind], content)
    return request


def _plain(value: Any) -> Any:
    """What JSON has no form for. Dataclasses become arrays of their fields: shorter than objects, and both ends run the
    same code.
    """
    if isinstance(value, date):
        return value.isoformat()
    return [getattr(value, name) for name in _fields(value.__class__)]


def _typed(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    if isinstance(kind, types.UnionType):
        kind = next(member for member in typing.get_args(kind) if member is not type(None))
    if typing.get_origin(kind) is tuple:
        item_kind = typing.get_args(kind)[0]
        return tuple(_typed(item_kind, item) for item in data)
    if kind is date:
        return date.fromisoformat(data)
    if kind in (str, int, float, bool) or issubclass(kind, Enum):
        return kind(data)
    return kind(*(_typed(hint, item) for hint, item in zip(_fields(kind).values(), data, strict=True)))


@cache
def _fields(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
