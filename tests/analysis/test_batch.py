"""Very many series at once: the same numbers as one at a time, in the order given, and refused where one would be."""

from datetime import date, timedelta

import numpy as np
import pytest

from qi_tracker.analysis.batch import NONE, RunCharts, run_charts, run_charts_of_lengths
from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.series import Point, Series
from qi_tracker.vocabulary import Frequency

SERIES = 10_000


def series_like_real_ones(n_series: int, n_points: int) -> np.ndarray:
    """Whole numbers, so that many lie on the line; some shift, some miss points, some miss all."""
    random = np.random.default_rng(4711)
    values = np.round(random.normal(10, 2, size=(n_series, n_points)))
    values[::3, n_points // 2 :] += 3
    values[random.random(values.shape) < 0.05] = np.nan
    values[::97] = np.nan
    values[5::89] = 7.0
    return values


def one_at_a_time(values: np.ndarray) -> tuple[object, ...]:
    """The same by the engine."""
    first = date(2000, 1, 1)
    points = [
        Point(first + timedelta(days=place), None if np.isnan(value) else float(value))
        for place, value in enumerate(values)
    ]
    phase = analyse(Series(points, frequency=Frequency.EVENT)).phases[0]
    runs = phase.runs
    numbers = (runs.longest_run, runs.longest_run_max, runs.n_crossings, runs.n_crossings_min)
    return (phase.centre, runs.n_useful, *(NONE if number is None else number for number in numbers), runs.signal)


def row(charts: RunCharts, number: int) -> tuple[object, ...]:
    """The numbers of one series."""
    centre = charts.centre[number]
    whole = (charts.n_useful, charts.longest_run, charts.longest_run_max, charts.n_crossings, charts.n_crossings_min)
    return (
        None if np.isnan(centre) else float(centre),
        *(int(column[number]) for column in whole),
        bool(charts.signal[number]),
    )


def test_ten_thousand_series_are_as_one_at_a_time() -> None:
    values = series_like_real_ones(SERIES, 36)
    charts = run_charts(values)
    assert len(charts.signal) == SERIES
    wrong = [number for number in range(SERIES) if row(charts, number) != one_at_a_time(values[number])]
    assert wrong == []


@pytest.mark.parametrize("n_points", [1, 2, 9, 127, 128, 200])
def test_any_length_is_as_one_at_a_time(n_points: int) -> None:
    values = series_like_real_ones(40, n_points)
    charts = run_charts(values)
    assert [row(charts, number) for number in range(40)] == [one_at_a_time(each) for each in values]


@pytest.mark.parametrize("n_points", [*range(1, 10), 126, 127, 128])
def test_series_without_a_gap_are_as_one_at_a_time(n_points: int) -> None:
    values = np.nan_to_num(series_like_real_ones(40, n_points), nan=11.0)
    charts = run_charts(values)
    assert [row(charts, number) for number in range(40)] == [one_at_a_time(each) for each in values]


def test_a_run_that_fills_all_the_room_there_is_for_counting() -> None:
    """127 points on one side of the line, and two on it."""
    for n_points in (127, 128, 129):
        values = np.array([[0.0] * (n_points // 2) + [1.0] * (n_points - n_points // 2)])
        assert row(run_charts(values), 0) == one_at_a_time(values[0])


def test_series_of_different_lengths_keep_their_order() -> None:
    values = series_like_real_ones(300, 60)
    lengths = np.random.default_rng(1).integers(0, 60, size=300)
    ragged = [each[:length] for each, length in zip(values, lengths, strict=True)]
    charts = run_charts_of_lengths(ragged)
    for number, each in enumerate(ragged):
        expected = one_at_a_time(each) if len(each) else (None, 0, NONE, NONE, NONE, NONE, False)
        assert row(charts, number) == expected


def test_nothing_gives_nothing() -> None:
    assert len(run_charts(np.empty((0, 36))).signal) == 0
    assert len(run_charts_of_lengths([]).signal) == 0
    assert run_charts(np.empty((3, 0))).n_useful.tolist() == [0, 0, 0]


@pytest.mark.parametrize("bad", [np.inf, -np.inf, 1e101])
def test_numbers_that_are_none_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="infinite or too large"):
        run_charts([[1.0, bad, 2.0]])


def test_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="two"):
        run_charts([1.0, 2.0])
    with pytest.raises(ValueError, match="one dimension"):
        run_charts_of_lengths([[[1.0]]])


def test_a_crossing_too_many_is_seen() -> None:
    values = series_like_real_ones(50, 36)
    planted = values.copy()
    planted[7, 20] = -100.0
    assert row(run_charts(planted), 7) != one_at_a_time(values[7])


def test_no_useful_point_is_told_by_a_number_that_no_chart_has() -> None:
    charts = run_charts([[np.nan, np.nan], [3.0, 3.0]])
    for column in (charts.longest_run, charts.longest_run_max, charts.n_crossings, charts.n_crossings_min):
        assert column.tolist() == [-1, -1]


def test_the_largest_number_is_one() -> None:
    charts = run_charts([[-1e100, 1e100, 0.0], [1e100, np.nan, -1e100]])
    assert charts.centre.tolist() == [0.0, 0.0]
    for bad in (1.1e100, -1.1e100):
        for row_of_numbers in ([bad, 0.0], [0.0, bad, np.nan]):
            with pytest.raises(ValueError, match="infinite or too large"):
                run_charts([row_of_numbers, [1.0] * len(row_of_numbers)])


def test_series_of_lengths_beyond_one_portion() -> None:
    """More than are looked at together, longest first: each is found again where it was given."""
    ragged = [np.arange(20_000 - number, 20_000 - number + 1 + number % 3, dtype=float) for number in range(17_000)]
    charts = run_charts_of_lengths(ragged)
    assert charts.centre.tolist() == [float(np.median(each)) for each in ragged]
    assert len(charts.signal) == 17_000
