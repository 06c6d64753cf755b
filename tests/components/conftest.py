"""A browser for the tests that look."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from devtools.browser import SENTENCE, find_chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this folder: the one dev.py found, or would find."""
    path = find_chromium()
    assert path is not None, SENTENCE
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, which is who runs a container; the pages are our own.
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()
