"""Blind scoring: what is kept, what is shown when, and what goes with a person."""

from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import func, select

from qi_tracker.errors import InvalidInput, StaleVersion
from qi_tracker.extensions import db
from qi_tracker.models import AuditEvent, AuditValue, Person, Project, QualityDimension, StarRound, StarScore
from qi_tracker.services.account_erasure import erase_account
from qi_tracker.services.aims import aim_of, aims_of
from qi_tracker.services.own_data import own_data_of
from qi_tracker.services.quality_stars import (
    GivenScore,
    GroupDetails,
    aim_about,
    close_round,
    comments_of,
    delete_round,
    earlier_of,
    edit_round,
    keep_scores,
    make_aim,
    may_reopen,
    n_scored,
    open_round_of,
    own_scores,
    reopen_round,
    results_in,
    results_of,
    rounds_of,
    start_round,
)
from qi_tracker.services.saving import put_in_bin
from qi_tracker.vocabulary import Dimension
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who, World

ARMS = [arm.value for arm in Dimension]
SAFE = Dimension.SAFE.value
PEOPLE = (Who.LEAD, Who.MEMBER, Who.READER, Who.LEADER)


@pytest.fixture
def project(prepared: Prepared) -> Iterator[Project]:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        yield db.session.get_one(Project, prepared.world.lerkevik["project_id"])


def given(score: int, comment: str = "", arms: tuple[str, ...] = tuple(ARMS)) -> list[GivenScore]:
    return [GivenScore(arm, score, comment if arm == SAFE else "") for arm in arms]


def scored(project: Project, world: World, scores: Mapping[Who, int], title: str = "") -> StarRound:
    begun = start_round(project, title)
    for who, score in scores.items():
        keep_scores(begun, world.people[who], given(score, f"Fordi {who}."))
    return begun


THREE = {Who.LEAD: 1, Who.MEMBER: 4, Who.READER: 2}


def test_nothing_of_an_open_round_is_computed(project: Project, world: World) -> None:
    begun = scored(project, world, THREE)
    assert results_of(begun, ARMS) == {} and comments_of(begun, SAFE) == []
    assert n_scored(begun) == 3
    assert [own_scores(begun, world.people[who])[SAFE].score for who in THREE] == [1, 4, 2]
    assert own_scores(begun, world.people[Who.LEADER]) == {}


def test_the_group_sees_median_spread_and_comments_when_it_is_closed(project: Project, world: World) -> None:
    begun = scored(project, world, THREE)
    close_round(begun, begun.version)
    result = results_of(begun, ARMS)[SAFE]
    assert (result.median, result.lowest, result.highest, result.n_answers) == (2.0, 1, 4, 3)
    assert sorted(comments_of(begun, SAFE)) == sorted(f"Fordi {who}." for who in THREE)
    assert comments_of(begun, Dimension.FAIR.value) == []
    assert comments_of(begun, SAFE) == comments_of(begun, SAFE)


def test_closed_rounds_alone_are_taken_along_and_never_anybody_s_own_scores(project: Project, world: World) -> None:
    begun = scored(project, world, THREE)
    assert begun not in [arm.star_round for arm in results_in([project.id])]
    close_round(begun, begun.version)
    mine = [arm for arm in results_in([project.id]) if arm.star_round is begun]
    assert [arm.dimension for arm in mine] == ARMS and {arm.result.median for arm in mine} == {2.0}
    assert results_in([]) == []


def test_fewer_than_three_answers_to_an_arm_show_nothing_of_it(project: Project, world: World) -> None:
    begun = scored(project, world, {Who.LEAD: 1, Who.MEMBER: 4})
    keep_scores(begun, world.people[Who.READER], given(5, arms=(Dimension.FAIR.value,)))
    close_round(begun, begun.version)
    results = results_of(begun, ARMS)
    assert [arm for arm, result in results.items() if result.is_shown] == [Dimension.FAIR.value]
    assert results[SAFE].n_answers == 2 and comments_of(begun, SAFE) == []


def test_scores_are_replaced_whole_while_the_round_is_open(project: Project, world: World) -> None:
    begun = scored(project, world, THREE)
    keep_scores(begun, world.people[Who.LEAD], given(5, arms=(SAFE,)))
    assert {arm: each.score for arm, each in own_scores(begun, world.people[Who.LEAD]).items()} == {SAFE: 5}
    assert n_scored(begun) == 3


def test_nobody_scores_after_the_round_is_closed(project: Project, world: World) -> None:
    begun = scored(project, world, THREE)
    close_round(begun, begun.version)
    with pytest.raises(InvalidInput, match="star_round_closed"):
        keep_scores(begun, world.people[Who.LEADER], given(0))
    assert n_scored(begun) == 3


def test_one_round_at_a_time(project: Project, world: World) -> None:
    begun = scored(project, world, {})
    assert open_round_of(project) is begun
    with pytest.raises(InvalidInput, match="star_round_open"):
        start_round(project, "")
    delete_round(begun, begun.version)
    assert start_round(project, "") is open_round_of(project)


def test_a_round_is_opened_again_only_while_nobody_has_seen_anything(project: Project, world: World) -> None:
    begun = scored(project, world, {Who.LEAD: 1, Who.MEMBER: 4})
    assert not may_reopen(begun)
    close_round(begun, begun.version)
    reopen_round(begun, begun.version)
    keep_scores(begun, world.people[Who.READER], given(3))
    close_round(begun, begun.version)
    with pytest.raises(InvalidInput, match="star_round_seen"):
        reopen_round(begun, begun.version)


def test_a_round_of_few_that_the_group_has_used_stays_closed(project: Project, world: World) -> None:
    begun = scored(project, world, {Who.LEAD: 1})
    close_round(begun, begun.version)
    edit_round(begun, begun.version, GroupDetails("", "Vi snakket om det.", []))
    assert not may_reopen(begun)


def test_no_arm_is_chosen_before_the_star_is_seen(project: Project, world: World) -> None:
    begun = scored(project, world, THREE)
    with pytest.raises(InvalidInput, match="star_round_open_still"):
        edit_round(begun, begun.version, GroupDetails("", "", [SAFE]))
    with pytest.raises(StaleVersion):
        close_round(begun, begun.version + 1)


def test_the_ghost_is_the_round_before_about_the_same(project: Project, world: World) -> None:
    first = scored(project, world, THREE, "Fritid")
    close_round(first, first.version)
    other = scored(project, world, THREE, "Skole")
    close_round(other, other.version)
    again = scored(project, world, THREE, " fritid")
    assert earlier_of(again) is first and earlier_of(other) is None
    delete_round(first, first.version)
    assert earlier_of(again) is None and again in rounds_of(project)


def test_a_chosen_arm_becomes_a_part_of_the_aim_once(project: Project, world: World) -> None:
    begun = scored(project, world, THREE)
    close_round(begun, begun.version)
    with pytest.raises(InvalidInput, match="star_arm_not_chosen"):
        make_aim(begun, begun.version, SAFE, "Tjenestene våre er trygge og sikre.")
    edit_round(begun, begun.version, GroupDetails("", "Vi tar én.", [SAFE]))
    main = aim_of(project)
    aim = make_aim(begun, begun.version, SAFE, "Tjenestene våre er trygge og sikre.")
    assert main is not None and aim.parent_id == main.id and aim.dimensions == [SAFE]
    assert aim_of(project) is main and aim_about(project, SAFE) is aim
    assert make_aim(begun, begun.version, SAFE, "En gang til.") is aim


def test_without_an_aim_the_arm_becomes_the_project_s_own(project: Project, world: World) -> None:
    for aim in aims_of(project):
        put_in_bin(aim, aim.version)
    begun = scored(project, world, THREE)
    close_round(begun, begun.version)
    edit_round(begun, begun.version, GroupDetails("", "", [SAFE]))
    assert make_aim(begun, begun.version, SAFE, "Tjenestene våre er trygge.").parent_id is None


def test_no_history_tells_who_scored_or_what(project: Project, world: World) -> None:
    before = db.session.scalar(select(func.count(AuditEvent.id)))
    begun = start_round(project, "")
    keep_scores(begun, world.people[Who.LEAD], given(3, "Det sier jeg bare her."))
    keep_scores(begun, world.people[Who.LEAD], given(4, "Og dette."))
    db.session.flush()
    events = db.session.scalar(select(func.count(AuditEvent.id)))
    assert before is not None and events == before + 1
    nouns = db.session.scalars(select(AuditEvent.noun).order_by(AuditEvent.id.desc()).limit(1)).all()
    assert nouns == ["star_rounds"]
    assert not any("Det sier jeg" in str(each.new) for each in db.session.scalars(select(AuditValue)))


def test_an_erased_person_s_scores_go_and_the_others_stay(project: Project, world: World) -> None:
    begun = scored(project, world, THREE)
    close_round(begun, begun.version)
    person = db.session.get_one(Person, world.people[Who.MEMBER])
    own = own_data_of(person)["scored"]
    assert [each["score"] for each in own] == [4] * len(ARMS)
    assert [each["comment"] for each in own if each["comment"]] == [f"Fordi {Who.MEMBER}."]
    db.session.commit()
    erase_account(person, person.version)
    left = db.session.scalars(select(StarScore.person_id).where(StarScore.star_round_id == begun.id).distinct()).all()
    assert sorted(left) == sorted([world.people[Who.LEAD], world.people[Who.READER]])
    # Two are left, of whom each would see the other's.
    assert not any(each.is_shown for each in results_of(begun, ARMS).values())


def test_a_dimension_of_the_installation_s_own_is_an_arm_too(project: Project, world: World) -> None:
    db.session.add(QualityDimension(key="green", position=7, label_nb="Bærekraftige"))
    begun = start_round(project, "")
    for who in PEOPLE:
        keep_scores(begun, world.people[who], [GivenScore("green", 2)])
    close_round(begun, begun.version)
    assert results_of(begun, [*ARMS, "green"])["green"].median == 2.0
