"""What the program gives away it takes back: each file of a chart's numbers, imported, is the same numbers."""

from datetime import date

import pytest

from qi_tracker.exchange.chart_table import ChartTable
from qi_tracker.exchange.csv_writer import csv_file
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.xlsx_writer import xlsx_file
from qi_tracker.i18n.translate import words_for
from tests.charts.samples import gallery
from tests.exchange.tables_to_write import table_of

TODAY = date(2040, 1, 1)
FILES = {
    "csv": csv_file,
    "xlsx": lambda table: xlsx_file(table, words_for(table.language)),
}


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("name", ["improved", "proportion", "days", "many weeks"])
def test_a_file_is_imported_without_a_correction(name: str, ending: str) -> None:
    sample = gallery()[name]
    table: ChartTable = table_of(name)
    found = preview(FILES[ending](table), TODAY)
    assert found.problems == ()
    for point, read in zip(sample.result.points, found.points, strict=True):
        has_denominator = point.denominator is not None
        assert read.date == point.date
        assert (read.numerator, read.denominator) == (
            (point.numerator, point.denominator) if has_denominator else (None, None)
        )
        assert read.value == (None if has_denominator else point.value)
