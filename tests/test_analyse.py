"""`qi-tracker analyse`: a file's report for a statistician, as text and JSON, and cases in the reference's schema."""

import json
from pathlib import Path

import pytest

from qi_tracker.cli import main
from tests.exchange.test_reference_cases import cases

CSV = Path(__file__).parent / "data" / "csv"


def test_the_report_says_what_how_sure_how_much_and_how_soon(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(CSV / "sample_p.csv"), "--better", "down", "--language", "en"]) == 0
    said = capsys.readouterr().out
    for words in (
        "Suggested chart: Share (P)",
        "longest run 9 (by chance at most 8)",
        "Were nothing to change",
        "95 % interval",
        "four of five such charts",
        "2024-12-01",
    ):
        assert words in said


def test_the_report_is_in_the_readers_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(CSV / "sample_p.csv"), "--language", "nn"]) == 0
    assert "Skilnad på medianane" in capsys.readouterr().out


def test_everything_is_there_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--kind", "p", "--freeze", "2023-12-01", "--target", "2", "--better", "down", "--stock"]
    assert main(["analyse", str(CSV / "sample_p.csv"), "--json", *arguments]) == 0
    told = json.loads(capsys.readouterr().out)
    phase = told["result"]["phases"][0]
    assert told["result"]["chart"] == "p"
    assert phase["frozen_until"] == "2023-12-01"
    assert phase["lower"] is not None and phase["upper"] > phase["centre"] > phase["lower"]
    assert told["false_signals"]["once"]["probability"] < told["false_signals"]["each_time"]["probability"]
    assert told["result"]["verdict"]["cautions"] == ["stock"]


def test_phases_and_settings_are_as_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--kind", "i", "--unscreened", "--phase", "2024-01-01", "--rules", "best_box"]
    assert main(["analyse", str(CSV / "sample_p.csv"), "--json", *arguments]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [phase["first_date"] for phase in told["result"]["phases"]] == ["2023-01-01", "2024-01-01"]
    assert told["is_screened"] is False


def test_cases_are_answered_in_their_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = [cases("qic_p")[0], cases("ptd_xmr")[40], next(c for c in cases("qic_t") if c["group"] == "t/zero-error")]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"cases": [{"id": case["id"], "input": case["input"]} for case in chosen]}))
    assert main(["analyse", "--cases", str(file), "--language", "en"]) == 0
    answers = json.loads(capsys.readouterr().out)["cases"]
    assert [answer["id"] for answer in answers] == [case["id"] for case in chosen]
    assert [answer["output"]["status"] for answer in answers] == ["ok", "ok", "error"]
    assert answers[2]["output"]["code"] == "time_not_positive"
    assert "A time between events is above 0" in answers[2]["output"]["message"]


@pytest.mark.parametrize("content", ["{}", "nonsense", '{"cases": [1]}'])
def test_cases_that_are_none_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str) -> None:
    file = tmp_path / "cases.json"
    file.write_text(content)
    assert main(["analyse", "--cases", str(file), "--language", "en"]) == 1
    assert "reference's schema" in capsys.readouterr().err


def test_a_file_that_is_not_there_or_holds_no_number_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyse", str(tmp_path / "nowhere.csv")]) == 1
    assert main(["analyse", "--cases", str(tmp_path / "nowhere.json")]) == 1
    (tmp_path / "words.csv").write_text("a;b\nx;y\n")
    assert main(["analyse", str(tmp_path / "words.csv")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_an_impossible_row_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.csv").write_text("date;days\n2024-01-01;3\n2024-02-01;0\n2024-03-01;5\n")
    assert main(["analyse", str(tmp_path / "t.csv"), "--kind", "t", "--language", "en"]) == 1
    assert "above 0" in capsys.readouterr().err
