"""Text files of a chart's numbers: exact, as spreadsheets of the reader's country expect them, and never a formula."""

import csv
import io

import pytest

from qi_tracker.exchange.chart_table import ChartTable
from qi_tracker.exchange.csv_writer import csv_file
from qi_tracker.vocabulary import Language
from tests.charts.samples import gallery
from tests.exchange.tables_to_write import FORMULAS, HARMLESS, table_of, table_with


def cells(content: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("name", gallery())
def test_every_number_comes_back_exactly(name: str) -> None:
    table = table_of(name)
    read = cells(csv_file(table))
    assert len(read) == 1 + len(table.rows)
    for row, written in zip(table.rows, read[1:], strict=True):
        for cell, text in zip(row, written, strict=True):
            if not isinstance(cell, str):
                assert (float(text.replace(",", ".")) if text else None) == cell
                assert "e" not in text.lower()


def test_norwegian_and_english_spreadsheets_open_it_with_two_clicks() -> None:
    table = ChartTable(
        "", ("Periode", "Verdi"), (("mai 2025", 12.5), ("juni 2025", None)), (0, 1), (), Language.NYNORSK
    )
    assert csv_file(table) == "\ufeffPeriode;Verdi\r\nmai 2025;12,5\r\njuni 2025;\r\n".encode()
    english = ChartTable("", ("Period", "Value"), (("May 2025", -1250.5),), (0, 1), (), Language.ENGLISH)
    assert csv_file(english) == "\ufeffPeriod,Value\r\nMay 2025,-1250.5\r\n".encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1e16, "10000000000000000"),
        (1e-7, "0,0000001"),
        (100.0, "100"),
        (1 / 3, "0,3333333333333333"),
    ],
)
def test_a_number_is_written_with_its_digits(value: float, text: str) -> None:
    table = ChartTable("", ("Verdi",), ((value,),), (0,), (), Language.BOKMAL)
    assert cells(csv_file(table))[1] == [text]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str, language: Language) -> None:
    content = csv_file(table_with((text,), language))
    for row in cells(content, "," if language is Language.ENGLISH else ";"):
        for cell in row:
            bare = cell.strip("\"' \u00a0\u200b\ufeff")
            assert bare[:1] not in tuple("=+-@＝−") or cell.startswith("'"), cell
            assert not set(cell) & set("\t\r\n\x00\u202e")


def test_a_text_that_is_no_formula_stays_as_it_is() -> None:
    assert [row[0] for row in cells(csv_file(table_with(HARMLESS)))[1:]] == list(HARMLESS)


def test_signs_of_the_format_stay_within_their_cell() -> None:
    odd = ('a;b"c', "to\r\nlinjer", "\ud800løs")
    assert [row[0] for row in cells(csv_file(table_with(odd)))[1:]] == ['a;b"c', "to linjer", "løs"]
