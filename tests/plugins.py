"""Fixtures that `tests/conftest.py` hands to every test beside its own: what needs a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import launch


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this process; each test opens windows of its own."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()
