"""Drafts of unsaved typing: one per form and person, nobody else's, nothing personal, and not for ever."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import FormDraft
from qi_tracker.models.base import utc_now
from qi_tracker.services.drafts import (
    DRAFT_DAYS,
    LONGEST_DRAFT,
    MOST_DRAFTS,
    TypedForm,
    drop_draft,
    erase_old_drafts,
    find_draft,
    save_draft,
    typed_form,
)
from qi_tracker.services.saving import claim_key, settle_key
from tests.inside import inside
from tests.people import Who, World
from tests.services.test_saving import NUMBER

PLACE = "/measures/1/edit"
TYPED = TypedForm({"name": "Ventetid", "kind-0": True}, "3", "name=abc")


def n_drafts() -> int:
    return len(db.session.scalars(select(FormDraft)).all())


def test_draft_is_found_again_and_replaced_by_the_next(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        assert save_draft(actor, PLACE, TYPED, "a key")
        later = TypedForm({"name": "Ventetid for barn"})
        assert save_draft(actor, PLACE, later, "a key")
        found = find_draft(actor, PLACE)
        assert found is not None and typed_form(found) == later
        assert n_drafts() == 1
        drop_draft(actor, PLACE)
        assert find_draft(actor, PLACE) is None


def test_one_that_is_too_old_and_not_erased_yet_makes_room(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        save_draft(actor, PLACE, TYPED, "a key")
        db.session.scalars(select(FormDraft)).one().saved_at = utc_now() - timedelta(days=DRAFT_DAYS, minutes=1)
        db.session.commit()
        assert save_draft(actor, PLACE, TypedForm({"name": "Ventetid for barn"}), "another key")
        found = find_draft(actor, PLACE)
        assert found is not None and found.fields["controls"] == {"name": "Ventetid for barn"}


def test_nobody_else_finds_it(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        save_draft(actor, PLACE, TYPED, "a key")
        db.session.commit()
    with inside(app, world.people[Who.MEMBER]) as other:
        assert find_draft(other, PLACE) is None
        drop_draft(other, PLACE)
        db.session.commit()
    with inside(app, world.people[Who.LEAD]) as actor:
        assert find_draft(actor, PLACE) is not None


def test_postgresql_alone_keeps_others_out(app: Flask, world: World) -> None:
    """With the application's own filter gone."""
    with inside(app, world.people[Who.LEAD]) as actor:
        if db.engine.dialect.name != "postgresql":
            return
        save_draft(actor, PLACE, TYPED, "a key")
        db.session.commit()
    with inside(app, world.people[Who.MEMBER]):
        assert n_drafts() == 0
        assert db.session.execute(text("UPDATE form_drafts SET address = '/'")).rowcount == 0  # type: ignore[attr-defined]  # a cursor's
        assert db.session.execute(text("DELETE FROM form_drafts")).rowcount == 0  # type: ignore[attr-defined]  # a cursor's


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        (PLACE, TypedForm({"name": f"Barnet {NUMBER} venter"})),
        (PLACE, TypedForm({f"x{NUMBER}": "y"})),
        (PLACE, TypedForm({}, version=NUMBER)),
        (f"/{NUMBER}", TypedForm({"name": "Ventetid"})),
        (PLACE, TypedForm({"name": "a" * (LONGEST_DRAFT + 1)})),
        (PLACE, TypedForm({"<script>": "Ventetid"})),
        ("/" + "a" * 500, TypedForm({"name": "Ventetid"})),
    ],
)
def test_what_may_not_be_kept_is_refused_and_the_earlier_draft_stays(
    app: Flask, world: World, address: str, typed: TypedForm
) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        save_draft(actor, PLACE, TYPED, "a key")
        with pytest.raises(InvalidInput):
            save_draft(actor, address, typed, "a key")
        found = find_draft(actor, PLACE)
        assert found is not None and typed_form(found) == TYPED
        assert n_drafts() == 1


def test_draft_that_arrives_after_its_form_was_saved_is_not_kept(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        claim_key(actor.key, "a key")
        settle_key(actor.key, "a key", "/measures/1")
        assert not save_draft(actor, PLACE, TYPED, "a key")
        assert n_drafts() == 0


def test_drafts_are_forgotten_after_a_month_also_of_those_who_never_come_back(app: Flask, world: World) -> None:
    for who in (Who.LEAD, Who.MEMBER):
        with inside(app, world.people[who]) as actor:
            save_draft(actor, PLACE, TYPED, "a key")
            save_draft(actor, "/projects/new", TYPED, "a key")
            old = find_draft(actor, PLACE)
            assert old is not None
            old.saved_at = utc_now() - timedelta(days=DRAFT_DAYS, minutes=1)
            db.session.flush()
            assert find_draft(actor, PLACE) is None
            db.session.commit()
    with inside(app):
        erase_old_drafts()
        db.session.commit()
    for who in (Who.LEAD, Who.MEMBER):
        with inside(app, world.people[who]):
            assert {draft.address for draft in db.session.scalars(select(FormDraft))} == {"/projects/new"}


def test_one_person_keeps_only_the_latest(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as actor:
        for number in range(MOST_DRAFTS + 3):
            save_draft(actor, f"/measures/{number}/edit", TYPED, "a key")
        assert n_drafts() == MOST_DRAFTS
        assert find_draft(actor, "/measures/2/edit") is None
