"""The page on which all that somebody looks after is handed over to a colleague; first it shows what will move."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from wtforms import BooleanField, HiddenField, SelectField

from qi_tracker.blueprints.common.forms import BaseForm, options
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.saving import refused, saving
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.undoing import may_be_undone
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.translate import N_
from qi_tracker.models import Person, Project, ProjectMembership
from qi_tracker.services.handing_over import give_back, hand_over_all, receivers_for, shares_of


class HandOverForm(BaseForm):
    """To whom, and whether tasks and cycles go too."""

    to = SelectField(N_("Who takes over?"), coerce=int)
    with_tasks = BooleanField(N_("Also open tasks and PDSA cycles"))
    # What an undone handing over had moved.
    undone = HiddenField()


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Whose things are handed over, in which projects, and where the page is."""

    giver: Person
    projects: Sequence[Project]
    # Address of the page itself, and of where one goes when it is done.
    address: str
    then: str
    # Where the page lies: (text, address or None) as breadcrumbs.
    trail: Sequence[tuple[str, str | None]]
    is_own: bool = False
    # Who can also be removed here, with or without handing over.
    membership: ProjectMembership | None = None

    def answer(self) -> Response:
        """The page, or what comes after its button."""
        return self._undo() if request.form.get("undone") else self._move_or_show()

    def _move_or_show(self) -> Response:
        shares = shares_of(self.giver.id, self.projects, by=current_actor())
        people = receivers_for(self.giver.id, [share.project for share in shares])
        form = HandOverForm() if request.method == "POST" else HandOverForm(request.args)
        # Sent once more, when there is nothing left to hand over, it leads to where the first sending led.
        offered = receivers_for(self.giver.id, self.projects) if request.method == "POST" else people
        form.to.choices = options(_names(offered))
        if form.validate_on_submit():
            with saving(form) as save:
                receiver_id, name = form.to.data, dict(_names(offered))[form.to.data]
                with_tasks = form.with_tasks.data
                moved = hand_over_all(
                    self.giver.id, receiver_id, self.projects, with_tasks=with_tasks, by=current_actor()
                )
                said = current_words().gettext("%(name)s has taken over.", name=name)
                fields = {"to": receiver_id, "undone": ",".join(piece.key for piece in moved)}
                return may_be_undone(save, self.then, {"text": said, "undo": self.address, "fields": fields})
        return render("handing_over.html", form=form, **self._shown(form, people))

    def _shown(self, form: HandOverForm, people: Sequence[Person]) -> dict[str, Any]:
        receiver = next((person for person in people if person.id == form.to.data), None)
        if receiver is None and len(people) == 1:
            receiver = people[0]
        chosen = receiver.id if receiver is not None else None
        with_tasks = bool(form.with_tasks.data) or receiver is None
        shares = shares_of(self.giver.id, self.projects, chosen, with_tasks=with_tasks, by=current_actor())
        return {"about": self, "people": people, "receiver": receiver, "shares": shares}

    def _undo(self) -> Response:
        form = HandOverForm()
        form.to.choices = options([(form.to.data, "")])
        if form.validate_on_submit():
            with saving(form) as save:
                keys = set((form.undone.data or "").split(","))
                give_back(self.giver.id, form.to.data, self.projects, keys)
                return save.then_at(self.then, N_("It is as it was before."))
        return refused(form, self.then)


def _names(people: Sequence[Person]) -> list[tuple[int, str]]:
    return [(person.id, person.name) for person in people]
