"""The file of an organisation: one JSON document, a row to a line, with a seal over every byte before it.

Described for others in docs/export-format.md. Written and read line by line, so that no document is held whole.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from qi_tracker.errors import TransferRefused

FORMAT: Final = "qi_tracker organization"
VERSION: Final = 1
SCHEMA: Final = "organization.schema.json"
_OPENED: Final = f'{{"format":"{FORMAT}",'.encode()
_SEAL: Final = b'},"sha256":"'
_HEX_DIGITS: Final = 64
_LAST_LINE_BYTES: Final = len(_SEAL) + _HEX_DIGITS + len('"}\n')
_AT_ONCE: Final = 1024 * 1024
# No row that a person has written comes near it; what does is read no further.
_LONGEST_LINE: Final = 64 * 1024 * 1024

JsonRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself."""

    # Of the program that wrote it.
    program: str
    # Of the tables: which migration came last.
    revision: str
    is_demo: bool

    def line(self) -> bytes:
        """How the document begins."""
        said = {"format": FORMAT, "version": VERSION, "schema": SCHEMA, **asdict(self)}
        return f'{_encoded(said)[:-1]},"tables":{{\n'.encode()


class DocumentWriter:
    """Writes a document to a stream, and keeps count of what the seal covers."""

    def __init__(self, stream: IO[bytes] | None, header: Header) -> None:
        self._stream = stream
        self._sha = hashlib.sha256()
        self._tables = 0
        self._write(header.line())

    def _write(self, text: bytes) -> None:
        self._sha.update(text)
        if self._stream is not None:
            self._stream.write(text)

    def add_table(self, name: str, portions: Iterable[list[JsonRow]]) -> Iterator[int]:
        """Write a table; after each portion, how many rows it was."""
        self._write(f"{',' if self._tables else ''}{json.dumps(name)}:[".encode())
        self._tables += 1
        separator = "\n"
        for portion in portions:
            lines = []
            for row in portion:
                lines.append(separator + _encoded(row))
                separator = ",\n"
            self._write("".join(lines).encode())
            yield len(portion)
        self._write(b"\n]\n")

    def seal(self) -> str:
        """Write the end, and return SHA-256 over all before it."""
        digest = self._sha.hexdigest()
        if self._stream is not None:
            self._stream.write(_SEAL + digest.encode() + b'"}\n')
        return digest


@dataclass(frozen=True, slots=True)
class Document:
    """A document whose seal holds."""

    name: str
    header: Header
    digest: str
    # Table → where its rows begin in the file, and how many they are.
    places: Mapping[str, tuple[int, int]]
    _file: IO[bytes]

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(count for _, count in self.places.values())

    def read(self, table: str) -> Iterator[JsonRow]:
        """The table's rows, as they stand there.

        Raises
        ------
        TransferRefused
            If a line is no row.
        """
        start, count = self.places[table]
        self._file.seek(start)
        for _ in range(count):
            yield _decoded(self._file.readline().rstrip(b",\n"), self.name)


@contextmanager
def open_document(path: Path) -> Iterator[Document]:
    """The document in a file, after its seal has been seen to hold.

    Raises
    ------
    TransferRefused
        If it is none, is damaged or incomplete, or is of a newer program.
    """
    try:
        file = path.open("rb")
    except OSError:
        raise TransferRefused("import_file_missing", file=str(path)) from None
    with file:
        header = _header(file, path.name)
        digest = _checked_digest(file, path.name)
        yield Document(path.name, header, digest, _places(file, path.name), file)


def _header(file: IO[bytes], name: str) -> Header:
    line = file.readline(_AT_ONCE)
    if not line.startswith(_OPENED):
        raise TransferRefused("import_not_ours", file=name)
    said = _decoded(line.rstrip().removesuffix(b',"tables":{') + b"}", name)
    version = said.get("version")
    if isinstance(version, int) and version > VERSION:
        raise TransferRefused("import_newer", file=name, version=said.get("program", version))
    header = Header(str(said.get("program")), str(said.get("revision")), said.get("is_demo") is True)
    if version != VERSION or header.line() != line:
        raise TransferRefused("import_damaged", file=name)
    return header


def _checked_digest(file: IO[bytes], name: str) -> str:
    size = file.seek(0, os.SEEK_END)
    left = size - _LAST_LINE_BYTES
    file.seek(max(0, left))
    end = file.read()
    digest = end[len(_SEAL) : len(_SEAL) + _HEX_DIGITS].decode("ascii", "replace")
    sha = hashlib.sha256()
    file.seek(0)
    while left > 0 and (portion := file.read(min(_AT_ONCE, left))):
        sha.update(portion)
        left -= len(portion)
    if end != _SEAL + digest.encode("ascii", "replace") + b'"}\n' or sha.hexdigest() != digest:
        raise TransferRefused("import_damaged", file=name)
    return digest


def _places(file: IO[bytes], name: str) -> Mapping[str, tuple[int, int]]:
    """Where each table's rows begin: found once, so that they are read in whatever order the links ask for."""
    file.seek(0)
    file.readline()
    places: dict[str, tuple[int, int]] = {}
    while (line := file.readline(_LONGEST_LINE)) and not line.startswith(_SEAL):
        table = line.strip().removeprefix(b",")
        if not (table.startswith(b'"') and table.endswith(b'":[')):
            raise TransferRefused("import_damaged", file=name)
        start, count = file.tell(), 0
        while (line := file.readline(_LONGEST_LINE)) != b"]\n":
            if not line.endswith(b"\n"):
                raise TransferRefused("import_damaged", file=name)
            count += 1 if line.strip() else 0
        known = table[1:-3].decode("utf-8", "replace")
        if known in places:
            raise TransferRefused("import_damaged", file=name)
        places[known] = (start, count)
    return places


def _decoded(line: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(line, parse_constant=_refuse_constant)
    except ValueError:
        raise TransferRefused("import_damaged", file=name) from None
    if not isinstance(found, dict):
        raise TransferRefused("import_damaged", file=name)
    return found


def _refuse_constant(constant: str) -> None:
    raise ValueError(constant)


def _encoded(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
