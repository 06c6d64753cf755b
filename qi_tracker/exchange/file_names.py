"""Names of files that people take away: after what is in them, and fit for every system."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

from qi_tracker.privacy.personal_numbers import contains_personal_number

# Some system or other reads these as something else than a letter of a name.
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|]+')
_HIDDEN_KINDS: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_AROUND: Final = " .-_~"

# Windows keeps these for devices, whatever the ending.
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)

# With folder and ending well within the 255 bytes and 260 letters that systems take.
_MOST_BYTES: Final = 120


def file_name(title: str, ending: str, otherwise: str) -> str:
    """A file name from a title that somebody wrote: "Barn med aktivitet.csv".

    `otherwise` stands in where nothing of the title is left, or where it holds what looks like a personal number.
    """
    stem = _stem(title)
    if not stem or contains_personal_number(stem):
        stem = otherwise
    return f"{stem}.{ending}"


def attachment(title: str, ending: str, otherwise: str) -> str:
    """What a download says of itself (RFC 6266): its name, and where that is not ASCII, `otherwise` for old readers."""
    name = file_name(title, ending, otherwise)
    if name.isascii():
        return f'attachment; filename="{name}"'
    return f"attachment; filename=\"{otherwise}.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"


def _stem(title: str) -> str:
    visible = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", title)
        if letter.isspace() or unicodedata.category(letter) not in _HIDDEN_KINDS
    )
    name = " ".join(_NOT_IN_NAMES.sub("-", visible).split()).strip(_AROUND)
    cut = name.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(_AROUND)
    return f"_{cut}" if _DEVICES.match(cut) else cut
