"""What no analysis by numpy can be faster than: the sort and comparison alone, and looking at every number once."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.contestants.contestant import Values, Work, nothing

PORTION = 8192
"""As many series at a time as our own batch takes: they fit into the processor's memory, which the whole does not."""


def _sides(values: Values) -> NDArray[np.bool_]:
    ordered, middle = np.sort(values, axis=1), values.shape[1] // 2
    centre = (ordered[:, middle - 1] + ordered[:, middle]) / 2
    sides: NDArray[np.bool_] = values > centre[:, np.newaxis]
    return sides


def _sides_by_portion(values: Values) -> list[NDArray[np.bool_]]:
    return [_sides(values[start : start + PORTION]) for start in range(0, len(values), PORTION)]


WORKS = {
    "sort and compare": Work(np.asarray, _sides, nothing),
    "sort and compare by portion": Work(np.asarray, _sides_by_portion, nothing),
    "read": Work(np.asarray, np.sum, nothing),
}
