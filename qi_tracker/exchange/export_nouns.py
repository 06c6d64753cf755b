"""The tables of a download: one entry for each noun, with its list of columns. A new field is a new column here."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from qi_tracker.exchange.export_columns import (
    Column,
    Holds,
    Noun,
    Seen,
    id_column,
    project_columns,
    rows_inside,
    same_column,
)
from qi_tracker.exchange.export_team_nouns import (
    DOCUMENT_LINKS,
    MEETING_DECISIONS,
    MEETINGS,
    STAKEHOLDERS,
    STARS,
)
from qi_tracker.i18n.translate import NP_
from qi_tracker.models import Pause, Person
from qi_tracker.services.exports import ChartDecision, TakenAlong
from qi_tracker.vocabulary import (
    Calculation,
    ChartDecisionKind,
    ChartKind,
    ContextState,
    CycleScale,
    CycleStage,
    Decision,
    Direction,
    Frequency,
    IdeaStatus,
    Level,
    MeasureKind,
    ProjectNature,
    ProjectPhase,
    ProjectRole,
    ProjectStatus,
    ValueType,
    VerdictCode,
)

_MEASURE: Final = NP_("column", "Measure")
_DIMENSIONS: Final = NP_("column", "Quality dimensions")


def _name(person: Person | None) -> str:
    return person.name if person is not None else ""


_OF_MEASURE: Final = (
    *project_columns(lambda row: row.measure.project),
    id_column("measure_id", lambda row: row.measure_id),
    Column("measure", _MEASURE, Holds.TEXT, lambda row: row.measure.name),
)

_PROJECTS: Final = Noun(
    "projects",
    NP_("sheet", "Projects"),
    (
        id_column("id", lambda project: project.id, is_wider=True),
        Column(
            "organization_number",
            NP_("column", "Municipality number"),
            Holds.CODE,
            lambda project: project.organization.number,
            is_wider=True,
        ),
        Column(
            "organization",
            NP_("column", "Organisation"),
            Holds.TEXT,
            lambda project: project.organization.name,
            is_wider=True,
        ),
        Column("title", NP_("column", "Project"), Holds.TEXT, lambda project: project.title, is_wider=True),
        Column(
            "unit",
            NP_("column", "Unit of the organisation"),
            Holds.TEXT,
            lambda project: project.unit.name if project.unit else "",
            is_wider=True,
        ),
        Column(
            "phase",
            NP_("column", "Phase"),
            Holds.CHOICE,
            lambda project: project.phase,
            choices=ProjectPhase,
            is_wider=True,
        ),
        Column("status", NP_("column", "Status"), Holds.CHOICE, lambda project: project.status, ProjectStatus),
        Column("nature", NP_("column", "Kind of work"), Holds.CHOICE, lambda project: project.nature, ProjectNature),
        Column("levels", NP_("column", "Levels"), Holds.CHOICES, lambda project: project.levels, Level),
        same_column("challenge", NP_("column", "The state of things at the start")),
        same_column("lesson", NP_("column", "What was learnt")),
        same_column("what_matters", NP_("column", "What matters to those it is about")),
        same_column("legal_basis", NP_("column", "Legal duty or guideline")),
        same_column("strategy_areas", NP_("column", "Areas of the strategy"), Holds.TEXTS),
    ),
    lambda taken: [*((each, True) for each in taken.projects), *((each, False) for each in taken.others)],
)

_PEOPLE: Final = Noun(
    "people",
    NP_("sheet", "People"),
    (
        *project_columns(lambda member: member.project),
        Column("name", NP_("column", "Name"), Holds.TEXT, lambda member: member.person.name),
        Column("role", NP_("column", "Role"), Holds.CHOICE, lambda member: member.role, ProjectRole),
    ),
    rows_inside(lambda taken: taken.people),
)

_AIMS: Final = Noun(
    "aims",
    NP_("sheet", "Aims"),
    (
        id_column("id", lambda aim: aim.id, is_wider=True),
        *project_columns(lambda aim: aim.project, is_wider=True),
        Column("statement", NP_("column", "Aim"), Holds.TEXT, lambda aim: aim.statement, is_wider=True),
        id_column("measure_id", lambda aim: aim.measure_id),
        Column("measure", _MEASURE, Holds.TEXT, lambda aim: aim.measure.name if aim.measure else ""),
        same_column("from_value", NP_("column", "From"), Holds.NUMBER),
        same_column("to_value", NP_("column", "To"), Holds.NUMBER),
        Column(
            "unit",
            NP_("column", "Counted in"),
            Holds.TEXT,
            lambda aim: aim.measure.unit if aim.measure else aim.unit,
        ),
        same_column("by", NP_("column", "By when"), Holds.DAY),
        Column("dimensions", _DIMENSIONS, Holds.DIMENSIONS, lambda aim: aim.dimensions, is_wider=True),
    ),
    lambda taken: [*((each, True) for each in taken.aims), *((each, False) for each in taken.others_aims)],
)


def _measure_rows(taken: TakenAlong) -> Iterator[Seen]:
    """Each measure with its summary and the names of what it is computed from."""
    names = {measure.id: measure.name for measure in taken.measures}
    return (
        ((measure, taken.summaries.get(measure.id), names, measure.id in taken.closed), True)
        for measure in taken.measures
    )


def _plan(key: str, heading: tuple[str, str], holds: Holds = Holds.TEXT) -> Column:
    return Column(key, heading, holds, lambda row: getattr(row[0], key))


def _says(row: Any) -> VerdictCode | None:
    return VerdictCode(row[1].wider["code"]) if row[1] is not None else None


_MEASURES: Final = Noun(
    "measures",
    NP_("sheet", "Measures"),
    (
        id_column("id", lambda row: row[0].id),
        *project_columns(lambda row: row[0].project),
        _plan("name", _MEASURE),
        Column("kind", NP_("column", "Kind of measure"), Holds.CHOICE, lambda row: row[0].kind, MeasureKind),
        Column("says", NP_("column", "What the numbers say"), Holds.CHOICE, _says, VerdictCode),
        Column("value_type", NP_("column", "Kind of number"), Holds.CHOICE, lambda row: row[0].value_type, ValueType),
        _plan("unit", NP_("column", "Counted in")),
        Column(
            "direction", NP_("column", "Which way is better"), Holds.CHOICE, lambda row: row[0].direction, Direction
        ),
        Column("frequency", NP_("column", "How often"), Holds.CHOICE, lambda row: row[0].frequency, Frequency),
        Column("chart", NP_("column", "Chart"), Holds.CHOICE, lambda row: row[0].chart, ChartKind),
        _plan("target", NP_("column", "Target"), Holds.NUMBER),
        _plan("target_on", NP_("column", "Target reached by"), Holds.DAY),
        _plan("definition", NP_("column", "What is counted")),
        _plan("inclusion", NP_("column", "Who and what is included")),
        _plan("exclusion", NP_("column", "Who and what is left out")),
        _plan("sampling", NP_("column", "Sample")),
        _plan("source", NP_("column", "Source of the numbers")),
        _plan("due_after_days", NP_("column", "Working days until the number is due"), Holds.WHOLE),
        _plan("is_stock", NP_("column", "Many of the same are counted each time"), Holds.TRUTH),
        Column("owner", NP_("column", "Looked after by"), Holds.TEXT, lambda row: _name(row[0].owner)),
        Column("collector", NP_("column", "Numbers entered by"), Holds.TEXT, lambda row: _name(row[0].collector)),
        Column("stand_in", NP_("column", "Stand-in"), Holds.TEXT, lambda row: _name(row[0].stand_in)),
        _plan("strata", NP_("column", "Groups"), Holds.TEXTS),
        _plan("dimensions", _DIMENSIONS, Holds.DIMENSIONS),
        Column(
            "numbers_left_out",
            NP_("column", "Numbers left out: only some in the project see them"),
            Holds.TRUTH,
            lambda row: row[3],
        ),
        Column(
            "calculation", NP_("column", "Calculated as"), Holds.CHOICE, lambda row: row[0].calculation, Calculation
        ),
        Column(
            "numerator_measure",
            NP_("column", "Calculated from"),
            Holds.TEXT,
            lambda row: row[2].get(row[0].numerator_measure_id, ""),
        ),
        Column(
            "denominator_measure",
            NP_("column", "Divided by"),
            Holds.TEXT,
            lambda row: row[2].get(row[0].denominator_measure_id, ""),
        ),
    ),
    _measure_rows,
)


def _number_rows(taken: TakenAlong) -> Iterator[Seen]:
    """In long form: a row for each period and group."""
    return (((measure, number), True) for measure in taken.measures for number in taken.numbers.get(measure.id, ()))


def _number(key: str, heading: tuple[str, str], holds: Holds) -> Column:
    return Column(key, heading, holds, lambda row: getattr(row[1], key))


_NUMBERS: Final = Noun(
    "numbers",
    NP_("sheet", "Numbers"),
    (
        *project_columns(lambda row: row[0].project),
        id_column("measure_id", lambda row: row[0].id),
        Column("measure", _MEASURE, Holds.TEXT, lambda row: row[0].name),
        _number("period", NP_("column", "First day of the period"), Holds.DAY),
        _number("stratum", NP_("column", "Group"), Holds.TEXT),
        _number("numerator", NP_("column", "Numerator"), Holds.NUMBER),
        _number("denominator", NP_("column", "Denominator"), Holds.NUMBER),
        _number("value", NP_("column", "Value"), Holds.NUMBER),
        Column("unit", NP_("column", "Counted in"), Holds.TEXT, lambda row: row[0].unit),
        _number("is_unavailable", NP_("column", "Has no number"), Holds.TRUTH),
        _number("comment", NP_("column", "Comment"), Holds.TEXT),
    ),
    _number_rows,
)


def _first_day(decision: ChartDecision) -> Any:
    for name in ("starts_on", "until", "period"):
        if hasattr(decision, name):
            return getattr(decision, name)
    raise TypeError(type(decision))


_CHART_DECISIONS: Final = Noun(
    "chart_decisions",
    NP_("sheet", "Decisions about charts"),
    (
        *_OF_MEASURE,
        Column(
            "kind",
            NP_("column", "What was decided"),
            Holds.CHOICE,
            lambda row: ChartDecisionKind(type(row).__name__.lower()),
            ChartDecisionKind,
        ),
        Column("day", NP_("column", "Day"), Holds.DAY, _first_day),
        Column("last_day", NP_("column", "Last day"), Holds.DAY, lambda row: getattr(row, "ends_on", None)),
        Column(
            "is_yearly",
            NP_("column", "Every year"),
            Holds.TRUTH,
            lambda row: row.is_yearly if isinstance(row, Pause) else None,
        ),
        Column("reason", NP_("column", "Reason"), Holds.TEXT, lambda row: getattr(row, "reason", "")),
    ),
    rows_inside(lambda taken: taken.chart_decisions),
)

_NOTES: Final = Noun(
    "notes",
    NP_("sheet", "Notes"),
    (
        *_OF_MEASURE,
        same_column("happened_on", NP_("column", "Day"), Holds.DAY),
        same_column("text", NP_("column", "Note")),
    ),
    rows_inside(lambda taken: taken.notes),
)

_IDEAS: Final = Noun(
    "ideas",
    NP_("sheet", "Change ideas"),
    (
        id_column("id", lambda idea: idea.id),
        *project_columns(lambda idea: idea.project),
        same_column("title", NP_("column", "Change idea")),
        same_column("description", NP_("column", "Description")),
        Column("status", NP_("column", "Status"), Holds.CHOICE, lambda idea: idea.status, IdeaStatus),
        Column("owner", NP_("column", "Looked after by"), Holds.TEXT, lambda idea: _name(idea.owner)),
        Column("dimensions", _DIMENSIONS, Holds.DIMENSIONS, lambda idea: idea.dimensions),
    ),
    rows_inside(lambda taken: taken.ideas),
)


def _cycle_rows(taken: TakenAlong) -> Iterator[Seen]:
    """With the measure that the numbers are of, where they are for who takes this along; else without both."""
    seen = {measure.id: measure for measure in taken.measures if measure.id not in taken.closed}
    return (((cycle, seen.get(cycle.measure_id or 0)), True) for cycle in taken.cycles)


def _cycle(key: str, heading: tuple[str, str], holds: Holds = Holds.TEXT) -> Column:
    return Column(key, heading, holds, lambda row: getattr(row[0], key))


def _cycle_number(key: str, heading: tuple[str, str]) -> Column:
    return Column(key, heading, Holds.NUMBER, lambda row: getattr(row[0], key) if row[1] is not None else None)


_CYCLES: Final = Noun(
    "cycles",
    NP_("sheet", "PDSA cycles"),
    (
        id_column("id", lambda row: row[0].id),
        *project_columns(lambda row: row[0].change_idea.project),
        id_column("idea_id", lambda row: row[0].change_idea_id),
        Column("idea", NP_("column", "Change idea"), Holds.TEXT, lambda row: row[0].change_idea.title),
        _cycle("number", NP_("column", "Cycle number"), Holds.WHOLE),
        Column("stage", NP_("column", "Stage"), Holds.CHOICE, lambda row: row[0].stage, CycleStage),
        Column("scale", NP_("column", "How many it is tried with"), Holds.CHOICE, lambda row: row[0].scale, CycleScale),
        _cycle("question", NP_("column", "Question")),
        _cycle("plan", NP_("column", "What is tried")),
        _cycle("place", NP_("column", "Where and with whom")),
        _cycle("data_plan", NP_("column", "Which data tell")),
        _cycle("prediction", NP_("column", "What was predicted")),
        _cycle("predicted_at", NP_("column", "Predicted at"), Holds.MOMENT),
        _cycle("locked_prediction", NP_("column", "Predicted when it began")),
        _cycle("begun_at", NP_("column", "Begun at"), Holds.MOMENT),
        Column("measure", _MEASURE, Holds.TEXT, lambda row: row[1].name if row[1] is not None else ""),
        _cycle_number("predicted_value", NP_("column", "Number predicted")),
        _cycle_number("locked_value", NP_("column", "Number predicted when it began")),
        _cycle_number("observed_value", NP_("column", "Number observed")),
        _cycle("starts_on", NP_("column", "Starts on"), Holds.DAY),
        _cycle("ends_on", NP_("column", "Ends on"), Holds.DAY),
        Column("owner", NP_("column", "Looked after by"), Holds.TEXT, lambda row: _name(row[0].owner)),
        _cycle("result", NP_("column", "What happened")),
        _cycle("comparison", NP_("column", "Compared with the prediction")),
        Column("decision", NP_("column", "Decision"), Holds.CHOICE, lambda row: row[0].decision, Decision),
        _cycle("next_step", NP_("column", "Next step")),
        _cycle("completed_at", NP_("column", "Completed at"), Holds.MOMENT),
    ),
    _cycle_rows,
)

_TASKS: Final = Noun(
    "tasks",
    NP_("sheet", "Tasks"),
    (
        id_column("id", lambda task: task.id),
        *project_columns(lambda task: task.project),
        same_column("title", NP_("column", "Task")),
        Column("owner", NP_("column", "Who does it"), Holds.TEXT, lambda task: _name(task.owner)),
        same_column("due_on", NP_("column", "By when"), Holds.DAY),
        same_column("done_at", NP_("column", "Done at"), Holds.MOMENT),
        same_column("is_milestone", NP_("column", "Milestone"), Holds.TRUTH),
        Column(
            "idea",
            NP_("column", "From the change idea"),
            Holds.TEXT,
            lambda task: task.change_idea.title if task.change_idea else "",
        ),
        Column(
            "cycle",
            NP_("column", "From the PDSA cycle"),
            Holds.TEXT,
            lambda task: task.pdsa_cycle.name if task.pdsa_cycle else "",
        ),
        Column(
            "meeting",
            NP_("column", "From the meeting on"),
            Holds.DAY,
            lambda task: task.meeting.held_on if task.meeting else None,
        ),
    ),
    rows_inside(lambda taken: taken.tasks),
)

# Where it comes from stands beside every number.
_CONTEXT: Final = Noun(
    "context",
    NP_("sheet", "Background numbers"),
    (
        id_column("series_id", lambda value: value.context_series_id),
        *project_columns(lambda value: value.series.project),
        Column("title", NP_("column", "Background numbers"), Holds.TEXT, lambda value: value.series.title),
        Column("counted", NP_("column", "What is counted"), Holds.TEXT, lambda value: value.series.counted),
        same_column("period", NP_("column", "Period begins"), Holds.DAY),
        same_column("label", NP_("column", "Period")),
        same_column("value", NP_("column", "Value"), Holds.NUMBER),
        Column("unit", NP_("column", "Unit"), Holds.TEXT, lambda value: value.series.unit),
        Column("state", NP_("column", "In the source"), Holds.TEXT, lambda value: value.state, ContextState),
        same_column("is_preliminary", NP_("column", "Preliminary"), Holds.TRUTH),
        same_column("place_code", NP_("column", "Municipality number"), Holds.CODE),
        Column("source", NP_("column", "Source"), Holds.TEXT, lambda value: value.series.source),
        Column("table_code", NP_("column", "Table"), Holds.CODE, lambda value: value.series.table_code),
        Column("licence", NP_("column", "Licence"), Holds.TEXT, lambda value: value.series.licence),
        Column(
            "updated_on",
            NP_("column", "Updated by the source"),
            Holds.DAY,
            lambda value: value.series.source_updated_on,
        ),
        Column("fetched_on", NP_("column", "Fetched"), Holds.DAY, lambda value: value.series.fetched_on),
    ),
    rows_inside(lambda taken: taken.context),
)

# In the order of the sheets.
NOUNS: Final[Sequence[Noun]] = (
    _PROJECTS,
    _AIMS,
    _PEOPLE,
    _MEASURES,
    _NUMBERS,
    _CHART_DECISIONS,
    _NOTES,
    _IDEAS,
    _CYCLES,
    _TASKS,
    STAKEHOLDERS,
    DOCUMENT_LINKS,
    MEETINGS,
    MEETING_DECISIONS,
    STARS,
    _CONTEXT,
)
# What a measure's own file has.
NOUNS_OF_MEASURE: Final[Sequence[Noun]] = (_MEASURES, _NUMBERS, _CHART_DECISIONS, _NOTES)
# The one table of a single text file.
LONG_FORM: Final = _NUMBERS
