"""The next table from the same system: known again, compared, decided about, imported to several measures at once."""

from collections.abc import Sequence
from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Import, ImportRecipe, Measure
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.vocabulary import ValueType
from tests.blueprints.imported_tables import TODAY, apply, made, read, stored
from tests.blueprints.refusals import OUTSIDE_TEAM, assert_refused
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who
from tests.rows import added, row_counts

MONTHS = [f"2025-{month:02}" for month in range(1, 13)]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def table(months: Sequence[str], columns: str = "Måned;Ja;Alle", **changed: int) -> str:
    """One row a month with 10 + its place of 100; `changed` are other numbers, as `m3=55`."""
    rows = {"Måned": lambda n, month: month, "Alle": lambda n, month: "100", "Nei": lambda n, month: "1"}
    rows["Ja"] = lambda n, month: str(changed.get(f"m{n}", 10 + n))
    names = columns.split(";")
    lines = [";".join(rows[name](n, month) for name in names) for n, month in enumerate(months, start=1)]
    return "\n".join([columns, *lines]) + "\n"


def taught(prepared: Prepared, browser: Client, months: int = 11, **details: object) -> int:
    """A measure whose first table is imported, with its columns taken for the reverse of what their names say."""
    measure_id = made(prepared, **{"value_type": ValueType.PROPORTION, **details})
    apply(browser, read(browser, measure_id, table(MONTHS[:months])))
    return measure_id


def recipes(prepared: Prepared, measure_id: int) -> int:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        return db.session.query(ImportRecipe).filter_by(measure_id=measure_id).count()


def test_the_next_file_from_the_same_system_is_one_click(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.MEMBER)
    measure_id = taught(prepared, browser)
    page = read(browser, measure_id, table(MONTHS))
    assert "Kjent igjen: lest som sist. 1 ny måling, 11 er de samme." in page.text
    shown = browser.follow(browser.send(page, action="/apply"))
    assert "1 nye og 0 endrede tall" in shown.text
    assert len(stored(prepared, measure_id)) == 12
    assert recipes(prepared, measure_id) == 1


def test_two_in_a_row_by_what_was_decided_in_another_order_of_columns(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = made(prepared, value_type=ValueType.NUMBER)
    page = read(browser, measure_id, table(MONTHS[:5]))
    page = browser.follow(browser.send(page, {"role-1": "ignore", "role-2": "value"}))
    apply(browser, page)
    page = read(browser, measure_id, table(MONTHS[:6], "Alle;Ja;Måned"))
    assert "Kjent igjen: lest som sist. 1 ny måling, 5 er de samme." in page.text
    apply(browser, page)
    assert [row[3] for row in stored(prepared, measure_id)] == [100] * 6


def test_a_file_that_almost_fits_says_what_differs_and_is_not_read_by_the_recipe(
    prepared: Prepared, sign_in: SignIn
) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = taught(prepared, browser)
    page = read(browser, measure_id, table(MONTHS, "Måned;Ja;Alle;Nei"))
    assert "Kjent igjen" not in page.text
    assert "Kolonnen «Nei» er ny." in page.text


def test_the_same_columns_with_numbers_of_another_kind_are_read_anew(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = made(prepared, value_type=ValueType.NUMBER)
    apply(browser, read(browser, measure_id, "Måned;Timer\n2025-01;10,5\n2025-02;11,5\n"))
    page = read(browser, measure_id, "Måned;Timer\n2025-02;11.5\n2025-03;12.25\n")
    assert "tallene er skrevet på en annen måte" in page.text
    assert "Kjent igjen" not in page.text
    apply(browser, page)
    assert [row[3] for row in stored(prepared, measure_id)] == [10.5, 11.5, 12.25]


def test_a_recipe_is_forgotten_by_the_user(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = taught(prepared, browser)
    page = browser.get(f"/measures/{measure_id}/import")
    assert "Måned · Ja · Alle" in page.text
    told = browser.follow(browser.send(page, action="/delete"))
    assert "Måned · Ja · Alle" not in told.text
    assert "Kjent igjen" not in read(browser, measure_id, table(MONTHS)).text


def test_a_recipe_is_forgotten_on_the_way_too(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = taught(prepared, browser)
    page = read(browser, measure_id, table(MONTHS))
    page = browser.follow(browser.send(page, action="/forget"))
    assert "12 tall er klare" in page.text
    assert recipes(prepared, measure_id) == 0


def test_undoing_the_first_import_takes_its_recipe_too(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = taught(prepared, browser)
    browser.follow(browser.send(browser.get(f"/measures/{measure_id}"), action="/undo"))
    assert (recipes(prepared, measure_id), stored(prepared, measure_id)) == (0, [])


def test_only_the_team_forgets(prepared: Prepared, sign_in: SignIn) -> None:
    address = f"/import-recipes/{prepared.world.lerkevik['recipe_id']}/delete"
    assert_refused(sign_in, OUTSIDE_TEAM, [], [address])


# Numbers that are there already.


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"existing": "take"}, (55, 66)),
        ({"existing": "keep"}, (13, 16)),
        ({"existing": "each", "take": ["2025-06-01"]}, (13, 66)),
    ],
    ids=["theirs", "ours", "row by row"],
)
def test_the_user_decides_what_becomes_of_numbers_that_are_there(
    prepared: Prepared, sign_in: SignIn, choice: dict[str, str | list[str]], expected: tuple[float, float]
) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = taught(prepared, browser)
    before = stored(prepared, measure_id)
    page = read(browser, measure_id, table(MONTHS, m3=55, m6=66))
    assert "1 ny måling, 2 er andre enn deres, 9 er de samme" in page.text
    browser.follow(browser.send(page, choice, action="/apply"))
    after = stored(prepared, measure_id)
    assert (after[2][1], after[5][1]) == expected
    assert len(after) == 12
    browser.follow(browser.send(browser.get(f"/measures/{measure_id}"), action="/undo"))
    assert stored(prepared, measure_id) == before


def test_nothing_is_imported_before_it_is_decided(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = taught(prepared, browser)
    page = read(browser, measure_id, table(MONTHS, m3=55))
    before = row_counts(prepared)
    told = browser.follow(browser.send(page, action="/apply"))
    assert "Velg hva som skal skje med tallene som er der fra før." in told.text
    assert row_counts(prepared) == before


def test_what_was_chosen_is_ticked_the_next_time(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = taught(prepared, browser)
    page = read(browser, measure_id, table(MONTHS[:11], m3=55))
    assert "existing" not in page.form("/apply").fields
    browser.follow(browser.send(page, {"existing": "take"}, action="/apply"))
    assert read(browser, measure_id, table(MONTHS, m3=56)).form("/apply").fields["existing"] == ["take"]


def test_a_number_that_somebody_changes_meanwhile_stops_the_import(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = taught(prepared, browser)
    page = read(browser, measure_id, table(MONTHS))
    with inside(prepared.app, prepared.world.people[Who.MEMBER]):
        measure = db.session.get_one(Measure, measure_id)
        record_observation(measure, Reading(date(2025, 4, 1), numerator=1, denominator=2), 1, TODAY)
        db.session.commit()
    before = row_counts(prepared)
    told = browser.follow(browser.send(page, action="/apply"))
    assert "har endret tall" in told.text
    assert "1 er en annen enn deres" in told.text
    assert (row_counts(prepared), len(stored(prepared, measure_id))) == (before, 11)


# Several rows in one period.


@pytest.mark.parametrize(
    ("way", "expected"), [("first", [(1, 10)]), ("last", [(3, 30)]), ("sum", [(4, 40)]), ("skip", [])]
)
def test_several_rows_in_a_period_are_decided_about(
    prepared: Prepared, sign_in: SignIn, way: str, expected: list[tuple[float, float]]
) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = made(prepared, value_type=ValueType.PROPORTION)
    page = read(browser, measure_id, "Måned;Ja;Alle\n2025-01;1;10\n2025-01;3;30\n2025-02;5;50\n")
    assert "duplicates" not in page.form().fields
    assert not [form for form in page.forms if form.action.endswith("/apply")]
    apply(browser, browser.follow(browser.send(page, {"duplicates": way})))
    assert [row[1:3] for row in stored(prepared, measure_id)] == [*expected, (5, 50)]


# One table for several measures.

WIDE = "Måned;Søknader;Avslag;Dager\n"


def taught_three(prepared: Prepared, browser: Client) -> list[int]:
    """Three measures that each take a column of the same table."""
    first = WIDE + "".join(f"{month};{n};{n + 1};{n + 2}\n" for n, month in enumerate(MONTHS[:8]))
    measures = []
    for column in (1, 2, 3):
        measure_id = made(prepared, value_type=ValueType.NUMBER, name=f"Indikator {column}")
        page = read(browser, measure_id, first)
        roles = {f"role-{at}": "value" if at == column else "ignore" for at in (1, 2, 3)}
        apply(browser, browser.follow(browser.send(page, roles)))
        measures.append(measure_id)
    return measures


def next_wide(browser: Client, measure_id: int) -> Page:
    rows = "".join(f"{month};{n};{n + 1};{n + 2}\n" for n, month in enumerate(MONTHS[:9]))
    page = read(browser, measure_id, WIDE + rows)
    assert "Tabellen har tall for 2 indikatorer til" in page.text
    return browser.get(f"{page.address}/together")


def test_one_file_is_imported_to_three_measures_and_undone_together(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.MEMBER)
    measures = taught_three(prepared, browser)
    before = [stored(prepared, measure_id) for measure_id in measures]
    page = next_wide(browser, measures[1])
    assert page.text.count("Lest som sist. 1 ny måling, 8 er de samme.") == 3
    counts = row_counts(prepared)
    answers = [browser.send(page, action="/together") for _ in range(2)]
    assert "Tabellen er importert til 3 indikatorer." in browser.follow(answers[0]).text
    assert added(counts, row_counts(prepared))["imports"] == 3
    assert [stored(prepared, each)[-1][3] for each in measures] == [8, 9, 10]
    shown = browser.get(f"/measures/{measures[0]}")
    told = browser.follow(browser.send(shown, action="/undo-together"))
    assert "Importen er angret for alle disse indikatorene." in told.text
    assert [stored(prepared, measure_id) for measure_id in measures] == before


def test_the_three_are_undone_one_by_one_too(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    measures = taught_three(prepared, browser)
    page = next_wide(browser, measures[0])
    browser.follow(browser.send(page, {"part": [str(measures[0]), str(measures[2])]}, action="/together"))
    browser.follow(browser.send(browser.get(f"/measures/{measures[0]}"), action="/undo"))
    assert [len(stored(prepared, measure_id)) for measure_id in measures] == [8, 8, 9]
    browser.follow(browser.send(browser.get(f"/measures/{measures[2]}"), action="/undo-together"))
    assert [len(stored(prepared, measure_id)) for measure_id in measures] == [8, 8, 8]


def test_one_wrong_of_three_and_none_is_imported(prepared: Prepared, sign_in: SignIn) -> None:
    """Killed between, or refused at the last: what the first ones wrote is gone with it."""
    browser = sign_in(Who.LEAD)
    measures = taught_three(prepared, browser)
    page = next_wide(browser, measures[0])
    with inside(prepared.app, prepared.world.people[Who.MEMBER]):
        measure = db.session.get_one(Measure, measures[2])
        record_observation(measure, Reading(date(2025, 2, 1), value=99), 1, TODAY)
        db.session.commit()
    before = row_counts(prepared)
    browser.follow(browser.send(page, action="/together"))
    assert row_counts(prepared) == before
    assert [len(stored(prepared, measure_id)) for measure_id in measures] == [8, 8, 8]


def test_nothing_ticked_is_nothing_imported(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    page = next_wide(browser, taught_three(prepared, browser)[0])
    fields = {name: value for name, value in page.form("/together").fields.items() if name != "part"}
    told = browser.follow(browser.post(page.form("/together").action, fields))
    assert "Ingen indikator er krysset av." in told.text


def test_a_narrowed_measure_is_offered_only_to_those_inside(prepared: Prepared, sign_in: SignIn) -> None:
    lead = sign_in(Who.LEAD)
    measures = taught_three(prepared, lead)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        closed = db.session.get_one(Measure, measures[2])
        closed.is_narrowed, closed.insiders = True, [prepared.world.people[Who.LEAD]]
        db.session.commit()
    rows = "".join(f"{month};{n};{n + 1};{n + 2}\n" for n, month in enumerate(MONTHS[:9]))
    member = Client(prepared.app, prepared.world, Who.MEMBER)
    page = read(member, measures[0], WIDE + rows)
    assert "Tabellen har tall for en indikator til" in page.text
    assert "Indikator 3" not in member.get(f"{page.address}/together").text
    forged = {**member.get(f"{page.address}/together").form("/together").fields, "part": [str(measures[2])]}
    member.follow(member.post(f"{page.address}/together", forged))
    assert len(stored(prepared, measures[2])) == 8
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        recipe = db.session.query(ImportRecipe).filter_by(measure_id=measures[2]).one()
        done = db.session.query(Import).filter_by(measure_id=measures[2]).one()
        addresses = [f"/import-recipes/{recipe.id}/delete", f"/imports/{done.id}/undo-together"]
    for address in addresses:
        member.post(address, {}, 403)


def test_official_statistics_are_shown_the_way_beside_the_project(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared)
    page = read_refused(sign_in(Who.LEAD), measure_id, '{"class": "dataset", "value": [1]}')
    assert "Dette er offisiell statistikk." in page.text
    assert f"/projects/{prepared.world.lerkevik['project_id']}/context/new" in page.links


def read_refused(browser: Client, measure_id: int, source: str) -> Page:
    return browser.send(browser.get(f"/measures/{measure_id}/import"), {"pasted": source}, status=422)
