"""What a screen reader reads of a measure is what docs/screen-reader-walk.md says, and reads well."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.screen_reader import COMMAND, WALK, walk_of_chart

# Signs that are skipped or called something odd.
UNREADABLE = "·→↑↓✓•…"


def test_chart_is_read_as_the_walk_says(browser: Browser, tmp_path: Path) -> None:
    kept = WALK.read_text(encoding="utf-8")
    assert walk_of_chart(browser, tmp_path) == kept, f"Read what has changed, then run: {COMMAND}"


def test_walk_reads_well() -> None:
    _, text, _ = WALK.read_text(encoding="utf-8").split("```")
    lines = [line.strip().removeprefix("• ") for line in text.splitlines()[1:]]
    signs = [line for line in lines if any(sign in line for sign in UNREADABLE) and not line.startswith("… og ")]
    assert signs == []
    assert [line for line, following in zip(lines, lines[1:], strict=False) if line == following] == []
    assert sum(line.startswith("overskrift nivå 1: ") for line in lines) == 1
    assert sum(line.startswith("bilde: ") for line in lines) == 1
