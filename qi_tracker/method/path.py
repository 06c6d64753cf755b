"""The path through Modell for kvalitetsforbedring: which steps are done, what is asked of the plan, what comes next.

Nothing here blocks anybody: the steps tick themselves from what exists, and going back is normal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qi_tracker.vocabulary import ProjectPhase

# A team is more than one.
FEWEST_IN_TEAM: Final = 2


class Step(StrEnum):
    """Steps of the five phases, in their order."""

    SEE_THE_NEED = "see_the_need"
    GATHER_KNOWLEDGE = "gather_knowledge"
    ORGANISE = "organise"
    MAP_PRACTICE = "map_practice"
    SET_AIM = "set_aim"
    CHOOSE_MEASURES = "choose_measures"
    FIND_IDEAS = "find_ideas"
    TRY_OUT = "try_out"
    MEASURE_AND_REFLECT = "measure_and_reflect"
    JUDGE_AND_ADJUST = "judge_and_adjust"
    MAKE_PRACTICE = "make_practice"
    SUSTAIN = "sustain"
    SHARE = "share"


class PlanQuestion(StrEnum):
    """The four questions to every plan: tilstandsbilde, prioritering, konkret, målbart."""

    STATE_OF_THINGS = "state_of_things"
    PRIORITY = "priority"
    CONCRETE = "concrete"
    MEASURABLE = "measurable"


class NextStep(StrEnum):
    """What a project may need next, the most pressing first. One is shown at a time."""

    CHOOSE_MEASURE = "choose_measure"
    ENTER_NUMBERS = "enter_numbers"
    STUDY_CYCLE = "study_cycle"
    ENTER_DUE_NUMBER = "enter_due_number"
    COMPLETE_AIM = "complete_aim"
    FIND_IDEA = "find_idea"
    TRY_IDEA = "try_idea"
    BUILD_ON_CYCLE = "build_on_cycle"
    GATHER_TEAM = "gather_team"
    DESCRIBE_STATE = "describe_state"
    DEFINE_MEASURE = "define_measure"
    NAME_SPONSOR = "name_sponsor"
    ASK_CONCERNED = "ask_concerned"
    ORDER_IDEAS = "order_ideas"
    MAKE_PRACTICE = "make_practice"
    SUSTAIN = "sustain"
    SHARE_LESSON = "share_lesson"


STEPS: Final[Mapping[ProjectPhase, tuple[Step, ...]]] = {
    ProjectPhase.PREPARE: (Step.SEE_THE_NEED, Step.GATHER_KNOWLEDGE, Step.ORGANISE),
    ProjectPhase.PLAN: (Step.MAP_PRACTICE, Step.SET_AIM, Step.CHOOSE_MEASURES, Step.FIND_IDEAS),
    ProjectPhase.DO: (Step.TRY_OUT,),
    ProjectPhase.EVALUATE: (Step.MEASURE_AND_REFLECT, Step.JUDGE_AND_ADJUST),
    ProjectPhase.FOLLOW_UP: (Step.MAKE_PRACTICE, Step.SUSTAIN, Step.SHARE),
}


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What a project says of where it starts from, and who carries it."""

    has_challenge: bool = False
    # Background numbers, documents, or what research, staff or users know about an idea.
    has_knowledge: bool = False
    # Hva er viktig for deg?
    has_what_matters: bool = False
    # Causes looked for, or a star that is closed.
    has_analysis: bool = False
    n_people: int = 0
    has_sponsor: bool = False
    has_user_representative: bool = False


@dataclass(frozen=True, slots=True)
class Goals:
    """The aims, and the measure that the project is judged by. Ids, where something is missing of one of them."""

    has_target: bool = False
    unfinished_aim: int | None = None
    # The outcome measure.
    measure: int | None = None
    has_numbers: bool = False
    has_definition: bool = False
    # Numbers of a day after the first cycle began.
    has_numbers_since_trying: bool = False
    # A measure with a number that should have come by now.
    due_measure: int | None = None
    # Its numbers lie steadily at the target or better.
    is_good_enough: bool = False


@dataclass(frozen=True, slots=True)
class Trying:
    """Ideas, cycles and tasks. Ids, where one of them asks for something."""

    n_ideas: int = 0
    # The first idea that nobody has tried yet.
    untried_idea: int | None = None
    # An order, a place on the board of effort and impact, or one chosen before the others.
    has_priority: bool = False
    # Somebody and a day, for an idea or a task.
    has_who_and_when: bool = False
    n_cycles: int = 0
    has_begun: bool = False
    # A cycle whose days are over, and that waits to be studied.
    ended_cycle: int | None = None
    has_learnt: bool = False
    has_decided: bool = False
    # An idea whose last cycle is done and neither adopted nor abandoned, with no other cycle open.
    idea_to_go_on_with: int | None = None
    adopted_idea: int | None = None
    has_practice: bool = False


@dataclass(frozen=True, slots=True)
class PathFacts:
    """Everything that the path is computed from."""

    beginnings: Beginnings = Beginnings()
    goals: Goals = Goals()
    trying: Trying = Trying()
    is_sustained: bool = False
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A next step, and the id of the thing that it is about, where there may be several."""

    step: NextStep
    about: int | None = None

    @property
    def key(self) -> str:
        """What it is remembered by when somebody puts it aside: "study_cycle:7"."""
        return self.step.value if self.about is None else f"{self.step.value}:{self.about}"


def steps_done(facts: PathFacts) -> frozenset[Step]:
    """The steps that what exists shows to be done."""
    beginnings, goals, trying = facts.beginnings, facts.goals, facts.trying
    done = {
        Step.SEE_THE_NEED: beginnings.has_challenge,
        Step.GATHER_KNOWLEDGE: beginnings.has_knowledge,
        Step.ORGANISE: beginnings.n_people >= FEWEST_IN_TEAM and beginnings.has_sponsor,
        Step.MAP_PRACTICE: beginnings.has_what_matters or beginnings.has_analysis,
        Step.SET_AIM: goals.has_target,
        Step.CHOOSE_MEASURES: goals.measure is not None,
        Step.FIND_IDEAS: trying.n_ideas > 0,
        Step.TRY_OUT: trying.has_begun,
        Step.MEASURE_AND_REFLECT: goals.has_numbers_since_trying and trying.has_learnt,
        Step.JUDGE_AND_ADJUST: trying.has_decided,
        Step.MAKE_PRACTICE: trying.has_practice,
        Step.SUSTAIN: facts.is_sustained,
        Step.SHARE: facts.is_told,
    }
    return frozenset(step for step, is_done in done.items() if is_done)


def phase_reached(facts: PathFacts) -> ProjectPhase:
    """The last phase that what exists shows the work to be in; the team says itself where it is."""
    trying = facts.trying
    if trying.has_practice or facts.is_sustained:
        return ProjectPhase.FOLLOW_UP
    if trying.has_learnt or trying.has_decided:
        return ProjectPhase.EVALUATE
    if trying.has_begun:
        return ProjectPhase.DO
    is_planning = facts.goals.measure is not None or facts.goals.has_target or trying.n_ideas > 0
    return ProjectPhase.PLAN if is_planning else ProjectPhase.PREPARE


def unanswered(facts: PathFacts) -> tuple[PlanQuestion, ...]:
    """The questions that the plan does not answer yet, in their order. They warn, and stop nobody."""
    answered = {
        PlanQuestion.STATE_OF_THINGS: facts.beginnings.has_challenge or facts.beginnings.has_analysis,
        PlanQuestion.PRIORITY: facts.trying.n_ideas == 1 or facts.trying.has_priority,
        PlanQuestion.CONCRETE: facts.trying.has_who_and_when,
        PlanQuestion.MEASURABLE: facts.goals.measure is not None and facts.goals.has_target,
    }
    return tuple(question for question in PlanQuestion if not answered[question])


def next_steps(facts: PathFacts) -> Sequence[Suggestion]:
    """What the project may need next, the most pressing first; nothing where nothing is missing."""
    return [*_to_get_going(facts), *_to_know_more(facts), *_to_keep_it(facts)]


def next_step(facts: PathFacts, put_aside: frozenset[str]) -> Suggestion | None:
    """The first of them that is not put aside, by its key."""
    return next((found for found in next_steps(facts) if found.key not in put_aside), None)


def _to_get_going(facts: PathFacts) -> Iterator[Suggestion]:
    """Numbers, an aim that can be reached, and something tried: without these nothing can be learnt."""
    goals, trying = facts.goals, facts.trying
    if goals.measure is None:
        yield Suggestion(NextStep.CHOOSE_MEASURE)
    elif not goals.has_numbers:
        yield Suggestion(NextStep.ENTER_NUMBERS)
    if trying.ended_cycle is not None:
        yield Suggestion(NextStep.STUDY_CYCLE, trying.ended_cycle)
    if goals.has_numbers and goals.due_measure is not None:
        yield Suggestion(NextStep.ENTER_DUE_NUMBER, goals.due_measure)
    if goals.unfinished_aim is not None:
        yield Suggestion(NextStep.COMPLETE_AIM, goals.unfinished_aim)
    if not trying.n_ideas:
        yield Suggestion(NextStep.FIND_IDEA)
    elif not trying.n_cycles and trying.untried_idea is not None:
        yield Suggestion(NextStep.TRY_IDEA)
    elif trying.idea_to_go_on_with is not None:
        yield Suggestion(NextStep.BUILD_ON_CYCLE, trying.idea_to_go_on_with)


def _to_know_more(facts: PathFacts) -> Iterator[Suggestion]:
    """Who carries the work, and what it starts from."""
    beginnings, goals, trying = facts.beginnings, facts.goals, facts.trying
    if beginnings.n_people < FEWEST_IN_TEAM:
        yield Suggestion(NextStep.GATHER_TEAM)
    if not beginnings.has_challenge:
        yield Suggestion(NextStep.DESCRIBE_STATE)
    if goals.measure is not None and goals.has_numbers and not goals.has_definition:
        yield Suggestion(NextStep.DEFINE_MEASURE)
    if not beginnings.has_sponsor or not beginnings.has_user_representative:
        yield Suggestion(NextStep.NAME_SPONSOR)
    if not beginnings.has_what_matters:
        yield Suggestion(NextStep.ASK_CONCERNED)
    if trying.n_ideas > 1 and not trying.has_priority:
        yield Suggestion(NextStep.ORDER_IDEAS)


def _to_keep_it(facts: PathFacts) -> Iterator[Suggestion]:
    """What is good enough becomes what everybody does, and is told to others."""
    trying = facts.trying
    if trying.adopted_idea is not None and facts.goals.is_good_enough:
        yield Suggestion(NextStep.MAKE_PRACTICE, trying.adopted_idea)
    if trying.has_practice and not facts.is_sustained:
        yield Suggestion(NextStep.SUSTAIN)
    if trying.has_practice and not facts.is_told:
        yield Suggestion(NextStep.SHARE_LESSON)
