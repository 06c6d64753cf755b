"""Invented numbers as somebody copies them from Excel: names above, dates as in Norway, a sum at the end."""

from datetime import date
from typing import Final

from qi_tracker.analysis.periods import period_start, previous_period
from qi_tracker.vocabulary import Frequency

# Children with an activity, of those the service meets: a year as it was, then a year of trying changes.
NUMERATORS: Final = (14, 16, 13, 15, 17, 14, 16, 15, 13, 16, 14, 15, 17, 19, 18, 21, 20, 23, 22, 24, 23, 25, 24, 26)
DENOMINATORS: Final = (48, 50, 47, 49, 51, 48, 50, 49, 47, 50, 48, 49, 50, 51, 49, 52, 50, 51, 50, 52, 49, 51, 50, 52)
# The numbers before anybody changed anything.
AS_IT_WAS: Final = 12


def ended_months(today: date) -> list[date]:
    """The first days of the 24 months that have ended, the oldest first."""
    months = [previous_period(period_start(today, Frequency.MONTH), Frequency.MONTH)]
    while len(months) < len(NUMERATORS):
        months.insert(0, previous_period(months[0], Frequency.MONTH))
    return months


def copied_from_excel(today: date) -> str:
    """What is in the clipboard: cells with tabs between, and the sum that nobody thought of leaving out."""
    rows = [
        f"{month:%d.%m.%Y}\t{numerator}\t{denominator}"
        for month, numerator, denominator in zip(ended_months(today), NUMERATORS, DENOMINATORS, strict=True)
    ]
    return "\r\n".join(["Måned\tMed aktivitet\tBarn i alt", *rows, f"Sum\t{sum(NUMERATORS)}\t{sum(DENOMINATORS)}", ""])
