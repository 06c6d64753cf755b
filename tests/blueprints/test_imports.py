"""Tables that were read, on the pages: applied whole, changed rather than doubled, undone whole."""

from datetime import date, timedelta

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Measure
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.vocabulary import Frequency
from tests.blueprints.imported_tables import TODAY, apply, made, read, rows_to_mend, stored
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import world_measure
from tests.people import NUMERATORS, Who
from tests.rows import added, row_counts


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def test_importing_again_changes_instead_of_doubling(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = prepared.world.lerkevik["measure_id"]
    browser = sign_in(Who.MEMBER)
    table = "Dato;Teller;Nevner\n2025-12-01;66;160\n2026-01-01;70;160\n"
    page = apply(browser, read(browser, measure_id, table))
    assert "1 nye og 1 endrede tall" in page.text
    again = read(browser, measure_id, table)
    assert "Alle disse tallene er der fra før" in again.text
    assert not [form for form in again.forms if form.action.endswith("/apply")]
    assert len(stored(prepared, measure_id)) == len(NUMERATORS) + 1


def test_an_import_is_undone_whole_from_the_measures_page(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = prepared.world.lerkevik["measure_id"]
    browser, before = sign_in(Who.MEMBER), stored(prepared, measure_id)
    page = apply(browser, read(browser, measure_id, "Dato;Teller;Nevner\n2025-12-01;1;2\n2026-01-01;70;160\n"))
    assert stored(prepared, measure_id) != before
    page = browser.follow(browser.send(page, action="/undo"))
    assert "Importen er angret." in page.text
    assert stored(prepared, measure_id) == before
    assert not [form for form in page.forms if form.action.endswith("/undo")]


def test_undoing_is_refused_with_a_sentence_after_a_later_change(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = prepared.world.lerkevik["measure_id"]
    browser = sign_in(Who.MEMBER)
    page = apply(browser, read(browser, measure_id, "Dato;Teller;Nevner\n2025-12-01;1;2\n2026-01-01;70;160\n"))
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        reading = Reading(date(2026, 1, 1), numerator=71, denominator=160)
        record_observation(world_measure(prepared.world), reading, 1, TODAY)
        db.session.commit()
    after = stored(prepared, measure_id)
    told = browser.follow(browser.send(page, action="/undo"))
    assert "Noen av disse tallene er endret etter importen" in told.text
    assert stored(prepared, measure_id) == after


def test_a_table_that_became_wrong_while_it_waited_is_refused_whole(prepared: Prepared, sign_in: SignIn) -> None:
    """Somebody types a number while the preview is open: the measure then has a frequency, and the weeks collide."""
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    table = "Dato;Verdi\n" + "".join(f"{date(2025, 9, 1) + timedelta(weeks=n)};{n}\n" for n in range(8))
    page = read(browser, measure_id, table)
    with inside(prepared.app, prepared.world.people[Who.MEMBER]):
        record_observation(db.session.get_one(Measure, measure_id), Reading(date(2025, 1, 1), value=1), None, TODAY)
        db.session.commit()
    before = row_counts(prepared)
    told = browser.follow(browser.send(page, action="/apply"))
    assert "Noen rader må rettes eller utelates først." in told.text
    assert "Indikatoren har ett tall per måned" in told.text
    assert (row_counts(prepared), len(stored(prepared, measure_id))) == (before, 1)


def test_a_measure_with_numbers_keeps_its_frequency_and_says_which_rows_collide(
    prepared: Prepared, sign_in: SignIn
) -> None:
    browser = sign_in(Who.LEAD)
    table = "Dato;Teller;Nevner\n" + "".join(f"{date(2026, 1, 5) - timedelta(weeks=n)};{n};50\n" for n in range(4))
    page = read(browser, prepared.world.lerkevik["measure_id"], table)
    assert "Indikatoren har ett tall per måned" in page.text
    assert "Flere rader i tabellen gjelder samme periode." in page.text
    assert len(rows_to_mend(page)) == 2
    assert page.form().fields["frequency"] == ["month"]
    browser.send(page, {"frequency": "week"}, status=422)


def test_two_numbers_on_one_day_are_shown_rather_than_one_of_them_lost(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared, frequency=Frequency.EVENT)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, measure_id)
        record_observation(measure, Reading(date(2025, 1, 3), value=4), None, TODAY)
        db.session.commit()
    browser = sign_in(Who.LEAD)
    page = read(browser, measure_id, "Dato;Verdi\n2025-02-03;5\n2025-02-03;6\n2025-02-11;7\n")
    assert list(rows_to_mend(page)) == ["3"]
    page = browser.follow(browser.send(page, {"skip-3": "1"}))
    assert "2 tall er klare:" in page.text
    apply(browser, page)
    assert [(row[0], row[3]) for row in stored(prepared, measure_id)] == [
        (date(2025, 1, 3), 4),
        (date(2025, 2, 3), 5),
        (date(2025, 2, 11), 7),
    ]
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert db.session.get_one(Measure, measure_id).frequency is Frequency.EVENT


def test_a_double_click_imports_once_and_both_lead_to_the_measure(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = prepared.world.lerkevik["measure_id"]
    browser = sign_in(Who.LEAD)
    page = read(browser, measure_id, "Dato;Teller;Nevner\n2026-01-01;70;160\n")
    before = row_counts(prepared)
    answers = [browser.send(page, action="/apply") for _ in range(2)]
    assert {answer.location for answer in answers} == {f"/measures/{measure_id}"}
    assert added(before, row_counts(prepared))["imports"] == 1


def test_a_table_thrown_away_saves_nothing(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared)
    before = row_counts(prepared)
    browser = sign_in(Who.LEAD)
    page = read(browser, measure_id, "Dato;Verdi\n2025-01-01;5\n")
    told = browser.follow(browser.send(page, action=f"{page.address}/delete"))
    assert "Tabellen er kastet. Ingenting ble lagret." in told.text
    assert row_counts(prepared) == before
