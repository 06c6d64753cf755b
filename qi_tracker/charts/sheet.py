"""A document of text and pictures as PDF, set by Typst. What it says and how it looks, `reports` decides."""

import json
import tempfile
from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

import typst

from qi_tracker.charts.process import FONT_FOLDER
from qi_tracker.charts.request import SheetRequest

# For assistive technology (ISO 14289-1): tagged, in reading order, with language, title and alternative texts.
_STANDARD: Final[Literal["ua-1"]] = "ua-1"


def typeset(request: SheetRequest, pictures: Sequence[str]) -> bytes:
    """The document as PDF; the same bytes for the same content.

    The text reaches the source as data (`sys.inputs`), so that nothing in it is read as markup.
    """
    inputs = {"content": request.content, "pictures": json.dumps(pictures)}
    try:
        return _compiled(request.source, inputs, _STANDARD)
    except typst.TypstError:
        # The standard asks for a font for every letter. A sign that no font has is drawn as a box, and the rest stands.
        return _compiled(request.source, inputs, None)


def _compiled(source: str, inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    # The folder that the source may read from is empty, and so is the one of packages: nothing else gets in.
    with tempfile.TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            root=empty, font_paths=_fonts(), sys_inputs=inputs, package_path=empty, package_cache_path=empty
        )
        made = compiler.compile(source.encode(), format="pdf", pdf_standards=standard)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Inter, and for letters that it lacks those of the machine."""
    return typst.Fonts(font_paths=[str(FONT_FOLDER)])
