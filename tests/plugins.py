"""What `tests/conftest.py` hands to every test beside its own: a browser, and how hypothesis searches."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser import launch

# The same examples in every run, so that what passed once passes again; the wide search belongs to `dev.py prove`.
# No deadline: a busy machine is no defect.
settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this process; each test opens windows of its own."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()
