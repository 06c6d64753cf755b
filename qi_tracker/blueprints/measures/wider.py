"""A measure as leaders and others outside its numbers see it: the page, and the files of the same protected numbers."""

from flask import Response

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.verdicts import unit_of, wider_verdict
from qi_tracker.blueprints.common.wider import why_nothing, wider_chart
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.measures.files import no_file, sent_file
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.blueprints.measures.sharing import FileFormat, in_words
from qi_tracker.blueprints.measures.wider_page import WIDER_FORMATS, wider_page
from qi_tracker.models import Measure, MeasureSummary
from qi_tracker.reports.measure_report import MeasureReport, measure_report
from qi_tracker.services.summaries import summaries_of


@blueprint.get("/measures/<int:measure_id>/wider")
@requires(Permission.SEE_WIDER)
def show_wider(measure: Measure) -> Response:
    """Is it getting better, as far as those may see who take no part? The team sees here what they see."""
    return wider_page(measure)


def _serve(endpoint: str, kind: FileFormat) -> None:
    @requires(Permission.SEE_WIDER)
    def view(measure: Measure) -> Response:
        summary = summaries_of([measure]).get(measure.id)
        report = _report_of(measure, summary)
        return no_file(measure, why_nothing(measure, summary)) if report is None else sent_file(measure, kind, report)

    blueprint.add_url_rule(f"/measures/<int:measure_id>/wider/{kind.address}", endpoint, view)


for _endpoint, _kind in WIDER_FORMATS.items():
    _serve(_endpoint, _kind)


def _report_of(measure: Measure, summary: MeasureSummary | None) -> MeasureReport | None:
    chart = wider_chart(measure, summary)
    if chart is None:
        return None
    verdict = in_words(wider_verdict(measure, summary))
    return measure_report(measure, unit_of(measure), chart, verdict, current_words())
