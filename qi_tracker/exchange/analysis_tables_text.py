"""The phases and the points of a report as tables for a terminal."""

from collections.abc import Iterator

from qi_tracker.analysis.result import ChartPhase, ChartPoint
from qi_tracker.exchange.analysis_teller import Teller
from qi_tracker.exchange.report_layout import sentences, table
from qi_tracker.i18n.formats import number
from qi_tracker.i18n.translate import N_, Words


def phase_lines(teller: Teller) -> Iterator[str]:
    """Each phase with its lines and run rules."""
    words, phases = teller.words, teller.report.result.phases
    if not phases:
        return
    rows = [_phase(teller, phase) for phase in phases]
    named = zip(_OF_PHASES, zip(*rows, strict=True), strict=True)
    shown = [[words.gettext(name), *cells] for name, cells in named if any(cell != "–" for cell in cells)]
    yield from table([words.gettext("Phase number"), *(str(place) for place in range(1, len(phases) + 1))], shown)
    if any(phase.runs.signal for phase in phases):
        yield from sentences(words.gettext("A star marks a signal: beyond what chance explains."))
    if _limits_vary(teller):
        yield from sentences(words.gettext("Limits differ from point to point; here is their mean."))


def _limits_vary(teller: Teller) -> bool:
    return any(
        len({point.upper for point in teller.report.result.points[phase.first : phase.last + 1]} - {None}) > 1
        for phase in teller.report.result.phases
    )


_OF_PHASES = (
    *(N_("First point"), N_("Last point"), N_("Lines rest on the points until"), N_("Centre line")),
    *(N_("Lower limit"), N_("Upper limit"), N_("Points outside the limits"), N_("Useful points")),
    *(N_("Longest run (at most)"), N_("Crossings (at least)"), N_("Sigma z")),
)


def _phase(teller: Teller, phase: ChartPhase) -> list[str]:
    runs = phase.runs
    return [
        phase.first_date.isoformat(),
        phase.last_date.isoformat(),
        phase.frozen_until.isoformat() if phase.frozen_until else "–",
        *map(teller.n, (phase.centre, phase.lower, phase.upper)),
        "–" if phase.upper is None else str(phase.n_outside),
        str(runs.n_useful),
        _held_against(runs.longest_run, runs.longest_run_max, runs.has_long_run),
        _held_against(runs.n_crossings, runs.n_crossings_min, runs.has_few_crossings),
        teller.n(phase.sigma_z, 3),
    ]


def _held_against(found: int | None, limit: int | None, is_signal: bool) -> str:
    """The number and its limit; a star where it is a signal."""
    if found is None:
        return "–"
    return f"{found} ({'–' if limit is None else limit})" + ("*" if is_signal else "")


def point_lines(teller: Teller) -> Iterator[str]:
    """Every point with its lines and remarks."""
    words, points = teller.words, teller.report.result.points
    has_denominator = any(point.denominator is not None for point in points)
    headers = [N_("date"), *([N_("numerator"), N_("denominator")] if has_denominator else []), N_("value")]
    headers += [N_("centre line"), N_("lower limit"), N_("upper limit"), N_("remarks")]
    rows = []
    for point in points:
        counts = [_count(teller, count) for count in (point.numerator, point.denominator)] if has_denominator else []
        lines = map(teller.n, (point.value, point.centre, point.lower, point.upper))
        rows.append([point.date.isoformat(), *counts, *lines, ", ".join(_remarks(point, words))])
    yield from table([words.gettext(header) for header in headers], rows, left=(0, len(headers) - 1))


def _count(teller: Teller, count: float | None) -> str:
    return "–" if count is None else number(count, teller.words.language)


def _remarks(point: ChartPoint, words: Words) -> Iterator[str]:
    if point.is_excluded:
        yield words.gettext("excluded")
    if point.is_outside:
        yield words.gettext("outside")
    if point.is_in_long_run:
        yield words.gettext("in a long run")
