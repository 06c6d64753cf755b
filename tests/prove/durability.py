"""Kills and power cuts by the thousand: what was acknowledged and is lost, doubled or broken afterwards."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tqdm import tqdm

from tests.databases import settings_for
from tests.durability.cluster import Cluster
from tests.durability.house import House, furnish
from tests.durability.kills import Outcome, Plan, kill_database, kill_servers, shares
from tests.durability.recording import problems_after_cuts, record
from tests.durability.servers import Kind, Standby, Victim
from tests.durability.tracer import NoTracer
from tests.prove.figures import Figure

# Kills on SQLite, 1,000 in all: server, what of it is killed, how often.
ON_SQLITE: Final = (
    (Kind.WAITRESS, Victim.WHOLE, 400),
    (Kind.GUNICORN, Victim.WORKER, 500),
    (Kind.GUNICORN, Victim.WHOLE, 80),
    (Kind.GUNICORN, Victim.MASTER, 20),
)
# On PostgreSQL, 100: None is PostgreSQL itself, all its processes, under a server that runs on.
ON_POSTGRESQL: Final = (
    (Kind.WAITRESS, None, 30),
    (Kind.GUNICORN, None, 30),
    (Kind.WAITRESS, Victim.WHOLE, 20),
    (Kind.GUNICORN, Victim.WORKER, 20),
)
KILLS_A_BATCH: Final = 20
RECORDINGS: Final = 5
WRITES_A_RECORDING: Final = 200
CUTS_A_RECORDING: Final = 200
SIGNS: Final = (("lost", "LOST"), ("doubled", "DOUBLED"), ("acknowledged by nobody", "UNKNOWN"))

Tell = Callable[[str], None]


def measure_kills(tell: Tell) -> Sequence[Figure]:
    """A thousand kills on SQLite; each problem is told as it stands."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, Standby() as standby:
        house = furnish(settings_for(Path(place) / "template"))
        return _figures("SQLite", ON_SQLITE, _kills_on_sqlite(standby, house, Path(place) / "batch", tell))


def measure_kills_on_postgresql(tell: Tell) -> Sequence[Figure]:
    """A hundred kills on PostgreSQL, half of them of PostgreSQL itself."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, Standby() as standby:
        return _figures("PostgreSQL", ON_POSTGRESQL, _kills_on_postgresql(standby, Path(place), tell))


def measure_cuts(tell: Tell) -> Sequence[Figure]:
    """A thousand power cuts on SQLite, and the same with a defect planted."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        return _cuts(furnish(settings_for(Path(place) / "template")), Path(place), tell)


def _kills_on_sqlite(standby: Standby, house: House, folder: Path, tell: Tell) -> Outcome:
    outcome = Outcome()
    with tqdm(total=sum(count for _, _, count in ON_SQLITE), unit="kill", desc="SQLite") as bar:
        for kind, victim, count in ON_SQLITE:
            for number, share in enumerate(shares(count, KILLS_A_BATCH)):
                plan = Plan(kind, (victim,), share, seed=number)
                _count(outcome, kill_servers(standby, house.copied_to(folder), plan), tell)
                bar.update(share)
    return outcome


def _kills_on_postgresql(standby: Standby, folder: Path, tell: Tell) -> Outcome:
    outcome = Outcome()
    with Cluster.start() as cluster, tqdm(total=sum(row[2] for row in ON_POSTGRESQL), desc="PostgreSQL") as bar:
        for place, (kind, victim, count) in enumerate(ON_POSTGRESQL):
            for number, share in enumerate(shares(count, KILLS_A_BATCH)):
                name = f"kills_{place}_{number}"
                house = furnish(settings_for(folder / name, cluster.create_database(name)))
                plan = Plan(kind, (victim or Victim.WHOLE,), share, seed=number)
                done = kill_servers(standby, house, plan) if victim else kill_database(standby, house, plan, cluster)
                _count(outcome, done, tell)
                bar.update(share)
    return outcome


def _count(outcome: Outcome, batch: Outcome, tell: Tell) -> None:
    for problem in batch.problems:
        tell(problem)
    outcome.add(batch)


def _figures(where: str, plan: Sequence[tuple[Kind, Victim | None, int]], outcome: Outcome) -> list[Figure]:
    kills = ", ".join(f"{count} of {_called(kind, victim)}" for kind, victim, count in plan)
    others = [problem for problem in outcome.problems if not problem.startswith(tuple(sign for _, sign in SIGNS))]
    return [
        Figure(f"{where}: kills (SIGKILL)", f"{outcome.n_kills}: {kills}"),
        Figure(f"{where}: writes acknowledged", str(outcome.n_acknowledged)),
        Figure(
            f"{where}: forms sent again without an answer, and given up", f"{outcome.n_repeated}, {outcome.n_given_up}"
        ),
        *(
            Figure(f"{where}: writes {what}", str(sum(problem.startswith(sign) for problem in outcome.problems)))
            for what, sign in SIGNS
        ),
        Figure(f"{where}: broken integrity, keys, history, summaries, or odd answers", str(len(others))),
    ]


def _called(kind: Kind, victim: Victim | None) -> str:
    if victim is None:
        return f"the database under {kind}"
    return f"{kind}" if kind is Kind.WAITRESS else f"{kind}'s {victim}"


def _cuts(house: House, folder: Path, tell: Tell) -> list[Figure]:
    try:
        n_acknowledged, found = _cut_many(house, folder, tell)
        planted = record(house.copied_to(folder / "planted"), WRITES_A_RECORDING, 1, "synchronous_normal")
        lost = {problem.split(":")[0] for problem in problems_after_cuts(planted, CUTS_A_RECORDING, 1, folder / "cut")}
    except NoTracer as problem:
        return [Figure("power cuts", f"UNKNOWN. {problem}")]
    return [
        Figure("SQLite: power cuts", str(RECORDINGS * CUTS_A_RECORDING)),
        Figure("SQLite: writes acknowledged in the traces of the cuts", str(n_acknowledged)),
        Figure("SQLite: cuts that lost or broke anything", str(len({problem.split(":")[0] for problem in found}))),
        Figure("the same with synchronous=NORMAL planted", f"{len(lost)} of {CUTS_A_RECORDING}"),
    ]


def _cut_many(house: House, folder: Path, tell: Tell) -> tuple[int, list[str]]:
    n_acknowledged, found = 0, []
    for seed in tqdm(range(RECORDINGS), unit="recording", desc="power cuts"):
        recording = record(house.copied_to(folder / "recorded"), WRITES_A_RECORDING, seed)
        n_acknowledged += recording.n_acknowledged
        found += problems_after_cuts(recording, CUTS_A_RECORDING, seed, folder / "cut")
    for problem in found:
        tell(problem)
    return n_acknowledged, found
