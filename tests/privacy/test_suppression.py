"""What is hidden outside the team, and that nobody can compute it: attacked by a solver that shares no code."""

import pytest

from qi_tracker.privacy.suppression import Count, Protection, Ratio, Rule, about, added, hidden_together, protect
from tests.privacy.attacks import Shields, counted, found_out, primary_alone, two_without_looking

RULE = Rule(5)
N_TABLES = 1_500


@pytest.mark.parametrize(
    "count",
    [
        Count(4, 50),
        Count(1, 50),
        Count(46, 50),
        Count(49, 50),
        Count(2, 4),
        Count(0, 4),
        Count(0, 6),
        Count(12, 12),
        Count(0, 19),
        Count(0.5, 50),
        Count(4),
        Count(1),
    ],
)
def test_counts_of_few_are_hidden(count: Count) -> None:
    assert RULE.hides(count)


@pytest.mark.parametrize("count", [Count(5, 50), Count(45, 50), Count(0, 20), Count(20, 20), Count(5), Count(0)])
def test_counts_of_many_are_shown(count: Count) -> None:
    assert not RULE.hides(count)


def test_where_the_part_is_no_part_there_is_no_rest_to_hide() -> None:
    assert not RULE.hides(Count(52, 50))
    assert RULE.hides(Count(52, 4))


def test_the_threshold_is_the_organisations() -> None:
    assert not Rule(3).hides(Count(3, 50))
    assert Rule(3).hides(Count(2, 50))
    assert Rule(10).hides(Count(9, 50))


def test_none_of_many_is_hidden_where_it_tells_none_of_few() -> None:
    none_of_few = [Count(0, 8), Count(0, 9), Count(0, 8)]
    assert not RULE.hides(added(none_of_few))
    assert RULE.hides(added(none_of_few), none_of_few)
    assert not RULE.hides(Count(0, 40), [Count(0, 20), Count(0, 20)])
    assert not RULE.hides(Count(0, 25), [Count(0, 25)]), "merged from itself alone"


def test_what_is_alone_hidden_takes_another_with_it() -> None:
    groups = counted((3, 23), (9, 30), (11, 40))
    assert protect(RULE, added(groups.values()), groups) == Protection(True, {"c"})


def test_where_nothing_can_protect_it_the_total_is_hidden_too() -> None:
    groups = counted((0, 9), (0, 30), (0, 40))
    assert protect(RULE, added(groups.values()), groups) == Protection(False, set())


def test_a_total_that_is_hidden_for_itself_cannot_be_added_up() -> None:
    groups = counted((0, 30), (0, 40))
    assert protect(RULE, added(groups.values()), groups, is_total_hidden=True) == Protection(False, {"b"})


def test_without_a_total_only_the_small_are_hidden() -> None:
    assert protect(RULE, None, counted((3, 23), (9, 30))).groups_shown == {"b"}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    groups = counted((7, 23), (9, 30))
    assert protect(RULE, added(groups.values()), groups) == Protection(True, {"a", "b"})


def test_the_first_small_number_attack_fails() -> None:
    """23 in all, 9 and 11 shown: 3 could be computed."""
    groups = {"a": Count(9), "b": Count(11), "c": Count(3)}
    assert protect(RULE, Count(23), groups) == Protection(True, {"b"})


def test_nothing_hidden_is_recovered_from_random_tables() -> None:
    """Ten thousand of them: `python3 dev.py prove suppression`."""
    assert found_out(lambda rule, groups: protect(rule, added(groups.values()), groups), RULE, 7, N_TABLES) == 0


@pytest.mark.parametrize("shields", [primary_alone, two_without_looking])
def test_with_less_it_is_recovered(shields: Shields) -> None:
    assert found_out(shields, RULE, 7, 300) > 10


RATIOS = [Ratio("share", "helped", "asked"), Ratio("spread", "helped", "homes"), Ratio("cost", "money", "asked")]


@pytest.mark.parametrize(
    ("small", "hidden"),
    [
        (set(), set()),
        # The share's rest is small: its two terms, shown, would tell it.
        ({"share"}, {"share", "helped", "spread"}),
        ({"asked"}, {"asked", "share", "cost"}),
        ({"homes"}, {"homes", "spread"}),
    ],
)
def test_measures_computed_from_each_other_are_hidden_together(small: set[str], hidden: set[str]) -> None:
    assert hidden_together(small, RATIOS) == hidden


def test_a_stock_is_told_roughly() -> None:
    assert about(Count(46, 152)) == (30, 150)
    assert about(Count(6, 12)) == (50, 10)
    assert about(Count(5, 5)) == (100, 10)
    with pytest.raises(ValueError):
        about(Count(5))
