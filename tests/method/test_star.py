"""What blind scores come to together, and what is kept back where few answered."""

import pytest

from qi_tracker.method.star import ArmResult, arm_result, divided_arms, lowest_arms, shuffled


@pytest.mark.parametrize(
    ("scores", "result"),
    [
        ([], ArmResult(0)),
        ([4], ArmResult(1)),
        ([0, 5], ArmResult(2)),
        ([3, 1, 2], ArmResult(3, 2.0, 1, 3)),
        ([5, 0, 2, 3], ArmResult(4, 2.5, 0, 5)),
        ([4, 4, 4], ArmResult(3, 4.0, 4, 4)),
        ([0, 0, 0, 5, 5], ArmResult(5, 0.0, 0, 5)),
    ],
)
def test_median_and_spread_from_three_answers_on(scores: list[int], result: ArmResult) -> None:
    assert arm_result(scores) == result
    assert result.is_shown == (len(scores) >= 3)


@pytest.mark.parametrize("score", [-1, 6])
def test_a_score_off_the_scale_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="scale"):
        arm_result([1, 2, score])


def test_no_order_of_answers_changes_anything() -> None:
    assert len({arm_result(order) for order in ([1, 2, 5], [2, 1, 5], [5, 2, 1], [1, 5, 2])}) == 1


def test_the_lowest_arms_are_named_unless_all_are_alike() -> None:
    one, two, few = arm_result([1, 1, 1]), arm_result([2, 2, 2]), arm_result([0, 0])
    assert lowest_arms({"a": two, "b": one, "c": few, "d": one}) == ["b", "d"]
    assert lowest_arms({"a": one, "b": one}) == []
    assert lowest_arms({"a": one}) == []
    assert lowest_arms({"a": few}) == []


def test_arms_are_divided_from_three_points_on_and_the_widest_are_named() -> None:
    alike, apart, wide = arm_result([2, 3, 4]), arm_result([1, 2, 4]), arm_result([0, 2, 5])
    assert divided_arms({"a": alike}) == []
    assert divided_arms({"a": alike, "b": apart}) == ["b"]
    assert divided_arms({"a": wide, "b": apart, "c": wide}) == ["a", "c"]
    assert divided_arms({"a": arm_result([0, 5])}) == []
    assert divided_arms({}) == []


def test_the_order_of_comments_is_fixed_and_not_the_one_they_came_in() -> None:
    texts = [f"Fordi {number}" for number in range(8)]
    mixed = shuffled(texts, "7 safe")
    assert sorted(mixed) == texts != mixed
    assert shuffled(reversed(texts), "7 safe") == mixed
    assert shuffled(texts, "8 safe") != mixed
