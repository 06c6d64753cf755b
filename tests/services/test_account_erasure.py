"""A person erased: nothing of them is left anywhere, what they did stays, and the chain holds."""

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import (
    AuditEvent,
    Base,
    FormDraft,
    Installation,
    Measure,
    Membership,
    Person,
    ProjectMembership,
)
from qi_tracker.services import account_erasure
from qi_tracker.services.account_erasure import erase_account
from qi_tracker.services.accounts import edit_account, enable_account
from qi_tracker.services.audit_verification import verify
from qi_tracker.services.drafts import TypedForm, save_draft
from qi_tracker.services.outbox import post
from qi_tracker.services.people import AccountDetails, create_person, find_credentials, open_session
from qi_tracker.vocabulary import Language
from tests.inside import inside
from tests.people import NAMES, PASSWORD_HASH, Who, World, email_of

NAME, EMAIL = NAMES[Who.MEMBER], email_of(Who.MEMBER)


def leave_traces(app: Flask, world: World) -> None:
    """In every place where something of a person can be."""
    with inside(app, world.people[Who.MEMBER]) as member:
        person = db.session.get_one(Person, member.person_id)
        open_session(person.id, remember=True, device="Firefox · Linux")
        save_draft(member, f"/measures/{world.lerkevik['measure_id']}/edit", TypedForm({"name": "Noe"}), "a-key")
        edit_account(person, person.version, f"{NAME} Nyvik", Language.NYNORSK)
        edit_account(person, person.version, NAME, Language.BOKMAL)
        post("password_changed", EMAIL, Language.BOKMAL, {})
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        measure.collector_id = measure.owner_id = person.id
        measure.definition = "Skrevet av en som slutter"
        db.session.commit()


def everything(world: World) -> str:
    tables = Base.metadata.sorted_tables
    return "\n".join(str(row) for table in tables for row in db.session.connection().execute(select(table)).fetchall())


@pytest.mark.parametrize("by", [Who.MEMBER, Who.OPERATOR])
def test_nothing_of_the_person_is_left_and_what_they_did_stays(app: Flask, world: World, by: Who) -> None:
    leave_traces(app, world)
    with inside(app, world.people[by]):
        person = db.session.get_one(Person, world.people[Who.MEMBER])
        erase_account(person, person.version)
        db.session.commit()
    with inside(app, world.people[Who.LEAD]):
        person = db.session.get_one(Person, world.people[Who.MEMBER])
        assert person.name == f"Tidligere bruker {person.id}" and person.erased_at and person.disabled_at
        stored = everything(world).casefold()
        assert NAME.casefold() not in stored and f"'{EMAIL}'" not in stored
        live = [
            db.session.scalar(select(kind.id).filter_by(person_id=person.id))
            for kind in (Membership, ProjectMembership)
        ]
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        assert live == [None, None] and (measure.collector_id, measure.owner_id) == (None, None)
        assert verify(world.lerkevik["organization_id"]) == []
        did = select(AuditEvent.id).where(AuditEvent.person_id == person.id, AuditEvent.noun == "measures")
        assert db.session.scalars(did).first() is not None
        assert find_credentials(EMAIL) is None and find_credentials(person.email) is None
        assert create_person(AccountDetails("En annen", EMAIL, PASSWORD_HASH, Language.BOKMAL)).id != person.id
    with inside(app, world.people[Who.MEMBER]):
        assert db.session.scalars(select(FormDraft)).all() == []


def test_an_erased_account_is_never_enabled_or_erased_again(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.OPERATOR]) as operator:
        person = db.session.get_one(Person, world.people[Who.MEMBER])
        erase_account(person, person.version)
        for work in (
            lambda: erase_account(person, person.version),
            lambda: enable_account(operator, person, person.version),
        ):
            with pytest.raises(InvalidInput) as refusal:
                work()
            assert refusal.value.code == "account_erased"


@pytest.mark.parametrize(("who", "code"), [(Who.ADMINISTRATOR, "last_administrator"), (Who.OPERATOR, "last_operator")])
def test_the_last_one_is_refused(app: Flask, world: World, who: Who, code: str) -> None:
    with inside(app, world.people[who]):
        person = db.session.get_one(Person, world.people[who])
        with pytest.raises(InvalidInput) as refusal:
            erase_account(person, person.version)
        assert refusal.value.code == code and person.erased_at is None


def test_nobody_of_the_demo_is_erased(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.OPERATOR]):
        db.session.scalars(select(Installation)).one().is_demo = True
        person = db.session.get_one(Person, world.people[Who.MEMBER])
        with pytest.raises(InvalidInput) as refusal:
            erase_account(person, person.version)
        assert refusal.value.code == "demo_person"


def test_without_looking_into_the_history_the_name_would_stay(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect."""
    leave_traces(app, world)
    monkeypatch.setattr(account_erasure, "_redact", lambda *_: None)
    with inside(app, world.people[Who.MEMBER]):
        person = db.session.get_one(Person, world.people[Who.MEMBER])
        erase_account(person, person.version)
        assert NAME in everything(world)
