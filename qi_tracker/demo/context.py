"""The demo's background numbers: invented, and said to be."""

from datetime import date

from qi_tracker.models import Project
from qi_tracker.services.context import ContextCell, ContextDetails, ContextReading, add_series
from qi_tracker.vocabulary import ContextState, Frequency

# The project of the demo's file that they stand beside.
PROJECT = "gratis-fritid"

_SHARES = (9.4, 9.8, 10.1, 10.6, None, 11.2, 11.5, 11.3)
_YEARS_LATE = 2


def keep_background(project: Project, number: str, today: date) -> None:
    """Keep eight years of an invented share beside the project, one of them hidden by its invented source."""
    last = today.year - _YEARS_LATE
    first = last - len(_SHARES) + 1
    cells = [
        ContextCell(
            date(first + place, 1, 1),
            str(first + place),
            share,
            ContextState.HIDDEN if share is None else ContextState.NUMBER,
            number,
        )
        for place, share in enumerate(_SHARES)
    ]
    reading = ContextReading(
        counted="Personer under 18 år, under 60 prosent av medianen",
        cells=cells,
        frequency=Frequency.YEAR,
        selection={},
        source_updated_on=date(last + 1, 12, 1),
        unit="prosent",
        decimals=1,
        place_code=number,
        place_name="Lerkevik",
    )
    details = ContextDetails(
        "Barn i lavinntekt i Lerkevik", "Oppdiktet statistikk for demoen", "Fri bruk, tallene er oppdiktet", "", ""
    )
    add_series(project, reading, details, today)
