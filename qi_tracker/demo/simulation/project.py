"""One invented project: its team, ideas, cycles, aim, and measures with their numbers and what was decided of them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from types import SimpleNamespace
from typing import cast

from qi_tracker.demo.simulation import names
from qi_tracker.demo.simulation.rows import Row, Rows
from qi_tracker.demo.simulation.series import Reading, Story, readings
from qi_tracker.demo.simulation.sizes import IDEAS_PER_PROJECT
from qi_tracker.models import Measure, Observation
from qi_tracker.models.measures import DECISIONS
from qi_tracker.services.summaries import computed_summary
from qi_tracker.vocabulary import (
    ChartKind,
    CycleScale,
    CycleStage,
    Decision,
    Dimension,
    Direction,
    IdeaStatus,
    Level,
    MeasureKind,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ValueType,
)

# How many take part in a project beside its lead.
TEAM = 3
# What else is read of a measure, as that of a new one is.
_AS_NEW = {
    "calculation": None,
    "numerator_measure_id": None,
    "denominator_measure_id": None,
    "due_after_days": None,
    "rests_on_many": False,
    "deleted_at": None,
}
CYCLES_PER_IDEA = 2


@dataclass(slots=True)
class InventedProject:
    """A project with all that is in it."""

    rows: Rows
    id: int
    number: int
    chance: Random
    measures: list[tuple[int, Story]] = field(default_factory=list)

    @property
    def _lead(self) -> int:
        return self.rows.person(self.number)

    @property
    def _about(self) -> tuple[str, str, str, str]:
        return names.PROJECTS[(self.number + self.rows.share.number) % len(names.PROJECTS)]

    def make(self) -> None:
        chance, rows = self.chance, self.rows
        status = chance.choices(list(ProjectStatus), (80, 6, 10, 4))[0]
        rows.own(
            "projects",
            id=self.id,
            title=f"{self._about[0]} {self.number + 1}",
            challenge="Oppdiktet innhold, laget for å prøve programmet.",
            lesson="",
            status=status,
            phase=chance.choice(list(ProjectPhase)),
            nature=chance.choice(list(ProjectNature)),
            levels=[chance.choice(list(Level)).value],
            unit_id=rows.unit(chance.randrange(rows.share.units)),
        )
        team = dict.fromkeys(rows.person(self.number + place) for place in range(1 + TEAM))
        for place, person_id in enumerate(team):
            role = ProjectRole.LEAD if place == 0 else ProjectRole.MEMBER if place < TEAM else ProjectRole.READER
            rows.own("project_memberships", project_id=self.id, person_id=person_id, role=role)
        self._ideas()

    def _ideas(self) -> None:
        rows, chance = self.rows, self.chance
        for place in range(IDEAS_PER_PROJECT):
            idea_id = (self.id - 1) * IDEAS_PER_PROJECT + place + 1
            n_cycles = chance.randrange(CYCLES_PER_IDEA + 1)
            status = chance.choice(list(IdeaStatus)[1:]) if n_cycles else IdeaStatus.IDEA
            title = self._about[3] if place == 0 else "Prøve det samme i en gruppe til"
            rows.own(
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
        rows = self.rows
        starts = rows.origin.today - timedelta(days=self.chance.randrange(20, 600))
        ends = starts + timedelta(days=14)
        rows.own(
            "pdsa_cycles",
            change_idea_id=idea_id,
            number=number,
            stage=CycleStage.DONE,
            plan="Prøve med to familier.",
            prediction="Begge takker ja.",
            locked_prediction="Begge takker ja.",
            begun_at=datetime.combine(starts, time(12), UTC),
            scale=CycleScale.FEW,
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
        rows = self.rows
        made = readings(story, n_points, rows.origin.today, self.chance)
        self.measures.append((measure_id, story))
        values = self._measure_values(place, story)
        rows.own("measures", id=measure_id, project_id=self.id, **values)
        decided = self._decisions(measure_id, story, made)
        first = rows.share.points_before + len(rows.observations) + 1
        rows.observations += [(first + number, measure_id, reading) for number, reading in enumerate(made)]
        # What the analysis reads of a measure and its numbers, without the cost of a million rows of the ORM.
        read = cast("Measure", SimpleNamespace(id=measure_id, **values, **decided, **_AS_NEW))
        summary = computed_summary(read, cast("list[Observation]", made))
        rows.tables["measure_summaries"].append(
            {
                "measure_id": measure_id,
                "organization_id": rows.organization_id,
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
        """Phases, a frozen starting point, what is left out, a pause and a note, where the numbers are many enough."""
        rows, periods = self.rows, sorted({reading.period for reading in made})
        decided: dict[str, list[Row]] = {name: [] for name in DECISIONS}
        if len(periods) >= 16:
            turn = periods[int(len(periods) * story.shift_at)]
            if story.shift and self.chance.random() < 0.3:
                reason = self.chance.choice(names.REASONS)
                decided["phases"].append(rows.own("phases", measure_id=measure_id, starts_on=turn, reason=reason))
            elif self.chance.random() < 0.3:
                decided["freezes"].append(rows.own("freezes", measure_id=measure_id, until=periods[11]))
            rows.own("annotations", measure_id=measure_id, happened_on=turn, text="Vi begynte å prøve endringer")
            if self.chance.random() < 0.05:
                odd = self.chance.choice(periods)
                decided["exclusions"].append(
                    rows.own("exclusions", measure_id=measure_id, period=odd, reason="Stengt i to uker")
                )
        if self.chance.random() < 0.05:
            first, last = date(rows.origin.today.year, 7, 1), date(rows.origin.today.year, 7, 31)
            decided["pauses"].append(
                rows.own(
                    "pauses", measure_id=measure_id, starts_on=first, ends_on=last, reason="Ferie", is_yearly=False
                )
            )
        return {name: [SimpleNamespace(**row) for row in found] for name, found in decided.items()}

    def add_aim(self) -> None:
        """What the project wants to reach, in its first measure when it has one."""
        measure_id = self.measures[0][0] if self.measures else None
        by = date(self.rows.origin.today.year + 1, 6, 30)
        self.rows.own(
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
