"""Disk full, volume read-only, database gone or hanging, clock moved: a page that helps, nothing half written, and on.

Always the same server process, before and after: nothing needs a restart.
"""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from qi_tracker.models import database as drivers
from tests.databases import settings_for
from tests.durability.browser import Answer, Browser
from tests.durability.cluster import Cluster
from tests.durability.faults import failing
from tests.durability.house import House, furnish
from tests.durability.planted import CLOCK_FILE
from tests.durability.servers import Kind, Server, Standby, wait_until
from tests.durability.tracer import SENTENCE, can_trace
from tests.durability.verification import problems_in
from tests.durability.writers import Ledger, mark_of, note_form

# Where the set-up could not install it, it has said so.
needs_strace = pytest.mark.skipif(not can_trace(), reason=SENTENCE)

QUARTER_MINUTE = 15.0
DAY_SECONDS = 24 * 3600
NO_ROOM = "Det er ikke plass til å lagre mer."
NOT_NOW = "Ingenting kan lagres akkurat nå."
NO_ANSWER = "Programmet får ikke svar fra databasen sin."


class Visit:
    """One person at a running server, who keeps count of the notes that were acknowledged."""

    def __init__(self, house: House, server: Server) -> None:
        self.house = house
        self.ledger = Ledger(house.desks[0])
        self.address = f"/measures/{house.desks[0].measure_id}/annotations/new"
        self.browser = Browser(house.desks[0], server.port)
        wait_until(self._has_form, "the server")
        assert self.write(1).status == 303

    def _has_form(self) -> bool:
        try:
            return self.browser.open_form(self.address)
        except OSError:
            self.browser.hang_up()
            return False

    def write(self, number: int, fields: dict[str, str] | None = None) -> Answer:
        """Send a numbered note, or one that was made before."""
        answer = self.browser.send(self.address, fields or note_form(self.ledger.desk, number))
        if answer.status == 303:
            self.ledger.notes.add(number)
        return answer

    def check(self) -> None:
        """Every acknowledged note is there once, and nothing is broken."""
        assert problems_in(self.house, [self.ledger]) == []


@contextmanager
def visiting(house: House, server: Server) -> Iterator[Visit]:
    """A visit that hangs up in the end."""
    visit = Visit(house, server)
    try:
        yield visit
    finally:
        visit.browser.hang_up()


def is_helpful(answer: Answer, sentence: str, number: int) -> None:
    """The page says what is the matter, keeps what was typed, and can send it again."""
    assert answer.status == 503
    assert answer.headers["Retry-After"]
    assert sentence in answer.text
    assert f"<li>{mark_of(0, number)}</li>" in answer.text
    assert f'name="text" value="{mark_of(0, number)}"' in answer.text
    assert "Traceback" not in answer.text
    assert "sqlite" not in answer.text.lower()
    assert "psycopg" not in answer.text.lower()


@needs_strace
@pytest.mark.parametrize(
    ("calls", "error", "sentence"),
    [
        ("pwrite64,ftruncate,fallocate", "ENOSPC", NO_ROOM),
        ("pwrite64,ftruncate,fallocate", "EROFS", NOT_NOW),
        ("fsync,fdatasync", "EIO", NOT_NOW),
    ],
)
def test_disk_that_takes_no_more(standby: Standby, house: House, calls: str, error: str, sentence: str) -> None:
    with Server(standby, house.settings) as server, visiting(house, server) as visit:
        form = note_form(visit.ledger.desk, 2)
        with failing(server, calls, error):
            is_helpful(visit.write(2, form), sentence, 2)
            assert visit.browser.get("/projects").status == 200
        # The same form, as its button on the page sends it.
        assert visit.write(2, form).status == 303
        assert visit.write(3).status == 303
        assert visit.browser.get("/healthz").status == 200
    visit.check()


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[tuple[Cluster, House]]:
    """A house on a PostgreSQL that may be stopped."""
    with Cluster.start() as cluster:
        yield cluster, furnish(settings_for(tmp_path / "house", cluster.create_database("faults")))


def test_database_that_is_away_or_hangs_or_may_only_be_read(standby: Standby, durable: tuple[Cluster, House]) -> None:
    cluster, house = durable
    with Server(standby, house.settings, Kind.WAITRESS, "impatient") as server, visiting(house, server) as visit:
        cluster.quit()
        is_helpful(visit.write(2), NO_ANSWER, 2)
        assert json.loads(visit.browser.get("/healthz").text) == {"live": True, "ready": False}
        assert json.loads(visit.browser.get("/healthz?live").text) == {"live": True}
        cluster.restart()
        assert visit.write(2).status == 303
        _answers_while_it_hangs(visit, cluster)
        assert visit.write(4).status == 303
        cluster.let_everybody_only_read("faults", True)
        is_helpful(visit.write(5), NOT_NOW, 5)
        assert visit.browser.get("/healthz").status == 503
        cluster.let_everybody_only_read("faults", False)
        assert visit.write(5).status == 303
        assert visit.browser.get("/healthz").status == 200
    visit.check()


def test_people_get_a_page_within_a_quarter_of_a_minute() -> None:
    """One answer waited for in vain, then a connection: the server of the test above is only less patient."""
    assert drivers.REQUEST_SECONDS + drivers.CONNECT_SECONDS + 1 < QUARTER_MINUTE
    assert drivers.POOL_SECONDS + drivers.CONNECT_SECONDS < QUARTER_MINUTE
    assert drivers.BUSY_TIMEOUT_MS / 1000 < QUARTER_MINUTE


def _answers_while_it_hangs(visit: Visit, cluster: Cluster) -> None:
    """Everybody is answered in time, and the form that was refused is saved once when it is sent again."""
    others = [Browser(desk, visit.browser.port) for desk in visit.house.desks]
    watcher = Browser(visit.ledger.desk, visit.browser.port)
    form = note_form(visit.ledger.desk, 3)
    cluster.freeze()
    try:
        started = time.monotonic()
        with ThreadPoolExecutor() as people:
            pages = [people.submit(other.get, "/projects") for other in others]
            refused = people.submit(visit.write, 3, form)
            alive = people.submit(watcher.get, "/healthz?live")
            assert alive.result().status == 200
            # Whoever asks whether the program lives does not wait for the database.
            assert not refused.done()
            is_helpful(refused.result(), NO_ANSWER, 3)
            assert {page.result().status for page in pages} == {503}
        assert time.monotonic() - started < QUARTER_MINUTE
    finally:
        cluster.thaw()
        for browser in (*others, watcher):
            browser.hang_up()
    assert visit.write(3, form).status == 303


def test_clock_that_is_moved(standby: Standby, house: House) -> None:
    """Nothing depends on the order of the clock's times: the history is in the order in which it was written."""
    clock = house.settings.instance / CLOCK_FILE
    with Server(standby, house.settings, Kind.WAITRESS, "movable_clock") as server, visiting(house, server) as visit:
        for number, days in enumerate((20, -3, -365, 0), 2):
            clock.write_text(str(days * DAY_SECONDS))
            assert visit.write(number).status == 303
        clock.write_text(str(100 * DAY_SECONDS))
        signed_out = visit.write(6)
        assert signed_out.status == 401
        assert mark_of(0, 6) in signed_out.text
        clock.write_text("0")
        assert visit.write(6).status == 303
    visit.check()
