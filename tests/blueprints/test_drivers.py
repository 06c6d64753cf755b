"""Pages of the chain: two pictures of the same nodes, what they say to whom, and every way to change them."""

import pytest
from flask import Flask

from qi_tracker.extensions import db
from qi_tracker.models import Driver, Measure
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

FIRST = "Familiene kjenner ordningen"


def drivers(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/drivers"


def boxes(page: Page) -> list[str]:
    return [" ".join(found.to_text().split()) for found in page.document.query(".chain-node")]


def outline(page: Page) -> list[str]:
    return [" ".join(found.to_text().split()) for found in page.document.query(".chain-title")]


def columns(page: Page) -> list[str]:
    return [" ".join(found.to_text().split()) for found in page.document.query(".chain-heading")]


def kinds(page: Page) -> list[str]:
    return sorted(str(found.attrs["data-node"]) for found in page.document.query(".chain-node"))


def test_the_same_nodes_are_a_driver_diagram_and_a_logic_chain(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.READER)
    diagram, chain = browser.get(drivers(world)), browser.get(f"{drivers(world)}?picture=chain")
    assert kinds(diagram) == kinds(chain)
    assert columns(diagram) == ["Mål", "Primærdrivere", "Endringsideer"]
    assert columns(chain) == ["Aktivitet", "Resultat, nær aktiviteten", "Virkning for barna"]
    assert "I KS' veileder betyr «resultat»" in chain.text
    assert len(diagram.document.query(".chain-link")) == 2
    assert f"Fordi: De hører om den. {world.lerkevik.canary}" in " ".join(diagram.text.split())


def test_a_node_says_its_verdict_and_its_number_only_to_those_inside(prepared: Prepared, sign_in: SignIn) -> None:
    world = prepared.world
    aim = f"{drivers(world)}"
    seen = " ".join(sign_in(Who.READER).get(aim).text.split())
    assert "· 42 %" in seen
    with inside(prepared.app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        measure.is_narrowed = True
        db.session.commit()
    text = " ".join(sign_in(Who.READER).get(aim).text.split())
    assert "· 42 %" not in text
    assert "målet er nådd" in text


def test_the_chain_is_told_where_it_is_weak(sign_in: SignIn, world: World) -> None:
    text = " ".join(sign_in(Who.LEAD).get(drivers(world)).text.split())
    assert "Kjeden er svak 2 steder." in text
    assert "En kobling mangler indikator. Ingenting viser om dette skjer." in text
    assert "En aktivitet blir ikke gjort." in text


def test_what_is_added_is_tied_at_once(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.MEMBER)
    page = browser.get(f"{drivers(world)}/new?to=drivers-{world.lerkevik['driver_id']}")
    assert page.form().fields["place"] == ["secondary"]
    shown = browser.follow(browser.send(page, {"title": "Alle er spurt", "because": "Da vet de det."}))
    assert "Det er lagt inn i kjeden." in shown.text
    assert "Alle er spurt" in outline(shown)
    assert len(shown.document.query(".chain-link")) == 3
    page = browser.get(f"{drivers(world)}/new")
    shown = browser.follow(browser.send(page, {"title": "Flere hører til", "place": "impact"}))
    assert columns(shown)[0] == "Effekt ut over målet"
    assert len(shown.document.query(".chain-link")) == 4
    page = browser.get(f"{drivers(world)}/new")
    shown = browser.follow(browser.send(page, {"title": "Ringe alle", "place": "idea", "target": ""}))
    assert outline(shown)[-1] == "Ringe alle"
    assert "Ikke koblet til noe ennå" in shown.text


@pytest.mark.parametrize("turned", [False, True])
def test_two_that_are_dropped_on_each_other_are_connected_in_their_order(
    sign_in: SignIn, world: World, turned: bool
) -> None:
    ends = [f"change_ideas-{world.lerkevik['idea_id']}", f"aims-{world.lerkevik['aim_id']}"]
    one, other = reversed(ends) if turned else ends
    browser = sign_in(Who.LEAD)
    page = browser.get(f"{drivers(world)}/connect?from={one}&to={other}")
    assert [page.form().fields[name] for name in ("source", "target")] == [[ends[0]], [ends[1]]]
    shown = browser.follow(browser.send(page, {"because": "Noen spør."}))
    assert "De er koblet sammen." in shown.text
    # Told once, and only named where it leads to a second thing.
    assert sum(title.startswith("Fritidsguide") for title in outline(shown)) == 1
    again = browser.send(browser.get(page.address), status=422)
    assert "Disse to er koblet sammen fra før." in again.text


def test_drivers_change_places_by_buttons_and_by_drag(prepared: Prepared, sign_in: SignIn) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    browser.send(browser.get(f"{drivers(world)}/new"), {"title": "Søknaden er enkel"})
    page = browser.get(drivers(world))
    address = f"/drivers/{world.lerkevik['driver_id']}/move"
    moved = browser.follow(browser.send(page, action=address))
    assert "Den er flyttet." in moved.text
    assert [title.split()[0] for title in outline(moved)] == ["Flere", "Søknaden", "Familiene", "Fritidsguide"]
    with inside(prepared.app, world.people[Who.LEAD]):
        other = db.session.query(Driver).filter_by(title="Søknaden er enkel").one()
        key, version = f"drivers-{other.id}", db.session.get_one(Driver, world.lerkevik["driver_id"]).version
    browser.post(address, {"version": str(version), "other": key})
    assert [title.split()[0] for title in outline(browser.get(drivers(world)))][1] == "Familiene"
    back = browser.follow(browser.post(address, {"version": str(version), "other": "aims-1"}))
    assert "Den kan bare bytte plass med en av samme slag." in back.text or "lagret dette" in back.text


def test_a_deleted_driver_comes_back_with_its_links(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    edit = browser.get(f"/drivers/{world.lerkevik['driver_id']}/edit")
    gone = browser.follow(browser.send(edit, action="/delete"))
    assert "Driveren er slettet." in gone.text
    back = browser.follow(browser.send(gone, action="/bin/restore"))
    assert FIRST in back.text or FIRST in browser.get(drivers(world)).text
    assert len(browser.get(drivers(world)).document.query(".chain-link")) == 2


def test_two_are_taken_apart_and_connected_again(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(f"/driver-links/{world.lerkevik['driver_link_id']}/edit")
    apart = browser.follow(browser.send(page, action="/delete"))
    assert "De er ikke koblet sammen lenger." in apart.text
    assert len(apart.document.query(".chain-link")) == 1
    browser.send(apart, action="/bin/restore")
    assert len(browser.get(drivers(world)).document.query(".chain-link")) == 2


def test_a_link_whose_node_is_deleted_is_not_there(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(f"/drivers/{world.lerkevik['driver_id']}/edit"), action="/delete")
    browser.get(f"/driver-links/{world.lerkevik['driver_link_id']}/edit", 404)


def test_an_idea_gets_a_measure_and_shows_what_it_says(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(f"/ideas/{world.lerkevik['idea_id']}/measure")
    shown = browser.follow(browser.send(page, {"measure_id": str(world.lerkevik["measure_id"])}))
    assert sum("målet er nådd" in box for box in boxes(shown)) == 2


def test_an_empty_chain_says_how_to_begin(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(f"/drivers/{world.lerkevik['driver_id']}/edit"), action="/delete")
    page = browser.get(drivers(world))
    assert "Hvorfor tror dere at dette virker?" in page.text
    assert boxes(page) == []


def test_no_personal_number_gets_in(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(f"{drivers(world)}/new"), {"title": f"Ring {PERSONAL_NUMBER}"}, status=422)
    assert PERSONAL_NUMBER not in page.text


def test_others_are_refused(sign_in: SignIn, world: World, app: Flask) -> None:
    ids = world.lerkevik
    driver, link = f"/drivers/{ids['driver_id']}", f"/driver-links/{ids['driver_link_id']}"
    forms = [f"{drivers(world)}/new", f"{drivers(world)}/connect", f"{driver}/edit", f"{link}/edit"]
    forms.append(f"/ideas/{ids['idea_id']}/measure")
    assert_refused(sign_in, OUTSIDE_PROJECT, [drivers(world)], [])
    assert_refused(sign_in, OUTSIDE_TEAM, forms, [*forms, f"{driver}/move", f"{driver}/delete", f"{link}/delete"])
