"""Where numbers are entered, and where not: those of a calculated measure come from others."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, redirect, url_for

from qi_tracker.models import Measure

View = Callable[..., Response]


def entered_by_hand(view: View) -> View:
    """Lead those who would enter numbers of a calculated measure to where its numbers come from."""

    @wraps(view)
    def checked(measure: Measure, **rest: Any) -> Response:
        if measure.calculation is not None:
            return redirect(url_for("measures.show_sources", measure_id=measure.id), 303)  # type: ignore[return-value]  # werkzeug's base class
        return view(measure=measure, **rest)

    return checked
