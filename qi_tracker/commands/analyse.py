"""`qi-tracker analyse`: what the statistics say of a file of numbers, or of cases in the schema of the reference."""

import argparse
import json
import sys
from datetime import date, datetime
from pathlib import Path

from qi_tracker.analysis.series import RunRules
from qi_tracker.errors import DomainError, InvalidInput, InvalidSeries
from qi_tracker.exchange.analysis_report import Choices, report_json, report_on, series_from
from qi_tracker.exchange.analysis_text import report_lines
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.messages import problem_sentence, refusal_sentence
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.raw_table import MAX_BYTES
from qi_tracker.exchange.reference_cases import answer_case
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.formats import OSLO
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.vocabulary import ChartKind, Direction

SUMMARY = "Analyse a file of numbers as a run chart or control chart, and say how sure that is."
SUCCESS, REFUSED = 0, 1

NO_POINTS = N_("There is no row with a date and a number.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an Excel file (.xlsx) or a text file (.csv)")
    what.add_argument(
        "--cases", type=Path, metavar="FILE", help='{"cases": [{"id", "input"}]} in the reference\'s schema'
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--kind", type=ChartKind, choices=list(ChartKind), help="the chart; by default a run chart")
    parser.add_argument("--rules", type=RunRules, choices=list(RunRules), default=RunRules.ANHOEJ, help="the run rules")
    parser.add_argument("--phase", type=date.fromisoformat, action="append", default=[], help="first day of a phase")
    parser.add_argument("--freeze", type=date.fromisoformat, action="append", default=[], help="last day of a base")
    parser.add_argument("--better", type=Direction, choices=list(Direction), help="which way is better")
    parser.add_argument("--target", type=float, help="in the unit that is shown")
    parser.add_argument("--stock", action="store_true", help="many of the same people are counted each time")
    parser.add_argument("--unscreened", action="store_true", help="keep unusually large moving ranges in their average")


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Print the report, or the answers to the cases."""
    try:
        if arguments.cases is not None:
            print(json.dumps(_answers(arguments.cases, words), ensure_ascii=False, allow_nan=False))
            return SUCCESS
        return _report(arguments, words)
    except InvalidInput as refusal:
        print(refusal_sentence(refusal, words), file=sys.stderr)
    except DomainError as refusal:
        print(error_sentence(refusal, words), file=sys.stderr)
    return REFUSED


def _answers(file: Path, words: Words) -> dict[str, object]:
    try:
        cases = json.loads(file.read_text("utf-8"))["cases"]
        pairs = [(case["id"], case["input"]) for case in cases]
    except OSError:
        raise InvalidInput("file_not_found", file=file.name) from None
    except (ValueError, KeyError, TypeError) as problem:
        raise InvalidInput("case_not_understood", problem=str(problem)) from None

    def sentence(refusal: InvalidSeries) -> str:
        return error_sentence(refusal, words)

    return {"cases": [{"id": name, "output": answer_case(given, sentence)} for name, given in pairs]}


def _report(arguments: argparse.Namespace, words: Words) -> int:
    try:
        with arguments.file.open("rb") as opened:
            source = opened.read(MAX_BYTES + 1)
    except OSError:
        raise InvalidInput("file_not_found", file=arguments.file.name) from None
    found = preview(source, datetime.now(OSLO).date())
    if not found.points:
        print(words.gettext(NO_POINTS), file=sys.stderr)
        return REFUSED
    _tell_problems(found, words)
    choices = Choices(
        chart=arguments.kind,
        phases=arguments.phase,
        freezes=arguments.freeze,
        direction=arguments.better,
        target=arguments.target,
        is_stock=arguments.stock,
        is_screened=not arguments.unscreened,
        run_rules=arguments.rules,
    )
    report = report_on(series_from(found.points, found.frequency, choices))
    if arguments.json:
        print(json.dumps(report_json(report), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print("\n".join(report_lines(report, words)))
    return SUCCESS


def _tell_problems(found: ImportPreview, words: Words) -> None:
    """What was doubtful in the file; the report goes on without those rows."""
    for problem in found.problems:
        place = words.gettext("Row %(row)s", row=problem.row) + ": " if problem.row is not None else ""
        print(place + problem_sentence(problem, words), file=sys.stderr)
