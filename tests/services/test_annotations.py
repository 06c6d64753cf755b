"""Annotations: in the order of time, each with its history."""

from datetime import date

import pytest
from flask import Flask

from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import Measure
from qi_tracker.services.annotations import annotate, annotations_of, delete_annotation, edit_annotation
from tests.inside import inside
from tests.people import Who, World


def the_measure(world: World) -> Measure:
    return db.session.get_one(Measure, world.lerkevik["measure_id"])


def test_annotations_come_in_the_order_of_time(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = the_measure(world)
        late = annotate(measure, date(2025, 9, 1), "Skolestart")
        early = annotate(measure, date(2025, 3, 1), "Ett skjema")
        assert list(annotations_of(measure)) == [early, late]


def test_a_deleted_annotation_is_gone_from_the_chart(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        measure = the_measure(world)
        annotation = annotate(measure, date(2025, 3, 1), "Ett skjema")
        delete_annotation(annotation, annotation.version)
        assert list(annotations_of(measure)) == []


def test_edit_from_an_old_page_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        annotation = annotate(the_measure(world), date(2025, 3, 1), "Ett skjema")
        seen = annotation.version
        edit_annotation(annotation, seen, date(2025, 3, 2), "Ett skjema")
        with pytest.raises(StaleVersion):
            edit_annotation(annotation, seen, date(2025, 3, 3), "To skjemaer")


def test_a_slip_in_the_year_is_refused(app: Flask, world: World) -> None:
    with inside(app, world.people[Who.LEAD]):
        with pytest.raises(InvalidInput, match="date_out_of_range") as refusal:
            annotate(the_measure(world), date(202, 3, 1), "Ett skjema")
        assert refusal.value.field == "happened_on"
