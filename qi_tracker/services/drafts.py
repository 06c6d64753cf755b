"""What somebody is typing and has not saved: kept for them alone until the form is saved, discarded or forgotten."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select

from qi_tracker.access.actors import Actor
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import FormDraft, Person
from qi_tracker.models.base import utc_now
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services.acting import act_as
from qi_tracker.services.saving import settled_target

# A school holiday, and some days to find back.
DRAFT_DAYS = 30
# Of one person: beyond this the oldest go, so that nobody fills the disk by typing.
MOST_DRAFTS = 50
# All that is typed in one form, in characters; a longer table is pasted again sooner than it is typed.
LONGEST_DRAFT = 200_000
LONGEST_ADDRESS = 500
_CONTROL = re.compile(r"[\w.:-]{1,120}", re.ASCII)

Controls = Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class TypedForm:
    """A form as its writer left it: what stands in each control they changed, by the control's id.

    `version` and `seen_values` are what the form was made from, so that saving it later is compared with that.
    """

    controls: Controls
    version: str = ""
    seen_values: str = ""


def save_draft(actor: Actor, address: str, typed: TypedForm, form_key: str) -> bool:
    """Keep what is typed in the form at this address, in place of what was kept before.

    Returns
    -------
    False when the form with this key has been saved already: a late draft must not come back as something unsaved.

    Raises
    ------
    InvalidInput
        If it is too long, no form of ours, or holds a personal number; then what was kept before stays.
    """
    _check(address, typed)
    _take_turn(actor)
    if settled_target(actor.key, form_key) is not None:
        return False
    # Also one that is too old to be offered and not erased yet: a place holds one.
    draft = db.session.scalar(_at(actor, address))
    if draft is None:
        draft = FormDraft(person_id=actor.person_id, address=address)
        db.session.add(draft)
    draft.fields = asdict(typed)
    draft.saved_at = utc_now()
    db.session.flush()
    _leave_only_the_latest(actor)
    return True


def _check(address: str, typed: TypedForm) -> None:
    texts = [typed.version, typed.seen_values, *typed.controls, *map(str, typed.controls.values())]
    if len(address) > LONGEST_ADDRESS or not all(map(_CONTROL.fullmatch, typed.controls)):
        raise InvalidInput("form_incomplete")
    if sum(map(len, texts)) > LONGEST_DRAFT:
        raise InvalidInput("draft_too_long")
    if any(contains_personal_number(text) for text in (address, *texts)):
        raise InvalidInput("personal_number")


def find_draft(actor: Actor, address: str) -> FormDraft | None:
    """What the actor typed at this address and did not save, at most a month ago."""
    return db.session.scalar(_at(actor, address).where(FormDraft.saved_at > _oldest_kept()))


def _at(actor: Actor, address: str) -> Select[FormDraft]:
    return select(FormDraft).where(FormDraft.person_id == actor.person_id, FormDraft.address == address)


def typed_form(draft: FormDraft) -> TypedForm:
    """The form as it was left."""
    return TypedForm(**draft.fields)


def drop_draft(actor: Actor, address: str) -> None:
    """Forget what was typed at this address: it is saved, or its writer does not want it."""
    _take_turn(actor)
    db.session.execute(delete(FormDraft).where(FormDraft.person_id == actor.person_id, FormDraft.address == address))


def erase_old_drafts() -> None:
    """Forget everybody's drafts that are older than a month. For the program itself: it acts as one after the other."""
    session = db.session()
    is_old = FormDraft.saved_at <= _oldest_kept()
    if session.get_bind().dialect.name == "sqlite":
        # Nobody's rows are hidden there, and one writer at a time waits for all that a transaction does.
        session.execute(delete(FormDraft).where(is_old))
        return
    people: Sequence[int] = session.scalars(select(Person.id)).all()
    for person_id in people:
        act_as(session, person_id)
        session.execute(delete(FormDraft).where(is_old))
    act_as(session, None)


def _oldest_kept() -> datetime:
    return utc_now() - timedelta(days=DRAFT_DAYS)


def _take_turn(actor: Actor) -> None:
    """Let a draft that is still under way and the saving of its form follow each other."""
    db.session.execute(select(Person.id).where(Person.id == actor.person_id).with_for_update(key_share=True))


def _leave_only_the_latest(actor: Actor) -> None:
    own = FormDraft.person_id == actor.person_id
    if (db.session.scalar(select(func.count()).select_from(FormDraft).where(own)) or 0) > MOST_DRAFTS:
        kept = select(FormDraft.id).where(own).order_by(FormDraft.saved_at.desc(), FormDraft.id.desc())
        db.session.execute(delete(FormDraft).where(own, FormDraft.id.not_in(kept.limit(MOST_DRAFTS))))
