"""Erasing one exact text from everything of a project in one go: texts, history, drafts, what an import keeps.

Only the words go: the things they stood in stay, and a trace that something was erased. Backups are not touched; they
age out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, Text, and_, inspect, or_, select

from qi_tracker.access.actors import Actor
from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import require
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, Base, FormDraft, Project, ProjectMembership
from qi_tracker.models.base import utc_now
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services.acting import act_as, acting_person_id
from qi_tracker.services.audit_verification import REDACTED, REDACTED_VALUE
from qi_tracker.services.history import Happened, record
from qi_tracker.services.redaction import LONGEST_REASON, REASON
from qi_tracker.services.saving import RANDOM_FIELDS, flush

ERASED_WORDS = "[slettet]"
SHORTEST_TEXT, LONGEST_TEXT = 3, 200
# How a table hangs on another, nearest to the project first.
_LINKS: Mapping[str, str] = {
    "project_id": "projects",
    "measure_id": "measures",
    "change_idea_id": "change_ideas",
    "meeting_id": "meetings",
    "import_id": "imports",
    "context_series_id": "context_series",
    "star_round_id": "star_rounds",
}
# Digests and links; the history has rules of its own; the library of ideas is copied anew from what is changed here.
_ASIDE = frozenset({"audit_events", "audit_values", "audit_links", "audit_heads", "shared_ideas"})
# The first part of a form's address, where it is not the name of its table.
_ADDRESSES: Mapping[str, str] = {"ideas": "change_ideas", "cycles": "pdsa_cycles", "decisions": "meeting_decisions"}


@dataclass(frozen=True, slots=True)
class Standing:
    """In how many places of one kind the text stands. `noun` is a table's name, `field` one of its columns."""

    noun: str
    field: str
    count: int


HISTORY = "audit_values"


@dataclass(frozen=True)
class _Search:
    """One text in one project."""

    project: Project
    text: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words whole, in capital or small letters, with any white space between them."""
        words = r"\s+".join(map(re.escape, self.text.split()))
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)

    @cached_property
    def ids(self) -> Mapping[str, Sequence[int]]:
        """Table → the ids of its rows that lie in the project, also in the bin. Tables come after what they hang on."""
        found: dict[str, Sequence[int]] = {Project.__tablename__: [self.project.id]}
        for table in Base.metadata.sorted_tables:
            if not {"id", "organization_id"} <= set(table.columns.keys()) or table.name in (*found, *_ASIDE):
                continue
            links = [each for each in _LINKS if each in table.columns and _LINKS[each] in found]
            # What a row always hangs on finds all of them; what it may also name, some.
            link = min(links, key=lambda each: bool(table.c[each].nullable), default=None)
            if link is not None:
                mine = table.c.organization_id == self.project.organization_id
                wanted = select(table.c.id).where(mine, table.c[link].in_(found[_LINKS[link]]))
                found[table.name] = db.session.scalars(wanted).all()
        return found

    def rows(self) -> Iterator[tuple[Any, str]]:
        """(row, field) of everything of the project that holds the text."""
        for mapper in sorted(Base.registry.mappers, key=lambda each: str(each.local_table)):
            kind: Any = mapper.class_
            ids, fields = self.ids.get(kind.__tablename__), list(text_fields(kind))
            if not ids or not fields:
                continue
            wanted = select(kind).where(kind.organization_id == self.project.organization_id, kind.id.in_(ids))
            for row in db.session.scalars(wanted.order_by(kind.id), execution_options={"include_deleted": True}):
                yield from ((row, field) for field in fields if self.holds(getattr(row, field)))

    def values(self) -> list[AuditValue]:
        """What the history of the project keeps of it."""
        about: list[ColumnElement[bool]] = [
            and_(AuditEvent.noun == noun, AuditEvent.noun_id.in_(ids)) for noun, ids in self.ids.items()
        ]
        own = self.project.organization_id
        kept = (
            select(AuditValue)
            .join(AuditEvent, AuditEvent.id == AuditValue.event_id)
            .where(
                AuditEvent.organization_id == own,
                AuditValue.organization_id == own,
                AuditValue.redacted_at.is_(None),
                or_(*about),
            )
            .order_by(AuditValue.id)
        )
        return [each for each in db.session.scalars(kept) if self.holds(each.old) or self.holds(each.new)]

    def holds(self, value: Any) -> bool:
        """Whether the text stands in a value, a list or mapping of them."""
        return bool(self.without(value) != value)

    def without(self, value: Any) -> Any:
        """The value with the text replaced."""
        if isinstance(value, str):
            return self.pattern.sub(ERASED_WORDS, value)
        if isinstance(value, Mapping):
            return {name: self.without(part) for name, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.without(part) for part in value]
        return value

    def is_address(self, address: str) -> bool:
        """Whether a form stands at something in the project."""
        first, _, rest = address.lstrip("/").partition("/")
        number = re.match(r"\d{1,9}", rest)
        table = _ADDRESSES.get(first, first.replace("-", "_"))
        return number is not None and int(number[0]) in self.ids.get(table, ())


def text_fields(kind: type[Base]) -> Iterator[str]:
    """The columns in which people's words can stand."""
    for column in inspect(kind).columns:
        if isinstance(column.type, JSON) or (
            type(column.type) in (String, Text) and not column.key.endswith(RANDOM_FIELDS)
        ):
            yield column.key


def find_text(actor: Actor, project: Project, text: str) -> Sequence[Standing]:
    """Where the text stands in the project; unsaved drafts are their writers' own and not told of.

    Raises
    ------
    InvalidInput
        If the text is too short to be meant.
    """
    require(actor, Permission.REDACT_HISTORY, project)
    search, counts = _search(project, text), dict[tuple[str, str], int]()
    for row, field in search.rows():
        counts[row.__tablename__, field] = counts.get((row.__tablename__, field), 0) + 1
    kept = len(search.values())
    found = [Standing(noun, field, count) for (noun, field), count in counts.items()]
    return [*found, Standing(HISTORY, "", kept)] if kept else found


def erase_text(actor: Actor, project: Project, text: str, reason: str) -> int:
    """Replace the text wherever it stands in the project, and erase what the history keeps of it.

    The history tells who did it, when, why and in how many places; never what.

    Returns
    -------
    In how many places it stood.

    Raises
    ------
    InvalidInput
        If it stands nowhere, is too short, or the reason is missing or repeats it.
    """
    require(actor, Permission.REDACT_HISTORY, project)
    search = _search(project, text)
    _check_reason(search, reason)
    places = list(search.rows())
    kept = len(search.values())
    for row, field in places:
        length = getattr(row.__table__.columns[field].type, "length", None)
        changed = search.without(getattr(row, field))
        setattr(row, field, changed[:length] if isinstance(changed, str) else changed)
    flush()
    n_drafts = _erase_in_drafts(search)
    if not places and not kept and not n_drafts:
        raise InvalidInput("text_nowhere", field="text")
    # Also what the changes above have just told of: what stood there before.
    erased = search.values()
    for each in erased:
        each.old = each.new = each.salt = None
        each.redacted_at = utc_now()
    n_places = len(places) + kept + n_drafts
    told: list[dict[str, Any]] = [
        {"field": REDACTED_VALUE, "old": None, "new": [each.id for each in erased]},
        {"field": "n_places", "old": None, "new": n_places},
        {"field": REASON, "old": None, "new": reason},
    ]
    record(db.session(), [(Happened(project.organization_id, REDACTED, Project.__tablename__, project.id), told)])
    flush()
    return n_places


def _search(project: Project, text: str) -> _Search:
    words = " ".join(text.split())
    if len(words) < SHORTEST_TEXT:
        raise InvalidInput("text_too_short", field="text", least=SHORTEST_TEXT)
    if len(words) > LONGEST_TEXT:
        raise InvalidInput("text_too_long", field="text", most=LONGEST_TEXT)
    return _Search(project, words)


def _check_reason(search: _Search, reason: str) -> None:
    if not reason.strip():
        raise InvalidInput("reason_missing", field=REASON)
    if len(reason) > LONGEST_REASON:
        raise InvalidInput("text_too_long", field=REASON, most=LONGEST_REASON)
    if contains_personal_number(reason):
        raise InvalidInput("personal_number", field=REASON)
    if search.holds(reason):
        raise InvalidInput("reason_repeats", field=REASON)


def _erase_in_drafts(search: _Search) -> int:
    """In what the project's people are typing and have not saved; each draft is its writer's alone to see."""
    session, me = db.session(), acting_person_id(db.session())
    own = tuple(session.info.get("organization_ids", ()))
    wanted = select(ProjectMembership.person_id).where(
        ProjectMembership.organization_id == search.project.organization_id,
        ProjectMembership.project_id == search.project.id,
    )
    people = sorted(set(session.scalars(wanted, execution_options={"include_deleted": True})))
    _ = search.ids
    count = 0
    try:
        for person_id in people:
            act_as(session, person_id, own)
            for draft in session.scalars(select(FormDraft).where(FormDraft.person_id == person_id)).all():
                if search.is_address(draft.address) and search.holds(draft.fields):
                    draft.fields = search.without(draft.fields)
                    count += 1
            session.flush()
    finally:
        act_as(session, me, own)
    return count
