"""The measurement plan: the sheet, the one thing that is missing, each part by itself, and the school calendar."""

from datetime import date

import pytest

from qi_tracker.analysis.school_calendar import breaks_of, school_year_of
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Pause
from qi_tracker.services.measures import plan_pause
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import PlanPart
from tests.blueprints.conftest import SignIn
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, assert_refused
from tests.client import Client, Page
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import world_measure
from tests.people import Who, World

MISSING = {
    "definition": "Skriv nøyaktig hva som telles.",
    "inclusion": "Skriv hvem og hva som telles med.",
    "source": "Skriv hvor tallene kommer fra.",
    "collector": "Velg hvem som legger inn tallene.",
    "stand_in": "Velg en stedfortreder.",
    "target": "Skriv hvor bra det skal bli, og innen når.",
    "pauses": "Planlegg pausene.",
}


def address(world: World, ending: str = "") -> str:
    return f"/measures/{world.lerkevik['measure_id']}/plan{ending}"


def bare_measure(prepared: Prepared) -> None:
    """The world's measure without anything of a plan."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = world_measure(prepared.world)
        measure.definition = measure.source = ""
        measure.collector_id = measure.stand_in_id = measure.target = None
        for pause in db.session.query(Pause).filter_by(measure_id=measure.id):
            db.session.delete(pause)
        db.session.commit()


def asked(page: Page) -> list[str]:
    """What of all that can be missing the page asks for."""
    return [part for part, text in MISSING.items() if text in page.text]


def test_the_team_fills_in_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    pages = [address(world, f"/{part.value}") for part in PlanPart] + [
        f"/measures/{world.lerkevik['measure_id']}/pauses/school"
    ]
    to_send = [address(world, "/source/set-aside"), address(world, "/source/take-up")]
    for page in pages:
        sign_in(Who.MEMBER).get(page, 303 if page.endswith("/plan/pauses") else 200)
    assert_refused(sign_in, OUTSIDE_TEAM, pages, [*pages, *to_send])
    assert_refused(sign_in, OUTSIDE_PROJECT, [address(world)], [])
    sign_in(Who.MEMBER).get(address(world, "/nonsense"), 404)


def test_a_reader_sees_the_sheet_and_nothing_to_press(prepared: Prepared, sign_in: SignIn) -> None:
    bare_measure(prepared)
    page = sign_in(Who.READER).get(address(prepared.world))
    assert page.heading.startswith("Slik måler vi: ")
    assert asked(page) == []
    assert not [link for link in page.links if "/plan/" in link]


def test_one_thing_is_missing_after_the_other(prepared: Prepared, sign_in: SignIn) -> None:
    bare_measure(prepared)
    browser, people = sign_in(Who.LEAD), prepared.world.people
    typed = {
        "definition": {"definition": "Barn med minst én aktivitet"},
        "inclusion": {"inclusion": "Alle på 6. trinn", "exclusion": "Nyinnflyttede"},
        "source": {"source": "Klubbens liste"},
        "collector": {"collector_id": str(people[Who.LEAD])},
        "stand_in": {"stand_in_id": str(people[Who.MEMBER])},
        "target": {"target": "60", "target_on": "2027-06-30"},
    }
    page = browser.get(address(prepared.world))
    for part, values in typed.items():
        assert asked(page) == [part]
        form = browser.get(address(prepared.world, f"/{part}"))
        assert {name for name in form.form().fields if name in MEASURE_FIELDS} == set(values)
        page = browser.follow(browser.send(form, values))
        assert all(
            value in page.text for name, value in values.items() if name in ("definition", "inclusion", "source")
        )
    assert asked(page) == ["pauses"]
    assert "60 % innen 30. juni 2027" in page.text


MEASURE_FIELDS = frozenset(
    {
        *("name", "definition", "inclusion", "exclusion", "source", "sampling", "collector_id", "stand_in_id"),
        *("target", "target_on", "direction", "frequency", "due_after_days", "owner_id"),
    }
)


def test_one_part_is_saved_and_the_others_are_left_alone(prepared: Prepared, sign_in: SignIn) -> None:
    def stored() -> dict[str, object]:
        with inside(prepared.app, prepared.world.people[Who.LEAD]):
            measure = world_measure(prepared.world)
            return {name: getattr(measure, name) for name in [column.key for column in Measure.__table__.columns]}

    before = stored()
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(address(prepared.world, "/timing")), {"due_after_days": "10"})
    changed = {name for name, value in stored().items() if value != before[name]}
    assert changed - {"updated_at", "version"} == {"due_after_days"}


def test_who_saves_later_sees_what_the_other_wrote(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(address(prepared.world, "/definition"))
    theirs.send(theirs.get(address(prepared.world, "/definition")), {"definition": "Deres definisjon"})
    conflict = mine.send(page, {"definition": "Min definisjon"}, status=409)
    assert "Deres definisjon" in conflict.text


@pytest.mark.parametrize(
    ("part", "typed", "said"),
    [
        ("target", {"target": "", "target_on": "2027-06-30"}, "Skriv målverdien først."),
        ("timing", {"due_after_days": "71"}, "fra 0 til 70"),
        ("collector", {"collector_id": "999"}, "Velg ett av alternativene."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    sqlite_only: Prepared, part: str, typed: dict[str, str], said: str
) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.send(browser.get(address(sqlite_only.world, f"/{part}")), typed, status=422)
    assert said in page.text


def test_not_now_goes_on_to_the_next_and_can_be_taken_back(prepared: Prepared, sign_in: SignIn) -> None:
    bare_measure(prepared)
    browser, world = sign_in(Who.LEAD), prepared.world
    page = browser.get(address(world))
    page = browser.follow(browser.send(page, {}, address(world, "/definition/set-aside")))
    assert asked(page) == ["inclusion"]
    assert "Lagt til side: Hva som telles" in page.text
    page = browser.follow(browser.send(page, {}, address(world, "/definition/take-up")))
    assert asked(page) == ["definition"]


def test_the_measures_page_has_one_line_about_it_and_home_none(prepared: Prepared, sign_in: SignIn) -> None:
    bare_measure(prepared)
    measure = f"/measures/{prepared.world.lerkevik['measure_id']}"
    page = sign_in(Who.LEAD).get(measure)
    assert page.text.count("Mangler i måleplanen: hva som telles.") == 1
    assert asked(page) == []
    assert "Mangler i måleplanen" not in sign_in(Who.READER).get(measure).text
    home = sign_in(Who.LEAD).get("/")
    assert asked(home) == [] and "Mangler i måleplanen" not in home.text


def test_breaks_are_planned_several_at_once_with_days_of_ones_own(prepared: Prepared, sign_in: SignIn) -> None:
    bare_measure(prepared)
    browser, page_address = sign_in(Who.LEAD), f"/measures/{prepared.world.lerkevik['measure_id']}/pauses/school"
    coming = breaks_of(school_year_of(local_today()) + 1)
    autumn, july = coming[0], breaks_of(school_year_of(local_today()))[-1]
    autumn_key, july_key = f"autumn_{autumn.first.year}", f"july_{july.first.year}"
    page = browser.get(page_address)
    assert page.form().fields[f"starts_on_{autumn_key}"] == [autumn.first.isoformat()]
    own_day = date(autumn.first.year, 9, 27)
    ticked = {f"take_{autumn_key}": "y", f"starts_on_{autumn_key}": own_day.isoformat(), f"take_{july_key}": "y"}
    browser.send(page, ticked)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        planned = [
            (pause.reason, pause.starts_on, pause.ends_on, pause.is_yearly)
            for pause in world_measure(prepared.world).pauses
        ]
    assert planned == [
        ("Juli", july.first, july.last, True),
        ("Høstferie", own_day, autumn.last, False),
    ]
    offered = browser.get(page_address).form().fields
    assert f"take_{july_key}" not in offered and f"starts_on_{autumn_key}" not in offered


def test_a_break_that_cannot_be_is_said_at_its_day_and_nothing_is_planned(sqlite_only: Prepared) -> None:
    bare_measure(sqlite_only)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page_address = f"/measures/{sqlite_only.world.lerkevik['measure_id']}/pauses/school"
    year = school_year_of(local_today()) + 1
    keys = [f"{name}_{year}" for name in ("autumn", "christmas")]
    ticked = {f"take_{key}": "y" for key in keys}
    page = browser.send(browser.get(page_address), {**ticked, f"ends_on_{keys[1]}": f"{year}-12-01"}, status=422)
    assert "Den siste dagen er før den første." in page.text
    page = browser.send(browser.get(page_address), {}, status=422)
    assert "Ingen pause er krysset av." in page.text
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        assert world_measure(sqlite_only.world).pauses == []


def test_nothing_is_offered_where_all_is_planned(sqlite_only: Prepared) -> None:
    bare_measure(sqlite_only)
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        plan_pause(world_measure(sqlite_only.world), date(2000, 1, 1), date(2190, 1, 1), "")
        db.session.commit()
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(f"/measures/{sqlite_only.world.lerkevik['measure_id']}/pauses/school")
    assert "Alle feriene i dette og neste skoleår er planlagt." in page.text
