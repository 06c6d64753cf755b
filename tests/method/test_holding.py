"""Whether an improvement holds, for every pair of verdicts."""

import pytest

from qi_tracker.method.holding import has_slipped
from qi_tracker.vocabulary import VerdictCode

_LOST = frozenset({VerdictCode.NO_SIGNAL, VerdictCode.WORSENING, VerdictCode.UNDIRECTED_CHANGE})
SLIPPED = {
    VerdictCode.HELD: _LOST | {VerdictCode.REACHED, VerdictCode.IMPROVEMENT},
    VerdictCode.REACHED: _LOST | {VerdictCode.IMPROVEMENT},
    VerdictCode.IMPROVEMENT: _LOST,
}


@pytest.mark.parametrize("before", VerdictCode)
def test_what_counts_as_slipped(before: VerdictCode) -> None:
    assert {now for now in VerdictCode if has_slipped(before, now)} == SLIPPED.get(before, frozenset())
