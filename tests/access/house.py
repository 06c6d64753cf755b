"""The world of the access matrix: that of all tests, and beside it what can be mixed up with one's own.

A second project of the same municipality, projects and things in the bin, a guest of a third organisation; and on
what each of them holds, a word that tells who may be sent it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import inspect, select

from qi_tracker.blueprints.common.access import NOUNS
from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    AuditEvent,
    AuditValue,
    ChangeIdea,
    FormDraft,
    ImportDraft,
    Invitation,
    Measure,
    Membership,
    Observation,
    Organization,
    Person,
    Project,
    ProjectMembership,
    TenantRow,
)
from qi_tracker.services.acting import act_as
from qi_tracker.services.drafts import TypedForm
from qi_tracker.services.invitations import InvitationDetails, invite
from qi_tracker.services.people import AccountDetails, actor_for, create_person, open_session
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole
from tests import people
from tests.people import LERKEVIK_CANARY, PASSWORD_HASH, STORFJELL_CANARY, Tenant, Who, World, build_world

NEIGHBOUR_CANARY: Final = "Nabokanari"
# In the texts that only a project's own people read, and in those of things in the bin.
INSIDE: Final = "Inni"
# In what a measure counts, which leaders read too, and those who look after privacy on the page on privacy alone.
DEFINED: Final = "Definert"
_SEEN_WIDER: Final = frozenset({"name", "source"})
DELETED: Final = "Ibokskanari"
# In what somebody has pasted or typed and not saved: theirs alone.
UNSAVED: Final = "Pernilleseget"

NOWHERE: Final = 999_999


class Party(StrEnum):
    """Those who are in the matrix beside `Who`."""

    # Of a third organisation, and a guest of Lerkevik: a member of its project, and of nothing else there.
    GUEST = "guest"
    # Of Lerkevik, and leads another project there.
    NEIGHBOUR = "neighbour"
    # Looks after privacy in Lerkevik, and takes part in nothing.
    PRIVACY_OFFICER = "privacy_officer"


class Place(StrEnum):
    """Where the thing is that somebody asks for."""

    OWN = "own"
    NEIGHBOURING = "another project of the same organisation"
    OTHER = "another organisation"
    IN_DELETED_PROJECT = "in a deleted project"
    BENEATH_DELETED = "beneath a deleted measure or idea"
    DELETED = "deleted itself"
    MISSING = "missing"


IN_BIN: Final = (Place.IN_DELETED_PROJECT, Place.BENEATH_DELETED, Place.DELETED)
_BIN_CANARIES: Final = {
    Place.IN_DELETED_PROJECT: "Fjernetkanari",
    Place.BENEATH_DELETED: "Underkanari",
    Place.DELETED: "Bortekanari",
}

Anyone = Who | Party

IN_PROJECT: Final[frozenset[Anyone]] = frozenset({Who.LEAD, Who.MEMBER, Who.READER, Party.GUEST})
IN_LERKEVIK: Final[frozenset[Anyone]] = frozenset(
    {Who.ADMINISTRATOR, Who.LEAD, Who.MEMBER, Who.READER, Who.LEADER, Who.UNIT_LEADER, Who.PLAIN_MEMBER}
    | {Party.NEIGHBOUR, Party.PRIVACY_OFFICER}
)
SIGNED_IN: Final[tuple[Anyone, ...]] = tuple(who for who in (*Who, *Party) if who is not Who.NOBODY)


@dataclass(frozen=True, slots=True)
class House(World):
    """The world with all that can be mistaken for one's own."""

    parties: Mapping[Party, int]
    places: Mapping[Place, Tenant]
    # The token of a link into each organisation.
    tokens: Mapping[Place, str]

    def person_id(self, who: Anyone) -> int:
        """Whom to sign in."""
        return self.parties[who] if isinstance(who, Party) else self.people[who]

    def words_kept_from(self, who: Anyone) -> tuple[str, ...]:
        """What this person must never be sent, wherever they look."""
        kept = {STORFJELL_CANARY, LERKEVIK_CANARY, NEIGHBOUR_CANARY, *_BIN_CANARIES.values()}
        inside = {f"{canary}{INSIDE}" for canary in kept}
        if who is Who.OUTSIDER:
            return tuple({UNSAVED, *kept} - {STORFJELL_CANARY})
        if who in IN_LERKEVIK:
            kept = {STORFJELL_CANARY}
        elif who in IN_PROJECT:
            kept = {STORFJELL_CANARY, NEIGHBOUR_CANARY}
        if who in IN_PROJECT:
            inside = {f"{NEIGHBOUR_CANARY}{INSIDE}", f"{_BIN_CANARIES[Place.IN_DELETED_PROJECT]}{INSIDE}"}
        elif who is Party.NEIGHBOUR:
            inside -= {f"{NEIGHBOUR_CANARY}{INSIDE}"}
        if who is not Who.LEAD:
            kept |= {UNSAVED}
        defined = {word.replace(INSIDE, DEFINED) for word in inside}
        if who is Who.LEADER:
            defined -= self.defined_in_live_projects
        elif who is Who.UNIT_LEADER:
            defined -= {f"{LERKEVIK_CANARY}{DEFINED}"}
        elif who is Party.NEIGHBOUR:
            # Leads the units that the other projects of Lerkevik belong to.
            defined -= self.defined_in_live_projects - {f"{LERKEVIK_CANARY}{DEFINED}"}
        return tuple(sorted(kept | inside | defined | {DELETED}))

    @property
    def defined_in_live_projects(self) -> frozenset[str]:
        """What the measures of Lerkevik count, in the projects that are not in the bin."""
        gone = {_BIN_CANARIES[Place.IN_DELETED_PROJECT]}
        canaries = {LERKEVIK_CANARY, NEIGHBOUR_CANARY, *_BIN_CANARIES.values()} - gone
        return frozenset(f"{canary}{DEFINED}" for canary in canaries)

    def words_of_other_organizations(self, who: Anyone) -> tuple[str, ...]:
        """What row-level security keeps from this person: it knows organisations, and no projects or roles."""
        in_lerkevik = {LERKEVIK_CANARY, NEIGHBOUR_CANARY, *_BIN_CANARIES.values()}
        if who in IN_LERKEVIK | IN_PROJECT:
            return (STORFJELL_CANARY,)
        return tuple(sorted(in_lerkevik if who is Who.OUTSIDER else in_lerkevik | {STORFJELL_CANARY}))


def build_house() -> House:
    """Make the world and what stands beside it, in an empty database, and commit."""
    world = build_world()
    parties = {
        party: create_person(
            AccountDetails(name, f"{party.value}@example.no", PASSWORD_HASH, Language.BOKMAL), is_operator=False
        ).id
        for party, name in (
            (Party.GUEST, "Gro Gjestvik"),
            (Party.NEIGHBOUR, "Nils Naboli"),
            (Party.PRIVACY_OFFICER, "Petra Personvik"),
        )
    }
    act_as(db.session(), None)
    people._organization("Fjordvik kommune", "9903", {parties[Party.GUEST]: OrganizationRole.MEMBER})
    db.session.commit()
    in_project = {
        world.people[Who.LEAD]: ProjectRole.LEAD,
        world.people[Who.MEMBER]: ProjectRole.MEMBER,
        world.people[Who.READER]: ProjectRole.READER,
        parties[Party.GUEST]: ProjectRole.MEMBER,
    }
    places = {Place.OWN: world.lerkevik, Place.OTHER: world.storfjell}
    _enter_lerkevik(world, parties)
    neighbour = parties[Party.NEIGHBOUR]
    places[Place.NEIGHBOURING] = _project(world, NEIGHBOUR_CANARY, {neighbour: ProjectRole.LEAD}, neighbour, neighbour)
    for place, canary in _BIN_CANARIES.items():
        places[place] = _project(world, canary, in_project, world.people[Who.LEAD], neighbour)
        _put_in_bin(place, places[place])
    places[Place.MISSING] = Tenant("", dict.fromkeys(world.lerkevik.ids, NOWHERE))
    tokens = _finish(world, places)
    return House(world.people, world.lerkevik, world.storfjell, parties, places, tokens)


def _enter_lerkevik(world: World, parties: Mapping[Party, int]) -> None:
    lerkevik = {"organization_id": world.lerkevik["organization_id"]}
    act_as(db.session(), world.people[Who.LEAD], lerkevik.values())
    guest = ProjectMembership(
        **lerkevik,
        project_id=world.lerkevik["project_id"],
        person_id=parties[Party.GUEST],
        role=ProjectRole.MEMBER,
    )
    as_guest = Membership(**lerkevik, person_id=parties[Party.GUEST], role=OrganizationRole.GUEST)
    neighbour = Membership(**lerkevik, person_id=parties[Party.NEIGHBOUR], role=OrganizationRole.MEMBER)
    officer = Membership(**lerkevik, person_id=parties[Party.PRIVACY_OFFICER], role=OrganizationRole.PRIVACY_OFFICER)
    draft = FormDraft(
        person_id=world.people[Who.LEAD],
        address=f"/projects/{world.lerkevik['project_id']}/edit",
        fields=asdict(TypedForm({"title": UNSAVED})),
    )
    db.session.add_all([guest, as_guest, neighbour, officer, draft])
    db.session.commit()


def _project(world: World, canary: str, roles: Mapping[int, ProjectRole], lead_id: int, leader_id: int) -> Tenant:
    organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
    return people._tenant(organization, canary, roles, lead_id, leader_id)


def _put_in_bin(place: Place, tenant: Tenant) -> None:
    """What the place is named after. Whoever writes it in code once more would say the same wrong thing twice."""
    for thing in list(_to_delete(place, tenant)):
        _mark(thing, tenant.canary, DELETED)
        put_in_bin(thing, thing.version)
    db.session.commit()


def _to_delete(place: Place, tenant: Tenant) -> Iterator[TenantRow]:
    if place is Place.IN_DELETED_PROJECT:
        yield db.session.get_one(Project, tenant["project_id"])
    elif place is Place.BENEATH_DELETED:
        yield db.session.get_one(Measure, _measure_around(tenant))
        yield db.session.get_one(ChangeIdea, tenant["idea_id"])
    else:
        yield from _things_of(tenant)


def _measure_around(tenant: Tenant) -> int:
    """The measure that the phase, the freeze and so on belong to."""
    annotation = db.session.get_one(NOUNS["annotation_id"], tenant["annotation_id"])
    number: int = annotation.measure_id  # type: ignore[attr-defined]  # an Annotation, which NOUNS does not say
    return number


def _things_of(tenant: Tenant) -> Iterator[TenantRow]:
    """One of each noun that can be deleted, of what the place has beneath its project."""
    for name, number in tenant.ids.items():
        noun: Any = NOUNS.get(name)
        if noun is not None and issubclass(noun, TenantRow) and noun not in (Project, Membership, ProjectMembership):
            yield db.session.get_one(noun, number)


def _finish(world: World, places: Mapping[Place, Tenant]) -> Mapping[Place, str]:
    """Mark what only a project's people read, and make a link into each organisation."""
    tokens = {}
    for place, who in ((Place.OWN, Who.ADMINISTRATOR), (Place.OTHER, Who.OUTSIDER)):
        organization_id = places[place]["organization_id"]
        act_as(db.session(), world.people[who], [organization_id])
        for at in (
            [place] if place is Place.OTHER else [each for each in places if each not in (Place.OTHER, Place.MISSING)]
        ):
            _mark_inside(places[at])
        tokens[place] = _invite(world, who, places[place])
        _, session = open_session(world.people[who], remember=False)
        _name(places[place], session_id=session.id)
        db.session.commit()
    return tokens


def _invite(world: World, who: Who, tenant: Tenant) -> str:
    person = db.session.get_one(Person, world.people[who])
    organization = db.session.get_one(Organization, tenant["organization_id"])
    note = f"Til en kollega {tenant.canary}"
    details = InvitationDetails(note, OrganizationRole.MEMBER, tenant["project_id"], ProjectRole.READER)
    invitation, token = invite(actor_for(person), organization, details)
    assert isinstance(invitation, Invitation)
    _name(tenant, invitation_id=invitation.id)
    return token


def _name(tenant: Tenant, **ids: int) -> None:
    """Know the place's thing by this name too."""
    tenant.ids.update(ids)  # type: ignore[attr-defined]  # a dict, of which Tenant promises less


def _mark_inside(tenant: Tenant) -> None:
    beneath: list[Any] = []
    for kind in (Measure, ChangeIdea):
        beneath += db.session.scalars(
            select(kind).filter_by(project_id=tenant["project_id"]).execution_options(include_deleted=True)
        )
    measures = [thing.id for thing in beneath if isinstance(thing, Measure)]
    beneath += db.session.scalars(select(Observation).where(Observation.measure_id.in_(measures)))
    for name, number in tenant.ids.items():
        noun: Any = NOUNS.get(name)
        if noun is not None and issubclass(noun, TenantRow) and noun not in (Project, Aim, Measure, ChangeIdea):
            beneath += db.session.scalars(select(noun).filter_by(id=number).execution_options(include_deleted=True))
    for thing in beneath:
        _mark(thing, tenant.canary, INSIDE)
    title = select(AuditValue.id).join(AuditEvent, AuditEvent.id == AuditValue.event_id)
    title = title.where(AuditEvent.noun == "projects", AuditEvent.noun_id == tenant["project_id"])
    title = title.where(AuditValue.field == "title").order_by(AuditValue.id).limit(1)
    _name(tenant, value_id=db.session.scalars(title).one())
    draft = db.session.get_one(ImportDraft, tenant["draft_id"])
    if tenant.canary == LERKEVIK_CANARY:
        rows = json.dumps(draft.table).replace(LERKEVIK_CANARY, f"{LERKEVIK_CANARY}{UNSAVED}")
        draft.table = json.loads(rows)


def _mark(thing: TenantRow, canary: str, word: str) -> None:
    """Lengthen the canary in the thing's texts; names, and what a measure counts, are for others to see too."""
    for column in inspect(type(thing)).column_attrs:
        text = getattr(thing, column.key)
        if column.key in _SEEN_WIDER and word == INSIDE:
            continue
        if isinstance(text, str) and canary in text:
            is_told = column.key == "definition" and word == INSIDE
            setattr(thing, column.key, text.replace(canary, f"{canary}{DEFINED if is_told else word}"))
