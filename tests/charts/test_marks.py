"""Marks within the chart's time are drawn, explained and told of; the others are only in the list."""

from datetime import date

import pytest

from qi_tracker.charts.client import Chart, DrawRequest, Variant
from qi_tracker.charts.describe import describe
from qi_tracker.charts.key import key_entries, mark_entries
from qi_tracker.charts.marks import drawn_marks
from qi_tracker.charts.scene import Scene, scene
from qi_tracker.charts.text import ChartMark, MarkKind
from qi_tracker.charts.timeline import timeline
from qi_tracker.vocabulary import Decision
from tests.charts.samples import IMPROVED, chart, cycle, note, pause

# The sample is of 2024 and 2025.
BEFORE, WITHIN, AFTER = ((date(year, 3, 1), date(year, 4, 1)) for year in (2019, 2024, 2031))
ONGOING = cycle(date(2019, 3, 1), None, "Prøver ennå")


def all_marks(first: date, last: date) -> tuple[ChartMark, ...]:
    return note(first, "Ny leder"), pause(first, last), cycle(first, last, "Åpent torsdager", Decision.ADAPT)


def drawn(shown: Chart) -> Scene:
    return scene(DrawRequest(shown.result, shown.text, shown.marks, Variant.WIDE))


def symbols(shown: Chart) -> set[str]:
    return {entry.symbol for entry in key_entries(shown.result, timeline(shown.result), shown.text, shown.marks)}


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_marks_of_another_time_are_only_in_the_list(when: tuple[date, date]) -> None:
    plain, marked = chart(IMPROVED), chart(IMPROVED, marks=all_marks(*when))
    assert symbols(marked) == symbols(plain)
    assert describe(marked.result, marked.text, marked.marks) == describe(plain.result, plain.text, ())
    assert drawn(marked) == drawn(plain)
    assert [entry.label for entry in mark_entries(marked.marks, MarkKind.CYCLE)] == ["Åpent torsdager"]


def test_marks_of_the_chart_are_drawn_explained_and_told_of() -> None:
    plain, marked = chart(IMPROVED), chart(IMPROVED, marks=all_marks(*WITHIN))
    assert symbols(marked) - symbols(plain) == {"pause", "adapt"}
    told = describe(marked.result, marked.text, marked.marks).description
    assert told.endswith("PDSA-sirkler under diagrammet: 1. Merknader i diagrammet: 1.")
    assert len(drawn(marked).datasets["boxes"]) > len(drawn(plain).datasets["boxes"])


def test_cycle_that_goes_on_reaches_into_the_chart() -> None:
    shown = chart(IMPROVED, marks=[ONGOING])
    assert drawn_marks(timeline(shown.result), shown.marks) == (ONGOING,)
    assert "undecided" in symbols(shown)
