"""Pages of the library of ideas: sharing, reading, borrowing."""

from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, PdsaCycle, Project
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, assert_refused
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World


def share_page(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/ideas/share"


def shared(sign_in: SignIn, prepared: Prepared) -> None:
    """Shared by the lead, without the word that no other organisation may see: here they are to."""
    world = prepared.world
    with inside(prepared.app, world.people[Who.LEAD]):
        db.session.get_one(Project, world.lerkevik["project_id"]).title = "Flere blir med"
        db.session.get_one(ChangeIdea, world.lerkevik["idea_id"]).title = "Fritidsguide"
        db.session.get_one(PdsaCycle, world.lerkevik["cycle_id"]).comparison = "Bedre enn vi trodde."
        db.session.commit()
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(share_page(world)))


def test_a_team_shares_and_another_organisation_reads_and_borrows(sign_in: SignIn, prepared: Prepared) -> None:
    assert "Ingen har delt en idé ennå" in sign_in(Who.OUTSIDER).get("/library").text
    shared(sign_in, prepared)
    reader = sign_in(Who.OUTSIDER)
    page = reader.get("/library")
    assert "1 idé" in page.text
    assert "Fritidsguide" in page.text
    assert "Bedre enn vi trodde." in page.text
    assert "Prøvd i én sirkel · innføre én gang" in page.text
    assert "i prosjektet:" in page.text
    assert "<span></span>" not in page.html, "a verdict without words"
    (link,) = [link for link in page.links if link.startswith("/library/borrow?")]
    borrowed = reader.follow(reader.send(reader.get(link)))
    assert "Ideen er lånt." in borrowed.text
    assert "Lånt fra" in borrowed.text


def test_what_is_no_longer_shared_is_gone(sign_in: SignIn, prepared: Prepared) -> None:
    shared(sign_in, prepared)
    reader = sign_in(Who.OUTSIDER)
    (link,) = [link for link in reader.get("/library").links if link.startswith("/library/borrow?")]
    browser = sign_in(Who.LEAD)
    page = browser.get(share_page(prepared.world))
    assert "Slutt å dele" in page.text
    browser.send(page, {"unshare": "1"})
    reader = sign_in(Who.OUTSIDER)
    assert "Fritidsguide" not in reader.get("/library").text
    assert "Ideen er ikke i tiltaksbanken" in reader.get(link).text


def test_the_library_is_searched(sign_in: SignIn, prepared: Prepared) -> None:
    shared(sign_in, prepared)
    browser = sign_in(Who.PLAIN_MEMBER)
    assert "1 idé" in browser.get("/library?q=FRITIDS").text
    assert "Ingen delt idé passer" in browser.get("/library?q=frokost").text
    assert "Ingen delt idé passer" in browser.get("/library?status=practice").text
    assert browser.get("/library?q=01010750160", status=303).location == "/library"


def test_who_belongs_to_nothing_does_not_read_it(sign_in: SignIn, world: World) -> None:
    sign_in(Who.OPERATOR).get("/library", status=403)


def test_only_who_leads_shares(sign_in: SignIn, world: World) -> None:
    page = share_page(world)
    assert_refused(sign_in, {**OUTSIDE_TEAM, Who.MEMBER: 403}, [page], [page])
    assert_refused(sign_in, OUTSIDE_PROJECT, [page], [page])
