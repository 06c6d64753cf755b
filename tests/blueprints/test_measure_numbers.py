"""Entering the number that is due."""

from collections.abc import Mapping
from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Measure, Person
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.vocabulary import Frequency, Language, ValueType
from tests.blueprints.entered_numbers import TODAY, address, made, stored
from tests.blueprints.refusals import OUTSIDE_TEAM, assert_refused
from tests.client import ORIGIN, Client
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill
from tests.people import Who, World
from tests.rows import row_counts


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def read_in(prepared: Prepared, who: Who, language: Language) -> None:
    with inside(prepared.app, prepared.world.people[who]):
        db.session.get_one(Person, prepared.world.people[who]).language = language
        db.session.commit()


def test_the_team_enters_numbers_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    pages = [address(world, "due-number"), address(world, "numbers")]
    for page in pages:
        sign_in(Who.MEMBER).get(page)
    assert_refused(sign_in, OUTSIDE_TEAM, pages, [*pages, address(world, "numbers/row")])


# The one number that is due.


def test_the_page_offers_the_period_that_goes_on_and_shows_the_number_it_has(
    prepared: Prepared, sign_in: SignIn
) -> None:
    browser = sign_in(Who.MEMBER)
    page = browser.get(address(prepared.world, "due-number"))
    assert page.form().fields["period"] == ["2026-01-01"]
    offered = [str(option.attrs["value"]) for option in page.document.query("select[name=period] option")]
    assert set(offered).isdisjoint(f"2025-{month:02}-01" for month in range(1, 13)), "Those that have a number."
    saved = browser.send(page, {"numerator": "70", "denominator": "160"})
    assert "tallet for januar 2026 er lagret" in browser.follow(saved).text
    again = browser.get(address(prepared.world, "due-number"))
    assert (again.form().fields["numerator"], again.form().fields["version"]) == (["70"], ["1"])
    browser.send(again, {"numerator": "71"})
    assert stored(prepared)[date(2026, 1, 1)] == (71, 160, None)


def test_what_is_due_is_offered_first(prepared: Prepared, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, date(2026, 3, 2))
    assert sign_in(Who.LEAD).get(address(prepared.world, "due-number")).form().fields["period"] == ["2026-01-01"]


def test_an_emptied_number_is_deleted_and_it_is_said(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(address(prepared.world, "due-number")), {"numerator": "70", "denominator": "160"})
    page = browser.get(address(prepared.world, "due-number"))
    gone = browser.send(page, {"numerator": "", "denominator": ""})
    assert "tallet for januar 2026 er slettet" in browser.follow(gone).text
    assert date(2026, 1, 1) not in stored(prepared)


PROPORTION: Mapping[str, tuple[dict[str, str], dict[Language, str]]] = {
    # what is typed, and a part of what is said about it.
    "nothing": (
        {},
        {
            Language.BOKMAL: "Tallet mangler. Skriv det her.",
            Language.NYNORSK: "Talet manglar. Skriv det her.",
            Language.ENGLISH: "The number is missing. Write it here.",
        },
    ),
    "one of two": (
        {"numerator": "70"},
        {
            Language.BOKMAL: "Nevneren mangler.",
            Language.NYNORSK: "Nemnaren manglar.",
            Language.ENGLISH: "The denominator is missing.",
        },
    ),
    "the other of two": (
        {"denominator": "70"},
        {
            Language.BOKMAL: "Telleren mangler.",
            Language.NYNORSK: "Teljaren manglar.",
            Language.ENGLISH: "The numerator is missing.",
        },
    ),
    "more than all": (
        {"numerator": "161", "denominator": "160"},
        {
            Language.BOKMAL: "Telleren er større enn nevneren.",
            Language.NYNORSK: "Teljaren er større enn nemnaren.",
            Language.ENGLISH: "The numerator is larger than the denominator.",
        },
    ),
    "below zero": (
        {"numerator": "−1", "denominator": "160"},
        {
            Language.BOKMAL: "Tallet kan ikke være under null.",
            Language.NYNORSK: "Talet kan ikkje vere under null.",
            Language.ENGLISH: "The number cannot be below zero.",
        },
    ),
    "words": (
        {"numerator": "ca. 70", "denominator": "160"},
        {
            Language.BOKMAL: "Dette er ikke et tall.",
            Language.NYNORSK: "Dette er ikkje eit tal.",
            Language.ENGLISH: "This is not a number.",
        },
    ),
    "hidden": (
        {"numerator": "<5", "denominator": "160"},
        {
            Language.BOKMAL: "la feltet stå tomt hvis tallet er skjult",
            Language.NYNORSK: "lat feltet stå tomt dersom talet er skjult",
            Language.ENGLISH: "leave the field empty if it is hidden",
        },
    ),
    "enormous": (
        {"numerator": "9" * 20, "denominator": "9" * 20},
        {
            Language.BOKMAL: "Tallet er for stort",
            Language.NYNORSK: "Talet er for stort",
            Language.ENGLISH: "The number is too large",
        },
    ),
    "next month": (
        {"period": "2026-02-01", "numerator": "70", "denominator": "160"},
        {
            Language.BOKMAL: "Denne perioden har ikke begynt ennå.",
            Language.NYNORSK: "Denne perioden har ikkje byrja enno.",
            Language.ENGLISH: "This period has not begun yet.",
        },
    ),
    "year 205": (
        {"period": "0205-01-01", "numerator": "70", "denominator": "160"},
        {
            Language.BOKMAL: "Se over årstallet.",
            Language.NYNORSK: "Sjå over årstalet.",
            Language.ENGLISH: "Check the year.",
        },
    ),
    "no day": (
        {"period": "2025-02-30", "numerator": "70", "denominator": "160"},
        {
            Language.BOKMAL: "Dette er ikke en dato.",
            Language.NYNORSK: "Dette er ikkje ein dato.",
            Language.ENGLISH: "This is not a date.",
        },
    ),
}


@pytest.mark.parametrize("name", PROPORTION)
@pytest.mark.parametrize("language", list(Language))
def test_a_wrong_number_keeps_what_was_typed_and_says_why(sqlite_only: Prepared, language: Language, name: str) -> None:
    typed, sentences = PROPORTION[name]
    read_in(sqlite_only, Who.LEAD, language)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    before = row_counts(sqlite_only)
    empty = {"numerator": "", "denominator": "", "comment": ""}
    page = browser.send(browser.get(address(sqlite_only.world, "due-number")), empty | typed, status=422)
    assert sentences[language] in page.text
    for field, value in typed.items():
        assert page.form().fields[field] == [value]
    assert row_counts(sqlite_only) == before


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        (Language.BOKMAL, "12,5", 12.5),
        (Language.BOKMAL, "1 234,5", 1234.5),
        (Language.BOKMAL, "1\u00a0234,5", 1234.5),
        (Language.BOKMAL, "1\u202f234", 1234),
        (Language.BOKMAL, "1.234,5", 1234.5),
        (Language.BOKMAL, "\u22125", -5),
        (Language.BOKMAL, "–5,25", -5.25),
        (Language.BOKMAL, "-0", 0),
        (Language.BOKMAL, "0,125", 0.125),
        (Language.BOKMAL, "5 %", 5),
        (Language.BOKMAL, "12.5", None),
        (Language.BOKMAL, "1.234", None),
        (Language.BOKMAL, "1e5", None),
        (Language.BOKMAL, "1e400", None),
        (Language.BOKMAL, "nan", None),
        (Language.BOKMAL, "1_000", None),
        (Language.BOKMAL, "\u0661\u0662", None),
        (Language.BOKMAL, "007", None),
        (Language.BOKMAL, "=1+1", None),
        (Language.NYNORSK, "12,5", 12.5),
        (Language.NYNORSK, "12.5", None),
        (Language.ENGLISH, "12.5", 12.5),
        (Language.ENGLISH, "1,234.5", 1234.5),
        (Language.ENGLISH, "12,5", None),
        (Language.ENGLISH, "1,234", None),
    ],
)
def test_numbers_are_read_as_people_write_them(
    sqlite_only: Prepared, language: Language, typed: str, kept: float | None
) -> None:
    """What could be read in two ways is asked about, never guessed."""
    measure_id = made(sqlite_only)
    read_in(sqlite_only, Who.LEAD, language)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(f"/measures/{measure_id}/due-number")
    answer = browser.send(page, {"value": typed}, status=303 if kept is not None else 422)
    if kept is None:
        assert answer.form().fields["value"] == [typed]
        assert stored(sqlite_only, measure_id) == {}
    else:
        assert stored(sqlite_only, measure_id) == {date(2025, 12, 1): (None, None, kept)}


@pytest.mark.parametrize(
    ("language", "written"),
    [(Language.BOKMAL, "1234,125"), (Language.ENGLISH, "1234.125"), (Language.NYNORSK, "-0,001")],
)
def test_a_number_shown_in_a_field_and_sent_back_is_the_same(
    sqlite_only: Prepared, language: Language, written: str
) -> None:
    measure_id = made(sqlite_only)
    read_in(sqlite_only, Who.LEAD, language)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    browser.send(browser.get(f"/measures/{measure_id}/due-number"), {"period": "2026-01-01", "value": written})
    kept = stored(sqlite_only, measure_id)
    for ending in ("due-number", "numbers"):
        page = browser.get(f"/measures/{measure_id}/{ending}")
        assert written in page.form().fields["value"]
        comment = {"comment": ["Endret", *page.form().fields["comment"][1:]]}
        browser.send(page, comment)
        assert stored(sqlite_only, measure_id) == kept


def test_ready_made_per_cent_is_asked_for_as_it_came(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared, [12.5, 25], value_type=ValueType.PROPORTION)
    browser = sign_in(Who.LEAD)
    page = browser.get(f"/measures/{measure_id}/due-number")
    assert "value" in page.form().fields
    assert "numerator" not in page.form().fields
    assert "kan ikke være over 100 prosent" in browser.send(page, {"value": "101"}, status=422).text
    browser.send(page, {"value": "37,5"})
    assert stored(prepared, measure_id)[date(2026, 1, 1)] == (None, None, 37.5)


def test_both_kinds_of_per_cent_in_one_measure_lose_nothing(prepared: Prepared, sign_in: SignIn) -> None:
    """Editing a comment used to take the numerator and denominator of every row along."""
    measure_id = made(prepared, [12.5, 25], value_type=ValueType.PROPORTION)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        record_observation(measure, Reading(date(2026, 1, 1), numerator=3, denominator=8), None, TODAY)
        db.session.commit()
    before = stored(prepared, measure_id)
    browser = sign_in(Who.LEAD)
    page = browser.get(f"/measures/{measure_id}/numbers")
    fields = page.form().fields
    assert {"numerator", "denominator", "value"} <= set(fields)
    browser.post(page.form().action, {**fields, "comment": ["Talt på nytt", *fields["comment"][1:]]})
    assert stored(prepared, measure_id) == before


@pytest.mark.parametrize("frequency", list(Frequency))
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01"])
def test_the_farthest_days_are_answered_for_every_frequency(
    sqlite_only: Prepared, frequency: Frequency, day: str
) -> None:
    measure_id = made(sqlite_only, frequency=frequency)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(f"/measures/{measure_id}/due-number")
    answer = browser.browser.post(
        page.address,
        data=page.form().filled({"period": day, "value": "5"}),
        headers={"Origin": ORIGIN},
    )
    assert answer.status_code in (303, 422)


def test_a_long_series_offers_the_latest_periods_by_name(sqlite_only: Prepared) -> None:
    measure_id = made(sqlite_only, frequency=Frequency.DAY)
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        fill(db.session.get_one(Measure, measure_id), [1], date(2016, 1, 4))
        db.session.commit()
    page = Client(sqlite_only.app, sqlite_only.world, Who.LEAD).get(f"/measures/{measure_id}/due-number")
    # The one that is due is ten years old, and is there too.
    assert len(page.document.query("#period option")) == 61
    assert page.form().fields["period"] == ["2016-01-05"]
