"""Fills an empty demo database with the projects of `lerkevik.json`, through the same tables and checks as all else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from qi_tracker.access.actors import Actor
from qi_tracker.demo import context, drivers, help_requests, meetings, stars, surroundings
from qi_tracker.demo.cycles import DEMO_CYCLES
from qi_tracker.demo.dates import Shift
from qi_tracker.demo.ideas import DEMO_IDEAS
from qi_tracker.demo.tasks import DEMO_TASKS
from qi_tracker.extensions import db
from qi_tracker.i18n.formats import date_long
from qi_tracker.models import (
    Aim,
    Annotation,
    ChangeIdea,
    Freeze,
    Measure,
    Observation,
    Organization,
    Pause,
    PdsaCycle,
    Person,
    Project,
    ProjectMembership,
    Task,
    Unit,
)
from qi_tracker.services.acting import act_as
from qi_tracker.services.organizations import OrganizationDetails, add_member, create_organization
from qi_tracker.services.summaries import refresh
from qi_tracker.services.units import UnitDetails, create_unit, name_leader
from qi_tracker.vocabulary import (
    CycleStage,
    Decision,
    Dimension,
    Direction,
    Frequency,
    IdeaStatus,
    Language,
    MeasureKind,
    OrganizationRole,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ValueType,
)

DATA = Path(__file__).parent / "lerkevik.json"
# What each measure's plan says, by "project/measure": some are whole, and some show what is missing.
PLANS = Path(__file__).parent / "plans.json"
JULY = 7


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person and what they are: in the first kommune (0) or the other (1), and in its projects."""

    name: str
    municipality: int
    role: OrganizationRole
    project_role: ProjectRole | None
    # The unit they lead, with all beneath it.
    leads: str = ""


DEMO_PEOPLE = (
    DemoPerson("Pia Prosjektleder", 0, OrganizationRole.MEMBER, ProjectRole.LEAD),
    DemoPerson("Mons Medlem", 0, OrganizationRole.MEMBER, ProjectRole.MEMBER),
    DemoPerson("Lea Leder", 0, OrganizationRole.LEADER, None),
    DemoPerson("Embla Enhetsleder", 0, OrganizationRole.MEMBER, None, leads="Oppvekst"),
    DemoPerson("Ada Administrator", 0, OrganizationRole.ADMINISTRATOR, None),
    DemoPerson("Nora Nabo", 1, OrganizationRole.ADMINISTRATOR, ProjectRole.LEAD),
)

# The first kommune's units: each with those beneath it.
DEMO_UNITS: Mapping[str, Sequence[str]] = {
    "Oppvekst": ("Barnehage og skole", "Fritid og kultur"),
    "Helse og mestring": ("Familie og helse",),
    "Arbeid og velferd": ("Nav",),
}
# Which of them a project of the file belongs to, by the project's key; the other kommune has none.
UNIT_OF_PROJECT: Mapping[str, str] = {
    "gratis-fritid": "Fritid og kultur",
    "kortere-vei": "Familie og helse",
    "skolefrokost": "Barnehage og skole",
}

# The other kommune's small project: no numbers yet, so that the demo shows an empty one too.
OTHER_PROJECT: Mapping[str, Any] = {
    "key": "leksehjelp",
    "title_nb": "Leksehjelp på biblioteket",
    "phase": "plan",
    "nature": "preventive",
    "levels": ["individual"],
    "dimensions": [6],
    "aim_nb": "Flere elever på ungdomstrinnet får leksehjelp de er fornøyde med.",
    "change_ideas_nb": {"a": "Åpent tirsdager med frukt"},
    "cycles": [],
    "measures": [
        {
            "key": "R1",
            "name_nb": "Elever som får leksehjelp",
            "kind": "outcome",
            "unit": "elever",
            "better": "up",
            "frequency": "week",
            "points": [],
        }
    ],
}


def load_demo(today: date) -> None:
    """Fill the demo database; does nothing when it has been filled before. Flushes, does not commit."""
    if db.session.scalar(select(Organization.id).limit(1)) is not None:
        return
    data = json.loads(DATA.read_text("utf-8"))
    organizations = _load_organizations(data["municipalities"])
    people = _load_people(organizations)
    units = _load_units(organizations[0], people)
    for number, projects in enumerate((data["projects"], [OTHER_PROJECT])):
        own_people = [(entry, person) for entry, person in people if entry.municipality == number]
        for project in projects:
            _ProjectLoader(organizations[number], own_people, project, today).load(units)


def _load_organizations(municipalities: Sequence[Mapping[str, str]]) -> list[Organization]:
    operator = Actor(is_operator=True)
    act_as(db.session(), None)
    return [
        create_organization(operator, OrganizationDetails(entry["name"], entry["number"], Language.BOKMAL))
        for entry in municipalities
    ]


def _load_people(organizations: Sequence[Organization]) -> list[tuple[DemoPerson, Person]]:
    loaded = []
    for entry in DEMO_PEOPLE:
        address = f"{entry.name.split()[0].lower()}@{entry.municipality + 1}.example"
        # Without a password nobody signs in as them but through the demo's own page.
        person = Person(name=entry.name, email=address, password_hash=None)
        db.session.add(person)
        db.session.flush()
        add_member(organizations[entry.municipality], person.id, entry.role)
        loaded.append((entry, person))
    return loaded


def _load_units(organization: Organization, people: Sequence[tuple[DemoPerson, Person]]) -> dict[str, int]:
    """Unit's name → its id."""
    made: dict[str, Unit] = {}
    for name, beneath in DEMO_UNITS.items():
        made[name] = create_unit(organization, UnitDetails(name, None))
        for lower in beneath:
            made[lower] = create_unit(organization, UnitDetails(lower, made[name].id))
    for entry, person in people:
        if entry.leads:
            name_leader(made[entry.leads], person.id)
    return {name: unit.id for name, unit in made.items()}


class _ProjectLoader:
    """Loads one project of the file."""

    def __init__(
        self,
        organization: Organization,
        people: Sequence[tuple[DemoPerson, Person]],
        data: Mapping[str, Any],
        today: date,
    ) -> None:
        self._data = data
        self._today = today
        self._tenant = {"organization_id": organization.id}
        self._number = organization.number or ""
        self._people = people
        self._plans: Mapping[str, Any] = json.loads(PLANS.read_text("utf-8"))
        self._lead = next(person for entry, person in self._people if entry.project_role is ProjectRole.LEAD)
        others = (person for entry, person in self._people if entry.project_role is ProjectRole.MEMBER)
        self._stand_in = next(others, None)
        # Key of the file → the measure, once they are made.
        self._measures: Mapping[str, Measure] = {}
        self._shift = self._shift_of(self._data["measures"][0])

    def _shift_of(self, measure: Mapping[str, Any]) -> Shift:
        dates = [date.fromisoformat(point["date"]) for point in measure["points"]]
        return Shift(dates or [self._today], Frequency(measure["frequency"]), self._today)

    def load(self, units: Mapping[str, int]) -> None:
        """Make the project with all that is in it."""
        data = self._data
        project = Project(
            **self._tenant,
            title=data["title_nb"],
            challenge=data.get("challenge_nb", ""),
            lesson=data.get("lesson_nb", ""),
            phase=ProjectPhase(data["phase"]),
            nature=ProjectNature(data["nature"]),
            levels=list(data["levels"]),
            unit_id=units.get(UNIT_OF_PROJECT.get(data["key"], "")),
        )
        db.session.add(project)
        db.session.flush()
        self._tenant["project_id"] = project.id
        for entry, person in self._people:
            if entry.project_role is not None:
                db.session.add(ProjectMembership(**self._tenant, person_id=person.id, role=entry.project_role))
        measures = {measure["key"]: self._load_measure(measure) for measure in data["measures"]}
        self._measures = measures
        aim = self._load_aim(measures)
        ideas = self._load_ideas()
        self._load_tasks(ideas)
        if data["key"] == drivers.PROJECT:
            drivers.load_drivers(self._tenant, aim, ideas, measures)
        db.session.flush()
        if data["key"] == meetings.PROJECT:
            for measure in measures.values():
                refresh(measure)
            meetings.load_meeting(project, self._lead, self._stand_in or self._lead, self._today)
        if data["key"] == stars.PROJECT:
            stars.load_star(project, [person for _entry, person in self._people], self._today)
        if data["key"] == help_requests.PROJECT:
            first_names = {person.name.split()[0]: person for _, person in self._people}
            help_requests.load_help_requests(project, first_names, self._today)
        if data["key"] == surroundings.PROJECT:
            surroundings.load_surroundings(project)
        if data["key"] == context.PROJECT:
            context.keep_background(project, self._number, self._today)

    def _load_aim(self, measures: Mapping[str, Measure]) -> Aim:
        aim = self._data.get("aim", {})
        by = self._shift.move(date.fromisoformat(aim["by"])) if "by" in aim else None
        statement = self._data["aim_nb"]
        measure = measures[aim.get("measure", next(iter(measures)))]
        measure.target_on = by if measure.target is not None else None
        dimensions = [list(Dimension)[number - 1].value for number in self._data["dimensions"]]
        made = Aim(
            **self._tenant,
            statement=statement.format(by=date_long(by, Language.BOKMAL)) if by is not None else statement,
            measure_id=measure.id,
            from_value=aim.get("from"),
            to_value=aim.get("to"),
            unit=aim.get("unit", ""),
            by=by,
            dimensions=dimensions,
        )
        db.session.add(made)
        db.session.flush()
        return made

    def _load_measure(self, data: Mapping[str, Any]) -> Measure:
        shift = self._shift_of(data)
        plan = self._plans.get(f"{self._data['key']}/{data['key']}", {})
        begun = next((shift.move(date.fromisoformat(point["date"])) for point in data["points"]), self._today)
        measure = Measure(
            **self._tenant,
            name=data["name_nb"],
            kind=MeasureKind(data["kind"]),
            value_type=_value_type(data),
            unit=data["unit"],
            direction=Direction(data["better"]),
            frequency=Frequency(data["frequency"]),
            target=data.get("target"),
            definition=plan.get("definition", ""),
            inclusion=plan.get("inclusion", ""),
            exclusion=plan.get("exclusion", ""),
            source=plan.get("source", ""),
            due_after_days=plan.get("due_after_days"),
            is_stock=data.get("stock_measure", False),
            rests_on_many=plan.get("rests_on_many", False),
            strata=list(data.get("strata", ())),
            owner_id=self._lead.id,
            collector_id=self._lead.id,
            stand_in_id=self._stand_in.id if self._stand_in is not None and plan.get("has_stand_in") else None,
            created_at=datetime.combine(begun, time(12), UTC),
        )
        db.session.add(measure)
        db.session.flush()
        owned = {"organization_id": measure.organization_id, "measure_id": measure.id}
        dates = [shift.move(date.fromisoformat(point["date"])) for point in data["points"]]
        for day, point in zip(dates, data["points"], strict=True):
            numbers = {name: point.get(name) for name in ("numerator", "denominator", "value")}
            db.session.add(Observation(**owned, period=day, comment=point.get("comment", ""), **numbers))
        self._load_strata(data, owned, dates)
        if plan.get("july"):
            db.session.add(self._july(owned))
        if data.get("baseline_points"):
            db.session.add(Freeze(**owned, until=dates[data["baseline_points"] - 1]))
        if "changes_start" in self._data and measure.kind is MeasureKind.OUTCOME:
            starts = shift.move(date.fromisoformat(self._data["changes_start"]))
            db.session.add(Annotation(**owned, happened_on=starts, text="Vi begynte å prøve endringer"))
        db.session.flush()
        return measure

    def _july(self, owned: Mapping[str, int]) -> Pause:
        """A pause every July, from the next one on: the numbers of the file have none behind them."""
        year = self._today.year + (self._today.month >= JULY)
        first, last = date(year, JULY, 1), date(year, JULY, 31)
        return Pause(**owned, starts_on=first, ends_on=last, reason="Fellesferie", is_yearly=True)

    def _load_strata(self, data: Mapping[str, Any], owned: Mapping[str, int], dates: Sequence[date]) -> None:
        """The same numbers group by group; a group that did not exist in a period has none."""
        for name, numbers in data.get("strata", {}).items():
            for day, both in zip(dates, numbers, strict=True):
                if both is not None:
                    numerator, denominator = both
                    counted = {"numerator": numerator, "denominator": denominator}
                    db.session.add(Observation(**owned, period=day, stratum=name, **counted))

    def _load_ideas(self) -> dict[str, ChangeIdea]:
        """Key of the file → the idea."""
        made = {}
        for key, title in self._data["change_ideas_nb"].items():
            cycles = [cycle for cycle in self._data["cycles"] if cycle["idea"] == key]
            told = DEMO_IDEAS.get((self._data["key"], key), {})
            idea = ChangeIdea(**self._tenant, title=title, owner_id=self._lead.id, status=_idea_status(cycles), **told)
            db.session.add(idea)
            db.session.flush()
            for cycle in cycles:
                self._load_cycle(idea, cycle)
            made[key] = idea
        db.session.flush()
        return made

    def _load_cycle(self, idea: ChangeIdea, data: Mapping[str, Any]) -> None:
        more = DEMO_CYCLES[self._data["key"], data["idea"], data["cycle"]]
        starts, ends = (self._shift.move(date.fromisoformat(data[name])) for name in ("start", "end"))
        db.session.add(
            PdsaCycle(
                organization_id=idea.organization_id,
                change_idea_id=idea.id,
                number=data["cycle"],
                stage=CycleStage.DONE,
                plan=data["scale"],
                prediction=data["prediction"],
                locked_prediction=data["prediction"],
                begun_at=datetime.combine(starts, time(12), UTC),
                question=more.question,
                place=more.place,
                data_plan=more.data_plan,
                scale=more.scale,
                next_step=more.next_step,
                measure_id=self._measures[more.measure].id if more.measure else None,
                predicted_value=more.predicted,
                locked_value=more.predicted,
                observed_value=more.observed,
                predicted_at=datetime.combine(starts - timedelta(days=1), time(12), UTC),
                starts_on=starts,
                ends_on=ends,
                owner_id=self._lead.id,
                result=data["result"],
                comparison=data["learning"],
                decision=Decision(data["act"]),
                completed_at=datetime.combine(ends, time(12), UTC),
            )
        )

    def _load_tasks(self, ideas: Mapping[str, ChangeIdea]) -> None:
        people = {person.name.split()[0]: person for _, person in self._people}
        for task in DEMO_TASKS.get(self._data["key"], ()):
            idea = ideas.get(task.idea)
            cycle = self._cycle_of(idea, task.cycle) if idea is not None and task.cycle is not None else None
            done_on = None if task.done_days_ago is None else self._today - timedelta(days=task.done_days_ago)
            db.session.add(
                Task(
                    **self._tenant,
                    title=task.title,
                    owner_id=people[task.who].id if task.who else None,
                    due_on=None if task.due_in_days is None else self._today + timedelta(days=task.due_in_days),
                    done_at=None if done_on is None else datetime.combine(done_on, time(12), UTC),
                    change_idea_id=idea.id if idea is not None and cycle is None else None,
                    pdsa_cycle_id=cycle.id if cycle is not None else None,
                    is_milestone=task.is_milestone,
                )
            )

    def _cycle_of(self, idea: ChangeIdea, number: int) -> PdsaCycle:
        return db.session.scalars(select(PdsaCycle).filter_by(change_idea_id=idea.id, number=number)).one()


def _value_type(data: Mapping[str, Any]) -> ValueType:
    by_unit = {"%": ValueType.PROPORTION, "dager": ValueType.DAYS}
    return by_unit.get(data["unit"], ValueType.COUNT)


def _idea_status(cycles: Sequence[Mapping[str, Any]]) -> IdeaStatus:
    """What the last cycle decided."""
    if not cycles:
        return IdeaStatus.IDEA
    decided = {"adopt": IdeaStatus.ADOPTED, "abandon": IdeaStatus.ABANDONED}
    return decided.get(cycles[-1]["act"], IdeaStatus.TESTING)
