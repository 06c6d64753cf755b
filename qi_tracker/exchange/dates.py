"""Dates and periods as people write them: text → the first day, and how long the period is when the text says so.

A column decides once whether the day or the month comes first (`find_date_order`). Today is never asked for here.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.date_words import IGNORED, MONTHS, PERIODS, SCHOOL_YEAR, TOTALS, WEEKDAYS, YEAR
from qi_tracker.vocabulary import DateOrder, Frequency

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
TWO_DIGIT_PIVOT = 70  # 69 is 2069, 70 is 1970: the rule of spreadsheets is close to it, and improvement data is recent
LONGEST = 60  # characters; no date is longer

EXCEL_EPOCH = date(1899, 12, 30)  # the day 0 of spreadsheets, as it is from March 1900 on
EARLIEST_SERIAL = (date(1990, 1, 1) - EXCEL_EPOCH).days
LATEST_SERIAL = (date(2060, 1, 1) - EXCEL_EPOCH).days

MONTHS_IN_PERIOD = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.TERTIAL: 4, Frequency.HALF_YEAR: 6}
MONTHS_IN_YEAR = 12
SCHOOL_YEAR_FIRST_MONTH = 8


class WrittenDate(NamedTuple):
    """What a text says.

    `frequency` is the length of the period when the text names one ("uke 5 2025"); None for a plain day.
    """

    date: date
    frequency: Frequency | None = None


class _Number(NamedTuple):
    """A number in a date, with how many digits it was written: 05 and 2005 are read differently."""

    value: int
    digits: int

    @property
    def is_year(self) -> bool:
        return self.digits == _FULL_YEAR

    @property
    def may_be_year(self) -> bool:
        return self.digits in {_SHORT_YEAR, _FULL_YEAR}

    @property
    def year(self) -> int:
        if self.is_year:
            return self.value
        return self.value + (2000 if self.value < TWO_DIGIT_PIVOT else 1900)


_FULL_YEAR = 4
_SHORT_YEAR = 2
_DAY_AND_YEAR = _PERIOD_AND_YEAR = _TWO_YEARS = 2

_TIME = re.compile(r"(?:[t ]|,? ?kl\.? ?)\d{1,2}[:.]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:z|am|pm|[+-]\d{2}:?\d{2}))?$")
_PARTS = re.compile(r"[^\W\d_]+|[0-9]+")
_NOT_IN_DATES = re.compile(r"[^\w\s./,:()'-]|_|(?![0-9])\d")
_NUMERIC = re.compile(r"[0-9]+(?:[./ -]{1,2}[0-9]+)*")
_NUMERIC_DAY = re.compile(r"([0-9]{1,2}) ?[./ -] ?([0-9]{1,2}) ?[./ -] ?([0-9]{4}|[0-9]{2})")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_FIRST = re.compile(r"(?:19|20)[0-9]{2}(?:\W.*|[0-9]{2}|[0-9]{4})?")


def parse_date(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> WrittenDate:
    """The day, or the first day of the period, that the text says.

    Parameters
    ----------
    text
        One cell: "01.02.2025", "1/2-25", "2025-02-01", "feb. 2025", "2025-W05", "uke 5 2025", "2. kvartal 2025",
        "2025K2", "2025M02", "1. halvår 2025", "skoleåret 2024/25", "2025". A weekday before or a time after it is
        passed over.
    order
        Only tells 01.02.2025 from 02.01.2025. A year that is written first is always read first.

    Raises
    ------
    InvalidInput
        `missing_date`, `date_without_year`, `bad_date`.
    """
    if _ISO_DAY.fullmatch(text) and (day := _iso_day(text)) is not None:
        # As spreadsheets' days come, so most of them; the rest of this is for what people write.
        return WrittenDate(day)
    cleaned = _clean(text)
    if not cleaned:
        raise InvalidInput("missing_date")
    if len(cleaned) > LONGEST or _NOT_IN_DATES.search(cleaned):
        raise InvalidInput("bad_date")
    try:
        written = _read(cleaned, order)
    except (ValueError, OverflowError):
        written = None
    if written is None or not EARLIEST_YEAR <= written.date.year <= LATEST_YEAR:
        raise InvalidInput("bad_date")
    return written


def _iso_day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def date_from_serial(serial: float) -> WrittenDate | None:
    """The day of a spreadsheet's serial number (45689 is 1 February 2025); None when it is not plausibly one."""
    if not EARLIEST_SERIAL <= serial < LATEST_SERIAL:
        return None
    return WrittenDate(EXCEL_EPOCH + timedelta(days=int(serial)))


def find_date_order(texts: Iterable[str]) -> DateOrder | None:
    """Which part of the dates in a column comes first; None when no cell has an order (month names, weeks).

    Day-first, unless a row makes that impossible and no row makes month-first impossible.
    """
    seen: set[DateOrder] = set()
    for text in texts:
        cleaned = _clean(text)
        if match := _NUMERIC_DAY.fullmatch(cleaned):
            first, second = int(match[1]), int(match[2])
            seen.add(DateOrder.MONTH_FIRST if second > MONTHS_IN_YEAR >= first else DateOrder.DAY_FIRST)
            if first > MONTHS_IN_YEAR:
                return DateOrder.DAY_FIRST
        elif _YEAR_FIRST.fullmatch(cleaned):
            seen.add(DateOrder.YEAR_FIRST)
    for order in (DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST, DateOrder.YEAR_FIRST):
        if order in seen:
            return order
    return None


def is_total(text: str) -> bool:
    """Whether the text, in a date's place, says that the row sums up the others: "Sum", "I alt", "Totalt 2024"."""
    words = [word for word in _PARTS.findall(_clean(text)) if not word.isdigit()]
    return any(word in TOTALS for word in words)


@lru_cache(maxsize=50_000)
def _clean(text: str) -> str:
    """One notation for what looks alike: case, spaces, dashes, composed letters; no weekday before or time behind."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", text).casefold()
        plain = "".join("-" if unicodedata.category(c) == "Pd" else c for c in plain if unicodedata.category(c) != "Cf")
    plain = _TIME.sub("", " ".join(plain.split()).strip(" .,'"))
    first, _, rest = plain.partition(" ")
    if rest and first.strip(".,") in WEEKDAYS:
        plain = rest
    return plain.strip(" .,")


def _read(text: str, order: DateOrder) -> WrittenDate | None:
    parts = _PARTS.findall(text)
    numbers = [_Number(int(part), len(part)) for part in parts if part.isdigit()]
    words = [part for part in parts if not part.isdigit() and part not in IGNORED]
    if any(word in SCHOOL_YEAR for word in words):
        return _read_school_year(numbers)
    if words and all(word in YEAR for word in words):
        words, text = [], "-".join(part for part in parts if part.isdigit())
    if not words:
        return _read_numeric(text, numbers, order)
    if len(words) > 1:
        return None
    if words[0] in MONTHS:
        # "feb 25" is a month of 2025, "25 feb" a day without a year.
        return _read_month_name(MONTHS[words[0]], numbers, year_may_be_short=not parts[0].isdigit())
    return _read_period(PERIODS[words[0]], numbers) if words[0] in PERIODS else None


def _read_month_name(month: int, numbers: list[_Number], *, year_may_be_short: bool) -> WrittenDate | None:
    if not numbers or (len(numbers) == 1 and not numbers[0].is_year and not year_may_be_short):
        raise InvalidInput("date_without_year")
    if len(numbers) == 1 and numbers[0].may_be_year:
        return WrittenDate(date(numbers[0].year, month, 1), Frequency.MONTH)
    if len(numbers) == _DAY_AND_YEAR and (found := _take_year(numbers)):
        year, day = found
        return WrittenDate(date(year, month, day.value))
    return None


def _read_period(frequency: Frequency, numbers: list[_Number]) -> WrittenDate | None:
    if len(numbers) < _PERIOD_AND_YEAR:
        raise InvalidInput("date_without_year")
    if len(numbers) > _PERIOD_AND_YEAR or not (found := _take_year(numbers)):
        return None
    year, place = found
    if frequency is Frequency.WEEK:
        # The ISO week-year: week 1 of 2026 begins on 29 December 2025.
        return WrittenDate(date.fromisocalendar(year, place.value, 1), frequency)
    months = MONTHS_IN_PERIOD[frequency]
    return WrittenDate(date(year, (place.value - 1) * months + 1, 1), frequency)


def _take_year(numbers: list[_Number]) -> tuple[int, _Number] | None:
    """The year and the other of two numbers: the one with four digits, else the last."""
    year, other = (numbers[0], numbers[1]) if numbers[0].is_year else (numbers[1], numbers[0])
    return (year.year, other) if year.may_be_year and not other.is_year else None


def _read_school_year(numbers: list[_Number]) -> WrittenDate | None:
    """Skoleår 2024/25: two years in a row, from 1 August."""
    if len(numbers) != _TWO_YEARS or not all(number.may_be_year for number in numbers):
        return None
    if numbers[1].year % 100 != (numbers[0].year + 1) % 100:
        return None
    return WrittenDate(date(numbers[0].year, SCHOOL_YEAR_FIRST_MONTH, 1), Frequency.SCHOOL_YEAR)


def _read_numeric(text: str, numbers: list[_Number], order: DateOrder) -> WrittenDate | None:
    if not _NUMERIC.fullmatch(text):
        return None
    match len(numbers):
        case 1:
            return _read_compact(text)
        case 2:
            return _read_year_and_month(numbers)
        case 3:
            return _read_day(numbers, order)
    return None


def _read_compact(digits: str) -> WrittenDate | None:
    """2025, 202502 or 20250201."""
    match len(digits):
        case 4:
            return WrittenDate(date(int(digits), 1, 1), Frequency.YEAR)
        case 6:
            return WrittenDate(date(int(digits[:4]), int(digits[4:]), 1), Frequency.MONTH)
        case 8:
            return WrittenDate(date(int(digits[:4]), int(digits[4:6]), int(digits[6:])))
    return None


def _read_year_and_month(numbers: list[_Number]) -> WrittenDate | None:
    """2025-02, 02.2025, 2024/2025; never 1/2, which has no year."""
    if not any(number.is_year for number in numbers):
        raise InvalidInput("date_without_year")
    year, month = (numbers[0], numbers[1]) if numbers[0].is_year else (numbers[1], numbers[0])
    if month.digits <= _SHORT_YEAR and 1 <= month.value <= MONTHS_IN_YEAR:
        return WrittenDate(date(year.value, month.value, 1), Frequency.MONTH)
    return _read_school_year(numbers)


def _read_day(numbers: list[_Number], order: DateOrder) -> WrittenDate | None:
    first, second, third = numbers
    if first.is_year and max(second.digits, third.digits) <= _SHORT_YEAR:
        return WrittenDate(date(first.value, second.value, third.value))
    if max(first.digits, second.digits) > _SHORT_YEAR or not third.may_be_year:
        return None
    day, month = (second, first) if order is DateOrder.MONTH_FIRST else (first, second)
    return WrittenDate(date(third.year, month.value, day.value))
