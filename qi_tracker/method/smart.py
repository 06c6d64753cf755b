"""What keeps an aim from being SMART: facts in, codes out. Each code is one thing, with one piece of advice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Further away than this, an aim wants a part that is nearer. Our choice: projects of the kind run a year or two.
LONGEST = timedelta(days=2 * 365)
ALL = 100
NOTHING = 0

_NUMBER = r"\d+(?:[\u00a0 ]\d{3})*(?:[.,]\d+)?"
# "from 30 % to 60 %" in the languages that aims are written in.
_FROM_TO = re.compile(
    rf"\bfr(?:a|\u00e5|om)\b[^\d]{{0,20}}{_NUMBER}[^\d]{{0,20}}?\b(?:til|to)\b[^\d]{{0,20}}({_NUMBER})", re.IGNORECASE
)


class Letter(StrEnum):
    """A letter of SMART: spesifikt, målbart, ansporende, realistisk, tidsbestemt."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    STRETCHING = "stretching"
    REALISTIC = "realistic"
    TIMED = "timed"


class AimGap(StrEnum):
    """What an aim lacks to be SMART. Said on the page, never a hindrance."""

    FOR_WHOM = "for_whom"
    # The sentence names another goal than the numbers do.
    SAYS_ANOTHER = "says_another"
    MEASURE = "measure"
    # The measure has no operational definition.
    DEFINITION = "definition"
    FROM_VALUE = "from_value"
    TO_VALUE = "to_value"
    # The goal is no better than where one stands.
    NOT_BETTER = "not_better"
    # A share of nothing or all, which one single case destroys.
    ALL_OR_NOTHING = "all_or_nothing"
    BY = "by"
    # The day has gone by.
    PAST = "past"
    # So far away that nobody is in a hurry.
    FAR = "far"


@dataclass(frozen=True, slots=True)
class AimFacts:
    """What is known of an aim. Numbers are in its unit; None where nothing is written.

    `rises` says which way is better, and is None without a measure, like `is_defined` and `is_share` are False.
    """

    statement: str
    what: str
    for_whom: str
    has_measure: bool
    is_defined: bool
    is_share: bool
    rises: bool | None
    from_value: float | None
    to_value: float | None
    by: date | None
    today: date


def _says_another(aim: AimFacts) -> bool:
    """Whether the sentence says "from … to …" with another goal than the aim's. Other numbers in it mean anything."""
    found = _FROM_TO.search(aim.statement)
    if found is None or aim.to_value is None:
        return False
    return _read(found.group(1)) != aim.to_value


def _read(number: str) -> float:
    return float(re.sub(r"[\u00a0 ]", "", number).replace(",", "."))


Rule = tuple[Letter, Callable[[AimFacts], bool]]

RULES: Mapping[AimGap, Rule] = {
    # Who made the sentence by hand may have said it there.
    AimGap.FOR_WHOM: (Letter.SPECIFIC, lambda aim: bool(aim.what) and not aim.for_whom),
    AimGap.SAYS_ANOTHER: (Letter.SPECIFIC, _says_another),
    AimGap.MEASURE: (Letter.MEASURABLE, lambda aim: not aim.has_measure),
    AimGap.DEFINITION: (Letter.MEASURABLE, lambda aim: aim.has_measure and not aim.is_defined),
    AimGap.FROM_VALUE: (Letter.MEASURABLE, lambda aim: aim.from_value is None),
    AimGap.TO_VALUE: (Letter.MEASURABLE, lambda aim: aim.to_value is None),
    AimGap.NOT_BETTER: (Letter.STRETCHING, lambda aim: not aims_for_better(aim.from_value, aim.to_value, aim.rises)),
    AimGap.ALL_OR_NOTHING: (Letter.REALISTIC, lambda aim: aim.is_share and aim.to_value in (NOTHING, ALL)),
    AimGap.BY: (Letter.TIMED, lambda aim: aim.by is None),
    AimGap.PAST: (Letter.TIMED, lambda aim: aim.by is not None and aim.by < aim.today),
    AimGap.FAR: (Letter.TIMED, lambda aim: aim.by is not None and aim.by > aim.today + LONGEST),
}
"""Gap → the letter it belongs to, and when it is there; in the order one thinks of them."""


def gaps_in(aim: AimFacts) -> list[AimGap]:
    """What the aim lacks, in order; empty for one that is SMART as far as a rule can tell."""
    return [gap for gap, (_, holds) in RULES.items() if holds(aim)]


def letter_of(gap: AimGap) -> Letter:
    """The letter that the gap is about."""
    return RULES[gap][0]


def aims_for_better(start: float | None, goal: float | None, rises: bool | None) -> bool:
    """Whether the goal lies on the better side of the start; True as long as something is not known."""
    if start is None or goal is None or rises is None:
        return True
    return goal > start if rises else goal < start
