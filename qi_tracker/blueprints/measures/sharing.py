"""What can be taken along of a measure's chart: pictures, a sheet of paper, the numbers, a text. One entry each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from qi_tracker.analysis.result import ChartResult
from qi_tracker.blueprints.common.charts import chart_of_measure, renderer
from qi_tracker.blueprints.common.verdicts import ShownVerdict, shown_verdict, unit_of
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.charts.client import ChartView, DrawRequest, Variant
from qi_tracker.exchange.chart_table import ChartTable, chart_table
from qi_tracker.exchange.csv_writer import csv_file
from qi_tracker.exchange.xlsx_writer import xlsx_file
from qi_tracker.i18n.translate import N_
from qi_tracker.i18n.verdicts import VerdictText
from qi_tracker.models import Measure
from qi_tracker.reports.measure_report import MeasureReport, facts_and_verdict, measure_report, plain_text, source_line
from qi_tracker.reports.measure_sheet import measure_sheet


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A kind of file: the end of its address, its type, what it is called, and what makes it.

    Raises
    ------
    RenderingFailed
        From `make`, if there is a picture in the file and it cannot be drawn.
    """

    address: str
    mimetype: str
    label: str
    make: Callable[[MeasureReport], bytes]

    @property
    def ending(self) -> str:
        """Of the file's name."""
        return self.address.rpartition(".")[2]


def _png(report: MeasureReport) -> bytes:
    return renderer().png(_picture(report))


def _svg(report: MeasureReport) -> bytes:
    return renderer().svg_file(_picture(report))


def _picture(report: MeasureReport) -> DrawRequest:
    chart = report.chart
    return DrawRequest(chart.result, chart.text, chart.marks, Variant.WIDE)


def _pdf(report: MeasureReport) -> bytes:
    return renderer().pdf(measure_sheet(report))


def _csv(report: MeasureReport) -> bytes:
    return csv_file(_table(report))


def _xlsx(report: MeasureReport) -> bytes:
    return xlsx_file(_table(report), report.words)


def _table(report: MeasureReport) -> ChartTable:
    text = report.chart.text
    return chart_table(report.name, report.shown, text.numbers, facts_and_verdict(report), text.language)


# Endpoint → format. A new one is an entry here.
FORMATS: Final[Mapping[str, FileFormat]] = {
    "chart_png": FileFormat("chart.png", "image/png", N_("Picture (PNG)"), _png),
    "chart_svg": FileFormat("chart.svg", "image/svg+xml", N_("Picture that can be enlarged (SVG)"), _svg),
    "chart_pdf": FileFormat("chart.pdf", "application/pdf", N_("A4 sheet with the table (PDF)"), _pdf),
    "numbers_xlsx": FileFormat(
        "numbers.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        N_("The numbers for Excel (XLSX)"),
        _xlsx,
    ),
    "numbers_csv": FileFormat("numbers.csv", "text/csv", N_("The numbers as text (CSV)"), _csv),
}


def report_of(measure: Measure, result: ChartResult) -> MeasureReport:
    """The measure's report in the reader's language; for those who may see the numbers."""
    verdict = in_words(shown_verdict(measure, result))
    return measure_report(measure, unit_of(measure), chart_of_measure(measure, result), verdict, current_words())


def in_words(verdict: ShownVerdict) -> VerdictText:
    """The verdict as a report takes it."""
    return VerdictText(verdict.headline, verdict.not_said, verdict.cautions, verdict.details)


def shared_text(measure: Measure, view: ChartView, verdict: ShownVerdict) -> str:
    """The chart as text to copy."""
    return plain_text(view, in_words(verdict), source_line(measure, current_words()))
