"""Quality stars: each in the team scores blind, the lead closes, and only then the group sees the result.

Nobody's scores leave this module but to themselves: others get medians, spreads, and comments without names, of closed
rounds alone, and only where enough answered (`method/star.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.method.star import FEWEST_SHOWN, ArmResult, arm_result, shuffled
from qi_tracker.models import Aim, Project, QualityDimension, StarRound, StarScore
from qi_tracker.models.base import utc_now
from qi_tracker.services.aims import aim_of, aims_of
from qi_tracker.services.saving import apply_changes, check_version, flush, put_in_bin


@dataclass(frozen=True, slots=True)
class GivenScore:
    """What one person gives one arm."""

    dimension: str
    score: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class RoundArm:
    """One arm of a closed round."""

    star_round: StarRound
    dimension: str
    result: ArmResult


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """What the group says when it has seen the star: what it talked about, and the arms it will work on."""

    title: str
    comment: str
    chosen: list[str]


def rounds_of(project: Project) -> Sequence[StarRound]:
    """The project's rounds, the latest first."""
    return db.session.scalars(
        select(StarRound)
        .where(StarRound.organization_id == project.organization_id, StarRound.project_id == project.id)
        .order_by(StarRound.created_at.desc(), StarRound.id.desc())
    ).all()


def open_round_of(project: Project) -> StarRound | None:
    """The round that is being scored now."""
    return next((each for each in rounds_of(project) if each.closed_at is None), None)


def start_round(project: Project, title: str) -> StarRound:
    """A new round, open for everybody's scores.

    Raises
    ------
    InvalidInput
        If one is open already: two at once would be answered half each.
    """
    if open_round_of(project) is not None:
        raise InvalidInput("star_round_open")
    begun = StarRound(organization_id=project.organization_id, project_id=project.id, title=title)
    db.session.add(begun)
    flush()
    return begun


def own_scores(star_round: StarRound, person_id: int) -> Mapping[str, StarScore]:
    """Dimension → what this person gave it; for showing to themselves alone."""
    rows = select(StarScore).where(*_in(star_round), StarScore.person_id == person_id)
    return {score.dimension: score for score in db.session.scalars(rows)}


def n_scored(star_round: StarRound) -> int:
    """How many people have scored at least one arm."""
    rows = select(func.count(StarScore.person_id.distinct())).where(*_in(star_round))
    return db.session.scalar(rows) or 0


def keep_scores(star_round: StarRound, person_id: int, given: Sequence[GivenScore]) -> None:
    """Let these be all the scores of this person in the round.

    Raises
    ------
    InvalidInput
        If the round is closed: who has seen the others' scores does not score blind any more.
    """
    # Who closes the round waits until this is saved, and who scores while it is being closed is refused.
    db.session.refresh(star_round, with_for_update=True)
    if star_round.closed_at is not None:
        raise InvalidInput("star_round_closed")
    db.session.execute(delete(StarScore).where(*_in(star_round), StarScore.person_id == person_id))
    owned = {"organization_id": star_round.organization_id, "star_round_id": star_round.id, "person_id": person_id}
    for each in given:
        db.session.add(StarScore(**owned, dimension=each.dimension, score=each.score, comment=each.comment))
    flush()


def close_round(star_round: StarRound, seen_version: int | None) -> None:
    """End the scoring; one that is closed stays as it is. From now on the group sees what it came to."""
    if star_round.closed_at is None:
        apply_changes(star_round, seen_version, {"closed_at": utc_now()})


def may_reopen(star_round: StarRound) -> bool:
    """Whether nobody has seen anything of it yet: so few scored that no arm is shown, and nothing was made of it."""
    is_used = star_round.chosen or star_round.comment
    return star_round.closed_at is not None and n_scored(star_round) < FEWEST_SHOWN and not is_used


def reopen_round(star_round: StarRound, seen_version: int | None) -> None:
    """Let more people score.

    Raises
    ------
    InvalidInput
        If the group has seen a result, or made something of it: whoever scores after that does not score blind.
    """
    if not may_reopen(star_round):
        raise InvalidInput("star_round_seen")
    apply_changes(star_round, seen_version, {"closed_at": None})


def results_of(star_round: StarRound, dimensions: Sequence[str]) -> Mapping[str, ArmResult]:
    """Dimension → what the group gave it, in this order; nothing at all while the round is open."""
    if star_round.closed_at is None:
        return {}
    given: dict[str, list[int]] = {dimension: [] for dimension in dimensions}
    rows = select(StarScore.dimension, StarScore.score).where(*_in(star_round))
    for dimension, score in db.session.execute(rows):
        given.setdefault(dimension, []).append(score)
    return {dimension: arm_result(given[dimension]) for dimension in dimensions}


def results_in(project_ids: Sequence[int]) -> list[RoundArm]:
    """Every arm of every closed round in these projects, in the order of the dimensions: for taking along."""
    if not project_ids:
        return []
    keys = db.session.scalars(select(QualityDimension.key).order_by(QualityDimension.position)).all()
    closed = select(StarRound).where(StarRound.project_id.in_(project_ids), StarRound.closed_at.is_not(None))
    return [
        RoundArm(found, dimension, result)
        for found in db.session.scalars(closed.order_by(StarRound.project_id, StarRound.id)).all()
        for dimension, result in results_of(found, keys).items()
    ]


def comments_of(star_round: StarRound, dimension: str) -> list[str]:
    """What was said about an arm, without names, in an order that tells nothing; nothing where no result is shown."""
    if star_round.closed_at is None:
        return []
    rows = select(StarScore.comment).where(*_in(star_round), StarScore.dimension == dimension)
    said = db.session.scalars(rows).all()
    if len(said) < FEWEST_SHOWN:
        return []
    return shuffled([comment for comment in said if comment], f"{star_round.id} {dimension}")


def earlier_of(star_round: StarRound) -> StarRound | None:
    """The latest closed round before this one about the same: the ghost behind the star."""
    before = [each for each in rounds_of(star_round.project) if (each.created_at, each.id) < _place(star_round)]
    alike = (each for each in before if each.closed_at is not None and _about(each) == _about(star_round))
    return next(alike, None)


def edit_round(star_round: StarRound, seen_version: int | None, details: GroupDetails) -> None:
    """Write what the group talked about, and which arms it will work on.

    Raises
    ------
    InvalidInput
        If arms are chosen while the round is open.
    """
    if star_round.closed_at is None and (details.chosen or details.comment):
        raise InvalidInput("star_round_open_still")
    changes = {"title": details.title, "comment": details.comment, "chosen": details.chosen}
    apply_changes(star_round, seen_version, changes)


def aim_about(project: Project, dimension: str) -> Aim | None:
    """The project's aim about this arm and no other, if it has one."""
    return next((aim for aim in aims_of(project) if aim.dimensions == [dimension]), None)


def make_aim(star_round: StarRound, seen_version: int | None, dimension: str, statement: str) -> Aim:
    """An aim about one chosen arm: part of the project's own aim where there is one. One that is there already stays.

    Raises
    ------
    InvalidInput
        If the group has not chosen the arm.
    """
    check_version(star_round, seen_version)
    if dimension not in star_round.chosen:
        raise InvalidInput("star_arm_not_chosen")
    project = star_round.project
    present = aim_about(project, dimension)
    if present is not None:
        return present
    main = aim_of(project)
    aim = Aim(
        organization_id=project.organization_id,
        project_id=project.id,
        parent_id=main.id if main is not None else None,
        statement=statement,
        dimensions=[dimension],
    )
    db.session.add(aim)
    flush()
    return aim


def delete_round(star_round: StarRound, seen_version: int | None) -> None:
    """Put it in the bin, with what was scored."""
    put_in_bin(star_round, seen_version)


def _in(star_round: StarRound) -> tuple[ColumnElement[bool], ...]:
    return StarScore.organization_id == star_round.organization_id, StarScore.star_round_id == star_round.id


def _place(star_round: StarRound) -> tuple[datetime, int]:
    return star_round.created_at, star_round.id


def _about(star_round: StarRound) -> str:
    return star_round.title.strip().casefold()
