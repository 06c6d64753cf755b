"""Finds Norwegian personal numbers (fødselsnummer, D-nummer, H-nummer, synthetic ones) in text. Pure.

Two kinds of text: what people write (`find_personal_numbers`) and the cells of a table
(`find_personal_numbers_in_cell`), where a spreadsheet may have eaten the leading zero or used an exponent.
"""

import html
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from operator import mul
from typing import NamedTuple
from urllib.parse import unquote

LENGTH = 11
BIRTH_LENGTH = 6  # ddmmyy; the other five are the individual number and two check digits

# Weights and the wider remainder: Skatteetaten, "Nytt fødselsnummer fra 2032". The old rule is remainder 0, so the
# new one includes it and both are read together.
WEIGHTS_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
WEIGHTS_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
MODULUS = 11
LARGEST_FIRST_REMAINDER = 3
D_NUMBER_DAY = 40  # D-nummer: 40 is added to the day
MONTH_ADDITIONS = (0, 40, 80)  # 40: H-nummer and older test numbers; 80: Skatteetaten's synthetic persons (Tenor)
MONTHS = 12
LEAP_YEARS = 4

REPLACEMENT = "[personal number removed]"

# Between the digits may stand spaces, dashes and dots, up to three together ("018132 - 50035"). Other signs, a new line
# too, only where date and individual number meet: else a pasted table would give a false find sooner or later, for each
# combination of numbers has a chance of 1 in 150.
_CHAIN = re.compile(r"[0-9](?:[ ./_·•−-]{0,3}[0-9])*")
_RUN = re.compile(r"[0-9]+")
_PARTED = re.compile(r"(?<![0-9])([0-9]{6})\W{1,3}([0-9]{5})(?![0-9])")
MOST_FORMS_KEPT = 10_000  # characters whose simplest form is remembered
_TOKEN = re.compile(
    r"</?[A-Za-z][^<>]{0,500}>"  # an HTML tag
    r"|&#?[0-9A-Za-z]{1,32};"  # an HTML entity
    r"|(?:%[0-9A-Fa-f]{2})+"  # an address, as it stands in a log
    r"|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[nrt])"  # an escaped character, as it stands in a log
)
_GLUED_ZERO_LOST = re.compile(r"(?<!\d)(\d{10})(?:[.,]0+)?(?!\d)")
_GROUPED_ZERO_LOST = re.compile(r"(?<!\d)(\d)[ .,'](\d{3})[ .,'](\d{3})[ .,'](\d{3})(?!\d)")
_SCIENTIFIC = re.compile(r"(?<!\d)(\d)[.,](\d{5,14})[eE]\+?0?(9|10)(?!\d)")


class Span(NamedTuple):
    """Where a find stands in the text as it was given: `text[start:end]`."""

    start: int
    end: int


class NumberKind(StrEnum):
    """Which register a personal number looks to be from."""

    FODSELSNUMMER = "fodselsnummer"
    D_NUMBER = "d_number"
    H_NUMBER = "h_number"
    SYNTHETIC = "synthetic"
    SYNTHETIC_D_NUMBER = "synthetic_d_number"


class Found(NamedTuple):
    """A personal number in a text: where, and of which kind. Not the number itself."""

    start: int
    end: int
    kind: NumberKind


def kind_of(digits: str) -> NumberKind:
    """The kind of eleven digits that `is_personal_number` is true of: told by what is added to day and month."""
    is_d_number, month = int(digits[:2]) > D_NUMBER_DAY, int(digits[2:4])
    if month > MONTH_ADDITIONS[2]:
        return NumberKind.SYNTHETIC_D_NUMBER if is_d_number else NumberKind.SYNTHETIC
    if is_d_number:
        return NumberKind.D_NUMBER
    return NumberKind.H_NUMBER if month > MONTH_ADDITIONS[1] else NumberKind.FODSELSNUMMER


def is_personal_number(digits: str) -> bool:
    """Whether eleven ASCII digits form a personal number: a real date and both check digits."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    numbers = tuple(map(int, digits))
    if sum(map(mul, WEIGHTS_SECOND, numbers)) % MODULUS:
        return False
    # The first sum leaves the last digit out.
    if sum(map(mul, WEIGHTS_FIRST, numbers)) % MODULUS > LARGEST_FIRST_REMAINDER:
        return False
    return _is_real_date(int(digits[:2]), int(digits[2:4]), int(digits[4:6]))


def _is_real_date(day: int, month: int, year: int) -> bool:
    """Whether the date exists in some century; from 2032 the number no longer tells which one."""
    if day > D_NUMBER_DAY:
        day -= D_NUMBER_DAY
    for addition in MONTH_ADDITIONS:
        if 1 <= month - addition <= MONTHS:
            leap = year % LEAP_YEARS == 0
            return 1 <= day <= monthrange(2000 if leap else 2001, month - addition)[1]
    return False


def contains_personal_number(text: str) -> bool:
    """Whether a personal number can be read out of the text, however it is written."""
    return bool(find_personal_numbers(text))


def cell_contains_personal_number(text: str) -> bool:
    """The same for a cell of a table, where a lost leading zero and 1.81E9 are read as personal numbers too."""
    return bool(find_personal_numbers_in_cell(text))


def find_personal_numbers(text: str) -> tuple[Span, ...]:
    """Where personal numbers stand in the text: in order, not overlapping."""
    return tuple(Span(start, end) for start, end, _ in find_with_kinds(text))


def find_with_kinds(text: str) -> tuple[Found, ...]:
    """The same, each with its kind; of two that overlap, the kind of the first."""
    if not _has_digits(text, LENGTH):
        return ()
    return _merge(
        Found(start, end, kind) if places is None else Found(places[start], places[end - 1] + 1, kind)
        for plain, places in _readings(text)
        for start, end, kind in _find_plain(plain)
    )


def find_personal_numbers_in_cell(text: str) -> tuple[Span, ...]:
    """Where personal numbers stand in a cell, the ones that a spreadsheet has bent among them.

    Ten digits which become a personal number with a zero in front are taken for one. A measurement of that size does
    not exist in this field, so refusing too much costs nothing.
    """
    return tuple(Span(start, end) for start, end, _ in find_in_cell_with_kinds(text))


def find_in_cell_with_kinds(text: str) -> tuple[Found, ...]:
    """The same, each with its kind."""
    if not _has_digits(text, BIRTH_LENGTH):
        return ()
    plain = text.translate(_PLAIN)
    bent = list(_find_bent(plain))
    if bent and len(plain) != len(text):
        bent = [Found(0, len(text), bent[0].kind)]
    return _merge([*bent, *find_with_kinds(text)])


def redact(text: str) -> str:
    """The text with every personal number replaced, safe to write in a log."""
    parts: list[str] = []
    at = 0
    for span in find_personal_numbers(text):
        parts += [text[at : span.start], REPLACEMENT]
        at = span.end
    return "".join([*parts, text[at:]])


def _has_digits(text: str, wanted: int) -> bool:
    """A cheap look that spares nearly every text and cell the real work."""
    if text.isascii():
        return len(text) >= wanted and sum(map(str.isdigit, text)) >= wanted
    # One character can stand for two digits: ㉑.
    return 2 * sum(map(str.isnumeric, text)) >= wanted


def _merge(finds: Iterable[Found]) -> tuple[Found, ...]:
    """The finds in order, those that overlap made one."""
    merged: list[Found] = []
    for find in sorted(finds):
        if merged and find.start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, find.end))
        else:
            merged.append(find)
    return tuple(merged)


def _find_bent(text: str) -> Iterator[Found]:
    for pattern in (_GLUED_ZERO_LOST, _GROUPED_ZERO_LOST):
        for match in pattern.finditer(text):
            digits = "0" + "".join(match.groups())
            if is_personal_number(digits):
                yield Found(*match.span(), kind_of(digits))
    for match in _SCIENTIFIC.finditer(text):
        whole, fraction, exponent = match.groups()
        digits = (whole + fraction).rstrip("0").ljust(int(exponent) + 1, "0")
        if len(digits) == int(exponent) + 1 and is_personal_number(digits.zfill(LENGTH)):
            yield Found(*match.span(), kind_of(digits.zfill(LENGTH)))


def _readings(text: str) -> Iterator[tuple[str, Sequence[int] | None]]:
    """The text in its simplest form, and where its characters stood (None: where they stand now).

    First as it is; then, where it has markup or escapes, with these read.
    """
    plain = text.translate(_PLAIN)
    if len(plain) == len(text) and all(len(_PLAIN[ord(character)]) == 1 for character in set(text)):
        yield plain, None
    else:
        yield _with_places((character, at) for at, character in enumerate(text))
    if any(sign in text for sign in "<&%\\"):
        yield _with_places(_decoded(text))


def _with_places(pieces: Iterable[tuple[str, int]]) -> tuple[str, Sequence[int]]:
    characters: list[str] = []
    places: list[int] = []
    for piece, at in pieces:
        plain = piece.translate(_PLAIN)
        characters.append(plain)
        places += [at] * len(plain)
    return "".join(characters), places


def _decoded(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for match in _TOKEN.finditer(text):
        yield from ((text[here], here) for here in range(at, match.start()))
        yield _decode(match.group()), match.end() - 1
        at = match.end()
    yield from ((text[here], here) for here in range(at, len(text)))


def _decode(token: str) -> str:
    match token[0]:
        case "<":
            return ""
        case "&":
            return html.unescape(token)
        case "%":
            return unquote(token)
    if token[1] in "ux":
        return chr(int(token[2:], 16))
    return " "


class _PlainForms(dict[int, str]):
    """Each character in its simplest form: digits of any script as ASCII, invisible ones as nothing. Filled by use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isascii():
            form = character if character.isprintable() or character.isspace() else ""
        else:
            form = "".join(map(_plain_part, unicodedata.normalize("NFKC", character)))
        if len(self) < MOST_FORMS_KEPT:
            self[code] = form
        return form


_PLAIN = _PlainForms()


def _plain_part(part: str) -> str:
    if part.isdecimal():
        return str(unicodedata.decimal(part))
    category = unicodedata.category(part)
    if category in {"Cf", "Mn", "Me"}:
        return ""
    return "-" if category == "Pd" else " " if category == "Zs" else part


def _find_plain(plain: str) -> Iterator[Found]:
    """Where in a plain text personal numbers stand: whole runs of digits, never parts of a longer run."""
    for chain in _CHAIN.finditer(plain):
        if chain.end() - chain.start() >= LENGTH:
            yield from _find_in_chain([run.span() for run in _RUN.finditer(plain, chain.start(), chain.end())], plain)
    for match in _PARTED.finditer(plain):
        if is_personal_number(match[1] + match[2]):
            yield Found(*match.span(), kind_of(match[1] + match[2]))


def _find_in_chain(runs: Sequence[tuple[int, int]], plain: str) -> Iterator[Found]:
    """Neighbouring runs that together have the right number of digits, and make a personal number."""
    for last, (_, end) in enumerate(runs):
        count = 0
        for first in range(last, -1, -1):
            start, its_end = runs[first]
            count += its_end - start
            if count >= LENGTH:
                break
        digits = "".join(plain[a:b] for a, b in runs[first : last + 1]) if count == LENGTH else ""
        if is_personal_number(digits):
            yield Found(start, end, kind_of(digits))
