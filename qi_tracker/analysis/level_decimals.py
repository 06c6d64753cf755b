"""How many decimals a level is written with, so that chart, verdict and table say one and the same number."""

from typing import Final

# A median of two typed numbers is exact but for the last bits of its binary form.
_EXACT: Final = 1e-6


def level_decimals(level: float, decimals: int) -> int:
    """Decimals of a median, a mean or a target among numbers that are written with `decimals`.

    One more when that is all it needs, as of the median 34.5 between 34 and 35; else as many as the numbers have.
    """
    finer = level * 10 ** (decimals + 1)
    is_exact_with_one_more = abs(finer - round(finer)) < _EXACT and round(finer) % 10 != 0
    return decimals + int(is_exact_with_one_more)
