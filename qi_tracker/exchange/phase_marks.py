"""Columns for phases and freezes (skift, frys) → which rows begin a phase, and where the base period ends."""

from collections.abc import Sequence

# Danish and Norwegian quality tables put a mark in one row; others name the phase in every row.
MARKS = frozenset({"x", "1", "ja", "yes", "true", "sann", "skift", "frys", "*", "✓"})
NO_MARKS = frozenset({"", "0", "nei", "nej", "no", "false", "usann", "-"})


def phase_starts(texts: Sequence[str]) -> frozenset[int]:
    """Places (from 0) of the rows that begin a new phase, from the phase column's texts in the order of the dates."""
    plain = [text.strip().casefold() for text in texts]
    if set(plain) <= MARKS | NO_MARKS and not set(plain).isdisjoint(NO_MARKS):
        changes = [at for at, text in enumerate(plain) if text in MARKS and (at == 0 or plain[at - 1] in NO_MARKS)]
    else:
        changes = _changes(plain)
    return frozenset(changes) - {0}


def last_frozen(texts: Sequence[str]) -> int | None:
    """Place (from 0) of the last row that is marked as frozen; None when none is."""
    return max((at for at, text in enumerate(texts) if text.strip().casefold() not in NO_MARKS), default=None)


def _changes(texts: Sequence[str]) -> list[int]:
    """Where another phase is named than before; a blank continues the phase."""
    changes = []
    current = ""
    for at, text in enumerate(texts):
        if text and text != current:
            changes.append(at)
            current = text
    return changes
