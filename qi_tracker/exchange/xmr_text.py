"""A Making Data Count reading as lines for a terminal, in the reader's language."""

from collections.abc import Callable, Iterator, Mapping

from qi_tracker.analysis.constants import MAKING_DATA_COUNT_MINIMUM
from qi_tracker.analysis.making_data_count import Assurance, SpecialCause, Variation, XmrPoint
from qi_tracker.exchange.report_layout import facts, heading, sentences, table
from qi_tracker.exchange.xmr_report import XmrReport
from qi_tracker.i18n.formats import decimals_for, number, value
from qi_tracker.i18n.labels import frequency_phrase, label
from qi_tracker.i18n.translate import N_, Words

_FINER = 2

# Sorted by what one reads first: the icons of variation, then those of assurance.
VARIATIONS: Mapping[Variation, str] = {
    Variation.COMMON_CAUSE: N_("Variation: ordinary. The last number varies as chance has it do."),
    Variation.IMPROVEMENT: N_("Variation: improvement. The last number stands out, on the better side."),
    Variation.CONCERN: N_("Variation: concern. The last number stands out, on the worse side."),
    Variation.NEUTRAL_HIGH: N_("Variation: upwards. The last number stands out; which way is better is not said."),
    Variation.NEUTRAL_LOW: N_("Variation: downwards. The last number stands out; which way is better is not said."),
}
ASSURANCES: Mapping[Assurance, str] = {
    Assurance.CONSISTENT_PASS: N_("Assurance: as things are, the target will be met each time."),
    Assurance.CONSISTENT_FAIL: N_(
        "Assurance: as things are, the target will not be met. The way of working must change."
    ),
    Assurance.INCONSISTENT: N_("Assurance: as things are, the target will be met at times and missed at times."),
}
_NO_ASSURANCE = N_("Assurance: not told without a target and which way is better.")
_CAUSES: Mapping[SpecialCause, str] = {
    SpecialCause.OUTSIDE: N_("outside the limits"),
    SpecialCause.TREND: N_("trend"),
    SpecialCause.TWO_OF_THREE: N_("two of three near a limit"),
    SpecialCause.SHIFT: N_("shift"),
}
_OF_POINTS: Mapping[Variation, str] = {
    Variation.COMMON_CAUSE: N_("ordinary"),
    Variation.IMPROVEMENT: N_("improvement"),
    Variation.CONCERN: N_("concern"),
    Variation.NEUTRAL_HIGH: N_("upwards"),
    Variation.NEUTRAL_LOW: N_("downwards"),
}


def xmr_lines(report: XmrReport, words: Words) -> Iterator[str]:
    """What is shown, what it says, the phases, and every point."""
    parts: tuple[tuple[str, Callable[[XmrReport, Words], Iterator[str]]], ...] = (
        (N_("What is shown"), _what),
        (N_("What it says"), _says),
        (N_("Phases"), _phases),
        (N_("The numbers"), _points),
    )
    yield report.name
    yield "═" * len(report.name)
    for title, part in parts:
        yield from heading(words.gettext(title))
        yield from part(report, words)


def variation_sentence(report: XmrReport, words: Words) -> str:
    """What the last point says; without any point, that there is none."""
    variation = report.reading.variation
    return words.gettext(VARIATIONS[variation]) if variation else words.gettext("No numbers yet.")


def assurance_sentence(report: XmrReport, words: Words) -> str:
    """Whether the target will be met as things are."""
    assurance = report.reading.assurance
    return words.gettext(ASSURANCES[assurance] if assurance else _NO_ASSURANCE)


def _decimals(report: XmrReport) -> int:
    return decimals_for([point.value for point in report.reading.points]) + _FINER


def _n(found: float | None, report: XmrReport, words: Words) -> str:
    return "–" if found is None else number(found, words.language, _decimals(report))


def _what(report: XmrReport, words: Words) -> Iterator[str]:
    settings = report.settings
    screened = words.gettext("yes") if settings.is_screened else words.gettext("no")
    base = (
        words.gettext("all points of each phase")
        if settings.fix_after is None
        else words.gettext("the first %(n)s points of each phase", n=settings.fix_after)
    )
    how = words.gettext(
        "a point outside the limits; %(n)s in a row on one side; %(n)s in a row up or down; two of three near a limit",
        n=settings.run_length,
    )
    target = "–" if settings.target is None else value(settings.target, report.unit, words.language)
    better = "–" if settings.direction is None else label(settings.direction, words)
    yield from facts(
        [
            (
                words.gettext("Chart"),
                ", ".join(filter(None, ("XmR", frequency_phrase(report.frequency, words), report.unit))),
            ),
            (words.gettext("Read as"), words.gettext("NHS England, Making Data Count")),
            (words.gettext("Lines rest on"), base),
            (
                words.gettext("Limits"),
                words.gettext("mean ± 2.66 · average moving range; ranges screened: %(yes)s", yes=screened),
            ),
            (words.gettext("Stands out"), how),
            (words.gettext("Better"), better),
            (words.gettext("Target"), target),
        ]
    )


def _says(report: XmrReport, words: Words) -> Iterator[str]:
    yield from sentences(variation_sentence(report, words), assurance_sentence(report, words))
    marked = [point for point in report.reading.points if point.special_cause is not None]
    yield from sentences(
        words.ngettext("%(n)s point stands out.", "%(n)s points stand out.", len(marked))
        if marked
        else words.gettext("No point stands out.")
    )
    if report.reading.short_phases:
        numbers = ", ".join(str(number + 1) for number in report.reading.short_phases)
        yield from sentences(
            words.gettext(
                "Fewer than %(least)s points in phase %(phases)s: the lines are of little worth yet.",
                least=MAKING_DATA_COUNT_MINIMUM,
                phases=numbers,
            )
        )


def _phases(report: XmrReport, words: Words) -> Iterator[str]:
    rows = []
    for place, phase in enumerate(report.chart.phases):
        within = report.reading.points[phase.first : phase.last + 1]
        lines = [_n(found, report, words) for found in (within[0].mean, within[0].lower, within[0].upper)]
        n_marked = sum(point.special_cause is not None for point in within)
        days = [phase.first_date.isoformat(), phase.last_date.isoformat()]
        rows.append([str(place + 1), *days, str(len(within)), *lines, str(n_marked)])
    headers = (N_("no."), N_("first"), N_("last"), N_("points"), N_("mean"), N_("lower limit"), N_("upper limit"))
    yield from table([*map(words.gettext, headers), words.gettext("stand out")], rows)


def _points(report: XmrReport, words: Words) -> Iterator[str]:
    headers = (
        N_("date"),
        N_("value"),
        N_("mean"),
        N_("lower limit"),
        N_("upper limit"),
        N_("variation"),
        N_("reason"),
    )
    rows = [
        [day.isoformat(), *_row(point, report, words)]
        for day, point in zip(report.dates, report.reading.points, strict=True)
    ]
    yield from table([words.gettext(header) for header in headers], rows, left=(0, 5, 6))


def _row(point: XmrPoint, report: XmrReport, words: Words) -> list[str]:
    lines = [_n(found, report, words) for found in (point.value, point.mean, point.lower, point.upper)]
    reason = "" if point.special_cause is None else words.gettext(_CAUSES[point.special_cause])
    return [*lines, words.gettext(_OF_POINTS[point.variation]), reason]
