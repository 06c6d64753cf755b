"""What a backup says of itself, and which rows are left out of every backup."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

FORMAT: Final = 1
KIND: Final = "qi_tracker backup"

# Table → which of its rows a backup carries. What is left out would give back a right that has ended since, send a mail
# twice, or keep for years an uploaded table that was promised to be erased after a day. See docs/decisions/0009.
NOTHING: Final = "1 = 0"
CARRIED_WHERE: Final[Mapping[str, str]] = {
    "sign_in_sessions": NOTHING,
    "sign_in_failures": NOTHING,
    "password_resets": NOTHING,
    "idempotency_keys": NOTHING,
    "import_drafts": NOTHING,
    "invitations": "used_at IS NOT NULL OR withdrawn_at IS NOT NULL",
    # Nor that invitations were mailed: one that is left out leaves its number to a new one, whose mail is not yet sent.
    "outbox_messages": "(sent_at IS NOT NULL OR given_up_at IS NOT NULL)"
    " AND kind NOT IN ('invitation', 'first_administrator')",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One table in a backup: its columns in the order of its lines, how many, and SHA-256 over them."""

    table: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def path(self) -> str:
        """Its name in the file."""
        return member_path(self.table)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds and where it comes from."""

    # Of the program that made it.
    program: str
    # Of the schema: which migration came last.
    revision: str
    installation: str
    is_demo: bool
    # A moment in UTC, as ISO 8601.
    created: str
    # `sqlite` or `postgresql`; restored on either.
    database: str
    members: tuple[Member, ...]

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(member.rows for member in self.members)

    def to_json(self) -> str:
        """As it lies in the file."""
        return json.dumps({"kind": KIND, "format": FORMAT, **asdict(self)}, indent=1)


def member_path(table: str) -> str:
    """The name that a table's rows have in the file."""
    return f"tables/{table}.jsonl"


def manifest_from(content: Mapping[str, Any]) -> Manifest:
    """A manifest as it was read; a KeyError, TypeError or ValueError where it is none."""
    members = tuple(
        Member(str(each["table"]), tuple(each["columns"]), int(each["rows"]), str(each["sha256"]))
        for each in content["members"]
    )
    names = ("program", "revision", "installation", "created", "database")
    return Manifest(**{name: str(content[name]) for name in names}, is_demo=bool(content["is_demo"]), members=members)
