"""What must hold for every series: mirror it, turn it, stretch it, move it, and the runs are the same."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartResult, RunAnalysis
from qi_tracker.analysis.series import Point, Series
from qi_tracker.vocabulary import Direction, Frequency

Values = list[float | None]

FIRST_DAY = date(2024, 1, 1)
OTHER_WAY = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}

# Whole numbers, so that mirroring, moving and scaling are exact; few of them, so that ties and long runs are common.
numbers = st.one_of(st.none(), st.integers(-5, 5).map(float), st.integers(-5, 5).map(float))
drifting = st.tuples(st.lists(numbers, max_size=30), st.lists(numbers, max_size=30), st.integers(0, 6)).map(
    lambda parts: parts[0] + [None if value is None else value + parts[2] for value in parts[1]]
)
directions = st.sampled_from(Direction)


@st.composite
def decisions(draw: st.DrawFn) -> dict[str, Any]:
    days = st.integers(0, 60).map(day)
    return {
        "freezes": draw(st.lists(days, max_size=2)),
        "direction": draw(directions),
        "target": draw(st.one_of(st.none(), st.integers(-5, 11).map(float))),
        "frequency": Frequency.EVENT,
    }


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def daily(values: Values, **taken: Any) -> Series:
    return Series(points=[Point(day(n), value) for n, value in enumerate(values)], **taken)


def runs_of(result: ChartResult) -> list[RunAnalysis]:
    return [phase.runs for phase in result.phases]


def moved(series: Series, factor: float, shift: float) -> Series:
    points = [
        replace(point, numerator=None if point.numerator is None else point.numerator * factor + shift)
        for point in series.points
    ]
    return replace(series, points=points, target=None if series.target is None else series.target * factor + shift)


def same_story(one: ChartResult, other: ChartResult) -> None:
    """Everything but the values themselves is the same."""
    assert runs_of(one) == runs_of(other)
    assert [p.date for p in one.points if p.is_in_long_run] == [p.date for p in other.points if p.is_in_long_run]
    for name in ("code", "cautions", "n_useful", "current_period_start", "current", "is_stable", "held_count", "basis"):
        assert getattr(one.verdict, name) == getattr(other.verdict, name), name
    assert one.verdict.is_target_reached == other.verdict.is_target_reached


@given(drifting, decisions())
def test_mirrored_numbers_with_the_other_direction_tell_the_same_story(values: Values, taken: dict[str, Any]) -> None:
    series = daily(values, **taken)
    mirrored = replace(moved(series, -1, 0), direction=OTHER_WAY[series.direction or Direction.UP])
    same_story(analyse(series), analyse(mirrored))


@given(drifting, decisions(), st.sampled_from([0.125, 0.5, 3, 100, 1024]), st.integers(-1000, 1000))
def test_scaled_and_shifted_numbers_tell_the_same_story(
    values: Values, taken: dict[str, Any], factor: float, shift: int
) -> None:
    series = daily(values, **taken)
    same_story(analyse(series), analyse(moved(series, factor, shift)))


@given(drifting, decisions())
def test_shown_in_per_cent_the_story_is_the_same(values: Values, taken: dict[str, Any]) -> None:
    series = daily(values, **taken)
    target = None if series.target is None else series.target * 100
    same_story(analyse(series), analyse(replace(series, multiply=100, target=target)))


@given(drifting)
def test_time_turned_round_has_the_same_runs(values: Values) -> None:
    assert runs_of(analyse(daily(values))) == runs_of(analyse(daily(values[::-1])))


@given(drifting, decisions(), st.integers(1, 10))
def test_missing_points_at_the_end_add_nothing(values: Values, taken: dict[str, Any], n_missing: int) -> None:
    longer = daily([*values, *[None] * n_missing], **taken)
    if values:
        same_story(analyse(daily(values, **taken)), analyse(longer))


@given(drifting, decisions(), st.sets(st.integers(0, 59)))
def test_an_excluded_point_counts_as_little_as_a_missing_one(
    values: Values, taken: dict[str, Any], left_out: set[int]
) -> None:
    series = daily(values, **taken)
    points = list(enumerate(series.points))
    excluded = replace(series, points=[replace(point, excluded=n in left_out) for n, point in points])
    removed = replace(series, points=[replace(p, numerator=None) if n in left_out else p for n, p in points])
    if any(n not in left_out and point.numerator is not None for n, point in points):
        same_story(analyse(excluded), analyse(removed))


@given(drifting, decisions(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(values: Values, taken: dict[str, Any], random: Any) -> None:
    series = daily(values, **taken)
    shuffled = list(series.points)
    random.shuffle(shuffled)
    assert analyse(series) == analyse(replace(series, points=shuffled))


@given(drifting, st.lists(st.integers(1, 59), max_size=3))
def test_a_phase_is_analysed_as_if_it_were_alone(values: Values, breaks: list[int]) -> None:
    whole = analyse(daily(values, phases=[day(n) for n in breaks][: len(values)]))
    for phase in whole.phases:
        [alone] = analyse(daily(values[phase.first : phase.last + 1])).phases
        assert (phase.runs, phase.centre) == (alone.runs, alone.centre)


@given(drifting, decisions())
def test_the_target_never_touches_the_analysis(values: Values, taken: dict[str, Any]) -> None:
    with_target = analyse(daily(values, **taken))
    without = analyse(daily(values, **{**taken, "target": None}))
    assert (with_target.points, with_target.phases) == (without.points, without.phases)


@given(drifting)
def test_a_freeze_over_everything_changes_no_line(values: Values) -> None:
    frozen, free = analyse(daily(values, freezes=[day(100)])), analyse(daily(values))
    assert [(p.centre, p.runs) for p in frozen.phases] == [(p.centre, p.runs) for p in free.phases]


@given(drifting, decisions(), st.lists(st.integers(1, 59), max_size=3))
def test_run_numbers_are_possible(values: Values, taken: dict[str, Any], breaks: list[int]) -> None:
    result = analyse(daily(values, phases=[day(n) for n in breaks][: len(values)], **taken))
    assert sum(phase.last - phase.first + 1 for phase in result.phases) == len(result.points)
    for phase in result.phases:
        runs = phase.runs
        points = result.points[phase.first : phase.last + 1]
        assert runs.n_useful == sum(p.value is not None and p.value != p.centre for p in points)
        if runs.longest_run is not None and runs.n_crossings is not None:
            assert 1 <= runs.longest_run <= runs.n_useful
            assert runs.longest_run <= runs.n_useful - runs.n_crossings
        assert any(point.is_in_long_run for point in points) == runs.has_long_run
    assert 0 <= result.verdict.held_count <= max(result.verdict.n_useful, 60)
