"""A few kills on each change. The thousand of them: `python3 dev.py prove durability`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import settings_for
from tests.durability.cluster import Cluster
from tests.durability.house import House, furnish
from tests.durability.kills import Outcome, Plan, kill_database, kill_servers
from tests.durability.servers import Kind, Standby, Victim
from tests.durability.writers import Manners


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL that may be killed."""
    with Cluster.start() as started:
        yield started


def _seen(outcome: Outcome, sign: str) -> bool:
    return any(problem.startswith(sign) for problem in outcome.problems)


@pytest.mark.parametrize(
    ("kind", "victims"),
    [(Kind.WAITRESS, (Victim.WHOLE,)), (Kind.GUNICORN, (Victim.WORKER, Victim.WHOLE, Victim.MASTER))],
)
def test_killed_server_loses_and_doubles_nothing(
    standby: Standby, house: House, kind: Kind, victims: tuple[Victim, ...]
) -> None:
    outcome = kill_servers(standby, house, Plan(kind, victims, n_kills=3, seed=1))
    assert outcome.problems == []
    assert outcome.n_acknowledged > outcome.n_kills


def test_killed_database_comes_back_under_a_server_that_runs_on(
    standby: Standby, cluster: Cluster, tmp_path: Path
) -> None:
    house = furnish(settings_for(tmp_path / "house", cluster.create_database("kills")))
    outcome = kill_database(standby, house, Plan(Kind.GUNICORN, (), n_kills=2, seed=1), cluster)
    assert outcome.problems == []


def test_planted_answer_before_the_commit_is_found(standby: Standby, house: House) -> None:
    plan = Plan(Kind.WAITRESS, (Victim.WHOLE,), n_kills=2, seed=1, defect="answers_before_commit")
    assert _seen(kill_servers(standby, house, plan), "LOST")


def test_planted_retry_without_its_key_is_found(standby: Standby, house: House) -> None:
    forgetful = Manners(has_keys=False, hang_ups_percent=40)
    # Not every kill comes between a commit and its answer: it goes on until one does.
    plans = (Plan(Kind.WAITRESS, (Victim.WHOLE,), n_kills=2, seed=seed, manners=forgetful) for seed in range(1, 7))
    assert any(_seen(kill_servers(standby, house, plan), "DOUBLED") for plan in plans)
