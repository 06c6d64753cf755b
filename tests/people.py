"""Invented people of two invented municipalities, and a small project of each with one of every noun.

Every text of an organisation carries its canary: a word that must never reach anyone outside it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import update

from qi_tracker.exchange.context_drafts import dataset_to_json
from qi_tracker.exchange.drafts import table_to_json
from qi_tracker.exchange.statistics import read_statistics
from qi_tracker.exchange.tables import read_table
from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    Annotation,
    CauseAnalysis,
    ChangeIdea,
    ContextDraft,
    ContextSeries,
    ContextValue,
    DocumentLink,
    Driver,
    DriverLink,
    HelpRequest,
    Import,
    ImportDraft,
    ImportRecipe,
    Measure,
    Meeting,
    MeetingDecision,
    Membership,
    Observation,
    Organization,
    PdsaCycle,
    Person,
    Project,
    ProjectMembership,
    Stakeholder,
    StarRound,
    StarScore,
    Sustainment,
    Task,
    Unit,
    UnitLeadership,
)
from qi_tracker.services.acting import act_as
from qi_tracker.services.measures import exclude_point, freeze_baseline, plan_pause, start_phase
from qi_tracker.services.people import AccountDetails, create_person
from qi_tracker.vocabulary import (
    CauseTool,
    ContextState,
    CycleScale,
    CycleStage,
    Decision,
    Dimension,
    Direction,
    DriverPlace,
    Frequency,
    Language,
    LeaderDecision,
    MeasureKind,
    OrganizationRole,
    ProjectRole,
    ReminderChoice,
    StakeholderKind,
    ValueType,
)

PASSWORD = "regn over fjorden i dag"
# The real parameters are slow on purpose; a hash says itself what it was made with.
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

LERKEVIK_CANARY = "Lerkevikkanari"
STORFJELL_CANARY = "Storfjellkanari"


class Who(StrEnum):
    """The people, by what they are to Lerkevik and its project."""

    ADMINISTRATOR = "administrator"
    LEAD = "lead"
    MEMBER = "member"
    READER = "reader"
    LEADER = "leader"
    # A member of Lerkevik who leads the unit above the project's.
    UNIT_LEADER = "unit_leader"
    # Belongs to Lerkevik and takes no part in the project.
    PLAIN_MEMBER = "plain_member"
    # Administers Storfjell and leads its project.
    OUTSIDER = "outsider"
    # Runs the installation and belongs to nothing.
    OPERATOR = "operator"
    # Is not signed in.
    NOBODY = "nobody"


NAMES: Mapping[Who, str] = {
    Who.ADMINISTRATOR: "Astrid Avkrok",
    Who.LEAD: "Pernille Prøvevik",
    Who.MEMBER: "Magnus Måledal",
    Who.READER: "Lone Lesnes",
    Who.LEADER: "Leif Langsyn",
    Who.UNIT_LEADER: "Embla Enhetsvik",
    Who.PLAIN_MEMBER: "Vibeke Vanleg",
    Who.OUTSIDER: f"Ottar {STORFJELL_CANARY}",
    Who.OPERATOR: "Olga Opphav",
}

_IN_LERKEVIK: Mapping[Who, OrganizationRole] = {
    Who.ADMINISTRATOR: OrganizationRole.ADMINISTRATOR,
    Who.LEADER: OrganizationRole.LEADER,
    Who.LEAD: OrganizationRole.MEMBER,
    Who.MEMBER: OrganizationRole.MEMBER,
    Who.READER: OrganizationRole.MEMBER,
    Who.UNIT_LEADER: OrganizationRole.MEMBER,
    Who.PLAIN_MEMBER: OrganizationRole.MEMBER,
}
_IN_PROJECT: Mapping[Who, ProjectRole] = {
    Who.LEAD: ProjectRole.LEAD,
    Who.MEMBER: ProjectRole.MEMBER,
    Who.READER: ProjectRole.READER,
}

# Children with an activity, of children in low-income families: twelve months of 2025.
NUMERATORS = (48, 50, 47, 51, 49, 46, 60, 63, 61, 66, 68, 67)
DENOMINATOR = 160
YEAR = 2025
# What an invented source says of children in low income; one year it keeps the number back.
OFFICIAL: Mapping[int, float | None] = {2019: 10.5, 2020: 10.9, 2021: None, 2022: 11.4}
# When the measures were made: long before any number of theirs was asked for.
MADE_AT = datetime(2020, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tenant:
    """One organisation's ids: of itself, and of one of every noun, under the names that addresses use."""

    canary: str
    ids: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        return self.ids[name]


@dataclass(frozen=True, slots=True)
class World:
    """All that every test begins with."""

    people: Mapping[Who, int]
    lerkevik: Tenant
    storfjell: Tenant

    def foreign_canaries(self, who: Who) -> tuple[str, ...]:
        """The words that this person must never be sent."""
        if who in (Who.NOBODY, Who.OPERATOR):
            return (LERKEVIK_CANARY, STORFJELL_CANARY)
        return (LERKEVIK_CANARY,) if who is Who.OUTSIDER else (STORFJELL_CANARY,)


def email_of(who: Who) -> str:
    """What the person signs in with."""
    return f"{who.value}@example.no"


def remind_nobody() -> None:
    """Let nobody want reminders, where the mail that a worker sends is counted whatever the time of day is."""
    db.session.execute(update(Person).values(reminders=ReminderChoice.NONE))


def build_world() -> World:
    """Make the people and their projects in an empty, migrated database, and commit."""
    people = {
        who: create_person(
            AccountDetails(name, email_of(who), PASSWORD_HASH, Language.BOKMAL), is_operator=who is Who.OPERATOR
        ).id
        for who, name in NAMES.items()
    }
    lerkevik = _organization("Lerkevik kommune", "9901", {people[who]: role for who, role in _IN_LERKEVIK.items()})
    in_project = {people[who]: role for who, role in _IN_PROJECT.items()}
    first = _tenant(lerkevik, LERKEVIK_CANARY, in_project, people[Who.LEAD], people[Who.UNIT_LEADER])
    # While the session works within this organisation: summaries are made at the commit.
    db.session.commit()
    storfjell = _organization("Storfjell kommune", "9902", {people[Who.OUTSIDER]: OrganizationRole.ADMINISTRATOR})
    outsider = people[Who.OUTSIDER]
    second = _tenant(storfjell, STORFJELL_CANARY, {outsider: ProjectRole.LEAD}, outsider, outsider)
    db.session.commit()
    return World(people, first, second)


def _organization(name: str, number: str, roles: Mapping[int, OrganizationRole]) -> Organization:
    # One of the two shows its teams how far they have come.
    uses_scale = number == "9901"
    organization = Organization(name=name, number=number, language=Language.BOKMAL, uses_progress_scale=uses_scale)
    db.session.add(organization)
    db.session.flush()
    db.session.add_all(
        Membership(organization_id=organization.id, person_id=person_id, role=role) for person_id, role in roles.items()
    )
    db.session.flush()
    return organization


def _tenant(
    organization: Organization, canary: str, roles: Mapping[int, ProjectRole], lead_id: int, leader_id: int
) -> Tenant:
    act_as(db.session(), lead_id, {organization.id})
    tenant = {"organization_id": organization.id}
    units = _units(organization.id, canary, leader_id)
    project = Project(
        **tenant,
        title=f"Gratis fritid {canary}",
        challenge=f"For få barn blir med. {canary}",
        unit_id=units["lower_unit_id"],
    )
    db.session.add(project)
    db.session.flush()
    tenant |= {"project_id": project.id}
    memberships = [ProjectMembership(**tenant, person_id=person_id, role=role) for person_id, role in roles.items()]
    measure = _measure(tenant, f"Barn med aktivitet {canary}", canary, lead_id)
    process = _measure(tenant, f"Familier som får ringt {canary}", canary, lead_id)
    process.kind = MeasureKind.PROCESS
    idea = ChangeIdea(**tenant, title=f"Fritidsguide {canary}", owner_id=lead_id)
    db.session.add_all([*memberships, idea])
    db.session.flush()
    aim = Aim(**tenant, statement=f"Flere barn har en aktivitet. {canary}", measure_id=measure.id, unit="%")
    cycle = _cycle(process.id, idea, canary, lead_id)
    db.session.add_all([aim, cycle])
    db.session.flush()
    ids = {
        **tenant,
        "membership_id": _membership_of(organization, lead_id),
        "project_membership_id": memberships[-1].id,
        "aim_id": aim.id,
        "measure_id": measure.id,
        "idea_id": idea.id,
        "cycle_id": cycle.id,
        **_agreed(tenant, canary, lead_id),
        **_official(tenant, canary, lead_id),
        **_method(tenant, canary, lead_id, idea, aim),
        **_around(organization.id, process, canary, lead_id),
        **units,
    }
    return Tenant(canary, ids)


def _units(organization_id: int, canary: str, leader_id: int) -> dict[str, int]:
    """Two units, one beneath the other, and somebody who leads the upper one."""
    tenant = {"organization_id": organization_id}
    upper = Unit(**tenant, name=f"Oppvekst {canary}")
    db.session.add(upper)
    db.session.flush()
    lower = Unit(**tenant, name=f"Fritid {canary}", parent_id=upper.id)
    leadership = UnitLeadership(**tenant, unit_id=upper.id, person_id=leader_id)
    db.session.add_all([lower, leadership])
    db.session.flush()
    return {"unit_id": upper.id, "lower_unit_id": lower.id, "unit_leadership_id": leadership.id}


def _membership_of(organization: Organization, person_id: int) -> int:
    return db.session.query(Membership).filter_by(organization_id=organization.id, person_id=person_id).one().id


def _measure(tenant: Mapping[str, int], name: str, canary: str, lead_id: int) -> Measure:
    measure = Measure(
        **tenant,
        name=name,
        value_type=ValueType.PROPORTION,
        unit="%",
        direction=Direction.UP,
        target=40.0,
        definition=f"Barn 6–15 år i familier med lavinntekt. {canary}",
        owner_id=lead_id,
        collector_id=lead_id,
        created_at=MADE_AT,
    )
    db.session.add(measure)
    db.session.flush()
    db.session.add_all(
        Observation(
            organization_id=measure.organization_id,
            measure_id=measure.id,
            period=date(YEAR, month, 1),
            numerator=numerator,
            denominator=DENOMINATOR,
            comment=canary if month == 7 else "",
        )
        for month, numerator in enumerate(NUMERATORS, start=1)
    )
    db.session.flush()
    return measure


def _cycle(measure_id: int, idea: ChangeIdea, canary: str, lead_id: int) -> PdsaCycle:
    return PdsaCycle(
        organization_id=idea.organization_id,
        change_idea_id=idea.id,
        number=1,
        stage=CycleStage.DONE,
        plan=f"Ring to familier. {canary}",
        prediction=f"En av to melder på barnet. {canary}",
        predicted_at=datetime(YEAR, 6, 1, 12, tzinfo=UTC),
        question=f"Vil familiene bli ringt? {canary}",
        measure_id=measure_id,
        predicted_value=50.0,
        locked_value=50.0,
        observed_value=62.5,
        place=f"To familier på Nav. {canary}",
        data_plan=f"Streker på et ark. {canary}",
        scale=CycleScale.ONE,
        begun_at=datetime(YEAR, 6, 10, 12, tzinfo=UTC),
        locked_prediction=f"En av to melder på barnet. {canary}",
        starts_on=date(YEAR, 6, 10),
        ends_on=date(YEAR, 6, 20),
        owner_id=lead_id,
        result=f"Begge meldte på. {canary}",
        comparison=f"Bedre enn vi trodde. {canary}",
        decision=Decision.ADOPT,
        next_step=f"Prøv med ti. {canary}",
        completed_at=datetime(YEAR, 6, 21, 12, tzinfo=UTC),
    )


def _method(tenant: Mapping[str, int], canary: str, lead_id: int, idea: ChangeIdea, aim: Aim) -> dict[str, int]:
    """One of everything that carries the method beside aim, idea and cycle."""
    things = {
        "stakeholder_id": Stakeholder(
            **tenant,
            kind=StakeholderKind.USER_REPRESENTATIVE,
            name=f"Ungdomsrådet {canary}",
            involvement=f"Sier hva som betyr noe. {canary}",
        ),
        "document_link_id": DocumentLink(**tenant, title=f"Plan {canary}", address="https://www.example.no/plan"),
        "driver_id": Driver(**tenant, place=DriverPlace.PRIMARY, title=f"Familiene kjenner ordningen {canary}"),
        "star_round_id": StarRound(**tenant, title=f"Fritid {canary}", closed_at=datetime(YEAR, 8, 2, tzinfo=UTC)),
        "cause_analysis_id": CauseAnalysis(
            **tenant,
            tool=CauseTool.FIVE_WHYS,
            question=f"Hvorfor blir få med? {canary}",
            items=[{"text": f"De vet ikke om ordningen. {canary}"}],
        ),
        "sustainment_id": Sustainment(**tenant, owner_id=lead_id, routine=f"I rutinen for samtaler. {canary}"),
        "help_request_id": HelpRequest(
            **tenant,
            asked_by_id=lead_id,
            asked_of_id=lead_id,
            question=f"Kan vi få en halv stilling til? {canary}",
            decision=LeaderDecision.NEEDS_MORE,
            answer=f"Prøv på to skoler først. {canary}",
            answered_by_id=lead_id,
            answered_at=datetime(YEAR, 8, 9, tzinfo=UTC),
        ),
    }
    db.session.add_all(things.values())
    db.session.flush()
    ids = {name: thing.id for name, thing in things.items()}
    organization = {"organization_id": tenant["organization_id"]}
    link = DriverLink(
        **tenant, change_idea_id=idea.id, to_driver_id=ids["driver_id"], because=f"De hører om den. {canary}"
    )
    onward = DriverLink(
        **tenant, from_driver_id=ids["driver_id"], to_aim_id=aim.id, because=f"Da melder de på. {canary}"
    )
    scores = [
        StarScore(**organization, star_round_id=ids["star_round_id"], person_id=lead_id, dimension=arm.value, score=3)
        for arm in Dimension
    ]
    db.session.add_all([link, onward, *scores])
    db.session.flush()
    return ids | {"driver_link_id": link.id}


def _agreed(tenant: Mapping[str, int], canary: str, lead_id: int) -> dict[str, int]:
    """A meeting in front of the board, what it decided, and who does what by when."""
    meeting = Meeting(
        **tenant,
        held_on=date(YEAR, 9, 1),
        note=f"Alle var der. {canary}",
        completed_at=datetime(YEAR, 9, 1, tzinfo=UTC),
    )
    db.session.add(meeting)
    db.session.flush()
    decision = MeetingDecision(
        organization_id=meeting.organization_id, meeting_id=meeting.id, text=f"Vi ringer alle. {canary}"
    )
    task = Task(
        **tenant,
        title=f"Lage ringeliste {canary}",
        owner_id=lead_id,
        # So far off that it waits on nobody's first page.
        due_on=date(2099, 9, 15),
        meeting_id=meeting.id,
    )
    db.session.add_all([decision, task])
    db.session.flush()
    return {"meeting_id": meeting.id, "decision_id": decision.id, "task_id": task.id}


def _official(tenant: Mapping[str, int], canary: str, lead_id: int) -> dict[str, int]:
    """Official statistics beside the project, one year of them hidden by the source; and a table not kept yet."""
    selection = {"place": "9901", "categories": {"Alder": ["0-17"]}, "since": "", "table": ""}
    series = ContextSeries(
        **tenant,
        title=f"Barn i lavinntekt {canary}",
        counted="0–17 år, EUskala60",
        source=f"Oppdiktet statistikk {canary}",
        licence="CC BY 4.0",
        table_code="00001",
        source_updated_on=date(YEAR, 5, 1),
        fetched_on=date(YEAR, 6, 1),
        unit="prosent",
        frequency=Frequency.YEAR,
        place_code="9901",
        place_name="Lerkevik",
        selection=selection,
        note=f"Kommunen er liten. {canary}",
    )
    draft = ContextDraft(**tenant, person_id=lead_id, table={"tables": {"": official_table(canary)}}, settings={})
    db.session.add_all([series, draft])
    db.session.flush()
    row = {"organization_id": series.organization_id, "context_series_id": series.id}
    db.session.add_all(
        ContextValue(
            **row,
            period=date(year, 1, 1),
            label=str(year),
            value=value,
            state=ContextState.HIDDEN if value is None else ContextState.NUMBER,
            place_code="9901",
        )
        for year, value in OFFICIAL.items()
    )
    db.session.flush()
    return {"context_series_id": series.id, "context_draft_id": draft.id}


def official_table(canary: str) -> dict[str, Any]:
    """A table of official statistics as a draft keeps it: two kommuner, two ages, four years."""
    return dataset_to_json(read_statistics(official_file(canary)))


def official_file(canary: str, values: Mapping[int, float | None] = OFFICIAL) -> bytes:
    """The same as its source hands it out, in JSON-stat 2."""
    years = list(values)
    numbers = [None if value is None else value + shift for shift in range(4) for value in values.values()]
    document = {
        "version": "2.0",
        "class": "dataset",
        "label": f"00001: Barn i lavinntekt {canary}",
        "source": f"Oppdiktet statistikk {canary}",
        "updated": "2025-05-01T06:00:00Z",
        "id": ["Region", "Alder", "Tid"],
        "size": [2, 2, len(years)],
        "role": {"geo": ["Region"], "time": ["Tid"]},
        "dimension": {
            "Region": {
                "label": "region",
                "category": {"index": ["9901", "9902"], "label": {"9901": "Lerkevik", "9902": "Storfjell"}},
            },
            "Alder": {
                "label": "alder",
                "category": {"index": ["0-17", "18-34"], "label": {"0-17": "0–17 år", "18-34": "18–34 år"}},
            },
            "Tid": {
                "label": "år",
                "category": {"label": {str(year): str(year) for year in years}, "index": [str(year) for year in years]},
            },
        },
        "value": numbers,
        "status": {str(place): ":" for place, number in enumerate(numbers) if number is None},
    }
    return json.dumps(document).encode()


def _around(organization_id: int, measure: Measure, canary: str, lead_id: int) -> dict[str, int]:
    """One of each thing that belongs to a measure, by the name of its id in addresses."""
    row = {"organization_id": organization_id, "measure_id": measure.id}
    annotation = Annotation(**row, happened_on=date(YEAR, 7, 1), text=f"Ordningen starter {canary}")
    table = table_to_json(read_table(f"Måned;Teller;Nevner;Merknad\n2026-01;70;160;{canary}\n2026-02;72;160;\n"))
    draft = ImportDraft(**row, person_id=lead_id, table=table, settings={})
    done = Import(**row, person_id=lead_id, n_added=1)
    recipe = ImportRecipe(
        **row, fingerprint="0" * 64, settings={"names": ["Uke", "Ja", "Alle"], "roles": [], "read": {}}
    )
    db.session.add_all([annotation, draft, done, recipe])
    db.session.flush()
    freeze = freeze_baseline(measure, date(YEAR, 5, 1), date(YEAR + 1, 1, 1))
    phase = start_phase(measure, date(YEAR, 7, 1), f"Ny telling {canary}", date(YEAR + 1, 1, 1))
    pause = plan_pause(measure, date(YEAR + 1, 7, 1), date(YEAR + 1, 7, 31), f"Ferie {canary}")
    exclusion = exclude_point(measure, date(YEAR, 2, 1), f"Stengt {canary}")
    return {
        "annotation_id": annotation.id,
        "draft_id": draft.id,
        "done_import_id": done.id,
        "recipe_id": recipe.id,
        "freeze_id": freeze.id,
        "phase_id": phase.id,
        "pause_id": pause.id,
        "exclusion_id": exclusion.id,
    }
