"""Every route there is, for everyone there is, at every place: answered by the rules, and by nothing that is another's.

The quick half; `dev.py prove access` asks for all of it on both databases.
"""

import io
import json
import zipfile
from collections.abc import Collection, Iterator

import pytest
import structlog
import typst
from flask import Flask
from sqlalchemy import create_engine, event, true
from werkzeug import Response
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from qi_tracker.access import rules
from qi_tracker.access.permissions import Permission
from qi_tracker.access.predicates import is_signed_in
from qi_tracker.blueprints.common import access
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.organizations import people
from qi_tracker.extensions import db
from qi_tracker.models import Invitation, Measure
from qi_tracker.services import projects, saving
from tests.access import form_ids, matrix
from tests.access.answers import unlawful
from tests.access.browsing import Browser, house_of
from tests.access.house import DELETED, IN_BIN, SIGNED_IN, UNSAVED, Anyone, House, Party, Place
from tests.access.leaving import bytes_of, captured_log, words_in, wrong_in_log
from tests.access.matrix import things
from tests.access.routes import every_route, routes_to_things, unknown_routes
from tests.access.unfiltered import without_own_filters
from tests.databases import Kind, Prepared
from tests.people import LERKEVIK_CANARY, Who

ALL_WORDS = ("kanari", UNSAVED, DELETED)
BOTH = ("GET", "POST")
NEAR = (Place.OWN, Place.NEIGHBOURING, Place.OTHER)
# Those to whom the two other places differ most ask at both; the rest at their own and, in turn, at one of them.
EVERYWHERE = (Who.LEAD, Who.UNIT_LEADER, Party.GUEST)
ASKED = [
    (who, NEAR if who in EVERYWHERE else (Place.OWN, NEAR[1 + number % 2])) for number, who in enumerate(SIGNED_IN)
]
FAR = (*IN_BIN, Place.MISSING)
# On PostgreSQL those whose rows it keeps apart in different ways; the rest is the same code.
ON_POSTGRESQL = (Who.LEAD, Party.GUEST, Who.OUTSIDER)


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    """No word of anybody's is logged, whatever a test here does."""
    with captured_log() as written:
        yield
    assert list(wrong_in_log(written.getvalue(), ALL_WORDS)) == []


def test_every_route_is_known_to_the_matrix(sqlite_house: Prepared) -> None:
    assert list(unknown_routes(sqlite_house.app, house_of(sqlite_house))) == []
    assert len(routes_to_things(sqlite_house.app)) > 40


def test_the_permissions_of_all_routes_are_as_the_law_says(sqlite_house: Prepared) -> None:
    assert list(unlawful(sqlite_house.app, house_of(sqlite_house), list(every_route(sqlite_house.app)))) == []


@pytest.mark.parametrize(("who", "places"), ASKED, ids=SIGNED_IN)
def test_everyone_is_answered_by_the_rules(sqlite_house: Prepared, who: Anyone, places: Collection[Place]) -> None:
    assert things(sqlite_house, who, places, BOTH).problems == []


@pytest.mark.parametrize("prepared", [Kind.POSTGRESQL], indirect=True)
@pytest.mark.parametrize("who", ON_POSTGRESQL)
def test_everyone_is_answered_by_the_rules_on_postgresql(prepared: Prepared, who: Anyone) -> None:
    assert things(prepared, who, (Place.OWN, Place.OTHER), BOTH).problems == []


@pytest.mark.parametrize("who", [Who.LEAD, Who.ADMINISTRATOR])
def test_what_is_in_the_bin_is_not_there_for_anyone(sqlite_house: Prepared, who: Anyone) -> None:
    assert things(sqlite_house, who, FAR, (*BOTH, "HEAD")).problems == []


@pytest.mark.parametrize("prepared", [Kind.POSTGRESQL], indirect=True)
def test_what_is_in_the_bin_is_not_there_on_postgresql(prepared: Prepared) -> None:
    assert things(prepared, Who.LEAD, FAR, BOTH).problems == []


def test_who_is_not_signed_in_is_let_in_nowhere(sqlite_house: Prepared) -> None:
    assert matrix.not_signed_in(sqlite_house).problems == []


@pytest.mark.parametrize("who", [Who.LEAD, Who.OUTSIDER, Who.OPERATOR, Who.NOBODY])
def test_what_is_public_and_what_is_ones_own_holds_nothing_of_others(sqlite_house: Prepared, who: Anyone) -> None:
    assert matrix.without_thing(sqlite_house, who).problems == []


def test_methods_that_a_route_has_not_are_refused(sqlite_house: Prepared) -> None:
    assert matrix.unknown_methods(sqlite_house, Who.LEAD).problems == []


def test_an_address_of_two_things_is_refused_unless_they_belong_together(sqlite_house: Prepared) -> None:
    account = matrix.mixed_addresses(sqlite_house, Who.ADMINISTRATOR)
    assert account.n_cases > 0
    assert account.problems == []


@pytest.mark.parametrize("who", [Who.LEAD, Who.ADMINISTRATOR])
def test_forms_that_are_received_change_ones_own_alone(prepared: Prepared, who: Anyone) -> None:
    account = matrix.forms(prepared, who)
    assert account.problems == []
    assert len(account.accepted) > 5


@pytest.mark.parametrize("who", [Who.LEAD, Who.ADMINISTRATOR])
def test_no_form_takes_an_id_that_it_does_not_offer(sqlite_house: Prepared, who: Anyone) -> None:
    account = form_ids.try_strangers(sqlite_house, who)
    assert account.problems == []
    # The fields were found.
    assert {"person_id"} <= account.accepted


def test_no_form_takes_a_field_that_it_has_not(sqlite_house: Prepared) -> None:
    assert form_ids.try_additions(sqlite_house, Who.LEAD).problems == []


def test_links_with_ids_lead_to_nothing_of_others(sqlite_house: Prepared) -> None:
    assert form_ids.try_links(sqlite_house, Who.LEAD).problems == []


# The second layer: PostgreSQL alone.


def leaks_without_own_filters(prepared: Prepared, who: Anyone, places: Collection[Place] = NEAR) -> list[str]:
    """What reaches this person of other organisations, and what they change there, when only the database guards it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(House, "words_kept_from", House.words_of_other_organizations)
        with without_own_filters():
            problems = things(prepared, who, places, BOTH).problems
    return [problem for problem in problems if " sends " in problem or " changed " in problem]


@pytest.mark.parametrize("who", [Who.LEAD, Who.OUTSIDER, Who.OPERATOR, Party.GUEST])
def test_row_level_security_alone_keeps_organisations_apart(postgresql_house: Prepared, who: Anyone) -> None:
    assert leaks_without_own_filters(postgresql_house, who, (Place.OWN, Place.OTHER)) == []


def test_a_policy_that_is_missing_is_seen(postgresql_house: Prepared) -> None:
    owner = create_engine(postgresql_house.settings.owner_database_url)
    try:
        with owner.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE projects DISABLE ROW LEVEL SECURITY")
        assert leaks_without_own_filters(postgresql_house, Who.OUTSIDER, [Place.OWN])
    finally:
        with owner.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE projects ENABLE ROW LEVEL SECURITY")
        owner.dispose()


def test_without_its_filters_the_application_leaks_on_sqlite(sqlite_house: Prepared) -> None:
    """So that what is quiet on PostgreSQL is quiet because of PostgreSQL."""
    assert leaks_without_own_filters(sqlite_house, Who.OUTSIDER, [Place.OWN])


@pytest.mark.parametrize("who", [Who.LEAD, Who.OUTSIDER])
def test_the_lookup_alone_keeps_organisations_apart(
    sqlite_house: Prepared, monkeypatch: pytest.MonkeyPatch, who: Anyone
) -> None:
    """Also where a rule would look at a role alone; of an organisation itself the rules are the only guard."""
    monkeypatch.setattr(access, "require", lambda *_: None)
    browser, theirs = Browser(sqlite_house, who), Place.OTHER if who is Who.LEAD else Place.OWN
    for route in routes_to_things(sqlite_house.app):
        if "GET" in route.methods and route.noun != "organization_id":
            address = route.address(sqlite_house.app, house_of(sqlite_house).places[theirs].ids)
            assert browser.ask("GET", address).status_code == 404, address


# Each gate turned red by a planted defect.


def test_a_route_that_nobody_knows_is_named(sqlite_house: Prepared) -> None:
    app = Flask("planted")
    app.add_url_rule("/open", "open", lambda: "")
    app.add_url_rule("/<int:pupil_id>", "pupil", requires(Permission.VIEW_PROJECT)(lambda: ""))
    app.add_url_rule("/<int:measure_id>/unasked", "unasked", lambda: "")
    told = list(unknown_routes(app, house_of(sqlite_house)))
    assert [sentence.split()[0] for sentence in told] == ["open", "pupil", "unasked", "unasked"]
    assert "PARAMETERS" in told[1]


def test_a_check_that_lets_everyone_through_is_seen(sqlite_house: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "require", lambda *_: None)
    assert any("200, not 403" in problem for problem in things(sqlite_house, Who.PLAIN_MEMBER, NEAR, ["GET"]).problems)


def test_a_rule_that_lets_in_more_is_seen(sqlite_house: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules.RULES, Permission.ENTER_NUMBERS, [is_signed_in])
    told = list(unlawful(sqlite_house.app, house_of(sqlite_house), list(every_route(sqlite_house.app))))
    assert any("EXCEPTIONS" in sentence for sentence in told)


def test_a_bin_that_hides_nothing_is_seen(sqlite_house: Prepared) -> None:
    event.remove(db.session, "do_orm_execute", saving._leave_out_the_bin)
    try:
        problems = things(sqlite_house, Who.LEAD, IN_BIN, ["GET"]).problems
    finally:
        event.listen(db.session, "do_orm_execute", saving._leave_out_the_bin)
    assert any("200, not 404" in problem for problem in problems)


def test_a_list_without_its_condition_is_seen(sqlite_house: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "visible_projects", lambda _actor: true())
    problems = matrix.without_thing(sqlite_house, Who.PLAIN_MEMBER).problems
    assert any("Storfjellkanari" in problem for problem in problems)


def test_a_form_that_offers_everything_is_seen(sqlite_house: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wtforms.fields.choices.SelectField.pre_validate", lambda self, _form: None, raising=True)
    problems = form_ids.try_strangers(sqlite_house, Who.LEAD, "measure_id").problems
    assert any("which it does not offer" in problem for problem in problems)


def test_an_address_that_forgets_to_compare_its_two_ids_is_seen(
    sqlite_house: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "invitation_of", lambda _organization, number: db.session.get_one(Invitation, number))
    assert matrix.mixed_addresses(sqlite_house, Who.ADMINISTRATOR).problems


def pdf_of(source: str) -> bytes:
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def test_words_are_found_however_they_are_packed() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as workbook:
        workbook.writestr("xl/sharedStrings.xml", f"<t>{LERKEVIK_CANARY}</t>")
    bodies = (
        packed.getvalue(),
        json.dumps({"name": "Lerkevikkanari"}).replace("L", "\\u004c").encode(),
        b'<img src="data:image/svg+xml;base64,TGVya2V2aWtrYW5hcmk=">',
        b"/projects?next=%4Cerkevikkanari",
        pdf_of("Lerkevikkanari"),
        pdf_of("""#image(bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"), alt: "Lerkevikkanari på bilde")"""),
    )
    for body in bodies:
        assert LERKEVIK_CANARY.encode() not in body
        assert words_in(bytes_of(_answer(Response(body))), [LERKEVIK_CANARY]), body
    headers = {"Content-Disposition": "attachment; filename*=UTF-8''%4Cerkevikkanari.csv"}
    assert words_in(bytes_of(_answer(Response(b"", headers=headers))), [LERKEVIK_CANARY])


def _answer(response: Response) -> TestResponse:
    builder = EnvironBuilder()
    return TestResponse(*run_wsgi_app(response, builder.get_environ()), request=builder.get_request())


def test_a_log_that_tells_too_much_is_seen() -> None:
    with captured_log() as written:
        structlog.get_logger().info("saved", title="Gratis fritid")
        structlog.get_logger().info(f"saved {LERKEVIK_CANARY}")
    told = list(wrong_in_log(written.getvalue(), [LERKEVIK_CANARY]))
    assert ["title" in told[0], LERKEVIK_CANARY in told[1]] == [True, True]


def test_an_error_that_quotes_what_was_typed_is_logged_without_it(
    sqlite_house: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(measure: Measure) -> None:
        raise ValueError(f"could not convert {measure.name}")

    monkeypatch.setattr("qi_tracker.services.summaries.observations_of", fail)
    browser = Browser(sqlite_house, Who.LEAD)
    page = browser.page(f"/measures/{house_of(sqlite_house).lerkevik['measure_id']}")
    assert page.status == 500
    assert LERKEVIK_CANARY not in page.text
