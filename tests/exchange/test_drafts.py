"""Tables and decisions that wait as JSON."""

import json
from datetime import date
from pathlib import Path

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.drafts import settings_from_json, settings_to_json, table_from_json, table_to_json
from qi_tracker.exchange.preview import preview, preview_table
from qi_tracker.exchange.read_settings import ReadSettings
from qi_tracker.exchange.tables import read_table
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole, ValueType
from tests.exchange.workbooks import workbook

TODAY = date(2026, 3, 1)
FILES = sorted((Path(__file__).parents[1] / "data/csv").glob("*.csv"))
NUMBER = "01813250035"  # synthetic: month + 80, never issued
BOOK = workbook({"A": [["Dato", "Verdi"], [date(2025, 1, 1), 1.125]], "B": [["Dato", "x"], [date(2024, 1, 1), 1]]})


def stored(source: bytes | str) -> dict[str, object]:
    """A draft as the database gives it back."""
    value: dict[str, object] = json.loads(json.dumps(table_to_json(read_table(source)), allow_nan=False))
    return value


@pytest.mark.parametrize(
    "source", [*(path.read_bytes() for path in FILES), BOOK], ids=[*(path.stem for path in FILES), "book"]
)
def test_draft_previews_as_the_file_did(source: bytes) -> None:
    assert preview_table(table_from_json(stored(source), ReadSettings()), TODAY) == preview(source, TODAY)


def test_settings_come_back_as_they_were() -> None:
    settings = ReadSettings(
        sheet="A",
        encoding="cp1252",
        delimiter=";",
        header_row=2,
        roles={0: ImportRole.DATE, 3: ImportRole.VALUE},
        decimal=",",
        date_order=DateOrder.MONTH_FIRST,
        frequency=Frequency.WEEK,
        value_type=ValueType.COUNT,
        corrections={(2, 1): "5", (3, 0): "01.02.2025"},
        skipped_rows=frozenset({7, 9}),
    )
    assert settings_from_json(json.loads(json.dumps(settings_to_json(settings)))) == settings
    assert settings_from_json(json.loads(json.dumps(settings_to_json(ReadSettings())))) == ReadSettings()


def test_other_sheet_can_be_chosen_and_chosen_back() -> None:
    draft = stored(BOOK)
    assert preview_table(table_from_json(draft, ReadSettings(sheet="B")), TODAY).points[0].date == date(2024, 1, 1)
    assert preview_table(table_from_json(draft, ReadSettings(sheet="A")), TODAY).points[0].value == 1.125
    with pytest.raises(InvalidInput, match="sheet_not_found"):
        table_from_json(draft, ReadSettings(sheet="C"))


def test_other_delimiter_can_be_chosen() -> None:
    draft = stored("Dato|Verdi\n01.01.2025|5;6\n")
    table = table_from_json(draft, ReadSettings(delimiter=";"))
    assert (draft["delimiter"], table.delimiter, table.rows[1]) == ("|", ";", ["01.01.2025|5", "6"])


def test_personal_number_is_never_in_a_draft() -> None:
    text = f"Tall om {NUMBER}\nDato;Verdi;Merknad\n01.01.2025;5;{NUMBER[:6]} {NUMBER[6:]}\n"
    book = workbook({"A": [["Dato", "Verdi"], [date(2025, 1, 1), 1813250035]], f"om {NUMBER}": [["x", NUMBER]]})
    corrections = settings_to_json(ReadSettings(corrections={(1, 1): NUMBER}))
    for draft in (stored(text), stored(book), corrections):
        assert "50035" not in json.dumps(draft)


def test_draft_with_a_masked_cell_says_so_again() -> None:
    source = f"Dato;Verdi\n01.01.2025;{NUMBER}\n"
    again = preview_table(table_from_json(stored(source), ReadSettings()), TODAY)
    assert again.holds_personal_number
    assert again.problems == preview(source, TODAY).problems
