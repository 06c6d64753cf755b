"""What a report of one measure says, whatever it is written as."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qi_tracker.charts.client import Chart, ChartView
from qi_tracker.charts.describe import ChartDescription, describe
from qi_tracker.charts.key import MarkEntry, mark_entries
from qi_tracker.charts.text import MarkKind
from qi_tracker.i18n.labels import frequency_phrase, label
from qi_tracker.i18n.targets import target_by
from qi_tracker.i18n.translate import NP_, Words
from qi_tracker.i18n.verdicts import VerdictText
from qi_tracker.models import Measure

_SEPARATOR = " · "

_NAME = NP_("report", "Measure")
_PROJECT = NP_("report", "Project")
_ORGANIZATION = NP_("report", "Organisation")
_DEFINITION = NP_("report", "What is counted")
_UNIT = NP_("report", "Counted in")
_FREQUENCY = NP_("report", "How often")
_DIRECTION = NP_("report", "Which way is better")
_TARGET = NP_("report", "Target")
_SOURCE = NP_("report", "Source of the numbers")
SAYS = NP_("report", "What the chart says")
NOT_SAID = NP_("report", "What the chart does not say")


@dataclass(frozen=True, slots=True)
class MeasureReport:
    """One measure's chart, what it says and what it does not say, and what is known about its numbers.

    `facts` are labels with texts, for those who were not there when the measure was made.
    """

    name: str
    chart: Chart
    shown: ChartDescription
    verdict: VerdictText
    words: Words
    facts: tuple[tuple[str, str], ...] = ()
    annotations: tuple[MarkEntry, ...] = ()
    cycles: tuple[MarkEntry, ...] = ()


def measure_report(measure: Measure, unit: str, chart: Chart, verdict: VerdictText, words: Words) -> MeasureReport:
    """The report of a measure, in the language of its chart. For those who may see the numbers."""
    owned = replace(chart, text=replace(chart.text, source=source_line(measure, words)))
    return MeasureReport(
        name=measure.name,
        chart=owned,
        shown=describe(owned.result, owned.text, owned.marks),
        verdict=verdict,
        facts=tuple((words.pgettext(*name), text) for name, text in _facts(measure, unit, words) if text),
        annotations=mark_entries(owned.marks, MarkKind.ANNOTATION),
        cycles=mark_entries(owned.marks, MarkKind.CYCLE),
        words=words,
    )


def source_line(measure: Measure, words: Words) -> str:
    """Whose numbers these are: project, organisation, and where the numbers come from."""
    source = words.pgettext("report", "Source: %(source)s", source=measure.source) if measure.source else ""
    return _SEPARATOR.join(filter(None, (measure.project.title, measure.project.organization.name, source)))


def _facts(measure: Measure, unit: str, words: Words) -> Iterator[tuple[tuple[str, str], str]]:
    yield _NAME, measure.name
    yield _PROJECT, measure.project.title
    yield _ORGANIZATION, measure.project.organization.name
    yield _DEFINITION, measure.definition
    yield _UNIT, unit
    yield _FREQUENCY, frequency_phrase(measure.frequency, words)
    yield _DIRECTION, label(measure.direction, words)
    if measure.target is not None:
        yield _TARGET, target_by(measure.target, unit, measure.target_on, words)
    yield _SOURCE, measure.source


def facts_and_verdict(report: MeasureReport) -> tuple[tuple[str, str], ...]:
    """The facts with what the chart says, for a file that has no headings of its own."""
    verdict, words = report.verdict, report.words
    says = " ".join((*verdict.cautions, verdict.headline))
    return (*report.facts, (words.pgettext(*SAYS), says), (words.pgettext(*NOT_SAID), verdict.not_said))


def plain_text(view: ChartView, verdict: VerdictText, source: str) -> str:
    """The chart as text for a mail or a minute: what it says, what it does not say, and its description."""
    said = "\n".join((*verdict.cautions, verdict.headline, verdict.not_said))
    described = "\n".join((view.title, view.subtitle, view.description))
    return "\n\n".join((said, described, source))
