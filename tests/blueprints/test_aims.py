"""The page that makes an aim clear."""

from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Aim, Measure, Person
from qi_tracker.vocabulary import Dimension, Language
from tests.blueprints.refusals import OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

WHOLE = {"from_value": "30", "to_value": "60,5", "by": "2027-06-30"}


def address(world: World) -> str:
    return f"/aims/{world.lerkevik['aim_id']}/edit"


def aim_in(prepared: Prepared) -> Aim:
    return db.session.get_one(Aim, prepared.world.lerkevik["aim_id"])


def test_the_team_makes_the_aim_clear(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.MEMBER)
    page = browser.get(address(world))
    assert "Det står ikke hvor dere er nå." in page.text
    saved = browser.send(page, WHOLE | {"dimensions": [Dimension.FAIR.value]})
    assert "Fra 30 % til 60,5 % innen 30. juni 2027" in browser.follow(saved).text
    with inside(prepared.app, world.people[Who.LEAD]):
        aim = aim_in(prepared)
        assert (aim.from_value, aim.to_value, aim.by) == (30.0, 60.5, date(2027, 6, 30))
        assert aim.dimensions == [Dimension.FAIR.value]
        assert db.session.get_one(Measure, world.lerkevik["measure_id"]).target == 60.5


def test_a_clear_aim_is_praised(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(address(world)), WHOLE)
    page = browser.get(address(world))
    assert "Målet er tydelig" in page.text
    assert "Det står ikke" not in page.text
    assert "Fra 30 % til 60,5 % innen 30. juni 2027" in page.text


def test_the_page_tells_the_target_that_will_be_replaced(sign_in: SignIn, world: World) -> None:
    assert "Indikatoren har nå målverdien 40 %." in sign_in(Who.LEAD).get(address(world)).text


def test_an_aim_can_be_saved_with_what_is_known(sign_in: SignIn, prepared: Prepared) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(address(prepared.world)), {"statement": "Alle barn blir med.", "to_value": "60"})
    page = browser.get(address(prepared.world))
    assert "Til 60 %" in page.text
    assert "Det står ikke innen når. Velg en dag" in page.text


def test_a_goal_on_the_wrong_side_is_said_and_saved(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(address(world)), WHOLE | {"from_value": "70"})
    assert "Målverdien er ikke bedre enn der dere begynner." in browser.get(address(world)).text


def test_an_aim_without_measure_has_its_own_unit(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    values = {"measure_id": "0", "unit": "barn", "from_value": "12", "to_value": "20", "by": "2027-06-30"}
    browser.send(browser.get(address(world)), values)
    page = browser.get(address(world))
    assert "Fra 12 barn til 20 barn innen 30. juni 2027" in page.text
    assert "Ingen indikator viser om dere kommer dit." in page.text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"statement": "  "}, "Fyll ut dette feltet."),
        ({"to_value": "mange"}, "tall"),
        ({"to_value": "160"}, "En andel er mellom 0 og 100 prosent."),
        ({"from_value": "-1"}, "En andel er mellom 0 og 100 prosent."),
        ({"by": "0202-06-30"}, "Se over årstallet."),
        ({"measure_id": "999"}, "Velg ett av alternativene."),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept(
    sign_in: SignIn, world: World, values: dict[str, str], sentence: str
) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(address(world)), {"statement": "Alle blir med."} | values, status=422)
    assert sentence in page.text
    if "statement" not in values:
        assert page.form().fields["statement"] == ["Alle blir med."]


def test_another_organisations_measure_cannot_be_chosen(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    stranger = {"measure_id": str(world.storfjell["measure_id"])}
    browser.send(browser.get(address(world)), stranger, status=422)


def test_a_personal_number_is_refused_and_not_shown_again(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(address(world)), {"statement": f"Hjelp {PERSONAL_NUMBER}"}, status=422)
    assert "fødselsnummer" in page.text
    assert PERSONAL_NUMBER not in page.html


def test_somebody_else_s_save_is_shown_beside_mine(sign_in: SignIn, world: World) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(address(world))
    theirs.send(theirs.get(address(world)), {"statement": "De skrev dette."})
    conflict = mine.send(page, {"statement": "Jeg skrev dette."}, status=409)
    assert "De skrev dette." in conflict.text
    assert conflict.form().fields["statement"] == ["Jeg skrev dette."]
    mine.send(conflict)
    assert mine.get(address(world)).form().fields["statement"] == ["Jeg skrev dette."]


def test_the_same_form_sent_twice_saves_once(sign_in: SignIn, prepared: Prepared) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(address(prepared.world))
    first, second = browser.send(page, WHOLE), browser.send(page, WHOLE)
    assert second.location == first.location
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert aim_in(prepared).version == int(page.form().fields["version"][0]) + 1


def test_only_the_team_changes_an_aim(sign_in: SignIn, world: World) -> None:
    assert_refused(sign_in, OUTSIDE_TEAM, [address(world)], [address(world)])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.NYNORSK, "Frå 30 % til 60,5 % innan 30. juni 2027"),
        (Language.ENGLISH, "From 30% to 60.5% by 30 June 2027"),
    ],
)
def test_the_sentence_in_each_language(sign_in: SignIn, prepared: Prepared, language: Language, sentence: str) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(address(prepared.world)), WHOLE)
    with inside(prepared.app):
        db.session.get_one(Person, prepared.world.people[Who.LEAD]).language = language
        db.session.commit()
    assert sentence in browser.get(address(prepared.world)).text


PARTS = {"what": "andelen barn med en aktivitet", "for_whom": "familier i kontakt med Nav", "statement": ""}
MADE = "skal andelen barn med en aktivitet for familier i kontakt med Nav øke fra 30 % til 60,5 %."


def shown(world: World) -> str:
    return f"/aims/{world.lerkevik['aim_id']}"


def test_the_sentence_is_made_from_its_parts_and_shown_before_it_is_saved(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(address(world))
    made = browser.send(page, WHOLE | PARTS | {"make": "1"}, status=200)
    (sentence,) = made.form().fields["statement"]
    assert MADE in sentence.replace("\u00a0", " ")
    assert "Flere barn har en aktivitet" in browser.get(shown(world)).text
    browser.send(made)
    assert MADE in browser.get(shown(world)).text


def test_a_sentence_nobody_has_touched_follows_its_parts(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(address(world)), WHOLE | PARTS)
    browser.send(browser.get(address(world)), {"to_value": "70"})
    assert "øke fra 30 % til 70 %." in browser.get(shown(world)).text


def test_a_sentence_written_by_hand_stays_and_is_compared(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    browser.send(browser.get(address(world)), WHOLE | PARTS | {"statement": "Fra 30 % til 50 % blir med."})
    page = browser.get(shown(world))
    assert "Fra 30 % til 50 % blir med." in page.text
    assert "Setningen har en annen målverdi enn feltene." in page.text


def test_the_page_says_where_the_aim_stands_and_how_it_was_changed(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    assert "Målet er ikke endret siden det ble laget." in browser.get(shown(world)).text
    browser.send(browser.get(address(world)), WHOLE)
    page = browser.get(shown(world))
    assert "Siste tall" in page.text
    assert "Til: fra ingenting til 60,5 %" in page.text


def test_a_reader_sees_the_aim_and_changes_nothing(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.READER).get(shown(world))
    assert "Slik står det i dag" in page.text
    assert "Nytt delmål" not in page.text


def test_a_sub_aim_is_made_shown_and_taken_back(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    page = browser.get(f"{shown(world)}/parts/new")
    saved = browser.follow(browser.send(page, {"statement": "Halvparten innen jul.", "by": "2026-12-24"}))
    assert "Halvparten innen jul." in saved.text
    assert "Halvparten innen jul." in browser.get(f"/projects/{world.lerkevik['project_id']}").text
    with inside(prepared.app, world.people[Who.LEAD]):
        part = db.session.query(Aim).filter_by(parent_id=world.lerkevik["aim_id"]).one()
        number = part.id
    own = browser.get(f"/aims/{number}")
    assert "Nytt delmål" not in own.text
    refused = browser.get(address(world))
    assert "Målet har delmål. Slett dem først." in browser.follow(browser.send(refused, {}, "/delete")).text
    undone = browser.follow(browser.send(browser.get(f"/aims/{number}/edit"), {}, f"/aims/{number}/delete"))
    assert "Målet er slettet." in undone.text
    browser.send(undone, {}, "/bin/restore")
    assert "Halvparten innen jul." in browser.get(shown(world)).text


def test_the_only_aim_is_not_deleted(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    refused = browser.follow(browser.send(browser.get(address(world)), {}, "/delete"))
    assert "Dette er det eneste målet i prosjektet." in refused.text


def test_outsiders_see_no_aim_page(sign_in: SignIn, world: World) -> None:
    assert_refused(sign_in, OUTSIDE_TEAM, [f"{shown(world)}/parts/new"], [f"{shown(world)}/parts/new"])
    sign_in(Who.LEADER).get(shown(world), status=403)
    sign_in(Who.OUTSIDER).get(shown(world), status=404)
