"""The demo's quality star: one closed round of the first project, which four have scored."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from qi_tracker.extensions import db
from qi_tracker.models import Person, Project
from qi_tracker.services.quality_stars import (
    GivenScore,
    GroupDetails,
    close_round,
    edit_round,
    keep_scores,
    start_round,
)
from qi_tracker.vocabulary import Dimension

PROJECT: Final = "gratis-fritid"
HELD_DAYS_AGO: Final = 30
_HELD_AT: Final = time(11)
# What each of the four gave. Two of them were along for the day and are not in the team.
_SCORES: Final[Mapping[Dimension, Sequence[int]]] = {
    Dimension.EFFECTIVE: (3, 3, 4, 3),
    Dimension.SAFE: (4, 4, 4, 4),
    Dimension.INVOLVING: (1, 2, 5, 3),
    Dimension.COORDINATED: (2, 3, 3, 2),
    Dimension.RESOURCEFUL: (3, 4, 3, 4),
    Dimension.FAIR: (1, 2, 1, 1),
}
_SAID: Final[Mapping[Dimension, Sequence[str]]] = {
    Dimension.INVOLVING: (
        "Vi spør foreldrene, men aldri barna.",
        "",
        "Ungdomsrådet har vært med på hele fritidsguiden.",
        "",
    ),
    Dimension.FAIR: ("De som ikke leser norsk, finner oss ikke.", "Mange på bygda har ingen buss hjem.", "", ""),
}
_COMMENT: Final = (
    "Vi ser ulikt på hvor mye brukerne er med: noen tenkte på foreldrene, andre på ungdomsrådet. "
    "Vi er enige om at vi ikke når dem som trenger det mest."
)


def load_star(project: Project, people: Sequence[Person], today: date) -> None:
    """One round a month ago, closed the same day, with the arm that the group chose. Needs four people."""
    begun = start_round(project, "")
    for place, person in enumerate(people[:4]):
        given = [
            GivenScore(arm.value, scores[place], _SAID[arm][place] if arm in _SAID else "")
            for arm, scores in _SCORES.items()
        ]
        keep_scores(begun, person.id, given)
    close_round(begun, begun.version)
    edit_round(begun, begun.version, GroupDetails("", _COMMENT, [Dimension.FAIR.value]))
    begun.created_at = begun.closed_at = datetime.combine(today - timedelta(days=HELD_DAYS_AGO), _HELD_AT, UTC)
    db.session.flush()
