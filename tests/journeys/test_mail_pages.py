"""The pages that invite, where mail is sent: in each state of a mail, wide and narrow, without one defect."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from qi_tracker import worker
from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.extensions import db
from qi_tracker.models import Organization
from qi_tracker.services.invitations import InvitationDetails, invite, invite_by_mail
from qi_tracker.services.people import open_session
from qi_tracker.vocabulary import OrganizationRole, ProjectRole
from tests.browser import Mode, new_context, screenshot, watched
from tests.databases import Prepared
from tests.inside import inside
from tests.mail_server import MailServer, mail_server, with_mail
from tests.people import Who
from tests.serving import serving

REFUSED, LATER = "finnes.ikke@example.no", "opptatt@example.no"
MODES = (Mode(1280), Mode(320, dark=True))
PAGES = {
    "organizations.show": (Who.ADMINISTRATOR, "/organizations/1"),
    "organizations.invite_person": (Who.ADMINISTRATOR, "/organizations/1/invite"),
    "projects.edit_people": (Who.LEAD, "/projects/1/people"),
    "projects.invite_person": (Who.LEAD, "/projects/1/invite"),
    "organizations.index": (Who.OPERATOR, "/organizations?all=1"),
    "organizations.create": (Who.OPERATOR, "/organizations/new"),
    "auth.forgot_password": (Who.LEAD, "/forgotten-password"),
}


def invite_in_every_state(prepared: Prepared) -> None:
    """A link that was shown, and mails that are sent, refused, put off and on their way."""
    project = prepared.world.lerkevik["project_id"]

    def details(email: str | None) -> InvitationDetails:
        return InvitationDetails("Kari i skolen", OrganizationRole.MEMBER, project, ProjectRole.MEMBER, email)

    with inside(prepared.app, prepared.world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, prepared.world.lerkevik["organization_id"])
        invite(actor, organization, details(None))
        for email in ("nora@example.no", REFUSED, LATER):
            invite_by_mail(actor, organization, details(email))
        db.session.commit()
    worker.deliver_due(prepared.app)
    with inside(prepared.app, prepared.world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, prepared.world.lerkevik["organization_id"])
        invite_by_mail(actor, organization, details("et.veldig.langt.navn.som.ikke.kan.deles@kommunenavn.example.no"))
        db.session.commit()


@pytest.fixture
def address(sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An installation that sends mail, and has tried."""
    with mail_server(MailServer(refuses={REFUSED: "550 unknown", LATER: "450 busy"})) as mailbox:
        monkeypatch.setitem(sqlite_only.app.config, "QI_SETTINGS", with_mail(sqlite_only.settings, mailbox.port))
        invite_in_every_state(sqlite_only)
        with serving(sqlite_only.app) as found:
            yield found


def signed_in(prepared: Prepared, who: Who) -> str:
    """The cookie of a session."""
    with inside(prepared.app):
        token, _ = open_session(prepared.world.people[who], remember=False)
        db.session.commit()
        return token


def test_pages_that_invite_have_no_problem(sqlite_only: Prepared, browser: Browser, address: str) -> None:
    problems = []
    looks = [(name, MODES[number % 2]) for number, name in enumerate(PAGES)] + [("organizations.show", MODES[1])]
    for name, mode in looks:
        who, path = PAGES[name]
        context = new_context(browser, mode)
        context.set_extra_http_headers({"Cookie": f"{SESSION_COOKIE}={signed_in(sqlite_only, who)}"})
        look = watched(context, mode, address)
        look.page.goto(address + path)
        assert look.page.url == address + path
        problems += [f"{name}, {mode}: {problem}" for problem in look.problems()]
        screenshot(look.page, f"mail-{name}-{mode}")
        context.close()
    assert problems == []
