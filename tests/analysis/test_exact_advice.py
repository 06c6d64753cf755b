"""What is said beside a chart, at its boundaries: one step further and something else is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import comb, fsum

import numpy as np
import pytest

from qi_tracker.analysis.chances import (
    FalseSignals,
    Waiting,
    false_signals,
    joint_distribution,
    lag_one_correlation,
    noticeable_correlation,
    waiting_for,
)
from qi_tracker.analysis.constants import SIMULATIONS
from qi_tracker.analysis.difference import difference_of_medians
from qi_tracker.analysis.dispersion import Dispersion, DispersionAdvice, dispersion_of
from qi_tracker.analysis.early_sign import EarlySign, early_sign
from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.series import Aggregate, Point, Series
from qi_tracker.analysis.simulated import Plan, chance_of_signal, first_signals, simulated_values
from qi_tracker.analysis.suggestion import ChartReason, Suggestion, dispersion_in, suggest_chart
from qi_tracker.vocabulary import ChartKind, Frequency, ValueType
from tests.analysis.charts import around, chart, month

FIRST = date(2020, 1, 1)


class TestDispersion:
    """The ratio at which so many standard deviations are passed, by Wilson and Hilferty 1931."""

    @pytest.mark.parametrize(("n", "quantiles"), [(10, (1.735, 23.589)), (31, (13.787, 53.672))])
    def test_the_boundaries_are_those_of_one_in_a_hundred(self, n: int, quantiles: tuple[float, float]) -> None:
        """Any table of chi-square: its 0.5 and 99.5 % quantiles with so many degrees of freedom, to one in 25."""
        spread = 2 / (9 * (n - 1))
        lower, upper = ((1 - spread + side * 2.576 * spread**0.5) ** 3 for side in (-1, 1))
        assert [lower * (n - 1), upper * (n - 1)] == pytest.approx(quantiles, rel=0.04)
        for ratio, advice in (
            (lower * 0.9999, DispersionAdvice.UNDERDISPERSED),
            (lower * 1.0001, DispersionAdvice.ORDINARY),
            (upper * 0.9999, DispersionAdvice.ORDINARY),
            (upper * 1.0001, DispersionAdvice.OVERDISPERSED),
        ):
            z = (ratio * (n - 1) / n) ** 0.5
            assert dispersion_of([z, -z] * (n // 2) + [z] * (n % 2)) == Dispersion(pytest.approx(ratio), advice)

    def test_ten_points_are_enough(self) -> None:
        assert dispersion_of([1.0] * 10).ratio == pytest.approx(10 / 9)


class TestDifference:
    @pytest.mark.parametrize("n", [9, 21])
    def test_the_interval_is_that_of_the_median_of_samples(self, n: int) -> None:
        """The median of n drawn of 1 … n is at most k with P(Bin(n, k/n) ≥ (n + 1)/2)."""

        def quantile(tail: float) -> int:
            return next(
                k
                for k in range(1, n + 1)
                if sum(comb(n, j) * (k / n) ** j * (1 - k / n) ** (n - j) for j in range(n // 2 + 1, n + 1)) >= tail
            )

        found = difference_of_medians([100.0] * 5, [float(k) for k in range(1, n + 1)])
        assert found is not None
        assert found.estimate == n // 2 + 1 - 100
        assert (found.lower, found.upper) == (quantile(0.025) - 100, quantile(0.975) - 100)

    def test_other_intervals_would_be_seen(self) -> None:
        """By hand: 90 and 96.7 % end elsewhere than 95 %, with nine values or with 21."""
        drawn = difference_of_medians([0.0] * 5, [float(k) for k in range(1, 10)])
        assert drawn is not None
        assert (drawn.lower, drawn.upper) == (2, 8)

    def test_five_values_are_enough_on_either_side(self) -> None:
        five = [1.0, 2.0, 3.0, 4.0, 5.0]
        assert difference_of_medians(five, five) is not None
        assert difference_of_medians(five, five[:4]) is None


class TestEarlySign:
    def of(self, values: Sequence[float | None], **decisions: object) -> EarlySign | None:
        return early_sign(chart(values, **decisions))

    def test_it_is_the_last_run_of_the_last_phase(self) -> None:
        earlier = [9.0] * 8
        now = [9.0, 1.0, 9.0, 1.0, 1.0, 9.0, 1.0, 9.0, 1.0, 9.0, 9.0, 8.0, 8.0, 9.0, 9.0]
        found = EarlySign(6, True, month(len(earlier) + 10))
        assert self.of([*earlier, *now], phases=[9], given_centre=7.0) == found
        assert self.of([*now, 1.0], given_centre=7.0) is None

    def test_points_below_on_the_line_missing_and_excluded(self) -> None:
        before = [9.0, 9.0, 1.0, 9.0, 9.0, 1.0, 9.0, 9.0]
        values = [*before, 1.0, 1.0, 5.0, 1.0, None, 1.0, 9.0, 1.0, 1.0]
        assert self.of(values, given_centre=5.0, excluded=[15]) == EarlySign(6, False, month(9))
        assert self.of(values, given_centre=5.0) is None


class TestFalseSignals:
    def test_they_are_of_the_last_phase_and_its_counted_points(self) -> None:
        last = around(50, 20)
        alone = false_signals(chart(last))
        assert alone == FalseSignals(
            once=chance_of_signal(Plan(20)),
            each_time=chance_of_signal(Plan(20, looks=range(10, 21))),
            if_correlated=None,
            correlation=lag_one_correlation(last),
        )
        assert alone.each_time.probability > alone.once.probability
        assert false_signals(chart([*around(10, 12), *last], phases=[13])) == alone
        with_gaps = [*last[:4], None, 90.0, *last[4:]]
        assert false_signals(chart(with_gaps, excluded=[6])) == alone

    @pytest.mark.parametrize("n_frozen", [12, 15])
    def test_a_frozen_line_is_looked_at_from_the_first_point_after_it(self, n_frozen: int) -> None:
        found = false_signals(chart(around(50, 20), freezes=[n_frozen]))
        assert found is not None
        assert found.once == chance_of_signal(Plan(20, n_frozen=n_frozen))
        assert found.each_time == chance_of_signal(Plan(20, looks=range(n_frozen + 1, 21), n_frozen=n_frozen))

    def test_frozen_to_the_end_there_is_one_look(self) -> None:
        found = false_signals(chart(around(50, 12), freezes=[12]))
        assert found is not None
        assert found.each_time == found.once == chance_of_signal(Plan(12, n_frozen=12))

    def test_ten_useful_points_are_enough(self) -> None:
        assert false_signals(chart(around(50, 10))) is not None
        assert false_signals(chart(around(50, 9))) is None
        assert false_signals(chart([])) is None

    def test_noticeable_correlation_is_reckoned_with(self) -> None:
        values = [float(place) for place in range(12)]
        found = false_signals(chart(values))
        assert found is not None and found.correlation is not None
        assert found.correlation > noticeable_correlation(12)
        assert found.if_correlated == chance_of_signal(Plan(12, range(10, 13), correlation=found.correlation))
        # As strongly the other way round is no reason for more signals.
        zigzag = false_signals(chart([1.0, 9.0] * 6))
        assert zigzag is not None and zigzag.if_correlated is None

    def test_three_values_have_a_correlation(self) -> None:
        """Deviations −4/3, −1/3, 5/3: (4/9 − 5/9) / (42/9)."""
        assert lag_one_correlation([1.0, 2.0, 4.0]) == pytest.approx(-1 / 42)
        assert lag_one_correlation([0.01, 0.02, 0.03, 0.04, 0.05]) == pytest.approx(0.4)

    def test_simulated_points_vary_alike_and_are_as_correlated_as_asked_for(self) -> None:
        values = simulated_values(Plan(12, correlation=0.6), 20_000)
        assert values.std(axis=0) == pytest.approx(np.ones(12), abs=0.03)
        assert [np.corrcoef(values[:, n], values[:, n + 1])[0, 1] for n in range(11)] == pytest.approx(
            [0.6] * 11, abs=0.03
        )
        shifted = simulated_values(Plan(12, shift=2.0, n_before=5), 20_000).mean(axis=0)
        assert shifted == pytest.approx(np.array([0.0] * 5 + [2.0] * 7), abs=0.03)

    def test_the_error_is_that_of_so_many_simulations(self) -> None:
        chance = chance_of_signal(Plan(24))
        assert chance.probability * (1 - chance.probability) / chance.standard_error**2 == pytest.approx(20_000)
        assert SIMULATIONS == 20_000


class TestWaiting:
    def test_days_are_those_of_months_and_weeks(self) -> None:
        wait = Waiting(n_monthly=12, n_weekly=3)
        assert (wait.days_monthly, wait.days_weekly) == (365.25, 21.0)

    # Two have exactly 3199 and 3200 of 4000 at ten points; the last one 3200 at eighty by its very first look.
    @pytest.mark.parametrize(
        ("size", "frozen"),
        [(2.0, 12), (1.2, 20), (1.78359920107905, 12), (1.7835992010805055, 12), (0.7281556571542751, 18)],
    )
    def test_four_of_five_have_seen_it(self, size: float, frozen: int) -> None:
        found = waiting_for(size, frozen)
        weeks = round(frozen * 30.4375 / 7)
        for n_points, n_frozen, shift in (
            (found.n_monthly, frozen, size),
            (found.n_weekly, weeks, size / (30.4375 / 7) ** 0.5),
        ):
            last = n_frozen + 120
            plan = Plan(last, range(max(10, n_frozen + 1), last + 1), n_frozen, shift=shift, n_before=n_frozen)
            seen = first_signals(plan, 4000)
            reached = [n for n in range(121) if np.mean((seen > 0) & (seen <= n_frozen + n)) >= 0.8]
            assert n_points == (reached[0] if reached else None)

    def test_nobody_waits_beyond_ten_years_of_months(self) -> None:
        assert waiting_for(0.67025556031222, 12).n_monthly == 120
        assert waiting_for(0.67025556031148, 12).n_monthly is None

    def test_a_short_line_is_looked_at_from_ten_points(self) -> None:
        found = waiting_for(3.0, 4)
        assert found.n_monthly is not None and found.n_monthly >= 6


def test_the_joint_distribution_has_a_place_for_every_pair() -> None:
    joint = joint_distribution(5, 0.3)
    assert joint.shape == (5, 6)
    assert joint.sum() == pytest.approx(1)
    # One run only: all above, or all below.
    assert joint[0, 5] == pytest.approx(0.3**5 + 0.7**5)


class TestSuggestion:
    def counts(self, values: Sequence[float]) -> Series:
        points = [Point(FIRST + timedelta(days=place), value) for place, value in enumerate(values)]
        return Series(points, value_type=ValueType.COUNT, frequency=Frequency.DAY)

    def test_two_in_a_typical_period_are_enough_for_a_chart_of_counts(self) -> None:
        assert suggest_chart(self.counts([1, 2, 3] * 5)).chart is ChartKind.C
        assert suggest_chart(self.counts([0, 4] * 6)).chart is ChartKind.C
        assert suggest_chart(self.counts([0, 3] * 6)).chart is ChartKind.RUN
        assert suggest_chart(self.counts([1, 1, 3] * 5)) == Suggestion(ChartKind.RUN, ChartReason.FEW_EVENTS)

    def test_ten_points_are_enough_and_excluded_ones_do_not_count(self) -> None:
        ten = self.counts([5.0, 6.0] * 5)
        assert suggest_chart(ten).chart is ChartKind.C
        left_out = replace(ten, points=[replace(ten.points[0], excluded=True), *ten.points[1:]])
        assert suggest_chart(left_out).reason is ChartReason.TOO_FEW_POINTS
        missing = replace(ten, points=[replace(ten.points[0], numerator=None), *ten.points[1:]])
        assert suggest_chart(missing).reason is ChartReason.TOO_FEW_POINTS

    def test_times_of_nothing_cannot_be_a_t_chart(self) -> None:
        points = [Point(FIRST + timedelta(days=place), float(place % 5)) for place in range(12)]
        times = Series(points, value_type=ValueType.DAYS, frequency=Frequency.EVENT)
        assert suggest_chart(times).chart is ChartKind.I
        above_0 = [replace(point, numerator=None if not point.numerator else point.numerator) for point in points]
        assert suggest_chart(replace(times, points=above_0 + [Point(FIRST + timedelta(days=99), 0.5)])).chart is (
            ChartKind.T
        )

    def test_half_of_the_numbers_merged_are_several_at_a_time(self) -> None:
        """With one row a date none is merged; with two a date as many are merged as there are points."""
        two = [Point(FIRST + timedelta(days=place // 2), float(place % 7)) for place in range(24)]
        assert suggest_chart(Series(two)).chart is ChartKind.I
        three = [*two, Point(FIRST, 3.0)]
        assert suggest_chart(Series(three)).chart is ChartKind.XBAR

    @pytest.mark.parametrize("multiply", [1.0, 100.0])
    @pytest.mark.parametrize(
        ("kind", "value_type", "variance"),
        [(ChartKind.P, ValueType.PROPORTION, 0.3 * 0.7 / 20), (ChartKind.U, ValueType.NUMBER, 0.3 / 20)],
    )
    def test_the_spread_is_that_of_the_base_of_the_last_phase(
        self, kind: ChartKind, value_type: ValueType, variance: float, multiply: float
    ) -> None:
        """Ten of 4 and 8 of 20 about 6 of 20, each 0.1 off."""
        base = [4.0, 8.0] * 5
        values = [20.0, 0.0, *base, None, 20.0, 20.0]
        points = [Point(FIRST + timedelta(days=place), value, 20.0) for place, value in enumerate(values)]
        series = Series(
            points,
            has_denominator=True,
            value_type=value_type,
            frequency=Frequency.DAY,
            multiply=multiply,
            phases=[FIRST + timedelta(days=2)],
            freezes=[FIRST + timedelta(days=12)],
        )
        assert dispersion_in(series, kind).ratio == pytest.approx(10 * 0.01 / variance / 9)


def test_a_level_line_is_told_as_it_is() -> None:
    """A third of three times a tenth is not a tenth among floats."""
    line = 0.1
    assert fsum([line] * 3) / 3 != line
    assert chart([0.0, 1.0, 0.0], given_centre=line).phases[0].centre == line


def test_lines_given_by_date_are_in_plotted_units() -> None:
    result = chart([0.2, 0.3], multiply=100, given_centre={month(1): 25.0, month(2): 25.0})
    assert [point.centre for point in result.points] == [25.0, 25.0]
    assert result.phases[0].runs.n_useful == 2


def test_a_standard_deviation_of_one_number_is_none() -> None:
    rows = [Point(FIRST, 1.0), Point(FIRST, 3.0), Point(month(50), 7.0)]
    for kind in (ChartKind.RUN, ChartKind.I_PRIME):
        result = analyse(Series(rows, kind, aggregate=Aggregate.SD))
        assert [point.value for point in result.points] == [pytest.approx(2**0.5), None]
        assert result.phases[0].centre == pytest.approx(2**0.5)
