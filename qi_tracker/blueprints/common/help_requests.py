"""What a project page says of the last time the team asked for help."""

from dataclasses import dataclass

from flask import url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n.formats import date_by_distance
from qi_tracker.i18n.labels import label
from qi_tracker.models import HelpRequest, Project
from qi_tracker.services.dates import local_day
from qi_tracker.services.help_requests import requests_of
from qi_tracker.services.summaries import local_today


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line, and the page it leads to."""

    text: str
    href: str


def help_line(project: Project) -> HelpLine | None:
    """Of the latest that the reader sees: what was decided, or who is asked; None when nothing was."""
    latest = next((found for found in requests_of(project) if can(Permission.SEE_HELP_REQUEST, found)), None)
    return HelpLine(_text(latest), url_for("help_requests.show", help_request_id=latest.id)) if latest else None


def _text(asked: HelpRequest) -> str:
    words, language = current_words(), current_language()
    moment = asked.answered_at or asked.created_at
    day = date_by_distance(local_day(moment), local_today(), language)
    if asked.decision is None or asked.answered_by is None:
        return words.gettext("Asked %(name)s for help, %(day)s. No answer yet.", name=asked.asked_of.name, day=day)
    decision = label(asked.decision, words)
    return words.gettext(
        "%(name)s answered %(day)s: %(decision)s", name=asked.answered_by.name, day=day, decision=decision
    )
