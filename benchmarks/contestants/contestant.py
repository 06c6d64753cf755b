"""What a contestant offers: work of some names, each with what comes before and after the clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Answers = Mapping[str, Sequence[float]]
"""Column → one number a series. Only the columns that the contestant computes."""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work. Only `do` is timed.

    `prepare` brings the values into the form that the contestant likes best, `read` brings what it found into columns.
    """

    prepare: Callable[[Values], Any]
    do: Callable[[Any], Any]
    read: Callable[[Any], Answers]


def rows(values: Values) -> list[Values]:
    """Each series by itself, as an array."""
    return list(values)


def lists(values: Values) -> list[list[float]]:
    """Each series by itself, as a list."""
    found: list[list[float]] = values.tolist()
    return found


def nothing(_: object) -> Answers:
    """For work whose outcome is not compared."""
    return {}
