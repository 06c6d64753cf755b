"""Limits are steps with their points between them; points beyond have a shape of their own, and their values beside."""

from dataclasses import replace

import pytest

from qi_tracker.analysis.series import Point, Series
from qi_tracker.charts.axes import milliseconds
from qi_tracker.charts.client import Chart
from qi_tracker.charts.request import DrawRequest
from qi_tracker.charts.scene import Scene, scene
from qi_tracker.charts.theme import ABOVE, BELOW, MISSING, Around, Colour, Variant
from qi_tracker.vocabulary import ChartKind
from tests.charts.samples import (
    FACTS,
    STEADY,
    chart,
    control_chart,
    gallery,
    monthly,
    months,
    three_phases,
    with_limits,
)


def scene_of(sample: Chart, around: Around = Around.NOTHING) -> Scene:
    return scene(DrawRequest(sample.result, sample.text, sample.marks, Variant.WIDE), around)


def height_at(content: Scene, time: float, *, is_upper: bool) -> float:
    """The limit where a point stands, read from the corners that are drawn."""
    pieces: dict[object, list[tuple[float, float]]] = {}
    for row in content.datasets["limits"]:
        pieces.setdefault(row["piece"], []).append((float(str(row["t"])), float(str(row["v"]))))
    found = [
        v
        for corners in pieces.values()
        for (t, v), (t2, _) in zip(corners[::2], corners[1::2], strict=True)
        if t < time < t2
    ]
    return max(found) if is_upper else min(found)


@pytest.mark.parametrize("kind", [kind for kind in ChartKind if kind is not ChartKind.RUN])
def test_each_point_stands_between_its_own_limits(kind: ChartKind) -> None:
    sample = control_chart(kind)
    content = scene_of(sample)
    for row in content.datasets["points"]:
        time = float(str(row["t"]))
        point = next(p for p in sample.result.points if p.value == row["v"] and milliseconds(p.date) == time)
        assert point.upper is not None
        assert height_at(content, time, is_upper=True) == pytest.approx(point.upper)
        if point.lower is not None and point.lower > 0:
            assert height_at(content, time, is_upper=False) == pytest.approx(point.lower)


def test_points_beyond_have_a_shape_that_says_which_way() -> None:
    sample = with_limits()
    shapes = [row["shape"] for row in scene_of(sample).datasets["points"]]
    assert shapes[3] == ABOVE and shapes[11] == BELOW
    assert {place for place, shape in enumerate(shapes) if shape in (ABOVE, BELOW)} == {
        place for place, point in enumerate(sample.result.points) if point.is_outside
    }


def test_a_point_that_was_left_out_is_a_cross_also_beyond() -> None:
    points = [
        replace(point, excluded=place == 6) for place, point in enumerate(monthly([*STEADY[:6], 90, *STEADY[6:]]))
    ]
    sample = chart(Series(points, ChartKind.I))
    assert sample.result.points[6].is_outside
    assert scene_of(sample).datasets["points"][6]["shape"] not in (ABOVE, BELOW)


def test_values_beyond_stand_beside_their_points_unless_there_are_many() -> None:
    shown = [str(row["text"]).replace("\u00a0", " ") for row in scene_of(with_limits()).datasets["texts"]]
    assert "48 %" in shown and "12 %" in shown
    many = chart(Series(monthly([*STEADY, *(value + 40 * (-1) ** value for value in STEADY)]), ChartKind.C))
    assert sum(point.is_outside for point in many.result.points) > 6
    beside = [row for row in scene_of(many).datasets["texts"] if row["colour"] == "#b34700"]
    assert not beside


def test_edge_names_the_limits_where_they_end() -> None:
    sample = control_chart(ChartKind.U)
    shown = " ".join(str(row["text"]) for row in scene_of(sample).datasets["texts"])
    upper = sample.result.points[-1].upper
    assert upper is not None
    assert f"Øvre grense {sample.text.numbers.level(upper)}" in shown


def test_limit_on_what_cannot_be_passed_is_not_drawn() -> None:
    sample = chart(Series(monthly([2, 3, 1, 2, 4, 3, 2, 1, 2, 3, 2, 1]), ChartKind.C))
    assert {point.lower for point in sample.result.points} == {0.0}
    content = scene_of(sample)
    assert {row["v"] for row in content.datasets["limits"]} == {sample.result.points[0].upper}
    assert not any("Nedre" in str(row["text"]) for row in content.datasets["texts"])
    below_zero = chart(Series(monthly([2, 3, 1, 2, 4, 3, 2, 1, 2, 3, 2, 1]), ChartKind.I), replace(FACTS, unit=""))
    assert below_zero.result.points[0].lower is not None


def test_axis_has_room_for_the_limits() -> None:
    for kind in ChartKind:
        if kind is not ChartKind.RUN:
            sample = control_chart(kind)
            content = scene_of(sample)
            uppers = [point.upper for point in sample.result.points if point.upper is not None]
            assert float(str(content.params["y_high"])) >= max(uppers)


def test_chart_of_differences_does_not_miss_the_first() -> None:
    content = scene_of(control_chart(ChartKind.MR))
    assert [symbol["shape"] for symbol in content.datasets["symbols"] if symbol["stroke"] is not Colour.PAPER] == [
        MISSING
    ]


def test_centre_line_has_its_own_name() -> None:
    for kind, word in ((ChartKind.P, "Senterlinje"), (ChartKind.G, "Median")):
        shown = " ".join(str(row["text"]) for row in scene_of(control_chart(kind)).datasets["texts"])
        assert word in shown


def test_the_picture_says_as_much_as_nothing_around_it_does() -> None:
    sample = with_limits()
    said = {around: {str(row["text"]) for row in scene_of(sample, around).datasets["texts"]} for around in Around}
    label = "Utenfor grensene: let etter hva som var spesielt"
    assert [label in said[around] for around in Around] == [False, True, True]
    assert [sample.text.title in said[around] for around in Around] == [False, False, True]


def test_a_picture_that_stands_alone_tells_what_its_letters_stand_for_and_whose_it_is() -> None:
    sample = three_phases()
    sample = replace(sample, text=replace(sample.text, source="Fritid for alle · Lerkevik kommune"))
    alone, on_page = (
        {str(row["text"]) for row in scene_of(sample, around).datasets["texts"]}
        for around in (Around.ALL, Around.NOTHING)
    )
    told = {"Ny leder i enheten · 2. april 2024", "Fritid for alle · Lerkevik kommune"}
    assert told <= alone
    assert not told & on_page


def test_run_charts_have_no_limits() -> None:
    assert all(
        scene_of(sample).datasets["limits"] == []
        for name, sample in gallery().items()
        if "control" not in name and name != "limits"
    )


def test_limits_on_one_height_are_named_in_their_order() -> None:
    points = [Point(day, 6) for day in months(12) for _ in range(3)]
    content = scene_of(chart(Series(points, ChartKind.XBAR)))
    said = [row for row in content.datasets["texts"] if "grense" in str(row["text"])]
    heights = {str(row["text"]).partition(" ")[0]: float(str(row["y"])) for row in said}
    assert heights["Øvre"] < heights["Nedre"]
