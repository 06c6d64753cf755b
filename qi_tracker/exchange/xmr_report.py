"""A series read as NHS England's Making Data Count does: its settings, its points with their dates, and its chart."""

from dataclasses import dataclass, replace
from datetime import date

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.making_data_count import SpecialCause, XmrPoint, XmrResult, XmrSettings, read_xmr
from qi_tracker.analysis.result import ChartPhase, ChartPoint, ChartResult, RunAnalysis
from qi_tracker.analysis.series import Series
from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.analysis_report import as_plain
from qi_tracker.vocabulary import ChartKind, Frequency, VerdictCode


@dataclass(frozen=True, slots=True)
class XmrReport:
    """The reading, the settings it was made with, and the same numbers as an I chart, for drawing."""

    name: str
    unit: str
    settings: XmrSettings
    reading: XmrResult
    chart: ChartResult
    frequency: Frequency

    @property
    def dates(self) -> list[date]:
        """One a point of the reading."""
        return [point.date for point in self.chart.points]


def xmr_report_on(series: Series, settings: XmrSettings, name: str, unit: str) -> XmrReport:
    """Read the series; excluded points are left out as if missing. A freeze says how many points the lines rest on.

    Raises
    ------
    InvalidSeries
        If a number is impossible.
    InvalidInput
        If a freeze stands among several phases, where a number of points must be given instead, or before any number.
    """
    individual = analyse(replace(series, chart=ChartKind.I, freezes=()))
    chosen = replace(settings, fix_after=_fix_after(series, settings, individual))
    values = [
        [None if point.is_excluded else point.value for point in individual.points[phase.first : phase.last + 1]]
        for phase in individual.phases
    ]
    reading = read_xmr(values, chosen)
    return XmrReport(name, unit, chosen, reading, _chart(individual, reading), series.frequency)


def _fix_after(series: Series, settings: XmrSettings, result: ChartResult) -> int | None:
    if settings.fix_after is not None or not series.freezes:
        return settings.fix_after
    if len(result.phases) > 1:
        raise InvalidInput("freeze_in_phases")
    last = max(series.freezes)
    fixed = [point for point in result.points if point.date <= last]
    if not any(point.value is not None for point in fixed):
        raise InvalidInput("freeze_holds_nothing", date=last.isoformat())
    return len(fixed)


def _chart(individual: ChartResult, reading: XmrResult) -> ChartResult:
    """The I chart with the lines and the signs of the reading; of the verdict only that there are numbers."""
    points = tuple(_point(point, read) for point, read in zip(individual.points, reading.points, strict=True))
    stands_out = any(read.special_cause is not None for read in reading.points)
    code = VerdictCode.UNDIRECTED_CHANGE if stands_out else VerdictCode.NO_SIGNAL
    verdict = replace(individual.verdict, code=code, current_period_start=None)
    phases = tuple(_phase(phase, points) for phase in individual.phases)
    return replace(individual, points=points, phases=phases, verdict=verdict)


def _point(point: ChartPoint, read: XmrPoint) -> ChartPoint:
    is_outside = read.special_cause is SpecialCause.OUTSIDE
    return replace(
        point,
        centre=read.mean,
        lower=read.lower,
        upper=read.upper,
        inner_lower=None,
        inner_upper=None,
        is_outside=is_outside,
        run_length=int(read.special_cause is not None and not is_outside),
    )


def _phase(phase: ChartPhase, points: tuple[ChartPoint, ...]) -> ChartPhase:
    """With run numbers that let its marked points be drawn as such: the rules here are others."""
    within = points[phase.first : phase.last + 1]
    has_marks = any(point.is_in_long_run for point in within)
    runs = RunAnalysis(phase.runs.n_useful, 1 if has_marks else None, 0 if has_marks else None, None, None)
    return replace(phase, centre=within[0].centre, lower=within[0].lower, upper=within[0].upper, runs=runs)


def xmr_json(report: XmrReport) -> dict[str, object]:
    """Plain values; dates ISO, what is absent None."""
    return {
        "name": report.name,
        "unit": report.unit,
        "settings": as_plain(report.settings),
        "variation": as_plain(report.reading.variation),
        "assurance": as_plain(report.reading.assurance),
        "short_phases": as_plain(report.reading.short_phases),
        "points": [
            {"date": day.isoformat(), **_named(point)}
            for day, point in zip(report.dates, report.reading.points, strict=True)
        ],
    }


def _named(point: XmrPoint) -> dict[str, object]:
    plain = as_plain(point)
    assert isinstance(plain, dict)
    return plain
