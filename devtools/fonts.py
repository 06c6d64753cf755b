"""Makes the fonts from inter-ui: a small variable WOFF2 for the pages, and the TTF files that the chart renderer needs.

The renderer reads no WOFF2. The ready Latin subset of inter-ui lacks the letters of the Sami languages, `≥` and arrows,
so the pages get a subset of our own; it is smaller too.
"""

import sys
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont

# Latin with Extended-A (Sami letters), spacing accents, punctuation, and the signs that pages and charts use.
CHARACTERS: Final = "".join(
    [
        *(
            chr(code)
            for first, last in ((0x20, 0x17F), (0x2B0, 0x2FF), (0x2010, 0x203F))
            for code in range(first, last + 1)
        ),
        "€™←↑→↓−∕≈≠≤≥✓▲▼●⅓μσ",
    ]
)
FEATURES: Final = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "frac"]
STATIC_WEIGHTS: Final = ("Regular", "SemiBold", "Bold")


def make_page_font(source: Path, target: Path) -> None:
    """One variable font with only the characters that are used here."""
    options = subset.Options()
    options.layout_features = FEATURES
    font = TTFont(source)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def make_renderer_font(source: Path, target: Path) -> None:
    """The same letters, unpacked."""
    font = TTFont(source)
    font.flavor = None
    font.save(target)


def main(inter: Path, folder: Path) -> None:
    """Make all fonts from the folder of inter-ui."""
    folder.mkdir(parents=True, exist_ok=True)
    make_page_font(inter / "variable" / "InterVariable.woff2", folder / "InterVariable.woff2")
    for weight in STATIC_WEIGHTS:
        make_renderer_font(inter / "web" / f"Inter-{weight}.woff2", folder / f"Inter-{weight}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
