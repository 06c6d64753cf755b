"""Two programs that all tests of pages look at: one furnished with something of everything, and one empty."""

from collections.abc import Iterator

import pytest

from tests.journeys.furnished import House, furnished, unfurnished
from tests.journeys.running import Running


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with furnished(tmp_path_factory.mktemp("house")) as found:
        yield found


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with unfurnished(tmp_path_factory.mktemp("empty")) as found:
        yield found
