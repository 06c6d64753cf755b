"""`python3 dev.py gallery [FOLDER]`: write the gallery to build/gallery, or to a folder, and say where to look.

With `--pictures`, also a picture of each page, wide and narrow, light and dark, in build/pictures.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from devtools.places import BUILD
from qi_tracker.charts.client import Renderer
from qi_tracker.vocabulary import Language
from tests.browser import Mode, launch, opened, screenshot
from tests.charts.gallery import sheets

MODES: Final = (Mode(1280), Mode(320), Mode(1280, dark=True), Mode(1280, forced_colours=True), Mode(794, printed=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write, and take pictures if asked."""
    parser = argparse.ArgumentParser(prog="dev.py gallery", description="Every kind of chart in every state.")
    parser.add_argument("folder", nargs="?", type=Path, default=BUILD / "gallery")
    parser.add_argument("--language", choices=[language.value for language in Language], default=Language.BOKMAL.value)
    parser.add_argument("--pictures", action="store_true", help="pictures of the pages too, in build/pictures")
    asked = parser.parse_args(arguments)
    folder = asked.folder.resolve()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:
        renderer = Renderer(Path(cache), timeout_seconds=60)
        try:
            count = sheets.write(folder, renderer, Language(asked.language))
        finally:
            renderer.close()
    print(f"{count} pages: {(folder / 'index.html').as_uri()}")
    if asked.pictures:
        print(f"{_take_pictures(folder)} pictures in {BUILD / 'pictures'}")


def _take_pictures(folder: Path) -> int:
    taken = 0
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name in sheets.headings():
            for mode in MODES:
                with opened(browser, (folder / f"{name}.html").as_uri(), mode) as look:
                    screenshot(look.page, f"chart-{name}-{mode}")
                    taken += 1
    return taken


if __name__ == "__main__":
    main()
