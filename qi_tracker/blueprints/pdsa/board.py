"""The board of a project's PDSA cycles, by the stage each has come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can, requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.pdsa.routes import blueprint
from qi_tracker.blueprints.pdsa.telling import ENDPOINTS, NextThing, cycle_line, next_thing
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import NN_
from qi_tracker.models import PdsaCycle, Project
from qi_tracker.services.pdsa import cycles_of, is_under_way
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import CycleStage

_OPEN = NN_("%(n)s test under way or planned.", "%(n)s tests under way or planned.")


@dataclass(frozen=True, slots=True)
class Card:
    """A cycle that is not decided, with the one thing to do about it."""

    cycle: PdsaCycle
    line: str
    next_thing: NextThing | None


@dataclass(frozen=True, slots=True)
class Column:
    """The cycles at one stage, those that began first above."""

    stage: CycleStage
    heading: str
    cards: Sequence[Card]


@blueprint.get("/projects/<int:project_id>/pdsa/board")
@requires(Permission.VIEW_PROJECT)
def board(project: Project) -> Response:
    """What are we trying, and how far has each come?"""
    today, cycles = local_today(), cycles_of(project)
    undecided = [cycle for cycle in cycles if cycle.stage is not CycleStage.DONE]
    may_edit = can(Permission.EDIT_PROJECT, project)
    return render(
        "pdsa/board.html",
        project=project,
        may_edit=may_edit,
        line=_line(len(undecided)),
        columns=[_column(stage, undecided, may_edit, today) for stage in ENDPOINTS],
        decided=sorted(
            (cycle for cycle in cycles if cycle.stage is CycleStage.DONE),
            key=lambda cycle: (cycle.completed_at is not None, cycle.completed_at, cycle.id),
            reverse=True,
        ),
        has_cycles=bool(cycles),
    )


def _line(n_undecided: int) -> str:
    words = current_words()
    if n_undecided:
        return words.ngettext(*_OPEN, n_undecided)
    return words.gettext("You are not trying anything just now.")


def _column(stage: CycleStage, cycles: Sequence[PdsaCycle], may_edit: bool, today: date) -> Column:
    there = [cycle for cycle in cycles if _place(cycle, today) is stage]
    cards = [
        Card(cycle, cycle_line(cycle, today), next_thing(cycle, None, today) if may_edit else None) for cycle in there
    ]
    return Column(stage, label(stage, current_words()), cards)


def _place(cycle: PdsaCycle, today: date) -> CycleStage:
    """The column it stands in: what is planned and has not begun is still a plan."""
    if cycle.stage is CycleStage.DO and not is_under_way(cycle, today):
        return CycleStage.PLAN
    return cycle.stage
