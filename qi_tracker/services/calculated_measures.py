"""Making and changing measures whose numbers are computed from others of the project. Flushes, and never commits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from qi_tracker.analysis.periods import has_periods
from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import Measure, Project
from qi_tracker.services.calculations import ADDED_UP
from qi_tracker.services.projects import UNITS
from qi_tracker.services.saving import apply_changes, flush
from qi_tracker.services.strata import has_strata
from qi_tracker.vocabulary import Calculation, ChartKind, Direction, MeasureKind, ValueType

FROM, BY = "numerator_measure_id", "denominator_measure_id"


@dataclass(frozen=True, slots=True)
class CalculatedDetails:
    """What the form of a calculated measure holds. How often, and mostly what one number is, follows from its sources.

    `is_share` asks for per cent; of a ratio only.
    """

    name: str
    kind: MeasureKind
    calculation: Calculation
    numerator_measure_id: int | None
    denominator_measure_id: int | None
    is_share: bool
    unit: str
    direction: Direction
    target: float | None
    definition: str
    is_stock: bool
    owner_id: int | None
    dimensions: list[str]


def possible_sources(project: Project) -> Sequence[Measure]:
    """The project's measures that others can be computed from, in the order they were made."""
    found = db.session.scalars(
        select(Measure)
        .where(
            Measure.organization_id == project.organization_id,
            Measure.project_id == project.id,
            Measure.calculation.is_(None),
        )
        .order_by(Measure.id)
    )
    return [measure for measure in found if has_periods(measure.frequency)]


def create_calculated_measure(project: Project, details: CalculatedDetails) -> Measure:
    """A new measure of the project that nobody enters numbers of.

    Raises
    ------
    InvalidInput
        If the numbers cannot be computed from these measures; `field` says which of them is in the way.
    """
    fields = _fields(project, details)
    measure = Measure(organization_id=project.organization_id, project_id=project.id, **fields)
    db.session.add(measure)
    flush()
    return measure


def edit_calculated_measure(measure: Measure, seen_version: int | None, details: CalculatedDetails) -> None:
    """Change what the measure is, or what it is computed from.

    Raises
    ------
    InvalidInput
        If the numbers cannot be computed from these measures, or would come by other periods than before.
    """
    fields = _fields(measure.project, details)
    if fields["frequency"] is not measure.frequency:
        # Phases and what is left out were decided by the periods there are.
        raise InvalidInput("frequencies_differ", field=FROM)
    if fields["value_type"] is not measure.value_type:
        fields["chart"] = ChartKind.RUN
    apply_changes(measure, seen_version, fields)


def _fields(project: Project, details: CalculatedDetails) -> dict[str, object]:
    is_ratio = details.calculation is Calculation.RATIO
    source = _held(project, details.numerator_measure_id, FROM)
    if is_ratio:
        _check_ratio(source, _held(project, details.denominator_measure_id, BY), details.is_share)
        value_type = ValueType.PROPORTION if details.is_share else ValueType.NUMBER
    else:
        _check_groups(source)
        value_type = source.value_type
    return {
        "name": details.name,
        "kind": details.kind,
        "calculation": details.calculation,
        FROM: source.id,
        BY: details.denominator_measure_id if is_ratio else None,
        "value_type": value_type,
        "frequency": source.frequency,
        "unit": UNITS.get(value_type, details.unit),
        "direction": details.direction,
        "target": details.target,
        "definition": details.definition,
        "is_stock": details.is_stock,
        "owner_id": details.owner_id,
        "dimensions": details.dimensions,
    }


def _held(project: Project, measure_id: int | None, field: str) -> Measure:
    """The measure, which nobody deletes or changes the kind of until this transaction ends."""
    chosen = select(Measure).where(
        Measure.organization_id == project.organization_id,
        Measure.project_id == project.id,
        Measure.id == measure_id,
        Measure.calculation.is_(None),
    )
    found = db.session.scalar(chosen.with_for_update(read=True).execution_options(populate_existing=True))
    if found is None:
        raise InvalidInput("source_missing", field=field)
    if not has_periods(found.frequency):
        raise InvalidInput("source_without_periods", field=field)
    return found


def _check_ratio(above: Measure, below: Measure, is_share: bool) -> None:
    if above.id == below.id:
        raise InvalidInput("sources_equal", field=BY)
    if above.frequency is not below.frequency:
        raise InvalidInput("frequencies_differ", field=BY)
    if is_share and {above.value_type, below.value_type} != {ValueType.COUNT}:
        raise InvalidInput("share_needs_counts", field="is_share")


def _check_groups(source: Measure) -> None:
    if source.value_type not in ADDED_UP:
        raise InvalidInput("cannot_be_added_up", field=FROM)
    if not source.strata and not has_strata(source):
        raise InvalidInput("source_without_groups", field=FROM)
