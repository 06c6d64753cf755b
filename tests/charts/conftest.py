"""One drawing child for all tests of this folder, and the browser of those that look."""

from collections.abc import Iterator

import pytest

from qi_tracker.charts.client import Renderer
from tests.components.conftest import browser  # noqa: F401  # pytest finds the fixture by its name here


@pytest.fixture(scope="session")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renderer]:
    started = Renderer(tmp_path_factory.mktemp("drawings"), timeout_seconds=60)
    yield started
    started.close()
