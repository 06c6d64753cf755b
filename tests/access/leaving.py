"""Every byte that leaves: what an answer, a mail or the log holds, unpacked, so that no word hides in it."""

import base64
import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import SMTP
from urllib.parse import unquote_to_bytes

import structlog
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject
from werkzeug.test import TestResponse

from qi_tracker import logs

_DATA_ADDRESS = re.compile(rb"data:[\w/+.-]+;base64,([A-Za-z0-9+/=]+)")

# What a line of the log may tell. None of it is anything that a person has written.
LOGGED = frozenset(
    {"event", "level", "timestamp", "reference", "kind", "endpoint", "exception"}
    | {"method", "route", "thing", "status", "person"}
    # The worker's: a row of the outbox, the number of the attempt, a code of ours, the class of an error.
    | {"message", "attempt", "problem", "fault"}
    # What is the matter with the database, by our name for it; who has signed in.
    | {"trouble", "code", "signed_in"}
)


def bytes_of(response: TestResponse) -> bytes:
    """Body and headers, with workbooks and documents unpacked, addresses read as people do, and pictures decoded.

    What stands in the pixels of a PNG is not read: the same drawing is asked for as SVG, where it is text.
    """
    body, headers = response.get_data(), str(response.headers).encode()
    return b"\n".join([headers, unquote_to_bytes(headers), *unpacked(body)])


def mail_unpacked(sent: bytes) -> bytes:
    """A mail as it went over the wire, with its headers and its text as its reader sees them."""
    message = message_from_bytes(sent, policy=SMTP)
    headers = "\n".join(f"{name}: {value}" for name, value in message.items())
    return b"\n".join([sent, headers.encode(), str(message.get_content()).encode()])


def unpacked(body: bytes) -> Iterator[bytes]:
    """The body, and what is packed in it."""
    yield body
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as workbook:
            for name in workbook.namelist():
                yield name.encode()
                yield workbook.read(name)
    if body[:4] == b"%PDF":
        yield from (text.encode() for text in texts_of_pdf(body))
    if body[:1] in (b"{", b"["):
        yield json.dumps(json.loads(body), ensure_ascii=False).encode()
    for found in _DATA_ADDRESS.findall(body):
        yield base64.b64decode(found)
    if b"%" in body:
        yield unquote_to_bytes(body)


def texts_of_pdf(body: bytes) -> Iterator[str]:
    """What the pages say, also in their pictures; and what stands behind them: title, alternative texts, bookmarks."""
    document = PdfReader(io.BytesIO(body))
    yield from (page.extract_text() for page in document.pages)
    yield from _strings_in(document.trailer, set())


def _strings_in(thing: object, seen: set[int]) -> Iterator[str]:
    """Every text of the document's objects; `seen` are the numbers of those already read."""
    if isinstance(thing, IndirectObject):
        if thing.idnum not in seen:
            seen.add(thing.idnum)
            yield from _strings_in(thing.get_object(), seen)
    elif isinstance(thing, TextStringObject):
        yield str(thing)
    elif isinstance(thing, DictionaryObject):
        if isinstance(thing, StreamObject):
            yield thing.get_data().decode("utf-8", "replace")
        for value in thing.values():
            yield from _strings_in(value, seen)
    elif isinstance(thing, ArrayObject):
        for value in thing:
            yield from _strings_in(value, seen)


def words_in(sent: bytes, words: Sequence[str]) -> list[str]:
    """Those of the words that are there."""
    return [word for word in words if word.encode() in sent]


@contextmanager
def captured_log() -> Iterator[io.StringIO]:
    """What the program logs meanwhile, as it does in production."""
    written = io.StringIO()
    logs.configure()
    structlog.configure(
        processors=[*structlog.get_config()["processors"][:-1], structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(written),
    )
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter('{"event": "stdlib", "kind": "%(name)s %(message)s"}'))
    logging.getLogger().addHandler(handler)
    try:
        yield written
    finally:
        logging.getLogger().removeHandler(handler)
        structlog.reset_defaults()


def wrong_in_log(written: str, words: Sequence[str]) -> Iterator[str]:
    """Lines that tell more than they may, or hold a word of anybody's."""
    for line in written.splitlines():
        fields = json.loads(line)
        if set(fields) - LOGGED:
            yield f"the log tells {sorted(set(fields) - LOGGED)}: name it in LOGGED of tests/access/leaving.py"
        yield from (f"the log holds {word}: {line[:300]}" for word in words if word in line)
