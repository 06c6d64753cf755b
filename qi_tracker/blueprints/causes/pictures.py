"""The drawing of an analysis and the words beside it, in the reader's language."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qi_tracker.analysis.pareto import pareto
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.charts.cause_drawing import (
    Drawing,
    Step,
    fishbone_drawing,
    pareto_drawing,
    process_drawing,
    why_drawing,
)
from qi_tracker.i18n.formats import number
from qi_tracker.i18n.tool_help import Tool
from qi_tracker.i18n.translate import N_
from qi_tracker.method.causes import total_minutes
from qi_tracker.models import CauseAnalysis
from qi_tracker.vocabulary import CauseTool

# The longer help page of each tool.
HELP = {
    CauseTool.FIVE_WHYS: Tool.FIVE_WHYS,
    CauseTool.FISHBONE: Tool.FISHBONE,
    CauseTool.PARETO: Tool.PARETO,
    CauseTool.PROCESS: Tool.PROCESS,
}
# How the lines of each tool are written.
LINE_HINTS = {
    CauseTool.FIVE_WHYS: N_("One answer on each line, each the reason for the one above. Three to five are enough."),
    CauseTool.FISHBONE: N_("One cause on each line: group, colon, cause. Example: Money: the fee is high"),
    CauseTool.PARETO: N_("One cause on each line: cause, colon, how many times. Example: Lacks a form: 12"),
    CauseTool.PROCESS: N_(
        "One step on each line: what; who; minutes. Who is a role, never a name. Example: Reads it; case worker; 20"
    ),
}


_MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing, and the same as an outline: (heading, lines). Without a drawing there is nothing to draw."""

    drawing: Drawing | None
    outline: Sequence[tuple[str, Sequence[str]]]
    # One sentence that says what is seen.
    says: str


def picture_of(analysis: CauseAnalysis) -> Picture:
    """What the page of the analysis shows."""
    return {
        CauseTool.FIVE_WHYS: _whys,
        CauseTool.FISHBONE: _fishbone,
        CauseTool.PARETO: _pareto,
        CauseTool.PROCESS: _process,
    }[analysis.tool](analysis)


def _whys(analysis: CauseAnalysis) -> Picture:
    answers = [item["text"] for item in analysis.items]
    drawing = why_drawing(analysis.question, answers, current_words().gettext("Why?"))
    return Picture(drawing, [("", answers)], "")


def _fishbone(analysis: CauseAnalysis) -> Picture:
    branches: dict[str, list[str]] = defaultdict(list)
    for item in analysis.items:
        branches[item["branch"]].extend([item["text"]] if item["text"] else [])
    named = [(name or current_words().gettext("Other causes"), causes) for name, causes in branches.items()]
    return Picture(fishbone_drawing(analysis.question, named), named, "")


def _pareto(analysis: CauseAnalysis) -> Picture:
    counts: dict[str, float] = defaultdict(float)
    for item in analysis.items:
        counts[item["text"]] += item["count"]
    bars, words, language = pareto(counts), current_words(), current_language()
    if not bars:
        return Picture(None, [("", list(counts))], words.gettext("Nothing has been counted yet."))
    numbers = [number(bar.count, language, 0) for bar in bars]
    shares = [f"{number(100 * bar.cumulative_share, language, 0)}\u00a0%" for bar in bars]
    lines = [
        words.gettext("%(cause)s: %(count)s, together %(share)s", cause=bar.cause, count=count, share=share)
        for bar, count, share in zip(bars, numbers, shares, strict=True)
    ]
    half = next(place for place, bar in enumerate(bars, 1) if bar.cumulative_share >= 0.5)
    says = words.ngettext(
        "One cause stands for %(share)s of all.",
        "The %(n)s largest causes stand for %(share)s of all.",
        half,
        share=shares[half - 1],
    )
    return Picture(pareto_drawing(bars, numbers, shares), [("", lines)], says)


def _process(analysis: CauseAnalysis) -> Picture:
    steps = [Step(item["text"], item["who"], _time(item["minutes"])) for item in analysis.items]
    lines = [" · ".join(part for part in (step.text, step.who, step.time) if part) for step in steps]
    total, words = total_minutes(analysis.items), current_words()
    says = words.gettext("In all it takes %(time)s.", time=_time(total)) if total else ""
    return Picture(process_drawing(steps), [("", lines)], says)


def _time(minutes: int | None) -> str:
    if minutes is None:
        return ""
    words, language = current_words(), current_language()
    hours, rest = divmod(minutes, _MINUTES_OF_AN_HOUR)
    parts = [words.gettext("%(n)s h", n=number(hours, language, 0))] if hours else []
    if rest or not hours:
        parts.append(words.gettext("%(n)s min", n=rest))
    return " ".join(parts)
