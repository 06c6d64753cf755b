"""What is said of one point is what the table says of it, and it lies where it is drawn."""

from datetime import date, timedelta

import pytest

from qi_tracker.charts.describe import describe
from qi_tracker.charts.points import PointText, places, point_texts
from qi_tracker.charts.request import Chart
from qi_tracker.charts.scene import scene
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.timeline import timeline
from qi_tracker.i18n.formats import NBSP
from tests.charts.samples import gallery, proportion, three_phases, with_limits


def points_of(sample: Chart, days: int = 27) -> tuple[PointText, ...]:
    return point_texts(sample, [slot.date + timedelta(days=days) for slot in timeline(sample.result)])


def said(sample: Chart, day: date) -> str:
    return next(point.said for point in points_of(sample) if point.day == day)


@pytest.mark.parametrize("name", gallery())
def test_every_cell_of_the_table_is_said(name: str) -> None:
    sample = gallery()[name]
    table = describe(sample.result, sample.text, sample.marks)
    for row, point in zip(table.rows, points_of(sample), strict=True):
        assert point.heading.startswith(row[0])
        assert [cell for cell in row if cell not in point.said] == []


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("name", gallery())
def test_points_lie_where_they_are_drawn(name: str, variant: Variant) -> None:
    sample = gallery()[name]
    picture, found = scene(sample.drawn_as(variant)), places(sample, variant)
    low, high, bottom, top = (float(str(picture.params[end])) for end in ("x_low", "x_high", "y_low", "y_high"))
    expected = [
        (
            found.left + (float(str(point["t"])) - low) / (high - low) * found.width,
            found.top + (top - float(str(point["v"]))) / (top - bottom) * found.height,
        )
        for point in picture.datasets["points"]
    ]
    slots = timeline(sample.result)
    drawn = [place for place, slot in zip(found.points, slots, strict=True) if slot.value is not None]
    assert [place for point in drawn for place in point] == pytest.approx(
        [place for point in expected for place in point]
    )
    assert len(found.points) == len(slots)


def test_proportion_says_how_many_of_how_many() -> None:
    assert said(proportion(), date(2024, 1, 1)) == f"1. kvartal 2024: 25,0{NBSP}%. 40 av 160. Median 29{NBSP}%."


def test_limits_and_what_lies_outside_them_are_said() -> None:
    text = said(with_limits(), date(2024, 12, 1))
    assert text.endswith(f"Nedre grense 20,9{NBSP}%. Øvre grense 43,8{NBSP}%. Utenfor grensene.")


def test_missing_and_left_out_numbers_phase_note_and_comment_are_said() -> None:
    sample = three_phases()
    assert said(sample, date(2024, 7, 1)) == "juli 2024. Mangler. Planlagt pause: Sommer (1.–31. juli 2024)."
    assert "Holdt utenom" in said(sample, date(2024, 4, 1))
    assert "Periode 1. Telt for hånd" in said(sample, date(2024, 2, 1))
    assert "Periode 2: nytt skjema" in said(sample, date(2025, 1, 1))
    assert "A: Ny skole åpnet (14. mars 2024)" in said(sample, date(2024, 3, 1))
    assert "Ny skole" not in said(sample, date(2024, 4, 1))


def test_cycles_are_said_in_every_period_they_touch() -> None:
    sample = three_phases()
    days = [point.day for point in points_of(sample) if "PDSA 1: Lengre åpningstid" in point.said]
    assert days == [date(2024, 12, 1), date(2025, 1, 1)]
    ongoing = [point.day for point in points_of(sample) if "PDSA 2: Tekstmelding" in point.said]
    assert ongoing == [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]


def test_stops_are_notes_new_phases_runs_and_points_outside() -> None:
    stops = [point.day for point in points_of(three_phases()) if point.is_stop]
    assert {date(2024, 3, 1), date(2024, 4, 1), date(2025, 1, 1), date(2025, 6, 1), date(2026, 1, 1)} <= set(stops)
    assert len(stops) < 12
    limits = points_of(with_limits())
    assert [point.day for point in limits if "Utenfor grensene" in point.said and not point.is_stop] == []
    run = [point.day for point in limits if "på rad" in point.said]
    assert run[0] in [point.day for point in limits if point.is_stop]
    assert run[1] not in [point.day for point in limits if point.is_stop]
