"""The addresses of the files that `sharing.py` makes. Without a file there is a page that says why."""

from flask import Response

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.downloads import OF_MEASURE, downloaded
from qi_tracker.blueprints.common.error_pages import RETRY_SECONDS, UNAVAILABLE
from qi_tracker.blueprints.common.pages import CONFLICT, render
from qi_tracker.blueprints.common.verdicts import chart_today
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.blueprints.measures.sharing import FORMATS, FileFormat, report_of
from qi_tracker.errors import RenderingFailed
from qi_tracker.exchange.file_names import attachment
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.models import Measure
from qi_tracker.reports.measure_report import MeasureReport
from qi_tracker.services.exports import of_measure


def _serve(endpoint: str, kind: FileFormat) -> None:
    @requires(Permission.SEE_NUMBERS)
    def view(measure: Measure) -> Response:
        return _answer(measure, kind)

    blueprint.add_url_rule(f"/measures/<int:measure_id>/{kind.address}", endpoint, view)


for _endpoint, _kind in FORMATS.items():
    _serve(_endpoint, _kind)


@blueprint.get(f"/measures/<int:measure_id>/{OF_MEASURE.address}")
@requires(Permission.SEE_NUMBERS)
def all_json(measure: Measure) -> Response:
    """The measure with its plan, its numbers and what was decided about its chart; also while it has no numbers."""
    return downloaded(OF_MEASURE, measure.name, of_measure(measure), current_words().gettext("measure"))


def _answer(measure: Measure, kind: FileFormat) -> Response:
    """The file; or a page that says why there is none."""
    words = current_words()
    result, problem = chart_today(measure)
    if result is None or not result.points:
        return no_file(measure, problem or words.gettext("The measure has no numbers yet."))
    return sent_file(measure, kind, report_of(measure, result))


def sent_file(measure: Measure, kind: FileFormat, report: MeasureReport) -> Response:
    """The report as a file of this kind; or the page that says that it cannot be drawn."""
    words = current_words()
    try:
        content = kind.make(report)
    except RenderingFailed as failure:
        answer = no_file(measure, error_sentence(failure, words), UNAVAILABLE)
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer
    answer = Response(content, mimetype=kind.mimetype)
    answer.headers["Content-Disposition"] = attachment(measure.name, kind.ending, words.gettext("measure"))
    return answer


def no_file(measure: Measure, reason: str, status: int = CONFLICT) -> Response:
    """The page that says why there is no file."""
    return render("measures/no_file.html", status, measure=measure, reason=reason)
