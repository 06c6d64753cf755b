"""`python -m tests.durability.standby`: starts the program again and again without loading its modules each time.

Reads a line of JSON for each start from standard input, forks, and writes the number of the new process. That process
runs the program's own command line, or gunicorn's, and nothing else; it leads a process group of its own. When standard
input closes, all that was started is killed.
"""

import faulthandler
import json
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from gunicorn.app import wsgiapp

from qi_tracker.charts.renderer import Renderer
from qi_tracker.cli import main as qi_tracker
from tests.durability.planted import plant


def main() -> None:
    """Start what is asked for until nothing more is asked."""
    # Whoever ends is not waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    started = []
    for line in sys.stdin:
        sys.stdout.flush()
        process_id = os.fork()
        if process_id == 0:
            _become(json.loads(line))
        started.append(process_id)
        print(process_id, flush=True)
    for process_id in started:
        with suppress(ProcessLookupError):
            os.killpg(process_id, signal.SIGKILL)


def _become(wanted: dict[str, Any]) -> None:
    """Be the program from here on."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    with open(wanted["output"], "ab") as output, open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    # Whoever waits in vain for it may ask what it is doing.
    faulthandler.register(signal.SIGUSR1)
    os.environ.update(wanted["environment"])
    prepare(wanted["defect"])
    status: object = 1
    try:
        status = _gunicorn(wanted["arguments"]) if wanted["is_gunicorn"] else qi_tracker(wanted["arguments"])
    except SystemExit as ended:
        status = ended.code
    finally:
        os._exit(status if isinstance(status, int) else 1)


def prepare(defect: str) -> None:
    """No chart is looked at here, so the child that draws them, slow to start, is not started; plant the defect."""
    Renderer.start = lambda self: None  # type: ignore[method-assign]
    plant(defect)


def _gunicorn(arguments: list[str]) -> int:
    sys.argv = ["gunicorn", *arguments]
    wsgiapp.run(prog="gunicorn")
    return 0


if __name__ == "__main__":
    main()
