"""The next size of a test, and several points as one number."""

import pytest

from qi_tracker.method.cycles import Counted, larger, together
from qi_tracker.vocabulary import CycleScale


@pytest.mark.parametrize(
    ("scale", "following"),
    [
        (None, None),
        (CycleScale.ONE, CycleScale.FEW),
        (CycleScale.FEW, CycleScale.GROUP),
        (CycleScale.GROUP, CycleScale.UNIT),
        (CycleScale.UNIT, CycleScale.ALL),
        (CycleScale.ALL, CycleScale.ALL),
    ],
)
def test_each_test_is_followed_by_a_larger_one(scale: CycleScale | None, following: CycleScale | None) -> None:
    assert larger(scale) is following


@pytest.mark.parametrize(
    ("points", "number"),
    [
        ([], None),
        ([Counted()], None),
        ([Counted(value=12.0)], 12.0),
        ([Counted(value=12.0), Counted(value=15.0)], 13.5),
        # Of 40 in all, not the mean of 50 and 10 per cent.
        ([Counted(numerator=5, denominator=10), Counted(numerator=3, denominator=30)], 20.0),
        ([Counted(numerator=0, denominator=10)], 0.0),
        # One came ready-made: then each counts alike.
        ([Counted(numerator=5, denominator=10), Counted(value=20.0)], 35.0),
        ([Counted(numerator=0, denominator=0), Counted(value=20.0)], 20.0),
    ],
)
def test_points_become_one_number(points: list[Counted], number: float | None) -> None:
    assert together(points) == number
