"""`Renderer`: asks the drawing child and keeps what it drew. Knows neither Altair nor what a chart is."""

import hashlib
import logging
import time
import weakref
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Final

from qi_tracker.charts.cache import DEFAULT_MAX_BYTES, DrawingCache
from qi_tracker.charts.process import FONT_FOLDER, ChildGone, DrawingChild, child_command
from qi_tracker.charts.request import DrawRequest, Picture, Request, SheetRequest, to_json
from qi_tracker.charts.wire import DrawingFormat, Order, Reply
from qi_tracker.errors import RenderingFailed

_LOG = logging.getLogger(__name__)

# The first drawing waits for the child to start, which takes one to two seconds on a small machine.
DEFAULT_TIMEOUT_SECONDS: Final = 10.0

# A request that hung twice is not tried again for a while, so that one chart cannot stop the others.
_SECONDS_TO_REST: Final = 60.0

# Two charts in a row without a living child: it cannot start here. A list of thirty must not try thirty times.
_FAILURES_BEFORE_REST: Final = 2
_SECONDS_ALL_REST: Final = 15.0

# A child may be killed while it draws, and the next one while it starts. One that hangs takes all its time: twice that.
_TRIES: Final = 3
_HANGS: Final = 2
_NAME_LETTERS: Final = 12

# How a whole file of each kind ends.
_ENDS: Final = {
    DrawingFormat.SVG: b"</svg>",
    DrawingFormat.FILE: b"</svg>",
    DrawingFormat.PNG: b"IEND\xaeB`\x82",
    DrawingFormat.PDF: b"%%EOF",
}


class _ChildSlot:
    """The place of the one child: filled when it is needed, emptied for good when the renderer goes."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._child: DrawingChild | None = None
        self._is_closed = False

    def usable(self) -> DrawingChild:
        """The running child, started now if need be."""
        if self._is_closed:
            raise ChildGone("the renderer is closed")
        if self._child is None or not self._child.is_usable:
            self.empty()
            self._child = DrawingChild(self._command)
        return self._child

    def empty(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def close(self) -> None:
        """End the child and start no other; a drawing that is waited for fails at once."""
        self._is_closed = True
        self.empty()

    @property
    def pid(self) -> int | None:
        """Process id of the running child; None when there is none."""
        child = self._child
        return child.pid if child is not None and child.is_usable else None


class Renderer:
    """Draws charts in a child process of its own, one at a time, and keeps them on disk. Thread-safe.

    The child starts with the first drawing, or with `start`. When it dies or hangs, a new one is asked again. It ends
    with the renderer, with the process, or with the pipe.
    """

    def __init__(
        self,
        cache_folder: Path,
        *,
        timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
        max_cache_bytes: int = DEFAULT_MAX_BYTES,
        command: Sequence[str] | None = None,
    ) -> None:
        self._cache = DrawingCache(cache_folder, max_cache_bytes)
        self._timeout_seconds = timeout_seconds
        self._lock = Lock()
        self._slot = _ChildSlot(tuple(command or child_command()))
        self._resting: dict[str, float] = {}
        self._failed_in_a_row = 0
        self._all_rest_until = 0.0
        self.close = weakref.finalize(self, self._slot.close)

    def svg(self, request: Picture) -> str:
        """The drawing as SVG for a page: no styles, no scripts, ids that no other drawing has.

        Raises
        ------
        RenderingFailed
            If the child gave no drawing.
        """
        return self._drawing(DrawingFormat.SVG, request).decode()

    def png(self, request: DrawRequest) -> bytes:
        """The same picture as `svg_file`'s, in twice as many pixels. Raises as `svg` does."""
        return self._drawing(DrawingFormat.PNG, request)

    def svg_file(self, request: DrawRequest) -> bytes:
        """The drawing as an SVG that stands alone: with heading and key, on white, and described. Raises as `svg`."""
        return self._drawing(DrawingFormat.FILE, request)

    def pdf(self, request: SheetRequest) -> bytes:
        """The document as tagged PDF. Raises as `svg` does."""
        return self._drawing(DrawingFormat.PDF, request)

    def start(self) -> None:
        """Start the child now, so that the first drawing need not wait for it. Returns at once."""
        with self._lock:
            self._slot.usable()

    @property
    def child_pid(self) -> int | None:
        """Process id of the running child; None when there is none."""
        return self._slot.pid

    def _drawing(self, kind: DrawingFormat, request: Request) -> bytes:
        content = to_json(request)
        digest = hashlib.sha256(f"{code_version()}\n{kind}\n{content}".encode()).hexdigest()
        name = f"{digest}.{kind}"
        kept = self._kept(name, kind)
        if kept is not None:
            return kept
        with self._lock:
            kept = self._kept(name, kind)
            if kept is not None:
                return kept
            drawn = self._drawn(Order(kind, f"c{digest[:_NAME_LETTERS]}", content), digest)
            self._cache.write(name, drawn)
            return drawn

    def _kept(self, name: str, kind: DrawingFormat) -> bytes | None:
        """From the cache, unless a power cut left half of it."""
        content = self._cache.read(name)
        return content if content and content.endswith(_ENDS[kind]) else None

    def _drawn(self, order: Order, digest: str) -> bytes:
        self._refuse_resting(digest)
        reply = self._answer(order)
        if reply is not None and reply.is_drawn:
            return reply.content
        if reply is not None:
            _LOG.warning("the drawing child refused: %s", reply.content.decode("ascii", "replace"))
        self._resting[digest] = time.monotonic() + _SECONDS_TO_REST
        raise RenderingFailed("rendering_failed")

    def _answer(self, order: Order) -> Reply | None:
        """The child's answer, from another child where that one fails; None when all do."""
        give_up = time.monotonic() + _HANGS * self._timeout_seconds
        for _ in range(_TRIES):
            if time.monotonic() >= give_up:
                break
            try:
                reply = Reply.from_bytes(self._slot.usable().ask(order.to_bytes(), self._timeout_seconds))
            except (ChildGone, OSError) as error:
                _LOG.warning("the drawing child gave no answer: %s", error)
                self._slot.empty()
            else:
                self._failed_in_a_row = 0
                return reply
        self._failed_in_a_row += 1
        if self._failed_in_a_row >= _FAILURES_BEFORE_REST:
            self._all_rest_until = time.monotonic() + _SECONDS_ALL_REST
        return None

    def _refuse_resting(self, digest: str) -> None:
        now = time.monotonic()
        self._resting = {key: until for key, until in self._resting.items() if until > now}
        if digest in self._resting or now < self._all_rest_until:
            raise RenderingFailed("rendering_failed")


@cache
def code_version() -> str:
    """A word that changes with what a drawing depends on beside its request: our code, the libraries, the fonts."""
    digest = hashlib.sha256(" ".join(map(version, ("altair", "vl-convert-python", "typst"))).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for path in sorted(FONT_FOLDER.glob("*.ttf")):
        digest.update(f"{path.name} {path.stat().st_size}".encode())
    return digest.hexdigest()
