"""The console script `qi-tracker`. A command is a module of `commands/` and one entry in `COMMANDS`."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import Protocol

from qi_tracker.commands import (
    analyse,
    backup,
    doctor,
    export_organization,
    export_schema,
    import_organization,
    import_preview,
    migrations_in_step,
    privacy,
    restore,
    run,
    simulate,
    worker,
    write_migration,
)
from qi_tracker.i18n.translate import DEFAULT_LANGUAGE, Words, words_for
from qi_tracker.vocabulary import Language

# What a shell calls the end of a program whose reader has gone: 128 + SIGPIPE.
STOPPED = 141


class Command(Protocol):
    """What a module of `commands/` has."""

    SUMMARY: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what can be said after the command's name."""

    def execute(self, arguments: argparse.Namespace, words: Words) -> int:
        """Do it, and return the exit status."""


COMMANDS: dict[str, Command] = {
    "analyse": analyse,
    "backup": backup,
    "doctor": doctor,
    "export-organization": export_organization,
    "export-schema": export_schema,
    "import-organization": import_organization,
    "import-preview": import_preview,
    "migrations-in-step": migrations_in_step,
    "privacy": privacy,
    "restore": restore,
    "run": run,
    "simulate": simulate,
    "worker": worker,
    "write-migration": write_migration,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 it did what was asked, 1 it refused, 2 it was called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    arguments = _parser().parse_args(argv)
    try:
        status = COMMANDS[arguments.command].execute(arguments, words_for(Language(arguments.language)))
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`… | head`). Python would say so once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STOPPED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="qi-tracker", description="Improvement projects, measures and run charts.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for name, command in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=command.SUMMARY, description=command.SUMMARY)
        subparser.add_argument("--language", choices=list(Language), default=DEFAULT_LANGUAGE, help="of the sentences")
        command.add_arguments(subparser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
