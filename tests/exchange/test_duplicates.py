"""Several rows in one period and group: asked about, and then what was decided."""

from datetime import date

import pytest

from qi_tracker.exchange.import_preview import RowStatus
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.problems import ProblemCode
from qi_tracker.exchange.read_settings import Duplicates, ReadSettings
from qi_tracker.vocabulary import Frequency, ValueType

TODAY = date(2026, 3, 1)
TABLE = (
    "Måned;Skole;Teller;Nevner;Merknad\n"
    "2026-01;Nord;1;10;først\n2026-01;Sør;2;20;\n2026-01;Nord;3;30;sist\n2026-02;Nord;4;40;\n"
)

# The way → (period, group, numerator, denominator) of what is left.
LEFT = {
    Duplicates.FIRST: [("Nord", 1, 10), ("Sør", 2, 20), ("Nord", 4, 40)],
    Duplicates.LAST: [("Sør", 2, 20), ("Nord", 3, 30), ("Nord", 4, 40)],
    Duplicates.SUM: [("Nord", 4, 40), ("Sør", 2, 20), ("Nord", 4, 40)],
    Duplicates.SKIP: [("Sør", 2, 20), ("Nord", 4, 40)],
}


def test_nothing_is_decided_silently() -> None:
    found = preview(TABLE, TODAY)
    assert [(problem.code, problem.row) for problem in found.problems] == [(ProblemCode.DUPLICATE_DATE, 4)]
    assert not found.is_ready


@pytest.mark.parametrize("way", LEFT)
def test_what_was_decided_is_done_and_said(way: Duplicates) -> None:
    found = preview(TABLE, TODAY, ReadSettings(duplicates=way))
    assert found.is_ready
    assert [(point.stratum, point.numerator, point.denominator) for point in found.points] == LEFT[way]
    left_out = [row for row in found.rows if row.status is RowStatus.LEFT_OUT]
    assert len(left_out) + len(found.points) == len(found.rows)
    expected = ProblemCode.ADDED_TO_ANOTHER if way is Duplicates.SUM else ProblemCode.DUPLICATE_LEFT_OUT
    assert {problem.code for row in left_out for problem in row.problems} == {expected}


def test_a_sum_keeps_both_comments() -> None:
    found = preview(TABLE, TODAY, ReadSettings(duplicates=Duplicates.SUM))
    assert found.points[0].comment == "først · sist"


def test_a_sum_that_lacks_a_part_is_no_number() -> None:
    table = "Måned;Antall\n2026-01;1\n2026-01;-\n2026-02;3\n"
    settings = ReadSettings(duplicates=Duplicates.SUM, value_type=ValueType.COUNT, frequency=Frequency.MONTH)
    assert [point.value for point in preview(table, TODAY, settings).points] == [None, 3]
