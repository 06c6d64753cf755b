"""The forms of all pages, found once for all that is tried with them."""

import pytest

from tests.databases import Prepared
from tests.together.test_sent_twice import Found, forms_of


@pytest.fixture(scope="session")
def walked(_on_sqlite: Prepared) -> list[Found]:
    """The forms, which are the same on both databases."""
    _on_sqlite.restore()
    return forms_of(_on_sqlite)
