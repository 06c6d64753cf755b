"""How sure, how much and how soon, as lines for a terminal."""

from collections.abc import Iterator

from qi_tracker.analysis.chances import DAYS_IN_MONTH, FalseSignals
from qi_tracker.analysis.constants import LONGEST_WAIT, MIN_USEFUL_POINTS
from qi_tracker.analysis.limits.registry import HAS_RUN_RULES
from qi_tracker.analysis.series import RunRules
from qi_tracker.exchange.analysis_report import SHIFTS, Needed
from qi_tracker.exchange.analysis_teller import Teller
from qi_tracker.exchange.report_layout import sentences, table
from qi_tracker.i18n.translate import N_
from qi_tracker.vocabulary import Frequency


def sureness_lines(teller: Teller) -> Iterator[str]:
    """Independence, and the chance of a false signal for this very series."""
    report, words = teller.report, teller.words
    if report.correlation is not None and report.noticeable_correlation is not None:
        yield from sentences(
            words.gettext(
                "Each point's correlation with the next: %(r)s; independent points seldom exceed %(limit)s.",
                r=teller.n(report.correlation, 2),
                limit=teller.n(report.noticeable_correlation, 2),
            )
        )
    yield from sentences(*_chances(teller))


def _chances(teller: Teller) -> Iterator[str]:
    report, words = teller.report, teller.words
    chances, given = report.false_signals, report.false_signal_around_given
    if report.result.chart not in HAS_RUN_RULES:
        yield words.gettext("The run rules are not used on this chart.")
    elif given is not None:
        yield words.gettext(
            "Were nothing to change, %(once)s of such charts would give a signal at one look, if the given line holds.",
            once=teller.percent(given),
        )
    elif chances is None:
        yield words.gettext("Fewer than %(n)s useful points: no chance of a false signal is told.", n=MIN_USEFUL_POINTS)
    else:
        yield from _simulated(teller, chances)


def _simulated(teller: Teller, chances: FalseSignals) -> Iterator[str]:
    words = teller.words
    yield words.gettext(
        "Were nothing to change, %(once)s of such charts would give a signal; opened at each new point, %(each)s.",
        once=teller.percent(chances.once.probability),
        each=teller.percent(chances.each_time.probability),
    )
    if chances.if_correlated is not None:
        yield words.gettext(
            "With the correlation of these points, %(correlated)s. A change of level raises the correlation too.",
            correlated=teller.percent(chances.if_correlated.probability),
        )
    if teller.report.run_rules is not RunRules.ANHOEJ:
        yield words.gettext("These chances are those of the Anhøj rules.")


def amount_lines(teller: Teller) -> Iterator[str]:
    """How the points vary, and the difference between before and now."""
    report, words, difference = teller.report, teller.words, teller.report.difference
    if report.standard_deviation is not None:
        yield from sentences(
            words.gettext(
                "Standard deviation from point to point (moving ranges): %(sd)s.",
                sd=teller.difference(report.standard_deviation),
            )
        )
    if difference is None:
        yield from sentences(words.gettext("There is no difference to tell the size of."))
        return
    yield from sentences(
        words.gettext(
            "Difference of medians, after less before: %(estimate)s (95 %% interval %(lower)s to %(upper)s).",
            estimate=teller.difference(difference.estimate),
            lower=teller.n(difference.lower),
            upper=teller.n(difference.upper),
        )
    )


def wait_lines(teller: Teller) -> Iterator[str]:
    """How many more points shifts of several sizes need, monthly and weekly."""
    report, words = teller.report, teller.words
    yield from sentences(
        words.gettext(
            "New points after a lasting change until four of five such charts have given a signal, with the line "
            "frozen on %(n)s points.",
            n=report.n_frozen,
        )
    )
    is_monthly = report.frequency is Frequency.MONTH
    if is_monthly:
        yield from sentences(words.gettext("Weekly numbers are taken to vary twice as much as monthly ones."))
    headers = [N_("change (SD)"), N_("in the unit"), N_("points needed")]
    headers += [N_("weekly instead"), N_("months"), N_("months, weekly")] if is_monthly else []
    rows = [_needed(teller, needed, is_monthly=is_monthly) for needed in report.needed]
    yield from table([words.gettext(header) for header in headers], rows, left=())
    if len(rows) > len(SHIFTS):
        yield from sentences(words.gettext("The last line is the way from the median now to the target."))


def _needed(teller: Teller, needed: Needed, *, is_monthly: bool) -> list[str]:
    waiting = needed.waiting
    cells = [teller.n(needed.shift, 1), teller.n(needed.size), _never(waiting.n_monthly)]
    if is_monthly:
        months = [None if d is None else d / DAYS_IN_MONTH for d in (waiting.days_monthly, waiting.days_weekly)]
        cells += [_never(waiting.n_weekly), *(teller.n(month, 0) for month in months)]
    return cells


def _never(n: int | None) -> str:
    return f"> {LONGEST_WAIT}" if n is None else str(n)
