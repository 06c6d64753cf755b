"""Entering numbers: the one that is due, or many in a grid that saves as you go."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from flask import Response, jsonify, make_response, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.analysis.constants import EARLIEST_DATE, LATEST_DATE
from qi_tracker.analysis.periods import period_start
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.entering import entered_by_hand
from qi_tracker.blueprints.common.forms import sentence_of
from qi_tracker.blueprints.common.pages import CONFLICT, UNPROCESSABLE, local_address, render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import only_read_from_here
from qi_tracker.blueprints.common.undoing import went_away
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.blueprints.measures.doubts import question_about
from qi_tracker.blueprints.measures.forms import NumberForm, NumbersForm
from qi_tracker.blueprints.measures.grid import (
    FEWEST_ROWS,
    Row,
    TypedRow,
    cells_of,
    columns_of,
    merged_row,
    row_of,
    sheet_of,
    typed_rows,
)
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.errors import DomainError, InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.i18n import formats
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Measure, Observation
from qi_tracker.services.due import period_to_enter, periods_without_number
from qi_tracker.services.observations import find_observation, observations_of, record_observation
from qi_tracker.services.strata import strata_of
from qi_tracker.services.summaries import local_today, summaries_of

# More periods than this are typed in the table.
MOST_CHOICES = 60

_MERGED = N_("Somebody else has changed another part of this row. Both stand here now: look it over, and save.")

# What is wrong in a row, by column.
RowErrors = dict[str, str]


@blueprint.route("/measures/<int:measure_id>/due-number", methods=["GET", "POST"])
@requires(Permission.ENTER_NUMBERS)
@entered_by_hand
def enter_due(measure: Measure) -> Response:
    """The one number that is due: typed on Home, or here."""
    if measure.strata and request.method == "GET":
        return redirect(url_for(".edit_numbers", measure_id=measure.id), 303)  # type: ignore[return-value]  # werkzeug's base class
    form = NumberForm()
    back = local_address(request.values.get("back")) or url_for(".show", measure_id=measure.id)
    standing = observations_of(measure)
    columns = columns_of(measure, standing)
    if not form.is_submitted():
        summary = summaries_of([measure]).get(measure.id)
        period = _asked_period(measure) or period_to_enter(measure, summary, local_today())
        form.fill(period, find_observation(measure, period))
    if form.validate_on_submit():
        with saving(form, lambda: _present(measure, form), lambda: form.take_theirs(_present(measure, form))) as save:
            form.require_number(columns[0][0])
            observation = record_observation(measure, form.reading(), form.seen_version, local_today())
            said = _said(measure, form, observation)
            deleted = [number for number in standing if number.deleted_at is not None]
            if deleted:
                return went_away(save, deleted[0], back, said)
            return save.then_at(_question_or(back, measure, observation), said)
    shown = None
    if form.period.data is not None and EARLIEST_DATE <= form.period.data <= LATEST_DATE:
        shown = _present(measure, form)
        chosen = period_start(form.period.data, measure.frequency)
        form.period.offer(_periods_to_choose(measure, chosen), chosen)
    is_unavailable = shown is not None and shown.is_unavailable
    return render(
        "measures/enter_due.html",
        form=form,
        measure=measure,
        back=back,
        columns=columns,
        is_unavailable=is_unavailable,
    )


@blueprint.get("/measures/<int:measure_id>/number-check")
@requires(Permission.ENTER_NUMBERS)
def check_number(measure: Measure) -> Response:
    """The one question about a number that was just saved; a number like the others is asked nothing about."""
    period = _asked_period(measure)
    back = local_address(request.args.get("back")) or url_for(".show", measure_id=measure.id)
    question = question_about(measure, find_observation(measure, period)) if period is not None else ""
    if not question:
        return redirect(back, 303)  # type: ignore[return-value]  # werkzeug's base class
    correct = url_for(".enter_due", measure_id=measure.id, period=request.args["period"], back=back)
    return render(
        "measures/check_number.html", measure=measure, period=period, question=question, back=back, correct=correct
    )


def _question_or(back: str, measure: Measure, observation: Observation | None) -> str:
    """The page that asks about the number, when there is something to ask; else where the sender wants to go."""
    if observation is None or not question_about(measure, observation):
        return back
    return url_for(".check_number", measure_id=measure.id, period=observation.period.isoformat(), back=back)


def _asked_period(measure: Measure) -> date | None:
    """The period that the address asks for."""
    day = _day_from(request.args.get("period", ""))
    return period_start(day, measure.frequency) if day is not None else None


def _day_from(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST_DATE <= day <= LATEST_DATE else None


def _periods_to_choose(measure: Measure, chosen: date) -> list[tuple[date, str]]:
    """The periods without a number, and the one that is chosen, called as people call them; none among days."""
    present = {observation.period for observation in observations_of(measure)}
    waiting = periods_without_number(measure, present, local_today(), FEWEST_ROWS)[:MOST_CHOICES]
    if not waiting:
        return []
    shown = sorted({*waiting, chosen}, reverse=True)
    return [(period, formats.period_label(period, measure.frequency, current_language())) for period in shown]


def _present(measure: Measure, form: NumberForm) -> Observation | None:
    return find_observation(measure, period_start(form.period.data, measure.frequency))


def _said(measure: Measure, form: NumberForm, observation: Observation | None) -> str:
    words = current_words()
    period = formats.period_label(form.period.data, measure.frequency, current_language())
    if observation is None:
        return words.gettext("%(name)s: the number for %(period)s is deleted.", name=measure.name, period=period)
    if observation.is_unavailable:
        return words.gettext(
            "%(name)s: noted that there is no number for %(period)s.", name=measure.name, period=period
        )
    return words.gettext("%(name)s: the number for %(period)s is saved.", name=measure.name, period=period)


@blueprint.route("/measures/<int:measure_id>/numbers", methods=["GET", "POST"])
@requires(Permission.ENTER_NUMBERS)
@entered_by_hand
def edit_numbers(measure: Measure) -> Response:
    """Many numbers: a grid. Without JavaScript it is one form, saved whole or not at all."""
    form, typed = NumbersForm(), []
    errors: dict[str, RowErrors] = {}
    is_stale = False
    if form.validate_on_submit():
        typed = typed_rows(request.form, strata_of(measure, observations_of(measure)))
        with saving(form) as save:
            before = observations_of(measure)
            errors, is_stale = record_all(measure, typed)
            if not errors:
                return _saved_sheet(save, measure, [number for number in before if number.deleted_at is not None])
        only_read_from_here()
    observations = observations_of(measure)
    sheet = sheet_of(measure, observations, local_today(), _until())
    return render(
        "measures/edit_numbers.html",
        status=(CONFLICT if is_stale else UNPROCESSABLE) if errors else None,
        form=form,
        measure=measure,
        columns=columns_of(measure, observations),
        rows=with_typed(measure, sheet.rows, typed, errors),
        sheet=sheet,
        n_wrong=len(errors),
    )


def _saved_sheet(save: saving, measure: Measure, deleted: Sequence[Observation]) -> Response:
    """On to the chart; what was emptied is told, and can be undone."""
    words, then = current_words(), url_for(".show", measure_id=measure.id)
    if len(deleted) == 1:
        period = formats.period_label(deleted[0].period, measure.frequency, current_language())
        said = words.gettext("%(name)s: the number for %(period)s is deleted.", name=measure.name, period=period)
        return went_away(save, deleted[0], then, said)
    if deleted:
        said = words.gettext("Saved. %(n)s numbers are deleted; they lie in the bin of the project.", n=len(deleted))
        return save.then_at(then, said)
    return save.then_at(then)


def _until() -> date | None:
    """The last day of the sheet, from the address; None for the latest."""
    return _day_from(request.args.get("until", ""))


def record_all(measure: Measure, typed: list[TypedRow]) -> tuple[dict[str, RowErrors], bool]:
    """Record every row; what is wrong in those that cannot be, by key, and whether somebody else was first in one.

    A row that somebody else has saved is merged with theirs in `typed`, and asked about.
    """
    errors: dict[str, RowErrors] = {}
    is_stale = False
    for number, row in enumerate(typed):
        present = find_observation(measure, row.period, row.stratum)
        reading, problems = row.reading(present)
        try:
            if reading is not None:
                # A savepoint, so that the rows after one that is refused are looked at too.
                with db.session.begin_nested():
                    record_observation(measure, reading, row.version, local_today())
        except StaleVersion as stale:
            is_stale = True
            theirs = find_observation(measure, row.period, row.stratum)
            typed[number], problems = _theirs_beside(row, theirs, stale)
        except DomainError as problem:
            column = problem.field if problem.field in row.cells else next(iter(row.cells), "value")
            problems = {str(column): sentence_of(problem)}
        if problems:
            errors[row.key] = problems
    return errors, is_stale


def _theirs_beside(row: TypedRow, observation: Observation | None, stale: StaleVersion) -> tuple[TypedRow, RowErrors]:
    """The row merged with theirs; the sentence at its first cell, and what is saved now at each cell both changed."""
    words, theirs = current_words(), cells_of(observation)
    merged, overlaps = merged_row(row, theirs)
    said = {name: f"{words.gettext('Saved now')}: {theirs[name] or words.gettext('(empty)')}" for name in overlaps}
    sentence = sentence_of(stale) if overlaps or observation is None else words.gettext(_MERGED)
    first = next(iter(row.cells), "value")
    return merged, said | {first: " ".join(filter(None, (sentence, said.get(first))))}


def with_typed(
    measure: Measure, rows: Sequence[Row], typed: Sequence[TypedRow], errors: Mapping[str, RowErrors]
) -> list[Row]:
    """The stored rows with what was typed in place of what is stored, when a save was refused."""
    shown = {row.period for row in rows}
    others = [
        row_of(measure, row.period, row.stratum, find_observation(measure, row.period, row.stratum))
        for row in typed
        if row.key not in shown
    ]
    by_key = {row.key: row for row in typed}
    return [
        replace(row, cells=by_key[row.period].cells, errors=errors.get(row.period, {})) if row.period in by_key else row
        for row in (*rows, *others)
    ]


@blueprint.post("/measures/<int:measure_id>/numbers/row")
@requires(Permission.ENTER_NUMBERS)
def save_row(measure: Measure) -> Response:
    """One row of the grid, sent by its script; answered in JSON."""
    row = _only(typed_rows(request.form, strata_of(measure, observations_of(measure))))
    reading, errors = row.reading(find_observation(measure, row.period, row.stratum))
    if reading is None:
        return make_response(jsonify(errors=errors, message=""), UNPROCESSABLE)
    try:
        observation = record_observation(measure, reading, row.version, local_today())
        version = observation.version if observation is not None else None
        question = question_about(measure, observation)
        db.session.commit()
    except StaleVersion as stale:
        return _theirs(measure, row, stale)
    except DomainError as problem:
        only_read_from_here()
        sentence = sentence_of(problem)
        is_in_cell = problem.field in row.cells
        errors = {str(problem.field): sentence} if is_in_cell else {}
        answer = {"errors": errors, "message": "" if is_in_cell else sentence}
        return make_response(jsonify(answer), UNPROCESSABLE)
    # A mild mark on the row, and no question for each of many.
    message = current_words().gettext("Saved. Look it over: %(question)s", question=question) if question else ""
    return jsonify(version=version or "", errors={}, message=message)


def _only(rows: Sequence[TypedRow]) -> TypedRow:
    if len(rows) != 1:
        raise InvalidInput("form_incomplete")
    return rows[0]


def _theirs(measure: Measure, row: TypedRow, stale: StaleVersion) -> Response:
    """What somebody else saved for the period, set beside what was typed."""
    only_read_from_here()
    observation = find_observation(measure, row.period, row.stratum)
    answer = {
        "version": observation.version if observation is not None else "",
        "errors": {},
        "message": sentence_of(stale),
        "theirs": cells_of(observation),
    }
    return make_response(jsonify(answer), CONFLICT)
