"""Where the lines and words of a quality star stand: pure geometry, drawn by `components/quality_star.html`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin
from typing import Final

from qi_tracker.charts.lettering import clean, text_width

WIDTH: Final = 340
# So wide that each line of an arm's name fits beside it on a phone.
LABEL_SIZE: Final = 13
_LINE: Final = 16
_RADIUS: Final = 78
_HUB: Final = 13
_HIGHEST: Final = 5
_TO_LABEL: Final = 11
_EDGE: Final = 3
_BETWEEN: Final = 5
_TICK: Final = 4
# Above or below the centre a name may be as wide as this before it meets those beside it.
_MIDDLE_ROOM: Final = 120
# With more arms than this only their numbers stand around the star; the table has the names.
_MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class StarArm:
    """One arm: its number and name, what it was given in words, and the numbers; None where nothing is shown."""

    number: int
    name: str
    value: str
    median: float | None
    lowest: int | None = None
    highest: int | None = None
    # The median of the round before.
    earlier: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """From one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text under each other; `top` is where the first begins, `anchor` as SVG has it."""

    x: float
    top: float
    anchor: str
    lines: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """Where the last line ends."""
        return self.top + _LINE * len(self.lines)

    @property
    def baselines(self) -> list[tuple[float, str]]:
        """(y, text) of each line."""
        return [(round(self.top + _LINE * (row + 0.8), 2), text) for row, text in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Star:
    """The whole drawing. Paths are values of `d`; radii are of circles around the centre."""

    top: float
    height: float
    rings: tuple[float, ...]
    scale: tuple[tuple[float, float, int], ...]
    axes: tuple[Line, ...]
    ghost: tuple[str, ...]
    arms: tuple[str, ...]
    spreads: tuple[Line, ...]
    medians: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]
    # Whether numbers stand around the star instead of names.
    is_numbered: bool
    width: int = WIDTH


def draw_star(arms: Sequence[StarArm]) -> Star:
    """The star of these arms, the first pointing upwards and the others following clockwise.

    Raises
    ------
    ValueError
        If there are no arms.
    """
    if not arms:
        raise ValueError("a star needs an arm")
    angles = [2 * pi * place / len(arms) - pi / 2 for place in range(len(arms))]
    half = pi / max(len(arms), 3)
    is_named = len(arms) <= _MOST_NAMED
    labels = _apart([_label(arm, angle, is_named) for arm, angle in zip(arms, angles, strict=True)])
    top = min(-_RADIUS, *(label.top for label in labels)) - _EDGE
    bottom = max(_RADIUS, *(label.bottom for label in labels)) + _EDGE
    turned = angles[0] - half
    both = list(zip(arms, angles, strict=True))
    return Star(
        top=round(top, 2),
        height=round(bottom - top, 2),
        rings=tuple(_distance(score) for score in range(1, _HIGHEST + 1)),
        scale=tuple((*_point(turned, _distance(score)), score) for score in range(1, _HIGHEST + 1, 2)),
        axes=tuple(Line(0, 0, *_point(angle, _RADIUS)) for angle in angles),
        ghost=tuple(_kite(angle, half, arm.earlier) for arm, angle in both if arm.earlier is not None),
        arms=tuple(_kite(angle, half, arm.median) for arm, angle in both if arm.median is not None),
        spreads=tuple(line for arm, angle in both for line in _spread(arm, angle)),
        medians=tuple(_point(angle, _distance(arm.median)) for arm, angle in both if arm.median is not None),
        labels=tuple(labels),
        is_numbered=not is_named,
    )


def _distance(score: float) -> float:
    """From the centre; nought is not nothing, so that an arm with the lowest score is seen too."""
    return round(_HUB + (_RADIUS - _HUB) * score / _HIGHEST, 2)


def _point(angle: float, distance: float) -> tuple[float, float]:
    return round(distance * cos(angle) + 0.0, 2), round(distance * sin(angle) + 0.0, 2)


def _kite(angle: float, half: float, score: float) -> str:
    """One arm: as wide whatever its length, so that its area says no more than its length does."""
    corners = [(0.0, 0.0), _point(angle - half, _HUB), _point(angle, _distance(score)), _point(angle + half, _HUB)]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in corners) + "Z"


def _spread(arm: StarArm, angle: float) -> Iterator[Line]:
    """From the lowest answer to the highest along the arm, with a tick at each end; a single tick where all agree."""
    if arm.lowest is None or arm.highest is None:
        return
    ends = [_point(angle, _distance(score)) for score in (arm.lowest, arm.highest)]
    if arm.lowest != arm.highest:
        yield Line(*ends[0], *ends[1])
    across = _point(angle + pi / 2, _TICK)
    for x, y in dict.fromkeys(ends):
        yield Line(round(x - across[0], 2), round(y - across[1], 2), round(x + across[0], 2), round(y + across[1], 2))


def _label(arm: StarArm, angle: float, is_named: bool) -> Label:
    x, y = _point(angle, _RADIUS + _TO_LABEL)
    is_middle = abs(cos(angle)) < cos(pi / 3) / 2
    anchor = "middle" if is_middle else "start" if x > 0 else "end"
    room = _MIDDLE_ROOM if is_middle else WIDTH / 2 - abs(x) - _EDGE
    name = clean(arm.name) if is_named else str(arm.number)
    lines = (*_wrapped(name, room), *([arm.value] if is_named and arm.value else []))
    tall = _LINE * len(lines)
    above = tall if is_middle and y < 0 else 0 if is_middle else tall / 2
    return Label(0.0 if is_middle else x, round(y - above, 2), anchor, lines)


def _wrapped(text: str, room: float) -> list[str]:
    """The words in lines that fit; a word that fits no line is cut, with a hyphen."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _fits(joined, room):
            lines[-1] = joined
            continue
        rest = word
        while not _fits(rest, room):
            kept = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or _fits(f"{rest[:n]}-", room))
            lines.append(f"{rest[:kept]}-")
            rest = rest[kept:]
        lines.append(rest)
    return lines


def _fits(text: str, room: float) -> bool:
    return text_width(text, LABEL_SIZE) <= room


def _apart(labels: list[Label]) -> list[Label]:
    """The labels on each side moved away from each other, up and down alike, until none overlaps."""
    moved = dict(enumerate(labels))
    for side in ("start", "end"):
        places = sorted((place for place in moved if moved[place].anchor == side), key=lambda place: moved[place].top)
        for above, below in zip(places, places[1:], strict=False):
            missing = moved[above].bottom + _BETWEEN - moved[below].top
            if missing > 0:
                moved[below] = replace(moved[below], top=round(moved[below].top + missing, 2))
        if places:
            shift = (moved[places[-1]].top - labels[places[-1]].top) / 2
            for place in places:
                moved[place] = replace(moved[place], top=round(moved[place].top - shift, 2))
    return [moved[place] for place in range(len(labels))]
