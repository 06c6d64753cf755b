"""Remembers what has been set up, so that a second start skips it in milliseconds.

A stamp is a file with the hash of all that a step depends on. Change a lock file, and the step is done again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from devtools.places import ROOT


@dataclass(frozen=True, slots=True)
class Stamp:
    """One step's memory: where it is kept, what the step depends on, and what it leaves behind."""

    file: Path
    sources: tuple[Path | str, ...]
    outputs: tuple[Path, ...] = ()

    def is_fresh(self) -> bool:
        """Whether the step was done, from these very sources, in this very folder."""
        return (
            self.file.is_file()
            and self.file.read_text() == self._digest()
            and all(out.exists() for out in self.outputs)
        )

    def set(self) -> None:
        """Remember that the step is done."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self._digest())

    def clear(self) -> None:
        """Forget the step, before it is begun: a half-done one must not pass for done."""
        self.file.unlink(missing_ok=True)

    def _digest(self) -> str:
        # The folder is part of it: an environment that was copied elsewhere points back to where it was made.
        return digest_of((str(ROOT), *self.sources))


def digest_of(sources: Iterable[Path | str]) -> str:
    """One hash of files' contents and words."""
    digest = hashlib.sha256()
    for source in sources:
        content = source.read_bytes() if isinstance(source, Path) else source.encode()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()
