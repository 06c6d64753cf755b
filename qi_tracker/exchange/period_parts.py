"""Periods written in pieces, such as "2025" over "jan", or "Q1" under a title with the year: puts them together."""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.date_words import MONTHS
from qi_tracker.exchange.dates import parse_date
from qi_tracker.vocabulary import Frequency

LONGEST_HEADING = 40  # characters; a longer text is a sentence
COMPACT_MONTH = 6  # digits of 202502
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


class Piece(Enum):
    """How much of a period a text says."""

    WHOLE = "whole"
    YEAR = "year"
    PART = "part"  # a month, week or quarter that lacks its year


class PeriodPart(NamedTuple):
    """What a heading says about the period, and the text that says it."""

    piece: Piece
    text: str


@lru_cache(maxsize=50_000)
def period_part(text: str) -> PeriodPart | None:
    """The period, or the piece of one, that the text is; None for any other text, and for plain numbers."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_HEADING:
        return None
    try:
        written = parse_date(text)
    except InvalidInput as error:
        return PeriodPart(Piece.PART, text) if error.code == "date_without_year" and _names_a_part(text) else None
    if written.frequency is Frequency.YEAR:
        return PeriodPart(Piece.YEAR, str(written.date.year))
    if text.isdigit() and len(text) > COMPACT_MONTH:
        return None
    return PeriodPart(Piece.WHOLE, text)


def compose_period(texts: Iterable[str], year: str | None = None) -> str | None:
    """The period that headings say together; a part without any year is given back as it stands.

    `year` is what the title or the sheet's name says, for when the headings say none.
    """
    part = own_year = None
    for found in filter(None, map(period_part, texts)):
        if found.piece is Piece.WHOLE:
            return found.text
        if found.piece is Piece.YEAR:
            own_year = own_year or found.text
        else:
            part = part or found.text
    if part is None:
        return own_year
    wanted = own_year or year
    return part if wanted is None else f"{part} {wanted}"


def only_year(texts: Iterable[str]) -> str | None:
    """The year that titles name, when it is one and the same; None without one, or with several."""
    years = {year for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _names_a_part(text: str) -> bool:
    """A month's name, or a week, quarter … with its number; "K" alone is no quarter."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return any(word in MONTHS for word in words) or (bool(words) and any(sign.isdigit() for sign in text))
