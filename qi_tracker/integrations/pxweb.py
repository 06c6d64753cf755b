"""Asks a statistics server in the way of PxWeb, version 2: the only module that fetches statistics. Reads no table.

Only servers that the installation names, over https, the exact name and port; no redirect is followed, no proxy and no
credentials are used; what comes is counted while it is read, and the whole conversation has a deadline. Answers are
kept in the instance folder for a day, by what was asked.
"""

import hashlib
import json
import os
import secrets
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlencode, urlsplit

from qi_tracker.errors import InvalidInput, StatisticsNotFetched
from qi_tracker.settings import Settings

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 10 * MEGABYTE
CHUNK: Final = 64 * 1024
# Each step, and one whole question with its answer.
STEP_SECONDS: Final = 10.0
DEADLINE_SECONDS: Final = 30.0
# A busy server says how long to wait. For so long a page may wait with it; longer is told instead.
LONGEST_WAIT_SECONDS: Final = 5.0
MOST_TRIES: Final = 3
KEPT_SECONDS: Final = 24 * 60 * 60
MOST_KEPT: Final = 200
LONGEST_ADDRESS: Final = 500
USUAL_PATH: Final = "/api/pxwebapi/v2"
"""Where Statistics Norway has it, taken where only a table's number is given."""

_SAFE_ID: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")
_SAFE_PATH: Final = _SAFE_ID | {"/"}
_BROKEN: Final = "statistics_bad_answer"
_TOO_MANY: Final = "too many cells"  # the title of PxWeb's refusal, whatever its status
_REFUSALS: Final[Mapping[int, str]] = {
    400: "statistics_selection_refused",
    403: "statistics_too_many_cells",
    404: "statistics_table_not_found",
    413: "statistics_too_many_cells",
}


@dataclass(frozen=True, slots=True)
class TableAddress:
    """A table on a server that may be asked: `host` as in the settings, `path` of the interface, `table` its number."""

    host: str
    path: str
    table: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, and when."""

    content: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server says of itself; None where it does not."""

    most_cells: int | None
    most_calls: int | None
    languages: tuple[str, ...]
    licence: str


def table_address(settings: Settings, text: str) -> TableAddress:
    """The table that is meant by an address, or by a number on the first server of the settings.

    Raises
    ------
    InvalidInput
        `statistics_bad_address`.
    StatisticsNotFetched
        `statistics_off`, `statistics_host_not_allowed`.
    """
    if not settings.statistics_hosts:
        raise StatisticsNotFetched("statistics_off")
    text = text.strip()
    if is_table_id(text):
        return TableAddress(settings.statistics_hosts[0], USUAL_PATH, text)
    if len(text) > LONGEST_ADDRESS or not text.isascii() or not text.isprintable() or "\\" in text or " " in text:
        raise InvalidInput("statistics_bad_address")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise InvalidInput("statistics_bad_address") from None
    # The name and port are compared as they are written: no name is looked up, and a user name is part of neither.
    host = parts.netloc.lower().removesuffix(":443")
    path, found, rest = parts.path.partition("/tables/")
    table = rest.split("/", 1)[0]
    if parts.scheme != "https" or not host or not found or not is_table_id(table) or not _is_plain_path(path):
        raise InvalidInput("statistics_bad_address")
    if host not in settings.statistics_hosts:
        raise StatisticsNotFetched("statistics_host_not_allowed", host=(parts.hostname or "")[:100])
    return TableAddress(host, path, table)


def is_table_id(text: str) -> bool:
    """Whether it may be the number of a table: "05300", "TAB638"."""
    return 0 < len(text) <= 40 and _SAFE_ID.issuperset(text) and bool(text.strip("."))


@dataclass(frozen=True, slots=True)
class PxwebServer:
    """One server, asked politely. `wait` is how it sleeps when the server says that it is busy."""

    settings: Settings
    host: str
    path: str = USUAL_PATH
    wait: Callable[[float], None] = time.sleep
    deadline: float = DEADLINE_SECONDS

    @classmethod
    def of(cls, settings: Settings, address: TableAddress) -> Self:
        """The server of a table."""
        return cls(settings, address.host, address.path)

    def limits(self) -> Limits:
        """How much it gives, in which languages and by which licence."""
        config = _json(self._ask("GET", "config").content, self.host)
        languages = config.get("languages")
        return Limits(
            _positive(config.get("maxDataCells")),
            _positive(config.get("maxCallsPerTimeWindow")),
            tuple(str(one.get("id")) for one in languages if isinstance(one, dict))
            if isinstance(languages, list)
            else (),
            str(config.get("license") or ""),
        )

    def metadata(self, table: str, language: str) -> Answer:
        """What the table is about, as JSON-stat 2 without numbers."""
        return self._ask("GET", f"tables/{_required_id(table)}/metadata", language)

    def data(self, table: str, language: str, selection: Mapping[str, tuple[str, ...]]) -> Answer:
        """The numbers of a selection, as JSON-stat 2. Of a dimension without a selection the server decides."""
        chosen = [{"variableCode": code, "valueCodes": list(values)} for code, values in selection.items()]
        body = json.dumps({"selection": chosen}, ensure_ascii=False).encode()
        return self._ask("POST", f"tables/{_required_id(table)}/data", language, body)

    def _ask(self, method: str, question: str, language: str = "", body: bytes | None = None) -> Answer:
        """The answer, from the folder if it is younger than a day.

        Raises
        ------
        StatisticsNotFetched
            `statistics_off` and `statistics_host_not_allowed`; else what went wrong on the way.
        """
        if not self.settings.statistics_hosts:
            raise StatisticsNotFetched("statistics_off")
        if self.host not in self.settings.statistics_hosts:
            raise StatisticsNotFetched("statistics_host_not_allowed", host=self.host)
        query = f"?{urlencode({'lang': language, 'outputFormat': 'json-stat2'})}" if language else ""
        target = f"{self.path}/{question}{query}"
        kept = _Kept(self.settings.statistics_cache, f"{method} https://{self.host}{target} ".encode() + (body or b""))
        if answer := kept.read():
            return answer
        content = self._tried(method, target, body)
        _json(content, self.host)  # nothing is kept that is no answer
        return kept.write(content)

    def _tried(self, method: str, target: str, body: bytes | None) -> bytes:
        for _ in range(MOST_TRIES):
            with self._asked(method, target, body) as response:
                if response.status != 429:
                    return self._content(response, target)
                seconds = _retry_after(response.headers.get("Retry-After", ""))
            if seconds > LONGEST_WAIT_SECONDS:
                break
            self.wait(seconds)
        raise StatisticsNotFetched("statistics_busy", host=self.host, seconds=round(seconds) or 1)

    @contextmanager
    def _asked(self, method: str, target: str, body: bytes | None) -> Iterator[HTTPResponse]:
        """The response while its deadline runs. Whatever the network does wrong has one of three codes."""
        connection = HTTPSConnection(self.host, timeout=STEP_SECONDS, context=ssl.create_default_context())
        is_late = threading.Event()
        headers = {"Accept": "application/json", "User-Agent": "qi-tracker"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.connect()
            with connection.sock as sock, _deadline(sock, self.deadline, is_late):
                connection.request(method, target, body, headers)
                with connection.getresponse() as response:
                    yield response
                if is_late.is_set():
                    raise TimeoutError
        except TimeoutError:
            raise StatisticsNotFetched("statistics_too_slow", host=self.host) from None
        except (OSError, HTTPException, ValueError) as problem:
            # A certificate that is not trusted is an OSError and a ValueError both.
            code = "statistics_unreachable" if isinstance(problem, OSError) else _BROKEN
            code = "statistics_too_slow" if is_late.is_set() else code
            raise StatisticsNotFetched(code, host=self.host) from None
        finally:
            connection.close()

    def _content(self, response: HTTPResponse, target: str) -> bytes:
        if 300 <= response.status < 400:
            raise StatisticsNotFetched("statistics_redirected", host=self.host)
        content = self._counted(response)
        if response.status != 200:
            raise self._refusal(response.status, content, target)
        kind = response.headers.get_content_type()
        is_json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
        if not is_json or response.headers.get("Content-Encoding", "identity") != "identity":
            raise StatisticsNotFetched(_BROKEN, host=self.host)
        return content

    def _counted(self, response: HTTPResponse) -> bytes:
        """The answer's bytes, counted as they come: what it says of its own length is a claim."""
        content = bytearray()
        while chunk := response.read(CHUNK):
            content += chunk
            if len(content) > MOST_BYTES:
                raise StatisticsNotFetched("statistics_answer_too_large", limit_mb=MOST_BYTES // MEGABYTE)
        return bytes(content)

    def _refusal(self, status: int, content: bytes, target: str) -> StatisticsNotFetched:
        code = _REFUSALS.get(status, "statistics_server_failed")
        if target.endswith("/config"):
            # Without it the server is not PxWeb, or not at this address.
            code = "statistics_server_failed" if status >= 500 else _BROKEN
        elif code == "statistics_too_many_cells" or _TOO_MANY in content[:CHUNK].decode("utf-8", "replace").lower():
            if most := self.limits().most_cells:
                return StatisticsNotFetched("statistics_too_many_cells", host=self.host, limit=most)
            code = "statistics_selection_refused"
        return StatisticsNotFetched(code, host=self.host)


class _Kept:
    """An answer on disk, named by what was asked. Whatever goes wrong with the folder, the answer is fetched anew."""

    def __init__(self, folder: Path, question: bytes) -> None:
        self._folder = folder
        self._file = folder / f"{hashlib.sha256(question).hexdigest()}.json"

    def read(self) -> Answer | None:
        with suppress(OSError):
            at = self._file.stat().st_mtime
            if 0 <= time.time() - at < KEPT_SECONDS:
                return Answer(self._file.read_bytes(), datetime.fromtimestamp(at, UTC))
        return None

    def write(self, content: bytes) -> Answer:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished = self._folder / f".{secrets.token_hex(8)}"
            try:
                unfinished.write_bytes(content)
                os.replace(unfinished, self._file)
            finally:
                unfinished.unlink(missing_ok=True)
            self._make_room()
        return Answer(content, datetime.now(UTC))

    def _make_room(self) -> None:
        files = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[MOST_KEPT:]:
            file.unlink(missing_ok=True)


@contextmanager
def _deadline(sock: socket.socket, seconds: float, is_late: threading.Event) -> Iterator[None]:
    """Break a conversation off when it took too long, wherever it is: a step's own limit begins anew with each byte."""

    def end() -> None:
        is_late.set()
        with suppress(OSError):
            # Of the plain socket: it wakes whoever waits, and leaves the encryption's own state alone.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _required_id(table: str) -> str:
    if not is_table_id(table):
        raise InvalidInput("statistics_bad_address")
    return table


def _is_plain_path(path: str) -> bool:
    return _SAFE_PATH.issuperset(path) and ".." not in path and "//" not in f"{path}/"


def _retry_after(text: str) -> float:
    """Seconds that a busy server asks for, given as seconds or as a moment; one second where it does not say."""
    if text.isascii() and text.strip().isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 1.0


def _json(content: bytes, host: str) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise StatisticsNotFetched(_BROKEN, host=host) from None
    if not isinstance(found, dict):
        raise StatisticsNotFetched(_BROKEN, host=host)
    return found


def _positive(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
