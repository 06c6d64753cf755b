"""A measure group by group: the same scale for all, in the team's own order. Never a league table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.analysis.chances import chance_of_any
from qi_tracker.analysis.constants import MIN_USEFUL_POINTS
from qi_tracker.analysis.result import ChartResult
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.chart_words import size_words
from qi_tracker.blueprints.common.charts import measure_text, message_of, pause_marks, renderer
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.measures.routes import blueprint
from qi_tracker.charts.client import Chart
from qi_tracker.charts.panel_views import KeyEntry, PanelView, group_views, key_of
from qi_tracker.errors import InvalidSeries
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import NP_
from qi_tracker.models import Measure
from qi_tracker.services.observations import observations_of
from qi_tracker.services.strata import Stratum, StratumOrder, charts_by_stratum, in_order
from qi_tracker.services.summaries import local_today
from qi_tracker.vocabulary import VerdictCode

_ORDERS: Mapping[StratumOrder, tuple[str, str]] = {
    StratumOrder.OWN: NP_("groups", "Own order"),
    StratumOrder.NAME: NP_("groups", "By name"),
    StratumOrder.LATEST: NP_("groups", "Latest number first"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """One group on the page: its panel, or why there is none."""

    name: str
    code: VerdictCode
    about: str
    panel: PanelView | None
    problem: str


@dataclass(frozen=True, slots=True)
class Groups:
    """The page. `orders` are (label, address, whether it is the one in use)."""

    groups: Sequence[Group]
    summary: str
    chance: str
    orders: Sequence[tuple[str, str, bool]]
    key: Sequence[KeyEntry]


@blueprint.get("/measures/<int:measure_id>/groups")
@requires(Permission.SEE_NUMBERS)
def show_groups(measure: Measure) -> Response:
    """Is it alike in all groups?"""
    strata = charts_by_stratum(measure, observations_of(measure), local_today())
    order = _order()
    return render("measures/show_groups.html", measure=measure, groups=_groups(measure, in_order(strata, order), order))


def _order() -> StratumOrder:
    asked = request.args.get("order", "")
    return next((order for order in StratumOrder if order.value == asked), StratumOrder.OWN)


def _groups(measure: Measure, strata: Sequence[Stratum], order: StratumOrder) -> Groups:
    results = {each.name: each.result for each in strata if isinstance(each.result, ChartResult)}
    charts = {each.name: _chart(measure, each, place) for place, each in enumerate(strata) if each.name in results}
    views = dict(zip(charts, group_views(renderer(), list(charts.values())), strict=True))
    return Groups(
        groups=[_group(each, views.get(each.name)) for each in strata],
        summary=_summary(list(results.values())),
        chance=_chance(list(results.values())),
        orders=_orders(measure, order),
        key=key_of(list(views.values())),
    )


def _chart(measure: Measure, stratum: Stratum, place: int) -> Chart:
    assert isinstance(stratum.result, ChartResult)
    title = message_of(measure, stratum.result, stratum.name)
    text = measure_text(measure, stratum.result, stratum.observations, title)
    return Chart(f"group-{place}", stratum.result, text, tuple(pause_marks(measure)))


def _group(stratum: Stratum, panel: PanelView | None) -> Group:
    words = current_words()
    if isinstance(stratum.result, InvalidSeries):
        return Group(stratum.name, VerdictCode.NO_DATA, "", None, error_sentence(stratum.result, words))
    return Group(stratum.name, stratum.result.verdict.code, size_words(stratum.result, words), panel, "")


def _summary(results: Sequence[ChartResult]) -> str:
    """How many groups have which verdict; which they are stands on the panels, so that none is ranked."""
    words = current_words()
    counts = Counter(result.verdict.code for result in results)
    said = [f"{label(code, words)}: {counts[code]}" for code in VerdictCode if counts[code]]
    return " · ".join(text[:1].upper() + text[1:] for text in said)


def _chance(results: Sequence[ChartResult]) -> str:
    """What looking at many charts does, where at least two can give a signal."""
    judged = [result for result in results if result.verdict.n_useful >= MIN_USEFUL_POINTS]
    if len(judged) < 2:
        return ""
    return current_words().gettext(
        "With %(groups)s groups, chance alone gives a signal in at least one of them about %(times)s times in 100, "
        "even when nothing has changed.",
        groups=len(judged),
        times=max(1, round(100 * chance_of_any(judged))),
    )


def _orders(measure: Measure, chosen: StratumOrder) -> list[tuple[str, str, bool]]:
    words = current_words()
    return [
        (
            words.pgettext(*said),
            url_for(".show_groups", measure_id=measure.id, order=None if order is StratumOrder.OWN else order.value),
            order is chosen,
        )
        for order, said in _ORDERS.items()
    ]
