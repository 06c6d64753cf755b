"""A simulated installation: as large as asked, whole, the same for the same seed, never over content of one's own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from qi_tracker import cli
from qi_tracker.analysis.engine import ANALYSIS_VERSION
from qi_tracker.demo.simulation import names, organization, project, run, writing
from qi_tracker.demo.simulation.run import MARKER, accounts, simulate
from qi_tracker.demo.simulation.sizes import Sizes, apportioned, shares
from qi_tracker.doctor.examination import examine
from qi_tracker.errors import WrongDatabase
from qi_tracker.extensions import db
from qi_tracker.models import Base, MeasureSummary, Observation, Organization, Person, Project
from qi_tracker.services.acting import act_as
from qi_tracker.services.people import actor_for, normalise_email
from qi_tracker.services.projects import ThreeQuestions, start_project
from qi_tracker.services.units import UnitDetails, create_unit
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import Direction, ValueType, VerdictCode
from tests.client import Client
from tests.databases import Kind, Prepared, settings_for
from tests.demo.conftest import empty_app
from tests.inside import inside
from tests.postgres import PostgresServer

SMALL = Sizes(organizations=4, projects=24, measures=120, points=4_400, seed=7)
# Unlike from one run to the next: the hash of the password has a salt of its own.
UNLIKE = {"password_hash", "uuid"}


def untold(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """An installation that has been filled."""

    app: Flask
    settings: Settings


def simulated(settings: Settings, sizes: Sizes = SMALL) -> Simulated:
    app = empty_app(settings)
    simulate(app, settings, sizes, untold)
    return Simulated(app, settings)


def let_go(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module", params=list(Kind))
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    """One for each database; tests only read it, or add to it and roll back."""
    urls = None
    if request.param is Kind.POSTGRESQL:
        server: PostgresServer = request.getfixturevalue("postgres")
        urls = server.create_database("simulation")
    made = simulated(settings_for(tmp_path_factory.mktemp("simulated"), urls))
    yield made
    let_go(made.app)


def see_all() -> None:
    act_as(db.session(), None, list(db.session.scalars(select(Organization.id))))


def test_there_is_exactly_as_much_as_was_asked_for(filled: Simulated) -> None:
    with inside(filled.app):
        see_all()
        assert db.session.scalar(select(func.count(Organization.id))) == SMALL.organizations
        assert db.session.scalar(select(func.count(Project.id))) == SMALL.projects
        assert db.session.scalar(select(func.count(MeasureSummary.measure_id))) == SMALL.measures
        assert db.session.scalar(select(func.count(Observation.id))) == SMALL.points


def test_verdicts_are_of_several_kinds(filled: Simulated) -> None:
    with inside(filled.app):
        see_all()
        said = {summary.wider["code"] for summary in db.session.scalars(select(MeasureSummary))}
        assert said >= {VerdictCode.NO_SIGNAL, VerdictCode.IMPROVEMENT, VerdictCode.TOO_EARLY}


def test_people_can_go_on_from_there(filled: Simulated) -> None:
    """What they add gets numbers beyond all that the simulation wrote."""
    lead = accounts(SMALL)[-1]
    with inside(filled.app):
        person = db.session.scalars(select(Person).filter_by(email=normalise_email(lead.email))).one()
    with inside(filled.app, person.id) as actor:
        kommune = db.session.get_one(Organization, next(iter(actor.organization_roles)))
        answers = ThreeQuestions("Mer fritid", "Barn med fritid", ValueType.COUNT, Direction.UP, "Ringe")
        measure = start_project(actor, kommune, answers)
        create_unit(kommune, UnitDetails("Ny enhet", None))
        assert measure.id > SMALL.measures and measure.project_id > SMALL.projects
        db.session.rollback()


def test_everyone_sees_their_pages(filled: Simulated) -> None:
    for account in accounts(SMALL):
        with inside(filled.app):
            person = db.session.scalars(select(Person).filter_by(email=account.email)).one()
            act_as(db.session(), person.id)
            actor = actor_for(person)
        client = Client(filled.app)
        client.sign_in_as(person.id)
        assert client.get("/").status == 200
        assert client.get("/projects").text.count("kommune") < 9
        for organization_id in actor.organization_roles:
            assert "Oppvekst" in client.get(f"/organizations/{organization_id}/units").text


def dump(made: Simulated) -> dict[str, list[Any]]:
    """Every row there is."""
    with inside(made.app):
        return {
            table.name: [
                tuple(value for column, value in row.items() if column not in UNLIKE and "created" not in column)
                for row in db.session.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in Base.metadata.sorted_tables
            if table.name != "installation"
        }


class Killed(Exception):
    """The program was ended there."""


def test_one_that_was_killed_goes_on_to_the_same_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = simulated(settings_for(tmp_path / "whole"))
    settings = settings_for(tmp_path / "cut")
    app, write, cut = empty_app(settings), writing._write_observations, iter((False, True, False, True, *[False] * 9))

    def cut_short(*arguments: Any) -> None:
        write(*arguments)
        if next(cut):
            raise Killed

    monkeypatch.setattr(writing, "_write_observations", cut_short)
    for _ in range(2):
        with pytest.raises(Killed):
            simulate(app, settings, SMALL, untold)
        with inside(app):
            see_all()
            present = set(db.session.scalars(select(Organization.id)))
            points = sum(share.points for share in shares(SMALL) if share.number + 1 in present)
            # What was cut in the middle has left nothing behind.
            assert db.session.scalar(select(func.count(Observation.id))) == points < SMALL.points
    simulate(app, settings, SMALL, untold)
    assert dump(Simulated(app, settings)) == dump(whole)
    for each in (app, whole.app):
        let_go(each)


def test_another_seed_makes_another_content(tmp_path: Path) -> None:
    few = Sizes(1, 2, 6, 200, seed=1)
    one, other = (simulated(settings_for(tmp_path / str(seed)), replace(few, seed=seed)) for seed in (1, 2))
    assert dump(one)["observations"] != dump(other)["observations"]
    for each in (one, other):
        let_go(each.app)


def test_it_is_never_mixed_with_content_of_ones_own(prepared: Prepared) -> None:
    with pytest.raises(WrongDatabase, match="not_simulated"):
        simulate(prepared.app, prepared.settings, SMALL, untold)
    assert not (prepared.settings.instance / MARKER).exists()


def test_other_sizes_are_refused(filled: Simulated) -> None:
    with pytest.raises(WrongDatabase, match="simulated_otherwise"):
        simulate(filled.app, filled.settings, replace(SMALL, points=5_000), untold)


def test_a_mark_from_another_installation_opens_nothing(prepared: Prepared, filled: Simulated) -> None:
    marker = prepared.settings.instance / MARKER
    marker.write_bytes((filled.settings.instance / MARKER).read_bytes())
    try:
        with pytest.raises(WrongDatabase, match="simulated_otherwise"):
            simulate(prepared.app, prepared.settings, SMALL, untold)
    finally:
        marker.unlink()


def test_shares_add_up_and_follow_each_other() -> None:
    large = Sizes(357, 20_000, 100_000, 3_700_000, seed=1)
    found = shares(large)
    assert [sum(getattr(share, what) for share in found) for what in ("projects", "measures", "points")] == [
        large.projects,
        large.measures,
        large.points,
    ]
    for one, other in pairwise(found):
        assert other.points_before == one.points_before + one.points
        assert other.people_before == one.people_before + one.people
    assert max(share.projects for share in found) > 10 * min(share.projects for share in found)
    assert apportioned(7, [0, 0]) == [0, 0]


def test_no_two_organisations_are_called_the_same() -> None:
    called = [names.place(number) for number in range(2_000)]
    assert len(set(called)) == len(called)
    assert names.municipality_number(0) == "6000" and names.municipality_number(9_000) is None


def test_the_command_fills_and_says_who_can_sign_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["simulate", "--instance", str(tmp_path), "--organizations", "1", "--projects", "2"]
    assert cli.main([*arguments, "--measures", "6", "--points", "150"]) == 0
    said = capsys.readouterr().out
    assert "1 av 1 organisasjoner" in said and run.PASSWORD in said
    assert said.count("@") == len(accounts(SMALL))
    assert cli.main([*arguments, "--measures", "7", "--points", "150"]) == 1
    assert MARKER in capsys.readouterr().err


def problems(made: Simulated) -> list[str]:
    """What the doctor finds broken."""
    with made.app.app_context():
        found = [finding for _, findings in examine(made.settings, lambda _total: untold_of) for finding in findings]
    return [finding.code for finding in found if not finding.is_advice]


def untold_of(_portion: int) -> None:
    """Tell nobody."""


def test_the_doctor_finds_nothing_wrong(filled: Simulated) -> None:
    """The chain of the history holds, and every summary says what the numbers do."""
    assert problems(filled) == []


@pytest.mark.parametrize("planted", ["link_digest", "computed_summary"])
def test_a_simulation_that_forges_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str) -> None:
    """The gate above turned red: a chain that does not hold, and summaries that say something else."""
    forged = {
        "link_digest": "0" * 64,
        "computed_summary": MeasureSummary(inside={}, wider={}, analysis_version=ANALYSIS_VERSION),
    }
    room = organization if planted == "link_digest" else project
    monkeypatch.setattr(room, planted, lambda *_: forged[planted])
    made = simulated(settings_for(tmp_path), Sizes(1, 2, 6, 200, seed=1))
    assert problems(made)
    let_go(made.app)
