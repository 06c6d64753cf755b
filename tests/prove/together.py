"""Eight people at once, many times over, on both databases: conflicts met, and updates lost."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import pytest

from qi_tracker.services import saving
from tests.databases import Kind, Prepared, prepared_app, settings_for
from tests.postgres import PostgresServer
from tests.prove.figures import Figure
from tests.together import contests
from tests.together.contests import CONTESTS
from tests.together.editors import Tally, one_after_another
from tests.together.test_sent_twice import forms_of, ids_of, send_twice

LEAST_CONFLICTS: Final = 1000
# Where one text is written by all, so that a save that is not compared shows.
PLANTED: Final = "text of the measure"
LISTED: Final = 5


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Contests until a thousand conflicts were met on each database, and the same without the comparison."""
    return [figure for kind in Kind for figure in _on(kind, tell)]


def _on(kind: Kind, tell: Callable[[str], None]) -> Iterator[Figure]:
    started = time.monotonic()
    with _database(kind) as prepared:
        total, rounds = Tally(), 0
        while total.conflicts < LEAST_CONFLICTS:
            rounds += 1
            for name, contest in CONTESTS.items():
                prepared.restore()
                total.add(contest(prepared))
                tell(f"{kind}, round {rounds}, {name}: {total.conflicts} conflicts, {len(total.lost)} lost")
        planted = _without_comparison(prepared)
        prepared.restore()
        ids, forms = ids_of(prepared), forms_of(prepared)
        tell(f"{kind}: {len(forms)} forms sent twice")
        doubled = [each.endpoint for each in forms if send_twice(prepared, each, ids)]
    yield Figure(f"{kind}: contests of eight, each of {len(CONTESTS)} kinds", f"{rounds * len(CONTESTS)}")
    yield Figure(f"{kind}: savings accepted", f"{total.accepted}")
    yield Figure(f"{kind}: conflicts run", f"{total.conflicts}")
    yield Figure(f"{kind}: updates lost", "; ".join([f"{len(total.lost)}", *total.lost[:LISTED]]))
    yield Figure(f"{kind}: planted, versions not compared: updates lost", f"{planted} of 8")
    yield Figure(f"{kind}: forms sent twice, and those that did their work twice", f"{len(forms)}, {len(doubled)}")
    yield Figure(f"{kind}: time", f"{time.monotonic() - started:.0f} s")


def _without_comparison(prepared: Prepared) -> int:
    prepared.restore()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saving, "check_version", lambda _thing, _seen: None)
        patch.setattr(contests, "at_once", one_after_another)
        return len(CONTESTS[PLANTED](prepared).lost)


@contextmanager
def _database(kind: Kind) -> Iterator[Prepared]:
    with ExitStack() as leaving:
        folder = Path(leaving.enter_context(tempfile.TemporaryDirectory()))
        urls = None
        if kind is Kind.POSTGRESQL:
            urls = leaving.enter_context(PostgresServer.start()).create_database("together")
        yield leaving.enter_context(prepared_app(settings_for(folder, urls)))
