"""The demo as a person meets it: loaded on any day, on both databases, it says what was computed independently of us.

The analysis by itself is held against the same numbers in `tests/analysis/test_demo.py`.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.analysis.constants import MIN_USEFUL_POINTS
from qi_tracker.analysis.result import ChartResult
from qi_tracker.demo.loader import DATA, DEMO_PEOPLE, load_demo
from qi_tracker.extensions import db
from qi_tracker.i18n import formats
from qi_tracker.models import Measure, Organization, Person, Project
from qi_tracker.services.acting import act_as
from qi_tracker.services.measures import release_baseline
from qi_tracker.services.observations import Reading, observations_of, record_observation
from qi_tracker.services.summaries import chart_of, local_today, summaries_of
from qi_tracker.vocabulary import Caution, Language, VerdictCode
from tests.client import Client, Page
from tests.databases import settings_for
from tests.demo.conftest import empty_app
from tests.inside import inside

DEMO = json.loads(DATA.read_text("utf-8"))
INDICATORS = {
    (project["title_nb"], measure["name_nb"]): measure
    for project in DEMO["projects"]
    for measure in project["measures"]
}
NAMES = [" · ".join(key) for key in INDICATORS]
FOUR_DECIMALS = 5.1e-5


@pytest.fixture(scope="module")
def demo(empty_demo: Flask) -> Iterator[Flask]:
    """The demo of today, on each database."""
    with inside(empty_demo):
        load_demo(local_today())
        db.session.commit()
    yield empty_demo


def signed_in(demo: Flask, name: str = DEMO_PEOPLE[0].name) -> Client:
    """A browser in which one of the demo's people is signed in; the first leads all the projects."""
    with inside(demo):
        person_id = db.session.scalars(select(Person.id).where(Person.name == name)).one()
    client = Client(demo)
    client.sign_in_as(person_id)
    return client


def all_measures() -> dict[tuple[str, str], Measure]:
    """The demo's measures by the titles of their project and their own."""
    act_as(db.session(), None, db.session.scalars(select(Organization.id)).all())
    return {(measure.project.title, measure.name): measure for measure in db.session.scalars(select(Measure))}


def close_to(value: float | None) -> Any:
    """Equal to the four decimals that the expectations are written with."""
    return None if value is None else pytest.approx(value, abs=FOUR_DECIMALS)


@pytest.mark.parametrize("key", INDICATORS, ids=NAMES)
def test_each_indicator_gives_its_numbers_and_its_verdict(demo: Flask, key: tuple[str, str]) -> None:
    expected = INDICATORS[key]["expected"]
    with inside(demo):
        measure = all_measures()[key]
        result = chart_of(measure)
        summary = summaries_of([measure])[measure.id]
        periods = [point.date for point in result.points]
    frozen = expected.get("frozen_baseline", expected["whole_series"])
    [phase] = result.phases
    assert {
        "n": len(result.points),
        "useful": phase.runs.n_useful,
        "median": phase.centre,
        "longest_run": phase.runs.longest_run,
        "longest_run_max": phase.runs.longest_run_max,
        "crossings": phase.runs.n_crossings,
        "crossings_min": phase.runs.n_crossings_min,
        "signal": phase.runs.signal,
    } == frozen | {"median": close_to(frozen["median"])}
    verdict, wanted = result.verdict, expected["verdict"]
    assert verdict.code == wanted["code"] == summary.wider["code"]
    assert (Caution.STOCK in verdict.cautions) is wanted["stock_caution"]
    if wanted["current_period_start"] is None:
        assert verdict.current_period_start is None
        return
    written = [point["date"] for point in INDICATORS[key]["points"]]
    assert verdict.current_period_start == periods[written.index(wanted["current_period_start"])]
    assert verdict.start_median == close_to(wanted["start_median"])
    assert verdict.current_median == close_to(wanted["current_median"])
    assert verdict.is_target_reached is wanted["target_reached"]


@pytest.mark.parametrize("key", INDICATORS, ids=NAMES)
def test_each_page_says_its_verdict_and_how_it_was_worked_out(demo: Flask, key: tuple[str, str]) -> None:
    expected = INDICATORS[key]["expected"]
    with inside(demo):
        measure = all_measures()[key]
        measure_id = measure.id
        shown = formats.decimals_for(point.value for point in chart_of(measure).points)
    page = signed_in(demo).get(f"/measures/{measure_id}").text
    frozen, verdict = expected.get("frozen_baseline", expected["whole_series"]), expected["verdict"]
    longest, most = frozen["longest_run"], frozen["longest_run_max"]
    for sentence in (
        f"{frozen['useful']} brukbare tall.",
        f"{longest} på rad på samme side av medianen. Flere enn {most} er et signal.",
        f"Kurven krysser medianen {frozen['crossings']} ganger. Færre enn {frozen['crossings_min']} er et signal.",
    ):
        assert sentence in page
    if verdict["code"] == VerdictCode.IMPROVEMENT:
        start, now = (_level(verdict[name], shown) for name in ("start_median", "current_median"))
        assert f"blitt bedre, fra om lag {start} til {now}" in page
        assert "Diagrammet viser ikke hvorfor." in page
        assert ("Et tegn, ikke et bevis." in page) is verdict["stock_caution"]
    else:
        assert "Ingen tydelig endring. Tiltaket kan ha en virkning vi ikke ser ennå." in page


def _level(median: float, decimals: int) -> str:
    """With a decimal more where the median lies halfway between two numbers."""
    is_halfway = round(median * 10**decimals * 2, 6) % 2 == 1
    return formats.number(median, Language.BOKMAL, decimals + is_halfway)


def test_skolefrokost_is_honestly_negative(demo: Flask) -> None:
    """More eat breakfast, and absence has not changed: the project's page says both in its first sentence."""
    with inside(demo):
        all_measures()
        project_id = db.session.scalars(select(Project.id).where(Project.title == "Skolefrokost og nærvær")).one()
    page = signed_in(demo).get(f"/projects/{project_id}").text
    assert (
        "«Andel elever som spiser frokost» er blitt bedre, men ikke «Udokumentert fravær av elevdager»,"
        " så langt vi kan se. Det sier ikke at tiltaket er uten verdi." in page
    )
    assert page.index("men ikke") == page.index("blitt bedre") + len("blitt bedre, ")


def test_everyone_of_the_demo_can_be_signed_in_as(demo: Flask) -> None:
    client = Client(demo)
    page = client.get("/demo", environ_base={"REMOTE_ADDR": "127.0.0.1"}).text
    for person in DEMO_PEOPLE:
        assert person.name in page


def test_the_leader_of_a_unit_sees_what_its_projects_say_and_of_no_other(demo: Flask) -> None:
    client = signed_in(demo, "Embla Enhetsleder")
    with inside(demo):
        all_measures()
        projects = {project.title: project.id for project in db.session.scalars(select(Project))}
    said = {
        title: "Hva tallene sier" in client.get(f"/projects/{projects[title]}").text
        for title in ("Gratis fritid – flere barn blir med", "Skolefrokost og nærvær", "Kortere vei til hjelp")
    }
    assert list(said.values()) == [True, True, False]
    assert client.get("/projects").html.count('class="verdict-line"') == 2


# The whole series and the starting point alone, which the frozen chart does not show.


def run_numbers(result: ChartResult) -> dict[str, Any]:
    """What `expected` says of one stretch of points."""
    [phase] = result.phases
    return {
        "n": len(result.points),
        "useful": phase.runs.n_useful,
        "median": phase.centre,
        "longest_run": phase.runs.longest_run,
        "longest_run_max": phase.runs.longest_run_max,
        "crossings": phase.runs.n_crossings,
        "crossings_min": phase.runs.n_crossings_min,
        "signal": phase.runs.signal,
    }


@pytest.mark.parametrize("key", INDICATORS, ids=NAMES)
def test_the_whole_series_and_the_starting_point_alone(demo: Flask, key: tuple[str, str]) -> None:
    indicator = INDICATORS[key]
    with inside(demo):
        measure = all_measures()[key]
        for freeze in measure.freezes:
            release_baseline(freeze, freeze.version)
        whole = indicator["expected"]["whole_series"]
        assert run_numbers(chart_of(measure)) == whole | {"median": close_to(whole["median"])}
        if indicator["baseline_points"]:
            first = periods_of(measure)[indicator["baseline_points"]]
            for found in observations_of(measure):
                if found.period >= first:
                    nothing = Reading(found.period, stratum=found.stratum)
                    record_observation(measure, nothing, found.version, local_today())
            alone = indicator["expected"]["baseline"]
            assert run_numbers(chart_of(measure)) == alone | {"median": close_to(alone["median"])}
        # Nothing is committed: what was taken away stands there again.


def stated(page: Page) -> dict[str, Any]:
    """What a measure's page says of its chart: in its description, behind the verdict and in the table."""
    [description] = texts(page.document, "figure [id$=description]")
    patterns = {
        "median": r"Medianen er (?:låst til utgangspunktet, [^:]+: )?([\d,]+)",
        "useful": r"(\d+) brukbare tall\. Tall",
        "longest_run": r"Det meste er (\d+) på rad på samme side av medianen\.",
        "longest_run_max": r"Flere enn (\d+) er et signal\.",
        "crossings": r"Kurven krysser medianen (\d+) gang",
        "crossings_min": r"Færre enn (\d+) er et signal\.",
    }
    details = " ".join(found.to_text() for found in page.document.query(".more .term-list"))
    found = {
        name: re.search(pattern, description if name == "median" else " ".join(details.split()))
        for name, pattern in patterns.items()
    }
    rows = [row.query("td")[0].to_text().strip() for row in page.document.query("figure tbody tr")]
    return {
        "n": len([value for value in rows if re.fullmatch(r"[\d,]+", value)]),
        **{name: match[1] if match else None for name, match in found.items()},
    }


def as_stated(expected: dict[str, Any], page: dict[str, Any]) -> dict[str, Any]:
    """The expected numbers as the page would say them; while it is too early it says no run rules."""
    decimals = len(str(page["median"]).partition(",")[2])
    said = {name: str(value) for name, value in expected.items() if name not in ("n", "median", "signal")}
    if expected["useful"] < MIN_USEFUL_POINTS:
        said = {name: value if name == "useful" else None for name, value in said.items()}
    return said | {"n": expected["n"], "median": formats.number(expected["median"], Language.BOKMAL, decimals)}


@pytest.fixture(scope="module")
def changeable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A demo of one's own to change, on SQLite."""
    app = empty_app(settings_for(tmp_path_factory.mktemp("changeable"), demo=True))
    with inside(app):
        load_demo(local_today())
        db.session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("key", INDICATORS, ids=NAMES)
def test_the_lead_sees_the_same_numbers_on_the_pages(changeable: Flask, key: tuple[str, str]) -> None:
    """As it is; with the starting point unlocked; and with all numbers after it taken away in the table."""
    indicator = INDICATORS[key]
    expected = indicator["expected"]
    with inside(changeable):
        measure_id = all_measures()[key].id
    lead = signed_in(changeable)
    page = lead.get(f"/measures/{measure_id}")
    assert stated(page) == as_stated(expected.get("frozen_baseline", expected["whole_series"]), stated(page))
    assert numbers_in_table(page) == [written(point) for point in indicator["points"]]
    if not indicator["baseline_points"]:
        return
    [unlock] = [form.action for form in page.forms if form.action.startswith("/freezes/")]
    page = lead.follow(lead.send(page, action=unlock))
    assert stated(page) == as_stated(expected["whole_series"], stated(page))
    table = lead.get(f"/measures/{measure_id}/numbers")
    fields = table.form().fields
    first = observation_periods(changeable, key)[indicator["baseline_points"]]
    for name in {"numerator", "denominator", "value"} & set(fields):
        fields[name] = [
            "" if period >= first.isoformat() else text
            for period, text in zip(fields["period"], fields[name], strict=True)
        ]
    page = lead.follow(lead.post(table.form().action, fields))
    assert stated(page) == as_stated(expected["baseline"], stated(page))


def observation_periods(app: Flask, key: tuple[str, str]) -> list[date]:
    with inside(app):
        return periods_of(all_measures()[key])


def periods_of(measure: Measure) -> list[date]:
    """Those with a number for all; the groups' own numbers are of the same periods."""
    return [found.period for found in observations_of(measure) if not found.stratum]


def texts(within: Any, selector: str) -> list[str]:
    """What stands in each of the elements."""
    return [" ".join(found.to_text().split()) for found in within.query(selector)]


def numbers_in_table(page: Page) -> list[list[str]]:
    """The typed numbers of each row of the chart's table, without the computed share and the notes."""
    rows = [
        [" ".join(cell.to_text().split()) for cell in row.query("td")] for row in page.document.query("figure tbody tr")
    ]
    headers = [" ".join(cell.to_text().split()) for cell in page.document.query("figure thead th")][1:]
    typed = [headers.index(name) for name in ("Teller", "Nevner") if name in headers] or [0]
    return [[row[place].replace("\u00a0", " ") for place in typed] for row in rows if row[0] != "Mangler"]


def written(point: dict[str, Any]) -> list[str]:
    """A point of the file as people write it."""
    names = ("numerator", "denominator") if "numerator" in point else ("value",)
    return [formats.number(point[name], Language.BOKMAL).replace("\u00a0", " ") for name in names]
