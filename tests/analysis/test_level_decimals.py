"""A level is written with one decimal more than its numbers only where that makes it exact."""

import pytest

from qi_tracker.analysis.level_decimals import level_decimals


@pytest.mark.parametrize(
    ("level", "decimals", "wanted"),
    [
        (34.5, 0, 1),
        (34.0, 0, 0),
        (30.04, 0, 0),
        (-0.5, 0, 1),
        (0.0, 0, 0),
        (60.0, 1, 1),
        (3.25, 1, 2),
        (100 / 3, 1, 1),
        ((0.1 + 0.2) / 2, 1, 2),
    ],
)
def test_one_more_where_that_is_all_it_needs(level: float, decimals: int, wanted: int) -> None:
    assert level_decimals(level, decimals) == wanted
