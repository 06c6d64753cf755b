"""The thirteen states of a chart, made for each kind. One that a kind cannot have is shown as near as it can be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from qi_tracker.analysis.engine import analyse
from qi_tracker.analysis.series import CHARTS_OF_RATIOS, Point, Series
from qi_tracker.blueprints.common.chart_words import ChartFacts, chart_text
from qi_tracker.charts.client import Chart
from qi_tracker.charts.text import ChartMark, MarkKind
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import words_for
from qi_tracker.i18n.verdicts import project_line
from qi_tracker.vocabulary import ChartKind, Decision, Frequency, Language
from tests.charts.gallery.families import FAMILIES, Family, chance_of


class State(StrEnum):
    """What there is to show."""

    EMPTY = "empty"
    ONE = "one point"
    FLAT = "flat"
    RISING = "rising"
    NEGATIVE = "negative"
    HUGE = "huge"
    MISSING = "missing"
    PAUSED = "paused"
    HIDDEN = "hidden"
    MANY = "200 points"
    PHASES = "3 phases"
    LONG = "long names"
    MARKED = "12 annotations"


@dataclass(frozen=True, slots=True)
class Content:
    """What a state puts into a chart. `decisions` are the series' own: target, freezes, phases, pauses."""

    points: Sequence[Point]
    decisions: Mapping[str, object]
    marks: Sequence["Happening"] = ()
    reasons: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """A mark before it is said in a language."""

    kind: MarkKind
    first: date
    last: date | None
    label: str
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One picture of the gallery. The remark says where the state is not quite what its name says."""

    kind: ChartKind
    state: State
    chart: Chart
    series: Series
    remark: str


FIRST: Final = date(2024, 1, 1)
YEAR: Final = 12
_TWO_YEARS: Final = 24
_MANY: Final = 200
_PHASE: Final = 14
_RISE: Final = 2.4
_MILLION: Final = 1e6

_LONG_NAME: Final = (
    "Barn i alderen 6 til 12 år fra familier med vedvarende lav inntekt som deltar i en organisert fritidsaktivitet "
    "minst én gang i uken gjennom hele skoleåret"
)
_LONG_UNIT: Final = "barn per tusen innbyggere i opplæringspliktig alder"
_LONG_REASON: Final = "ordningen ble utvidet til alle familier i kommunen og flyttet fra oppvekst til kultur og fritid"
_LONG_WORD: Final = "Tverrsektorsamarbeidsavtalerevisjonsprosessoppfølgingsansvarlig"


def days_of(family: Family, count: int) -> list[date]:
    """So many dates: first days of months, or of weeks when they are very many, or days on which something happened."""
    if family.comes_when_it_comes:
        return [FIRST + timedelta(days=19 * place + place * place % 11) for place in range(count)]
    if count > _TWO_YEARS * 2:
        return [FIRST + timedelta(weeks=place) for place in range(count)]
    months = range(FIRST.year * YEAR, FIRST.year * YEAR + count)
    return [date(month // YEAR, month % YEAR + 1, 1) for month in months]


def points_of(
    family: Family, state: State, levels: Sequence[float], *, varies: bool = True, times: float = 1.0
) -> list[Point]:
    """The rows of dates at these levels."""
    chance = chance_of(family.kind, state) if varies else None
    days = days_of(family, len(levels))
    return [
        Point(day, *typed)
        for day, level in zip(days, levels, strict=True)
        for typed in family.rows(level, chance, times)
    ]


def _changed(points: Sequence[Point], days: Sequence[date], **changes: object) -> list[Point]:
    return [replace(point, **changes) if point.date in days else point for point in points]


def _empty(family: Family) -> Content:
    return Content([], {"target": _at(family, 1)})


def _one(family: Family) -> Content:
    if family.kind is ChartKind.MR:
        points = points_of(family, State.ONE, [0, 0])
        return Content(points, {}, remark="Two numbers: one alone makes no moving range.")
    return Content(points_of(family, State.ONE, [0]), {"target": _at(family, 1)})


def _flat(family: Family) -> Content:
    return Content(points_of(family, State.FLAT, [0] * _TWO_YEARS, varies=False), {"target": _at(family, 1)})


def _rising(family: Family) -> Content:
    points = points_of(family, State.RISING, [0] * 14 + [_RISE] * 12)
    return Content(points, {"target": _at(family, 4), "freezes": [_day(family, YEAR)]})


def _negative(family: Family) -> Content:
    if family.lowest is None:
        remark = "Below zero: " + ("the numbers; what is made of them never is." if _is_made(family) else "all of it.")
        levels = [-2 * family.usual / family.spread] * _TWO_YEARS
        return Content(points_of(family, State.NEGATIVE, levels), {}, remark=remark if _is_made(family) else "")
    levels = [(family.lowest - family.usual) / family.spread + 0.3] * _TWO_YEARS
    remark = "Never below zero: shown at the lowest it can be."
    return Content(points_of(family, State.NEGATIVE, levels), {}, remark=remark)


def _huge(family: Family) -> Content:
    points = points_of(family, State.HUGE, [0] * YEAR + [0.6] * YEAR, times=_MILLION)
    decisions = {"freezes": [_day(family, YEAR)]}
    remark = "A ratio stays what it is: both its numbers are a million times larger." if family.sizes else ""
    return Content(points, decisions, remark=remark)


def _missing(family: Family) -> Content:
    days = days_of(family, _TWO_YEARS)
    points = _changed(points_of(family, State.MISSING, [0] * _TWO_YEARS), [days[7], days[15], days[16]], numerator=None)
    points = _changed(points, [days[3]], excluded=True)
    remark = "An event is never awaited: rows without their number." if family.comes_when_it_comes else ""
    gone = () if family.comes_when_it_comes else (days[11],)
    return Content([point for point in points if point.date not in gone], {"target": _at(family, 1)}, remark=remark)


def _paused(family: Family) -> Content:
    days = days_of(family, _TWO_YEARS)
    spans = [(days[6], days[8] - timedelta(days=1)), (days[18], days[20] - timedelta(days=1))]
    points = points_of(family, State.PAUSED, [0] * _TWO_YEARS)
    points = [point for point in points if not any(first <= (point.date or FIRST) <= last for first, last in spans)]
    points = _changed(points, [days[12]], numerator=None)
    marks = [Happening(MarkKind.PAUSE, *span, "Sommer") for span in spans]
    return Content(points, {"pauses": spans}, marks)


def _hidden(family: Family) -> Content:
    """Hidden, missing and paused beside each other, so that one sees whether they are told apart."""
    days = days_of(family, _TWO_YEARS)
    pause = (days[17], days[19] - timedelta(days=1))
    points = points_of(family, State.HIDDEN, [0] * _TWO_YEARS)
    points = _changed(points, [days[4], days[9], days[10], days[23]], hidden=True)
    points = _changed(points, [days[12]], numerator=None)
    points = [point for point in points if not pause[0] <= (point.date or FIRST) <= pause[1]]
    return Content(points, {"pauses": [pause]}, [Happening(MarkKind.PAUSE, *pause, "Sommer")])


def _many(family: Family) -> Content:
    days = days_of(family, _MANY)
    points = points_of(family, State.MANY, [0] * 150 + [0.9] * 50)
    points = _changed(points, [days[40]], excluded=True)
    points = _changed(points, [days[99]], numerator=None)
    return Content(_changed(points, [days[120]], hidden=True), {"freezes": [days[59]]})


def _phases(family: Family) -> Content:
    points = points_of(family, State.PHASES, [0] * _PHASE + [1.6] * _PHASE + [3.0] * _PHASE)
    days = days_of(family, 3 * _PHASE)
    points = _changed(points, [days[2], days[27]], excluded=True)
    decisions = {"phases": [days[_PHASE], days[2 * _PHASE]], "target": _at(family, 4)}
    cycles = [
        Happening(MarkKind.CYCLE, days[12], days[15], "Nytt skjema prøvd hos to", Decision.ADAPT),
        Happening(MarkKind.CYCLE, days[25], days[28], "Alle som søker, ringes", Decision.ADOPT),
    ]
    return Content(points, decisions, cycles, ("", "nytt skjema", "alle som søker, ringes"))


def _long(family: Family) -> Content:
    points = points_of(family, State.LONG, [0] * YEAR + [1.6] * YEAR)
    days = days_of(family, _TWO_YEARS)
    decisions = {"phases": [days[YEAR]], "target": _at(family, 2), "freezes": [days[5]]}
    marks = [
        Happening(MarkKind.ANNOTATION, days[3], None, _LONG_REASON),
        Happening(MarkKind.ANNOTATION, days[16], None, _LONG_WORD),
        Happening(MarkKind.CYCLE, days[9], days[14], _LONG_NAME, Decision.ABANDON),
        Happening(MarkKind.CYCLE, days[20], None, _LONG_WORD * 2),
    ]
    return Content(points, decisions, marks, (_LONG_REASON, _LONG_REASON))


def _marked(family: Family) -> Content:
    """Twelve notes, some of them close together, and cycles with every outcome."""
    points = points_of(family, State.MARKED, [0] * YEAR + [1.2] * YEAR)
    days = days_of(family, _TWO_YEARS)
    noted = (0, 2, 2, 3, 5, 8, 9, 9, 13, 17, 22, 23)
    texts = ("Ny leder", "Streik", "Nytt fagsystem", "Flom på skolen", "Høstferie", "Kurs for alle ansatte")
    marks = [
        Happening(MarkKind.ANNOTATION, days[place] + timedelta(days=number % 3), None, texts[number % len(texts)])
        for number, place in enumerate(noted)
    ]
    tried = ((1, 3, Decision.ABANDON), (4, 6, Decision.ADAPT), (6, 9, Decision.ADAPT), (11, 14, Decision.ADOPT))
    names = ("Plakat i garderoben", "Påminnelse på SMS", "SMS dagen før", "SMS til alle")
    marks += [
        Happening(MarkKind.CYCLE, days[first], days[last], name, decision)
        for name, (first, last, decision) in zip(names, tried, strict=True)
    ]
    marks.append(Happening(MarkKind.CYCLE, days[21], None, "Avtaler på kveldstid"))
    return Content(points, {"freezes": [_day(family, YEAR)], "target": _at(family, 2)}, marks)


CONTENTS: Final[Mapping[State, Callable[[Family], Content]]] = {
    State.EMPTY: _empty,
    State.ONE: _one,
    State.FLAT: _flat,
    State.RISING: _rising,
    State.NEGATIVE: _negative,
    State.HUGE: _huge,
    State.MISSING: _missing,
    State.PAUSED: _paused,
    State.HIDDEN: _hidden,
    State.MANY: _many,
    State.PHASES: _phases,
    State.LONG: _long,
    State.MARKED: _marked,
}


def _is_made(family: Family) -> bool:
    return family.kind in (ChartKind.MR, ChartKind.S)


def _at(family: Family, level: float) -> float | None:
    """A target at this level; charts of something made of the numbers have none."""
    if _is_made(family):
        return None
    return round(family.usual + family.spread * level, 0 if family.usual > YEAR else 1)


def _day(family: Family, number: int) -> date:
    """Of so many points the last, counted from 1."""
    return days_of(family, number)[-1]


def cell(kind: ChartKind, state: State, language: Language = Language.BOKMAL) -> Cell:
    """This kind in this state, as a page would show it."""
    family = FAMILIES[kind]
    content = CONTENTS[state](family)
    is_weekly = len(content.points) > _TWO_YEARS * 2 * family.per_date and not family.comes_when_it_comes
    frequency = Frequency.WEEK if is_weekly else family.frequency
    series = Series(
        content.points,
        kind,
        has_denominator=family.sizes is not None or kind in CHARTS_OF_RATIOS,
        multiply=family.multiply,
        direction=family.direction,
        frequency=frequency,
        value_type=family.value_type,
        is_never_negative=family.lowest is not None,
    )
    series = replace(series, **content.decisions)
    result = analyse(series)
    words = words_for(language)
    name, unit = (_LONG_NAME, _LONG_UNIT) if state is State.LONG else (family.name, family.unit)
    if family.unit == formats.PER_CENT:
        unit = family.unit
    is_short = result.target is not None and not result.verdict.is_target_reached
    facts = ChartFacts(
        title=project_line(name, result.verdict.code, is_short, words, result.verdict.cautions),
        name=name,
        unit=unit,
        value_type=family.value_type,
        frequency=frequency,
        direction=family.direction,
        phase_reasons=content.reasons or ("",) * len(result.phases),
        comments={days_of(family, 3)[-1]: "Telt for hånd"} if state is State.MISSING else {},
    )
    marks = tuple(_said(happening, language) for happening in content.marks)
    identity = f"{kind.value}-{state.name.lower()}".replace("_", "-")
    return Cell(kind, state, Chart(identity, result, chart_text(result, facts, words), marks), series, content.remark)


def _said(happening: Happening, language: Language) -> ChartMark:
    words = words_for(language)
    outcome = label(happening.decision, words).lower() if happening.decision is not None else ""
    if happening.kind is MarkKind.ANNOTATION:
        when = formats.date_long(happening.first, language)
    elif happening.last is None:
        when = words.pgettext("chart", "from %(date)s", date=formats.date_long(happening.first, language))
    else:
        when = formats.date_range(happening.first, happening.last, language)
    return ChartMark(
        happening.kind, happening.first, happening.last, happening.label, when, happening.decision, outcome
    )


@cache
def cells(language: Language = Language.BOKMAL) -> Mapping[ChartKind, tuple[Cell, ...]]:
    """The whole gallery, kind by kind."""
    return {kind: tuple(cell(kind, state, language) for state in State) for kind in ChartKind}
