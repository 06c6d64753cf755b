"""The due number of one measure, typed by the link in a mail: nobody signs in, and nothing else is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Response, current_app, redirect, request

from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.event_log import came_by_link
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import saving
from qi_tracker.blueprints.common.sessions import act_by_link
from qi_tracker.blueprints.common.signing_in import look_up_link
from qi_tracker.blueprints.common.words import speak
from qi_tracker.blueprints.measures.forms import NumberForm
from qi_tracker.blueprints.measures.grid import columns_of
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.errors import InvalidInput
from qi_tracker.models import Measure, Observation
from qi_tracker.services.due import next_due
from qi_tracker.services.number_links import NumberLink, offer_period, offered_period, open_number_link
from qi_tracker.services.observations import find_observation, observations_of, record_observation
from qi_tracker.services.people import token_digest
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
    form = NumberForm()
    if period is not None:
        form.fill(period, find_observation(measure, period))
    return _page(opened, form, period, saved)


def _save(opened: _Opened) -> Response:
    measure, form, period = opened.measure, NumberForm(), opened.offered(request.form.get("offer"))
    if period is None:
        raise InvalidInput("form_incomplete")
    form.period.data = period
    columns = columns_of(measure, observations_of(measure))
    if form.validate_on_submit():
        present = _present(measure, period)
        with saving(form, present, lambda: form.take_theirs(present()), f"link:{token_digest(opened.token)}") as save:
            form.require_number(columns[0][0])
            record_observation(measure, form.reading(), form.seen_version, local_today())
            # Without the token, which is written down nowhere.
            then = f"?saved={opened.offer(period)}"
            save.keep(then)
            response: Response = redirect(then, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
            return response
    return _page(opened, form, period, None)


def _page(opened: _Opened, form: NumberForm, period: date | None, saved: date | None) -> Response:
    measure = opened.measure
    return render(
        "measures/enter_by_link.html",
        form=form,
        measure=measure,
        period=period,
        offer=opened.offer(period) if period is not None else "",
        columns=columns_of(measure, observations_of(measure)),
        saved=saved,
        stored=find_observation(measure, saved) if saved is not None else None,
    )


def _present(measure: Measure, period: date) -> Callable[[], Observation | None]:
    return lambda: find_observation(measure, period)
