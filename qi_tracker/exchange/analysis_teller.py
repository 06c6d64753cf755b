"""`Teller`: a report with the reader's words and numbers, and the sentences that its text and its chart share."""

from dataclasses import dataclass

from qi_tracker.analysis.result import ChartPoint
from qi_tracker.exchange.analysis_report import Report
from qi_tracker.i18n.formats import MAX_DECIMALS, decimals_for, join_list, number, period_label, value
from qi_tracker.i18n.telling import MeasureFacts
from qi_tracker.i18n.translate import Words

_FINER = 2
_MOST_DAYS_NAMED = 4


@dataclass(frozen=True, slots=True)
class Teller:
    """A report, and the reader's words."""

    report: Report
    words: Words

    @property
    def decimals(self) -> int:
        """Of lines and medians: finer than the numbers, so that one can check them."""
        return decimals_for([point.value for point in self.report.result.points]) + _FINER

    def n(self, value: float | None, decimals: int | None = None) -> str:
        """The number; "–" where there is none."""
        places = self.decimals if decimals is None else decimals
        return "–" if value is None else number(value, self.words.language, places)

    def with_unit(self, plotted: float | None) -> str:
        """The number with the unit of the report."""
        return "–" if plotted is None else value(plotted, self.report.unit, self.words.language, self.decimals)

    def difference(self, plotted: float) -> str:
        """A distance between two values, with its unit: shares are so many percentage points apart."""
        unit = self.words.gettext("percentage points") if self.report.unit == "%" else self.report.unit
        return value(plotted, unit, self.words.language, self.decimals)

    def percent(self, share: float) -> str:
        """A chance in per cent."""
        return value(100 * share, "%", self.words.language, 1)


def outside_sentence(report: Report, words: Words) -> str | None:
    """That points lie outside the limits, and which; None when none does. A signal of its own beside the verdict."""
    outside = report.outside
    if not outside:
        return None
    named = [_period(point, report, words) for point in outside[:_MOST_DAYS_NAMED]]
    if len(outside) > _MOST_DAYS_NAMED:
        named[-1:] = [words.gettext("%(number)s more", number=len(outside) - _MOST_DAYS_NAMED + 1)]
    return words.ngettext(
        "%(n)s point outside the limits (%(periods)s): look for what was special.",
        "%(n)s points outside the limits (%(periods)s): look for what was special.",
        len(outside),
        periods=join_list(named, words.language),
    )


def outside_count(report: Report, words: Words) -> str | None:
    """How many points lie outside the limits, in a few words; None when none does."""
    n_outside = len(report.outside)
    if not n_outside:
        return None
    return words.ngettext("%(n)s point outside the limits.", "%(n)s points outside the limits.", n_outside)


def measure_facts(report: Report) -> MeasureFacts:
    """What the verdict's sentences need to know."""
    return MeasureFacts(
        name=report.name,
        unit=report.unit,
        decimals=min(decimals_for([point.value for point in report.result.points]), MAX_DECIMALS),
        frequency=report.frequency,
        direction=report.direction,
    )


def _period(point: ChartPoint, report: Report, words: Words) -> str:
    return period_label(point.date, report.frequency, words.language, short=True)
