"""Tables, one file per noun. Importing the package registers them all."""

from qi_tracker.models.aims import Aim
from qi_tracker.models.annotations import Annotation
from qi_tracker.models.base import Base, OwnedRow, TenantRow
from qi_tracker.models.change_ideas import ChangeIdea
from qi_tracker.models.dimensions import QualityDimension
from qi_tracker.models.history import AuditEvent, AuditValue
from qi_tracker.models.installation import IdempotencyKey, Installation
from qi_tracker.models.measures import Freeze, Measure, MeasureSummary, Pause, Phase
from qi_tracker.models.observations import Import, ImportDraft, ImportedRow, Observation
from qi_tracker.models.organizations import Invitation, Membership, Organization
from qi_tracker.models.pdsa import PdsaCycle
from qi_tracker.models.people import Person, SignInSession
from qi_tracker.models.projects import Project, ProjectMembership

__all__ = [
    "Aim",
    "Annotation",
    "AuditEvent",
    "AuditValue",
    "Base",
    "ChangeIdea",
    "Freeze",
    "IdempotencyKey",
    "Import",
    "ImportDraft",
    "ImportedRow",
    "Installation",
    "Invitation",
    "Measure",
    "MeasureSummary",
    "Membership",
    "Observation",
    "Organization",
    "OwnedRow",
    "Pause",
    "PdsaCycle",
    "Person",
    "Phase",
    "Project",
    "ProjectMembership",
    "QualityDimension",
    "SignInSession",
    "TenantRow",
]
