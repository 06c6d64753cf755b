"""The page of the five marks, and of how far the work has come."""

from datetime import timedelta

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Organization, PdsaCycle, Person, Project
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import CycleScale, Language
from tests.blueprints.refusals import OUTSIDE_TEAM, assert_refused
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World


def address(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/method"


def test_the_team_sees_the_marks_and_the_one_thing_that_meets_the_next(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.MEMBER).get(address(world))
    assert "3 av fem kjennetegn på arbeid etter metoden er oppfylt." in page.text
    assert page.text.count("Ikke ennå") == 2
    assert "Neste steg Lag neste sirkel etter sirkel 1 av" in page.text


def test_what_the_team_writes_meets_a_mark_and_stands_as_its_evidence(sign_in: SignIn, prepared: Prepared) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        cycle = db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"])
        cycle.scale, cycle.starts_on = None, local_today() - timedelta(days=20)
        cycle.ends_on = cycle.starts_on
        title = cycle.change_idea.title
        db.session.commit()
    assert "2 av fem kjennetegn" in sign_in(Who.READER).get(address(world)).text
    with inside(prepared.app, world.people[Who.LEAD]):
        db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"]).scale = CycleScale.ONE
        db.session.commit()
    page = sign_in(Who.READER).get(address(world))
    assert "3 av fem kjennetegn" in page.text
    assert f"sirkel 1 av «{title}»" in page.text


def test_the_marks_are_behind_more_for_the_team_and_nowhere_for_others(sign_in: SignIn, world: World) -> None:
    project = f"/projects/{world.lerkevik['project_id']}"
    assert "Fem kjennetegn" in sign_in(Who.MEMBER).get(project).text
    for who in (Who.LEADER, Who.UNIT_LEADER, Who.ADMINISTRATOR):
        browser = sign_in(who)
        assert [place for place in ("/", "/projects", project) if "jennetegn" in browser.get(place).text] == []
        browser.get(address(world), status=403)
    sign_in(Who.OUTSIDER).get(address(world), status=404)


def test_progress_is_suggested_and_the_team_may_see_it_otherwise(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.MEMBER)
    assert "3,5 – Resultatet er blitt bedre" in browser.get(address(world)).text
    form = browser.get(f"{address(world)}/progress")
    assert "Fyll ut dette feltet." in browser.send(form, {"step": "significant"}, status=422).text
    browser.send(form, {"step": "significant", "progress_reason": "Alle skolene gjør det nå."})
    page = browser.get(address(world))
    assert "4,0 – Resultatet er blitt bedre, og halve veien er gått" in page.text
    assert "Det sier teamet selv: Alle skolene gjør det nå." in page.text
    assert "Tallene tyder på: 3,5" in page.text
    browser.send(browser.get(f"{address(world)}/progress"), {"step": "follow"})
    with inside(prepared.app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        assert (project.progress, project.progress_reason) == (None, "")


def test_an_organisation_turns_the_scale_on_and_off(sign_in: SignIn, world: World) -> None:
    administrator, member = sign_in(Who.ADMINISTRATOR), sign_in(Who.MEMBER)
    form = administrator.get(f"/organizations/{world.lerkevik['organization_id']}/edit")
    administrator.send(form, {"uses_progress_scale": []})
    assert "fra 0,5 til 5" not in member.get(address(world)).text
    assert member.get(f"{address(world)}/progress", status=303).location.endswith("/method")


def test_the_scale_is_off_until_somebody_turns_it_on() -> None:
    assert Organization.__table__.c.uses_progress_scale.default.arg is False  # type: ignore[union-attr]  # it has one


def test_only_the_team_says_how_far_it_has_come(sign_in: SignIn, world: World) -> None:
    assert_refused(sign_in, OUTSIDE_TEAM, [f"{address(world)}/progress"], [f"{address(world)}/progress"])


@pytest.mark.parametrize(
    ("language", "heading"), [(Language.NYNORSK, "Fem kjenneteikn"), (Language.ENGLISH, "Five marks")]
)
def test_the_page_speaks_the_readers_language(
    sign_in: SignIn, prepared: Prepared, language: Language, heading: str
) -> None:
    with inside(prepared.app):
        db.session.get_one(Person, prepared.world.people[Who.LEAD]).language = language
        db.session.commit()
    assert heading in sign_in(Who.LEAD).get(address(prepared.world)).text
