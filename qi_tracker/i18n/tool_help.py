"""What each tool is for: three sentences, an example from Lerkevik, how it is used, and a trap. One table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qi_tracker.i18n.translate import N_, Words


class Tool(StrEnum):
    """The tools of the method that have a help text; the value is part of the address of the longer page."""

    AIM = "aim"
    MEASURE = "measure"
    DRIVERS = "driver-diagram"
    CHAIN = "logic-chain"
    IDEA = "change-idea"
    BOARD = "effort-impact"
    PDSA = "pdsa"
    MARKS = "five-marks"
    STAR = "quality-star"
    FIVE_WHYS = "five-whys"
    FISHBONE = "fishbone"
    PARETO = "pareto"
    PROCESS = "process-steps"
    SUSTAIN = "sustain"
    ASK = "ask-for-help"
    STAKEHOLDERS = "stakeholders"


@dataclass(frozen=True, slots=True)
class ToolHelp:
    """What is said of one tool."""

    name: str
    # Shown where the tool is used: what it is, why, and how to begin.
    sentences: tuple[str, str, str]
    example: str
    # Shown on the longer page: what to do, in order, and what to beware of.
    steps: tuple[str, ...]
    trap: str


def tool_help(tool: Tool, words: Words) -> ToolHelp:
    """The help of the tool in the reader's language."""
    said, (first, second, third) = TOOL_HELP[tool], TOOL_HELP[tool].sentences
    return ToolHelp(
        name=words.gettext(said.name),
        sentences=(words.gettext(first), words.gettext(second), words.gettext(third)),
        example=words.gettext(said.example),
        steps=tuple(words.gettext(step) for step in said.steps),
        trap=words.gettext(said.trap),
    )


TOOL_HELP: Mapping[Tool, ToolHelp] = {
    Tool.AIM: ToolHelp(
        name=N_("Aim"),
        sentences=(
            N_("The aim says what shall get better, for whom, how much and by when."),
            N_("It makes it easier to choose, because you can ask of each idea whether it brings you nearer."),
            N_("Begin with what and for whom, and fill in numbers and a date when you know where you stand."),
        ),
        example=N_(
            "Lerkevik wants 60 % of the children in low-income families to have a regular leisure activity by"
            " 30 June 2027, up from 30 %."
        ),
        steps=(
            N_("Write in one line what shall be different for those concerned."),
            N_("Choose the measure that will show it, and see where it stands today."),
            N_("Agree on how much is enough, and on a date that makes you begin now."),
            N_("Change the aim when you have learnt that it should be another. The old one is kept in the history."),
        ),
        trap=N_(
            "An aim about what you yourselves will do, such as holding a course, says nothing of whether it helps."
        ),
    ),
    Tool.MEASURE: ToolHelp(
        name=N_("Measure"),
        sentences=(
            N_("A measure is what you count over time to see whether it gets better."),
            N_("A good set has one for the result, one or two for what you do, and one for what could get worse."),
            N_("Say exactly what is counted, and count often: every month, or better every week."),
        ),
        example=N_(
            "Lerkevik counts on the first of every month how many of the children known to Nav have a leisure activity."
        ),
        steps=(
            N_("Look for older numbers that you already have. They are your starting point."),
            N_("Write down who counts, from which source, and what is left out."),
            N_("Enter the number as soon as the period is over, and talk about it in the team."),
        ),
        trap=N_(
            "KS calls what comes right after the activity «resultat». Here a result is what gets better for "
            "those concerned."
        ),
    ),
    Tool.DRIVERS: ToolHelp(
        name=N_("Driver diagram"),
        sentences=(
            N_("A driver diagram shows why you think that your ideas will bring you to the aim."),
            N_(
                "Primary drivers are the few things that must change, and secondary drivers are what lies "
                "behind each of them."
            ),
            N_("Every line between two boxes is a belief that can be tested: if this gets better, so does that."),
        ),
        example=N_(
            "In Lerkevik money is one driver and knowing what exists another; behind the first lies a form "
            "that few manage."
        ),
        steps=(
            N_("Begin with the aim, and ask what must be in place for it to be reached."),
            N_("Ask the same of each driver until you come to something that you can try."),
            N_("Give the most important drivers a measure, and take away what you do not believe in any more."),
        ),
        trap=N_("A diagram with everything in it helps nobody choose. Two to five primary drivers are enough."),
    ),
    Tool.CHAIN: ToolHelp(
        name=N_("Logic chain"),
        sentences=(
            N_("The logic chain goes from what you do to what it is to lead to: activity, output, outcome, impact."),
            N_("It is built backwards from the goal, and each link is an if and a then."),
            N_("Each link needs an indicator, so that you see where the chain breaks if it does."),
        ),
        example=N_(
            "If Lerkevik pays the fee directly, more children sign up; if they sign up, more take part; then "
            "fewer stand outside."
        ),
        steps=(
            N_("Start with the impact that you want for society, and ask what must happen for the children first."),
            N_("Ask at each visit: is the activity carried out, does it give enough, and does it still hang together?"),
            N_("Mend the weakest link first."),
        ),
        trap=N_(
            "An activity that makes life better now cannot be expected to lower the share of families with low income."
        ),
    ),
    Tool.IDEA: ToolHelp(
        name=N_("Change idea"),
        sentences=(
            N_("A change idea is something that you think will help, and that can be tried."),
            N_(
                "It stands stronger when it rests on research, on what the staff know, and on what users know"
                " themselves."
            ),
            N_("It becomes practice only when it has been tried and the numbers say that it helps."),
        ),
        example=N_(
            "In Lerkevik two families tried a simpler form first, then one school, and now it is used everywhere."
        ),
        steps=(
            N_("Write the idea as something one can see being done."),
            N_("Say what is known about it, also when it is little."),
            N_("Give it an owner and a date when it is to be tried."),
            N_("Put it away when it does not help, and write why, so that others need not try it again."),
        ),
        trap=N_("To inform or to remind people is seldom enough by itself. Change how things are done."),
    ),
    Tool.BOARD: ToolHelp(
        name=N_("Effort × impact"),
        sentences=(
            N_("The board helps you choose what to try first: how much work is it, and how much may it give?"),
            N_("Ideas with little effort and great impact come first."),
            N_("The places are guesses, so talk about where you disagree."),
        ),
        example=N_(
            "In Lerkevik a call to each family was little work and much use, so it was tried before the new "
            "computer system."
        ),
        steps=(
            N_("Place each idea by yourselves first, and then together."),
            N_("Choose two or three to try now, and let the others wait."),
            N_("Move them when a test has taught you something."),
        ),
        trap=N_("What is easy is not always what matters to those concerned. Ask them."),
    ),
    Tool.PDSA: ToolHelp(
        name=N_("PDSA cycle"),
        sentences=(
            N_("A PDSA cycle is one small test of one idea: plan, do, study, act."),
            N_("You write what you believe will happen before you try, and afterwards you see what happened."),
            N_("Each cycle ends with a choice, adopt, adjust or put away, and often leads to the next."),
        ),
        example=N_(
            "Lerkevik believed that four of five families would manage the new form alone; three did, and one"
            " word was changed."
        ),
        steps=(
            N_("Ask one question that you can answer within days."),
            N_("Start with one user, one day or one school, and grow when you are more sure."),
            N_("Compare with what you believed. What surprised you is where you learn most."),
        ),
        trap=N_("A plan for the whole kommune is not a test. If it cannot go wrong cheaply, it is too large."),
    ),
    Tool.MARKS: ToolHelp(
        name=N_("Five marks"),
        sentences=(
            N_("The five marks show how well you follow the method, and are computed from what you have written."),
            N_(
                "Cycles build on each other, what you believed stands first, tests begin small, numbers come "
                "over time, and you write what you learnt."
            ),
            N_("They are for the team only, and say nothing of whether your work is good."),
        ),
        example=N_(
            "«Gratis fritid» in Lerkevik met four of the five; what was missing was a belief written down "
            "before each test."
        ),
        steps=(
            N_("Look at the evidence behind each mark."),
            N_("Do the one thing that would meet the next."),
            N_("Come back when you have finished one more cycle."),
        ),
        trap=N_("Hardly any published work meets all five, so do not be disheartened."),
    ),
    Tool.STAR: ToolHelp(
        name=N_("Quality star"),
        sentences=(
            N_("The quality star lets the team score its own service on six sides, from 0 to 5."),
            N_("Each person scores alone, and then you see together where you agree and where you do not."),
            N_("The talk about the difference matters more than the points."),
        ),
        example=N_(
            "In Lerkevik Nav gave «coordinated» 4 and the school gave it 1; that talk became the project «Kortere vei»."
        ),
        steps=(
            N_("Let everybody score before anybody talks."),
            N_("Begin the talk with the side where you differ the most."),
            N_("Choose one or two sides to work with, and score again after half a year."),
        ),
        trap=N_("The scores are opinions and no measurement. They are never compared between teams."),
    ),
    Tool.FIVE_WHYS: ToolHelp(
        name=N_("Five whys"),
        sentences=(
            N_("Ask why something happens, and then why that is so, until you come to something you can change."),
            N_("Five times is a rule of thumb, and sometimes three are enough."),
            N_("Use it when you wonder about one thing that keeps happening."),
        ),
        example=N_(
            "In Lerkevik families waited long because the application lacked a form, which nobody had asked them for."
        ),
        steps=(
            N_("Write what happens, with a number if you have one."),
            N_("Write one answer on each line, each the reason for the one above it."),
            N_("Read it backwards with «therefore» between the lines, and hear whether it holds."),
        ),
        trap=N_("The answer is never a person. If you end at somebody who forgot, ask why it was possible to forget."),
    ),
    Tool.FISHBONE: ToolHelp(
        name=N_("Fishbone"),
        sentences=(
            N_("A fishbone gathers all that may be the cause of one problem, sorted in groups."),
            N_("The groups make you look in more places than the first that comes to mind."),
            N_("Use it early, together with many who know the work from different sides."),
        ),
        example=N_(
            "In Lerkevik the bones behind «children drop out» were money, equipment, transport, information "
            "and how one is met."
        ),
        steps=(
            N_("Write the problem at the head, as those concerned would say it."),
            N_("Give each bone a name, and write the causes that belong there."),
            N_("Mark together what you believe matters most, and find out whether it is so."),
        ),
        trap=N_("What stands there is what you believe, not what you know. Count before you choose."),
    ),
    Tool.PARETO: ToolHelp(
        name=N_("Pareto"),
        sentences=(
            N_("A Pareto chart shows which few causes stand for most of what happens."),
            N_("You count how often each cause occurs, and the program puts the largest first."),
            N_("Use it when there are many causes and you cannot take them all."),
        ),
        example=N_("In Lerkevik two reasons stood for 7 of 10 applications that were sent back."),
        steps=(
            N_("Agree on the causes before you count, and count for some weeks."),
            N_("Write one cause on each line, with how many times."),
            N_("Look for the place where the line gets flatter. What stands before it is where to begin."),
        ),
        trap=N_(
            "What is most frequent need not be what matters most for the children. Count things that happen, "
            "never who they happen to."
        ),
    ),
    Tool.PROCESS: ToolHelp(
        name=N_("Process steps"),
        sentences=(
            N_("Process steps show what happens, in which order, who does it and how long it takes."),
            N_("You see where one waits, where the same is done twice, and where it changes hands."),
            N_("Draw how it is today, not how it should have been."),
        ),
        example=N_("In Lerkevik an application took an hour of work, and lay in a pile for three weeks."),
        steps=(
            N_("Follow one case from beginning to end, and write each step."),
            N_("Write who does it as a role, never as a name."),
            N_("Write the minutes, also of waiting. Most time is often there."),
        ),
        trap=N_("Ask those who do it and those it is done for. The written routine seldom tells how it is."),
    ),
    Tool.SUSTAIN: ToolHelp(
        name=N_("Holding the gains"),
        sentences=(
            N_("An improvement often slides back when the project is over and nobody looks any more."),
            N_("So say who looks after it, where it is written, how new people learn it, and what could go wrong."),
            N_("The program goes on watching the numbers, and tells the owner if the improvement no longer holds."),
        ),
        example=N_(
            "In Lerkevik the breakfast is in the school's yearly plan, and the head of the kitchen enters the"
            " number each month."
        ),
        steps=(
            N_("Choose an owner who will still be there in two years."),
            N_(
                "Put the new practice where people already look: the routine, the yearly plan, the training "
                "of new staff."
            ),
            N_("Go on counting, more seldom if you like, and choose a day to look at it again."),
        ),
        trap=N_(
            "Thinking of it only at the end is too late. Ask already at the first test who shall do it afterwards."
        ),
    ),
    Tool.ASK: ToolHelp(
        name=N_("Ask for help"),
        sentences=(
            N_("When you are stuck with something that the team cannot solve, ask your leader or adviser here."),
            N_("Say what you need, and by when you need an answer."),
            N_("The answer is a decision, go on, stop, extend or need more, and stands in the history of the project."),
        ),
        example=N_("Lerkevik asked whether Nav could pay the sports clubs directly, and had an answer within a week."),
        steps=(
            N_("Write one question at a time, so that it can be answered."),
            N_("Say what you have tried, and what happens if nothing is decided."),
            N_("Tell those it concerns what the answer was."),
        ),
        trap=N_("Do not wait until everything stands still. A leader can help more while there is time."),
    ),
    Tool.STAKEHOLDERS: ToolHelp(
        name=N_("Stakeholders"),
        sentences=(
            N_("Stakeholders are those who are touched by the work, or who can help it or stop it."),
            N_("A short list tells whom to talk to early, and what each of them needs to know."),
            N_("Those the service is for come first: ask them what matters to them."),
        ),
        example=N_("In Lerkevik the sports clubs turned out to be as important as Nav and the schools."),
        steps=(
            N_("Write groups and roles, never names of users."),
            N_("Say for each what is in it for them, and what may worry them."),
            N_("Agree on who in the team talks to whom."),
        ),
        trap=N_("To inform is not the same as to let people take part."),
    ),
}
