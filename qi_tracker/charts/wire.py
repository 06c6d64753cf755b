"""Messages between the web process and its drawing child: a length of four bytes, then the content."""

import json
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Final

_LENGTH: Final = struct.Struct(">I")

# A request is some ten kilobytes; a length beyond this means that something else wrote to the pipe.
_LONGEST: Final = 64 * 1024 * 1024


class DrawingFormat(StrEnum):
    """What the child gives back."""

    SVG = "svg"
    PNG = "png"
    # An SVG in a file of its own: with heading, key, background and text alternative.
    FILE = "file"
    # A document of text and pictures.
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """One drawing to make: a request as JSON, the format, and the word its ids begin with."""

    format: DrawingFormat
    name: str
    request: str

    def to_bytes(self) -> bytes:
        """For the pipe."""
        return json.dumps([self.format.value, self.name, self.request]).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Order":
        """What `to_bytes` wrote."""
        kind, name, request = json.loads(content)
        return cls(DrawingFormat(kind), name, request)


@dataclass(frozen=True, slots=True)
class Reply:
    """The drawing, or the kind of error that prevented it."""

    is_drawn: bool
    content: bytes

    def to_bytes(self) -> bytes:
        """For the pipe."""
        return (b"+" if self.is_drawn else b"-") + self.content

    @classmethod
    def from_bytes(cls, content: bytes) -> "Reply":
        """What `to_bytes` wrote."""
        return cls(content[:1] == b"+", content[1:])


def write_message(stream: IO[bytes], content: bytes) -> None:
    """Send one message at once."""
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes | None:
    """The next message; None when the other end is gone, also in the middle of a message."""
    head = _read_exactly(stream, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    return _read_exactly(stream, length) if length <= _LONGEST else None


def _read_exactly(stream: IO[bytes], length: int) -> bytes | None:
    content = bytearray()
    while len(content) < length:
        piece = stream.read(length - len(content))
        if not piece:
            return None
        content += piece
    return bytes(content)
