"""People who write while something is done to the database: each write is two rows that belong together."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from qi_tracker.errors import DomainError
from qi_tracker.extensions import db
from qi_tracker.models import Annotation, Measure, Pause
from qi_tracker.settings import Settings
from tests.contents import contents
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who

# Two in one organisation, whose chain of history they share, and one in the other.
WRITERS: Final = (Who.LEAD, Who.MEMBER, Who.OUTSIDER)
WRITES_BEFORE: Final = 3


@dataclass(slots=True)
class Writing:
    """What was written: texts that were acknowledged, in no order across writers."""

    prepared: Prepared
    acknowledged: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def write(self, who: Who, number: int) -> None:
        """One transaction: a row in a table that is read early, one in a table that is read late, and one changed."""
        tenant = self.prepared.world.storfjell if who is Who.OUTSIDER else self.prepared.world.lerkevik
        said, day = f"{who}-{number}", date.fromordinal(date(1990, 1, 1).toordinal() + number)
        with inside(self.prepared.app, self.prepared.world.people[who]):
            measure = db.session.get_one(Measure, tenant["measure_id"])
            row = {"organization_id": measure.organization_id, "measure_id": measure.id}
            db.session.add(Annotation(**row, happened_on=day, text=said))
            db.session.add(Pause(**row, starts_on=day, ends_on=day, reason=said))
            db.session.commit()
        self.acknowledged.append(said)

    def keep_writing(self, who: Who) -> None:
        """Write until it is stopped; what is refused was not acknowledged."""
        number = 0
        while not self.stopped.is_set():
            number += 1
            try:
                self.write(who, number)
            except (SQLAlchemyError, DomainError):
                time.sleep(0.01)


@contextmanager
def written_to(prepared: Prepared) -> Iterator[Writing]:
    """Several write for as long as the block lasts, and have begun when it begins."""
    writing = Writing(prepared)
    threads = [threading.Thread(target=writing.keep_writing, args=(who,)) for who in WRITERS]
    for thread in threads:
        thread.start()
    try:
        give_up = time.monotonic() + 20
        while len(writing.acknowledged) < WRITES_BEFORE * len(WRITERS) and time.monotonic() < give_up:
            time.sleep(0.01)
        yield writing
    finally:
        writing.stopped.set()
        for thread in threads:
            thread.join()


def said_in(settings: Settings) -> tuple[set[str], set[str]]:
    """What the two tables tell of the writes; equal, when they are of one moment."""
    found = contents(settings)
    return (
        {row["text"] for row in found["annotations"] if "-" in row["text"]},
        {row["reason"] for row in found["pauses"] if "-" in row["reason"]},
    )
