"""A closer look at a measure's chart: point by point, and one period at a time. What is shown stands in the address."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask import Response, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.analysis.periods import period_end
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.charts import explored_chart
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.verdicts import chart_today
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.charts.client import ExploredView, Window
from qi_tracker.charts.timeline import timeline
from qi_tracker.i18n import formats
from qi_tracker.models import Measure

# One press away: a year of months, and two.
_LATEST: Final = (12, 24)


@blueprint.get("/measures/<int:measure_id>/explore")
@requires(Permission.SEE_NUMBERS)
def explore(measure: Measure) -> Response:
    """What was this point, and what does this time look like?"""
    result, _ = chart_today(measure)
    days = sorted({slot.date for slot in timeline(result)}) if result is not None else []
    if result is None or not days:
        # The measure's own page says what is in the way.
        return redirect(url_for(".show", measure_id=measure.id), 303)  # type: ignore[return-value]  # werkzeug's base class
    window = _asked_window(days, measure)
    shown = [day for day in days if window.holds(day)]
    explored = explored_chart(measure, result, window)
    return render(
        "measures/explore.html",
        measure=measure,
        chart=explored.view,
        reading=_for_reading(explored),
        is_part=window != Window(),
        choices=[(day, formats.period_label(day, measure.frequency, current_language())) for day in days],
        shown=shown,
        views=_views(measure, days, shown),
    )


def _asked_window(days: Sequence[date], measure: Measure) -> Window:
    """The window that the address asks for, whichever end comes first; all, when there is nothing in it."""
    first, last = _asked_day("from"), _asked_day("to")
    if first is not None and last is not None and last < first:
        first, last = last, first
    shown = [day for day in days if Window(first, last).holds(day)]
    if not shown:
        return Window()
    # Open towards the ends, where there may be notes and cycles outside the numbers.
    return Window(
        None if shown[0] == days[0] else shown[0],
        None if shown[-1] == days[-1] else period_end(shown[-1], measure.frequency),
    )


def _asked_day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _views(measure: Measure, days: Sequence[date], shown: Sequence[date]) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is what is shown) of what is one press away."""
    words = current_words()
    views = [(words.pgettext("chart", "All"), url_for(".explore", measure_id=measure.id), len(shown) == len(days))]
    for count in _LATEST:
        if count < len(days):
            asked: dict[str, Any] = {"from": days[-count].isoformat()}
            address = url_for(".explore", measure_id=measure.id, **asked)
            label = words.pgettext("chart", "Latest %(n)s", n=count)
            views.append((label, address, shown == days[-count:]))
    return views


def _for_reading(explored: ExploredView) -> Mapping[str, Any]:
    """What `chart_reader.js` reads of the points: text and places, made here, from the drawing's own objects."""
    points = [
        {"day": text.day.isoformat(), "heading": text.heading, "details": text.details, "said": text.said}
        | {"isStop": text.is_stop}
        for text in explored.points
    ]
    plots = {
        variant.value: {
            "box": [round(side, 1) for side in (found.left, found.top, found.width, found.height)],
            "points": [[round(x, 1), round(y, 1)] for x, y in found.points],
        }
        for variant, found in explored.places.items()
    }
    return {"points": points, "plots": plots}
