"""Pictures in files of their own: the same in both formats, and every text of them is there to be read."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from qi_tracker.charts.client import DrawRequest, Renderer, Variant
from qi_tracker.charts.lettering import text_width
from tests.charts.pictures import contract_problems
from tests.charts.samples import HOSTILE, gallery

_SVG = "{http://www.w3.org/2000/svg}"
_SCALE = 2
_TRANSLATED = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")

# The letters of a text that is there cover a fifth of its box or so.
_LEAST_COVERED = 0.04
_DIFFERENT = 40

# In a process of its own: the drawing library hangs in processes that are forked after its first use.
_DRAW = """
import json, sys, vl_convert
svgs, folder = json.load(sys.stdin), sys.argv[1]
for number, svg in enumerate(svgs):
    open(f"{folder}/{number}.png", "wb").write(vl_convert.svg_to_png(svg, scale=2))
"""


@pytest.fixture(scope="module")
def files(renderer: Renderer) -> dict[str, tuple[str, bytes]]:
    """Each chart as SVG and as PNG."""
    requests = {
        name: DrawRequest(one.result, replace(one.text, source=f"Kilde {name}"), one.marks, Variant.WIDE)
        for name, one in gallery().items()
    }
    return {name: (renderer.svg_file(one).decode(), renderer.png(one)) for name, one in requests.items()}


@pytest.fixture(scope="module")
def wordless(files: dict[str, tuple[str, bytes]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Each chart as PNG without its texts."""
    folder = tmp_path_factory.mktemp("wordless")
    svgs = [without_texts(svg) for svg, _ in files.values()]
    program = [sys.executable, "-c", _DRAW, str(folder)]
    subprocess.run(program, input=json.dumps(svgs), text=True, check=True)
    return {name: Image.open(folder / f"{number}.png").convert("L") for number, name in enumerate(files)}


def without_texts(svg: str) -> str:
    root = ElementTree.fromstring(svg)
    for parent in root.iter():
        for text in parent.findall(f"{_SVG}text"):
            parent.remove(text)
    return ElementTree.tostring(root, encoding="unicode")


def text_boxes(svg: str) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """Every line of text with its place in the PNG, left, top, right, bottom."""
    root = ElementTree.fromstring(svg)
    left, top = (float(number) for number in root.get("viewBox", "").split()[:2])
    yield from _boxes(root, (-left, -top))


def _boxes(
    element: ElementTree.Element, origin: tuple[float, float]
) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    moved = _TRANSLATED.findall(element.get("transform", ""))
    x, y = origin[0] + sum(float(dx) for dx, _ in moved), origin[1] + sum(float(dy) for _, dy in moved)
    if element.tag == f"{_SVG}text" and "chart-stroke-paper" not in element.get("class", ""):
        size = float(element.get("font-size", "0").removesuffix("px"))
        for text, below in _lines(element):
            width = text_width(text, size)
            start = x - {"middle": width / 2, "end": width}.get(element.get("text-anchor", "start"), 0)
            box = (start, y + below - size * 0.75, start + width, y + below)
            a, b, c, d = (round(side * _SCALE) for side in box)
            yield text, (a, b, c, d)
    for child in element:
        yield from _boxes(child, (x, y))


def _lines(text: ElementTree.Element) -> list[tuple[str, float]]:
    lines = [(text.text, 0.0)] if text.text else []
    return lines + [(child.text, float(child.get("dy", "0"))) for child in text if child.text]


def invisible(svg: str, png: bytes, bare: Image.Image) -> list[str]:
    """Texts of the SVG that the PNG lacks, seen beside the same picture without them."""
    difference = ImageChops.difference(Image.open(io.BytesIO(png)).convert("L"), bare)
    return [text for text, box in text_boxes(svg) if not _is_covered(difference.crop(box))]


def _is_covered(place: Image.Image) -> bool:
    counts: Sequence[int] = place.histogram()
    return sum(counts[_DIFFERENT:]) > _LEAST_COVERED * sum(counts)


@pytest.mark.parametrize("name", gallery())
def test_every_text_is_visible_in_the_png(
    files: dict[str, tuple[str, bytes]], wordless: dict[str, Image.Image], name: str
) -> None:
    svg, png = files[name]
    assert len(list(text_boxes(svg))) > 2
    assert invisible(svg, png, wordless[name]) == []


@pytest.mark.parametrize("name", gallery())
def test_every_file_keeps_the_contract_and_says_whose_it_is(files: dict[str, tuple[str, bytes]], name: str) -> None:
    svg = files[name][0].replace(' xmlns="http://www.w3.org/2000/svg"', "")
    assert list(contract_problems(svg, 1)) == ["attribute role"]
    assert f"Kilde {name}" in {text for text, _ in text_boxes(files[name][0])}


def test_both_files_have_the_same_size(files: dict[str, tuple[str, bytes]]) -> None:
    for svg, png in files.values():
        root = ElementTree.fromstring(svg)
        asked = tuple(round(float(root.get(side, "0")) * _SCALE) for side in ("width", "height"))
        assert Image.open(io.BytesIO(png)).size == asked


def test_a_hostile_source_stays_text(renderer: Renderer) -> None:
    one = gallery()["improved"]
    request = DrawRequest(one.result, replace(one.text, source=HOSTILE), one.marks, Variant.WIDE)
    svg = renderer.svg_file(request).decode()
    assert "<script" not in svg
    assert "onload=z" in svg


def test_a_text_that_is_not_drawn_is_seen(files: dict[str, tuple[str, bytes]], tmp_path: Path) -> None:
    """As happens, without an error, where no font is found."""
    svg, png = files["improved"]
    planted = re.sub(r'font-family="[^"]*"', 'font-family="Nonesuch"', svg)
    svgs = [without_texts(svg), planted]
    subprocess.run([sys.executable, "-c", _DRAW, str(tmp_path)], input=json.dumps(svgs), text=True, check=True)
    bare = Image.open(tmp_path / "0.png").convert("L")
    assert invisible(svg, png, bare) == []
    assert len(invisible(svg, (tmp_path / "1.png").read_bytes(), bare)) == len(list(text_boxes(svg)))
