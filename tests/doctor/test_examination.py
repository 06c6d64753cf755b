"""Each corruption that `qi-tracker doctor` looks for is planted in a sound installation and found, on each database."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import make_url

from qi_tracker.cli import main
from qi_tracker.doctor import texts
from qi_tracker.doctor.examination import CHECKS, examine
from qi_tracker.doctor.findings import Patient
from qi_tracker.doctor.setting import files_are_private, is_backed_up, is_reached_safely
from qi_tracker.extensions import db
from qi_tracker.i18n.doctor import CHECKS as SENTENCES
from qi_tracker.i18n.doctor import FINDINGS, finding_sentence
from qi_tracker.i18n.translate import words_for
from qi_tracker.migrations.protection import protect
from qi_tracker.models import Person, Project
from qi_tracker.models import database as drivers
from qi_tracker.models.base import utc_now
from qi_tracker.safekeeping.backup import UNFINISHED
from qi_tracker.settings import Settings
from qi_tracker.vocabulary import Language
from tests.databases import Prepared, settings_for
from tests.inside import inside
from tests.people import Who
from tests.postgres import SUPERUSER
from tests.rows import row_counts

# Month + 80: never issued to anyone.
INVENTED = "01813250035"
# What a fresh installation of the suite has in any case.
EXPECTED = frozenset({"never_backed_up", "backup_is_old"})
NUMBER_IN_JSON = json.dumps({"note": [INVENTED]})


def codes(prepared: Prepared, settings: Settings | None = None) -> set[str]:
    """What is found, but for what the suite's own installation cannot help."""
    with prepared.app.app_context():
        found = {
            finding.code
            for _, findings in examine(settings or prepared.settings, lambda _: lambda _: None)
            for finding in findings
        }
        db.session.remove()
        drivers.set_read_only(False)
    return found - EXPECTED


def corrupt(prepared: Prepared, *statements: str) -> None:
    """Do something to the database as its owner, with its guards off, as a hand or a fault could."""
    url = prepared.settings.owner_database_url
    with at_the_database(prepared) as connection:
        if connection.dialect.name == "sqlite":
            triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for name in triggers:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.execute(text(statement))
        if connection.dialect.name == "sqlite":
            protect(connection, url)


@contextmanager
def at_the_database(prepared: Prepared) -> Iterator[Connection]:
    """A transaction of one who may do anything: the superuser, or a hand with the file."""
    url = make_url(prepared.settings.owner_database_url)
    options = drivers.engine_options(url.render_as_string(hide_password=False))
    engine = create_engine(url if db_kind(prepared) == "sqlite" else url.set(username=SUPERUSER), **options)
    if db_kind(prepared) == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=OFF"))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def db_kind(prepared: Prepared) -> str:
    """sqlite or postgresql."""
    return make_url(prepared.settings.database_url).get_backend_name()


@pytest.fixture
def guarded(prepared: Prepared) -> Iterator[Prepared]:
    """The installation; what a test has taken away of its guards is put back."""
    yield prepared
    url = prepared.settings.owner_database_url
    engine = create_engine(url, **drivers.engine_options(url))
    with engine.begin() as connection:
        protect(connection, prepared.settings.database_url)
    engine.dispose()


def test_a_sound_installation_is_sound(prepared: Prepared) -> None:
    before = row_counts(prepared)
    assert codes(prepared) == set()
    assert row_counts(prepared) == before


def test_every_finding_has_its_sentence_in_three_languages() -> None:
    assert set(SENTENCES) == set(CHECKS)
    params = dict.fromkeys(
        ("said row table parent constraint difference guard organization place measure project person field file "
         "address host folder").split(),
        "x",
    )  # fmt: skip
    for language in Language:
        for code in FINDINGS:
            assert "%(" not in finding_sentence(code, params | {"taken": utc_now()}, words_for(language))


ROWS: Sequence[tuple[str, str]] = [
    ("UPDATE audit_events SET action = 'deleted' WHERE id = (SELECT min(id) FROM audit_events)", "chain_broken"),
    ("UPDATE audit_values SET field = 'x' WHERE id = (SELECT max(id) FROM audit_values)", "chain_broken"),
    ("DELETE FROM audit_links WHERE id = (SELECT max(id) FROM audit_links)", "chain_broken"),
    ("UPDATE audit_heads SET digest = 'x'", "chain_broken"),
    ("UPDATE observations SET numerator = 1 WHERE period > '2025-06-30'", "summary_out_of_step"),
    ("DELETE FROM measure_summaries", "summary_missing"),
    ("UPDATE measure_summaries SET analysis_version = 0", "summary_of_earlier_analysis"),
    ("UPDATE memberships SET role = 'member' WHERE role = 'administrator'", "no_administrator"),
    ("UPDATE project_memberships SET role = 'reader'", "no_lead"),
    (f"UPDATE projects SET challenge = 'Ring {INVENTED}'", "personal_number_stored"),
    (f"UPDATE import_drafts SET settings = '{NUMBER_IN_JSON}'", "personal_number_stored"),
    (f"UPDATE audit_values SET new = '\"{INVENTED}\"' WHERE field = 'title'", "personal_number_stored"),
]


@pytest.mark.parametrize(("statement", "code"), ROWS)
def test_a_corrupted_row_is_found(prepared: Prepared, statement: str, code: str) -> None:
    corrupt(prepared, statement)
    assert code in codes(prepared)


def test_what_somebody_is_typing_is_looked_at_too(prepared: Prepared) -> None:
    lead = prepared.world.people[Who.LEAD]
    corrupt(
        prepared,
        f"INSERT INTO form_drafts (person_id, address, fields, saved_at) "
        f"VALUES ({lead}, '/x', '{NUMBER_IN_JSON}', CURRENT_TIMESTAMP)",
    )
    assert codes(prepared) == {"personal_number_stored"}


def test_the_number_itself_is_not_told(prepared: Prepared) -> None:
    corrupt(prepared, f"UPDATE projects SET challenge = 'Ring {INVENTED}'")
    with prepared.app.app_context():
        found = [
            finding for _, all_found in examine(prepared.settings, lambda _: lambda _: None) for finding in all_found
        ]
    assert INVENTED not in str(found)


def test_somebody_disabled_and_signed_in_is_found(prepared: Prepared) -> None:
    with inside(prepared.app):
        person = db.session.get_one(Person, prepared.world.people[Who.LEAD])
        person.disabled_at = utc_now()
        db.session.commit()
    corrupt(
        prepared,
        f"INSERT INTO sign_in_sessions (token_hash, person_id, created_at, expires_at, device) "
        f"VALUES ('x', {prepared.world.people[Who.LEAD]}, '2026-01-01', '2099-01-01', '')",
    )
    assert "disabled_and_signed_in" in codes(prepared)


def test_an_orphan_is_found_where_links_can_be_broken(sqlite_only: Prepared) -> None:
    corrupt(sqlite_only, "DELETE FROM projects")
    assert "orphan" in codes(sqlite_only)


def test_an_unchecked_link_is_found(prepared: Prepared) -> None:
    if db_kind(prepared) == "sqlite":
        return
    drop = "ALTER TABLE aims DROP CONSTRAINT fk_aims_organization_id"
    add = (
        "ALTER TABLE aims ADD CONSTRAINT fk_aims_organization_id FOREIGN KEY (organization_id) REFERENCES organizations"
    )
    corrupt(prepared, drop, f"{add} NOT VALID")
    assert codes(prepared) == {"link_unchecked"}
    corrupt(prepared, drop, add)


def test_a_missing_guard_is_found(guarded: Prepared) -> None:
    on = "" if db_kind(guarded) == "sqlite" else " ON audit_events"
    with at_the_database(guarded) as connection:
        connection.exec_driver_sql(f"DROP TRIGGER no_update_audit_events{on}")
    assert codes(guarded) == {"guard_missing"}


@pytest.mark.parametrize(
    "statement", ["ALTER TABLE projects DISABLE ROW LEVEL SECURITY", "DROP POLICY tenant ON observations"]
)
def test_missing_row_security_is_found(guarded: Prepared, statement: str) -> None:
    if db_kind(guarded) == "sqlite":
        return
    corrupt(guarded, statement)
    assert "row_security_missing" in codes(guarded)


def test_a_role_that_is_not_bound_is_found(prepared: Prepared) -> None:
    if db_kind(prepared) == "sqlite":
        return
    role = make_url(prepared.settings.database_url).username
    with at_the_database(prepared) as connection:
        connection.exec_driver_sql(f"ALTER ROLE {role} BYPASSRLS")
    try:
        assert codes(prepared) == {"role_not_bound"}
    finally:
        with at_the_database(prepared) as connection:
            connection.exec_driver_sql(f"ALTER ROLE {role} NOBYPASSRLS")


def test_a_changed_table_is_found(prepared: Prepared) -> None:
    corrupt(prepared, "DROP INDEX ix_aims_organization_id_project_id")
    try:
        assert "schema_differs" in codes(prepared)
    finally:
        corrupt(prepared, "CREATE INDEX ix_aims_organization_id_project_id ON aims (organization_id, project_id)")


# What no text is written with: SQLite's own account of the damage then quotes what cannot be read.
DAMAGE = b"\xbb" * 200


def test_a_damaged_file_is_found(sqlite_only: Prepared, tmp_path: Path) -> None:
    damaged = settings_for(tmp_path / "damaged")
    source = Path(sqlite_only.settings.database_url.removeprefix("sqlite:///"))
    target = Path(damaged.database_url.removeprefix("sqlite:///"))
    drivers.copy_sqlite(str(source), str(target))
    content = bytearray(target.read_bytes())
    page = 4096
    for number in range(20, len(content) // page, 7):
        content[number * page + 2000 : number * page + 2200] = DAMAGE
    target.write_bytes(content)
    engine = create_engine(damaged.database_url, **drivers.engine_options(damaged.database_url))
    with engine.connect() as connection:
        found = list(CHECKS["whole"](Patient(damaged, connection, ())))
    engine.dispose()
    assert "database_damaged" in {finding.code for finding in found}
    shutil.rmtree(tmp_path / "damaged")


def patient(settings: Settings) -> Patient:
    """An installation of which only the settings are looked at."""
    return Patient(settings, None, ())  # type: ignore[arg-type]  # no check of settings asks the database


def test_files_that_others_can_read_are_found(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    secret = tmp_path / "secret_key"
    secret.write_text("x")
    secret.chmod(0o644)
    assert [finding.code for finding in files_are_private(patient(settings))] == ["file_open_to_others"]
    secret.chmod(0o600)
    assert list(files_are_private(patient(settings))) == []


def test_an_unsafe_way_in_is_found(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    in_the_clear = replace(settings, address="http://forbedring.example.no")
    assert [finding.code for finding in is_reached_safely(patient(in_the_clear))] == ["address_not_https"]
    far = replace(settings, database_url="postgresql+psycopg://app@db.example.no/qi")
    assert [finding.code for finding in is_reached_safely(patient(far))] == ["database_in_the_clear"]


def test_an_old_backup_is_told(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    assert [finding.code for finding in is_backed_up(patient(settings))] == ["never_backed_up"]
    settings.backups.mkdir()
    (settings.backups / f".b.zip{UNFINISHED}").write_text("x")
    assert [finding.code for finding in is_backed_up(patient(settings))] == ["never_backed_up"]
    backup = settings.backups / "b.zip"
    backup.write_text("x")
    assert list(is_backed_up(patient(settings))) == []
    old = (utc_now() - timedelta(days=9)).timestamp()
    os.utime(backup, (old, old))
    assert [finding.code for finding in is_backed_up(patient(settings))] == ["backup_is_old"]


def test_a_check_that_looks_away_is_seen(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    corrupt(prepared, f"UPDATE projects SET challenge = 'Ring {INVENTED}'")
    monkeypatch.setattr(texts, "holds_personal_number", lambda _: False)
    assert codes(prepared) == set()


def test_the_command_tells_and_says_so_by_its_status(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = sqlite_only.settings
    monkeypatch.setenv("QI_TRACKER_SECRET_KEY", settings.secret_key)
    assert main(["doctor", "--instance", str(settings.instance)]) == 0
    assert "✓ Historikken er ubrutt." in capsys.readouterr().out
    with inside(sqlite_only.app, sqlite_only.world.people[Who.LEAD]):
        assert db.session.get_one(Project, sqlite_only.world.lerkevik["project_id"])
    corrupt(sqlite_only, "DELETE FROM measure_summaries")
    assert main(["doctor", "--instance", str(settings.instance), "--language", "en"]) == 1
    said = capsys.readouterr().out
    assert "✗ Measure 1 has no summary." in said
    assert "All is well" not in said
