"""A real PostgreSQL for the tests: started by the test process itself, on this machine only, and gone with it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Final, Self

import psycopg
from psycopg import sql

from devtools.databases import SENTENCE, find_postgres

if os.name == "posix":
    import pwd

OWNER: Final = "qi_owner"
APP: Final = "qi_app"
SUPERUSER: Final = "postgres"
# The server refuses to run as root.
INSTEAD_OF_ROOT: Final = "nobody"
KEEPER: Final = Path(__file__).with_name("postgres_keeper.py")
START_SECONDS: Final = 60
# Nothing of it outlives the tests, so nothing waits for the disk.
SETTINGS: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class PostgresFailed(Exception):
    """The server did not start; the message tells what it said."""


class PostgresServer:
    """A server of one's own. Use as a context manager, or `start()` and `stop()`.

    It listens on a socket in a folder that only its user and root can enter, so no other user of the machine reaches
    it; on Windows on a free port of the loopback address. It ends with the process that started it, even a killed one.
    """

    settings: ClassVar[Mapping[str, str]] = SETTINGS

    def __init__(self, programs: Path | None = None) -> None:
        found = programs or find_postgres()
        if found is None:
            raise PostgresFailed(SENTENCE)
        self.programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="qi-pg-"))
        self._user = _somebody_else()
        self._port = 5432 if os.name == "posix" else _free_port()
        self._keeper: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, programs: Path | None = None) -> Self:
        """A server that answers.

        Raises
        ------
        PostgresFailed
            If it does not within a minute.
        """
        server = cls(programs)
        try:
            server._give_folder_away()
            server._initialise()
            server._launch()
            server._await_answer()
            server._create_roles()
        except BaseException:
            server.stop()
            raise
        return server

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End it and remove its folder."""
        if self._keeper is not None and self._keeper.stdin is not None:
            self._keeper.stdin.close()
            self._keeper.wait(START_SECONDS)
            self._keeper = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def create_database(self, name: str, template: str | None = None) -> tuple[str, str]:
        """A new database, empty or a copy of another; the URLs of its owner and of the app's role.

        A template may have no connections while it is copied.
        """
        self._do(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template or "template0")
            )
        )
        return self.url(name, OWNER), self.url(name, APP)

    def drop_database(self, name: str) -> None:
        """Remove a database, and end whoever is still connected to it."""
        self._do(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, database: str, role: str = SUPERUSER) -> str:
        """The SQLAlchemy URL of a database as one of its roles."""
        if os.name == "posix":
            return f"postgresql+psycopg://{role}@/{database}?host={self.folder}&port={self._port}"
        return f"postgresql+psycopg://{role}@127.0.0.1:{self._port}/{database}"

    @property
    def process_id(self) -> int:
        """The server's own process, as it wrote it down itself."""
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def _give_folder_away(self) -> None:
        if self._user is not None:
            os.chown(self.folder, *self._user)
            self.programs = _reachable(self.programs, self.folder)

    def _initialise(self) -> None:
        locale = ["--locale=C.UTF-8"] if sys.platform == "linux" else ["--no-locale"]
        command = [self._program("initdb"), "-D", str(self.folder / "data"), "-U", SUPERUSER, "--auth=trust"]
        done = subprocess.run(
            [*command, "--no-sync", "--encoding=UTF8", *locale],
            check=False,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self._identity(),
        )
        if done.returncode != 0:
            raise PostgresFailed(f"initdb failed: {done.stdout}")

    def _launch(self) -> None:
        address = {"listen_addresses": "", "unix_socket_directories": str(self.folder)}
        if os.name != "posix":
            address = {"listen_addresses": "127.0.0.1"}
        options = [f"--{name}={value}" for name, value in {**self.settings, **address, "port": str(self._port)}.items()]
        server = [self._program("postgres"), "-D", str(self.folder / "data"), *options]
        user_and_group = ":".join(map(str, self._user or ()))
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", str(KEEPER), str(self._fleeting_folder()), user_and_group, *server],
            stdin=subprocess.PIPE,
        )

    def _fleeting_folder(self) -> Path:
        """What is removed when the server ends."""
        return self.folder

    def _identity(self) -> dict[str, Any]:
        """How a process is started as somebody else; nothing where it stays who it is."""
        if self._user is None:
            return {}
        return {"user": self._user[0], "group": self._user[1], "extra_groups": []}

    def _program(self, name: str) -> str:
        return str(self.programs / (name if os.name == "posix" else f"{name}.exe"))

    def _await_answer(self) -> None:
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up:
            try:
                self._do(sql.SQL("SELECT 1"))
                return
            except psycopg.OperationalError:
                if self._keeper is None or self._keeper.poll() is not None:
                    break
                time.sleep(0.02)
        log = self.folder / "server.log"
        raise PostgresFailed(f"PostgreSQL did not start: {log.read_text() if log.exists() else 'it ended at once'}")

    def _create_roles(self) -> None:
        for role in (OWNER, APP):
            self._do(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS").format(
                    sql.Identifier(role)
                )
            )

    def _do(self, statement: sql.SQL | sql.Composed) -> None:
        host = str(self.folder) if os.name == "posix" else "127.0.0.1"
        with psycopg.connect(
            host=host, port=self._port, user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


def _somebody_else() -> tuple[int, int] | None:
    """User and group to run the server as, where it may not run as the one who runs the tests."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    entry = pwd.getpwnam(INSTEAD_OF_ROOT)
    return entry.pw_uid, entry.pw_gid


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs, or a copy of them where another user may enter: root's own folder is closed to others."""
    if all(path.stat().st_mode & 0o005 == 0o005 for path in (programs, *programs.parents)):
        return programs
    package = programs.parents[1]
    copy = folder / "programs"
    # Its libraries lie beside the package, and are found from where it lies.
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.exists():
            shutil.copytree(source, copy / source.name)
    copy.chmod(0o755)
    return copy / programs.relative_to(package.parent)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
