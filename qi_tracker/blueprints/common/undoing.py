"""Deleting with a way back: the page that comes next says what was deleted, beside a button that undoes it."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, url_for

from qi_tracker.blueprints.common.forms import ActionForm
from qi_tracker.blueprints.common.saving import refused, saving
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.models import Project, ProjectMembership, TenantRow
from qi_tracker.services.places import key_of, project_around


def undo_notice(thing: TenantRow, text: str) -> dict[str, Any]:
    """What is flashed after a thing was put in the bin; `text` is in the reader's language."""
    return {"text": text, "undo": restore_address(thing), "fields": restore_fields(thing)}


def restore_fields(thing: TenantRow) -> dict[str, Any]:
    """What the button sends that takes this thing out of the bin."""
    return {"thing": key_of(thing), "version": thing.version}


def restore_address(thing: TenantRow) -> str:
    """Where that button sends it: each place checks its own right."""
    if isinstance(thing, Project):
        return url_for("bin.restore_project")
    project = project_around(thing)
    if project is None:
        return url_for("bin.restore_in_organization", organization_id=thing.organization_id)
    if isinstance(thing, ProjectMembership):
        return url_for("bin.restore_person", project_id=project.id)
    return url_for("bin.restore", project_id=project.id)


def went_away(save: saving, thing: TenantRow, then: str, text: str) -> Response:
    """Commit, and take the sender to where they are told, in their language, and may undo it."""
    # Before the commit: what lies in the bin is not read again by itself.
    return may_be_undone(save, then, undo_notice(thing, text))


def may_be_undone(save: saving, then: str, notice: dict[str, Any]) -> Response:
    """Commit, and take the sender to where the notice tells what was done, beside a button that undoes it."""
    save.keep(then)
    flash(notice, "success")  # type: ignore[arg-type]  # the notices draw mappings too
    response: Response = redirect(then, 303)  # type: ignore[assignment]  # werkzeug's base class is what Flask answers
    return response


def pressed_away(
    thing: TenantRow, work: Callable[[int | None], object], then: str, message: str, back: str | None = None
) -> Response:
    """As `pressed`, for a button that puts `thing` in the bin: what comes next offers to undo it."""
    form = ActionForm()
    if form.validate_on_submit():
        with saving(form) as save:
            work(form.seen_version)
            return went_away(save, thing, then, current_words().gettext(message))
    return refused(form, back or then)
