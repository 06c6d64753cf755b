"""Registry: chart kind → the function that computes its lines. A new chart family is one module and one entry here."""

from collections.abc import Callable, Mapping, Sequence

from qi_tracker.analysis.limits.counts import c_lines, u_lines, u_prime_lines
from qi_tracker.analysis.limits.individuals import i_lines, i_prime_lines, mr_lines, ranges_as_values
from qi_tracker.analysis.limits.measurements import deviations_as_values, s_lines, xbar_lines
from qi_tracker.analysis.limits.proportions import p_lines, p_prime_lines
from qi_tracker.analysis.limits.rare_events import g_lines, t_lines
from qi_tracker.analysis.limits.run import run_lines
from qi_tracker.analysis.limits.stretch import Lines, Stretch
from qi_tracker.analysis.subgroups import Subgroup
from qi_tracker.vocabulary import ChartKind

VALUES_OF_CHART: Mapping[ChartKind, Callable[[Sequence[Subgroup]], Sequence[Subgroup]]] = {
    ChartKind.MR: ranges_as_values,
    ChartKind.S: deviations_as_values,
}
"""Charts that plot something else than the value of each subgroup: what they make of the subgroups of one phase."""

HAS_RUN_RULES = frozenset(ChartKind) - {ChartKind.MR}
"""Successive moving ranges share a point, so runs of them are longer than chance: the run rules say nothing of them."""

LINES_OF_CHART: Mapping[ChartKind, Callable[[Stretch], Lines]] = {
    ChartKind.RUN: run_lines,
    ChartKind.I: i_lines,
    ChartKind.MR: mr_lines,
    ChartKind.I_PRIME: i_prime_lines,
    ChartKind.XBAR: xbar_lines,
    ChartKind.S: s_lines,
    ChartKind.C: c_lines,
    ChartKind.U: u_lines,
    ChartKind.U_PRIME: u_prime_lines,
    ChartKind.P: p_lines,
    ChartKind.P_PRIME: p_prime_lines,
    ChartKind.T: t_lines,
    ChartKind.G: g_lines,
}
