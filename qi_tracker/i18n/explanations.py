"""One line for each member of the enums that users choose from. The members' names are in `labels.py`."""

from collections.abc import Mapping
from enum import StrEnum

from qi_tracker.i18n.translate import N_, Words
from qi_tracker.vocabulary import (
    ChartKind,
    CycleStage,
    Decision,
    Dimension,
    Direction,
    IdeaStatus,
    LeaderDecision,
    Level,
    MeasureKind,
    OrganizationRole,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ReminderChoice,
    RetentionKind,
    ValueType,
)

# The enum is part of every key, because members of different enums can be equal as strings.
_EXPLANATIONS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    OrganizationRole: {
        OrganizationRole.ADMINISTRATOR: N_("Invites people and decides what they may see."),
        OrganizationRole.LEADER: N_(
            "Sees aims, phases and verdicts of the projects, and numbers where nobody can be recognised."
        ),
        OrganizationRole.MEMBER: N_("Sees titles and aims, and can start projects."),
        OrganizationRole.PRIVACY_OFFICER: N_("Sees what is counted about whom, and why, but no numbers."),
        OrganizationRole.GUEST: N_("Works elsewhere. Sees the projects they take part in, and nothing else."),
    },
    ProjectRole: {
        ProjectRole.LEAD: N_("Leads the work, and decides who is in the team."),
        ProjectRole.MEMBER: N_("Enters numbers, and writes about what you try."),
        ProjectRole.READER: N_("Sees everything in the project and changes nothing."),
    },
    LeaderDecision: {
        LeaderDecision.CONTINUE: N_("Go on as planned."),
        LeaderDecision.STOP: N_("End it here, and write down what you have learnt."),
        LeaderDecision.EXPAND: N_("Bring it to more places, or to more users."),
        LeaderDecision.NEEDS_MORE: N_("Something is missing first. Say what."),
    },
    ReminderChoice: {
        ReminderChoice.AT_ONCE: N_("A mail in the morning of the day on which something new waits, at most one a day."),
        ReminderChoice.WEEKLY: N_("One mail on Monday with all that is new, and none when nothing is."),
        ReminderChoice.NONE: N_("No mail. Home shows what waits, and your stand-in is still told of what is missing."),
    },
    RetentionKind: {
        RetentionKind.BIN: N_("Counted from the day it was deleted. Until then it can be brought back."),
        RetentionKind.FINISHED_PROJECTS: N_(
            "All of the project, with numbers and texts. Counted from the last change in a project that is finished or "
            "archived."
        ),
        RetentionKind.HISTORY: N_("Who changed which field and when stays; what it held before and after is erased."),
        RetentionKind.ACCOUNTS: N_(
            "Name and address are taken out. Counted from the day the person left. The history keeps a made-up name."
        ),
    },
    ProjectStatus: {
        ProjectStatus.ACTIVE: N_("The work is going on."),
        ProjectStatus.PAUSED: N_("The work rests for a while. Nobody is reminded of numbers."),
        ProjectStatus.COMPLETED: N_("The work is finished, and can be read by all who could see it."),
        ProjectStatus.ARCHIVED: N_("Put away, and left out of the lists."),
    },
    ProjectPhase: {
        ProjectPhase.PREPARE: N_("See the need for improvement, find what is known, and organise the work."),
        ProjectPhase.PLAN: N_("Map needs and today's practice, set the aim, choose measures, and find what to try."),
        ProjectPhase.DO: N_("Start the change ideas and try them out."),
        ProjectPhase.EVALUATE: N_(
            "Measure and think about the results. Is the improvement good enough, or must you adapt?"
        ),
        ProjectPhase.FOLLOW_UP: N_(
            "Make the new practice everyday practice, see that it lasts, and share what you learned."
        ),
    },
    ProjectNature: {
        ProjectNature.COMPENSATING: N_(
            "Makes life better now, but does not change the family's situation. Example: a free leisure activity."
        ),
        ProjectNature.PREVENTIVE: N_("Prevents poor living conditions now and later. Example: homework help."),
        ProjectNature.COMBATING: N_("Removes a cause of poor living conditions. Example: work or a home."),
    },
    Level: {
        Level.INDIVIDUAL: N_("The change concerns single children, young people or adults."),
        Level.FAMILY: N_("The change concerns the whole family."),
        Level.SYSTEM: N_("The change concerns how services work, alone and together."),
        Level.STRUCTURE: N_("The change concerns rules, money or how the municipality is organised."),
    },
    Dimension: {
        Dimension.EFFECTIVE: N_("Good services are effective."),
        Dimension.SAFE: N_("Good services are safe and secure."),
        Dimension.INVOLVING: N_("Good services involve users and give them influence."),
        Dimension.COORDINATED: N_("Good services are coordinated, with continuity."),
        Dimension.RESOURCEFUL: N_("Good services make good use of resources."),
        Dimension.FAIR: N_("Good services are accessible and fairly distributed."),
    },
    MeasureKind: {
        MeasureKind.OUTCOME: N_("Shows whether it gets better for those concerned."),
        MeasureKind.PROCESS: N_("Shows whether we do what we have agreed to do."),
        MeasureKind.BALANCING: N_("Shows whether something else gets worse along the way."),
        MeasureKind.FEEDBACK: N_("Shows what those concerned answer when we ask."),
    },
    ValueType: {
        ValueType.PROPORTION: N_(
            "So many out of so many, shown in per cent. Example: 69 of 160 children have an activity."
        ),
        ValueType.COUNT: N_("How many. Example: 12 families got help this month."),
        ValueType.DAYS: N_("How long something takes. Example: 34 days from application to answer."),
        ValueType.NUMBER: N_("An average, kroner, points or the like. Example: 4.2 points out of 6."),
    },
    ChartKind: {
        ChartKind.RUN: N_("Numbers over time with their median. Fits every kind of number."),
        ChartKind.I: N_("One measurement at a time, with limits for what it varies between by itself."),
        ChartKind.MR: N_("How much each number differs from the one before."),
        ChartKind.I_PRIME: N_("One measurement at a time, where some rest on more than others."),
        ChartKind.XBAR: N_("The mean of several measurements at a time."),
        ChartKind.S: N_("How much several measurements at a time differ."),
        ChartKind.C: N_("Events counted where as many could happen each time."),
        ChartKind.U: N_("Events for each unit, where there are more units some times than others."),
        ChartKind.U_PRIME: N_("Events for each unit, where the units are many and vary more than chance."),
        ChartKind.P: N_("A share, with limits that are wider where the denominator is small."),
        ChartKind.P_PRIME: N_("A share that varies otherwise than chance, as it may with large denominators."),
        ChartKind.T: N_("Time between events that are rare."),
        ChartKind.G: N_("How many went well between events that are rare."),
    },
    Direction: {
        Direction.UP: N_("Higher numbers are better."),
        Direction.DOWN: N_("Lower numbers are better."),
    },
    IdeaStatus: {
        IdeaStatus.IDEA: N_("Not tried yet."),
        IdeaStatus.TESTING: N_("You are trying it in a PDSA cycle."),
        IdeaStatus.ADOPTED: N_("It works for you, and you have decided to do it."),
        IdeaStatus.PRACTICE: N_("Everybody does it now, also when nobody asks."),
        IdeaStatus.ABANDONED: N_("You have tried it or thought again, and let it go."),
    },
    Decision: {
        Decision.ADOPT: N_("It works. You make it the way you do it."),
        Decision.ADAPT: N_("It is worth more work. You change something and try again."),
        Decision.ABANDON: N_("It does not work well enough. You let it go, and have learned from it."),
    },
    CycleStage: {
        CycleStage.PLAN: N_("What do we try, and what do we think will happen?"),
        CycleStage.DO: N_("We try it, and write down what happens."),
        CycleStage.STUDY: N_("How did it go, compared with what we thought?"),
        CycleStage.ACT: N_("What do we do with what we learned?"),
        CycleStage.DONE: N_("The cycle is finished, and the decision is written down."),
    },
}


def is_explained(kind: type[StrEnum]) -> bool:
    """Whether the members of this enum have a line each."""
    return kind in _EXPLANATIONS


def explanation(member: StrEnum, words: Words) -> str:
    """One line that helps choose this member. Only enums that users choose from have them; another raises KeyError."""
    return words.gettext(_EXPLANATIONS[type(member)][member])


def outcome_note(words: Words) -> str:
    """The line that stands wherever "resultatindikator" is shown, since KS' guide uses the word for something else."""
    return words.gettext(
        "An outcome is what changes for those concerned. KS' guide uses the Norwegian word for an activity's output."
    )
