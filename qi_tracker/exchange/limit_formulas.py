"""How each chart's centre line and limits are computed, in a line of symbols and words. In full: METHODS.md."""

from collections.abc import Mapping

from qi_tracker.i18n.translate import N_
from qi_tracker.vocabulary import ChartKind

CENTRES: Mapping[ChartKind, str] = {
    ChartKind.RUN: N_("median of the base points"),
    ChartKind.I: N_("mean of the base points"),
    ChartKind.MR: N_("mean of the moving ranges"),
    ChartKind.I_PRIME: N_("weighted mean, Σ(y·n)/Σn"),
    ChartKind.XBAR: N_("weighted mean, Σ(n·mean)/Σn"),
    ChartKind.S: N_("pooled standard deviation of the subgroups"),
    ChartKind.C: N_("mean of the base points"),
    ChartKind.U: N_("all events over all units, Σy/Σn"),
    ChartKind.U_PRIME: N_("all events over all units, Σy/Σn"),
    ChartKind.P: N_("all numerators over all denominators, Σy/Σn"),
    ChartKind.P_PRIME: N_("all numerators over all denominators, Σy/Σn"),
    ChartKind.T: N_("mean of y^(1/3.6), brought back by ^3.6"),
    ChartKind.G: N_("median of the base points"),
}

LIMITS: Mapping[ChartKind, str] = {
    ChartKind.RUN: N_("none; the run rules alone are used"),
    ChartKind.I: N_("mean ± 3 · average moving range / 1.128"),
    ChartKind.MR: N_("0 and 3.267 · mean moving range"),
    ChartKind.I_PRIME: N_("mean ± 3 · s̄/√n, s̄ from the moving ranges"),
    ChartKind.XBAR: N_("mean ± 3 · S / (c4(n)·√n)"),
    ChartKind.S: N_("S · (1 ± 3·√(1 − c4(n)²)/c4(n)), not below 0"),
    ChartKind.C: N_("centre ± 3·√centre, not below 0"),
    ChartKind.U: N_("centre ± 3·√(centre/n), not below 0"),
    ChartKind.U_PRIME: N_("centre ± 3·σ_z·√(centre/n), not below 0"),
    ChartKind.P: N_("centre ± 3·√(centre(1 − centre)/n), within 0 and 1"),
    ChartKind.P_PRIME: N_("centre ± 3·σ_z·√(centre(1 − centre)/n), within 0 and 1"),
    ChartKind.T: N_("an I chart of y^(1/3.6), brought back by ^3.6, not below 0"),
    ChartKind.G: N_("mean ± 3·√(mean·(mean + 1)), not below 0"),
}
