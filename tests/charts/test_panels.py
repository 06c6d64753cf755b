"""Panels on one scale: the same axes, edges that meet, and every label apart from the others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from qi_tracker.analysis.series import Point, Series
from qi_tracker.charts.client import Chart, Renderer
from qi_tracker.charts.deeds import deeds_scene
from qi_tracker.charts.panel_views import DeedsWords, TimelineView, group_views, timeline_view
from qi_tracker.charts.panels import on_one_scale, timeline_scale
from qi_tracker.charts.request import DeedsRequest, DrawRequest, Request, RowRequest, from_json, to_json
from qi_tracker.charts.row import row_scene
from qi_tracker.charts.scene import Scene, scene
from qi_tracker.charts.text import ChartMark, MarkKind
from qi_tracker.charts.theme import SIZES, Colour, Variant
from qi_tracker.vocabulary import Decision, Frequency
from tests.charts.pictures import contract_problems, parsed, said
from tests.charts.samples import (
    BETTER,
    FACTS,
    HOSTILE,
    STEADY,
    chart,
    cycle,
    gallery,
    monthly,
    months,
    note,
    pause,
    weeks,
)
from tests.charts.test_drawing import SMALLEST_SCALE
from tests.charts.test_scene import list_of, number, outside, overlaps

WORDS = DeedsWords("Hva vi gjorde", "PDSA-sirkler", "Ingen PDSA-sirkler ennå.", "Her begynte en PDSA-sirkel")
AXES = ("x_low", "x_high", "x_ticks", "x_labels", "y_low", "y_high", "y_ticks", "y_labels")
CYCLES = [
    cycle(date(2024, 12, 1), date(2025, 1, 31), "Lengre åpningstid på torsdager", Decision.ADAPT),
    cycle(date(2025, 2, 1), date(2025, 4, 1), HOSTILE, Decision.ADOPT),
    cycle(date(2025, 10, 1), None, "Tekstmelding dagen før"),
]
AIM = ChartMark(MarkKind.AIM, date(2026, 3, 31), None, "Målet: innen 31. mars 2026", "31. mars 2026")
NOTES = [note(date(2024, 3, 14), "Ny skole åpnet"), note(date(2024, 4, 2), "Ny leder i enheten")]
MARKS = [*CYCLES, *NOTES, AIM]


def groups() -> list[Chart]:
    """One measure in five groups: another level, a late start, gaps, far out once, hardly anything."""
    late = [Point(day, 70 + place % 5) for place, day in enumerate(months(24)[15:])]
    gaps: list[float | None] = [*STEADY, *BETTER]
    gaps[7] = gaps[8] = None
    series = [
        Series(monthly(STEADY + BETTER), target=60, freezes=[date(2024, 12, 1)]),
        Series(late, target=60),
        Series(monthly(gaps), target=60),
        Series(monthly([*STEADY, 190, *BETTER])),
        Series(monthly([3])),
    ]
    return [chart(one, identity=f"group-{place}") for place, one in enumerate(series)]


def family() -> list[Chart]:
    """An outcome each month, a share each quarter, one each week, what is paused, and one without a number."""
    weekly = [Point(day, 5 + place % 4) for place, day in enumerate(weeks(30, date(2025, 6, 2)))]
    summer = pause(date(2024, 7, 1), date(2024, 7, 31))
    charts = [
        gallery()["improved"],
        gallery()["proportion"],
        chart(Series(weekly), replace(FACTS, frequency=Frequency.WEEK)),
        replace(gallery()["three phases"], marks=(summer, *NOTES, AIM)),
        gallery()["empty"],
    ]
    return [replace(one, id=f"chart-{place}") for place, one in enumerate(charts)]


def many(count: int) -> list[Chart]:
    """So many of the gallery's shapes, without their marks, which a page of many draws once."""
    shapes = [shape for name, shape in gallery().items() if name != "days"]
    return [replace(shape, id=f"chart-{place}", marks=()) for place, shape in enumerate((shapes * 2)[:count])]


def requests_of(charts: Sequence[Chart], variant: Variant) -> list[DrawRequest]:
    return [DrawRequest(one.result, one.text, one.marks, variant) for one in charts]


def timeline_scenes(charts: Sequence[Chart], variant: Variant, marks: Sequence[ChartMark] = MARKS) -> list[Scene]:
    """The rows, and the foot last."""
    requests = requests_of(charts, variant)
    scale = timeline_scale(requests, marks)
    foot = deeds_scene(DeedsRequest(tuple(marks), WORDS.heading, variant, scale))
    return [*(row_scene(RowRequest(replace(request, scale=scale))) for request in requests), foot]


def edges(content: Scene) -> tuple[float, float, float]:
    """Left margin, width of the plot, right margin."""
    return content.padding["left"], content.width, content.padding["right"]


def ends(content: Scene) -> tuple[object, object]:
    return content.params["x_low"], content.params["x_high"]


def value_ticks_collide(content: Scene, variant: Variant) -> bool:
    """Two numbers of the value axis stand on each other."""
    low, high = (float(str(content.params[name])) for name in ("y_low", "y_high"))
    ticks = [float(at) for at in list_of(content.params["y_ticks"])]
    apart = [(after - before) / (high - low) * content.height for before, after in pairwise(ticks)]
    return any(distance < SIZES[variant].font * 0.8 for distance in apart)


# Groups of one measure.


@pytest.mark.parametrize("variant", Variant)
def test_groups_have_one_scale_and_plots_in_the_same_place(variant: Variant) -> None:
    scenes = [scene(request) for request in on_one_scale(requests_of(groups(), variant))]
    for name in AXES:
        assert len({str(content.params[name]) for content in scenes}) == 1, name
    assert len({(*edges(content), content.padding["top"], content.height) for content in scenes}) == 1
    by_themselves = [scene(request) for request in requests_of(groups(), variant)]
    assert len({str(content.params["y_high"]) for content in by_themselves}) > 1
    assert len({str(content.params["x_low"]) for content in by_themselves}) > 1


def test_the_scale_of_groups_holds_every_number_and_line_of_every_group() -> None:
    for content in [scene(request) for request in on_one_scale(requests_of(groups(), Variant.NARROW))]:
        low, high = (float(str(content.params[name])) for name in ("y_low", "y_high"))
        drawn = [row for name in ("points", "median", "now", "target") for row in content.datasets[name]]
        assert all(low <= number(row, "v") <= high for row in drawn)
        first, last = (float(str(end)) for end in ends(content))
        assert all(first <= number(row, "t") <= last for row in drawn)


def test_a_group_has_its_own_line_and_none_before_its_first_number() -> None:
    scenes = [scene(request) for request in on_one_scale(requests_of(groups(), Variant.NARROW))]
    lines = [content.datasets["median"][0] for content in scenes]
    assert [line["v"] for line in lines[:2]] == [40.5, 72]
    first, late = (number(line, "t") for line in lines[:2])
    points = [number(row, "t") for row in scenes[1].datasets["points"]]
    assert float(str(ends(scenes[0])[0])) <= first < late <= min(points)
    # Where its numbers begin is no border between phases.
    assert not any((row["y"], row["y2"]) == (0, scenes[1].height) for row in scenes[1].datasets["strokes"])


@pytest.mark.parametrize("name", gallery())
@pytest.mark.parametrize("variant", Variant)
def test_no_label_of_a_group_overlaps_another(name: str, variant: Variant) -> None:
    charts = [replace(one, marks=()) for one in (gallery()[name], gallery()["one point"], gallery()["huge"])]
    for request in on_one_scale(requests_of(charts, variant)):
        assert overlaps(scene(request), variant) == []
        assert outside(scene(request), variant) == []


def test_group_has_one_drawing_named_as_the_page_names_it(renderer: Renderer) -> None:
    views = group_views(renderer, groups())
    for view, sample in zip(views, groups(), strict=True):
        assert view.svg_wide is None and view.svg_narrow is not None
        assert f'aria-labelledby="{view.id}-title"' in view.svg_narrow
        assert view.table.name == view.text.title == sample.text.title
    assert group_views(renderer, []) == []
    for request in on_one_scale(requests_of(groups(), Variant.NARROW)):
        assert list(contract_problems(renderer.svg(request), SMALLEST_SCALE[Variant.NARROW])) == []


# A timeline.


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("count", [1, 3, 5, 12])
def test_the_edges_of_all_rows_and_the_foot_meet(count: int, variant: Variant) -> None:
    scenes = timeline_scenes(many(count), variant)
    assert len({edges(content) for content in scenes}) == 1
    assert len({ends(content) for content in scenes}) == 1
    assert sum(edges(scenes[0])) == SIZES[variant].width
    by_themselves = {edges(scene(request)) for request in requests_of(many(12), variant)}
    assert len(by_themselves) > 1


@pytest.mark.parametrize("variant", Variant)
def test_the_same_day_is_at_the_same_place_in_every_row(variant: Variant) -> None:
    *rows, foot = timeline_scenes(family(), variant)
    guides = [[row["x"] for row in content.datasets["strokes"] if row["colour"] is Colour.TRIED] for content in rows]
    bars = [number(row, "x") for row in foot.datasets["boxes"] if number(row, "y") > foot.height]
    assert guides[0] == bars and len(bars) == 3
    assert all(one == guides[0] for one in guides)
    ticks = {str(content.params["x_ticks"]) for content in rows}
    assert ticks == {"[]"} and list_of(foot.params["x_ticks"])


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("count", [1, 4, 12, 30])
def test_no_label_of_a_timeline_overlaps_another(count: int, variant: Variant) -> None:
    *rows, foot = timeline_scenes(many(count), variant)
    for content in (*rows, foot):
        assert overlaps(content, variant) == []
        assert outside(content, variant) == []
    assert not any(value_ticks_collide(content, variant) for content in rows)


@pytest.mark.parametrize("variant", Variant)
def test_twelve_notes_and_twenty_cycles_find_their_places(variant: Variant) -> None:
    marks = [
        *(note(date(2024, 1 + place, 3 + place), HOSTILE) for place in range(12)),
        *(cycle(date(2024, 1 + place % 12, 3), date(2025, 1, 1), HOSTILE, Decision.ADOPT) for place in range(20)),
        *(replace(AIM, starts_on=day, label=HOSTILE) for day in (date(2024, 1, 2), date(2025, 12, 1))),
    ]
    foot = timeline_scenes(family(), variant, marks)[-1]
    assert overlaps(foot, variant) == []
    assert outside(foot, variant) == []


def test_a_low_row_names_the_last_number_and_the_level_first() -> None:
    high, low = (timeline_scenes(many_improved(count), Variant.WIDE)[0] for count in (2, 12))
    texts = [[str(row["text"]).replace("\u00a0", " ") for row in content.datasets["texts"]] for content in (high, low)]
    assert texts[0] == ["57 barn", "Median nå 52,5 barn", "Median før 40,5 barn", "Mål 60 barn"]
    assert texts[1] == ["57 barn", "Median nå 52,5 barn", "Median før 40,5 barn"]


def many_improved(count: int) -> list[Chart]:
    return [replace(gallery()["improved"], id=f"chart-{place}", marks=()) for place in range(count)]


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("day", [date(2024, 1, 3), date(2024, 12, 1), date(2026, 3, 31)], ids=str)
def test_day_of_the_aim_is_written_whole_wherever_it_lies(variant: Variant, day: date) -> None:
    foot = timeline_scenes(family(), variant, [replace(AIM, starts_on=day)])[-1]
    assert AIM.label in [row["text"] for row in foot.datasets["texts"]]
    assert outside(foot, variant) == []


def test_aim_widens_the_axis_when_it_is_near_and_not_when_it_is_far() -> None:
    near, far = (
        ends(timeline_scenes(many_improved(1), Variant.WIDE, [replace(AIM, starts_on=day)])[0])
        for day in (date(2026, 3, 31), date(2031, 3, 31))
    )
    assert float(str(near[1])) > float(str(far[1]))


def test_row_without_a_number_has_no_numbers_at_its_axis() -> None:
    *rows, _ = timeline_scenes(family(), Variant.WIDE)
    assert list_of(rows[-1].params["y_ticks"]) != []  # Its target is a number.
    bare = replace(gallery()["empty"], result=replace(gallery()["empty"].result, target=None))
    assert list_of(timeline_scenes([bare], Variant.WIDE)[0].params["y_ticks"]) == []


@pytest.mark.parametrize("charts", [groups(), family()], ids=["groups", "family"])
def test_requests_survive_the_pipe(charts: list[Chart]) -> None:
    scaled = on_one_scale(requests_of(charts, Variant.WIDE))
    scale = timeline_scale(requests_of(charts, Variant.WIDE), MARKS)
    rows: list[Request] = [RowRequest(replace(request, scale=scale)) for request in scaled]
    for request in [*scaled, *rows, DeedsRequest(tuple(MARKS), WORDS.heading, Variant.WIDE, scale)]:
        assert from_json(to_json(request)) == request


def test_row_without_a_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the scale"):
        row_scene(RowRequest(requests_of(groups(), Variant.WIDE)[0]))


@pytest.mark.parametrize("variant", Variant)
def test_drawings_of_a_timeline_keep_the_contract(renderer: Renderer, variant: Variant) -> None:
    requests = requests_of(family(), variant)
    scale = timeline_scale(requests, MARKS)
    drawn = [renderer.svg(RowRequest(replace(request, scale=scale))) for request in requests]
    drawn.append(renderer.svg(DeedsRequest(tuple(MARKS), WORDS.heading, variant, scale)))
    for svg in drawn:
        assert list(contract_problems(svg, SMALLEST_SCALE[variant])) == []
        assert "NaN" not in svg
    widths = {parsed(svg).get("width") for svg in drawn}
    assert widths == {str(SIZES[variant].width)}
    assert "PDSA-sirkler" in said(drawn[-1])


def seen(renderer: Renderer, marks: Sequence[ChartMark] = MARKS) -> TimelineView:
    return timeline_view(renderer, family(), marks, WORDS)


def test_what_was_done_is_said_with_its_signs(renderer: Renderer) -> None:
    view = seen(renderer)
    assert view.deeds.description.startswith("1 Lengre åpningstid på torsdager: 1. desember 2024, Justere. 2 ")
    assert "A Ny skole åpnet: 14. mars 2024." in view.deeds.description
    assert view.deeds.description.endswith("Målet: innen 31. mars 2026: 31. mars 2026.")
    assert [entry.sign for entry in view.deeds.cycles] == ["1", "2", "3"]
    assert seen(renderer, []).deeds.description == WORDS.nothing


def test_key_of_a_timeline_says_each_sign_once(renderer: Renderer) -> None:
    symbols = [entry.symbol for entry in seen(renderer).key]
    assert len(symbols) == len(set(symbols))
    assert {"median", "run", "missing", "excluded", "pause", "guide", "adopt", "adapt", "undecided"} <= set(symbols)
    assert "guide" not in {entry.symbol for entry in seen(renderer, []).key}
