"""Kill rounds: while writers write, some of the server or of its database is killed; it is started again; and so on.

What was acknowledged is looked for at the end of a batch: nothing is sent again after its acknowledgement, so what one
kill lost stays lost.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.durability.cluster import Cluster
from tests.durability.house import House
from tests.durability.servers import Kind as ServerKind
from tests.durability.servers import Server, Standby, Victim, wait_until
from tests.durability.verification import problems_in
from tests.durability.writers import PROPER, Crowd, Manners

# After at least so many acknowledged writes since the last kill, and up to so many seconds later, comes the next.
FEWEST_WRITES: Final = 3
LONGEST_PAUSE_SECONDS: Final = 0.06


@dataclass(frozen=True, slots=True)
class Plan:
    """A batch: the server, what of it is killed in turn, how often, and the seed of all chance."""

    kind: ServerKind
    victims: tuple[Victim, ...]
    n_kills: int
    seed: int
    defect: str = ""
    manners: Manners = PROPER


@dataclass(slots=True)
class Outcome:
    """What batches have come to."""

    n_kills: int = 0
    n_acknowledged: int = 0
    n_repeated: int = 0
    n_given_up: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Count another's too."""
        self.n_kills += other.n_kills
        self.n_acknowledged += other.n_acknowledged
        self.n_repeated += other.n_repeated
        self.n_given_up += other.n_given_up
        self.problems += other.problems


def kill_servers(standby: Standby, house: House, plan: Plan) -> Outcome:
    """Kill the server as planned, and say what became of what was written."""
    chance = random.Random(plan.seed)

    def kill(number: int, server: Server) -> None:
        victim = plan.victims[number % len(plan.victims)]
        server.kill(victim, chance.randrange(10))
        if victim is not Victim.WORKER:
            server.start()

    return _batch(standby, house, plan, kill)


def kill_database(standby: Standby, house: House, plan: Plan, cluster: Cluster) -> Outcome:
    """Kill PostgreSQL under a server that runs on; it is started again, and the server is not."""
    return _batch(standby, house, plan, lambda _number, _server: cluster.kill_and_restart())


def _batch(standby: Standby, house: House, plan: Plan, kill: Callable[[int, Server], None]) -> Outcome:
    chance = random.Random(plan.seed + 1)
    outcome = Outcome()
    with Server(standby, house.settings, plan.kind, plan.defect) as server:
        crowd = Crowd(house, server.port, plan.seed, plan.manners)
        crowd.start()
        for number in range(plan.n_kills):
            _await_writes(crowd, server)
            time.sleep(chance.random() * LONGEST_PAUSE_SECONDS)
            kill(number, server)
            outcome.n_kills += 1
        try:
            ledgers = crowd.finish()
        except AssertionError as failure:
            raise AssertionError(f"{failure} The server: {server.ask_what_it_does()}") from None
    for ledger in ledgers:
        outcome.n_acknowledged += ledger.n_acknowledged
        outcome.n_repeated += ledger.n_repeated
        outcome.n_given_up += len(ledger.doubtful_notes) + len(ledger.doubtful_days)
    outcome.problems = problems_in(house, ledgers)
    return outcome


def _await_writes(crowd: Crowd, server: Server) -> None:
    wanted = crowd.n_acknowledged + FEWEST_WRITES
    try:
        wait_until(lambda: crowd.n_acknowledged >= wanted and server.is_whole(), "writes")
    except AssertionError as failure:
        raise AssertionError(f"{failure} The server: {server.ask_what_it_does()}") from None


def shares(total: int, batch: int) -> Sequence[int]:
    """The kills of each batch."""
    return [batch] * (total // batch) + ([total % batch] if total % batch else [])
