"""The analysis beside other packages and beside what none can be faster than; who races whom is in `benchmarks/`."""

from collections.abc import Callable, Sequence

from benchmarks import report
from tests.prove.figures import Figure


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Every line of the race, run once."""
    how = f"median of {report.ROUNDS} rounds, each contestant in turn; lowest and highest in brackets"
    return [Figure("how", how), *(Figure(line.what, line.value) for line in report.measure(tell))]
