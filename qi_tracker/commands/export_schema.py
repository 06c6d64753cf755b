"""`qi-tracker export-schema`: the JSON Schema of what the program exports."""

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from qi_tracker.exchange.export_json import export_schema
from qi_tracker.i18n.translate import Words
from qi_tracker.safekeeping.organization_schema import organization_schema

SUMMARY = "Print the JSON Schema of what is exported: of a whole organisation, or of what a person downloads."

SCHEMAS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "organization": organization_schema,
    "download": export_schema,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said."""
    parser.add_argument("document", choices=sorted(SCHEMAS), help="of which document")


def execute(arguments: argparse.Namespace, _words: Words) -> int:
    """Print it."""
    print(schema_text(arguments.document))
    return 0


def schema_text(document: str) -> str:
    """As it lies in the package."""
    return json.dumps(SCHEMAS[document](), indent=1, ensure_ascii=False)
