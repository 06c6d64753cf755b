"""Labels are kept apart, whatever they want."""

from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.charts.placement import Box, group_near, middle_of, pack_rows, stack

PLACES = st.lists(st.floats(0, 500), min_size=1, max_size=12)


@given(PLACES, st.floats(5, 60))
def test_stacked_labels_do_not_overlap_and_keep_their_order(wanted: list[float], height: float) -> None:
    middles = stack(wanted, [height] * len(wanted), 0, 500)
    ordered = [middles[index] for index in sorted(range(len(wanted)), key=lambda index: wanted[index])]
    assert all(later - earlier >= height - 1e-6 for earlier, later in zip(ordered, ordered[1:], strict=False))
    assert min(middles) >= height / 2 - 1e-6


def test_label_with_room_stays_where_it_belongs() -> None:
    assert stack([100, 200], [20, 20], 0, 300) == [100, 200]
    assert stack([290, 295], [20, 20], 0, 300) == [270, 290]


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 200)), max_size=20), st.floats(0, 20))
def test_spans_in_one_row_keep_the_gap(given_spans: list[tuple[float, float]], gap: float) -> None:
    spans = [(start, start + length) for start, length in given_spans]
    rows = pack_rows(spans, gap)
    for index, (start, end) in enumerate(spans):
        for other, (other_start, other_end) in enumerate(spans):
            if index < other and rows[index] == rows[other]:
                assert end + gap <= other_start or other_end + gap <= start


@given(PLACES, st.floats(5, 40), st.floats(0, 30))
def test_grouped_markers_do_not_overlap(places: list[float], single: float, more: float) -> None:
    places.sort()
    widths = [single, single + more]
    groups = group_near(places, widths)
    assert [index for group in groups for index in group] == list(range(len(places)))
    for left, right in zip(groups, groups[1:], strict=False):
        half = sum(widths[min(len(group), 2) - 1] for group in (left, right)) / 2
        assert middle_of(places, right) - middle_of(places, left) >= half


def test_boxes_that_only_touch_do_not_overlap() -> None:
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).overlaps(Box(9, 9, 20, 20))
