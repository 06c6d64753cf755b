"""Whether counts and proportions vary as chance has them do, or more, or less: what decides between P and P′."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt

from qi_tracker.analysis.constants import DISPERSION_DEVIATION, MIN_USEFUL_POINTS


class DispersionAdvice(StrEnum):
    """Which limits suit."""

    # Chance explains how the points vary.
    ORDINARY = "ordinary"
    # They vary more than that: ordinary limits are too narrow, and would call much special.
    OVERDISPERSED = "overdispersed"
    # They vary less: ordinary limits are too wide, as when the denominator counts the same people again.
    UNDERDISPERSED = "underdispersed"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Dispersion:
    """`ratio` is 1 where the points vary as chance has them do; None with fewer than ten."""

    ratio: float | None
    advice: DispersionAdvice


def dispersion_of(standardised: Sequence[float]) -> Dispersion:
    """How points vary that were standardised by what theory expects of them.

    Parameters
    ----------
    standardised
        (value − centre) / sigma of the base points; none missing.

    Returns
    -------
    Σz²/(n − 1), and whether it lies further from 1 than it does by chance in one of two hundred charts on either side.

    Source
    ------
    Spiegelhalter 2005, Quality and Safety in Health Care 14:347-351; the chi-square distribution by Wilson and Hilferty
    1931, Proceedings of the National Academy of Sciences 17:684-688.
    """
    n = len(standardised)
    if n < MIN_USEFUL_POINTS:
        return Dispersion(None, DispersionAdvice.TOO_FEW)
    freedom = n - 1
    ratio = fsum(z * z for z in standardised) / freedom
    # The cube root of a chi-square over its degrees of freedom is nearly normal.
    spread = sqrt(2 / (9 * freedom))
    deviation = (ratio ** (1 / 3) - (1 - spread**2)) / spread
    if deviation > DISPERSION_DEVIATION:
        return Dispersion(ratio, DispersionAdvice.OVERDISPERSED)
    advice = DispersionAdvice.UNDERDISPERSED if deviation < -DISPERSION_DEVIATION else DispersionAdvice.ORDINARY
    return Dispersion(ratio, advice)
