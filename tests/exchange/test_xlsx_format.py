"""Excel files: what is read, and what never gets as far as the reader."""

import io
import struct
import zipfile
from datetime import date

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange import xlsx_guard
from qi_tracker.exchange.raw_table import RawTable
from qi_tracker.exchange.read_settings import ReadSettings
from qi_tracker.exchange.tables import read_table
from tests.exchange.workbooks import Value, encrypted_looking, rewritten, with_part, workbook

ROWS: list[list[Value]] = [["Dato", "Teller", "Nevner"], [date(2025, 1, 1), 5, 12], [date(2025, 2, 1), 6, 12]]
SHEET = "xl/worksheets/sheet1.xml"


def cells(table: RawTable) -> list[list[str | float]]:
    return [list(row) for row in table.rows]


def refusal(data: bytes, settings: ReadSettings | None = None) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_table(data, settings or ReadSettings())
    return refused.value.code


def test_days_are_iso_text_and_numbers_are_numbers() -> None:
    table = read_table(workbook({"Ark1": ROWS}))
    assert (table.format, table.sheet, table.encoding, table.delimiter) == ("xlsx", "Ark1", None, None)
    assert cells(table) == [["Dato", "Teller", "Nevner"], ["2025-01-01", 5.0, 12.0], ["2025-02-01", 6.0, 12.0]]


def test_table_that_begins_far_down_keeps_its_row_numbers() -> None:
    above: list[list[Value]] = [[], ["Tall fra Nav"], []]
    table = read_table(workbook({"Ark1": above + [[None, None, *row] for row in ROWS]}))
    assert table.rows[3][2] == "Dato"


def test_per_cent_cell_is_read_as_it_is_shown() -> None:
    table = read_table(workbook({"Ark1": [["Dato", "Andel"], [date(2025, 1, 1), 0.125]]}, formats={1: "0.0 %"}))
    assert table.rows[1][1] == "12.5 %"


def test_per_cent_sign_in_a_literal_is_no_per_cent() -> None:
    table = read_table(workbook({"Ark1": [["Dato", "A"], [date(2025, 1, 1), 3]]}, formats={1: '0" %-poeng"'}))
    assert table.rows[1][1] == 3.0


def test_stored_value_of_a_formula_is_read_and_nothing_computed() -> None:
    data = workbook({"Ark1": ROWS})
    data = rewritten(data, SHEET, lambda xml: xml.replace(b"<v>5</v>", b"<f>1+1</f><v>41</v>"))
    assert read_table(data).rows[1][1] == 41.0


def test_sheet_with_measurements_is_chosen_among_others() -> None:
    notes: list[list[Value]] = [["Dette er notater"], ["om tallene"]]
    table = read_table(workbook({"Les meg": notes, "Tall": ROWS, "Tom": [], "Skjult": ROWS * 9}, hidden=["Skjult"]))
    assert (table.sheet, table.sheets) == ("Tall", ("Les meg", "Tall"))
    assert table.other_sheets["Les meg"] == [["Dette er notater"], ["om tallene"]]


def test_sheet_can_be_chosen() -> None:
    data = workbook({"A": ROWS, "B": [["Dato", "x"], [date(2024, 1, 1), 1]]})
    assert read_table(data, ReadSettings(sheet="B")).rows[1] == ["2024-01-01", 1.0]
    assert refusal(data, ReadSettings(sheet="C")) == "sheet_not_found"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (b'<c r="XFD1048576"><v>1</v></c>', "too_many_columns"),
        (b'<c r="A1048576"><v>1</v></c>', "too_many_rows"),
        (b'<c r="CZ2"><v>1</v></c>', "too_many_columns"),
        (b'<c r="A30000"><v>1</v></c>', "too_many_rows"),
        (b'<c r="XFD1048576" t="str"><f>1</f></c>', "too_many_columns"),
        (b"<c><v>1</v></c>" * 200, "too_many_columns"),
    ],
)
def test_cell_far_out_is_refused_before_room_is_made_for_it(cell: bytes, code: str) -> None:
    data = rewritten(
        workbook({"Ark1": ROWS}), SHEET, lambda xml: xml.replace(b"</row></sheetData>", cell + b"</row></sheetData>")
    )
    assert len(data) < 8000
    assert refusal(data) == code


def test_claimed_dimension_is_not_believed() -> None:
    data = rewritten(workbook({"Ark1": ROWS}), SHEET, lambda xml: xml.replace(b'ref="A1:C3"', b'ref="A1:XFD1048576"'))
    assert cells(read_table(data))[2] == ["2025-02-01", 6.0, 12.0]


def test_coloured_empty_cells_far_down_do_no_harm() -> None:
    empty = b'<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>'
    data = rewritten(workbook({"Ark1": ROWS}), SHEET, lambda xml: xml.replace(b"</sheetData>", empty))
    assert len(read_table(data).rows) == 3


def test_unpacked_size_is_counted_while_reading() -> None:
    data = with_part(workbook({"Ark1": ROWS}), "xl/media/picture.bin", bytes(60 * 1024 * 1024))
    assert len(data) < 200_000
    assert refusal(data) == "unpacked_too_large"


def test_size_that_the_zip_directory_claims_is_not_believed() -> None:
    data = bytearray(with_part(workbook({"Ark1": ROWS}), "xl/media/picture.bin", bytes(60 * 1024 * 1024)))
    directory_entry = data.rindex(b"PK\x01\x02")
    data[directory_entry + 24 : directory_entry + 28] = struct.pack("<I", 10)
    assert refusal(bytes(data)) in {"unpacked_too_large", "damaged_file"}


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_than_offices_are_refused(compression: int) -> None:
    file = io.BytesIO(workbook({"Ark1": ROWS}))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("x.bin", bytes(1000), compression)
    assert refusal(file.getvalue()) == "damaged_file"


def test_part_that_claims_an_unknown_encoding_is_a_damaged_file() -> None:
    data = rewritten(
        workbook({"Ark1": ROWS}), SHEET, lambda xml: xml.replace(b'encoding="UTF-8"', b'encoding="UTF-8x"')
    )
    assert refusal(data) == "damaged_file"


def test_many_parts_are_refused() -> None:
    file = io.BytesIO(workbook({"Ark1": ROWS}))
    with zipfile.ZipFile(file, "a") as archive:
        for part in range(1001):
            archive.writestr(f"x/{part}", b"")
    assert refusal(file.getvalue()) == "unpacked_too_large"


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_document_type_declaration_is_refused(part: str) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    data = rewritten(workbook({"Ark1": ROWS}), part, lambda xml: xml.replace(b"?>", b"?>" + laughs, 1))
    assert refusal(data) == "unsafe_file"


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = with_part(workbook({"Ark1": ROWS}), SHEET, b"<worksheet/>")
    assert refusal(data) == "unsafe_file"


def test_workbook_with_a_macro_is_read_and_the_macro_is_not() -> None:
    data = with_part(workbook({"Ark1": ROWS}), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(100))
    assert len(read_table(data).rows) == 3


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
def test_broken_part_is_a_damaged_file(part: str) -> None:
    assert refusal(rewritten(workbook({"Ark1": ROWS}), part, lambda xml: xml[:-20])) == "damaged_file"


def test_truncated_file_is_damaged() -> None:
    data = workbook({"Ark1": ROWS})
    assert refusal(data[: len(data) // 2]) in {"damaged_file", "wrong_file_type"}


def test_password_protected_and_old_files_are_told_apart() -> None:
    assert refusal(encrypted_looking()) == "password_protected"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)) == "old_excel_file"


def test_workbook_without_cells_is_empty() -> None:
    assert refusal(workbook({"Ark1": [], "Ark2": []})) == "empty_file"


def test_guard_is_what_refuses_the_lying_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted defect: with the bound taken away the same file gets past the guard."""
    far = b'<c r="CZ2"><v>1</v></c></row></sheetData>'
    data = rewritten(workbook({"Ark1": ROWS}), SHEET, lambda xml: xml.replace(b"</row></sheetData>", far))
    monkeypatch.setattr(xlsx_guard, "MAX_AREA", 10**12)
    assert xlsx_guard.measure_workbook(data)["Ark1"].last_column == 104
