"""Each kind of mail: what it says in three languages, and where its link leads."""

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from qi_tracker.extensions import db
from qi_tracker.i18n.mails import TEXTS, mail_text
from qi_tracker.i18n.translate import words_for
from qi_tracker.mails import MAILS, Desk, Params
from qi_tracker.models import Organization, PasswordReset, Person, Task
from qi_tracker.models.base import utc_now
from qi_tracker.services.invitations import InvitationDetails, invite
from qi_tracker.services.outbox import Letter
from qi_tracker.services.people import token_digest
from qi_tracker.vocabulary import Language, OrganizationRole
from tests.databases import SECRET_KEY, Prepared
from tests.inside import inside
from tests.people import NAMES, Who, World

PACKAGE = Path(__file__).parent.parent / "qi_tracker"
ADDRESS = "https://qi.example.no"
# What a reminder to the lead of the tests' people is about: of each kind one thing that has waited for long.
LATE = date(2025, 9, 15)
KEYS = "due:{measure_id}:2026-01-01 late:{task_id}:2025-09-15"
# It names what its reader works with, and has a link to each.
TELLS_OF_WORK = "reminder"


def letter(world: World, kind: str, language: Language, **params: object) -> Letter:
    """A message of this kind about the people of the tests."""
    about = {
        "person_id": world.people[Who.LEAD if kind == TELLS_OF_WORK else Who.MEMBER],
        "organization_id": world.lerkevik["organization_id"],
        "salt": "abcdefgh",
        **params,
    }
    return Letter(7, kind, "nora@example.no", language, about, utc_now() - timedelta(minutes=1), 1)


def desk(app: Flask, of: Letter) -> Desk:
    """Where it is written."""
    addresses = app.url_map.bind("qi.example.no", url_scheme="https")

    def link_to(endpoint: str, **values: object) -> str:
        return str(addresses.build(endpoint, values, force_external=True))

    return Desk(of, utc_now(), link_to, SECRET_KEY)


def gathered(app: Flask, world: World, kind: str, language: Language = Language.BOKMAL) -> tuple[Params, Desk]:
    """What the mail's text needs, committed."""
    with inside(app, world.people[Who.ADMINISTRATOR]) as actor:
        organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
        invitation, _ = invite(actor, organization, InvitationDetails("NN", OrganizationRole.MEMBER, email="n@x.no"))
        db.session.get_one(Task, world.lerkevik["task_id"]).due_on = LATE
        about = {"invitation_id": invitation.id, "keys": KEYS.format(**world.lerkevik.ids).split()}
        at = desk(app, letter(world, kind, language, **about, salt=f"salt of {language}"))
        params = MAILS[kind].gather(at)
        db.session.commit()
        assert params is not None, kind
        return params, at


def text_of(app: Flask, world: World, kind: str, language: Language) -> tuple[str, str]:
    """Subject and body."""
    params, _ = gathered(app, world, kind, language)
    return mail_text(kind, {**params, "address": ADDRESS}, words_for(language))


def test_every_kind_has_its_text_and_every_text_its_kind() -> None:
    assert set(MAILS) == set(TEXTS)


@pytest.mark.parametrize("kind", MAILS)
def test_every_kind_is_whole_in_every_language(sqlite_only: Prepared, kind: str) -> None:
    texts = {language: text_of(sqlite_only.app, sqlite_only.world, kind, language) for language in Language}
    for subject, body in texts.values():
        assert "%(" not in subject + body
        assert 5 < len(subject) < 78
        assert body.count(ADDRESS) == (4 if kind == TELLS_OF_WORK else 2), "each link, and who sends"
        assert len(body.split("\n\n")) >= 5
        # Short sentences, each line of its own; a link stands alone, so that no full stop becomes part of it.
        assert [line for line in body.splitlines() if "http" in line and line.startswith("http")]
        assert len(body) < 900
    assert len({subject for subject, _ in texts.values()}) >= 2
    assert len({body for _, body in texts.values()}) == 3


@pytest.mark.parametrize("kind", [kind for kind in MAILS if kind != TELLS_OF_WORK])
def test_a_mail_names_nobody_but_who_sends_it(sqlite_only: Prepared, kind: str) -> None:
    world = sqlite_only.world
    text = " ".join(text_of(sqlite_only.app, world, kind, Language.ENGLISH))
    for who, name in NAMES.items():
        assert name not in text or who is Who.ADMINISTRATOR
    for word in (world.lerkevik.canary, world.storfjell.canary, "Gratis fritid", "NN", "nora@example.no"):
        assert word not in text


@pytest.mark.parametrize("kind", MAILS)
def test_the_link_of_every_mail_leads_somewhere(sqlite_only: Prepared, kind: str) -> None:
    params, _ = gathered(sqlite_only.app, sqlite_only.world, kind)
    link = str(params["link"])
    assert link.startswith(f"{ADDRESS}/")
    answer = sqlite_only.app.test_client().get(link.removeprefix(ADDRESS))
    assert answer.status_code in (200, 303)


def test_each_message_has_a_key_of_its_own_and_the_same_at_every_attempt(app: Flask, world: World) -> None:
    first = letter(world, "welcome", Language.BOKMAL)
    again = letter(world, "welcome", Language.BOKMAL)
    other = letter(world, "welcome", Language.BOKMAL, salt="zzzz")
    assert desk(app, first).token == desk(app, again).token
    assert desk(app, first).token != desk(app, other).token
    assert len(desk(app, first).token) == 43, "256 bits"
    assert Desk(first, utc_now(), lambda *_: "", "another key").token != desk(app, first).token


def test_a_reset_that_was_used_is_not_made_again_by_a_second_copy(app: Flask, world: World) -> None:
    _, at = gathered(app, world, "password_reset")
    with inside(app):
        assert MAILS["password_reset"].gather(at) is not None, "a second copy before it was used has the same link"
        db.session.commit()
        reset = db.session.query(PasswordReset).filter_by(token_hash=token_digest(at.token)).one()
        reset.used_at = utc_now()
        db.session.commit()
        assert MAILS["password_reset"].gather(at) is None


def test_nobody_who_is_shut_out_gets_a_link(app: Flask, world: World) -> None:
    with inside(app):
        db.session.get_one(Person, world.people[Who.MEMBER]).disabled_at = utc_now()
        db.session.commit()
        assert MAILS["password_reset"].gather(desk(app, letter(world, "password_reset", Language.BOKMAL))) is None


def test_what_a_mail_was_about_may_be_gone(app: Flask, world: World) -> None:
    with inside(app):
        for kind, gone in (("invitation", "invitation_id"), ("welcome", "organization_id")):
            assert MAILS[kind].gather(desk(app, letter(world, kind, Language.BOKMAL, **{gone: 999}))) is None


def test_a_reminder_names_what_waits_and_the_number_has_a_link_of_its_own(sqlite_only: Prepared) -> None:
    world = sqlite_only.world
    subject, body = text_of(sqlite_only.app, world, "reminder", Language.BOKMAL)
    assert subject == "2 ting venter på deg"
    assert f"Tallet for januar 2026: «Barn med aktivitet {world.lerkevik.canary}»" in body
    assert f"Oppgaven din: «Lage ringeliste {world.lerkevik.canary}»" in body
    assert world.storfjell.canary not in body
    links = [line.removeprefix(ADDRESS) for line in body.splitlines() if line.startswith("https")]
    number, project, choice = links
    visitor = sqlite_only.app.test_client()
    page = visitor.get(number)
    assert page.status_code == 200, "the number is entered without signing in"
    assert "Barn med aktivitet" in page.get_data(as_text=True)
    assert project == f"/projects/{world.lerkevik['project_id']}"
    assert choice == "/account/reminders"


@pytest.mark.parametrize(
    ("key", "subject"),
    [
        ("due:{measure_id}:2026-01-01", "Tallet for januar 2026: Barn med aktivitet Lerkevikkanari"),
        ("late:{task_id}:2025-09-15", "Oppgave: Lage ringeliste Lerkevikkanari"),
    ],
)
def test_the_subject_of_one_thing_is_the_thing(sqlite_only: Prepared, key: str, subject: str) -> None:
    world = sqlite_only.world
    with inside(sqlite_only.app, world.people[Who.LEAD]):
        db.session.get_one(Task, world.lerkevik["task_id"]).due_on = LATE
        of = letter(world, "reminder", Language.BOKMAL, keys=[key.format(**world.lerkevik.ids)])
        params = MAILS["reminder"].gather(desk(sqlite_only.app, of))
    assert params is not None
    assert mail_text("reminder", {**params, "address": ADDRESS}, words_for(Language.BOKMAL))[0] == subject


def test_what_a_reminder_told_of_may_be_answered_since(app: Flask, world: World) -> None:
    with inside(app):
        assert MAILS["reminder"].gather(desk(app, letter(world, "reminder", Language.BOKMAL, keys=["due:9:x"]))) is None


def kinds_posted(folder: Path) -> Iterator[str]:
    """The kinds that the program posts, as they stand in its code."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            kind = node.args[2 if name == "_post" and len(node.args) > 2 else 0]
            is_kind = isinstance(kind, ast.Constant) and isinstance(kind.value, str) and not kind.value.startswith("/")
            if name in ("post", "_post") and is_kind:
                yield kind.value  # type: ignore[attr-defined]  # a constant, as asked above


def test_every_kind_that_is_posted_can_be_written() -> None:
    posted = set(kinds_posted(PACKAGE))
    assert {"password_reset", "first_administrator"} <= posted
    assert posted <= set(MAILS)


def test_planted_kind_without_a_text_is_found(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("outbox.post('greeting', to, language, {})\nblueprint.post('/x')\n")
    assert set(kinds_posted(tmp_path)) == {"greeting"}
