"""`qi-tracker analyse`: a file's report as text, JSON and chart, and cases in the schema of the reference."""

import json
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from qi_tracker.analysis.series import CHARTS_OF_RATIOS
from qi_tracker.cli import main
from qi_tracker.errors import RenderingFailed
from qi_tracker.exchange.limit_formulas import CENTRES, LIMITS
from qi_tracker.exchange.report_layout import WIDTH
from qi_tracker.vocabulary import ChartKind, Language
from tests.exchange.test_reference_cases import cases

CSV = Path(__file__).parent / "data" / "csv"
P, HOURS, YEARS = (str(CSV / name) for name in ("sample_p.csv", "time_hours.csv", "spc_exampledata.csv"))
SVG = "{http://www.w3.org/2000/svg}"

Captured = pytest.CaptureFixture[str]


def said(capsys: Captured, *arguments: str | Path, language: Language = Language.ENGLISH) -> str:
    assert main(["analyse", *map(str, arguments), "--language", language]) == 0
    return capsys.readouterr().out


def told(capsys: Captured, *arguments: str | Path) -> dict:
    found: dict = json.loads(said(capsys, *arguments, "--json"))
    return found


def refused(capsys: Captured, *arguments: str | Path) -> str:
    assert main(["analyse", *map(str, arguments), "--language", "en"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_report_says_what_how_sure_how_much_and_how_soon(capsys: Captured) -> None:
    report = in_one_line(said(capsys, P, "--kind", "p", "--better", "down", "--target", "1.5"))
    for words in (
        "Infektioner / Opererede patienter",
        "24 of 24 points have a value; 0 left out by choice; 0 periods missing",
        "all numerators over all denominators, Σy/Σn",
        "centre ± 3·√(centre(1 − centre)/n), within 0 and 1",
        "Suggested chart Share (P), because it is a share of a known denominator",
        "Spread against theory: 0.95. Ordinary limits suit.",
        "has got better, from about 4.2 to 1.7%",
        "longest run 12 (by chance at most 8); crossings 3 (by chance at least 8)",
        "Longest run (at most) 12 (8)*",
        "Target 1.500%; not reached",
        "Were nothing to change, 2.9% of such charts would give a signal; opened at each new point, 8.3%.",
        "With the correlation of these points, 56.8%.",
        "95 % interval",
        "four of five such charts have given a signal, with the line frozen on 12 points",
        "1.5 1.644 15 88 15 20",
        "2024-12-01 2 122 1.639 3.110 0.000 7.825 in a long run",
    ):
        assert words in report


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "arguments",
    [
        (P, "--kind", "p", "--freeze", "2023-12-01", "--better", "down", "--target", "2"),
        (YEARS, "--kind", "p_prime", "--phase", "2023-01-01", "--phase", "2024-01-01", "--freeze", "2022-06-01"),
        (HOURS, "--kind", "i", "--making-data-count"),
    ],
)
def test_every_line_can_be_read_at_a_hundred_characters(
    capsys: Captured, language: Language, arguments: tuple[str, ...]
) -> None:
    lines = said(capsys, *arguments, language=language).splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []
    assert "%(" not in "".join(lines)


def test_the_report_is_in_the_readers_language(capsys: Captured) -> None:
    assert "Skilnad på medianane" in said(capsys, P, language=Language.NYNORSK)
    report = said(capsys, HOURS, "--kind", "i", "--centre", "5.5", language=Language.BOKMAL)
    assert "gitt, ikke regnet ut" in report
    assert "5,500" in report


def test_ranges_that_were_left_out_are_counted(capsys: Captured) -> None:
    report = in_one_line(said(capsys, HOURS, "--kind", "i"))
    assert "ranges screened (Nelson 1982): 2 of 29 left out, average 0.600" in report
    assert "ranges not screened: all 29 used" in in_one_line(said(capsys, HOURS, "--kind", "i", "--unscreened"))
    for kind in ("p_prime", "i_prime"):
        found = told(capsys, YEARS, "--kind", kind)["ranges"]
        assert found["n"] == 35 and 0 <= found["n_left_out"] < 5
    assert told(capsys, P, "--kind", "p")["ranges"] is None


def test_chance_of_a_false_signal_is_that_of_the_line(capsys: Captured) -> None:
    assert "if the given line holds" in in_one_line(said(capsys, HOURS, "--kind", "i", "--centre", "5.5"))
    given = told(capsys, HOURS, "--kind", "i", "--centre", "5.5")
    assert given["false_signals"] is None
    # Published for 30 points and a known line: tests/analysis/test_chances.py holds the table.
    assert 0.03 < given["false_signal_around_given"] < 0.09
    assert "The run rules are not used on this chart." in said(capsys, HOURS, "--kind", "mr")
    assert "those of the Anhøj rules" in said(capsys, HOURS, "--rules", "cut_box")
    assert "those of the Anhøj rules" not in said(capsys, HOURS)


def test_a_point_outside_the_limits_is_told_beside_the_verdict(capsys: Captured) -> None:
    report = in_one_line(said(capsys, HOURS, "--kind", "i"))
    assert "2 points outside the limits (week 7, 2024 and week 20, 2024): look for what was special." in report
    left_out = in_one_line(said(capsys, HOURS, "--kind", "i", "--exclude", "2024-05-13"))
    assert "week 20" not in left_out and "excluded, outside" in left_out


def test_a_point_outside_the_limits_leaves_the_verdict_alone(tmp_path: Path, capsys: Captured) -> None:
    values = [20, 23, 19, 22, 21, 24, 18, 22, 20, 23, 19, 45, 18, 22, 20, 23, 19, 22, 18, 23]
    rows = [f"2024-{1 + place // 4:02d}-{1 + 7 * (place % 4):02d};{value}" for place, value in enumerate(values)]
    (tmp_path / "one_out.csv").write_text("\n".join(["date;value", *rows]))
    report = in_one_line(said(capsys, tmp_path / "one_out.csv", "--kind", "c"))
    assert "No clear change. The intervention may have an effect that we do not see yet. 1 point outside" in report


def test_everything_is_there_as_json(capsys: Captured) -> None:
    arguments = ["--kind", "p", "--freeze", "2023-12-01", "--target", "2", "--better", "down", "--stock"]
    found = told(capsys, P, *arguments)
    phase = found["result"]["phases"][0]
    assert found["result"]["chart"] == "p"
    assert phase["frozen_until"] == "2023-12-01"
    assert phase["lower"] is not None and phase["upper"] > phase["centre"] > phase["lower"]
    assert found["false_signals"]["once"]["probability"] < found["false_signals"]["each_time"]["probability"]
    assert found["result"]["verdict"]["cautions"] == ["stock"]
    assert (found["unit"], found["n_frozen"]) == ("%", 12)


def test_shares_without_numerators_are_single_values(tmp_path: Path, capsys: Captured) -> None:
    rows = [f"2024-{month:02d}-01;{40 + month % 5},5;160" for month in range(1, 13)]
    (tmp_path / "shares.csv").write_text("\n".join(["Måned;Andel barn;Nevner", *rows]), "utf-8")
    found = told(capsys, tmp_path / "shares.csv", "--kind", "i")
    assert found["result"]["points"][0]["value"] == 41.5
    assert found["result"]["points"][0]["upper"] is not None


def test_phases_and_settings_are_as_asked_for(capsys: Captured) -> None:
    arguments = ["--kind", "i", "--unscreened", "--phase", "2024-01-01", "--rules", "best_box", "--never-negative"]
    found = told(capsys, P, *arguments, "--name", "Infections", "--multiply", "1000", "--unit", "per 1000")
    assert [phase["first_date"] for phase in found["result"]["phases"]] == ["2023-01-01", "2024-01-01"]
    assert (found["is_screened"], found["run_rules"]) == (False, "best_box")
    assert (found["name"], found["unit"]) == ("Infections", "per 1000")
    assert found["result"]["points"][0]["value"] == pytest.approx(1000 * 5 / 120)
    assert min(point["lower"] for point in found["result"]["points"]) >= 0


def test_a_given_centre_line_and_a_point_left_out_are_used(capsys: Captured) -> None:
    found = told(capsys, HOURS, "--kind", "i", "--centre", "6", "--exclude", "2024-02-12")
    assert {point["centre"] for point in found["result"]["points"]} == {6}
    assert [point["date"] for point in found["result"]["points"] if point["is_excluded"]] == ["2024-02-12"]
    assert "no number on 2024-02-13" in refused(capsys, HOURS, "--exclude", "2024-02-13")


def test_rows_of_one_date_are_one_point_of_a_chart_of_means(tmp_path: Path, capsys: Captured) -> None:
    rows = [f"2024-{month:02d}-01;{month % 3 + extra}" for month in range(1, 13) for extra in (20, 21.5, 24)]
    (tmp_path / "several.csv").write_text("\n".join(["date;days", *rows]))
    for kind in ("xbar", "s"):
        found = told(capsys, tmp_path / "several.csv", "--kind", kind)
        assert (len(found["result"]["points"]), found["result"]["n_merged_rows"]) == (12, 24)
        assert found["frequency"] == "month"
        assert found["result"]["points"][0]["upper"] is not None
    assert told(capsys, tmp_path / "several.csv", "--subgroups")["suggestion"]["chart"] == "xbar"


def drawing(file: Path) -> tuple[ElementTree.Element, set[str]]:
    root = ElementTree.fromstring(file.read_text("utf-8"))
    texts = {(element.text or "").replace("\u00a0", " ") for element in root.iter(f"{SVG}text")}
    return root, texts


def test_chart_is_drawn_beside_the_report(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "out.svg"
    found = told(capsys, HOURS, "--kind", "i", "--better", "down", "--target", "4.5", "--chart", file)
    root, texts = drawing(file)
    assert found["result"]["chart"] == "i"
    assert root[0].text == (
        "Observationstid før udskrivelse (timer) has got better, from about 5.5 to 5.1; more than random variation "
        "would explain. The aim is not reached yet. 2 points outside the limits."
    )
    assert {"Upper limit 7.1", "Lower limit 3.9", "Centre line 5.5", "Target 4.5", "12.5"} <= texts
    assert len(list(root.iter(f"{SVG}path"))) > 30
    assert list(tmp_path.iterdir()) == [file]
    assert stat.S_IMODE(file.stat().st_mode) & 0o400


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_has_its_formula(capsys: Captured, kind: ChartKind) -> None:
    source = YEARS if kind in CHARTS_OF_RATIOS else HOURS
    report = in_one_line(said(capsys, source, "--kind", kind))
    assert f"Centre line {CENTRES[kind]} Limits {LIMITS[kind]}" in report


def test_chart_of_a_share_in_thousandths_has_its_limits(tmp_path: Path, capsys: Captured) -> None:
    arguments = ["--kind", "p", "--multiply", "1000", "--unit", "per 1000", "--chart", tmp_path / "out.svg"]
    found = told(capsys, YEARS, *arguments)
    assert found["result"]["points"][-1]["upper"] > 900
    assert any(text.startswith("Upper limit") for text in drawing(tmp_path / "out.svg")[1])


@pytest.mark.parametrize("wrong", [("--fix-after", "0"), ("--multiply", "0"), ("--multiply", "inf")])
def test_settings_that_mean_nothing_are_refused(wrong: tuple[str, str]) -> None:
    with pytest.raises(SystemExit):
        main(["analyse", YEARS, "--making-data-count", *wrong])


def test_chart_can_be_png(tmp_path: Path, capsys: Captured) -> None:
    said(capsys, HOURS, "--chart", tmp_path / "out.PNG")
    assert (tmp_path / "out.PNG").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("choices", [(), ("--making-data-count",)])
def test_chart_can_be_a_sheet_of_paper(tmp_path: Path, capsys: Captured, choices: tuple[str, ...]) -> None:
    said(capsys, HOURS, *choices, "--chart", tmp_path / "out.pdf")
    first, *_ = PdfReader(tmp_path / "out.pdf").pages
    text = first.extract_text()
    assert "What the chart says" in text
    assert ("What the chart does not say" in text) == (not choices)


def test_chart_that_cannot_be_written_is_a_sentence(tmp_path: Path, capsys: Captured) -> None:
    assert "one of those endings" in refused(capsys, HOURS, "--chart", tmp_path / "out.gif")
    assert "cannot be written" in refused(capsys, HOURS, "--chart", tmp_path / "nowhere" / "out.svg")
    (tmp_path / "folder.svg").mkdir()
    assert "cannot be written" in refused(capsys, HOURS, "--chart", tmp_path / "folder.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.svg"]


def test_chart_that_cannot_be_drawn_leaves_nothing_behind(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise RenderingFailed("rendering_failed")

    monkeypatch.setattr("qi_tracker.charts.renderer.Renderer.svg_file", fail)
    (tmp_path / "out.svg").write_text("as before")
    assert "Traceback" not in refused(capsys, HOURS, "--chart", tmp_path / "out.svg")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out.svg", "as before")]


def test_making_data_count_tells_variation_and_assurance(capsys: Captured) -> None:
    report = said(capsys, YEARS, "--making-data-count", "--better", "up", "--target", "93")
    assert "Variation: ordinary." in report
    assert "the target will be met at times and missed at times" in in_one_line(report)
    assert "mean ± 2.66 · average moving range; ranges screened: yes" in in_one_line(report)
    assert report.count("improvement  shift") == 7
    without = said(capsys, YEARS, "--making-data-count")
    assert "not told without a target" in without
    assert "upwards" in without and "improvement" not in without


def test_making_data_count_as_json_with_its_settings(capsys: Captured) -> None:
    arguments = ["--making-data-count", "--better", "up", "--target", "93"]
    found = told(capsys, YEARS, *arguments, "--run-length", "8")["making_data_count"]
    assert found["settings"]["run_length"] == 8
    assert "shift" not in {point["special_cause"] for point in found["points"]}
    assert (found["variation"], found["assurance"], found["points"][0]["date"]) == (
        "common_cause",
        "inconsistent",
        "2022-01-01",
    )
    frozen = told(capsys, YEARS, *arguments, "--freeze", "2022-12-01")["making_data_count"]
    fixed = told(capsys, YEARS, *arguments, "--fix-after", "12")["making_data_count"]
    assert frozen == fixed and frozen["settings"]["fix_after"] == 12
    rebased = told(capsys, YEARS, *arguments, "--phase", "2024-01-01")["making_data_count"]
    assert {point["phase"] for point in rebased["points"]} == {0, 1}
    assert rebased["short_phases"] == [1]


def test_making_data_count_with_a_freeze_that_says_nothing_is_refused(capsys: Captured) -> None:
    arguments = [YEARS, "--making-data-count", "--freeze", "2022-12-01"]
    assert "--fix-after" in refused(capsys, *arguments, "--phase", "2024-01-01")
    assert "Choose a later day" in refused(capsys, *arguments[:-1], "2021-12-01")


def test_making_data_count_has_its_chart(tmp_path: Path, capsys: Captured) -> None:
    arguments = ["--making-data-count", "--better", "up", "--target", "93", "--chart", tmp_path / "out.svg"]
    said(capsys, YEARS, *arguments)
    root, texts = drawing(tmp_path / "out.svg")
    assert (root[0].text or "").startswith("Variation: ordinary.")
    assert "Stands out, above the mean" in texts
    assert "Mean 90%" in texts and "Target 93%" in texts


def test_cases_are_answered_in_their_schema(tmp_path: Path, capsys: Captured) -> None:
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
def test_cases_that_are_none_are_refused(tmp_path: Path, capsys: Captured, content: str) -> None:
    file = tmp_path / "cases.json"
    file.write_text(content)
    assert main(["analyse", "--cases", str(file), "--language", "en"]) == 1
    assert "reference's schema" in capsys.readouterr().err


def test_a_file_that_is_not_there_or_holds_no_number_is_refused(tmp_path: Path, capsys: Captured) -> None:
    assert main(["analyse", str(tmp_path / "nowhere.csv")]) == 1
    assert main(["analyse", "--cases", str(tmp_path / "nowhere.json")]) == 1
    (tmp_path / "words.csv").write_text("a;b\nx;y\n")
    assert main(["analyse", str(tmp_path / "words.csv")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_an_impossible_row_is_named(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "t.csv").write_text("date;days\n2024-01-01;3\n2024-02-01;0\n2024-03-01;5\n")
    assert "above 0" in refused(capsys, tmp_path / "t.csv", "--kind", "t")
