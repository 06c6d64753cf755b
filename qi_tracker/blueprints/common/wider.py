"""A measure as those see it who take no part in the work: chart, table and words from what its summary shows wider.

Nothing here reads a number of the measure's own: what is hidden is not in the object that is drawn, told or written.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median

from qi_tracker.access.permissions import Permission
from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.periods import has_periods
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.series import Point, Series
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.chart_words import ChartFacts, chart_text
from qi_tracker.blueprints.common.charts import renderer
from qi_tracker.blueprints.common.verdicts import cautions_today, code_of, has_problem, unit_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.charts.client import Chart, SparkView, spark_view
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import frequency_phrase
from qi_tracker.i18n.verdicts import project_line
from qi_tracker.models import Measure, MeasureSummary
from qi_tracker.models.organizations import Organization
from qi_tracker.privacy.merging import FEWEST_TO_CHOOSE
from qi_tracker.privacy.suppression import SAFE_WHEN_ALL_ALIKE
from qi_tracker.services.insiders import comes_without_counts
from qi_tracker.services.summaries import SPARK_POINTS, local_today
from qi_tracker.services.wider_blocks import ShownNumber, WiderBlock, blocks_of
from qi_tracker.vocabulary import ChartKind, Frequency, ValueType, VerdictCode

_HUNDRED = 100.0


def sees_numbers(measure: Measure) -> bool:
    """Whether the reader sees the measure as it is; all others see it wider, if at all."""
    return can(Permission.SEE_NUMBERS, measure)


@dataclass(frozen=True, slots=True)
class WiderGroups:
    """The numbers group by group, as a table: headings, and rows that begin with their period."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def wider_chart(measure: Measure, summary: MeasureSummary | None) -> Chart | None:
    """What there is to draw of the measure wider; None where none is shown, or a number must be corrected."""
    blocks = blocks_of(summary)
    if not blocks or is_all_hidden(summary) or has_problem(summary):
        return None
    result = _result(measure, blocks)
    text = chart_text(result, _facts(measure, summary, blocks), current_words())
    # A table has room for the whole reason.
    words = replace(text.words, hidden=text.words.key_hidden)
    return Chart(f"wider-{measure.id}", result, replace(text, words=words))


def _result(measure: Measure, blocks: Sequence[WiderBlock]) -> ChartResult:
    """The blocks as a run chart without signals: what the numbers say is decided once, from all of them."""
    is_count = measure.value_type is ValueType.COUNT
    is_seen = any(block.total for block in blocks)
    is_merged = any(block.block.frequency is not measure.frequency for block in blocks)
    has_denominator = any(block.total and block.total.numerator is not None for block in blocks)
    series = Series(
        points=[_point(block, has_denominator) for block in blocks],
        chart=ChartKind.RUN,
        value_type=measure.value_type,
        has_denominator=has_denominator,
        multiply=_HUNDRED if has_denominator else 1.0,
        # Of a longer time there is more to count, and so the one must not look like a change from the other.
        phases=_new_lengths(blocks) if is_count else (),
        direction=measure.direction,
        target=measure.target if is_seen and not (is_count and is_merged) else None,
        frequency=Frequency.EVENT,
    )
    return analyse(series).without_signals()


def _point(found: WiderBlock, has_denominator: bool) -> Point:
    shown = found.total
    if shown is None:
        return Point(found.block.first, None, hidden=found.is_hidden)
    if has_denominator:
        return Point(found.block.first, shown.numerator, shown.denominator)
    return Point(found.block.first, shown.value)


def _new_lengths(blocks: Sequence[WiderBlock]) -> list[date]:
    return [
        later.block.first for earlier, later in pairwise(blocks) if later.block.frequency is not earlier.block.frequency
    ]


def _facts(measure: Measure, summary: MeasureSummary | None, blocks: Sequence[WiderBlock]) -> ChartFacts:
    code = code_of(summary)
    cautions = cautions_today(measure, summary, local_today())
    is_short = measure.target is not None and code is VerdictCode.IMPROVEMENT
    words = current_words()
    lengths = {block.block.first: block.block.frequency for block in blocks}
    phases = [lengths[first] for first in (blocks[0].block.first, *_new_lengths(blocks))]
    return ChartFacts(
        title=project_line(measure.name, code, is_short, words, cautions),
        name=measure.name,
        unit=unit_of(measure),
        value_type=measure.value_type,
        frequency=measure.frequency,
        direction=measure.direction,
        phase_reasons=tuple(frequency_phrase(length, words) for length in phases),
        comments={block.block.first: said for block in blocks if (said := _without(measure, block))},
        merged={
            block.block.first: block.block.frequency
            for block in blocks
            if block.block.frequency is not measure.frequency
        },
    )


def _without(measure: Measure, found: WiderBlock) -> str:
    """Which periods are not in it, because there was no number when it was made."""
    if not found.without or not found.counted:
        return ""
    periods = formats.period_list(found.without, measure.frequency, current_language())
    return current_words().pgettext("wider", "without %(periods)s", periods=periods)


def wider_spark(measure: Measure, summary: MeasureSummary | None) -> SparkView | None:
    """The small curve for a list, broken where a number is hidden; None where no number may be seen."""
    blocks = [] if has_problem(summary) else blocks_of(summary)[-SPARK_POINTS:]
    values = [_value(block.total) for block in blocks]
    seen = [value for value in values if value is not None]
    if not seen:
        return None
    decimals = formats.decimals_for(seen)
    latest = formats.value(seen[-1], unit_of(measure), current_language(), decimals)
    said = current_words().pgettext("chart", "%(name)s: latest number shown %(value)s", name=measure.name, value=latest)
    return spark_view(renderer(), values, median(seen), said)


def _value(shown: ShownNumber | None) -> float | None:
    if shown is None or shown.value is not None:
        return None if shown is None else shown.value
    return _HUNDRED * (shown.numerator or 0.0) / shown.denominator if shown.denominator else None


def hidden_line(summary: MeasureSummary | None) -> str:
    """How many periods of a measure are hidden, in a few words; "" for none."""
    blocks = blocks_of(summary)
    n_hidden = sum(block.is_hidden for block in blocks)
    if not n_hidden or has_problem(summary):
        return ""
    words = current_words()
    if n_hidden == len(blocks):
        return words.pgettext("chart", "All numbers are hidden for privacy")
    return words.pgettext(
        "wider", "%(hidden)s of %(all)s periods are hidden for privacy", hidden=n_hidden, all=len(blocks)
    )


def is_all_hidden(summary: MeasureSummary | None) -> bool:
    """Whether there are periods and every one of them is hidden: a sentence says that better than an empty chart."""
    blocks = blocks_of(summary)
    return bool(blocks) and all(block.is_hidden for block in blocks)


def wider_groups(measure: Measure, summary: MeasureSummary | None) -> WiderGroups | None:
    """The blocks whose groups are told one by one, the newest first; None where there are none."""
    blocks = [block for block in reversed(blocks_of(summary)) if block.groups and len(block.shown) > 1]
    if not blocks or has_problem(summary):
        return None
    found = {name for block in blocks for name in block.groups}
    names = [*(name for name in measure.strata if name in found), *sorted(found - set(measure.strata))]
    words, language = current_words(), current_language()
    return WiderGroups(
        (words.pgettext("chart", "Period"), *names),
        tuple(
            (
                formats.period_label(block.block.first, block.block.frequency, language),
                *(_group_cell(measure, block, name) for name in names),
            )
            for block in blocks
        ),
    )


def _group_cell(measure: Measure, found: WiderBlock, name: str) -> str:
    words, language = current_words(), current_language()
    if name not in found.counted:
        return "–"
    value = _value(found.shown.get(name))
    if value is None:
        return words.pgettext("chart", "Hidden")
    return formats.value(value, unit_of(measure), language, formats.decimals_for([value]))


def why_so(measure: Measure, summary: MeasureSummary | None, organization: Organization) -> list[str]:
    """What the view is, how the periods were merged, and why some are hidden."""
    words, blocks = current_words(), blocks_of(summary)
    said = [
        words.gettext(
            "You see the numbers as they are shown outside the team: periods are merged until the numbers are large "
            "enough, and small numbers are hidden, so that nobody can be recognised."
        ),
    ]
    if not is_all_hidden(summary):
        said.append(
            words.gettext(
                "What the numbers say is decided from all the numbers that the team has, so you are told the same as "
                "they. The median here is that of the numbers shown, and may be another than theirs."
            )
        )
    lengths = dict.fromkeys(block.block.frequency for block in blocks)
    if any(length is not measure.frequency for length in lengths):
        often = formats.join_list([frequency_phrase(length, words) for length in lengths], current_language())
        said.append(words.gettext("The numbers are merged and shown %(often)s.", often=often))
    if any(block.is_hidden for block in blocks):
        said.append(_why_hidden(measure, organization))
    if measure.is_stock and any(block.total and block.total.numerator is None for block in blocks):
        said.append(
            words.gettext(
                "Many of the same are counted each time, so the share is told in whole per cent, and the denominator "
                "is not told."
            )
        )
    return said


def _why_hidden(measure: Measure, organization: Organization) -> str:
    words = current_words()
    if waits_for_owner(measure):
        return words.gettext(
            "The numbers do not tell how many people they are from, so they are hidden. The measure's owner can say "
            "that there are many behind each of them."
        )
    if measure.value_type is ValueType.COUNT:
        return words.gettext("Numbers from 1 to %(most)s are hidden.", most=organization.smallest_shown - 1)
    return words.gettext(
        "A number is hidden when the numerator, the denominator or the difference between them is from 1 to %(most)s, "
        "and when all or none of fewer than %(many)s are counted. More are hidden where the small ones could be "
        "computed from them.",
        most=organization.smallest_shown - 1,
        many=SAFE_WHEN_ALL_ALIKE,
    )


def waits_for_owner(measure: Measure) -> bool:
    """Whether all is hidden until the measure's owner says that there are many behind each number."""
    return not measure.rests_on_many and comes_without_counts(measure)


def why_nothing(measure: Measure, summary: MeasureSummary | None) -> str:
    """Why no number is shown, where there is none."""
    words = current_words()
    if is_all_hidden(summary):
        return words.gettext("All the numbers are hidden for privacy. Hidden does not mean zero.")
    if not has_periods(measure.frequency):
        return words.gettext("Events are counted one by one here. Such numbers are not shown outside the team.")
    return words.gettext(
        "There are too few numbers to show here. They come when %(n)s periods have a number.", n=FEWEST_TO_CHOOSE
    )
