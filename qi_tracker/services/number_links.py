"""Personal links to the due number of one measure: what a reminder holds, so that nobody has to sign in to type it.

A link names a person, a measure and the day it was made, and is signed with the installation's secret key. Nothing of
it is stored: the same arguments give the same link, so a mail that is sent twice holds one.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from itsdangerous import BadData, URLSafeSerializer

from qi_tracker.access.permissions import Permission
from qi_tracker.access.rules import allows
from qi_tracker.analysis.periods import period_start
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Person
from qi_tracker.services.acting import act_as, come_by_link
from qi_tracker.services.people import actor_for, token_digest
from qi_tracker.vocabulary import ProjectStatus

LASTS = timedelta(days=30)
# Ours are about a third of it.
LONGEST_TOKEN = 200

_LINK_SALT, _PERIOD_SALT = "qi_tracker number link", "qi_tracker period of a number link"


@dataclass(frozen=True, slots=True)
class NumberLink:
    """What a link opens: in whose name, and the numbers of which measure."""

    person: Person
    measure: Measure


def number_token(secret_key: str, person_id: int, measure_id: int, made_at: date) -> str:
    """The token of the link by which this person enters what is due of this measure, for 30 days from that day.

    The same arguments always give the same token. Of a moment only the day counts.
    """
    return _signed(_serializer(secret_key, _LINK_SALT).dumps([person_id, measure_id, made_at.toordinal()]))


def open_number_link(secret_key: str, token: str, today: date) -> NumberLink:
    """Whose link it is, and to which measure; from here on the session works for that person, by the link alone.

    Raises
    ------
    InvalidInput
        `number_link_unknown` for what was never made here; `number_link_over` when the link is too old, or its person
        may not enter numbers there any more, or nothing is collected there now.
    """
    person_id, measure_id, made_on = _read(secret_key, token)
    if not made_on <= today <= made_on + LASTS:
        raise InvalidInput("number_link_over")
    session = db.session()
    person = db.session.get(Person, person_id)
    if person is None or person.disabled_at is not None:
        raise InvalidInput("number_link_over")
    act_as(session, person.id)
    actor = actor_for(person)
    act_as(session, person.id, actor.organization_ids)
    measure = db.session.get(Measure, measure_id)
    may_enter = measure is not None and allows(actor, Permission.ENTER_NUMBERS, measure)
    if measure is None or not may_enter or measure.project.status is not ProjectStatus.ACTIVE:
        act_as(session, None)
        raise InvalidInput("number_link_over")
    act_as(session, person.id, (measure.organization_id,))
    come_by_link(session)
    return NumberLink(person, measure)


def offer_period(secret_key: str, token: str, period: date) -> str:
    """The period as a page of this link writes it, signed: a link opens what was due, and no other period."""
    return _signed(_serializer(secret_key, _PERIOD_SALT).dumps([token_digest(token), period.toordinal()]))


def offered_period(secret_key: str, token: str, offer: str | None, measure: Measure) -> date | None:
    """The period that a page of this link has offered; None for anything else."""
    if not offer or len(offer) > LONGEST_TOKEN:
        return None
    try:
        of_link, day = _serializer(secret_key, _PERIOD_SALT).loads(offer)
    except BadData:
        return None
    return period_start(date.fromordinal(day), measure.frequency) if of_link == token_digest(token) else None


def _serializer(secret_key: str, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})


def _signed(token: str | bytes) -> str:
    return token if isinstance(token, str) else token.decode()


def _read(secret_key: str, token: str) -> tuple[int, int, date]:
    if len(token) > LONGEST_TOKEN:
        raise InvalidInput("number_link_unknown")
    try:
        person_id, measure_id, day = _serializer(secret_key, _LINK_SALT).loads(token)
    except BadData:
        raise InvalidInput("number_link_unknown") from None
    return person_id, measure_id, date.fromordinal(day)
