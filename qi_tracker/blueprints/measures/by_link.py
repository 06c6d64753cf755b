"""The due number of one measure, typed by the link in a mail: nobody signs in, and nothing else is opened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Response, current_app, redirect, request

from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.event_log import came_by_link
from qi_tracker.blueprints.common.pages import UNPROCESSABLE, render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import act_by_link, only_read_from_here
from qi_tracker.blueprints.common.signing_in import look_up_link
from qi_tracker.blueprints.common.words import current_language, current_words, speak
from qi_tracker.blueprints.measures.doubts import question_about
from qi_tracker.blueprints.measures.forms import NumberForm, NumbersForm
from qi_tracker.blueprints.measures.grid import Row, TypedRow, columns_of, row_of, typed_rows
from qi_tracker.blueprints.measures.numbers import RowErrors, record_all, with_typed
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n import formats
from qi_tracker.models import Measure, Observation
from qi_tracker.services.due import next_due
from qi_tracker.services.number_links import NumberLink, offer_period, offered_period, open_number_link
from qi_tracker.services.observations import Reading, find_observation, observations_of, record_observation
from qi_tracker.services.people import token_digest
from qi_tracker.services.strata import strata_of
from qi_tracker.services.summaries import local_today, summaries_of

NOT_FOUND, GONE = 404, 410


@dataclass(frozen=True, slots=True)
class _Opened:
    """A link that is in use; `key` is what the installation signs with."""

    link: NumberLink
    token: str
    key: str

    @property
    def measure(self) -> Measure:
        """The one measure that the link is about."""
        return self.link.measure

    @property
    def sender(self) -> str:
        """Who sends its forms."""
        return f"link:{token_digest(self.token)}"

    def offer(self, period: date) -> str:
        """The period as this link's pages write it."""
        return offer_period(self.key, self.token, period)

    def offered(self, offer: str | None) -> date | None:
        """The period that a page of this link has offered, as it was sent back; None for anything else."""
        return offered_period(self.key, self.token, offer, self.measure)


@blueprint.route("/number/<token>", methods=["GET", "POST"])
@public
def enter_by_link(token: str) -> Response:
    """The number that a mail asks for, in the name of the one it was sent to. Looking changes nothing."""
    act_by_link()
    key = current_app.config["QI_SETTINGS"].secret_key
    try:
        link = look_up_link(lambda token: open_number_link(key, token, local_today()), token)
    except InvalidInput as refusal:
        status = NOT_FOUND if refusal.code == "number_link_unknown" else GONE
        return render("measures/number_link_over.html", status)
    speak(link.person.language)
    came_by_link(link.person.id)
    opened = _Opened(link, token, key)
    return _save(opened) if request.method == "POST" else _look(opened)


def _look(opened: _Opened) -> Response:
    """What was just saved, if anything; then the number that waits, or one that is to be corrected, or thanks."""
    measure = opened.measure
    saved, again = opened.offered(request.args.get("saved")), opened.offered(request.args.get("period"))
    due = next_due(measure, summaries_of([measure]).get(measure.id), local_today())
    period = again or (due.period if due is not None else None)
    form = NumbersForm() if measure.strata else NumberForm()
    if period is not None and isinstance(form, NumberForm):
        form.fill(period, find_observation(measure, period))
    return _page(opened, form, period, **(_told(opened, saved) if saved is not None else {}))


def _told(opened: _Opened, saved: date) -> dict[str, Any]:
    """What the page says of the period that was just saved: that it is, and what to ask about it."""
    measure, words = opened.measure, current_words()
    observation = find_observation(measure, saved)
    period = formats.period_label(saved, measure.frequency, current_language())
    if observation is None:
        said = words.gettext("The number for %(period)s is deleted.", period=period)
    elif observation.is_unavailable:
        said = words.gettext("It is noted that you have no number for %(period)s.", period=period)
    else:
        said = words.gettext("The number for %(period)s is saved.", period=period)
    question = question_about(measure, observation)
    return {"saved": saved, "said": said, "question": question, "correct": f"?period={opened.offer(saved)}"}


def _save(opened: _Opened) -> Response:
    measure, period = opened.measure, opened.offered(request.form.get("offer"))
    if period is None:
        raise InvalidInput("form_incomplete")
    if measure.strata:
        return _save_groups(opened, period)
    form = NumberForm()
    form.period.data = period
    columns = columns_of(measure, observations_of(measure))
    if form.validate_on_submit():
        present = _present(measure, period)
        with saving(form, present, lambda: form.take_theirs(present()), opened.sender) as save:
            form.require_number(columns[0][0])
            record_observation(measure, form.reading(), form.seen_version, local_today())
            return _on(opened, save, period)
    return _page(opened, form, period)


def _save_groups(opened: _Opened, period: date) -> Response:
    """The period's numbers of all groups, whole or not at all; rows of another period are none of this link's."""
    measure, form = opened.measure, NumbersForm()
    rows = [row for row in typed_rows(request.form, _strata(measure)) if row.period == period]
    errors: dict[str, RowErrors] = {}
    if form.validate_on_submit():
        with saving(form, actor_key=opened.sender) as save:
            errors = _record_groups(measure, period, rows)
            if not errors:
                return _on(opened, save, period)
        only_read_from_here()
    return _page(opened, form, period, typed=rows, row_errors=errors)


def _record_groups(measure: Measure, period: date, rows: list[TypedRow]) -> dict[str, RowErrors]:
    """What is wrong in which row; nothing when all is recorded, or that there is no number for the period at all."""
    says_none = bool(request.form.get("unavailable"))
    if says_none == bool(rows):
        raise InvalidInput("number_and_none" if rows else "number_missing")
    if says_none:
        record_observation(measure, Reading(period, is_unavailable=True), None, local_today())
        return {}
    return record_all(measure, rows)[0]


def _strata(measure: Measure) -> Sequence[str]:
    return strata_of(measure, observations_of(measure))


def _on(opened: _Opened, save: saving, period: date) -> Response:
    """Commit, and on to what is said of it and what waits next."""
    # Without the token, which is written down nowhere.
    then = f"?saved={opened.offer(period)}"
    save.keep(then)
    response: Response = redirect(then, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
    return response


def _page(
    opened: _Opened,
    form: NumberForm | NumbersForm,
    period: date | None,
    typed: Sequence[TypedRow] = (),
    row_errors: Mapping[str, RowErrors] | None = None,
    **told: Any,
) -> Response:
    measure = opened.measure
    rows: list[Row] = []
    if measure.strata and period is not None:
        stored = [_row_of_group(measure, period, group) for group in _strata(measure)]
        rows = with_typed(measure, stored, typed, row_errors or {})
    status = UNPROCESSABLE if row_errors else None
    return render(
        "measures/enter_by_link.html",
        status,
        form=form,
        measure=measure,
        period=period,
        offer=opened.offer(period) if period is not None else "",
        columns=columns_of(measure, observations_of(measure)),
        rows=rows,
        sender=opened.sender,
        **told,
    )


def _row_of_group(measure: Measure, period: date, group: str) -> Row:
    """Called by the group alone: the page says the period."""
    return replace(row_of(measure, period, group, find_observation(measure, period, group)), label=group)


def _present(measure: Measure, period: date) -> Callable[[], Observation | None]:
    return lambda: find_observation(measure, period)
