"""Writes the chart of a report to a file, as the pages give it: its format by its ending, whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from qi_tracker.analysis.result import ChartResult
from qi_tracker.blueprints.common.chart_words import ChartFacts, chart_text
from qi_tracker.charts.client import Chart, DrawRequest, Renderer, SheetRequest, Variant
from qi_tracker.charts.describe import describe
from qi_tracker.charts.text import ChartText
from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.analysis_report import Report
from qi_tracker.exchange.analysis_teller import measure_facts, outside_count
from qi_tracker.exchange.xmr_report import XmrReport
from qi_tracker.exchange.xmr_text import assurance_sentence, variation_sentence
from qi_tracker.i18n.translate import NP_, Words
from qi_tracker.i18n.verdicts import VerdictText, verdict_text
from qi_tracker.reports.measure_report import MeasureReport
from qi_tracker.reports.measure_sheet import measure_sheet
from qi_tracker.vocabulary import Direction, Frequency, ValueType

# The first drawing waits for the drawing library to load.
_TIMEOUT_SECONDS = 60.0

# The rules of Making Data Count are others than the run rules, and are named otherwise.
_WORDS_OF_XMR = {
    "median": NP_("chart", "Mean"),
    "run_above": NP_("chart", "Stands out, above the mean"),
    "run_below": NP_("chart", "Stands out, below the mean"),
    "key_median": NP_("chart", "Mean of the numbers"),
    "key_on_line": NP_("chart", "On the mean: neither above nor below"),
    "key_run": NP_("chart", "Stands out: shift, trend, or two of three near a limit"),
}


@dataclass(frozen=True, slots=True)
class _Chart:
    name: str
    result: ChartResult
    text: ChartText
    verdict: VerdictText
    words: Words


def _picture(chart: _Chart) -> DrawRequest:
    return DrawRequest(chart.result, chart.text, (), Variant.WIDE)


def _sheet(chart: _Chart) -> SheetRequest:
    drawn = Chart("chart", chart.result, chart.text)
    shown = describe(chart.result, chart.text, ())
    return measure_sheet(MeasureReport(chart.name, drawn, shown, chart.verdict, chart.words))


# Ending → what makes the file.
_FORMATS: Final[Mapping[str, Callable[[Renderer, _Chart], bytes]]] = {
    ".svg": lambda renderer, chart: renderer.svg_file(_picture(chart)),
    ".png": lambda renderer, chart: renderer.png(_picture(chart)),
    ".pdf": lambda renderer, chart: renderer.pdf(_sheet(chart)),
}


def refuse_wrong_ending(file: Path) -> None:
    """Before anything is computed.

    Raises
    ------
    InvalidInput
        If the file is of no format that a chart has, by its name.
    """
    if file.suffix.lower() not in _FORMATS:
        raise InvalidInput("chart_wrong_ending", file=file.name)


def write_chart(report: Report | XmrReport, file: Path, words: Words) -> None:
    """Draw the report's chart into the file.

    Raises
    ------
    InvalidInput
        If the file cannot be written.
    RenderingFailed
        If the chart cannot be drawn.
    """
    chart = _of_reading(report, words) if isinstance(report, XmrReport) else _of_report(report, words)
    try:
        with _written_whole(file) as temporary:
            temporary.write_bytes(_made(chart, file.suffix.lower()))
    except OSError:
        raise InvalidInput("chart_not_written", file=str(file)) from None


def _made(chart: _Chart, ending: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        renderer = Renderer(Path(folder), timeout_seconds=_TIMEOUT_SECONDS)
        try:
            return _FORMATS[ending](renderer, chart)
        finally:
            renderer.close()


def _of_report(report: Report, words: Words) -> _Chart:
    result = report.result
    verdict = verdict_text(result.verdict, words, measure_facts(report))
    title = " ".join(filter(None, (verdict.headline, outside_count(report, words))))
    facts = _facts(report.name, report.unit, report.frequency, report.direction)
    # A proportion ends at 100 only where it is shown in per cent.
    is_known = report.is_percent or report.value_type is not ValueType.PROPORTION
    facts = replace(facts, title=title, value_type=report.value_type if is_known else ValueType.NUMBER)
    return _Chart(report.name, result, chart_text(result, facts, words), verdict, words)


def _of_reading(report: XmrReport, words: Words) -> _Chart:
    title = f"{variation_sentence(report, words)} {assurance_sentence(report, words)}"
    facts = _facts(report.name, report.unit, report.frequency, report.settings.direction)
    result = replace(report.chart, target=report.settings.target)
    text = chart_text(result, replace(facts, title=title), words)
    renamed = {name: words.pgettext(*key) for name, key in _WORDS_OF_XMR.items()}
    said = {**renamed, "describe_above": f"{renamed['run_above']}.", "describe_below": f"{renamed['run_below']}."}
    # These rules have no verdict but what the title says.
    verdict = VerdictText(title, "", (), ())
    return _Chart(report.name, result, replace(text, words=replace(text.words, **said)), verdict, words)


def _facts(name: str, unit: str, frequency: Frequency, direction: Direction | None) -> ChartFacts:
    return ChartFacts("", name, unit, ValueType.NUMBER, frequency, direction, (), {})


@contextmanager
def _written_whole(file: Path) -> Iterator[Path]:
    """A file beside the one asked for, which takes its place at once: nobody meets half of it, nor a failure's rest.

    That it can be written is seen before anything is drawn.
    """
    if file.is_dir():
        raise IsADirectoryError(file)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # With the rights of any new file of the person's, which a temporary one has not.
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
