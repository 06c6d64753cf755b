"""The board of effort and impact: where each idea stands, and the form that moves them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wtforms import HiddenField, SelectField
from wtforms.validators import Optional

from qi_tracker.blueprints.common.forms import BaseForm, options
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.ideas import quadrant_name
from qi_tracker.i18n.translate import NP_
from qi_tracker.method.ideas import LEAST, MOST, quadrant
from qi_tracker.models import ChangeIdea
from qi_tracker.services.change_ideas import Placement
from qi_tracker.vocabulary import IdeaStatus

SCALE = tuple(range(LEAST, MOST + 1))
# What the ends of a scale are called.
_ENDS = {LEAST: NP_("board", "%(step)s – little"), MOST: NP_("board", "%(step)s – much")}
_SEEN = re.compile(r"([1-5]?),([1-5]?)")


class BoardForm(BaseForm):
    """Effort and impact of each idea on the board; its fields are made for a project's ideas."""

    keeps_draft = False


@dataclass(frozen=True, slots=True)
class BoardRow:
    """An idea on the board or beside it. `number` stands on its card and in the table."""

    number: int
    idea: ChangeIdea
    effort: int | None
    impact: int | None
    place: str
    fields: Mapping[str, SelectField]


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One square. `corner` is what the corner of the board it is the outermost of is called."""

    effort: int
    impact: int
    kind: str
    corner: str
    rows: Sequence[BoardRow]


def on_board(ideas: Sequence[ChangeIdea]) -> Sequence[ChangeIdea]:
    """Those that are still to be chosen between: what was put away is not."""
    return [idea for idea in ideas if idea.status is not IdeaStatus.ABANDONED]


def board_form(ideas: Sequence[ChangeIdea]) -> BoardForm:
    """A form with two lists for each idea, and where it stood when the form was made."""
    words, fields = current_words(), dict[str, object]()
    steps = [("", words.pgettext("board", "Not placed")), *((str(step), _step_name(step)) for step in SCALE)]
    for idea in ideas:
        for name, value in (("effort", idea.effort), ("impact", idea.impact)):
            fields[f"{name}_{idea.id}"] = SelectField(
                name, [Optional()], choices=options(steps), default=str(value or ""), validate_choice=True
            )
        fields[f"seen_{idea.id}"] = HiddenField(default=f"{idea.effort or ''},{idea.impact or ''}")
    form: BoardForm = type("_BoardForm", (BoardForm,), fields)()
    return form


def _step_name(step: int) -> str:
    return current_words().pgettext(*_ENDS[step], step=step) if step in _ENDS else str(step)


def placements(form: BoardForm, ideas: Sequence[ChangeIdea]) -> Sequence[Placement]:
    """Where each idea is wanted."""
    found = []
    for idea in ideas:
        seen = _SEEN.fullmatch(form[f"seen_{idea.id}"].data or "")
        if seen is not None:
            effort, impact = (_step(form[f"{name}_{idea.id}"].data) for name in ("effort", "impact"))
            found.append(Placement(idea.id, (_step(seen[1]), _step(seen[2])), effort, impact))
    return found


def _step(typed: str | None) -> int | None:
    return int(typed) if typed else None


def board_rows(form: BoardForm, ideas: Sequence[ChangeIdea]) -> Sequence[BoardRow]:
    """The ideas as the form has them: also what was chosen and could not be saved."""
    words, rows = current_words(), []
    for number, idea in enumerate(ideas, start=1):
        fields = {name: form[f"{name}_{idea.id}"] for name in ("effort", "impact")}
        effort, impact = (_step(each.data) for each in fields.values())
        corner = quadrant(effort, impact)
        place = quadrant_name(corner, words) if corner is not None else ""
        rows.append(BoardRow(number, idea, effort, impact, place, fields))
    return rows


def board_cells(rows: Sequence[BoardRow]) -> Sequence[Sequence[BoardCell]]:
    """The squares, row by row from much impact to little, each row from little effort to much."""
    words, ends = current_words(), {(LEAST, MOST), (MOST, MOST), (LEAST, LEAST), (MOST, LEAST)}
    lines = []
    for impact in reversed(SCALE):
        line = []
        for effort in SCALE:
            corner = quadrant(effort, impact)
            name = quadrant_name(corner, words) if corner is not None and (effort, impact) in ends else ""
            here = [row for row in rows if (row.effort, row.impact) == (effort, impact)]
            line.append(BoardCell(effort, impact, corner.value if corner is not None else "", name, here))
        lines.append(line)
    return lines
