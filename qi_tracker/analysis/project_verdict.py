"""What a project's measures say together: verdict codes → at most four findings, and which measures each rests on.

Codes alone, never a number: the team and those further out get the same findings. Sentences are made in
`i18n/project_verdicts.py`.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qi_tracker.vocabulary import Caution, MeasureKind, VerdictCode

MOST_FINDINGS = 4
"""More sentences than this about a project are not read (our own choice)."""

OUTCOME = (MeasureKind.OUTCOME,)
BALANCING = (MeasureKind.BALANCING,)
PROCESS = (MeasureKind.PROCESS,)
NO_OUTCOME = (MeasureKind.PROCESS, MeasureKind.BALANCING, MeasureKind.FEEDBACK)
NOT_BALANCING = (MeasureKind.OUTCOME, MeasureKind.PROCESS, MeasureKind.FEEDBACK)

BETTER_CODES = frozenset({VerdictCode.HELD, VerdictCode.REACHED, VerdictCode.IMPROVEMENT})


class FindingCode(StrEnum):
    """What one sentence about a project says."""

    NO_MEASURES = "no_measures"
    HIDDEN = "hidden"
    MISSING = "missing"
    HIDDEN_AND_MISSING = "hidden_and_missing"
    TO_CORRECT = "to_correct"
    NO_OUTCOME = "no_outcome"
    NO_DATA = "no_data"
    TOO_EARLY = "too_early"
    BALANCING_WORSE = "balancing_worse"
    WORSE = "worse"
    HELD = "held"
    REACHED = "reached"
    ON_THE_WAY = "on_the_way"
    BETTER = "better"
    PROCESS_NOT_OUTCOME = "process_not_outcome"
    UNDIRECTED = "undirected"
    AT_TARGET = "at_target"
    NO_CHANGE = "no_change"


@dataclass(frozen=True, slots=True)
class MeasureSaid:
    """What one measure says by itself.

    `key` tells it apart; `is_target_reached` is about its current period, whether or not anything has changed.
    `has_problem`: a number of it must be corrected before it can say anything.
    """

    key: int
    kind: MeasureKind
    code: VerdictCode
    cautions: tuple[Caution, ...]
    has_target: bool
    is_target_reached: bool
    has_problem: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a project.

    Attributes
    ----------
    kind
        The kind of the measures it is about; None when they are of several kinds.
    measures
        Keys of the measures it is about, the first made first.
    n_of_kind
        How many measures of that kind the project has; of all kinds when `kind` is None.
    beside
        The outcomes that did not follow, of "the process is better but the outcome is not".
    is_weak
        Many of the same are counted each time in one of its measures, and a pattern is read.
    has_phases
        A change is read in a measure whose chart is divided into periods.
    """

    code: FindingCode
    kind: MeasureKind | None = None
    measures: tuple[int, ...] = ()
    n_of_kind: int = 0
    beside: tuple[int, ...] = ()
    is_weak: bool = False
    has_phases: bool = False

    @property
    def rests_on(self) -> tuple[int, ...]:
        """Every measure that the sentence can be traced to."""
        return self.measures + self.beside


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding: for each of the kinds, in order, about those of its measures for which it holds."""

    code: FindingCode
    kinds: tuple[MeasureKind, ...]
    holds: Callable[[MeasureSaid], bool]


def _has(*codes: VerdictCode) -> Callable[[MeasureSaid], bool]:
    return lambda said: said.code in codes


def _is_on_the_way(said: MeasureSaid) -> bool:
    return said.code is VerdictCode.IMPROVEMENT and said.has_target


def _is_at_target(said: MeasureSaid) -> bool:
    return said.code is VerdictCode.NO_SIGNAL and said.is_target_reached


def _is_undirected(said: MeasureSaid) -> bool:
    return said.code is VerdictCode.UNDIRECTED_CHANGE


def _is_unchanged(said: MeasureSaid) -> bool:
    return said.code is VerdictCode.NO_SIGNAL and not said.is_target_reached


BEFORE_PROCESS_NOT_OUTCOME = (
    Rule(FindingCode.NO_DATA, OUTCOME, _has(VerdictCode.NO_DATA)),
    Rule(FindingCode.TOO_EARLY, OUTCOME, _has(VerdictCode.TOO_EARLY)),
    Rule(FindingCode.BALANCING_WORSE, BALANCING, _has(VerdictCode.WORSENING)),
    Rule(FindingCode.WORSE, NOT_BALANCING, _has(VerdictCode.WORSENING)),
    Rule(FindingCode.HELD, OUTCOME, _has(VerdictCode.HELD)),
    Rule(FindingCode.REACHED, OUTCOME, _has(VerdictCode.REACHED)),
    Rule(FindingCode.ON_THE_WAY, OUTCOME, _is_on_the_way),
    Rule(FindingCode.BETTER, OUTCOME, lambda said: said.code is VerdictCode.IMPROVEMENT and not said.has_target),
)
AFTER_PROCESS_NOT_OUTCOME = (
    Rule(FindingCode.BETTER, NO_OUTCOME, _has(*BETTER_CODES)),
    Rule(FindingCode.UNDIRECTED, tuple(MeasureKind), _is_undirected),
    Rule(FindingCode.AT_TARGET, OUTCOME, _is_at_target),
    Rule(FindingCode.NO_CHANGE, OUTCOME, _is_unchanged),
    Rule(FindingCode.NO_CHANGE, NO_OUTCOME, _has(VerdictCode.NO_SIGNAL)),
    Rule(FindingCode.TOO_EARLY, NO_OUTCOME, _has(VerdictCode.TOO_EARLY)),
    Rule(FindingCode.NO_DATA, NO_OUTCOME, _has(VerdictCode.NO_DATA)),
)
"""What is said when several hold: these in order, until there are four. The order is that of a measure's verdict among
findings of equal weight: that the outcome is silent comes early, that another measure is comes last."""


def judge_project(said: Sequence[MeasureSaid]) -> tuple[Finding, ...]:
    """The findings about a project, the first the most important; at most four, at least one.

    Parameters
    ----------
    said
        What each measure of the project says, in any order; findings name measures in the same order.

    Source
    ------
    Our own rules, in METHODS.md: "Verdict of a project".
    """
    if not said:
        return (Finding(FindingCode.NO_MEASURES),)
    found = [*_about_data(said), *_about_change(said)]
    return tuple(found[:MOST_FINDINGS])


def _about_data(said: Sequence[MeasureSaid]) -> Iterator[Finding]:
    """What the others must be read with: hidden and missing numbers, and numbers that say nothing until corrected."""
    hidden = [measure for measure in said if Caution.HIDDEN in measure.cautions]
    missing = [measure for measure in said if Caution.MISSING in measure.cautions]
    code = FindingCode.HIDDEN if hidden else FindingCode.MISSING
    if hidden and missing:
        code = FindingCode.HIDDEN_AND_MISSING
    concerned = [measure for measure in said if measure in hidden or measure in missing]
    if concerned:
        yield _finding(code, concerned, None, len(said))
    to_correct = [measure for measure in said if measure.has_problem]
    if to_correct:
        yield _finding(FindingCode.TO_CORRECT, to_correct, None, len(said))


def _about_change(everything: Sequence[MeasureSaid]) -> Iterator[Finding]:
    said = [measure for measure in everything if not measure.has_problem]
    if said and all(measure.code is VerdictCode.NO_DATA for measure in said):
        yield _finding(FindingCode.NO_DATA, said, None, len(said))
        return
    if not _of(OUTCOME, everything):
        yield Finding(FindingCode.NO_OUTCOME)
    yield from _by_rules(BEFORE_PROCESS_NOT_OUTCOME, said)
    told = _process_not_outcome(said)
    if told is not None:
        yield told
    yield from _by_rules(AFTER_PROCESS_NOT_OUTCOME, said, told)


def _by_rules(rules: Sequence[Rule], said: Sequence[MeasureSaid], told: Finding | None = None) -> Iterator[Finding]:
    for rule in rules:
        for kind in rule.kinds:
            of_kind = _of((kind,), said)
            about = [measure for measure in of_kind if rule.holds(measure) and not _is_told(measure, told)]
            if about:
                yield _finding(rule.code, about, kind, len(of_kind))


def _process_not_outcome(said: Sequence[MeasureSaid]) -> Finding | None:
    """The process is better, and the outcomes that have had time to speak are neither better nor worse.

    An outcome that lies at its target is not held against the process: there it need not get better.
    """
    processes, outcomes = _of(PROCESS, said), _of(OUTCOME, said)
    better = [measure for measure in processes if measure.code in BETTER_CODES]
    beside = [measure for measure in outcomes if _is_unchanged(measure) or _is_undirected(measure)]
    has_moved = any(measure.code in BETTER_CODES or measure.code is VerdictCode.WORSENING for measure in outcomes)
    if not better or not beside or has_moved:
        return None
    found = _finding(FindingCode.PROCESS_NOT_OUTCOME, better, MeasureKind.PROCESS, len(processes))
    return replace(found, beside=tuple(measure.key for measure in beside))


def _is_told(measure: MeasureSaid, told: Finding | None) -> bool:
    """Nothing is left to say of it. Of a change without direction there is: it is more than not getting better."""
    return told is not None and measure.key in told.rests_on and not _is_undirected(measure)


def _of(kinds: Collection[MeasureKind], said: Sequence[MeasureSaid]) -> list[MeasureSaid]:
    return [measure for measure in said if measure.kind in kinds]


_READS_A_PATTERN = frozenset(
    {
        FindingCode.BALANCING_WORSE,
        FindingCode.WORSE,
        FindingCode.HELD,
        FindingCode.REACHED,
        FindingCode.ON_THE_WAY,
        FindingCode.BETTER,
        FindingCode.PROCESS_NOT_OUTCOME,
        FindingCode.UNDIRECTED,
    }
)


def _finding(code: FindingCode, about: Sequence[MeasureSaid], kind: MeasureKind | None, n_of_kind: int) -> Finding:
    reads = code in _READS_A_PATTERN
    return Finding(
        code=code,
        kind=kind,
        measures=tuple(measure.key for measure in about),
        n_of_kind=n_of_kind,
        is_weak=reads and any(Caution.STOCK in measure.cautions for measure in about),
        has_phases=reads and any(Caution.PHASES in measure.cautions for measure in about),
    )
