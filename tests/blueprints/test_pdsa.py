"""A PDSA cycle from plan to act, in the browser's pages."""

import re
from datetime import timedelta

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, PdsaCycle, Person
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import CycleScale, Decision, IdeaStatus, Language
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import YEAR, Who, World

PLAN = {"plan": "Ring ti familier i én uke.", "prediction": "Fem av ti melder på barnet."}


def new_cycle(world: World) -> str:
    return f"/ideas/{world.lerkevik['idea_id']}/cycles/new"


def cycle_of_world(world: World) -> str:
    return f"/cycles/{world.lerkevik['cycle_id']}"


def planned(browser: Client, world: World, **values: str) -> str:
    """The address of a new cycle."""
    return browser.send(browser.get(new_cycle(world)), PLAN | values).location


def fill_in(browser: Client, cycle: str, stage: str, **values: str) -> Page:
    return browser.follow(browser.send(browser.get(f"{cycle}/{stage}"), values))


def test_a_cycle_goes_from_plan_to_decision(sign_in: SignIn, prepared: Prepared) -> None:
    world, browser = prepared.world, sign_in(Who.MEMBER)
    cycle = planned(browser, world)
    page = browser.get(cycle)
    assert page.heading.endswith("sirkel 2")
    assert "Skrevet før det ble prøvd." in page.text
    assert f"{cycle}/do" in page.links
    page = fill_in(browser, cycle, "do", result="Sju av ti meldte på.")
    assert "Sju av ti meldte på." in page.text
    page = fill_in(browser, cycle, "study", comparison="Flere enn vi trodde.")
    assert "Flere enn vi trodde." in page.text
    page = fill_in(browser, cycle, "act", decision=Decision.ADAPT.value, next_step="Ring dem som ikke svarte.")
    assert "Dere justerer og prøver igjen." in page.text
    assert "Beslutning: justere" in page.text
    assert new_cycle(world) in page.links
    with inside(prepared.app, world.people[Who.LEAD]):
        idea = db.session.get_one(ChangeIdea, world.lerkevik["idea_id"])
        assert idea.status is IdeaStatus.TESTING


def test_a_new_cycle_builds_on_the_one_before(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(new_cycle(world))
    assert "Bedre enn vi trodde." in page.text
    assert "Beslutningen var: innføre." in page.text
    fields = page.form().fields
    assert fields["plan"] == ["Prøv med ti. Lerkevikkanari"]
    assert fields["prediction"] == [""]
    assert fields["starts_on"] == [local_today().isoformat()]
    assert fields["owner_id"] == [str(world.people[Who.LEAD])]


def test_an_unfinished_cycle_is_pointed_out_and_does_not_stop_another(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    cycle = planned(browser, world)
    page = browser.get(new_cycle(world))
    assert "Sirkel 2 er ikke ferdig." in page.text
    assert cycle in page.links
    browser.send(page, PLAN)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"prediction": "  "}, "plan", "Fyll ut dette feltet."),
        ({"plan": ""}, "prediction", "Fyll ut dette feltet."),
        ({"starts_on": "2026-03-02", "ends_on": "2026-03-01"}, "plan", "Den siste dagen er før den første."),
        ({"starts_on": "0202-03-02"}, "plan", "Se over årstallet."),
        ({"ends_on": "snart"}, "plan", "Dette er ikke en dato."),
        ({"owner_id": "999"}, "plan", "Velg ett av alternativene."),
    ],
)
def test_what_cannot_be_planned_is_said_and_kept(
    sign_in: SignIn, world: World, values: dict[str, str], field: str, sentence: str
) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.send(browser.get(new_cycle(world)), PLAN | values, status=422)
    assert sentence in page.text
    assert page.form().fields[field] == [PLAN[field]]


def test_a_prediction_after_the_first_day_is_said_to_be_late(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    cycle = planned(browser, world, starts_on=(local_today() - timedelta(days=3)).isoformat())
    assert "Skrevet etter at dere hadde begynt å prøve." in browser.get(cycle).text


def test_a_prediction_changed_afterwards_is_said_to_be_so(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    cycle = planned(browser, world)
    fill_in(browser, cycle, "do", result="Sju av ti meldte på.")
    page = browser.get(f"{cycle}/edit")
    assert "Det dere trodde da dere begynte, er låst" in page.text
    after = browser.follow(browser.send(page, {"prediction": "Sju av ti melder på barnet."}))
    assert re.search("låst .*Fem av ti melder på barnet.*Endret etterpå Sju av ti melder på barnet", after.text)
    assert "Skrevet etter at det var prøvd" in after.text


def test_begun_it_is_being_tried_and_the_belief_is_locked(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    tomorrow = local_today() + timedelta(days=1)
    cycle = planned(browser, world, starts_on=tomorrow.isoformat())
    page = browser.get(cycle)
    assert "låst" not in page.text
    begun = browser.follow(browser.send(page, action="/begin"))
    assert "Dere prøver nå." in begun.text
    assert re.search("Hva tror vi vil skje? (låst".replace("?", r"\?").replace("(", r"\("), begun.text)
    assert not [form for form in begun.forms if form.action.endswith("/begin")]
    changed = browser.follow(browser.send(browser.get(f"{cycle}/edit"), {"prediction": "Alle."}))
    assert re.search(
        "Fem av ti melder på barnet.*Endret etterpå Alle. Skrevet etter at dere hadde begynt", changed.text
    )


def test_three_fields_start_a_cycle_and_the_rest_waits(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(new_cycle(world))
    before, waiting = page.html.split("Mer om planen")
    asked = [name for name in ("plan", "prediction", "starts_on") if f'name="{name}"' in before]
    assert asked == ["plan", "prediction", "starts_on"]
    assert 'name="ends_on"' not in before
    assert 'name="ends_on"' in waiting
    cycle = planned(browser, world)
    assert browser.get(f"{cycle}/edit").form().fields["ends_on"] == [(local_today() + timedelta(days=14)).isoformat()]


def test_the_number_believed_stands_beside_the_one_the_measure_says(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    measure_id = world.lerkevik["measure_id"]
    cycle = planned(
        browser,
        world,
        starts_on=f"{YEAR}-03-01",
        ends_on=f"{YEAR}-03-31",
        measure_id=str(measure_id),
        predicted_value="41,5",
    )
    fill_in(browser, cycle, "do", result="Sju av ti meldte på.")
    page = browser.get(f"{cycle}/study")
    suggested = page.form().fields["observed_value"][0]
    assert f"viser {suggested} %, fra mars" in page.text
    shown = browser.follow(browser.send(page, {"comparison": "Flere."})).text
    assert "41,5 %" in shown
    assert f"{suggested} %" in shown


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"predicted_value": "45", "measure_id": "0"}, "Velg indikatoren som tallet gjelder."),
        ({"predicted_value": "145", "measure_id": "{measure_id}"}, "mellom 0 og 100"),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_sight(
    sign_in: SignIn, world: World, values: dict[str, str], sentence: str
) -> None:
    browser = sign_in(Who.LEAD)
    sent = {name: text.format(**world.lerkevik.ids) for name, text in values.items()}
    page = browser.send(browser.get(new_cycle(world)), PLAN | sent, status=422)
    assert sentence in page.text
    assert '<details class="ds-details more" open>' in page.html


def test_the_decision_leads_on_to_the_next_cycle_one_step_larger(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(f"{cycle_of_world(world)}/act")
    following = browser.follow(
        browser.send(page, {"decision": Decision.ADAPT.value, "next_step": "Ring ti.", "plan_next": "1"})
    )
    fields = following.form().fields
    assert (fields["plan"], fields["scale"]) == (["Ring ti."], [CycleScale.FEW.value])
    assert fields["measure_id"] != ["0"]


def test_the_board_has_each_cycle_at_its_stage(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    address = f"/projects/{world.lerkevik['project_id']}/pdsa/board"
    assert "Avgjort (1)" in browser.get(address).text
    cycle = planned(browser, world)
    board = browser.get(address)
    assert "Planlegge (1)" in board.text
    browser.follow(browser.send(board, action="/begin"))
    assert "Utføre (1)" in browser.get(address).text
    fill_in(browser, cycle, "do", result="Sju av ti meldte på.")
    board = browser.get(address)
    assert "Studere (1)" in board.text
    assert f"{cycle}/study" in board.links
    assert sign_in(Who.READER).get(address).forms == []


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "line"),
    [
        (1, 5, "Dere begynner i morgen."),
        (0, 1, "Dere begynner i dag."),
        (-1, 1, "Dere prøver nå. Siste dag er i morgen."),
        (-5, 0, "Dere prøver nå. Siste dag er i dag."),
        (-5, -1, "Tiden er ute. Hva skjedde?"),
    ],
)
def test_the_first_line_says_where_the_cycle_stands(
    sign_in: SignIn, world: World, starts_in: int, ends_in: int, line: str
) -> None:
    browser = sign_in(Who.LEAD)
    first, last = (local_today() + timedelta(days=days) for days in (starts_in, ends_in))
    assert line in browser.get(planned(browser, world, starts_on=first.isoformat(), ends_on=last.isoformat())).text


def test_a_stage_too_early_leads_to_the_cycle(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    cycle = planned(browser, world)
    assert browser.get(f"{cycle}/study", 303).location == cycle
    assert browser.get(f"{cycle}/act", 303).location == cycle
    version = browser.get(f"{cycle}/do").form().fields["version"][0]
    refused = browser.post(f"{cycle}/study", {"comparison": "Flere enn vi trodde.", "version": version}, 422)
    assert "Steget før dette er ikke skrevet ennå." in refused.text
    assert refused.form().fields["comparison"] == ["Flere enn vi trodde."]


def test_any_stage_can_be_corrected_afterwards(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    cycle = cycle_of_world(world)
    page = browser.get(cycle)
    assert {f"{cycle}/{stage}" for stage in ("edit", "do", "study", "act")} <= set(page.links)
    page = fill_in(browser, cycle, "do", result="En av to meldte på.")
    assert "En av to meldte på." in page.text
    assert "Det virket. Dere har innført det." in page.text


def test_a_decision_must_be_made(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    cycle = planned(browser, world)
    fill_in(browser, cycle, "do", result="Sju.")
    fill_in(browser, cycle, "study", comparison="Flere.")
    page = browser.get(f"{cycle}/act")
    assert "Legg bort" in page.text
    refused = browser.send(page, {"next_step": "Prøv igjen."}, status=422)
    assert refused.form().fields["next_step"] == ["Prøv igjen."]


def test_a_later_cycle_is_what_an_earlier_one_leads_to(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    cycle = planned(browser, world)
    page = browser.get(cycle_of_world(world))
    assert "Gå til sirkel 2" in page.text
    assert "Sirkel 2: utføre" in page.text
    assert cycle in page.links


@pytest.mark.parametrize("stage", ["do", "study", "act", "edit"])
def test_a_personal_number_is_refused_and_not_shown_again(sign_in: SignIn, world: World, stage: str) -> None:
    field = {"do": "result", "study": "comparison", "act": "next_step", "edit": "prediction"}[stage]
    browser = sign_in(Who.LEAD)
    form = browser.get(f"{cycle_of_world(world)}/{stage}")
    page = browser.send(form, {field: f"Snakk med {PERSONAL_NUMBER}"}, status=422)
    assert "fødselsnummer" in page.text
    assert PERSONAL_NUMBER not in page.html


@pytest.mark.parametrize(
    ("stage", "field"), [("edit", "plan"), ("do", "result"), ("study", "comparison"), ("act", "next_step")]
)
def test_somebody_else_s_save_is_shown_beside_mine(sign_in: SignIn, world: World, stage: str, field: str) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    cycle = cycle_of_world(world)
    page = mine.get(f"{cycle}/{stage}")
    theirs.send(theirs.get(f"{cycle}/{stage}"), {field: "De skrev dette."})
    conflict = mine.send(page, {field: "Jeg skrev dette."}, status=409)
    assert "De skrev dette." in conflict.text
    assert conflict.form().fields[field] == ["Jeg skrev dette."]
    assert "Jeg skrev dette." in mine.follow(mine.send(conflict)).text


def test_two_decisions_at_once_are_shown_in_words(sign_in: SignIn, world: World) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    cycle = cycle_of_world(world)
    page = mine.get(f"{cycle}/act")
    theirs.send(theirs.get(f"{cycle}/act"), {"decision": Decision.ABANDON.value})
    conflict = mine.send(page, {"decision": Decision.ADAPT.value}, status=409)
    assert "Det du skrev Juster Lagret av Magnus Måledal Legg bort" in conflict.text


def test_the_same_form_sent_twice_makes_one_cycle(sign_in: SignIn, prepared: Prepared) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(new_cycle(prepared.world))
    assert browser.send(page, PLAN).location == browser.send(page, PLAN).location
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert db.session.query(PdsaCycle).filter_by(change_idea_id=prepared.world.lerkevik["idea_id"]).count() == 2


def test_a_deleted_cycle_is_gone(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    cycle = planned(browser, world)
    listed = browser.follow(browser.send(browser.get(cycle), action="/delete"))
    assert cycle not in listed.links
    browser.get(cycle, 404)


def test_the_reader_reads(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.READER).get(cycle_of_world(world))
    assert "Begge meldte på." in page.text
    assert page.forms == []
    assert not [link for link in page.links if link.startswith(f"{cycle_of_world(world)}/")]


def test_only_the_team_changes_cycles(sign_in: SignIn, world: World) -> None:
    cycle = cycle_of_world(world)
    forms = [new_cycle(world), *(f"{cycle}/{stage}" for stage in ("edit", "do", "study", "act"))]
    assert_refused(sign_in, OUTSIDE_TEAM, forms, [*forms, f"{cycle}/delete"])


def test_those_outside_the_project_do_not_see_its_cycles(sign_in: SignIn, world: World) -> None:
    assert_refused(sign_in, OUTSIDE_PROJECT, [cycle_of_world(world)], [])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(Language.NYNORSK, "Kva trur vi vil skje?"), (Language.ENGLISH, "What do we think will happen?")],
)
def test_the_question_in_each_language(sign_in: SignIn, prepared: Prepared, language: Language, sentence: str) -> None:
    with inside(prepared.app):
        db.session.get_one(Person, prepared.world.people[Who.LEAD]).language = language
        db.session.commit()
    browser = sign_in(Who.LEAD)
    for page in ("", "/edit", "/do", "/study"):
        assert sentence in browser.get(cycle_of_world(prepared.world) + page).text
