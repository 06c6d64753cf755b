"""What the page of a measure seen wider says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response

from qi_tracker.blueprints.common.charts import renderer
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.verdicts import ShownVerdict, wider_verdict
from qi_tracker.blueprints.common.wider import (
    WiderGroups,
    sees_numbers,
    waits_for_owner,
    why_nothing,
    why_so,
    wider_chart,
    wider_groups,
)
from qi_tracker.blueprints.measures.sharing import FORMATS, FileFormat
from qi_tracker.charts.client import ChartView, chart_view
from qi_tracker.models import Measure
from qi_tracker.services.summaries import summaries_of
from qi_tracker.services.wider_blocks import blocks_of
from qi_tracker.vocabulary import VerdictCode

# What the sheet of paper says is said on the page, which prints.
WIDER_FORMATS = {f"wider_{endpoint}": kind for endpoint, kind in FORMATS.items() if endpoint != "chart_pdf"}


@dataclass(frozen=True, slots=True)
class SeenWider:
    """What `measures/_wider.html` shows.

    `nothing` is why there is no chart, where there is none; `waits_for_owner` whether all of it is hidden until the
    owner says that there are many behind each number.
    """

    verdict: ShownVerdict
    chart: ChartView | None
    groups: WiderGroups | None
    why: Sequence[str]
    nothing: str
    waits_for_owner: bool
    file_formats: Mapping[str, FileFormat]


def seen_wider(measure: Measure) -> SeenWider:
    """What those see of the measure who do not see its numbers."""
    summary = summaries_of([measure]).get(measure.id)
    chart, verdict = wider_chart(measure, summary), wider_verdict(measure, summary)
    is_silent = chart is not None or verdict.code is VerdictCode.NO_DATA
    return SeenWider(
        verdict=verdict,
        chart=chart_view(renderer(), chart) if chart is not None else None,
        groups=wider_groups(measure, summary),
        why=why_so(measure, summary, measure.project.organization) if blocks_of(summary) else (),
        nothing="" if is_silent else why_nothing(measure, summary),
        waits_for_owner=waits_for_owner(measure),
        file_formats=WIDER_FORMATS,
    )


def wider_page(measure: Measure) -> Response:
    """The page; the only one of a measure for those outside its project."""
    return render(
        "measures/show_wider.html", measure=measure, wider=seen_wider(measure), sees_numbers=sees_numbers(measure)
    )
