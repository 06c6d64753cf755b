"""The words of the field as enums. Labels in nb, nn and en live in `i18n/labels.py`; no sentence lives here."""

from enum import StrEnum
from typing import Final


class Language(StrEnum):
    """Målform og språk: what the reader has chosen."""

    BOKMAL = "nb"
    NYNORSK = "nn"
    ENGLISH = "en"


class OrganizationRole(StrEnum):
    """Rolle i kommunen."""

    ADMINISTRATOR = "administrator"
    LEADER = "leader"
    MEMBER = "member"
    # Personvernansvarlig: sees what is kept about whom, and why; no numbers.
    PRIVACY_OFFICER = "privacy_officer"
    # Gjest fra en annen virksomhet: sees the projects they take part in, and nothing else of the organisation.
    GUEST = "guest"


# Those who belong to the organisation. A guest has rights in the projects they take part in, and nowhere else.
BELONGING: Final = tuple(role for role in OrganizationRole if role is not OrganizationRole.GUEST)


class ProjectRole(StrEnum):
    """Rolle i et forbedringsprosjekt."""

    LEAD = "lead"
    MEMBER = "member"
    READER = "reader"


class ProjectStatus(StrEnum):
    """Om arbeidet er i gang."""

    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ARCHIVED = "archived"


class ProjectPhase(StrEnum):
    """Fase i Modell for kvalitetsforbedring. Going back is normal."""

    PREPARE = "prepare"
    PLAN = "plan"
    DO = "do"
    EVALUATE = "evaluate"
    FOLLOW_UP = "follow_up"


class ProjectNature(StrEnum):
    """Kompenserende, forebyggende eller bekjempende."""

    COMPENSATING = "compensating"
    PREVENTIVE = "preventive"
    COMBATING = "combating"


class Level(StrEnum):
    """Nivå tiltaket virker på: individ, familie, system, struktur."""

    INDIVIDUAL = "individual"
    FAMILY = "family"
    SYSTEM = "system"
    STRUCTURE = "structure"


class Dimension(StrEnum):
    """De seks kvalitetsdimensjonene, in their official order. An installation may add its own beside them."""

    EFFECTIVE = "effective"
    SAFE = "safe"
    INVOLVING = "involving"
    COORDINATED = "coordinated"
    RESOURCEFUL = "resourceful"
    FAIR = "fair"


class MeasureKind(StrEnum):
    """Indikatorens plass i familien: resultat, prosess, balanserende, tilbakemelding."""

    OUTCOME = "outcome"
    PROCESS = "process"
    BALANCING = "balancing"
    FEEDBACK = "feedback"


class ValueType(StrEnum):
    """What one number is: andel (teller/nevner), antall, or dager and other measurements."""

    PROPORTION = "proportion"
    COUNT = "count"
    DAYS = "days"
    NUMBER = "number"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Frequency(StrEnum):
    """How long one period is. A point is stored by its period's first day."""

    EVENT = "event"
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF_YEAR = "half_year"
    SCHOOL_YEAR = "school_year"
    YEAR = "year"


class ContextState(StrEnum):
    """Hva kilden viser i en celle av offisiell statistikk."""

    NUMBER = "number"
    # Kept back by the source: never 0, and never a gap.
    HIDDEN = "hidden"
    # The source has no number.
    MISSING = "missing"


class IndicatorTheme(StrEnum):
    """Tema i biblioteket av ferdige indikatorer: tjenesten, eller det livet handler om."""

    LEISURE = "leisure"
    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    NAV = "nav"
    HOUSING = "housing"
    FOOD = "food"
    CHILD_WELFARE = "child_welfare"
    HEALTH_CENTRE = "health_centre"
    COORDINATION = "coordination"
    PULSE = "pulse"


class PlanPart(StrEnum):
    """Parts of a måleplan, in the order in which a team comes to them and a sheet on the wall has them."""

    # Operasjonell definisjon.
    DEFINITION = "definition"
    # Hvem og hva som telles med, og hva som holdes utenfor.
    INCLUSION = "inclusion"
    # Utvalg.
    SAMPLING = "sampling"
    SOURCE = "source"
    # Hvem som legger inn tallene.
    COLLECTOR = "collector"
    STAND_IN = "stand_in"
    # Hvor ofte, og når tallet skal være inne.
    TIMING = "timing"
    PAUSES = "pauses"
    # Målverdi og innen når.
    TARGET = "target"
    # Opp eller ned, og bestand eller strøm.
    PATTERN = "pattern"
    # Gruppene tallene deles i.
    GROUPS = "groups"


class SchoolBreak(StrEnum):
    """Breaks of a Norwegian school year that few numbers come in: høstferie, juleferie, …, og fellesferien i juli."""

    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    WINTER = "winter"
    EASTER = "easter"
    SUMMER = "summer"
    JULY = "july"


class Calculation(StrEnum):
    """How a measure is computed from others, instead of being entered: forholdet mellom to, eller summen av grupper."""

    RATIO = "ratio"
    SUM_OF_STRATA = "sum_of_strata"


class ReminderChoice(StrEnum):
    """When somebody wants to be reminded by mail: med en gang, samlet én gang i uka, eller aldri."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"
    NONE = "none"


class ChartKind(StrEnum):
    """Diagramtype: run-diagram, or the control chart that suits what is measured (SPC-diagram)."""

    RUN = "run"
    # Single values, their moving ranges, and single values that rest on more or less.
    I = "i"  # noqa: E741  # the chart's name
    MR = "mr"
    I_PRIME = "i_prime"
    # Means and standard deviations of several measurements at a time.
    XBAR = "xbar"
    S = "s"
    # Counts, counts per unit, and the same when they vary more than counts by chance do.
    C = "c"
    U = "u"
    U_PRIME = "u_prime"
    # Proportions, and the same when they vary more than proportions by chance do.
    P = "p"
    P_PRIME = "p_prime"
    # Time and number of cases between rare events.
    T = "t"
    G = "g"


# Those whose line is the median of the numbers.
CHARTS_OF_MEDIANS = frozenset({ChartKind.RUN, ChartKind.G})


class ChartDecisionKind(StrEnum):
    """Valg om et diagram: ny periode, låst utgangspunkt, planlagt pause, utelatt tall."""

    PHASE = "phase"
    FREEZE = "freeze"
    PAUSE = "pause"
    EXCLUSION = "exclusion"


class IdeaStatus(StrEnum):
    """Where a change idea stands."""

    IDEA = "idea"
    TESTING = "testing"
    ADOPTED = "adopted"
    # I fast praksis: what everybody does now.
    PRACTICE = "practice"
    ABANDONED = "abandoned"


class Decision(StrEnum):
    """What a PDSA cycle ends with: innføre, justere, forkaste."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"


class CycleStage(StrEnum):
    """How far a PDSA cycle has come: planlegge, utføre, studere, korrigere, ferdig."""

    PLAN = "plan"
    DO = "do"
    STUDY = "study"
    ACT = "act"
    DONE = "done"


class CycleScale(StrEnum):
    """How many a PDSA cycle is tried with: from one user to all."""

    ONE = "one"
    FEW = "few"
    GROUP = "group"
    UNIT = "unit"
    ALL = "all"


class StakeholderKind(StrEnum):
    """What somebody is to the work: oppdragsgiver, brukerrepresentant, samarbeidspart, eller en det angår."""

    SPONSOR = "sponsor"
    USER_REPRESENTATIVE = "user_representative"
    PARTNER = "partner"
    CONCERNED = "concerned"


class DriverPlace(StrEnum):
    """Where a node of the driver diagram stands: beyond the aim (effekt for samfunnet), or leading to it."""

    IMPACT = "impact"
    PRIMARY = "primary"
    SECONDARY = "secondary"


class ChainStep(StrEnum):
    """Ledd i den logiske kjeden. KS' «resultat» is the output, near the activity; never the outcome."""

    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class StrategyArea(StrEnum):
    """Kapitlene i strategien «Like muligheter i oppveksten», in its order. An installation may add its own."""

    CARE = "care"
    HOUSING = "housing"
    EARLY_EDUCATION = "early_education"
    LEISURE = "leisure"
    HEALTH = "health"
    YOUTH = "youth"
    WORK = "work"
    KNOWLEDGE = "knowledge"
    COMMON_EFFORT = "common_effort"
    FOLLOW_UP = "follow_up"


class CauseTool(StrEnum):
    """How a team looked for causes: fem hvorfor, fiskebein, pareto, prosess-steg."""

    FIVE_WHYS = "five_whys"
    FISHBONE = "fishbone"
    PARETO = "pareto"
    PROCESS = "process"


class LeaderDecision(StrEnum):
    """What a leader answers a team that asks for help: fortsett, stopp, utvid, trenger mer."""

    CONTINUE = "continue"
    STOP = "stop"
    EXPAND = "expand"
    NEEDS_MORE = "needs_more"


class VerdictCode(StrEnum):
    """What the program says about one measure. Sentences: `i18n/verdicts.py`, order: `analysis/verdict.py`."""

    NO_DATA = "no_data"
    TOO_EARLY = "too_early"
    WORSENING = "worsening"
    HELD = "held"
    REACHED = "reached"
    IMPROVEMENT = "improvement"
    UNDIRECTED_CHANGE = "undirected_change"
    NO_SIGNAL = "no_signal"


class Caution(StrEnum):
    """What modifies the headline of a verdict."""

    MISSING = "missing"
    STOCK = "stock"
    PHASES = "phases"
    HIDDEN = "hidden"


class ImportRole(StrEnum):
    """What a column of a pasted or uploaded table holds."""

    DATE = "date"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    COMMENT = "comment"
    PHASE = "phase"
    FREEZE = "freeze"
    STRATUM = "stratum"
    IGNORE = "ignore"


class TableLayout(StrEnum):
    """How a table that is read is laid out."""

    # One row for each period.
    ROWS = "rows"
    # Periods side by side.
    COLUMNS = "columns"
    # One row for each period, one column for each group.
    GROUPS = "groups"
    # One row for each number; what it is a number of stands in a column.
    NAMED = "named"


class DateOrder(StrEnum):
    """Which part of a written date comes first."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


class RetentionKind(StrEnum):
    """Kinds of data that an organisation may give a time after which they are erased for good."""

    BIN = "bin"
    FINISHED_PROJECTS = "finished_projects"
    HISTORY = "history"
    ACCOUNTS = "accounts"


class DataKind(StrEnum):
    """What sort of data a column of the database holds, as a protocol of processing names it."""

    ACCOUNT = "account"
    SIGN_IN = "sign_in"
    ROLE = "role"
    COUNT = "count"
    TEXT = "text"
    HISTORY = "history"
    MAIL = "mail"
    UNSAVED = "unsaved"
    CONTEXT = "context"
    SETTING = "setting"
    TECHNICAL = "technical"


class DataSubject(StrEnum):
    """Whom data are about."""

    STAFF = "staff"
    SERVED = "served"
    ANYONE = "anyone"
    NOBODY = "nobody"


class DataPurpose(StrEnum):
    """What data are kept for."""

    IDENTIFY = "identify"
    COOPERATE = "cooperate"
    IMPROVE = "improve"
    ACCOUNT_FOR = "account_for"
    REMIND = "remind"
    RUN = "run"


class Keeping(StrEnum):
    """How long data are kept: by the organisation's own choice, or for a time that the program holds to."""

    WITH_PROJECT = "with_project"
    WITH_ACCOUNT = "with_account"
    IN_HISTORY = "in_history"
    WITH_ORGANIZATION = "with_organization"
    SESSIONS = "sessions"
    UPLOADS = "uploads"
    DRAFTS = "drafts"
    MAIL = "mail"
    REMINDERS = "reminders"
    INVITED_ADDRESSES = "invited_addresses"
    PASSWORD_RESETS = "password_resets"
    SIGN_IN_FAILURES = "sign_in_failures"
    FORM_KEYS = "form_keys"


class Viewer(StrEnum):
    """Those of whom an organisation must be able to say what they see."""

    PROJECT_LEAD = "project_lead"
    PROJECT_MEMBER = "project_member"
    PROJECT_READER = "project_reader"
    GUEST = "guest"
    LEADER = "leader"
    UNIT_LEADER = "unit_leader"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    OPERATOR = "operator"
    OUTSIDER = "outsider"


class Sight(StrEnum):
    """What there is to see of a project, from the least to the most."""

    OUTLINE = "outline"
    VERDICTS = "verdicts"
    WIDER = "wider"
    NUMBERS = "numbers"
    PRIVACY = "privacy"
