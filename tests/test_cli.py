"""The console script, as someone at a terminal or another program meets it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from qi_tracker import cli
from qi_tracker.cli import STOPPED
from tests.exchange.workbooks import workbook

FILES = Path(__file__).parent / "data/csv"
KEYS = ["format", "encoding", "delimiter", "decimal", "date_order", "rows", "columns", "points", "problems"]


def import_preview(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, object]]:
    status = cli.main(["import-preview", *map(str, arguments), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_json_has_the_agreed_keys(capsys: pytest.CaptureFixture[str]) -> None:
    status, found = import_preview(capsys, FILES / "sample_p.csv")
    points = found.pop("points")
    assert isinstance(points, list)
    assert (status, len(points)) == (0, 24)
    assert points[5] == {
        "date": "2023-06-01",
        "numerator": 8,
        "denominator": 135,
        "value": None,
        "comment": "Udbrud på afd.",
    }
    assert found == {
        "format": "csv",
        "encoding": "utf-8",
        "delimiter": ";",
        "decimal": None,
        "date_order": "dmy",
        "rows": 24,
        "columns": [
            {"name": "Dato", "role": "date"},
            {"name": "Infektioner", "role": "numerator"},
            {"name": "Opererede patienter", "role": "denominator"},
            {"name": "Kommentar", "role": "comment"},
        ],
        "problems": [],
    }


def test_problem_has_row_column_code_and_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tall.csv"
    file.write_text("Dato;Verdi\n01.01.2025;ca 5\n", encoding="utf-8")
    status, found = import_preview(capsys, file)
    message = "«ca 5» er ikke et tall. Skriv det bare med sifre, eller tøm cellen."
    assert status == 0
    assert found["problems"] == [{"row": 2, "column": "Verdi", "code": "text_in_number", "message": message}]


def test_column_without_a_name_is_called_by_its_letter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tall.csv"
    file.write_text("01.01.2025;5\n01.02.2025;x\n01.03.2025;7\n", encoding="utf-8")
    _, found = import_preview(capsys, file)
    problems = found["problems"]
    assert isinstance(problems, list)
    assert [problem["column"] for problem in problems] == ["B"]
    assert found["columns"] == [{"name": None, "role": "date"}, {"name": None, "role": "value"}]


def test_workbook_is_previewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tall.xlsx"
    file.write_bytes(workbook({"Tall": [["Dato", "Verdi"], [date(2025, 1, 1), 4.5]]}))
    _, found = import_preview(capsys, file)
    assert (found["format"], found["encoding"], found["delimiter"]) == ("xlsx", None, None)
    assert found["points"] == [
        {"date": "2025-01-01", "numerator": None, "denominator": None, "value": 4.5, "comment": None}
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"%PDF-1.7", "wrong_file_type"), (b"a;b\n" * 2_000_000, "file_too_large")],
)
def test_refused_file_answers_in_the_same_shape(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, code: str
) -> None:
    file = tmp_path / "tall.csv"
    file.write_bytes(content)
    status, found = import_preview(capsys, file)
    assert (status, list(found), found["points"]) == (1, KEYS, [])
    problems = found["problems"]
    assert isinstance(problems, list)
    assert [problem["code"] for problem in problems] == [code]
    assert problems[0]["message"].endswith(".")


def test_missing_file_and_folder_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        status, found = import_preview(capsys, path)
        assert status == 1
        assert found["problems"][0]["code"] == "file_not_found"  # type: ignore[index]  # a list, as tested above


def test_file_name_with_a_personal_number_is_not_echoed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["import-preview", str(tmp_path / "01813250035.csv")])
    assert "50035" not in capsys.readouterr().err


@pytest.mark.parametrize(("language", "word"), [("nb", "Nevner"), ("nn", "Nemnar"), ("en", "Denominator")])
def test_readable_text_is_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], language: str, word: str
) -> None:
    assert cli.main(["import-preview", str(FILES / "sample_p.csv"), "--language", language]) == 0
    out = capsys.readouterr().out
    assert f"C  Opererede patienter: {word}" in out
    assert "2023-01-01 – 2024-12-01" in out


def test_readable_problems_say_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tall.csv"
    file.write_text("Dato;Verdi\n01.01.2025;ca 5\n", encoding="utf-8")
    cli.main(["import-preview", str(file)])
    assert "Rad 2: Verdi: «ca 5» er ikke et tall." in capsys.readouterr().out


def test_today_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = import_preview(capsys, FILES / "sample_p.csv", "--today", "2024-11-15")
    problems = found["problems"]
    assert isinstance(problems, list)
    assert [(problem["row"], problem["code"]) for problem in problems] == [(25, "future_date")]


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in cli.COMMANDS.items():
        with pytest.raises(SystemExit) as stopped:
            cli.main([name, "--help"])
        assert stopped.value.code == 0
        assert command.SUMMARY.split()[0] in capsys.readouterr().out


def test_wrong_usage_is_exit_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["no-such-command"])
    assert stopped.value.code == 2
    assert "import-preview" in capsys.readouterr().err


def test_a_reader_who_has_seen_enough_gets_no_stack_trace() -> None:
    command = [sys.executable, "-m", "qi_tracker.cli", "analyse", str(FILES / "sample_p.csv")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None and program.stderr is not None
        program.stdout.close()
        said = program.stderr.read()
        assert program.wait(60) == STOPPED
    assert "Traceback" not in said and "BrokenPipe" not in said
