"""What a table would change, as the pages show it: counted in words, the numbers that differ, and a small picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qi_tracker.blueprints.common.charts import measure_spark
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.blueprints.exchange.deciding import Existing, Merging, token_of
from qi_tracker.blueprints.exchange.shown import numbers_in_words, period_of_reading
from qi_tracker.blueprints.exchange.together import Part
from qi_tracker.charts.client import SparkView
from qi_tracker.i18n import formats
from qi_tracker.models import ImportRecipe, Measure
from qi_tracker.services.import_changes import numbers_after
from qi_tracker.services.recipes import recipes_of
from qi_tracker.services.summaries import computed_summary

MOST_REPLACED_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ShownReplaced:
    """A number that differs: what it is called in the form, its period, what stands there now, and in the table."""

    token: str
    period: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class ShownChanges:
    """What the import does, in words, and what must be decided first."""

    # "1 new measurement, 23 are the same", without a full stop.
    counted: str
    replaced: list[ShownReplaced]
    chosen: Existing | None
    seen: str
    # Numbers of the table that the measure has already, the same or others.
    n_present: int
    brings_something: bool
    # How many numbers are written when the table's are used.
    n_written: int
    # (period, numbers) of the oldest and the newest in the table.
    ends: list[tuple[str, str]]
    spark: SparkView | None


def shown_changes(measure: Measure, merging: Merging, chosen: Existing | None) -> ShownChanges:
    """The changes for the page."""
    changes, frequency = merging.changes, merging.reading.frequency
    readings = sorted(merging.rows.readings, key=lambda each: each.period)
    ends = readings if len(readings) < len("ab") else [readings[0], readings[-1]]
    return ShownChanges(
        counted=_counted(len(changes.added), len(changes.replaced), changes.n_same),
        replaced=[
            ShownReplaced(
                token_of(each.key),
                period_of_reading(each.reading, frequency),
                numbers_in_words(each.present),
                numbers_in_words(each.reading),
            )
            for each in changes.replaced[:MOST_REPLACED_SHOWN]
        ],
        chosen=chosen,
        seen=merging.seen,
        n_present=len(changes.replaced) + changes.n_same,
        brings_something=merging.brings_something,
        n_written=len(changes.added) + len(changes.replaced),
        ends=[(period_of_reading(each, frequency), numbers_in_words(each)) for each in ends],
        spark=_spark(measure, merging),
    )


def _counted(n_added: int, n_replaced: int, n_same: int) -> str:
    words = current_words()
    parts = [
        words.ngettext("%(n)s new number", "%(n)s new numbers", n_added) if n_added else "",
        words.ngettext("%(n)s is another than yours", "%(n)s are others than yours", n_replaced) if n_replaced else "",
        words.ngettext("%(n)s is the same", "%(n)s are the same", n_same) if n_same else "",
    ]
    return ", ".join(filter(None, parts))


def _spark(measure: Measure, merging: Merging) -> SparkView | None:
    """The small curve as it would become with the table's numbers; nothing is stored."""
    after = numbers_after(measure, merging.present, merging.rows.readings, merging.reading.frequency)
    return measure_spark(measure, computed_summary(measure, after)) if after else None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One of the measures a table has numbers for."""

    measure: Measure
    prefix: str
    is_ready: bool
    changes: ShownChanges | None


def shown_parts(parts: Iterable[Part]) -> list[ShownPart]:
    """The measures for the page, those that can be imported first."""
    shown = [
        ShownPart(
            part.measure,
            part.prefix,
            part.is_ready,
            None if part.merging is None else shown_changes(part.measure, part.merging, part.before),
        )
        for part in parts
    ]
    return sorted(shown, key=lambda part: not part.is_ready)


def shown_recipes(measure: Measure) -> Sequence[tuple[ImportRecipe, str, str]]:
    """(recipe, its columns, when it was used last) of the measure's."""
    language = current_language()
    return [
        (recipe, " · ".join(recipe.settings.get("names", [])), formats.date_long(recipe.used_at.date(), language))
        for recipe in recipes_of(measure)
    ]
