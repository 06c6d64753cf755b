"""Entering numbers: the one that is due, or many in a grid that saves as you go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import Response, jsonify, make_response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.forms import ActionForm, sentence_of
from qi_tracker.blueprints.common.pages import CONFLICT, UNPROCESSABLE, local_address, render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import only_read_from_here
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.blueprints.measures.forms import NumberForm
from qi_tracker.blueprints.measures.grid import Row, TypedRow, cells_of, columns_of, rows_of, typed_rows
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.errors import DomainError, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.i18n import formats
from qi_tracker.models import Measure
from qi_tracker.services.due import latest_ended_period, next_due
from qi_tracker.services.observations import Reading, find_observation, observations_of, record_observation
from qi_tracker.services.summaries import local_today, summaries_of


@blueprint.route("/measures/<int:measure_id>/due-number", methods=["GET", "POST"])
@requires(Permission.ENTER_NUMBERS)
def enter_due(measure: Measure) -> Response:
    """The one number that is due: typed on Home, or here."""
    form = NumberForm()
    name, back = measure.name, local_address(request.values.get("back")) or url_for(".show", measure_id=measure.id)
    if not form.is_submitted():
        form.period.data = _due_period(measure)
    if form.validate_on_submit():
        with saving(form) as save:
            record_observation(measure, _reading_of(form), form.seen_version, local_today())
            period = formats.period_label(form.period.data, measure.frequency, current_language())
            said = current_words().gettext("%(name)s: the number for %(period)s is saved.", name=name, period=period)
            return save.then_at(back, said)
    return render(
        "measures/enter_due.html",
        form=form,
        measure=measure,
        back=back,
        columns=columns_of(measure, observations_of(measure)),
    )


@blueprint.route("/measures/<int:measure_id>/numbers", methods=["GET", "POST"])
@requires(Permission.ENTER_NUMBERS)
def edit_numbers(measure: Measure) -> Response:
    """Many numbers: a grid. Without JavaScript it is one form, saved whole or not at all."""
    form, typed = ActionForm(), []
    errors: dict[str, dict[str, str]] = {}
    if form.validate_on_submit():
        typed = typed_rows(request.form)
        with saving(form) as save:
            errors = _record_all(measure, typed)
            if not errors:
                return save.then(".show", measure_id=measure.id)
        only_read_from_here()
    observations = observations_of(measure)
    rows = _with_typed(rows_of(measure, observations, local_today()), typed, errors)
    return render(
        "measures/edit_numbers.html",
        status=UNPROCESSABLE if errors else None,
        form=form,
        measure=measure,
        columns=columns_of(measure, observations),
        rows=rows,
        n_wrong=len(errors),
    )


def _record_all(measure: Measure, typed: Sequence[TypedRow]) -> dict[str, dict[str, str]]:
    """Record every row, and say by period what is wrong in those that cannot be."""
    errors: dict[str, dict[str, str]] = {}
    for row in typed:
        problems = _record(measure, row)
        if problems:
            errors[row.period.isoformat()] = problems
    return errors


def _record(measure: Measure, row: TypedRow) -> dict[str, str]:
    """Record one row; what is wrong by column, empty when it is recorded."""
    reading, errors = row.reading()
    if reading is None:
        return errors
    try:
        record_observation(measure, reading, row.version, local_today())
    except DomainError as problem:
        column = problem.field if problem.field in row.cells else next(iter(row.cells), "value")
        return {str(column): sentence_of(problem)}
    return {}


def _with_typed(
    rows: Sequence[Row], typed: Sequence[TypedRow], errors: dict[str, dict[str, str]]
) -> list[Row]:
    """The stored rows with what was typed in place of what is stored, when a save was refused."""
    if not errors:
        return list(rows)
    by_period = {row.period.isoformat(): row for row in typed}
    return [
        replace(row, cells=by_period[row.period].cells, errors=errors.get(row.period, {}))
        if row.period in by_period
        else row
        for row in rows
    ]


@blueprint.post("/measures/<int:measure_id>/numbers/row")
@requires(Permission.ENTER_NUMBERS)
def save_row(measure: Measure) -> Response:
    """One row of the grid, sent by its script; answered in JSON."""
    (row,) = typed_rows(request.form)
    reading, errors = row.reading()
    if reading is None:
        return make_response(jsonify(errors=errors, message=""), UNPROCESSABLE)
    try:
        observation = record_observation(measure, reading, row.version, local_today())
        version = observation.version if observation is not None else None
        db.session.commit()
    except StaleVersion as stale:
        return _theirs(measure, reading, stale)
    except DomainError as problem:
        only_read_from_here()
        sentence = sentence_of(problem)
        is_in_cell = problem.field in row.cells
        errors = {str(problem.field): sentence} if is_in_cell else {}
        answer = {"errors": errors, "message": "" if is_in_cell else sentence}
        return make_response(jsonify(answer), UNPROCESSABLE)
    return jsonify(version=version or "", errors={}, message="")


def _theirs(measure: Measure, reading: Reading, stale: StaleVersion) -> Response:
    """What somebody else saved for the period, set beside what was typed."""
    only_read_from_here()
    observation = find_observation(measure, reading.period, reading.stratum)
    answer = {
        "version": observation.version if observation is not None else "",
        "errors": {},
        "message": sentence_of(stale),
        "theirs": cells_of(observation),
    }
    return make_response(jsonify(answer), CONFLICT)


def _reading_of(form: NumberForm) -> Reading:
    return Reading(
        period=form.period.data,
        numerator=form.numerator.data,
        denominator=form.denominator.data,
        value=form.value.data,
        comment=form.comment.data or "",
    )


def _due_period(measure: Measure) -> date:
    summary = summaries_of([measure]).get(measure.id)
    due = next_due(measure, summary.last_period if summary is not None else None, local_today())
    return due.period if due is not None else latest_ended_period(measure, local_today())
