"""Fixtures of the pages' tests."""

import pytest

from tests.client import Client
from tests.conftest import SignIn
from tests.people import Who


@pytest.fixture
def nobody(sign_in: SignIn) -> Client:
    """A browser in which nobody is signed in."""
    return sign_in(Who.NOBODY)
