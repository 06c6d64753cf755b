"""A calm question on the page that follows a save: is this about a single person? Nothing is refused or written down.

What was new in the saved texts is looked at, so that nobody is asked about the same words twice.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import flash, g, has_request_context, url_for
from sqlalchemy import String, Text, event, inspect
from sqlalchemy.orm import Session

from qi_tracker.blueprints.common.sessions import only_read_from_here
from qi_tracker.blueprints.common.things import page_of
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.extensions import db
from qi_tracker.i18n.formats import join_list
from qi_tracker.i18n.history import field_label
from qi_tracker.models import Aim, Annotation, ChangeIdea, Measure, Meeting, MeetingDecision, Project, Task, TenantRow
from qi_tracker.privacy.mild_signs import find_mild_signs, told
from qi_tracker.services.places import noun_of, project_around
from qi_tracker.services.projects import people_of

# Of a large table only the first texts are looked at, and so many finds are told.
_MOST_TEXTS, _MOST_TOLD = 200, 3
# Where the text of a thing is changed: endpoint and the name of its parameter. Of others, where it is seen.
_EDITED: Mapping[type[TenantRow], tuple[str, str]] = {
    Project: ("projects.edit", "project_id"),
    Measure: ("measures.edit", "measure_id"),
    Aim: ("aims.edit", "aim_id"),
    Annotation: ("annotations.edit", "annotation_id"),
    ChangeIdea: ("change_ideas.edit", "idea_id"),
    Task: ("tasks.edit", "task_id"),
    Meeting: ("meetings.edit", "meeting_id"),
    MeetingDecision: ("meetings.edit_decision", "decision_id"),
}

Written = list[tuple[TenantRow, str, str, str]]


@event.listens_for(db.session, "before_flush")
def _remember(session: Session, _context: object, _instances: object) -> None:
    if not has_request_context():
        return
    written: Written = g.setdefault("written_texts", [])
    for thing in [*session.new, *session.dirty]:
        if isinstance(thing, TenantRow) and len(written) < _MOST_TEXTS:
            written += _texts(thing)


def _texts(thing: TenantRow) -> Iterator[tuple[TenantRow, str, str, str]]:
    state: Any = inspect(thing)
    for column in state.mapper.column_attrs:
        if type(column.columns[0].type) not in (String, Text):
            continue
        history = state.attrs[column.key].history
        for new in history.added or ():
            if new:
                yield thing, column.key, str(new), str((history.deleted or ("",))[0] or "")


def ask_about_persons(target: str) -> None:
    """Ask, on the page at `target`, about what this request has saved; nothing where nothing looks like a person."""
    written: Written = g.pop("written_texts", [])
    found: dict[str, str] = {}
    first: TenantRow | None = None
    if written:
        only_read_from_here()
    for thing, field, new, old in written:
        known: tuple[str, ...] | None = None
        for sign in find_mild_signs(new):
            words = new[sign.start : sign.end]
            project = project_around(thing)
            if words in old or project is None:
                continue
            if known is None:
                known = tuple(member.person.name for member in people_of(project))
            if not find_mild_signs(f"x {words}", known):
                continue
            first = first or thing
            found.setdefault(told(new, sign), field_label(noun_of(thing), field, current_words()) or "")
    if first is not None:
        _ask(found, first, target)


def _ask(found: Mapping[str, str], thing: TenantRow, target: str) -> None:
    words = current_words()
    by_field: dict[str, list[str]] = {}
    for each, field in list(found.items())[:_MOST_TOLD]:
        by_field.setdefault(field, []).append(f"«{each}»")
    joined = {field: join_list(each, words.language) for field, each in by_field.items()}
    named = [
        words.gettext("%(words)s under «%(field)s»", words=each, field=field) if field else each
        for field, each in joined.items()
    ]
    endpoint, parameter = _EDITED.get(type(thing), ("", ""))
    place: dict[str, Any] = {parameter: thing.id}
    mend = url_for(endpoint, **place) if endpoint else page_of(thing)
    question = {
        "text": words.gettext(
            "Does it say something about a single person here? %(places)s. It is saved.",
            places=join_list(named, words.language),
        ),
        "links": [(words.gettext("Change the text"), mend), (words.gettext("It is all right"), target)],
    }
    flash(question, "info")  # type: ignore[arg-type]  # the notices draw mappings too
