"""Runs one program and ends it, with its folder, as soon as whoever started this is gone, however it went.

Run by `tests/postgres.py`, by path: the standard library only, and quick to start.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from typing import Any

PATIENCE_SECONDS = 10


def main(folder: str, user_and_group: str, command: list[str]) -> int:
    """Keep the command running until standard input closes; `user_and_group` are two numbers, or nothing."""
    identity: dict[str, Any] = {}
    if user_and_group:
        user, group = map(int, user_and_group.split(":"))
        identity = {"user": user, "group": group, "extra_groups": []}
    with open(os.path.join(folder, "server.log"), "wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder, **identity)
    threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    status = server.wait()
    shutil.rmtree(folder, ignore_errors=True)
    return status


def _end_with_parent(server: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    # At once, without tidying up: nothing of it is kept. The server ends its own children.
    server.send_signal(signal.SIGQUIT if os.name == "posix" else signal.SIGTERM)
    try:
        server.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


if __name__ == "__main__":
    # A ^C on the terminal reaches this too; the one who started it decides when it is over.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    status = main(sys.argv[1], sys.argv[2], sys.argv[3:])
    # Not by sys.exit: when the server ends by itself, a thread still reads standard input.
    os._exit(status)
