"""Unpacks the browser that npm brings, and writes the small program that starts it. Runs inside the environment."""

import io
import shlex
import sys
import tarfile
from pathlib import Path
from typing import Final

import brotli

ARCHIVES: Final = ("al2023", "swiftshader")
START: Final = """#!/bin/sh
# Its own libraries and fonts: the machine need not have any.
export LD_LIBRARY_PATH={libraries}
export FONTCONFIG_FILE={font_settings}
exec {program} "$@"
"""
FONT_SETTINGS: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""


def unpack(source: Path, target: Path) -> None:
    """Make `target/chromium`, which starts the browser."""
    target.mkdir(parents=True, exist_ok=True)
    program = target / "chromium-program"
    program.write_bytes(brotli.decompress((source / "chromium.br").read_bytes()))
    program.chmod(0o755)
    for name in ARCHIVES:
        _extract(source / f"{name}.tar.br", target)
    _extract(source / "fonts.tar.br", target / "lettering")
    settings = target / "fonts.conf"
    settings.write_text(FONT_SETTINGS.format(folder=target / "lettering"), encoding="utf-8")
    start = target / "chromium"
    places = {"libraries": target / "lib", "font_settings": settings, "program": program}
    start.write_text(START.format(**{name: shlex.quote(str(path)) for name, path in places.items()}), encoding="utf-8")
    start.chmod(0o755)


def _extract(archive: Path, folder: Path) -> None:
    """Its files alone, and only inside the folder; `extractall(filter=…)` is newer than Python 3.11.0."""
    with tarfile.open(fileobj=io.BytesIO(brotli.decompress(archive.read_bytes()))) as packed:
        for member in packed:
            place = (folder / member.name).resolve()
            content = packed.extractfile(member) if member.isfile() and place.is_relative_to(folder.resolve()) else None
            if content is not None:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content.read())


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
