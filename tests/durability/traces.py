"""A trace of system calls, as strace writes it → what was written, synced and acknowledged, in order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

# The calls that are recorded: all that change a file, and the two ends of a conversation.
CALLS: Final = (
    "openat,pwrite64,write,pwritev,writev,ftruncate,truncate,fallocate,fsync,fdatasync,"
    "unlink,unlinkat,rename,renameat,renameat2,recvfrom,sendto,sendmsg"
)
# Strings are written in hexadecimal, whole.
OPTIONS: Final = ("-f", "--seccomp-bpf", "-y", "-xx", "-s", "10000000", "-e", f"trace={CALLS}", "-e", "signal=none")

LINE: Final = re.compile(r"^(\d+)\s+(?:<\.\.\. \w+ resumed>|(\w+)\()(.*)$")
UNFINISHED: Final = re.compile(r"\s*<unfinished \.\.\.>$")
RETURNED: Final = re.compile(r"\)\s+= (-?\d+)")
FILE: Final = re.compile(r"^\d+<([^>]*)>")
TEXT: Final = re.compile(r'"([^"]*)"')
ANSWERED: Final = b"HTTP/1.1 303"


@dataclass(frozen=True, slots=True)
class Wrote:
    """Bytes at a place of a file."""

    path: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    """A file's new length."""

    path: str
    length: int


@dataclass(frozen=True, slots=True)
class Synced:
    """A file, or a folder with the names in it, is on the disk."""

    path: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A file is there from now on, if it was not before."""

    path: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A name is gone."""

    path: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The answer to a form has left; `request` is all that was received before it."""

    request: bytes


Event = Wrote | Truncated | Synced | Opened | Removed | Acknowledged


class UnknownCall(Exception):
    """The database was changed in a way that is not understood here: nothing can be concluded from the trace."""


def events_in(lines: Iterable[str], database: str) -> Iterator[Event]:
    """What happened to the database's files and its folder, and which forms were answered.

    Raises
    ------
    UnknownCall
        If a file of the database was changed by a call that is not understood.
    """
    folder = database.rpartition("/")[0]
    watched = {database, f"{database}-wal", f"{database}-journal", folder}
    received: dict[str, bytes] = {}
    for name, arguments, result in _calls(lines):
        if name in ("recvfrom", "sendto"):
            yield from _conversation(name, arguments, result, received)
        else:
            event = _change(name, arguments, result)
            if event is not None and event.path in watched:
                yield event
            elif event is None and any(path in watched - {folder} for path in _paths(arguments)):
                raise UnknownCall(f"{name}({arguments[:300]}")


def _calls(lines: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Name, arguments and result of each call that succeeded, when it had ended."""
    begun: dict[str, tuple[str, str]] = {}
    for line in lines:
        found = LINE.match(line.rstrip("\n"))
        if found is None:
            continue
        process, name, rest = found.groups()
        if name is None:
            name, before = begun.pop(process, ("", ""))
            rest = before + rest
        if UNFINISHED.search(rest):
            begun[process] = (name, UNFINISHED.sub("", rest))
            continue
        returned = RETURNED.findall(rest)
        if returned and int(returned[-1]) >= 0:
            yield name, rest, int(returned[-1])


def _change(name: str, arguments: str, result: int) -> Wrote | Truncated | Synced | Opened | Removed | None:
    file = FILE.match(arguments)
    path = _bytes(file[1]).decode() if file else ""
    if name in ("fsync", "fdatasync"):
        return Synced(path)
    if name == "ftruncate":
        return Truncated(path, int(arguments.split(", ")[1].split(")", maxsplit=1)[0]))
    if name == "pwrite64":
        data, _, place = arguments.partition(", ")[2].rpartition(", ")
        return Wrote(path, int(place.split(")")[0]), _texts(data)[0][:result])
    if name == "openat" and "O_CREAT" in arguments:
        return Opened(_texts(arguments)[0].decode())
    if name in ("unlink", "unlinkat"):
        return Removed(_texts(arguments)[0].decode())
    return Opened("") if name == "openat" else None


def _conversation(name: str, arguments: str, result: int, received: dict[str, bytes]) -> Iterator[Acknowledged]:
    socket, texts = FILE.match(arguments), _texts(arguments)
    if socket is None or not texts:
        return
    if name == "recvfrom":
        received[socket[1]] = received.get(socket[1], b"") + texts[0][:result]
    elif texts[0].startswith(ANSWERED):
        yield Acknowledged(received.pop(socket[1], b""))
    elif texts[0].startswith(b"HTTP/1.1"):
        received.pop(socket[1], None)


def _paths(arguments: str) -> Iterator[str]:
    file = FILE.match(arguments)
    if file:
        yield _bytes(file[1]).decode(errors="replace")
    yield from (text.decode(errors="replace") for text in _texts(arguments) if len(text) < 1000)


def _texts(arguments: str) -> list[bytes]:
    return [_bytes(text) for text in TEXT.findall(arguments)]


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if "\\x" in text else text.encode()
