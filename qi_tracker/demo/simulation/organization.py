"""One invented organisation, whole: every row of it, made from its share and the seed alone. Asks no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from qi_tracker.demo.simulation import names
from qi_tracker.demo.simulation.project import InventedProject
from qi_tracker.demo.simulation.rows import Origin, Rows
from qi_tracker.demo.simulation.series import FREQUENCIES, invented_story
from qi_tracker.demo.simulation.sizes import TOP_UNITS, UNITS_BENEATH, Share, apportioned
from qi_tracker.models import AuditEvent
from qi_tracker.services.audit_chain import BEGINNING, link_digest
from qi_tracker.vocabulary import Language, OrganizationRole

# The first accounts of every organisation; the rest are members.
ROLES = (OrganizationRole.ADMINISTRATOR, OrganizationRole.LEADER)
# Who leads the first top unit; the next lead the others.
FIRST_UNIT_LEADER = len(ROLES)


def invented_rows(origin: Origin, share: Share) -> Rows:
    """Every row of one organisation; the same whenever it is asked for."""
    rows = Rows(origin, share)
    _Organization(rows).make()
    return rows


@dataclass(frozen=True, slots=True)
class _Organization:
    rows: Rows

    def make(self) -> None:
        """All of it, from the seed."""
        chance = Random(f"{self.rows.origin.seed} organization {self.rows.share.number}")
        self.rows.add(
            "organizations",
            id=self.rows.organization_id,
            name=f"{names.place(self.rows.share.number)} kommune",
            number=names.municipality_number(self.rows.share.number),
            language=Language.BOKMAL,
        )
        self._people()
        self._units()
        self._projects(chance)
        self._history()

    def _people(self) -> None:
        for number in range(self.rows.share.people):
            self.rows.add(
                "people",
                id=self.rows.person(number),
                name=names.person_name(self.rows.share.number, number),
                email=names.email(self.rows.share.number, number),
                password_hash=self.rows.origin.password_hash,
                language=Language.BOKMAL,
                is_operator=False,
                version=1,
            )
            role = ROLES[number] if number < len(ROLES) else OrganizationRole.MEMBER
            self.rows.own("memberships", person_id=self.rows.person(number), role=role)

    def _units(self) -> None:
        for top in range(TOP_UNITS):
            self.rows.own("units", id=self.rows.unit(top), name=names.TOP_UNITS[top], parent_id=None)
            self.rows.own(
                "unit_leaderships", unit_id=self.rows.unit(top), person_id=self.rows.person(FIRST_UNIT_LEADER + top)
            )
        for top in range(TOP_UNITS):
            for number in range(UNITS_BENEATH):
                self.rows.own(
                    "units",
                    id=self.rows.unit(TOP_UNITS + top * UNITS_BENEATH + number),
                    name=names.UNITS_BENEATH[top][number],
                    parent_id=self.rows.unit(top),
                )

    def _projects(self, chance: Random) -> None:
        per_project = apportioned(self.rows.share.measures, [1.0] * self.rows.share.projects)
        stories = [invented_story(chance) for _ in range(self.rows.share.measures)]
        weights = [FREQUENCIES[story.frequency][1] * chance.uniform(0.4, 1.6) for story in stories]
        n_points = iter(apportioned(self.rows.share.points, weights))
        told, measure_ids = iter(stories), count(1 + self.rows.share.measures_before)
        for number, n_measures in enumerate(per_project):
            project = InventedProject(self.rows, 1 + self.rows.share.projects_before + number, number, chance)
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
                "organization_id": self.rows.organization_id,
                "at": self.rows.origin.moment,
                "person_id": None,
                "action": "created",
                "noun": noun,
                "noun_id": noun_id,
            }
            digest = link_digest(digest, sequence, AuditEvent(**about), ())
            self.rows.tables["audit_events"].append(about)
            self.rows.tables["audit_links"].append(
                {
                    "organization_id": self.rows.organization_id,
                    "sequence": sequence,
                    "event_id": event_id,
                    "digest": digest,
                }
            )
        self.rows.tables["audit_heads"].append(
            {"organization_id": self.rows.organization_id, "sequence": sequence, "digest": digest}
        )

    @property
    def _first_event(self) -> int:
        share = self.rows.share
        return share.number * (1 + share.units) + share.projects_before + share.measures_before

    def _recorded(self) -> Iterator[tuple[str, int]]:
        for noun in ("organizations", "units", "projects", "measures"):
            for row in self.rows.tables[noun]:
                yield noun, row["id"]
