"""An exact text erased from all that a project holds, and from nothing else. The name is invented."""

import json

import pytest
from flask import Flask
from sqlalchemy import JSON, String, Text, select

from qi_tracker.errors import Forbidden, InvalidInput, NotFound
from qi_tracker.extensions import db
from qi_tracker.models import (
    Annotation,
    AuditEvent,
    AuditValue,
    Base,
    FormDraft,
    ImportDraft,
    ImportedRow,
    Invitation,
    Measure,
    Meeting,
    Observation,
    Project,
)
from qi_tracker.services import text_redaction
from qi_tracker.services.acting import act_as
from qi_tracker.services.audit_verification import REDACTED, verify
from qi_tracker.services.drafts import TypedForm, save_draft
from qi_tracker.services.saving import put_in_bin
from qi_tracker.services.text_redaction import ERASED_WORDS, Standing, erase_text, find_text
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.inside import inside
from tests.people import Who, World

NAME = "Tuva Fjellvik"


def everything() -> str:
    """All that the database holds that the session sees, as text."""
    db.session.flush()
    connection = db.session.connection()
    # Drafts are each writer's own, and on SQLite alone seen here.
    tables = [table for table in Base.metadata.sorted_tables if table.name != FormDraft.__tablename__]
    return "\n".join(str(row) for table in tables for row in connection.execute(select(table)).fetchall())


def write_everywhere(app: Flask, world: World) -> None:
    """The name in every kind of place, in every way of writing it."""
    with inside(app, world.people[Who.MEMBER]) as member:
        address = f"/measures/{world.lerkevik['measure_id']}/edit"
        save_draft(member, address, TypedForm({"definition": f"Som {NAME} sa"}), "a-key")
        save_draft(member, "/projects/new", TypedForm({"aim": f"{NAME} i et annet prosjekt"}), "other-key")
        db.session.commit()
    with inside(app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        project.challenge = f"Slik er det: {NAME}. Og {NAME.upper()}, og Tuva\u00a0Fjellviks venn."
        measure = db.session.get_one(Measure, world.lerkevik["measure_id"])
        measure.strata = ["Jenter", f"Vennene til {NAME}"]
        observation = db.session.scalars(select(Observation).filter_by(measure_id=measure.id)).first()
        assert observation is not None
        observation.comment = f"{NAME} var borte"
        db.session.get_one(Meeting, world.lerkevik["meeting_id"]).note = f"Vi snakket om {NAME}"
        draft = db.session.get_one(ImportDraft, world.lerkevik["draft_id"])
        draft.table = {**draft.table, "rows": [[NAME, "1"]]}
        note = db.session.get_one(Annotation, world.lerkevik["annotation_id"])
        note.text = NAME
        put_in_bin(note, note.version)
        organization = {"organization_id": project.organization_id}
        kept = db.session.scalars(select(ImportedRow)).first()
        if kept is not None:
            kept.before = {"comment": NAME}
        now = observation.created_at
        db.session.add(
            Invitation(**organization, project_id=project.id, token_hash="x" * 64, note=f"Til {NAME}", expires_at=now)
        )
        db.session.commit()
        # What stood there before is in the history alone.
        measure.definition = f"Telles av {NAME}"
        db.session.commit()
        measure.definition = "Telles av de ansatte"
        db.session.commit()


def test_it_is_gone_from_everything_and_the_chain_holds(app: Flask, world: World) -> None:
    write_everywhere(app, world)
    with inside(app, world.people[Who.LEAD]) as lead:
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        before = everything()
        assert before.count("Fjellvik") > 10
        found = find_text(lead, project, NAME)
        assert Standing("projects", "challenge", 1) in found and found[-1].noun == "audit_values"
        n_places = erase_text(lead, project, f" {NAME.lower()} ", "Et navn")
        assert n_places == sum(each.count for each in found) + 1
        db.session.commit()
    with inside(app, world.people[Who.LEAD]):
        after = everything()
        assert NAME.casefold() not in after.casefold()
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        assert project.challenge == f"Slik er det: {ERASED_WORDS}. Og {ERASED_WORDS}, og Tuva\u00a0Fjellviks venn."
        assert verify(project.organization_id) == []
        [event] = db.session.scalars(select(AuditEvent).where(AuditEvent.action == REDACTED))
        told = {value.field: value.new for value in event.values}
        assert (event.person_id, told["reason"], told["n_places"]) == (world.people[Who.LEAD], "Et navn", n_places)
    with inside(app, world.people[Who.MEMBER]):
        drafts = {draft.address: json.dumps(draft.fields) for draft in db.session.scalars(select(FormDraft))}
        assert [NAME in fields for _, fields in sorted(drafts.items())] == [False, True]


def test_other_projects_and_other_words_are_left(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as lead:
        own = db.session.get_one(Project, world.lerkevik["project_id"])
        own.challenge = "Ola og skolaen"
        other = Project(organization_id=own.organization_id, title="Ola Dunk", challenge="Ola")
        db.session.add(other)
        db.session.flush()
        assert erase_text(lead, own, "Ola", "Et navn") > 0
        assert (own.challenge, other.title, other.challenge) == (f"{ERASED_WORDS} og skolaen", "Ola Dunk", "Ola")


def test_a_full_field_stays_within_its_length(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]) as lead:
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        project.title = ("Ola " * 50).strip()
        db.session.flush()
        erase_text(lead, project, "Ola", "Et navn")
        assert len(project.title) == 200 and "Ola" not in project.title


@pytest.mark.parametrize(
    ("text", "reason", "code"),
    [
        ("Ol", "Et navn", "text_too_short"),
        ("Finnes Ikke", "Et navn", "text_nowhere"),
        (NAME, " ", "reason_missing"),
        (NAME, f"Det sto {NAME} der", "reason_repeats"),
        (NAME, f"Nummer {PERSONAL_NUMBER}", "personal_number"),
        (NAME, "x" * 201, "text_too_long"),
        ("x" * 201, "Et navn", "text_too_long"),
    ],
)
def test_what_cannot_be_done_is_said(app: Flask, world: World, text: str, reason: str, code: str) -> None:
    with inside(app, world.people[Who.LEAD]) as lead:
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        with pytest.raises(InvalidInput) as refusal:
            erase_text(lead, project, text, reason)
        assert refusal.value.code == code


def test_only_who_may_erase_from_the_history_may(app: Flask, world: World) -> None:
    for who, error in ((Who.MEMBER, Forbidden), (Who.ADMINISTRATOR, Forbidden), (Who.OUTSIDER, NotFound)):
        with inside(app, world.people[who]) as actor:
            act_as(db.session(), actor.person_id, [world.lerkevik["organization_id"]])
            project = db.session.get_one(Project, world.lerkevik["project_id"])
            with pytest.raises(error):
                find_text(actor, project, NAME)
            with pytest.raises(error):
                erase_text(actor, project, NAME, "Et navn")


def test_every_table_with_words_of_a_project_is_searched(app: Flask, world: World) -> None:
    """A new table is searched when it names what it hangs on; else it is said here why not."""
    not_of_a_project = {
        "audit_events": "names of tables and actions",
        "audit_heads": "digests",
        "audit_links": "digests",
        "audit_values": "searched by itself: the history",
        "measure_summaries": "codes and numbers",
        "memberships": "of the organisation",
        "sent_reminders": "kinds, ids and days",
        "shared_ideas": "copies, made anew of what is searched",
        "unit_leaderships": "of the organisation",
        "units": "of the organisation",
    }
    with inside(app, world.people[Who.LEAD]):
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        searched = set(text_redaction._Search(project, NAME).ids)
    tables = {table.name for table in Base.metadata.sorted_tables if "organization_id" in table.columns}
    with_words = {
        name
        for name in tables
        if any(
            isinstance(each.type, JSON) or type(each.type) in (String, Text) for each in Base.metadata.tables[name].c
        )
    }
    assert with_words - searched - set(not_of_a_project) == set()


def test_without_the_history_it_would_be_left_there(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted defect."""
    write_everywhere(app, world)
    monkeypatch.setattr(text_redaction._Search, "values", lambda _: list[AuditValue]())
    with inside(app, world.people[Who.LEAD]) as lead:
        project = db.session.get_one(Project, world.lerkevik["project_id"])
        erase_text(lead, project, NAME, "Et navn")
        assert NAME in everything()
