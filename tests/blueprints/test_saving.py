"""What holds for every form: sent twice it does one thing, and two who save the same thing lose nothing."""

from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation, Project, ProjectMembership
from qi_tracker.vocabulary import ProjectRole
from tests.blueprints.filled_forms import BUTTONS, TYPED, FilledForm
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who
from tests.rows import added, row_counts


def test_two_forms_alike_from_two_pages_are_two_things(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    before = row_counts(prepared)
    for _ in range(2):
        TYPED["new measure"].sent(browser, prepared)
    assert added(before, row_counts(prepared))["measures"] == 2


def test_what_was_saved_is_told_once_more_when_the_answer_was_lost(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.LEAD)
    page = browser.get(TYPED["new measure"].address(prepared))
    saved = browser.follow(browser.send(page, TYPED["new measure"].values))
    assert "Dette er gjort." not in saved.text
    again = browser.send(page, TYPED["new measure"].values)
    assert browser.follow(again).text.count("Dette er gjort.") == 1


def test_the_same_key_from_two_people_is_two_things(prepared: Prepared, sign_in: SignIn) -> None:
    lead, member = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    form = TYPED["new measure"]
    page = lead.get(form.address(prepared))
    before = row_counts(prepared)
    lead.send(page, form.values)
    key = page.form().fields["idempotency_key"]
    member.send(member.get(form.address(prepared)), {**form.values, "idempotency_key": key})
    assert added(before, row_counts(prepared))["measures"] == 2


def test_a_form_that_was_refused_can_be_mended_and_sent(prepared: Prepared, sign_in: SignIn) -> None:
    form, browser = TYPED["new measure"], sign_in(Who.LEAD)
    page = browser.get(form.address(prepared))
    refused = browser.send(page, {**form.values, "name": ""}, status=422)
    browser.send(refused, {"name": "Ventetid"})
    # And the page that was refused first, sent once more by the back button, is a new attempt.
    browser.send(page, {**form.values, "name": ""}, status=422)


def test_what_is_gone_for_another_reason_is_not_found(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    form = BUTTONS["cancel the pause"]
    page, theirs_page = mine.get(form.address(prepared)), theirs.get(form.address(prepared))
    theirs.send(theirs_page, {}, form.button(prepared))
    mine.send(page, {}, form.button(prepared), 404)


TWO_EDITORS: dict[str, tuple[FilledForm, dict[str, str], dict[str, str], type[Project | Measure]]] = {
    # what: the form, what they save, what I had typed, whose version tells.
    "project": (
        TYPED["project"],
        {"title": "Deres navn", "challenge": "Deres bilde", "status": "paused"},
        {"title": "Mitt navn", "lesson": "Det vi lærte", "nature": "preventive"},
        Project,
    ),
    "measure": (
        TYPED["measure"],
        {"name": "Deres navn", "target": "55,5", "kind": "balancing"},
        {"name": "Mitt navn", "definition": "Min definisjon", "source": "Skolen"},
        Measure,
    ),
}


@pytest.mark.parametrize("name", TWO_EDITORS)
def test_what_two_change_is_merged_and_saved_with_one_press(prepared: Prepared, sign_in: SignIn, name: str) -> None:
    """Only the name was changed by both: mine stands until I choose theirs; everything else is there, of both."""
    form, their_values, my_values, noun = TWO_EDITORS[name]
    overlap = next(iter(my_values))
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    page = mine.get(form.address(prepared))
    theirs.send(theirs.get(form.address(prepared)), their_values)
    conflict = mine.send(page, my_values, status=409)
    assert "Magnus Måledal lagret mens du skrev" in conflict.text
    kept = conflict.form().fields
    for field, value in {**their_values, **my_values}.items():
        assert kept[field] == [value]
    assert kept[f"choice-{overlap}"] == ["mine"]
    assert [name for name in kept if name.startswith("choice-")] == [f"choice-{overlap}"]
    saved = mine.send(conflict)
    assert mine.follow(saved).status == 200
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        stored = db.session.get_one(noun, prepared.world.lerkevik[f"{name}_id"])
        for field, value in {**their_values, **my_values}.items():
            assert str(getattr(stored, field)).replace(".", ",") == value
        assert isinstance(stored, (Project, Measure)) and stored.version == 3


def conflict_about_name(prepared: Prepared, sign_in: SignIn) -> tuple[Client, Page]:
    """Mine and theirs for the name of a measure, and nothing else."""
    mine, theirs, form = sign_in(Who.LEAD), sign_in(Who.MEMBER), TYPED["measure"]
    page = mine.get(form.address(prepared))
    theirs.send(theirs.get(form.address(prepared)), {"name": "Deres navn"})
    return mine, mine.send(page, {"name": "Mitt navn"}, status=409)


@pytest.mark.parametrize(
    ("choice", "typed", "stands"),
    [
        ("mine", "Mitt navn", "Mitt navn"),
        ("theirs", "Mitt navn", "Deres navn"),
        # Written in the field below, after a side was chosen: what is typed is never lost to a button.
        ("theirs", "Et tredje navn", "Et tredje navn"),
        ("mine", "Et tredje navn", "Et tredje navn"),
    ],
)
def test_choice_of_a_side_holds(prepared: Prepared, sign_in: SignIn, choice: str, typed: str, stands: str) -> None:
    mine, conflict = conflict_about_name(prepared, sign_in)
    mine.send(conflict, {"choice-name": choice, "name": typed})
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, prepared.world.lerkevik["measure_id"])
        assert measure.name == stands


def test_third_who_saves_meanwhile_is_met_too(prepared: Prepared, sign_in: SignIn) -> None:
    mine, conflict = conflict_about_name(prepared, sign_in)
    third, form = sign_in(Who.MEMBER), TYPED["measure"]
    third.send(third.get(form.address(prepared)), {"source": "Fra skolen"})
    again = mine.send(conflict, {"choice-name": "mine"}, status=409)
    assert sides(again) == ({}, {"Hvor kommer tallene fra?": "Fra skolen"}, {"Navn på indikatoren": "Mitt navn"})
    mine.send(again)


def test_own_saving_in_another_window_is_said_to_be_that(prepared: Prepared, sign_in: SignIn) -> None:
    mine, form = sign_in(Who.LEAD), TYPED["measure"]
    pages = [mine.get(form.address(prepared)) for _ in range(2)]
    mine.send(pages[0], {"name": "Først"})
    assert "Du lagret dette selv i et annet vindu" in mine.send(pages[1], {"name": "Sist"}, status=409).text


def test_form_that_cannot_tell_what_it_was_made_from_merges_nothing(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs, form = sign_in(Who.LEAD), sign_in(Who.MEMBER), TYPED["measure"]
    page = mine.get(form.address(prepared))
    theirs.send(theirs.get(form.address(prepared)), {"source": "Fra skolen"})
    conflict = mine.send(page, {"name": "Mitt navn", "seen_values": ""}, status=409)
    assert set(sides(conflict)[0]) == {"Navn på indikatoren", "Hvor kommer tallene fra?"}


def sides(page: Page) -> tuple[dict[str, tuple[str, str]], dict[str, str], dict[str, str]]:
    """The conflict panel: label → (mine, theirs) to choose between, and label → value of what was taken and kept."""

    def texts(selector: str) -> list[str]:
        return [" ".join(found.to_text().split()) for found in page.document.query(selector)]

    values = texts(".conflict-choice .conflict-value")
    choices = {legend: (values[2 * n], values[2 * n + 1]) for n, legend in enumerate(texts(".conflict-choice legend"))}
    merged: dict[str, dict[str, str]] = {"kept": {}, "taken": {}}
    for block in page.document.query(".conflict-merged"):
        [heading] = [" ".join(found.to_text().split()) for found in block.query("h3")]
        labels, found = ([" ".join(each.to_text().split()) for each in block.query(tag)] for tag in ("dt", "dd"))
        merged["kept" if "deg" in heading else "taken"] |= dict(zip(labels, found, strict=True))
    return choices, merged["taken"], merged["kept"]


def test_panel_tells_in_words_what_each_has_changed(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    form = TYPED["measure"]
    page = mine.get(form.address(prepared))
    member = str(prepared.world.people[Who.MEMBER])
    changed = {"target": "55,25", "kind": "balancing", "is_stock": "y", "collector_id": member, "dimensions": ["fair"]}
    theirs.send(theirs.get(form.address(prepared)), changed)
    conflict = mine.send(page, {"target": "60", "stand_in_id": member}, status=409)
    assert sides(conflict) == (
        {"Målverdi": ("60", "55,25")},
        {
            "Type indikator": "Balanserende indikator",
            "Mange av de samme telles hver gang": "Ja",
            "Hvem legger inn tallene": "Magnus Måledal",
            "Kvalitetsdimensjoner": "Tilgjengelige og rettferdig fordelt",
        },
        {"Stedfortreder": "Magnus Måledal"},
    )


@pytest.mark.parametrize("name", list(TWO_EDITORS))
def test_what_was_written_about_a_thing_that_is_deleted_meanwhile_can_be_copied(
    prepared: Prepared, sign_in: SignIn, name: str
) -> None:
    form, _, my_values, _ = TWO_EDITORS[name]
    mine, theirs = sign_in(Who.MEMBER), sign_in(Who.LEAD)
    page = mine.get(form.address(prepared))
    BUTTONS[f"delete the {name}"].sent(theirs, prepared)
    gone = mine.send(page, my_values, status=404)
    for value in my_values.values():
        assert value in gone.text or value == "preventive"


def test_what_was_written_by_one_whose_role_has_ended_can_be_copied(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.READER), sign_in(Who.LEAD)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        membership = db.session.query(ProjectMembership).filter_by(person_id=prepared.world.people[Who.READER]).one()
        membership.role = ProjectRole.MEMBER
        db.session.commit()
        membership_id = membership.id
    page = mine.get(TYPED["measure"].address(prepared))
    people = theirs.get(f"/projects/{prepared.world.lerkevik['project_id']}/people")
    theirs.send(people, action=f"/project-memberships/{membership_id}/delete")
    refused = mine.send(page, {"definition": "Lenge tenkt på"}, status=403)
    assert "Lenge tenkt på" in refused.text


def number_form(prepared: Prepared) -> str:
    return f"/measures/{prepared.world.lerkevik['measure_id']}/due-number"


def enter(browser: Client, page: Page, status: int = 303, **values: str) -> Page:
    return browser.send(page, {"period": "2026-01-01", **values}, status=status)


def test_two_who_enter_the_same_number_see_both(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    pages = [browser.get(number_form(prepared)) for browser in (mine, theirs)]
    enter(theirs, pages[1], numerator="70", denominator="160", comment="Deres")
    conflict = enter(mine, pages[0], 409, numerator="71", denominator="160")
    assert sides(conflict) == ({"Teller": ("71", "70")}, {"Kommentar": "Deres"}, {})
    assert conflict.form().fields["numerator"] == ["71"]
    mine.send(conflict)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        [found] = db.session.query(Observation).filter(
            Observation.measure_id == prepared.world.lerkevik["measure_id"], Observation.period >= date(2026, 1, 1)
        )
        assert (found.numerator, found.comment, found.version) == (71, "Deres", 2)


def test_a_number_deleted_meanwhile_can_be_saved_again(prepared: Prepared, sign_in: SignIn) -> None:
    mine, theirs = sign_in(Who.LEAD), sign_in(Who.MEMBER)
    enter(mine, mine.get(number_form(prepared)), numerator="70", denominator="160")
    address = f"/measures/{prepared.world.lerkevik['measure_id']}/numbers"
    page = mine.get(address)
    grid = theirs.get(address).form()
    place = grid.fields["period"].index("2026-01-01")
    for name in ("numerator", "denominator"):
        grid.fields[name][place] = ""
    theirs.post(grid.action, grid.fields)
    fields = page.form().fields
    fields["numerator"][place] = "71"
    gone = mine.post(address, fields, 409)
    assert "Noen andre slettet dette tallet imens." in gone.text
    mine.send(gone)
    assert "71" in mine.get(address).form().fields["numerator"]
