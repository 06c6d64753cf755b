"""How wide a text will be, without a font at hand: for placing labels so that none overlap. No drawing lives here."""

import unicodedata
from typing import Final

# Advance widths of Inter, the widest of regular and semibold, in thousandths of the type size, rounded up.
_WIDTHS: Final = {
    width: letters
    for width, letters in (
        (300, " !',.:;`·Iijl|"),
        (350, "()/[\\]ft"),
        (400, '1r"'),
        (450, "-^_{}"),
        (500, "*?–L"),
        (560, "7Jacksvxyzåks"),
        (620, "2356EFbdeghnopquøé«»89u"),
        (660, "#$&+04<=>BPRSTZ~−×≥"),
        (720, "ADKVXYÅ"),
        (770, "CGHNOQUØ"),
        (850, "w↑↓"),
        (920, "Mmæ"),
        (1000, "@%WÆ—…"),
    )
}
_WIDTH_OF: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN: Final = 620
_FULL_WIDTH: Final = 1050
_LAST_OF_BASIC_PLANE: Final = 0xFFFF

# Fallback fonts (DejaVu Sans on a bare Linux) are a little wider than Inter.
_SLACK: Final = 1.06

# Written right to left inside an embedding, these would turn the text around them.
_BIDI_CONTROLS: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def text_width(text: str, size: float) -> float:
    """Width in pixels, rather a little too much than too little."""
    return sum(map(_letter_width, text)) * size * _SLACK / 1000


def _letter_width(letter: str) -> int:
    known = _WIDTH_OF.get(letter)
    if known is not None:
        return known
    if letter == "\u00a0":
        return _WIDTH_OF[" "]
    if unicodedata.combining(letter):
        return 0
    is_wide = unicodedata.east_asian_width(letter) in "WF" or ord(letter) > _LAST_OF_BASIC_PLANE
    return _FULL_WIDTH if is_wide else _UNKNOWN


def clean(text: str) -> str:
    """The text on one line, without control characters, lone surrogates and bidirectional controls."""
    kept = (" " if letter.isspace() and letter != "\u00a0" else letter for letter in text if _is_drawable(letter))
    return "".join(kept).strip()


def _is_drawable(letter: str) -> bool:
    if letter in _BIDI_CONTROLS:
        return False
    return letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cs", "Cn", "Co"}


def shorten(text: str, size: float, room: float) -> str:
    """The text, cut with "…" to fit the room; empty when not even one letter fits."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…" if kept.strip() else ""


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text on as many lines as it needs in this room; a word that is too long is cut."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(shorten(word, size, room))
    return [line for line in lines if line]
