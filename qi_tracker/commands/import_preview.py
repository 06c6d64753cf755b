"""`qi-tracker import-preview`: show what a table would become. Nothing is stored."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.masking import mask_text
from qi_tracker.exchange.messages import problem_sentence, refusal_sentence
from qi_tracker.exchange.preview import preview
from qi_tracker.exchange.preview_json import preview_json, refusal_json
from qi_tracker.exchange.problems import Problem
from qi_tracker.exchange.raw_table import MAX_BYTES
from qi_tracker.i18n.formats import OSLO
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import Words
from qi_tracker.vocabulary import TableLayout

SUMMARY = "Show what a table would become, without storing it."
SUCCESS = 0
REFUSED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an Excel file (.xlsx) or a text file (.csv)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help="the day after which dates are in the future"
    )


def execute(arguments: argparse.Namespace, words: Words) -> int:
    """Print the points, and everything doubtful; a file that cannot be read is answered in the same shape."""
    today = arguments.today or datetime.now(OSLO).date()
    try:
        found = preview(_read(arguments.file), today)
    except InvalidInput as error:
        if arguments.json:
            _print_json(refusal_json(error, words))
        else:
            print(refusal_sentence(error, words), file=sys.stderr)
        return REFUSED
    if arguments.json:
        _print_json(preview_json(found, words))
    else:
        print("\n".join(_lines(found, words)))
    return SUCCESS


def _read(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise InvalidInput("file_not_found", file=mask_text(path.name)) from None


def _print_json(value: dict[str, object]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def _lines(found: ImportPreview, words: Words) -> Iterator[str]:
    for column in found.columns:
        # In a table that was turned, columns are not those of the file and have no letters.
        shown = (column.letter, column.label) if found.layout is TableLayout.ROWS else (column.name or "–",)
        yield f"{'  '.join(shown)}: {label(column.role, words)}"
    if found.layout is not TableLayout.ROWS:
        yield label(found.layout, words)
    points = found.points
    yield words.ngettext("%(n)s number is ready.", "%(n)s numbers are ready.", len(points))
    if points:
        yield f"{points[0].date.isoformat()} – {points[-1].date.isoformat()}, {label(found.frequency, words)}"
    where = found.where
    for problem in found.problems:
        yield ": ".join([*_place(problem, found, where, words), problem_sentence(problem, words)])


def _place(problem: Problem, found: ImportPreview, where: Mapping[int, str], words: Words) -> Iterator[str]:
    if problem.row is not None:
        yield where.get(problem.row) or words.gettext("Row %(row)s", row=problem.row)
    if problem.column is not None:
        yield found.columns[problem.column].label
