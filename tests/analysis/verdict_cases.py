"""Every combination of what a verdict is made from, and the tables that say what it should be."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from qi_tracker.analysis.comparison import Comparison, Counted
from qi_tracker.analysis.project_verdict import MeasureSaid
from qi_tracker.analysis.result import Division, RunAnalysis, Verdict
from qi_tracker.analysis.series import Series
from qi_tracker.analysis.verdict import Evidence, judge
from qi_tracker.vocabulary import Caution, Direction, MeasureKind, VerdictCode
from tests.analysis.charts import around, month

TABLES = Path(__file__).parents[1] / "data" / "verdicts"

Combination = Mapping[str, str]

AXES: Mapping[str, tuple[str, ...]] = {
    "signal": ("none", "long run", "few crossings", "both"),
    "direction": ("better", "worse", "unclear"),
    "target": ("none", "not reached", "reached", "held"),
    "data": ("none", "too early", "enough"),
    "stock": ("yes", "no"),
    "phases": ("one", "two"),
    "missing": ("yes", "no"),
    "hidden": ("yes", "no"),
}
COMBINATIONS: tuple[Combination, ...] = tuple(
    dict(zip(AXES, values, strict=True)) for values in product(*AXES.values())
)

# Levels far enough apart that a median is on one side of a target whatever the numbers around it.
START, STEP, NEAR = 1300.5, 100.0, 20.0
N_STARTING, N_CURRENT = 12, 13
# One useful number too few to have held anything.
N_NOT_HELD = 11
USEFUL = {"none": 0, "too early": 9, "enough": N_STARTING + N_CURRENT}
LEVELS = {"better": START + STEP, "worse": START - STEP, "unclear": START}
RUNS = {
    "none": RunAnalysis(25, 8, 8, 8, 8),
    "long run": RunAnalysis(25, 9, 8, 8, 8),
    "few crossings": RunAnalysis(25, 8, 8, 7, 8),
    "both": RunAnalysis(25, 9, 8, 7, 8),
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a decision table; `answers` are the columns that are no conditions."""

    rows: tuple[Mapping[str, str], ...]
    answers: frozenset[str]

    def matching(self, combination: Combination, **also: str) -> list[Mapping[str, str]]:
        """The rows whose every condition holds."""
        return [row for row in self.rows if self._holds(row, {**combination, **also})]

    def _holds(self, row: Mapping[str, str], combination: Combination) -> bool:
        conditions = {name: wanted for name, wanted in row.items() if name not in self.answers}
        return all(wanted == "*" or combination[name] in wanted.split("|") for name, wanted in conditions.items())


def read_table(name: str, answers: Sequence[str], groups: Mapping[str, str] | None = None) -> Table:
    """A table of `tests/data/verdicts`; `groups` are names for several values."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {column: (groups or {}).get(cell, cell) for column, cell in row.items()} for row in csv.DictReader(file)
        ]
    return Table(tuple(rows), frozenset(answers))


CODES = read_table("codes", ["code"])
CAUTIONS = read_table("cautions", ["said"])


def expected_code(combination: Combination) -> VerdictCode:
    """By the one row that holds."""
    [row] = CODES.matching(combination)
    return VerdictCode(row["code"])


def expected_cautions(combination: Combination) -> tuple[Caution, ...]:
    """In the order of the table, by the one row for each."""
    order = dict.fromkeys(row["caution"] for row in CAUTIONS.rows)
    said = {name: CAUTIONS.matching(combination, caution=name) for name in order}
    return tuple(Caution(name) for name, [row] in said.items() if row["said"] == "yes")


def judged(combination: Combination) -> Verdict:
    """What the program says of such numbers."""
    return _judged(tuple(combination.items()))


@cache
def _judged(items: tuple[tuple[str, str], ...]) -> Verdict:
    combination = dict(items)
    return judge(_series(combination), _evidence(combination))


def _series(combination: Combination) -> Series:
    level = LEVELS[combination["direction"]]
    targets = {"none": None, "not reached": level + NEAR, "reached": level - NEAR, "held": level - NEAR}
    return Series(
        points=[],
        direction=Direction.UP,
        target=targets[combination["target"]],
        is_stock=combination["stock"] == "yes",
    )


def _evidence(combination: Combination) -> Evidence:
    is_empty = combination["data"] == "none"
    return Evidence(
        comparison=None if is_empty else _comparison(combination),
        has_data=not is_empty,
        n_useful=USEFUL[combination["data"]],
        n_phases=2 if combination["phases"] == "two" else 1,
        missing=(month(30), month(31)) if combination["missing"] == "yes" else (),
        valid_until=None if is_empty else month(N_STARTING + N_CURRENT),
        n_hidden=3 if combination["hidden"] == "yes" else 0,
    )


def _comparison(combination: Combination) -> Comparison:
    runs = RUNS[combination["signal"]]
    n_current = N_CURRENT if combination["target"] == "held" else N_NOT_HELD
    return Comparison(
        start=_counted(START, 1, N_STARTING),
        current=_counted(LEVELS[combination["direction"]], N_STARTING + 1, n_current),
        basis=runs,
        has_signal=combination["signal"] != "none",
        is_apart=combination["signal"] != "none",
        division=Division.PHASE if combination["phases"] == "two" else Division.FREEZE,
    )


def _counted(level: float, first: int, n: int) -> tuple[Counted, ...]:
    """Values around the level whose median it is, all of them useful."""
    values = around(level, n - n % 2) + [level] * (n % 2)
    return tuple(Counted(first + place, month(first + place), value, True) for place, value in enumerate(values))


# Projects with at most one measure of each kind.

BETTER = "held|reached|improvement|improvement towards a target"
SPEAKS = f"too_early|worsening|{BETTER}|undirected_change|no_signal|no_signal at the target"
OUTCOMES = ("absent", "no_data", *SPEAKS.split("|"))
OTHERS = ("absent", *(code.value for code in VerdictCode))
PROJECT_AXES: Mapping[str, tuple[str, ...]] = {
    "outcome": OUTCOMES,
    "process": OTHERS,
    "balancing": OTHERS,
    "numbers": ("seen", "missing", "hidden", "both"),
}
PROJECTS = read_table("projects", ["finding", "about"], {"SPEAKS": SPEAKS, "BETTER": BETTER})


def project_combinations() -> Iterator[Combination]:
    """All of them; of a project without measures no number is missing or hidden."""
    for values in product(*PROJECT_AXES.values()):
        combination = dict(zip(PROJECT_AXES, values, strict=True))
        if combination["numbers"] == "seen" or set(values[:3]) != {"absent"}:
            yield combination


KIND_OF_AXIS = {"outcome": MeasureKind.OUTCOME, "process": MeasureKind.PROCESS, "balancing": MeasureKind.BALANCING}
KEYS = {kind: key for key, kind in enumerate(KIND_OF_AXIS.values(), 1)}
_CAUTIONS_OF = {
    "seen": (),
    "missing": (Caution.MISSING,),
    "hidden": (Caution.HIDDEN,),
    "both": (Caution.HIDDEN, Caution.MISSING),
}


def measure_said(kind: MeasureKind, value: str, key: int, cautions: tuple[Caution, ...] = ()) -> MeasureSaid:
    """A measure that says what a value of the axes names."""
    code = VerdictCode(value.partition(" ")[0])
    return MeasureSaid(
        key=key,
        kind=kind,
        code=code,
        cautions=cautions,
        has_target=value.endswith("target") or code in (VerdictCode.HELD, VerdictCode.REACHED),
        is_target_reached=value.endswith("at the target") or code in (VerdictCode.HELD, VerdictCode.REACHED),
        has_problem=False,
    )


def said_in(combination: Combination) -> tuple[MeasureSaid, ...]:
    """The measures of such a project, outcome first; what is hidden or missing is so in the last of them."""
    there = [(kind, combination[axis]) for axis, kind in KIND_OF_AXIS.items() if combination[axis] != "absent"]
    return tuple(
        measure_said(kind, value, KEYS[kind], _CAUTIONS_OF[combination["numbers"]] if kind is there[-1][0] else ())
        for kind, value in there
    )


def expected_findings(combination: Combination) -> list[tuple[str, tuple[int, ...]]]:
    """Finding and the keys of the measures it is about, by the first four rows that hold."""
    rows = PROJECTS.matching(combination)[:4]
    return [(row["finding"], _keys(row["about"], said_in(combination))) for row in rows]


def _keys(about: str, said: Sequence[MeasureSaid]) -> tuple[int, ...]:
    named = {
        "": [],
        "all": [measure.key for measure in said],
        "concerned": [measure.key for measure in said if measure.cautions],
    }
    return tuple(named[about]) if about in named else tuple(KEYS[KIND_OF_AXIS[axis]] for axis in about.split("+"))
