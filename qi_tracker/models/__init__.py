"""Tables, one file per noun. Importing the package registers them all."""

from qi_tracker.models.aims import Aim
from qi_tracker.models.annotations import Annotation
from qi_tracker.models.base import Base, OwnedRow, TenantRow
from qi_tracker.models.causes import CauseAnalysis, Sustainment
from qi_tracker.models.change_ideas import ChangeIdea
from qi_tracker.models.context import ContextDraft, ContextSeries, ContextValue
from qi_tracker.models.dimensions import QualityDimension
from qi_tracker.models.drafts import FormDraft
from qi_tracker.models.drivers import Driver, DriverLink
from qi_tracker.models.help_requests import HelpRequest
from qi_tracker.models.history import AuditEvent, AuditHead, AuditLink, AuditValue
from qi_tracker.models.idea_library import SharedIdea
from qi_tracker.models.installation import IdempotencyKey, Installation
from qi_tracker.models.measures import Exclusion, Freeze, Measure, MeasureSummary, Pause, Phase
from qi_tracker.models.meetings import Meeting, MeetingDecision
from qi_tracker.models.observations import Import, ImportDraft, ImportedRow, ImportRecipe, Observation
from qi_tracker.models.organizations import Invitation, Membership, Organization
from qi_tracker.models.outbox import OutboxMessage
from qi_tracker.models.pdsa import PdsaCycle
from qi_tracker.models.people import PasswordReset, Person, SignInFailure, SignInSession
from qi_tracker.models.projects import Project, ProjectMembership
from qi_tracker.models.quality_stars import StarRound, StarScore
from qi_tracker.models.reminders import SentReminder
from qi_tracker.models.steps import DismissedStep
from qi_tracker.models.surroundings import DocumentLink, Stakeholder
from qi_tracker.models.tasks import Task
from qi_tracker.models.units import Unit, UnitLeadership

__all__ = [
    "Aim",
    "Annotation",
    "AuditEvent",
    "AuditHead",
    "AuditLink",
    "AuditValue",
    "Base",
    "CauseAnalysis",
    "ChangeIdea",
    "ContextDraft",
    "ContextSeries",
    "ContextValue",
    "DismissedStep",
    "DocumentLink",
    "Driver",
    "DriverLink",
    "Exclusion",
    "FormDraft",
    "Freeze",
    "HelpRequest",
    "IdempotencyKey",
    "Import",
    "ImportDraft",
    "ImportRecipe",
    "ImportedRow",
    "Installation",
    "Invitation",
    "Measure",
    "MeasureSummary",
    "Meeting",
    "MeetingDecision",
    "Membership",
    "Observation",
    "Organization",
    "OutboxMessage",
    "OwnedRow",
    "PasswordReset",
    "Pause",
    "PdsaCycle",
    "Person",
    "Phase",
    "Project",
    "ProjectMembership",
    "QualityDimension",
    "SentReminder",
    "SharedIdea",
    "SignInFailure",
    "SignInSession",
    "Stakeholder",
    "StarRound",
    "StarScore",
    "Sustainment",
    "Task",
    "TenantRow",
    "Unit",
    "UnitLeadership",
]
