"""A measure's pages: made, seen with its chart and verdict, changed, deleted."""

import re
from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.i18n import formats
from qi_tracker.models import Measure, Person
from qi_tracker.services.measures import start_phase
from qi_tracker.services.observations import Reading, observations_of, record_observation
from qi_tracker.vocabulary import Direction, Frequency, Language, MeasureKind, ValueType
from tests.blueprints.filled_forms import TYPED
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill, new_measure, world_measure
from tests.people import NUMERATORS, Who, World
from tests.rows import row_counts

FIRST_NUMBERS = "Lim inn tall dere har, eldre tall også, eller begynn med ett"


@pytest.fixture
def sign_in_on(sqlite_only: Prepared) -> SignIn:
    """Signs in on SQLite alone."""
    return lambda who: Client(sqlite_only.app, sqlite_only.world, who)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, date(2026, 1, 12))


def address(world: World, ending: str = "") -> str:
    return f"/measures/{world.lerkevik['measure_id']}{ending}"


def new_address(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/measures/new"


def empty_measure(prepared: Prepared, **details: object) -> int:
    """A committed measure without numbers."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, **details)
        db.session.commit()
        return measure.id


def read_in(prepared: Prepared, who: Who, language: Language) -> None:
    with inside(prepared.app, prepared.world.people[who]):
        db.session.get_one(Person, prepared.world.people[who]).language = language
        db.session.commit()


def table(page: Page) -> list[list[str]]:
    """The cells of the chart's table."""
    rows = [row for row in page.document.query("figure tbody tr")]
    return [[" ".join(cell.to_text().split()) for cell in row.query("th, td")] for row in rows]


@pytest.mark.parametrize("who", [Who.LEAD, Who.MEMBER, Who.READER])
def test_those_inside_see_every_number_and_the_chart(sign_in: SignIn, world: World, who: Who) -> None:
    page = sign_in(who).get(address(world))
    assert [(row[2], row[3]) for row in table(page)] == [(str(number), "160") for number in NUMERATORS]
    assert page.document.query("figure svg")
    assert page.heading == f"Barn med aktivitet {world.lerkevik.canary}"
    assert "Målet er nådd, men ikke holdt ennå (6 av 12)." in page.text


def test_a_reader_is_offered_no_button_that_changes_anything(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.READER).get(address(world))
    assert page.forms == []
    changing = re.compile(r"/(edit|delete|new|freeze|import|due-number|numbers)$")
    assert [link for link in page.links if changing.search(link)] == []


def test_the_team_makes_and_changes_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    pages = [new_address(world), address(world, "/edit")]
    for who in (Who.LEAD, Who.MEMBER):
        for page in pages:
            sign_in(who).get(page)
    assert_refused(sign_in, OUTSIDE_TEAM, pages, [*pages, address(world, "/delete")])
    sees_nothing = {who: status for who, status in OUTSIDE_PROJECT.items() if who is not Who.LEADER}
    assert_refused(sign_in, sees_nothing, [address(world), address(world, "/wider")], [])


def test_a_new_measure_begins_with_what_is_on_the_form(prepared: Prepared, sign_in: SignIn) -> None:
    world, browser = prepared.world, sign_in(Who.MEMBER)
    form = browser.get(new_address(world)).form().fields
    member = str(world.people[Who.MEMBER])
    assert (form["owner_id"], form["collector_id"], form["frequency"]) == ([member], [member], ["month"])
    page = TYPED["new measure"].sent(browser, prepared)
    seen = browser.follow(page)
    assert (seen.heading, FIRST_NUMBERS in seen.text) == ("Ventetid", True)
    with inside(prepared.app, world.people[Who.LEAD]):
        measure = db.session.query(Measure).filter_by(name="Ventetid").one()
        assert (measure.value_type, measure.direction, measure.target, measure.frequency) == (
            ValueType.DAYS,
            Direction.DOWN,
            12.5,
            Frequency.MONTH,
        )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "   "}, "Fyll ut dette feltet."),
        ({"name": "x" * 201}, "Skriv høyst 200 tegn."),
        ({"value_type": ""}, "Fyll ut dette feltet."),
        ({"value_type": "made-up"}, "Velg ett av alternativene."),
        ({"target": "12.5"}, "kan leses på to måter"),
        ({"target": "mange"}, "Dette er ikke et tall."),
        ({"strata": "x" * 101}, "Skriv høyst 100 tegn."),
        ({"collector_id": "999"}, "Velg ett av alternativene."),
        ({"name": f"For {PERSONAL_NUMBER}"}, "fødselsnummer"),
    ],
)
def test_what_cannot_be_saved_is_said_and_the_rest_is_kept(
    sqlite_only: Prepared, values: dict[str, str], sentence: str
) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    filled = {**TYPED["new measure"].values, "source": "Fagsystemet", "strata": "Nord\nSør"} | values
    before = row_counts(sqlite_only)
    page = browser.send(browser.get(new_address(sqlite_only.world)), filled, status=422)
    assert sentence in page.text
    kept = page.form().fields
    for field, value in filled.items():
        if PERSONAL_NUMBER not in value and value not in ("", "   ", "made-up", "999"):
            assert kept[field] == [value]
    assert PERSONAL_NUMBER not in page.html
    assert row_counts(sqlite_only) == before


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        (Language.BOKMAL, "1\u00a0234,5", "1234,5"),
        (Language.NYNORSK, "−0,125", "-0,125"),
        (Language.ENGLISH, "1,234.5", "1234.5"),
    ],
)
def test_a_target_is_typed_as_the_reader_writes_and_comes_back_unchanged(
    sqlite_only: Prepared, language: Language, typed: str, shown: str
) -> None:
    read_in(sqlite_only, Who.LEAD, language)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    browser.send(browser.get(address(sqlite_only.world, "/edit")), {"target": typed})
    page = browser.get(address(sqlite_only.world, "/edit"))
    assert page.form().fields["target"] == [shown]
    browser.send(page, {"name": "Et nytt navn"})
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        assert world_measure(sqlite_only.world).target in (1234.5, -0.125)


def test_everything_on_the_form_is_kept_when_nothing_is_touched(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(address(prepared.world, "/edit"))
    browser.send(page, {"is_stock": "y", "strata": "Nord\nSør", "dimensions": ["safe", "fair"], "target": "33,333"})
    before = row_counts(prepared)
    again = browser.get(address(prepared.world, "/edit"))
    browser.send(again)
    assert row_counts(prepared) == before
    assert (again.form().fields["strata"], again.form().fields["dimensions"]) == (["Nord\nSør"], ["safe", "fair"])


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"value_type": "count"}, "kan du ikke endre hva de er"), ({"frequency": "week"}, "hvor ofte de kommer")],
)
def test_what_the_numbers_are_cannot_change_under_them(
    sign_in: SignIn, world: World, values: dict[str, str], sentence: str
) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(address(world, "/edit")), values, status=422)
    assert sentence in page.text
    assert page.form().fields | {name: [value] for name, value in values.items()} == page.form().fields


def test_only_those_who_can_enter_numbers_are_offered_to_do_so(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.LEAD).get(address(world, "/edit"))
    offered = {
        name: [" ".join(found.to_text().split()) for found in page.document.query(f"#{name} option")]
        for name in ("owner_id", "collector_id", "stand_in_id")
    }
    assert "Lone Lesnes" in offered["owner_id"]
    assert offered["collector_id"] == offered["stand_in_id"] == ["Ingen", "Magnus Måledal", "Pernille Prøvevik"]


def test_a_deleted_measure_is_gone_and_its_project_stands(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.MEMBER)
    gone = browser.send(browser.get(address(world)), action=address(world, "/delete"))
    assert "Indikatoren er slettet." in browser.follow(gone).text
    browser.get(address(world), 404)
    browser.get(address(world, "/numbers"), 404)


def test_a_measure_without_numbers_asks_for_those_one_has(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = empty_measure(prepared)
    page = sign_in(Who.LEAD).get(f"/measures/{measure_id}")
    assert FIRST_NUMBERS in page.text
    for ending in ("import", "numbers", "due-number"):
        assert f"/measures/{measure_id}/{ending}" in page.links
    for_reader = sign_in(Who.READER).get(f"/measures/{measure_id}")
    assert [link for link in for_reader.links if link.startswith(f"/measures/{measure_id}/")] == [
        f"/measures/{measure_id}/plan"
    ]


def test_a_comment_alone_is_no_reason_to_fall_over(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = empty_measure(prepared)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        record_observation(measure, Reading(date(2025, 12, 1), comment="Stengt"), None, date(2026, 1, 12))
        db.session.commit()
    browser = sign_in(Who.LEAD)
    for page in (f"/measures/{measure_id}", f"/measures/{measure_id}/numbers", "/"):
        browser.get(page)


@pytest.mark.parametrize("frequency", list(Frequency))
@pytest.mark.parametrize("value_type", [ValueType.PROPORTION, ValueType.NUMBER])
def test_every_kind_of_measure_has_pages_that_open(
    sqlite_only: Prepared, sign_in_on: SignIn, frequency: Frequency, value_type: ValueType
) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, frequency=frequency, value_type=value_type)
        # Around New Year, and for days near enough that nobody waits for a thousand missing ones.
        fill(measure, [3, 4, 5], date(2025 if frequency is Frequency.DAY else 2022, 12, 26))
        db.session.commit()
        measure_id = measure.id
    browser = sign_in_on(Who.LEAD)
    pages = [browser.get(f"/measures/{measure_id}{ending}") for ending in ("", "/numbers", "/due-number", "/edit")]
    assert len(table(pages[0])) >= 3
    browser.get("/")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.BOKMAL, "Diagrammet kan ikke tegnes før et tall er rettet"),
        (Language.NYNORSK, "Diagrammet kan ikkje teiknast før eit tal er retta"),
        (Language.ENGLISH, "The chart cannot be drawn before a number is corrected"),
    ],
)
def test_a_number_that_cannot_be_charted_is_named_where_the_chart_would_be(
    sqlite_only: Prepared, language: Language, sentence: str
) -> None:
    """No page stores one; should there be any, the pages open, say which it is, and let it be mended."""
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        measure = world_measure(world)
        found = observations_of(measure)[2]
        found.numerator, found.denominator = 5, 0
        db.session.commit()
    read_in(sqlite_only, Who.LEAD, language)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    for page in (address(world), f"/projects/{world.lerkevik['project_id']}"):
        shown = browser.get(page)
        assert sentence in shown.text
        assert formats.date_long(date(2025, 3, 1), language) in shown.text
        # Background numbers are drawn whatever the measure's own are.
        assert not shown.document.query("figure:not([id^=context-]) svg")
    browser.get("/")
    grid = browser.get(address(world, "/numbers"))
    fields = grid.form().fields
    fields["denominator"][fields["period"].index("2025-03-01")] = "160"
    browser.follow(browser.post(grid.form().action, fields))
    assert browser.get(address(world)).document.query("figure svg")


def test_the_leader_is_told_that_a_number_must_be_mended(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = observations_of(world_measure(prepared.world))[2]
        found.numerator, found.denominator = 5, 0
        db.session.commit()
    browser = sign_in(Who.LEADER)
    assert "et tall må rettes" in browser.get("/projects").text
    page = browser.get(f"/projects/{prepared.world.lerkevik['project_id']}")
    assert "Et tall må rettes før tallene kan si noe." in page.text


def test_a_phase_that_has_no_number_yet_is_not_what_the_verdict_is_about(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = world_measure(prepared.world)
        start_phase(measure, date(2025, 7, 1), "skjemaet ble nytt", date(2026, 1, 12))
        start_phase(measure, date(2026, 1, 1), "kontoret flyttet", date(2026, 1, 12))
        db.session.commit()
    page = sign_in(Who.LEAD).get(address(prepared.world))
    assert "Delt i 2 perioder fordi skjemaet ble nytt" in page.text
    assert "fordi kontoret flyttet" not in page.text


def test_a_kind_of_its_own_stands_under_its_own_heading(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, name="Sykefravær", kind=MeasureKind.BALANCING)
        fill(measure, [3, 4, 5], date(2025, 9, 1))
        db.session.commit()
    page = Client(sqlite_only.app, sqlite_only.world, Who.READER).get(
        f"/projects/{sqlite_only.world.lerkevik['project_id']}"
    )
    assert "Sykefravær" in page.text
