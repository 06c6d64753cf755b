"""Labels and phrases for the members of the enums in `vocabulary.py`. Help with choosing is in `explanations.py`.

A label's context is its enum's name, so that "Plan" the phase and "Plan" the stage may part ways in a language.
"""

from collections.abc import Mapping
from enum import StrEnum

from qi_tracker.i18n.translate import NP_, Words
from qi_tracker.vocabulary import (
    Calculation,
    CauseTool,
    Caution,
    ChainStep,
    ChartDecisionKind,
    ChartKind,
    ContextState,
    CycleScale,
    CycleStage,
    DataKind,
    DataPurpose,
    DataSubject,
    DateOrder,
    Decision,
    Dimension,
    Direction,
    DriverPlace,
    Frequency,
    IdeaStatus,
    ImportRole,
    IndicatorTheme,
    Keeping,
    Language,
    LeaderDecision,
    Level,
    MeasureKind,
    OrganizationRole,
    PlanPart,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ReminderChoice,
    RetentionKind,
    SchoolBreak,
    Sight,
    StakeholderKind,
    StrategyArea,
    TableLayout,
    ValueType,
    VerdictCode,
    Viewer,
)

# The enum is part of every key, because ProjectPhase.PLAN and CycleStage.PLAN are equal as strings.
_Labels = Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]]

_LABELS: _Labels = {
    # Each language is named in itself, in every language.
    Language: {
        Language.BOKMAL: NP_("Language", "Bokmål"),
        Language.NYNORSK: NP_("Language", "Nynorsk"),
        Language.ENGLISH: NP_("Language", "English"),
    },
    OrganizationRole: {
        OrganizationRole.ADMINISTRATOR: NP_("OrganizationRole", "Administrator"),
        OrganizationRole.LEADER: NP_("OrganizationRole", "Leader"),
        OrganizationRole.MEMBER: NP_("OrganizationRole", "Member"),
        OrganizationRole.PRIVACY_OFFICER: NP_("OrganizationRole", "Privacy officer"),
        OrganizationRole.GUEST: NP_("OrganizationRole", "Guest from another organisation"),
    },
    ReminderChoice: {
        ReminderChoice.AT_ONCE: NP_("ReminderChoice", "At once"),
        ReminderChoice.WEEKLY: NP_("ReminderChoice", "Gathered, once a week"),
        ReminderChoice.NONE: NP_("ReminderChoice", "Never"),
    },
    RetentionKind: {
        RetentionKind.BIN: NP_("RetentionKind", "Things in the bin"),
        RetentionKind.FINISHED_PROJECTS: NP_("RetentionKind", "Finished and archived projects"),
        RetentionKind.HISTORY: NP_("RetentionKind", "What fields held before, in the history"),
        RetentionKind.ACCOUNTS: NP_("RetentionKind", "Accounts of people who belong nowhere any more"),
    },
    CycleScale: {
        CycleScale.ONE: NP_("CycleScale", "One"),
        CycleScale.FEW: NP_("CycleScale", "A few"),
        CycleScale.GROUP: NP_("CycleScale", "A group"),
        CycleScale.UNIT: NP_("CycleScale", "A whole unit"),
        CycleScale.ALL: NP_("CycleScale", "All"),
    },
    StakeholderKind: {
        StakeholderKind.SPONSOR: NP_("StakeholderKind", "Sponsor"),
        StakeholderKind.USER_REPRESENTATIVE: NP_("StakeholderKind", "User representative"),
        StakeholderKind.PARTNER: NP_("StakeholderKind", "Works with us"),
        StakeholderKind.CONCERNED: NP_("StakeholderKind", "Concerned by it"),
    },
    DriverPlace: {
        DriverPlace.IMPACT: NP_("DriverPlace", "Impact beyond the aim"),
        DriverPlace.PRIMARY: NP_("DriverPlace", "Primary driver"),
        DriverPlace.SECONDARY: NP_("DriverPlace", "Secondary driver"),
    },
    ChainStep: {
        ChainStep.ACTIVITY: NP_("ChainStep", "Activity"),
        ChainStep.OUTPUT: NP_("ChainStep", "Output"),
        ChainStep.OUTCOME: NP_("ChainStep", "Outcome"),
        ChainStep.IMPACT: NP_("ChainStep", "Impact"),
    },
    StrategyArea: {
        StrategyArea.CARE: NP_("StrategyArea", "Good care in childhood"),
        StrategyArea.HOUSING: NP_("StrategyArea", "Stable housing and safe neighbourhoods"),
        StrategyArea.EARLY_EDUCATION: NP_("StrategyArea", "Early efforts in kindergarten and school"),
        StrategyArea.LEISURE: NP_("StrategyArea", "More taking part in leisure activities"),
        StrategyArea.HEALTH: NP_("StrategyArea", "Less social inequality in children's health"),
        StrategyArea.YOUTH: NP_("StrategyArea", "Inclusion and coping in youth"),
        StrategyArea.WORK: NP_("StrategyArea", "Ties to working life for youth and parents"),
        StrategyArea.KNOWLEDGE: NP_("StrategyArea", "Research and statistics"),
        StrategyArea.COMMON_EFFORT: NP_("StrategyArea", "A common effort for children in low-income families"),
        StrategyArea.FOLLOW_UP: NP_("StrategyArea", "Following up the strategy"),
    },
    CauseTool: {
        CauseTool.FIVE_WHYS: NP_("CauseTool", "Five whys"),
        CauseTool.FISHBONE: NP_("CauseTool", "Fishbone"),
        CauseTool.PARETO: NP_("CauseTool", "Pareto"),
        CauseTool.PROCESS: NP_("CauseTool", "Steps of the process"),
    },
    LeaderDecision: {
        LeaderDecision.CONTINUE: NP_("LeaderDecision", "Continue"),
        LeaderDecision.STOP: NP_("LeaderDecision", "Stop"),
        LeaderDecision.EXPAND: NP_("LeaderDecision", "Expand"),
        LeaderDecision.NEEDS_MORE: NP_("LeaderDecision", "Needs more"),
    },
    Viewer: {
        Viewer.PROJECT_LEAD: NP_("Viewer", "project lead"),
        Viewer.PROJECT_MEMBER: NP_("Viewer", "team member"),
        Viewer.PROJECT_READER: NP_("Viewer", "reader in the project"),
        Viewer.GUEST: NP_("Viewer", "guest from another organisation, in the team"),
        Viewer.LEADER: NP_("Viewer", "leader in the municipality"),
        Viewer.UNIT_LEADER: NP_("Viewer", "leader of a unit, in its projects"),
        Viewer.PRIVACY_OFFICER: NP_("Viewer", "privacy officer"),
        Viewer.ADMINISTRATOR: NP_("Viewer", "administrator"),
        Viewer.MEMBER: NP_("Viewer", "others in the municipality"),
        Viewer.OPERATOR: NP_("Viewer", "whoever runs the installation"),
        Viewer.OUTSIDER: NP_("Viewer", "other municipalities"),
    },
    Sight: {
        Sight.OUTLINE: NP_("Sight", "title, aims and phase"),
        Sight.VERDICTS: NP_("Sight", "what the numbers say"),
        Sight.WIDER: NP_("Sight", "merged numbers, the small ones hidden"),
        Sight.NUMBERS: NP_("Sight", "all numbers and charts"),
        Sight.PRIVACY: NP_("Sight", "the page on privacy"),
    },
    DataKind: {
        DataKind.ACCOUNT: NP_("DataKind", "Account"),
        DataKind.SIGN_IN: NP_("DataKind", "Sign-in"),
        DataKind.ROLE: NP_("DataKind", "Roles and tasks"),
        DataKind.COUNT: NP_("DataKind", "Numbers"),
        DataKind.TEXT: NP_("DataKind", "Texts"),
        DataKind.HISTORY: NP_("DataKind", "History"),
        DataKind.MAIL: NP_("DataKind", "Mail"),
        DataKind.UNSAVED: NP_("DataKind", "Not saved yet"),
        DataKind.CONTEXT: NP_("DataKind", "Official statistics"),
        DataKind.SETTING: NP_("DataKind", "Settings"),
        DataKind.TECHNICAL: NP_("DataKind", "Technical"),
    },
    DataSubject: {
        DataSubject.STAFF: NP_("DataSubject", "Those who use the program"),
        DataSubject.SERVED: NP_("DataSubject", "Those the services are for, as groups"),
        DataSubject.ANYONE: NP_("DataSubject", "Nobody, as it is meant; but a text may name somebody"),
        DataSubject.NOBODY: NP_("DataSubject", "Nobody"),
    },
    DataPurpose: {
        DataPurpose.IDENTIFY: NP_("DataPurpose", "Know who signs in, and let nobody else in"),
        DataPurpose.COOPERATE: NP_("DataPurpose", "Share the work, and decide who sees what"),
        DataPurpose.IMPROVE: NP_("DataPurpose", "See whether the services get better"),
        DataPurpose.ACCOUNT_FOR: NP_("DataPurpose", "Answer for who changed what, and undo mistakes"),
        DataPurpose.REMIND: NP_("DataPurpose", "Remind of what is due"),
        DataPurpose.RUN: NP_("DataPurpose", "Make the program work"),
    },
    Keeping: {
        Keeping.WITH_PROJECT: NP_("Keeping", "As long as the project is there"),
        Keeping.WITH_ACCOUNT: NP_("Keeping", "As long as the account is there"),
        Keeping.IN_HISTORY: NP_("Keeping", "In the history, as the organisation has decided"),
        Keeping.WITH_ORGANIZATION: NP_("Keeping", "As long as the organisation uses the program"),
        Keeping.SESSIONS: NP_("Keeping", "Until you sign out"),
        Keeping.UPLOADS: NP_("Keeping", "Until the table is read in or thrown away"),
        Keeping.DRAFTS: NP_("Keeping", "Until the form is saved"),
        Keeping.MAIL: NP_("Keeping", "After the mail was written"),
        Keeping.REMINDERS: NP_("Keeping", "After the reminder was sent"),
        Keeping.INVITED_ADDRESSES: NP_("Keeping", "After the invitation is over"),
        Keeping.PASSWORD_RESETS: NP_("Keeping", "After the link to a new password is over"),
        Keeping.SIGN_IN_FAILURES: NP_("Keeping", "After a failed sign-in"),
        Keeping.FORM_KEYS: NP_("Keeping", "After a form was sent"),
    },
    IndicatorTheme: {
        IndicatorTheme.LEISURE: NP_("IndicatorTheme", "Leisure"),
        IndicatorTheme.SCHOOL: NP_("IndicatorTheme", "School"),
        IndicatorTheme.KINDERGARTEN: NP_("IndicatorTheme", "Kindergarten"),
        IndicatorTheme.NAV: NP_("IndicatorTheme", "Nav"),
        IndicatorTheme.HOUSING: NP_("IndicatorTheme", "Housing"),
        IndicatorTheme.FOOD: NP_("IndicatorTheme", "Food"),
        IndicatorTheme.CHILD_WELFARE: NP_("IndicatorTheme", "Child welfare"),
        IndicatorTheme.HEALTH_CENTRE: NP_("IndicatorTheme", "Health centre"),
        IndicatorTheme.COORDINATION: NP_("IndicatorTheme", "Coordination"),
        IndicatorTheme.PULSE: NP_("IndicatorTheme", "Ask those concerned"),
    },
    PlanPart: {
        PlanPart.DEFINITION: NP_("PlanPart", "What exactly is counted"),
        PlanPart.INCLUSION: NP_("PlanPart", "Who and what counts"),
        PlanPart.SAMPLING: NP_("PlanPart", "Sample"),
        PlanPart.SOURCE: NP_("PlanPart", "Where the numbers come from"),
        PlanPart.COLLECTOR: NP_("PlanPart", "Who enters the numbers"),
        PlanPart.STAND_IN: NP_("PlanPart", "Stand-in"),
        PlanPart.TIMING: NP_("PlanPart", "How often, and when it is due"),
        PlanPart.PAUSES: NP_("PlanPart", "Planned pauses"),
        PlanPart.TARGET: NP_("PlanPart", "Target"),
        PlanPart.PATTERN: NP_("PlanPart", "How the numbers are read"),
        PlanPart.GROUPS: NP_("PlanPart", "Groups"),
    },
    SchoolBreak: {
        SchoolBreak.AUTUMN: NP_("SchoolBreak", "Autumn break"),
        SchoolBreak.CHRISTMAS: NP_("SchoolBreak", "Christmas break"),
        SchoolBreak.WINTER: NP_("SchoolBreak", "Winter break"),
        SchoolBreak.EASTER: NP_("SchoolBreak", "Easter break"),
        SchoolBreak.SUMMER: NP_("SchoolBreak", "Summer break"),
        SchoolBreak.JULY: NP_("SchoolBreak", "July"),
    },
    Calculation: {
        Calculation.RATIO: NP_("Calculation", "One measure divided by another"),
        Calculation.SUM_OF_STRATA: NP_("Calculation", "The sum of the groups of a measure"),
    },
    ProjectRole: {
        ProjectRole.LEAD: NP_("ProjectRole", "Project lead"),
        ProjectRole.MEMBER: NP_("ProjectRole", "Team member"),
        ProjectRole.READER: NP_("ProjectRole", "Reader"),
    },
    ProjectStatus: {
        ProjectStatus.ACTIVE: NP_("ProjectStatus", "Active"),
        ProjectStatus.PAUSED: NP_("ProjectStatus", "Paused"),
        ProjectStatus.COMPLETED: NP_("ProjectStatus", "Completed"),
        ProjectStatus.ARCHIVED: NP_("ProjectStatus", "Archived"),
    },
    ProjectPhase: {
        ProjectPhase.PREPARE: NP_("ProjectPhase", "Prepare"),
        ProjectPhase.PLAN: NP_("ProjectPhase", "Plan"),
        ProjectPhase.DO: NP_("ProjectPhase", "Do"),
        ProjectPhase.EVALUATE: NP_("ProjectPhase", "Evaluate"),
        ProjectPhase.FOLLOW_UP: NP_("ProjectPhase", "Follow up"),
    },
    ProjectNature: {
        ProjectNature.COMPENSATING: NP_("ProjectNature", "Compensating"),
        ProjectNature.PREVENTIVE: NP_("ProjectNature", "Preventing"),
        ProjectNature.COMBATING: NP_("ProjectNature", "Combating"),
    },
    Level: {
        Level.INDIVIDUAL: NP_("Level", "Individual"),
        Level.FAMILY: NP_("Level", "Family"),
        Level.SYSTEM: NP_("Level", "System"),
        Level.STRUCTURE: NP_("Level", "Structure"),
    },
    Dimension: {
        Dimension.EFFECTIVE: NP_("Dimension", "Effective"),
        Dimension.SAFE: NP_("Dimension", "Safe and secure"),
        Dimension.INVOLVING: NP_("Dimension", "Involving users"),
        Dimension.COORDINATED: NP_("Dimension", "Coordinated, with continuity"),
        Dimension.RESOURCEFUL: NP_("Dimension", "Good use of resources"),
        Dimension.FAIR: NP_("Dimension", "Accessible and fairly distributed"),
    },
    MeasureKind: {
        MeasureKind.OUTCOME: NP_("MeasureKind", "Outcome measure"),
        MeasureKind.PROCESS: NP_("MeasureKind", "Process measure"),
        MeasureKind.BALANCING: NP_("MeasureKind", "Balancing measure"),
        MeasureKind.FEEDBACK: NP_("MeasureKind", "Feedback"),
    },
    ValueType: {
        ValueType.PROPORTION: NP_("ValueType", "Proportion"),
        ValueType.COUNT: NP_("ValueType", "Count"),
        ValueType.DAYS: NP_("ValueType", "Days"),
        ValueType.NUMBER: NP_("ValueType", "Another number"),
    },
    Direction: {
        Direction.UP: NP_("Direction", "Up"),
        Direction.DOWN: NP_("Direction", "Down"),
    },
    ContextState: {
        ContextState.NUMBER: NP_("ContextState", "Number"),
        ContextState.HIDDEN: NP_("ContextState", "Hidden in the source"),
        ContextState.MISSING: NP_("ContextState", "No number in the source"),
    },
    Frequency: {
        Frequency.EVENT: NP_("Frequency", "At each event"),
        Frequency.DAY: NP_("Frequency", "Every day"),
        Frequency.WEEK: NP_("Frequency", "Every week"),
        Frequency.FORTNIGHT: NP_("Frequency", "Every other week"),
        Frequency.MONTH: NP_("Frequency", "Every month"),
        Frequency.QUARTER: NP_("Frequency", "Every quarter"),
        Frequency.TERTIAL: NP_("Frequency", "Every four months (tertial)"),
        Frequency.HALF_YEAR: NP_("Frequency", "Every half-year"),
        Frequency.SCHOOL_YEAR: NP_("Frequency", "Every school year"),
        Frequency.YEAR: NP_("Frequency", "Every year"),
    },
    ChartKind: {
        ChartKind.RUN: NP_("ChartKind", "Run chart"),
        ChartKind.I: NP_("ChartKind", "Single values (I)"),
        ChartKind.MR: NP_("ChartKind", "Moving ranges (MR)"),
        ChartKind.I_PRIME: NP_("ChartKind", "Single values that rest on more or less (I′)"),
        ChartKind.XBAR: NP_("ChartKind", "Means of several measurements (X̄)"),
        ChartKind.S: NP_("ChartKind", "Spread within several measurements (S)"),
        ChartKind.C: NP_("ChartKind", "Counts (C)"),
        ChartKind.U: NP_("ChartKind", "Counts per unit (U)"),
        ChartKind.U_PRIME: NP_("ChartKind", "Counts per unit, large units (U′)"),
        ChartKind.P: NP_("ChartKind", "Share (P)"),
        ChartKind.P_PRIME: NP_("ChartKind", "Share, large denominators (P′)"),
        ChartKind.T: NP_("ChartKind", "Time between rare events (T)"),
        ChartKind.G: NP_("ChartKind", "Cases between rare events (G)"),
    },
    ChartDecisionKind: {
        ChartDecisionKind.PHASE: NP_("ChartDecisionKind", "New period"),
        ChartDecisionKind.FREEZE: NP_("ChartDecisionKind", "Locked starting point"),
        ChartDecisionKind.PAUSE: NP_("ChartDecisionKind", "Planned pause"),
        ChartDecisionKind.EXCLUSION: NP_("ChartDecisionKind", "Number left out"),
    },
    IdeaStatus: {
        IdeaStatus.IDEA: NP_("IdeaStatus", "Idea"),
        IdeaStatus.TESTING: NP_("IdeaStatus", "Being tested"),
        IdeaStatus.ADOPTED: NP_("IdeaStatus", "Adopted"),
        IdeaStatus.PRACTICE: NP_("IdeaStatus", "In practice"),
        IdeaStatus.ABANDONED: NP_("IdeaStatus", "Put away"),
    },
    Decision: {
        Decision.ADOPT: NP_("Decision", "Adopt"),
        Decision.ADAPT: NP_("Decision", "Adapt"),
        Decision.ABANDON: NP_("Decision", "Abandon"),
    },
    CycleStage: {
        CycleStage.PLAN: NP_("CycleStage", "Plan"),
        CycleStage.DO: NP_("CycleStage", "Do"),
        CycleStage.STUDY: NP_("CycleStage", "Study"),
        CycleStage.ACT: NP_("CycleStage", "Act"),
        CycleStage.DONE: NP_("CycleStage", "Done"),
    },
    VerdictCode: {
        VerdictCode.NO_DATA: NP_("VerdictCode", "no numbers yet"),
        VerdictCode.TOO_EARLY: NP_("VerdictCode", "too early to say"),
        VerdictCode.WORSENING: NP_("VerdictCode", "got worse"),
        VerdictCode.HELD: NP_("VerdictCode", "aim reached and held"),
        VerdictCode.REACHED: NP_("VerdictCode", "aim reached, not held yet"),
        VerdictCode.IMPROVEMENT: NP_("VerdictCode", "got better"),
        VerdictCode.UNDIRECTED_CHANGE: NP_("VerdictCode", "change without a clear direction"),
        VerdictCode.NO_SIGNAL: NP_("VerdictCode", "no clear change"),
    },
    Caution: {
        Caution.MISSING: NP_("Caution", "numbers are missing"),
        Caution.STOCK: NP_("Caution", "many of the same are counted each time"),
        Caution.PHASES: NP_("Caution", "divided into periods"),
        Caution.HIDDEN: NP_("Caution", "numbers hidden for privacy"),
    },
    ImportRole: {
        ImportRole.DATE: NP_("ImportRole", "Date"),
        ImportRole.NUMERATOR: NP_("ImportRole", "Numerator"),
        ImportRole.DENOMINATOR: NP_("ImportRole", "Denominator"),
        ImportRole.VALUE: NP_("ImportRole", "Value"),
        ImportRole.COMMENT: NP_("ImportRole", "Comment"),
        ImportRole.PHASE: NP_("ImportRole", "New period begins"),
        ImportRole.FREEZE: NP_("ImportRole", "Belongs to the starting point"),
        ImportRole.STRATUM: NP_("ImportRole", "Group"),
        ImportRole.IGNORE: NP_("ImportRole", "Do not use"),
    },
    TableLayout: {
        TableLayout.ROWS: NP_("TableLayout", "One row for each period"),
        TableLayout.COLUMNS: NP_("TableLayout", "The periods side by side"),
        TableLayout.GROUPS: NP_("TableLayout", "One row for each period, one column for each group"),
        TableLayout.NAMED: NP_("TableLayout", "One row for each number, with its name in a column"),
    },
    DateOrder: {
        DateOrder.DAY_FIRST: NP_("DateOrder", "Day first (31.12.2026)"),
        DateOrder.MONTH_FIRST: NP_("DateOrder", "Month first (12/31/2026)"),
        DateOrder.YEAR_FIRST: NP_("DateOrder", "Year first (2026-12-31)"),
    },
}

_DIMENSION_PHRASES: Mapping[Dimension, tuple[str, str]] = {
    Dimension.EFFECTIVE: NP_("Good services …", "are effective"),
    Dimension.SAFE: NP_("Good services …", "are safe and secure"),
    Dimension.INVOLVING: NP_("Good services …", "involve users and give them influence"),
    Dimension.COORDINATED: NP_("Good services …", "are coordinated, with continuity"),
    Dimension.RESOURCEFUL: NP_("Good services …", "make good use of resources"),
    Dimension.FAIR: NP_("Good services …", "are accessible and fairly distributed"),
}

_FREQUENCY_PHRASES: Mapping[Frequency, tuple[str, str]] = {
    Frequency.EVENT: NP_("Proportion, …", "per event"),
    Frequency.DAY: NP_("Proportion, …", "per day"),
    Frequency.WEEK: NP_("Proportion, …", "per week"),
    Frequency.FORTNIGHT: NP_("Proportion, …", "per fortnight"),
    Frequency.MONTH: NP_("Proportion, …", "per month"),
    Frequency.QUARTER: NP_("Proportion, …", "per quarter"),
    Frequency.TERTIAL: NP_("Proportion, …", "per tertial"),
    Frequency.HALF_YEAR: NP_("Proportion, …", "per half-year"),
    Frequency.SCHOOL_YEAR: NP_("Proportion, …", "per school year"),
    Frequency.YEAR: NP_("Proportion, …", "per year"),
}

_DECISION_BUTTONS: Mapping[Decision, tuple[str, str]] = {
    Decision.ADOPT: NP_("button", "Adopt"),
    Decision.ADAPT: NP_("button", "Adapt"),
    Decision.ABANDON: NP_("button", "Put away"),
}

_UNITS: Mapping[ValueType, tuple[str, str] | None] = {
    ValueType.PROPORTION: NP_("unit", "%"),
    ValueType.COUNT: None,
    ValueType.DAYS: NP_("unit", "days"),
    ValueType.NUMBER: None,
}


def label(member: StrEnum, words: Words) -> str:
    """The member's name on the screen."""
    return words.pgettext(*_LABELS[type(member)][member])


def has_label(member: StrEnum) -> bool:
    """Whether the member belongs to the vocabulary."""
    return type(member) in _LABELS


def choices(members: type[StrEnum], words: Words) -> list[tuple[str, str]]:
    """(value, label) of every member in the vocabulary's order, as a form's select or radio list takes them."""
    return [(member.value, label(member, words)) for member in members]


def dimension_phrase(dimension: Dimension, words: Words) -> str:
    """What follows "Good services …": "er virkningsfulle"."""
    return words.pgettext(*_DIMENSION_PHRASES[dimension])


def frequency_phrase(frequency: Frequency, words: Words) -> str:
    """How often, inside a line: "per måned"."""
    return words.pgettext(*_FREQUENCY_PHRASES[frequency])


def decision_button(decision: Decision, words: Words) -> str:
    """The decision as a command on a button: "Innfør", "Juster", "Legg bort"."""
    return words.pgettext(*_DECISION_BUTTONS[decision])


def unit_for(value_type: ValueType, words: Words) -> str:
    """The unit shown after a value when the measure has none of its own; empty for plain counts and numbers."""
    unit = _UNITS[value_type]
    return words.pgettext(*unit) if unit else ""
