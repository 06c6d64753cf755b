"""Organisations written to documents, taken in again, and documents that somebody has tampered with."""

import argparse
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qi_tracker.commands.import_organization import app_for, take_in
from qi_tracker.models import database as drivers
from qi_tracker.safekeeping.organization_export import export_organization
from qi_tracker.safekeeping.organization_file import Header
from qi_tracker.safekeeping.organization_import import Imported
from qi_tracker.settings import Settings
from tests.safekeeping.telling import silent

LERKEVIK = "9901"
Tables = dict[str, list[dict[str, Any]]]


def written(settings: Settings, file: Path, number: str = LERKEVIK) -> Path:
    """The organisation's document."""
    drivers.set_read_only(False)
    return export_organization(settings, number, file, silent).file


def taken_in(settings: Settings, file: Path, operator: str = "") -> Imported:
    """What became of the document in an installation that is made for it."""
    drivers.set_read_only(False)
    return take_in(app_for(settings), settings, argparse.Namespace(file=file, operator=operator), silent)


def tables_of(file: Path) -> Tables:
    """Table → rows."""
    found: Tables = json.loads(file.read_text("utf-8"))["tables"]
    return found


def tampered(file: Path, change: Callable[[Tables], object], **header: Any) -> Path:
    """The document with something changed, written and sealed as the program does."""
    content = json.loads(file.read_text("utf-8"))
    change(content["tables"])
    said = {"program": content["program"], "revision": content["revision"], "is_demo": content["is_demo"], **header}
    body = Header(**said).line()
    for number, (table, rows) in enumerate(content["tables"].items()):
        lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        body += f'{"," if number else ""}"{table}":[{chr(10) if rows else ""}{lines}\n]\n'.encode()
    target = file.with_name(f"tampered-{file.name}")
    target.write_bytes(body + b'},"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n')
    return target
