"""Six in a row on one side: a sign to watch, and no signal."""

from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.constants import EARLY_SIGN_POINTS
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.runs import find_runs


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
    points = result.current_points
    runs = find_runs(
        [None if point.is_excluded else point.value for point in points], [point.centre for point in points]
    )
    if not runs or len(runs[-1]) < EARLY_SIGN_POINTS:
        return None
    first = points[runs[-1][0]]
    is_above = first.value > first.centre  # type: ignore[operator]  # both are there
    return EarlySign(len(runs[-1]), is_above, first.date)
