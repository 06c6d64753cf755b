"""Links to a new password: asked for, made, used once, and dead when they should be."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import event, func, select, update

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, Membership, OutboxMessage, PasswordReset, Person
from qi_tracker.models.base import utc_now
from qi_tracker.services import accounts, people
from qi_tracker.services.organizations import add_member
from qi_tracker.services.password_resets import (
    ask_by_mail,
    make_password_reset,
    owner_of_reset,
    use_password_reset,
)
from qi_tracker.vocabulary import OrganizationRole
from tests.inside import inside
from tests.people import Who, World, email_of


def refusal_of(token: str) -> str | None:
    """The code that the link is refused with."""
    try:
        owner_of_reset(token)
    except InvalidInput as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(("by_hand", "hours"), [(False, 1), (True, 24)])
def test_a_link_works_for_as_long_as_it_should(app: Flask, world: World, by_hand: bool, hours: int) -> None:
    with inside(app):
        token = make_password_reset(world.people[Who.LEAD], world.people[Who.ADMINISTRATOR] if by_hand else None)
        assert len(token) >= 22
        reset = db.session.scalars(select(PasswordReset)).one()
        assert token not in reset.token_hash
        assert abs(reset.expires_at - utc_now() - timedelta(hours=hours)) < timedelta(minutes=1)
        assert owner_of_reset(token).id == world.people[Who.LEAD]
        reset.expires_at = utc_now() - timedelta(seconds=1)
        db.session.flush()
        assert refusal_of(token) == "reset_expired"


def test_a_newer_link_ends_the_one_before(app: Flask, world: World) -> None:
    with inside(app):
        first = make_password_reset(world.people[Who.LEAD])
        of_other = make_password_reset(world.people[Who.MEMBER])
        second = make_password_reset(world.people[Who.LEAD], world.people[Who.ADMINISTRATOR])
        assert [refusal_of(token) for token in (first, second, of_other)] == ["reset_expired", None, None]


def test_a_mail_that_is_tried_again_carries_the_same_link(app: Flask, world: World) -> None:
    with inside(app):
        token = make_password_reset(world.people[Who.LEAD], token="of the message")
        assert make_password_reset(world.people[Who.LEAD], token="of the message") == token
        assert refusal_of(token) is None
        assert db.session.scalar(select(func.count(PasswordReset.id))) == 1


def test_a_link_is_used_once_and_signs_everybody_out(app: Flask, world: World) -> None:
    lead = world.people[Who.LEAD]
    with inside(app):
        session, _ = people.open_session(lead, remember=True)
        token = make_password_reset(lead)
        assert use_password_reset(token, "another hash").id == lead
        db.session.commit()
    with inside(app, lead):
        assert refusal_of(token) == "reset_used"
        with pytest.raises(InvalidInput, match="reset_used"):
            use_password_reset(token, "a third hash")
        assert db.session.get_one(Person, lead).password_hash == "another hash"
        assert people.person_of_session(session) is None
        told = db.session.scalars(select(AuditEvent).filter_by(noun="people", noun_id=lead)).one()
        assert told.person_id == lead


@pytest.mark.parametrize("used", [0, 1])
def test_a_link_opens_its_own_account_and_no_other(app: Flask, world: World, used: int) -> None:
    owners = [world.people[Who.LEAD], world.people[Who.MEMBER]]
    with inside(app):
        tokens = [make_password_reset(owner) for owner in owners]
        assert use_password_reset(tokens[used], "a new hash").id == owners[used]
        assert refusal_of(tokens[1 - used]) is None
        with pytest.raises(InvalidInput, match="reset_unknown"):
            use_password_reset("made up", "another hash")
        hashes = db.session.execute(select(Person.id, Person.password_hash).where(Person.id.in_(owners)))
        assert {owner for owner, held in hashes if held == "a new hash"} == {owners[used]}


def test_of_two_who_use_it_at_once_one_does(app: Flask, world: World) -> None:
    with inside(app):
        token = make_password_reset(world.people[Who.LEAD])
        db.session.commit()
    start = Barrier(2)

    def use(number: int) -> bool:
        start.wait()
        with inside(app):
            try:
                use_password_reset(token, f"hash {number}")
                db.session.commit()
            except InvalidInput:
                return False
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(use, range(2))) == [False, True]


def test_a_link_dies_with_the_password_it_was_to_replace(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        token = make_password_reset(world.people[Who.LEAD])
        accounts.set_password(db.session.get_one(Person, world.people[Who.LEAD]), "another hash")
        assert refusal_of(token) == "reset_expired"


def test_a_disabled_account_has_no_links(app: Flask, world: World) -> None:
    with inside(app):
        token = make_password_reset(world.people[Who.LEAD])
        db.session.get_one(Person, world.people[Who.LEAD]).disabled_at = utc_now()
        db.session.flush()
        assert refusal_of(token) == "reset_unknown"
        with pytest.raises(InvalidInput, match="account_disabled"):
            make_password_reset(world.people[Who.LEAD])


def test_a_link_dies_when_it_would_open_more_than_its_maker_administers(app: Flask, world: World) -> None:
    """Else an administrator makes a link, waits until the account is let into another organisation, and gets in."""
    lead, administrator = world.people[Who.LEAD], world.people[Who.ADMINISTRATOR]
    with inside(app, administrator):
        token = make_password_reset(lead, administrator)
        assert refusal_of(token) is None
        db.session.commit()
    with inside(app, world.people[Who.OUTSIDER]):
        storfjell = db.session.scalars(select(Membership).filter_by(person_id=world.people[Who.OUTSIDER])).one()
        add_member(storfjell.organization, lead, OrganizationRole.MEMBER)
        db.session.commit()
    with inside(app):
        assert refusal_of(token) == "reset_expired"
        with pytest.raises(InvalidInput, match="reset_expired"):
            use_password_reset(token, "another hash")


def test_a_link_dies_with_the_right_to_make_it(app: Flask, world: World) -> None:
    lead, administrator = world.people[Who.LEAD], world.people[Who.ADMINISTRATOR]
    with inside(app, administrator):
        token = make_password_reset(lead, administrator)
        membership = db.session.scalars(select(Membership).filter_by(person_id=administrator)).one()
        membership.role = OrganizationRole.MEMBER
        db.session.commit()
    with inside(app):
        assert refusal_of(token) == "reset_expired"


def test_long_finished_links_are_erased(app: Flask, world: World) -> None:
    with inside(app):
        make_password_reset(world.people[Who.LEAD])
        db.session.execute(update(PasswordReset).values(expires_at=utc_now() - timedelta(days=8)))
        make_password_reset(world.people[Who.MEMBER])
        assert db.session.scalar(select(func.count(PasswordReset.id))) == 1


class TestAskingByMail:
    """One mail to whoever has an account, and not a sign of it to the one who asks."""

    def posted(self) -> list[str]:
        """To whom."""
        return list(db.session.scalars(select(OutboxMessage.to_address)))

    def statements(self, email: str, *, is_enough: bool = False) -> list[str]:
        """What is asked of the database."""
        asked: list[str] = []

        def note(*arguments: object) -> None:
            # What is written for nobody is taken back.
            asked.append(str(arguments[2]).split()[0].replace("ROLLBACK", "RELEASE"))

        db.session.connection()
        engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            ask_by_mail(email, is_enough=is_enough)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return asked

    def test_it_goes_to_the_address_of_the_account(self, app: Flask, world: World) -> None:
        with inside(app):
            ask_by_mail(email_of(Who.LEAD).upper(), is_enough=False)
            assert self.posted() == [email_of(Who.LEAD)]
            message = db.session.scalars(select(OutboxMessage)).one()
            assert (message.kind, message.params["person_id"]) == ("password_reset", world.people[Who.LEAD])
            assert db.session.scalar(select(func.count(PasswordReset.id))) == 0

    @pytest.mark.parametrize("email", ["ukjent@example.no", "", "ø" * 200])
    def test_nobody_else_gets_one(self, app: Flask, email: str) -> None:
        with inside(app):
            ask_by_mail(email, is_enough=False)
            ask_by_mail(email_of(Who.LEAD), is_enough=True)
            db.session.get_one(Person, 1).disabled_at = utc_now()
            db.session.flush()
            ask_by_mail(db.session.get_one(Person, 1).email, is_enough=False)
            assert self.posted() == []

    def test_the_same_work_is_done_for_nobody(self, app: Flask) -> None:
        with inside(app):
            known = self.statements(email_of(Who.LEAD))
            assert known.count("INSERT") == 1
            for unknown in (self.statements("ukjent@example.no"), self.statements(email_of(Who.LEAD), is_enough=True)):
                assert unknown == known
