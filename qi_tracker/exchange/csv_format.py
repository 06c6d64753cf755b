"""Text files and pasted text → cells: finds encoding, delimiter and quoting. What the cells say is not read here."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.raw_table import MAX_ROWS, MAX_ROWS_ABOVE, RawTable, TableFormat, bounded
from qi_tracker.exchange.read_settings import ReadSettings

# In this order when several fit: a comma is also the Norwegian decimal sign, so it comes last.
DELIMITERS = ("\t", ";", "|", ",")
SAMPLE_LINES = 200
SAMPLE_BYTES = 4_000
MOST_NULS = 0.5

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1")
_SEPARATOR_LINE = re.compile(r"sep=(.)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_C1_CONTROL = re.compile(r"[\x80-\x9f]")
_BLANK = "\n\t ;,|\x00\ufeff\u00a0"
MOST_CONTROLS = 0.002  # a stray control character is forgiven, a binary file is not


def read_csv(data: bytes, settings: ReadSettings) -> RawTable:
    """The cells of a text file.

    Raises
    ------
    InvalidInput
        `empty_file`, `wrong_file_type`, `unreadable_text`, `too_many_rows`, `too_many_columns`.
    """
    encoding = settings.encoding or find_encoding(data)
    return _read(decode(data, encoding), TableFormat.CSV, settings, encoding)


def read_paste(text: str, settings: ReadSettings) -> RawTable:
    """The cells of pasted text; the same errors as for a file."""
    return _read(text, TableFormat.PASTE, settings, None)


def find_encoding(data: bytes) -> str:
    """The encoding: by byte order mark, by where the NULs are, UTF-8 when it is valid, else Windows'."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:SAMPLE_BYTES]
    # Latin letters in UTF-16 have a NUL in every second byte; anything else with NULs is no text.
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if max(odd, even) > MOST_NULS * len(sample) / 2 > min(odd, even):
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def find_delimiter(text: str) -> str | None:
    """The sign between the cells: the one that divides most lines into equally many; None for a single column."""
    sample = "\n".join(text.split("\n", SAMPLE_LINES)[:SAMPLE_LINES])
    best, best_share = None, 0.0
    for delimiter in DELIMITERS:
        share = _share_of_usual_width(sample, delimiter)
        if share > best_share:
            best, best_share = delimiter, share
    return best


def decode(data: bytes, encoding: str) -> str:
    """The text, without its byte order mark.

    Raises
    ------
    InvalidInput
        `unreadable_text`.
    """
    if encoding not in {*ENCODINGS, "utf-32"}:
        raise InvalidInput("unreadable_text")
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError:
        if encoding != "cp1252":
            raise InvalidInput("unreadable_text") from None
        text = data.decode("latin-1")
    return text.removeprefix("\ufeff")


def _read(text: str, table_format: TableFormat, settings: ReadSettings, encoding: str | None) -> RawTable:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _without_blank_lines_at_end(text)
    if len(_CONTROL.findall(text)) + len(_C1_CONTROL.findall(text)) > MOST_CONTROLS * len(text) + 1:
        raise InvalidInput("wrong_file_type")
    text = _CONTROL.sub("", text)
    first_line, _, rest = text.partition("\n")
    announced = _SEPARATOR_LINE.fullmatch(first_line.strip())
    if announced:
        # Excel's own line. It stays as an empty row, so that the row numbers are those of the file.
        text = "\n" + rest
    wanted = settings.delimiter or (announced[1] if announced else None)
    delimiter = wanted if wanted in DELIMITERS else find_delimiter(text)
    return RawTable(table_format, bounded(_split(text, delimiter)), encoding, delimiter)


def _without_blank_lines_at_end(text: str) -> str:
    """The text up to the last line that has more than delimiters in it, and that line whole."""
    end = len(text.rstrip(_BLANK))
    if end == 0:
        raise InvalidInput("empty_file")
    line_end = text.find("\n", end)
    return text if line_end < 0 else text[:line_end]


def _share_of_usual_width(text: str, delimiter: str) -> float:
    """Share of the lines that have the most usual number of cells; 0 when that is one cell."""
    widths = Counter(len(row) for row in _split(text, delimiter) if any(cell.strip() for cell in row))
    several = [(count, width) for width, count in widths.items() if width > 1]
    return max(several)[0] / widths.total() if several else 0.0


def _split(text: str, delimiter: str | None) -> Sequence[Sequence[str]]:
    if text.count("\n") > 2 * (MAX_ROWS + MAX_ROWS_ABOVE):
        raise InvalidInput("too_many_rows", limit=MAX_ROWS)
    if delimiter is None:
        return [[_unquoted(line)] for line in text.split("\n")]
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True, skipinitialspace=delimiter != "\t"))
    except csv.Error:
        # A quotation mark that never ends ('17" skjerm') would swallow the rest of the table.
        return [[_unquoted(cell) for cell in line.split(delimiter)] for line in text.split("\n")]


def _unquoted(cell: str) -> str:
    return cell.strip().removeprefix('"').removesuffix('"')
