"""How long an organisation keeps each kind of data, what will be erased soon, and erasing what has outlived its time.

Nothing is erased within a month of the rule that says so, so that those it concerns are told first. What was erased is
gone from here; backups made before hold it until they are thrown away.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditEvent,
    AuditValue,
    Installation,
    Membership,
    Organization,
    Person,
    Project,
    ProjectMembership,
)
from qi_tracker.services.account_erasure import erase_account
from qi_tracker.services.acting import within
from qi_tracker.services.audit_verification import ERASED
from qi_tracker.services.dates import OSLO, local_day
from qi_tracker.services.erasing import WHAT, erasable, erase_rows, erase_values, values_about
from qi_tracker.services.places import IN_PROJECT, KINDS, Kind, events_about, ids_beneath, noun_of
from qi_tracker.services.saving import check_version, flush
from qi_tracker.vocabulary import ProjectStatus, RetentionKind

# So long before it happens people are told.
NOTICE = timedelta(days=31)
LEAST_MONTHS, MOST_MONTHS = 1, 600
# So much is erased in one transaction, which nobody else can write beside on SQLite.
_THINGS_AT_ONCE = 100
_VALUES_AT_ONCE = 2_000
_MONTHS_A_YEAR = 12
_FINISHED = (ProjectStatus.COMPLETED, ProjectStatus.ARCHIVED)
# Large things are erased one by one.
_LARGE: Collection[Kind] = (Project, *(kind for kind, (_, parent) in IN_PROJECT.items() if parent is Project))
# When somebody left is told by this row, until the account is erased.
_KEPT_WITH_ACCOUNT: Collection[Kind] = (Membership,)
_IN_BIN: Sequence[Kind] = tuple(kind for kind in KINDS.values() if kind not in _KEPT_WITH_ACCOUNT)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of data is erased when it is so many months old, and nothing before the day `starts`."""

    kind: RetentionKind
    months: int
    starts: date

    def moment(self, today: date) -> datetime:
        """What happened before this moment has outlived its time on the day."""
        last = months_before(today, self.months)
        return datetime.combine(last + timedelta(days=1), time(), OSLO)

    def due(self, moment: datetime) -> date:
        """When what happened at the moment is erased: this day, or up to three days after at the end of a month."""
        return max(self.starts, months_before(local_day(moment), -self.months))


@dataclass(frozen=True, slots=True)
class Coming:
    """What will be erased within the next month: how many things, and the first of them when."""

    kind: RetentionKind
    n: int
    first: date


@dataclass(frozen=True, slots=True)
class Gone:
    """What was last erased by a rule: when, and how many things that day."""

    on: date
    n: int


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months before (after, when negative), or the last day that the month has."""
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 - months, _MONTHS_A_YEAR)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def rules_of(organization: Organization) -> Sequence[Rule]:
    """What the organisation has decided, in the order of the vocabulary; what it has not is kept."""
    kept = organization.retention
    return [
        Rule(kind, kept[kind]["months"], date.fromisoformat(kept[kind]["from"]))
        for kind in RetentionKind
        if kind in kept
    ]


def decide_retention(
    actor: Actor,
    organization: Organization,
    seen_version: int | None,
    months: Mapping[RetentionKind, int | None],
    today: date,
) -> None:
    """Keep each kind for so many months from now on; None: until somebody deletes it.

    A rule that is new or stricter takes nothing within the first month.

    Raises
    ------
    InvalidInput
        At the field of a time that is too short or too long.
    """
    require(actor, Permission.MANAGE_PRIVACY, organization)
    check_version(organization, seen_version)
    former = {rule.kind: rule for rule in rules_of(organization)}
    decided: dict[str, Any] = {}
    for kind, wanted in months.items():
        if wanted is None:
            continue
        if not LEAST_MONTHS <= wanted <= MOST_MONTHS:
            raise InvalidInput("months_out_of_range", field=kind.value, least=LEAST_MONTHS, most=MOST_MONTHS)
        before = former.get(kind)
        starts = before.starts if before is not None and before.months <= wanted else today + NOTICE
        decided[kind.value] = {"months": wanted, "from": starts.isoformat()}
    if decided != organization.retention:
        organization.retention = decided
    flush()


def coming(organization: Organization, today: date) -> Mapping[RetentionKind, Coming]:
    """What will be erased in the organisation within the next month."""
    found = {}
    for rule in rules_of(organization):
        moments = list(_MOMENTS[rule.kind](organization.id, rule.moment(today + NOTICE)))
        if moments and rule.starts <= today + NOTICE:
            found[rule.kind] = Coming(rule.kind, len(moments), max(today, rule.due(min(moments))))
    return found


def coming_in(project: Project, today: date) -> Mapping[RetentionKind, Coming]:
    """What will be erased of a project, or in its bin, within the next month: for those who lead it."""
    found: dict[RetentionKind, Coming] = {}
    for rule in rules_of(project.organization):
        before = rule.moment(today + NOTICE)
        if rule.kind is RetentionKind.FINISHED_PROJECTS:
            moments = [at for number, at in _finished(project.organization_id, before) if number == project.id]
        elif rule.kind is RetentionKind.BIN:
            moments = [at for kind in IN_PROJECT for _, at in _binned(kind, project.organization_id, before, project)]
        else:
            continue
        if moments and rule.starts <= today + NOTICE:
            found[rule.kind] = Coming(rule.kind, len(moments), max(today, rule.due(min(moments))))
    return found


def last_erased(organization: Organization) -> Mapping[RetentionKind, Gone]:
    """What each rule last erased, from the history."""
    traces = db.session.execute(
        select(AuditEvent.at, AuditValue.new)
        .join(AuditValue, AuditValue.event_id == AuditEvent.id)
        .where(
            AuditEvent.organization_id == organization.id,
            AuditValue.organization_id == organization.id,
            AuditEvent.action == ERASED,
            AuditValue.field == WHAT,
        )
        .order_by(AuditEvent.id.desc())
    )
    found: dict[RetentionKind, Gone] = {}
    for at, told in traces:
        kind, day = RetentionKind(told["kind"]), local_day(at)
        last = found.get(kind, Gone(day, 0))
        if last.on == day:
            found[kind] = Gone(day, last.n + told["n"])
    return found


def erase_portion(now: datetime) -> bool:
    """Erase a portion of what has outlived its time, in any organisation; whether there was any. The caller commits."""
    today = local_day(now)
    for organization_id in db.session.scalars(select(Organization.id).order_by(Organization.id)).all():
        with within(db.session(), [organization_id]):
            organization = db.session.get_one(Organization, organization_id)
            for rule in rules_of(organization):
                if rule.starts <= today and _ERASERS[rule.kind](organization_id, rule.moment(today)):
                    return True
    return False


def _binned(
    kind: Kind, organization_id: int, before: datetime, project: Project | None = None
) -> Sequence[tuple[int, datetime]]:
    """(id, when it was deleted) of what was put in the bin before the moment, the oldest first."""
    found = select(kind.id, kind.deleted_at).where(
        kind.organization_id == organization_id, kind.deleted_at.is_not(None), kind.deleted_at < before
    )
    if project is not None and (beneath := ids_beneath(kind, project)) is not None:
        found = found.where(kind.id.in_(beneath))
    rows = db.session.execute(found.order_by(kind.deleted_at, kind.id), execution_options={"include_deleted": True})
    return [(number, at) for number, at in rows if at is not None]


def _finished(organization_id: int, before: datetime) -> Iterator[tuple[int, datetime]]:
    """(id, when something was last changed in it) of the projects that are finished and have rested since."""
    projects = select(Project).where(Project.organization_id == organization_id, Project.status.in_(_FINISHED))
    for project in db.session.scalars(projects.order_by(Project.id)).all():
        about = (AuditEvent.organization_id == organization_id, events_about(project))
        last = db.session.scalar(select(func.max(AuditEvent.at)).where(*about)) or project.created_at
        if last < before:
            yield project.id, last


def _old_values(organization_id: int, before: datetime) -> Iterator[tuple[int, datetime]]:
    """(id, when it was recorded) of the values that the history still holds."""
    found = (
        select(AuditValue.id, AuditEvent.at)
        .join(AuditEvent, AuditEvent.id == AuditValue.event_id)
        .where(*erasable(organization_id), AuditEvent.at < before)
    )
    yield from ((number, at) for number, at in db.session.execute(found.order_by(AuditValue.id)))


def _erase_bin(organization_id: int, before: datetime) -> bool:
    for kind in _IN_BIN:
        ids = [number for number, _ in _binned(kind, organization_id, before)]
        if ids:
            _erase_things(organization_id, kind, ids[: 1 if kind in _LARGE else _THINGS_AT_ONCE], RetentionKind.BIN)
            return True
    return False


def _erase_finished(organization_id: int, before: datetime) -> bool:
    for number, _ in _finished(organization_id, before):
        _erase_things(organization_id, Project, [number], RetentionKind.FINISHED_PROJECTS)
        return True
    return False


def _erase_things(organization_id: int, kind: Kind, ids: Collection[int], why: RetentionKind) -> None:
    gone = erase_rows(organization_id, noun_of(kind), ids)
    erase_values(organization_id, values_about(organization_id, gone), why, len(ids))


def _erase_history(organization_id: int, before: datetime) -> bool:
    ids = [number for number, _ in _old_values(organization_id, before)][:_VALUES_AT_ONCE]
    if ids:
        erase_values(organization_id, ids, RetentionKind.HISTORY, len(ids))
    return bool(ids)


def _departed(organization_id: int, before: datetime) -> list[tuple[int, datetime]]:
    """(id, when the last role anywhere ended) of those who left this organisation and belong nowhere any more."""
    session = db.session()
    if session.scalar(select(Installation.is_demo)):
        # Its people are invented, and everybody may sign in as them.
        return []
    roles, places = Membership.__table__, ProjectMembership.__table__
    former = select(roles.c.person_id).where(roles.c.organization_id == organization_id)
    found: dict[int, datetime | None] = {}
    with within(session, session.scalars(select(Organization.id)).all()):
        asked = select(Person.id).where(
            Person.id.in_(former), Person.erased_at.is_(None), Person.is_operator.is_(False)
        )
        people = session.scalars(asked).all()
        for table in (roles, places):
            rows = session.execute(
                select(table.c.person_id, table.c.deleted_at).where(table.c.person_id.in_(people))
            ).all()
            for person_id, ended in rows:
                last = found.get(person_id, ended)
                # None is a role that goes on.
                found[person_id] = None if last is None or ended is None else max(last, ended)
    return sorted((number, ended) for number, ended in found.items() if ended is not None and ended < before)


def _erase_departed(organization_id: int, before: datetime) -> bool:
    for number, _ in _departed(organization_id, before):
        person = db.session.get_one(Person, number)
        erase_account(person, person.version)
        erase_values(organization_id, (), RetentionKind.ACCOUNTS, 1)
        return True
    return False


def _moments_in_bin(organization_id: int, before: datetime) -> Iterator[datetime]:
    for kind in _IN_BIN:
        yield from (at for _, at in _binned(kind, organization_id, before))


_MOMENTS: Mapping[RetentionKind, Callable[[int, datetime], Iterator[datetime]]] = {
    RetentionKind.BIN: _moments_in_bin,
    RetentionKind.FINISHED_PROJECTS: lambda number, before: (at for _, at in _finished(number, before)),
    RetentionKind.HISTORY: lambda number, before: (at for _, at in _old_values(number, before)),
    RetentionKind.ACCOUNTS: lambda number, before: (at for _, at in _departed(number, before)),
}
# Kind → what erases a portion of it that is older than a moment, and says whether there was any.
_ERASERS: Mapping[RetentionKind, Callable[[int, datetime], bool]] = {
    RetentionKind.BIN: _erase_bin,
    RetentionKind.FINISHED_PROJECTS: _erase_finished,
    RetentionKind.HISTORY: _erase_history,
    RetentionKind.ACCOUNTS: _erase_departed,
}
