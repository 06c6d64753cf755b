"""Who sees a measure's numbers: the owner chooses, the history tells it, and what the others see instead."""

import re
from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import ProjectMembership
from qi_tracker.services.due import DueNumber, due_numbers
from qi_tracker.services.handing_over import give_back, hand_over_all
from qi_tracker.services.insiders import closing_of, narrow
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.services.projects import leave_project
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import ValueType
from tests.access.leaving import bytes_of
from tests.blueprints.refusals import OUTSIDE_TEAM, assert_refused
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import new_measure, world_measure
from tests.people import NAMES, Who, World


def address(world: World, ending: str = "") -> str:
    return f"/measures/{world.lerkevik['measure_id']}{ending}"


def narrowed_to(prepared: Prepared, *insiders: Who, **fields: object) -> None:
    """Let the world's measure be seen by its owner, the lead, and these."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = world_measure(prepared.world)
        for name, value in fields.items():
            setattr(measure, name, value)
        db.session.flush()
        narrow(measure, measure.version, [prepared.world.people[who] for who in insiders])
        db.session.commit()


def names_inside(prepared: Prepared) -> list[str]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        closing = closing_of(world_measure(prepared.world))
        return list(closing.names) if closing is not None else ["all"]


def test_the_owner_chooses_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.LEAD).get(address(world, "/insiders"))
    assert "Et team er ikke én krets av taushetsplikt" in page.text
    refused = {**OUTSIDE_TEAM, Who.MEMBER: 403}
    assert_refused(sign_in, refused, [address(world, "/insiders")], [address(world, "/insiders")])


def test_who_sees_the_numbers_is_chosen_told_and_undone(prepared: Prepared, sign_in: SignIn) -> None:
    browser, world = sign_in(Who.LEAD), prepared.world
    reader = str(world.people[Who.READER])
    sent = browser.send(browser.get(address(world, "/insiders")), {"seen_by": "some", "insiders": [reader]})
    page = browser.follow(sent)
    assert "Nå ser bare de du har valgt, tallene." in page.text
    assert f"Hvem ser tallene: {NAMES[Who.READER]}, {NAMES[Who.LEAD]}." in page.text
    history = sign_in(Who.MEMBER).get(f"/projects/{world.lerkevik['project_id']}/history").text
    assert f"Hvem andre som ser tallene: {NAMES[Who.READER]}" in history
    assert "Bare noen ser tallene: Nei → ble til Ja" in history
    # Narrower still, and then two steps back.
    again = browser.send(browser.get(address(world, "/insiders")), {"seen_by": "some", "insiders": []})
    page = browser.follow(again)
    assert names_inside(prepared) == [NAMES[Who.LEAD]]
    browser.send(page, action=address(world, "/insiders"))
    assert names_inside(prepared) == [NAMES[Who.READER], NAMES[Who.LEAD]]
    browser.send(browser.get(address(world, "/insiders")), {"seen_by": "all"})
    assert names_inside(prepared) == ["all"]


def signed_in(prepared: Prepared, who: Who) -> Client:
    return Client(prepared.app, prepared.world, who)


def test_one_who_is_not_of_the_project_cannot_be_chosen(sqlite_only: Prepared) -> None:
    browser = signed_in(sqlite_only, Who.LEAD)
    chosen = {"seen_by": "some", "insiders": [str(sqlite_only.world.people[Who.LEADER])]}
    browser.send(browser.get(address(sqlite_only.world, "/insiders")), chosen, status=422)


def test_who_is_not_inside_sees_what_the_numbers_say_and_not_them(sqlite_only: Prepared) -> None:
    narrowed_to(sqlite_only)
    browser, world = signed_in(sqlite_only, Who.MEMBER), sqlite_only.world
    page = browser.get(address(world))
    assert "Bare noen i prosjektet ser disse tallene." in page.text
    assert f"{NAMES[Who.LEAD]} bestemmer hvem som ser dem." in page.text
    # The same headline as leaders are given.
    project = f"/projects/{world.lerkevik['project_id']}"
    headline = page.document.query(".verdict-headline")[0].to_text().strip()
    assert headline and headline in signed_in(sqlite_only, Who.LEADER).get(project).text
    for ending in ("/explore", "/groups", "/numbers", "/due-number", "/chart", "/import", "/annotations/new"):
        browser.get(address(sqlite_only.world, ending), 403)
    assert "Tallene til én indikator er ikke med i filene" in browser.get(project).text
    assert world.lerkevik["measure_id"] not in {due.measure.id for due in _due(sqlite_only, Who.MEMBER)}


def _due(prepared: Prepared, who: Who) -> list[DueNumber]:
    with inside(prepared.app, prepared.world.people[who]) as actor:
        return list(due_numbers(actor, local_today()))


def test_one_who_is_not_inside_cannot_let_themselves_in_by_a_duty(sqlite_only: Prepared) -> None:
    narrowed_to(sqlite_only)
    browser, me = signed_in(sqlite_only, Who.MEMBER), str(sqlite_only.world.people[Who.MEMBER])
    for field in ("owner_id", "collector_id", "stand_in_id"):
        browser.send(browser.get(address(sqlite_only.world, "/edit")), {field: me}, status=422)
    part = address(sqlite_only.world, "/plan/collector")
    browser.send(browser.get(part), {"collector_id": me}, status=422)
    # The rest of the measure is still the team's.
    browser.send(browser.get(address(sqlite_only.world, "/edit")), {"definition": "Alle som er med"})
    assert names_inside(sqlite_only) == [NAMES[Who.LEAD]]


def test_the_place_follows_the_duty_that_is_handed_over(sqlite_only: Prepared) -> None:
    people = sqlite_only.world.people
    narrowed_to(sqlite_only, owner_id=people[Who.READER], collector_id=people[Who.LEAD])
    with inside(sqlite_only.app, people[Who.LEAD]):
        measure = world_measure(sqlite_only.world)
        hand_over_all(people[Who.LEAD], people[Who.MEMBER], [measure.project], with_tasks=False)
        closing = closing_of(measure)
        assert closing is not None
        assert closing.names == [NAMES[Who.READER], NAMES[Who.MEMBER]]


def test_nobody_hands_themselves_a_place(sqlite_only: Prepared) -> None:
    """Neither by undoing what never was, nor by moving what another looks after."""
    people = sqlite_only.world.people
    narrowed_to(sqlite_only, owner_id=people[Who.READER], collector_id=people[Who.READER], stand_in_id=people[Who.LEAD])
    measure_id, lead = sqlite_only.world.lerkevik["measure_id"], str(people[Who.LEAD])
    undone = {"to": lead, "undone": f"measures-{measure_id}-stand_in_id"}
    signed_in(sqlite_only, Who.MEMBER).post("/account/hand-over", undone)
    with inside(sqlite_only.app, people[Who.MEMBER]) as actor:
        measure = world_measure(sqlite_only.world)
        assert measure.stand_in_id == people[Who.LEAD]
        moved = hand_over_all(people[Who.LEAD], people[Who.MEMBER], [measure.project], with_tasks=False, by=actor)
        assert moved and measure not in [piece.thing for piece in moved]
        # The one who had it gives it, and may take it back.
        moved = hand_over_all(people[Who.LEAD], people[Who.MEMBER], [measure.project], with_tasks=False)
        give_back(people[Who.LEAD], people[Who.MEMBER], [measure.project], {piece.key for piece in moved})
        assert measure.stand_in_id == people[Who.LEAD]


def test_who_leaves_the_project_is_inside_no_more(sqlite_only: Prepared) -> None:
    narrowed_to(sqlite_only, Who.MEMBER, Who.READER)
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = world_measure(sqlite_only.world)
        of_member = db.session.query(ProjectMembership).filter_by(
            project_id=measure.project_id, person_id=sqlite_only.world.people[Who.MEMBER]
        )
        found = of_member.one()
        leave_project(found, found.version)
        assert measure.insiders == [sqlite_only.world.people[Who.READER]]


# What came without a count of people.

ASKED = "Hvert tall bygger på minst 5 personer"
WHY_HIDDEN = "Den som eier indikatoren, kan si fra om at det er mange bak hvert tall."
WHERE_TO_SAY = "Si om det er mange bak hvert tall"
# Of its own: a form's token may well have 81 in it.
LAST_NUMBER = re.compile(r"(?<![\w-])81(?![\w-])")


def without_counts(prepared: Prepared, value_type: ValueType) -> str:
    """The address of a measure whose numbers, 70 to 81, do not tell how many people they are from."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = new_measure(prepared.world, value_type=value_type)
        for month in range(1, 13):
            record_observation(measure, Reading(date(2025, month, 1), value=69.0 + month), None, date(2026, 6, 1))
        db.session.commit()
        return f"/measures/{measure.id}"


def leaders_see(prepared: Prepared, measure: str) -> bool:
    """Whether a leader is given the numbers; where not, the page tells why and offers nothing to decide."""
    browser = signed_in(prepared, Who.LEADER)
    page, file = browser.get(measure).text, bytes_of(browser.browser.get(f"{measure}/wider/numbers.csv"))
    assert WHERE_TO_SAY not in page
    is_seen = LAST_NUMBER.search(page) is not None
    is_in_file = LAST_NUMBER.search(file.decode()) is not None
    assert (is_in_file, WHY_HIDDEN in page) == (is_seen, not is_seen)
    return is_seen


@pytest.mark.parametrize("value_type", [ValueType.DAYS, ValueType.NUMBER, ValueType.PROPORTION])
def test_leaders_see_what_the_owner_says_rests_on_many(sqlite_only: Prepared, value_type: ValueType) -> None:
    measure = without_counts(sqlite_only, value_type)
    browser, world = signed_in(sqlite_only, Who.LEAD), sqlite_only.world
    assert not leaders_see(sqlite_only, measure)
    assert WHERE_TO_SAY in browser.get(f"{measure}/wider").text
    form = browser.get(f"{measure}/insiders")
    assert ASKED in form.text
    said = browser.follow(browser.send(form, {"rests_on_many": "y"}))
    assert "Ledere kan også se dem." in said.text
    assert leaders_see(sqlite_only, measure)
    assert WHERE_TO_SAY not in browser.get(f"{measure}/wider").text
    history = signed_in(sqlite_only, Who.MEMBER).get(f"/projects/{world.lerkevik['project_id']}/history").text
    assert "Mange personer bak hvert tall: Nei → ble til Ja" in history
    browser.follow(browser.send(said, action=f"{measure}/insiders"))
    assert not leaders_see(sqlite_only, measure)
    # Said again, kept by who only chooses people, and taken back.
    browser.follow(browser.send(browser.get(f"{measure}/insiders"), {"rests_on_many": "y"}))
    browser.follow(browser.send(browser.get(f"{measure}/insiders"), {"seen_by": "some"}))
    assert leaders_see(sqlite_only, measure)
    taken = browser.follow(browser.send(browser.get(f"{measure}/insiders"), {"rests_on_many": []}))
    assert "For ledere er de skjult." in taken.text
    assert not leaders_see(sqlite_only, measure)
    browser.send(taken, action=f"{measure}/insiders")
    assert leaders_see(sqlite_only, measure)


def test_only_the_owner_says_it_and_only_where_it_is_asked(sqlite_only: Prepared) -> None:
    measure = without_counts(sqlite_only, ValueType.DAYS)
    for who, status in ((Who.MEMBER, 403), (Who.READER, 403), (Who.LEADER, 403), (Who.OUTSIDER, 404)):
        signed_in(sqlite_only, who).post(f"{measure}/insiders", {"seen_by": "all", "rests_on_many": "y"}, status)
    assert not leaders_see(sqlite_only, measure)
    browser, counted = signed_in(sqlite_only, Who.LEAD), address(sqlite_only.world, "/insiders")
    page = browser.get(counted)
    assert "Hvert tall bygger på" not in page.text
    browser.post(counted, {**page.form().filled({"seen_by": "all"}), "rests_on_many": "y"})
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        assert not world_measure(sqlite_only.world).rests_on_many
