"""Official statistics as a page shows them: the words of their chart, and where every number comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from qi_tracker.blueprints.common.chart_words import chart_words, month_names, number_format
from qi_tracker.blueprints.common.charts import renderer
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.charts.client import ChartView, ContextChart, ContextPoint, ContextWords, context_view
from qi_tracker.charts.text import ChartText, ChartWords
from qi_tracker.charts.timeline import SlotState
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import frequency_phrase, label
from qi_tracker.i18n.translate import NP_, Words
from qi_tracker.models import ContextSeries, Project
from qi_tracker.services.context import ContextCell, ContextDetails, ContextReading, cells_by_series, series_of
from qi_tracker.vocabulary import ContextState, Frequency

_STATES: Final = {
    ContextState.NUMBER: SlotState.VALUE,
    ContextState.HIDDEN: SlotState.HIDDEN,
    ContextState.MISSING: SlotState.MISSING,
}
# What sources call per cent; on the page it has its sign.
_PER_CENT: Final = frozenset({"prosent", "per cent", "percent", "pct", "%"})
_LONGEST_LABEL: Final = 12
_SEPARATOR: Final = " · "

# Said otherwise than of the project's own numbers: nothing here is hidden by the program, or late.
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "key_hidden": NP_("context", "Hidden in the source, so that nobody can be recognised"),
    "key_missing": NP_("context", "The source has no number"),
    "all_hidden": NP_("context", "All numbers are hidden in the source"),
    "no_numbers": NP_("context", "The source has no numbers"),
    "describe_points": NP_("context", "Line chart of official numbers: %(n)s, from %(first)s to %(last)s."),
    "describe_hidden": NP_("context", "Hidden in the source: %(periods)s. Hidden does not mean zero."),
    "describe_missing": NP_("context", "The source has no number for: %(periods)s."),
}
_OWN_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "at_break": NP_("context", "Break"),
    "key_break": NP_(
        "context",
        "Break: the municipality was merged or divided, so the numbers before and after are not quite alike",
    ),
    "preliminary": NP_("context", "Preliminary"),
    "key_preliminary": NP_("context", "Preliminary: the source may change it"),
    "describe_break": NP_("context", "The numbers break at: %(periods)s. Before and after are not quite alike."),
    "describe_preliminary": NP_("context", "Preliminary: %(periods)s."),
    "source": NP_("context", "Source"),
}
_PARAMETERS: Final = {name: f"%({name})s" for name in ("n", "first", "last", "periods")}


@dataclass(frozen=True, slots=True)
class ContextFacts:
    """What a chart of official numbers needs to know beside the numbers."""

    id: str
    title: str
    counted: str
    unit: str
    decimals: int | None
    frequency: Frequency
    place_name: str
    origin: str
    breaks: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownContext:
    """One row of official numbers on the project's page."""

    series: ContextSeries
    chart: ChartView
    origin: str


def shown_context(project: Project) -> list[ShownContext]:
    """What stands beside the project; for those inside."""
    series = series_of(project)
    cells = cells_by_series(series)
    return [
        ShownContext(each, context_chart(facts_of_series(each), cells[each.id]), origin_of(each)) for each in series
    ]


def facts_of_series(series: ContextSeries) -> ContextFacts:
    """Of one that is kept."""
    return ContextFacts(
        f"context-{series.id}",
        series.title,
        series.counted,
        series.unit,
        series.decimals,
        series.frequency,
        series.place_name,
        origin_of(series),
        series.breaks,
    )


def facts_of_reading(reading: ContextReading, details: ContextDetails, number: int, today: date) -> ContextFacts:
    """Of one that is to be kept, the `number`th on the page."""
    origin = _origin(details.source, reading.table_code, details.licence, reading.source_updated_on, today)
    return ContextFacts(
        f"context-new-{number}",
        details.title,
        reading.counted,
        reading.unit,
        reading.decimals,
        reading.frequency,
        reading.place_name,
        origin,
        reading.breaks or {},
    )


def origin_of(series: ContextSeries) -> str:
    """Where every number of it comes from: source and table, licence, and the dates."""
    return _origin(series.source, series.table_code, series.licence, series.source_updated_on, series.fetched_on)


def _origin(source: str, table: str, licence: str, updated: date | None, fetched: date) -> str:
    words, language = current_words(), current_language()
    named = words.pgettext("context", "%(source)s, table %(table)s", source=source, table=table) if table else source
    parts = [named, licence or words.pgettext("context", "licence not stated")]
    if updated is not None:
        parts.append(words.pgettext("context", "updated %(date)s", date=formats.date_long(updated, language)))
    parts.append(words.pgettext("context", "fetched %(date)s", date=formats.date_long(fetched, language)))
    return _SEPARATOR.join(parts)


def context_chart(facts: ContextFacts, cells: Sequence[ContextCell]) -> ChartView:
    """The chart as a page shows it."""
    words = current_words()
    chart = ContextChart(
        facts.id,
        tuple(ContextPoint(cell.period, cell.value, _STATES[cell.state], cell.is_preliminary) for cell in cells),
        tuple(sorted(date.fromisoformat(day) for day in facts.breaks)),
        _text(facts, cells, words),
        ContextWords(**{name: words.pgettext(*key, **_PARAMETERS) for name, key in _OWN_WORDS.items()}),
        facts.origin,
    )
    return context_view(renderer(), chart)


def _text(facts: ContextFacts, cells: Sequence[ContextCell], words: Words) -> ChartText:
    values, language, unit = [cell.value for cell in cells], words.language, unit_of_numbers(facts.unit)
    numbers = number_format(values, unit, words)
    if facts.decimals is not None:
        numbers = replace(numbers, decimals=facts.decimals, table_decimals=facts.decimals)
    labels = tuple(period_words(cell, facts.frequency, words) for cell in cells)
    short = tuple(period_words(cell, facts.frequency, words, short=True) for cell in cells)
    axis_title = words.pgettext("chart", "Per cent") if unit == formats.PER_CENT else unit
    return ChartText(
        title=facts.title,
        subtitle=_subtitle(facts, labels, words),
        language=language,
        words=_chart_words(words),
        numbers=numbers,
        axis_title=axis_title[:1].upper() + axis_title[1:],
        unit=unit,
        months=month_names(language),
        day_label="%(day)s %(month)s",
        period_labels=labels,
        axis_labels=short,
        comments=_comments(facts, cells, words),
        lowest=0.0 if all(value is None or value >= 0 for value in values) else None,
    )


def _chart_words(words: Words) -> ChartWords:
    said = {name: words.pgettext(*key, **_PARAMETERS) for name, key in _WORDS.items()}
    states = {"hidden": label(ContextState.HIDDEN, words), "missing": label(ContextState.MISSING, words)}
    return replace(chart_words(words), **said, **states)


def _subtitle(facts: ContextFacts, labels: Sequence[str], words: Words) -> str:
    span = f"{labels[0]}{formats.RANGE_DASH}{labels[-1]}" if len(labels) > 1 else "".join(labels)
    often = frequency_phrase(facts.frequency, words)
    return _SEPARATOR.join(filter(None, (facts.counted, facts.place_name, often, span)))


def unit_of_numbers(unit: str) -> str:
    """The unit as the program writes it."""
    return formats.PER_CENT if unit.strip().casefold() in _PER_CENT else unit


def period_words(cell: ContextCell, frequency: Frequency, words: Words, *, short: bool = False) -> str:
    """The period, in the source's words where it is a mean of several years."""
    own = cell.label.strip()
    if frequency is Frequency.YEAR and own != str(cell.period.year) and len(own) <= _LONGEST_LABEL:
        return own.replace("-", formats.RANGE_DASH)
    return formats.period_label(cell.period, frequency, words.language, short=short)


def cell_words(cell: ContextCell | None, unit: str, words: Words) -> str:
    """One number with its unit, or why there is none."""
    if cell is None:
        return words.pgettext("context", "not there")
    if cell.value is None:
        return label(cell.state, words)
    written = formats.value(cell.value, unit_of_numbers(unit), words.language)
    preliminary = words.pgettext("context", "Preliminary").lower()
    return f"{written} ({preliminary})" if cell.is_preliminary else written


def _comments(facts: ContextFacts, cells: Sequence[ContextCell], words: Words) -> tuple[str, ...]:
    """At the first number after each break, whose numbers stand before it."""
    said: dict[date, str] = {}
    for day, codes in facts.breaks.items():
        after = [cell.period for cell in cells if cell.period.isoformat() >= day]
        if after and codes:
            before = formats.join_list(list(codes), words.language)
            said[min(after)] = words.pgettext("context", "Before this: municipality %(codes)s", codes=before)
    return tuple(said.get(cell.period, "") for cell in cells) if said else ()
