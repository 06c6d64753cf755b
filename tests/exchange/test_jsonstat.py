"""JSON-stat 1 and 2: read right, or refused in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from qi_tracker.errors import InvalidInput, PersonalNumberFound
from qi_tracker.exchange.dataset import MAX_CELLS, Cell, CellState, DimensionRole, Unit
from qi_tracker.exchange.statistics import read_statistics, statistics_names

DATA = Path(__file__).parents[1] / "data"
SAMPLES = DATA / "jsonstat"


def cube(**changes: Any) -> dict[str, Any]:
    """Two kommuner in two years; a part given as None is left out."""
    whole = {
        "version": "2.0",
        "class": "dataset",
        "label": "Barn i lavinntekt",
        "source": "Statistisk sentralbyrå",
        "id": ["Region", "Tid"],
        "size": [2, 2],
        "role": {"geo": ["Region"], "time": ["Tid"]},
        "dimension": {
            "Region": {"label": "region", "category": {"index": ["0301", "5001"], "label": {"0301": "Oslo"}}},
            "Tid": {"label": "år", "category": {"index": {"2022": 0, "2023": 1}}},
        },
        "value": [1, 2, 3, 4],
    } | changes
    return {name: part for name, part in whole.items() if part is not None}


def read(document: object) -> Any:
    return read_statistics(json.dumps(document).encode())


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_statistics(data)
    return caught.value.code


def test_cells_are_found_by_codes() -> None:
    dataset = read(cube())
    assert dataset.cell({"Region": "0301", "Tid": "2023"}) == Cell(2.0, CellState.NUMBER)
    assert dataset.cell({"Tid": "2022", "Region": "5001"}).value == 3
    assert dataset.dimension("Region").category("0301").label == "Oslo"
    assert dataset.dimension("Region").category("5001").label == "5001"
    assert [found.code for found in dataset.with_role(DimensionRole.TIME)] == ["Tid"]
    with pytest.raises(KeyError):
        dataset.cell({"Region": "0301"})


def test_the_index_decides_the_order() -> None:
    backwards = {"category": {"index": {"0301": 1, "5001": 0}}}
    dataset = read(cube(dimension=cube()["dimension"] | {"Region": backwards}))
    assert dataset.cell({"Region": "5001", "Tid": "2022"}).value == 1
    assert [category.code for category in dataset.dimension("Region").categories] == ["5001", "0301"]


@pytest.mark.parametrize(("sign", "state"), [(":", "hidden"), (".", "missing"), ("..", "missing"), ("...", "missing")])
@pytest.mark.parametrize("value", [0, None, 7])
def test_what_the_source_hides_is_never_a_number(sign: str, state: str, value: float | None) -> None:
    dataset = read(cube(value=[value, 2, 3, 4], status={"0": sign}))
    assert dataset.cell_at(0) == Cell(None, CellState(state), sign)
    assert dataset.cell_at(1).value == 2


@pytest.mark.parametrize("status", ["e", ["e"], ["e"] * 4, {"0": "e", "1": "e", "2": "e", "3": "e"}])
def test_status_in_each_form(status: object) -> None:
    assert [cell.sign for _, cell in read(cube(status=status)).cells()] == ["e"] * 4


def test_values_by_place() -> None:
    dataset = read(cube(value={"1": 0, "3": 2.5}))
    assert [cell.value for _, cell in dataset.cells()] == [None, 0, None, 2.5]
    assert dataset.cell_at(0).state is CellState.MISSING


def test_a_sign_where_the_number_would_be() -> None:
    dataset = read(cube(value=[":", "..", "", "tekst"]))
    assert [cell.state.value for _, cell in dataset.cells()] == ["hidden", "missing", "missing", "text"]


def test_hierarchy_and_units() -> None:
    dataset = read_statistics((SAMPLES / "hierarchy.json").read_bytes())
    commodity = dataset.dimension("commodity")
    assert commodity.roots == ("T",)
    assert commodity.category("11").children == ("11.1", "11.2")
    canada = read_statistics((SAMPLES / "canada.json").read_bytes())
    assert canada.unit_of({"concept": "PERCENT", "sex": "F", "age": "4"}) == Unit("%", 1)
    assert canada.cell({"concept": "PERCENT", "sex": "F", "age": "4"}).value == 5.3


def test_children_that_were_not_fetched_are_left_out() -> None:
    region = {"index": ["0301", "5001"], "child": {"0301": ["030101", "5001"], "03": ["0301"]}}
    dataset = read(cube(dimension=cube()["dimension"] | {"Region": {"category": region}}))
    assert dataset.dimension("Region").category("0301").children == ("5001",)
    assert dataset.dimension("Region").roots == ("0301",)


def test_both_versions_of_one_answer_are_equal() -> None:
    second, first = (read_statistics((SAMPLES / f"ssb-05300{end}.json").read_bytes()) for end in ("", "-v1"))
    assert list(first.cells()) == list(second.cells())
    assert first.dimensions == second.dimensions
    assert second.table == "05300"
    assert second.updated == "2022-05-24T06:00:00Z"


def test_several_datasets_are_chosen_from() -> None:
    part = {name: cube()[name] for name in ("label", "value")}
    part["dimension"] = cube()["dimension"] | {"id": cube()["id"], "size": cube()["size"]}
    data = json.dumps({"fattigdom": part, "barnevern": part | {"value": [5, 6, 7, 8]}}).encode()
    assert refusal(data) == "statistics_several"
    assert statistics_names(data) == ("fattigdom", "barnevern")
    assert read_statistics(data, "barnevern").cell_at(0).value == 5
    with pytest.raises(InvalidInput, match="statistics_not_found"):
        read_statistics(data, "helse")


def test_a_collection_of_links_is_told() -> None:
    collection = {"class": "collection", "link": {"item": [{"class": "dataset", "href": "https://statistikk.test/1"}]}}
    assert refusal(json.dumps(collection).encode()) == "statistics_only_links"
    collection["link"] = {"item": [cube()]}
    assert read(collection).title == "Barn i lavinntekt"


def test_the_licence_where_it_is_stated() -> None:
    link = {"license": [{"href": "https://data.norge.no/nlod/no/2.0"}]}
    assert read(cube(link=link)).licence == "https://data.norge.no/nlod/no/2.0"
    assert read(cube(extension={"license": "CC BY 4.0"})).licence == "CC BY 4.0"
    assert read(cube()).licence == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": [1, 2, 3]}, "statistics_inconsistent"),
        ({"value": {"4": 1}}, "statistics_inconsistent"),
        ({"value": {"-1": 1}}, "statistics_inconsistent"),
        ({"value": {"01": 1}}, "statistics_inconsistent"),
        ({"value": [1, 2, 3, True]}, "statistics_inconsistent"),
        ({"value": [1, 2, 3, [4]]}, "statistics_inconsistent"),
        ({"value": [1, 2, 3, 10**400]}, "statistics_inconsistent"),
        ({"value": None}, "statistics_wrong_file"),
        ({"status": ["a", "b"]}, "statistics_inconsistent"),
        ({"size": [2, 3]}, "statistics_inconsistent"),
        ({"size": [2]}, "statistics_inconsistent"),
        ({"size": [2, -2]}, "statistics_empty"),
        ({"size": [2, 0]}, "statistics_empty"),
        ({"size": [2, 2.0]}, "statistics_inconsistent"),
        ({"size": [30_000, 30_000]}, "statistics_too_large"),
        ({"size": [2, MAX_CELLS]}, "statistics_too_large"),
        ({"size": [500, 500]}, "statistics_too_large"),
        ({"id": [], "size": []}, "statistics_empty"),
        ({"id": None}, "statistics_wrong_file"),
        ({"id": ["Region", "Region"]}, "statistics_inconsistent"),
        ({"id": ["Region", "Alder"]}, "statistics_inconsistent"),
        ({"class": "dimension"}, "statistics_wrong_file"),
    ],
)
def test_what_does_not_agree_is_refused(changes: dict[str, Any], code: str) -> None:
    assert refusal(json.dumps(cube(**changes)).encode()) == code


@pytest.mark.parametrize(
    "category",
    [
        {"index": {"0301": 0, "5001": 2}},
        {"index": {"0301": 0, "5001": 0}},
        {"index": {"0301": 0, "5001": True}},
        {"index": {"0301": 0, "5001": "1"}},
        {"index": ["0301", "0301"]},
        {"index": ["0301"]},
        {"index": None},
        {"index": ["0301", "5001"], "label": {"4601": "Bergen"}},
        {"index": ["0301", "5001"], "child": {"0301": ["5001"], "5001": ["0301"]}},
        {"index": ["0301", "5001"], "child": {"0301": "5001"}},
        {"index": ["0301", ["5001"]]},
    ],
)
def test_categories_that_do_not_agree_are_refused(category: dict[str, Any]) -> None:
    wrong = cube(dimension=cube()["dimension"] | {"Region": {"category": category}})
    assert refusal(json.dumps(wrong).encode()) == "statistics_inconsistent"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"  \n", "empty_file"),
        (b"{", "statistics_damaged"),
        (b"{}", "statistics_wrong_file"),
        (b'{"class": "dataset"}', "statistics_wrong_file"),
        (b'{"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "statistics_damaged"),
        (b'{"a": ' * 200_000 + b"1" + b"}" * 200_000, "statistics_damaged"),
        (b'{"value": [NaN]}', "statistics_damaged"),
        (b'{"value": [1], "value": [2]}', "statistics_damaged"),
        (b'{"label": "\xe6"}', "statistics_damaged"),
        (b'{"value": [' + b"9" * 5_000 + b"]}", "statistics_damaged"),
        (b"{" + b" " * 6_000_000, "file_too_large"),
    ],
)
def test_what_is_no_statistics_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize("place", ["label", "source"])
def test_no_personal_number_in_a_text(place: str) -> None:
    number = json.loads((DATA / "vectors" / "personal_numbers.json").read_text("utf-8"))["valid"][0]["n"]
    with pytest.raises(PersonalNumberFound):
        read(cube(**{place: number}))


def test_contacts_are_not_kept() -> None:
    extension = {"contact": [{"name": "Kari Kontakt", "mail": "kari@statistikk.test"}]}
    assert "kari" not in repr(read(cube(extension=extension))).lower()
