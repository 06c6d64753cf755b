"""A part of a chart shows fewer periods of the very same chart: nothing in it is computed anew."""

from dataclasses import replace
from datetime import date

import pytest

from qi_tracker.charts.client import Chart, Renderer, Window, explored_view, part_of
from qi_tracker.charts.marks import signed
from qi_tracker.charts.scene import Scene, scene
from qi_tracker.charts.text import MarkKind
from qi_tracker.charts.theme import Variant
from qi_tracker.charts.timeline import timeline
from qi_tracker.vocabulary import ChartKind
from tests.charts.samples import (
    IMPROVED,
    chart,
    control_chart,
    cycle,
    gallery,
    many_weeks,
    note,
    three_phases,
)

DRAWN = [name for name, sample in gallery().items() if timeline(sample.result)]


def windows(sample: Chart) -> list[Window]:
    """The beginning, the middle, the end, one period at each end, and all."""
    days = [slot.date for slot in timeline(sample.result)]
    third, last = len(days) // 3, len(days) - 1
    return [
        Window(),
        Window(None, days[third]),
        Window(days[third], days[last - third]),
        Window(days[last - third], None),
        Window(days[0], days[0]),
        Window(days[last], days[last]),
    ]


def drawn(sample: Chart) -> Scene:
    return scene(sample.drawn_as(Variant.WIDE))


def texts(sample: Chart) -> list[str]:
    return [str(row["text"]) for row in drawn(sample).datasets["texts"]]


def heights_at(picture: Scene, dataset: str, at: object) -> set[object]:
    return {row["v"] for row in picture.datasets[dataset] if row["t"] <= at <= row["t2"]}  # type: ignore[operator]


@pytest.mark.parametrize("name", DRAWN)
def test_every_point_keeps_its_lines_limits_and_signals(name: str) -> None:
    whole = gallery()[name]
    for window in windows(whole):
        part = part_of(whole, window)
        expected = [replace(point, phase=0) for point in whole.result.points if window.holds(point.date)]
        assert [replace(point, phase=0) for point in part.result.points] == expected
        for old, new in zip(
            (slot for slot in timeline(whole.result) if window.holds(slot.date)), timeline(part.result), strict=True
        ):
            assert replace(new, index=old.index, phase=old.phase) == old
            for labels in ("period_labels", "axis_labels", "comments"):
                assert getattr(part.text, labels)[new.index :][:1] == getattr(whole.text, labels)[old.index :][:1]
            assert part.result.phases[new.phase].runs == whole.result.phases[old.phase].runs or new.value is None


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_centre_line_and_target_lie_at_every_point(name: str) -> None:
    whole = gallery()[name]
    for window in windows(whole):
        part = drawn(part_of(whole, window))
        for point in part.datasets["points"]:
            for line in ("median", "target"):
                assert heights_at(part, line, point["t"]) == heights_at(drawn(whole), line, point["t"]), (line, window)


@pytest.mark.parametrize("name", DRAWN)
def test_no_line_of_the_level_now_is_added(name: str) -> None:
    whole = gallery()[name]
    level = {row["v"] for row in drawn(whole).datasets["now"]}
    for window in windows(whole):
        assert {row["v"] for row in drawn(part_of(whole, window)).datasets["now"]} <= level


def test_line_of_the_level_now_is_shown_only_where_it_lies() -> None:
    whole = chart(IMPROVED)
    assert drawn(whole).datasets["now"]
    assert not drawn(part_of(whole, Window(None, date(2024, 10, 31)))).datasets["now"]
    assert drawn(part_of(whole, Window(date(2025, 6, 1)))).datasets["now"]


def test_control_chart_gets_no_second_line_where_one_phase_is_seen() -> None:
    part = part_of(control_chart(ChartKind.I), Window(date(2025, 1, 1)))
    assert len(part.result.phases) == 1
    assert not drawn(part).datasets["now"]


def test_phases_keep_their_names_and_the_run_its_length() -> None:
    part = part_of(three_phases(), Window(date(2025, 6, 1), date(2026, 6, 30)))
    assert part.text.phase_names == (
        "Periode 2: nytt skjema",
        "Periode 3: ordningen gjelder flere familier",
    )
    run = chart(IMPROVED)
    assert "14 på rad over medianen" in texts(run)
    assert "14 på rad over medianen" in texts(part_of(run, Window(date(2025, 9, 1))))


def test_marks_keep_their_signs_and_do_not_widen_the_window() -> None:
    marks = [
        note(date(2024, 2, 3), "Først"),
        note(date(2025, 5, 3), "Så"),
        note(date(2025, 8, 3), "Etter"),
        cycle(date(2024, 3, 1), date(2024, 4, 1), "Over"),
        cycle(date(2024, 11, 1), date(2025, 7, 1), "Lang"),
        cycle(date(2025, 2, 10), date(2025, 6, 1), "Kort"),
        cycle(date(2025, 8, 1), None, "Senere"),
    ]
    part = part_of(chart(IMPROVED, marks=marks), Window(date(2025, 3, 1), date(2025, 7, 31)))
    assert [(item.sign, item.mark.label) for item in signed(part.marks, MarkKind.ANNOTATION)] == [("B", "Så")]
    cycles = [(item.sign, item.mark.label) for item in signed(part.marks, MarkKind.CYCLE)]
    assert cycles == [("2", "Lang"), ("3", "Kort")]
    without = part_of(chart(IMPROVED), Window(date(2025, 3, 1), date(2025, 7, 31)))
    ends = ("x_low", "x_high")
    assert [drawn(part).params[end] for end in ends] == [drawn(without).params[end] for end in ends]


def test_table_of_a_part_is_made_of_the_whole_tables_rows(renderer: Renderer) -> None:
    whole = three_phases()
    ends = [slot.date for slot in timeline(whole.result)]
    everything = explored_view(renderer, whole, whole, ends).view.table
    window = Window(date(2024, 2, 1), date(2024, 8, 31))
    table = explored_view(renderer, whole, part_of(whole, window), ends).view.table
    assert table.headers == everything.headers
    assert (table.rows, table.exact) == (everything.rows[1:8], everything.exact[1:8])


def test_part_of_many_points_has_places_for_its_points_alone(renderer: Renderer) -> None:
    whole = many_weeks()
    days = [slot.date for slot in timeline(whole.result)]
    explored = explored_view(renderer, whole, part_of(whole, Window(days[-12])), days)
    assert explored.view.is_drawn
    assert [point.day for point in explored.points] == days[-12:]
    for found in explored.places.values():
        assert len(found.points) == 12
        assert all(found.left <= x <= found.left + found.width for x, _ in found.points)
