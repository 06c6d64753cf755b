"""Inputs without end for the import: real files spoilt in their bytes or their structure, and tables made up.

Input number n is always the same, so what is found can be tried again alone: `answer(fuzzed(n))`.
"""

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.messages import SENTENCES
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.read_settings import ALL_ALIKE, AS_GROUPS, ReadSettings
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole, TableLayout, ValueType
from tests.exchange.imported_files import FILES

TODAY = date(2026, 3, 1)
REAL = sorted((Path(__file__).parents[1] / "data/csv").glob("*.csv"))
LINES = 6  # of a real file are enough to be spoilt, and quick to read
CELLS = (
    *(
        "Dato",
        "Måned",
        "År",
        "Uke",
        "Teller",
        "Nevner",
        "Totalt",
        "Sum",
        "I alt",
        "Skole",
        "Indikator",
        "Verdi",
        "Andel",
    ),
    *("jan", "feb 2025", "mars", "2024", "2025", "Q1 2025", "uke 5 2025", "01.02.2025", "2025-03-01", "1/2", "45689"),
    *(
        "1",
        "5",
        "12",
        "1,5",
        "1.500",
        "5 %",
        "-",
        "..",
        "<5",
        "#DIV/0!",
        "1e400",
        "0301",
        "−5",
        "9" * 30,
        "1_000",
        "١٢",
    ),
    *(
        "",
        "",
        "",
        " ",
        "\ufeff",
        "\u202e",
        "\x00",
        '"',
        ";",
        "Lia skole",
        "Haug skole",
        "antall",
        "Kilde: Nav",
        "x" * 80,
    ),
)


class Fuzzed(NamedTuple):
    """One input, and what has been decided about it."""

    source: bytes | str
    settings: ReadSettings


class UnhandledError(AssertionError):
    """The import neither read nor refused."""


def answer(fuzzed: Fuzzed, read: Callable[..., object] = preview) -> str | None:
    """The code of the refusal; None when the input was read.

    Raises
    ------
    UnhandledError
        For any other error, and for a code that has no sentence.
    """
    try:
        read(fuzzed.source, TODAY, fuzzed.settings)
    except InvalidInput as refused:
        if refused.code not in SENTENCES:
            raise UnhandledError(f"no sentence for {refused.code}") from refused
        return refused.code
    except Exception as error:
        raise UnhandledError(repr(error)) from error
    return None


def fuzzed(number: int, seed: str = "import") -> Fuzzed:
    """The input of this number."""
    chance = random.Random(f"{seed}-{number}")
    kind = chance.choices(_KINDS, _WEIGHTS)[0]
    return Fuzzed(kind(chance), _settings(chance) if chance.random() < SETTLED else ReadSettings())


SETTLED = 0.5  # share of inputs about which something has been decided


@cache
def _texts() -> Sequence[bytes]:
    texts = [path.read_bytes() for path in REAL] + [file.make() for file in FILES if file.name.endswith(".csv")]
    return [b"\n".join(text.split(b"\n")[:LINES]) for text in texts]


@cache
def _books() -> Sequence[dict[str, bytes]]:
    """The workbooks' parts that are read."""
    books = []
    for file in FILES:
        if file.name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(file.make())) as archive:
                wanted = [name for name in archive.namelist() if name.startswith("xl/") and "theme" not in name]
                books.append({name: archive.read(name) for name in ("[Content_Types].xml", "_rels/.rels", *wanted)})
    return books


def _bytes_spoilt(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(spoilt) + 1)
        match chance.randrange(4):
            case 0:
                spoilt[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del spoilt[at : at + chance.choice((1, 1, 3, 40))]
            case 2:
                spoilt[at:at] = chance.choice(CELLS).encode("utf-8", "replace")
            case _:
                piece = spoilt[at : at + chance.choice((2, 10, 60))]
                to = chance.randrange(len(spoilt) + 1)
                spoilt[to:to] = piece
    return bytes(spoilt)


def _spoilt_text(chance: random.Random) -> bytes:
    return _bytes_spoilt(chance.choice(_texts()), chance)


def _recut_text(chance: random.Random) -> bytes:
    """A real table with rows and cells moved, taken away, doubled and put in."""
    data = chance.choice(_texts())
    mark = chance.choice((b";", b"\t", b",", b"|"))
    rows = [line.split(mark) for line in data.split(b"\n")]
    for _ in range(chance.choice((1, 2, 4))):
        row = chance.choice(rows)
        match chance.randrange(4):
            case 0:
                chance.shuffle(rows)
            case 1:
                row.insert(chance.randrange(len(row) + 1), chance.choice(CELLS).encode("utf-8", "replace"))
            case 2 if len(row) > 1:
                del row[chance.randrange(len(row))]
            case _:
                rows.insert(chance.randrange(len(rows)), list(row))
    return b"\n".join(mark.join(row) for row in rows)


def _made_up_table(chance: random.Random) -> str:
    width = chance.randint(1, 7)
    rows = [[chance.choice(CELLS) for _ in range(width)] for _ in range(chance.randint(1, 7))]
    return "\n".join(chance.choice((";", "\t", ";")).join(row) for row in rows)


def _made_up_cross_table(chance: random.Random) -> str:
    """Headings over and beside numbers, with anything in between."""
    width = chance.randint(2, 6)
    heads = [[chance.choice(CELLS[:24]) for _ in range(width)] for _ in range(chance.randint(1, 3))]
    rows = [[chance.choice(CELLS), *(str(chance.randrange(50)) for _ in range(width - 1))] for _ in range(4)]
    for _ in range(chance.randrange(4)):
        chance.choice(rows)[chance.randrange(width)] = chance.choice(CELLS)
    return "\n".join(";".join(row) for row in (*heads, *rows))


def _spoilt_book(chance: random.Random) -> bytes:
    """Bytes of the zip file itself."""
    return _bytes_spoilt(_zipped(chance.choice(_books())), chance)


def _recut_book(chance: random.Random) -> bytes:
    """The XML of one part, zipped again so that it is read."""
    parts = dict(chance.choice(_books()))
    name = chance.choice(list(parts))
    part = parts[name]
    if chance.random() < SETTLED:
        parts[name] = _bytes_spoilt(part, chance)
    else:
        tags = part.split(b"<")
        at, to = chance.randrange(1, len(tags)), chance.randrange(1, len(tags))
        tags[at], tags[to] = tags[to], tags[at]
        parts[name] = b"<".join(tags).replace(b'r="B', b'r="' + chance.choice((b"B", b"XFD", b"ZZZ", b"")), 1)
    if chance.random() < A_TENTH:
        parts.pop(chance.choice(list(parts)))
    return _zipped(parts)


A_TENTH = 0.1


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _noise(chance: random.Random) -> bytes:
    start = chance.choice((b"", b"PK\x03\x04xl/workbook.xml", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n", b"{", b"<"))
    return start + chance.randbytes(chance.choice((1, 8, 60, 400)))


_KINDS = (
    _spoilt_text,
    _recut_text,
    _made_up_table,
    _made_up_cross_table,
    _noise,
    _spoilt_book,
    _recut_book,
)
_WEIGHTS = (18, 18, 20, 20, 18, 4, 2)


def _settings(chance: random.Random) -> ReadSettings:
    return ReadSettings(
        sheet=chance.choice((None, None, ALL_ALIKE, "2023", "x")),
        layout=chance.choice((None, *TableLayout)),
        series=chance.choice((None, None, AS_GROUPS, "Teller")),
        keeps_totals=chance.random() < SETTLED,
        encoding=chance.choice((None, None, None, "cp1252", "utf-16", "rubbish")),
        delimiter=chance.choice((None, None, ";", ",", "\t", "")),
        header_row=chance.choice((None, None, 0, 1, 3, 10**9)),
        roles={chance.randint(-1, 5): chance.choice(list(ImportRole)) for _ in range(chance.randrange(3))},
        decimal=chance.choice((None, ",", ".")),
        date_order=chance.choice((None, *DateOrder)),
        frequency=chance.choice((None, *Frequency)),
        value_type=chance.choice((None, *ValueType)),
        corrections={(chance.randint(-1, 6), chance.randint(-1, 6)): chance.choice(CELLS) for _ in range(2)},
        skipped_rows=frozenset({chance.randint(-1, 8)}),
    )
