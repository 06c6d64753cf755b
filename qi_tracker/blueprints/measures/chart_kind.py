"""Which chart a measure's numbers are drawn as: chosen by people, with advice and with what each would say."""

from flask import Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import options
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.undoing import may_be_undone
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.measures.forms import ChartForm
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.errors import InvalidSeries
from qi_tracker.i18n.charts import why_this_chart
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.explanations import explanation
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import Words
from qi_tracker.i18n.verdicts import short_verdict
from qi_tracker.models import Measure
from qi_tracker.services.chart_kinds import ChartOption, chart_options, choose_chart
from qi_tracker.services.summaries import local_today


@blueprint.route("/measures/<int:measure_id>/chart", methods=["GET", "POST"])
@requires(Permission.DECIDE_CHART)
def choose_kind(measure: Measure) -> Response:
    """Choose how the numbers are drawn."""
    try:
        found, suggestion = chart_options(measure, local_today())
    except InvalidSeries as problem:
        return render("measures/choose_kind.html", measure=measure, problem=error_sentence(problem, current_words()))
    form, words, before = ChartForm(), current_words(), measure.chart
    form.chart.choices = options(
        [(option.chart.value, label(option.chart, words)) for option in found],
        [_consequence(option) for option in found],
    )
    if not form.is_submitted():
        form.chart.data, form.version.data = measure.chart, measure.version
    if form.validate_on_submit():
        with saving(form, measure) as save:
            choose_chart(measure, form.seen_version, form.chart.data, local_today())
            notice = {
                "text": words.gettext("The chart is now: %(chart)s.", chart=label(measure.chart, words)),
                "undo": url_for(".choose_kind", measure_id=measure.id),
                "fields": {"chart": before.value, "version": measure.version},
            }
            return may_be_undone(save, url_for(".show", measure_id=measure.id), notice)
    return render(
        "measures/choose_kind.html",
        measure=measure,
        form=form,
        advice=why_this_chart(suggestion, words),
    )


def _consequence(option: ChartOption) -> str:
    """When this chart is used, and what it says of these numbers."""
    words = current_words()
    said = [explanation(option.chart, words)]
    if option.result.points:
        verdict = option.result.verdict
        said.append(
            words.gettext(
                "It says of these numbers: %(verdict)s.", verdict=short_verdict(verdict.code, words, verdict.cautions)
            )
        )
        n_outside = sum(point.is_outside and not point.is_excluded for point in option.result.points)
        if n_outside:
            said.append(
                words.ngettext(
                    "%(n)s number lies outside the limits.", "%(n)s numbers lie outside the limits.", n_outside
                )
            )
    return " ".join(said)


def _outside(n_outside: int, words: Words) -> str:
    return words.ngettext("%(n)s number lies outside the limits.", "%(n)s numbers lie outside the limits.", n_outside)
