"""Each bad input is answered with its code, and with a sentence in three languages."""

from collections.abc import Mapping
from datetime import date

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.messages import FIELD_SENTENCES, SENTENCES, problem_sentence, refusal_sentence
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.problems import ProblemCode
from qi_tracker.exchange.tables import REFUSED
from qi_tracker.i18n.translate import TextKey, load_texts, words_for
from qi_tracker.vocabulary import Language
from tests.exchange.workbooks import Value, encrypted_looking, rewritten, with_part, workbook

TODAY = date(2025, 6, 15)
TABLE: list[list[Value]] = [["Dato", "Verdi"], [date(2025, 1, 1), 5.0]]
ODS = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" + bytes(100)

UNREADABLE: dict[str, tuple[bytes, str, str]] = {
    # what it is: the bytes, the code, a part of the sentence in bokmål
    "nothing": (b"", "empty_file", "ingenting å lese"),
    "blanks": (b" \r\n\t;;\n", "empty_file", "ingenting å lese"),
    "byte order mark": (b"\xef\xbb\xbf", "empty_file", "ingenting å lese"),
    "workbook without cells": (workbook({"A": []}), "empty_file", "ingenting å lese"),
    "picture called .csv": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "wrong_file_type", "ikke en tabell"),
    "photograph": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "wrong_file_type", "ikke en tabell"),
    "web page called .csv": (b"\n<!DOCTYPE html><html><p>5;6</p></html>", "wrong_file_type", "ikke en tabell"),
    "PDF": (b"%PDF-1.7\n1 0 obj", "wrong_file_type", "ikke en tabell"),
    "program": (b"\x7fELF" + bytes(range(256)) * 20, "wrong_file_type", "ikke en tabell"),
    "Word document": (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "wrong_file_type", "ikke en tabell"),
    "OpenDocument": (ODS, "open_document_file", ".ods"),
    "Excel before 2007": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_excel_file", ".xls"),
    "password": (encrypted_looking(), "password_protected", "passord"),
    "broken workbook": (
        rewritten(workbook({"A": TABLE}), "xl/workbook.xml", lambda xml: xml[:-9]),
        "damaged_file",
        "kan ikke åpnes",
    ),
    "entities": (
        rewritten(workbook({"A": TABLE}), "xl/workbook.xml", lambda xml: xml.replace(b"?>", b"?><!DOCTYPE a []>", 1)),
        "unsafe_file",
        "ikke hører hjemme",
    ),
    "six megabytes": (b"1;2\n" * 1_500_000, "file_too_large", "større enn 5 MB"),
    "zip bomb": (with_part(workbook({"A": TABLE}), "a.bin", bytes(51 * 1024 * 1024)), "unpacked_too_large", "for stor"),
    "20 001 rows": (b"Dato;Verdi\n" + b"2025-01-01;1\n" * 20_001, "too_many_rows", "Tabellen har mer enn 20"),
    "4 million lines": (b"\n" * 4_000_000 + b"1", "too_many_rows", "rader"),
    "101 columns": (b";".join([b"1"] * 101), "too_many_columns", "mer enn 100 kolonner"),
    "endless cell": (b"a;" + b"b" * 40_000, "wrong_file_type", "ikke en tabell"),
}

DOUBTFUL: dict[str, tuple[str, ProblemCode, int | None, str]] = {
    # what it is: the table, the code, the row, a part of the sentence in bokmål
    "only column names": ("Dato;Teller;Nevner\n", ProblemCode.NO_ROWS, None, "ingen rader"),
    "no dates": ("Sted;Teller;Nevner\nNord;1;2\nSør;1;2\n", ProblemCode.NO_DATE_COLUMN, None, "har datoer"),
    "no numbers": ("Dato;Kommentar\n01.01.2025;ny\n", ProblemCode.NO_NUMBER_COLUMN, None, "har tall"),
    "two dates": (
        "Dato;Registrert;Verdi\n01.01.2025;03.01.2025;5\n01.02.2025;03.02.2025;6\n",
        ProblemCode.TWO_DATE_COLUMNS,
        1,
        "«Dato» og «Registrert»",
    ),
    "dot or thousands": ("Dato;Verdi\n01.01.2025;1.500\n", ProblemCode.AMBIGUOUS_DECIMAL, 1, "«1.500» kan leses på to"),
    "no date": ("Dato;Verdi\n01.01.2025;5\n;6\n", ProblemCode.MISSING_DATE, 3, "Datoen mangler"),
    "no such day": (
        "Dato;Verdi\n01.01.2025;5\n31.02.2025;6\n",
        ProblemCode.BAD_DATE,
        3,
        "«31.02.2025» er ikke en dato",
    ),
    "no year": ("Dato;Verdi\n01.01.2025;5\n1/2;6\n", ProblemCode.DATE_WITHOUT_YEAR, 3, "mangler årstall"),
    "future": ("Dato;Verdi\n01.06.2025;5\n01.07.2025;6\n", ProblemCode.FUTURE_DATE, 3, "1. juli 2025 har ikke vært"),
    "twice": ("Dato;Verdi\n01.01.2025;5\n01.02.2025;6\n01.02.2025;7\n", ProblemCode.DUPLICATE_DATE, 4, "Rad 3 gjelder"),
    "text": ("Dato;Verdi\n01.01.2025;5\n01.02.2025;ca. 6\n", ProblemCode.TEXT_IN_NUMBER, 3, "«ca. 6» er ikke et tall"),
    "only text": ("Dato;Verdi\n01.01.2025;mange\n", ProblemCode.TEXT_IN_NUMBER, 2, "«mange» er ikke et tall"),
    "formula": ("Dato;Verdi\n01.01.2025;5\n01.02.2025;#DIV/0!\n", ProblemCode.FORMULA_ERROR, 3, "#DIV/0!"),
    "hidden": ("Dato;Verdi\n01.01.2025;5\n01.02.2025;<5\n", ProblemCode.SUPPRESSED_VALUE, 3, "«<5» skjuler"),
    "two signs": (
        "Dato;Verdi\n01.01.2025;4,5\n01.02.2025;4,6\n01.03.2025;4.7\n",
        ProblemCode.AMBIGUOUS_NUMBER,
        4,
        "«4.7»",
    ),
    "code": ("Dato;Verdi\n01.01.2025;5\n01.02.2025;0301\n", ProblemCode.LEADING_ZERO, 3, "«0301» begynner med null"),
    "huge": (f"Dato;Verdi\n01.01.2025;5\n01.02.2025;{'9' * 20}\n", ProblemCode.NUMBER_TOO_LARGE, 3, "for stort"),
    "negative": ("Dato;Teller;Nevner\n01.01.2025;-5;12\n", ProblemCode.NEGATIVE_NUMBER, 2, "−5 er under null"),
    "part above whole": (
        "Dato;Teller;Nevner\n01.01.2025;13;12\n",
        ProblemCode.NUMERATOR_ABOVE_DENOMINATOR,
        2,
        "Telleren (13) er større enn nevneren (12)",
    ),
    "of none": ("Dato;Teller;Nevner\n01.01.2025;0;0\n", ProblemCode.ZERO_DENOMINATOR, 2, "Nevneren er null"),
    "no part": ("Dato;Teller;Nevner\n01.01.2025;;12\n", ProblemCode.MISSING_NUMERATOR, 2, "Telleren mangler"),
    "no whole": ("Dato;Teller;Nevner\n01.01.2025;5;\n", ProblemCode.MISSING_DENOMINATOR, 2, "Nevneren mangler"),
    "personal number": ("Dato;Verdi\n01.01.2025;01813250035\n", ProblemCode.PERSONAL_NUMBER, 2, "et fødselsnummer"),
    "total": ("Dato;Verdi\n01.01.2025;5\nI alt;5\n", ProblemCode.TOTAL_ROW, 3, "summerer andre rader"),
    "note": ("Dato;Verdi\n01.01.2025;5\nKilde: Nav\n", ProblemCode.NOT_A_DATA_ROW, 3, "ingen tall"),
    "units": ("Dato;Verdi\n;antall\n01.01.2025;5\n", ProblemCode.UNITS_ROW, 2, "regnet i"),
    "heading again": (
        "Dato;Verdi\n01.01.2025;5\nDato;Verdi\n01.02.2025;5\n",
        ProblemCode.REPEATED_HEADING,
        3,
        "gjentar kolonnenavnene",
    ),
    "several series": (
        "Indikator;jan 2025;feb 2025\nA;1;2\nB;3;4\nC;5;6\nD;7;8\n",
        ProblemCode.SEVERAL_SERIES,
        None,
        "«A» er lest",
    ),
    "totals": (";jan 2025;feb 2025;Sum\nAntall;1;2;3\n", ProblemCode.TOTALS_LEFT_OUT, None, "summerer resten: Sum"),
}
"""Facts about sheets have their examples among the files: `test_imported_files.py`."""


def in_other_languages(sentence_in: dict[Language, str]) -> bool:
    """Whether there is a sentence in each language, filled in, and no two are alike."""
    return len(set(sentence_in.values())) == len(Language) and not any("%(" in text for text in sentence_in.values())


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_is_answered_in_words(name: str) -> None:
    data, code, part = UNREADABLE[name]
    with pytest.raises(InvalidInput) as refused:
        preview(data, TODAY)
    assert refused.value.code == code
    sentences = {language: refusal_sentence(refused.value, words_for(language)) for language in Language}
    assert part in sentences[Language.BOKMAL]
    assert in_other_languages(sentences)


@pytest.mark.parametrize("name", DOUBTFUL)
def test_doubtful_table_is_answered_in_words(name: str) -> None:
    text, code, row, part = DOUBTFUL[name]
    found = preview(text, TODAY)
    assert [(problem.code, problem.row) for problem in found.problems] == [(code, row)]
    (problem,) = found.problems
    sentences = {language: problem_sentence(problem, words_for(language)) for language in Language}
    assert part in sentences[Language.BOKMAL]
    assert in_other_languages(sentences)


def test_every_problem_has_an_example_here() -> None:
    of_sheets = {
        ProblemCode.HIDDEN_SHEETS,
        ProblemCode.HIDDEN_ROWS,
        ProblemCode.SHEETS_ALIKE,
        ProblemCode.SHEETS_TOGETHER,
    }
    # What becomes of rows that a person has decided about: test_duplicates.py.
    decided = {ProblemCode.DUPLICATE_LEFT_OUT, ProblemCode.ADDED_TO_ANOTHER}
    assert {code for _, code, _, _ in DOUBTFUL.values()} | of_sheets | decided == set(ProblemCode)


def test_every_refusal_has_an_example_here_or_elsewhere() -> None:
    elsewhere = {"sheet_not_found", "unreadable_text", "file_not_found"}
    # What `analyse` refuses: tests/test_analyse.py.
    elsewhere |= {"no_number_that_day", "chart_not_written", "chart_wrong_ending"}
    elsewhere |= {"freeze_in_phases", "freeze_holds_nothing"}
    # What official statistics are refused with: test_jsonstat.py and test_statistics_files.py.
    elsewhere |= {code for code in SENTENCES if code.startswith("statistics_")}
    shown = {code for _, code, _ in UNREADABLE.values()}
    assert shown | elsewhere == set(SENTENCES) - {code.value for code in ProblemCode}
    assert {kind.code for kind in REFUSED} <= shown


def untranslated(texts: Mapping[TextKey, object]) -> list[str]:
    return [text for text in {*SENTENCES.values(), *FIELD_SENTENCES.values()} if (None, text) not in texts]


@pytest.mark.parametrize("language", [Language.BOKMAL, Language.NYNORSK])
def test_every_sentence_is_translated(language: Language) -> None:
    assert untranslated(load_texts(language)) == []


def test_missing_translation_is_noticed() -> None:
    """The planted defect: one entry taken out of the catalogue."""
    texts = load_texts(Language.NYNORSK)
    gone = SENTENCES["bad_date"]
    del texts[None, gone]
    assert untranslated(texts) == [gone]


def test_nothing_is_lost_beside_a_bad_row() -> None:
    found = preview("Dato;Verdi;Kommentar\n01.01.2025;5;a\n01.02.2025;x;b\n01.03.2025;7;c\n", TODAY)
    assert [point.value for point in found.points] == [5, 7]
    assert found.rows[1].cells == ("01.02.2025", "x", "b")
    assert not found.is_ready


def test_quoted_cell_is_shortened() -> None:
    found = preview(f"Dato;Verdi\n01.01.2025;5\n01.02.2025;{'x' * 500}\n", TODAY)
    assert found.problems[0].params["text"] == "x" * 40 + "…"
