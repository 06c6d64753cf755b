"""A PostgreSQL as durable as an installation's own, which can be killed, stopped for a while, and started again."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

from psycopg import sql

from tests import postgres
from tests.durability.servers import children_of
from tests.postgres import PostgresServer

DURABLE: Final = {
    **postgres.SETTINGS,
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "autovacuum": "on",
    # Quicker than file by file, when it starts again after a kill.
    "recovery_init_sync_method": "syncfs",
}


class Cluster(PostgresServer):
    """One server whose data outlives its processes, until `stop`."""

    settings = DURABLE

    def __init__(self, programs: Path | None = None) -> None:
        super().__init__(programs)
        self._n_starts = 0

    def kill_and_restart(self) -> None:
        """SIGKILL to the postmaster and all its children, and a new start from what is on the disk."""
        for process_id in self.processes:
            with suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGKILL)
        self.await_end()
        self.restart()

    def quit(self) -> None:
        """Stop it at once, as for maintenance that nobody announced."""
        os.kill(self.process_id, signal.SIGQUIT)
        self.await_end()

    def let_everybody_only_read(self, database: str, is_so: bool) -> None:
        """Make the database read-only, as a replica is, for who connects from now on; those who are there must."""
        self._do(
            sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}").format(
                sql.Identifier(database), sql.Literal("on" if is_so else "off")
            )
        )
        self._do(sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(database))

    def restart(self) -> None:
        """Start it again where it has ended."""
        self._launch()
        self._await_answer()

    def await_end(self) -> None:
        """Wait for its last process, which holds the memory that the next start needs."""
        if self._keeper is not None and self._keeper.stdin is not None:
            self._keeper.wait(postgres.START_SECONDS)
            self._keeper.stdin.close()

    @property
    def processes(self) -> list[int]:
        """The postmaster and its children."""
        return [self.process_id, *children_of(self.process_id)]

    def freeze(self) -> None:
        """Let it answer nobody, as a machine that swaps or a network that swallows."""
        for process_id in self.processes:
            os.kill(process_id, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        for process_id in self.processes:
            os.kill(process_id, signal.SIGCONT)

    def _fleeting_folder(self) -> Path:
        self._n_starts += 1
        scratch = self.folder / f"start-{self._n_starts}"
        scratch.mkdir()
        if self._user is not None:
            os.chown(scratch, *self._user)
        return scratch
