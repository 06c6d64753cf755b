"""Drawings in columns: nothing lies over anything else, whatever is tied to what."""

from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qi_tracker.method.chain_layout import Box, Layout, Measures, Placed, lay_out

SIZES = Measures(width=200, gutter=50, gap=14)
# The most that a row of places may be off by rounding.
NEAR = 1e-6


def faults(layout: Layout) -> list[str]:
    """Boxes over boxes, and lines over boxes that they do not end at."""
    found = [
        f"{one.key} over {other.key}"
        for number, one in enumerate(layout.boxes)
        for other in layout.boxes[number + 1 :]
        if one.x == other.x and one.y < other.y + other.height - NEAR and other.y < one.y + one.height - NEAR
    ]
    for route in layout.routes:
        # Bends lie in gutters; what runs straight through a column must meet no box of it.
        for (x1, y1), (x2, y2) in list(pairwise(route.points))[1::2]:
            assert isclose(y1, y2)
            found += [
                f"{route.source} to {route.target} over {box.key}"
                for box in layout.boxes
                if min(x1, x2) - NEAR <= box.x <= max(x1, x2) and box.y - NEAR < y1 < box.y + box.height + NEAR
            ]
    found += [f"{box.key} outside" for box in layout.boxes if not _is_within(box, layout)]
    return found


def _is_within(box: Placed, layout: Layout) -> bool:
    return -NEAR <= box.x <= layout.width - box.width + NEAR and -NEAR <= box.y <= layout.height - box.height + NEAR


@st.composite
def drawings(draw: st.DrawFn) -> tuple[list[Box], list[tuple[str, str]], int]:
    n = draw(st.integers(1, 40))
    boxes = [Box(f"n{number}", draw(st.integers(0, 5)), draw(st.floats(20, 160))) for number in range(n)]
    keys = st.sampled_from([box.key for box in boxes])
    return boxes, draw(st.lists(st.tuples(keys, keys), max_size=60)), draw(st.integers(0, 5))


@settings(max_examples=120)
@given(drawings())
def test_nothing_lies_over_anything_else(drawing: tuple[list[Box], list[tuple[str, str]], int]) -> None:
    boxes, links, anchor = drawing
    layout = lay_out(boxes, links, anchor, SIZES)
    assert faults(layout) == []
    assert {box.key for box in layout.boxes} == {box.key for box in boxes}
    column = {box.key: box.column for box in boxes}
    expected = {(one, other) for one, other in links if column[one] != column[other]}
    assert {(route.source, route.target) for route in layout.routes} == expected


def of_200() -> tuple[list[Box], list[tuple[str, str]]]:
    """An aim, 9 primary drivers, 40 secondary, 149 ideas and an impact; every seventh idea leads to two things."""
    boxes = [Box("aim", 1, 90), Box("impact", 0, 70)]
    boxes += [Box(f"p{number}", 2, 60 + number % 3 * 18) for number in range(9)]
    boxes += [Box(f"s{number}", 3, 50 + number % 4 * 18) for number in range(40)]
    boxes += [Box(f"i{number}", 4, 50 + number % 5 * 18) for number in range(149)]
    links = [("aim", "impact"), *((f"p{number}", "aim") for number in range(9))]
    links += [(f"s{number}", f"p{number % 9}") for number in range(40)]
    links += [(f"i{number}", f"s{number % 40}") for number in range(149)]
    links += [(f"i{number}", f"p{number % 9}") for number in range(0, 149, 7)]
    return boxes, links


def test_two_hundred_nodes_lie_apart() -> None:
    boxes, links = of_200()
    assert len(boxes) == 200
    layout = lay_out(boxes, links, 1, SIZES)
    assert faults(layout) == []
    assert len(layout.routes) == len(links)


def test_a_tree_has_no_crossing_lines() -> None:
    boxes, links = of_200()
    tree = [link for link in links if not (link[0].startswith("i") and link[1].startswith("p"))]
    layout = lay_out(boxes, tree, 1, SIZES)
    places = {box.key: box for box in layout.boxes}
    for one in tree:
        for other in tree:
            if places[one[0]].x == places[other[0]].x and places[one[0]].y < places[other[0]].y:
                assert places[one[1]].y <= places[other[1]].y


def test_the_order_given_stands_among_those_tied_to_the_same() -> None:
    boxes = [Box("aim", 0, 40), *(Box(key, 1, 40) for key in ("c", "a", "b"))]
    layout = lay_out(boxes, [(key, "aim") for key in "abc"], 0, SIZES)
    placed = sorted((box for box in layout.boxes if box.x > 0), key=lambda box: box.y)
    assert [box.key for box in placed] == ["c", "a", "b"]


def test_one_above_many_stands_in_their_middle() -> None:
    boxes = [Box("aim", 0, 40), *(Box(key, 1, 40) for key in "abc")]
    layout = lay_out(boxes, [(key, "aim") for key in "abc"], 0, SIZES)
    places = {box.key: box for box in layout.boxes}
    assert places["aim"].y == pytest.approx(places["b"].y)


def test_no_boxes_make_an_empty_drawing() -> None:
    assert lay_out([], [], 0, SIZES).boxes == ()
