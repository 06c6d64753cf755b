"""Periods as official statistics write them: "2016", "2016K2", "2016M03", "2015-2017", "2016/17"."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from qi_tracker.vocabulary import Frequency


class NamedPeriod(NamedTuple):
    """A period by its first day, and how often such periods come."""

    first: date
    frequency: Frequency


_YEAR: Final = r"((?:18|19|20|21)\d\d)"
_MONTHS_IN: Final = {Frequency.QUARTER: 3, Frequency.TERTIAL: 4, Frequency.HALF_YEAR: 6}
_FIRST_MONTH_OF_SCHOOL: Final = 8


def _year(found: re.Match[str]) -> NamedPeriod:
    return NamedPeriod(date(int(found[1]), 1, 1), Frequency.YEAR)


def _month(found: re.Match[str]) -> NamedPeriod:
    return NamedPeriod(date(int(found[1]), int(found[2]), 1), Frequency.MONTH)


def _week(found: re.Match[str]) -> NamedPeriod:
    return NamedPeriod(date.fromisocalendar(int(found[1]), int(found[2]), 1), Frequency.WEEK)


def _part(frequency: Frequency) -> Callable[[re.Match[str]], NamedPeriod]:
    def named(found: re.Match[str]) -> NamedPeriod:
        return NamedPeriod(date(int(found[1]), (int(found[2]) - 1) * _MONTHS_IN[frequency] + 1, 1), frequency)

    return named


def _several_years(found: re.Match[str]) -> NamedPeriod:
    """A mean of several years, told by its first; of two years in one word it is a school year."""
    if found[2] == "/":
        return NamedPeriod(date(int(found[1]), _FIRST_MONTH_OF_SCHOOL, 1), Frequency.SCHOOL_YEAR)
    return _year(found)


# Statistics Norway's codes (PxWeb): K quarter, T tertial, H half-year, M month, U week. Labels have the same numbers.
_KINDS: Final = (
    (re.compile(_YEAR), _year),
    (re.compile(rf"{_YEAR}\s?[KQkq]([1-4])"), _part(Frequency.QUARTER)),
    (re.compile(rf"{_YEAR}\s?[Tt]([1-3])"), _part(Frequency.TERTIAL)),
    (re.compile(rf"{_YEAR}\s?[Hh]([12])"), _part(Frequency.HALF_YEAR)),
    (re.compile(rf"{_YEAR}(?:\s?[Mm]|-)(0[1-9]|1[0-2])"), _month),
    (re.compile(rf"{_YEAR}\s?[UWuw](\d\d)"), _week),
    (re.compile(rf"{_YEAR}\s?([/–-])\s?(?:{_YEAR}|\d\d)"), _several_years),
)


def named_period(text: str) -> NamedPeriod | None:
    """The period that a code or a label names; None when it names none."""
    for pattern, read in _KINDS:
        found = pattern.fullmatch(text.strip())
        if found:
            try:
                return read(found)
            except ValueError:
                return None
    return None


def named_periods(texts: Sequence[str]) -> Sequence[NamedPeriod] | None:
    """The periods that all of these name, when they are all of one length; else None."""
    found = [named_period(text) for text in texts]
    periods = [period for period in found if period is not None]
    if not periods or len(periods) < len(found) or len({period.frequency for period in periods}) > 1:
        return None
    return periods
