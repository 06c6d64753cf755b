"""Charts of every shape that tests draw: invented numbers, made the same way every time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.series import CHARTS_OF_RATIOS, Point, Series
from qi_tracker.blueprints.common.chart_words import ChartFacts, chart_text
from qi_tracker.charts.client import Chart
from qi_tracker.charts.text import ChartMark, MarkKind
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import ChartKind, Decision, Direction, Frequency, Language, ValueType

HOSTILE = "<script>alert(1)</script> \"x\" 'y' & onload=z 👩‍👩‍👧 שלום עולם \u202eabc\u0000 " + "langt " * 40

FACTS = ChartFacts(
    title="Barn med aktivitet: blitt bedre",
    name="Barn med aktivitet",
    unit="barn",
    value_type=ValueType.COUNT,
    frequency=Frequency.MONTH,
    direction=Direction.UP,
    phase_reasons=(),
    comments={},
)

STEADY = (41, 38, 44, 40, 37, 43, 39, 45, 40, 36, 42, 41)
BETTER = (46, 49, 47, 52, 50, 55, 53, 51, 56, 54, 58, 57)
BEST = (62, 60, 65, 61, 67, 63, 66, 60, 64, 68, 62, 65)


def months(count: int, first: date = date(2024, 1, 1)) -> list[date]:
    """So many first days of months."""
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def weeks(count: int, first: date = date(2023, 1, 2)) -> list[date]:
    """So many Mondays."""
    return [first + timedelta(weeks=number) for number in range(count)]


def monthly(values: Sequence[float | None]) -> list[Point]:
    """One point a month."""
    return [Point(day, value) for day, value in zip(months(len(values)), values, strict=True)]


def chart(
    series: Series,
    facts: ChartFacts = FACTS,
    marks: Sequence[ChartMark] = (),
    language: Language = Language.BOKMAL,
    identity: str = "chart-1",
) -> Chart:
    """The series as a page would show it."""
    result = analyse(replace(series, frequency=facts.frequency, direction=facts.direction))
    reasons = facts.phase_reasons or ("",) * len(result.phases)
    text = chart_text(result, replace(facts, phase_reasons=reasons), words_for(language))
    return Chart(identity, result, text, tuple(marks))


def note(day: date, text: str) -> ChartMark:
    """An annotation."""
    return ChartMark(MarkKind.ANNOTATION, day, None, text, formats.date_long(day, Language.BOKMAL))


def pause(first: date, last: date) -> ChartMark:
    """A planned pause."""
    return ChartMark(MarkKind.PAUSE, first, last, "Sommer", formats.date_range(first, last, Language.BOKMAL))


def cycle(first: date, last: date | None, text: str, decision: Decision | None = None) -> ChartMark:
    """A PDSA cycle."""
    outcome = label(decision, words_for(Language.BOKMAL)) if decision is not None else ""
    return ChartMark(MarkKind.CYCLE, first, last, text, formats.date_long(first, Language.BOKMAL), decision, outcome)


IMPROVED = Series(monthly(STEADY + BETTER), target=60, freezes=[date(2024, 12, 1)])


def three_phases() -> Chart:
    """Three phases with everything that a chart can hold."""
    values: list[float | None] = [*STEADY, *BETTER, *BEST]
    for gap in (6, 20, 21):
        values[gap] = None
    points = [replace(point, excluded=place in (3, 28)) for place, point in enumerate(monthly(values))]
    summers = [(date(year, 7, 1), date(year, 7, 31)) for year in (2024, 2026)]
    series = Series(points, phases=[date(2025, 1, 1), date(2026, 1, 1)], pauses=summers, target=65)
    marks = [
        note(date(2024, 3, 14), "Ny skole åpnet"),
        note(date(2024, 4, 2), "Ny leder i enheten"),
        note(date(2025, 6, 10), "Streik i to uker"),
        *(pause(first, last) for first, last in summers),
        cycle(date(2024, 12, 1), date(2025, 1, 31), "Lengre åpningstid på torsdager", Decision.ADAPT),
        cycle(date(2026, 10, 1), None, "Tekstmelding dagen før"),
    ]
    reasons = ("", "nytt skjema", "ordningen gjelder flere familier")
    return chart(series, replace(FACTS, phase_reasons=reasons, comments={date(2024, 2, 1): "Telt for hånd"}), marks)


def hostile() -> Chart:
    """Labels that try to be something else."""
    marks = [
        *(note(date(2024, 1 + place, 3 + place), HOSTILE) for place in range(12)),
        *(cycle(date(2024, 1 + place, 3), date(2024, 2 + place, 1), HOSTILE, Decision.ADOPT) for place in range(10)),
        cycle(date(2025, 10, 1), date(2025, 11, 1), HOSTILE, Decision.ABANDON),
    ]
    facts = replace(FACTS, title=HOSTILE, name=HOSTILE, unit=HOSTILE, phase_reasons=(HOSTILE, HOSTILE))
    return chart(replace(IMPROVED, phases=[date(2025, 1, 1)]), facts, marks)


def proportion() -> Chart:
    """A proportion by quarter."""
    numerators = (40, 52, 46, 41, 55, 43, 50, 39, 47, 54, 42, 49, 45, 53, 38, 51, 44)
    points = [Point(day, number, 160) for day, number in zip(months(51)[::3], numerators, strict=True)]
    facts = replace(FACTS, unit="%", value_type=ValueType.PROPORTION, frequency=Frequency.QUARTER)
    return chart(Series(points, has_denominator=True, multiply=100, target=90), facts)


def many_weeks() -> Chart:
    """Two hundred weeks with a long run towards the end."""
    values = [50 + (week * 7) % 11 - 5 + (8 if week > 150 else 0) for week in range(200)]
    points = [Point(day, value) for day, value in zip(weeks(200), values, strict=True)]
    return chart(Series(points, freezes=[date(2024, 1, 1)]), replace(FACTS, frequency=Frequency.WEEK))


def with_limits() -> Chart:
    """A P chart: limits that differ from point to point, points beyond them on either side, a frozen line, a target."""
    shares = (30, 33, 28, 48, 31, 27, 32, 30, 29, 34, 31, 12, 36, 38, 37, 39, 36, 40, 38, 37, 39, 38)
    sizes = (140, 152, 90, 160, 120, 201, 133, 88, 154, 149, 160, 150, 171, 162, 98, 180, 145, 139, 160, 155, 120, 166)
    points = [
        Point(day, round(share * size / 100), size)
        for day, share, size in zip(months(len(shares)), shares, sizes, strict=True)
    ]
    facts = replace(FACTS, unit="%", value_type=ValueType.PROPORTION)
    series = Series(points, ChartKind.P, has_denominator=True, multiply=100, target=50, freezes=[date(2024, 11, 1)])
    return chart(replace(series, value_type=ValueType.PROPORTION), facts)


def control_chart(kind: ChartKind) -> Chart:
    """Three measurements a month in two phases, one of them missing and one far out; ratios of varying sizes."""
    levels = (*STEADY, *BETTER)
    is_ratio = kind in CHARTS_OF_RATIOS or kind is ChartKind.I_PRIME
    per_month = 3 if kind in (ChartKind.XBAR, ChartKind.S) else 1
    points = [
        Point(day, (level + 4 * number) * (3 if place == 17 else 1), 90 + 7 * place % 60 if is_ratio else None)
        for place, (day, level) in enumerate(zip(months(len(levels)), levels, strict=True))
        for number in range(per_month)
    ]
    points[5 * per_month] = replace(points[5 * per_month], numerator=None)
    facts = replace(FACTS, unit="", value_type=ValueType.NUMBER)
    return chart(Series(points, kind, has_denominator=is_ratio, phases=[date(2025, 1, 1)]), facts)


def _daily() -> Chart:
    first = date(2026, 9, 21)
    points = [Point(first + timedelta(days=day), day * 5 % 9) for day in range(25)]
    return chart(Series(points), replace(FACTS, frequency=Frequency.DAY, unit=""))


def _plain(values: Sequence[float | None], unit: str = "barn", **changes: object) -> Chart:
    facts = replace(FACTS, unit=unit, value_type=ValueType.NUMBER)
    return chart(replace(Series(monthly(values)), **changes), facts)


@cache
def gallery() -> Mapping[str, Chart]:
    """Every shape by name."""
    return {
        "empty": _plain([], target=20),
        "all missing": _plain([None] * 5, target=20),
        "one point": _plain([17], target=20),
        "two points": _plain([17, 18]),
        "flat": _plain([12] * 14, target=10),
        "flat zero": _plain([0] * 14),
        "negative": _plain([-3, 2, -8, 5, -11, -1, 4, -6, -2, -9, 3, -7], unit="grader"),
        "tiny": _plain([value / 1e7 for value in STEADY]),
        "huge": _plain([value * 1e6 for value in STEADY], unit="kroner"),
        "astronomic": _plain([value * 1e16 for value in STEADY], unit="kroner i året per barn"),
        "improved": chart(IMPROVED),
        "worse": chart(Series(monthly(BETTER + STEADY), freezes=[date(2024, 12, 1)])),
        "seldom crosses": _plain([1, 2, 1, 2, 1, 2, 1, 9, 9, 8, 9, 8, 9, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8]),
        "three phases": three_phases(),
        "proportion": proportion(),
        "days": _daily(),
        "many weeks": many_weeks(),
        "hostile": hostile(),
        "limits": with_limits(),
        **{f"control chart {kind.value}": control_chart(kind) for kind in ChartKind if kind is not ChartKind.RUN},
    }
