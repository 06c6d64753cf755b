"""The people of a project as choices."""

from collections.abc import Iterable

from qi_tracker.blueprints.common.words import current_words
from qi_tracker.models import Person, Project, ProjectMembership
from qi_tracker.services.projects import people_of
from qi_tracker.services.tasks import WORKING


def person_choices(project: Project, present: Person | None = None) -> list[tuple[int, str]]:
    """(person id, name) of nobody, of those who take part, and of the one chosen now, who may have left since."""
    return _choices(people_of(project), present)


def worker_choices(project: Project, present: Person | None = None) -> list[tuple[int, str]]:
    """The same without those who only read."""
    return _choices([member for member in people_of(project) if member.role in WORKING], present)


def _choices(members: Iterable[ProjectMembership], present: Person | None) -> list[tuple[int, str]]:
    found = {member.person_id: member.person.name for member in members}
    if present is not None:
        found.setdefault(present.id, present.name)
    return [(0, current_words().gettext("Nobody")), *found.items()]
