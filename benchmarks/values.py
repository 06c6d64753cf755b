"""The series that all contestants are given: numbers with one decimal, so that some lie on the median."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

POINTS: Final = 36
"""Three years of months."""

MISSING_SHARE: Final = 0.05
SEED: Final = 20_261_123


def whole_series(n_series: int) -> NDArray[np.float64]:
    """Shape (series, points), nothing missing. Every third series shifts by one standard deviation halfway."""
    values = np.random.default_rng(SEED).normal(10, 2, size=(n_series, POINTS))
    values[::3, POINTS // 2 :] += 2
    return np.round(values, 1)


def write_series(values: NDArray[np.float64], file: Path) -> None:
    """The bare numbers, so that as many series as are wanted can be read and no more memory taken."""
    values.tofile(file)


def read_series(file: str, n_series: int) -> NDArray[np.float64]:
    """The first so many series."""
    return np.fromfile(file, count=n_series * POINTS).reshape(n_series, POINTS)


def with_missing(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same with one point of twenty missing."""
    is_missing = np.random.default_rng(SEED).random(values.shape) < MISSING_SHARE
    return np.where(is_missing, np.nan, values)
