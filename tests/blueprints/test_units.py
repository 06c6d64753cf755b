"""Which parts has the organisation, who leads them, and what do those who lead see?"""

from typing import Final

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.access import predicates, rules
from qi_tracker.access.permissions import Permission
from qi_tracker.extensions import db
from qi_tracker.models import Project, ProjectMembership, Unit, UnitLeadership
from qi_tracker.services.acting import act_as
from qi_tracker.services.saving import put_in_bin
from qi_tracker.services.units import UnitDetails, create_unit
from qi_tracker.vocabulary import Language, ProjectRole
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.client import Page
from tests.conftest import SignIn
from tests.inside import inside
from tests.people import DENOMINATOR, LERKEVIK_CANARY, NAMES, NUMERATORS, Who, World

BELONGING: Final = (Who.ADMINISTRATOR, Who.LEADER, Who.LEAD, Who.UNIT_LEADER, Who.PLAIN_MEMBER)
# Over the verdicts on the project's page, and around one in a list.
VERDICTS: Final = "Hva tallene sier"
IN_LIST: Final = "verdict-line"


@pytest.fixture
def address(world: World) -> str:
    """Of Lerkevik's units."""
    return f"/organizations/{world.lerkevik['organization_id']}/units"


def of_unit(world: World, rest: str, name: str = "unit_id") -> str:
    return f"/units/{world.lerkevik[name]}/{rest}"


def project_address(world: World, rest: str = "") -> str:
    return f"/projects/{world.lerkevik['project_id']}{rest}"


def unit_of_project(app: Flask, world: World) -> int | None:
    with inside(app, world.people[Who.LEAD]):
        return db.session.get_one(Project, world.lerkevik["project_id"]).unit_id


class TestAccess:
    """Who is let in, who is told that they may not, and who is told nothing."""

    @pytest.mark.parametrize("who", BELONGING)
    def test_those_who_belong_see_the_tree(self, sign_in: SignIn, address: str, who: Who) -> None:
        page = sign_in(who).get(address)
        assert f"Ledes av {NAMES[Who.UNIT_LEADER]}" in page.text and "1 prosjekt" in page.text
        assert (f"{address}/new" in page.links) == (who is Who.ADMINISTRATOR)

    @pytest.mark.parametrize("who", sorted(set(BELONGING) - {Who.ADMINISTRATOR}))
    def test_only_administrators_change_it(self, sign_in: SignIn, world: World, address: str, who: Who) -> None:
        client = sign_in(who)
        for page in (f"{address}/new", of_unit(world, "edit"), of_unit(world, "leaders")):
            client.get(page, 403)
            client.post(page, {"name": "Ny", "person_id": "1"}, 403)
        for action in (of_unit(world, "delete"), f"/unit-leaderships/{world.lerkevik['unit_leadership_id']}/delete"):
            client.post(action, {"version": "1"}, 403)

    @pytest.mark.parametrize("who", [Who.OUTSIDER, Who.OPERATOR])
    def test_outsiders_are_not_told_that_it_exists(self, sign_in: SignIn, world: World, address: str, who: Who) -> None:
        client = sign_in(who)
        for page in (address, f"{address}/new", of_unit(world, "edit"), of_unit(world, "leaders")):
            client.get(page, 404)
        client.post(of_unit(world, "delete"), {"version": "1"}, 404)

    def test_a_guest_in_a_project_sees_no_units_and_moves_nothing(
        self, sign_in: SignIn, app: Flask, world: World, address: str
    ) -> None:
        with inside(app, world.people[Who.LEAD]):
            place = {name: world.lerkevik[name] for name in ("organization_id", "project_id")}
            guest = ProjectMembership(**place, person_id=world.people[Who.OUTSIDER], role=ProjectRole.MEMBER)
            db.session.add(guest)
            db.session.commit()
        client = sign_in(Who.OUTSIDER)
        client.foreign = ()
        client.get(address, 404)
        page = client.get(project_address(world, "/edit"))
        assert "unit_id" not in page.form().fields and "Oppvekst" not in page.text
        client.send(page, {"unit_id": str(world.lerkevik["unit_id"]), "title": "Gjestens navn"})
        assert unit_of_project(app, world) == world.lerkevik["lower_unit_id"]


class TestTree:
    """Make, rename, move and delete by forms and buttons alone."""

    def test_a_unit_is_made_under_another(self, sign_in: SignIn, world: World, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        form = client.get(next(link for link in client.get(address).links if "under=" in link))
        done = client.send(form, {"name": "Barnehage og skole"})
        assert done.location == address
        assert "Barnehage og skole" in client.follow(done).text
        again = client.send(form, {"name": "Barnehage og skole"})
        assert client.follow(again).text.count("Ledere for Barnehage og skole") == 1

    def test_a_unit_is_renamed_and_moved(self, sign_in: SignIn, world: World, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        form = client.get(of_unit(world, "edit", "lower_unit_id"))
        assert form.form().fields["parent_id"] == [str(world.lerkevik["unit_id"])]
        page = client.follow(client.send(form, {"name": "Kultur", "parent_id": ""}))
        assert "Kultur Ingen leder" in page.text
        assert client.get(of_unit(world, "edit", "lower_unit_id")).form().fields["parent_id"] == [""]

    def test_its_own_branch_is_not_offered_and_is_refused(self, sign_in: SignIn, world: World) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        form = client.get(of_unit(world, "edit"))
        offered = {str((option.attrs or {}).get("value")) for option in form.document.query("#parent_id option")}
        own = {str(world.lerkevik[name]) for name in ("unit_id", "lower_unit_id")}
        assert not offered & own
        for unit_id in own:
            client.send(form, {"parent_id": unit_id}, status=422)

    @pytest.mark.parametrize(
        ("name", "said"),
        [(" ", "Fyll ut dette feltet"), (PERSONAL_NUMBER, "fødselsnummer"), ("a" * 121, "120")],
    )
    def test_bad_input_is_answered_in_words(self, sign_in: SignIn, address: str, name: str, said: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        assert said in client.send(client.get(f"{address}/new"), {"name": name}, status=422).text

    def test_a_taken_name_is_said(self, sign_in: SignIn, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        page = client.send(client.get(f"{address}/new"), {"name": f"Oppvekst {LERKEVIK_CANARY}"}, status=422)
        assert "Det er allerede en enhet med dette navnet her." in page.text

    def test_what_a_deleted_unit_had_goes_up(self, sign_in: SignIn, app: Flask, world: World, address: str) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        form = client.get(of_unit(world, "edit", "lower_unit_id"))
        assert f"flyttes til Oppvekst {LERKEVIK_CANARY}" in form.text
        page = client.follow(client.send(form, action="/delete"))
        assert page.address == address and f"Fritid {LERKEVIK_CANARY}" not in page.text
        assert unit_of_project(app, world) == world.lerkevik["unit_id"]
        client.get(of_unit(world, "edit", "lower_unit_id"), 404)

    def test_two_who_change_it_lose_nothing(self, sign_in: SignIn, world: World) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        form = client.get(of_unit(world, "edit"))
        client.send(client.get(of_unit(world, "edit")), {"name": "Deres navn"})
        page = client.send(form, {"name": "Mitt navn"}, status=409)
        assert "Deres navn" in page.html and "Mitt navn" in page.html

    def test_an_organisation_without_units_says_how_to_begin(self, sign_in: SignIn, app: Flask, world: World) -> None:
        with inside(app):
            act_as(db.session(), None, [world.lerkevik["organization_id"]])
            own = {"organization_id": world.lerkevik["organization_id"]}
            leaderships = db.session.scalars(select(UnitLeadership).filter_by(**own)).all()
            for row in (*leaderships, *db.session.scalars(select(Unit).filter_by(**own))):
                put_in_bin(row, row.version)
            db.session.commit()
        page = sign_in(Who.ADMINISTRATOR).get(f"/organizations/{world.lerkevik['organization_id']}/units")
        assert "Ingen enheter ennå" in page.text and f"{page.address}/new" in page.links
        assert "unit_id" not in sign_in(Who.LEAD).get(project_address(world, "/edit")).form().fields


class TestLeaders:
    """Who leads, and what they then see."""

    def seen(self, sign_in: SignIn, world: World, who: Who = Who.UNIT_LEADER) -> Page:
        return sign_in(who).get(project_address(world))

    def test_the_leader_of_the_unit_above_sees_verdicts_and_what_may_be_seen(
        self, sign_in: SignIn, world: World
    ) -> None:
        page = self.seen(sign_in, world)
        assert VERDICTS in page.text
        assert '<svg class="chart' not in page.html
        for number in (*NUMERATORS, DENOMINATOR):
            assert f" {number} " not in page.text
        assert IN_LIST in sign_in(Who.UNIT_LEADER).get("/").html
        sign_in(Who.UNIT_LEADER).get(f"/measures/{world.lerkevik['measure_id']}")
        sign_in(Who.UNIT_LEADER).get(f"/measures/{world.lerkevik['measure_id']}/numbers", 403)

    def test_a_member_beside_them_sees_none(self, sign_in: SignIn, world: World) -> None:
        assert VERDICTS not in self.seen(sign_in, world, Who.PLAIN_MEMBER).text
        assert IN_LIST not in sign_in(Who.PLAIN_MEMBER).get("/projects").html

    def test_the_leader_of_a_sibling_sees_none(self, sign_in: SignIn, app: Flask, world: World) -> None:
        self.lead_a_sibling(app, world)
        assert VERDICTS not in self.seen(sign_in, world).text
        assert IN_LIST not in sign_in(Who.UNIT_LEADER).get("/projects").html

    def test_a_rule_that_lets_siblings_in_is_seen(
        self, sign_in: SignIn, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The planted defect that turns the test above red."""
        self.lead_a_sibling(app, world)
        monkeypatch.setitem(
            rules.RULES,
            Permission.SEE_VERDICTS,
            [lambda actor, target: bool(actor.led_units) and predicates.project_of(target) is not None],
        )
        assert VERDICTS in self.seen(sign_in, world).text

    def lead_a_sibling(self, app: Flask, world: World) -> None:
        """Instead of the unit above the project's."""
        with inside(app, world.people[Who.ADMINISTRATOR]):
            leadership = db.session.get_one(UnitLeadership, world.lerkevik["unit_leadership_id"])
            leadership.unit_id = create_unit(leadership.organization, UnitDetails("Helse", None)).id
            db.session.commit()

    def test_one_is_named_and_removed(self, sign_in: SignIn, world: World, address: str) -> None:
        client, member = sign_in(Who.ADMINISTRATOR), sign_in(Who.PLAIN_MEMBER)
        form = client.get(of_unit(world, "leaders", "lower_unit_id"))
        assert "Ingen leder enheten ennå." in form.text
        named = client.follow(client.send(form, {"person_id": str(world.people[Who.PLAIN_MEMBER])}))
        assert NAMES[Who.PLAIN_MEMBER] in named.text
        # Signed out; after signing in again they see it.
        assert member.get(project_address(world), 303).location.startswith("/sign-in")
        again = sign_in(Who.PLAIN_MEMBER)
        assert VERDICTS in again.get(project_address(world)).text
        assert f"leder Fritid {LERKEVIK_CANARY}" in client.get(address.removesuffix("/units")).text
        removed = client.follow(client.send(named, action="/delete"))
        assert "leder ikke enheten lenger" in removed.text
        assert again.get(project_address(world), 303).location.startswith("/sign-in")

    def test_nobody_from_outside_is_named(self, sign_in: SignIn, world: World) -> None:
        client = sign_in(Who.ADMINISTRATOR)
        form = client.get(of_unit(world, "leaders"))
        client.send(form, {"person_id": str(world.people[Who.OUTSIDER])}, status=422)


class TestProjects:
    """A project belongs to a unit, and lists can be narrowed to one."""

    def test_the_team_chooses_the_unit(self, sign_in: SignIn, app: Flask, world: World) -> None:
        client = sign_in(Who.MEMBER)
        page = client.get(project_address(world, "/edit"))
        assert page.form().fields["unit_id"] == [str(world.lerkevik["lower_unit_id"])]
        assert f"Oppvekst {LERKEVIK_CANARY} › Fritid {LERKEVIK_CANARY}" in page.text
        client.send(page, {"unit_id": str(world.lerkevik["unit_id"])})
        assert unit_of_project(app, world) == world.lerkevik["unit_id"]
        assert f"Enhet Oppvekst {LERKEVIK_CANARY}" in client.get(project_address(world)).text
        client.send(
            client.get(project_address(world, "/edit")), {"unit_id": str(world.storfjell["unit_id"])}, status=422
        )

    def test_the_list_is_narrowed_to_a_unit_with_all_beneath(self, sign_in: SignIn, app: Flask, world: World) -> None:
        with inside(app, world.people[Who.ADMINISTRATOR]):
            empty = create_unit(
                db.session.get_one(Unit, world.lerkevik["unit_id"]).organization, UnitDetails("Tom", None)
            )
            empty_id = empty.id
            db.session.commit()
        client = sign_in(Who.LEADER)
        for name in ("unit_id", "lower_unit_id"):
            page = client.get(f"/projects?unit={world.lerkevik[name]}")
            assert project_address(world) in page.links
        page = client.get(f"/projects?unit={empty_id}")
        assert project_address(world) not in page.links and "Det er ingen prosjekter i denne enheten" in page.text
        for unknown in (world.storfjell["unit_id"], 999_999, "x", "1 or 1=1"):
            client.get(f"/projects?unit={unknown}", 404)


@pytest.mark.parametrize("language", Language)
def test_every_page_is_in_three_languages(sign_in: SignIn, world: World, address: str, language: Language) -> None:
    client = sign_in(Who.ADMINISTRATOR)
    client.post("/language", {"language": language})
    pages = [
        client.get(page) for page in (address, f"{address}/new", of_unit(world, "edit"), of_unit(world, "leaders"))
    ]
    assert all(f'lang="{language}"' in page.html for page in pages)
