"""A program: migrates, and is killed after its n-th statement; run by `test_upgrade.py` and by `prove`.

`python -m tests.migrations.killed_upgrade` reads one JSON object a line: `instance`, `urls` (owner's and app's, or
null) and `statement` (0: not killed). Each is done in a child of its own, for which one line is written: how many
statements it came to, or that it was killed.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from qi_tracker.migrations.runner import migrate
from tests.databases import settings_for


def _kill_after(statement: int) -> list[int]:
    done = [0]

    def count(*_: Any) -> None:
        done[0] += 1
        if done[0] == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)
    return done


def _migrate(order: dict[str, Any]) -> int:
    done = _kill_after(order["statement"])
    urls = order["urls"]
    migrate(settings_for(Path(order["instance"]), (urls[0], urls[1]) if urls else None))
    return done[0]


def main() -> None:
    """Obey until there are no more orders."""
    for line in sys.stdin:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writer, str(_migrate(json.loads(line))).encode())
            os._exit(0)
        os.close(writer)
        _, status = os.waitpid(child, 0)
        with os.fdopen(reader) as told:
            statements = told.read()
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print(json.dumps({"killed": killed, "statements": int(statements or 0)}), flush=True)


if __name__ == "__main__":
    main()
