"""Numbers computed from others, against exact arithmetic: fractions, zero denominators, what is missing, groups."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.analysis.calculated import ALL, Calculated, Gap, GapReason, Number, Source, ratio, sum_of_groups

JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def counts(*values: float | None) -> Source:
    """One count for each month from January on; None is no number."""
    months = (JANUARY, FEBRUARY, MARCH)
    return Source(
        {month: {ALL: Number(value)} for month, value in zip(months, values, strict=False) if value is not None}
    )


def grouped(groups: Mapping[str, float], listed: tuple[str, ...] = (), *, can_be_added: bool = True) -> Source:
    """The numbers of some groups in January."""
    numbers = {group: Number(value) for group, value in groups.items()}
    return Source({JANUARY: numbers}, listed or tuple(groups), can_be_added)


def gap(reason: GapReason, *groups: str, period: date = JANUARY) -> Gap:
    return Gap(period, reason, groups)


def test_a_share_keeps_its_two_numbers_and_a_plain_ratio_is_their_quotient() -> None:
    above, below = counts(1, 2, 3), counts(3, 3, 3)
    assert ratio(above, below, is_share=True).numbers == {
        (month, ALL): Number(numerator=value, denominator=3)
        for month, value in ((JANUARY, 1), (FEBRUARY, 2), (MARCH, 3))
    }
    plain = ratio(above, below, is_share=False).numbers
    assert [found.value for found in plain.values()] == [float(Fraction(n, 3)) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("above", "below", "reason"),
    [
        (None, 4, GapReason.NUMERATOR_MISSING),
        (4, None, GapReason.DENOMINATOR_MISSING),
        (4, 0, GapReason.DENOMINATOR_NOT_ABOVE_ZERO),
        (0, 0, GapReason.DENOMINATOR_NOT_ABOVE_ZERO),
        (4, -2, GapReason.DENOMINATOR_NOT_ABOVE_ZERO),
        (5, 4, GapReason.NUMERATOR_ABOVE_DENOMINATOR),
    ],
)
def test_a_period_without_both_numbers_has_none_and_says_why(
    above: float | None, below: float | None, reason: GapReason
) -> None:
    found = ratio(counts(above, 1), counts(below, 2), is_share=True)
    assert list(found.numbers) == [(FEBRUARY, ALL)]
    assert found.gaps == (gap(reason),)


def test_a_plain_ratio_may_be_above_one_below_zero_and_zero() -> None:
    found = ratio(counts(5, -5, 0), counts(4, 4, 4), is_share=False)
    assert [number.value for number in found.numbers.values()] == [1.25, -1.25, 0]
    assert found.gaps == ()


def test_a_share_enters_a_plain_ratio_as_per_cent_and_a_share_of_nothing_is_missing() -> None:
    shares = Source(
        {JANUARY: {ALL: Number(numerator=1, denominator=4)}, FEBRUARY: {ALL: Number(numerator=0, denominator=0)}}
    )
    found = ratio(shares, counts(5, 5), is_share=False)
    assert found.numbers == {(JANUARY, ALL): Number(value=5)}
    assert found.gaps == (gap(GapReason.NUMERATOR_MISSING, period=FEBRUARY),)


def test_a_period_that_neither_has_is_no_gap() -> None:
    assert ratio(counts(None, 1), counts(None, 2), is_share=True).gaps == ()
    assert ratio(Source({}), Source({}), is_share=True) == Calculated()


def test_groups_of_both_are_divided_too_and_the_whole_is_the_sum_over_the_sum() -> None:
    found = ratio(grouped({"Lia": 1, "Vik": 2}), grouped({"Lia": 3, "Vik": 7}), is_share=True)
    assert found.numbers == {
        (JANUARY, ALL): Number(numerator=3, denominator=10),
        (JANUARY, "Lia"): Number(numerator=1, denominator=3),
        (JANUARY, "Vik"): Number(numerator=2, denominator=7),
    }


def test_groups_of_one_meet_the_whole_of_the_other() -> None:
    found = ratio(grouped({"Lia": 1, "Vik": 2}), counts(6), is_share=True)
    assert found.numbers == {(JANUARY, ALL): Number(numerator=3, denominator=6)}


def test_no_group_speaks_for_a_whole_that_cannot_be_known() -> None:
    found = ratio(grouped({"Lia": 1}, ("Lia", "Vik")), grouped({"Lia": 3, "Vik": 7}), is_share=True)
    assert found == Calculated({}, (gap(GapReason.NUMERATOR_MISSING, "Vik"),))
    days = grouped({"Lia": 4, "Vik": 9}, can_be_added=False)
    assert ratio(days, counts(2), is_share=False).gaps == (gap(GapReason.NUMERATOR_MISSING),)


def test_counts_and_shares_are_added_up_over_groups() -> None:
    assert sum_of_groups(grouped({"Lia": 1, "Vik": 2, "Øy": 4})).numbers == {(JANUARY, ALL): Number(value=7)}
    shares = {"Lia": Number(numerator=1, denominator=3), "Vik": Number(numerator=0, denominator=0)}
    found = sum_of_groups(Source({JANUARY: shares}, ("Lia", "Vik")))
    assert found.numbers == {(JANUARY, ALL): Number(numerator=1, denominator=3)}


def test_a_sum_waits_for_every_group_on_the_list_and_names_those_that_are_missing() -> None:
    found = sum_of_groups(grouped({"Lia": 1}, ("Lia", "Vik", "Øy")))
    assert found == Calculated({}, (gap(GapReason.GROUPS_MISSING, "Vik", "Øy"),))


def test_a_group_that_is_no_longer_on_the_list_counts_where_it_has_a_number() -> None:
    assert sum_of_groups(grouped({"Lia": 1, "Nedlagt": 2}, ("Lia",))).numbers == {(JANUARY, ALL): Number(value=3)}


def test_the_number_for_all_is_no_part_of_the_sum() -> None:
    assert sum_of_groups(grouped({ALL: 100, "Lia": 1}, ("Lia",))).numbers == {(JANUARY, ALL): Number(value=1)}
    assert sum_of_groups(counts(100)).gaps == (gap(GapReason.GROUPS_MISSING),)


def test_finished_per_cents_beside_shares_are_not_added_up() -> None:
    mixed = {"Lia": Number(value=50), "Vik": Number(numerator=1, denominator=2)}
    assert sum_of_groups(Source({JANUARY: mixed}, ("Lia", "Vik"))).numbers == {}


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=6))
def test_sums_and_quotients_are_those_of_exact_arithmetic(pairs: list[tuple[int, int]]) -> None:
    names = [f"gruppe {number}" for number in range(len(pairs))]
    above = grouped({name: pair[0] for name, pair in zip(names, pairs, strict=True)})
    below = grouped({name: pair[1] for name, pair in zip(names, pairs, strict=True)})
    over, under = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    assert sum_of_groups(above).numbers[JANUARY, ALL] == Number(value=over)
    found = ratio(above, below, is_share=False)
    if under:
        assert found.numbers[JANUARY, ALL] == Number(value=float(Fraction(over, under)))
    else:
        assert found.gaps == (gap(GapReason.DENOMINATOR_NOT_ABOVE_ZERO),)
