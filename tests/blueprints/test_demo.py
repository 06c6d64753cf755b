"""Choosing whom to be, in a demo."""

from collections.abc import Iterator

import pytest

from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from tests.blueprints.signing_in import session_cookie
from tests.client import Client
from tests.databases import Prepared, prepared_app, settings_for
from tests.people import NAMES, Who, World


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    with prepared_app(settings_for(tmp_path_factory.mktemp("demo"), demo=True)) as found:
        yield found


class TestDemo:
    """A page of people to be, with demo data and on this machine only."""

    @pytest.fixture
    def demo(self, installation: Prepared) -> Prepared:
        """The demo installation, as it was before any test."""
        installation.restore()
        return installation

    def test_everyone_can_be_signed_in_as(self, demo: Prepared) -> None:
        client = Client(demo.app)
        page = client.follow(client.follow(client.get("/", 303), 303))
        for who, name in NAMES.items():
            assert name in page.text
            arrived = client.send(page, action=f"/demo/people/{demo.world.people[who]}")
            assert name in client.follow(arrived).text
        assert "Prosjektleder i prosjektet «Gratis fritid" in page.text and "Leder i Lerkevik kommune" in page.text

    def test_one_comes_to_the_page_one_was_going_to(self, demo: Prepared) -> None:
        client = Client(demo.app)
        page = client.follow(client.follow(client.get("/projects", 303), 303))
        lead = demo.world.people[Who.LEAD]
        assert client.send(page, action=f"/demo/people/{lead}").location == "/projects"

    def test_a_signed_in_person_can_become_another(self, demo: Prepared) -> None:
        page = Client(demo.app, demo.world, Who.LEAD).get("/projects/new")
        assert "/demo" in page.links

    def test_one_who_signs_out_chooses_again(self, demo: Prepared) -> None:
        client = Client(demo.app, demo.world, Who.LEAD)
        client.foreign = ()
        page = client.follow(client.follow(client.post("/sign-out"), 303))
        assert page.heading == "Hvem vil du være?" and "Du er logget ut." in page.text

    def test_one_who_was_signed_out_while_writing_chooses_again_and_keeps_it(self, demo: Prepared) -> None:
        """Nobody in a demo has a password."""
        client, lead = Client(demo.app, demo.world, Who.LEAD), demo.world.people[Who.LEAD]
        address = f"/projects/{demo.world.lerkevik['project_id']}/ideas/new"
        form = client.get(address)
        client.foreign = ()
        client.browser.delete_cookie(SESSION_COOKIE)
        asked = client.send(form, {"title": "Ring til familiene"}, status=401)
        assert NAMES[Who.LEAD] in asked.text and "password" not in asked.html
        chosen = [form for form in asked.forms if "kept-title" in form.fields][0]
        kept = client.post(f"/demo/people/{lead}", chosen.fields, 200)
        saved = client.send(kept, action=address)
        assert "Ring til familiene" in client.follow(saved).text

    @pytest.mark.parametrize(
        "options",
        [
            {"environ_base": {"REMOTE_ADDR": "192.168.1.7"}},
            {"environ_base": {"REMOTE_ADDR": ""}},
            {"headers": {"X-Forwarded-For": "192.168.1.7"}},
            {"headers": {"Forwarded": "for=192.168.1.7"}},
        ],
    )
    def test_other_machines_find_no_such_page(self, demo: Prepared, options: dict[str, dict[str, str]]) -> None:
        client = Client(demo.app)
        client.get("/demo", 404, **options)
        client.post(f"/demo/people/{demo.world.people[Who.LEAD]}", {}, 404, **options)
        assert session_cookie(client) is None
        assert client.get("/sign-in", 200, **options).heading == "Logg inn"

    def test_there_is_nobody_else_to_be(self, demo: Prepared) -> None:
        Client(demo.app).post("/demo/people/9999", {}, 404)

    def test_a_real_installation_has_no_such_page(self, nobody: Client, world: World) -> None:
        nobody.get("/demo", 404)
        nobody.post(f"/demo/people/{world.people[Who.LEAD]}", {}, 404)
