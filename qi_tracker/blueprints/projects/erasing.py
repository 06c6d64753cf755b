"""What those who lead a project are told before some of it is erased for good."""

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.formats import date_long
from qi_tracker.i18n.retention import things_in_words
from qi_tracker.models import Project
from qi_tracker.services.retention import coming_in
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import RetentionKind


def erased_soon(project: Project) -> list[str]:
    """A sentence for each rule that will take something of the project within a month; none to others."""
    if not project.organization.retention or not can(Permission.DELETE_PROJECT, project):
        return []
    words, told = current_words(), []
    for kind, coming in coming_in(project, local_today()).items():
        day = date_long(coming.first, words.language)
        if kind is RetentionKind.FINISHED_PROJECTS:
            told.append(
                words.gettext(
                    "The whole project is erased for good on %(day)s, with numbers and texts. Download what you want "
                    "to keep, or take the work up again.",
                    day=day,
                )
            )
        else:
            things = things_in_words(kind, coming.n, words)
            told.append(words.gettext("%(things)s: erased for good, from %(day)s.", things=things, day=day))
    return told
