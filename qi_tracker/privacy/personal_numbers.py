"""Finds Norwegian personal numbers (fødselsnummer, D-nummer, H-nummer, synthetic ones) in text. Pure.

Two kinds of text: what people write (`find_personal_numbers`) and the cells of a table
(`find_personal_numbers_in_cell`), where a spreadsheet may have eaten the leading zero or used an exponent.
"""

import html
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
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

MAX_SEPARATOR = 3  # "018132 - 50035"; a longer gap is two numbers
_LOOSE = frozenset("./_·•−")  # may stand anywhere in the number, with spaces and dashes
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


class _Run(NamedTuple):
    """Digits that stand together, and what stood between them and the run before."""

    digits: str
    span: Span
    before: str


def is_personal_number(digits: str) -> bool:
    """Whether eleven ASCII digits form a personal number: a real date and both check digits."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    numbers = [int(digit) for digit in digits]
    first = sum(weight * number for weight, number in zip(WEIGHTS_FIRST, numbers, strict=False))
    second = sum(weight * number for weight, number in zip(WEIGHTS_SECOND, numbers, strict=True))
    if first % MODULUS > LARGEST_FIRST_REMAINDER or second % MODULUS:
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
    if not _has_digits(text, LENGTH):
        return ()
    return _merge(span for reading in _readings(text) for span in _find_in_runs(_runs(reading)))


def find_personal_numbers_in_cell(text: str) -> tuple[Span, ...]:
    """Where personal numbers stand in a cell, the ones that a spreadsheet has bent among them.

    Ten digits which become a personal number with a zero in front are taken for one. A measurement of that size does
    not exist in this field, so refusing too much costs nothing.
    """
    if not _has_digits(text, BIRTH_LENGTH):
        return ()
    plain = text if text.isascii() else "".join(map(_plain, text))
    bent = list(_find_bent(plain))
    if bent and len(plain) != len(text):
        bent = [Span(0, len(text))]
    return _merge([*bent, *find_personal_numbers(text)])


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


def _merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _find_bent(text: str) -> Iterator[Span]:
    for pattern in (_GLUED_ZERO_LOST, _GROUPED_ZERO_LOST):
        for match in pattern.finditer(text):
            if is_personal_number("0" + "".join(match.groups())):
                yield Span(*match.span())
    for match in _SCIENTIFIC.finditer(text):
        whole, fraction, exponent = match.groups()
        digits = (whole + fraction).rstrip("0").ljust(int(exponent) + 1, "0")
        if len(digits) == int(exponent) + 1 and is_personal_number(digits.zfill(LENGTH)):
            yield Span(*match.span())


def _readings(text: str) -> Iterator[list[tuple[str, Span]]]:
    """The text as it stands and, where it has markup or escapes, with these read: pieces and where they stood."""
    yield [(character, Span(at, at + 1)) for at, character in enumerate(text)]
    if any(sign in text for sign in "<&%\\"):
        yield list(_decoded(text))


def _decoded(text: str) -> Iterator[tuple[str, Span]]:
    at = 0
    for match in _TOKEN.finditer(text):
        yield from ((text[here], Span(here, here + 1)) for here in range(at, match.start()))
        yield _decode(match.group()), Span(*match.span())
        at = match.end()
    yield from ((text[here], Span(here, here + 1)) for here in range(at, len(text)))


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


def _plain(character: str) -> str:
    """One character in its simplest form: digits of any script as ASCII, invisible ones as nothing."""
    if character.isascii():
        return character if character.isprintable() or character.isspace() else ""
    return "".join(_plain_part(part) for part in unicodedata.normalize("NFKC", character))


def _plain_part(part: str) -> str:
    if part.isdecimal():
        return str(unicodedata.decimal(part))
    category = unicodedata.category(part)
    if category in {"Cf", "Mn", "Me"}:
        return ""
    return "-" if category == "Pd" else " " if category == "Zs" else part


def _runs(reading: list[tuple[str, Span]]) -> Iterator[_Run]:
    digits, before = "", ""
    start = end = 0
    for piece, span in reading:
        for character in _plain(piece) if len(piece) == 1 else "".join(map(_plain, piece)):
            if character.isascii() and character.isdigit():
                if not digits:
                    start = span.start
                # One digit too many is enough to know that the run is no personal number.
                digits, end = (digits + character)[: LENGTH + 1], span.end
                continue
            if digits:
                yield _Run(digits, Span(start, end), before)
                digits, before = "", ""
            before = (before + character)[: MAX_SEPARATOR + 1]
    if digits:
        yield _Run(digits, Span(start, end), before)


def _find_in_runs(runs: Iterator[_Run]) -> Iterator[Span]:
    """Whole runs, one after another, that make a number. Parts of a longer run are never taken."""
    chain: list[_Run] = []
    for run in runs:
        chain = [*chain, run] if chain and _may_join(chain, run) else [run]
        while sum(len(part.digits) for part in chain) > LENGTH:
            chain = chain[1:]
        for first in range(len(chain)):
            if is_personal_number("".join(part.digits for part in chain[first:])):
                yield Span(chain[first].span.start, run.span.end)


def _may_join(chain: list[_Run], run: _Run) -> bool:
    """Spaces, dashes, dots: anywhere. Other signs, a new line too: only where date and individual number meet.

    Otherwise a pasted table would give a false find sooner or later: each combination has a chance of 1 in 150.
    """
    gap = run.before
    if len(gap) > MAX_SEPARATOR or any(character.isalnum() for character in gap):
        return False
    if all(character in _LOOSE or character in " -" for character in gap):
        return True
    return len(chain[-1].digits) == BIRTH_LENGTH and len(run.digits) == LENGTH - BIRTH_LENGTH
