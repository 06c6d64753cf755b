"""How do we know? The median and the run rules behind a verdict, one plain sentence each."""

from collections.abc import Mapping

from qi_tracker.analysis.result import RunAnalysis
from qi_tracker.i18n.formats import period_label
from qi_tracker.i18n.telling import Telling
from qi_tracker.i18n.translate import N_, NN_
from qi_tracker.vocabulary import CHARTS_OF_MEDIANS, VerdictCode

_IN_A_ROW = N_("At most %(n)s in a row on the same side of the median. More than %(limit)s is a signal.")
_IN_A_ROW_BESIDE_LINE = N_("At most %(n)s in a row on the same side of the line. More than %(limit)s is a signal.")
_OF_MEDIAN: Mapping[str, tuple[str, str]] = {
    "useful": NN_(
        "%(n)s useful number. A number exactly on the median is not counted.",
        "%(n)s useful numbers. Numbers exactly on the median are not counted.",
    ),
    "crossings": NN_(
        "The curve crosses the median %(n)s time. Fewer than %(limit)s is a signal.",
        "The curve crosses the median %(n)s times. Fewer than %(limit)s is a signal.",
    ),
}
# Charts whose line is no median.
_OF_LINE: Mapping[str, tuple[str, str]] = {
    "useful": NN_(
        "%(n)s useful number. A number exactly on the line is not counted.",
        "%(n)s useful numbers. Numbers exactly on the line are not counted.",
    ),
    "crossings": NN_(
        "The curve crosses the line %(n)s time. Fewer than %(limit)s is a signal.",
        "The curve crosses the line %(n)s times. Fewer than %(limit)s is a signal.",
    ),
}


def evidence(telling: Telling) -> tuple[str, ...]:
    """The sentences behind the verdict; none without numbers, and no run rules while it is too early for them."""
    verdict = telling.verdict
    if verdict.code is VerdictCode.NO_DATA:
        return ()
    sentences = [*_medians(telling), _useful(telling)]
    if verdict.code is not VerdictCode.TOO_EARLY:
        sentences += _rules(telling, verdict.basis) if verdict.basis else []
        sentences += _stability(telling)
    if verdict.target is not None:
        sentences.append(telling.words.gettext("The target is %(target)s.", target=telling.shown(verdict.target)))
    return tuple(sentences)


def _medians(telling: Telling) -> list[str]:
    verdict, words = telling.verdict, telling.words
    start, current = verdict.start_median, verdict.current_median
    if current is None:
        return []
    if start is None:
        median = telling.shown(current)
        return [words.gettext("The median is %(median)s: half of the numbers lie above it, half below.", median=median)]
    decimals = telling.decimals_that_differ(start, current)
    before, now = telling.shown(start, decimals), telling.shown(current, decimals)
    return [words.gettext("The median was %(a)s at the starting point and is %(b)s now.", a=before, b=now)]


def _useful(telling: Telling) -> str:
    return _counted("useful", telling, telling.verdict.n_useful)


def _rules(telling: Telling, runs: RunAnalysis) -> list[str]:
    sentences = []
    if runs.longest_run is not None and runs.longest_run_max is not None:
        sentence = _IN_A_ROW if telling.facts.chart in CHARTS_OF_MEDIANS else _IN_A_ROW_BESIDE_LINE
        sentences.append(telling.words.gettext(sentence, n=runs.longest_run, limit=runs.longest_run_max))
    if runs.n_crossings is not None and runs.n_crossings_min is not None:
        sentences.append(_counted("crossings", telling, runs.n_crossings, limit=runs.n_crossings_min))
    return sentences


def _counted(what: str, telling: Telling, n: int, **values: object) -> str:
    is_median = telling.facts.chart in CHARTS_OF_MEDIANS
    one, many = (_OF_MEDIAN if is_median else _OF_LINE)[what]
    return telling.words.ngettext(one, many, n, **values)


def _stability(telling: Telling) -> list[str]:
    verdict, words = telling.verdict, telling.words
    if verdict.current is None or verdict.current_period_start is None:
        return []
    start = period_label(verdict.current_period_start, telling.facts.frequency, words.language)
    if verdict.is_stable:
        return [
            words.gettext(
                "From %(start)s on the numbers are stable: they vary as chance would have it.",
                start=start,
            )
        ]
    return [words.gettext("From %(start)s on the numbers are still changing.", start=start)]
