"""What the rows say together: the history's chain, the summaries, and who is left to lead and administer."""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from qi_tracker.analysis.engine import ANALYSIS_VERSION
from qi_tracker.doctor.findings import Finding, Patient, advice, problem
from qi_tracker.extensions import db
from qi_tracker.models import (
    Measure,
    MeasureSummary,
    Membership,
    Organization,
    Person,
    Project,
    ProjectMembership,
    SignInSession,
)
from qi_tracker.models.base import utc_now
from qi_tracker.models.measures import DECISIONS
from qi_tracker.services.audit_verification import verify
from qi_tracker.services.summaries import computed_summary
from qi_tracker.vocabulary import OrganizationRole, ProjectRole, ProjectStatus

_AT_ONCE = 200
_COMPARED = ("inside", "wider", "last_period")


def history_is_unbroken(patient: Patient) -> Iterator[Finding]:
    """Every organisation's chain holds, from its first event to its last."""
    seen = patient.progress(len(patient.organization_ids))
    for organization_id in patient.organization_ids:
        for broken in verify(organization_id):
            yield problem("chain_broken", organization=organization_id, place=str(broken))
        seen(1)


def summaries_are_in_step(patient: Patient) -> Iterator[Finding]:
    """What lists say of a measure is what its numbers say."""
    session: Session = db.session()
    ids: Sequence[int] = session.scalars(select(Measure.id).order_by(Measure.id)).all()
    seen = patient.progress(len(ids))
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        stored = {
            found.measure_id: found
            for found in session.scalars(select(MeasureSummary).where(MeasureSummary.measure_id.in_(some)))
        }
        measures = (
            select(Measure)
            .where(Measure.id.in_(some))
            .options(*(selectinload(getattr(Measure, name)) for name in DECISIONS))
        )
        for measure in session.scalars(measures):
            yield from _compared(measure, stored.get(measure.id))
        session.expunge_all()
        seen(len(some))


def _compared(measure: Measure, stored: MeasureSummary | None) -> Iterator[Finding]:
    if stored is None:
        yield problem("summary_missing", measure=measure.id)
    elif stored.analysis_version != ANALYSIS_VERSION:
        yield advice("summary_of_earlier_analysis", measure=measure.id)
    else:
        computed = computed_summary(measure)
        if any(getattr(stored, field) != getattr(computed, field) for field in _COMPARED):
            yield problem("summary_out_of_step", measure=measure.id)


def somebody_is_in_charge(_patient: Patient) -> Iterator[Finding]:
    """Organisations with members have an administrator, and active projects a lead."""
    members = func.count(Membership.id)
    administrators = members.filter(Membership.role == OrganizationRole.ADMINISTRATOR)
    without = select(Membership.organization_id).group_by(Membership.organization_id).having(administrators == 0)
    for organization_id in db.session.scalars(without):
        yield problem("no_administrator", organization=organization_id)
    led = select(ProjectMembership.project_id).where(ProjectMembership.role == ProjectRole.LEAD)
    leaderless = select(Project.id).where(Project.status == ProjectStatus.ACTIVE, Project.id.not_in(led))
    for project_id in db.session.scalars(leaderless):
        yield advice("no_lead", project=project_id)


def sessions_are_of_those_who_may(_patient: Patient) -> Iterator[Finding]:
    """Nobody whose account is disabled is still signed in."""
    now = utc_now()
    signed_in = (
        select(SignInSession.person_id)
        .join(Person)
        .where(SignInSession.expires_at > now, Person.disabled_at.is_not(None))
        .distinct()
    )
    for person_id in db.session.scalars(signed_in):
        yield problem("disabled_and_signed_in", person=person_id)


def organizations_of(session: Session) -> tuple[int, ...]:
    """Every organisation there is."""
    return tuple(session.scalars(select(Organization.id).order_by(Organization.id)))
