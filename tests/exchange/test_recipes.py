"""Recipes: which tables are of the same system, and how the one before reads the next."""

from datetime import date

import pytest

from qi_tracker.exchange.preview import preview_table
from qi_tracker.exchange.raw_table import RawTable
from qi_tracker.exchange.read_settings import AUTOMATIC, Duplicates, ReadSettings
from qi_tracker.exchange.recipes import difference, mark_of, marks_of, recipe_of, settings_by, without_period
from qi_tracker.exchange.tables import read_table
from qi_tracker.vocabulary import ImportRole
from tests.exchange.workbooks import workbook

TODAY = date(2026, 6, 1)
FIRST = "Måned;Ja;Alle\n2026-01;70;160\n2026-02;72;161\n"


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("Januar 2026", "#"),
        ("2026-01", "#"),
        ("01.02.2025", "#"),
        ("1. kvartal 2025", "#"),
        ("Antall 2025-01", "antall #"),
        ("Barn jan. 26", "barn #"),
        ("Tall uke 7", "tall uke #"),
        ("5. trinn", "5 . trinn"),
        ("  ANDEL  % ", "andel %"),
        ("Teller", "teller"),
    ],
)
def test_a_name_is_known_without_its_period(name: str, known_as: str) -> None:
    assert without_period(name) == known_as


def read_by(table: RawTable, settings: ReadSettings = AUTOMATIC) -> tuple[str, dict[str, object]]:
    """(fingerprint, recipe) of a table that was read so."""
    shown = preview_table(table, TODAY, settings)
    mark = mark_of(table, shown)
    return mark.fingerprint, recipe_of(shown, mark, settings)


@pytest.mark.parametrize(
    "following",
    [
        "Måned;Ja;Alle\n2026-01;70;160\n2026-02;72;161\n2026-03;75;162\n",
        "Alle;Måned;Ja\n161;2026-02;72\n162;2026-03;75\n",
        "Rapport fra systemet;;\nUttrekk 1. juni 2026;;\n\nMÅNED;Ja ;Alle\n2026-03;75;162\n",
    ],
    ids=["one row more", "other order", "title above"],
)
def test_the_next_table_is_known_wherever_its_columns_stand(following: str) -> None:
    roles = {1: ImportRole.DENOMINATOR, 2: ImportRole.NUMERATOR}
    fingerprint, recipe = read_by(read_table(FIRST), ReadSettings(roles=roles))
    table = read_table(following)
    (mark,) = [mark for mark in marks_of(table) if mark.fingerprint == fingerprint]
    decided = settings_by(recipe, mark, table, AUTOMATIC)
    assert decided is not None
    shown = preview_table(table, TODAY, decided)
    named = {column.name.strip().lower(): column.role for column in shown.columns if column.name}
    # The reverse of what the names say: it was decided so.
    assert (named["ja"], named["alle"]) == (ImportRole.DENOMINATOR, ImportRole.NUMERATOR)


@pytest.mark.parametrize(
    "other",
    ["Måned;Ja;Alle;Nei\n2026-01;70;160;90\n", "Måned;Ja\n2026-01;70\n", "Uke;Ja;Alle\n2026-01;70;160\n"],
    ids=["a column more", "a column less", "another name"],
)
def test_a_table_that_almost_fits_is_not_known_but_compared(other: str) -> None:
    fingerprint, recipe = read_by(read_table(FIRST))
    table = read_table(other)
    assert fingerprint not in {mark.fingerprint for mark in marks_of(table)}
    found = difference(recipe, mark_of(table, preview_table(table, TODAY)))
    assert found is not None
    assert found.missing or found.new


def test_quite_another_table_is_not_compared() -> None:
    _, recipe = read_by(read_table(FIRST))
    table = read_table("Dato;Ventetid\n2026-01-01;5\n")
    assert difference(recipe, mark_of(table, preview_table(table, TODAY))) is None


def test_a_sheet_named_after_its_month_is_the_same_sheet() -> None:
    def file(name: str) -> RawTable:
        rows = [["Måned", "Dager"], *([date(2026, month, 1), 30.5 + month] for month in range(1, 4))]
        return read_table(workbook({"Forside": [["Velkommen"]], name: rows}))

    fingerprint, _ = read_by(file("Januar 2026"))
    assert [mark.sheet for mark in marks_of(file("Februar 2026")) if mark.fingerprint == fingerprint] == [
        "Februar 2026"
    ]
    assert fingerprint not in {mark.fingerprint for mark in marks_of(file("Andre tall"))}


def test_a_recipe_holds_no_cell_and_no_row_of_the_table() -> None:
    settings = ReadSettings(
        corrections={(2, 1): "71"}, skipped_rows=frozenset({3}), decimal=",", duplicates=Duplicates.LAST
    )
    _, recipe = read_by(read_table(FIRST), settings)
    assert recipe == {
        "names": ["Måned", "Ja", "Alle"],
        "roles": [["måned", 0, "date"], ["ja", 0, "numerator"], ["alle", 0, "denominator"]],
        "all_sheets": False,
        "read": {**recipe["read"], "decimal": ",", "duplicates": "last"},  # type: ignore[dict-item]
    }
    assert not {"corrections", "skipped_rows", "frequency", "sheet"} & set(recipe["read"])  # type: ignore[call-overload]


def test_a_wide_table_is_known_with_a_month_more() -> None:
    fingerprint, recipe = read_by(read_table("Skole;jan 2025;feb 2025\nNord;1;2\nSør;4;5\n"))
    table = read_table("Skole;jan 2025;feb 2025;mar 2025\nNord;1;2;3\nSør;4;5;6\n")
    (mark,) = [mark for mark in marks_of(table) if mark.fingerprint == fingerprint]
    decided = settings_by(recipe, mark, table, AUTOMATIC)
    assert decided is not None
    assert len(preview_table(table, TODAY, decided).points) == 6


def test_a_column_that_was_used_and_is_gone_is_no_fit() -> None:
    """The planted defect: what is known by its mark alone would be read by a column that is not there."""
    fingerprint, recipe = read_by(read_table(FIRST))
    table = read_table("Måned;Ja\n2026-01;70\n")
    (mark, *_) = marks_of(table)
    assert settings_by(recipe, mark, table, AUTOMATIC) is None
