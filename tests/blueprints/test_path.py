"""The path, the next step that can be put aside, and what a team sees in its first month."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import DismissedStep, Project
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, assert_refused
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

# The numbers of 2025 are in, and the next is not due yet.
TODAY = date(2026, 1, 15)
FIVE = {
    "aim": "Flere får sommerjobb",
    "measure_name": "Ungdommer med jobb",
    "value_type": "count",
    "direction": "up",
    "first_idea": "Ringe tre bedrifter",
}
AIM = "Gjør målet helt: hvor mye, og innen når?"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def project(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}"


def path(world: World) -> str:
    return f"{project(world)}/path"


def in_sight(page: Page) -> list[str]:
    """The headings that are not folded away."""
    folded = page.document.query("main details h2")
    return [" ".join(each.to_text().split()) for each in page.document.query("main h2") if each not in folded]


def put_aside(browser: Client, page: Page) -> Page:
    return browser.follow(browser.send(page, action="/put-aside"))


def test_the_team_opens_the_path_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    for who in (Who.LEAD, Who.MEMBER, Who.READER):
        assert sign_in(who).get(path(world)).heading == "Veien"
    assert_refused(sign_in, OUTSIDE_PROJECT, [path(world)], [])
    moves = [f"{project(world)}/{end}" for end in ("phase", "next-step/put-aside", "next-step/take-up")]
    assert_refused(sign_in, OUTSIDE_TEAM, [], moves)


def test_steps_tick_themselves(prepared: Prepared, sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    before = browser.get(path(world)).text
    assert "Erkjenne behovet for forbedring" in before
    n_before = re.search(r"(\d+) av 13 steg", before)
    with inside(prepared.app, world.people[Who.LEAD]):
        db.session.get_one(Project, world.lerkevik["project_id"]).lesson = "Ring først."
        db.session.commit()
    n_after = re.search(r"(\d+) av 13 steg", browser.get(path(world)).text)
    assert n_before is not None
    assert n_after is not None
    assert int(n_after[1]) == int(n_before[1]) + 1


def test_going_back_is_one_press(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.MEMBER)
    page = browser.get(path(world))
    assert "Dere er i «Planlegge»" in page.text
    forms = [form for form in page.forms if form.action.endswith("/phase")]
    assert [form.fields["phase"] for form in forms] == [["prepare"], ["do"], ["evaluate"], ["follow_up"]]
    token = page.form("/phase").fields
    back = browser.post(f"{project(world)}/phase", {name: values[0] for name, values in token.items()})
    assert "Dere er i «Forberede»" in browser.follow(back).text


def test_what_is_put_aside_is_one_s_own_and_can_be_undone(sign_in: SignIn, world: World) -> None:
    lead, member = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    assert AIM in lead.get(project(world)).text
    after = put_aside(lead, lead.get(project(world)))
    assert AIM not in after.text
    assert "Neste steg" in after.text
    assert AIM in member.get(project(world)).text
    assert AIM in lead.get(path(world)).text.split("Det du har lagt til side")[1]
    undone = lead.follow(lead.send(after, action="/take-up"))
    assert AIM in undone.text


def test_it_comes_back_after_thirty_days(prepared: Prepared, sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    put_aside(browser, browser.get(project(world)))
    for days, is_shown in ((29, False), (31, True)):
        with inside(prepared.app, world.people[Who.LEAD]):
            db.session.query(DismissedStep).one().dismissed_at = datetime.now(UTC) - timedelta(days=days)
            db.session.commit()
        assert (AIM in browser.get(project(world)).text) is is_shown


@pytest.mark.parametrize("step", ["", "share_lesson", "study_cycle:9", "12057900499"])
def test_only_a_step_that_is_asked_for_can_be_put_aside(
    prepared: Prepared, sign_in: SignIn, world: World, step: str
) -> None:
    browser = sign_in(Who.LEAD)
    fields = browser.get(project(world)).form("/put-aside").fields
    browser.post(f"{project(world)}/next-step/put-aside", {**{n: v[0] for n, v in fields.items()}, "step": step})
    with inside(prepared.app, world.people[Who.LEAD]):
        assert db.session.query(DismissedStep).count() == 0


def test_a_reader_is_asked_for_nothing(sign_in: SignIn, world: World) -> None:
    for address in (project(world), path(world)):
        page = sign_in(Who.READER).get(address)
        assert "Neste steg" not in page.text
        assert [form.action for form in page.forms if "next-step" in form.action or "/phase" in form.action] == []


def test_a_new_project_shows_only_what_its_first_month_needs(sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    made = browser.follow(browser.send(browser.get("/projects/new"), FIVE))
    page = browser.get(next(link for link in made.links if re.fullmatch(r"/projects/\d+", link)))
    assert in_sight(page) == ["Neste steg", "Mål", "Blir det bedre?", "Ungdommer med jobb", "Det vi prøver"]
    assert "Tavlemøter" in page.text
    assert "Nye bakgrunnstall" in page.text
