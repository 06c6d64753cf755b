"""The demo's three projects, made once more through the pages, day by day: the same marks, chains and verdicts.

What the loader has made is read from the database and typed into the forms, each thing on the day it happened.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.blueprints.aims.forms import present_values as present_aim
from qi_tracker.blueprints.change_ideas.forms import present_values as present_idea
from qi_tracker.blueprints.measures.forms import present_values as present_measure
from qi_tracker.blueprints.pdsa.forms import present_plan
from qi_tracker.demo.loader import load_demo
from qi_tracker.extensions import db
from qi_tracker.method.marks import Lack, Mark
from qi_tracker.method.progress import VALUES
from qi_tracker.models import Annotation, Freeze, Measure, Organization, PdsaCycle, Person, Project
from qi_tracker.services.acting import act_as
from qi_tracker.services.aims import aim_of, pace_of_aim
from qi_tracker.services.change_ideas import ideas_of
from qi_tracker.services.drivers import Node, chain_of
from qi_tracker.services.marks import method_marks, suggested_progress
from qi_tracker.services.measures import measures_of
from qi_tracker.services.observations import observations_of
from qi_tracker.services.summaries import local_today, summaries_of
from qi_tracker.vocabulary import IdeaStatus
from tests.client import Client
from tests.clock import set_now
from tests.databases import Kind
from tests.inside import inside

TITLES = ("Gratis fritid – flere barn blir med", "Kortere vei til hjelp", "Skolefrokost og nærvær")
LEAD = "Pia"
# The form asks what was learnt, so what is tried through the pages has it; of the loaded cycles most have not.
NOT_WRITTEN = "Ikke skrevet ned"

pytestmark = pytest.mark.parametrize("empty_demo", [Kind.SQLITE], indirect=True, scope="module")


@pytest.fixture(scope="module")
def demo(empty_demo: Flask) -> Iterator[Flask]:
    with inside(empty_demo):
        load_demo(local_today())
        db.session.commit()
    yield empty_demo


@pytest.mark.parametrize("title", TITLES)
def test_a_project_made_through_the_pages_is_as_the_loaded_one(
    demo: Flask, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    with inside(demo):
        loaded = project_called(title)
        lead = db.session.scalars(select(Person).where(Person.name.startswith(LEAD))).one().id
        loaded_id, steps = loaded.id, Telling(loaded)
    typing = Typing(demo, monkeypatch, lead)
    made_id = steps.retold(typing)
    monkeypatch.undo()
    wanted, made = (shown(demo, project_id, lead) for project_id in (loaded_id, made_id))
    assert wanted["marks"][Mark.DOCUMENTED] is Lack.NOT_LEARNT
    wanted["marks"][Mark.DOCUMENTED] = None
    assert made == wanted


def project_called(title: str) -> Project:
    """The loaded one, which is the oldest."""
    act_as(db.session(), None, db.session.scalars(select(Organization.id)).all())
    return db.session.scalars(select(Project).filter_by(title=title).order_by(Project.id)).all()[0]


def shown(app: Flask, project_id: int, person_id: int) -> dict[str, Any]:
    """What the program concludes of the project, and both pictures of its chain as they are read."""
    today = local_today()
    with inside(app):
        act_as(db.session(), None, db.session.scalars(select(Organization.id)).all())
        project = db.session.get_one(Project, project_id)
        measures, aim = measures_of(project), aim_of(project)
        assert aim is not None
        summaries = summaries_of(measures)
        found: dict[str, Any] = {
            "marks": {each.mark: each.lack for each in method_marks(project, today)},
            "progress": VALUES[suggested_progress(project, today)],
            "pace": pace_of_aim(aim, today).code,
            "verdicts": {measure.name: summaries[measure.id].inside for measure in measures},
        }
    browser = Client(app)
    browser.sign_in_as(person_id)
    for picture in ("tree", "chain"):
        page = browser.get(f"/projects/{project_id}/drivers?picture={picture}")
        found[picture] = " ".join(page.document.query("main")[0].to_text().split())
    return found


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody who fills in forms, on one day after the other."""

    app: Flask
    clock: pytest.MonkeyPatch
    person_id: int

    def on(self, day: date) -> Client:
        """A browser of that day."""
        set_now(self.clock, day)
        browser = Client(self.app)
        browser.sign_in_as(self.person_id)
        return browser


def type_in(browser: Client, address: str, values: Mapping[str, Any]) -> str:
    """Fill in the form of a page; what it has no field for is left out. Where the answer leads."""
    page = browser.get(address)
    fields = page.form().fields
    known = {name for name in values if name in fields or f'name="{name}"' in page.html}
    return browser.send(page, {name: typed(values[name]) for name in known if name != "version"}).location


def typed(value: object) -> Any:
    """As somebody types it, or as the choice is named."""
    if isinstance(value, bool):
        return ["y"] if value else []
    if isinstance(value, list):
        return [typed(each) for each in value]
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)


def id_in(address: str) -> int:
    """The last number in an address."""
    return int(next(part for part in reversed(address.split("?", maxsplit=1)[0].split("/")) if part.isdecimal()))


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """What is typed on one day; on the same day in the order of their places."""

    day: date
    place: tuple[int, int]
    address: str = field(compare=False)
    values: Mapping[str, Any] | None = field(compare=False)


class Telling:
    """What a loaded project says, in plain values, so that it can be told again."""

    def __init__(self, project: Project) -> None:
        aim = aim_of(project)
        assert aim is not None and aim.measure is not None
        self.title, self.today = project.title, local_today()
        self.project = {
            "title": project.title,
            "phase": project.phase,
            "nature": project.nature,
            "levels": list(project.levels),
            "challenge": project.challenge,
            "lesson": project.lesson,
        }
        self.aim, self.aim_measure = present_aim(aim), aim.measure.id
        self.measures = {measure.id: _measure(measure) for measure in measures_of(project)}
        self.numbers = {measure.id: _table(measure) for measure in measures_of(project)}
        self.decisions = {measure.id: list(_decisions(measure)) for measure in measures_of(project)}
        ideas = sorted(ideas_of(project), key=lambda idea: (idea.position, idea.id))
        self.ideas = {idea.id: present_idea(idea) | {"status": IdeaStatus.IDEA} for idea in ideas}
        self.cycles = [cycle for idea in ideas for cycle in _cycles(idea.id)]
        chain = chain_of(project)
        self.drivers = [_driver(node) for node in chain.nodes if node.key.startswith("drivers-")]
        self.links = [(link.source, link.target, link.row.because) for link in chain.links if link.row is not None]
        self.aim_key = next(node.key for node in chain.nodes if node.key.startswith("aims-"))

    def retold(self, typing: Typing) -> int:
        """Make the project anew; its id."""
        first = min((cycle[0].day for cycle in self.cycles), default=self.today) - timedelta(days=1)
        browser = typing.on(first)
        aim, outcome = self.aim, self.measures[self.aim_measure]
        first_idea, *other_ideas = self.ideas
        begun = {
            "aim": aim["statement"],
            "measure_name": outcome["name"],
            "value_type": outcome["value_type"],
            "direction": outcome["direction"],
            "first_idea": self.ideas[first_idea]["title"],
            "title": self.title,
        }
        measures = {self.aim_measure: id_in(type_in(browser, "/projects/new", begun))}
        with inside(typing.app, typing.person_id):
            project = db.session.get_one(Measure, measures[self.aim_measure]).project
            made_aim = aim_of(project)
            assert made_aim is not None
            project_id, aim_id = project.id, made_aim.id
        type_in(browser, f"/projects/{project_id}/edit", self.project)
        for number, values in self.measures.items():
            if number in measures:
                type_in(browser, f"/measures/{measures[number]}/edit", values)
            else:
                measures[number] = id_in(type_in(browser, f"/projects/{project_id}/measures/new", values))
        type_in(browser, f"/aims/{aim_id}/edit", aim | {"measure_id": measures[self.aim_measure]})
        for number in other_ideas:
            type_in(browser, f"/projects/{project_id}/ideas/new", _idea(self.ideas[number], {}))
        with inside(typing.app, typing.person_id):
            made = {idea.title: idea.id for idea in ideas_of(db.session.get_one(Project, project_id))}
        ideas = {number: made[str(values["title"])] for number, values in self.ideas.items()}
        for number, values in self.ideas.items():
            type_in(browser, f"/ideas/{ideas[number]}/edit", _idea(values, measures))
        keys = {self.aim_key: f"aims-{aim_id}"} | {
            f"change_ideas-{old}": f"change_ideas-{new}" for old, new in ideas.items()
        }
        self._chain(browser, project_id, measures, keys, typing)
        self._try_out(typing, ideas, measures)
        self._count(typing, measures)
        return project_id

    def _chain(
        self, browser: Client, project_id: int, measures: Mapping[int, int], keys: dict[str, str], typing: Typing
    ) -> None:
        for key, values in self.drivers:
            new = {**values, "measure_id": measures.get(values["measure_id"], 0), "target": ""}
            type_in(browser, f"/projects/{project_id}/drivers/new", new)
            with inside(typing.app, typing.person_id):
                nodes = chain_of(db.session.get_one(Project, project_id)).nodes
                keys[key] = next(node.key for node in nodes if node.title == values["title"])
        for source, target, because in self.links:
            said = {"source": keys[source], "target": keys[target], "because": because}
            type_in(browser, f"/projects/{project_id}/drivers/connect", said)

    def _try_out(self, typing: Typing, ideas: Mapping[int, int], measures: Mapping[int, int]) -> None:
        made: dict[tuple[int, int], int] = {}
        for happening in sorted(each for cycle in self.cycles for each in cycle):
            browser, (idea, number) = typing.on(happening.day), happening.place
            if happening.address == "new":
                values = dict(happening.values or {})
                values["measure_id"] = measures.get(values["measure_id"], 0)
                made[idea, number] = id_in(type_in(browser, f"/ideas/{ideas[idea]}/cycles/new", values))
                continue
            address = f"/cycles/{made[idea, number]}"
            if happening.values is None:
                browser.send(browser.get(address), action=f"/{happening.address}")
            else:
                type_in(browser, f"{address}/{happening.address}", happening.values)

    def _count(self, typing: Typing, measures: Mapping[int, int]) -> None:
        browser = typing.on(self.today)
        for number, table in self.numbers.items():
            address = f"/measures/{measures[number]}"
            preview = browser.follow(browser.send(browser.get(f"{address}/import"), {"pasted": table}))
            browser.send(preview, action="/apply")
            for part, values in self.decisions[number]:
                type_in(browser, f"{address}/{part}", values)


def _measure(measure: Measure) -> dict[str, Any]:
    """Without its groups, which neither marks, chain nor verdict rest on, and without a stand-in from the team."""
    return {**present_measure(measure), "strata": "", "stand_in_id": 0}


def _idea(values: Mapping[str, Any], measures: Mapping[int, int]) -> dict[str, Any]:
    return {**values, "measure_id": measures.get(values["measure_id"], 0)}


def _table(measure: Measure) -> str:
    """As it is copied from a spreadsheet; some shares are told without what they are shares of."""
    found = [each for each in observations_of(measure) if not each.stratum]
    is_counted = any(each.denominator is not None for each in found)
    rows: list[Iterable[object]] = [("Dato", "Teller", "Nevner") if is_counted else ("Dato", "Verdi")]
    for each in found:
        numbers = (each.numerator, each.denominator) if is_counted else (each.value,)
        rows.append((each.period.isoformat(), *map(typed, numbers)))
    return "\n".join("\t".join(map(str, row)) for row in rows)


def _decisions(measure: Measure) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for annotation in db.session.scalars(select(Annotation).filter_by(measure_id=measure.id)):
        yield "annotations/new", {"happened_on": annotation.happened_on, "text": annotation.text}
    for freeze in db.session.scalars(select(Freeze).filter_by(measure_id=measure.id)):
        yield "freeze", {"until": freeze.until}


def _cycles(idea_id: int) -> Iterator[list[Happening]]:
    for cycle in db.session.scalars(select(PdsaCycle).filter_by(change_idea_id=idea_id).order_by(PdsaCycle.number)):
        assert cycle.predicted_at and cycle.begun_at and cycle.completed_at
        place = (idea_id, cycle.number)
        begun, ended = cycle.begun_at.date(), cycle.completed_at.date()
        learnt = {"comparison": cycle.comparison or NOT_WRITTEN, "observed_value": cycle.observed_value}
        yield [
            Happening(cycle.predicted_at.date(), place, "new", present_plan(cycle)),
            Happening(begun, place, "begin", None),
            Happening(ended, place, "do", {"result": cycle.result}),
            Happening(ended, place, "study", learnt),
            Happening(ended, place, "act", {"decision": cycle.decision, "next_step": cycle.next_step}),
        ]


def _driver(node: Node) -> tuple[str, dict[str, Any]]:
    measure_id = node.measure.id if node.measure is not None else 0
    return node.key, {"place": node.kind, "title": node.title, "measure_id": measure_id}
