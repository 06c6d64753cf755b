"""Where the lines and words of a quality star stand."""

from itertools import combinations
from math import hypot, isclose

import pytest

from qi_tracker.charts.lettering import text_width
from qi_tracker.charts.quality_star import LABEL_SIZE, WIDTH, Label, Star, StarArm, draw_star

NAMES = (
    "Virkningsfulle",
    "Trygge og sikre",
    "Involverer brukere",
    "Samordnet og preget av kontinuitet",
    "Utnytter ressursene godt",
    "Tilgjengelige og rettferdig fordelt",
    "Medarbeidertilfredshetsundersøkelsesresultat",
    "Bærekraftige",
)


def arms(n: int, median: float | None = 3.0) -> list[StarArm]:
    spread = (None, None) if median is None else (1, 5)
    return [StarArm(place + 1, NAMES[place % len(NAMES)], "3 (1–5)", median, *spread) for place in range(n)]


def box(label: Label) -> tuple[float, float, float, float]:
    width = max(text_width(line, LABEL_SIZE) for line in label.lines)
    left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return left, label.top, left + width, label.bottom


def overlaps(star: Star) -> list[tuple[Label, Label]]:
    return [
        (one, other)
        for one, other in combinations(star.labels, 2)
        if box(one)[0] < box(other)[2]
        and box(other)[0] < box(one)[2]
        and box(one)[1] < box(other)[3]
        and box(other)[1] < box(one)[3]
    ]


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 20])
def test_no_words_overlap_and_all_lie_on_the_paper(n: int) -> None:
    star = draw_star(arms(n))
    assert overlaps(star) == []
    for label in star.labels:
        left, top, right, bottom = box(label)
        assert left >= -WIDTH / 2 and right <= WIDTH / 2
        assert star.top <= top and bottom <= star.top + star.height


def test_words_too_many_for_the_paper_are_seen_to_overlap() -> None:
    one = Label(0.0, 0.0, "middle", ("Trygge og sikre",))
    star = draw_star(arms(3))
    assert overlaps(Star(**{name: getattr(star, name) for name in star.__slots__} | {"labels": (one, one)}))


def test_an_arm_reaches_as_far_as_its_median_and_the_first_points_upwards() -> None:
    low, high = (draw_star(arms(6, median)).medians for median in (0.0, 5.0))
    assert low[0][0] == high[0][0] == 0.0 and high[0][1] < low[0][1] < 0
    rings = draw_star(arms(6)).rings
    assert all(isclose(hypot(x, y), rings[-1], abs_tol=0.02) for x, y in high)
    steps = [after - before for before, after in zip(rings, rings[1:], strict=False)]
    assert all(isclose(step, steps[0], abs_tol=0.02) for step in steps)
    assert all(isclose(hypot(x, y), rings[2], abs_tol=0.02) for x, y in draw_star(arms(6)).medians)


def test_what_is_not_shown_is_not_drawn() -> None:
    star = draw_star(arms(6, None))
    assert star.arms == star.spreads == star.medians == star.ghost == ()
    assert len(star.axes) == len(star.labels) == 6


def test_where_all_agree_the_spread_is_one_tick() -> None:
    agreed = StarArm(1, "Trygge", "3 (3–3)", 3.0, 3, 3)
    apart = StarArm(1, "Trygge", "3 (2–4)", 3.0, 2, 4)
    assert len(draw_star([agreed]).spreads) == 1
    assert len(draw_star([apart]).spreads) == 3


def test_the_ghost_is_drawn_where_there_was_a_median_before() -> None:
    both = [StarArm(1, "Trygge", "", 3.0, 3, 3, earlier=2.0), StarArm(2, "Andre", "", 3.0, 3, 3)]
    star = draw_star(both)
    assert len(star.ghost) == 1 and star.ghost[0] != star.arms[0]


def test_many_arms_have_their_numbers_alone() -> None:
    assert {label.lines for label in draw_star(arms(9)).labels} == {(str(number),) for number in range(1, 10)}


def test_a_star_without_arms_is_refused() -> None:
    with pytest.raises(ValueError, match="arm"):
        draw_star([])
