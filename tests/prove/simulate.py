"""A whole country's worth of content, on both databases: how long it takes to make, and how quick its pages are."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Final

from flask import Flask
from sqlalchemy import func, select, text

from qi_tracker import create_app
from qi_tracker.blueprints.common import charts
from qi_tracker.demo.simulation.run import accounts, simulate
from qi_tracker.demo.simulation.sizes import Sizes, shares
from qi_tracker.doctor.examination import CHECKS, examine
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import migrate
from qi_tracker.models import Base, Measure, Organization, Person
from qi_tracker.models import database as drivers
from qi_tracker.services.acting import act_as
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import OrganizationRole, ProjectRole
from tests.client import Client
from tests.databases import settings_for
from tests.inside import inside
from tests.postgres import PostgresServer
from tests.prove.figures import Figure

COUNTRY: Final = Sizes(organizations=357, projects=20_000, measures=100_000, points=3_700_000, seed=1)
# Each page is opened so many times, after once to warm up.
TIMES: Final = 7
# Of the installation: that they hold is what the simulation promises.
PROMISES: Final = ("history", "summaries")

Tell = Callable[[str], None]


def measure(tell: Tell) -> Sequence[Figure]:
    """On SQLite, then on PostgreSQL; each beside an installation of the watched organisation alone."""
    figures = [
        Figure("organisations, projects, measures, points", " · ".join(f"{n:,}" for n in _counts(COUNTRY))),
    ]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, PostgresServer.start() as server:
        for name, urls in (("SQLite", None), ("PostgreSQL", server.create_database)):
            large = settings_for(Path(folder) / name, urls("country") if urls else None)
            alone = settings_for(Path(folder) / f"{name} alone", urls("alone") if urls else None)
            figures += _figures_on(name, large, alone, tell)
    return figures


def _counts(sizes: Sizes) -> Sequence[int]:
    return sizes.organizations, sizes.projects, sizes.measures, sizes.points


def largest_alone(sizes: Sizes) -> Sizes:
    """As much as the largest organisation has, and nobody else."""
    largest = max(shares(sizes), key=lambda share: share.projects)
    return Sizes(1, largest.projects, largest.measures, largest.points, sizes.seed)


def _figures_on(name: str, large: Settings, alone: Settings, tell: Tell) -> Iterator[Figure]:
    with simulated(large, COUNTRY, tell) as (app, seconds):
        yield Figure(f"{name}: made in", f"{seconds:.0f} s")
        yield Figure(f"{name}: rows", f"{n_rows(app):,}")
        yield Figure(f"{name}: size", f"{n_bytes(app) / 1024**2:,.0f} MB")
        began = time.monotonic()
        wrong = len(found_wrong(app, large))
        yield Figure(f"{name}: found wrong by the doctor", f"{wrong}, in {time.monotonic() - began:.0f} s")
        on_large = page_seconds(app, COUNTRY)
    with simulated(alone, largest_alone(COUNTRY), tell) as (app, _):
        on_alone = page_seconds(app, largest_alone(COUNTRY))
    for page, taken in on_large.items():
        ratio = taken / on_alone[page]
        yield Figure(f"{name}: {page}", f"{taken * 1000:.0f} ms, {ratio:.1f} × that organisation alone")


@contextmanager
def simulated(settings: Settings, sizes: Sizes, tell: Tell) -> Iterator[tuple[Flask, float]]:
    """A filled installation, and the seconds it took."""
    # The last page opened may have left this thread reading only, and impatient.
    drivers.set_read_only(False)
    drivers.set_patience(None)
    migrate(settings)
    app = create_app(settings)
    app.testing = True
    began, told = time.monotonic(), iter(range(0, sizes.organizations + 1, max(1, sizes.organizations // 10)))
    wanted = next(told)

    def progress(done: int, total: int) -> None:
        nonlocal wanted
        if done >= wanted:
            tell(f"{done} of {total} organisations on {settings.database_url.split(':')[0]}")
            wanted = next(told, total + 1)

    simulate(app, settings, sizes, progress)
    yield app, time.monotonic() - began
    charts.renderer_of(app).close()
    with app.app_context():
        db.engine.dispose()


def n_rows(app: Flask) -> int:
    """Rows in all tables."""
    with inside(app):
        act_as(db.session(), None, list(db.session.scalars(select(Organization.id))))
        tables = Base.metadata.sorted_tables
        return sum(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def n_bytes(app: Flask) -> int:
    """How large the database is on disk."""
    with inside(app):
        if db.engine.dialect.name == "postgresql":
            return int(db.session.scalar(text("SELECT pg_database_size(current_database())")) or 0)
        return Path(str(db.engine.url.database)).stat().st_size


def found_wrong(app: Flask, settings: Settings) -> list[str]:
    """What the doctor says of the history's chain and the summaries."""
    assert set(PROMISES) <= set(CHECKS)
    with app.app_context():
        return [
            finding.code
            for check, findings in examine(settings, lambda _total: lambda _portion: None)
            for finding in findings
            if check in PROMISES
        ]


def page_seconds(app: Flask, sizes: Sizes) -> dict[str, float]:
    """What those in the largest organisation wait for, the median of some times."""
    emails = {account.role: account.email for account in accounts(sizes)}
    leader, lead = (_client(app, emails[role]) for role in (OrganizationRole.LEADER, ProjectRole.LEAD))
    with inside(app):
        person = db.session.scalars(select(Person).filter_by(email=emails[ProjectRole.LEAD])).one()
        organization_id = max(shares(sizes), key=lambda share: share.projects).number + 1
        act_as(db.session(), person.id, [organization_id])
        found = db.session.execute(
            select(Measure.id, Measure.project_id).filter_by(organization_id=organization_id, owner_id=person.id)
        ).first()
        assert found is not None
    pages = {
        "front page of a project lead": (lead, "/"),
        "front page of a leader": (leader, "/"),
        "all projects of the organisation, with verdicts": (leader, "/projects"),
        "units of the organisation": (leader, f"/organizations/{organization_id}/units"),
        "page of a project": (lead, f"/projects/{found.project_id}"),
        "page of a measure, with its chart": (lead, f"/measures/{found.id}"),
    }
    return {page: _seconds(client, address) for page, (client, address) in pages.items()}


def _client(app: Flask, email: str) -> Client:
    with inside(app):
        person_id = db.session.scalars(select(Person.id).filter_by(email=email)).one()
    client = Client(app)
    client.sign_in_as(person_id)
    return client


def _seconds(client: Client, address: str) -> float:
    taken = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        answer = client.browser.get(address)
        taken.append(time.perf_counter() - began)
        assert answer.status_code == 200, (address, answer.status_code)
    return median(taken[1:])
