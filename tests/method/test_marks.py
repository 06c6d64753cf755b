"""The five marks: each met by a whole piece of work, and each lost in every way that it can be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from qi_tracker.method.marks import (
    FEWEST_NUMBERS,
    LOOKED_AT,
    CountedMeasure,
    Lack,
    Mark,
    MarkFound,
    Predicted,
    TriedCycle,
    WorkFacts,
    marks_of,
    next_mark,
)
from qi_tracker.vocabulary import CycleScale

FIRST = date(2026, 1, 5)
TODAY = date(2026, 6, 1)


def cycle(key: int, idea: int, number: int, week: int) -> TriedCycle:
    """A cycle of four days in this week, as it should be: those that are first in their idea small."""
    starts = FIRST + timedelta(weeks=week)
    return TriedCycle(
        key=key,
        idea=idea,
        number=number,
        starts_on=starts,
        decided_on=starts + timedelta(days=4),
        predicted=Predicted.BEFORE,
        scale=CycleScale.FEW if number == 1 else CycleScale.ALL,
        has_learning=True,
        is_over=True,
    )


def months(n: int, until: date = TODAY) -> CountedMeasure:
    """A measure with a number for each of the last n months."""
    return CountedMeasure(90, tuple(until - timedelta(days=30 * back) for back in reversed(range(n))))


# Two ideas, the first of them tried twice.
CYCLES = [cycle(1, 1, 1, 0), cycle(2, 1, 2, 2), cycle(3, 2, 1, 4)]
WHOLE = WorkFacts(CYCLES, [months(12)], TODAY)


def found(mark: Mark, work: WorkFacts) -> MarkFound:
    return next(each for each in marks_of(work) if each.mark is mark)


def with_cycle(place: int, **changed: object) -> Sequence[TriedCycle]:
    cycles = list(CYCLES)
    cycles[place] = replace(cycles[place], **changed)  # type: ignore[arg-type]  # fields of several types
    return cycles


def test_whole_work_meets_all_five_and_tells_what_they_rest_on() -> None:
    assert marks_of(WHOLE) == [
        MarkFound(Mark.BUILDS_ON, (1, 2)),
        MarkFound(Mark.PREDICTED, (1, 2, 3)),
        MarkFound(Mark.SMALL_FIRST, (1, 3)),
        MarkFound(Mark.OVER_TIME, measures=(90,)),
        MarkFound(Mark.DOCUMENTED, (1, 2, 3)),
    ]
    assert next_mark(marks_of(WHOLE)) is None


# What is otherwise than in the whole work → the one mark that is lost, what it lacks, of what, and for how long.
CYCLE_CASES: list[tuple[str, Sequence[TriedCycle], Mark, Lack, int | None, int]] = [
    ("no second", [CYCLES[0], CYCLES[2]], Mark.BUILDS_ON, Lack.NO_SECOND, 3, 0),
    (
        "overlaps",
        with_cycle(0, decided_on=CYCLES[1].starts_on + timedelta(days=1)),
        Mark.BUILDS_ON,
        Lack.OVERLAPS,
        2,
        4,
    ),
    ("not predicted", with_cycle(1, predicted=Predicted.NOT), Mark.PREDICTED, Lack.NOT_PREDICTED, 2, 4),
    ("predicted late", with_cycle(2, predicted=Predicted.LATE), Mark.PREDICTED, Lack.PREDICTED_LATE, 3, 5),
    ("large first", with_cycle(0, scale=CycleScale.GROUP), Mark.SMALL_FIRST, Lack.LARGE_FIRST, 1, 4),
    ("scale unknown", with_cycle(2, scale=None), Mark.SMALL_FIRST, Lack.SCALE_UNKNOWN, 3, 0),
    ("not learnt", with_cycle(1, has_learning=False), Mark.DOCUMENTED, Lack.NOT_LEARNT, 2, 0),
    ("not decided", with_cycle(2, decided_on=None), Mark.DOCUMENTED, Lack.NOT_DECIDED, 3, 0),
]
OTHER_DAYS = CountedMeasure(90, (*months(11).days[:5], *months(4).days))
MEASURE_CASES: list[tuple[str, list[CountedMeasure], Lack, int | None]] = [
    ("none", [], Lack.NO_MEASURE, None),
    ("few", [months(FEWEST_NUMBERS - 1)], Lack.TOO_FEW_NUMBERS, 90),
    ("empty", [months(0)], Lack.TOO_FEW_NUMBERS, 90),
    ("a hole", [OTHER_DAYS], Lack.TOO_SELDOM, 90),
    ("stopped", [months(12, TODAY - timedelta(days=93))], Lack.STOPPED, 90),
]


@pytest.mark.parametrize(
    ("cycles", "mark", "lack", "lacking", "after"), [case[1:] for case in CYCLE_CASES], ids=[c[0] for c in CYCLE_CASES]
)
def test_what_is_wrong_with_a_cycle_costs_one_mark(
    cycles: Sequence[TriedCycle], mark: Mark, lack: Lack, lacking: int, after: int
) -> None:
    marks = marks_of(replace(WHOLE, cycles=cycles))
    assert [each.mark for each in marks if not each.is_met] == [mark]
    lost = next_mark(marks)
    assert lost is not None
    assert (lost.lack, lost.lacking, lost.after) == (lack, lacking, after)


@pytest.mark.parametrize(
    ("measures", "lack", "lacking"), [case[1:] for case in MEASURE_CASES], ids=[case[0] for case in MEASURE_CASES]
)
def test_what_is_wrong_with_the_numbers_costs_one_mark(
    measures: list[CountedMeasure], lack: Lack, lacking: int | None
) -> None:
    marks = marks_of(replace(WHOLE, measures=measures))
    assert [each.mark for each in marks if not each.is_met] == [Mark.OVER_TIME]
    lost = found(Mark.OVER_TIME, replace(WHOLE, measures=measures))
    assert (lost.lack, lost.lacking) == (lack, lacking)


def test_a_project_that_has_tried_nothing_has_one_thing_to_do() -> None:
    marks = marks_of(WorkFacts([], [], TODAY))
    assert [each.lack for each in marks] == [*[Lack.NOT_TRIED] * 3, Lack.NO_MEASURE, Lack.NOT_TRIED]


def test_a_cycle_that_goes_on_is_not_asked_what_it_taught() -> None:
    going_on = with_cycle(2, decided_on=None, has_learning=False, is_over=False)
    assert found(Mark.DOCUMENTED, replace(WHOLE, cycles=going_on)).cycles == (1, 2)
    only = replace(WHOLE, cycles=going_on[2:])
    assert found(Mark.DOCUMENTED, only).lack is Lack.NOTHING_OVER


def test_every_lack_is_in_a_table_of_cases() -> None:
    here = {case[3] for case in CYCLE_CASES} | {case[2] for case in MEASURE_CASES}
    assert here | {Lack.NOT_TRIED, Lack.NOTHING_OVER} == set(Lack)


@pytest.mark.parametrize(
    ("changed", "mark"),
    [
        ({"predicted": Predicted.LATE}, Mark.PREDICTED),
        ({"scale": CycleScale.ALL}, Mark.SMALL_FIRST),
    ],
)
def test_a_slip_is_out_of_sight_when_as_many_cycles_as_told_have_begun(changed: dict[str, object], mark: Mark) -> None:
    slipped = [replace(CYCLES[0], **changed)]  # type: ignore[arg-type]  # fields of several types
    lost = found(mark, replace(WHOLE, cycles=slipped))
    assert lost.after == LOOKED_AT
    later = [cycle(10 + n, 10 + n, 1, 10 + n) for n in range(lost.after)]
    assert not found(mark, replace(WHOLE, cycles=[*slipped, *later[:-1]])).is_met
    assert found(mark, replace(WHOLE, cycles=[*slipped, *later])).is_met


def test_a_second_cycle_begun_on_the_day_of_the_decision_builds_on_it() -> None:
    same_day = with_cycle(0, decided_on=CYCLES[1].starts_on)
    assert found(Mark.BUILDS_ON, replace(WHOLE, cycles=same_day)).is_met


def test_one_measure_counted_every_month_is_enough() -> None:
    seldom = replace(OTHER_DAYS, key=91)
    assert found(Mark.OVER_TIME, replace(WHOLE, measures=[seldom, months(12)])).measures == (90,)


def test_a_holiday_of_a_month_is_no_hole() -> None:
    days = months(12).days
    assert found(Mark.OVER_TIME, replace(WHOLE, measures=[CountedMeasure(90, (*days[:6], *days[7:]))])).is_met


def test_no_number_is_awaited_of_work_that_has_ended() -> None:
    ended = replace(WHOLE, measures=[months(12, TODAY - timedelta(days=400))], is_going_on=False)
    assert found(Mark.OVER_TIME, ended).is_met
