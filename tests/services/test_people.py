"""Accounts, passwords, sessions, and who one is."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Membership, Person, ProjectMembership, SignInSession
from qi_tracker.models.base import utc_now
from qi_tracker.services import passwords, people
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import Language, OrganizationRole, ProjectRole
from tests.inside import inside
from tests.people import NAMES, PASSWORD, PASSWORD_HASH, Who, World, email_of


def account(email: str) -> people.AccountDetails:
    """Somebody new."""
    return people.AccountDetails("Nora Nykomling", email, PASSWORD_HASH, Language.NYNORSK)


def test_an_account_is_found_by_its_address_however_it_is_written(app: Flask) -> None:
    with inside(app):
        person = people.create_person(account(" Nora@Example.NO "))
        assert person.email == "nora@example.no"
        assert people.find_credentials("NORA@example.no ") == (person.id, PASSWORD_HASH)


def test_an_address_belongs_to_one_account(app: Flask) -> None:
    with inside(app):
        with pytest.raises(InvalidInput, match="email_taken") as refusal:
            people.create_person(account(email_of(Who.LEAD).upper()))
        assert refusal.value.field == "email"


def test_of_two_who_take_an_address_at_once_one_is_told(app: Flask) -> None:
    start = Barrier(2)

    def take(_number: int) -> bool:
        start.wait()
        with inside(app):
            try:
                people.create_person(account("nora@example.no"))
            except InvalidInput:
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take, range(2))) == [False, True]


def test_a_password_is_known_again(app: Flask, world: World) -> None:
    with inside(app):
        credentials = people.find_credentials(email_of(Who.LEAD))
    assert passwords.verify_password(credentials, PASSWORD) == world.people[Who.LEAD]


@pytest.mark.parametrize("password", ["", "feil", PASSWORD.upper(), PASSWORD + " "])
def test_another_password_is_refused_with_the_same_words_as_an_unknown_account(app: Flask, password: str) -> None:
    with inside(app):
        credentials = people.find_credentials(email_of(Who.LEAD))
    for known in (credentials, None):
        with pytest.raises(InvalidInput, match="sign_in_refused") as refusal:
            passwords.verify_password(known, password)
        assert (refusal.value.field, dict(refusal.value.params)) == (None, {})


def test_an_unknown_account_costs_as_much_work_as_a_known_one() -> None:
    """The hash that stands in for it was made with the parameters of all others."""
    # Kept from a test that hashes quickly, perhaps.
    passwords._nobody_s_hash.cache_clear()
    real = passwords.hash_password(PASSWORD)
    assert passwords._nobody_s_hash().rsplit("$", 2)[0] == real.rsplit("$", 2)[0]
    assert real.startswith("$argon2id$")


def test_letters_that_keyboards_send_in_two_are_the_same_letters() -> None:
    in_two = unicodedata.normalize("NFD", "blåbærsyltetøy på brød")
    assert passwords.verify_password((7, passwords.hash_password(in_two)), unicodedata.normalize("NFC", in_two)) == 7


def test_what_a_password_was_compared_with_must_still_stand_when_the_session_opens(app: Flask, world: World) -> None:
    with inside(app):
        person = db.session.get_one(Person, world.people[Who.LEAD])
        compared = (person.id, person.password_hash)
        people.require_unchanged(compared)
        person.disabled_at = utc_now()
        db.session.flush()
        with pytest.raises(InvalidInput, match="sign_in_refused"):
            people.require_unchanged(compared)
        person.disabled_at, person.password_hash = None, "another hash"
        db.session.flush()
        for credentials in (compared, None):
            with pytest.raises(InvalidInput, match="sign_in_refused"):
                people.require_unchanged(credentials)


def test_a_disabled_account_is_no_account(app: Flask, world: World) -> None:
    with inside(app):
        token, _ = people.open_session(world.people[Who.LEAD], remember=False)
        db.session.get_one(Person, world.people[Who.LEAD]).disabled_at = utc_now()
        db.session.flush()
        assert people.find_credentials(email_of(Who.LEAD)) is None
        assert people.person_of_session(token) is None


@pytest.mark.parametrize(("remember", "lasts"), [(False, timedelta(hours=12)), (True, timedelta(days=30))])
def test_a_session_lasts_as_long_as_it_should(app: Flask, world: World, remember: bool, lasts: timedelta) -> None:
    with inside(app):
        token, session = people.open_session(world.people[Who.LEAD], remember=remember)
        assert abs(session.expires_at - utc_now() - lasts) < timedelta(minutes=1)
        assert token not in session.token_hash
        found = people.person_of_session(token)
        assert found is not None and found.id == world.people[Who.LEAD]
        session.expires_at = utc_now() - timedelta(seconds=1)
        db.session.flush()
        assert people.person_of_session(token) is None


def test_a_session_can_be_ended_from_here(app: Flask, world: World) -> None:
    with inside(app):
        lead = world.people[Who.LEAD]
        tokens = [people.open_session(lead, remember=False)[0] for _ in range(3)]
        people.close_session(tokens[0])
        assert [people.person_of_session(token) is None for token in tokens] == [True, False, False]
        people.close_sessions_of(lead)
        assert all(people.person_of_session(token) is None for token in tokens)


def test_outlived_sessions_are_erased(app: Flask, world: World) -> None:
    with inside(app):
        _, old = people.open_session(world.people[Who.LEAD], remember=False)
        old.expires_at = utc_now() - timedelta(days=1)
        db.session.flush()
        people.open_session(world.people[Who.LEAD], remember=False)
        assert db.session.scalar(select(func.count(SignInSession.id))) == 1


def test_the_sessions_of_one_are_ended_and_erased_and_nobody_elses(app: Flask, world: World) -> None:
    lead, member = world.people[Who.LEAD], world.people[Who.MEMBER]
    with inside(app):
        (theirs, outlived), (token, _) = (people.open_session(who, remember=False) for who in (member, lead))
        people.close_sessions_of(lead)
        assert people.person_of_session(token) is None and people.person_of_session(theirs) is not None
        outlived.expires_at = utc_now() - timedelta(days=1)
        db.session.flush()
        people.open_session(lead, remember=False)
        assert db.session.scalar(select(func.count(SignInSession.id))) == 2


def test_an_actor_has_the_roles_of_live_memberships_only(app: Flask, world: World) -> None:
    lerkevik, lead = world.lerkevik, world.people[Who.LEAD]
    with inside(app, lead) as actor:
        assert actor.organization_roles == {lerkevik["organization_id"]: OrganizationRole.MEMBER}
        assert actor.project_roles == {lerkevik["project_id"]: ProjectRole.LEAD}
        assert actor.organization_ids == (lerkevik["organization_id"],)
        in_organization = db.session.scalars(select(Membership).filter_by(person_id=lead)).one()
        in_project = db.session.scalars(select(ProjectMembership).filter_by(person_id=lead)).one()
        put_in_bin(in_organization, in_organization.version)
        put_in_bin(in_project, in_project.version)
        db.session.commit()
    with inside(app, lead) as actor:
        assert (actor.organization_roles, actor.project_roles, actor.organization_ids) == ({}, {}, ())


def test_everyone_of_a_demo_is_shown_with_what_they_are(app: Flask, world: World) -> None:
    with inside(app):
        shown = {someone.person.name: someone for someone in people.everyone_with_roles()}
        assert list(shown) == list(NAMES.values())
        lead, outsider = shown[NAMES[Who.LEAD]], shown[NAMES[Who.OUTSIDER]]
        assert lead.organization_roles == [("Lerkevik kommune", OrganizationRole.MEMBER)]
        assert lead.project_roles == [(f"Gratis fritid {world.lerkevik.canary}", ProjectRole.LEAD)]
        assert outsider.organization_roles == [("Storfjell kommune", OrganizationRole.ADMINISTRATOR)]


def test_a_disabled_account_is_none_of_a_demos_people(app: Flask, world: World) -> None:
    with inside(app):
        db.session.get_one(Person, world.people[Who.LEAD]).disabled_at = utc_now()
        db.session.flush()
        assert world.people[Who.LEAD] not in {shown.person.id for shown in people.everyone_with_roles()}


def test_a_chosen_language_stays(app: Flask, world: World) -> None:
    with inside(app):
        people.choose_language(db.session.get_one(Person, world.people[Who.LEAD]), Language.NYNORSK)
        db.session.commit()
    with inside(app):
        assert db.session.get_one(Person, world.people[Who.LEAD]).language is Language.NYNORSK
