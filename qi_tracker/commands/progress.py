"""How far a long command has come, on a terminal, once it has taken more than a second."""

from collections.abc import Callable
from types import TracebackType
from typing import Final, NoReturn, Self

from tqdm import tqdm

_SHOWN_AFTER_SECONDS: Final = 1


class ProgressBars:
    """One bar after the other: called with how many there are in all, it returns who is told of each portion."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None

    def __call__(self, total: int) -> Callable[[int], object]:
        """Begin the next stage."""
        self._close()
        self._bar = tqdm(total=total, delay=_SHOWN_AFTER_SECONDS, unit_scale=True, leave=False, disable=None)
        return self._bar.update

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
