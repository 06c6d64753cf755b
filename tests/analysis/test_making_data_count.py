"""The NHS way of reading an XmR chart: by hand, against rules told another way, and what must hold for every series."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.analysis.making_data_count import (
    Assurance,
    SpecialCause,
    Variation,
    XmrPoint,
    XmrResult,
    XmrSettings,
    read_xmr,
)
from qi_tracker.vocabulary import Direction

Values = list[float | None]

numbers = st.one_of(st.none(), *[st.integers(-9, 9).map(float)] * 6)
series = st.tuples(st.lists(numbers, max_size=20), st.lists(numbers, max_size=20), st.integers(0, 8)).map(
    lambda parts: parts[0] + [None if value is None else value + parts[2] for value in parts[1]]
)
settings_drawn = st.builds(
    XmrSettings,
    direction=st.sampled_from([*Direction, None]),
    target=st.one_of(st.none(), st.integers(-20, 20).map(float)),
    fix_after=st.one_of(st.none(), st.integers(1, 45)),
    is_screened=st.booleans(),
    run_length=st.integers(6, 8),
)
OTHER_WAY = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, None: None}
OTHER_SIDE = {
    Variation.NEUTRAL_HIGH: Variation.NEUTRAL_LOW,
    Variation.NEUTRAL_LOW: Variation.NEUTRAL_HIGH,
}


def read(values: Sequence[float | None], **settings: object) -> XmrResult:
    return read_xmr([values], XmrSettings(**settings))  # type: ignore[arg-type]  # by their names


def causes(result: XmrResult) -> str:
    """One letter a point: Outside, trend (/), Two of three, Shift."""
    letters = {
        SpecialCause.OUTSIDE: "O", SpecialCause.TREND: "/", SpecialCause.TWO_OF_THREE: "T", SpecialCause.SHIFT: "S"
    }  # fmt: skip
    return "".join("." if point.special_cause is None else letters[point.special_cause] for point in result.points)


class TestByHand:
    def test_lines(self) -> None:
        """Mean 2.25 and moving ranges 2, 3, 1, of 2 on the average: 2.66 times that on either side."""
        result = read([2.0, 4.0, 1.0, 2.0, 6.0], fix_after=4, is_screened=False)
        for point in result.points:
            assert (point.mean, point.lower, point.upper) == pytest.approx((2.25, 2.25 - 5.32, 2.25 + 5.32))
        assert [point.side for point in result.points] == [-1, 1, -1, -1, 1]

    @pytest.mark.parametrize(("value", "is_outside", "is_near"), [
        (5.32, False, True), (5.33, True, False), (-5.32, False, True), (-5.33, True, False),
        (3.55, False, True), (3.54, False, False), (-3.55, False, True), (-3.54, False, False), (0.0, False, False),
    ])  # fmt: skip
    def test_the_two_edges_are_two_thirds_of_the_way_and_the_limit(
        self, value: float, is_outside: bool, is_near: bool
    ) -> None:
        """About 0, with moving ranges of 2: limits at 5.32, and two thirds of the way at 3.547."""
        point = read([1.0, -1.0] * 3 + [value], fix_after=6).points[-1]
        assert (point.is_outside, point.is_near) == (is_outside, is_near)

    def test_on_a_limit_is_not_outside(self) -> None:
        """Ranges of 100 about 0: limits at 266, which floats can tell exactly."""
        for value, is_outside in ((266.0, False), (266.5, True), (-266.0, False), (-266.5, True)):
            point = read([50.0, -50.0] * 3 + [value], fix_after=6).points[-1]
            assert (point.upper, point.lower) == (266.0, -266.0)
            assert point.is_outside is is_outside

    def test_seven_on_one_side_are_a_shift_and_six_are_none(self) -> None:
        base = [1.0, -1.0] * 5
        assert causes(read([*base, *[0.5] * 7], fix_after=10)) == "." * 10 + "S" * 7
        assert causes(read([*base, *[-0.5] * 6], fix_after=10)) == "." * 9 + "S" * 7
        assert causes(read([*base, 0.0, *[-0.5] * 6], fix_after=10)) == "." * 17
        assert causes(read([*base, *[0.5] * 3, 0.0, *[0.5] * 4], fix_after=10)) == "." * 18
        assert causes(read([*base, *[0.5] * 3, None, *[0.5] * 4], fix_after=10)) == "." * 18
        assert causes(read([*base, -0.5, *[0.5] * 6], fix_after=10, run_length=6)) == "." * 11 + "S" * 6

    def test_seven_in_one_direction_are_a_trend_with_the_point_they_begin_at(self) -> None:
        base = [1.0, -1.0] * 5
        rising = [-0.6, -0.4, -0.2, 0.2, 0.4, 0.6, 0.8]
        assert causes(read([*base, 0.9, *rising], fix_after=10)) == "." * 11 + "/" * 7
        assert causes(read([*base, 0.9, *rising[:6]], fix_after=10)) == "." * 17
        assert causes(read([*base, -0.9, *rising[::-1]], fix_after=10)) == "." * 11 + "/" * 7
        assert causes(read([*base, 0.9, *rising[:6]], fix_after=10, run_length=6)) == "." * 11 + "/" * 6
        for gap in (-0.2, None):
            broken = [-0.6, -0.4, -0.2, gap, 0.2, 0.4, 0.6]
            assert "/" not in causes(read([*base, 0.9, *broken], fix_after=10))

    def test_two_of_three_near_the_same_limit(self) -> None:
        """Limits at ±5.32: 4 and 4.5 are near, 1 is not."""
        base = [1.0, -1.0] * 5
        assert causes(read([*base, 4.0, 1.0, 4.5, -1.0], fix_after=10)) == "." * 10 + "T.T."
        assert causes(read([*base, 4.0, -1.0, 4.5, -1.0], fix_after=10)) == "." * 14
        assert causes(read([*base, -4.0, -4.0, -1.0, 1.0], fix_after=10)) == "." * 10 + "TT.."
        assert causes(read([*base, 4.0, 6.0, 1.0, -1.0], fix_after=10)) == "." * 11 + "O.."
        assert causes(read([*base, 4.0, 1.0, 1.0, 4.0], fix_after=10)) == "." * 14

    def test_what_outranks_what(self) -> None:
        base = [1.0, -1.0] * 5
        values = [0.5, 0.5, 4.0, 4.0, 6.0, 0.5, 0.5]
        assert causes(read([*base, *values], fix_after=10)) == "." * 10 + "SSTTOSS"
        rising = [0.5, 1.0, 1.5, 2.0, 3.8, 4.2, 6.0]
        assert causes(read([*base, 3.0, *rising], fix_after=10)) == "." * 10 + "S//////O"

    def test_icons_of_variation(self) -> None:
        up, down = [1.0, -1.0] * 5 + [9.0], [1.0, -1.0] * 5 + [-9.0]
        seen = [
            [read(values, direction=direction, fix_after=10).variation for values in (up, down)]
            for direction in (Direction.UP, Direction.DOWN, None)
        ]
        assert seen == [
            [Variation.IMPROVEMENT, Variation.CONCERN],
            [Variation.CONCERN, Variation.IMPROVEMENT],
            [Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW],
        ]
        assert read([1.0, -1.0] * 5).variation is Variation.COMMON_CAUSE
        assert read_xmr([], XmrSettings()) == XmrResult((), None, None, ())

    @pytest.mark.parametrize(("direction", "target", "assurance"), [
        (Direction.UP, 267.0, Assurance.CONSISTENT_FAIL), (Direction.UP, 266.0, Assurance.INCONSISTENT),
        (Direction.UP, -266.0, Assurance.INCONSISTENT), (Direction.UP, -267.0, Assurance.CONSISTENT_PASS),
        (Direction.DOWN, 267.0, Assurance.CONSISTENT_PASS), (Direction.DOWN, 266.0, Assurance.INCONSISTENT),
        (Direction.DOWN, -266.0, Assurance.INCONSISTENT), (Direction.DOWN, -267.0, Assurance.CONSISTENT_FAIL),
        (None, 267.0, None), (Direction.UP, None, None),
    ])  # fmt: skip
    def test_icons_of_assurance(
        self, direction: Direction | None, target: float | None, assurance: Assurance | None
    ) -> None:
        assert read([50.0, -50.0] * 5, direction=direction, target=target).assurance is assurance

    def test_the_last_phases_limits_assure(self) -> None:
        phases = [[50.0, -50.0] * 5, [1.0, -1.0] * 5]
        assert read_xmr(phases, XmrSettings(Direction.UP, 100.0)).assurance is Assurance.CONSISTENT_FAIL

    def test_without_limits_nothing_is_assured(self) -> None:
        assert read([5.0], direction=Direction.UP, target=3.0).assurance is Assurance.INCONSISTENT
        assert read([], direction=Direction.UP, target=3.0).assurance is None

    def test_where_nothing_varies_limits_lie_on_the_mean_only_unscreened(self) -> None:
        equal = [4.0] * 8
        assert {(point.lower, point.upper) for point in read(equal).points} == {(None, None)}
        assert {(point.lower, point.upper) for point in read(equal, is_screened=False).points} == {(4.0, 4.0)}
        assert read([4.0], is_screened=False).points[0].upper is None
        assert read([4.0, None, 4.0], is_screened=False).points[0].upper is None

    def test_screening_is_on_unless_turned_off(self) -> None:
        wild = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 60.0]
        assert read(wild) == read(wild, is_screened=True) != read(wild, is_screened=False)

    def test_short_phases_are_told(self) -> None:
        phases = [[1.0, 2.0] * 6, [1.0, 2.0] * 6 + [3.0], [1.0]]
        assert read_xmr(phases, XmrSettings()).short_phases == (0, 2)


# The rules told by text: one letter a point, and windows found by a pattern.


def found_by_text(result: XmrResult, phase: int, length: int) -> Iterator[tuple[int, set[SpecialCause]]]:
    points = [point for point in result.points if point.phase == phase]
    sides = "".join({None: "x", 0: "0", 1: "U", -1: "D"}[point.side] for point in points)
    steps = "".join(step(first, second) for first, second in zip(points, points[1:], strict=False))
    windows = {
        SpecialCause.SHIFT: [
            (match.start(), length) for match in re.finditer(f"(?=U{{{length}}}|D{{{length}}})", sides)
        ],
        SpecialCause.TREND: [
            (match.start(), length) for match in re.finditer(f"(?=U{{{length - 1}}}|D{{{length - 1}}})", steps)
        ],
        SpecialCause.TWO_OF_THREE: [
            (match.start(), 3)
            for match in re.finditer("(?=UUU|DDD)", sides)
            if sum(bool(point.is_near) for point in points[match.start() : match.start() + 3]) >= 2
        ],
    }
    for place, point in enumerate(points):
        held = {cause for cause, at in windows.items() if any(start <= place < start + n for start, n in at)}
        if not point.is_near:
            held -= {SpecialCause.TWO_OF_THREE}
        yield place, held | ({SpecialCause.OUTSIDE} if point.is_outside else set())


def step(first: XmrPoint, second: XmrPoint) -> str:
    if first.value is None or second.value is None or first.value == second.value:
        return "x"
    return "U" if second.value > first.value else "D"


@given(st.lists(series, max_size=3), settings_drawn)
def test_labels_are_those_of_the_rules_told_by_text(phases: list[Values], settings: XmrSettings) -> None:
    result = read_xmr(phases, settings)
    for number, values in enumerate(phases):
        points = [point for point in result.points if point.phase == number]
        assert [point.value for point in points] == values
        for place, held in found_by_text(result, number, settings.run_length):
            assert points[place].special_cause == next((cause for cause in SpecialCause if cause in held), None)


@given(st.lists(series, max_size=3), settings_drawn)
def test_phases_are_read_as_if_each_were_alone(phases: list[Values], settings: XmrSettings) -> None:
    whole = read_xmr(phases, settings)
    alone = [point for values in phases for point in read_xmr([values], settings).points]
    assert [replace(point, phase=0) for point in whole.points] == alone


@given(series, settings_drawn)
def test_mirrored_numbers_are_read_the_other_way_round(values: Values, settings: XmrSettings) -> None:
    mirrored = replace(
        settings,
        direction=OTHER_WAY[settings.direction],
        target=None if settings.target is None else -settings.target,
    )
    ahead = read_xmr([values], settings)
    other = read_xmr([[None if value is None else -value for value in values]], mirrored)
    assert other.assurance is ahead.assurance
    for one, two in zip(ahead.points, other.points, strict=True):
        assert (two.is_outside, two.is_near, two.special_cause) == (one.is_outside, one.is_near, one.special_cause)
        assert two.variation is OTHER_SIDE.get(one.variation, one.variation)
        assert two.side == (None if one.side is None else -one.side)
        assert (two.lower, two.upper) == tuple(None if line is None else -line for line in (one.upper, one.lower))


@given(series, st.booleans())
def test_time_turned_round_has_the_same_causes(values: Values, is_screened: bool) -> None:
    settings = XmrSettings(is_screened=is_screened)
    ahead, back = read_xmr([values], settings).points, read_xmr([values[::-1]], settings).points[::-1]
    for one, two in zip(ahead, back, strict=True):
        assert (one.special_cause, one.mean, one.lower, one.upper) == (
            two.special_cause,
            two.mean,
            two.lower,
            two.upper,
        )
        if one.special_cause is not SpecialCause.TREND:
            assert one.is_upward == two.is_upward


@given(series, settings_drawn, st.sampled_from([0.25, 8.0]))
def test_another_unit_tells_the_same(values: Values, settings: XmrSettings, factor: float) -> None:
    scaled = read_xmr([[None if value is None else value * factor for value in values]], settings)
    for one, two in zip(read_xmr([values], settings).points, scaled.points, strict=True):
        assert (one.special_cause, one.is_upward, one.variation) == (two.special_cause, two.is_upward, two.variation)
        assert (two.mean, two.lower, two.upper) == tuple(
            None if line is None else line * factor for line in (one.mean, one.lower, one.upper)
        )


@given(series, settings_drawn, st.integers(-1000, 1000))
def test_a_constant_moves_the_lines(values: Values, settings: XmrSettings, constant: int) -> None:
    moved = read_xmr([[None if value is None else value + constant for value in values]], settings)
    for one, two in zip(read_xmr([values], settings).points, moved.points, strict=True):
        assert (two.mean, two.lower, two.upper) == tuple(
            None if line is None else pytest.approx(line + constant) for line in (one.mean, one.lower, one.upper)
        )


@given(series, settings_drawn, st.integers(1, 3))
def test_missing_points_at_the_end_change_no_label(values: Values, settings: XmrSettings, n_missing: int) -> None:
    longer = read_xmr([[*values, *[None] * n_missing]], settings).points
    assert longer[: len(values)] == read_xmr([values], settings).points


@given(series, settings_drawn)
def test_lines_fixed_on_everything_are_those_that_are_not_fixed(values: Values, settings: XmrSettings) -> None:
    fixed = read_xmr([values], replace(settings, fix_after=100))
    assert fixed == read_xmr([values], replace(settings, fix_after=None))
