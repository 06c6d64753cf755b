"""`Scale`: what panels beside or above one another have in common, so that they can be compared by eye."""

from dataclasses import dataclass

from qi_tracker.charts.axes import Axis


@dataclass(frozen=True, slots=True)
class Scale:
    """The measures that hold for every panel of a page, in pixels of the drawing.

    Attributes
    ----------
    time
        The one time axis, with its ticks.
    values
        The one value axis of panels that count the same; None where each has its own.
    left, right
        The margins beside each plot.
    top
        What every panel has above its plot, at least.
    height
        Of each plot.
    guides
        Times in milliseconds that a line through every panel points out.
    """

    time: Axis
    values: Axis | None
    left: float
    right: float
    top: float
    height: int
    guides: tuple[float, ...] = ()
