"""One invented organisation, whole: every row of it, made from its share and the seed alone. Asks no database."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from types import SimpleNamespace
from typing import Any, cast

from qi_tracker.demo.simulation import names
from qi_tracker.demo.simulation.series import FREQUENCIES, Reading, Story, invented_story, readings
from qi_tracker.demo.simulation.sizes import IDEAS_PER_PROJECT, TOP_UNITS, UNITS_BENEATH, Share, apportioned
from qi_tracker.models import AuditEvent, Measure, Observation
from qi_tracker.services.audit_chain import BEGINNING, link_digest
from qi_tracker.services.summaries import computed_summary
from qi_tracker.vocabulary import (
    ChartKind,
    CycleStage,
    Decision,
    Dimension,
    Direction,
    IdeaStatus,
    Language,
    Level,
    MeasureKind,
    OrganizationRole,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ValueType,
)

# The first accounts of every organisation; the rest are members.
ROLES = (OrganizationRole.ADMINISTRATOR, OrganizationRole.LEADER)
# Who leads the first top unit; the next lead the others.
FIRST_UNIT_LEADER = len(ROLES)
# How many take part in a project beside its lead.
TEAM = 3
# At most so many rows of these for each project or measure, so that every row's number is known beforehand.
CYCLES_PER_IDEA = 2

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one organisation's transaction writes: rows by table, in an order in which each finds what it links to."""

    organization_id: int
    rows: Mapping[str, list[Row]]
    # (number, measure, reading): written by the quickest way there is.
    observations: list[tuple[int, int, Reading]]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes organisations of one simulated installation."""

    seed: int
    today: date
    password_hash: str

    @property
    def moment(self) -> datetime:
        """When everything was made."""
        return datetime.combine(self.today, time(6), UTC)

    def batch(self, share: Share) -> Batch:
        """Every row of one organisation; the same whenever it is asked for."""
        return _Organization(self, share).made()


@dataclass(slots=True)
class _Organization:
    maker: Maker
    share: Share
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    observations: list[tuple[int, int, Reading]] = field(default_factory=list)

    @property
    def id(self) -> int:
        return self.share.number + 1

    def made(self) -> Batch:
        chance = Random(f"{self.maker.seed} organization {self.share.number}")
        self._add(
            "organizations",
            id=self.id,
            name=f"{names.place(self.share.number)} kommune",
            number=names.municipality_number(self.share.number),
            language=Language.BOKMAL,
        )
        self._people()
        self._units()
        self._projects(chance)
        self._history()
        return Batch(self.id, dict(self.rows), self.observations)

    def _add(self, table: str, **values: Any) -> Row:
        row = {**values, "created_at": self.maker.moment}
        self.rows[table].append(row)
        return row

    def own_row(self, table: str, **values: Any) -> Row:
        return self._add(table, organization_id=self.id, version=1, **values)

    def person(self, number: int) -> int:
        """The id of the organisation's person with this number from 0, beginning anew after the last."""
        # 1 is the operator's.
        return 2 + self.share.people_before + number % self.share.people

    def _people(self) -> None:
        for number in range(self.share.people):
            self._add(
                "people",
                id=self.person(number),
                name=names.person_name(self.share.number, number),
                email=names.email(self.share.number, number),
                password_hash=self.maker.password_hash,
                language=Language.BOKMAL,
                is_operator=False,
                version=1,
            )
            role = ROLES[number] if number < len(ROLES) else OrganizationRole.MEMBER
            self.own_row("memberships", person_id=self.person(number), role=role)

    def unit(self, number: int) -> int:
        return 1 + self.share.number * self.share.units + number

    def _units(self) -> None:
        for top in range(TOP_UNITS):
            self.own_row("units", id=self.unit(top), name=names.TOP_UNITS[top], parent_id=None)
            self.own_row("unit_leaderships", unit_id=self.unit(top), person_id=self.person(FIRST_UNIT_LEADER + top))
        for top in range(TOP_UNITS):
            for number in range(UNITS_BENEATH):
                self.own_row(
                    "units",
                    id=self.unit(TOP_UNITS + top * UNITS_BENEATH + number),
                    name=names.UNITS_BENEATH[top][number],
                    parent_id=self.unit(top),
                )

    def _projects(self, chance: Random) -> None:
        per_project = apportioned(self.share.measures, [1.0] * self.share.projects)
        stories = [invented_story(chance) for _ in range(self.share.measures)]
        weights = [FREQUENCIES[story.frequency][1] * chance.uniform(0.4, 1.6) for story in stories]
        n_points = iter(apportioned(self.share.points, weights))
        told, measure_ids = iter(stories), count(1 + self.share.measures_before)
        for number, n_measures in enumerate(per_project):
            project = _Project(self, 1 + self.share.projects_before + number, number, chance)
            project.make()
            for place in range(n_measures):
                project.add_measure(next(measure_ids), place, next(told), next(n_points))
            project.add_aim()

    def _history(self) -> None:
        """One event for each organisation, unit, project and measure, as made by the program; none for a point."""
        digest, sequence = BEGINNING, 0
        for noun, noun_id in self._recorded():
            sequence += 1
            # Room enough before the next organisation's first.
            event_id = self._first_event + sequence
            about = {
                "id": event_id,
                "organization_id": self.id,
                "at": self.maker.moment,
                "person_id": None,
                "action": "created",
                "noun": noun,
                "noun_id": noun_id,
            }
            digest = link_digest(digest, sequence, AuditEvent(**about), ())
            self.rows["audit_events"].append(about)
            self.rows["audit_links"].append(
                {"organization_id": self.id, "sequence": sequence, "event_id": event_id, "digest": digest}
            )
        self.rows["audit_heads"].append({"organization_id": self.id, "sequence": sequence, "digest": digest})

    @property
    def _first_event(self) -> int:
        share = self.share
        return share.number * (1 + share.units) + share.projects_before + share.measures_before

    def _recorded(self) -> Iterator[tuple[str, int]]:
        for noun in ("organizations", "units", "projects", "measures"):
            for row in self.rows[noun]:
                yield noun, row["id"]


@dataclass(slots=True)
class _Project:
    own: _Organization
    id: int
    number: int
    chance: Random
    measures: list[tuple[int, Story]] = field(default_factory=list)

    @property
    def _lead(self) -> int:
        return self.own.person(self.number)

    @property
    def _about(self) -> tuple[str, str, str, str]:
        return names.PROJECTS[(self.number + self.own.share.number) % len(names.PROJECTS)]

    def make(self) -> None:
        chance, own = self.chance, self.own
        status = chance.choices(list(ProjectStatus), (80, 6, 10, 4))[0]
        own.own_row(
            "projects",
            id=self.id,
            title=f"{self._about[0]} {self.number + 1}",
            challenge="Oppdiktet innhold, laget for å prøve programmet.",
            lesson="",
            status=status,
            phase=chance.choice(list(ProjectPhase)),
            nature=chance.choice(list(ProjectNature)),
            levels=[chance.choice(list(Level)).value],
            unit_id=own.unit(chance.randrange(own.share.units)),
        )
        team = dict.fromkeys(own.person(self.number + place) for place in range(1 + TEAM))
        for place, person_id in enumerate(team):
            role = ProjectRole.LEAD if place == 0 else ProjectRole.MEMBER if place < TEAM else ProjectRole.READER
            own.own_row("project_memberships", project_id=self.id, person_id=person_id, role=role)
        self._ideas()

    def _ideas(self) -> None:
        own, chance = self.own, self.chance
        for place in range(IDEAS_PER_PROJECT):
            idea_id = (self.id - 1) * IDEAS_PER_PROJECT + place + 1
            n_cycles = chance.randrange(CYCLES_PER_IDEA + 1)
            status = chance.choice(list(IdeaStatus)[1:]) if n_cycles else IdeaStatus.IDEA
            title = self._about[3] if place == 0 else "Prøve det samme i en gruppe til"
            own.own_row(
                "change_ideas",
                id=idea_id,
                project_id=self.id,
                title=title,
                description="",
                status=status,
                owner_id=self._lead,
                dimensions=[],
            )
            for number in range(1, n_cycles + 1):
                self._cycle(idea_id, number)

    def _cycle(self, idea_id: int, number: int) -> None:
        own = self.own
        starts = own.maker.today - timedelta(days=self.chance.randrange(20, 600))
        ends = starts + timedelta(days=14)
        own.own_row(
            "pdsa_cycles",
            change_idea_id=idea_id,
            number=number,
            stage=CycleStage.DONE,
            plan="Prøve med to familier.",
            prediction="Begge takker ja.",
            predicted_at=datetime.combine(starts - timedelta(days=1), time(12), UTC),
            starts_on=starts,
            ends_on=ends,
            owner_id=self._lead,
            result="Én takket ja.",
            comparison="Vi må ringe, ikke skrive.",
            decision=self.chance.choice(list(Decision)),
            next_step="Ringe neste gang.",
            completed_at=datetime.combine(ends, time(12), UTC),
        )

    def add_measure(self, measure_id: int, place: int, story: Story, n_points: int) -> None:
        """A measure with its numbers, what was decided about its chart, and its summary."""
        own = self.own
        made = readings(story, n_points, own.maker.today, self.chance)
        self.measures.append((measure_id, story))
        values = self._measure_values(place, story)
        own.own_row("measures", id=measure_id, project_id=self.id, **values)
        decided = self._decisions(measure_id, story, made)
        first = own.share.points_before + len(own.observations) + 1
        own.observations += [(first + number, measure_id, reading) for number, reading in enumerate(made)]
        # What the analysis reads of a measure and its numbers, without the cost of a million rows of the ORM.
        read = cast("Measure", SimpleNamespace(**values, **decided))
        summary = computed_summary(read, cast("list[Observation]", made))
        own.rows["measure_summaries"].append(
            {
                "measure_id": measure_id,
                "organization_id": own.id,
                "inside": summary.inside,
                "wider": summary.wider,
                "last_period": summary.last_period,
                "analysis_version": summary.analysis_version,
            }
        )

    def _measure_values(self, place: int, story: Story) -> Row:
        chance = self.chance
        kind = MeasureKind.OUTCOME if place == 0 else chance.choice(list(MeasureKind))
        name = self._about[2] if place == 0 else chance.choice(names.MORE_MEASURES)
        shown = story.level * 100 if story.value_type is ValueType.PROPORTION else story.level
        better = 1.2 if story.direction is Direction.UP else 0.8
        units = {ValueType.PROPORTION: "%", ValueType.DAYS: "dager"}
        return {
            "name": name,
            "kind": kind,
            "value_type": story.value_type,
            "unit": units.get(story.value_type, ""),
            "direction": story.direction,
            "chart": ChartKind.RUN,
            "frequency": story.frequency,
            "target": round(shown * better, 1) if chance.random() < 0.7 else None,
            "definition": "Oppdiktet indikator. Telles ved utgangen av perioden.",
            "source": "",
            "is_stock": chance.random() < 0.1,
            "owner_id": self._lead,
            "collector_id": self._lead,
            "stand_in_id": None,
            "strata": list(story.strata),
            "dimensions": [chance.choice(list(Dimension)).value],
        }

    def _decisions(self, measure_id: int, story: Story, made: list[Reading]) -> Row:
        """Phases, a frozen starting point, a pause and a note, where the numbers are many enough."""
        own, periods = self.own, sorted({reading.period for reading in made})
        decided: dict[str, list[Row]] = {"phases": [], "freezes": [], "pauses": []}
        if len(periods) >= 16:
            turn = periods[int(len(periods) * story.shift_at)]
            if story.shift and self.chance.random() < 0.3:
                reason = self.chance.choice(names.REASONS)
                decided["phases"].append(own.own_row("phases", measure_id=measure_id, starts_on=turn, reason=reason))
            elif self.chance.random() < 0.3:
                decided["freezes"].append(own.own_row("freezes", measure_id=measure_id, until=periods[11]))
            own.own_row("annotations", measure_id=measure_id, happened_on=turn, text="Vi begynte å prøve endringer")
        if self.chance.random() < 0.05:
            first, last = date(own.maker.today.year, 7, 1), date(own.maker.today.year, 7, 31)
            decided["pauses"].append(
                own.own_row("pauses", measure_id=measure_id, starts_on=first, ends_on=last, reason="Ferie")
            )
        return {name: [SimpleNamespace(**row) for row in rows] for name, rows in decided.items()}

    def add_aim(self) -> None:
        """What the project wants to reach, in its first measure when it has one."""
        measure_id = self.measures[0][0] if self.measures else None
        by = date(self.own.maker.today.year + 1, 6, 30)
        self.own.own_row(
            "aims",
            project_id=self.id,
            statement=self._about[1],
            measure_id=measure_id,
            from_value=None,
            to_value=None,
            by=by,
            unit="",
            dimensions=[self.chance.choice(list(Dimension)).value],
        )
