"""What any thing is called on a page, also one that lies in the bin: "oktober 2026 i «Barn med aktivitet»"."""

from collections.abc import Callable, Mapping

from flask import url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.pauses import pause_days
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.models import (
    Aim,
    Annotation,
    Base,
    CauseAnalysis,
    ChangeIdea,
    ContextSeries,
    DocumentLink,
    Driver,
    DriverLink,
    Exclusion,
    Freeze,
    HelpRequest,
    Import,
    Invitation,
    Measure,
    Meeting,
    MeetingDecision,
    Membership,
    Observation,
    Organization,
    Pause,
    PdsaCycle,
    Person,
    Phase,
    Project,
    ProjectMembership,
    Stakeholder,
    StarRound,
    Sustainment,
    Task,
    TenantRow,
    Unit,
    UnitLeadership,
)
from qi_tracker.services.dates import local_day
from qi_tracker.services.places import fetch, parent_of
from qi_tracker.services.projects import shortened


def name_of(thing: Base | TenantRow) -> str:
    """The thing's own name, without what kind of thing it is."""
    return _NAMES[type(thing)](thing)


def _measure_of(thing: TenantRow) -> Measure | None:
    parent = parent_of(thing)
    return parent if isinstance(parent, Measure) else None


def _in_measure(thing: TenantRow, name: str) -> str:
    measure = _measure_of(thing)
    if measure is None:
        return name
    return current_words().pgettext("history", "%(name)s in «%(measure)s»", name=name, measure=measure.name)


def _period(thing: Observation | Exclusion | Phase | Freeze) -> str:
    measure = _measure_of(thing)
    if isinstance(thing, Observation | Exclusion):
        day = thing.period
    else:
        day = thing.starts_on if isinstance(thing, Phase) else thing.until
    if measure is None:
        return formats.date_long(day, current_language())
    return formats.period_label(day, measure.frequency, current_language())


def _observation(thing: Observation) -> str:
    period = f"{_period(thing)} · {thing.stratum}" if thing.stratum else _period(thing)
    return _in_measure(thing, period)


def _import(thing: Import) -> str:
    words, n = current_words(), thing.n_added + thing.n_changed
    return _in_measure(thing, words.npgettext("history", "%(n)s number", "%(n)s numbers", n))


def _cycle(thing: PdsaCycle) -> str:
    idea = fetch(ChangeIdea, thing.change_idea_id)
    title = idea.title if isinstance(idea, ChangeIdea) else ""
    return current_words().pgettext("history", "%(number)s of «%(idea)s»", number=thing.number, idea=title)


def _leadership(thing: UnitLeadership) -> str:
    unit = fetch(Unit, thing.unit_id)
    name = unit.name if isinstance(unit, Unit) else ""
    return current_words().pgettext("history", "%(unit)s: %(person)s", unit=name, person=thing.person.name)


def _link_between(thing: DriverLink) -> str:
    """From what to what; what lies in the bin has no name here."""
    ends = (thing.change_idea or thing.from_driver or thing.from_aim, thing.to_driver or thing.to_aim)
    return " → ".join(name_of(end) if end is not None else "…" for end in ends)


_NAMES: Mapping[type[object], Callable[..., str]] = {
    Project: lambda thing: thing.title,
    ProjectMembership: lambda thing: thing.person.name,
    Aim: lambda thing: shortened(thing.statement),
    Measure: lambda thing: thing.name,
    Observation: _observation,
    Phase: lambda thing: _in_measure(thing, _period(thing)),
    Freeze: lambda thing: _in_measure(thing, _period(thing)),
    Exclusion: lambda thing: _in_measure(thing, _period(thing)),
    Pause: lambda thing: _in_measure(thing, pause_days(thing)),
    Annotation: lambda thing: shortened(thing.text),
    Import: _import,
    ChangeIdea: lambda thing: shortened(thing.title),
    PdsaCycle: _cycle,
    Task: lambda thing: shortened(thing.title),
    ContextSeries: lambda thing: shortened(thing.title),
    Stakeholder: lambda thing: shortened(thing.name),
    DocumentLink: lambda thing: shortened(thing.title),
    Driver: lambda thing: shortened(thing.title),
    DriverLink: _link_between,
    StarRound: lambda thing: formats.date_long(local_day(thing.created_at), current_language()),
    CauseAnalysis: lambda thing: shortened(thing.question),
    Sustainment: lambda thing: shortened(thing.project.title) if thing.project is not None else "",
    HelpRequest: lambda thing: shortened(thing.question),
    Meeting: lambda thing: formats.date_long(thing.held_on, current_language()),
    MeetingDecision: lambda thing: shortened(thing.text),
    Organization: lambda thing: thing.name,
    Membership: lambda thing: thing.person.name,
    Invitation: lambda thing: thing.note or thing.email or current_words().pgettext("history", "somebody"),
    Person: lambda thing: thing.name,
    Unit: lambda thing: thing.name,
    UnitLeadership: _leadership,
}


def is_closed(thing: TenantRow) -> bool:
    """Whether the thing lies under a measure whose numbers are for others than the reader."""
    measure = parent_of(thing)
    return isinstance(measure, Measure) and not can(Permission.SEE_NUMBERS, measure)


def page_of(thing: TenantRow) -> str:
    """The address of the page where a live thing is seen."""
    around: TenantRow | None = thing
    while around is not None:
        if type(around) in _PAGES:
            return _PAGES[type(around)](around)
        around = parent_of(around)
    return url_for("organizations.show", organization_id=thing.organization_id)


_PAGES: Mapping[type[object], Callable[..., str]] = {
    Aim: lambda thing: url_for("aims.show", aim_id=thing.id),
    Project: lambda thing: url_for("projects.show", project_id=thing.id),
    Measure: lambda thing: url_for("measures.show", measure_id=thing.id),
    PdsaCycle: lambda thing: url_for("pdsa.show", cycle_id=thing.id),
    ChangeIdea: lambda thing: url_for("change_ideas.show", idea_id=thing.id),
    Task: lambda thing: url_for("tasks.index", project_id=thing.project_id),
    Driver: lambda thing: url_for("drivers.index", project_id=thing.project_id),
    DriverLink: lambda thing: url_for("drivers.index", project_id=thing.project_id),
    ContextSeries: lambda thing: url_for("context.show", context_series_id=thing.id),
    CauseAnalysis: lambda thing: url_for("causes.show", cause_analysis_id=thing.id),
    Sustainment: lambda thing: url_for("causes.sustain", project_id=thing.project_id),
    Meeting: lambda thing: url_for("meetings.show", meeting_id=thing.id),
    StarRound: lambda thing: url_for("stars.show", star_round_id=thing.id),
    HelpRequest: lambda thing: url_for("help_requests.show", help_request_id=thing.id),
    Stakeholder: lambda thing: url_for("surroundings.index", project_id=thing.project_id),
    DocumentLink: lambda thing: (
        url_for("surroundings.index", project_id=thing.project_id)
        if thing.change_idea_id is None
        else url_for("change_ideas.show", idea_id=thing.change_idea_id)
    ),
}
