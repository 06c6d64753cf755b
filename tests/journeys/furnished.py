"""An installation with something of everything: the demo, and what it lacks: empty, doubtful, long, not finished."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.exchange.context_reading import Selection
from qi_tracker.exchange.drafts import table_to_json
from qi_tracker.exchange.tables import read_table
from qi_tracker.extensions import db
from qi_tracker.method.causes import read_items
from qi_tracker.models import (
    Aim,
    Annotation,
    AuditEvent,
    AuditValue,
    ChangeIdea,
    ContextSeries,
    DocumentLink,
    Driver,
    DriverLink,
    HelpRequest,
    Measure,
    Meeting,
    MeetingDecision,
    Membership,
    Organization,
    PdsaCycle,
    Person,
    Project,
    ProjectMembership,
    Stakeholder,
    StarRound,
    Task,
    Unit,
    UnitLeadership,
)
from qi_tracker.server import prepare
from qi_tracker.services.acting import act_as
from qi_tracker.services.calculated_measures import CalculatedDetails, create_calculated_measure
from qi_tracker.services.calendars import open_calendar
from qi_tracker.services.causes import CauseDetails, create_causes
from qi_tracker.services.change_ideas import IdeaDetails, create_idea
from qi_tracker.services.context import (
    ContextCell,
    ContextDetails,
    ContextReading,
    add_series,
    choose_cells,
    keep_context_draft,
)
from qi_tracker.services.imports import keep_draft
from qi_tracker.services.insiders import narrow
from qi_tracker.services.invitations import InvitationDetails, invite
from qi_tracker.services.measures import create_measure
from qi_tracker.services.meeting_decisions import DecisionDetails, decide
from qi_tracker.services.meetings import complete_meeting, start_meeting
from qi_tracker.services.number_links import number_token
from qi_tracker.services.observations import Reading, find_observation, record_observation
from qi_tracker.services.organizations import OrganizationDetails, add_member, create_organization
from qi_tracker.services.password_resets import make_password_reset
from qi_tracker.services.passwords import hash_password
from qi_tracker.services.pdsa import CyclePlan, compare, plan_cycle, record_result
from qi_tracker.services.people import AccountDetails, actor_for, create_person, open_session
from qi_tracker.services.places import key_of
from qi_tracker.services.projects import ThreeQuestions, enter_project, start_project
from qi_tracker.services.quality_stars import GivenScore, keep_scores, start_round
from qi_tracker.services.saving import put_in_bin
from qi_tracker.services.stopping import stop_token
from qi_tracker.services.summaries import local_today
from qi_tracker.services.tasks import TaskDetails, complete_task, create_task
from qi_tracker.services.units import UnitDetails, create_unit
from qi_tracker.settings import load_settings
from qi_tracker.vocabulary import (
    Calculation,
    CauseTool,
    ContextState,
    Dimension,
    Direction,
    Frequency,
    IdeaStatus,
    Language,
    OrganizationRole,
    ProjectRole,
    ValueType,
)
from tests.inside import inside
from tests.journeys.excel import copied_from_excel, ended_months
from tests.journeys.known_table import known_draft
from tests.journeys.running import Running, running
from tests.measures import PLAIN
from tests.people import official_table

NEWCOMER_EMAIL: Final = "tom@example.no"
OPERATOR_EMAIL: Final = "oda@example.no"
PASSWORD: Final = "bjørka bøyer seg for vinden"
LONG_WORD: Final = "Barnehageopptakssamordningsgruppe"
LONG_TITLE: Final = (
    f"{LONG_WORD}: flere barn i familier med vedvarende lavinntekt får plass, blir møtt og blir værende "
    "gjennom hele barnehageåret, også når familien flytter mellom bydelene"
)
DOUBTFUL: Final = """Måned;Teller;Nevner;Merknad
2026-01;14;48;
2026-02;61;50;flere enn i alt
2026-03;mange;47;
2026-04;15;49;
2099-05;17;51;ikke ennå
2026-06;14;48;
2026-06;16;48;to ganger
Sum;137;391;
"""
WITHOUT_NUMBERS: Final = "Hva;Hvem\nRinge;Ola\nSkrive;Kari\n"
LONG_SERIES: Final = 60
_COUNTED: Final = replace(PLAIN, value_type=ValueType.COUNT, direction=Direction.UP)
_IN_BOTH: Final = (
    *("name", "kind", "unit", "direction", "target"),
    *("definition", "is_stock", "owner_id", "dimensions"),
)


class Who(StrEnum):
    """Whose eyes a page is seen with."""

    LEAD = "Pia Prosjektleder"
    MEMBER = "Mons Medlem"
    LEADER = "Lea Leder"
    # Leads a unit with units beneath it.
    UNIT_LEADER = "Embla Enhetsleder"
    ADMINISTRATOR = "Ada Administrator"
    # Leads a project without numbers, in another kommune.
    BEGINNER = "Nora Nabo"
    # Belongs to a kommune without projects.
    NEWCOMER = "Tom Tomvik"
    OPERATOR = "Oda Operatør"
    NOBODY = ""


@dataclass(frozen=True, slots=True)
class House:
    """A furnished program: where it is, and what addresses are made of."""

    app: Flask
    address: str
    ids: Mapping[str, Any]

    def enter(self, page: Page, who: Who, language: str) -> None:
        """Be somebody in this window who reads this language; without a name, nobody is signed in."""
        if who is Who.NOBODY:
            return
        with inside(self.app):
            person = _person(who)
            person.language = Language(language)
            token, _ = open_session(person.id, remember=True)
            db.session.commit()
        # The debugger sets no cookie that only a secure place may have; to the page itself, loopback is one.
        page.goto(f"{self.address}/healthz")
        page.evaluate(
            "cookie => { document.cookie = cookie }", f"{SESSION_COOKIE}={token}; Secure; Path=/; SameSite=Lax"
        )


@contextmanager
def furnished(folder: Path) -> Iterator[House]:
    """Furnish an installation in the folder, and serve it as a process of its own."""
    environment = {"QI_TRACKER_INSTANCE": str(folder), "QI_TRACKER_DEMO": "true"}
    app = prepare(load_settings(environment), lambda _code, _params: None)
    ids = _furnish(app)
    with running(folder, demo=True) as program:
        yield House(app, program.address, ids)
    with app.app_context():
        db.engine.dispose()


@contextmanager
def unfurnished(folder: Path) -> Iterator[Running]:
    """An empty installation, which waits for its first account."""
    with running(folder) as program:
        yield program


def _person(who: Who) -> Person:
    return db.session.scalars(select(Person).where(Person.name == who.value)).one()


def _furnish(app: Flask) -> dict[str, Any]:
    with inside(app):
        _make_people()
        db.session.commit()
        lead = _person(Who.LEAD)
        act_as(db.session(), lead.id, set(db.session.scalars(select(Organization.id))))
        ids = _ids_of_demo(lead.id) | _more_in_demo(lead) | _long_project(lead) | _units()
        settings = app.config["QI_SETTINGS"]
        ids |= _links(lead, ids["long_measure_id"], settings.secret_key)
        ids |= _deleted(lead, ids) | _calculated(lead, ids) | _answered(lead, ids, settings.secret_key)
        ids["stop_token"] = stop_token(settings.secret_key, lead.id)
        open_calendar(_person(Who.MEMBER))
        ids |= _help_requests()
        db.session.get_one(Organization, ids["organization_id"]).uses_progress_scale = True
        ids |= _meetings(ids) | _context(lead, ids) | _stars(ids) | _causes(ids)
        db.session.commit()
    return ids


def _help_requests() -> dict[str, Any]:
    """What the demo's team has asked: the first is answered, the other waits."""
    answered, waiting = db.session.scalars(select(HelpRequest).order_by(HelpRequest.id)).all()
    return {"help_request_id": answered.id, "open_help_request_id": waiting.id}


def _make_people() -> None:
    password_hash = hash_password(PASSWORD)
    operator = create_person(
        AccountDetails(Who.OPERATOR, OPERATOR_EMAIL, password_hash, Language.BOKMAL), is_operator=True
    )
    newcomer = create_person(AccountDetails(Who.NEWCOMER, NEWCOMER_EMAIL, password_hash, Language.BOKMAL))
    act_as(db.session(), operator.id)
    kommune = create_organization(actor_for(operator), OrganizationDetails("Tomvik kommune", "9903", Language.BOKMAL))
    add_member(kommune, newcomer.id, OrganizationRole.ADMINISTRATOR)


def _ids_of_demo(lead_id: int) -> dict[str, Any]:
    """The demo's first project and one of each thing in it, and the other kommune's empty ones."""
    project, quiet, *_, empty = db.session.scalars(select(Project).order_by(Project.id)).all()
    measure = db.session.scalars(select(Measure).where(Measure.project_id == project.id)).first()
    empty_measure = db.session.scalars(select(Measure).where(Measure.project_id == empty.id)).one()
    finished = db.session.scalars(select(PdsaCycle).order_by(PdsaCycle.id)).first()
    assert measure is not None and finished is not None
    member = select(ProjectMembership).where(
        ProjectMembership.project_id == project.id, ProjectMembership.person_id != lead_id
    )
    return {
        "project_id": project.id,
        "organization_id": project.organization_id,
        "measure_id": measure.id,
        "split_measure_id": next(found.id for found in db.session.scalars(select(Measure)) if found.strata),
        "hidden_measure_id": next(
            found.id for found in db.session.scalars(select(Measure)) if found.value_type is ValueType.DAYS
        ),
        "aim_id": db.session.scalars(select(Aim.id).where(Aim.project_id == project.id)).one(),
        "idea_id": finished.change_idea_id,
        "driver_id": db.session.scalars(
            select(Driver.id).where(Driver.project_id == project.id).order_by(Driver.id)
        ).first(),
        "driver_link_id": db.session.scalars(select(DriverLink.id).order_by(DriverLink.id)).first(),
        "cycle_id": finished.id,
        "annotation_id": db.session.scalars(select(Annotation.id).where(Annotation.measure_id == measure.id)).one(),
        "lead_membership_id": db.session.scalars(
            select(ProjectMembership.id).where(
                ProjectMembership.project_id == project.id, ProjectMembership.person_id == lead_id
            )
        ).one(),
        "member_id": _person(Who.MEMBER).id,
        "project_membership_id": db.session.scalars(member).one().id,
        "membership_id": db.session.scalars(
            select(Membership.id).where(Membership.person_id == _person(Who.LEADER).id)
        ).one(),
        "task_id": db.session.scalars(select(Task.id).where(Task.project_id == project.id)).first(),
        "stakeholder_id": db.session.scalars(select(Stakeholder.id)).first(),
        "document_link_id": db.session.scalars(select(DocumentLink.id)).first(),
        "quiet_project_id": quiet.id,
        "empty_project_id": empty.id,
        "empty_measure_id": empty_measure.id,
        "empty_aim_id": db.session.scalars(select(Aim.id).where(Aim.project_id == empty.id)).one(),
        "empty_organization_id": empty.organization_id,
        "empty_idea_id": db.session.scalars(select(ChangeIdea.id).where(ChangeIdea.project_id == empty.id)).one(),
    }


def _more_in_demo(lead: Person) -> dict[str, Any]:
    """A cycle that is only planned, one that waits for its decision, and tables that wait to be imported."""
    today = local_today()
    plan = CyclePlan("Ring tre familier", "To av tre vil søke", today, today + timedelta(days=7), lead.id)
    waiting = select(ChangeIdea).where(ChangeIdea.status == IdeaStatus.IDEA).order_by(ChangeIdea.id)
    ideas = db.session.scalars(waiting).all()
    planned, learnt = plan_cycle(ideas[0], plan), plan_cycle(ideas[1], plan)
    record_result(learnt, learnt.version, "Alle tre ville søke, én trengte tolk.")
    compare(learnt, learnt.version, "Det gikk lettere enn vi trodde. Tolk må bestilles før samtalen.")
    measure = db.session.scalars(select(Measure).order_by(Measure.id)).first()
    assert measure is not None
    tables = {"draft_id": copied_from_excel(today), "doubtful_draft_id": DOUBTFUL, "useless_draft_id": WITHOUT_NUMBERS}
    drafts = {
        name: keep_draft(actor_for(lead), measure, table_to_json(read_table(table))).id
        for name, table in tables.items()
    }
    drafts["known_draft_id"] = known_draft(actor_for(lead), measure, today).id
    return {
        "open_cycle_id": planned.id,
        "open_idea_id": planned.change_idea_id,
        "learnt_cycle_id": learnt.id,
        **drafts,
    }


def _long_project(lead: Person) -> dict[str, Any]:
    """Everything as long as it may get: words, titles, five years of numbers; and a number that is due."""
    organization = db.session.scalars(select(Organization).order_by(Organization.id)).first()
    assert organization is not None
    answers = ThreeQuestions(
        LONG_TITLE, LONG_TITLE[:160], ValueType.PROPORTION, Direction.DOWN, LONG_TITLE[:160], LONG_TITLE[:160]
    )
    measure = start_project(actor_for(lead), organization, answers)
    months = ended_months(local_today())
    for number in range(LONG_SERIES):
        month = _months_before(months[-1], number + 1)
        reading = Reading(month, 40 + number % 7, 1_000 + number * 13, None, LONG_TITLE if number == 3 else "")
        record_observation(measure, reading, None, local_today())
    db.session.flush()
    # Only the lead sees its numbers.
    enter_project(measure.project, _person(Who.MEMBER).id, ProjectRole.MEMBER)
    narrow(measure, measure.version, [])
    return {
        "long_project_id": measure.project_id,
        "long_measure_id": measure.id,
        "long_task_id": _many_tasks(measure.project),
    }


def _many_tasks(project: Project) -> int:
    """A task that is late and nobody's, with a long name, and more that are done than are shown."""
    for number in range(12):
        done = create_task(project, TaskDetails(f"Ringe familie {number + 1}", None, None))
        complete_task(done, done.version)
    late = local_today() - timedelta(days=40)
    return create_task(project, TaskDetails(LONG_TITLE[:160], None, late)).id


def _calculated(lead: Person, ids: Mapping[str, Any]) -> dict[str, Any]:
    """A sum of groups, a ratio of two measures without numbers, and a project that has nothing to compute from."""
    split = db.session.get_one(Measure, ids["split_measure_id"])
    long_one = db.session.get_one(Measure, ids["long_measure_id"])
    counts = [
        create_measure(long_one.project, replace(_COUNTED, name=name)).id for name in (LONG_TITLE[:150], LONG_WORD)
    ]
    ratio = CalculatedDetails(
        **{name: getattr(_COUNTED, name) for name in _IN_BOTH},
        calculation=Calculation.RATIO,
        numerator_measure_id=counts[0],
        denominator_measure_id=counts[1],
        is_share=True,
    )
    total = replace(ratio, name="Alle gruppene", calculation=Calculation.SUM_OF_STRATA, numerator_measure_id=split.id)
    organization = db.session.get_one(Organization, ids["organization_id"])
    only = start_project(actor_for(lead), organization, ThreeQuestions(*_QUESTIONS))
    put_in_bin(only, only.version)
    return {
        "calculated_measure_id": create_calculated_measure(split.project, total).id,
        "no_numbers_measure_id": counts[0],
        "uncomputed_measure_id": create_calculated_measure(long_one.project, ratio).id,
        "no_measure_project_id": only.project_id,
    }


def _context(lead: Person, ids: Mapping[str, Any]) -> dict[str, Any]:
    """The demo's background numbers, all hidden ones, broken ones as long as they may get, and tables to pick from."""
    kept = db.session.scalars(select(ContextSeries).order_by(ContextSeries.id)).first()
    assert kept is not None
    long_one = db.session.get_one(Project, ids["long_project_id"])
    details = ContextDetails(
        LONG_TITLE, f"{LONG_WORD} {LONG_TITLE}", "CC BY 4.0", f"https://{LONG_WORD}.no/a", LONG_TITLE
    )
    # With room for what be_too_late adds.
    shorter = replace(details, title=LONG_TITLE[:160])
    hidden = [ContextCell(date(year, 1, 1), str(year), None, ContextState.HIDDEN) for year in (2020, 2021, 2022)]
    broken = [
        ContextCell(
            date(year, 1, 1), str(year), 123456.5 * (year - 2000), ContextState.NUMBER, is_preliminary=year > 2023
        )
        for year in range(2006, 2025)
    ]
    reading = ContextReading(LONG_TITLE, broken, Frequency.YEAR, {}, unit="kroner", place_name=LONG_WORD)
    breaks = {"2020-01-01": ["1504", "1523", "1529"], "2024-01-01": ["1507"]}
    chosen = Selection("9901", {"Alder": ("0-17",)}).to_json()
    tables = {name: {"tables": {"": official_table(LONG_WORD)}} for name in ("new", "picked", "newer")}
    draft, picked, newer = (
        keep_context_draft(actor_for(lead), kept.project, table, kept if name == "newer" else None)
        for name, table in tables.items()
    )
    choose_cells(picked, chosen)
    choose_cells(newer, chosen)
    return {
        "context_series_id": kept.id,
        "hidden_context_series_id": add_series(long_one, replace(reading, cells=hidden), shorter, local_today()).id,
        "broken_context_series_id": add_series(long_one, replace(reading, breaks=breaks), details, local_today()).id,
        "context_draft_id": draft.id,
        "picked_context_draft_id": picked.id,
        "newer_context_draft_id": newer.id,
    }


def _causes(ids: Mapping[str, Any]) -> dict[str, Any]:
    """Causes as a fishbone, with a question as long as it may get."""
    items = read_items(CauseTool.FISHBONE, f"Informasjon: Ingen vet om det\nAvstand: {LONG_TITLE}")
    project = db.session.get_one(Project, ids["project_id"])
    found = create_causes(project, CauseTool.FISHBONE, CauseDetails(LONG_TITLE, items, LONG_TITLE))
    return {"cause_analysis_id": found.id}


def _stars(ids: Mapping[str, Any]) -> dict[str, Any]:
    """The demo's closed round, and an open one with a name as long as it may get."""
    closed = db.session.scalars(select(StarRound)).one()
    begun = start_round(db.session.get_one(Project, ids["long_project_id"]), LONG_TITLE)
    keep_scores(begun, _person(Who.LEAD).id, [GivenScore(Dimension.SAFE.value, 3, LONG_TITLE)])
    db.session.flush()
    return {"star_round_id": closed.id, "open_star_round_id": begun.id}


def _meetings(ids: Mapping[str, Any]) -> dict[str, Any]:
    """Boards in use now, one of them with nothing on it, and a note; all of it as long as it may get."""
    today = local_today()
    done = db.session.scalars(select(Meeting).order_by(Meeting.id)).first()
    assert done is not None
    with_task = select(MeetingDecision.id).where(MeetingDecision.task_id.is_not(None)).order_by(MeetingDecision.id)
    words = select(MeetingDecision.id).where(MeetingDecision.task_id.is_(None)).order_by(MeetingDecision.id)
    found = {
        "meeting_id": done.id,
        "decision_id": db.session.scalars(words).first(),
        "task_decision_id": db.session.scalars(with_task).first(),
    }
    project, empty, long = (
        db.session.get_one(Project, ids[name]) for name in ("project_id", "empty_project_id", "long_project_id")
    )
    noted = start_meeting(long, today - timedelta(days=7))
    for number in range(3):
        text = f"{LONG_TITLE[:100]} {number}"
        decided = decide(noted, DecisionDetails(text, None, today + timedelta(days=number - 1)))
    complete_meeting(noted, noted.version, f"{LONG_TITLE}\n{LONG_TITLE}", today)
    start_meeting(long, today - timedelta(days=3))
    long_meeting = start_meeting(long, today)
    decide(long_meeting, DecisionDetails(LONG_TITLE))
    return found | {
        "open_meeting_id": start_meeting(project, today).id,
        "empty_meeting_id": start_meeting(empty, today).id,
        "long_meeting_id": long_meeting.id,
        "long_note_id": noted.id,
        "long_decision_id": decided.id,
    }


def _units() -> dict[str, Any]:
    """A unit of the demo that has a leader and units beneath it, and a deep one with a name as long as it may get."""
    unit = db.session.scalars(select(Unit).join(UnitLeadership, UnitLeadership.unit_id == Unit.id)).one()
    above, organization = unit.id, unit.organization
    for level in range(3):
        above = create_unit(organization, UnitDetails(f"{LONG_TITLE[:90]} {level}", above)).id
    return {"unit_id": unit.id, "long_unit_id": above}


def _deleted(lead: Person, ids: Mapping[str, Any]) -> dict[str, Any]:
    """Things in the bin, two numbers for one month and two roles for one person, and texts that could be erased."""
    organization = db.session.get_one(Organization, ids["organization_id"])
    measure = db.session.get_one(Measure, ids["long_measure_id"])
    idea = create_idea(measure.project, IdeaDetails("Ring hjem", "", IdeaStatus.IDEA, lead.id, []))
    put_in_bin(idea, idea.version)
    month = _months_before(ended_months(local_today())[-1], 5)
    number = find_observation(measure, month)
    assert number is not None
    put_in_bin(number, number.version)
    record_observation(measure, Reading(month, 41, 1_100, None, "Talt på nytt"), None, local_today())
    extra = start_project(actor_for(lead), organization, ThreeQuestions(*_QUESTIONS)).project
    put_in_bin(extra, extra.version)
    stand_in = create_person(AccountDetails("Vera Vikar", "vera@example.no", hash_password(PASSWORD), Language.BOKMAL))
    former = add_member(organization, stand_in.id, OrganizationRole.MEMBER)
    put_in_bin(former, former.version)
    add_member(organization, stand_in.id, OrganizationRole.LEADER)
    return {
        "number_key": key_of(number),
        "role_key": key_of(former),
        "value_id": _value_of("challenge", ids["project_id"], "projects"),
        "organization_value_id": _value_of("name", ids["organization_id"], "organizations"),
    }


_QUESTIONS = ("Flere barn blir med på tur", "Barn på tur", ValueType.COUNT, Direction.UP, "Turkasse til utlån")


def _value_of(field: str, number: int, noun: str) -> int:
    """A text that the history keeps of this field."""
    found = (
        select(AuditValue.id)
        .join(AuditEvent, AuditEvent.id == AuditValue.event_id)
        .where(AuditEvent.noun == noun, AuditEvent.noun_id == number, AuditValue.field == field)
    )
    return db.session.scalars(found.limit(1)).one()


def _months_before(month: date, count: int) -> date:
    years, months = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(years, months + 1, 1)


def _answered(lead: Person, ids: Mapping[str, Any], secret_key: str) -> dict[str, Any]:
    """A measure for which nothing waits, whose last number is unlike the others, and links to it and to groups."""
    project, today = db.session.get_one(Project, ids["long_project_id"]), local_today()
    measure = create_measure(project, replace(PLAIN, name=LONG_TITLE[:120]))
    months = [_months_before(ended_months(today)[-1], back) for back in range(9)]
    for number, month in enumerate(months):
        record_observation(measure, Reading(month, value=430 if number == 0 else 40 + number), None, today)
    groups = create_measure(project, replace(PLAIN, name="Dager til svar", strata=["Nord", LONG_WORD]))
    return {
        "odd_measure_id": measure.id,
        "odd_period": months[0],
        "used_number_token": number_token(secret_key, lead.id, measure.id, today),
        "groups_number_token": number_token(secret_key, lead.id, groups.id, today),
    }


def _links(lead: Person, long_measure_id: int, secret_key: str) -> dict[str, Any]:
    """Links that wait to be used: into the organisation, into the project, to a number and to a new password."""
    project = db.session.scalars(select(Project).order_by(Project.id)).first()
    assert project is not None
    into_project = InvitationDetails("Ola", OrganizationRole.MEMBER, project.id, ProjectRole.MEMBER)
    into_organization = InvitationDetails("Liv", OrganizationRole.LEADER)
    administrator = _person(Who.ADMINISTRATOR)
    return {
        "token": invite(actor_for(lead), project.organization, into_project)[1],
        "organization_token": invite(actor_for(administrator), project.organization, into_organization)[1],
        "number_token": number_token(secret_key, _person(Who.LEAD).id, long_measure_id, local_today()),
        "reset_token": make_password_reset(_person(Who.NEWCOMER).id, _person(Who.OPERATOR).id),
    }
