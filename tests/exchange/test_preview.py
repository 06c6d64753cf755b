"""What a table becomes: header, roles, signs, order, period and points."""

import csv
from datetime import date
from pathlib import Path

import pytest

from qi_tracker.exchange import masking
from qi_tracker.exchange.import_preview import ImportPreview, RowStatus, column_letter
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.read_settings import ReadSettings
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole, ValueType
from tests.exchange.workbooks import workbook

TODAY = date(2026, 3, 1)
FILES = Path(__file__).parents[1] / "data/csv"

Numbers = tuple[float | None, float | None, float | None]


def read(text: str, settings: ReadSettings | None = None) -> ImportPreview:
    return preview(text.encode(), TODAY, settings or ReadSettings())


def roles(found: ImportPreview) -> str:
    """The roles by their first letters: d n t(denominator) v c p f s, - for unused."""
    letters = {ImportRole.DENOMINATOR: "t", ImportRole.IGNORE: "-"}
    return "".join(letters.get(column.role, column.role[0]) for column in found.columns)


def numbers(found: ImportPreview) -> list[Numbers]:
    return [(point.numerator, point.denominator, point.value) for point in found.points]


def codes(found: ImportPreview) -> list[tuple[str, int | None]]:
    return [(problem.code.value, problem.row) for problem in found.problems]


# --- the four files made elsewhere -----------------------------------------------------------------------------------

EXPECTED = {
    # columns: date, numerator, denominator, value, comment; then what is found
    "sample_p.csv": ((0, 1, 2, None, 3), "dntc", None, "dmy", Frequency.MONTH),
    "sample_run.csv": ((0, 1, 2, None, 3), "dntc", None, "ymd", Frequency.MONTH),
    "spc_exampledata.csv": ((2, 3, 4, None, 5), "pfdntc", None, "dmy", Frequency.MONTH),
    "time_hours.csv": ((0, None, None, 1, 2), "dvc", ".", "ymd", Frequency.WEEK),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_file_made_elsewhere_is_read_without_correction(name: str) -> None:
    places, expected_roles, decimal, order, frequency = EXPECTED[name]
    data = (FILES / name).read_bytes()
    found = preview(data, TODAY)
    # Read once more, independently of what is tested.
    rows = [line.split(";") for line in data.decode("utf-8").splitlines()[1:]]
    expected = []
    for row in rows:
        written = row[places[0]].split("-")
        day = date(*map(int, written if order == "ymd" else reversed(written)))
        cells = [None if place is None or not row[place] else row[place] for place in places[1:]]
        expected.append((day, *(None if cell is None else float(cell) for cell in cells[:3]), cells[3]))
    got = [(point.date, point.numerator, point.denominator, point.value, point.comment) for point in found.points]
    assert got == expected
    assert len(got) in {24, 30, 36}
    assert found.problems == ()
    assert found.is_ready
    assert (roles(found), found.encoding, found.delimiter) == (expected_roles, "utf-8", ";")
    assert (found.decimal, found.date_order, found.frequency, found.header_row) == (decimal, order, frequency, 1)
    assert not any(point.starts_phase or point.freezes for point in found.points)


# --- roles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Dato;Teller;Nevner;Merknad", "01.02.2025;5;12;ny", "dntc"),
        ("Dato;Teljar;Nemnar;Merknad", "01.02.2025;5;12;ny", "dntc"),
        ("Dato;Tæller;Nævner;Bemærkning", "01.02.2025;5;12;ny", "dntc"),
        ("Datum;Täljare;Nämnare;Kommentar", "2025-02-01;5;12;ny", "dntc"),
        ("Date;Numerator;Denominator;Comment", "2025-02-01;5;12;new", "dntc"),
        ("DATO ;nevner;teller", "01.02.2025;12;5", "dtn"),
        ("Måned;Antall møtt;Antall innkalt", "feb. 2025;5;12", "dnt"),
        ("Måned;Innkalt;Møtt", "feb. 2025;12;5", "dtn"),
        ("Måned;Møtt;Innkalt;Andel", "feb. 2025;5;12;41,7 %", "dnt-"),
        ("Måned;Andel;Møtt;Innkalt", "feb. 2025;0,417;5;12", "d-nt"),
        ("Måned;Andel", "feb. 2025;41,7 %", "dv"),
        ("Uke;Prosent", "uke 5 2025;41", "dv"),
        ("Periode;Ventetid i dager", "2. kvartal 2025;14", "dv"),
        ("Dato;Antall", "01.02.2025;5", "dv"),
        ("Dato;Skole;Teller;Nevner", "01.02.2025;Nord;5;12", "dsnt"),
        ("Dato;Verdi;Fase;Frys", "01.02.2025;5;før;", "dvpf"),
        ("År;Verdi", "2024;5", "dv"),
        ("Kommentar;Verdi;Dato", "x;5;01.02.2025", "cvd"),
        ("Teller;Dato;Totalt", "5;01.02.2025;12", "ndt"),
        ("Skolenr;Dato;Verdi", "Nord;01.02.2025;5", "cdv"),
    ],
)
def test_roles_are_found(header: str, row: str, expected: str) -> None:
    assert roles(read(f"{header}\n{row}\n")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01.01.2025;5;12\n01.02.2025;6;12\n", "dnt"),
        ("01.01.2025;12;5\n01.02.2025;12;6\n", "dtn"),
        ("01.01.2025;4,5\n01.02.2025;5,5\n", "dv"),
        ("2023;5\n2024;6\n", "dv"),
        ("45658;5\n45689;6\n", "dv"),
        ("2025M01;5;første\n2025M02;6;andre\n", "dvc"),
    ],
)
def test_table_without_column_names_is_read(text: str, expected: str) -> None:
    found = read(text)
    assert (roles(found), found.header_row, len(found.points)) == (expected, 0, 2)
    assert all(column.name is None for column in found.columns)


def test_texts_that_repeat_beside_repeated_dates_are_groups() -> None:
    found = read(
        "Dato;Hvor;Antall\n" + "".join(f"01.0{month}.2025;{s};5\n" for month in (1, 2, 3) for s in ("Nord", "Sør"))
    )
    assert roles(found) == "dsv"
    assert [point.stratum for point in found.points[:2]] == ["Nord", "Sør"]
    assert found.problems == ()


def test_one_row_with_swapped_counts_does_not_turn_the_columns() -> None:
    rows = "".join(f"0{month}.2025;5;12\n" for month in range(1, 9))
    found = read(f"Måned;Møtt;Innkalt\n{rows}09.2025;13;12\n")
    assert roles(found) == "dnt"
    assert codes(found) == [("numerator_above_denominator", 10)]


def test_person_decides_the_roles() -> None:
    settings = ReadSettings(roles={1: ImportRole.DENOMINATOR, 2: ImportRole.NUMERATOR})
    found = read("Dato;Teller;Nevner\n01.02.2025;12;5\n", settings)
    assert (roles(found), numbers(found)) == ("dtn", [(5, 12, None)])


def test_role_for_a_column_that_is_not_there_is_passed_over() -> None:
    assert roles(read("Dato;Verdi\n01.02.2025;5\n", ReadSettings(roles={7: ImportRole.COMMENT}))) == "dv"


@pytest.mark.parametrize(
    ("names", "cells", "frequency"),
    [
        ("År;Måned", ("2024;1", "2024;2", "2025;1"), Frequency.MONTH),
        ("År;Måned", ("2024;Januar", ";Februar", "2025;januar"), Frequency.MONTH),
        ("År;Uke", ("2024;1", ";2", "2025;2"), Frequency.WEEK),
        ("Kvartal;År", ("Q1;2024", "Q2;2024", "1. kvartal;2025"), Frequency.QUARTER),
    ],
)
def test_year_and_month_in_two_columns_are_one_date(names: str, cells: tuple[str, ...], frequency: Frequency) -> None:
    found = read(f"{names};Antall\n" + "".join(f"{cell};5\n" for cell in cells))
    assert (found.frequency, found.problems, len(found.points)) == (frequency, (), 3)
    assert [point.period.year for point in found.points] == [2024, 2024, 2025]


def test_year_beside_whole_dates_is_left_alone() -> None:
    found = read("År;Måned;Antall\n2024;01.01.2024;5\n2024;01.02.2024;6\n")
    assert [point.date.month for point in found.points] == [1, 2]
    assert found.problems == ()


# --- where the table is ----------------------------------------------------------------------------------------------


def test_title_rows_above_and_notes_below_are_left_out() -> None:
    above = "Oppmøte per måned;;\nTall fra Nav, 2025;;\n;;\n"
    text = f"{above}Måned;Møtt;Innkalt\njan 2025;5;12\nfeb 2025;6;12\nSum;11;24\n;;\nKilde: Nav;;\n"
    found = read(text)
    assert (found.header_row, numbers(found)) == (4, [(5, 12, None), (6, 12, None)])
    assert codes(found) == [("total_row", 7), ("not_a_data_row", 9)]
    assert [row.number for row in found.rows_with(RowStatus.LEFT_OUT)] == [7, 9]
    assert found.is_ready


def test_unknown_column_names_are_no_data() -> None:
    found = read("Termin;Barn med tilbud;Barn i alt her\n01.01.2025;5;12\n")
    assert (found.header_row, roles(found)) == (1, "dnt")


def test_header_row_can_be_chosen() -> None:
    text = "Dato;Verdi\nMåned;Antall\n01.02.2025;5\n"
    assert read(text, ReadSettings(header_row=2)).columns[0].name == "Måned"
    assert read(text, ReadSettings(header_row=0)).columns[0].name is None
    assert len(read(text, ReadSettings(header_row=99)).rows) == 0


def test_months_prepared_ahead_without_numbers_are_no_problem() -> None:
    found = read("Måned;Verdi\njan 2026;5\nfeb 2026;\nmar 2026;\napr 2026;\ndes 2026;\n")
    assert [(point.date, point.value) for point in found.points] == [
        (date(2026, 1, 1), 5),
        (date(2026, 2, 1), None),
        (date(2026, 3, 1), None),
    ]
    assert found.problems == ()


def test_columns_of_different_numbers_of_rows_are_read() -> None:
    assert numbers(read("Dato;Teller;Nevner;Kommentar\n01.01.2025;5;12;x\n01.02.2025;6;12\n01.03.2025;;\n")) == [
        (5, 12, None),
        (6, 12, None),
        (None, None, None),
    ]


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (99, "CV")])
def test_columns_are_lettered_as_in_a_spreadsheet(index: int, letter: str) -> None:
    assert column_letter(index) == letter


# --- numbers and dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "decimal", "values"),
    [
        (("4,5", "1.500"), ",", [4.5, 1500]),
        (("4.5", "1,500"), ".", [4.5, 1500]),
        (("1 234,5", "7"), ",", [1234.5, 7]),
        (("5", "7"), None, [5, 7]),
        (("5 %", "7,5 %"), ",", [5, 7.5]),
        (("−5", "-"), None, [-5, None]),
        (("..", "7"), None, [None, 7]),
    ],
)
def test_column_decides_its_decimal_sign(
    cells: tuple[str, str], decimal: str | None, values: list[float | None]
) -> None:
    found = read(f"Dato;Verdi\n01.01.2025;{cells[0]}\n01.02.2025;{cells[1]}\n")
    assert (found.decimal, [point.value for point in found.points]) == (decimal, values)


def test_column_that_cannot_be_decided_is_asked_about_and_can_be_told() -> None:
    text = "Dato;Verdi\n01.01.2025;1.500\n01.02.2025;2.500\n"
    found = read(text)
    assert codes(found) == [("ambiguous_decimal", 1)]
    assert [point.value for point in found.points] == [1500, 2500]
    assert found.is_ready
    told = read(text, ReadSettings(decimal="."))
    assert (told.problems, [point.value for point in told.points]) == ((), [1.5, 2.5])


def test_undecided_column_follows_its_neighbour() -> None:
    found = read("Dato;Teller;Nevner\n01.01.2025;1.500;2.000,5\n")
    assert (found.problems, numbers(found)) == ((), [(1500, 2000.5, None)])


def test_month_first_dates_are_seen_and_can_be_forced() -> None:
    found = read("Date;Value\n01/02/2025;5\n01/13/2025;6\n")
    assert (found.date_order, [point.date for point in found.points]) == ("mdy", [date(2025, 1, 2), date(2025, 1, 13)])
    forced = read("Date;Value\n01/02/2025;5\n", ReadSettings(date_order=DateOrder.MONTH_FIRST))
    assert forced.points[0].date == date(2025, 1, 2)


def test_period_named_by_the_dates_goes_before_their_distances() -> None:
    found = read("Uke;Verdi\nuke 1 2025;5\nuke 9 2025;6\n")
    assert (found.frequency, found.date_order) == (Frequency.WEEK, None)


def test_point_has_its_day_and_its_period() -> None:
    found = read("Dato;Verdi\n31.01.2025;5\n28.02.2025;6\n31.03.2025;7\n")
    assert [(point.date.day, point.period.day) for point in found.points] == [(31, 1), (28, 1), (31, 1)]


def test_numerator_may_be_larger_when_the_measure_is_no_proportion() -> None:
    text = "Dato;Teller;Nevner\n01.01.2025;15;12\n"
    assert codes(read(text)) == [("numerator_above_denominator", 2)]
    assert numbers(read(text, ReadSettings(value_type=ValueType.NUMBER))) == [(15, 12, None)]


def test_negative_value_is_doubtful_and_negative_count_is_wrong() -> None:
    text = "Dato;Verdi\n01.01.2025;-5\n"
    assert read(text).is_ready
    assert read(text).rows[0].status is RowStatus.DOUBTFUL
    assert not read(text, ReadSettings(value_type=ValueType.DAYS)).is_ready


# --- Excel -----------------------------------------------------------------------------------------------------------


def test_workbook_reads_as_the_same_table() -> None:
    rows = list(csv.reader((FILES / "sample_p.csv").read_text(encoding="utf-8").splitlines(), delimiter=";"))
    typed = [
        [date(int(day[6:]), int(day[3:5]), int(day[:2])), float(part), float(whole), comment or None]
        for day, part, whole, comment in rows[1:]
    ]
    found = preview(workbook({"Info": [["Laget av kvalitetsavdelingen"]], "Data": [rows[0], *typed]}), TODAY)
    same = preview((FILES / "sample_p.csv").read_bytes(), TODAY)
    assert (found.points, roles(found), found.sheet) == (same.points, roles(same), "Data")
    assert (found.format, found.encoding, found.delimiter, found.decimal, found.problems) == (
        "xlsx",
        None,
        None,
        None,
        (),
    )


def test_text_dates_serials_and_text_numbers_in_a_workbook() -> None:
    found = preview(
        workbook({"A": [["Dato", "Verdi"], ["01.02.2025", "4,5"], [45717, 1.125], ["apr. 2025", "6,125"]]}), TODAY
    )
    assert [(point.date, point.value) for point in found.points] == [
        (date(2025, 2, 1), 4.5),
        (date(2025, 3, 1), 1.125),
        (date(2025, 4, 1), 6.125),
    ]


# --- corrections -----------------------------------------------------------------------------------------------------


def test_corrected_cell_and_skipped_row_make_it_ready() -> None:
    text = "Dato;Verdi\n01.01.2025;ca 5\n01.02.2025;6\nugyldig;7\n"
    assert not read(text).is_ready
    found = read(text, ReadSettings(corrections={(2, 1): "5"}, skipped_rows=frozenset({4})))
    assert (found.is_ready, [point.value for point in found.points]) == (True, [5, 6])
    assert [row.status for row in found.rows] == [RowStatus.OK, RowStatus.OK, RowStatus.LEFT_OUT]


def test_corrections_outside_the_table_do_no_harm() -> None:
    settings = ReadSettings(corrections={(0, 0): "x", (99, 0): "x", (2, 10**9): "x", (2, 2): "ny merknad"})
    found = read("Dato;Verdi\n01.01.2025;5\n", settings)
    assert found.points[0].comment == "ny merknad"


def test_skipped_duplicate_is_no_duplicate() -> None:
    text = "Dato;Verdi\n01.01.2025;5\n01.01.2025;6\n"
    assert codes(read(text)) == [("duplicate_date", 3)]
    assert read(text, ReadSettings(skipped_rows=frozenset({2}))).points[0].value == 6


def test_events_may_share_a_day() -> None:
    text = "Dato;Verdi\n01.01.2025;5\n01.01.2025;6\n"
    assert read(text, ReadSettings(frequency=Frequency.EVENT)).is_ready


def test_two_days_of_one_period_are_duplicates() -> None:
    text = "Dato;Verdi\n01.01.2025;5\n02.01.2025;6\n03.01.2025;6\n"
    assert read(text).is_ready
    assert codes(read(text, ReadSettings(frequency=Frequency.MONTH))) == [("duplicate_date", 3), ("duplicate_date", 4)]


# --- phases ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "starts"),
    [
        (["", "", "x", ""], [3]),
        (["x", "", "x", ""], [3]),
        (["før", "før", "etter", "etter"], [3]),
        (["1", "1", "2", "2"], [3]),
        (["0", "0", "1", "1"], [3]),
        (["før", "", "etter", ""], [3]),
        (["1", "1", "1", "1"], []),
        (["", "", "", ""], []),
    ],
)
def test_phases_are_dates(marks: list[str], starts: list[int]) -> None:
    rows = "".join(f"01.0{month}.2025;5;{mark}\n" for month, mark in enumerate(marks, start=1))
    found = read(f"Dato;Verdi;Skift\n{rows}")
    assert [point.date.month for point in found.points if point.starts_phase] == starts


def test_phases_follow_the_dates_and_not_the_rows() -> None:
    found = read("Dato;Verdi;Fase\n01.03.2025;5;etter\n01.02.2025;5;før\n01.01.2025;5;før\n")
    assert [point.date.month for point in found.points if point.starts_phase] == [3]


def test_freeze_ends_with_the_last_marked_row() -> None:
    found = read("Dato;Verdi;Frys\n01.01.2025;5;x\n01.02.2025;5;x\n01.03.2025;5;\n")
    assert [point.date.month for point in found.points if point.freezes] == [2]


# --- personal numbers ------------------------------------------------------------------------------------------------

NUMBER = "01813250035"  # synthetic: month + 80, never issued


@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("row", range(3))
def test_personal_number_is_seen_in_any_cell_and_never_echoed(row: int, column: int) -> None:
    cells = [
        ["Dato", "Teller", "Nevner", "Kommentar", "Annet"],
        ["01.01.2025", "5", "12", "a", "b"],
        ["01.02.2025", "6", "12", "c", "d"],
    ]
    cells[row][column] = f"fnr {NUMBER[:6]} {NUMBER[6:]}" if column > 2 else NUMBER
    text = "\n".join(";".join(line) for line in cells)
    found = read(text)
    assert ("personal_number", row + 1) in codes(found)
    assert found.holds_personal_number
    assert NUMBER[6:] not in repr(found)


def test_echo_is_noticed_when_the_mask_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted defect: without the detector the number is in what is shown."""
    monkeypatch.setattr(masking, "_is_found", lambda text: False)
    found = read(f"Dato;Verdi;Merknad\n01.01.2025;5;{NUMBER}\n")
    assert NUMBER in repr(found)
    assert not found.holds_personal_number


@pytest.mark.parametrize("cell", ["1813250035", "1,813250035E+09", 1813250035.0, "0181325\u200b0035"])
def test_personal_number_bent_by_a_spreadsheet_is_seen(cell: str | float) -> None:
    found = preview(workbook({"A": [["Dato", "Verdi"], [date(2025, 1, 1), cell]]}), TODAY)
    assert codes(found) == [("personal_number", 2)]
    assert found.points == ()


def test_personal_number_divided_over_two_cells_is_seen() -> None:
    found = read(f"Dato;Verdi;Født;Nr\n01.01.2025;5;{NUMBER[:6]};{NUMBER[6:]}\n")
    assert [code for code, _ in codes(found)] == ["personal_number", "personal_number"]


def test_personal_number_in_an_unused_column_does_not_stop_the_row() -> None:
    found = read(f"Dato;Teller;Nevner;Kommentar;Hvem\n01.01.2025;5;12;x;{NUMBER}\n")
    assert (found.is_ready, len(found.points)) == (True, 1)


def test_personal_number_in_a_sheets_name_is_masked() -> None:
    found = preview(workbook({NUMBER: [["Dato", "Verdi"], [date(2025, 1, 1), 5]]}), TODAY)
    assert found.holds_personal_number
    assert NUMBER not in repr(found)


def test_personal_number_in_a_correction_is_seen() -> None:
    found = read("Dato;Verdi\n01.01.2025;5\n", ReadSettings(corrections={(2, 2): f"om {NUMBER}"}))
    assert NUMBER not in repr(found)
    assert codes(found) == [("personal_number", 2)]
