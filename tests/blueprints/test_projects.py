"""Projects: the three questions, the page for those inside, and the outline for those outside, without any number."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from qi_tracker.extensions import db
from qi_tracker.i18n import formats
from qi_tracker.models import (
    Aim,
    ChangeIdea,
    Measure,
    MeasureSummary,
    Membership,
    Organization,
    Person,
    Project,
)
from qi_tracker.services.observations import observations_of
from qi_tracker.services.summaries import chart_of
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectStatus
from tests.blueprints.filled_forms import TYPED
from tests.blueprints.refusals import OUTSIDE_PROJECT, OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.inside import inside
from tests.measures import decided_measure, world_measure
from tests.people import Who, World
from tests.rows import row_counts

ANSWERS = TYPED["three questions"].values
FIRST_NUMBERS = "Lim inn tall dere har, eldre tall også, eller begynn med ett"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, date(2026, 1, 12))


def address(world: World, ending: str = "") -> str:
    return f"/projects/{world.lerkevik['project_id']}{ending}"


# The three questions.


def test_everybody_in_an_organisation_may_start_a_project(sign_in: SignIn) -> None:
    for who in (Who.PLAIN_MEMBER, Who.LEADER, Who.ADMINISTRATOR, Who.READER):
        sign_in(who).get("/projects/new")
    assert sign_in(Who.OPERATOR).get("/projects/new", 303).location == "/organizations"
    assert sign_in(Who.NOBODY).get("/projects/new", 303).location.startswith("/sign-in")


def test_exactly_five_fields_are_required(sign_in: SignIn) -> None:
    browser = sign_in(Who.PLAIN_MEMBER)
    page = browser.send(browser.get("/projects/new"), {}, status=422)
    wrong = [link.attrs["href"] for link in page.document.query(".ds-error-summary a")]
    assert wrong == ["#aim", "#measure_name", "#value_type-0", "#direction-0", "#first_idea"]
    assert "5 ting må rettes" in page.text


def test_no_target_and_no_date_is_asked_for(sign_in: SignIn) -> None:
    asked = set(sign_in(Who.PLAIN_MEMBER).get("/projects/new").form().fields)
    assert asked <= {*ANSWERS, "title", "csrf_token", "idempotency_key", "version", "seen_values"}


def test_five_answers_make_a_project_that_asks_for_the_first_numbers(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.PLAIN_MEMBER)
    made = browser.send(browser.get("/projects/new"), ANSWERS)
    page = browser.follow(made)
    assert page.heading == ANSWERS["measure_name"]
    assert FIRST_NUMBERS in page.text
    assert re.fullmatch(r"/measures/\d+", made.location)
    with inside(prepared.app, prepared.world.people[Who.PLAIN_MEMBER]):
        measure = db.session.get_one(Measure, int(made.location.rsplit("/", 1)[1]))
        assert measure.project.title == ANSWERS["aim"]
        assert db.session.query(Aim).filter_by(project_id=measure.project_id).one().statement == ANSWERS["aim"]
        idea = db.session.query(ChangeIdea).filter_by(project_id=measure.project_id).one()
        assert idea.title == ANSWERS["first_idea"]
    assert ANSWERS["aim"] in browser.get("/").text


@pytest.mark.parametrize("left_out", list(ANSWERS))
@pytest.mark.parametrize("language", list(Language))
def test_every_answer_is_kept_when_one_is_missing(sqlite_only: Prepared, language: Language, left_out: str) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.PLAIN_MEMBER]):
        db.session.get_one(Person, sqlite_only.world.people[Who.PLAIN_MEMBER]).language = language
        db.session.commit()
    browser = Client(sqlite_only.app, sqlite_only.world, Who.PLAIN_MEMBER)
    before = row_counts(sqlite_only)
    typed = {**ANSWERS, "title": "Sommerjobb"}
    given = {name: value for name, value in typed.items() if name != left_out}
    page = browser.send(browser.get("/projects/new"), given, status=422)
    assert {name: page.form().fields[name] for name in given} == {name: [value] for name, value in given.items()}
    said = {
        Language.BOKMAL: "Fyll ut dette feltet.",
        Language.NYNORSK: "Fyll ut dette feltet.",
        Language.ENGLISH: "Fill in this field.",
    }
    assert said[language] in page.text
    assert row_counts(sqlite_only) == before
    browser.follow(browser.send(page, {left_out: typed[left_out]}))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"aim": f"Hjelpe {PERSONAL_NUMBER}"}, "fødselsnummer"),
        ({"measure_name": "x" * 201}, "Skriv høyst 200 tegn."),
        ({"value_type": "made-up"}, "Velg ett av alternativene."),
    ],
)
def test_what_cannot_be_an_answer_is_said(sqlite_only: Prepared, values: dict[str, str], sentence: str) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.PLAIN_MEMBER)
    before = row_counts(sqlite_only)
    page = browser.send(browser.get("/projects/new"), ANSWERS | values, status=422)
    assert sentence in page.text
    assert PERSONAL_NUMBER not in page.html
    assert row_counts(sqlite_only) == before


def test_hostile_words_are_words(prepared: Prepared, sign_in: SignIn) -> None:
    """Right-to-left marks, NUL, accents in two forms, formulas, markup: kept as text, harmless on pages."""
    words = [
        "\u202eevil",
        "a\u0301",
        "G\u00e1ivuotna \x00",
        "\u1e9e\u0130",
        "=1+1",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "%(x)s 100 %",
    ]
    browser = sign_in(Who.PLAIN_MEMBER)
    for number, word in enumerate(words):
        answers = {**ANSWERS, "title": f"{number} {word}", "measure_name": word * 2, "first_idea": word}
        made = browser.send(browser.get("/projects/new"), answers)
        page = browser.follow(made)
        assert "<script>alert" not in page.html
        browser.get(next(link for link in page.links if re.fullmatch(r"/projects/\d+", link)))
    assert "<script>alert" not in browser.get("/").html


def test_one_who_belongs_to_two_organisations_chooses(prepared: Prepared, sign_in: SignIn) -> None:
    world = prepared.world
    with inside(prepared.app, world.people[Who.OUTSIDER]) as actor:
        [storfjell] = actor.organization_ids
        membership = Membership(
            organization_id=storfjell, person_id=world.people[Who.PLAIN_MEMBER], role=OrganizationRole.MEMBER
        )
        db.session.add(membership)
        db.session.commit()
        name = db.session.get_one(Organization, storfjell).name
    browser = sign_in(Who.PLAIN_MEMBER)
    # The other organisation's canary is theirs to see now.
    browser.foreign = ()
    page = browser.get("/projects/new")
    assert name in page.text
    made = browser.send(page, {**ANSWERS, "organization_id": str(storfjell)})
    with inside(prepared.app, world.people[Who.PLAIN_MEMBER]):
        measure = db.session.get_one(Measure, int(made.location.rsplit("/", 1)[1]))
        assert measure.organization_id == storfjell


def test_an_organisation_one_does_not_belong_to_cannot_be_chosen(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.PLAIN_MEMBER)
    foreign = str(prepared.world.storfjell["organization_id"])
    made = browser.send(browser.get("/projects/new"), {**ANSWERS, "organization_id": foreign})
    with inside(prepared.app, prepared.world.people[Who.PLAIN_MEMBER]):
        measure = db.session.get_one(Measure, int(made.location.rsplit("/", 1)[1]))
        assert measure.organization_id == prepared.world.lerkevik["organization_id"]


# The page.


def test_the_page_says_how_it_goes_in_its_first_line(sign_in: SignIn, world: World) -> None:
    for who in (Who.LEAD, Who.MEMBER, Who.READER):
        page = sign_in(who).get(address(world))
        assert page.heading == f"Gratis fritid {world.lerkevik.canary}"
        said = page.document.query(".page-lead .verdict-headline")[0].to_text().strip()
        assert said == f"Målet er nådd for «Barn med aktivitet {world.lerkevik.canary}», men ikke holdt ennå."
        assert page.document.query("figure svg")
        assert f"Familier som får ringt {world.lerkevik.canary}" in page.text


def test_a_reader_is_offered_nothing_that_changes_anything(sign_in: SignIn, world: World) -> None:
    page = sign_in(Who.READER).get(address(world))
    assert page.forms == []
    assert [link for link in page.links if re.search(r"/(edit|delete|new|people|invite)$", link)] == []


def test_one_next_step_at_a_time(prepared: Prepared, sign_in: SignIn) -> None:
    world, browser = prepared.world, sign_in(Who.LEAD)
    assert "Gjør målet helt: hvor mye, og innen når?" in browser.get(address(world)).text
    made = browser.send(browser.get("/projects/new"), ANSWERS)
    project = next(link for link in browser.follow(made).links if re.fullmatch(r"/projects/\d+", link))
    assert "Legg inn tallene dere har." in browser.get(project).text


def test_the_team_changes_the_project_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    for who in (Who.LEAD, Who.MEMBER):
        sign_in(who).get(address(world, "/edit"))
    assert_refused(sign_in, OUTSIDE_TEAM, [address(world, "/edit")], [address(world, "/edit")])
    assert_refused(sign_in, {**OUTSIDE_TEAM, Who.MEMBER: 403}, [], [address(world, "/delete")])


def test_what_the_project_says_of_itself_is_changed_and_kept(prepared: Prepared, sign_in: SignIn) -> None:
    browser = sign_in(Who.MEMBER)
    typed = {"title": "Fritid for alle", "status": "paused", "nature": "preventive", "levels": ["family", "system"]}
    page = browser.follow(browser.send(browser.get(address(prepared.world, "/edit")), typed))
    assert page.heading == "Fritid for alle"
    fields = browser.get(address(prepared.world, "/edit")).form().fields
    assert {name: fields[name] for name in typed} == {
        "title": ["Fritid for alle"],
        "status": ["paused"],
        "nature": ["preventive"],
        "levels": ["family", "system"],
    }
    before = row_counts(prepared)
    browser.send(browser.get(address(prepared.world, "/edit")))
    assert row_counts(prepared) == before


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Fyll ut dette feltet."),
        ({"phase": "x"}, "Velg ett av alternativene."),
        ({"levels": ["family", "x"]}, "ikke"),
        ({"challenge": f"Gjelder {PERSONAL_NUMBER}"}, "fødselsnummer"),
        ({"lesson": "x" * 10_001}, "Skriv høyst 10"),
    ],
)
def test_what_cannot_be_saved_is_said_and_the_rest_is_kept(
    sqlite_only: Prepared, values: dict[str, str], sentence: str
) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    before = row_counts(sqlite_only)
    typed = {"title": "Fritid", "challenge": "Få blir med", "lesson": "Ringe virker"} | values
    page = browser.send(browser.get(address(sqlite_only.world, "/edit")), typed, status=422)
    assert sentence in page.text
    for field in ("title", "challenge", "lesson"):
        if field not in values:
            assert page.form().fields[field] == [typed[field]]
    assert PERSONAL_NUMBER not in page.html
    assert row_counts(sqlite_only) == before


def test_a_deleted_project_is_gone_with_its_pages(sign_in: SignIn, world: World) -> None:
    browser = sign_in(Who.LEAD)
    gone = browser.send(browser.get(address(world)), action="/delete")
    assert "Prosjektet er slettet." in browser.follow(gone).text
    for page in (address(world), f"/measures/{world.lerkevik['measure_id']}", f"/aims/{world.lerkevik['aim_id']}/edit"):
        browser.get(page, 404)
    assert world.lerkevik.canary not in browser.get("/").html.replace("Lerkevikkanari kommune", "")


def test_an_archived_project_is_out_of_the_lists_and_can_be_opened(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        db.session.get_one(Project, prepared.world.lerkevik["project_id"]).status = ProjectStatus.ARCHIVED
        db.session.commit()
    for who in (Who.LEAD, Who.PLAIN_MEMBER):
        browser = sign_in(who)
        for page in ("/", "/projects"):
            assert address(prepared.world) not in browser.get(page).links
        browser.get(address(prepared.world))


# The outline.


def numbers_in(prepared: Prepared) -> Iterator[tuple[str, float]]:
    """Every number of the project's measures, as stored, computed or shown."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        for measure in (world_measure(prepared.world), decided_measure(prepared.world)):
            for found in observations_of(measure):
                yield "numerator", found.numerator or 0
                yield "denominator", found.denominator or 0
            result = chart_of(measure)
            yield from (("value", point.value) for point in result.points if point.value is not None)
            yield from (("centre", phase.centre) for phase in result.phases if phase.centre is not None)
            summary = db.session.get_one(MeasureSummary, measure.id)
            for name in ("start_median", "current_median", "last_value"):
                if summary.inside[name] is not None:
                    yield name, summary.inside[name]
            if measure.target is not None:
                yield "target", measure.target


def leaked(prepared: Prepared, page: Page) -> list[tuple[str, str]]:
    """The numbers that stand in the page's content, in any way they could be written."""
    content = " ".join(found.to_html() for found in page.document.query("main"))
    # Pictures that are the same for everybody, ids in addresses and keys of forms are no numbers of the measure.
    content = re.sub(r'<svg[^>]*aria-hidden="true".*?</svg>', "", content, flags=re.DOTALL)
    content = re.sub(r'\b(?:href|action|id|value|for|name)="[^"]*"', "", content)
    return [
        (what, text)
        for what, number in numbers_in(prepared)
        for text in written(number)
        if re.search(rf"(?<![\d.,]){re.escape(text)}(?!\d|[.,]\d)", content)
    ]


def written(number: float) -> set[str]:
    """As code and as people write it."""
    shown = {formats.number(number, Language.BOKMAL, decimals) for decimals in (0, 1, 2)}
    return shown | {f"{number:g}", f"{number:.1f}", f"{number:.2f}"}


@pytest.mark.parametrize("who", list(OUTSIDE_PROJECT))
def test_those_outside_get_the_outline_and_leaders_what_may_be_seen(
    prepared: Prepared, sign_in: SignIn, who: Who
) -> None:
    browser = sign_in(who)
    status = OUTSIDE_PROJECT[who]
    page = browser.get(address(prepared.world), 404 if status == 404 else 200)
    if status == 404:
        assert prepared.world.lerkevik.canary not in page.html
        return
    assert f"Flere barn har en aktivitet. {prepared.world.lerkevik.canary}" in page.text
    assert ("Målet er nådd, men ikke holdt ennå." in page.text) == (who is Who.LEADER)
    lists = (browser.get("/"), browser.get("/projects"))
    for shown in lists if who is Who.LEADER else (page, *lists):
        assert leaked(prepared, shown) == []
        assert not shown.document.query("main figure, main .spark svg, main table")
        assert f"/measures/{prepared.world.lerkevik['measure_id']}" not in shown.html
    assert bool(page.document.query("main .spark svg")) == (who is Who.LEADER)
    assert (f"/measures/{prepared.world.lerkevik['measure_id']}" in page.links) == (who is Who.LEADER)
    for ending in ("ideas", "measures/new", "edit"):
        browser.get(address(prepared.world, f"/{ending}"), 403)


def test_a_leaked_number_is_seen(prepared: Prepared, sign_in: SignIn) -> None:
    """The planted defect: the page of those inside, looked at in the same way."""
    found = {what for what, _ in leaked(prepared, sign_in(Who.READER).get(address(prepared.world)))}
    assert {"numerator", "denominator", "value", "centre", "target"} <= found


def test_an_aim_with_numbers_shows_them_to_those_inside_only(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        aim = db.session.get_one(Aim, prepared.world.lerkevik["aim_id"])
        aim.from_value, aim.to_value, aim.by = 31.5, 61.5, date(2027, 6, 30)
        db.session.commit()
    assert "Fra 31,5 % til 61,5 %" in sign_in(Who.READER).get(address(prepared.world)).text
    for who in (Who.LEADER, Who.PLAIN_MEMBER):
        page = sign_in(who).get(address(prepared.world))
        assert "31,5" not in page.html


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.BOKMAL, "Noen tall mangler. Manglende tall er ikke null."),
        (Language.NYNORSK, "Nokre tal manglar. Manglande tal er ikkje null."),
        (Language.ENGLISH, "Some numbers are missing. Missing numbers are not zero."),
    ],
)
def test_the_leader_is_told_of_numbers_that_have_come_to_be_missing(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, language: Language, sentence: str
) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEADER]):
        db.session.get_one(Person, sqlite_only.world.people[Who.LEADER]).language = language
        db.session.commit()
    assert sentence not in Client(sqlite_only.app, sqlite_only.world, Who.LEADER).get(address(sqlite_only.world)).text
    set_today(monkeypatch, date(2026, 2, 9))
    assert sentence in Client(sqlite_only.app, sqlite_only.world, Who.LEADER).get(address(sqlite_only.world)).text
