"""The rules of ideas, as tables."""

from dataclasses import replace

import pytest

from qi_tracker.method.ideas import Corner, IdeaFacts, IdeaNote, Quadrant, notes_on, quadrant
from qi_tracker.vocabulary import IdeaStatus, ProjectNature

CALM = IdeaFacts(
    status=IdeaStatus.PRACTICE,
    nature=ProjectNature.PREVENTIVE,
    is_within_reach=True,
    corners=frozenset({Corner.USERS}),
    has_owner=True,
    has_measure=True,
)


@pytest.mark.parametrize(
    ("effort", "impact", "expected"),
    [
        (1, 5, Quadrant.FIRST),
        (2, 4, Quadrant.FIRST),
        (4, 4, Quadrant.LARGE),
        (5, 5, Quadrant.LARGE),
        (2, 2, Quadrant.SMALL),
        (1, 1, Quadrant.SMALL),
        (4, 2, Quadrant.DOUBTFUL),
        (5, 1, Quadrant.DOUBTFUL),
        (3, 5, None),
        (1, 3, None),
        (3, 3, None),
        (None, 5, None),
        (5, None, None),
    ],
)
def test_the_corner_of_the_board(effort: int | None, impact: int | None, expected: Quadrant | None) -> None:
    assert quadrant(effort, impact) is expected


def test_there_is_nothing_to_say_of_an_idea_that_is_well_looked_after() -> None:
    assert notes_on(CALM) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"nature": ProjectNature.COMPENSATING}, IdeaNote.COMPENSATING),
        ({"is_within_reach": False}, IdeaNote.OUT_OF_REACH),
        ({"has_owner": False}, IdeaNote.NO_OWNER),
        ({"has_measure": False}, IdeaNote.NOT_WATCHED),
        ({"corners": frozenset()}, IdeaNote.NO_KNOWLEDGE),
    ],
)
def test_what_is_amiss_is_said(change: dict[str, object], expected: IdeaNote) -> None:
    assert notes_on(replace(CALM, **change)) == (expected,)  # type: ignore[arg-type]  # fields by name


def test_nobody_asks_for_anything_of_an_idea_that_waits_or_was_put_away() -> None:
    for status in (IdeaStatus.IDEA, IdeaStatus.ABANDONED):
        bare = replace(CALM, status=status, corners=frozenset(), has_owner=False, has_measure=False)
        assert notes_on(bare) == ()


def test_an_idea_that_is_tried_needs_no_measure_of_its_own_yet() -> None:
    assert notes_on(replace(CALM, status=IdeaStatus.TESTING, has_measure=False)) == ()
