"""`/healthz`, as whatever watches over the program sees it."""

from tests.conftest import SignIn
from tests.people import Who


def test_a_serving_program_is_live_and_ready(sign_in: SignIn) -> None:
    page = sign_in(Who.NOBODY).get("/healthz")
    assert page.response.get_json() == {"live": True, "ready": True}
