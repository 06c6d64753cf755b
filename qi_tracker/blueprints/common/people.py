"""The people of a project as choices."""

from qi_tracker.blueprints.common.words import current_words
from qi_tracker.models import Person, Project
from qi_tracker.services.projects import people_of


def person_choices(project: Project, present: Person | None = None) -> list[tuple[int, str]]:
    """(person id, name) of nobody, of those who take part, and of the one chosen now, who may have left since."""
    found = {member.person_id: member.person.name for member in people_of(project)}
    if present is not None:
        found.setdefault(present.id, present.name)
    return [(0, current_words().gettext("Nobody")), *found.items()]
