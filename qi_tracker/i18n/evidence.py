"""How do we know? What a verdict compares, the rules behind it, its numbers, its target and its limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qi_tracker.analysis.constants import HELD_POINTS, MIN_USEFUL_POINTS
from qi_tracker.analysis.result import Division, RunAnalysis
from qi_tracker.i18n.formats import period_label, period_list, period_range
from qi_tracker.i18n.telling import Telling
from qi_tracker.i18n.translate import N_, NN_, Words
from qi_tracker.vocabulary import CHARTS_OF_MEDIANS, VerdictCode


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """Some plain sentences under their heading."""

    title: str
    sentences: tuple[str, ...]


def evidence(telling: Telling, not_said: str) -> tuple[EvidencePart, ...]:
    """The parts behind the verdict; none without numbers, and no run rules while it is too early for them."""
    if telling.verdict.code is VerdictCode.NO_DATA:
        return ()
    parts = (
        (N_("What is compared"), _compared(telling)),
        (N_("The rule"), _rule(telling)),
        (N_("How many numbers"), _numbers(telling)),
        (N_("The target"), _target(telling)),
        (N_("What this does not say"), _limits(telling, not_said)),
    )
    told = ((telling.words.gettext(title), tuple(sentences)) for title, sentences in parts)
    return tuple(EvidencePart(title, sentences) for title, sentences in told if sentences)


def rule_in_general(words: Words) -> str:
    """The rule in one sentence, by its name."""
    return words.gettext(_ANHOEJ)


_ANHOEJ = N_(
    "The Anhøj rules: when only chance is at work, the numbers seldom lie long on the same side of the median, and the"
    " curve crosses it often."
)
_ANHOEJ_BESIDE_LINE = N_(
    "The Anhøj rules: when only chance is at work, the numbers seldom lie long on the same side of the line, and the"
    " curve crosses it often."
)
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
# (an unusually long run, unusually few crossings) → what follows.
_CONCLUSIONS: Mapping[tuple[bool, bool], str] = {
    (True, True): N_("Both rules give a signal: something has changed."),
    (True, False): N_("The first rule gives a signal: something has changed."),
    (False, True): N_("The second rule gives a signal: something has changed."),
    (False, False): N_("None of the rules gives a signal."),
}
_STARTING_POINTS: Mapping[Division, str] = {
    Division.FREEZE: N_("The starting point is %(period)s, which has been frozen."),
    Division.PHASE: N_("The starting point is %(period)s, in an earlier period."),
    Division.LONG_RUN: N_("The starting point is %(period)s: the numbers before the level moved."),
    Division.HALVES: N_("The starting point is %(period)s: the first half of the numbers."),
}


def _compared(telling: Telling) -> Iterator[str]:
    verdict, words = telling.verdict, telling.words
    parted = _STARTING_POINTS.get(verdict.division or Division.NOTHING)
    if verdict.start_period and parted:
        yield words.gettext(parted, period=_period(telling, *verdict.start_period))
    if verdict.current_period_start and verdict.valid_until:
        now = _period(telling, verdict.current_period_start, verdict.valid_until)
        yield words.gettext("It is compared with %(period)s.", period=now)
    yield from _medians(telling)
    if verdict.code is not VerdictCode.TOO_EARLY:
        yield from _stability(telling)


def _period(telling: Telling, first: date, last: date) -> str:
    return period_range(first, last, telling.facts.frequency, telling.words.language)


def _medians(telling: Telling) -> Iterator[str]:
    verdict, words = telling.verdict, telling.words
    start, current = verdict.start_median, verdict.current_median
    if current is None:
        return
    if start is None:
        median = telling.shown(current)
        yield words.gettext("The median is %(median)s: half of the numbers lie above it, half below.", median=median)
        return
    decimals = telling.decimals_that_differ(start, current)
    before, now = telling.shown(start, decimals), telling.shown(current, decimals)
    yield words.gettext("The median was %(a)s at the starting point and is %(b)s now.", a=before, b=now)


def _stability(telling: Telling) -> Iterator[str]:
    verdict, words = telling.verdict, telling.words
    if verdict.current is None or verdict.current_period_start is None:
        return
    start = period_label(verdict.current_period_start, telling.facts.frequency, words.language)
    if verdict.is_stable:
        yield words.gettext("From %(start)s on the rules see no further change.", start=start)
    else:
        yield words.gettext("From %(start)s on the numbers are still changing.", start=start)


def _rule(telling: Telling) -> Iterator[str]:
    verdict, words = telling.verdict, telling.words
    if verdict.code is VerdictCode.TOO_EARLY:
        yield words.gettext("The rules need at least %(needed)s useful numbers.", needed=MIN_USEFUL_POINTS)
        return
    runs = verdict.basis
    if runs is None or runs.longest_run_max is None or runs.n_crossings_min is None:
        return
    yield words.gettext(_ANHOEJ if _is_of_median(telling) else _ANHOEJ_BESIDE_LINE)
    yield from _counts(telling, runs)
    yield words.gettext(_CONCLUSIONS[runs.has_long_run, runs.has_few_crossings])


def _counts(telling: Telling, runs: RunAnalysis) -> Iterator[str]:
    sentence = _IN_A_ROW if _is_of_median(telling) else _IN_A_ROW_BESIDE_LINE
    yield telling.words.gettext(sentence, n=runs.longest_run, limit=runs.longest_run_max)
    yield _counted("crossings", telling, runs.n_crossings or 0, limit=runs.n_crossings_min)


def _counted(what: str, telling: Telling, n: int, **values: object) -> str:
    one, many = (_OF_MEDIAN if _is_of_median(telling) else _OF_LINE)[what]
    return telling.words.ngettext(one, many, n, **values)


def _is_of_median(telling: Telling) -> bool:
    return telling.facts.chart in CHARTS_OF_MEDIANS


def _numbers(telling: Telling) -> Iterator[str]:
    """How many the verdict rests on, and how many it does not see, or its reader."""
    verdict, words, n_excluded = telling.verdict, telling.words, telling.facts.n_excluded
    yield _counted("useful", telling, verdict.n_useful)
    if n_excluded:
        yield words.ngettext(
            "%(n)s number is left out, for a written reason.",
            "%(n)s numbers are left out, each for a written reason.",
            n_excluded,
        )
    if verdict.missing:
        periods = period_list(verdict.missing, telling.facts.frequency, words.language)
        yield words.ngettext(
            "%(n)s number is missing: %(periods)s.",
            "%(n)s numbers are missing: %(periods)s.",
            len(verdict.missing),
            periods=periods,
        )
    if verdict.n_hidden:
        yield words.ngettext(
            "%(n)s number is hidden for privacy, and is not counted here.",
            "%(n)s numbers are hidden for privacy, and are not counted here.",
            verdict.n_hidden,
        )
    if not (n_excluded or verdict.missing or verdict.n_hidden):
        yield words.gettext("No number is left out, missing or hidden.")


def _target(telling: Telling) -> Iterator[str]:
    verdict, words = telling.verdict, telling.words
    if verdict.target is None:
        return
    yield words.gettext("The target is %(target)s.", target=telling.shown(verdict.target))
    if telling.facts.direction is None or verdict.current_median is None:
        return
    if verdict.is_target_reached:
        yield words.gettext("The median now lies at the target or better.")
    else:
        yield words.gettext("The median now has not reached the target.")
    yield words.gettext(
        "The aim is held when the last %(needed)s useful numbers or more lie steadily at the target or better.",
        needed=HELD_POINTS,
    )
    if verdict.code is VerdictCode.REACHED:
        yield words.gettext("So far there are %(k)s of %(needed)s.", k=verdict.held_count, needed=HELD_POINTS)


def _limits(telling: Telling, not_said: str) -> Iterator[str]:
    yield not_said
    if telling.verdict.code is VerdictCode.TOO_EARLY:
        return
    yield telling.words.gettext("The rules may give a signal by chance, and may overlook a small change.")
    if not _is_of_median(telling):
        yield telling.words.gettext("A point outside the limits is a signal by itself, and is not counted here.")
