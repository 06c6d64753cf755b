"""Whether two contestants found the same: a fast wrong answer is no answer."""

from collections.abc import Mapping
from math import isclose, isnan

from benchmarks.contestants.contestant import Answers

TOLERANCE = 1e-9


class Disagreement(Exception):
    """Our own answers are not those of the plain loop; there is nothing to race before that is mended."""


def differences(judge: Answers, found: Answers) -> Mapping[str, int]:
    """How many series each column differs in, of the columns and the series that both have."""
    return {
        name: sum(not _is_same(right, number) for right, number in zip(judge[name], column, strict=False))
        for name, column in found.items()
        if name in judge
    }


def require_agreement(judge: Answers, found: Answers, what: str) -> None:
    """Nothing differs, and nothing was left out.

    Raises
    ------
    Disagreement
        With the columns, and how many series differ.
    """
    wrong = {name: count for name, count in differences(judge, found).items() if count}
    lengths = {len(column) for column in found.values()}
    if wrong or not lengths or min(lengths) == 0:
        raise Disagreement(f"{what}: {wrong or 'no answers'}")


def _is_same(right: float, number: float) -> bool:
    return isclose(right, number, rel_tol=TOLERANCE) or (isnan(right) and isnan(number))
