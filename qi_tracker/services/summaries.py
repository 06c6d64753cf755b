"""What a measure's numbers amount to: the series, its analysis, and the summary that lists read.

A change to a measure, its numbers or its phases marks it; the summary is refreshed before the transaction commits, so
no caller can forget it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from math import fsum
from zoneinfo import ZoneInfo

from sqlalchemy import event, select
from sqlalchemy.orm import Session, SessionTransaction, selectinload

from qi_tracker.analysis.engine import ANALYSIS_VERSION, analyse
from qi_tracker.analysis.periods import is_weekday, missing_periods, period_end
from qi_tracker.analysis.result import ChartResult
from qi_tracker.analysis.series import Point, Series
from qi_tracker.analysis.verdict import in_order
from qi_tracker.errors import InvalidSeries
from qi_tracker.extensions import db
from qi_tracker.models import Exclusion, Freeze, Measure, MeasureSummary, Observation, Organization, Pause, Phase
from qi_tracker.models.measures import DECISIONS
from qi_tracker.privacy.suppression import Rule
from qi_tracker.services.measure_calendar import due_working_days, paused_spans
from qi_tracker.services.observations import observations_by_measure, observations_of
from qi_tracker.services.wider import protected
from qi_tracker.services.wider_blocks import WiderBlock, blocks_of, to_json
from qi_tracker.services.wider_family import alone, families, family_of, relatives_of
from qi_tracker.vocabulary import Caution, ValueType, VerdictCode

PER_CENT = 100.0
SPARK_POINTS = 24

_STALE = "measures_to_summarise"


def local_today() -> date:
    """Today in Norway, whatever the server's clock is set to."""
    return datetime.now(ZoneInfo("Europe/Oslo")).date()


def series_of(measure: Measure, observations: Sequence[Observation], as_of: date | None) -> Series:
    """The measure as the analysis reads it, in the unit shown.

    A proportion that came ready-made as per cent is plotted as it is, and makes the whole series one of plain values.
    Decisions about a phase that has no number (yet, or any more) wait until it has one.
    """
    has_denominator = measure.value_type is ValueType.PROPORTION and all(
        observation.value is None for observation in observations
    )
    periods = sorted({observation.period for observation in observations})
    stretches = _stretches_with_numbers(measure, periods)
    looked_at = [*periods[-1:], *([as_of] if as_of is not None else [])]
    return Series(
        points=_points(measure, observations, has_denominator),
        chart=measure.chart,
        value_type=measure.value_type,
        has_denominator=has_denominator,
        multiply=PER_CENT if has_denominator else 1.0,
        phases=[first for first, _ in stretches[1:]],
        freezes=[
            freeze.until
            for freeze in measure.freezes
            if any(first <= freeze.until < following for first, following in stretches)
        ],
        direction=measure.direction,
        target=measure.target,
        is_stock=measure.is_stock,
        frequency=measure.frequency,
        pauses=paused_spans(measure, period_end(max(looked_at), measure.frequency)) if looked_at else (),
        as_of=as_of,
        due_working_days=due_working_days(measure),
    )


def _stretches_with_numbers(measure: Measure, periods: Sequence[date]) -> list[tuple[date, date]]:
    """(first day, first day of the next) of each phase in which there is a number, the one before them all included."""
    edges = [date.min, *sorted({phase.starts_on for phase in measure.phases}), date.max]
    return [
        (first, following)
        for first, following in pairwise(edges)
        if bisect_left(periods, first) < bisect_left(periods, following)
    ]


def _points(measure: Measure, observations: Sequence[Observation], has_denominator: bool) -> list[Point]:
    """One point for each number; counts kept per stratum are added up where the period has no number for all."""
    whole = {found.period for found in observations if not found.stratum and found.has_number}
    used = [observation for observation in observations if not observation.stratum or observation.period not in whole]
    left_out = {exclusion.period for exclusion in measure.exclusions}
    points = [
        replace(_point(observation, has_denominator), excluded=observation.period in left_out) for observation in used
    ]
    if measure.value_type is not ValueType.COUNT or len(whole) == len(used):
        return points
    counts: dict[date, list[float]] = defaultdict(list)
    for observation, point in zip(used, points, strict=True):
        counts[observation.period] += [] if point.numerator is None else [point.numerator]
    return [
        Point(period, fsum(values) if values else None, excluded=period in left_out)
        for period, values in counts.items()
    ]


def _point(observation: Observation, has_denominator: bool) -> Point:
    if has_denominator:
        return Point(observation.period, observation.numerator, observation.denominator)
    if observation.value is None and observation.numerator is not None and observation.denominator:
        return Point(observation.period, PER_CENT * observation.numerator / observation.denominator)
    return Point(observation.period, observation.value)


def chart_of(measure: Measure, as_of: date | None = None) -> ChartResult:
    """The analysis of the measure's numbers; with `as_of`, also what is missing on that day.

    Raises
    ------
    InvalidSeries
        If a number is stored that no chart can be computed from. No page stores one.
    """
    return analyse(series_of(measure, observations_of(measure), as_of))


def charts_of(
    measures: Collection[Measure], numbers: Mapping[int, Sequence[Observation]], as_of: date | None = None
) -> Mapping[int, ChartResult | InvalidSeries]:
    """Measure id → the analysis of its numbers, which are given by measure id; or what stands in its way.

    The decisions about all of the charts are read at once.
    """
    together = [selectinload(getattr(Measure, decisions)) for decisions in DECISIONS]
    ids = [measure.id for measure in measures]
    organizations = {measure.organization_id for measure in measures}
    chosen = select(Measure).where(Measure.organization_id.in_(organizations), Measure.id.in_(ids))
    db.session.scalars(chosen.options(*together)).all()
    return {measure.id: _analysed(series_of(measure, numbers[measure.id], as_of)) for measure in measures}


def _analysed(series: Series) -> ChartResult | InvalidSeries:
    try:
        return analyse(series)
    except InvalidSeries as problem:
        return problem


def refresh(measure: Measure) -> MeasureSummary:
    """Bring the summary in step with the measure's numbers, and what is shown wider of all that are tied to it."""
    summary = _refresh_alone(measure)
    _protect([measure])
    return summary


def _refresh_alone(measure: Measure) -> MeasureSummary:
    # Whoever else is about to refresh it waits here, and then reads the numbers that this transaction has written.
    summary = db.session.get(MeasureSummary, measure.id, with_for_update=True, populate_existing=True)
    if summary is None:
        # Filled at once: the queries below flush it.
        summary = MeasureSummary(
            measure_id=measure.id,
            organization_id=measure.organization_id,
            inside={},
            wider={},
            analysis_version=ANALYSIS_VERSION,
        )
        db.session.add(summary)
    _fill(summary, measure, observations_of(measure, reread=True))
    return summary


def _protect(measures: Collection[Measure]) -> None:
    """Bring what is shown wider in step, of these measures and of all that are protected together with them."""
    relatives = relatives_of(measures)
    summaries = summaries_of(relatives)
    for family in families(relatives):
        for number, blocks in _protected(family, summaries).items():
            if number in summaries:
                _show(summaries[number], blocks)


def _protected(
    measures: Sequence[Measure], summaries: Mapping[int, MeasureSummary]
) -> Mapping[int, Sequence[WiderBlock]]:
    organization = db.session.get_one(Organization, measures[0].organization_id)
    entered = [measure for measure in measures if measure.calculation is None and measure.deleted_at is None]
    numbers = observations_by_measure(entered)
    kept = {number: blocks_of(summary) for number, summary in summaries.items()}
    return protected(family_of(measures, numbers, kept, Rule(organization.smallest_shown)))


def protect_anew(organization: Organization) -> None:
    """Decide anew what is shown wider of all the organisation's measures, by its rule as it is from now on."""
    db.session.flush()
    measures = db.session.scalars(
        select(Measure).where(Measure.organization_id == organization.id).order_by(Measure.id)
    ).all()
    ids = [measure.id for measure in measures]
    db.session.scalars(select(MeasureSummary).where(MeasureSummary.measure_id.in_(ids)).with_for_update()).all()
    _protect(measures)


def computed_summary(measure: Measure, observations: Sequence[Observation] | None = None) -> MeasureSummary:
    """What the measure's summary should be, by its numbers now; belongs to no session and is not stored.

    What is shown wider goes on from what the stored summary shows. With `observations`, the oldest first, nothing is
    asked of the database, and nothing is taken to be shown before.
    """
    summary = MeasureSummary(inside={}, wider={})
    if observations is None:
        _fill(summary, measure, observations_of(measure))
        relatives = next(family for family in families(relatives_of([measure])) if measure in family)
        blocks = _protected(relatives, summaries_of(relatives))[measure.id]
    else:
        _fill(summary, measure, observations)
        blocks = protected(alone(measure, observations))[measure.id]
    _show(summary, blocks)
    return summary


def _show(summary: MeasureSummary, blocks: Sequence[WiderBlock]) -> None:
    shown = {"blocks": [to_json(block) for block in blocks]} if blocks else {}
    summary.wider = {**{key: kept for key, kept in summary.wider.items() if key != "blocks"}, **shown}


def _fill(summary: MeasureSummary, measure: Measure, observations: Sequence[Observation]) -> None:
    # What has been shown is remembered, also while the numbers say nothing.
    blocks = blocks_of(summary)
    try:
        result = analyse(series_of(measure, observations, None))
    except InvalidSeries as problem:
        _say_nothing(summary, problem)
    else:
        _sum_up(summary, result)
    # A comment alone, or 0 of 0, is an answer too: nobody is asked for that period again.
    answered = observations[-1].period.isoformat() if observations else None
    summary.inside = {**summary.inside, "last_answered": answered}
    _show(summary, blocks)
    summary.analysis_version = ANALYSIS_VERSION


def _sum_up(summary: MeasureSummary, result: ChartResult) -> None:
    plotted = [point for point in result.points if point.value is not None]
    verdict = result.verdict
    summary.inside = {
        "code": verdict.code.value,
        "cautions": [caution.value for caution in verdict.cautions],
        "start_median": verdict.start_median,
        "current_median": verdict.current_median,
        "last_value": plotted[-1].value if plotted else None,
        "is_target_reached": verdict.is_target_reached,
        "is_stable": verdict.is_stable,
        "spark": [point.value for point in plotted[-SPARK_POINTS:]],
        "centre": result.phases[-1].centre if result.phases else None,
        "has_weekends": any(not is_weekday(point.date) for point in plotted),
    }
    summary.wider = {"code": verdict.code.value, "cautions": [caution.value for caution in verdict.cautions]}
    summary.last_period = plotted[-1].date if plotted else None


def _say_nothing(summary: MeasureSummary, problem: InvalidSeries) -> None:
    """Numbers that cannot be charted have no verdict; the next save that mends them gives one."""
    nothing = {"code": VerdictCode.NO_DATA.value, "cautions": [], "problem": problem.code}
    summary.inside, summary.wider = dict(nothing), dict(nothing)
    summary.last_period = None


def last_answered(summary: MeasureSummary | None) -> date | None:
    """The last period that somebody has answered for, with a number or with a comment alone."""
    answered = summary.inside.get("last_answered") if summary is not None else None
    return date.fromisoformat(answered) if answered else None


def cautions_on(measure: Measure, summary: MeasureSummary, today: date) -> list[Caution]:
    """The summary's cautions, with that of numbers that have come to be missing since it was made."""
    kept = {Caution(caution) for caution in summary.wider["cautions"]}
    if summary.last_period is not None:
        pauses = paused_spans(measure, today)
        if missing_periods([summary.last_period], measure.frequency, pauses, today, due_working_days(measure)):
            kept.add(Caution.MISSING)
    return list(in_order(kept))


def summaries_of(measures: Iterable[Measure]) -> Mapping[int, MeasureSummary]:
    """Measure id → summary, for those that have one."""
    ids = [measure.id for measure in measures]
    found = db.session.scalars(select(MeasureSummary).where(MeasureSummary.measure_id.in_(ids)))
    return {summary.measure_id: summary for summary in found}


@event.listens_for(db.session, "after_flush")
def _mark(session: Session, _context: object) -> None:
    # Measure id → its organisation, which the indexes begin with.
    stale: dict[int, int] = session.info.setdefault(_STALE, {})
    for thing in (*session.new, *session.dirty, *session.deleted):
        if isinstance(thing, Measure):
            stale[thing.id] = thing.organization_id
        elif isinstance(thing, (Observation, Phase, Freeze, Pause, Exclusion)):
            stale[thing.measure_id] = thing.organization_id


# Before what the chain of the history closes with, which other writers of the organisation wait for.
@event.listens_for(db.session, "before_commit", insert=True)
def _refresh_marked(session: Session) -> None:
    if session.in_nested_transaction():
        # Only a savepoint is released; the transaction goes on.
        return
    session.flush()
    stale: dict[int, int] = session.info.pop(_STALE, {})
    if not stale:
        return
    organizations = set(stale.values())
    chosen = select(Measure).where(Measure.organization_id.in_(organizations), Measure.id.in_(stale))
    marked = session.scalars(chosen, execution_options={"include_deleted": True}).all()
    # What is computed comes after what it is computed from, which is held by that: a number that somebody else is
    # saving is either seen here, or they see what is made here. Everybody holds them in this order.
    held = [measure for measure in _live_relatives(marked) if measure.calculation is None]
    _refresh_all(session, held)
    # Asked anew: one that is computed from these may have been made while they were waited for.
    _refresh_all(session, [measure for measure in _live_relatives(marked) if measure not in held])
    _protect(marked)


def _live_relatives(measures: Collection[Measure]) -> list[Measure]:
    """All that are protected together with these; those that are computed come last."""
    found = [measure for measure in relatives_of(measures) if measure.deleted_at is None]
    return sorted(found, key=lambda measure: (measure.calculation is not None, measure.id))


def _refresh_all(session: Session, measures: Sequence[Measure]) -> None:
    for measure in measures:
        session.expire(measure, DECISIONS)
        _refresh_alone(measure)


@event.listens_for(db.session, "after_soft_rollback")
def _forget_marked(session: Session, previous: SessionTransaction) -> None:
    if not previous.nested:
        session.info.pop(_STALE, None)
