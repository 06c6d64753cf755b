"""All of one organisation, out to a JSON document and into an empty installation: the same again, and no more."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qi_tracker import cli, create_app
from qi_tracker.doctor.examination import examine
from qi_tracker.errors import TransferRefused
from qi_tracker.extensions import db
from qi_tracker.migrations.runner import owner_engine
from qi_tracker.models import Base, FormDraft, IdempotencyKey, Organization, OutboxMessage, PasswordReset, Person
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping import organization_export, organization_tables
from qi_tracker.safekeeping.canonical import Table
from qi_tracker.safekeeping.organization_file import open_document
from qi_tracker.safekeeping.organization_rows import RowReader
from qi_tracker.safekeeping.organization_schema import organization_schema
from qi_tracker.safekeeping.organization_tables import LEFT_OUT, LEFT_OUT_COLUMNS, carried_tables
from qi_tracker.settings import PREFIX, Settings, load_settings
from qi_tracker.vocabulary import Language
from tests.contents import chain_problems, contents, digests
from tests.databases import Kind, Prepared, settings_for
from tests.inside import inside
from tests.people import LERKEVIK_CANARY, STORFJELL_CANARY, Who, email_of
from tests.safekeeping.conftest import NewInstallation
from tests.safekeeping.documents import LERKEVIK, Tables, tables_of, taken_in, tampered, written
from tests.safekeeping.telling import silent
from tests.safekeeping.test_restore import look_at_guards_and_numbers

OTHER = {Kind.SQLITE: Kind.POSTGRESQL, Kind.POSTGRESQL: Kind.SQLITE}
SECRET = "hemmeligheta"
# Month + 80: never issued to anyone.
INVENTED = "01813250035"


@pytest.fixture
def document(sqlite_only: Prepared, tmp_path: Path) -> Path:
    """Lerkevik's document."""
    return written(sqlite_only.settings, tmp_path / "lerkevik.json")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation that every refused import leaves as it was."""
    return settings_for(tmp_path_factory.mktemp("empty"))


def other_kind(prepared: Prepared) -> Kind:
    """The database that this one is not on."""
    return OTHER[Kind.SQLITE if prepared.settings.database_url.startswith("sqlite") else Kind.POSTGRESQL]


def keep_secrets(prepared: Prepared) -> None:
    """Put a word into everything that must not leave."""
    soon = datetime.now(UTC) + timedelta(hours=1)
    with inside(prepared.app, prepared.world.people[Who.LEAD]) as actor:
        person = db.session.get_one(Person, actor.person_id)
        person.password_hash = person.calendar_salt = SECRET
        address = {"to_address": f"{SECRET}@example.no", "language": Language.BOKMAL}
        db.session.add_all(
            [
                FormDraft(person_id=actor.person_id, address="/", fields={"a": SECRET}),
                IdempotencyKey(actor=actor.key, key="k", target=f"/{SECRET}"),
                OutboxMessage(kind="password_reset", **address),
                PasswordReset(token_hash=SECRET, person_id=actor.person_id, expires_at=soon),
            ]
        )
        db.session.commit()


def test_the_way_to_the_other_database_and_out_again_is_equal(
    prepared: Prepared, new_installation: NewInstallation, tmp_path: Path
) -> None:
    file = written(prepared.settings, tmp_path / "here.json")
    there = new_installation(other_kind(prepared))
    assert taken_in(there, file).organization == "Lerkevik kommune"
    again = written(there, tmp_path / "there.json")
    assert again.read_bytes() == file.read_bytes()
    Draft202012Validator(organization_schema()).validate(json.loads(file.read_text("utf-8")))
    assert chain_problems(there) == []
    look_at_guards_and_numbers(there)
    with create_app(there).app_context():
        broken = [finding for _, found in examine(there, silent) for finding in found if not finding.is_advice]
        db.session.remove()
        db.engine.dispose()
    drivers.set_read_only(False)
    assert broken == []
    mine = [row for row in contents(prepared.settings)["measure_summaries"] if row["organization_id"] == 1]
    assert contents(there)["measure_summaries"] == mine != []


def test_nothing_of_others_and_no_secret_leaves(prepared: Prepared, tmp_path: Path) -> None:
    keep_secrets(prepared)
    text = written(prepared.settings, tmp_path / "here.json").read_text("utf-8")
    assert LERKEVIK_CANARY in text
    assert [word for word in (STORFJELL_CANARY, SECRET) if word in text] == []
    people = {row["email"] for row in json.loads(text)["tables"]["people"]}
    assert email_of(Who.OUTSIDER) not in people
    assert email_of(Who.LEAD) in people
    assert not (tmp_path / "here.json").stat().st_mode & 0o077


class TestPlanted:
    """Defects that the tests above must see."""

    def test_a_condition_that_is_missing(
        self, sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        right = organization_tables.condition_of

        def forgetful(connection: Any, table: Table, organization_id: int) -> str:
            return "" if table.name == "projects" else right(connection, table, organization_id)

        monkeypatch.setattr(organization_export, "condition_of", forgetful)
        with pytest.raises(AssertionError, match=STORFJELL_CANARY):
            test_nothing_of_others_and_no_secret_leaves(sqlite_only, tmp_path)

    def test_a_secret_column(self, sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(organization_tables, "LEFT_OUT_COLUMNS", {})
        with pytest.raises(AssertionError, match=SECRET):
            test_nothing_of_others_and_no_secret_leaves(sqlite_only, tmp_path)


def test_every_table_is_carried_or_left_out_for_a_reason() -> None:
    tables = {table.name: table for table in Base.metadata.sorted_tables}
    assert set(LEFT_OUT) <= set(tables), "a table of LEFT_OUT is gone: take it out of organization_tables.py"
    shared = {"organizations", "people", "quality_dimensions"}
    undecided = [
        name
        for name, table in tables.items()
        if name not in LEFT_OUT and name not in shared and "organization_id" not in table.columns
    ]
    assert undecided == [], "say in safekeeping/organization_tables.py whether an organisation takes them along"
    for name, columns in LEFT_OUT_COLUMNS.items():
        assert set(columns) <= set(tables[name].columns.keys())
    secret = {
        f"{name}.{column.name}"
        for name, table in tables.items()
        if name not in LEFT_OUT
        for column in table.columns
        if column.name.endswith(("_hash", "salt")) and column.name not in LEFT_OUT_COLUMNS.get(name, {})
    }
    # Without it the history could not be verified; it opens nothing.
    assert secret == {"audit_values.salt"}


def swap_names(tables: Tables) -> None:
    """Change what the history says, as somebody would who has the program to seal with."""
    value = next(row for row in tables["audit_values"] if row["field"] == "title" and row["new"])
    value["new"] = "Noe annet"


TAMPERED: dict[str, tuple[Callable[[Tables], object], str]] = {
    "a row twice": (lambda tables: tables["aims"].append(dict(tables["aims"][0])), "import_does_not_hold_together"),
    "a link to nothing": (lambda tables: tables["aims"][0].update(project_id=99), "import_does_not_hold_together"),
    "a choice there is none of": (
        lambda tables: tables["measures"][0].update(kind="best"),
        "import_does_not_hold_together",
    ),
    "another's row": (lambda tables: tables["aims"][0].update(organization_id=2), "import_row_foreign"),
    "two organisations": (
        lambda tables: tables["organizations"].append({**tables["organizations"][0], "id": 2}),
        "import_damaged",
    ),
    "a text for a number": (lambda tables: tables["aims"][0].update(to_value="40"), "import_row_wrong"),
    "a truth for a number": (lambda tables: tables["aims"][0].update(version=True), "import_row_wrong"),
    "a number too large": (lambda tables: tables["aims"][0].update(version=2**31), "import_row_wrong"),
    "a day there is none of": (lambda tables: tables["aims"][0].update(by="2026-02-30"), "import_row_wrong"),
    "a moment without a zone": (lambda tables: tables["aims"][0].update(created_at="2026-01-01"), "import_row_wrong"),
    "nothing where something must be": (lambda tables: tables["aims"][0].update(statement=None), "import_row_wrong"),
    "a text too long": (lambda tables: tables["aims"][0].update(unit="x" * 41), "import_row_wrong"),
    "a letter that ends texts": (lambda tables: tables["aims"][0].update(statement="a\0b"), "import_row_wrong"),
    "a column too few": (lambda tables: tables["aims"][0].pop("unit"), "import_row_wrong"),
    "a password": (lambda tables: tables["people"][0].update(password_hash="x"), "import_row_wrong"),
    "a personal number": (
        lambda tables: tables["aims"][0].update(statement=f"Barnet {INVENTED}"),
        "import_personal_number",
    ),
    "a table too few": (lambda tables: tables.pop("aims"), "import_damaged"),
    "a table too many": (lambda tables: tables.update(sign_in_sessions=[]), "import_damaged"),
    "no history": (
        lambda tables: [tables[name].clear() for name in ("audit_events", "audit_values", "audit_links")],
        "import_history_broken",
    ),
    "another history": (swap_names, "import_history_broken"),
    "rows in another order": (lambda tables: tables["audit_events"].reverse(), "import_differs"),
}


# Found in the row itself, before the database is asked; one of them goes the whole way.
IN_THE_ROW = [what for what, (_, code) in TAMPERED.items() if code.startswith("import_row")][1:]


@pytest.mark.parametrize("what", [what for what in TAMPERED if what not in IN_THE_ROW])
def test_a_document_that_is_not_what_it_should_be_is_refused_whole(document: Path, empty: Settings, what: str) -> None:
    change, code = TAMPERED[what]
    look_at_refusal(empty, tampered(document, change), code)


@pytest.mark.parametrize("what", IN_THE_ROW)
def test_a_row_that_its_table_cannot_hold_is_named(sqlite_only: Prepared, document: Path, what: str) -> None:
    change, code = TAMPERED[what]
    engine = owner_engine(sqlite_only.settings)
    with open_document(tampered(document, change)) as found, engine.connect() as connection:
        tables = carried_tables(connection)
        reader = RowReader(connection, found, tables)
        with pytest.raises(TransferRefused) as refusal:
            for table in tables:
                list(reader.rows(table))
    engine.dispose()
    assert (refusal.value.code, refusal.value.params["row"]) == (code, "1")


def test_the_same_on_postgresql(document: Path, new_installation: NewInstallation) -> None:
    settings = new_installation(Kind.POSTGRESQL)
    for what in ("a row twice", "a choice there is none of"):
        change, code = TAMPERED[what]
        look_at_refusal(settings, tampered(document, change), code)


def look_at_refusal(settings: Settings, file: Path, code: str, operator: str = "") -> None:
    """Refused with this code, and afterwards the installation is as empty as before."""
    with pytest.raises(TransferRefused) as refusal:
        taken_in(settings, file, operator)
    assert refusal.value.code == code
    found = contents(settings)
    assert {name for name, rows in found.items() if rows} == {"installation", "quality_dimensions"}
    assert len(found["installation"]) == 1


def test_an_untouched_document_that_is_sealed_anew_is_taken(document: Path, new_installation: NewInstallation) -> None:
    same = tampered(document, lambda _: None)
    assert same.read_bytes() == document.read_bytes()
    assert taken_in(new_installation(Kind.SQLITE), same).rows == sum(map(len, tables_of(document).values()))


def spoiled(document: Path, what: str) -> Path:
    """A file that is not the document any more."""
    content, target = document.read_bytes(), document.with_name("spoiled.json")
    middle = len(content) // 2
    target.write_bytes(
        {
            "cut": content[:-300],
            "cut in its seal": content[:-5],
            "one bit": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "something behind it": content + b"\n",
            "not JSON": b"PK\x03\x04 hei",
            "empty": b"",
            "another program's": b'{"format":"other","version":1}\n',
            "a newer version": content.replace(b'"version":1,"schema"', b'"version":2,"schema"', 1),
            "no UTF-8": b'{"format":"qi_tracker organization","\xff":1}\n',
        }[what]
    )
    return target


SPOILED = {
    "cut": "import_damaged",
    "cut in its seal": "import_damaged",
    "one bit": "import_damaged",
    "something behind it": "import_damaged",
    "not JSON": "import_not_ours",
    "empty": "import_not_ours",
    "another program's": "import_not_ours",
    "a newer version": "import_newer",
    "no UTF-8": "import_damaged",
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_file_that_is_spoiled_is_refused_before_a_database_is_made(document: Path, tmp_path: Path, what: str) -> None:
    new = tmp_path / "new"
    file = spoiled(document, what)
    assert cli.main(["import-organization", str(file), "--instance", str(new)]) == 1
    assert not (new / "qi_tracker.db").exists()
    with pytest.raises(TransferRefused) as refusal, open_document(file):
        pass
    assert refusal.value.code == SPOILED[what]


def test_what_was_written_by_a_newer_program_or_for_the_demo_is_refused(document: Path, empty: Settings) -> None:
    look_at_refusal(empty, tampered(document, lambda _: None, revision="9999"), "import_newer")
    look_at_refusal(empty, tampered(document, lambda _: None, is_demo=True), "import_is_demo")


def test_nobody_is_overwritten(document: Path, prepared: Prepared) -> None:
    before = digests(prepared.settings)
    with pytest.raises(TransferRefused) as refusal:
        taken_in(prepared.settings, document)
    assert refusal.value.code == "import_not_empty"
    assert digests(prepared.settings) == before


def test_the_operator_chooses_a_password_and_signs_in(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "new"
    arguments = [
        "import-organization",
        str(document),
        "--instance",
        str(here),
        "--operator",
        email_of(Who.LEAD).upper(),
    ]
    assert cli.main(arguments) == 0
    told = capsys.readouterr().out
    assert "Lerkevik kommune er på plass, med historikken." in told
    link = next(word for word in told.split() if "/new-password/" in word)
    with inside(app := create_app(load_settings({f"{PREFIX}INSTANCE": str(here)}))):
        person = db.session.query(Person).filter_by(email=email_of(Who.LEAD)).one()
        assert (person.password_hash, person.is_operator) == (None, True)
    page = app.test_client().get(link, base_url="http://127.0.0.1:8000")
    assert page.status_code == 200
    assert "Velg" in page.get_data(as_text=True)
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("asked", ["9901", "1"])
def test_the_command_takes_a_number_or_an_id(
    sqlite_only: Prepared, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    drivers.set_read_only(False)
    instance = ["--instance", str(sqlite_only.settings.instance)]
    file = tmp_path / "a.json"
    assert cli.main(["export-organization", asked, str(file), *instance, "--language", "en"]) == 0
    assert "Lerkevik kommune is written to" in capsys.readouterr().out
    assert cli.main(["export-organization", asked, str(file), *instance]) == 1
    assert "Det finnes allerede en fil som heter" in capsys.readouterr().err
    assert cli.main(["export-organization", asked, str(tmp_path / "no" / "a.json"), *instance]) == 1
    assert sorted(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize(("asked", "code"), [("0301", "organization_not_found"), ("-1", "organization_not_found")])
def test_an_organisation_that_is_not_there(sqlite_only: Prepared, tmp_path: Path, asked: str, code: str) -> None:
    with pytest.raises(TransferRefused) as refusal:
        written(sqlite_only.settings, tmp_path / "a.json", asked)
    assert refusal.value.code == code


def test_a_number_that_two_have_asks_for_the_id(sqlite_only: Prepared, tmp_path: Path) -> None:
    with inside(sqlite_only.app, sqlite_only.world.people[Who.ADMINISTRATOR]):
        db.session.get_one(Organization, sqlite_only.world.storfjell["organization_id"]).number = LERKEVIK
        db.session.commit()
    with pytest.raises(TransferRefused) as refusal:
        written(sqlite_only.settings, tmp_path / "a.json")
    assert (refusal.value.code, refusal.value.params["ids"]) == ("organization_ambiguous", "1, 2")
