"""A report on one series as lines for a terminal, in the reader's language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qi_tracker.analysis.dispersion import DispersionAdvice
from qi_tracker.analysis.result import ChartPhase, ChartPoint
from qi_tracker.analysis.suggestion import ChartReason
from qi_tracker.exchange.analysis_report import SHIFTS, Report
from qi_tracker.i18n.formats import decimals_for, number
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.telling import MeasureFacts
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.i18n.verdicts import verdict_text

DECIMALS = 4

REASONS = {
    ChartReason.TOO_FEW_POINTS: N_("fewer than ten numbers"),
    ChartReason.PROPORTION: N_("a share of a known denominator, which varies as chance has it do"),
    ChartReason.PROPORTION_DISPERSED: N_("a share that varies otherwise than chance has it do"),
    ChartReason.COUNT_PER_UNIT: N_("events per unit, which vary as chance has them do"),
    ChartReason.COUNT_PER_UNIT_DISPERSED: N_("events per unit that vary otherwise than chance has them do"),
    ChartReason.COUNT: N_("counts of equal areas of opportunity"),
    ChartReason.FEW_EVENTS: N_("so few events that they are better counted between each other"),
    ChartReason.TIME_BETWEEN: N_("time between events"),
    ChartReason.RARE_EVENTS: N_("cases between events"),
    ChartReason.SEVERAL_MEASUREMENTS: N_("several measurements at a time"),
    ChartReason.MEASUREMENT: N_("one measurement at a time"),
}
ADVICE = {
    DispersionAdvice.ORDINARY: N_("Spread against theory: %(ratio)s. Ordinary limits suit."),
    DispersionAdvice.OVERDISPERSED: N_("Spread against theory: %(ratio)s. Ordinary limits would be too narrow."),
    DispersionAdvice.UNDERDISPERSED: N_("Spread against theory: %(ratio)s. Ordinary limits would be too wide."),
}


@dataclass(frozen=True, slots=True)
class _Teller:
    report: Report
    words: Words

    def n(self, value: float | None) -> str:
        return "–" if value is None else number(value, self.words.language, DECIMALS)

    def percent(self, share: float) -> str:
        return number(100 * share, self.words.language, 1) + " %"


def report_lines(report: Report, words: Words) -> Iterator[str]:
    """What the chart is, what it says, how sure that is, and every point."""
    teller = _Teller(report, words)
    parts: tuple[Callable[[_Teller], Iterator[str]], ...] = (
        _what,
        _verdict,
        _phases,
        _sureness,
        _amount,
        _wait,
        _points,
    )
    for number_of_part, part in enumerate(parts):
        if number_of_part:
            yield ""
        yield from part(teller)


def _what(teller: _Teller) -> Iterator[str]:
    report, words = teller.report, teller.words
    result = report.result
    yield words.gettext(
        "%(chart)s, %(frequency)s. Points: %(n)s. Phases: %(phases)s.",
        chart=label(result.chart, words),
        frequency=label(report.frequency, words).lower(),
        n=len(result.points),
        phases=len(result.phases),
    )
    if result.n_dropped_rows or result.n_merged_rows:
        yield words.gettext(
            "Rows without a date: %(dropped)s. Rows of a date that another has: %(merged)s.",
            dropped=result.n_dropped_rows,
            merged=result.n_merged_rows,
        )
    suggestion = report.suggestion
    yield words.gettext(
        "Suggested chart: %(chart)s, because it is %(reason)s.",
        chart=label(suggestion.chart, words),
        reason=words.gettext(REASONS[suggestion.reason]),
    )
    dispersion = suggestion.dispersion
    if dispersion is not None and dispersion.advice in ADVICE:
        yield words.gettext(ADVICE[dispersion.advice], ratio=teller.n(dispersion.ratio))


def _verdict(teller: _Teller) -> Iterator[str]:
    report, words = teller.report, teller.words
    facts = MeasureFacts(
        name=words.gettext("The measure"),
        unit="",
        decimals=decimals_for([point.value for point in report.result.points]),
        frequency=report.frequency,
        direction=report.direction,
    )
    told = verdict_text(report.result.verdict, words, facts)
    yield told.headline
    yield told.not_said
    yield from told.cautions
    yield from told.details
    if report.early_sign is not None:
        yield words.gettext(
            "To watch: the last %(n)s points lie on the same side since %(since)s. That is no signal yet.",
            n=report.early_sign.n_points,
            since=report.early_sign.since.isoformat(),
        )


def _phases(teller: _Teller) -> Iterator[str]:
    for place, phase in enumerate(teller.report.result.phases, 1):
        yield from _phase(teller, place, phase)


def _phase(teller: _Teller, place: int, phase: ChartPhase) -> Iterator[str]:
    words, runs = teller.words, phase.runs
    yield words.gettext(
        "Phase %(place)s, %(first)s – %(last)s: centre line %(centre)s, limits %(lower)s to %(upper)s.",
        place=place,
        first=phase.first_date.isoformat(),
        last=phase.last_date.isoformat(),
        centre=teller.n(phase.centre),
        lower=teller.n(phase.lower),
        upper=teller.n(phase.upper),
    )
    if phase.frozen_until is not None:
        yield "  " + words.gettext("Frozen on the points until %(day)s.", day=phase.frozen_until.isoformat())
    if runs.longest_run_max is not None:
        yield "  " + words.gettext(
            "%(n)s useful points; longest run %(run)s (by chance at most %(run_max)s); "
            "crossings %(crossings)s (by chance at least %(crossings_min)s).",
            n=runs.n_useful,
            run=runs.longest_run,
            run_max=runs.longest_run_max,
            crossings=runs.n_crossings,
            crossings_min=runs.n_crossings_min,
        )
    if phase.n_outside:
        yield "  " + words.gettext("Points outside the limits: %(n)s.", n=phase.n_outside)
    if phase.sigma_z is not None:
        yield "  " + words.gettext("Sigma z: %(sigma_z)s.", sigma_z=teller.n(phase.sigma_z))


def _sureness(teller: _Teller) -> Iterator[str]:
    report, words = teller.report, teller.words
    if report.correlation is not None and report.noticeable_correlation is not None:
        yield words.gettext(
            "Each point's correlation with the next: %(r)s; independent points seldom exceed %(limit)s.",
            r=teller.n(report.correlation),
            limit=teller.n(report.noticeable_correlation),
        )
    chances = report.false_signals
    if chances is None:
        return
    yield words.gettext(
        "Were nothing to change, %(once)s of such charts would give a signal; opened at each new point, %(each)s.",
        once=teller.percent(chances.once.probability),
        each=teller.percent(chances.each_time.probability),
    )
    if chances.if_correlated is not None:
        yield words.gettext(
            "With the correlation of these points, %(correlated)s.",
            correlated=teller.percent(chances.if_correlated.probability),
        )


def _amount(teller: _Teller) -> Iterator[str]:
    difference = teller.report.difference
    if difference is None:
        yield teller.words.gettext("There is no difference to tell the size of.")
        return
    yield teller.words.gettext(
        "Difference of medians, after less before: %(estimate)s (95 %% interval %(lower)s to %(upper)s).",
        estimate=teller.n(difference.estimate),
        lower=teller.n(difference.lower),
        upper=teller.n(difference.upper),
    )


def _wait(teller: _Teller) -> Iterator[str]:
    yield teller.words.gettext("Points after a lasting change until four of five such charts have given a signal:")
    for shift, waiting in zip(SHIFTS, teller.report.waiting, strict=True):
        yield "  " + teller.words.gettext(
            "%(shift)s SD: %(monthly)s monthly or %(weekly)s weekly",
            shift=number(shift, teller.words.language, 1),
            monthly=waiting.n_monthly or "–",
            weekly=waiting.n_weekly or "–",
        )


def _points(teller: _Teller) -> Iterator[str]:
    yield "\t".join(
        teller.words.gettext(name)
        for name in (N_("date"), N_("value"), N_("centre line"), N_("lower limit"), N_("upper limit"), N_("remarks"))
    )
    for point in teller.report.result.points:
        lines = (point.value, point.centre, point.lower, point.upper)
        yield "\t".join([point.date.isoformat(), *map(teller.n, lines), ", ".join(_remarks(point, teller.words))])


def _remarks(point: ChartPoint, words: Words) -> Iterator[str]:
    if point.is_excluded:
        yield words.gettext("excluded")
    if point.is_outside:
        yield words.gettext("outside")
    if point.is_in_long_run:
        yield words.gettext("in a long run")
