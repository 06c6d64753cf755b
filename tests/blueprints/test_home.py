"""Home: what waits for the one who is signed in, entered on the spot."""

from datetime import date

import pytest
from sqlalchemy.event import listen

from qi_tracker.extensions import db
from qi_tracker.models import Organization, PdsaCycle, Person, Project, Task
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.services.projects import ThreeQuestions, start_project
from qi_tracker.vocabulary import CycleStage, Direction, Frequency, Language, ProjectStatus, ValueType
from tests.blueprints.refusals import OUTSIDE_PROJECT
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, fill, new_measure, numbers_of, world_measure
from tests.people import Who, World
from tests.rows import added, row_counts

TODAY = date(2026, 2, 3)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def due_form(world: World) -> str:
    return f"/measures/{world.lerkevik['measure_id']}/due-number"


def waiting(page: Page) -> list[str]:
    """The headings of what waits."""
    return [" ".join(found.to_text().split()) for found in page.document.query(".due-title")]


def test_one_who_is_not_signed_in_is_asked_to(sign_in: SignIn) -> None:
    assert sign_in(Who.NOBODY).get("/", 303).location.startswith("/sign-in")


def test_the_due_number_is_entered_on_home(prepared: Prepared, sign_in: SignIn) -> None:
    """The monthly visit: open, type two numbers, save, and see that nothing more is asked of this measure."""
    browser = sign_in(Who.LEAD)
    home = browser.get("/")
    assert "2 ting venter på deg." in home.text
    assert "januar 2026" in home.text
    assert "frist 6. februar" in home.text
    before = row_counts(prepared)
    saved = browser.send(home, {"numerator": "70", "denominator": "160"}, due_form(prepared.world))
    assert saved.location == "/"
    again = browser.follow(saved)
    assert "tallet for januar 2026 er lagret" in again.text
    assert waiting(again) == [f"Familier som får ringt {prepared.world.lerkevik.canary}"]
    assert added(before, row_counts(prepared))["observations"] == 1
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert numbers_of(world_measure(prepared.world))[-1] == (date(2026, 1, 1), 70, 160, None)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.BOKMAL, "Telleren er større enn nevneren."),
        (Language.NYNORSK, "Teljaren er større enn nemnaren."),
        (Language.ENGLISH, "The numerator is larger than the denominator."),
    ],
)
def test_a_wrong_number_opens_its_own_page_and_leads_back(
    sqlite_only: Prepared, language: Language, sentence: str
) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        db.session.get_one(Person, sqlite_only.world.people[Who.LEAD]).language = language
        db.session.commit()
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    refused = browser.send(
        browser.get("/"), {"numerator": "170", "denominator": "160"}, due_form(sqlite_only.world), status=422
    )
    assert sentence in refused.text
    fields = refused.form().fields
    assert (fields["numerator"], fields["denominator"], fields["period"]) == (["170"], ["160"], ["2026-01-01"])
    saved = browser.send(refused, {"numerator": "70"})
    assert saved.location == "/"


def test_an_empty_form_saves_nothing(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    before = row_counts(prepared)
    page = browser.send(browser.get("/"), {}, due_form(prepared.world), status=422)
    assert "Tallet mangler. Skriv det her." in page.text
    assert row_counts(prepared) == before


def test_a_number_that_a_colleague_entered_first_is_shown(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    home = browser.get("/")
    with inside(prepared.app, prepared.world.people[Who.MEMBER]):
        reading = Reading(date(2026, 1, 1), numerator=69, denominator=160, comment="Fra Nav")
        record_observation(world_measure(prepared.world), reading, None, TODAY)
        db.session.commit()
    conflict = browser.send(home, {"numerator": "70", "denominator": "160"}, due_form(prepared.world), status=409)
    # Home did not ask for a comment, so the one that is there stays.
    assert conflict.form().fields["comment"] == ["Fra Nav"]
    assert browser.send(conflict).location == "/"
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert numbers_of(world_measure(prepared.world))[-1][1] == 70


def test_only_an_address_of_ours_is_led_back_to(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    for number, back in enumerate(("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example")):
        typed = {"period": f"2024-{number + 1:02}-01", "numerator": "70", "denominator": "160", "back": back}
        saved = browser.post(due_form(sqlite_only.world), typed)
        assert saved.location == f"/measures/{sqlite_only.world.lerkevik['measure_id']}"


def test_one_number_is_asked_for_where_there_is_one(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]) as actor:
        days = new_measure(prepared.world, value_type=ValueType.DAYS, collector_id=actor.person_id)
        fill(days, [30, 28], date(2025, 11, 1))
        shares = new_measure(prepared.world, value_type=ValueType.PROPORTION, collector_id=actor.person_id)
        fill(shares, [30, 28], date(2025, 11, 1))
        grouped = new_measure(prepared.world, strata=["Nord", "Sør"], collector_id=actor.person_id)
        fill(grouped, [30], date(2025, 12, 1))
        db.session.commit()
        ids = [days.id, shares.id, grouped.id]
    browser = sign_in(Who.LEAD)
    home = browser.get("/")
    for measure_id in ids[:2]:
        form = home.form(f"/measures/{measure_id}/due-number")
        assert "value" in form.fields
        assert "numerator" not in form.fields
    browser.send(home, {"value": "26,5"}, f"/measures/{ids[0]}/due-number")
    # One for each group: the table.
    assert f"/measures/{ids[2]}/numbers" in home.links
    assert "value" not in home.form(f"/measures/{ids[2]}/due-number").fields


def test_periods_that_wait_behind_lead_to_the_table(
    sign_in: SignIn, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_today(monkeypatch, date(2026, 5, 20))
    home = sign_in(Who.LEAD).get("/")
    assert "3 til mangler" in home.text
    assert "skulle vært inne 6. februar" in home.text
    assert f"/measures/{world.lerkevik['measure_id']}/numbers" in home.links


def test_numbers_are_asked_for_from_those_who_may_enter_them(sign_in: SignIn) -> None:
    for who in (Who.READER, *OUTSIDE_PROJECT):
        home = sign_in(who).get("/")
        mine = [form for form in home.forms if form.action.endswith("/due-number")]
        assert bool(mine) == (who is Who.OUTSIDER), who


def test_a_project_that_rests_asks_for_nothing(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        db.session.get_one(Project, prepared.world.lerkevik["project_id"]).status = ProjectStatus.PAUSED
        db.session.commit()
    assert "Ingenting venter på deg i dag." in sign_in(Who.LEAD).get("/").text


def test_the_stand_in_is_asked_when_it_is_late(
    prepared: Prepared, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        world_measure(prepared.world).stand_in_id = prepared.world.people[Who.MEMBER]
        db.session.commit()
    for today, n_waiting in ((date(2026, 2, 6), 0), (date(2026, 2, 9), 1)):
        set_today(monkeypatch, today)
        assert len(waiting(sign_in(Who.MEMBER).get("/"))) == n_waiting


def test_a_cycle_that_ends_waits_for_its_owner(
    prepared: Prepared, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        cycle = db.session.get_one(PdsaCycle, prepared.world.lerkevik["cycle_id"])
        cycle.stage, cycle.decision = CycleStage.STUDY, None
        world_measure(prepared.world).collector_id = decided_measure(prepared.world).collector_id = (
            prepared.world.people[Who.MEMBER]
        )
        db.session.commit()
    set_today(monkeypatch, date(2025, 6, 20))
    home = sign_in(Who.LEAD).get("/")
    assert "Én ting venter på deg." in home.text
    assert f"/cycles/{prepared.world.lerkevik['cycle_id']}" in home.html
    assert waiting(sign_in(Who.READER).get("/")) == []


def test_a_task_that_is_due_waits_beside_the_numbers_until_it_is_ticked_off(
    prepared: Prepared, sign_in: SignIn
) -> None:
    world = prepared.world
    title = f"Lage ringeliste {world.lerkevik.canary}"
    with inside(prepared.app, world.people[Who.LEAD]):
        task = db.session.get_one(Task, world.lerkevik["task_id"])
        task.due_on, task.owner_id = date(2026, 2, 2), None
        db.session.commit()
    assert waiting(sign_in(Who.READER).get("/")) == []
    browser = sign_in(Who.LEAD)
    home = browser.get("/")
    assert "3 ting venter på deg." in home.text
    assert "skulle vært gjort i går" in home.text
    assert "Ingen har tatt på seg dette ennå" in home.text
    assert waiting(home)[-1] == title
    done = browser.follow(browser.send(home, action=f"/tasks/{world.lerkevik['task_id']}/complete"))
    assert "2 ting venter på deg." in done.text
    assert title not in waiting(done)
    undone = browser.follow(browser.send(done, action=f"/tasks/{world.lerkevik['task_id']}/reopen"))
    assert waiting(undone)[-1] == title


def test_more_than_a_screenful_is_not_shown(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        for number in range(9):
            fill(new_measure(sqlite_only.world, name=f"Nummer {number}"), [1], date(2025, 12, 1))
        db.session.commit()
    assert len(waiting(Client(sqlite_only.app, sqlite_only.world, Who.LEAD).get("/"))) == 8


def test_a_weekly_measure_of_ten_years_opens_as_quickly_as_another(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, frequency=Frequency.WEEK)
        fill(measure, [1], date(2016, 1, 4))
        db.session.commit()
    home = Client(sqlite_only.app, sqlite_only.world, Who.LEAD).get("/")
    assert "til mangler" in home.text


@pytest.mark.parametrize("who", [Who.LEAD, Who.LEADER])
@pytest.mark.parametrize("address", ["/", "/projects"])
def test_more_projects_ask_the_database_no_more_often(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, who: Who, address: str
) -> None:
    """Else the pages of a large municipality would be slow; the pictures are drawn once and kept."""
    browser = Client(sqlite_only.app, sqlite_only.world, who)
    counts = []
    for _ in range(2):
        with inside(sqlite_only.app, sqlite_only.world.people[who]):
            engine, asked = db.engine, []
        listen(engine, "before_cursor_execute", lambda *_, asked=asked: asked.append(1))
        browser.get(address)
        counts.append(len(asked))
        with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]) as actor:
            organization = db.session.get_one(Organization, sqlite_only.world.lerkevik["organization_id"])
            for number in range(5):
                answers = ThreeQuestions(f"Mål {number}", "Barn", ValueType.COUNT, Direction.UP, "Prøve")
                measure = start_project(actor, organization, answers)
                # Nobody waits for their numbers, so that only the lists grow.
                measure.collector_id = sqlite_only.world.people[Who.ADMINISTRATOR]
            db.session.commit()
    assert counts[1] <= counts[0] + 1


def test_those_outside_see_other_projects_by_title_alone_and_leaders_the_verdict(sign_in: SignIn, world: World) -> None:
    title = f"Gratis fritid {world.lerkevik.canary}"
    for who in (Who.PLAIN_MEMBER, Who.ADMINISTRATOR, Who.LEADER):
        home = sign_in(who).get("/")
        assert title in home.text
        assert ("målet er nådd, ikke holdt ennå" in home.text) == (who is Who.LEADER)
        assert not home.document.query(".spark svg")
    assert sign_in(Who.READER).get("/").document.query(".spark svg")


def test_an_empty_home_teaches_the_next_step(sign_in: SignIn) -> None:
    assert "/projects/new" in sign_in(Who.PLAIN_MEMBER).get("/").links
    # One who runs the installation and belongs to nothing has nowhere to start a project.
    assert "/projects/new" not in sign_in(Who.OPERATOR).get("/").links
