"""Backups that somebody has taken apart and put together again, with a seal that holds."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qi_tracker.safekeeping.archive import MANIFEST, SEAL


def members_of(backup: Path) -> dict[str, bytes]:
    """Name → content of all that a backup holds."""
    with zipfile.ZipFile(backup) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def manifest_of(backup: Path) -> dict[str, Any]:
    """What a backup says of itself."""
    found: dict[str, Any] = json.loads(members_of(backup)[MANIFEST])
    return found


def resealed(target: Path, members: Mapping[str, bytes]) -> Path:
    """A backup of these members, sealed as the program does."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
        packed.comment = SEAL + b"0" * 64
    content = target.read_bytes()[:-64]
    target.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
    return target


def rehashed(target: Path, members: Mapping[str, bytes]) -> Path:
    """A backup of these members, with a manifest that agrees with them."""
    manifest = json.loads(members[MANIFEST])
    for member in manifest["members"]:
        content = members[f"tables/{member['table']}.jsonl"]
        member |= {"rows": len(content.splitlines()), "sha256": hashlib.sha256(content).hexdigest()}
    return resealed(target, {**members, MANIFEST: json.dumps(manifest).encode()})


def with_manifest(backup: Path, target: Path, **changes: Any) -> Path:
    """The backup with other things said of it."""
    members = members_of(backup)
    members[MANIFEST] = json.dumps(manifest_of(backup) | changes).encode()
    return resealed(target, members)
