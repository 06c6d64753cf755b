"""Six in a row on one side: a sign to watch, and no signal."""

from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.constants import EARLY_SIGN_POINTS
from qi_tracker.analysis.result import ChartResult


@dataclass(frozen=True, slots=True)
class EarlySign:
    """The last points, so many, lie above or below the centre line, since this day."""

    n_points: int
    is_above: bool
    since: date


def early_sign(result: ChartResult) -> EarlySign | None:
    """What to watch in the last phase; None when it has given a signal already, which says more.

    Source
    ------
    Perla, Provost and Murray 2011, BMJ Quality & Safety 20:46-51: six or more on one side as the rule of shift. As a
    signal it comes too often by chance in long series (Anhøj and Olesen 2014), so we only watch it.
    """
    phase = result.current_phase
    if phase is None or phase.runs.signal:
        return None
    points = [
        point
        for point in result.points[phase.first : phase.last + 1]
        if point.value is not None
        and point.centre is not None
        and not point.is_excluded
        and point.value != point.centre
    ]
    if not points:
        return None
    is_above = points[-1].value > points[-1].centre  # type: ignore[operator]  # both are there
    run = []
    for point in reversed(points):
        if (point.value > point.centre) is not is_above:  # type: ignore[operator]  # both are there
            break
        run.append(point)
    return EarlySign(len(run), is_above, run[-1].date) if len(run) >= EARLY_SIGN_POINTS else None
