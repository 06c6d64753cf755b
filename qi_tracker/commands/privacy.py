"""`qi-tracker privacy scan`: where in a file personal numbers stand. Stores nothing and prints none of them."""

import argparse
import json
import sys
from pathlib import Path

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.masking import mask_text
from qi_tracker.exchange.messages import refusal_sentence
from qi_tracker.exchange.personal_scan import scan
from qi_tracker.i18n.translate import Words

SUMMARY = "Look a file through for personal numbers, without storing or printing them."
NONE_FOUND, FOUND, UNREADABLE = 0, 1, 2
STANDARD_INPUT = "-"
# Text files in which a cell may have lost its leading zero to a spreadsheet.
_TABLES = frozenset({".csv", ".tsv"})

_SCAN = """Prints a JSON list of {"line", "start", "end", "kind"}: line from 1, start and end in characters from 0, end
not included; a number that goes on in the next line ends after its own line's end. Of a workbook (.xlsx) a line is a
row of a sheet with a tab between its cells, 0 is the sheet's own name, and "sheet" counts from 1, hidden sheets too.
Kinds: fodselsnummer, d_number, h_number, synthetic, synthetic_d_number; with --mild also name, telephone, email,
address. Exit status: 0 nothing found, 1 something found, 2 the file cannot be read."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    scanning = actions.add_parser("scan", help="where in a file personal numbers stand", description=_SCAN)
    scanning.add_argument("file", metavar="FILE", help="text, CSV, JSON or XLSX; - for standard input")
    scanning.add_argument("--mild", action="store_true", help="also what looks like a name, telephone or address")


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Print the places; a file that cannot be read is told of on standard error."""
    try:
        name: str = arguments.file
        of_cells = Path(name).suffix.lower() in _TABLES
        found = scan(_read(name), mild=arguments.mild, of_cells=of_cells)
    except InvalidInput as error:
        print(refusal_sentence(error, words), file=sys.stderr)
        return UNREADABLE
    print(json.dumps([place.as_json() for place in found], indent=2))
    return FOUND if found else NONE_FOUND


def _read(name: str) -> bytes:
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError):
        raise InvalidInput("file_not_found", file=mask_text(Path(name).name)) from None
