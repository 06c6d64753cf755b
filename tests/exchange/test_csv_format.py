"""Encoding, delimiter and quoting of text files."""

import codecs

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.csv_format import find_delimiter, find_encoding
from qi_tracker.exchange.read_settings import ReadSettings
from qi_tracker.exchange.tables import read_table

ROWS = (("Måned", "Møtt", "Innkalt"), ("2025-01-01", "5", "12"), ("2025-02-01", "6", "12"))
TEXT = "".join(";".join(row) + "\r\n" for row in ROWS)


def cells(source: bytes | str, settings: ReadSettings | None = None) -> list[tuple[object, ...]]:
    return [tuple(row) for row in read_table(source, settings or ReadSettings()).rows]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
    ],
)
def test_encoding_is_found(data: bytes, encoding: str) -> None:
    assert find_encoding(data) == encoding
    assert cells(data) == list(ROWS)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_is_found(delimiter: str, line_end: str) -> None:
    text = line_end.join(delimiter.join(row) for row in ROWS)
    assert read_table(text.encode()).delimiter == delimiter
    assert cells(text.encode()) == list(ROWS)


def test_decimal_comma_is_not_taken_for_a_delimiter() -> None:
    assert find_delimiter("Dato;Verdi\n2025-01-01;4,5\n2025-02-01;5,5\n") == ";"
    assert find_delimiter("2025-01-01;4,5\n2025-02-01;5,5\n") == ";"


def test_single_column_has_no_delimiter() -> None:
    assert find_delimiter("Verdi\n4\n5\n") is None
    assert cells(b"Verdi\n4\n5\n") == [("Verdi",), ("4",), ("5",)]


def test_announced_delimiter_is_used_and_row_numbers_stay() -> None:
    table = read_table(b"sep=|\na|b\n1;2|3;4\n")
    assert table.delimiter == "|"
    assert [tuple(row) for row in table.rows] == [(), ("a", "b"), ("1;2", "3;4")]


def test_quoted_cell_keeps_delimiter_and_new_line() -> None:
    assert cells(b'Dato;Kommentar\n2025-01-01;"a;b\nc"\n')[1] == ("2025-01-01", "a;b\nc")


def test_quotation_mark_that_never_ends_does_not_swallow_the_table() -> None:
    assert cells(b'Dato;Kommentar\n2025-01-01;17" skjerm\n2025-02-01;"ny\n2025-03-01;\n')[3] == ("2025-03-01",)


def test_empty_rows_and_columns_at_the_end_are_dropped() -> None:
    assert cells(b"a;b;;\n1;2;;\n;;;\n\n") == [("a", "b"), ("1", "2")]


def test_a_persons_choice_goes_before_what_is_found() -> None:
    settings = ReadSettings(encoding="cp1252", delimiter=",")
    assert cells("Måned;a,b\n".encode("cp1252"), settings) == [("Måned;a", "b")]


@pytest.mark.parametrize("encoding", ["utf-7", "rot13", "idna", "no such"])
def test_only_encodings_of_text_files_can_be_chosen(encoding: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_table(b"a;b\n1;2\n", ReadSettings(encoding=encoding))
    assert refused.value.code == "unreadable_text"


def test_paste_from_a_spreadsheet_is_read() -> None:
    table = read_table("Dato\tVerdi\r\n01.02.2025\t4,5\r\n")
    assert (table.format, table.encoding, table.delimiter) == ("paste", None, "\t")
    assert table.rows[1] == ["01.02.2025", "4,5"]
