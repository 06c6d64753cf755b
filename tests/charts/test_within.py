"""What lies between the limits: as far as both stay the same, open where there is none."""

from qi_tracker.charts.client import Renderer
from qi_tracker.charts.limits import LimitLine, Step, Within, between
from qi_tracker.charts.theme import Colour, Variant
from tests.charts.pictures import paints
from tests.charts.samples import gallery


def line(*steps: Step, is_upper: bool) -> LimitLine:
    return LimitLine(is_upper, 0, steps)


def test_stretches_change_where_either_limit_does() -> None:
    upper = line(Step(9.0, 0, 10), Step(8.0, 10, 30), is_upper=True)
    lower = line(Step(1.0, 0, 20), Step(2.0, 20, 30), is_upper=False)
    assert list(between([lower, upper])) == [
        Within(0, 10, 1.0, 9.0),
        Within(10, 20, 1.0, 8.0),
        Within(20, 30, 2.0, 8.0),
    ]


def test_a_limit_that_is_not_drawn_leaves_its_side_open() -> None:
    assert list(between([line(Step(9.0, 0, 10), is_upper=True)])) == [Within(0, 10, None, 9.0)]


def test_there_is_nothing_within_a_gap() -> None:
    upper = [line(Step(9.0, 0, 10), is_upper=True), line(Step(9.0, 20, 30), is_upper=True)]
    assert [(each.start, each.end) for each in between(upper)] == [(0, 10), (20, 30)]


def test_only_charts_with_limits_have_it(renderer: Renderer) -> None:
    pictures = {name: renderer.svg(gallery()[name].drawn_as(Variant.WIDE)) for name in ("improved", "control chart i")}
    shown = {
        name: any("chart-fill-within" in classes for _, classes in paints(svg, "fill"))
        for name, svg in pictures.items()
    }
    assert shown == {"improved": False, "control chart i": True}
    assert Colour.WITHIN not in {Colour.BAND, Colour.PAPER}
