"""What the tests of durability share: a furnished house, and the program in standby."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import settings_for
from tests.durability.house import House, furnish
from tests.durability.servers import Standby

# Processes are looked up where Linux tells of them.
collect_ignore = [] if sys.platform.startswith("linux") else ["test_kills.py", "test_cuts.py", "test_faults.py"]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house on SQLite, to be copied."""
    return furnish(settings_for(tmp_path_factory.mktemp("durability") / "template"))


@pytest.fixture
def house(template: House, tmp_path: Path) -> House:
    """A house of the test's own, on SQLite."""
    return template.copied_to(tmp_path / "house")


@pytest.fixture(scope="session")
def standby() -> Iterator[Standby]:
    """The program, ready to be started."""
    with Standby() as ready:
        yield ready
