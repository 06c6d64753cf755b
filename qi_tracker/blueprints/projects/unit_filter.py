"""The list of projects, narrowed to one unit with all beneath it; the address remembers which."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qi_tracker.access.actors import Actor
from qi_tracker.blueprints.common.units import full_names
from qi_tracker.errors import NotFound
from qi_tracker.models import Project
from qi_tracker.services.unit_tree import with_all_beneath
from qi_tracker.services.units import tree_of


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """What can be chosen, what is, and which units that takes in."""

    # (unit id, full name).
    choices: Sequence[tuple[int, str]]
    chosen: int | None
    taken_in: Collection[int]

    def kept(self, projects: Sequence[Project]) -> Sequence[Project]:
        """Those of the projects that belong to the chosen unit or one beneath it; all when none is chosen."""
        if self.chosen is None:
            return projects
        return [project for project in projects if project.unit_id in self.taken_in]


def unit_filter(actor: Actor, asked: str) -> UnitFilter:
    """The filter for the projects of the organisations that the actor belongs to.

    Raises
    ------
    NotFound
        If the address asks for something that is none of their units.
    """
    choices = [
        item for number in sorted(actor.organization_roles) for item in full_names(tree_of(actor, number)).items()
    ]
    if not asked:
        return UnitFilter(choices, None, ())
    chosen = next((unit_id for unit_id, _ in choices if str(unit_id) == asked), None)
    if chosen is None:
        raise NotFound
    return UnitFilter(choices, chosen, with_all_beneath(actor.organization_roles, [chosen]))
