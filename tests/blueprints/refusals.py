"""Who is refused the pages on which a project's team works, and a number that is refused on all of them."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from tests.conftest import SignIn
from tests.people import Who

# Those who see the project are told that they may not; the others are not told that it exists.
OUTSIDE_TEAM: Final[Mapping[Who, int]] = {
    Who.READER: 403,
    Who.LEADER: 403,
    Who.PLAIN_MEMBER: 403,
    Who.ADMINISTRATOR: 403,
    Who.OUTSIDER: 404,
    Who.OPERATOR: 404,
}
OUTSIDE_PROJECT: Final[Mapping[Who, int]] = {
    who: status for who, status in OUTSIDE_TEAM.items() if who is not Who.READER
}

_VECTORS = Path(__file__).parent.parent / "data" / "vectors" / "personal_numbers.json"
# Month + 80: never issued to anyone.
PERSONAL_NUMBER: Final[str] = json.loads(_VECTORS.read_text("utf-8"))["valid"][0]["n"]


def assert_refused(sign_in: SignIn, refused: Mapping[Who, int], to_open: Iterable[str], to_send: Iterable[str]) -> None:
    """Neither the pages open nor their forms are received for any of these people."""
    opened, sent = list(to_open), list(to_send)
    for who, status in refused.items():
        browser = sign_in(who)
        for address in opened:
            browser.get(address, status)
        for address in sent:
            browser.post(address, {"version": "1"}, status)
