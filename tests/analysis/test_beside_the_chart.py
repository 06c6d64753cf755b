"""What is said beside a chart: early sign, difference, spread, funnel, Pareto, and which chart suits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from qi_tracker.analysis.difference import difference_of_medians
from qi_tracker.analysis.dispersion import DispersionAdvice, dispersion_of
from qi_tracker.analysis.early_sign import early_sign
from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.funnel import funnel_of_proportions, funnel_of_rates
from qi_tracker.analysis.pareto import pareto
from qi_tracker.analysis.series import Point, Series
from qi_tracker.analysis.suggestion import ChartReason, suggest_chart
from qi_tracker.vocabulary import ChartKind, Frequency, ValueType

FIRST = date(2020, 1, 1)


def series(values: Sequence[float | None], denominators: Sequence[float] | None = None, **more: object) -> Series:
    given = denominators or [None] * len(values)
    points = [
        Point(FIRST + timedelta(days=place), value, n)
        for place, (value, n) in enumerate(zip(values, given, strict=True))
    ]
    plain = Series(points, has_denominator=denominators is not None, frequency=Frequency.DAY)
    return replace(plain, **more)  # type: ignore[arg-type]  # fields of a series by their names


class TestEarlySign:
    def test_six_in_a_row_are_watched(self) -> None:
        found = early_sign(analyse(series([*[1, 1, 3] * 5, 1, *[3] * 6])))
        assert found is not None
        assert (found.n_points, found.is_above) == (6, True)
        assert found.since == FIRST + timedelta(days=16)

    def test_five_are_not(self) -> None:
        assert early_sign(analyse(series([*[1, 1, 3] * 4, 1, *[3] * 5]))) is None

    def test_a_signal_says_more(self) -> None:
        assert early_sign(analyse(series([1.0] * 10 + [2.0] * 11))) is None

    def test_nothing_is_nothing(self) -> None:
        assert early_sign(analyse(series([]))) is None
        assert early_sign(analyse(series([None, None]))) is None


class TestDifference:
    def test_the_estimate_lies_in_its_interval_and_is_always_the_same(self) -> None:
        random = np.random.default_rng(1)
        before, after = random.normal(10, 1, 24).tolist(), random.normal(12, 1, 24).tolist()
        found = difference_of_medians(before, after)
        assert found is not None
        assert found.lower < found.estimate < found.upper
        assert found.lower > 0
        assert difference_of_medians(before, after) == found

    def test_the_interval_holds_what_is_true_about_as_often_as_it_says(self) -> None:
        random = np.random.default_rng(2)
        held = 0
        for _ in range(60):
            found = difference_of_medians(random.normal(0, 1, 15).tolist(), random.normal(1, 1, 15).tolist())
            assert found is not None
            held += found.lower <= 1 <= found.upper
        assert held >= 50

    def test_too_few_give_none(self) -> None:
        assert difference_of_medians([1, 2, 3, 4], [1, 2, 3, 4, 5]) is None


class TestDispersion:
    @pytest.mark.parametrize(
        ("spread", "advice"),
        [
            (1.0, DispersionAdvice.ORDINARY),
            (2.0, DispersionAdvice.OVERDISPERSED),
            (0.3, DispersionAdvice.UNDERDISPERSED),
        ],
    )
    def test_more_and_less_than_chance_are_told_apart(self, spread: float, advice: DispersionAdvice) -> None:
        z = (np.random.default_rng(7).normal(0, spread, 40)).tolist()
        found = dispersion_of(z)
        assert found.advice is advice
        assert found.ratio == pytest.approx(spread**2, rel=0.5)

    def test_chance_is_seldom_called_anything_else(self) -> None:
        random = np.random.default_rng(8)
        wrong = sum(
            dispersion_of(random.normal(size=24).tolist()).advice is not DispersionAdvice.ORDINARY for _ in range(1000)
        )
        assert wrong <= 25

    def test_nine_points_are_too_few(self) -> None:
        assert dispersion_of([1.0] * 9).advice is DispersionAdvice.TOO_FEW


class TestFunnel:
    def test_small_units_have_wide_limits_and_the_line_is_that_of_all(self) -> None:
        funnel = funnel_of_proportions([5, 50, 90], [10, 100, 200])
        assert funnel.centre == pytest.approx(145 / 310)
        widths = [point.upper - point.lower for point in funnel.points if point.upper and point.lower is not None]
        assert widths == sorted(widths, reverse=True)
        for point in funnel.points:
            assert point.lower is not None and point.inner_lower is not None
            assert point.lower <= point.inner_lower <= point.inner_upper <= point.upper  # type: ignore[operator]

    def test_limits_are_the_exact_distributions(self) -> None:
        """At 100 of 0.5 the 95 % limits of the binomial lie between 40 and 41, and between 59 and 60."""
        funnel = funnel_of_proportions([50, 50], [100, 100])
        point = funnel.points[0]
        assert point.inner_lower is not None and point.inner_upper is not None
        assert 0.39 < point.inner_lower < 0.41
        assert 0.59 < point.inner_upper < 0.61

    def test_a_unit_apart_is_outside(self) -> None:
        funnel = funnel_of_proportions([10, 12, 11, 9, 60], [100, 100, 100, 100, 100])
        assert [point.is_outside for point in funnel.points] == [False, False, False, False, True]

    def test_rates_have_limits_by_poisson(self) -> None:
        funnel = funnel_of_rates([10, 12, 40], [1000, 1000, 1000])
        assert funnel.points[2].is_outside
        assert not funnel.points[0].is_outside

    def test_nothing_to_compare_has_no_limits(self) -> None:
        assert funnel_of_proportions([0, 0], [10, 10]).points[0].lower is None
        assert funnel_of_proportions([0], [0]).centre is None
        assert funnel_of_rates([0], [5]).points[0].upper is None

    def test_the_impossible_is_refused(self) -> None:
        with pytest.raises(ValueError, match="between 0 and its denominator"):
            funnel_of_proportions([11], [10])
        with pytest.raises(ValueError, match="nothing happens in nothing"):
            funnel_of_rates([1], [0])


class TestPareto:
    def test_the_largest_come_first_with_their_share_of_all(self) -> None:
        bars = pareto({"b": 30, "a": 30, "c": 40, "none": 0})
        assert [bar.cause for bar in bars] == ["c", "a", "b"]
        assert [bar.cumulative_share for bar in bars] == [0.4, 0.7, 1.0]

    def test_nothing_counted_is_no_bar(self) -> None:
        assert pareto({"a": 0}) == ()

    def test_less_than_nothing_is_refused(self) -> None:
        with pytest.raises(ValueError, match="less than 0"):
            pareto({"b": 1, "a": -1})

    def test_a_cause_that_is_counted_at_all_is_a_bar(self) -> None:
        assert [bar.cause for bar in pareto({"a": 0.5, "b": 1})] == ["b", "a"]


class TestSuggestion:
    def suggested(self, given: Series) -> tuple[ChartKind, ChartReason]:
        found = suggest_chart(given)
        return found.chart, found.reason

    def test_too_few_numbers_get_a_run_chart(self) -> None:
        assert self.suggested(series([1, 2, 3])) == (ChartKind.RUN, ChartReason.TOO_FEW_POINTS)

    def test_proportions(self) -> None:
        random = np.random.default_rng(1)
        by_chance = random.binomial(100, 0.4, 30).tolist()
        wild = [10, 90] * 15
        share = {"value_type": ValueType.PROPORTION}
        assert self.suggested(series(by_chance, [100] * 30, **share)) == (ChartKind.P, ChartReason.PROPORTION)
        assert self.suggested(series(wild, [100] * 30, **share)) == (
            ChartKind.P_PRIME,
            ChartReason.PROPORTION_DISPERSED,
        )

    def test_rates(self) -> None:
        by_chance = np.random.default_rng(2).poisson(20, 30).tolist()
        assert self.suggested(series(by_chance, [10] * 30)) == (ChartKind.U, ChartReason.COUNT_PER_UNIT)
        wild = series([5, 80] * 15, [10] * 30)
        assert self.suggested(wild) == (ChartKind.U_PRIME, ChartReason.COUNT_PER_UNIT_DISPERSED)

    def test_counts(self) -> None:
        count = {"value_type": ValueType.COUNT}
        assert self.suggested(series([5, 6, 7] * 5, **count)) == (ChartKind.C, ChartReason.COUNT)
        assert self.suggested(series([0, 1, 0] * 5, **count)) == (ChartKind.RUN, ChartReason.FEW_EVENTS)
        events = series([5, 60, 7] * 5, **count, frequency=Frequency.EVENT)
        assert self.suggested(events) == (ChartKind.G, ChartReason.RARE_EVENTS)

    def test_times_and_measurements(self) -> None:
        days = {"value_type": ValueType.DAYS}
        between = series([5.5, 60, 7] * 5, **days, frequency=Frequency.EVENT)
        assert self.suggested(between) == (ChartKind.T, ChartReason.TIME_BETWEEN)
        assert self.suggested(series([5.5, 60, 7] * 5, **days)) == (ChartKind.I, ChartReason.MEASUREMENT)
        several = series([])
        points = [Point(FIRST + timedelta(days=place // 4), float(place % 7)) for place in range(60)]
        found = self.suggested(replace(several, points=points))
        assert found == (ChartKind.XBAR, ChartReason.SEVERAL_MEASUREMENTS)

    def test_a_proportion_of_all_or_none_has_no_spread_to_tell(self) -> None:
        found = suggest_chart(series([10] * 12, [10] * 12, value_type=ValueType.PROPORTION))
        assert found.dispersion is not None
        assert found.dispersion.advice is DispersionAdvice.TOO_FEW
