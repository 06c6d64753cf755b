"""Tables of charts for the tests of the writers, with texts that would like to be formulas."""

from typing import Final

from qi_tracker.charts.describe import describe
from qi_tracker.exchange.chart_table import ChartTable, chart_table
from qi_tracker.vocabulary import Language
from tests.charts.samples import gallery

# What spreadsheets compute, in the disguises that are known.
FORMULAS: Final = (
    "=1+1",
    "==1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\x00=1+1",
    " =1+1",
    "\u00a0=1+1",
    '"=1+1',
    "'=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "\ufeff=1+1",
    "＝1+1",  # in full width, as some spreadsheets read it too
    "−1+1",  # the minus of print
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org";"x")',
    "{=1+1}",
)
HARMLESS: Final = ("Telt for hånd", "0301", "1+1", "a=b", "http://example.org", "_x0041_", "{{ 7 * 7 }}", "3. mai")


def table_of(name: str, language: Language = Language.BOKMAL) -> ChartTable:
    """The table of a sample chart."""
    sample = gallery()[name]
    shown = describe(sample.result, sample.text, sample.marks)
    return chart_table("Barn med aktivitet", shown, sample.text.numbers, (("Navn", "Barn"),), language)


def table_with(texts: tuple[str, ...], language: Language = Language.BOKMAL) -> ChartTable:
    """A table with these texts wherever a text can stand."""
    rows = tuple((text, 12.5, text) for text in texts)
    return ChartTable(
        texts[0], (texts[0], "Verdi", texts[-1]), rows, (0, 1, 0), tuple((text, text) for text in texts), language
    )
