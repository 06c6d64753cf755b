"""Every combination of signal, direction, target, amount of data, stock, phases, missing and hidden has its verdict."""

import pytest

from qi_tracker.vocabulary import Caution, VerdictCode
from tests.analysis.verdict_cases import (
    AXES,
    CAUTIONS,
    CODES,
    COMBINATIONS,
    Combination,
    expected_cautions,
    expected_code,
    judged,
)


def shown(combination: Combination) -> str:
    return ", ".join(f"{axis} {value}" for axis, value in combination.items())


def test_there_are_as_many_combinations_as_there_should_be() -> None:
    assert len(COMBINATIONS) == len(set(map(shown, COMBINATIONS))) == 4 * 3 * 4 * 3 * 2 * 2 * 2 * 2


def test_exactly_one_row_tells_the_code_of_each() -> None:
    assert [shown(found) for found in COMBINATIONS if len(CODES.matching(found)) != 1] == []


@pytest.mark.parametrize("caution", Caution)
def test_exactly_one_row_tells_whether_a_caution_is_said(caution: Caution) -> None:
    assert [shown(found) for found in COMBINATIONS if len(CAUTIONS.matching(found, caution=caution.value)) != 1] == []


def test_the_tables_name_only_what_there_is() -> None:
    for row in (*CODES.rows, *CAUTIONS.rows):
        for axis, values in AXES.items():
            assert row.get(axis, "*") == "*" or set(row[axis].split("|")) <= set(values)
    assert {row["code"] for row in CODES.rows} == set(VerdictCode)
    assert {row["caution"] for row in CAUTIONS.rows} == set(Caution)


@pytest.mark.parametrize("signal", AXES["signal"])
@pytest.mark.parametrize("direction", AXES["direction"])
@pytest.mark.parametrize("data", AXES["data"])
def test_every_combination_has_the_verdict_of_the_table(signal: str, direction: str, data: str) -> None:
    chosen = {"signal": signal, "direction": direction, "data": data}.items()
    some = [found for found in COMBINATIONS if chosen <= found.items()]
    assert len(some) == 4 * 2**4
    wrong = {
        shown(found): (verdict.code.value, verdict.cautions)
        for found in some
        if ((verdict := judged(found)).code, verdict.cautions) != (expected_code(found), expected_cautions(found))
    }
    assert wrong == {}


def test_what_the_verdict_tells_of_its_numbers_is_what_went_in() -> None:
    for found in COMBINATIONS:
        verdict = judged(found)
        assert verdict.n_hidden == (3 if found["hidden"] == "yes" else 0)
        assert len(verdict.missing) == (2 if found["missing"] == "yes" else 0)
        if found["data"] != "none":
            assert verdict.is_target_reached == (found["target"] in ("reached", "held"))
