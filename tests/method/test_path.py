"""The rules of the path: each step, question and next step, from the facts that decide it."""

from dataclasses import replace

import pytest

from qi_tracker.method.path import (
    STEPS,
    Beginnings,
    Goals,
    NextStep,
    PathFacts,
    PlanQuestion,
    Step,
    Suggestion,
    Trying,
    next_step,
    next_steps,
    phase_reached,
    steps_done,
    unanswered,
)
from qi_tracker.vocabulary import ProjectPhase

NOTHING = PathFacts()
WHOLE = PathFacts(
    Beginnings(True, True, True, True, 3, True, True),
    Goals(has_target=True, measure=1, has_numbers=True, has_definition=True, has_numbers_since_trying=True),
    Trying(
        n_ideas=2,
        has_priority=True,
        has_who_and_when=True,
        n_cycles=2,
        has_begun=True,
        has_learnt=True,
        has_decided=True,
        has_practice=True,
    ),
    is_sustained=True,
    is_told=True,
)


def but(**changes: object) -> PathFacts:
    """A project that lacks nothing, but for these facts, by whichever part they belong to."""
    facts = WHOLE
    for name, value in changes.items():
        for part in ("beginnings", "goals", "trying"):
            inner = getattr(facts, part)
            if hasattr(inner, name):
                facts = replace(facts, **{part: replace(inner, **{name: value})})
        if hasattr(facts, name):
            facts = replace(facts, **{name: value})
    return facts


def test_every_step_has_its_place_and_is_done_where_nothing_is_missing() -> None:
    assert [step for steps in STEPS.values() for step in steps] == list(Step)
    assert tuple(STEPS) == tuple(ProjectPhase)
    assert steps_done(NOTHING) == frozenset()
    assert steps_done(WHOLE) == frozenset(Step)


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (but(has_challenge=False), Step.SEE_THE_NEED),
        (but(has_knowledge=False), Step.GATHER_KNOWLEDGE),
        (but(n_people=1), Step.ORGANISE),
        (but(has_sponsor=False), Step.ORGANISE),
        (but(has_what_matters=False, has_analysis=False), Step.MAP_PRACTICE),
        (but(has_target=False), Step.SET_AIM),
        (but(measure=None), Step.CHOOSE_MEASURES),
        (but(n_ideas=0), Step.FIND_IDEAS),
        (but(has_begun=False), Step.TRY_OUT),
        (but(has_numbers_since_trying=False), Step.MEASURE_AND_REFLECT),
        (but(has_learnt=False), Step.MEASURE_AND_REFLECT),
        (but(has_decided=False), Step.JUDGE_AND_ADJUST),
        (but(has_practice=False), Step.MAKE_PRACTICE),
        (but(is_sustained=False), Step.SUSTAIN),
        (but(is_told=False), Step.SHARE),
    ],
)
def test_a_step_is_open_while_what_ticks_it_is_missing(facts: PathFacts, step: Step) -> None:
    assert frozenset(Step) - steps_done(facts) == {step}


def test_one_of_two_ways_maps_the_practice() -> None:
    assert Step.MAP_PRACTICE in steps_done(but(has_what_matters=False))
    assert Step.MAP_PRACTICE in steps_done(but(has_analysis=False))


@pytest.mark.parametrize(
    ("facts", "phase"),
    [
        (NOTHING, ProjectPhase.PREPARE),
        (PathFacts(goals=Goals(measure=1)), ProjectPhase.PLAN),
        (PathFacts(trying=Trying(n_ideas=1)), ProjectPhase.PLAN),
        (PathFacts(trying=Trying(n_ideas=1, has_begun=True)), ProjectPhase.DO),
        (PathFacts(trying=Trying(has_begun=True, has_learnt=True)), ProjectPhase.EVALUATE),
        (PathFacts(trying=Trying(has_begun=True, has_decided=True)), ProjectPhase.EVALUATE),
        (PathFacts(trying=Trying(has_practice=True)), ProjectPhase.FOLLOW_UP),
        (PathFacts(is_sustained=True), ProjectPhase.FOLLOW_UP),
    ],
)
def test_the_phase_that_the_work_has_reached(facts: PathFacts, phase: ProjectPhase) -> None:
    assert phase_reached(facts) is phase


@pytest.mark.parametrize(
    ("facts", "questions"),
    [
        (NOTHING, tuple(PlanQuestion)),
        (WHOLE, ()),
        (but(has_challenge=False), ()),
        (but(has_challenge=False, has_analysis=False), (PlanQuestion.STATE_OF_THINGS,)),
        (but(has_priority=False), (PlanQuestion.PRIORITY,)),
        # With one idea there is nothing to choose between.
        (but(has_priority=False, n_ideas=1), ()),
        (but(has_who_and_when=False), (PlanQuestion.CONCRETE,)),
        (but(has_target=False), (PlanQuestion.MEASURABLE,)),
        (but(measure=None), (PlanQuestion.MEASURABLE,)),
    ],
)
def test_the_four_questions(facts: PathFacts, questions: tuple[PlanQuestion, ...]) -> None:
    assert unanswered(facts) == questions


@pytest.mark.parametrize(
    ("facts", "suggestion"),
    [
        (NOTHING, Suggestion(NextStep.CHOOSE_MEASURE)),
        (but(has_numbers=False), Suggestion(NextStep.ENTER_NUMBERS)),
        (but(ended_cycle=7), Suggestion(NextStep.STUDY_CYCLE, 7)),
        (but(due_measure=4), Suggestion(NextStep.ENTER_DUE_NUMBER, 4)),
        (but(unfinished_aim=3), Suggestion(NextStep.COMPLETE_AIM, 3)),
        (but(n_ideas=0), Suggestion(NextStep.FIND_IDEA)),
        (but(n_cycles=0, untried_idea=5), Suggestion(NextStep.TRY_IDEA)),
        (but(idea_to_go_on_with=5), Suggestion(NextStep.BUILD_ON_CYCLE, 5)),
        (but(n_people=1), Suggestion(NextStep.GATHER_TEAM)),
        (but(has_challenge=False), Suggestion(NextStep.DESCRIBE_STATE)),
        (but(has_definition=False), Suggestion(NextStep.DEFINE_MEASURE)),
        (but(has_sponsor=False), Suggestion(NextStep.NAME_SPONSOR)),
        (but(has_user_representative=False), Suggestion(NextStep.NAME_SPONSOR)),
        (but(has_what_matters=False), Suggestion(NextStep.ASK_CONCERNED)),
        (but(has_priority=False), Suggestion(NextStep.ORDER_IDEAS)),
        (but(adopted_idea=6, is_good_enough=True), Suggestion(NextStep.MAKE_PRACTICE, 6)),
        (but(is_sustained=False), Suggestion(NextStep.SUSTAIN)),
        (but(is_told=False), Suggestion(NextStep.SHARE_LESSON)),
        # Asked for only when there is something to ask about.
        (WHOLE, None),
        (but(adopted_idea=6), None),
        (but(has_practice=False, is_told=False, is_sustained=False), None),
        (but(has_priority=False, n_ideas=1), None),
    ],
)
def test_the_next_step(facts: PathFacts, suggestion: Suggestion | None) -> None:
    assert next_step(facts, frozenset()) == suggestion


def test_every_next_step_comes_in_the_order_of_its_urgency() -> None:
    everything = but(
        has_numbers=False,
        has_challenge=False,
        ended_cycle=7,
        unfinished_aim=3,
        n_people=1,
        has_sponsor=False,
        has_what_matters=False,
        is_told=False,
    )
    found = [each.step for each in next_steps(everything)]
    assert found == [step for step in NextStep if step in found]
    assert len(found) == 8


def test_what_is_put_aside_makes_room_for_the_next_and_only_for_the_same_thing() -> None:
    facts = but(ended_cycle=7, n_people=1)
    assert next_step(facts, frozenset({"study_cycle:7"})) == Suggestion(NextStep.GATHER_TEAM)
    assert next_step(facts, frozenset({"study_cycle:8"})) == Suggestion(NextStep.STUDY_CYCLE, 7)
    assert next_step(facts, frozenset({"study_cycle:7", "gather_team"})) is None
