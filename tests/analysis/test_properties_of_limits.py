"""What must hold for the lines of every chart: turn, move, stretch or part the numbers, and the lines follow.

Counts, times and proportions have no mirror image of the same kind, and no constant can be added to them; what holds
for each is said where it is tested.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartPoint, ChartResult
from qi_tracker.analysis.series import Point, Series
from qi_tracker.vocabulary import ChartKind, Frequency, ValueType

FIRST_DAY = date(2024, 1, 1)
LINES = ("centre", "lower", "upper", "inner_lower", "inner_upper")

K = ChartKind
OF_RATIOS = (K.P, K.P_PRIME, K.U, K.U_PRIME)
OF_SUBGROUPS = (K.XBAR, K.S)
# What they plot may be below 0, so that it can be mirrored and moved.
OF_LEVELS = (K.RUN, K.I, K.I_PRIME, K.XBAR)
OF_SPREADS = (K.MR, K.S)


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


# One number a row, from which all of it is read: far quicker to draw than its pieces, and as easily made smaller.
codes = st.lists(st.integers(0, 3359), max_size=14)


def row_of(kind: ChartKind, at: date, code: int) -> Point:
    """Whole numbers, so that sums, mirroring and moving are exact; few, so that ties and equal ones are common."""
    if kind in OF_RATIOS:
        n, rest = 1 + code % 20, code // 20
        is_proportion = kind in (K.P, K.P_PRIME)
        return Point(at, float(rest % (n + 1)), float(n)) if rest % 8 or not is_proportion else Point(at, 0.0, 0.0)
    if code % 8 == 0:
        return Point(at, None)
    least = {K.T: 1, K.C: 0, K.G: 0}.get(kind, -20)
    return Point(at, float(code // 8 % 41 + least))


def series(kind: ChartKind, min_size: int = 0) -> st.SearchStrategy[Series]:
    """Days in a row, each with a row; with subgroups each with some."""

    def built(drawn: list[int]) -> Series:
        points: list[Point] = []
        at = -1
        for code in [*drawn, *range(7, 7 + 8 * max(0, min_size - len(drawn)), 8)]:
            at += kind not in OF_SUBGROUPS or at < min_size - 1 or code % 3 == 0 or at < 0
            points.append(row_of(kind, day(at), code))
        return of_kind(kind, points)

    return codes.map(built)


def of_kind(kind: ChartKind, points: Sequence[Point], **more: Any) -> Series:
    value_type = ValueType.PROPORTION if kind in (K.P, K.P_PRIME) else ValueType.NUMBER
    return Series(
        points, kind, has_denominator=kind in OF_RATIOS, value_type=value_type, frequency=Frequency.EVENT, **more
    )


def changed(given_series: Series, change: Callable[[Point], Point]) -> Series:
    return replace(given_series, points=[change(point) for point in given_series.points])


def each_value(change: Callable[[float], float]) -> Callable[[Point], Point]:
    def changed_point(point: Point) -> Point:
        return replace(point, numerator=None if point.numerator is None else change(point.numerator))

    return changed_point


@dataclass(frozen=True)
class Told:
    """The lines by date, and what the phases say beside."""

    lines: dict[date, tuple[float | None, ...]]
    phases: list[tuple[Any, ...]]


def told(result: ChartResult) -> Told:
    return Told(
        {point.date: lines_at(point) for point in result.points},
        [(phase.runs, phase.centre, phase.sigma_z) for phase in result.phases],
    )


def lines_at(point: ChartPoint) -> tuple[float | None, ...]:
    return tuple(getattr(point, name) for name in LINES)


def about(lines: tuple[float | None, ...]) -> tuple[Any, ...]:
    return tuple(None if height is None else pytest.approx(height, rel=1e-9, abs=1e-9) for height in lines)


def of_every_kind(*kinds: ChartKind) -> Callable[[Any], Any]:
    """The same test for each of these kinds, by its name."""

    def decorate(test: Any) -> Any:
        drawn = settings(max_examples=25)(given(data=st.data())(test))
        # In one order, since the processes that share the tests must all see the same.
        chosen = [kind for kind in ChartKind if not kinds or kind in kinds]
        return pytest.mark.parametrize("kind", chosen, ids=lambda kind: kind.value)(drawn)

    return decorate


@of_every_kind()
def test_the_order_of_rows_does_not_matter(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    shuffled = data.draw(st.permutations(rows.points))
    assert analyse(replace(rows, points=shuffled)) == analyse(rows)


@of_every_kind()
def test_the_lines_lie_in_their_order(kind: ChartKind, data: st.DataObject) -> None:
    """A G chart draws the median, and its limits are about the mean."""
    result = analyse(data.draw(series(kind)))
    for point in result.points:
        there = [point.lower, point.inner_lower, point.centre, point.inner_upper, point.upper]
        if kind is K.G:
            del there[2]
        drawn = [height for height in there if height is not None]
        assert drawn == sorted(drawn)
        assert (point.lower is None) == (point.upper is None) == (point.inner_upper is None)
        is_beyond = point.value is not None and (
            (point.lower is not None and point.value < point.lower)
            or (point.upper is not None and point.value > point.upper)
        )
        assert point.is_outside == is_beyond
    assert sum(phase.n_outside for phase in result.phases) == sum(point.is_outside for point in result.points)


@of_every_kind()
def test_a_phase_is_analysed_as_if_it_were_alone(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind, min_size=3))
    breaks = data.draw(st.lists(st.integers(1, len({row.date for row in rows.points}) - 1), max_size=2, unique=True))
    whole = analyse(replace(rows, phases=[day(number) for number in breaks]))
    edges = [0, *sorted(breaks), 100]
    for phase, first, end in zip(whole.phases, edges, edges[1:], strict=False):
        part = [row for row in rows.points if row.date is not None and day(first) <= row.date < day(end)]
        alone = analyse(replace(rows, points=part))
        assert [lines_at(point) for point in whole.points[phase.first : phase.last + 1]] == [
            lines_at(point) for point in alone.points
        ]
        assert [(phase.runs, phase.centre, phase.sigma_z, phase.n_outside)] == [
            (each.runs, each.centre, each.sigma_z, each.n_outside) for each in alone.phases
        ]


@of_every_kind()
def test_a_freeze_over_everything_changes_no_line(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    assert told(analyse(replace(rows, freezes=[day(100)]))) == told(analyse(rows))


@of_every_kind(*(frozenset(ChartKind) - {K.I_PRIME}))
def test_frozen_lines_are_those_of_the_frozen_points(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind, min_size=2))
    n = len({row.date for row in rows.points})
    last = data.draw(st.integers(0, n - 2))
    frozen = analyse(replace(rows, freezes=[day(last)]))
    alone = analyse(replace(rows, points=[row for row in rows.points if row.date and row.date <= day(last)]))
    if frozen.phases[0].frozen_until is not None:
        ours = told(frozen).lines
        assert {each: ours[each] for each in told(alone).lines} == told(alone).lines


@of_every_kind(*(frozenset(ChartKind) - {K.XBAR, K.S}))
def test_missing_points_at_the_end_change_no_line(kind: ChartKind, data: st.DataObject) -> None:
    """In subgroups of measurements one without a number counts as one of another size (METHODS.md)."""
    rows = data.draw(series(kind))
    more = [Point(day(50 + number), None) for number in range(data.draw(st.integers(1, 3)))]
    longer, as_they_are = analyse(replace(rows, points=[*rows.points, *more])), analyse(rows)
    if as_they_are.phases:
        lines = told(longer).lines
        assert {each: lines[each] for each in told(as_they_are).lines} == told(as_they_are).lines
        assert [phase.runs for phase in longer.phases] == [phase.runs for phase in as_they_are.phases]


@of_every_kind(K.XBAR)
def test_an_empty_subgroup_leaves_the_line_of_means_alone(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind, min_size=1))
    longer = analyse(replace(rows, points=[*rows.points, Point(day(50), None)]))
    assert longer.phases[0].centre == analyse(rows).phases[0].centre


@of_every_kind(*(frozenset(ChartKind) - {K.MR}))
def test_excluded_points_are_to_the_lines_as_if_they_were_not_there(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind, min_size=1))
    days = sorted({row.date for row in rows.points if row.date})
    left_out = data.draw(st.sets(st.sampled_from(days)))
    excluded = analyse(changed(rows, lambda row: replace(row, excluded=row.date in left_out)))
    gone = analyse(replace(rows, points=[row for row in rows.points if row.date not in left_out]))
    lines = told(excluded).lines
    assert {each: lines[each] for each in told(gone).lines} == told(gone).lines
    if gone.phases:
        assert [(each.runs, each.sigma_z) for each in excluded.phases] == [
            (each.runs, each.sigma_z) for each in gone.phases
        ]


@of_every_kind(K.MR)
def test_an_excluded_moving_range_is_out_of_their_mean(kind: ChartKind, data: st.DataObject) -> None:
    """The range from an excluded point to the next is drawn and counted: it is the next point's."""
    rows = data.draw(series(kind, min_size=2))
    left_out = {day(number) for number in data.draw(st.sets(st.integers(0, 13)))}
    ranges = {point.date: point.value for point in analyse(rows).points}
    there = [each for at, each in ranges.items() if at not in left_out and each is not None]
    [phase] = analyse(changed(rows, lambda row: replace(row, excluded=row.date in left_out))).phases
    assert phase.centre == (pytest.approx(sum(there) / len(there)) if there else None)


@of_every_kind()
def test_time_turned_round_turns_the_lines_round(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    last = max((row.date for row in rows.points if row.date), default=FIRST_DAY)

    def turned(at: date | None) -> date:
        assert at is not None
        return FIRST_DAY + (last - at)

    ahead, back = analyse(rows), analyse(changed(rows, lambda row: replace(row, date=turned(row.date))))
    assert {turned(at): lines for at, lines in told(back).lines.items()} == told(ahead).lines
    if kind is not K.MR:
        assert [phase.runs for phase in back.phases] == [phase.runs for phase in ahead.phases]


@of_every_kind()
def test_shown_in_per_cent_values_and_lines_are_a_hundred_times_as_high(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    plain, shown = analyse(rows), analyse(replace(rows, multiply=100.0))
    for one, other in zip(plain.points, shown.points, strict=True):
        for name in ("value", *LINES):
            height = getattr(one, name)
            assert getattr(other, name) == (None if height is None else height * 100.0)
        assert (one.is_outside, one.is_in_long_run) == (other.is_outside, other.is_in_long_run)
    assert [phase.runs for phase in plain.phases] == [phase.runs for phase in shown.phases]
    assert [phase.sigma_z for phase in plain.phases] == [phase.sigma_z for phase in shown.phases]


@of_every_kind(K.RUN, K.I, K.MR, K.I_PRIME, K.XBAR, K.S)
def test_measured_in_another_unit_the_lines_are_in_that_unit(kind: ChartKind, data: st.DataObject) -> None:
    """By a power of two, so that nothing is rounded."""
    rows, factor = data.draw(series(kind)), data.draw(st.sampled_from([0.125, 4.0, 1024.0]))
    scaled = told(analyse(changed(rows, each_value(lambda value: value * factor)))).lines
    for at, lines in told(analyse(rows)).lines.items():
        assert scaled[at] == tuple(None if height is None else height * factor for height in lines)


@of_every_kind(K.T)
def test_times_in_another_unit_have_their_lines_in_that_unit(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    scaled = told(analyse(changed(rows, each_value(lambda value: value * 24.0)))).lines
    for at, lines in told(analyse(rows)).lines.items():
        assert scaled[at] == about(tuple(None if height is None else height * 24.0 for height in lines))


@of_every_kind(K.U, K.U_PRIME)
def test_rates_per_another_unit_have_their_lines_per_that_unit(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    scaled = told(analyse(changed(rows, lambda row: replace(row, denominator=(row.denominator or 0) * 4)))).lines
    for at, lines in told(analyse(rows)).lines.items():
        assert scaled[at] == about(tuple(None if height is None else height / 4 for height in lines))


@of_every_kind(*OF_RATIOS)
def test_four_times_as_much_of_the_same_has_the_same_line_and_half_the_width(
    kind: ChartKind, data: st.DataObject
) -> None:
    """Laney's limits go by how the points really vary, and stay where they were."""
    rows = data.draw(series(kind))
    fourfold = changed(
        rows, lambda row: replace(row, numerator=(row.numerator or 0) * 4, denominator=(row.denominator or 0) * 4)
    )
    for before, after in zip(analyse(rows).points, analyse(fourfold).points, strict=True):
        assert after.centre == before.centre
        if before.upper is None or after.upper is None or after.centre is None:
            assert before.upper is after.upper
        elif kind in (K.P_PRIME, K.U_PRIME):
            assert lines_at(after) == about(lines_at(before))
        elif kind is K.U or before.upper < 1:
            assert before.upper - after.centre == pytest.approx(2 * (after.upper - after.centre), abs=1e-9)


@of_every_kind(*OF_LEVELS, *OF_SPREADS)
def test_a_constant_moves_levels_and_no_spread(kind: ChartKind, data: st.DataObject) -> None:
    rows, constant = data.draw(series(kind)), data.draw(st.integers(-1000, 1000))
    moved = told(analyse(changed(rows, each_value(lambda value: value + constant)))).lines
    by = constant if kind in OF_LEVELS else 0
    for at, lines in told(analyse(rows)).lines.items():
        assert moved[at] == about(tuple(None if height is None else height + by for height in lines))


@of_every_kind(*OF_LEVELS, *OF_SPREADS)
def test_mirrored_numbers_have_mirrored_levels_and_the_same_spread(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    ahead, mirrored = analyse(rows), analyse(changed(rows, each_value(lambda value: -value)))
    for one, other in zip(ahead.points, mirrored.points, strict=True):
        if kind in OF_SPREADS:
            assert lines_at(other) == lines_at(one)
            continue
        expected = (one.centre, one.upper, one.lower, one.inner_upper, one.inner_lower)
        assert lines_at(other) == tuple(None if height is None else -height for height in expected)
        assert other.is_outside == one.is_outside
    assert [phase.runs for phase in ahead.phases] == [phase.runs for phase in mirrored.phases]


@of_every_kind(K.P, K.P_PRIME)
def test_those_who_did_not_are_the_mirror_image_of_those_who_did(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    others = changed(rows, lambda row: replace(row, numerator=(row.denominator or 0) - (row.numerator or 0)))
    ours, theirs = analyse(rows), analyse(others)
    for one, other in zip(ours.points, theirs.points, strict=True):
        expected = (one.centre, one.upper, one.lower, one.inner_upper, one.inner_lower)
        assert lines_at(other) == about(tuple(None if height is None else 1 - height for height in expected))
    for mine, his in zip(ours.phases, theirs.phases, strict=True):
        assert his.sigma_z == (None if mine.sigma_z is None else pytest.approx(mine.sigma_z))


@of_every_kind(K.I, K.I_PRIME, K.T, K.P_PRIME, K.U_PRIME)
def test_screening_never_makes_limits_wider(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    screened, unscreened = analyse(rows), analyse(replace(rows, is_screened=False))
    for narrow, wide in zip(screened.points, unscreened.points, strict=True):
        assert narrow.centre == wide.centre
        assert (narrow.upper is None) == (wide.upper is None)
        if narrow.upper is not None and wide.upper is not None:
            assert narrow.upper <= wide.upper


@of_every_kind()
def test_the_target_never_touches_the_analysis(kind: ChartKind, data: st.DataObject) -> None:
    rows = data.draw(series(kind))
    with_target, without = analyse(replace(rows, target=3.0)), analyse(rows)
    assert (with_target.points, with_target.phases) == (without.points, without.phases)


@of_every_kind()
def test_what_is_never_negative_has_no_limit_below_0_and_the_others_where_they_were(
    kind: ChartKind, data: st.DataObject
) -> None:
    rows = data.draw(series(kind))
    for free, bound in zip(analyse(rows).points, analyse(replace(rows, is_never_negative=True)).points, strict=True):
        assert lines_at(bound) == (
            free.centre, *(None if height is None else max(height, 0) for height in lines_at(free)[1:])
        )  # fmt: skip


@of_every_kind(*(frozenset(ChartKind) - {K.T}))
def test_the_line_itself_given_changes_nothing_around_it(kind: ChartKind, data: st.DataObject) -> None:
    """Where limits go by the line that is drawn. A G chart's go by its mean."""
    rows = data.draw(series(kind, min_size=1))
    computed = analyse(rows)
    line = computed.phases[0].centre
    if line is not None and kind is not K.G:
        given_line = analyse(replace(rows, given_centre=line))
        assert told(given_line) == told(computed)


def test_subgroups_without_a_number_may_leave_no_spread_to_tell() -> None:
    """Two measurements on one day, and two days without any: one degree of freedom less two."""
    rows = [Point(day(0), 1.0), Point(day(0), 3.0), Point(day(1), None), Point(day(2), None)]
    for kind in OF_SUBGROUPS:
        result = analyse(of_kind(kind, rows))
        assert {point.upper for point in result.points} == {None}
    assert analyse(of_kind(K.XBAR, rows)).points[0].centre == 2.0
    one_left = [*rows[:2], Point(day(1), 5.0)]
    assert analyse(of_kind(K.S, one_left)).points[0].centre == pytest.approx(2**0.5)
