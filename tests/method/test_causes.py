"""Lines that people type become items, and the same lines again."""

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.method.causes import LONGEST_LINE, MOST_LINES, read_items, total_minutes, typed_items
from qi_tracker.vocabulary import CauseTool

READ = [
    (
        CauseTool.FIVE_WHYS,
        "Søknaden mangler\n\n  Ingen ba om den ",
        [{"text": "Søknaden mangler"}, {"text": "Ingen ba om den"}],
    ),
    (
        CauseTool.FISHBONE,
        "Penger: dyrt: utstyr\nkontingent\nTid:",
        [
            {"branch": "Penger", "text": "dyrt: utstyr"},
            {"branch": "Penger", "text": "kontingent"},
            {"branch": "Tid", "text": ""},
        ],
    ),
    (CauseTool.FISHBONE, "løst", [{"branch": "", "text": "løst"}]),
    (
        CauseTool.PARETO,
        "Mangler skjema: 12\nKl. 10: ingen der; 3\nFeil\t4",
        [
            {"text": "Mangler skjema", "count": 12},
            {"text": "Kl. 10: ingen der", "count": 3},
            {"text": "Feil", "count": 4},
        ],
    ),
    (
        CauseTool.PROCESS,
        "Leser; saksbehandler; 20 min\nVenter; 600\nSender\tpost\nFerdig",
        [
            {"text": "Leser", "who": "saksbehandler", "minutes": 20},
            {"text": "Venter", "who": "", "minutes": 600},
            {"text": "Sender", "who": "post", "minutes": None},
            {"text": "Ferdig", "who": "", "minutes": None},
        ],
    ),
]


@pytest.mark.parametrize(("tool", "typed", "items"), READ)
def test_lines_are_read_and_written_again(tool: CauseTool, typed: str, items: list[dict[str, object]]) -> None:
    assert read_items(tool, typed) == items
    assert read_items(tool, typed_items(tool, items)) == items


@pytest.mark.parametrize(
    ("tool", "typed", "code"),
    [
        (CauseTool.FIVE_WHYS, " \n ", "cause_no_lines"),
        (CauseTool.FIVE_WHYS, "a\n" * (MOST_LINES + 1), "cause_too_many_lines"),
        (CauseTool.FISHBONE, "a" * (LONGEST_LINE + 1), "cause_line_too_long"),
        (CauseTool.PARETO, "Mangler skjema", "cause_line_without_count"),
        (CauseTool.PARETO, "Mangler skjema: -2", "cause_line_without_count"),
        (CauseTool.PROCESS, "Leser; saksbehandler; lenge", "cause_line_without_minutes"),
    ],
)
def test_what_cannot_be_read_is_told_at_the_lines(tool: CauseTool, typed: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_items(tool, typed)
    assert (refused.value.code, refused.value.field) == (code, "lines")


def test_a_step_without_a_time_counts_as_none() -> None:
    assert total_minutes(read_items(CauseTool.PROCESS, "Leser; 20\nVenter\nSvarer; leder; 5")) == 25
