"""Decisions about a chart: phases, a frozen starting point, pauses, what is left out; each taken and taken back."""

from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Measure, Person
from qi_tracker.services.measures import freeze_baseline
from qi_tracker.services.observations import Reading, observations_of, record_observation
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.vocabulary import Language
from tests.blueprints.refusals import OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, new_measure, world_measure
from tests.people import Who, World
from tests.rows import row_counts

TODAY = date(2026, 1, 12)
PAGES = ("phases/new", "freeze", "pauses/new", "exclusions/new")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def address(world: World, ending: str = "") -> str:
    return f"/measures/{world.lerkevik['measure_id']}{ending and '/'}{ending}"


def decided(prepared: Prepared) -> tuple[str, dict[str, list[date]]]:
    """The address of the decided measure, and the days of its decisions."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = decided_measure(prepared.world)
        days = {
            "phases": [phase.starts_on for phase in measure.phases],
            "freezes": [freeze.until for freeze in measure.freezes],
            "pauses": [pause.starts_on for pause in measure.pauses],
            "exclusions": [exclusion.period for exclusion in measure.exclusions],
        }
        return f"/measures/{measure.id}", days


def test_the_team_decides_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    pages = [address(world, ending) for ending in PAGES]
    for page in pages:
        sign_in(Who.MEMBER).get(page)
    to_send = [f"/{noun}s/{world.lerkevik[f'{noun}_id']}/delete" for noun in ("phase", "freeze", "pause", "exclusion")]
    assert_refused(sign_in, OUTSIDE_TEAM, pages, [*pages, *to_send])


def test_a_new_phase_is_seen_with_its_reason(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.MEMBER)
    typed = {"starts_on": "2025-07-15", "reason": "flere familier telles med"}
    page = browser.follow(browser.send(browser.get(address(world, "phases/new")), typed))
    assert "Delt i 2 perioder fordi flere familier telles med" in page.text
    assert "Ny periode fra juli 2025: flere familier telles med" in page.text


def test_a_frozen_starting_point_is_seen_and_replaced(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.MEMBER)
    for until, shown in (("2025-04-30", "april 2025"), ("2025-06-30", "juni 2025")):
        page = browser.follow(browser.send(browser.get(address(world, "freeze")), {"until": until}))
        assert f"Utgangspunktet er låst til og med {shown}." in page.text
    assert "april 2025." not in page.text


@pytest.mark.parametrize(("began", "suggested"), [("2025-11-12", "2025-11-11"), ("2024-12-01", "")])
def test_the_day_before_the_first_cycle_is_suggested(sqlite_only: Prepared, began: str, suggested: str) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        for cycle in cycles_of(world_measure(world).project):
            cycle.starts_on = date.fromisoformat(began)
            cycle.ends_on = None
        db.session.commit()
    page = Client(sqlite_only.app, world, Who.LEAD).get(address(world, "freeze"))
    assert page.form().fields["until"] == [suggested]
    assert ("Dagen før den første PDSA-sirkelen" in page.text) is bool(suggested)


def test_a_planned_pause_is_seen(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.MEMBER)
    typed = {"starts_on": "2026-07-01", "ends_on": "2026-07-31", "reason": ""}
    page = browser.follow(browser.send(browser.get(address(world, "pauses/new")), typed))
    assert "Planlagt pause: 1.–31. juli 2026" in page.text
    assert "hvert år etter" not in page.text
    yearly = browser.follow(browser.send(browser.get(address(world, "pauses/new")), {**typed, "is_yearly": "y"}))
    assert "Planlagt pause: 1.–31. juli 2026 og hvert år etter" in yearly.text


def test_a_number_left_out_is_seen_by_all_with_its_reason(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.MEMBER)
    shown = browser.get(address(world, "exclusions/new"))
    assert "desember 2025" in shown.text
    page = browser.follow(browser.send(shown, {"period": "2025-03-01", "reason": "Skolen var stengt i to uker"}))
    assert "Holdt utenom: mars 2025. Skolen var stengt i to uker" in page.text
    assert "Holdt utenom. Skolen var stengt i to uker" in page.text
    assert 'value="2025-03-01"' not in browser.get(address(world, "exclusions/new")).html
    assert "Holdt utenom: mars 2025. Skolen var stengt i to uker" in sign_in(Who.READER).get(address(world)).text


def test_a_period_that_was_never_offered_is_not_left_out(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    before = row_counts(sqlite_only)
    shown = browser.get(address(sqlite_only.world, "exclusions/new"))
    page = browser.send(shown, {"period": "2024-12-01", "reason": "Stengt"}, status=422)
    assert "Denne perioden har ikke noe tall å holde utenom." in page.text
    assert row_counts(sqlite_only) == before


@pytest.mark.parametrize(
    ("ending", "typed", "sentence"),
    [
        ("phases/new", {"starts_on": "2025-07-01", "reason": " "}, "Fyll ut dette feltet."),
        ("phases/new", {"starts_on": "", "reason": "Ny telling"}, "Fyll ut dette feltet."),
        ("phases/new", {"starts_on": "i fjor", "reason": "Ny telling"}, "Dette er ikke en dato."),
        ("phases/new", {"starts_on": "2026-02-01", "reason": "Ny telling"}, "Denne perioden har ikke begynt ennå."),
        ("phases/new", {"starts_on": "2025-01-20", "reason": "Ny telling"}, "det er ingenting å dele"),
        ("phases/new", {"starts_on": "0025-01-20", "reason": "Ny telling"}, "Se over årstallet."),
        ("phases/new", {"starts_on": "2025-07-01", "reason": f"for {PERSONAL_NUMBER}"}, "fødselsnummer"),
        ("freeze", {"until": ""}, "Fyll ut dette feltet."),
        ("freeze", {"until": "2026-02-28"}, "Denne perioden har ikke begynt ennå."),
        ("freeze", {"until": "2024-12-31"}, "ingen tall til og med denne dagen"),
        ("freeze", {"until": "9999-12-31"}, "Se over årstallet."),
        ("exclusions/new", {"period": "2025-03-01", "reason": " "}, "Fyll ut dette feltet."),
        ("exclusions/new", {"period": "", "reason": "Stengt"}, "Fyll ut dette feltet."),
        ("exclusions/new", {"period": "2025-03-01", "reason": f"for {PERSONAL_NUMBER}"}, "fødselsnummer"),
        ("pauses/new", {"starts_on": "2026-07-31", "ends_on": "2026-07-01"}, "Den siste dagen er før den første."),
        ("pauses/new", {"starts_on": "2026-07-31", "ends_on": ""}, "Fyll ut dette feltet."),
        ("pauses/new", {"starts_on": "2026-07-31", "ends_on": "9999-07-31"}, "Se over årstallet."),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_in_words(
    sqlite_only: Prepared, ending: str, typed: dict[str, str], sentence: str
) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    before = row_counts(sqlite_only)
    page = browser.send(browser.get(address(sqlite_only.world, ending)), typed, status=422)
    assert sentence in page.text
    for field, value in typed.items():
        if value.strip() and PERSONAL_NUMBER not in value:
            assert page.form().fields[field] == [value]
    assert PERSONAL_NUMBER not in page.html
    assert row_counts(sqlite_only) == before


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (Language.NYNORSK, ["det er ingenting å dele. Vel ein seinare dag.", "å lage eit utgangspunkt av"]),
        (Language.ENGLISH, ["so there is nothing to divide", "to make a starting point of"]),
    ],
)
def test_a_measure_without_numbers_is_told_so(sqlite_only: Prepared, language: Language, sentences: list[str]) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        db.session.get_one(Person, sqlite_only.world.people[Who.LEAD]).language = language
        measure_id = new_measure(sqlite_only.world).id
        db.session.commit()
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    for ending, typed, sentence in (
        ("phases/new", {"starts_on": "2025-07-01", "reason": "Ny telling"}, sentences[0]),
        ("freeze", {"until": "2025-07-01"}, sentences[1]),
    ):
        page = browser.send(browser.get(f"/measures/{measure_id}/{ending}"), typed, status=422)
        assert sentence in page.text


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("phase", "Perioden er slått sammen med den før."),
        ("freeze", "Utgangspunktet er ikke lenger låst."),
        ("pause", "Pausen er opphevet."),
        ("exclusion", "Tallet teller med igjen."),
    ],
)
def test_a_decision_is_taken_back_with_one_button(prepared: Prepared, sign_in: SignIn, noun: str, said: str) -> None:
    page_address, days = decided(prepared)
    assert len(days[f"{noun}s"]) == 1
    browser = sign_in(Who.MEMBER)
    action = f"/{noun}s/{prepared.world.lerkevik[f'{noun}_id']}/delete"
    page = browser.follow(browser.send(browser.get(page_address), action=action))
    assert said in page.text
    assert decided(prepared)[1] == days | {f"{noun}s": []}


def test_a_button_on_an_old_page_says_that_somebody_was_first(prepared: Prepared, sign_in: SignIn) -> None:
    page_address, days = decided(prepared)
    browser = sign_in(Who.MEMBER)
    page = browser.get(page_address)
    action = f"/phases/{prepared.world.lerkevik['phase_id']}/delete"
    told = browser.follow(browser.send(page, {"version": "7"}, action))
    assert "Noen andre lagret dette mens du skrev." in told.text
    assert decided(prepared)[1] == days


def test_more_phases_than_numbers_close_no_page(prepared: Prepared, sign_in: SignIn) -> None:
    """Two phases and one number left: this was an error on the measure's page, the project's and the numbers' own."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = world_measure(prepared.world)
        for found in observations_of(measure)[3:]:
            record_observation(measure, Reading(found.period), found.version, TODAY)
        db.session.commit()
    browser = sign_in(Who.LEAD)
    for day in ("2025-02-01", "2025-03-01", "2026-01-01"):
        typed = {"starts_on": day, "reason": "Ny telling"}
        browser.follow(browser.send(browser.get(address(prepared.world, "phases/new")), typed))
    page = browser.get(address(prepared.world, "numbers"))
    fields = page.form().fields
    for name in ("numerator", "denominator"):
        fields[name] = [
            text if period == "2025-01-01" else "" for period, text in zip(fields["period"], fields[name], strict=True)
        ]
    shown = browser.follow(browser.post(page.form().action, fields))
    assert "For tidlig å si: 0 av minst 10 brukbare tall." in shown.text or "brukbare tall" in shown.text
    browser.get(f"/projects/{prepared.world.lerkevik['project_id']}")
    browser.get("/")
    sign_in(Who.LEADER).get(f"/projects/{prepared.world.lerkevik['project_id']}")


def test_a_freeze_is_one_for_each_phase(prepared: Prepared, sign_in: SignIn) -> None:
    page_address, days = decided(prepared)
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(f"{page_address}/freeze"), {"until": "2025-09-01"})
    assert decided(prepared)[1]["freezes"] == [*days["freezes"], date(2025, 9, 1)]
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, int(page_address.rsplit("/", 1)[1]))
        freeze_baseline(measure, date(2025, 10, 1), TODAY)
        assert [freeze.until for freeze in measure.freezes] == [*days["freezes"], date(2025, 10, 1)]
