"""What eight people can want to change at the same moment, and how to see that nobody's change is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import (
    Aim,
    Annotation,
    AuditEvent,
    AuditValue,
    Base,
    ChangeIdea,
    Import,
    Measure,
    Meeting,
    MeetingDecision,
    Observation,
    Organization,
    PdsaCycle,
    Project,
    ProjectMembership,
    Task,
    Unit,
)
from qi_tracker.vocabulary import ProjectRole
from tests.client import Page
from tests.databases import Prepared
from tests.inside import inside
from tests.people import YEAR, Who
from tests.together.editors import CONFLICT, Editor, Tally, adding, at_once, editors_of, numbered, until_saved

Contest = Callable[[Prepared], Tally]
JSON: Final = {"Accept": "application/json"}
MONTHS: Final = ("2025-03-01", "2025-04-01", "2025-05-01")
EDITORS: Final = (Who.LEAD, Who.MEMBER)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that all eight write in: the page of its form, its field, and the row it is stored in."""

    page: str
    field: str
    noun: type[Base]
    id_name: str
    who: tuple[Who, ...] = EDITORS


TEXTS: Final[Mapping[str, Text]] = {
    "measure": Text("/measures/{measure_id}/edit", "definition", Measure, "measure_id"),
    "project": Text("/projects/{project_id}/edit", "challenge", Project, "project_id"),
    "aim": Text("/aims/{aim_id}/edit", "statement", Aim, "aim_id"),
    "annotation": Text("/annotations/{annotation_id}/edit", "text", Annotation, "annotation_id"),
    "change idea": Text("/ideas/{idea_id}/edit", "description", ChangeIdea, "idea_id"),
    "plan of a cycle": Text("/cycles/{cycle_id}/edit", "plan", PdsaCycle, "cycle_id"),
    "result of a cycle": Text("/cycles/{cycle_id}/do", "result", PdsaCycle, "cycle_id"),
    "comparison of a cycle": Text("/cycles/{cycle_id}/study", "comparison", PdsaCycle, "cycle_id"),
    "decision of a cycle": Text("/cycles/{cycle_id}/act", "next_step", PdsaCycle, "cycle_id"),
    "task": Text("/tasks/{task_id}/edit", "title", Task, "task_id"),
    "note of a meeting": Text("/meetings/{meeting_id}/edit", "note", Meeting, "meeting_id"),
    "decision of a meeting": Text("/decisions/{decision_id}/edit", "text", MeetingDecision, "decision_id"),
    "organisation": Text(
        "/organizations/{organization_id}/edit", "name", Organization, "organization_id", (Who.ADMINISTRATOR,)
    ),
    "unit": Text("/units/{unit_id}/edit", "name", Unit, "unit_id", (Who.ADMINISTRATOR,)),
}
# Eight fields of one form, and what each of the eight makes of theirs.
FIELDS: Final = (
    ("name", "Et nytt navn"),
    ("definition", "En ny definisjon"),
    ("source", "En ny kilde"),
    ("target", "61,5"),
    ("kind", "process"),
    ("is_stock", "y"),
    ("strata", "Jenter\nGutter"),
    ("direction", "down"),
)


def _stored(prepared: Prepared, noun: type[Base], number: int, name: str) -> str:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        return str(getattr(db.session.get_one(noun, number), name))


def same_text(text: Text) -> Contest:
    """All eight add a word to one text, and at each conflict put their word after what is saved."""

    def contest(prepared: Prepared) -> Tally:
        tally = Tally()
        address = text.page.format(**prepared.world.lerkevik.ids)
        editors = editors_of(prepared, tally, text.who)
        at_once(
            editors,
            lambda editor: editor.open(address),
            lambda editor, page: until_saved(editor, page, adding(editor, text.field)),
        )
        stored = _stored(prepared, text.noun, prepared.world.lerkevik[text.id_name], text.field)
        tally.must_hold(list(numbered(editors)), stored, text.page)
        return tally

    return contest


def different_fields(prepared: Prepared) -> Tally:
    """Each changes a field of their own, and presses Save again on every conflict page without a choice."""
    tally, number = Tally(), prepared.world.lerkevik["measure_id"]
    address = f"/measures/{number}/edit"

    def save(editor: Editor, page: Page) -> None:
        name, value = FIELDS[editor.number]
        until_saved(editor, page, lambda seen: {name: value} if seen is page else {})

    at_once(editors_of(prepared, tally), lambda editor: editor.open(address), save)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        measure = db.session.get_one(Measure, number)
        found = {
            **{name: str(getattr(measure, name)) for name, _ in FIELDS},
            "target": str(measure.target).replace(".", ","),
            "is_stock": "y" if measure.is_stock else "",
            "strata": "\n".join(measure.strata),
        }
    tally.lost += [f"{address}: {name} is {found[name]!r}" for name, value in FIELDS if found[name] != value]
    return tally


def _comments(prepared: Prepared) -> dict[str, str]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        rows = db.session.scalars(
            select(Observation).where(Observation.measure_id == prepared.world.lerkevik["measure_id"])
        )
        return {row.period.isoformat(): row.comment for row in rows}


def rows_by_script(prepared: Prepared) -> Tally:
    """All eight add a word to the comments of the same three rows, each row sent by itself."""
    tally, number = Tally(), prepared.world.lerkevik["measure_id"]

    def save(editor: Editor, page: Page) -> None:
        fields = page.form().fields
        for month in MONTHS:
            place = fields["period"].index(month)
            row = {name: fields[name][place] for name in ("numerator", "denominator", "comment")}
            row |= {"period": month, "version": fields["version"][place]}
            _save_row(editor, f"/measures/{number}/numbers/row", row)

    editors = editors_of(prepared, tally)
    at_once(editors, lambda editor: editor.open(f"/measures/{number}/numbers"), save)
    comments = _comments(prepared)
    for month in MONTHS:
        tally.must_hold(list(numbered(editors)), comments[month], f"row of {month}")
    return tally


def _save_row(editor: Editor, address: str, row: dict[str, Any]) -> None:
    row = {**row, "comment": f"{row['comment']} {editor.word}".strip()}
    while (answer := editor.post(address, row, JSON)).status == CONFLICT:
        told = answer.response.get_json()
        row |= {**told["theirs"], "version": told["version"]}
        row["comment"] = f"{row['comment']} {editor.word}".strip()
        row.pop("value", None)


def whole_grid(prepared: Prepared) -> Tally:
    """All eight send the whole table, each with a word in a row that is theirs alone and in one that is everybody's."""
    tally, address = Tally(), f"/measures/{prepared.world.lerkevik['measure_id']}/numbers"

    def add(editor: Editor, page: Page) -> Mapping[str, Any]:
        fields = page.form().fields
        comments = list(fields["comment"])
        for month in (MONTHS[0], _own_month(editor)):
            place = fields["period"].index(month)
            stored = fields["was"][place].split("|", 3)[3]
            comments[place] = stored if editor.word in stored.split() else f"{stored} {editor.word}".strip()
        return {"comment": comments}

    editors = editors_of(prepared, tally)
    at_once(
        editors,
        lambda editor: editor.open(address),
        lambda editor, page: until_saved(editor, page, lambda seen: add(editor, seen)),
    )
    comments = _comments(prepared)
    tally.must_hold(list(numbered(editors)), comments[MONTHS[0]], "shared row")
    for editor in editors:
        tally.must_hold([editor.word], comments[_own_month(editor)], "own row")
    return tally


def _own_month(editor: Editor) -> str:
    return date(YEAR, 5 + editor.number, 1).isoformat()


def delete_or_edit(prepared: Prepared) -> Tally:
    """Four delete the measure and four edit it: whoever is first, no accepted edit vanishes and none comes after."""
    tally, number = Tally(), prepared.world.lerkevik["measure_id"]

    def work(editor: Editor, page: Page) -> None:
        if editor.number % 2:
            editor.send(page, {}, f"/measures/{number}/delete")
            return
        answer = until_saved(editor, page, adding(editor, "definition"))
        if answer.status not in (303, 404) or (answer.status == 404 and editor.word not in answer.text):
            tally.lost.append(f"{editor.word}: answered {answer.status}, and its text is not in the page")
        saved.extend([editor.word] if answer.status == 303 else [])

    saved: list[str] = []
    at_once(
        editors_of(prepared, tally),
        lambda editor: editor.open(f"/measures/{number}" + ("" if editor.number % 2 else "/edit")),
        work,
    )
    history = _history(prepared, Measure, number)
    written = " ".join(str(new) for _, values in history for new in values.values())
    tally.must_hold(saved, written, "history of the measure")
    actions = [action for action, _ in history]
    if "deleted" in actions[:-1]:
        tally.lost.append(f"the measure was changed after it was deleted: {actions}")
    return tally


def _history(prepared: Prepared, noun: type[Base], number: int) -> list[tuple[str, dict[str, Any]]]:
    """(action, field → new value) of each event of the thing, in order."""
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        events = db.session.scalars(
            select(AuditEvent).where(AuditEvent.noun == noun.__tablename__, AuditEvent.noun_id == number)
        ).all()
        values = db.session.scalars(select(AuditValue).where(AuditValue.event_id.in_([each.id for each in events])))
        by_event: dict[int, dict[str, Any]] = {}
        for value in values:
            by_event.setdefault(value.event_id, {})[value.field] = value.new
        return [(each.action, by_event.get(each.id, {})) for each in sorted(events, key=lambda each: each.id)]


def _preview(editor: Editor, number: int) -> Page:
    """A table of the editor's own, looked at and not imported yet: it falls upon numbers that are there."""
    page = editor.open(f"/measures/{number}/import")
    rows = "".join(f"{month};{50 + editor.number};160;{editor.word}\n" for month in MONTHS)
    sent = editor.client.send(page, {"pasted": f"Dato;Teller;Nevner;Kommentar\n{rows}"})
    return editor.client.follow(sent)


def _import(editor: Editor, page: Page) -> bool:
    """Whether the table was taken in; refused, one is led back to it."""
    answer = editor.send(page, {"existing": "take"}, "/apply")
    return answer.status == 303 and "/measures/" in answer.location


def imports_against_each_other(prepared: Prepared) -> Tally:
    """Eight tables that all fall upon the same numbers: one is taken in, the others are told."""
    tally, number = Tally(), prepared.world.lerkevik["measure_id"]
    taken: list[str] = []

    def work(editor: Editor, page: Page) -> None:
        if _import(editor, page):
            taken.append(editor.word)
        else:
            tally.conflicts += 1

    at_once(editors_of(prepared, tally), lambda editor: _preview(editor, number), work)
    _check_writers(prepared, {month: taken for month in MONTHS}, tally)
    return tally


def import_over_edited_rows(prepared: Prepared) -> Tally:
    """Four import and four type, all from the same numbers: each number has one writer, and the others are told."""
    tally, number = Tally(), prepared.world.lerkevik["measure_id"]
    writers: dict[str, list[str]] = {month: [] for month in MONTHS}

    def open_page(editor: Editor) -> Page:
        return _preview(editor, number) if editor.number % 2 else editor.open(f"/measures/{number}/numbers")

    def work(editor: Editor, page: Page) -> None:
        if editor.number % 2:
            taken = list(MONTHS) if _import(editor, page) else []
            tally.conflicts += not taken
        else:
            taken = [month for month in MONTHS[:2] if _type_row(editor, page, number, month)]
        for month in taken:
            writers[month].append(editor.word)

    at_once(editors_of(prepared, tally), open_page, work)
    _check_writers(prepared, writers, tally)
    return tally


def _type_row(editor: Editor, page: Page, number: int, month: str) -> bool:
    fields = page.form().fields
    place = fields["period"].index(month)
    row = {"period": month, "version": fields["version"][place], "numerator": "99", "denominator": "160"}
    answer = editor.post(f"/measures/{number}/numbers/row", {**row, "comment": editor.word}, JSON)
    return answer.status == 200


def _check_writers(prepared: Prepared, writers: Mapping[str, list[str]], tally: Tally) -> None:
    """All of them had seen the same: of those who were told that theirs is saved, one at most may be right."""
    comments = _comments(prepared)
    for month, words in writers.items():
        tally.lost += [
            f"{month}: {word} was accepted, and {comments[month]!r} stands there"
            for word in words
            if word not in comments[month].split()
        ]


def leads_who_remove_each_other(prepared: Prepared) -> Tally:
    """Two leads, four windows each, all removing the other: one of them is left."""
    tally = Tally()
    project_id, people = prepared.world.lerkevik["project_id"], prepared.world.people
    with inside(prepared.app, people[Who.LEAD]):
        other = db.session.query(ProjectMembership).filter_by(project_id=project_id, person_id=people[Who.MEMBER]).one()
        other.role = ProjectRole.LEAD
        db.session.commit()
        ids = {
            who: db.session.query(ProjectMembership).filter_by(project_id=project_id, person_id=people[who]).one().id
            for who in EDITORS
        }

    def other_of(editor: Editor) -> str:
        return f"/project-memberships/{ids[EDITORS[1 - editor.number % 2]]}"

    def work(editor: Editor, page: Page) -> None:
        editor.send(page, {}, f"{other_of(editor)}/delete")

    # Where one who collects numbers is removed.
    at_once(editors_of(prepared, tally), lambda editor: editor.open(f"{other_of(editor)}/hand-over"), work)
    with inside(prepared.app, people[Who.LEAD]):
        leads = db.session.query(ProjectMembership).filter_by(project_id=project_id, role=ProjectRole.LEAD).all()
        tally.lost += [] if len(leads) == 1 else [f"the project has {len(leads)} leads"]
    return tally


def one_person_added_by_all(prepared: Prepared) -> Tally:
    """Eight give the same person a role in the project: they get one."""
    tally, project_id = Tally(), prepared.world.lerkevik["project_id"]
    person_id = prepared.world.people[Who.PLAIN_MEMBER]
    at_once(
        editors_of(prepared, tally, (Who.LEAD,)),
        lambda editor: editor.open(f"/projects/{project_id}/people"),
        lambda editor, page: editor.send(page, {"person_id": str(person_id), "role": "member"}),
    )
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = db.session.query(ProjectMembership).filter_by(project_id=project_id, person_id=person_id).all()
        tally.lost += [] if len(found) == 1 else [f"{len(found)} roles of one person"]
    return tally


def one_meeting_started_by_all(prepared: Prepared) -> Tally:
    """Eight press «Start tavlemøte»: they stand in front of the same board, and each decision of theirs is on it."""
    tally, project_id = Tally(), prepared.world.lerkevik["project_id"]

    def work(editor: Editor, page: Page) -> None:
        board = editor.open(editor.send(page, {}, "/meetings/start").location)
        editor.send(board, {"text": editor.word}, "/decisions/new")

    at_once(editors := editors_of(prepared, tally), lambda editor: editor.open(f"/projects/{project_id}"), work)
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        [*begun] = db.session.query(Meeting).filter_by(project_id=project_id, completed_at=None).all()
        decided = db.session.query(MeetingDecision).filter_by(meeting_id=begun[0].id).all()
        tally.lost += [] if len(begun) == 1 else [f"{len(begun)} meetings were begun"]
        tally.must_hold([editor.word for editor in editors], " ".join(each.text for each in decided), "board")
    return tally


def one_table_imported_by_all_windows(prepared: Prepared) -> Tally:
    """The same table, open in eight windows of its owner: imported once."""
    tally, draft_id = Tally(), prepared.world.lerkevik["draft_id"]
    at_once(
        editors_of(prepared, tally, (Who.LEAD,)),
        lambda editor: editor.open(f"/import-drafts/{draft_id}"),
        lambda editor, page: editor.send(page, {}, "/apply"),
    )
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        found = db.session.query(Import).filter(Import.n_added > 1).all()
        tally.lost += [] if len(found) == 1 else [f"imported {len(found)} times"]
    return tally


CONTESTS: Final[Mapping[str, Contest]] = {
    **{f"text of the {name}": same_text(text) for name, text in TEXTS.items()},
    "different fields of one form": different_fields,
    "rows of the number table": rows_by_script,
    "the whole number table": whole_grid,
    "delete or edit": delete_or_edit,
    "imports against each other": imports_against_each_other,
    "import over edited rows": import_over_edited_rows,
    "leads who remove each other": leads_who_remove_each_other,
    "one person added by all": one_person_added_by_all,
    "one meeting started by all": one_meeting_started_by_all,
    "one table in eight windows": one_table_imported_by_all_windows,
}
