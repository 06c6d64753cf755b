"""Excel files of a chart's numbers: numbers are numbers, words are words, and nothing is a formula or a link."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from qi_tracker.exchange.chart_table import ChartTable
from qi_tracker.exchange.xlsx_writer import xlsx_file
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import Language
from tests.charts.samples import gallery
from tests.exchange.tables_to_write import FORMULAS, HARMLESS, table_of, table_with

WORDS = words_for(Language.BOKMAL)


def parts(content: bytes) -> dict[str, str]:
    """The files in the workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        return {name: workbook.read(name).decode() for name in workbook.namelist()}


def sheet(content: bytes, number: int = 0) -> list[list[object]]:
    """The cells of a sheet; "" where there is none."""
    with CalamineWorkbook.from_object(io.BytesIO(content)) as workbook:
        return [list(row) for row in workbook.get_sheet_by_index(number).to_python(skip_empty_area=False)]


@pytest.mark.parametrize("name", [name for name in gallery() if name not in ("empty", "hostile")])
def test_every_number_comes_back_exactly_and_as_a_number(name: str) -> None:
    table = table_of(name)
    read = sheet(xlsx_file(table, WORDS))
    assert tuple(read[0]) == table.headers
    for row, found in zip(table.rows, read[1:], strict=True):
        # A workbook is written with 16 digits, one more than Excel shows.
        assert found == [pytest.approx(cell, rel=1e-15) if isinstance(cell, float) else cell or "" for cell in row]


def test_a_chart_without_numbers_makes_a_file_too() -> None:
    assert sheet(xlsx_file(table_of("empty"), WORDS)) == [["Periode", "Verdi (barn)"]]


@pytest.mark.parametrize("text", (*FORMULAS, *HARMLESS))
def test_no_cell_is_anything_but_its_text(text: str) -> None:
    content = xlsx_file(table_with((text,)), WORDS)
    found = parts(content)
    assert not any("<f>" in part or "<hyperlink" in part for part in found.values())
    kinds = re.findall(r'<c r="[AC]2"[^>]*t="(\w+)"', found["xl/worksheets/sheet1.xml"])
    assert kinds == ["s", "s"]
    (first, number, last) = sheet(content)[1]
    assert (first, number) == (last, 12.5)
    assert first == text if text in HARMLESS else str(first).lstrip(" \u00a0") in text


def test_the_heading_stays_in_sight_and_is_repeated_on_paper() -> None:
    found = parts(xlsx_file(table_of("proportion"), WORDS))
    assert 'ySplit="1"' in found["xl/worksheets/sheet1.xml"]
    assert 'state="frozen"' in found["xl/worksheets/sheet1.xml"]
    assert "_xlnm.Print_Titles" in found["xl/workbook.xml"]
    assert 'formatCode="#,##0.0"' in found["xl/styles.xml"]


@pytest.mark.parametrize(
    ("language", "names"), [(Language.BOKMAL, ["Tall", "Om tallene"]), (Language.NYNORSK, ["Tal", "Om tala"])]
)
def test_another_sheet_says_what_the_numbers_are(language: Language, names: list[str]) -> None:
    table = replace(
        table_of("proportion"), facts=(("Indikator", "Barn"), ("Hva som telles", "Alle barn.\r\nIkke voksne."))
    )
    content = xlsx_file(table, words_for(language))
    with CalamineWorkbook.from_object(io.BytesIO(content)) as workbook:
        assert workbook.sheet_names == names
    assert sheet(content, 1) == [["Indikator", "Barn"], ["Hva som telles", "Alle barn.\nIkke voksne."]]


def test_a_text_that_is_too_long_for_excel_is_cut_where_one_sees_it() -> None:
    found = str(sheet(xlsx_file(table_with(("a" * 40_000,)), WORDS))[1][0])
    assert (len(found), found[-1]) == (32_767, "…")


def test_the_same_content_is_the_same_bytes() -> None:
    table = table_of("three phases")
    assert xlsx_file(table, WORDS) == xlsx_file(table, WORDS)


def test_no_zero_before_a_number_is_lost() -> None:
    table = ChartTable("", ("Kommune",), (("0301",),), (0,), (), Language.BOKMAL)
    assert sheet(xlsx_file(table, WORDS))[1] == ["0301"]
