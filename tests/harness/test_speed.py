"""The benchmark's own checks: it races nobody whose answers are wrong, and says so of others. No time is asserted."""

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from benchmarks.agreement import Disagreement, differences, require_agreement
from benchmarks.contestants import ours, plain_loop
from benchmarks.contestants.contestant import Answers, Values, Work
from benchmarks.race import Entry, Times, race
from benchmarks.report import require_ours_right
from benchmarks.values import read_series, whole_series, with_missing, write_series

SERIES = 200


def _found(work: Work, values: Values) -> Answers:
    return work.read(work.do(work.prepare(values)))


@pytest.fixture(params=["whole", "missing"])
def values(request: pytest.FixtureRequest) -> Values:
    """The series of the race, a few of them."""
    values = whole_series(SERIES)
    return values if request.param == "whole" else with_missing(values)


def test_ours_agrees_with_the_plain_loop(values: Values) -> None:
    judge = _found(plain_loop.WORKS["run charts"], values)
    require_agreement(judge, _found(ours.WORKS["run charts"], values), "many")
    assert len(judge["signal"]) == SERIES


def test_one_by_one_agrees_too() -> None:
    values = whole_series(SERIES)
    judge = _found(plain_loop.WORKS["run charts"], values)
    require_agreement(judge, _found(ours.WORKS["run charts one by one"], values), "one by one")


@pytest.mark.parametrize("column", ["centre", "n_useful", "longest_run", "n_crossings_min", "signal"])
def test_planted_wrong_answer_stops_the_race(column: str) -> None:
    judge = _found(plain_loop.WORKS["run charts"], whole_series(SERIES))
    wrong = [*judge[column]]
    wrong[7] = 1 - wrong[7]
    with pytest.raises(Disagreement, match=column):
        require_agreement(judge, {**judge, column: wrong}, "planted")
    assert differences(judge, {column: wrong}) == {column: 1}


def test_a_moved_point_is_a_wrong_answer() -> None:
    values = whole_series(SERIES)
    judge = _found(plain_loop.WORKS["run charts"], values)
    values[3, 10:] += 100
    with pytest.raises(Disagreement):
        require_agreement(judge, _found(ours.WORKS["run charts"], values), "planted")


@pytest.mark.parametrize("nothing", [{}, {"centre": []}])
def test_no_answer_is_no_agreement(nothing: Answers) -> None:
    with pytest.raises(Disagreement, match="no answers"):
        require_agreement({"centre": [1.0]}, nothing, "nobody")


def test_missing_is_the_same_as_missing_alone() -> None:
    assert differences({"centre": [np.nan, np.nan]}, {"centre": [np.nan, 1.0]}) == {"centre": 1}


def test_whoever_cannot_start_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "whole"
    write_series(whole_series(10), file)
    here = Path(sys.executable)
    plain, absent, broken = (
        Entry(name, "run charts", 10, file) for name in ("plain_loop", "not_installed", "no_such_module")
    )
    outcomes = race(
        [plain, absent, broken], {"plain_loop": here, "no_such_module": here}, lambda answers: None, rounds=2
    )
    assert [*outcomes] == [plain]
    assert len(outcomes[plain].times.rounds) == 2
    require_agreement(outcomes[plain].answers, _found(ours.WORKS["run charts"], read_series(str(file), 10)), "file")


def test_answers_are_checked_before_the_first_round(tmp_path: Path) -> None:
    """With one wrong signal of ours; the plain loop plays both parts, since ours is right."""
    file = tmp_path / "whole"
    write_series(whole_series(10), file)
    plain = Entry("plain_loop", "run charts", 10, file)

    def check(answers: Mapping[Entry, Answers]) -> None:
        wrong = {**answers[plain], "signal": [1 - signal for signal in answers[plain]["signal"]]}
        require_ours_right({plain: answers[plain], Entry("ours", "run charts", 10, file): wrong})

    with pytest.raises(Disagreement, match="signal"):
        race([plain], {"plain_loop": Path(sys.executable)}, check)


def test_ratios_are_taken_round_by_round() -> None:
    assert Times((2.0, 9.0, 4.0)).in_terms_of(Times((1.0, 3.0, 1.0))) == Times((2.0, 3.0, 4.0))
