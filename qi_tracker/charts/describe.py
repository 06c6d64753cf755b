"""The same chart in words and as a table, from the same object as the drawing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from qi_tracker.analysis.result import ChartPhase, ChartPoint, ChartResult
from qi_tracker.charts.key import has_limits
from qi_tracker.charts.lettering import clean
from qi_tracker.charts.levels import median_now
from qi_tracker.charts.marks import drawn_marks
from qi_tracker.charts.strip import base_end
from qi_tracker.charts.text import ChartMark, ChartText, MarkKind
from qi_tracker.charts.timeline import Slot, SlotState, long_runs, timeline
from qi_tracker.vocabulary import VerdictCode

# Without ten useful numbers nothing is said about signals, neither that there is one nor that there is none.
_SAYS_NOTHING_OF_SIGNALS: Final = frozenset({VerdictCode.NO_DATA, VerdictCode.TOO_EARLY})
_MOST_LISTED: Final = 6


@dataclass(frozen=True, slots=True)
class ChartDescription:
    """A chart for those who do not see it: name, description, and the table of its numbers.

    `numeric` are the columns to align as numbers. Every row begins with its period. `exact` are the same rows with
    their numbers as numbers, unrounded; None where there is none.
    """

    name: str
    description: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...]
    exact: tuple[tuple[str | float | None, ...], ...]


def describe(result: ChartResult, text: ChartText, marks: Sequence[ChartMark]) -> ChartDescription:
    """What the drawing of these objects shows, all of it, in words."""
    slots = timeline(result)
    columns = list(_columns(result, slots, text))
    return ChartDescription(
        name=clean(text.title),
        description=clean(" ".join(_sentences(result, slots, text, marks))),
        caption=text.words.caption,
        headers=tuple(clean(column.header) for column in columns),
        rows=tuple(zip(*(column.cells for column in columns), strict=True)),
        numeric=tuple(index for index, column in enumerate(columns) if column.exact is not None),
        exact=tuple(zip(*(column.cells if column.exact is None else column.exact for column in columns), strict=True)),
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """`exact` are the numbers that the cells write; None where the cells are words."""

    header: str
    cells: tuple[str, ...]
    exact: tuple[float | None, ...] | None = None


def _numbers(header: str, values: Iterable[float | None], written: Callable[[float], str]) -> _Column:
    exact = tuple(values)
    return _Column(header, tuple("" if value is None else written(value) for value in exact), exact)


def _columns(result: ChartResult, slots: Sequence[Slot], text: ChartText) -> Iterator[_Column]:
    words, numbers = text.words, text.numbers
    yield _Column(words.period, text.period_labels)
    heading = words.value_in % {"unit": text.unit} if text.unit else words.value
    yield _numbers(heading, (slot.value for slot in slots), numbers.cell)
    if any(slot.denominator is not None for slot in slots):
        yield _numbers(words.numerator, (slot.numerator for slot in slots), numbers.count)
        yield _numbers(words.denominator, (slot.denominator for slot in slots), numbers.count)
    points = {point.date: point for point in result.points}
    if len(result.phases) > 1 or any(map(has_limits, result.points)):
        centres = (None if slot.value is None else points[slot.date].centre for slot in slots)
        yield _numbers(words.median, centres, partial(numbers.level, has_unit=False))
    if any(map(has_limits, result.points)):
        for header, is_upper in ((words.lower, False), (words.upper, True)):
            yield _numbers(header, (_limit(points.get(slot.date), is_upper=is_upper) for slot in slots), numbers.cell)
    notes = notes_on(result, slots, text)
    if any(notes):
        yield _Column(words.note, notes)


def _limit(point: ChartPoint | None, *, is_upper: bool) -> float | None:
    if point is None:
        return None
    return point.upper if is_upper else point.lower


def notes_on(result: ChartResult, slots: Sequence[Slot], text: ChartText) -> tuple[str, ...]:
    """What the table notes beside each slot's numbers; "" for most."""
    words = text.words
    said = {
        SlotState.MISSING: words.missing,
        SlotState.HIDDEN: words.hidden,
        SlotState.EXCLUDED: words.excluded,
    }
    notes: list[list[str]] = [[] for _ in slots]
    for slot in slots:
        if slot.state in said:
            notes[slot.index].append(said[slot.state])
        if slot.beyond:
            notes[slot.index].append(words.outside)
    for run in long_runs(result, slots):
        label = (words.run_above if run.is_above else words.run_below) % {"n": run.length}
        for slot in slots[run.first.index : run.last.index + 1]:
            if slot.is_in_run:
                notes[slot.index].append(label)
    for index, comment in enumerate(text.comments):
        if clean(comment):
            notes[index].append(clean(comment))
    return tuple(". ".join(parts) for parts in notes)


def _sentences(
    result: ChartResult, slots: Sequence[Slot], text: ChartText, marks: Sequence[ChartMark]
) -> Iterator[str]:
    yield from about_numbers(slots, text)
    yield from _about_medians(result, slots, text)
    yield from _about_signals(result, slots, text)
    drawn = drawn_marks(slots, marks)
    yield from about_gaps(slots, text, drawn)
    yield from _about_marks(text, drawn)


def about_numbers(slots: Sequence[Slot], text: ChartText) -> Iterator[str]:
    """How many numbers, from when to when, the lowest, the highest and the latest."""
    words, labels, numbers = text.words, text.period_labels, text.numbers
    shown = [slot for slot in slots if slot.value is not None]
    if not shown:
        yield without_numbers(slots, text) + "."
        return
    first, last = shown[0], shown[-1]
    low, high = min(shown, key=_value), max(shown, key=_value)
    if first is not last:
        yield words.describe_points % {"n": len(shown), "first": labels[first.index], "last": labels[last.index]}
    if low.value != high.value:
        yield words.describe_range % {
            "low": numbers.value(_value(low)),
            "low_period": labels[low.index],
            "high": numbers.value(_value(high)),
            "high_period": labels[high.index],
        }
    yield words.describe_latest % {"value": numbers.value(_value(last)), "period": labels[last.index]}


def without_numbers(slots: Sequence[Slot], text: ChartText) -> str:
    """Why there is no curve."""
    is_hidden = any(slot.state is SlotState.HIDDEN for slot in slots)
    return text.words.all_hidden if is_hidden else text.words.no_numbers


def _value(slot: Slot) -> float:
    return slot.value if slot.value is not None else 0.0


def _about_medians(result: ChartResult, slots: Sequence[Slot], text: ChartText) -> Iterator[str]:
    words, numbers = text.words, text.numbers
    for index, phase in enumerate(result.phases):
        if phase.centre is not None:
            yield _about_median(result, index, phase, slots, text)
    now = median_now(result)
    if now is not None:
        yield words.describe_now % {"value": numbers.level(now)}
    yield from _about_limits(result, text)
    if result.target is not None:
        yield words.describe_target % {"value": numbers.level(result.target)}


def _about_limits(result: ChartResult, text: ChartText) -> Iterator[str]:
    """Those of the last point that has any; where they differ from point to point, the table has them all."""
    last = next((point for point in reversed(result.points) if has_limits(point)), None)
    if last is not None:
        lower, upper = ("–" if one is None else text.numbers.level(one) for one in (last.lower, last.upper))
        yield text.words.describe_limits % {"lower": lower, "upper": upper}


def _about_median(result: ChartResult, index: int, phase: ChartPhase, slots: Sequence[Slot], text: ChartText) -> str:
    words = text.words
    value = "" if phase.centre is None else text.numbers.level(phase.centre)
    frozen = base_end(result, index)
    first, last = (_label_of(day, slots, text) for day in (phase.first_date, frozen or phase.last_date))
    if frozen is not None:
        sentence = words.describe_frozen % {"value": value, "first": first, "last": last}
    elif len(result.phases) > 1:
        sentence = words.describe_median % {"value": value}
    else:
        return words.describe_median % {"value": value}
    if len(result.phases) == 1:
        return sentence
    end = _label_of(phase.last_date, slots, text)
    return words.describe_phase % {"name": text.phase_name(index), "first": first, "last": end, "median": sentence}


def _label_of(day: date, slots: Sequence[Slot], text: ChartText) -> str:
    """The period of the day; of a day without a slot, as the first of a chart of differences, that of the next."""
    return next((text.period_labels[slot.index] for slot in slots if slot.date >= day), "")


def _about_signals(result: ChartResult, slots: Sequence[Slot], text: ChartText) -> Iterator[str]:
    if result.verdict.code in _SAYS_NOTHING_OF_SIGNALS:
        return
    words, labels = text.words, text.period_labels
    beyond = [labels[slot.index] for slot in slots if slot.beyond]
    if beyond:
        yield words.describe_outside % {"periods": listed(beyond)}
    runs = long_runs(result, slots)
    for run in runs:
        words_of_run = words.describe_above if run.is_above else words.describe_below
        yield words_of_run % {"n": run.length, "first": labels[run.first.index], "last": labels[run.last.index]}
    few = [phase.runs for phase in result.phases if phase.runs.has_few_crossings]
    for rare in few:
        yield words.describe_crossings % {"n": rare.n_crossings, "least": rare.n_crossings_min}
    if result.verdict.code is VerdictCode.NO_SIGNAL and not beyond:
        yield words.describe_no_signal


def about_gaps(slots: Sequence[Slot], text: ChartText, marks: Sequence[ChartMark]) -> Iterator[str]:
    """The periods without a number to show, and why."""
    words = text.words
    states = (
        (SlotState.HIDDEN, words.describe_hidden),
        (SlotState.MISSING, words.describe_missing),
        (SlotState.EXCLUDED, words.describe_excluded),
    )
    for state, sentence in states:
        periods = [text.period_labels[slot.index] for slot in slots if slot.state is state]
        if periods:
            yield sentence % {"periods": listed(periods)}
    pauses = [mark.when for mark in marks if mark.kind is MarkKind.PAUSE]
    if pauses:
        yield words.describe_pauses % {"periods": listed(pauses)}


def listed(periods: Sequence[str]) -> str:
    """The first few of them."""
    return ", ".join(periods[:_MOST_LISTED]) + (" …" if len(periods) > _MOST_LISTED else "")


def _about_marks(text: ChartText, marks: Sequence[ChartMark]) -> Iterator[str]:
    kinds = ((MarkKind.CYCLE, text.words.describe_cycles), (MarkKind.ANNOTATION, text.words.describe_annotations))
    for kind, sentence in kinds:
        count = sum(mark.kind is kind for mark in marks)
        if count:
            yield sentence % {"n": count}
