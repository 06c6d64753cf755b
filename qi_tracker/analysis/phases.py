"""Freeze, split, exclude: which points form a phase, and which of them its centre line is computed from."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.series import SeriesProblem
from qi_tracker.analysis.subgroups import Subgroup
from qi_tracker.errors import InvalidSeries


@dataclass(frozen=True, slots=True)
class Span:
    """One phase as positions among the subgroups: `first` to `last`, both included, never empty.

    `base` is the last position of the frozen starting point, or of the phase when nothing is frozen.
    """

    first: int
    last: int
    base: int
    frozen_until: date | None

    @property
    def positions(self) -> range:
        """All positions of the phase."""
        return range(self.first, self.last + 1)

    @property
    def base_positions(self) -> range:
        """Positions the centre line is computed from, excluded points among them."""
        return range(self.first, self.base + 1)


def split(subgroups: Sequence[Subgroup], breaks: Iterable[date], freezes: Sequence[date]) -> tuple[Span, ...]:
    """The phases that hold points.

    Parameters
    ----------
    subgroups
        In order of date, no date twice.
    breaks
        First day of each later phase, in any order. A break before the first point, after the last, or with no point
        until the next break makes no phase.
    freezes
        Last day of a base period. A freeze belongs to the phase in whose days it falls; the latest counts. One that
        covers no counted value of its phase cannot give a line and is left out.

    Raises
    ------
    InvalidSeries
        If there are points, but more breaks than points; `date` is the first break too many.
    """
    days = [subgroup.date for subgroup in subgroups]
    starts = sorted(set(breaks))
    if days and len(starts) > len(days):
        raise InvalidSeries(SeriesProblem.TOO_MANY_PHASES, date=starts[len(days)])
    edges = sorted({0, len(days), *(bisect_left(days, start) for start in starts)})
    return tuple(
        _span(subgroups, first, end - 1, _freeze_within(freezes, days[first], _following(starts, days[first])))
        for first, end in zip(edges, edges[1:], strict=False)
    )


def _following(starts: Sequence[date], day: date) -> date:
    """First break after `day`, else the end of time."""
    return next((start for start in starts if start > day), date.max)


def _freeze_within(freezes: Sequence[date], first: date, until: date) -> date | None:
    """The latest freeze in the phase whose first point is on `first` and whose next phase begins on `until`."""
    return max((freeze for freeze in freezes if first <= freeze < until), default=None)


def _span(subgroups: Sequence[Subgroup], first: int, last: int, freeze: date | None) -> Span:
    if freeze is not None:
        base = max(position for position in range(first, last + 1) if subgroups[position].date <= freeze)
        if any(subgroup.counted is not None for subgroup in subgroups[first : base + 1]):
            return Span(first, last, base, freeze)
    return Span(first, last, last, None)
