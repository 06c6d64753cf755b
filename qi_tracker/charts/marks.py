"""Which sign stands for which mark: cycles are numbered, annotations lettered, in order of time, everywhere alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from string import ascii_uppercase

from qi_tracker.charts.text import ChartMark, MarkKind


@dataclass(frozen=True, slots=True)
class SignedMark:
    """A mark and the sign that stands for it in the picture and in the list."""

    sign: str
    mark: ChartMark


def signed(marks: Sequence[ChartMark], kind: MarkKind) -> list[SignedMark]:
    """The marks of one kind, oldest first: 1, 2, 3 … for cycles, A, B … Z, AA … for annotations."""
    ordered = sorted((mark for mark in marks if mark.kind is kind), key=lambda mark: (mark.starts_on, mark.label))
    name = letter if kind is MarkKind.ANNOTATION else str
    return [SignedMark(name(number), mark) for number, mark in zip(count(1), ordered, strict=False)]


def letter(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        name = ascii_uppercase[rest] + name
    return name
