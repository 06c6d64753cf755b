"""Any table reads back to its points, and any bytes at all are answered without a crash."""

import csv
import io
import string
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qi_tracker.errors import DomainError
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.preview_json import preview_json
from qi_tracker.exchange.read_settings import ALL_ALIKE, AS_GROUPS, ReadSettings
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole, Language, TableLayout
from tests.exchange.workbooks import Value, rewritten, workbook

TODAY = date(2040, 1, 1)

Row = tuple[date, int, int, str]

days = st.lists(st.dates(date(2001, 1, 1), date(2039, 12, 31)), min_size=2, max_size=30, unique=True)
notes = st.text(string.ascii_letters + "æøåÆØÅ ;,|\t\"'", max_size=20).map(
    lambda text: f"n{text.strip()}" if text.strip() else ""
)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    rows = []
    for day in draw(days):
        whole = draw(st.integers(1, 200))
        rows.append((day, draw(st.integers(0, whole)), whole, draw(notes)))
    return rows


def written(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


@given(
    tables(),
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y%m%d"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_counts_read_back(rows: list[Row], delimiter: str, notation: str, encoding: str) -> None:
    lines = [["Dato", "Teller", "Nevner", "Merknad"]]
    lines += [[day.strftime(notation), str(part), str(whole), note] for day, part, whole, note in rows]
    found = preview(written(lines, delimiter).encode(encoding), TODAY)
    assert [(point.date, point.numerator, point.denominator, point.comment) for point in found.points] == [
        (day, part, whole, note or None) for day, part, whole, note in rows
    ]
    assert found.problems == ()


@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 99)), min_size=2, max_size=30),
    st.sampled_from([(",", "."), (",", "\u00a0"), (",", ""), (".", ","), (".", "")]),
    st.sampled_from([";", "\t"]),
)
def test_decimals_read_back(numbers: list[tuple[int, int]], signs: tuple[str, str], delimiter: str) -> None:
    decimal, group = signs
    lines = [["Dato", "Verdi"]]
    for place, (whole, hundredths) in enumerate(numbers):
        grouped = f"{whole:,}".replace(",", group)
        lines.append([(date(2001, 1, 1) + timedelta(days=place)).isoformat(), f"{grouped}{decimal}{hundredths:02d}"])
    found = preview(written(lines, delimiter), TODAY)
    assert [point.value for point in found.points] == [float(f"{whole}.{part:02d}") for whole, part in numbers]
    assert (found.decimal, found.problems) == (decimal, ())


@given(tables(), st.sampled_from(["%m/%d/%Y", "%m-%d-%y"]))
def test_month_first_dates_read_back(rows: list[Row], notation: str) -> None:
    rows = [*rows, (date(2040, 1, 1), 0, 1, "")]
    lines = [["Date", "Numerator", "Denominator"], ["01/31/2000" if "/" in notation else "01-31-00", "0", "1"]]
    lines += [[day.strftime(notation), str(part), str(whole)] for day, part, whole, _ in rows]
    found = preview(written(lines, ";"), TODAY, ReadSettings(frequency=Frequency.EVENT))
    assert [point.date for point in found.points[1:]] == [day for day, *_ in rows]
    assert found.date_order is DateOrder.MONTH_FIRST or all(day.day > 12 for day, *_ in rows)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_workbooks_read_back(rows: list[Row]) -> None:
    table: list[Sequence[Value]] = [("Dato", "Teller", "Nevner", "Merknad"), *rows]
    found = preview(workbook({"Ark1": table}), TODAY)
    assert [(point.date, point.numerator, point.denominator, point.comment) for point in found.points] == [
        (day, part, whole, note or None) for day, part, whole, note in rows
    ]


# --- anything at all -------------------------------------------------------------------------------------------------

cell_texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Dato", "Teller", "Nevner", "Verdi", "Fase", "Frys", "Skole", "Sum", "2025", "45689", "1.500", "1,5"]
    ),
    st.sampled_from(
        ["jan", "feb 2025", "mars", "2024", "Indikator", "Lia skole", "I alt", "antall", "Totalt", "Q1 2025"]
    ),
    st.sampled_from(["01.02.2025", "2025-02-01", "uke 5 2025", "2025K2", "<5", "..", "5 %", "01813250035", "-", "1/2"]),
)
any_settings = st.builds(
    ReadSettings,
    sheet=st.sampled_from([None, None, ALL_ALIKE]),
    layout=st.sampled_from([None, *TableLayout]),
    series=st.sampled_from([None, AS_GROUPS, "Teller", "jan"]),
    keeps_totals=st.booleans(),
    encoding=st.sampled_from([None, "cp1252", "utf-16", "nonsense"]),
    delimiter=st.sampled_from([None, ";", "\t", "\n", '"', "", "long"]),
    header_row=st.sampled_from([None, 0, 1, 5, 10**9]),
    roles=st.dictionaries(st.integers(-2, 6), st.sampled_from(list(ImportRole)), max_size=4),
    decimal=st.sampled_from([None, ",", "."]),
    date_order=st.sampled_from([None, *DateOrder]),
    frequency=st.sampled_from([None, *Frequency]),
    corrections=st.dictionaries(st.tuples(st.integers(-1, 9), st.integers(-1, 9)), cell_texts, max_size=3),
    skipped_rows=st.frozensets(st.integers(-1, 9), max_size=3),
)


def answered(source: bytes | str, chosen: ReadSettings) -> ImportPreview | None:
    """A preview that can be shown in full, or None for a refusal. Everything else is a crash."""
    try:
        found = preview(source, TODAY, chosen)
    except DomainError:
        return None
    preview_json(found, words_for(Language.BOKMAL))
    assert all(0 <= problem.column < len(found.columns) for problem in found.problems if problem.column is not None)
    assert "01813250035" not in repr(found)
    assert len(found.points) <= len(found.rows)
    return found


@given(st.binary(max_size=300), any_settings)
@example(b"\xff\xfe\x00", ReadSettings())
@example(b'"', ReadSettings())
@example(b"PK\x03\x04xl/workbook.xml", ReadSettings())
def test_any_bytes_are_answered(data: bytes, chosen: ReadSettings) -> None:
    answered(data, chosen)


@given(st.lists(st.lists(cell_texts, max_size=6), max_size=8), st.sampled_from([";", "\t", ","]), any_settings)
def test_any_table_is_answered(rows: list[list[str]], delimiter: str, chosen: ReadSettings) -> None:
    answered(written(rows, delimiter), chosen)
    answered(written(rows, delimiter).encode("utf-8", "replace"), chosen)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=8))
def test_spoilt_workbook_is_answered(at: int, noise: bytes) -> None:
    data = workbook({"Ark1": [["Dato", "Verdi"], [date(2025, 1, 1), 5]]})
    at %= len(data)
    answered(data[:at] + noise + data[at + len(noise) :], ReadSettings())


PARTS = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PARTS), st.integers(0, 2000), st.text(string.printable, min_size=1, max_size=8))
def test_workbook_with_a_spoilt_part_is_answered(part: str, at: int, noise: str) -> None:
    def spoil(xml: bytes) -> bytes:
        place = at % len(xml)
        return xml[:place] + noise.encode() + xml[place + len(noise) :]

    answered(rewritten(workbook({"Ark1": [["Dato", "Verdi"], [date(2025, 1, 1), 5]]}), part, spoil), ReadSettings())
