"""The words and formats of a chart in the reader's language, as `ChartText`. No request, no database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median
from typing import Final

from qi_tracker.analysis.result import ChartResult
from qi_tracker.charts.text import ChartText, ChartWords, NumberFormat
from qi_tracker.charts.timeline import timeline
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import frequency_phrase, label
from qi_tracker.i18n.translate import NP_, Words
from qi_tracker.vocabulary import CHARTS_OF_MEDIANS, ChartKind, Direction, Frequency, Language, ValueType

# The context keeps these apart from the same words elsewhere: a target is "Mål" on a chart, "Målverdi" in a form.
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "median": NP_("chart", "Median"),
    "median_before": NP_("chart", "Median before"),
    "median_now": NP_("chart", "Median now"),
    "target": NP_("chart", "Target"),
    "upper": NP_("chart", "Upper limit"),
    "lower": NP_("chart", "Lower limit"),
    "upper_short": NP_("chart", "Upper"),
    "lower_short": NP_("chart", "Lower"),
    "baseline": NP_("chart", "Starting point"),
    "phase": NP_("chart", "Period %(n)s"),
    "run_above": NP_("chart", "%(n)s in a row above the median"),
    "run_below": NP_("chart", "%(n)s in a row below the median"),
    "few_crossings": NP_("chart", "Seldom crosses the median (%(n)s)"),
    "cycles": NP_("chart", "PDSA cycles"),
    "no_numbers": NP_("chart", "No numbers yet"),
    "all_hidden": NP_("chart", "All numbers are hidden for privacy"),
    "key_median": NP_("chart", "Median: half of the numbers are higher, half are lower"),
    "key_limits": NP_("chart", "Limits: nearly all numbers lie within, as long as nothing special happens"),
    "key_on_line": NP_("chart", "On the median: counts neither as above nor as below"),
    "key_run": NP_("chart", "Unusually many in a row on the same side: a signal"),
    "key_outside": NP_("chart", "Outside the limits: look for what was special"),
    "key_excluded": NP_("chart", "Left out"),
    "key_missing": NP_("chart", "Number missing"),
    "key_hidden": NP_("chart", "Hidden for privacy"),
    "key_pause": NP_("chart", "Planned pause"),
    "key_decision": NP_("chart", "PDSA: %(outcome)s"),
    "key_undecided": NP_("chart", "PDSA: not decided yet"),
    "annotations": NP_("chart", "Notes"),
    "show_table": NP_("chart", "Show the numbers as a table"),
    "failed": NP_("chart", "The chart cannot be drawn right now. All the numbers are in the table."),
    "caption": NP_("chart", "The numbers in the chart"),
    "period": NP_("chart", "Period"),
    "value": NP_("chart", "Value"),
    "value_in": NP_("chart", "Value (%(unit)s)"),
    "numerator": NP_("chart", "Numerator"),
    "denominator": NP_("chart", "Denominator"),
    "note": NP_("chart", "Note"),
    "missing": NP_("chart", "Missing"),
    "hidden": NP_("chart", "Hidden"),
    "excluded": NP_("chart", "Left out"),
    "outside": NP_("chart", "Outside the limits"),
    "counted_of": NP_("chart", "%(numerator)s of %(denominator)s"),
    "during_cycle": NP_("chart", "PDSA %(sign)s: %(name)s (%(when)s)"),
    "describe_points": NP_("chart", "Run chart. Numbers shown: %(n)s, from %(first)s to %(last)s."),
    "describe_range": NP_("chart", "The lowest is %(low)s (%(low_period)s), the highest %(high)s (%(high_period)s)."),
    "describe_latest": NP_("chart", "The latest number is %(value)s (%(period)s)."),
    "describe_median": NP_("chart", "The median is %(value)s."),
    "describe_frozen": NP_("chart", "The median is locked at the starting point, %(first)s to %(last)s: %(value)s."),
    "describe_phase": NP_("chart", "%(name)s, %(first)s to %(last)s: %(median)s"),
    "describe_now": NP_("chart", "The median now is %(value)s."),
    "describe_target": NP_("chart", "The target is %(value)s."),
    "describe_limits": NP_("chart", "The limits at the end are %(lower)s and %(upper)s."),
    "describe_outside": NP_("chart", "Outside the limits: %(periods)s."),
    "describe_above": NP_("chart", "Signal: %(n)s in a row above the median, from %(first)s to %(last)s."),
    "describe_below": NP_("chart", "Signal: %(n)s in a row below the median, from %(first)s to %(last)s."),
    "describe_crossings": NP_(
        "chart", "Signal: times the curve crosses the median: %(n)s. Fewer than %(least)s is a signal."
    ),
    "describe_no_signal": NP_("chart", "No signal: the numbers vary at random around the median."),
    "describe_missing": NP_("chart", "Numbers are missing for: %(periods)s."),
    "describe_hidden": NP_("chart", "Hidden for privacy: %(periods)s. Hidden does not mean zero."),
    "describe_excluded": NP_("chart", "Left out: %(periods)s."),
    "describe_pauses": NP_("chart", "Planned pauses: %(periods)s."),
    "describe_cycles": NP_("chart", "PDSA cycles beneath the chart: %(n)s."),
    "describe_annotations": NP_("chart", "Notes on the chart: %(n)s."),
}

# Charts whose line is no median: the same words, said of the centre line.
_WORDS_OF_CENTRE: Final[Mapping[str, tuple[str, str]]] = {
    "median": NP_("chart", "Centre line"),
    "median_before": NP_("chart", "Centre line"),
    "run_above": NP_("chart", "%(n)s in a row above the centre line"),
    "run_below": NP_("chart", "%(n)s in a row below the centre line"),
    "few_crossings": NP_("chart", "Seldom crosses the centre line (%(n)s)"),
    "key_median": NP_("chart", "Centre line: the level that the numbers vary around"),
    "key_on_line": NP_("chart", "On the centre line: counts neither as above nor as below"),
    "describe_median": NP_("chart", "The centre line is %(value)s."),
    "describe_frozen": NP_(
        "chart", "The centre line is locked at the starting point, %(first)s to %(last)s: %(value)s."
    ),
    "describe_above": NP_("chart", "Signal: %(n)s in a row above the centre line, from %(first)s to %(last)s."),
    "describe_below": NP_("chart", "Signal: %(n)s in a row below the centre line, from %(first)s to %(last)s."),
    "describe_crossings": NP_(
        "chart", "Signal: times the curve crosses the centre line: %(n)s. Fewer than %(least)s is a signal."
    ),
    "describe_no_signal": NP_("chart", "No signal: the numbers vary at random around the centre line."),
}
_DESCRIBE_CONTROL_CHART: Final = NP_(
    "chart", "Control chart: %(chart)s. Numbers shown: %(n)s, from %(first)s to %(last)s."
)

# Said of a part of a chart: where a signal, a phase or a starting point begins and ends may lie outside it.
_WORDS_OF_PART: Final[Mapping[str, tuple[str, str]]] = {
    "no_numbers": NP_("chart", "No numbers in this period"),
    "describe_range": NP_(
        "chart", "Of those shown, the lowest is %(low)s (%(low_period)s), the highest %(high)s (%(high_period)s)."
    ),
    "describe_latest": NP_("chart", "The last number shown is %(value)s (%(period)s)."),
    "describe_frozen": NP_("chart", "The median is locked at the starting point: %(value)s."),
    "describe_phase": NP_("chart", "%(name)s, shown from %(first)s to %(last)s: %(median)s"),
    "describe_above": NP_("chart", "Signal: %(n)s in a row above the median, shown here from %(first)s to %(last)s."),
    "describe_below": NP_("chart", "Signal: %(n)s in a row below the median, shown here from %(first)s to %(last)s."),
}
_WORDS_OF_PART_OF_CENTRE: Final[Mapping[str, tuple[str, str]]] = {
    "describe_frozen": NP_("chart", "The centre line is locked at the starting point: %(value)s."),
    "describe_above": NP_(
        "chart", "Signal: %(n)s in a row above the centre line, shown here from %(first)s to %(last)s."
    ),
    "describe_below": NP_(
        "chart", "Signal: %(n)s in a row below the centre line, shown here from %(first)s to %(last)s."
    ),
}

# Charts that show something made of the numbers say so at the axis, and cannot say which way is better.
_MADE_OF_NUMBERS: Final[Mapping[ChartKind, tuple[str, str]]] = {
    ChartKind.MR: NP_("chart", "Difference from the number before"),
    ChartKind.S: NP_("chart", "Standard deviation"),
}
_NEVER_NEGATIVE: Final = frozenset(
    {
        *(ChartKind.MR, ChartKind.S, ChartKind.C, ChartKind.U, ChartKind.U_PRIME),
        *(ChartKind.P, ChartKind.P_PRIME, ChartKind.T, ChartKind.G),
    }
)

# Per cent said out loud at the axis; any other unit is its own word.
_PER_CENT = NP_("chart", "Per cent")
_BETTER: Final = {Direction.UP: NP_("chart", "higher is better"), Direction.DOWN: NP_("chart", "lower is better")}
_SEPARATOR: Final = " · "
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s")
_HUNDRED: Final = 100.0

# Periods that the calendar's months do not name well get their own names on the axis.
_NAMED_ON_AXIS: Final = frozenset(
    {Frequency.QUARTER, Frequency.TERTIAL, Frequency.HALF_YEAR, Frequency.SCHOOL_YEAR, Frequency.YEAR}
)
_ROUNDED_FROM: Final = 20
_BOUNDS: Final[Mapping[ValueType, tuple[float | None, float | None]]] = {
    ValueType.PROPORTION: (0.0, _HUNDRED),
    ValueType.COUNT: (0.0, None),
    ValueType.DAYS: (0.0, None),
    ValueType.NUMBER: (None, None),
}


@dataclass(frozen=True, slots=True)
class ChartFacts:
    """What a chart's words need to know of its measure.

    `phase_reasons` has one for each phase of the result, "" where none is known; `comments` are by period. `merged` are
    the first days of periods of another length than `frequency`, with that length.
    """

    title: str
    name: str
    unit: str
    value_type: ValueType
    frequency: Frequency
    direction: Direction | None
    phase_reasons: tuple[str, ...]
    comments: Mapping[date, str]
    merged: Mapping[date, Frequency] = field(default_factory=dict)

    def period(self, day: date, language: Language, *, short: bool = False) -> str:
        """The name of the period that begins on this day."""
        return formats.period_label(day, self.merged.get(day, self.frequency), language, short=short)


def chart_words(words: Words, chart: ChartKind = ChartKind.RUN) -> ChartWords:
    """Every word of a chart of this kind in one language."""
    keys = dict(_WORDS) if chart in CHARTS_OF_MEDIANS else {**_WORDS, **_WORDS_OF_CENTRE}
    said = {name: _unfilled(*key, words) for name, key in keys.items()}
    if chart is not ChartKind.RUN:
        said["describe_points"] = _unfilled(*_DESCRIBE_CONTROL_CHART, words).replace("%(chart)s", label(chart, words))
    return ChartWords(**said)


def _unfilled(context: str, msgid: str, words: Words) -> str:
    """The text with its placeholders, which the charts fill."""
    placeholders = {name: f"%({name})s" for name in _PLACEHOLDER.findall(msgid)}
    return words.pgettext(context, msgid, **placeholders)


def chart_text(result: ChartResult, facts: ChartFacts, words: Words) -> ChartText:
    """The words and formats of one measure's chart."""
    days = [slot.date for slot in timeline(result)]
    language = words.language
    lowest, highest = _bounds(result.chart, facts.value_type)
    is_computed = any(point.denominator is not None for point in result.points)
    is_named = not _NAMED_ON_AXIS.isdisjoint(facts.merged.get(day, facts.frequency) for day in days)
    return ChartText(
        title=facts.title,
        subtitle=_subtitle(result, facts, words),
        language=language,
        words=chart_words(words, result.chart),
        numbers=number_format([point.value for point in result.points], facts.unit, words, is_computed=is_computed),
        axis_title=_axis_title(result.chart, facts, words),
        unit=facts.unit,
        months=month_names(language),
        day_label="%(day)s %(month)s" if language is Language.ENGLISH else "%(day)s. %(month)s",
        period_labels=tuple(facts.period(day, language) for day in days),
        axis_labels=tuple(facts.period(day, language, short=True) for day in days) if is_named else (),
        comments=tuple(facts.comments.get(day, "") for day in days) if any(facts.comments.values()) else (),
        phase_names=tuple(_phase_name(index, reason, words) for index, reason in enumerate(facts.phase_reasons)),
        lowest=lowest,
        highest=highest,
    )


def text_of_part(text: ChartText, result: ChartResult, facts: ChartFacts, words: Words) -> ChartText:
    """The words of a part of a chart, cut by `charts.client.part_of`; `result` is the part's."""
    of_centre = {} if result.chart in CHARTS_OF_MEDIANS else _WORDS_OF_PART_OF_CENTRE
    said = {name: _unfilled(*key, words) for name, key in {**_WORDS_OF_PART, **of_centre}.items()}
    return replace(text, subtitle=_subtitle(result, facts, words), words=replace(text.words, **said))


def _phase_name(index: int, reason: str, words: Words) -> str:
    name = words.pgettext("chart", "Period %(n)s", n=index + 1)
    return f"{name}: {reason}" if reason else name


def _bounds(chart: ChartKind, value_type: ValueType) -> tuple[float | None, float | None]:
    lowest, highest = _BOUNDS[value_type]
    if chart in _MADE_OF_NUMBERS:
        highest = None
    return (0.0 if chart in _NEVER_NEGATIVE else lowest), highest


def _axis_title(chart: ChartKind, facts: ChartFacts, words: Words) -> str:
    unit = _unit_word(facts.unit, words)
    if chart in _MADE_OF_NUMBERS:
        parts = words.pgettext(*_MADE_OF_NUMBERS[chart]), unit.lower()
    else:
        parts = unit, words.pgettext(*_BETTER[facts.direction]) if facts.direction is not None else ""
    title = _SEPARATOR.join(filter(None, parts))
    return title[:1].upper() + title[1:]


def _unit_word(unit: str, words: Words) -> str:
    return words.pgettext(*_PER_CENT) if unit == formats.PER_CENT else unit


def _subtitle(result: ChartResult, facts: ChartFacts, words: Words) -> str:
    """Measure, unit, how often, period and n."""
    shown = [point.date for point in result.points if point.value is not None]
    period = _time(shown, facts, words) if shown else ""
    unit, often = _unit_word(facts.unit, words).lower(), _often(result, facts, words)
    # A title that begins with the name has said it.
    name = "" if facts.title.startswith(facts.name) else facts.name
    kind = "" if result.chart is ChartKind.RUN else label(result.chart, words)
    return _SEPARATOR.join(filter(None, (name, kind, unit, often, period, size_words(result, words))))


def _time(shown: Sequence[date], facts: ChartFacts, words: Words) -> str:
    if not facts.merged:
        return formats.period_range(shown[0], shown[-1], facts.frequency, words.language)
    ends = [facts.period(day, words.language, short=True) for day in (shown[0], shown[-1])]
    return ends[0] if ends[0] == ends[1] else formats.RANGE_DASH.join(ends)


def _often(result: ChartResult, facts: ChartFacts, words: Words) -> str:
    """How long each period is; more than one answer where some are merged."""
    lengths = dict.fromkeys(facts.merged.get(point.date, facts.frequency) for point in result.points)
    found = [frequency_phrase(length, words) for length in lengths] or [frequency_phrase(facts.frequency, words)]
    return formats.join_list(found, words.language)


def size_words(result: ChartResult, words: Words) -> str:
    """How many numbers, and about how many each is out of."""
    n_values = sum(point.value is not None for point in result.points)
    count = words.npgettext("chart", "%(n)s number", "%(n)s numbers", n_values).replace(" ", formats.NBSP)
    denominators = [point.denominator for point in result.points if point.denominator is not None]
    if not denominators:
        return count
    typical = median(denominators)
    rounded = round(typical, -1) if typical >= _ROUNDED_FROM else round(typical)
    return f"{count}, n{formats.NBSP}≈{formats.NBSP}{formats.number(rounded, words.language)}"


def number_format(
    values: Sequence[float | None], unit: str, words: Words, *, is_computed: bool = False
) -> NumberFormat:
    """How numbers like these are written."""
    language = words.language
    decimals = formats.decimals_for(values)
    return NumberFormat(
        decimals=decimals,
        table_decimals=min(decimals + 1, formats.MAX_DECIMALS) if is_computed else formats.typed_decimals(values),
        decimal_sign=_decimal_sign(language),
        thousands_separator=formats.number(1000, language)[1:-3],
        minus_sign=formats.number(-1, language)[0],
        million=words.pgettext("chart", "million"),
        billion=words.pgettext("chart", "billion"),
        suffix=formats.value(0, unit, language, 0)[1:] if unit else "",
    )


def _decimal_sign(language: Language) -> str:
    return formats.number(0.5, language)[1]


def month_names(language: Language) -> tuple[str, ...]:
    """The months as in "okt. 2025", without the year."""
    return tuple(formats.month_far(date(2000, month, 1), language).rpartition(" ")[0] for month in range(1, 13))
