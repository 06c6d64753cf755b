"""Decisions about a measure's chart: phases, a frozen starting point, pauses, what is left out.

Each can be taken back.
"""

from datetime import date, timedelta

from flask import Response, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.undoing import pressed_away
from qi_tracker.blueprints.common.words import current_language
from qi_tracker.blueprints.measures.forms import ExclusionForm, FreezeForm, PauseForm, PhaseForm
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Exclusion, Freeze, Measure, Pause, Phase
from qi_tracker.services.measures import (
    cancel_pause,
    exclude_point,
    freeze_baseline,
    include_point,
    plan_pause,
    release_baseline,
    remove_phase,
    start_phase,
)
from qi_tracker.services.observations import observations_of
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.services.summaries import local_today


@blueprint.route("/measures/<int:measure_id>/phases/new", methods=["GET", "POST"])
@requires(Permission.DECIDE_CHART)
def create_phase(measure: Measure) -> Response:
    """From a day on, analyse the points on their own, for a reason."""
    form = PhaseForm()
    if form.validate_on_submit():
        with saving(form) as save:
            start_phase(measure, form.starts_on.data, form.reason.data, local_today())
            return save.then(".show", measure_id=measure.id)
    return render("measures/create_phase.html", form=form, measure=measure)


@blueprint.post("/phases/<int:phase_id>/delete")
@requires(Permission.DECIDE_CHART)
def delete_phase(phase: Phase) -> Response:
    """Join a phase with the one before it."""
    return pressed_away(
        phase,
        lambda seen: remove_phase(phase, seen),
        url_for(".show", measure_id=phase.measure_id),
        N_("The period is joined with the one before it."),
    )


@blueprint.route("/measures/<int:measure_id>/freeze", methods=["GET", "POST"])
@requires(Permission.DECIDE_CHART)
def create_freeze(measure: Measure) -> Response:
    """Freeze the starting point."""
    form = FreezeForm()
    suggested = _day_before_first_cycle(measure)
    if not form.is_submitted():
        form.until.data = suggested
    if form.validate_on_submit():
        with saving(form) as save:
            freeze_baseline(measure, form.until.data, local_today())
            return save.then(".show", measure_id=measure.id)
    return render("measures/create_freeze.html", form=form, measure=measure, suggested=suggested)


def _day_before_first_cycle(measure: Measure) -> date | None:
    """The last day on which nothing had been tried; None where that is before every number, or nothing was tried."""
    cycles = cycles_of(measure.project)
    day = cycles[0].starts_on - timedelta(days=1) if cycles else None
    numbers = [found.period for found in observations_of(measure) if found.has_number]
    return day if day is not None and numbers and min(numbers) <= day else None


@blueprint.post("/freezes/<int:freeze_id>/delete")
@requires(Permission.DECIDE_CHART)
def delete_freeze(freeze: Freeze) -> Response:
    """Let the median follow all points again."""
    return pressed_away(
        freeze,
        lambda seen: release_baseline(freeze, seen),
        url_for(".show", measure_id=freeze.measure_id),
        N_("The starting point is no longer frozen."),
    )


@blueprint.route("/measures/<int:measure_id>/pauses/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PROJECT)
def create_pause(measure: Measure) -> Response:
    """Plan a pause."""
    form = PauseForm()
    if form.validate_on_submit():
        with saving(form) as save:
            plan_pause(measure, form.starts_on.data, form.ends_on.data, form.reason.data or "", form.is_yearly.data)
            return save.then(".show", measure_id=measure.id)
    return render("measures/create_pause.html", form=form, measure=measure)


@blueprint.post("/pauses/<int:pause_id>/delete")
@requires(Permission.EDIT_PROJECT)
def delete_pause(pause: Pause) -> Response:
    """Ask for numbers in this time after all."""
    return pressed_away(
        pause,
        lambda seen: cancel_pause(pause, seen),
        url_for(".show", measure_id=pause.measure_id),
        N_("The pause is cancelled."),
    )


@blueprint.route("/measures/<int:measure_id>/exclusions/new", methods=["GET", "POST"])
@requires(Permission.DECIDE_CHART)
def create_exclusion(measure: Measure) -> Response:
    """Leave a number out of what the chart counts."""
    form = ExclusionForm()
    if form.validate_on_submit():
        with saving(form) as save:
            exclude_point(measure, form.period.data, form.reason.data)
            return save.then(".show", measure_id=measure.id)
    form.period.offer(_numbers_to_leave_out(measure), form.period.data)
    return render("measures/create_exclusion.html", form=form, measure=measure)


def _numbers_to_leave_out(measure: Measure) -> list[tuple[date, str]]:
    """The periods whose number counts, newest first, called as people call them."""
    left_out = {exclusion.period for exclusion in measure.exclusions}
    counted = {found.period for found in observations_of(measure) if found.has_number} - left_out
    return [
        (period, formats.period_label(period, measure.frequency, current_language()))
        for period in sorted(counted, reverse=True)
    ]


@blueprint.post("/exclusions/<int:exclusion_id>/delete")
@requires(Permission.DECIDE_CHART)
def delete_exclusion(exclusion: Exclusion) -> Response:
    """Count the number again."""
    return pressed_away(
        exclusion,
        lambda seen: include_point(exclusion, seen),
        url_for(".show", measure_id=exclusion.measure_id),
        N_("The number counts again."),
    )
