"""A team of the demo lives through a year: what is due is asked for by mail and entered by its link, and July is quiet.

No browser: the worker's own functions, a mail server that takes real SMTP, and the pages that the mails lead to. Time
is moved from day to day, past those on which nothing can happen, and each worker runs twice each day.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from qi_tracker.analysis.periods import DUE_WORKING_DAYS, add_working_days
from qi_tracker.demo.loader import load_demo
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Observation, Organization, Project
from qi_tracker.services.acting import act_as
from qi_tracker.services.dates import local_day
from tests.clock import set_now
from tests.databases import settings_for
from tests.demo.conftest import empty_app
from tests.inside import inside
from tests.journeys.demo_team import EMBLA, MONS, NORA, PIA, Team
from tests.mail_server import mail_server, with_mail

YEAR: Final = 2026
NEW_YEAR: Final = date(YEAR, 1, 1)
JULY: Final = 7
MONTHS: Final = [date(YEAR, month, 1) for month in range(1, 12) if month != JULY]
FREE_TIME: Final = "Gratis fritid – flere barn blir med"
# Their others rest this year.
RESTING: Final = ("Skolefrokost og nærvær", "Kortere vei til hjelp")
ACTIVE, INFORMED = "Andel barn i målgruppen med minst én aktivitet", "Familier i kontakt som er informert"
SURVEY, LEFT = "«Hjalp dette dere?» svar 4–5 av 5", "Sluttet innen tre måneder"
MONTHLY: Final = (ACTIVE, INFORMED, "Median dager fra søknad til start", LEFT)
PIAS, MONS_S, EMBLAS = "pia@1.example", "mons@1.example", "embla@1.example"
# Mons is ill and answers no mail of this month; Embla, who is new, forgets the numbers that she is told of in that one.
ILL_IN, FORGETFUL_IN = 4, 10
REPLACED_ON: Final = date(YEAR, 5, 20)
# A number is entered after the mail about it is posted and before it is delivered.
ANSWERED_BETWEEN: Final = date(YEAR, 2, 2)
# The families are asked week by week in January and December. The last week's number before the pause came due in it,
# so it is asked for when the pause is over.
SURVEY_RESTS: Final = (date(YEAR, 1, 19), date(YEAR, 12, 13))
WEEKS: Final = [date.fromisocalendar(YEAR, week, 1) for week in (1, 2, 3, 51, 52)]
# An idea of the demo that Mons tries out for two weeks.
IDEA: Final = "Betaling direkte til laget, ikke synlig for treneren"
TRIED: Final = (date(YEAR, 1, 26), date(YEAR, 2, 6))


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """The demo on New Year's Day, and what its people agree on that day, each on its page."""
    settings = settings_for(tmp_path)
    app = empty_app(settings)
    set_now(monkeypatch, NEW_YEAR)
    with inside(app):
        load_demo(NEW_YEAR)
        db.session.commit()
    with mail_server() as mailbox:
        monkeypatch.setitem(app.config, "QI_SETTINGS", with_mail(settings, mailbox.port))
        found = Team(app, monkeypatch, mailbox, NEW_YEAR, leaves)
        agree(found)
        yield found
    with app.app_context():
        db.engine.dispose()


def agree(team: Team) -> None:
    """Who enters what, when nobody does, and what rests this year."""
    for name in (INFORMED, LEFT):
        number = team.id_of(Measure, name=name)
        team.edit(PIA, f"/measures/{number}/plan/collector", {"collector_id": str(team.person(MONS))})
        team.edit(PIA, f"/measures/{number}/plan/stand_in", {"stand_in_id": str(team.person(PIA))})
    first, last = SURVEY_RESTS
    rests = {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
    team.edit(PIA, f"/measures/{team.id_of(Measure, name=SURVEY)}/pauses/new", rests)
    for title in RESTING:
        team.edit(PIA, f"/projects/{team.id_of(Project, title=title)}/edit", {"status": "paused"})
    team.plan_cycle(IDEA, MONS, *TRIED)
    team.edit(NORA, "/account/reminders", {"reminders": "none"})


def leaves(to: str, thing: str, day: date, times: int) -> bool:
    """Whether somebody does not do what the mail asks for."""
    if to == MONS_S:
        return day.month == ILL_IN
    is_embla_s = any(name in thing for name in (INFORMED, LEFT)) and day.month == FORGETFUL_IN
    # As stand-in Pia leaves it to her.
    return is_embla_s and (to == PIAS or times == 1)


def test_a_year_without_anything_forgotten_or_told_twice(
    team: Team, record_property: Callable[[str, object], None]
) -> None:
    for day in eventful_days():
        if day == REPLACED_ON:
            team.replace(MONS, EMBLA, FREE_TIME)
        team.begin(day)
        if day == ANSWERED_BETWEEN:
            team.enter_from_home(PIA, ACTIVE)
        team.end()
    entered, due = set(numbers_of(team)), {*product(MONTHLY, MONTHS), *product([SURVEY], WEEKS)}
    days = [local_day(parsedate_to_datetime(str(mail["Date"]))) for mail in team.mails]
    told = Counter((to, thing) for to, thing, _ in team.told)
    figures = {
        "days lived, each with two workers that remind and two that deliver": team.n_days,
        "mails": len(days),
        "numbers entered by link": team.entered["by link"],
        "numbers entered signed in": team.entered["signed in"],
        "numbers due and forgotten": len(due - entered),
        "numbers entered that were not due": len(entered - due),
        "mails sent twice": len(days) - len({str(mail["Message-ID"]) for mail in team.mails}),
        "mails in July": sum(day.month == JULY for day in days),
    }
    for what, figure in figures.items():
        record_property(f"a year of a team of the demo: {what}", figure)
    assert list(figures.values())[4:] == [0, 0, 0, 0], figures
    recipients = [str(mail["To"]) for mail in team.mails]
    assert len(set(zip(recipients, days, strict=True))) == len(days), "at most one mail a day"
    assert max(day for to, _, day in team.told if to == MONS_S) < REPLACED_ON
    assert {pair: times for pair, times in told.items() if times > 1} == {
        (EMBLAS, f"Tallet for september {YEAR}: «{name}»"): 2 for name in (INFORMED, LEFT)
    }, "each thing once to each, and a number that stays away once more"
    assert [(thing, day.month) for to, thing, day in team.told if to == PIAS and "Sluttet" in thing] == [
        (f"Tallet for mars {YEAR}: «{LEFT}»", ILL_IN),
        (f"Tallet for september {YEAR}: «{LEFT}»", FORGETFUL_IN),
    ], "the stand-in is told of what is missing"
    between = f"Tallet for januar {YEAR}: «{ACTIVE}»"
    assert (PIAS, between) not in told, "entered between posting and delivery, so it is not mailed"
    assert sum("PDSA-sirkelen" in thing for _, thing in told.elements()) == 1


def numbers_of(team: Team) -> Iterator[tuple[str, date]]:
    """(measure, first day of the period) of each number of the year, of those who work by their mail."""
    with inside(team.app):
        act_as(db.session(), None, db.session.scalars(select(Organization.id)).all())
        named = select(Measure.name, Observation.period).join(Measure, Measure.id == Observation.measure_id)
        of_year = named.where(Observation.period >= WEEKS[0], Measure.name.in_([*MONTHLY, SURVEY]))
        yield from ((name, period) for name, period in db.session.execute(of_year))


def eventful_days() -> list[date]:
    """Those on which something can happen: a number comes due, is overdue, is told of again; and some beside them."""
    days = {REPLACED_ON, *(date(YEAR, JULY, day) for day in (15, 22, 31)), date(YEAR, 2, 3)}
    days |= {date.fromisocalendar(YEAR, week + 1, 1) for week in (1, 2, 50, 51, 52)}
    days |= {add_working_days(date(YEAR, month, 1) - timedelta(days=1), 1) for month in range(1, 13)}
    overdue_on = {
        month: add_working_days(date(YEAR, month, 1) - timedelta(days=1), DUE_WORKING_DAYS + 1)
        for month in (2, ILL_IN, JULY, JULY + 1, FORGETFUL_IN)
    }
    days |= {*overdue_on.values(), *(overdue_on[FORGETFUL_IN] + timedelta(days=later) for later in (14, 15))}
    return sorted(days)
