"""The one entrance: a `Series` in, a `ChartResult` out. Pure: the same series always gives the same result."""

from collections.abc import Mapping, Sequence
from math import fsum

from qi_tracker.analysis.comparison import AnalysedPhase, compare
from qi_tracker.analysis.limits.registry import HAS_RUN_RULES, LINES_OF_CHART, VALUES_OF_CHART
from qi_tracker.analysis.limits.stretch import Line, Lines, Stretch, not_below_zero
from qi_tracker.analysis.periods import missing_periods
from qi_tracker.analysis.phases import Span, split
from qi_tracker.analysis.result import ChartPhase, ChartPoint, ChartResult, Verdict
from qi_tracker.analysis.runs import analyse_runs, find_runs, long_runs
from qi_tracker.analysis.series import Series, validate
from qi_tracker.analysis.subgroups import Subgroup, drop_undated, merge_equal_dates
from qi_tracker.analysis.verdict import Evidence, judge

ANALYSIS_VERSION = 2
"""Raised whenever the same series may give another result; stored summaries of an older version are computed anew."""


def analyse(series: Series) -> ChartResult:
    """Everything the program says about one series: points, phases with their lines and runs, and the verdict.

    Parameters
    ----------
    series
        Any number of points, none included.

    Returns
    -------
    Points in order of date, one a date. Values, centre lines and medians in plotted (multiplied) units; None where a
    value is missing or no line can be drawn.

    Raises
    ------
    InvalidSeries
        If a row is impossible or there are more phases than points; its `date` names the row.
    """
    validate(series)
    rows = drop_undated(series.points)
    subgroups = merge_equal_dates(rows, series)
    spans = split(subgroups, series.phases, series.freezes)
    plotted = tuple(subgroup for span in spans for subgroup in _plotted(subgroups, span, series))
    phases = [_analyse_phase(plotted, span, series) for span in spans]
    return ChartResult(
        chart=series.chart,
        points=tuple(
            point for number, phase in enumerate(phases) for point in _chart_points(plotted, number, phase, series)
        ),
        phases=tuple(_chart_phase(plotted, phase, series) for phase in phases),
        target=series.target,
        verdict=_verdict(plotted, phases, series),
        n_dropped_rows=len(series.points) - len(rows),
        n_merged_rows=len(rows) - len(subgroups),
    )


def _plotted(subgroups: Sequence[Subgroup], span: Span, series: Series) -> Sequence[Subgroup]:
    """The subgroups of a phase, with what its chart plots of them as their values."""
    within = [subgroups[position] for position in span.positions]
    values = VALUES_OF_CHART.get(series.chart)
    return within if values is None else values(within)


def _analyse_phase(subgroups: Sequence[Subgroup], span: Span, series: Series) -> AnalysedPhase:
    within = [subgroups[position] for position in span.positions]
    is_base = [position in span.base_positions for position in span.positions]
    stretch = Stretch(within, is_base, _given_centre(within, series), series.is_screened)
    lines = LINES_OF_CHART[series.chart](stretch)
    if series.is_never_negative:
        lines = lines.clipped(not_below_zero)
    runs = find_runs([subgroup.counted for subgroup in within], lines.centre)
    runs = tuple(tuple(span.first + offset for offset in run) for run in runs)
    analysis = analyse_runs(runs, series.run_rules)
    return AnalysedPhase(span, lines, runs, analysis if series.chart in HAS_RUN_RULES else analysis.without_limits())


def _given_centre(within: Sequence[Subgroup], series: Series) -> Line | None:
    """The given line, brought back from plotted units."""
    given = series.given_centre
    if given is None:
        return None
    if isinstance(given, Mapping):
        by_point = [given.get(subgroup.date) for subgroup in within]
        return tuple(None if centre is None else centre / series.multiply for centre in by_point)
    return (given / series.multiply,) * len(within)


def _chart_points(
    subgroups: Sequence[Subgroup], number: int, phase: AnalysedPhase, series: Series
) -> tuple[ChartPoint, ...]:
    run_lengths = {position: len(run) for run in long_runs(phase.runs, phase.analysis) for position in run}
    lines = phase.lines
    return tuple(
        ChartPoint(
            date=subgroups[position].date,
            value=_multiplied(subgroups[position].value, series),
            numerator=subgroups[position].numerator,
            denominator=subgroups[position].denominator,
            phase=number,
            is_base=position in phase.span.base_positions and not subgroups[position].is_excluded,
            is_excluded=subgroups[position].is_excluded,
            run_length=run_lengths.get(position, 0),
            centre=_multiplied(lines.centre[place], series),
            lower=_multiplied(lines.lower[place], series),
            upper=_multiplied(lines.upper[place], series),
            inner_lower=_multiplied(lines.inner_lower[place], series),
            inner_upper=_multiplied(lines.inner_upper[place], series),
            is_outside=_is_outside(subgroups[position].value, lines, place),
            is_hidden=subgroups[position].is_hidden,
        )
        for place, position in enumerate(phase.span.positions)
    )


def _is_outside(value: float | None, lines: Lines, place: int) -> bool:
    """Strictly beyond a limit; a point on it is not."""
    lower, upper = lines.lower[place], lines.upper[place]
    return value is not None and ((lower is not None and value < lower) or (upper is not None and value > upper))


def _chart_phase(subgroups: Sequence[Subgroup], phase: AnalysedPhase, series: Series) -> ChartPhase:
    span, lines = phase.span, phase.lines
    return ChartPhase(
        first=span.first,
        last=span.last,
        first_date=subgroups[span.first].date,
        last_date=subgroups[span.last].date,
        centre=_multiplied(_mean_line(lines.centre), series),
        frozen_until=span.frozen_until,
        runs=phase.analysis,
        lower=_multiplied(_mean_line(lines.lower), series),
        upper=_multiplied(_mean_line(lines.upper), series),
        n_outside=sum(
            _is_outside(subgroups[position].value, lines, place) for place, position in enumerate(span.positions)
        ),
        sigma_z=lines.sigma_z,
    )


def _mean_line(centre: Sequence[float | None]) -> float | None:
    """The line itself when it is level, untouched by rounding; else the mean of what is drawn."""
    drawn = [height for height in centre if height is not None]
    if len(set(drawn)) > 1:
        return fsum(drawn) / len(drawn)
    return drawn[0] if drawn else None


def _verdict(subgroups: Sequence[Subgroup], phases: Sequence[AnalysedPhase], series: Series) -> Verdict:
    reported = [subgroup.date for subgroup in subgroups if subgroup.is_reported]
    missing = missing_periods(reported, series.frequency, series.pauses, series.as_of, series.due_working_days)
    evidence = Evidence(
        comparison=compare(subgroups, phases, series.run_rules) if phases else None,
        has_data=any(subgroup.value is not None for subgroup in subgroups),
        n_useful=phases[-1].analysis.n_useful if phases else 0,
        n_phases=len(phases),
        missing=missing,
        valid_until=max((subgroup.date for subgroup in subgroups if subgroup.counted is not None), default=None),
        n_hidden=sum(subgroup.is_hidden for subgroup in subgroups),
    )
    return judge(series, evidence)


def _multiplied(value: float | None, series: Series) -> float | None:
    return None if value is None else value * series.multiply
