"""Annotations on a measure's chart."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from qi_tracker.extensions import db
from qi_tracker.models import Annotation, Measure
from qi_tracker.services.dates import check_day
from qi_tracker.services.saving import apply_changes, put_in_bin


def annotations_of(measure: Measure) -> Sequence[Annotation]:
    """The measure's annotations in order of time."""
    return annotations_by_measure([measure])[measure.id]


def annotations_by_measure(measures: Collection[Measure]) -> Mapping[int, Sequence[Annotation]]:
    """Measure id → its annotations in order of time, for all of these measures at once."""
    found = db.session.scalars(
        select(Annotation)
        .where(
            Annotation.organization_id.in_({measure.organization_id for measure in measures}),
            Annotation.measure_id.in_([measure.id for measure in measures]),
        )
        .order_by(Annotation.happened_on, Annotation.id)
    )
    notes: dict[int, list[Annotation]] = {measure.id: [] for measure in measures}
    for annotation in found:
        notes[annotation.measure_id].append(annotation)
    return notes


def annotate(measure: Measure, happened_on: date, text: str) -> Annotation:
    """Note on the chart what happened on a day.

    Raises
    ------
    InvalidInput
        If the day is too far away to be meant.
    """
    check_day(happened_on, "happened_on")
    annotation = Annotation(
        organization_id=measure.organization_id, measure_id=measure.id, happened_on=happened_on, text=text
    )
    db.session.add(annotation)
    db.session.flush()
    return annotation


def edit_annotation(annotation: Annotation, seen_version: int | None, happened_on: date, text: str) -> None:
    """Change the day or the words.

    Raises
    ------
    InvalidInput
        If the day is too far away to be meant.
    """
    check_day(happened_on, "happened_on")
    apply_changes(annotation, seen_version, {"happened_on": happened_on, "text": text})


def delete_annotation(annotation: Annotation, seen_version: int | None) -> None:
    """Put the annotation in the bin."""
    put_in_bin(annotation, seen_version)
