"""A plugin of pytest for mutants: which test goes through which line and how long it takes, and only some tests run.

The lines are written where coverage writes them, with the test as their context; the seconds to the file named by
`SECONDS_FILE` in the environment.
"""

import json
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from coverage import Coverage
from hypothesis import Phase, settings

SECONDS_FILE: Final = "QI_TRACKER_TEST_SECONDS"

# As in the suite, except that nobody reads the example that fails, so that it need not be made smaller.
settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("mutants")

# Of its processor's time, twice what all tests need: however busy the machine is, what does not end is told from them.
CPU_SECONDS: Final = 40

_seconds: dict[str, float] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take a list of tests in the order in which they are to run; others of their files are left out."""
    parser.addoption("--only", type=json.loads, default=None)


def pytest_configure(config: pytest.Config) -> None:
    """Let a mutant that never ends be ended."""
    if config.getoption("--only") is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the others out. One that is asked for and is not there is not missed: what is there has to notice."""
    if (only := config.getoption("--only")) is not None:
        places = {test: place for place, test in enumerate(only)}
        items[:] = sorted((item for item in items if item.nodeid in places), key=lambda item: places[item.nodeid])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Name the lines that follow after the test."""
    if (measuring := Coverage.current()) is not None:
        measuring.switch_context(item.nodeid)
    return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the time of each test itself."""
    if report.when == "call":
        _seconds[report.nodeid] = report.duration


def pytest_sessionfinish() -> None:
    """Write the times down, if asked to."""
    if SECONDS_FILE in os.environ:
        Path(os.environ[SECONDS_FILE]).write_text(json.dumps(_seconds), encoding="utf-8")
