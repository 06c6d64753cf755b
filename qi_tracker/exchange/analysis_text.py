"""A report on one series as lines for a terminal, in the reader's language: what, how sure, how much, how soon."""

from collections.abc import Callable, Iterator

from qi_tracker.analysis.constants import HELD_POINTS
from qi_tracker.analysis.dispersion import DispersionAdvice
from qi_tracker.analysis.engine import ANALYSIS_VERSION
from qi_tracker.analysis.result import RunAnalysis
from qi_tracker.analysis.series import RunRules
from qi_tracker.exchange.analysis_report import Report
from qi_tracker.exchange.analysis_sureness_text import amount_lines, sureness_lines, wait_lines
from qi_tracker.exchange.analysis_tables_text import phase_lines, point_lines
from qi_tracker.exchange.analysis_teller import Teller, measure_facts, outside_sentence
from qi_tracker.exchange.limit_formulas import CENTRES, LIMITS
from qi_tracker.exchange.report_layout import facts, heading, sentences
from qi_tracker.i18n.charts import REASONS
from qi_tracker.i18n.labels import frequency_phrase, label
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.i18n.verdicts import verdict_text
from qi_tracker.vocabulary import ChartKind

ADVICE = {
    DispersionAdvice.ORDINARY: N_("Spread against theory: %(ratio)s. Ordinary limits suit."),
    DispersionAdvice.OVERDISPERSED: N_("Spread against theory: %(ratio)s. Ordinary limits would be too narrow."),
    DispersionAdvice.UNDERDISPERSED: N_("Spread against theory: %(ratio)s. Ordinary limits would be too wide."),
}
RULES = {
    RunRules.ANHOEJ: N_(
        "Anhøj: longest run above round(log2 n) + 3, or crossings below the 5 % quantile of Bin(n − 1, ½)"
    ),
    RunRules.BEST_BOX: N_("Anhøj's best box, for 10–100 useful points; else Anhøj"),
    RunRules.CUT_BOX: N_("Anhøj's cut box, for 10–100 useful points; else Anhøj"),
}
_NO_RULES = N_("none: successive ranges share a point")


def report_lines(report: Report, words: Words) -> Iterator[str]:
    """What the chart is, what it says, how sure that is, and every point."""
    teller = Teller(report, words)
    parts: tuple[tuple[str, Callable[[Teller], Iterator[str]]], ...] = (
        (N_("What is shown"), _what),
        (N_("What it says"), _verdict),
        (N_("Phases"), phase_lines),
        (N_("How sure"), sureness_lines),
        (N_("How much"), amount_lines),
        (N_("How soon"), wait_lines),
        (N_("The numbers"), point_lines),
    )
    yield report.name
    yield "═" * len(report.name)
    for title, part in parts:
        yield from heading(words.gettext(title))
        yield from part(teller)


def _what(teller: Teller) -> Iterator[str]:
    report, words = teller.report, teller.words
    result, suggestion = report.result, report.suggestion
    chart = ", ".join(
        filter(None, (label(result.chart, words), frequency_phrase(report.frequency, words), report.unit))
    )
    suggested = words.gettext(
        "%(chart)s, because it is %(reason)s",
        chart=label(suggestion.chart, words),
        reason=words.gettext(REASONS[suggestion.reason]),
    )
    dispersion = suggestion.dispersion
    if dispersion is not None and dispersion.advice in ADVICE:
        suggested += ". " + words.gettext(ADVICE[dispersion.advice], ratio=teller.n(dispersion.ratio, 2))
    rules = RULES[report.run_rules] if result.chart is not ChartKind.MR else _NO_RULES
    yield from facts(
        [
            (words.gettext("Chart"), chart),
            (words.gettext("Numbers"), _counts(teller)),
            (words.gettext("Centre line"), _centre(teller)),
            (words.gettext("Limits"), _limits(teller)),
            (words.gettext("Run rules"), words.gettext(rules)),
            (words.gettext("Suggested chart"), suggested),
            (words.gettext("Analysis"), _version(teller)),
        ]
    )


def _version(teller: Teller) -> str:
    return teller.words.gettext(
        "version %(version)s; every formula with its source is in METHODS.md", version=ANALYSIS_VERSION
    )


def _counts(teller: Teller) -> str:
    result, words = teller.report.result, teller.words
    there = [point for point in result.points if point.value is not None]
    told = [
        words.gettext(
            "%(n)s of %(points)s points have a value; %(excluded)s left out by choice; %(missing)s periods missing",
            n=len(there),
            points=len(result.points),
            excluded=sum(point.is_excluded for point in there),
            missing=len(result.verdict.missing),
        )
    ]
    if result.n_dropped_rows or result.n_merged_rows:
        told.append(
            words.gettext(
                "rows without a date: %(dropped)s; rows joined with another of the same date: %(merged)s",
                dropped=result.n_dropped_rows,
                merged=result.n_merged_rows,
            )
        )
    return "; ".join(told)


def _centre(teller: Teller) -> str:
    report, words = teller.report, teller.words
    if report.is_centre_given:
        return words.gettext("given, not computed")
    return words.gettext(CENTRES[report.result.chart])


def _limits(teller: Teller) -> str:
    report, words = teller.report, teller.words
    formula, ranges = words.gettext(LIMITS[report.result.chart]), report.ranges
    if ranges is None:
        return formula
    screened = (
        words.gettext(
            "ranges screened (Nelson 1982): %(left_out)s of %(n)s left out", left_out=ranges.n_left_out, n=ranges.n
        )
        if report.is_screened
        else words.gettext("ranges not screened: all %(n)s used", n=ranges.n)
    )
    if ranges.average is not None:
        screened += ", " + words.gettext("average %(average)s", average=teller.n(ranges.average))
    return f"{formula}; {screened}"


def _verdict(teller: Teller) -> Iterator[str]:
    report, words = teller.report, teller.words
    verdict = report.result.verdict
    told = verdict_text(verdict, words, measure_facts(report))
    yield from sentences(told.headline, told.not_said)
    outside = outside_sentence(report, words)
    if outside:
        yield from sentences(outside)
    yield from sentences(*told.cautions)
    if report.early_sign is not None:
        yield from sentences(
            words.gettext(
                "To watch: the last %(n)s points lie on the same side since %(since)s. That is no signal yet.",
                n=report.early_sign.n_points,
                since=report.early_sign.since.isoformat(),
            )
        )
    yield ""
    yield from facts(list(_grounds(teller)))


def _grounds(teller: Teller) -> Iterator[tuple[str, str]]:
    """What the verdict rests on."""
    verdict, words = teller.report.result.verdict, teller.words
    if verdict.start_median is not None and verdict.current_period_start is not None:
        yield words.gettext("Median before"), teller.with_unit(verdict.start_median)
        since = verdict.current_period_start.isoformat()
        now = teller.with_unit(verdict.current_median)
        yield words.gettext("Median now"), words.gettext("%(median)s, since %(day)s", median=now, day=since)
    else:
        yield words.gettext("Median"), teller.with_unit(verdict.current_median)
    if verdict.basis is not None and verdict.basis.longest_run is not None:
        yield words.gettext("Rests on"), _runs(verdict.basis, words)
    yield words.gettext("Stable now"), _yes_no(verdict.is_stable, words)
    if verdict.target is not None:
        yield words.gettext("Target"), _target(teller)


def _runs(runs: RunAnalysis, words: Words) -> str:
    return words.gettext(
        "%(n)s useful points; longest run %(run)s (by chance at most %(run_max)s); "
        "crossings %(crossings)s (by chance at least %(crossings_min)s)",
        n=runs.n_useful,
        run=runs.longest_run,
        run_max="–" if runs.longest_run_max is None else runs.longest_run_max,
        crossings=runs.n_crossings,
        crossings_min="–" if runs.n_crossings_min is None else runs.n_crossings_min,
    )


def _target(teller: Teller) -> str:
    verdict, words = teller.report.result.verdict, teller.words
    if teller.report.direction is None:
        return words.gettext("%(target)s; which way is better is not said", target=teller.with_unit(verdict.target))
    if not verdict.is_target_reached:
        return words.gettext("%(target)s; not reached", target=teller.with_unit(verdict.target))
    return words.gettext(
        "%(target)s; reached, and held for %(k)s of at least %(least)s points",
        target=teller.with_unit(verdict.target),
        k=verdict.held_count,
        least=HELD_POINTS,
    )


def _yes_no(holds: bool, words: Words) -> str:
    return words.gettext("yes") if holds else words.gettext("no")
