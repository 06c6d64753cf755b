"""Whether what was won is kept: the verdict from when the work was handed over beside the one of today."""

from qi_tracker.vocabulary import VerdictCode

# Each says more than the one before it.
_RANKS = (VerdictCode.IMPROVEMENT, VerdictCode.REACHED, VerdictCode.HELD)
# With these nothing can be said.
_UNKNOWN = frozenset({VerdictCode.NO_DATA, VerdictCode.TOO_EARLY})


def has_slipped(before: VerdictCode, now: VerdictCode) -> bool:
    """Whether an improvement no longer holds as it did: held is held, reached is reached or held, better is better.

    What was no improvement cannot slip, and numbers that say nothing (any more) are no proof that something has.
    """
    if before not in _RANKS or now in _UNKNOWN:
        return False
    return now not in _RANKS or _RANKS.index(now) < _RANKS.index(before)
