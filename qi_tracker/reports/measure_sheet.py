"""A measure's report on paper: what stands where is in `measure_sheet.typ`; here is what it says."""

import json
from pathlib import Path
from typing import Any, Final

from qi_tracker.charts.client import DrawRequest, SheetRequest, Variant
from qi_tracker.charts.key import MarkEntry
from qi_tracker.charts.lettering import clean
from qi_tracker.i18n.translate import NP_
from qi_tracker.reports.measure_report import NOT_SAID, SAYS, MeasureReport

_SOURCE: Final = Path(__file__).with_suffix(".typ").read_text(encoding="utf-8")

_HEADINGS: Final = {
    "says": SAYS,
    "not_said": NOT_SAID,
    "annotations": NP_("report", "Notes"),
    "cycles": NP_("report", "PDSA cycles"),
    "details": NP_("report", "How do we know?"),
    "about": NP_("report", "About the numbers"),
    "page": NP_("report", "Page"),
    "of": NP_("report", "of"),
}


def measure_sheet(report: MeasureReport) -> SheetRequest:
    """The document that the drawing child sets as PDF."""
    chart, words = report.chart, report.words
    content = {
        "language": words.language.value,
        "headings": {name: words.pgettext(*heading) for name, heading in _HEADINGS.items()},
        "title": chart.text.title,
        "subtitle": chart.text.subtitle,
        "source": chart.text.source,
        "description": report.shown.description,
        "says": [*report.verdict.cautions, report.verdict.headline],
        "not_said": report.verdict.not_said,
        "details": [(part.title, " ".join(part.sentences)) for part in report.verdict.details],
        "annotations": [_mark(entry) for entry in report.annotations],
        "cycles": [_mark(entry) for entry in report.cycles],
        "facts": report.facts,
        "caption": report.shown.caption,
        "headers": report.shown.headers,
        "rows": report.shown.rows,
        "numeric": report.shown.numeric,
    }
    picture = DrawRequest(chart.result, chart.text, chart.marks, Variant.WIDE)
    return SheetRequest(_SOURCE, json.dumps(_cleaned(content), separators=(",", ":")), (picture,))


def _mark(entry: MarkEntry) -> tuple[str, str]:
    return entry.sign, " · ".join(filter(None, (entry.label, entry.when, entry.outcome)))


def _cleaned(content: Any) -> Any:
    """Every text without the letters that no font draws and that would turn the text around them."""
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, dict):
        return {name: _cleaned(value) for name, value in content.items()}
    return [_cleaned(value) for value in content] if isinstance(content, list | tuple) else content
