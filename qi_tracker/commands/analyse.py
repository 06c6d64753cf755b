"""`qi-tracker analyse`: what the statistics say of a file of numbers, or of cases in the schema of the reference."""

import argparse
import json
import math
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from qi_tracker.analysis.constants import MAKING_DATA_COUNT_RUN
from qi_tracker.analysis.making_data_count import XmrSettings
from qi_tracker.analysis.periods import infer_frequency
from qi_tracker.analysis.series import RunRules
from qi_tracker.commands.chart_file import refuse_wrong_ending, write_chart
from qi_tracker.errors import DomainError, InvalidInput, InvalidSeries
from qi_tracker.exchange.analysis_report import Choices, Report, report_json, report_on, series_from, unit_of
from qi_tracker.exchange.analysis_text import report_lines
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.messages import problem_sentence, refusal_sentence
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.raw_table import MAX_BYTES
from qi_tracker.exchange.read_settings import AUTOMATIC, ReadSettings
from qi_tracker.exchange.reference_cases import answer_case
from qi_tracker.exchange.xmr_report import XmrReport, xmr_json, xmr_report_on
from qi_tracker.exchange.xmr_text import xmr_lines
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.formats import OSLO
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.vocabulary import ChartKind, Direction, Frequency, ImportRole, ValueType

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
    parser.add_argument("--chart", type=Path, metavar="FILE", help="also draw the chart, as .svg, .png or .pdf")
    _add_chart(parser.add_argument_group("the chart"))
    _add_measure(parser.add_argument_group("the measure"))
    _add_making_data_count(parser.add_argument_group("another way of reading"))


def _add_chart(group: argparse._ArgumentGroup) -> None:
    day = date.fromisoformat
    group.add_argument("--kind", type=ChartKind, choices=list(ChartKind), help="by default a run chart")
    group.add_argument("--rules", type=RunRules, choices=list(RunRules), default=RunRules.ANHOEJ, help="the run rules")
    group.add_argument("--phase", type=day, metavar="DATE", action="append", default=[], help="first day of a phase")
    group.add_argument("--freeze", type=day, metavar="DATE", action="append", default=[], help="last day of a base")
    group.add_argument("--exclude", type=day, metavar="DATE", action="append", default=[], help="leave this point out")
    group.add_argument("--centre", type=float, help="a known centre line, in the unit that is shown")
    group.add_argument("--unscreened", action="store_true", help="keep unusually large moving ranges in their average")
    group.add_argument("--never-negative", action="store_true", help="no lower limit below 0")
    group.add_argument(
        "--subgroups", action="store_true", help="rows of one date are one point, as xbar and s always do"
    )


def _add_measure(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--name", help="by default that of the column")
    group.add_argument("--unit", help="by default per cent for shares, else none")
    group.add_argument(
        "--value-type", type=ValueType, choices=list(ValueType), help="by default found from the numbers"
    )
    group.add_argument("--multiply", type=_above_zero, help="by default 100 for shares: 1000 shows events per thousand")
    group.add_argument("--better", type=Direction, choices=list(Direction), help="which way is better")
    group.add_argument("--target", type=float, help="in the unit that is shown")
    group.add_argument("--stock", action="store_true", help="many of the same people are counted each time")


def _add_making_data_count(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--making-data-count", action="store_true", help="as NHS England reads an XmR chart")
    group.add_argument(
        "--fix-after", type=_at_least_one, metavar="N", help="its lines rest on the first N points of each phase"
    )
    group.add_argument(
        "--run-length", type=int, choices=(6, 7, 8), default=MAKING_DATA_COUNT_RUN, help="of its shifts and trends"
    )


def _above_zero(text: str) -> float:
    number = float(text)
    if not (math.isfinite(number) and number > 0):
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return number


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is below 1")
    return number


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
    if arguments.chart is not None:
        refuse_wrong_ending(arguments.chart)
    found = _read(arguments)
    if not found.points:
        print(words.gettext(NO_POINTS), file=sys.stderr)
        return REFUSED
    _tell_problems(found, words)
    series = series_from(found.points, _frequency(found), _choices(arguments))
    name = arguments.name or _name_of(found, arguments.file)
    unit = unit_of(series, arguments.unit)
    if arguments.making_data_count:
        reading = xmr_report_on(series, _making_data_count(arguments), name, unit)
        _write_chart(reading, arguments, words)
        _print(arguments, {"making_data_count": xmr_json(reading)}, xmr_lines(reading, words))
        return SUCCESS
    report = report_on(series, name, unit)
    _write_chart(report, arguments, words)
    _print(arguments, report_json(report), report_lines(report, words))
    return SUCCESS


def _making_data_count(arguments: argparse.Namespace) -> XmrSettings:
    return XmrSettings(
        direction=arguments.better,
        target=arguments.target,
        fix_after=arguments.fix_after,
        is_screened=not arguments.unscreened,
        run_length=arguments.run_length,
    )


def _write_chart(report: Report | XmrReport, arguments: argparse.Namespace, words: Words) -> None:
    if arguments.chart is not None:
        write_chart(report, arguments.chart, words)


def _print(arguments: argparse.Namespace, values: Mapping[str, object], lines: Iterable[str]) -> None:
    if arguments.json:
        print(json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print("\n".join(lines))


def _read(arguments: argparse.Namespace) -> ImportPreview:
    """Where several rows make one point, each row keeps its own day."""
    try:
        with arguments.file.open("rb") as opened:
            source = opened.read(MAX_BYTES + 1)
    except OSError:
        raise InvalidInput("file_not_found", file=arguments.file.name) from None
    is_grouped = arguments.subgroups or arguments.kind in (ChartKind.XBAR, ChartKind.S)
    settings = ReadSettings(frequency=Frequency.EVENT) if is_grouped else AUTOMATIC
    return preview(source, datetime.now(OSLO).date(), settings)


def _frequency(found: ImportPreview) -> Frequency:
    if found.frequency is not Frequency.EVENT:
        return found.frequency
    return infer_frequency({point.date for point in found.points})


def _name_of(found: ImportPreview, file: Path) -> str:
    """What the column of the numbers is called, with what it is out of; else what the file is."""
    columns = [found.column_of(role) for role in (ImportRole.NUMERATOR, ImportRole.DENOMINATOR, ImportRole.VALUE)]
    names = [column.name for column in columns if column is not None and column.name]
    return " / ".join(names[:2]) or file.stem


def _choices(arguments: argparse.Namespace) -> Choices:
    return Choices(
        chart=arguments.kind,
        value_type=arguments.value_type,
        phases=arguments.phase,
        freezes=arguments.freeze,
        direction=arguments.better,
        target=arguments.target,
        is_stock=arguments.stock,
        is_screened=not arguments.unscreened,
        is_never_negative=arguments.never_negative,
        run_rules=arguments.rules,
        centre=arguments.centre,
        excluded=arguments.exclude,
        multiply=arguments.multiply,
    )


def _tell_problems(found: ImportPreview, words: Words) -> None:
    """What was doubtful in the file; the report goes on without those rows."""
    for problem in found.problems:
        place = words.gettext("Row %(row)s", row=problem.row) + ": " if problem.row is not None else ""
        print(place + problem_sentence(problem, words), file=sys.stderr)
