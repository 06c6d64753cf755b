"""Choosing a ready indicator for a project: by theme, or by a word in what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import Blueprint, Response, redirect, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.dimensions import dimension_labels
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.typed_values import clean
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.labels import choices, label
from qi_tracker.indicators.indicator import Indicator
from qi_tracker.indicators.library import found_indicators
from qi_tracker.models import Measure, Project
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services.measures import measures_of
from qi_tracker.vocabulary import IndicatorTheme

LONGEST_QUERY: Final = 100

blueprint = Blueprint("indicators", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Card:
    """An entry, the labels of its dimensions, and the measures of the project that were made from it."""

    indicator: Indicator
    dimensions: Sequence[str]
    chosen: Sequence[Measure]


@blueprint.get("/projects/<int:project_id>/measures/ready")
@requires(Permission.EDIT_PROJECT)
def index(project: Project) -> Response:
    """Is there one that somebody has thought out already?"""
    theme, query = _asked_theme(), str(clean(request.args.get("q", "")) or "")[:LONGEST_QUERY]
    if contains_personal_number(query):
        # Neither searched for nor shown again: the page would have it in its own address.
        return redirect(url_for(".index", project_id=project.id, theme=theme), 303)  # type: ignore[return-value]  # werkzeug's base class
    found = found_indicators(theme, query, current_words())
    made = [measure for measure in measures_of(project) if measure.indicator]
    cards = [
        Card(each, dimension_labels(each.dimensions), [one for one in made if one.indicator == each.key])
        for each in found
    ]
    return render(
        "indicators/index.html",
        project=project,
        themes=choices(IndicatorTheme, current_words()),
        theme=theme,
        query=query,
        n_found=len(cards),
        groups=[
            (label(each, current_words()), list(some))
            for each, some in groupby(cards, lambda card: card.indicator.theme)
        ],
    )


def _asked_theme() -> IndicatorTheme | None:
    asked = request.args.get("theme", "")
    return IndicatorTheme(asked) if asked in list(IndicatorTheme) else None
