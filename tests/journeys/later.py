"""`python -m tests.journeys.later DAYS …`: the program on a day to come; the rest is qi-tracker's command line.

The program has no setting for its clock, and needs none. Here the two functions that read it are given another one.
"""

import sys
from datetime import datetime, timedelta, tzinfo

from qi_tracker.cli import main
from qi_tracker.models import base
from qi_tracker.services import summaries


def move_clock(days: int) -> None:
    """Let every day and moment of this process be that many days later."""

    class LaterClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain datetime, as drivers expect
            return datetime.now(tz) + timedelta(days=days)

    for module in (base, summaries):
        module.datetime = LaterClock  # type: ignore[attr-defined]  # a name that they have imported


if __name__ == "__main__":
    move_clock(int(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
