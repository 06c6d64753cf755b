"""`python -m tests.prove [name …]`: measure these parts, or all, and renew their sections of docs/evidence.md."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from devtools.places import ROOT
from tests.prove.figures import Part, page_with, section_of
from tests.prove.parts import PARTS

PAGE: Final = ROOT / "docs" / "evidence.md"


def main(names: Sequence[str], parts: Sequence[Part] = PARTS, page: Path = PAGE) -> int:
    """Measure and write; a name that no part has is refused before anything is measured."""
    known = [part.name for part in parts]
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    for number, part in enumerate(chosen := [part for part in parts if not names or part.name in names], 1):
        started = time.monotonic()
        print(f"[{number}/{len(chosen)}] {part.title}", flush=True)
        figures = part.measure(lambda what: print(f"    {what} …", flush=True))
        for figure in figures:
            print(f"    {figure.what}: {figure.value}")
        print(f"    {time.monotonic() - started:.0f} s", flush=True)
        # After each part, so that one that fails later does not take the earlier ones with it.
        before = page.read_text(encoding="utf-8") if page.exists() else ""
        page.parent.mkdir(parents=True, exist_ok=True)
        sections = {part.title: section_of(part, figures)}
        page.write_text(page_with(before, sections, [each.title for each in parts]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
