"""Numbers in: pasted or uploaded, looked at and corrected, on the pages."""

import csv
import io
import logging
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from qi_tracker.extensions import db
from qi_tracker.models import ImportDraft, Measure, ProjectMembership
from qi_tracker.models.base import utc_now
from qi_tracker.vocabulary import Frequency, ProjectRole, ValueType
from tests.blueprints.imported_tables import TODAY, apply, made, read, rows_to_mend, stored
from tests.blueprints.refusals import OUTSIDE_TEAM, PERSONAL_NUMBER, assert_refused
from tests.client import Client
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Kind, Prepared
from tests.exchange.workbooks import Value, workbook
from tests.inside import inside
from tests.people import Who, World
from tests.rows import row_counts

CSV = Path(__file__).parents[1] / "data" / "csv"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


def import_page(world: World) -> str:
    return f"/measures/{world.lerkevik['measure_id']}/import"


def in_file(name: str) -> list[tuple[date, float | None, float | None, float | None, str]]:
    """What the file says, read here by its known columns."""
    rows = list(csv.DictReader((CSV / name).read_text("utf-8-sig").splitlines(), delimiter=";"))
    result: list[tuple[date, float | None, float | None, float | None, str]] = []
    for row in rows:
        day = row["Dato"]
        when = date.fromisoformat(day if len(day.split("-")[0]) == 4 else "-".join(reversed(day.split("-"))))
        numbers = [text for name, text in row.items() if name not in ("Dato", "Skift", "Frys") and "omment" not in name]
        comment = next(text for name, text in row.items() if "omment" in name)
        if len(numbers) == 2:
            result.append((when, float(numbers[0]), float(numbers[1]), None, comment))
        else:
            result.append((when, None, None, float(numbers[0]), comment))
    return result


# The four real files.

FILES = {
    "sample_p.csv": (ValueType.PROPORTION, Frequency.MONTH, 24),
    "sample_run.csv": (ValueType.PROPORTION, Frequency.MONTH, 24),
    "spc_exampledata.csv": (ValueType.PROPORTION, Frequency.MONTH, 36),
    "time_hours.csv": (ValueType.NUMBER, Frequency.WEEK, 30),
}


@pytest.mark.parametrize(
    ("prepared", "is_pasted"), [(Kind.SQLITE, True), (Kind.POSTGRESQL, False)], indirect=["prepared"]
)
@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_imported_right_with_no_correction(
    prepared: Prepared, sign_in: SignIn, name: str, is_pasted: bool
) -> None:
    value_type, frequency, n_rows = FILES[name]
    measure_id = made(prepared, value_type=value_type)
    browser = sign_in(Who.MEMBER)
    content = (CSV / name).read_bytes()
    preview = read(browser, measure_id, content.decode("utf-8-sig") if is_pasted else content)
    assert f"{n_rows} tall er klare" in preview.text
    shown = apply(browser, preview)
    assert f"{n_rows} tall er importert." in shown.text
    expected = in_file(name)
    assert len(expected) == n_rows
    assert stored(prepared, measure_id) == expected
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        assert db.session.get_one(Measure, measure_id).frequency is frequency
        assert db.session.query(ImportDraft).filter_by(measure_id=measure_id).count() == 0


def test_a_workbook_is_read_with_its_dates_and_decimals(prepared: Prepared, sign_in: SignIn) -> None:
    rows: list[list[Value]] = [["Måned", "Dager", "Merknad"]]
    rows += [[date(2025, month, 1), 30.25 + month, "ferie" if month == 7 else None] for month in range(1, 13)]
    measure_id = made(prepared, value_type=ValueType.DAYS)
    browser = sign_in(Who.LEAD)
    apply(browser, read(browser, measure_id, workbook({"Tall": rows})))
    assert stored(prepared, measure_id) == [
        (date(2025, month, 1), None, None, 30.25 + month, "ferie" if month == 7 else "") for month in range(1, 13)
    ]


# Who.


def test_the_team_imports_and_others_are_refused(sign_in: SignIn, world: World) -> None:
    sign_in(Who.MEMBER).get(import_page(world))
    undo = f"/imports/{world.lerkevik['done_import_id']}/undo"
    assert_refused(sign_in, OUTSIDE_TEAM, [import_page(world)], [import_page(world), undo])


def test_a_draft_is_its_writers_alone(prepared: Prepared, sign_in: SignIn) -> None:
    """Not even another lead of the same project sees what somebody has pasted and not applied."""
    draft = f"/import-drafts/{prepared.world.lerkevik['draft_id']}"
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        membership = db.session.query(ProjectMembership).filter_by(person_id=prepared.world.people[Who.MEMBER]).one()
        membership.role = ProjectRole.LEAD
        db.session.commit()
    sign_in(Who.LEAD).get(draft)
    others = dict.fromkeys((who for who in Who if who not in (Who.LEAD, Who.NOBODY)), 404)
    assert_refused(sign_in, others, [draft], [draft, f"{draft}/apply", f"{draft}/delete"])


def test_a_writer_who_has_left_the_project_has_left_the_draft(prepared: Prepared, sign_in: SignIn) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        draft = db.session.get_one(ImportDraft, prepared.world.lerkevik["draft_id"])
        draft.person_id = prepared.world.people[Who.READER]
        db.session.commit()
    sign_in(Who.READER).get(f"/import-drafts/{prepared.world.lerkevik['draft_id']}", 404)


def test_a_draft_is_gone_after_a_day(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    preview = read(browser, measure_id, "Dato;Verdi\n2025-01-01;5\n")
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        for draft in db.session.query(ImportDraft):
            draft.created_at = utc_now() - timedelta(days=1, minutes=1)
        db.session.commit()
    browser.get(preview.address, 404)
    browser.send(preview, action="/apply", status=404)
    assert stored(prepared, measure_id) == []


# Looking and correcting.

DOUBTFUL = (
    "Dato;Teller;Nevner;Merknad\n"
    "01.01.2025;5;120;\n"
    "01.02.2025;ca. 4;115;\n"
    "01.03.2025;131;130;\n"
    "31.04.2025;3;118;\n"
    "01.05.2025;6;125;Utbrudd\n"
    "01.05.2025;7;125;\n"
    "01.03.2026;7;125;\n"
    "Sum;32;858;\n"
)


def test_each_doubtful_row_is_explained_and_corrected(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared, value_type=ValueType.PROPORTION)
    browser = sign_in(Who.LEAD)
    page = read(browser, measure_id, DOUBTFUL)
    assert "5 rader må rettes eller utelates. Ingenting er lagret ennå." in page.text
    said = rows_to_mend(page)
    for row, part in {
        "3": "«ca. 4» er ikke et tall",
        "4": "Telleren (131) er større enn nevneren (130)",
        "5": "«31.04.2025» er ikke en dato",
        "7": "gjelder samme periode",
        "8": "har ikke vært ennå",
    }.items():
        assert part in said[row]
    assert not [form for form in page.forms if form.action.endswith("/apply")]
    before = row_counts(prepared)
    browser.post(f"{page.address}/apply", {"idempotency_key": "too soon"})
    assert row_counts(prepared) == before
    corrected = browser.send(
        page, {"cell-3-1": "4", "cell-4-1": "113", "cell-5-0": "30.04.2025", "skip-7": "1", "skip-8": "1"}
    )
    page = browser.follow(corrected)
    assert "5 tall er klare: jan. 2025–mai 2025. Ingenting er lagret ennå." in page.text
    assert "3 rader er utelatt" in page.text
    apply(browser, page)
    assert stored(prepared, measure_id) == [
        (date(2025, 1, 1), 5, 120, None, ""),
        (date(2025, 2, 1), 4, 115, None, ""),
        (date(2025, 3, 1), 113, 130, None, ""),
        (date(2025, 4, 1), 3, 118, None, ""),
        (date(2025, 5, 1), 6, 125, None, "Utbrudd"),
    ]


def test_a_row_that_was_left_out_can_be_taken_in_again(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    page = read(browser, measure_id, "Dato;Verdi\n2025-01-01;5\n2025-02-01;x\n")
    page = browser.follow(browser.send(page, {"skip-3": "1"}))
    assert "Ett tall er klart" in page.text
    fields = page.form().fields
    del fields["skip-3"]
    page = browser.follow(browser.post(page.form().action, {**fields, "cell-3-1": "6"}))
    assert "2 tall er klare" in page.text


def test_roles_can_be_changed(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    page = read(browser, measure_id, "Dato;Ventetid;Saker\n2025-01-01;30;5\n2025-02-01;28;6\n2025-03-01;27;7\n")
    assert "Denne indikatoren har ett tall for hver periode" in page.text
    assert not [form for form in page.forms if form.action.endswith("/apply")]
    page = browser.follow(browser.send(page, {"role-1": "value", "role-2": "ignore"}))
    apply(browser, page)
    assert [row[3] for row in stored(prepared, measure_id)] == [30, 28, 27]


@pytest.mark.parametrize(
    "roles", [{"role-0": "ignore"}, {"role-1": "ignore"}, {"role-1": "date"}, {"role-1": "comment"}]
)
def test_no_choice_of_roles_makes_the_page_fall_over(sqlite_only: Prepared, roles: dict[str, str]) -> None:
    measure_id = made(sqlite_only)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = read(browser, measure_id, "Dato;Verdi\n2025-01-01;5\n2025-02-01;6\n")
    page = browser.follow(browser.send(page, roles))
    assert not [form for form in page.forms if form.action.endswith("/apply")]
    browser.follow(browser.send(page, {"role-0": "date", "role-1": "value"}))


@pytest.mark.parametrize(
    "values",
    [
        {"role-x": "value", "role-": "date", "role-99999999999": "value"},
        {"role-77": "value", "role-1": "made-up"},
        {"cell-1": "5", "cell-a-b": "5", "cell-9999999-0": "5", "cell-3-99999": "5"},
        {"skip-": "1", "skip-abc": "1", "skip-99999": "1"},
        {"cell-2-1": "5\x00", "cell-2-0": "\u202e2025-01-01"},
    ],
)
def test_names_that_nobody_was_given_are_passed_over(sqlite_only: Prepared, values: dict[str, str]) -> None:
    measure_id = made(sqlite_only)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = read(browser, measure_id, "Dato;Verdi\n2025-01-01;5\n2025-02-01;6\n")
    browser.follow(browser.send(page, values))


def test_hostile_cells_are_cells(prepared: Prepared, sign_in: SignIn) -> None:
    """Control characters, formulas, marks of direction and half characters reach no page and no database as such."""
    browser = sign_in(Who.LEAD)
    hostile = ["\x00=1+1", "\u202eevil", "=HYPERLINK(1)", "<b>", "a\u0301", "\x0b\x0c", "\ufeff", "{{7*7}}"]
    table = "Dato\tVerdi\tMerknad\n" + "".join(
        f"2025-{month:02}-01\t{month}\t{word}\n" for month, word in enumerate(hostile, start=1)
    )
    for source in (table, table.encode()):
        measure_id = made(prepared)
        page = apply(browser, read(browser, measure_id, source))
        assert "<b>" not in page.html
        comments = [row[4] for row in stored(prepared, measure_id)]
        assert len(comments) == len(hostile)
        assert not any(character in comment for comment in comments for character in "\x00\x0b\x0c")


def test_another_sheet_is_another_table(prepared: Prepared, sign_in: SignIn) -> None:
    """What was chosen for the columns of the first sheet says nothing of the second."""
    first: list[list[Value]] = [["Dato", "Verdi", "Saker"], *([date(2025, m, 1), float(m), 9.0] for m in range(1, 6))]
    second: list[list[Value]] = [["Saker", "Dato", "Verdi"], *([9.0, date(2024, m, 1), m * 2.0] for m in range(1, 6))]
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    page = read(browser, measure_id, workbook({"I år": first, "I fjor": second}))
    other = "I fjor" if page.form().fields["sheet"] == ["I år"] else "I år"
    page = browser.follow(browser.send(page, {"sheet": other, "role-0": "ignore"}))
    assert page.form().fields["sheet"] == [other]
    day = "role-1" if other == "I fjor" else "role-0"
    assert page.form().fields[day] == ["date"]


def test_the_decimal_sign_and_the_order_of_dates_can_be_set(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    page = read(browser, measure_id, "Dato;Verdi\n01/02/2025;1.500\n01/03/2025;2.500\n")
    assert "kan leses på to måter" in page.text
    page = browser.follow(browser.send(page, {"decimal": ".", "date_order": "mdy", "frequency": "day"}))
    apply(browser, page)
    assert [(row[0], row[3]) for row in stored(prepared, measure_id)] == [
        (date(2025, 1, 2), 1.5),
        (date(2025, 1, 3), 2.5),
    ]


def test_the_marks_of_a_table_become_phases_and_a_frozen_starting_point(prepared: Prepared, sign_in: SignIn) -> None:
    table = "Dato;Teller;Nevner;Skift;Frys\n" + "".join(
        f"2025-{month:02}-01;{month};20;{'1' if month == 7 else ''};{'1' if month <= 4 else ''}\n"
        for month in range(1, 13)
    )
    measure_id = made(prepared, value_type=ValueType.PROPORTION)
    browser = sign_in(Who.LEAD)
    page = apply(browser, read(browser, measure_id, table))
    assert "Ny periode fra juli 2025" in page.text
    assert "Utgangspunktet er låst til og med april 2025." in page.text
    page = browser.follow(browser.send(page, action="/undo"))
    assert "Ny periode fra juli 2025" not in page.text


def test_groups_in_a_table_have_rows_of_their_own(prepared: Prepared, sign_in: SignIn) -> None:
    table = "Dato;Skole;Verdi\n" + "".join(
        f"2025-{month:02}-01;{school};{number}\n"
        for month in range(1, 5)
        for school, number in (("Nord", 3), ("Sør", 4))
    )
    measure_id = made(prepared, value_type=ValueType.COUNT)
    browser = sign_in(Who.LEAD)
    apply(browser, read(browser, measure_id, table))
    assert "Sør" in browser.get(f"/measures/{measure_id}/numbers").text
    assert len(stored(prepared, measure_id)) == 8


# Personal numbers.


@pytest.mark.parametrize("is_pasted", [True, False])
def test_a_personal_number_in_a_cell_is_never_stored_nor_logged(
    prepared: Prepared,
    sign_in: SignIn,
    is_pasted: bool,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    spaced = f"{PERSONAL_NUMBER[:6]} {PERSONAL_NUMBER[6:]}"
    table = (
        f"Dato;Verdi;Merknad\n2025-01-01;5;{PERSONAL_NUMBER}\n2025-02-01;{PERSONAL_NUMBER};\n2025-03-01;7;{spaced}\n"
    )
    with caplog.at_level(logging.DEBUG):
        page = read(browser, measure_id, table if is_pasted else table.encode())
        assert "fødselsnummer" in page.text
        assert not [form for form in page.forms if form.action.endswith("/apply")]
        again = browser.follow(browser.send(page, {"cell-3-1": f" {PERSONAL_NUMBER} ", "cell-2-2": "fin"}))
        assert PERSONAL_NUMBER not in again.html
        browser.follow(browser.send(again, {"cell-3-1": "6", "cell-4-2": "", "skip-2": "1"}))
    said = capsys.readouterr()
    for trace in (said.out, said.err, caplog.text):
        assert PERSONAL_NUMBER not in trace
    assert traces_of(PERSONAL_NUMBER, prepared) == []
    assert traces_of(spaced, prepared) == []


def traces_of(text: str, prepared: Prepared) -> list[str]:
    """Where in the raw database the text stands: in the file and its log, or in any row of any table."""
    if prepared.settings.database_url.startswith(Kind.SQLITE):
        folder = prepared.settings.instance
        return [file.name for file in folder.iterdir() if file.is_file() and text.encode() in file.read_bytes()]
    engine = prepared.kept
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "SELECT set_config('qi.organizations', (SELECT array_agg(id)::text FROM organizations), true)"
        )
        tables = connection.exec_driver_sql(
            "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).scalars()
        return [
            table
            for table in list(tables)
            if connection.exec_driver_sql(
                f"SELECT count(*) FROM {table} AS found WHERE found::text LIKE %s", (f"%{text}%",)
            ).scalar()
        ]


def test_a_trace_is_seen(prepared: Prepared, sign_in: SignIn) -> None:
    """The planted defect: a word that is stored is found in the raw database."""
    measure_id = made(prepared)
    read(sign_in(Who.LEAD), measure_id, "Dato;Verdi;Merknad\n2025-01-01;5;Sporhund\n")
    assert traces_of("Sporhund", prepared)


# Large tables.


def test_a_large_table_is_imported_through_the_pages(sqlite_only: Prepared, record_property: Any) -> None:
    """1,000 days; the seconds are reported, not asserted."""
    measure_id = made(sqlite_only)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    first = TODAY - timedelta(days=1_000)
    table = "Dato;Verdi\n" + "".join(f"{first + timedelta(days=n)};{n % 97}\n" for n in range(1_000))
    began = time.perf_counter()
    page = read(browser, measure_id, table)
    assert "1000 tall er klare" in page.text.replace("\u00a0", "")
    browser.send(page, action="/apply")
    record_property("seconds_import_1000_through_pages", time.perf_counter() - began)
    assert len(stored(sqlite_only, measure_id)) == 1_000


def test_more_rows_to_mend_than_a_page_takes_are_mended_in_turns(sqlite_only: Prepared) -> None:
    measure_id = made(sqlite_only)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    table = "Dato;Verdi\n" + "".join(f"{date(2025, 1, 1) + timedelta(days=n)};x{n}\n" for n in range(150))
    page = read(browser, measure_id, table)
    assert "150 rader må rettes" in page.text
    shown = rows_to_mend(page)
    assert len(shown) == 100
    page = browser.follow(browser.send(page, {f"cell-{row}-1": "5" for row in shown}))
    assert "50 rader må rettes" in page.text
    page = browser.follow(browser.send(page, {f"skip-{row}": "1" for row in rows_to_mend(page)}))
    assert "100 tall er klare" in page.text


def test_nothing_of_the_file_is_kept_but_its_cells(prepared: Prepared, sign_in: SignIn) -> None:
    measure_id = made(prepared)
    browser = sign_in(Who.LEAD)
    page = browser.get(f"/measures/{measure_id}/import")
    content = workbook({"Ark": [["Dato", "Verdi"], [date(2025, 1, 1), 5.0]]})
    fields = {**page.form().fields, "file": (io.BytesIO(content), f"Navnet på fila {PERSONAL_NUMBER}.xlsx")}
    browser.follow(browser.post(page.form().action, fields, content_type="multipart/form-data"))
    assert traces_of("Navnet på fila", prepared) == []
    assert traces_of(PERSONAL_NUMBER, prepared) == []
    assert stored(prepared, measure_id) == []
