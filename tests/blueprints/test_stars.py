"""Pages of the quality star: scored alone, closed by the lead, seen together."""

import re

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import StarRound
from qi_tracker.services.quality_stars import GivenScore, close_round, keep_scores
from qi_tracker.vocabulary import Dimension
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

OWN_SCALE = "Vår egen skala, ikke en offisiell måling."
HIDDEN = "Fordi vi aldri spør dem."
THREE = {Who.LEAD: 1, Who.MEMBER: 4, Who.READER: 2}


def stars(world: World) -> str:
    return f"/projects/{world.lerkevik['project_id']}/stars"


def begun(browser: Client, world: World, title: str = "") -> str:
    """A new round's address."""
    location = browser.send(browser.get(f"{stars(world)}/new"), {"title": title}).location
    assert location is not None
    return location


def scored(prepared: Prepared, address: str, *, is_closed: bool = False) -> None:
    """Three people's scores, of whom one said why."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = db.session.get_one(StarRound, int(address.rsplit("/", 1)[1]))
        for who, score in THREE.items():
            said = HIDDEN if who is Who.MEMBER else ""
            given = [GivenScore(arm, score, said if arm is Dimension.SAFE else "") for arm in Dimension]
            keep_scores(found, prepared.world.people[who], given)
        if is_closed:
            close_round(found, found.version)
        db.session.commit()


def rows(page: Page) -> list[list[str]]:
    return [
        [cell.to_text().strip() for cell in row.query("th, td")] for row in page.document.query(".star-beside tbody tr")
    ]


def test_a_team_scores_blind_and_sees_the_star_when_the_lead_closes_it(prepared: Prepared, sign_in: SignIn) -> None:
    lead, member = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    address = begun(lead, prepared.world)
    scored(prepared, address)
    page = member.get(f"{address}/score")
    assert page.form().fields["score_safe"] == ["4"] and page.form().fields["comment_safe"] == [HIDDEN]
    assert "Bare du ser poengene dine." in page.text
    shown = member.follow(member.send(page, {"score_safe": "5"}))
    assert "3 personer har gitt poeng." in shown.text and HIDDEN not in shown.text
    closed = lead.follow(lead.send(lead.get(address), action="/close"))
    assert rows(closed)[1] == ["Trygge og sikre", "2", "1–5", "3"]
    assert HIDDEN in closed.text and OWN_SCALE in closed.text
    assert len(closed.document.query("svg.chart-svg")) == 1


@pytest.mark.parametrize("who", [Who.LEAD, Who.READER, Who.MEMBER])
def test_nobody_is_shown_another_s_points_while_the_round_is_open(
    prepared: Prepared, sign_in: SignIn, who: Who
) -> None:
    address = begun(sign_in(Who.LEAD), prepared.world)
    scored(prepared, address)
    browser = sign_in(who)
    project = prepared.world.lerkevik["project_id"]
    pages = [address, stars(prepared.world), f"/projects/{project}", f"/projects/{project}/history"]
    for page in pages:
        text = browser.get(page).text
        assert HIDDEN not in text
        assert "1–4" not in text
    (link,) = [each for each in browser.get(address).document.query("main .more a") if each.to_text() == "Historikk"]
    assert HIDDEN not in browser.get(link.attrs["href"]).text
    for kind in ("json", "csv", "xlsx"):
        answer = browser.browser.get(f"/projects/{project}/all.{kind}")
        assert HIDDEN.encode() not in answer.get_data()
    if who is Who.LEAD:
        own = browser.get(f"{address}/score").form().fields
        assert own["score_safe"] == ["1"] and own["comment_safe"] == [""]


def test_only_the_lead_closes(prepared: Prepared, sign_in: SignIn) -> None:
    address = begun(sign_in(Who.LEAD), prepared.world)
    scored(prepared, address)
    member = sign_in(Who.MEMBER)
    assert "Prosjektlederen avslutter runden" in member.get(address).text
    member.post(f"{address}/close", {"version": "1"}, 403)
    member.post(f"{address}/reopen", {"version": "1"}, 403)


def test_a_closed_round_takes_no_more_scores(prepared: Prepared, sign_in: SignIn) -> None:
    member = sign_in(Who.MEMBER)
    address = begun(sign_in(Who.LEAD), prepared.world)
    page = member.get(f"{address}/score")
    scored(prepared, address, is_closed=True)
    late = member.send(page, {"score_safe": "0"}, status=422)
    assert "Runden er avsluttet, så poengene dine ble ikke lagret." in late.text
    assert member.get(f"{address}/score", 303).location == address


def test_with_fewer_than_three_no_points_are_shown_and_more_can_score(prepared: Prepared, sign_in: SignIn) -> None:
    lead = sign_in(Who.LEAD)
    address = begun(lead, prepared.world)
    said = {"score_safe": "1", "comment_safe": HIDDEN}
    lead.send(lead.get(f"{address}/score"), said)
    open_page = lead.get(address)
    assert "Dere er færre enn tre" in open_page.text
    closed = lead.follow(lead.send(open_page, action="/close"))
    assert "For få har gitt poeng" in closed.text and HIDDEN not in closed.text
    assert not closed.document.query("svg.chart-svg") and rows(closed) == []
    again = lead.follow(lead.send(closed, action="/reopen"))
    assert "Nå kan flere gi poeng." in again.text and "Endre poengene mine" in again.text


def test_a_seen_star_offers_no_way_back(prepared: Prepared, sign_in: SignIn) -> None:
    lead = sign_in(Who.LEAD)
    address = begun(lead, prepared.world)
    scored(prepared, address, is_closed=True)
    page = lead.get(address)
    assert not page.document.query("form[action$=reopen]")
    refused = lead.follow(lead.post(f"{address}/reopen", {"version": "2"}, 303))
    assert "Gruppa har sett resultatet." in refused.text


def test_what_cannot_be_kept_is_said_at_its_place(prepared: Prepared, sign_in: SignIn) -> None:
    member = sign_in(Who.MEMBER)
    address = begun(sign_in(Who.LEAD), prepared.world)
    empty = member.send(member.get(f"{address}/score"), status=422)
    assert "Gi poeng til minst én arm." in empty.text
    alone = member.send(member.get(f"{address}/score"), {"comment_fair": "Mange mangler."}, status=422)
    assert "ikke gitt poeng" in alone.text
    assert alone.form().fields["comment_fair"] == ["Mange mangler."]
    number = member.send(
        member.get(f"{address}/score"), {"score_safe": "3", "comment_safe": PERSONAL_NUMBER}, status=422
    )
    assert number.form().fields["comment_safe"] == [""]
    member.send(member.get(f"{address}/score"), {"score_safe": "6"}, status=422)


def test_every_point_of_every_arm_has_its_statement(prepared: Prepared, sign_in: SignIn) -> None:
    address = begun(sign_in(Who.LEAD), prepared.world)
    page = sign_in(Who.MEMBER).get(f"{address}/score")
    labels = [label.to_text().strip() for label in page.document.query(".star-arm-fields .choices label")]
    assert len(labels) == 6 * 7 and len(set(labels)) == 6 * 6 + 1
    assert all(re.match(r"[0-5] – [A-ZÆØÅ].+\.$", label) for label in labels if label != "Vet ikke")
    assert OWN_SCALE in page.text


def test_the_group_picks_an_arm_that_becomes_a_part_of_the_aim(prepared: Prepared, sign_in: SignIn) -> None:
    lead = sign_in(Who.LEAD)
    address = begun(lead, prepared.world)
    scored(prepared, address, is_closed=True)
    agreed = {"comment": "Vi ser det ulikt.", "chosen": "safe"}
    shown = lead.follow(lead.send(lead.get(f"{address}/edit"), agreed))
    assert "Vi ser det ulikt." in shown.text
    aim = lead.follow(lead.send(shown, action="/aims"))
    assert aim.form().fields["statement"] == ["Tjenestene våre er trygge og sikre."]
    after = lead.get(address)
    assert "Mål: Tjenestene våre er trygge og sikre." in after.text and "Gjør det til et mål" not in after.text
    for arm in ("beautiful", "fair"):
        refused = lead.post(f"{address}/aims", {"arm": arm, "version": "3"}, 303)
        assert refused.location == address


def test_the_star_before_stands_behind_as_a_ghost(prepared: Prepared, sign_in: SignIn) -> None:
    lead = sign_in(Who.LEAD)
    for _ in range(2):
        address = begun(lead, prepared.world)
        scored(prepared, address, is_closed=True)
    page = lead.get(address)
    assert rows(page)[0] == ["Virkningsfulle", "2", "1–4", "3", "2"]
    assert len(page.document.query("svg.chart-svg .star-ghost path")) == 6
    listed = lead.get(stars(prepared.world))
    assert len(listed.document.query("svg.chart-svg")) == 1 and "Her ser dere det mest ulikt" in listed.text


def test_a_second_round_waits_for_the_first(prepared: Prepared, sign_in: SignIn) -> None:
    lead = sign_in(Who.LEAD)
    begun(lead, prepared.world)
    assert "En runde er åpen allerede." in lead.send(lead.get(f"{stars(prepared.world)}/new"), status=422).text


def test_a_deleted_round_comes_back_with_its_scores(prepared: Prepared, sign_in: SignIn) -> None:
    lead = sign_in(Who.LEAD)
    address = begun(lead, prepared.world, "Klubben")
    scored(prepared, address, is_closed=True)
    gone = lead.follow(lead.send(lead.get(address), action="/delete"))
    assert "Runden er slettet." in gone.text and "Klubben" not in " ".join(
        link.to_text() for link in gone.document.query(".plain-list a")
    )
    lead.send(gone, action="/restore")
    assert rows(lead.get(address))[0][1] == "2"


def test_only_those_who_take_part_see_stars_and_only_the_team_scores(sign_in: SignIn, world: World) -> None:
    own = f"/stars/{world.lerkevik['star_round_id']}"
    assert_refused(sign_in, OUTSIDE_PROJECT, [stars(world), own], [])
    changing = [f"{stars(world)}/new", f"{own}/score", f"{own}/edit"]
    assert_refused(sign_in, OUTSIDE_TEAM, changing, [*changing, f"{own}/close", f"{own}/aims", f"{own}/delete"])
