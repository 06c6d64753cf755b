"""Pages on SQLite, and on PostgreSQL too where the databases can answer differently.

tests/services asks both for all that pages get from them, and tests/access opens every page and sends every form on
both.
"""

import pytest

from tests.client import Client
from tests.conftest import SignIn
from tests.databases import Kind
from tests.people import Who

# Writers at once, what is kept of what is refused, moments, many rows in one go.
ON_BOTH = frozenset(
    {
        "test_account",
        "test_auth",
        "test_bin",
        "test_common",
        "test_drafts",
        "test_exchange",
        "test_imports",
        "test_inviting_by_mail",
        "test_organizations",
        "test_password_reset",
        "test_saving",
        "test_throttled",
    }
)


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Say which database a test is for, where it asks for one and does not say so itself."""
    is_said = any("prepared" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    name = metafunc.module.__name__.rpartition(".")[2]
    if "prepared" in metafunc.fixturenames and name not in ON_BOTH and not is_said:
        metafunc.definition.add_marker(pytest.mark.parametrize("prepared", [Kind.SQLITE], indirect=True))


@pytest.fixture
def nobody(sign_in: SignIn) -> Client:
    """A browser in which nobody is signed in."""
    return sign_in(Who.NOBODY)
