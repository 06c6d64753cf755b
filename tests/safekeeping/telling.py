"""Who is told how far a backup has come."""

from qi_tracker.safekeeping.archive import Tell


def silent(_total: int) -> Tell:
    """Nobody."""
    return lambda _done: None
