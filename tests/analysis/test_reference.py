"""Every run chart of the reference, and the limits its authors published."""

from itertools import product

import pytest

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.runs import LIMITS_OF_RULES, analyse_runs, crossings_limit, find_runs, longest_run_limit
from qi_tracker.analysis.series import RunRules
from tests.analysis import reference
from tests.analysis.reference import Case

QIC = reference.load("qic_run.json.gz")
CRITICAL = reference.load("critical_values.json.gz")
PUBLISHED = reference.load("published_anhoej.json.gz")

SOUND = [case for case in QIC["cases"] if "quirk" not in case]
FROZEN_IN_PART = [case for case in QIC["cases"] if case["group"] == "run/part+freeze"]
EXACT = 1e-9
NAMES = {RunRules.ANHOEJ: "anhoej", RunRules.BEST_BOX: "bestbox", RunRules.CUT_BOX: "cutbox"}


def same(ours: float | None, theirs: float | None) -> bool:
    return ours == (None if theirs is None else pytest.approx(theirs, rel=EXACT, abs=0))


def continuous_differences(result: ChartResult, case: Case) -> list[str]:
    """What differs in values and lines, at a relative 1e-9."""
    values = [point.value for point in result.points]
    centres = [point.centre for point in result.points]
    wrong = []
    if len(values) != len(reference.expected_values(case)):
        return [f"{len(values)} points"]
    if not all(map(same, values, reference.expected_values(case))):
        wrong.append("values")
    if not all(map(same, centres, reference.expected_centres(case))):
        wrong.append("centre line")
    parts = reference.expected_parts(case, QIC["part_columns"])
    if [phase.centre for phase in result.phases] != [
        None if part["mean_cl"] is None else pytest.approx(part["mean_cl"], rel=EXACT, abs=0) for part in parts
    ]:
        wrong.append("mean centre line")
    return wrong


def discrete_differences(result: ChartResult, case: Case) -> list[str]:
    """What differs in phases, base, exclusions and run rules.

    With a box the tool prints the limits of the Anhøj rules beside the signal of the box; we show the limits in force.
    """
    parts = reference.expected_parts(case, QIC["part_columns"])
    is_box = case["input"].get("method", "anhoej") != "anhoej"
    ours = []
    for phase in result.phases:
        runs = phase.runs
        limits = (runs.longest_run_max, runs.n_crossings_min)
        if is_box:
            limits = (longest_run_limit(runs.n_useful), crossings_limit(runs.n_useful))
        found = (runs.n_useful, runs.longest_run, limits[0], runs.n_crossings, limits[1], runs.signal)
        ours.append((phase.first + 1, phase.last + 1, *found))
    theirs = [tuple(part.values())[:-1] for part in parts]
    wrong = [] if ours == theirs else [f"runs {ours} not {theirs}"]
    if [n for n, point in enumerate(result.points, 1) if point.is_excluded] != case.get("excluded", []):
        wrong.append("excluded points")
    outside = set(case.get("not_base", [])) | set(case.get("excluded", []))
    if {n for n, point in enumerate(result.points, 1) if not point.is_base} != outside:
        wrong.append("base points")
    return wrong


def differences(case: Case) -> list[str]:
    result = analyse(reference.series_of(case))
    discrete = [] if case.get("fragile") else discrete_differences(result, case)
    return continuous_differences(result, case) + discrete


def test_the_reference_is_all_there() -> None:
    assert len(QIC["cases"]) == 404
    assert len(SOUND) == 395


@pytest.mark.parametrize("group", sorted({case["group"] for case in SOUND}))
def test_every_case_without_a_quirk_agrees(group: str) -> None:
    wrong = {case["id"]: found for case in SOUND if case["group"] == group and (found := differences(case))}
    assert wrong == {}


@pytest.mark.parametrize(
    "name", ["first", "last", "n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min"]
)
def test_a_run_number_off_by_one_is_seen(name: str) -> None:
    case = SOUND[40]
    column = QIC["part_columns"].index(name)
    planted = [[value + (place == column) for place, value in enumerate(part)] for part in case["parts"]]
    assert differences(case) == []
    assert differences({**case, "parts": planted}) != []


@pytest.mark.parametrize("key", ["cl", "y", "excluded", "not_base"])
def test_a_wrong_line_or_point_is_seen(key: str) -> None:
    case = SOUND[40]
    n = len(case["input"]["y"])
    planted = {
        "cl": [[case["cl"][0][0] * (1 + 1e-8), n]],
        "y": [value * (1 + 1e-8) for value in case["input"]["y"]],
        "excluded": [1],
        "not_base": [1],
    }
    assert differences({**case, key: planted[key]}) != []


def test_without_a_base_there_is_no_line_and_no_signal() -> None:
    [case] = [case for case in QIC["cases"] if case["group"] == "run/exclude-all"]
    result = analyse(reference.series_of(case))
    [phase] = result.phases
    assert phase.centre is None
    assert (phase.runs.n_useful, phase.runs.longest_run, phase.runs.signal) == (0, None, False)


@pytest.mark.parametrize("case", FROZEN_IN_PART, ids=lambda case: case["id"])
def test_a_freeze_within_a_phase_is_honoured_there_and_nowhere_else(case: Case) -> None:
    """The reference ignores the freeze silently: its answer is right for the phase without one."""
    result = analyse(reference.series_of(case))
    [break_], freeze = case["input"]["part"], case["input"]["freeze"]
    frozen = int(freeze > break_)
    base = case["input"]["y"][break_ * frozen : freeze]
    unfrozen = analyse(reference.series_of({"input": {"y": base}})).phases[0]
    assert result.phases[frozen].centre == unfrozen.centre
    assert result.phases[frozen].frozen_until == result.points[freeze - 1].date
    theirs = reference.expected_parts(case, QIC["part_columns"])[1 - frozen]
    ours = result.phases[1 - frozen]
    assert same(ours.centre, theirs["mean_cl"])
    assert (ours.runs.longest_run, ours.runs.n_crossings) == (theirs["longest_run"], theirs["n_crossings"])
    assert ours.frozen_until is None


def test_limits_for_every_number_of_useful_points() -> None:
    ours = [(longest_run_limit(n), crossings_limit(n)) for n in CRITICAL["n_useful"]]
    assert ours == list(zip(CRITICAL["longest_run_max"], CRITICAL["n_crossings_min"], strict=True))


def test_limits_agree_with_the_published_table() -> None:
    """Anhøj and Wentzel-Larsen 2020, doi:10.1371/journal.pone.0233920."""
    assert [longest_run_limit(n) for n in PUBLISHED["n"]] == PUBLISHED["anhoej_longest_run_max"]
    assert [crossings_limit(n) for n in PUBLISHED["n"]] == PUBLISHED["anhoej_crossings_min"]


def no_signal_chance(n: int, rules: RunRules) -> float:
    """Share of all 2^(n-1) patterns of n fair signs that give no signal, counted one by one."""
    quiet = sum(not analyse_runs(runs_of(signs), rules).signal for signs in product((1, -1), repeat=n - 1))
    return quiet / 2 ** (n - 1)


def runs_of(signs: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """The runs of a pattern whose first sign is +."""
    values = [1.0, *map(float, signs)]
    return find_runs(values, [0.0] * len(values))


@pytest.mark.parametrize("rules", RunRules)
@pytest.mark.parametrize("n", [10, 11, 12, 13])
def test_false_signals_are_as_often_as_published(n: int, rules: RunRules) -> None:
    """Anhøj and Wentzel-Larsen 2020, without a shift and with a known line."""
    published = PUBLISHED[f"p_no_signal_{NAMES[rules]}_shift_0.0"][n - 10]
    assert no_signal_chance(n, rules) == pytest.approx(published, rel=1e-12)


def test_crossings_and_longest_run_have_the_published_joint_distribution() -> None:
    """crossrun 0.1.1, joint14symm: all 2^13 patterns of 14 fair signs."""
    counts = [[0] * 14 for _ in range(14)]
    for signs in product((1, -1), repeat=13):
        runs = runs_of(signs)
        counts[len(runs) - 1][max(map(len, runs)) - 1] += 1
    assert counts == PUBLISHED["joint14_counts"]["matrix"]


@pytest.mark.parametrize("rules", RunRules)
def test_the_pairs_that_are_no_signal_are_the_published_ones(rules: RunRules) -> None:
    for box in CRITICAL["box"]:
        for crossings, longest_allowed in enumerate(box[NAMES[rules]]):
            longest_max, crossings_min = LIMITS_OF_RULES[rules](box["n_useful"], crossings)
            ours = longest_max if crossings >= crossings_min else 0
            assert ours == longest_allowed, (box["n_useful"], crossings)
