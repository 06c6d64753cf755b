"""The five marks and the progress of a project, as its page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.marks import MarkText, mark_text
from qi_tracker.i18n.progress import progress_number, progress_text
from qi_tracker.method.marks import Lack, Mark, MarkFound, next_mark
from qi_tracker.method.progress import VALUES
from qi_tracker.models import Measure, PdsaCycle, Project
from qi_tracker.services.marks import method_marks, suggested_progress
from qi_tracker.services.measures import measures_of
from qi_tracker.services.pdsa import cycles_of
from qi_tracker.services.summaries import local_today


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cycle or a measure that a mark rests on: its name, its page, and when."""

    name: str
    href: str
    when: str


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark with what it rests on; `href` is where to do what would meet it."""

    mark: Mark
    is_met: bool
    text: MarkText
    evidence: list[Evidence]
    href: str


@dataclass(frozen=True, slots=True)
class ShownMarks:
    """The five, and the one to work towards."""

    marks: list[ShownMark]
    n_met: int
    next: ShownMark | None


@dataclass(frozen=True, slots=True)
class ShownProgress:
    """What the data suggest, and what the team says instead with its reason; both empty while it follows the data."""

    suggested: str
    said: str
    reason: str


def shown_marks(project: Project) -> ShownMarks:
    """The marks in the reader's language."""
    found = method_marks(project, local_today())
    teller = _Teller(
        project,
        {cycle.id: cycle for cycle in cycles_of(project)},
        {measure.id: measure for measure in measures_of(project)},
    )
    upcoming = next_mark(found)
    marks = [teller.mark(each) for each in found]
    return ShownMarks(
        marks=marks,
        n_met=sum(each.is_met for each in found),
        next=marks[found.index(upcoming)] if upcoming is not None else None,
    )


def shown_progress(project: Project) -> ShownProgress | None:
    """How far the work has come; None where the organisation does not use the scale."""
    if not project.organization.uses_progress_scale:
        return None
    words = current_words()
    said = progress_number(project.progress, words) if project.progress is not None else ""
    for step, value in VALUES.items():
        if value == project.progress:
            said = progress_text(step, words)
    return ShownProgress(
        progress_text(suggested_progress(project, local_today()), words), said, project.progress_reason
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    project: Project
    cycles: Mapping[int, PdsaCycle]
    measures: Mapping[int, Measure]

    def mark(self, found: MarkFound) -> ShownMark:
        evidence = [self._cycle(self.cycles[key]) for key in found.cycles]
        evidence += [self._measure(self.measures[key]) for key in found.measures]
        text = mark_text(found, self._lacking(found), current_words())
        return ShownMark(found.mark, found.is_met, text, evidence, self._place_to_do(found))

    def _cycle(self, cycle: PdsaCycle) -> Evidence:
        language = current_language()
        when = (
            formats.date_range(cycle.starts_on, cycle.ends_on, language)
            if cycle.ends_on is not None
            else formats.date_long(cycle.starts_on, language)
        )
        return Evidence(_name_of(cycle), url_for("pdsa.show", cycle_id=cycle.id), when)

    def _measure(self, measure: Measure) -> Evidence:
        name = f"«{formats.within_quotes(measure.name)}»"
        return Evidence(name, url_for("measures.show", measure_id=measure.id), "")

    def _lacking(self, found: MarkFound) -> str:
        if found.lacking is None:
            return ""
        if found.mark is Mark.OVER_TIME:
            return f"«{formats.within_quotes(self.measures[found.lacking].name)}»"
        return _name_of(self.cycles[found.lacking])

    def _place_to_do(self, found: MarkFound) -> str:
        """Where the one thing is done: at the cycle or measure itself, else where a new one is made."""
        if found.lack is Lack.NO_SECOND and found.lacking is not None:
            return self._for_team("pdsa.create", idea_id=self.cycles[found.lacking].change_idea_id)
        if found.lack is Lack.NO_MEASURE:
            return self._for_team("measures.create", project_id=self.project.id)
        if found.mark is Mark.OVER_TIME and found.lacking is not None:
            return url_for("measures.show", measure_id=found.lacking)
        if found.lacking is not None and not found.after:
            return url_for("pdsa.show", cycle_id=found.lacking)
        return url_for("change_ideas.index", project_id=self.project.id)

    def _for_team(self, endpoint: str, **values: Any) -> str:
        return url_for(endpoint, **values) if can(Permission.EDIT_PROJECT, self.project) else ""


def _name_of(cycle: PdsaCycle) -> str:
    title = formats.within_quotes(cycle.change_idea.title)
    return current_words().pgettext("marks", "cycle %(number)s of «%(idea)s»", number=cycle.number, idea=title)
