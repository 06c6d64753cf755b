"""Statistics as Bufdir and Statistics Norway give them as files: read right, or refused in words."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from qi_tracker.errors import InvalidInput, PersonalNumberFound
from qi_tracker.exchange.dataset import CellState, Dataset, DimensionRole
from qi_tracker.exchange.messages import refusal_sentence
from qi_tracker.exchange.statistics import read_statistics, statistics_names
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import Language
from tests.exchange import statistics_files as files
from tests.exchange.workbooks import workbook


def states(dataset: Dataset) -> list[str]:
    return [cell.state.value for _, cell in dataset.cells()]


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_statistics(data)
    for language in Language:
        assert len(refusal_sentence(caught.value, words_for(language))) > 20
    return caught.value.code


def test_bufdirs_zip_has_a_table_in_each_file() -> None:
    data = files.bufdir_zip()
    assert refusal(data) == "statistics_several"
    assert statistics_names(data) == ("lavinntekt.xlsx", "meldinger.xlsx")
    assert read_statistics(data, "lavinntekt.xlsx").title == "Barn i lavinntektshusholdninger, andel (prosent)"
    assert read_statistics(data, "meldinger.xlsx").title == "Meldinger til barnevernet"


def test_a_kommune_a_row_and_a_year_a_column() -> None:
    dataset = read_statistics(files.bufdir_wide())
    assert (dataset.source, dataset.updated) == ("Statistisk sentralbyrå", "12.03.2025")
    assert dataset.size == (5, 3)
    [place], [time] = dataset.with_role(DimensionRole.GEO), dataset.with_role(DimensionRole.TIME)
    assert [category.code for category in place.categories] == ["0301", "1103", "1580", "5001", "9999"]
    assert place.category("5001").label == "Trondheim - Tråante"
    assert [category.code for category in time.categories] == ["2021", "2022", "2023"]
    assert dataset.cell({place.code: "5001", time.code: "2022"}).value == 7.25
    assert states(dataset)[3:6] == ["number", "hidden", "number"]
    assert states(dataset)[6:9] == ["missing", "missing", "hidden"]
    assert states(dataset)[11:] == ["hidden", "missing", "missing", "missing"]


def test_a_row_a_year_with_two_columns_of_numbers() -> None:
    dataset = read_statistics(files.bufdir_long())
    assert dataset.source == "SSB / Bufdir"
    assert [dimension.code for dimension in dataset.dimensions] == ["Kommune", "Aldersgruppe", "ContentsCode", "Tid"]
    chosen = {"Kommune": "0301", "Aldersgruppe": "0-5 år", "ContentsCode": "Per 1000 barn", "Tid": "2023"}
    assert dataset.cell(chosen).value == 26.5
    assert dataset.cell(chosen | {"Aldersgruppe": "6-12 år"}).is_hidden
    assert dataset.cell(chosen | {"Aldersgruppe": "6-12 år", "ContentsCode": "Antall"}).is_hidden
    lacking = dataset.cell(chosen | {"Kommune": "5001", "Aldersgruppe": "6-12 år"})
    assert lacking.state is CellState.MISSING


def test_statistics_norways_workbook() -> None:
    dataset = read_statistics(files.statistics_norway_xlsx())
    assert dataset.title.startswith("08764: Personer under 18 år")
    assert (dataset.source, dataset.updated) == ("Statistisk sentralbyrå", "20250227 08:00")
    place, sex, counted, time = dataset.dimensions
    assert (place.role, counted.role, time.role) == (DimensionRole.GEO, DimensionRole.METRIC, DimensionRole.TIME)
    assert [category.label for category in place.categories] == ["Oslo", "Trondheim"]
    at = {place.code: "5001", sex.code: "Jenter", counted.code: "EU-skala 60 prosent", time.code: "2023"}
    assert dataset.cell(at).value == 8.4
    assert dataset.cell(at | {place.code: "0301"}).is_hidden
    assert dataset.cell(at | {counted.code: "Personer"}).state is CellState.MISSING
    assert "kontakt" not in repr(dataset).lower()


@pytest.mark.parametrize(("delimiter", "decimal"), [(";", ","), (";", "."), (",", "."), ("\t", ",")])
def test_statistics_norways_text_file(delimiter: str, decimal: str) -> None:
    dataset = read_statistics(files.statistics_norway_csv(delimiter, decimal))
    assert dataset.size == (3, 1, 2)
    assert [cell.value for _, cell in dataset.cells()] == [15.1, 14.9, None, None, 8.2, 0]
    assert states(dataset)[2:4] == ["missing", "hidden"]


def test_several_sheets_are_chosen_from() -> None:
    sheet = [("Kommune", 2022, 2023), ("Oslo", 1, 2), ("Bergen", 3, 4)]
    data = workbook({"Gutter": sheet, "Jenter": sheet, "Om": [("Om tallene",)]})
    assert refusal(data) == "statistics_several"
    assert set(statistics_names(data)) == {"Gutter", "Jenter"}
    assert read_statistics(data, "Jenter").size == (2, 2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (workbook({"Ark": [("Dette er et brev",)]}), "statistics_wrong_file"),
        (workbook({"Ark": [("Navn", "Poeng"), ("Rødt lag", 3)]}), "statistics_wrong_file"),
        (workbook({"Ark": [("Kommune", 2023), ("Oslo", 1), ("Oslo", 2)]}), "statistics_inconsistent"),
        (b"Kommune;2022;2023\nOslo;1.500;2.500\n", "statistics_ambiguous"),
        (b"%PDF-1.7", "wrong_file_type"),
        (b"<html></html>", "wrong_file_type"),
        (b"PK\x03\x04 spoilt", "wrong_file_type"),
        (files.zipped({"les meg.txt": b"ingen tall"}), "statistics_wrong_file"),
        (files.zipped({}), "statistics_wrong_file"),
        (files.zipped({"../lavinntekt.xlsx": files.bufdir_wide()}), "unsafe_file"),
        (files.zipped({"..\\lavinntekt.xlsx": files.bufdir_wide()}), "unsafe_file"),
        (files.zipped({"/etc/lavinntekt.xlsx": files.bufdir_wide()}), "unsafe_file"),
        (files.zipped({"C:/lavinntekt.xlsx": files.bufdir_wide()}), "unsafe_file"),
        (files.zipped({"a/tall.xlsx": files.bufdir_wide(), "b/tall.xlsx": files.bufdir_wide()}), "unsafe_file"),
        (files.zipped({"tall.xlsx": files.bufdir_zip()}), "unsafe_file"),
        (files.zipped({"tall.zip": files.bufdir_zip()}), "unsafe_file"),
        (files.zipped({"tall.xlsx": b"PK\x03\x04 spoilt"}), "wrong_file_type"),
        (files.zipped({f"{number}.xlsx": b"" for number in range(201)}), "unpacked_too_large"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_name_with_nul_is_refused() -> None:
    data = files.zipped({"tall_xlsx": files.bufdir_wide()}).replace(b"tall_xlsx", b"tall\x00xlsx")
    assert refusal(data) == "unsafe_file"


def _claims_little(data: bytes) -> bytes:
    """The sizes in the ZIP's lists made small."""
    small = (100).to_bytes(4, "little")
    whole = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = whole.find(mark)
        whole[start + at : start + at + 4] = small
    return bytes(whole)


@pytest.mark.parametrize("spoil", [bytes, _claims_little])
def test_a_file_that_grows_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tall.csv", b"0" * 8_000_000)
    assert refusal(spoil(data.getvalue())) == ("damaged_file" if spoil is _claims_little else "unpacked_too_large")


def test_many_files_are_together_no_larger_than_one_may_be() -> None:
    assert refusal(files.zipped({f"{number}.csv": b"0" * 4_000_000 for number in range(14)})) == "unpacked_too_large"


def test_more_numbers_than_are_read_are_refused() -> None:
    years = ";".join(str(year) for year in range(1960, 2030))
    rows = "\n".join(f"Sted {number}" + ";1" * 70 for number in range(3_000))
    assert refusal(f"Kommune;{years}\n{rows}\n".encode()) == "statistics_too_large"


SOUND = (
    files.bufdir_zip(),
    files.bufdir_long(),
    files.statistics_norway_xlsx(),
    files.statistics_norway_csv(),
    (Path(__file__).parents[1] / "data/jsonstat/ssb-05300.json").read_bytes(),
    (Path(__file__).parents[1] / "data/jsonstat/canada.json").read_bytes(),
)


@pytest.mark.parametrize("sound", SOUND, ids=range(len(SOUND)))
def test_a_spoilt_file_is_read_or_refused_in_words(sound: bytes) -> None:
    chance = Random(7)
    for _ in range(100):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 40)]
                case 2:
                    data[at:at] = data[at : at + chance.randint(1, 40)]
                case _:
                    data[at : at + 1] = chance.choice((b"0", b"-1", b"null", b"[", b"{", b'"', b"\x00", b"1e999", b":"))
        try:
            for name in statistics_names(bytes(data)):
                read_statistics(bytes(data), name)
        except InvalidInput as refused:
            assert len(refusal_sentence(refused, words_for(Language.BOKMAL))) > 20


def test_no_personal_number_in_a_cell() -> None:
    for cell in ("01813250035", 1813250035.0):
        with pytest.raises(PersonalNumberFound):
            read_statistics(files.bufdir_wide([("0301", "Oslo", 1, 2, cell)]))
