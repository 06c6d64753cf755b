"""One drawing child for all tests of this folder."""

from collections.abc import Iterator

import pytest

from qi_tracker.charts.client import Renderer


@pytest.fixture(scope="session")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renderer]:
    started = Renderer(tmp_path_factory.mktemp("drawings"), timeout_seconds=60)
    yield started
    started.close()
