"""What stands beneath the picture: the signs it uses, explained, and the marks with their full text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qi_tracker.analysis.result import ChartPoint, ChartResult
from qi_tracker.charts.marks import drawn_marks, signed
from qi_tracker.charts.text import ChartMark, ChartText, MarkKind
from qi_tracker.charts.timeline import Slot, SlotState
from qi_tracker.vocabulary import Decision


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One sign and what it means. `symbol` is one of those in `templates/components/chart.html`."""

    symbol: str
    label: str


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """One mark with its sign, its text as the team wrote it, when it was and what it ended with."""

    sign: str
    label: str
    when: str
    outcome: str


def key_entries(
    result: ChartResult, slots: Sequence[Slot], text: ChartText, marks: Sequence[ChartMark]
) -> Iterator[KeyEntry]:
    """The signs that need explaining in this chart, and no other."""
    words = text.words
    states = {slot.state for slot in slots}
    drawn = drawn_marks(slots, marks)
    shown = (
        ("median", words.key_median, any(phase.centre is not None for phase in result.phases)),
        ("limits", words.key_limits, any(has_limits(point) for point in result.points)),
        ("on_line", words.key_on_line, any(slot.is_on_line for slot in slots)),
        ("run", words.key_run, any(slot.is_in_run and not slot.beyond for slot in slots)),
        ("outside", words.key_outside, any(slot.beyond for slot in slots)),
        ("excluded", words.key_excluded, SlotState.EXCLUDED in states),
        ("missing", words.key_missing, SlotState.MISSING in states),
        ("hidden", words.key_hidden, SlotState.HIDDEN in states),
        ("pause", words.key_pause, any(mark.kind is MarkKind.PAUSE for mark in drawn)),
    )
    yield from (KeyEntry(symbol, label) for symbol, label, is_shown in shown if is_shown)
    yield from decision_entries(text, drawn)


def has_limits(point: ChartPoint) -> bool:
    """The chart has a limit here, drawn or not."""
    return point.lower is not None or point.upper is not None


def decision_entries(text: ChartText, marks: Sequence[ChartMark]) -> Iterator[KeyEntry]:
    """How a cycle's bar looks for each decision that there is."""
    cycles = [mark for mark in marks if mark.kind is MarkKind.CYCLE]
    for decision in Decision:
        outcome = next((mark.outcome for mark in cycles if mark.decision is decision), None)
        if outcome:
            yield KeyEntry(decision.value, text.words.key_decision % {"outcome": outcome})
    if any(mark.decision is None for mark in cycles):
        yield KeyEntry("undecided", text.words.key_undecided)


def mark_entries(marks: Sequence[ChartMark], kind: MarkKind) -> tuple[MarkEntry, ...]:
    """The marks of one kind with their signs, oldest first."""
    return tuple(
        MarkEntry(item.sign, item.mark.label, item.mark.when, item.mark.outcome) for item in signed(marks, kind)
    )
