"""Work on the app's database from a test, outside any request."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from qi_tracker.access.actors import Actor
from qi_tracker.extensions import db
from qi_tracker.models import Person
from qi_tracker.models import database as drivers
from qi_tracker.services.acting import act_as
from qi_tracker.services.people import actor_for


@contextmanager
def inside(app: Flask, person_id: int | None = None) -> Iterator[Actor]:
    """A database session in the person's name, as a writing request has it; what is not committed is rolled back."""
    with app.app_context():
        # The last request of the test client may have left this thread reading only.
        drivers.set_read_only(False)
        if person_id is None:
            yield Actor()
            return
        session = db.session()
        act_as(session, person_id)
        person = db.session.get(Person, person_id)
        assert person is not None
        actor = actor_for(person)
        act_as(session, person_id, actor.organization_ids)
        yield actor
