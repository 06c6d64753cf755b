"""As much of a browser as a writer needs: a session, the cookie and token of its forms, one connection kept open."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Final
from urllib.parse import urlencode

from tests.durability.house import Desk
from tests.journeys.running import LOOPBACK

ANSWER_SECONDS: Final = 30.0
TOKEN: Final = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PAGE_COOKIE: Final = re.compile(r"__Host-qi-page=[^;]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]


class Browser:
    """One person's; its errors are those of `http.client`, after which it is hung up before it is used again."""

    def __init__(self, desk: Desk, port: int) -> None:
        self.port = port
        self._cookies = f"__Host-qi-session={desk.token}"
        self._csrf_token = ""
        self._connection: HTTPConnection | None = None

    @property
    def has_token(self) -> bool:
        """Whether a form has been opened."""
        return bool(self._csrf_token)

    def open_form(self, address: str) -> bool:
        """Open a page with a form; whether it could be had."""
        answer = self.get(address)
        token, cookie = TOKEN.search(answer.text), PAGE_COOKIE.search(answer.headers.get("Set-Cookie", ""))
        if answer.status != 200 or token is None or cookie is None:
            return False
        self._csrf_token = token[1]
        self._cookies += f"; {cookie[0]}"
        return True

    def get(self, address: str) -> Answer:
        """Open a page."""
        self._connected().request("GET", address, headers=self._headers())
        return self._answer()

    def send(self, address: str, fields: Mapping[str, str]) -> Answer:
        """Send a form and wait for what becomes of it."""
        self._post(address, fields)
        return self._answer()

    def send_and_leave(self, address: str, fields: Mapping[str, str], seconds: float) -> None:
        """Send a form and wait so long, but not for the answer."""
        self._post(address, fields)
        time.sleep(seconds)
        self.hang_up()

    def hang_up(self) -> None:
        """End the connection; the next request makes a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _post(self, address: str, fields: Mapping[str, str]) -> None:
        headers = self._headers() | {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({**fields, "csrf_token": self._csrf_token})
        self._connected().request("POST", address, body, headers)

    def _answer(self) -> Answer:
        answer = self._connected().getresponse()
        return Answer(answer.status, answer.read().decode(), dict(answer.headers))

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self._cookies, "Origin": f"http://{LOOPBACK}:{self.port}"}

    def _connected(self) -> HTTPConnection:
        if self._connection is None:
            self._connection = HTTPConnection(LOOPBACK, self.port, timeout=ANSWER_SECONDS)
        return self._connection
