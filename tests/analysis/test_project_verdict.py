"""What a project's measures say together: the table over every combination, and projects with many measures."""

import re
from dataclasses import replace
from importlib.resources import files
from itertools import product

import pytest

from qi_tracker.analysis.project_verdict import MOST_FINDINGS, Finding, FindingCode, MeasureSaid, judge_project
from qi_tracker.vocabulary import Caution, MeasureKind, VerdictCode
from tests.analysis.verdict_cases import (
    OTHERS,
    OUTCOMES,
    PROJECT_AXES,
    PROJECTS,
    expected_findings,
    measure_said,
    project_combinations,
    said_in,
)

OUTCOME, PROCESS, BALANCING, FEEDBACK = MeasureKind
BETTER = VerdictCode.IMPROVEMENT
SAME = VerdictCode.NO_SIGNAL
WORSE = VerdictCode.WORSENING


def project(*measures: tuple[MeasureKind, str]) -> list[MeasureSaid]:
    """Measures with keys 1, 2, 3 …"""
    return [measure_said(kind, value, key) for key, (kind, value) in enumerate(measures, 1)]


def findings(*measures: tuple[MeasureKind, str]) -> list[tuple[FindingCode, tuple[int, ...]]]:
    return [(finding.code, finding.rests_on) for finding in judge_project(project(*measures))]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_combination_says_what_the_table_says(outcome: str) -> None:
    some = [found for found in project_combinations() if found["outcome"] == outcome]
    assert len(some) >= len(OTHERS) ** 2
    wrong = []
    for found in some:
        said = [(finding.code.value, finding.rests_on) for finding in judge_project(said_in(found))]
        if said != expected_findings(found):
            wrong.append((found, said, expected_findings(found)))
    assert wrong == []


def test_every_row_of_the_table_is_needed_and_every_finding_is_in_it() -> None:
    combinations = list(project_combinations())
    assert len(combinations) == len(OUTCOMES) * len(OTHERS) ** 2 * len(PROJECT_AXES["numbers"]) - 3
    needed = {PROJECTS.rows.index(row) for found in combinations for row in PROJECTS.matching(found)[:MOST_FINDINGS]}
    assert needed == set(range(len(PROJECTS.rows)))
    assert {row["finding"] for row in PROJECTS.rows} == set(FindingCode) - {FindingCode.TO_CORRECT}


def test_there_are_one_to_four_findings_in_every_project_with_two_of_each_kind() -> None:
    values = [code.value for code in VerdictCode]
    for pair in product(values, repeat=2):
        for others in product(values, repeat=2):
            said = project(*((OUTCOME, value) for value in pair), *zip((PROCESS, BALANCING), others, strict=True))
            found = judge_project(said)
            assert 1 <= len(found) <= MOST_FINDINGS == 4
            kinds = {measure.key: measure.kind for measure in said}
            assert all(kinds[key] is one.kind for one in found for key in one.measures if one.kind is not None)


def test_a_project_without_measures_says_so() -> None:
    assert judge_project([]) == (Finding(FindingCode.NO_MEASURES, None, (), 0, (), False, False),)


def test_twelve_measures_are_four_sentences_with_the_important_ones() -> None:
    said = findings(
        *[(OUTCOME, BETTER)] * 3,
        *[(OUTCOME, SAME)] * 2,
        *[(PROCESS, BETTER)] * 3,
        (PROCESS, SAME),
        (BALANCING, WORSE),
        (BALANCING, SAME),
        (FEEDBACK, BETTER),
    )
    assert said == [
        (FindingCode.BALANCING_WORSE, (10,)),
        (FindingCode.BETTER, (1, 2, 3)),
        (FindingCode.BETTER, (6, 7, 8)),
        (FindingCode.BETTER, (12,)),
    ]


def test_a_finding_knows_how_many_of_its_kind_there_are() -> None:
    [first, second] = judge_project(project(*[(OUTCOME, BETTER)] * 3, *[(OUTCOME, SAME)] * 2))
    assert (first.measures, first.n_of_kind, second.measures, second.n_of_kind) == ((1, 2, 3), 5, (4, 5), 5)
    [together] = judge_project(project(*[(PROCESS, BETTER)] * 2, *[(OUTCOME, SAME)] * 3))
    assert (together.measures, together.beside, together.n_of_kind) == ((1, 2), (3, 4, 5), 2)


def test_process_and_outcome_are_set_against_each_other_only_where_no_outcome_has_moved() -> None:
    both = (FindingCode.PROCESS_NOT_OUTCOME, (2, 1))
    assert findings((OUTCOME, SAME), (PROCESS, BETTER)) == [both]
    assert both not in findings((OUTCOME, SAME), (PROCESS, BETTER), (OUTCOME, BETTER))
    assert both not in findings((OUTCOME, SAME), (PROCESS, BETTER), (OUTCOME, WORSE))
    assert both in findings((OUTCOME, SAME), (PROCESS, BETTER), (OUTCOME, VerdictCode.TOO_EARLY))
    assert findings((OUTCOME, SAME), (PROCESS, BETTER), (PROCESS, SAME)) == [both, (FindingCode.NO_CHANGE, (3,))]
    assert findings((OUTCOME, VerdictCode.UNDIRECTED_CHANGE), (PROCESS, BETTER)) == [
        both,
        (FindingCode.UNDIRECTED, (1,)),
    ]


def test_feedback_speaks_last_and_is_no_outcome() -> None:
    assert findings((FEEDBACK, BETTER)) == [(FindingCode.NO_OUTCOME, ()), (FindingCode.BETTER, (1,))]
    assert findings((FEEDBACK, WORSE), (OUTCOME, BETTER)) == [(FindingCode.WORSE, (1,)), (FindingCode.BETTER, (2,))]
    assert findings((OUTCOME, SAME), (FEEDBACK, BETTER)) == [(FindingCode.BETTER, (2,)), (FindingCode.NO_CHANGE, (1,))]


def test_a_measure_with_a_number_to_correct_says_nothing_else() -> None:
    broken = replace(measure_said(OUTCOME, VerdictCode.NO_DATA, 1), has_problem=True)
    assert [finding.code for finding in judge_project([broken])] == [FindingCode.TO_CORRECT]
    both = judge_project([broken, measure_said(PROCESS, BETTER, 2)])
    assert [finding.code for finding in both] == [FindingCode.TO_CORRECT, FindingCode.BETTER]


@pytest.mark.parametrize("code", VerdictCode)
@pytest.mark.parametrize("kind", MeasureKind)
def test_a_stock_measure_weakens_what_reads_a_pattern_and_nothing_else(kind: MeasureKind, code: VerdictCode) -> None:
    said = [measure_said(kind, code, 1), measure_said(kind, code, 2, (Caution.STOCK, Caution.PHASES))]
    found = judge_project(said)[-1]
    reads = code not in (VerdictCode.NO_DATA, VerdictCode.TOO_EARLY, VerdictCode.NO_SIGNAL)
    assert (found.measures, found.is_weak, found.has_phases) == ((1, 2), reads, reads)
    alone = judge_project(said[:1])[-1]
    assert not alone.is_weak and not alone.has_phases


def test_the_process_that_is_set_against_an_outcome_is_weakened_too() -> None:
    said = [measure_said(OUTCOME, SAME, 1), measure_said(PROCESS, BETTER, 2, (Caution.STOCK,))]
    [found] = judge_project(said)
    assert found.is_weak


def test_the_same_codes_give_the_same_findings_whoever_reads_them() -> None:
    """All that goes in are codes: what a leader is told cannot depend on a number."""
    assert {field for field in MeasureSaid.__dataclass_fields__} == {
        "key",
        "kind",
        "code",
        "cautions",
        "has_target",
        "is_target_reached",
        "has_problem",
    }


def test_every_finding_is_in_the_methods() -> None:
    methods = (files("qi_tracker.analysis") / "METHODS.md").read_text("utf-8")
    section = methods.partition("## Verdict of a project")[2].partition("\n## ")[0]
    names = set(re.findall(r"\w+", section))
    # The one of both is written as "or both".
    assert {code.value for code in FindingCode} - names == {"hidden_and_missing"}
