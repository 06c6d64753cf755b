"""Cells picked out of official tables: the same in both versions, hidden stays hidden, merged kommuner are followed."""

from dataclasses import replace
from pathlib import Path

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.context_drafts import dataset_from_json, dataset_to_json
from qi_tracker.exchange.context_reading import Selection, axes_of, find_place, readings, suggested
from qi_tracker.exchange.dataset import Category, Dataset, Dimension, DimensionRole
from qi_tracker.exchange.statistics import read_statistics
from qi_tracker.exchange.statistics_periods import named_period
from qi_tracker.vocabulary import ContextState, Frequency

SAMPLES = Path(__file__).parents[1] / "data" / "jsonstat"
YEARS = tuple(str(year) for year in range(2018, 2026))


def sample(name: str) -> Dataset:
    return read_statistics((SAMPLES / name).read_bytes())


def merged_table() -> Dataset:
    """Ålesund, which took others in in 2020 and was divided in 2024, under each number that it has had."""
    rows = {"1504": [9.0, 9.5, *[None] * 6], "1507": [None, None, 11.0, None, 11.5, 11.6, None, None]}
    rows["1508"] = [*[None] * 6, 10.1, 10.2]
    values = [value for row in rows.values() for value in row]
    signs = {place: "." for place, value in enumerate(values) if value is None} | {len(YEARS) + 3: ":"}
    places = tuple(Category(code, f"Ålesund {code}") for code in rows)
    return Dataset(
        title="08764: Personer under 18 år (prosent), etter region og år",
        dimensions=(
            Dimension("Region", "region", places, DimensionRole.GEO),
            Dimension("Tid", "år", tuple(Category(year, year) for year in YEARS), DimensionRole.TIME),
        ),
        values=values,
        signs=signs,
    )


def test_both_versions_of_a_table_read_alike() -> None:
    second, first = sample("ssb-05300.json"), sample("ssb-05300-v1.json")
    chosen = suggested(second, None)
    assert readings(second, chosen) == readings(first, chosen)
    [reading] = readings(second, chosen)
    assert (reading.table_code, reading.unit, len(reading.cells)) == ("05300", "prosent", 9)


def test_a_draft_keeps_the_table_whole() -> None:
    dataset = sample("oecd.json")
    kept = dataset_from_json(dataset_to_json(dataset))
    assert replace(kept, values=tuple(kept.values)) == replace(dataset, values=tuple(dataset.values))


def test_a_merged_kommune_is_followed_and_its_breaks_are_told() -> None:
    [reading] = readings(merged_table(), Selection("1508"))
    assert [cell.value for cell in reading.cells] == [9.0, 9.5, 11.0, None, 11.5, 11.6, 10.1, 10.2]
    assert [cell.place_code for cell in reading.cells] == [*["1504"] * 2, *["1507"] * 4, *["1508"] * 2]
    assert list(reading.breaks or {}) == ["2020-01-01", "2024-01-01"]
    assert "1504" in (reading.breaks or {})["2020-01-01"]


def test_hidden_stays_hidden() -> None:
    [reading] = readings(merged_table(), Selection("1508"))
    assert (reading.cells[3].state, reading.cells[3].value) == (ContextState.HIDDEN, None)


def test_the_organisations_own_kommune_comes_first() -> None:
    assert suggested(merged_table(), "1508").place == "1508"
    assert suggested(merged_table(), "0301").place == ""


@pytest.mark.parametrize("typed", ["1507", "Ålesund 1507", "ålesund 1507"])
def test_a_place_is_found_by_number_or_name(typed: str) -> None:
    place = axes_of(merged_table()).place
    assert place is not None
    assert find_place(place, typed) == "1507"


@pytest.mark.parametrize(("typed", "code"), [("Ålesund", "context_place_several"), ("Oslo", "context_place_unknown")])
def test_an_unclear_place_is_refused(typed: str, code: str) -> None:
    place = axes_of(merged_table()).place
    assert place is not None
    with pytest.raises(InvalidInput) as refusal:
        find_place(place, typed)
    assert refusal.value.code == code


def test_too_many_charts_and_no_time_are_refused() -> None:
    dataset = sample("ssb-05300.json")
    chosen = suggested(dataset, None)
    many = {code: tuple(dataset.dimension(code).places)[:3] for code in chosen.categories}
    with pytest.raises(InvalidInput, match="context_too_many"):
        readings(dataset, replace(chosen, categories=many))
    with pytest.raises(InvalidInput, match="context_without_time"):
        axes_of(sample("order.json"))


@pytest.mark.parametrize(
    ("text", "first", "frequency"),
    [
        ("2016", "2016-01-01", Frequency.YEAR),
        ("2016K2", "2016-04-01", Frequency.QUARTER),
        ("2016M03", "2016-03-01", Frequency.MONTH),
        ("2015-2017", "2015-01-01", Frequency.YEAR),
        ("2016/17", "2016-08-01", Frequency.SCHOOL_YEAR),
        ("2016U07", "2016-02-15", Frequency.WEEK),
    ],
)
def test_periods_are_read_as_sources_write_them(text: str, first: str, frequency: Frequency) -> None:
    found = named_period(text)
    assert found is not None
    assert (found.first.isoformat(), found.frequency) == (first, frequency)


def test_what_is_no_period_is_none() -> None:
    assert [named_period(text) for text in ("0-17 år", "2016U99", "30", "2016K5")] == [None] * 4
