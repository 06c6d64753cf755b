"""`Frame`: one chart's measures in pixels, and where a date or value lies in it."""

from dataclasses import dataclass
from datetime import date

from qi_tracker.charts.axes import Axis, milliseconds
from qi_tracker.charts.theme import Size


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot's axes and extent. Its upper left corner is (0, 0); `left` and `right` are the margins beside it."""

    size: Size
    time: Axis
    values: Axis
    left: float
    right: float

    @property
    def width(self) -> float:
        """Of the plot."""
        return self.size.width - self.left - self.right

    @property
    def height(self) -> float:
        """Of the plot."""
        return self.size.plot_height

    def x(self, day: date) -> float:
        """Where a day lies."""
        return self.x_at(milliseconds(day))

    def x_at(self, time: float) -> float:
        """Where a time in milliseconds lies."""
        return self.time.place(time, self.width)

    def y(self, value: float) -> float:
        """Where a value lies, from the top."""
        return self.height - self.values.place(value, self.height)
