"""The page on privacy: who reads which part of it, what it says, and what is decided on it."""

from datetime import timedelta
from pkgutil import iter_modules

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from qi_tracker import integrations, mails
from qi_tracker.access import rules
from qi_tracker.access.overview import who_sees_what
from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.downloads import DOWNLOADS
from qi_tracker.errors import Forbidden, InvalidInput
from qi_tracker.extensions import db
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.leaving import FILES, MAILS, OUTGOING
from qi_tracker.i18n.translate import words_for
from qi_tracker.models import Base, Measure, Membership, Organization, Project
from qi_tracker.models.base import utc_now
from qi_tracker.privacy.register import columns_of
from qi_tracker.services import privacy
from qi_tracker.services.dates import local_day
from qi_tracker.services.privacy import decide_threshold, measured_in
from qi_tracker.services.retention import months_before
from qi_tracker.vocabulary import DataSubject, Keeping, Language, OrganizationRole, ProjectStatus, Sight
from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import world_measure
from tests.people import Who, World
from tests.rules.source_tree import ROOT

PAGES = ("", "/protocol", "/assessment", "/protocol.md", "/assessment.md", "/threshold", "/retention")


def address(world: World, end: str = "") -> str:
    return f"/organizations/{world.lerkevik['organization_id']}/privacy{end}"


def officer(prepared: Prepared) -> Client:
    """One of the municipality whose role is to look after privacy."""
    with inside(prepared.app, prepared.world.people[Who.PLAIN_MEMBER]):
        membership = db.session.scalars(
            select(Membership).where(Membership.person_id == prepared.world.people[Who.PLAIN_MEMBER])
        ).one()
        membership.role = OrganizationRole.PRIVACY_OFFICER
        db.session.commit()
    return Client(prepared.app, prepared.world, Who.PLAIN_MEMBER)


def organization_of(world: World) -> Organization:
    return db.session.get_one(Organization, world.lerkevik["organization_id"])


def test_those_who_look_after_privacy_see_all_of_it_and_no_numbers(prepared: Prepared) -> None:
    browser = officer(prepared)
    for end in PAGES:
        assert browser.get(address(prepared.world, end)).status == 200
    page = browser.get(address(prepared.world))
    assert "Barn med aktivitet" in page.text and "Barn 6–15 år i familier med lavinntekt." in page.text
    browser.get(f"/measures/{prepared.world.lerkevik['measure_id']}", status=403)
    outline = browser.get(f"/projects/{prepared.world.lerkevik['project_id']}")
    assert "Flere barn har en aktivitet" in outline.text and "blitt bedre" not in outline.text


@pytest.mark.parametrize("who", [Who.LEAD, Who.LEADER])
def test_others_read_what_is_kept_about_themselves(sqlite_only: Prepared, who: Who) -> None:
    world, browser = sqlite_only.world, Client(sqlite_only.app, sqlite_only.world, who)
    for end in PAGES:
        browser.get(address(world, end), status=403)
    assert "Passordet ditt" in browser.get(address(world, "/you")).text
    shown = browser.get(f"/organizations/{world.lerkevik['organization_id']}")
    assert address(world, "/you") in shown.links and address(world) not in shown.links


def test_outsiders_are_told_nothing(sign_in: SignIn, world: World) -> None:
    for end in (*PAGES, "/you"):
        sign_in(Who.OUTSIDER).get(address(world, end), status=404)


def test_a_narrowed_measure_is_told_with_how_many_are_inside(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        before = {each.measure.id: each.n_inside for each in measured_in(organization_of(world))}
        measure.is_narrowed, measure.insiders = True, []
        db.session.flush()
        after = {each.measure.id: each.n_inside for each in measured_in(organization_of(world))}
        assert (before[measure.id], after[measure.id]) == (3, 1)


def test_the_limit_is_changed_with_a_reason_that_stands_in_the_history(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.ADMINISTRATOR)
    page = browser.get(address(world, "/threshold"))
    refused = browser.send(page, {"smallest_shown": "4"}, status=422)
    assert "Skriv hvorfor" in refused.text
    browser.send(refused, {"smallest_shown": "4", "reason": "Store grupper"})
    assert "1–3 personer" in browser.get(address(world)).text
    told = browser.get(f"/organizations/{world.lerkevik['organization_id']}/history").text
    assert "Store grupper" in told and "Minste antall som vises" in told


def test_a_limit_below_three_is_refused_by_form_service_and_database(prepared: Prepared) -> None:
    world = prepared.world
    browser = Client(prepared.app, world, Who.ADMINISTRATOR)
    page = browser.get(address(world, "/threshold"))
    assert "minst 3" in browser.send(page, {"smallest_shown": "2", "reason": "Nei"}, status=422).text
    with inside(prepared.app, world.people[Who.ADMINISTRATOR]) as actor:
        organization = organization_of(world)
        for wrong in (2, 0, -5, 101, None):
            with pytest.raises(InvalidInput):
                decide_threshold(actor, organization, organization.version, wrong, "Nei")
        organization.smallest_shown = 2
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_a_limit_that_nobody_guards_is_seen(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted defect: the database still refuses it."""
    monkeypatch.setattr(privacy, "LEAST_SMALLEST_SHOWN", 0)
    with inside(prepared.app, prepared.world.people[Who.ADMINISTRATOR]) as actor:
        organization = organization_of(prepared.world)
        with pytest.raises(IntegrityError):
            decide_threshold(actor, organization, organization.version, 1, "Nei")


def test_no_personal_number_comes_in_with_a_reason(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.ADMINISTRATOR]) as actor:
        organization = organization_of(sqlite_only.world)
        with pytest.raises(InvalidInput):
            decide_threshold(actor, organization, organization.version, 4, "01813250035")


def test_only_those_who_look_after_privacy_change_the_limit(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]) as actor, pytest.raises(Forbidden):
        organization = organization_of(sqlite_only.world)
        decide_threshold(actor, organization, organization.version, 6, "")


@pytest.mark.parametrize(("limit", "stands"), [(4, True), (6, False)])
def test_that_so_many_are_behind_a_number_is_said_anew_of_more(sqlite_only: Prepared, limit: int, stands: bool) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        world_measure(world).rests_on_many = True
        db.session.commit()
    with inside(sqlite_only.app, world.people[Who.ADMINISTRATOR]) as actor:
        organization = organization_of(world)
        decide_threshold(actor, organization, organization.version, limit, "Fordi")
        assert world_measure(world).rests_on_many is stands


def test_how_long_data_are_kept_is_decided_and_shown(sqlite_only: Prepared) -> None:
    browser = officer(sqlite_only)
    page = browser.get(address(sqlite_only.world, "/retention"))
    assert "1 til 600" in browser.send(page, {"bin": "0"}, status=422).text
    browser.send(page, {"bin": "24", "history": "30", "privacy_contact": "Personvernombudet"})
    shown = browser.get(address(sqlite_only.world)).text
    assert "2 år" in shown and "30 måneder" in shown and "Personvernombudet" in shown
    kept = browser.get(address(sqlite_only.world, "/retention")).form()
    assert kept.fields["bin"] == ["24"] and kept.fields["finished_projects"] == [""]


def test_the_lead_is_told_on_the_projects_page_what_will_be_erased(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    today = local_day(utc_now())
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        project.status = ProjectStatus.COMPLETED
        soon = {"months": 1, "from": (today + timedelta(days=20)).isoformat()}
        organization_of(world).retention = {"finished_projects": soon}
        db.session.commit()
    told = Client(sqlite_only.app, world, Who.LEAD).get(f"/projects/{world.lerkevik['project_id']}").text
    is_near = months_before(today, -1) <= today + timedelta(days=31)
    assert ("Hele prosjektet slettes for godt" in told) == is_near
    member = Client(sqlite_only.app, world, Who.MEMBER).get(f"/projects/{world.lerkevik['project_id']}").text
    assert "slettes for godt" not in member


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["protocol", "assessment"])
def test_the_texts_are_written_from_the_installation_in_each_language(
    sqlite_only: Prepared, language: Language, name: str
) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.ADMINISTRATOR)
    page = browser.get(address(sqlite_only.world, f"/{name}?language={language}"))
    file = browser.browser.get(address(sqlite_only.world, f"/{name}.md?language={language}"))
    text = file.get_data(as_text=True)
    assert f'lang="{language}"' in page.html and file.mimetype == "text/markdown"
    assert text.startswith(f"# {page.heading}") and "Lerkevik kommune (9901)" in text
    for word in ("Barn med aktivitet", "Gratis fritid"):
        assert word in page.text and word in text
    assert ("people.email" in page.text) == (name == "assessment")


def test_the_assessment_names_every_column_about_people(sqlite_only: Prepared) -> None:
    text = (
        Client(sqlite_only.app, sqlite_only.world, Who.ADMINISTRATOR)
        .get(address(sqlite_only.world, "/assessment"))
        .text
    )
    for table in Base.metadata.sorted_tables:
        for column, holding in columns_of(table.name).items():
            if holding.about is not DataSubject.NOBODY:
                assert f"{table.name}.{column}" in text


def test_what_a_team_wrote_means_nothing_in_markdown(sqlite_only: Prepared) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, sqlite_only.world.lerkevik["measure_id"])
        measure.definition = "a | b\n# c [d](javascript:e) <script>"
        db.session.commit()
    browser = Client(sqlite_only.app, sqlite_only.world, Who.ADMINISTRATOR).browser
    text = browser.get(address(sqlite_only.world, "/protocol.md")).get_data(as_text=True)
    assert r"a \| b \# c \[d\](javascript:e) \<script\>" in text


def readme_table() -> list[str]:
    """The lines of "Hvem ser hva" in the README."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").split("### Hvem ser hva")[1].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    return [line for line in lines[start : start + 30] if line.startswith("|")]


def table_of_rules() -> list[str]:
    """The same, as the rules have it."""
    words = words_for(Language.BOKMAL)
    rows = [["rolle", *(label(sight, words) for sight in Sight)], ["---"] * (1 + len(Sight))]
    for viewer, seen in who_sees_what().items():
        rows.append([label(viewer, words), *("ja" if seen[sight] else "nei" for sight in Sight)])
    return [f"| {' | '.join(row)} |" for row in rows]


def test_the_readme_says_who_sees_what_as_the_rules_have_it() -> None:
    assert readme_table() == table_of_rules(), "write in the README what stands on the right"


def test_a_rule_that_the_table_does_not_tell_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted defect: leaders see the numbers."""
    wider = {**rules.RULES, Permission.SEE_NUMBERS: rules.RULES[Permission.SEE_VERDICTS]}
    monkeypatch.setattr(rules, "RULES", wider)
    assert readme_table() != table_of_rules()


def test_all_that_leaves_is_told() -> None:
    assert set(MAILS) == set(mails.MAILS)
    assert set(FILES) == set(DOWNLOADS)
    assert {module.name for module in iter_modules(integrations.__path__)} <= set(OUTGOING)


def test_every_time_that_the_program_holds_to_is_told() -> None:
    chosen = {Keeping.WITH_PROJECT, Keeping.WITH_ACCOUNT, Keeping.IN_HISTORY, Keeping.WITH_ORGANIZATION}
    assert set(privacy.KEPT_DAYS) == set(Keeping) - chosen
    assert all(days >= 1 for days in privacy.KEPT_DAYS.values())


def test_what_is_shown_wider_is_decided_anew_with_the_limit(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(privacy, "protect_anew", lambda organization: asked.append(organization.smallest_shown))
    with inside(sqlite_only.app, sqlite_only.world.people[Who.ADMINISTRATOR]) as actor:
        organization = organization_of(sqlite_only.world)
        for limit in (5, 8):
            decide_threshold(actor, organization, organization.version, limit, "")
    assert asked == [8]
