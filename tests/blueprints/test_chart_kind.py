"""Which chart a measure is drawn as: advised, told before it is saved, undone with a button."""

from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Measure
from qi_tracker.vocabulary import ChartKind, Frequency, ValueType
from tests.blueprints.refusals import OUTSIDE_TEAM, assert_refused
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import fill, new_measure
from tests.people import Who, World


def address(world: World, ending: str = "") -> str:
    return f"/measures/{world.lerkevik['measure_id']}{ending}"


def chart_now(prepared: Prepared) -> ChartKind:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        return db.session.get_one(Measure, prepared.world.lerkevik["measure_id"]).chart


def test_the_team_chooses_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    sign_in(Who.MEMBER).get(address(world, "/chart"))
    assert_refused(sign_in, OUTSIDE_TEAM, [address(world, "/chart")], [address(world, "/chart")])


def test_the_advice_and_what_each_chart_says_are_told_before_it_is_chosen(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.LEAD).get(address(world, "/chart"))
    assert "Passer best: Andel (P) – en andel av en kjent nevner, som varierer tilfeldig." in page.text
    assert page.text.count("Om disse tallene sier det: ") == 3
    assert page.form().fields["chart"] == ["run"]


def test_a_chart_is_chosen_and_undone_with_one_button(prepared: Prepared, sign_in: SignIn) -> None:
    browser, world = sign_in(Who.MEMBER), prepared.world
    page = browser.follow(browser.send(browser.get(address(world, "/chart")), {"chart": "p"}))
    assert "Diagrammet er nå: Andel (P)." in page.text
    assert "på samme side av linjen" in page.text and "Øvre grense" in page.html
    assert chart_now(prepared) is ChartKind.P
    undone = browser.follow(browser.send(page, action=address(world, "/chart")))
    assert "Diagrammet er nå: Run-diagram." in undone.text and "på samme side av medianen" in undone.text
    assert chart_now(prepared) is ChartKind.RUN
    history = browser.get(f"/projects/{world.lerkevik['project_id']}/history")
    assert "Diagram: Run-diagram → ble til Andel (P)" in history.text


def test_two_who_choose_see_both(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(address(prepared.world, "/chart"))
    theirs.send(theirs.get(address(prepared.world, "/chart")), {"chart": "p"})
    mine.send(page, {"chart": "p_prime"}, status=409)
    assert chart_now(prepared) is ChartKind.P


@pytest.mark.parametrize("chart", ["c", "t", "mr", "", "pie"])
def test_what_was_never_offered_is_not_chosen(sqlite_only: Prepared, chart: str) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    browser.send(browser.get(address(sqlite_only.world, "/chart")), {"chart": chart}, status=422)
    assert chart_now(sqlite_only) is ChartKind.RUN


@pytest.mark.parametrize(
    ("kind", "frequency", "offered"),
    [
        (ValueType.COUNT, Frequency.MONTH, ["run", "c", "i"]),
        (ValueType.COUNT, Frequency.EVENT, ["run", "g", "i"]),
        (ValueType.DAYS, Frequency.EVENT, ["run", "t", "i"]),
        (ValueType.NUMBER, Frequency.WEEK, ["run", "i"]),
    ],
)
def test_each_kind_of_number_has_its_charts(
    sqlite_only: Prepared, kind: ValueType, frequency: Frequency, offered: list[str]
) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        number = new_measure(sqlite_only.world, value_type=kind, frequency=frequency).id
        db.session.commit()
    page = Client(sqlite_only.app, sqlite_only.world, Who.LEAD).get(f"/measures/{number}/chart")
    assert [found.attrs["value"] for found in page.document.query("input[name=chart]")] == offered
    assert "færre enn ti tall" in page.text


def test_a_point_outside_the_limits_is_told(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = new_measure(sqlite_only.world, value_type=ValueType.COUNT)
        fill(measure, [9, 11, 10, 12, 9, 10, 11, 10, 9, 12, 10, 40], date(2025, 1, 1))
        number = measure.id
        db.session.commit()
    page = Client(sqlite_only.app, sqlite_only.world, Who.LEAD).get(f"/measures/{number}/chart")
    assert "1 tall ligger utenfor grensene." in page.text
