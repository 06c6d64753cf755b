"""Places in the picture: nothing on top of anything else, nothing outside, whatever the numbers."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qi_tracker.analysis.series import Series
from qi_tracker.charts.client import Chart
from qi_tracker.charts.lettering import text_width
from qi_tracker.charts.placement import Box
from qi_tracker.charts.request import DrawRequest
from qi_tracker.charts.scene import Scene, scene
from qi_tracker.charts.text import ChartMark
from qi_tracker.charts.theme import HIDDEN, MISSING, SIZES, Around, Colour, Variant
from qi_tracker.vocabulary import ChartKind, Decision
from tests.charts.samples import IMPROVED, STEADY, chart, cycle, gallery, monthly, note, three_phases


def scene_of(sample: Chart, variant: Variant = Variant.WIDE, around: Around = Around.NOTHING) -> Scene:
    return scene(DrawRequest(sample.result, sample.text, sample.marks, variant), around)


def test_without_a_date_there_is_no_time_to_tell() -> None:
    assert scene_of(gallery()["empty"]).params["x_ticks"] == []
    planned = chart(Series([]), marks=[cycle(date(2026, 3, 1), None, "Ringe alle")])
    assert scene_of(planned).params["x_ticks"]


def test_bracket_does_not_begin_before_the_time_of_a_chart_of_differences() -> None:
    content = scene_of(chart(Series(monthly(STEADY), ChartKind.MR, freezes=[date(2024, 8, 1)])))
    assert min(number(row, "x") for row in content.datasets["strokes"]) >= -4


def test_numbers_at_the_edge_are_never_cut() -> None:
    for values in ([value * 1e6 + 0.5 for value in STEADY], [value * 1e9 for value in STEADY]):
        for variant in Variant:
            said = [str(row["text"]) for row in scene_of(chart(Series(monthly(values))), variant).datasets["texts"]]
            assert not any("…" in text for text in said)
            assert any(text.startswith("Median") for text in said)


def test_points_on_the_line_alone_are_hollow() -> None:
    content = scene_of(chart(Series(monthly((1, 5, 3, 2, 4)))))
    hollow = {number(row, "v") for row in content.datasets["points"] if row["fill"] == Colour.PAPER}
    assert hollow == {3.0}


def test_picture_is_the_same_whatever_number_is_hidden() -> None:
    def of(number: float) -> Scene:
        points = monthly(STEADY)
        points[4] = replace(points[4], numerator=number, hidden=True)
        return scene_of(chart(Series(points)))

    assert of(1) == of(1e9)
    _, sign = of(1).datasets["symbols"]
    assert (sign["shape"], sign["y"]) == (HIDDEN, of(1).height - 7)


def number(row: dict[str, object], name: str) -> float:
    value = row[name]
    assert isinstance(value, int | float)
    return float(value)


def label_boxes(content: Scene, variant: Variant) -> list[tuple[str, Box]]:
    """Every label with the place it takes: those laid out by hand, and the axes' own."""
    boxes = []
    for row in content.datasets["texts"]:
        if row["halo"]:
            continue
        text, size = str(row["text"]), number(row, "size")
        width = text_width(text, size) / 1.06
        left = number(row, "x") - {"left": 0.0, "center": 0.5, "right": 1.0}[str(row["align"])] * width
        boxes.append((text, Box(left, number(row, "y") - size * 0.75, left + width, number(row, "y") + size * 0.1)))
    return boxes + _tick_boxes(content, SIZES[variant].font)


def _tick_boxes(content: Scene, size: float) -> list[tuple[str, Box]]:
    boxes = []
    params = content.params
    low, high = float(str(params["x_low"])), float(str(params["x_high"]))
    for at, lines in zip(list_of(params["x_ticks"]), list_of(params["x_labels"]), strict=True):
        middle = (at - low) / (high - low) * content.width
        for index, line in enumerate(lines):
            half, top = text_width(line, size) / 2.12, content.height + 10 + index * size * 1.25
            boxes.append((line, Box(middle - half, top, middle + half, top + size * 0.8)))
    return boxes


def list_of(value: object) -> list:
    assert isinstance(value, list)
    return value


def overlaps(content: Scene, variant: Variant) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, box), (other, second) in combinations(label_boxes(content, variant), 2)
        if box.overlaps(second)
    ]


def outside(content: Scene, variant: Variant) -> list[str]:
    room = content.padding
    canvas = Box(-room["left"], -room["top"], content.width + room["right"], content.height + room["bottom"])
    return [
        text
        for text, box in label_boxes(content, variant)
        if box.left < canvas.left - 1
        or box.right > canvas.right + 1
        or box.top < canvas.top - 1
        or box.bottom > canvas.bottom + 1
    ]


@pytest.mark.parametrize("around", Around)
@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("name", gallery())
def test_no_label_overlaps_another_or_leaves_the_picture(name: str, variant: Variant, around: Around) -> None:
    content = scene_of(gallery()[name], variant, around)
    assert overlaps(content, variant) == []
    assert outside(content, variant) == []
    assert content.width + content.padding["left"] + content.padding["right"] == SIZES[variant].width


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.none() | st.floats(-1e7, 1e7), max_size=60),
    st.none() | st.floats(-1e7, 1e7),
    st.lists(st.integers(0, 59), max_size=6, unique=True),
    st.sampled_from(Variant),
)
def test_no_numbers_make_labels_overlap(
    values: list[float | None], target: float | None, places: list[int], variant: Variant
) -> None:
    days = [date(2024 + place // 12, place % 12 + 1, 15) for place in places]
    marks = [note(day, "Noe skjedde") for day in days] + [cycle(day, None, "Vi prøvde noe", None) for day in days]
    content = scene_of(chart(Series(monthly(values), target=target), marks=marks), variant)
    assert overlaps(content, variant) == []
    assert outside(content, variant) == []


def test_planted_overlap_is_seen() -> None:
    content = scene_of(gallery()["improved"])
    content.datasets["texts"].append(dict(content.datasets["texts"][0]))
    assert overlaps(content, Variant.WIDE)
    content.datasets["texts"][-1]["x"] = 5000.0
    assert outside(content, Variant.WIDE)


def test_labels_at_the_edge_say_what_each_line_is() -> None:
    shown = [str(row["text"]).replace("\u00a0", " ") for row in scene_of(gallery()["improved"]).datasets["texts"]]
    for label in ("57 barn", "Mål 60 barn", "Median nå 52,5 barn", "Median før 40,5 barn", "Utgangspunkt"):
        assert label in shown
    assert "14 på rad over medianen" in shown
    assert "Barn · høyere er bedre" in shown


def test_signal_is_told_by_shape_and_missing_and_excluded_by_others() -> None:
    points = scene_of(gallery()["improved"]).datasets["points"]
    assert {point["shape"] for point in points[:10]} == {"circle"}
    assert {point["shape"] for point in points[10:]} == {"diamond"}
    content = scene_of(three_phases())
    shapes = {str(point["shape"]) for point in content.datasets["points"]}
    assert len(shapes) == 2
    signs = [symbol["shape"] for symbol in content.datasets["symbols"] if symbol["stroke"] is not Colour.PAPER]
    assert signs == [MISSING] * 3


def test_median_is_a_step_for_each_phase_and_each_value_stands_somewhere() -> None:
    sample = three_phases()
    content = scene_of(sample)
    steps = content.datasets["median"]
    assert [step["v"] for step in steps] == [phase.centre for phase in sample.result.phases]
    assert all(step["t2"] == after["t"] for step, after in zip(steps, steps[1:], strict=False))
    shown = " ".join(str(row["text"]) for row in content.datasets["texts"]).replace("\u00a0", " ")
    for phase in sample.result.phases:
        assert phase.centre is not None
        assert sample.text.numbers.level(phase.centre).replace("\u00a0", " ") in shown


def test_level_now_is_drawn_only_where_the_verdict_names_it() -> None:
    assert len(scene_of(gallery()["improved"]).datasets["now"]) == 1
    assert scene_of(gallery()["negative"]).datasets["now"] == []
    assert scene_of(three_phases()).datasets["now"] == []


def test_cycles_lie_under_their_days_and_outcome_is_told_by_fill() -> None:
    marks = [
        cycle(date(2024, 3, 1), date(2024, 4, 1), "Innført", Decision.ADOPT),
        cycle(date(2024, 5, 1), date(2024, 6, 1), "Justert", Decision.ADAPT),
        cycle(date(2024, 7, 1), date(2024, 8, 1), "Forkastet", Decision.ABANDON),
        cycle(date(2025, 11, 1), None, "Pågår", None),
        cycle(date(2031, 1, 1), date(2031, 2, 1), "Langt utenfor", None),
    ]
    content = scene_of(chart(IMPROVED, marks=marks))
    bars = content.datasets["boxes"]
    assert [bar["fill"] for bar in bars] == [Colour.REFERENCE, Colour.TRIED, Colour.PAPER, Colour.PAPER]
    assert bars[2]["dash"] != bars[3]["dash"]
    assert number(bars[3], "x2") == pytest.approx(content.width)
    assert all(number(bar, "y") > content.height for bar in bars)
    shown = {str(row["text"]) for row in content.datasets["texts"]}
    assert {"1", "2", "3", "4", "Innført", "Pågår"} <= shown
    assert "Langt utenfor" not in shown


def test_many_cycles_are_numbered_without_names() -> None:
    marks = [cycle(date(2024, 1 + place, 1), date(2024, 1 + place, 20), f"Prøve {place}") for place in range(10)]
    shown = {str(row["text"]) for row in scene_of(chart(IMPROVED, marks=marks)).datasets["texts"]}
    assert {"1", "10"} <= shown
    assert not any(text.startswith("Prøve") for text in shown)


def test_a_file_lists_the_cycles_whose_names_the_picture_cuts() -> None:
    long = "Spør «Hva har barnet lyst til?» i første samtale med hver eneste familie"
    few = [cycle(date(2024, 10, 1), date(2024, 11, 1), long), cycle(date(2024, 3, 1), date(2024, 4, 1), "Kort")]
    many = [cycle(date(2024, 1 + place, 1), date(2024, 1 + place, 20), f"Prøve {place}") for place in range(10)]

    def listed(marks: list[ChartMark]) -> list[str]:
        whole = chart(IMPROVED, marks=marks)
        content = scene(DrawRequest(whole.result, whole.text, whole.marks, Variant.WIDE), Around.ALL)
        foot = max(number(row, "y") for row in content.datasets["boxes"])
        return [str(row["text"]) for row in content.datasets["texts"] if number(row, "y") > foot + 30]

    assert any(text.startswith("Spør") and "hver" in text for text in listed(few))
    assert not any("Kort" in text for text in listed(few))
    assert sum(text.startswith("Prøve") for text in listed(many)) == 10


def test_near_notes_share_a_marker() -> None:
    marks = [note(date(2024, 3, day), f"Merknad {day}") for day in (1, 4, 8)] + [note(date(2025, 6, 1), "Alene")]
    content = scene_of(chart(IMPROVED, marks=marks))
    shown = [str(row["text"]) for row in content.datasets["texts"]]
    assert "A–C" in shown
    assert "D" in shown
