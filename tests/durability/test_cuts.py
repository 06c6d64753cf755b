"""Power cuts under a server that is written to. The thousand of them: `python3 dev.py prove durability`."""

from pathlib import Path

import pytest

from tests.durability.house import House
from tests.durability.recording import problems_after_cuts, record
from tests.durability.tracer import SENTENCE, can_trace
from tests.durability.traces import Synced, Wrote

CUTS = 25

# Where the set-up could not install it, it has said so.
pytestmark = pytest.mark.skipif(not can_trace(), reason=SENTENCE)


def test_power_cuts_lose_nothing_that_was_acknowledged(house: House, tmp_path: Path) -> None:
    recording = record(house, n_writes=75, seed=1)
    assert recording.n_acknowledged >= 75
    # The database's own file was written too: a checkpoint was among it.
    assert {event.path for event in recording.events if isinstance(event, Wrote)} >= {str(recording.database)}
    assert problems_after_cuts(recording, CUTS, 1, tmp_path / "cut") == []


def test_planted_commit_without_a_sync_is_found(house: House, tmp_path: Path) -> None:
    """`synchronous=NORMAL`: kill -9 cannot see it."""
    recording = record(house, n_writes=12, seed=1, defect="synchronous_normal")
    synced = sum(isinstance(event, Synced) for event in recording.events)
    assert synced < recording.n_acknowledged
    assert any("LOST" in problem for problem in problems_after_cuts(recording, CUTS, 1, tmp_path / "cut"))
