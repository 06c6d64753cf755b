"""Axes end on round numbers, hold every value, and name what has room."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.charts.axes import milliseconds, time_axis, value_axis, with_ticks
from qi_tracker.charts.lettering import text_width
from qi_tracker.charts.timeline import timeline
from tests.charts.samples import IMPROVED, chart, gallery

TEXT = replace(chart(IMPROVED).text, lowest=None, highest=None)
PROPORTION = replace(TEXT, lowest=0.0, highest=100.0)


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=40))
def test_axis_holds_every_value_between_few_ticks(values: list[float]) -> None:
    axis = value_axis(values, TEXT, has_units=True)
    hair = 1e-6 * (axis.high - axis.low)
    assert axis.low <= min(values) + hair
    assert axis.high >= max(values) - hair
    assert 2 <= len(axis.ticks) <= 8
    assert len({tick.lines for tick in axis.ticks}) == len(axis.ticks), "two ticks read the same"


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40))
def test_proportion_stays_within_its_bounds(values: list[float]) -> None:
    axis = value_axis(values, PROPORTION, has_units=True)
    assert axis.low >= 0
    assert axis.high <= 100.0 + (axis.ticks[1].at - axis.ticks[0].at) * (min(values) == 100)


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ((27, 60), (20, 60)),  # zero is far off
        ((14, 44), (0, 50)),  # zero is near
        ((32, 93), (0, 100)),  # both bounds are near
        ((6.0, 9.7), (5, 10)),  # the lowest is lifted off the axis line
        ((0, 0), (0, 1)),
    ],
)
def test_axis_starts_at_zero_only_when_zero_is_near(values: tuple[float, ...], ends: tuple[float, float]) -> None:
    axis = value_axis(values, PROPORTION, has_units=True)
    assert (axis.low, axis.high) == ends


def test_whole_numbers_get_no_ticks_between_them() -> None:
    axis = value_axis([17, 18], TEXT, has_units=True)
    assert all(float(tick.at).is_integer() for tick in axis.ticks)


def test_months_are_named_and_the_year_where_it_changes() -> None:
    sample = gallery()["improved"]
    slots = timeline(sample.result)
    axis = with_ticks(time_axis(slots, ()), 560, slots, sample.text, 15)
    assert [tick.lines for tick in axis.ticks] == [
        ("jan.", "2024"), ("apr.",), ("juli",), ("okt.",), ("jan.", "2025"), ("apr.",), ("juli",), ("okt.",)
    ]  # fmt: skip


def test_days_and_quarters_are_named_as_such() -> None:
    for name, first in (("days", ("21. sep.", "2026")), ("proportion", ("1. kv.", "2024"))):
        sample = gallery()[name]
        slots = timeline(sample.result)
        axis = with_ticks(time_axis(slots, ()), 560, slots, sample.text, 15)
        assert axis.ticks[0].lines == first


@pytest.mark.parametrize("name", [name for name, sample in gallery().items() if sample.result.points])
@pytest.mark.parametrize("length", [150, 300, 560])
def test_tick_labels_keep_apart(name: str, length: int) -> None:
    sample = gallery()[name]
    slots = timeline(sample.result)
    axis = with_ticks(time_axis(slots, ()), length, slots, sample.text, 14)
    edges = [(axis.place(tick.at, length), max(text_width(line, 14) for line in tick.lines) / 2) for tick in axis.ticks]
    assert axis.ticks
    for (left, half), (right, other) in zip(edges, edges[1:], strict=False):
        assert left + half < right - other


def test_happening_beside_the_numbers_is_on_the_axis_and_one_far_away_is_not() -> None:
    slots = timeline(gallery()["improved"].result)
    near, far = date(2026, 2, 1), date(2035, 1, 1)
    axis = time_axis(slots, [near, far])
    assert milliseconds(near) < axis.high < milliseconds(far)
