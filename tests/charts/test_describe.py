"""The words and the table say what the drawing shows, from the same objects."""

from dataclasses import replace
from datetime import date

import pytest

from qi_tracker.analysis.series import Series
from qi_tracker.charts.describe import describe
from qi_tracker.charts.request import DrawRequest
from qi_tracker.charts.scene import scene
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.timeline import timeline
from qi_tracker.vocabulary import ChartKind, Language
from tests.charts.samples import IMPROVED, STEADY, chart, gallery, monthly, proportion, three_phases, with_limits


def value_column(headers: tuple[str, ...]) -> int:
    return next(index for index, header in enumerate(headers) if header.startswith("Verdi"))


@pytest.mark.parametrize("name", [name for name in gallery() if name != "hostile"])
def test_table_has_exactly_the_points_that_are_drawn(name: str) -> None:
    sample = gallery()[name]
    table = describe(sample.result, sample.text, sample.marks)
    drawn = scene(DrawRequest(sample.result, sample.text, sample.marks, Variant.WIDE)).datasets["points"]
    column = value_column(table.headers)
    in_table = [row[column] for row in table.rows if row[column]]
    assert in_table == [sample.text.numbers.cell(float(str(point["v"]))) for point in drawn]
    assert len(table.rows) == len(timeline(sample.result))
    assert all(len(row) == len(table.headers) for row in table.rows)


@pytest.mark.parametrize("name", ["improved", "proportion", "days", "many weeks"])
def test_table_gives_the_numbers_back(name: str) -> None:
    sample = gallery()[name]
    table = describe(sample.result, sample.text, sample.marks)
    column, numbers = value_column(table.headers), sample.text.numbers
    for row, point in zip(table.rows, sample.result.points, strict=True):
        read = float(row[column].replace(numbers.thousands_separator, "").replace(",", "."))
        assert point.value is not None
        assert read == pytest.approx(point.value, abs=0.5 * 10**-numbers.table_decimals + 1e-9)


def test_proportion_shows_numerator_and_denominator_and_its_unit() -> None:
    sample = proportion()
    table = describe(sample.result, sample.text, sample.marks)
    assert table.headers == ("Periode", "Verdi (%)", "Teller", "Nevner")
    assert table.rows[0] == ("1. kvartal 2024", "25,0", "40", "160")
    assert table.numeric == (1, 2, 3)


def test_phases_gaps_and_comments_are_in_the_table() -> None:
    sample = three_phases()
    table = describe(sample.result, sample.text, sample.marks)
    assert table.headers == ("Periode", "Verdi (barn)", "Median", "Merknad")
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["juli 2024"] == ("", "", "Mangler")
    assert rows["april 2024"] == ("40", "41", "Holdt utenom")
    assert rows["februar 2024"] == ("38", "41", "Telt for hånd")
    assert rows["januar 2025"][1] != rows["desember 2024"][1]


def test_hidden_numbers_are_said_and_never_called_missing() -> None:
    points = [replace(point, hidden=place in (4, 9)) for place, point in enumerate(monthly(STEADY)) if place != 6]
    sample = chart(Series(points))
    described = describe(sample.result, sample.text, sample.marks)
    rows = {row[0]: row[1:] for row in described.rows}
    assert rows["mai 2024"] == rows["oktober 2024"] == ("", "Skjult")
    assert rows["juli 2024"] == ("", "Mangler")
    text = described.description.replace("\u00a0", " ")
    assert "Skjult av personvernhensyn: mai 2024, oktober 2024. Skjult betyr ikke null." in text
    assert "Tall mangler for: juli 2024." in text
    assert "Run-diagram med 9 tall" in text


def test_starting_point_of_differences_begins_where_the_picture_does() -> None:
    sample = chart(Series(monthly(STEADY), ChartKind.MR, freezes=[date(2024, 8, 1)]))
    text = describe(sample.result, sample.text, ()).description.replace("\u00a0", " ")
    assert "låst til utgangspunktet, fra februar 2024 til august 2024" in text


def test_what_turns_text_around_reaches_neither_name_nor_description() -> None:
    described = describe(gallery()["hostile"].result, gallery()["hostile"].text, gallery()["hostile"].marks)
    assert "\u202e" not in described.name + described.description + "".join(described.headers)


def test_where_all_is_hidden_nobody_is_told_that_there_are_no_numbers() -> None:
    sample = chart(Series([replace(point, hidden=True) for point in monthly(STEADY)]))
    text = describe(sample.result, sample.text, sample.marks).description
    assert text.startswith("Alle tall er skjult av personvernhensyn.")
    assert "Ingen tall" not in text


def test_run_is_noted_on_each_of_its_points() -> None:
    sample = gallery()["improved"]
    table = describe(sample.result, sample.text, sample.marks)
    noted = [row[0] for row in table.rows if row[-1] == "14 på rad over medianen"]
    assert (noted[0], noted[-1], len(noted)) == ("november 2024", "desember 2025", 14)


def test_description_says_all_that_the_picture_says() -> None:
    sample = three_phases()
    text = describe(sample.result, sample.text, sample.marks).description.replace("\u00a0", " ")
    for part in (
        "Run-diagram med 33 tall, fra januar 2024 til desember 2026.",
        "Periode 2: nytt skjema, fra januar 2025 til desember 2025: Medianen er",
        "Målet er 65 barn.",
        "Tall mangler for: juli 2024, september 2025, oktober 2025.",
        "Holdt utenom: april 2024, mai 2026.",
        "PDSA-sirkler under diagrammet: 2.",
        "Merknader i diagrammet: 3.",
    ):
        assert part in text


def test_signal_is_said_with_its_place() -> None:
    sample = gallery()["improved"]
    text = describe(sample.result, sample.text, sample.marks).description.replace("\u00a0", " ")
    assert "Signal: 14 på rad over medianen, fra november 2024 til desember 2025." in text
    assert "Medianen er låst til utgangspunktet, fra januar 2024 til desember 2024: 40,5 barn." in text
    assert "Medianen nå er" in text


@pytest.mark.parametrize("name", ["one point", "two points", "empty", "all missing", "flat"])
def test_nothing_is_said_of_signals_before_there_are_enough_numbers(name: str) -> None:
    sample = gallery()[name]
    text = describe(sample.result, sample.text, sample.marks).description.lower()
    assert "signal" not in text
    assert text


def test_no_signal_is_said_only_with_the_verdict_that_says_so() -> None:
    for sample in gallery().values():
        text = describe(sample.result, sample.text, sample.marks).description.replace("\u00a0", " ")
        is_calm = not any(point.is_outside and not point.is_excluded for point in sample.result.points)
        assert ("Ingen signaler" in text) == (sample.result.verdict.code == "no_signal" and is_calm)


def test_limits_and_what_lies_outside_are_said_and_in_the_table() -> None:
    sample = with_limits()
    described = describe(sample.result, sample.text, sample.marks)
    text = described.description.replace("\u00a0", " ")
    for part in (
        "Kontrolldiagram: Andel (P). 22 tall, fra januar 2024 til oktober 2025.",
        "Senterlinjen er låst til utgangspunktet",
        "Grensene til slutt er",
        "Utenfor grensene: april 2024, desember 2024.",
    ):
        assert part in text
    assert described.headers[-4:] == ("Senterlinje", "Nedre grense", "Øvre grense", "Merknad")
    row = next(row for row in described.rows if row[0] == "april 2024")
    lower, upper = (sample.result.points[3].lower, sample.result.points[3].upper)
    assert lower is not None and upper is not None
    assert row[-3:] == (sample.text.numbers.cell(lower), sample.text.numbers.cell(upper), "Utenfor grensene")


@pytest.mark.parametrize("name", [name for name in gallery() if "control" not in name and name != "limits"])
def test_run_charts_know_no_limits(name: str) -> None:
    sample = gallery()[name]
    described = describe(sample.result, sample.text, sample.marks)
    assert "grense" not in described.description.lower()
    assert not any("grense" in header for header in described.headers)


@pytest.mark.parametrize("language", Language)
def test_description_is_in_the_readers_language(language: Language) -> None:
    sample = chart(IMPROVED, language=language)
    text = describe(sample.result, sample.text, ()).description.replace("\u00a0", " ")
    first = {Language.BOKMAL: "Run-diagram med", Language.NYNORSK: "Run-diagram med", Language.ENGLISH: "Run chart."}
    second = {Language.BOKMAL: "Målet er", Language.NYNORSK: "Det lågaste", Language.ENGLISH: "The target is"}
    assert text.startswith(first[language])
    assert second[language] in text
    assert "%(" not in text


def test_missing_period_at_the_end_is_told() -> None:
    sample = chart(IMPROVED.__class__(IMPROVED.points, as_of=date(2026, 4, 20)))
    table = describe(sample.result, sample.text, ())
    assert [row[-1] for row in table.rows][-3:] == ["Mangler"] * 3
