"""Processes that open a new SQLite database at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import create_engine

from qi_tracker.models import database

N_TOGETHER = 6
N_ROUNDS = 150


def journal_of(url: str, together: threading.Barrier) -> str:
    engine = create_engine(url, **database.engine_options(url))
    database.configure(engine)
    together.wait()
    try:
        with engine.connect() as connection:
            return str(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one())
    finally:
        engine.dispose()


def test_those_who_open_a_new_database_together_wait_for_each_other(tmp_path: Path) -> None:
    """SQLite refuses at once where waiting would have two wait for each other, however long it may wait otherwise."""
    together = threading.Barrier(N_TOGETHER)
    with ThreadPoolExecutor(N_TOGETHER) as pool:
        for n in range(N_ROUNDS):
            urls = [f"sqlite:///{tmp_path / f'{n}.db'}"] * N_TOGETHER
            assert {*pool.map(journal_of, urls, [together] * N_TOGETHER)} == {database.journal_mode()}
