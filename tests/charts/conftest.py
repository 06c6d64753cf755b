"""One drawing child for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qi_tracker.charts.client import Renderer


@pytest.fixture(scope="session")
def renderer(drawings: Path) -> Iterator[Renderer]:
    started = Renderer(drawings, timeout_seconds=60)
    yield started
    started.close()
