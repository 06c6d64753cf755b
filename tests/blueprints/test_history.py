"""History pages: in plain words, for those who may see what they hold, and erasable."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from qi_tracker.extensions import db
from qi_tracker.models import Aim, AuditEvent, AuditValue, Measure, Membership, Person
from qi_tracker.services import history_reading
from qi_tracker.services.aims import AimDetails, edit_aim
from qi_tracker.services.imports import ImportRows, apply_import, undo_import
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.services.organizations import change_role
from qi_tracker.services.places import KINDS, key_of
from qi_tracker.services.saving import apply_changes, put_in_bin
from qi_tracker.vocabulary import Frequency, Language, OrganizationRole
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

TODAY = date(2026, 11, 20)


@pytest.fixture
def prepared(_on_sqlite: Prepared) -> Prepared:
    """Words and rights are the same on both databases; one test asks PostgreSQL too."""
    _on_sqlite.restore()
    return _on_sqlite


def project_page(world: World, rest: str = "") -> str:
    return f"/projects/{world.lerkevik['project_id']}/history{rest}"


def change_measure(app: Flask, world: World, **changes: object) -> str:
    """Change Lerkevik's measure as its lead; the key of the measure."""
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        apply_changes(measure, measure.version, changes)
        db.session.commit()
        return key_of(measure)


def test_a_change_is_told_in_plain_words(app: Flask, world: World, sign_in: SignIn) -> None:
    key = change_measure(app, world, target=60.5, frequency=Frequency.WEEK, collector_id=world.people[Who.MEMBER])
    page = sign_in(Who.LEAD).get(project_page(world, f"?about={key}"))
    assert "Pernille Prøvevik" in page.text
    assert f"Endret indikatoren «Barn med aktivitet {world.lerkevik.canary}»" in page.text
    assert "Målverdi: 40 % → ble til 60,5 %" in page.text.replace("\u00a0", " ")
    assert "Hvor ofte: Hver måned → ble til Hver uke" in page.text
    assert "Legger inn tallene: Pernille Prøvevik → ble til Magnus Måledal" in page.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.BOKMAL, "Målverdi: 40 % → ble til 60,5 %"),
        (Language.NYNORSK, "Målverdi: 40 % → vart til 60,5 %"),
        (Language.ENGLISH, "Target: 40% → became 60.5%"),
    ],
)
def test_numbers_and_words_follow_the_reader(
    app: Flask, world: World, sign_in: SignIn, language: Language, said: str
) -> None:
    change_measure(app, world, target=60.5)
    with inside(app, world.people[Who.LEAD]):
        db.session.get_one(Person, world.people[Who.LEAD]).language = language
        db.session.commit()
    text = sign_in(Who.LEAD).get(project_page(world)).text.replace("\u00a0", " ")
    assert said in text.replace("60.5 %", "60.5%").replace("40 %", "40%" if language is Language.ENGLISH else "40 %")


def test_dates_periods_and_choices_are_told_as_people_say_them(app: Flask, world: World, sign_in: SignIn) -> None:
    with inside(app, world.people[Who.LEAD]):
        aim = db.session.get_one(Aim, world.lerkevik["aim_id"])
        edit_aim(
            aim,
            aim.version,
            AimDetails("Flere barn", world.lerkevik["measure_id"], 30, 60, date(2027, 6, 30), "", ["fair"]),
        )
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        number = record_observation(measure, Reading(date(2026, 10, 1), 70, 160, None, "Ferie"), None, TODAY)
        assert number is not None
        number_key = key_of(number)
        db.session.commit()
    client = sign_in(Who.READER)
    text = client.get(project_page(world)).text + client.get(project_page(world, f"?about={number_key}")).text
    text = text.replace("\u00a0", " ")
    assert "Innen: 30. juni 2027" in text
    assert "Til: 60 %" in text
    assert "La til tallet for oktober 2026 i «Barn med aktivitet" in text
    assert "Teller: 70" in text
    assert "Kvalitetsdimensjoner: " in text


def test_many_numbers_are_told_as_one_line_and_imports_as_imports(app: Flask, world: World, sign_in: SignIn) -> None:
    with inside(app, world.people[Who.LEAD]) as lead:
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        for month in range(1, 6):
            record_observation(measure, Reading(date(2026, month, 1), 70, 160), None, TODAY)
        db.session.commit()
        other = db.session.get_one(Measure, measure.id + 1)
        rows = ImportRows([Reading(date(2026, month, 1), 60, 160) for month in range(1, 4)], Frequency.MONTH)
        done = apply_import(lead, other, rows, TODAY)
        db.session.commit()
        undo_import(done, done.version)
        db.session.commit()
    text = sign_in(Who.LEAD).get(project_page(world)).text
    # Those of the test's beginning are of the same minute.
    assert "tall i «Barn med aktivitet" in text
    assert "Leste en tabell inn i «Familier som får ringt" in text
    assert ": 3 nye og 0 endrede tall" in text
    assert "Angret importen: 3 tall i «Familier som får ringt" in text


def test_what_lies_in_the_bin_keeps_its_history(app: Flask, world: World, sign_in: SignIn) -> None:
    key = change_measure(app, world, target=60.5)
    with inside(app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        put_in_bin(measure, measure.version)
        db.session.commit()
    text = sign_in(Who.LEAD).get(project_page(world, f"?about={key}")).text
    assert "Slettet indikatoren «Barn med aktivitet" in text
    assert "Nå ligger det i papirkurven." in text
    assert "60,5" in text


def test_the_same_is_told_on_postgresql(_on_postgresql: Prepared) -> None:
    _on_postgresql.restore()
    app, world = _on_postgresql.app, _on_postgresql.world
    key = change_measure(app, world, target=60.5)
    client = Client(app, world, Who.LEAD)
    for rest in ("", f"?about={key}", f"?person={world.people[Who.LEAD]}"):
        assert "Målverdi: 40" in client.get(project_page(world, rest)).text
    administrator = Client(app, world, Who.ADMINISTRATOR)
    assert "La til" in administrator.get(f"/organizations/{world.lerkevik['organization_id']}/history").text


def test_one_thing_is_told_without_the_others(app: Flask, world: World, sign_in: SignIn) -> None:
    for noun, name in (("measures", "measure_id"), ("pdsa_cycles", "cycle_id"), ("change_ideas", "idea_id")):
        text = sign_in(Who.LEAD).get(project_page(world, f"?about={noun}-{world.lerkevik[name]}")).text
        assert "Flere barn har en aktivitet" not in text
        assert "La til " in text


def test_long_texts_are_folded_and_whole(app: Flask, world: World, sign_in: SignIn) -> None:
    long = "Ring til familiene. " * 30
    with inside(app, world.people[Who.LEAD]):
        cycle = db.session.get_one(KINDS["pdsa_cycles"], world.lerkevik["cycle_id"])
        cycle.plan = long.strip()  # type: ignore[attr-defined]  # a cycle
        db.session.commit()
    page = sign_in(Who.LEAD).get(project_page(world, f"?about=pdsa_cycles-{world.lerkevik['cycle_id']}"))
    assert "<summary>Plan</summary>" in page.html
    assert long.strip() in page.text


def test_a_history_comes_in_parts_that_leave_nothing_out(
    app: Flask, world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_reading, "AT_ONCE", 7)
    with inside(app, world.people[Who.LEAD]):
        condition = AuditEvent.noun == "measures"
        wanted = db.session.scalar(select(func.count(AuditEvent.id)).where(condition))
        seen: list[int] = []
        before = None
        while True:
            stretch = history_reading.stretch_of(1, AuditEvent.organization_id == 1, before=before)
            seen += [event.id for group in stretch.groups for event in reversed(group.events)]
            if stretch.older is None:
                break
            before = stretch.older
        assert seen == sorted(set(seen), reverse=True)
        assert len(seen) == db.session.scalar(
            select(func.count(AuditEvent.id)).where(AuditEvent.organization_id == world.lerkevik["organization_id"])
        )
        assert wanted
    client = sign_in(Who.LEAD)
    page = client.get(project_page(world))
    older = next(link for link in page.links if "before=" in link)
    assert "Tilbake til det nyeste" in client.get(older).text


def test_what_one_person_did_can_be_picked_out(app: Flask, world: World, sign_in: SignIn) -> None:
    change_measure(app, world, target=60.5)
    with inside(app, world.people[Who.MEMBER]):
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        apply_changes(measure, measure.version, {"name": "Annet navn"})
        db.session.commit()
    client = sign_in(Who.LEAD)
    page = client.get(project_page(world, f"?person={world.people[Who.MEMBER]}"))
    assert "Annet navn" in page.text
    assert "60,5" not in page.text


@pytest.mark.parametrize("odd", ["?person=x", "?before=-1", "?person=99999999999999", "?before=²", "?person=&before="])
def test_odd_addresses_are_read_as_if_nothing_was_asked(sqlite_only: Prepared, sign_in: SignIn, odd: str) -> None:
    world = sqlite_only.world
    assert sign_in(Who.LEAD).get(project_page(world, odd)).heading == "Historikk"


# Who may.


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (Who.LEAD, 200),
        (Who.MEMBER, 200),
        (Who.READER, 200),
        (Who.LEADER, 403),
        (Who.ADMINISTRATOR, 403),
        (Who.PLAIN_MEMBER, 403),
        (Who.OUTSIDER, 404),
        (Who.OPERATOR, 404),
    ],
)
def test_those_who_see_the_numbers_see_their_history(world: World, sign_in: SignIn, who: Who, status: int) -> None:
    sign_in(who).get(project_page(world), status)
    sign_in(who).get(f"/projects/{world.lerkevik['project_id']}/bin", status)


def test_things_of_other_projects_have_no_history_here(world: World, sign_in: SignIn) -> None:
    client = sign_in(Who.LEAD)
    for key in (f"measures-{world.storfjell['measure_id']}", "measures-999", "memberships-1", "people-1", "x"):
        client.get(project_page(world, f"?about={key}"), 404)


def test_administrators_see_who_was_let_in(app: Flask, world: World, sign_in: SignIn) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]):
        found = select(Membership).where(Membership.person_id == world.people[Who.READER])
        member = db.session.scalars(found).one()
        change_role(member, member.version, OrganizationRole.LEADER)
        db.session.commit()
    address = f"/organizations/{world.lerkevik['organization_id']}/history"
    text = sign_in(Who.ADMINISTRATOR).get(address).text
    assert "Astrid Avkrok" in text
    assert "Endret rollen til Lone Lesnes i organisasjonen" in text
    assert "Rolle: Medlem → ble til Leder" in text
    # What is in the projects is not told here.
    assert "Barn med aktivitet" not in text
    sign_in(Who.LEADER).get(address, 403)
    sign_in(Who.OUTSIDER).get(address, 404)


# Erasing.


def written_by_mistake(app: Flask, world: World) -> int:
    """The id of a value that holds what should never have been written; it is changed where it stood."""
    change_measure(app, world, definition="Kari fra skolen")
    change_measure(app, world, definition="Barn i femte klasse")
    with inside(app, world.people[Who.LEAD]):
        return db.session.scalars(
            select(AuditValue.id).where(AuditValue.field == "definition").order_by(AuditValue.id.desc()).limit(1)
        ).one()


def test_the_lead_erases_a_text_with_a_reason(app: Flask, world: World, sign_in: SignIn) -> None:
    value_id = written_by_mistake(app, world)
    client = sign_in(Who.LEAD)
    assert "Kari fra skolen" in client.get(project_page(world)).text
    erasing = client.get(project_page(world, "?erase=1"))
    (link,) = [link for link in erasing.links if link.endswith(f"value={value_id}")]
    page = client.get(link)
    assert "Den samme teksten står i 2 endringer" in page.text
    # The new text is what the measure says now.
    assert "Teksten står der fortsatt" in page.text
    refused = client.post(link, {**page.form().fields, "reason": ""}, 422)
    assert "Feil" in refused.text
    answer = client.post(link, {**page.form().fields, "reason": "Navn på et barn"})
    text = client.follow(answer).text
    assert "Kari fra skolen" not in text
    assert "Operasjonell definisjon: visket ut" in text
    assert "Visket ut tekst i historikken til indikatoren" in text
    assert "Grunn: Navn på et barn" in text
    assert "Denne teksten er visket ut allerede." in client.get(link).text


@pytest.mark.parametrize(
    ("who", "status"),
    [(Who.MEMBER, 403), (Who.READER, 403), (Who.ADMINISTRATOR, 403), (Who.LEADER, 403), (Who.OUTSIDER, 404)],
)
def test_others_erase_nothing(app: Flask, world: World, sign_in: SignIn, who: Who, status: int) -> None:
    value_id = written_by_mistake(app, world)
    client = sign_in(who)
    address = project_page(world, f"/redact?value={value_id}")
    client.get(address, status)
    client.post(address, {"reason": "Nei"}, status)
    # By the way of an organisation that one administers.
    for organization in (world.lerkevik["organization_id"], world.storfjell["organization_id"]):
        other = f"/organizations/{organization}/history/redact?value={value_id}"
        answer = client.browser.get(other)
        assert answer.status_code in (403, 404)
    if who in (Who.MEMBER, Who.READER):
        assert "Visk ut" not in client.get(project_page(world, "?erase=1")).text


def test_only_texts_of_this_place_can_be_erased(app: Flask, world: World, sign_in: SignIn) -> None:
    change_measure(app, world, target=60.5)
    with inside(app, world.people[Who.LEAD]):
        number = db.session.scalars(select(AuditValue.id).where(AuditValue.field == "numerator").limit(1)).one()
    client = sign_in(Who.LEAD)
    for value in (number, 999_999, "x", "²"):
        client.get(project_page(world, f"/redact?value={value}"), 404)
    assert client.get(project_page(world, "/redact"), 303).location.endswith("/history")


def test_a_reader_of_the_history_sees_the_link_to_it(world: World, sign_in: SignIn) -> None:
    for who in (Who.LEAD, Who.READER):
        client = sign_in(who)
        for address in ("/projects/{project_id}", "/measures/{measure_id}", "/cycles/{cycle_id}"):
            page = client.get(address.format_map(world.lerkevik.ids))
            (link,) = [link for link in page.links if link.split("?")[0].endswith("/history")]
            assert client.get(link).heading == "Historikk"
