"""Steps, questions and next steps of the path → the sentences people read. Which there are, `method/path.py` says."""

from collections.abc import Mapping
from dataclasses import dataclass

from qi_tracker.i18n.translate import N_
from qi_tracker.method.path import NextStep, PlanQuestion, Step


@dataclass(frozen=True, slots=True)
class StepText:
    """A step, and what ticks it."""

    name: str
    ticked_by: str


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One of the four questions, and what would answer it."""

    question: str
    missing: str


@dataclass(frozen=True, slots=True)
class NextStepText:
    """What to do, why, and what the button says. `text` may hold `%(name)s`."""

    text: str
    why: str
    label: str


STEPS: Mapping[Step, StepText] = {
    Step.SEE_THE_NEED: StepText(
        N_("See the need for improvement"), N_("Ticked when the state of things is described.")
    ),
    Step.GATHER_KNOWLEDGE: StepText(
        N_("Clarify what is known"),
        N_("Ticked by background numbers, a link to a document, or what research, staff or users know about an idea."),
    ),
    Step.ORGANISE: StepText(
        N_("Anchor and organise the work"), N_("Ticked when there are at least two in the team and a sponsor.")
    ),
    Step.MAP_PRACTICE: StepText(
        N_("Map needs and how things are done today"),
        N_("Ticked by what matters to those concerned, by causes looked for, or by a quality star."),
    ),
    Step.SET_AIM: StepText(N_("Set an aim"), N_("Ticked when an aim says how much and by when.")),
    Step.CHOOSE_MEASURES: StepText(N_("Choose what to measure"), N_("Ticked by the first measure.")),
    Step.FIND_IDEAS: StepText(N_("Find change ideas"), N_("Ticked by the first idea.")),
    Step.TRY_OUT: StepText(N_("Try out the ideas"), N_("Ticked when a PDSA cycle has begun.")),
    Step.MEASURE_AND_REFLECT: StepText(
        N_("Measure and reflect on the results"),
        N_("Ticked when there are numbers from after the first cycle began, and a cycle says what was learnt."),
    ),
    Step.JUDGE_AND_ADJUST: StepText(
        N_("Judge whether it is good enough, and adjust"),
        N_("Ticked when a cycle ends with a decision: adopt, adapt or abandon."),
    ),
    Step.MAKE_PRACTICE: StepText(N_("Make it the new practice"), N_("Ticked when an idea is everyday practice.")),
    Step.SUSTAIN: StepText(
        N_("Make sure that it is kept up"), N_("Ticked when somebody looks after it and it stands in a routine.")
    ),
    Step.SHARE: StepText(
        N_("Share what you have learnt"), N_("Ticked when you have written what you learnt, or share the ideas.")
    ),
}

QUESTIONS: Mapping[PlanQuestion, QuestionText] = {
    PlanQuestion.STATE_OF_THINGS: QuestionText(
        N_("Does the plan start from an analysis of the state of things?"),
        N_("Describe how things are today, and how you know."),
    ),
    PlanQuestion.PRIORITY: QuestionText(
        N_("What do we take first?"), N_("Choose which idea you take first, and which ones wait.")
    ),
    PlanQuestion.CONCRETE: QuestionText(
        N_("How concrete can it be made?"), N_("Say who does what, and by when, for at least one thing.")
    ),
    PlanQuestion.MEASURABLE: QuestionText(
        N_("How will we know? Can it be measured?"),
        N_("Let an aim say how much and by when, and have a measure for it."),
    ),
}

NEXT_STEPS: Mapping[NextStep, NextStepText] = {
    NextStep.CHOOSE_MEASURE: NextStepText(
        N_("Choose what you will count."),
        N_("Without a number nobody can know whether it gets better."),
        N_("New measure"),
    ),
    NextStep.ENTER_NUMBERS: NextStepText(
        N_("Put in the numbers you have."),
        N_("Older numbers count as much as new ones, and the chart can say something sooner."),
        N_("Put in numbers"),
    ),
    NextStep.STUDY_CYCLE: NextStepText(
        N_("Write down what happened in «%(name)s»."),
        N_("What you predicted and what happened, side by side, is what you learn from."),
        N_("Continue the cycle"),
    ),
    NextStep.ENTER_DUE_NUMBER: NextStepText(
        N_("Enter the number that is missing in «%(name)s»."),
        N_("A chart with gaps sees a change later."),
        N_("Enter the number"),
    ),
    NextStep.COMPLETE_AIM: NextStepText(
        N_("Make the aim whole: how much, and by when?"),
        N_("Then everybody can see when it is reached."),
        N_("Complete the aim"),
    ),
    NextStep.FIND_IDEA: NextStepText(
        N_("Write down one thing that you could try."),
        N_("Nothing gets better unless something is done in another way."),
        N_("New idea"),
    ),
    NextStep.TRY_IDEA: NextStepText(
        N_("Try «%(name)s» small, and write down what you think will happen."),
        N_("A small test first shows what works before it costs much."),
        N_("Plan a PDSA cycle"),
    ),
    NextStep.BUILD_ON_CYCLE: NextStepText(
        N_("Try «%(name)s» once more, adjusted as you decided."),
        N_("Cycles that build on each other teach more than one large test."),
        N_("Plan the next cycle"),
    ),
    NextStep.GATHER_TEAM: NextStepText(
        N_("Bring one more into the team."),
        N_("Those who do the work every day see other things than you do, and it stands when you are away."),
        N_("Who takes part"),
    ),
    NextStep.DESCRIBE_STATE: NextStepText(
        N_("Describe in a few lines how things are today."),
        N_("Then those who come later understand why this was chosen."),
        N_("Describe it"),
    ),
    NextStep.DEFINE_MEASURE: NextStepText(
        N_("Write down exactly what is counted in «%(name)s»."),
        N_("Otherwise two people may count different things, and the curve shows that instead."),
        N_("Define it"),
    ),
    NextStep.NAME_SPONSOR: NextStepText(
        N_("Say who wants this done, and who speaks for those it is about."),
        N_("A sponsor can open doors, and users see what we do not."),
        N_("Around the work"),
    ),
    NextStep.ASK_CONCERNED: NextStepText(
        N_("Ask those it is about: what matters to you?"),
        N_("What you hear is written as themes, never as quotes."),
        N_("Write the themes"),
    ),
    NextStep.ORDER_IDEAS: NextStepText(
        N_("Choose which idea you take first."),
        N_("With many at a time nobody can tell which one worked."),
        N_("See the ideas"),
    ),
    NextStep.MAKE_PRACTICE: NextStepText(
        N_("Make «%(name)s» what everybody does."),
        N_("The numbers are good enough. What is nobody's habit slides back."),
        N_("Open the idea"),
    ),
    NextStep.SUSTAIN: NextStepText(
        N_("Agree on who looks after this when the project is over."),
        N_("What nobody looks after slides back."),
        N_("Plan how it is kept up"),
    ),
    NextStep.SHARE_LESSON: NextStepText(
        N_("Write down what you have learnt, also what did not work."),
        N_("Others learn most from that."),
        N_("Write it"),
    ),
}
