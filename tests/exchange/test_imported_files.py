"""Files in the shapes that people keep their numbers in: what comes out, and how much a person must decide for it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qi_tracker.exchange import cross_table, heading_rows, row_checks, series
from qi_tracker.exchange.drafts import table_from_json, table_to_json
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.masking import MASK
from qi_tracker.exchange.messages import problem_sentence
from qi_tracker.exchange.preview import preview, preview_table
from qi_tracker.exchange.problems import ProblemCode
from qi_tracker.exchange.raw_table import SheetMarks
from qi_tracker.exchange.read_settings import ALL_ALIKE, AS_GROUPS, AUTOMATIC, ReadSettings
from qi_tracker.exchange.tables import read_table
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import ImportRole, Language, TableLayout
from tests.exchange.imported_files import FILES, ImportedFile, Point

TODAY = date(2026, 3, 1)
BY_NAME = {file.name: file for file in FILES}
MADE_ELSEWHERE = sorted((Path(__file__).parents[1] / "data/csv").glob("*.csv"))
READ_WITHOUT_CORRECTION = 0.9  # share of all files

Record = Callable[[str, object], None]


def points_of(found: ImportPreview) -> list[Point]:
    return [
        (point.period.isoformat(), point.stratum or "", point.numerator, point.denominator, point.value)
        for point in found.points
    ]


def read(name: str, settings: ReadSettings = AUTOMATIC) -> ImportPreview:
    return preview(BY_NAME[name].make(), TODAY, settings)


def codes(found: ImportPreview) -> set[ProblemCode]:
    return {problem.code for problem in found.problems}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_file_holds_what_was_put_in_it(file: ImportedFile) -> None:
    found = preview(file.make(), TODAY, file.settings)
    assert points_of(found) == list(file.points)
    assert found.is_ready


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_draft_of_it_holds_the_same(file: ImportedFile) -> None:
    source = file.make()
    stored = json.loads(json.dumps(table_to_json(read_table(source, file.settings)), allow_nan=False))
    again = preview_table(table_from_json(stored, file.settings), TODAY, file.settings)
    assert again == preview(source, TODAY, file.settings)


def corrections_needed(file: ImportedFile) -> int:
    """Decisions that a person must take until the points are the right ones."""
    found = preview(file.make(), TODAY)
    return 0 if points_of(found) == list(file.points) and found.is_ready else len(file.decisions)


def test_nine_of_ten_files_need_no_correction(record_property: Record) -> None:
    needed = {file.name: corrections_needed(file) for file in FILES}
    # Whether these give the right points is held by test_preview.
    needed |= {path.name: 0 if preview(path.read_bytes(), TODAY).is_ready else 1 for path in MADE_ELSEWHERE}
    none = sum(count == 0 for count in needed.values())
    record_property("imported files that need no correction", f"{none} of {len(needed)}")
    record_property("corrections in all imported files", sum(needed.values()))
    assert none >= READ_WITHOUT_CORRECTION * len(needed), needed
    assert all(len(file.decisions) == corrections_needed(file) for file in FILES)


# --- what was found is told, and can be decided otherwise ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("wide_pair_in_rows.csv", TableLayout.COLUMNS),
        ("groups_over_pairs.csv", TableLayout.GROUPS),
        ("long_with_indicators.csv", TableLayout.NAMED),
        ("long_with_clutter.xlsx", TableLayout.ROWS),
    ],
)
def test_layout_is_told(name: str, layout: TableLayout) -> None:
    assert read(name).layout is layout


def test_layout_that_the_table_does_not_have_is_passed_over() -> None:
    assert read("long_with_clutter.xlsx", ReadSettings(layout=TableLayout.COLUMNS)).layout is TableLayout.ROWS


def test_total_is_left_out_told_and_taken_back() -> None:
    found = read("groups_side_by_side.csv")
    (fact,) = found.facts
    assert (fact.code, fact.params["names"]) == (ProblemCode.TOTALS_LEFT_OUT, ["Totalt"])
    taken = read("groups_side_by_side.csv", ReadSettings(keeps_totals=True))
    assert "Totalt" in {point.stratum for point in taken.points}
    assert taken.facts == ()


def test_subtotal_among_months_is_taken_back() -> None:
    name = "long_with_clutter.xlsx"
    kept = read(name, ReadSettings(keeps_totals=True))
    assert len(kept.points) == len(read(name).points)  # the quarter begins in January, so the two are the same period
    assert ProblemCode.DUPLICATE_DATE in codes(kept)


def test_series_is_chosen_with_a_doubt_and_can_be_another_or_all_as_groups() -> None:
    text = b"Indikator;jan 2025;feb 2025\nA;1;2\nB;3;4\nC;5;6\nD;7;8\n"
    found = preview(text, TODAY)
    assert (found.chosen_series, found.series) == ("A", ("A", "B", "C", "D"))
    assert codes(found) == {ProblemCode.SEVERAL_SERIES}
    other = preview(text, TODAY, ReadSettings(series="C"))
    assert [point.value for point in other.points] == [5, 6]
    assert other.problems == ()
    groups = preview(text, TODAY, ReadSettings(series=AS_GROUPS))
    assert [(point.stratum, point.value) for point in groups.points[:4]] == [("A", 1), ("B", 3), ("C", 5), ("D", 7)]


def test_columns_that_only_a_person_knows_are_groups() -> None:
    text = b"Dato;Nord;Vest\n01.01.2025;1;2\n01.02.2025;3;4\n"
    found = preview(text, TODAY, ReadSettings(layout=TableLayout.GROUPS))
    assert [point.stratum for point in found.points] == ["Nord", "Vest", "Nord", "Vest"]


def test_sheets_of_one_shape_are_offered_and_read_together() -> None:
    file = BY_NAME["one_sheet_a_school.xlsx"]
    draft = table_to_json(read_table(file.make()))
    alone = ReadSettings(sheet="Haug skole")
    one = preview_table(table_from_json(draft, alone), TODAY, alone)
    assert (len(one.points), one.sheet, one.alike) == (2, "Haug skole", ("Lia skole", "Haug skole"))
    assert codes(one) == {ProblemCode.SHEETS_ALIKE}
    together = preview(file.make(), TODAY, ReadSettings(sheet=ALL_ALIKE))
    assert (points_of(together), together.sheet) == (list(file.points), ALL_ALIKE)


def test_hidden_sheets_and_rows_are_told() -> None:
    assert ProblemCode.HIDDEN_SHEETS in codes(read("one_sheet_a_year.xlsx"))
    assert ProblemCode.HIDDEN_ROWS in codes(read("long_with_real_cells.xlsx"))


@pytest.mark.parametrize("language", list(Language))
def test_facts_are_told_in_words(language: Language) -> None:
    facts = [fact for file in FILES for fact in preview(file.make(), TODAY).table_problems]
    sentences = [problem_sentence(fact, words_for(language)) for fact in facts]
    assert len({fact.code for fact in facts}) == 5
    assert not any("%(" in sentence or "[" in sentence for sentence in sentences)


# --- places ----------------------------------------------------------------------------------------------------------


def test_cell_of_a_wide_table_is_corrected_where_it_stands() -> None:
    text = b"Antall;jan 2025;feb 2025\nHenvendelser;ca 5;6\n"
    found = preview(text, TODAY)
    (row,) = [row for row in found.rows if row.problems]
    assert (row.cells[1], row.place_of(1), row.where) == ("ca 5", (2, 1), "B2")
    mended = preview(text, TODAY, ReadSettings(corrections={(2, 1): "5"}))
    assert [point.value for point in mended.points] == [5, 6]


def test_period_is_corrected_in_its_heading() -> None:
    text = b"Antall;jan;feb\nHenvendelser;5;6\n"
    found = preview(text, TODAY)
    assert codes(found) == {ProblemCode.DATE_WITHOUT_YEAR}
    places = [row.place_of(0) for row in found.rows]
    assert places == [(1, 1), (1, 2)]
    corrections = {place: f"{row.cells[0]} 2025" for row, place in zip(found.rows, places, strict=True) if place}
    assert preview(text, TODAY, ReadSettings(corrections=corrections)).is_ready


def test_row_of_a_second_sheet_is_corrected_in_that_sheet() -> None:
    found = read("one_sheet_a_year.xlsx")
    rows = [row for row in found.rows if row.point]
    assert [row.where for row in rows] == ["2023!C2", "2023!C3", "2023!C4", "2024!C2", "2024!C3", "2024!C4"]
    place = rows[3].place_of(1)
    assert place is not None
    mended = read("one_sheet_a_year.xlsx", ReadSettings(corrections={place: "99"}))
    assert [point.value for point in mended.points] == [10, 11, 12, 99, 21, 22]


def test_roles_of_a_table_that_was_turned_can_be_decided() -> None:
    found = read("wide_pair_in_rows.csv", ReadSettings(roles={1: ImportRole.VALUE, 2: ImportRole.IGNORE}))
    assert [point.value for point in found.points] == [31, 28, 35, 33]


def test_personal_number_in_a_heading_of_a_wide_table_is_seen() -> None:
    number = "01813250035"  # synthetic: month + 80, never issued
    text = f"Antall;jan 2025;feb 2025\nom {number};5;6\n{number};7;8\nEn;7;x{number}\n"
    found = preview(text.encode(), TODAY)
    assert found.holds_personal_number
    assert ProblemCode.PERSONAL_NUMBER in codes(found)
    assert number not in repr(found)


def test_personal_number_divided_over_two_headings_is_not_echoed() -> None:
    number = "01813250035"  # synthetic: month + 80, never issued
    text = f";om {number[:6]};x;\nDato;{number[6:]}.;Vest;Nord\n01.01.2025;1;2;3\n01.02.2025;3;4;5\n"
    found = preview(text.encode(), TODAY)
    assert [column.name for column in found.columns][1:3] == [MASK, "x Vest"]


# --- planted defects -------------------------------------------------------------------------------------------------


def wrong_files() -> set[str]:
    return {file.name for file in FILES if points_of(preview(file.make(), TODAY, file.settings)) != list(file.points)}


def test_without_the_totals_rule_files_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (series, row_checks, cross_table):
        monkeypatch.setattr(module, "is_total_name", lambda _text: False)
    assert {"groups_side_by_side.csv", "wide_merged_years_by_school.xlsx"} <= wrong_files()


def test_without_filling_merged_headings_files_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_filled(sheet: object, row: int, width: int) -> list[str]:
        return [heading_rows.text_at(sheet.rows, row, at) for at in range(width)]  # type: ignore[attr-defined]

    monkeypatch.setattr(cross_table, "filled_heading", not_filled)
    assert {"wide_quarters_over_pairs.xlsx", "wide_merged_years_by_school.xlsx"} <= wrong_files()


def test_merged_ranges_decide_where_blank_cells_do_not() -> None:
    table = read_table(BY_NAME["wide_quarters_over_pairs.xlsx"].make())
    assert table.sheet is not None
    assert len(table.marks[table.sheet].merged) == 3
    bare = replace(table, marks={table.sheet: SheetMarks()})
    assert points_of(preview_table(bare, TODAY)) == points_of(preview_table(table, TODAY))
