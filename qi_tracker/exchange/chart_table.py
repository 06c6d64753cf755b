"""A chart's numbers as a table to take away: the page's own columns, with the numbers as they are."""

import unicodedata
from dataclasses import dataclass

from qi_tracker.charts.describe import ChartDescription
from qi_tracker.charts.lettering import clean
from qi_tracker.charts.text import NumberFormat
from qi_tracker.vocabulary import Language

Cell = str | float | None

_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\u2028", "\u2029")


@dataclass(frozen=True, slots=True)
class ChartTable:
    """What every file format writes.

    Attributes
    ----------
    name
        Of the measure.
    headers, rows
        As on the page. A cell that holds no number, where there could be one, is None.
    decimals
        How many each column is shown with; those of a column of words mean nothing.
    facts
        What is known about the numbers: label and text.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: tuple[int, ...]
    facts: tuple[tuple[str, str], ...]
    language: Language


def chart_table(
    name: str, shown: ChartDescription, numbers: NumberFormat, facts: tuple[tuple[str, str], ...], language: Language
) -> ChartTable:
    """The table beneath a chart, with its exact numbers."""
    decimals = tuple(
        max((len(row[column].partition(numbers.decimal_sign)[2]) for row in shown.rows), default=0)
        for column in range(len(shown.headers))
    )
    return ChartTable(name, shown.headers, shown.exact, decimals, facts, language)


def one_line(text: str) -> str:
    """The text in one line, without what no file can hold: control characters and lone surrogates."""
    return unicodedata.normalize("NFC", clean(text.replace("\r\n", "\n")))


def lines(text: str) -> str:
    """The same, with its lines kept apart by "\\n"."""
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return "\n".join(map(one_line, text.split("\n"))).strip("\n")
