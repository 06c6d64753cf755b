"""`qi-tracker privacy scan`: places and kinds of personal numbers in files. All numbers are synthetic (month + 80)."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qi_tracker import cli
from tests.exchange.workbooks import workbook

VECTORS = json.loads((Path(__file__).parents[1] / "data/vectors/personal_numbers.json").read_text(encoding="utf-8"))
ONE, TWO = "01813250035", "71929977755"


def scan(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
    status = cli.main(["privacy", "scan", *map(str, arguments)])
    said = capsys.readouterr()
    assert ONE not in said.out + said.err
    return status, json.loads(said.out or "null")


def place(line: int, start: int, end: int, kind: str = "synthetic") -> dict[str, Any]:
    return {"line": line, "start": start, "end": end, "kind": kind}


def test_place_and_kind_are_printed_and_not_the_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notat.txt"
    file.write_text(f"Møte på øya.\nDa kom {ONE[:6]} {ONE[6:]}, og {TWO}.\n", "utf-8")
    assert scan(capsys, file) == (1, [place(2, 7, 19), place(2, 24, 35, "synthetic_d_number")])


@pytest.mark.parametrize("text", VECTORS["must_find_in_text"], ids=ascii)
@pytest.mark.parametrize("suffix", [".txt", ".csv", ".json"])
def test_every_form_is_found(text: str, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / f"fil{suffix}"
    file.write_text(f"x\n\n{text}\n", "utf-8")
    status, found = scan(capsys, file)
    assert status == 1 and [each["line"] for each in found] == [3]


def test_other_numbers_are_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tall.csv"
    file.write_text("\n".join(VECTORS["must_not_find"]), "utf-8")
    assert scan(capsys, file) == (0, [])


@pytest.mark.parametrize("text", VECTORS["ambiguous"])
def test_what_a_spreadsheet_has_bent_is_found_in_tables(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for suffix, status in ((".csv", 1), (".txt", 0)):
        file = tmp_path / f"fil{suffix}"
        file.write_text(f"a;b\n1;{text}\n", "utf-8")
        assert scan(capsys, file)[0] == status


def test_lines_far_down_a_long_file_are_counted_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["tekst"] * 2000
    lines[499], lines[500], lines[1999] = ONE[:6], ONE[6:], f"-{ONE}"
    file = tmp_path / "lang.txt"
    file.write_bytes("\r\n".join(lines).encode("utf-16"))
    assert scan(capsys, file) == (1, [place(500, 0, 12), place(2000, 1, 12)])


def test_all_sheets_of_a_workbook_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bok.xlsx"
    rows = [["Dato", "Merknad"], ["2025-01-01", f"fnr {ONE}"]]
    numbers: list[list[Any]] = [["a", "b"], [1, 1813250035]]
    file.write_bytes(workbook({"Tall": rows, "Flere": numbers}))
    first = {**place(2, 15, 26), "sheet": 1}
    assert scan(capsys, file) == (1, [first, {**place(2, 2, 12), "sheet": 2}])


def test_mild_signs_only_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notat.txt"
    file.write_text("Vi møtte Kari Nordmann.\nRing 912 34 567.\n", "utf-8")
    assert scan(capsys, file) == (0, [])
    assert scan(capsys, file, "--mild") == (1, [place(1, 9, 22, "name"), place(2, 5, 15, "telephone")])


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(f"{ONE}\n".encode())))
    assert scan(capsys, "-") == (1, [place(1, 0, 11)])


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture, broken = tmp_path / "bilde.png", tmp_path / "bok.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x01")
    broken.write_bytes(b"PK\x03\x04xl/workbook.xml")
    for file in (picture, broken, tmp_path / f"{ONE}.txt"):
        assert scan(capsys, file) == (2, None)
