"""Whether the pace is enough: the way gone beside the time gone, and nothing where nobody can know."""

from dataclasses import replace
from datetime import date

import pytest

from qi_tracker.method.pace import RULES, SAYS_NOTHING, Pace, PaceCode, PaceFacts, pace_of, way_gone
from qi_tracker.vocabulary import VerdictCode

# Half of the time is gone, and a third of the way.
BEHIND = PaceFacts(
    start=30.0,
    goal=60.0,
    rises=True,
    now=40.0,
    code=VerdictCode.IMPROVEMENT,
    began=date(2026, 1, 1),
    by=date(2026, 1, 21),
    today=date(2026, 1, 11),
)

CASES = [
    ({}, PaceCode.TOO_SLOW),
    ({"now": 45.0}, PaceCode.ENOUGH),
    # Down is the same the other way.
    ({"start": 60.0, "goal": 30.0, "rises": False, "now": 45.0}, PaceCode.ENOUGH),
    ({"start": 60.0, "goal": 30.0, "rises": False, "now": 50.0}, PaceCode.TOO_SLOW),
    ({"goal": None}, PaceCode.NO_GOAL),
    ({"goal": 30.0}, PaceCode.NO_GOAL),
    ({"goal": 20.0}, PaceCode.NO_GOAL),
    ({"now": None}, PaceCode.NO_NUMBERS),
    ({"code": VerdictCode.NO_DATA}, PaceCode.NO_NUMBERS),
    ({"code": VerdictCode.TOO_EARLY}, PaceCode.TOO_FEW),
    ({"code": VerdictCode.TOO_EARLY, "now": 70.0}, PaceCode.TOO_FEW),
    ({"start": None}, PaceCode.NO_START),
    ({"by": None}, PaceCode.NO_DAY),
    ({"began": None}, PaceCode.NOT_BEGUN),
    ({"began": date(2026, 1, 11)}, PaceCode.NOT_BEGUN),
    ({"by": date(2026, 1, 1)}, PaceCode.NOT_BEGUN),
    ({"code": VerdictCode.NO_SIGNAL}, PaceCode.UNCLEAR),
    ({"code": VerdictCode.UNDIRECTED_CHANGE}, PaceCode.UNCLEAR),
    # At the goal by chance is not there.
    ({"code": VerdictCode.NO_SIGNAL, "now": 65.0}, PaceCode.UNCLEAR),
    ({"code": VerdictCode.WORSENING, "now": 25.0}, PaceCode.AWAY),
    ({"now": 30.0}, PaceCode.AWAY),
    ({"today": date(2026, 1, 22)}, PaceCode.TOO_LATE),
    ({"today": date(2026, 1, 21)}, PaceCode.TOO_SLOW),
    ({"code": VerdictCode.REACHED, "now": 61.0}, PaceCode.REACHED),
    ({"code": VerdictCode.HELD, "start": None, "by": None}, PaceCode.REACHED),
    ({"code": VerdictCode.REACHED, "today": date(2026, 1, 22)}, PaceCode.REACHED),
]


@pytest.mark.parametrize(("changed", "code"), CASES, ids=[f"{code}-{place}" for place, (_, code) in enumerate(CASES)])
def test_each_pace_has_its_rule(changed: dict[str, object], code: PaceCode) -> None:
    assert pace_of(replace(BEHIND, **changed)).code is code  # type: ignore[arg-type]  # fields of several types


def test_every_code_is_in_the_table_of_cases() -> None:
    assert {code for _, code in CASES} == set(PaceCode) == {code for code, _ in RULES}


def test_the_two_shares_are_told_together() -> None:
    assert pace_of(BEHIND) == Pace(PaceCode.TOO_SLOW, pytest.approx(1 / 3), 0.5)


@pytest.mark.parametrize("changed", [case for case, code in CASES if code in SAYS_NOTHING or code is PaceCode.UNCLEAR])
def test_where_nothing_is_said_no_share_is_told(changed: dict[str, object]) -> None:
    pace = pace_of(replace(BEHIND, **changed))  # type: ignore[arg-type]  # fields of several types
    assert (pace.way, pace.time) == (None, None)


def test_without_a_way_there_is_no_share_of_it() -> None:
    assert way_gone(None, 60, 40) is way_gone(30, None, 40) is way_gone(30, 60, None) is way_gone(30, 30, 40) is None
