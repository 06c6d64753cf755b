"""What one does with one's own account, and what others may do with it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.errors import InvalidInput, NotFound, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, Membership, PasswordReset, Person, SignInSession
from qi_tracker.models.base import utc_now
from qi_tracker.services import accounts, people
from qi_tracker.services.acting import within
from qi_tracker.services.organizations import add_member, change_role, remove_member
from qi_tracker.services.password_resets import make_password_reset
from qi_tracker.services.people import actor_for
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import Language, OrganizationRole
from tests.inside import inside
from tests.people import NAMES, Who, World, email_of


def person_of(world: World, who: Who) -> Person:
    """The person's row."""
    return db.session.get_one(Person, world.people[who])


def membership_of(world: World, who: Who, organization_id: int) -> Membership:
    """The person's membership of the organisation."""
    found = select(Membership).filter_by(person_id=world.people[who], organization_id=organization_id)
    return db.session.scalars(found).one()


def second_administrator(app: Flask, world: World) -> None:
    """Let the leader administer Lerkevik too."""
    with inside(app, world.people[Who.ADMINISTRATOR]):
        membership = membership_of(world, Who.LEADER, world.lerkevik["organization_id"])
        change_role(membership, membership.version, OrganizationRole.ADMINISTRATOR)
        db.session.commit()


class TestOwn:
    """One's own account."""

    def test_name_and_language_change_only_from_what_is_there_now(self, app: Flask, world: World) -> None:
        with inside(app, world.people[Who.LEAD]):
            lead = person_of(world, Who.LEAD)
            accounts.edit_account(lead, lead.version, "Pernille Nynavn", Language.NYNORSK)
            db.session.commit()
            with pytest.raises(StaleVersion):
                accounts.edit_account(lead, lead.version - 1, "Pernille Sein", Language.ENGLISH)

    def test_no_password_is_made_of_names_around_one(self, app: Flask, world: World) -> None:
        with inside(app, world.people[Who.LEAD]):
            words = accounts.own_words_of(person_of(world, Who.LEAD))
        assert words == [NAMES[Who.LEAD], email_of(Who.LEAD), "Lerkevik kommune"]

    def test_a_new_password_ends_sessions_and_links_and_is_told_without_values(self, app: Flask, world: World) -> None:
        lead = world.people[Who.LEAD]
        with inside(app, lead):
            tokens = [people.open_session(lead, remember=False)[0] for _ in range(2)]
            make_password_reset(lead)
            accounts.set_password(person_of(world, Who.LEAD), "another hash")
            db.session.commit()
        with inside(app, lead):
            assert all(people.person_of_session(token) is None for token in tokens)
            reset = db.session.scalars(select(PasswordReset)).one()
            assert reset.expires_at >= reset.created_at and reset.used_at is None
            event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
            assert (event.noun, event.noun_id, event.person_id) == ("people", lead, lead)
            value = db.session.scalars(select(AuditValue).filter_by(event_id=event.id)).one()
            assert (value.field, value.old, value.new) == ("password", None, None)

    def test_links_are_withdrawn_of_the_one_whose_password_is_new_alone(self, app: Flask, world: World) -> None:
        lead, member = world.people[Who.LEAD], world.people[Who.MEMBER]
        with inside(app):
            for owner in (lead, lead, member):
                make_password_reset(owner)
            resets = db.session.scalars(select(PasswordReset).order_by(PasswordReset.id)).all()
            ended = resets[0].expires_at = utc_now() - timedelta(hours=2)
            db.session.flush()
            accounts.withdraw_resets(lead)
            db.session.expire_all()
            assert [reset.expires_at > utc_now() for reset in resets] == [False, False, True]
            assert resets[0].expires_at == ended

    def test_a_session_that_has_run_out_is_not_listed(self, app: Flask, world: World) -> None:
        lead = world.people[Who.LEAD]
        with inside(app, lead):
            (_, old), (_, present) = (people.open_session(lead, remember=False) for _ in range(2))
            old.expires_at = utc_now() - timedelta(seconds=1)
            db.session.flush()
            assert accounts.sessions_of(lead) == [present]

    def test_one_ends_ones_own_sessions_and_nobody_elses(self, app: Flask, world: World) -> None:
        lead, member = world.people[Who.LEAD], world.people[Who.MEMBER]
        with inside(app, lead):
            (first, _), (second, ended), (theirs, other) = (
                people.open_session(number, remember=False) for number in (lead, lead, member)
            )
            assert len(accounts.sessions_of(lead)) == 2
            accounts.end_session(lead, ended.id)
            with pytest.raises(NotFound):
                accounts.end_session(lead, other.id)
            assert [people.person_of_session(token) is not None for token in (first, second, theirs)] == [1, 0, 1]
            third, _ = people.open_session(lead, remember=True)
            accounts.end_other_sessions(lead, third)
            assert [people.person_of_session(token) is not None for token in (first, third, theirs)] == [0, 1, 1]
            (left,) = accounts.sessions_of(lead)
            assert accounts.is_session_of(left, third) and not accounts.is_session_of(left, first)


class TestDisabling:
    """Who may disable whom, and what it does."""

    def test_a_disabled_account_is_signed_out_and_comes_back_as_it_was(self, app: Flask, world: World) -> None:
        lead = world.people[Who.LEAD]
        with inside(app, world.people[Who.ADMINISTRATOR]) as administrator:
            token, _ = people.open_session(lead, remember=True)
            person, known = person_of(world, Who.LEAD), people.find_credentials(email_of(Who.LEAD))
            accounts.disable_account(administrator, person, person.version)
            db.session.commit()
            assert people.person_of_session(token) is None and people.find_credentials(email_of(Who.LEAD)) is None
            accounts.enable_account(administrator, person, person.version)
            db.session.commit()
            assert people.find_credentials(email_of(Who.LEAD)) == known is not None
            # A session that was ended stays so.
            assert people.person_of_session(token) is None
        with inside(app, lead) as actor:
            assert actor.project_roles

    @pytest.mark.parametrize(
        ("carer", "person", "may"),
        [
            (Who.ADMINISTRATOR, Who.LEAD, True),
            (Who.ADMINISTRATOR, Who.PLAIN_MEMBER, True),
            (Who.ADMINISTRATOR, Who.OUTSIDER, False),
            (Who.ADMINISTRATOR, Who.OPERATOR, False),
            (Who.LEADER, Who.LEAD, False),
            (Who.LEAD, Who.MEMBER, False),
            (Who.OUTSIDER, Who.LEAD, False),
            (Who.OPERATOR, Who.LEAD, True),
            (Who.OPERATOR, Who.OUTSIDER, True),
        ],
    )
    def test_an_administrator_cares_for_their_own_people(
        self, app: Flask, world: World, carer: Who, person: Who, may: bool
    ) -> None:
        with inside(app, world.people[carer]) as actor:
            assert accounts.may_care_for(actor, person_of(world, person)) == may
            if not may:
                with pytest.raises(InvalidInput, match="account_elsewhere"):
                    accounts.disable_account(actor, person_of(world, person), 1)

    @pytest.mark.parametrize("role", list(OrganizationRole))
    def test_nobody_gets_into_another_organisation_through_a_shared_account(
        self, app: Flask, world: World, role: OrganizationRole
    ) -> None:
        """Somebody of Lerkevik who also belongs to Storfjell: neither administrator may take over the account."""
        lead = world.people[Who.LEAD]
        with inside(app, world.people[Who.OUTSIDER]) as stranger:
            add_member(membership_of(world, Who.OUTSIDER, world.storfjell["organization_id"]).organization, lead, role)
            db.session.commit()
            assert not accounts.may_care_for(stranger, person_of(world, Who.LEAD))
        with inside(app, world.people[Who.ADMINISTRATOR]) as administrator:
            assert not accounts.may_care_for(administrator, person_of(world, Who.LEAD))

    def test_a_rule_that_looks_only_at_ones_own_organisation_is_seen(
        self, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The gate turned red: what the carer sees of the account is taken for all of it."""
        own = {world.lerkevik["organization_id"]}
        monkeypatch.setattr(accounts, "organizations_of", lambda _person: own)
        with pytest.raises(AssertionError):
            self.test_nobody_gets_into_another_organisation_through_a_shared_account(
                app, world, OrganizationRole.MEMBER
            )

    def test_the_history_of_the_organisation_tells_of_it_also_when_the_operator_did_it(
        self, app: Flask, world: World
    ) -> None:
        with inside(app, world.people[Who.OPERATOR]) as operator:
            lead = person_of(world, Who.LEAD)
            accounts.disable_account(operator, lead, lead.version)
            db.session.commit()
        with inside(app, world.people[Who.LEADER]):
            event = db.session.scalars(
                select(AuditEvent).filter_by(noun="people", noun_id=world.people[Who.LEAD])
            ).one()
            assert (event.person_id, event.action) == (world.people[Who.OPERATOR], "changed")
            assert [value.field for value in event.values] == ["disabled_at"]


Leaving = Callable[[World, Who, int], None]


def disable(world: World, who: Who, organization_id: int) -> None:
    """By an administrator: the first one, else themselves."""
    actor = actor_for(person_of(world, who))
    person = person_of(world, who)
    accounts.disable_account(actor, person, person.version)


def demote(world: World, who: Who, organization_id: int) -> None:
    """Make the administrator a member."""
    membership = membership_of(world, who, organization_id)
    change_role(membership, membership.version, OrganizationRole.MEMBER)


def leave(world: World, who: Who, organization_id: int) -> None:
    """Take the administrator out of the organisation."""
    membership = membership_of(world, who, organization_id)
    remove_member(membership, membership.version)


class TestLastAdministrator:
    """An organisation is never left without somebody who can administer it."""

    @pytest.mark.parametrize("go", [disable, demote, leave])
    def test_the_last_one_cannot_go(self, app: Flask, world: World, go: Leaving) -> None:
        with inside(app, world.people[Who.ADMINISTRATOR]), pytest.raises(InvalidInput, match="last_administrator"):
            go(world, Who.ADMINISTRATOR, world.lerkevik["organization_id"])

    @pytest.mark.parametrize("go", [disable, demote, leave])
    def test_one_who_cannot_sign_in_does_not_count(self, app: Flask, world: World, go: Leaving) -> None:
        second_administrator(app, world)
        with inside(app, world.people[Who.ADMINISTRATOR]) as administrator:
            leader = person_of(world, Who.LEADER)
            accounts.disable_account(administrator, leader, leader.version)
            db.session.commit()
            with pytest.raises(InvalidInput, match="last_administrator"):
                go(world, Who.ADMINISTRATOR, world.lerkevik["organization_id"])

    def test_not_even_the_operator_disables_the_last_one(self, app: Flask, world: World) -> None:
        with inside(app, world.people[Who.OPERATOR]) as operator:
            person = person_of(world, Who.OUTSIDER)
            with pytest.raises(InvalidInput, match="last_administrator"):
                accounts.disable_account(operator, person, person.version)

    def test_the_last_operator_stays(self, app: Flask, world: World) -> None:
        with inside(app, world.people[Who.OPERATOR]) as operator:
            person = person_of(world, Who.OPERATOR)
            with pytest.raises(InvalidInput, match="last_operator"):
                accounts.disable_account(operator, person, person.version)

    @pytest.mark.parametrize("first", [disable, demote, leave])
    @pytest.mark.parametrize("second", [disable, demote, leave])
    def test_of_two_who_go_at_once_one_stays(self, app: Flask, world: World, first: Leaving, second: Leaving) -> None:
        second_administrator(app, world)
        organization_id = world.lerkevik["organization_id"]
        start = Barrier(2)

        def go(leaving: tuple[Leaving, Who]) -> bool:
            work, who = leaving
            start.wait()
            with inside(app, world.people[who]):
                try:
                    work(world, who, organization_id)
                    db.session.commit()
                except (InvalidInput, StaleVersion):
                    db.session.rollback()
                    return False
            return True

        with ThreadPoolExecutor(2) as threads:
            gone = list(threads.map(go, [(first, Who.ADMINISTRATOR), (second, Who.LEADER)]))
        assert sorted(gone) == [False, True]
        with inside(app), within(db.session(), [organization_id]):
            left = db.session.scalars(
                select(Membership)
                .join(Person)
                .filter(
                    Membership.organization_id == organization_id,
                    Membership.role == OrganizationRole.ADMINISTRATOR,
                    Person.disabled_at.is_(None),
                )
            ).all()
            assert len(left) == 1

    def test_a_check_that_is_left_out_is_seen(self, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        """The gate turned red."""
        monkeypatch.setattr(accounts, "require_another_administrator", lambda *_: None)
        with pytest.raises(pytest.fail.Exception):
            self.test_the_last_one_cannot_go(app, world, disable)


class TestSessionsEnd:
    """Whoever gets other rights signs in anew."""

    @pytest.mark.parametrize("work", [demote, leave, disable])
    def test_with_the_role(self, app: Flask, world: World, work: Leaving) -> None:
        second_administrator(app, world)
        with inside(app, world.people[Who.ADMINISTRATOR]):
            token, _ = people.open_session(world.people[Who.LEADER], remember=True)
            work(world, Who.LEADER, world.lerkevik["organization_id"])
            db.session.commit()
            assert people.person_of_session(token) is None
            assert db.session.scalars(select(SignInSession)).all() == []

    def test_a_role_change_that_keeps_the_session_is_seen(
        self, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The gate turned red."""
        monkeypatch.setattr("qi_tracker.services.organizations.close_sessions_of", lambda _person_id: None)
        with pytest.raises(AssertionError):
            self.test_with_the_role(app, world, demote)


def test_a_membership_in_the_bin_opens_nothing(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.ADMINISTRATOR]) as administrator:
        assert accounts.may_care_for(administrator, person_of(world, Who.PLAIN_MEMBER))
        membership = membership_of(world, Who.PLAIN_MEMBER, world.lerkevik["organization_id"])
        put_in_bin(membership, membership.version)
        assert not accounts.may_care_for(administrator, person_of(world, Who.PLAIN_MEMBER))
