"""The console script `qi-tracker`. A new command is one entry in `COMMANDS`; what it does belongs elsewhere."""

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
from qi_tracker.i18n.translate import DEFAULT_LANGUAGE, Words, words_for
from qi_tracker.vocabulary import Language

SUCCESS = 0
REFUSED = 1


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its arguments, and what it does. `run` returns the exit status."""

    name: str
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Words], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 it did what was asked, 1 it refused, 2 it was called wrongly."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    return command.run(arguments, words_for(Language(arguments.language)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="qi-tracker", description="Improvement projects, measures and run charts.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        subparser = subparsers.add_parser(command.name, help=command.summary, description=command.summary)
        subparser.add_argument("--language", choices=list(Language), default=DEFAULT_LANGUAGE, help="of the sentences")
        subparser.set_defaults(command=command)
        command.add_arguments(subparser)
    return parser


def _add_preview_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an Excel file (.xlsx) or a text file (.csv)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help="the day after which dates are in the future"
    )


def _preview_import(arguments: argparse.Namespace, words: Words) -> int:
    """Show what a file would become. Nothing is stored."""
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
        print("\n".join(_preview_lines(found, words)))
    return SUCCESS


def _read(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        raise InvalidInput("file_not_found", file=mask_text(path.name)) from None


def _print_json(value: dict[str, object]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def _preview_lines(found: ImportPreview, words: Words) -> Iterator[str]:
    for column in found.columns:
        yield f"{column.letter}  {column.label}: {label(column.role, words)}"
    points = found.points
    yield words.ngettext("%(n)s number is ready.", "%(n)s numbers are ready.", len(points))
    if points:
        yield f"{points[0].date.isoformat()} – {points[-1].date.isoformat()}, {label(found.frequency, words)}"
    for problem in found.problems:
        yield ": ".join([*_place(problem, found, words), problem_sentence(problem, words)])


def _place(problem: Problem, found: ImportPreview, words: Words) -> Iterator[str]:
    if problem.row is not None:
        yield words.gettext("Row %(row)s", row=problem.row)
    if problem.column is not None:
        yield found.columns[problem.column].label


COMMANDS = (
    Command(
        "import-preview", "Show what a table would become, without storing it.", _add_preview_arguments, _preview_import
    ),
)
