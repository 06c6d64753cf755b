"""The colours of the style sheet reach the contrast they promise, in the light and in the dark."""

import re
from pathlib import Path

import pytest

from qi_tracker.charts.process import PACKAGE
from qi_tracker.charts.theme import Colour

CSS = PACKAGE / "static" / "css"
TEXT, LINE = 4.5, 3.0
SURFACES = (
    "--ds-color-neutral-background-default",
    "--ds-color-neutral-background-tinted",
    "--ds-color-neutral-surface-default",
    "--ds-color-neutral-surface-tinted",
)
DARK = "prefers-color-scheme: dark"


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" as WCAG 2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def tokens(sheet: Path, *, dark: bool) -> dict[str, str]:
    """The custom properties of a style sheet that hold a colour, as they are in the light or in the dark."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    light, _, after = text.partition("@media")
    blocks = [light]
    if dark:
        blocks += [part for part in after.split("@media") if DARK in part.partition("{")[0]]
    return {name: value for block in blocks for name, value in re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block)}


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_lines_are_seen_on_every_surface(dark: bool) -> None:
    chart, theme = tokens(CSS / "charts.css", dark=dark), tokens(CSS / "theme.css", dark=dark)
    surfaces = [*(theme[name] for name in SURFACES), chart["--chart-band"], chart["--chart-within"]]
    for role in ("data", "reference", "signal"):
        colour = chart[f"--chart-{role}"]
        assert min(contrast(colour, surface) for surface in surfaces) >= max(TEXT, LINE), (role, dark)
    assert min(contrast(theme["--ds-color-neutral-text-default"], surface) for surface in surfaces) >= TEXT


@pytest.mark.parametrize("dark", [False, True])
def test_bars_of_different_outcome_are_told_apart_by_lightness(dark: bool) -> None:
    chart, theme = tokens(CSS / "charts.css", dark=dark), tokens(CSS / "theme.css", dark=dark)
    adopted, adapted = chart["--chart-reference"], chart["--chart-tried"]
    hollow = theme["--ds-color-neutral-background-default"]
    assert contrast(adopted, adapted) >= 1.7
    assert contrast(adapted, hollow) >= 2.5


def test_file_on_its_own_has_the_colours_of_the_light_page() -> None:
    chart = tokens(CSS / "charts.css", dark=False)
    for role in ("data", "reference", "signal", "grid", "tried", "band", "within"):
        assert chart[f"--chart-{role}"] == Colour[role.upper()].value, role


def test_every_role_has_its_classes() -> None:
    sheet = (CSS / "charts.css").read_text(encoding="utf-8")
    for role in Colour:
        name = role.name.lower()
        assert f"--chart-{name}:" in sheet
        if role is not Colour.GRID:
            assert f".chart-fill-{name} {{ fill: var(--chart-{name}); }}" in sheet
        assert f".chart-stroke-{name} {{ stroke: var(--chart-{name}); }}" in sheet


def test_pale_colour_would_be_seen() -> None:
    assert contrast("#0b5394", "#ffffff") == pytest.approx(7.838, abs=0.001)
    assert contrast("#a0c1e0", "#ffffff") < LINE
