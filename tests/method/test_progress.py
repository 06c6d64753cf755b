"""IHI's scale suggested from data: each step by what it needs, from the bottom to the top."""

from dataclasses import replace

import pytest

from qi_tracker.method.progress import RULES, VALUES, ProgressFacts, ProgressStep, suggested_step

NOTHING = ProgressFacts(
    n_people=1,
    has_measure=False,
    has_goal=False,
    has_numbers=False,
    n_begun=0,
    n_decided=0,
    n_adopted=0,
    n_practice=0,
    is_process_better=False,
    is_outcome_better=False,
    is_reached=False,
    is_held=False,
    way=None,
)
BETTER = {"n_begun": 3, "n_decided": 2, "is_outcome_better": True}

CASES = [
    ({}, 0.5),
    ({"n_people": 2}, 1.0),
    ({"has_measure": True}, 1.5),
    ({"has_goal": True}, 1.5),
    ({"has_numbers": True}, 2.0),
    ({"n_begun": 1}, 2.0),
    ({"n_begun": 1, "n_decided": 1}, 2.5),
    ({"n_begun": 1, "n_decided": 1, "is_process_better": True}, 3.0),
    (BETTER, 3.5),
    # Half of the way alone is not enough: something must be adopted.
    (BETTER | {"way": 0.8}, 3.5),
    (BETTER | {"way": 0.49, "n_adopted": 1}, 3.5),
    (BETTER | {"way": 0.5, "n_adopted": 1}, 4.0),
    (BETTER | {"way": 0.75, "n_adopted": 1}, 4.5),
    (BETTER | {"is_reached": True, "n_adopted": 1}, 4.5),
    (BETTER | {"is_held": True, "n_adopted": 1}, 4.5),
    (BETTER | {"is_held": True, "n_adopted": 1, "n_practice": 1}, 5.0),
    (BETTER | {"is_reached": True, "n_adopted": 1, "n_practice": 1}, 4.5),
    # What became better before anything was tried is not the team's.
    ({"is_outcome_better": True, "is_process_better": True, "has_numbers": True, "n_begun": 1}, 2.0),
]


@pytest.mark.parametrize(("changed", "value"), CASES, ids=[f"{v}-{place}" for place, (_, v) in enumerate(CASES)])
def test_each_step_has_its_rule(changed: dict[str, object], value: float) -> None:
    assert VALUES[suggested_step(replace(NOTHING, **changed))] == value  # type: ignore[arg-type]  # fields of several types


def test_every_step_is_in_the_table_of_cases() -> None:
    assert {value for _, value in CASES} == set(VALUES.values())
    assert list(RULES) == list(reversed(ProgressStep))
    assert (min(VALUES.values()), max(VALUES.values()), len(VALUES)) == (0.5, 5.0, 10)
