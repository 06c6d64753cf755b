"""The stages after the plan, one form each: what happened, what was learnt, what is decided. Each can be corrected."""

from typing import Any

from flask import Response, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.forms import BaseForm
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.pdsa.forms import ActForm, DoForm, StudyForm
from qi_tracker.blueprints.pdsa.numbers import comparison_of, suggestion, suggestion_line
from qi_tracker.blueprints.pdsa.routes import blueprint
from qi_tracker.models import PdsaCycle
from qi_tracker.services.pdsa import compare, decide, has_reached, record_result
from qi_tracker.vocabulary import CycleStage, Decision, ValueType


@blueprint.route("/cycles/<int:cycle_id>/do", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def do(cycle: PdsaCycle) -> Response:
    """Write down what happened."""
    form = DoForm(obj=cycle)
    if form.validate_on_submit():
        with saving(form, cycle) as save:
            record_result(cycle, form.seen_version, form.result.data)
            return save.then(".show", cycle_id=cycle.id)
    return _stage_page("pdsa/do.html", CycleStage.DO, form, cycle)


@blueprint.route("/cycles/<int:cycle_id>/study", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def study(cycle: PdsaCycle) -> Response:
    """Set the result beside the prediction, and learn."""
    form, line = StudyForm(obj=cycle), ""
    if cycle.measure is None or not can(Permission.SEE_NUMBERS, cycle.measure):
        form.ask_no_number()
    else:
        form.is_share = cycle.measure.value_type is ValueType.PROPORTION
        suggested = suggestion(cycle)
        line = suggestion_line(cycle, suggested)
        if suggested is not None and cycle.observed_value is None and not form.is_submitted():
            form.observed_value.data = suggested.value
    if form.validate_on_submit():
        with saving(form, cycle) as save:
            compare(cycle, form.seen_version, form.comparison.data, form.observed())
            return save.then(".show", cycle_id=cycle.id)
    return _stage_page("pdsa/study.html", CycleStage.STUDY, form, cycle, suggestion=line)


@blueprint.route("/cycles/<int:cycle_id>/act", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def act(cycle: PdsaCycle) -> Response:
    """Decide: adopt, adapt or put away. The idea's status follows."""
    form = ActForm(obj=cycle)
    form.offer()
    if form.validate_on_submit():
        with saving(form, cycle) as save:
            decide(cycle, form.seen_version, form.decision.data, form.next_step.data or "")
            if "plan_next" in request.form and form.decision.data is not Decision.ABANDON:
                return save.then(".create", idea_id=cycle.change_idea_id)
            return save.then(".show", cycle_id=cycle.id)
    return _stage_page("pdsa/act.html", CycleStage.ACT, form, cycle)


def _stage_page(template: str, stage: CycleStage, form: BaseForm, cycle: PdsaCycle, **shown: Any) -> Response:
    """The form of a stage; the cycle's page for one who comes too early."""
    if not has_reached(cycle, stage) and not form.is_submitted():
        return redirect(url_for(".show", cycle_id=cycle.id), 303)  # type: ignore[return-value]  # werkzeug's base class
    return render(template, form=form, cycle=cycle, stage=stage, comparison=comparison_of(cycle), **shown)
