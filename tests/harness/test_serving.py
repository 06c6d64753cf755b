"""What serves pages in the tests leaves nothing behind: a file number used after it is closed harms any other test."""

import socket
import threading
from typing import Any

from tests.serving import LOOPBACK, serving

REQUEST = b"GET / HTTP/1.1\r\nHost: test\r\n\r\n"
ANSWER = b"here"


def answer(_: dict[str, Any], start: Any) -> list[bytes]:
    """An app that says always the same."""
    start("200 OK", [("Content-Length", str(len(ANSWER)))])
    return [ANSWER]


def test_server_with_an_open_connection_ends_with_its_last_thread() -> None:
    before = set(threading.enumerate())
    with serving(answer) as address:
        connection = socket.create_connection((LOOPBACK, int(address.rsplit(":", 1)[1])), timeout=10)
        connection.sendall(REQUEST)
        while not (received := connection.recv(4096)).endswith(ANSWER):
            assert received, "the connection is kept open"
    with connection:
        assert connection.recv(4096) == b""
    assert set(threading.enumerate()) == before
