"""`Actor`: who asks, with all that decides what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qi_tracker.vocabulary import OrganizationRole, ProjectRole


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, or nobody (`person_id` None). Roles are of live memberships only."""

    person_id: int | None = None
    is_operator: bool = False
    # Organisation id → role in it; a guest has none, whatever is handed in: no question about "any role" finds one.
    organization_roles: Mapping[int, OrganizationRole] = field(default_factory=dict)
    # Project id → role in it.
    project_roles: Mapping[int, ProjectRole] = field(default_factory=dict)
    # Organisations that the projects above belong to; more than those one is a member of, for guests.
    project_organizations: frozenset[int] = frozenset()
    # Units one leads, with all that lie beneath them.
    led_units: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        roles = {id: role for id, role in self.organization_roles.items() if role is not OrganizationRole.GUEST}
        object.__setattr__(self, "organization_roles", roles)

    @property
    def organization_ids(self) -> tuple[int, ...]:
        """Every organisation whose rows the actor can have a right to."""
        return tuple(sorted({*self.organization_roles, *self.project_organizations}))

    @property
    def key(self) -> str:
        """The actor in idempotency keys."""
        return f"person:{self.person_id}"
