"""Registry: chart kind → the function that computes its lines. A new chart family is one module and one entry here."""

from collections.abc import Callable, Mapping

from qi_tracker.analysis.limits.run import run_lines
from qi_tracker.analysis.limits.stretch import Lines, Stretch
from qi_tracker.vocabulary import ChartKind

LINES_OF_CHART: Mapping[ChartKind, Callable[[Stretch], Lines]] = {
    ChartKind.RUN: run_lines,
}
