"""Real drawings from the real child: the chart contract, safety, and the same bytes everywhere."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qi_tracker.charts.client import DrawRequest, Renderer, Variant
from qi_tracker.charts.process import PACKAGE
from qi_tracker.charts.request import SparkRequest
from qi_tracker.charts.theme import SIZES
from tests.charts.pictures import contract_problems, paints, parsed, said
from tests.charts.samples import HOSTILE, STEADY, gallery

# What charts.css and the narrowest column make of each: the wide one from 580 pixels, the narrow one in 256.
SMALLEST_SCALE = {Variant.WIDE: 580 / SIZES[Variant.WIDE].width, Variant.NARROW: 256 / SIZES[Variant.NARROW].width}


def request_of(name: str, variant: Variant = Variant.WIDE) -> DrawRequest:
    sample = gallery()[name]
    return DrawRequest(sample.result, sample.text, sample.marks, variant)


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("name", gallery())
def test_every_shape_keeps_the_contract(renderer: Renderer, name: str, variant: Variant) -> None:
    svg = renderer.svg(request_of(name, variant))
    assert list(contract_problems(svg, SMALLEST_SCALE[variant])) == []
    assert svg.startswith("<svg ")
    assert "http" not in svg
    assert "NaN" not in svg
    assert len(svg) < 60_000


def test_drawing_says_its_words_and_draws_its_points(renderer: Renderer) -> None:
    svg = renderer.svg(request_of("improved"))
    words = [text.replace("\u00a0", " ") for text in said(svg)]
    drawn = {
        "Median før 40,5 barn",
        "Mål 60 barn",
        "57 barn",
        "14 på rad over medianen",
        "2025",
        "juli",
        "Utgangspunkt",
    }
    assert drawn <= set(words)
    points = next(group for group in parsed(svg).iter("g") if group.get("class") == "chart-points")
    assert len(points) == 24
    median = next(group for group in parsed(svg).iter("g") if group.get("class") == "chart-median")
    assert median[0].get("stroke-dasharray")


def test_background_is_transparent(renderer: Renderer) -> None:
    svg = renderer.svg(request_of("improved"))
    assert not any(element.tag == "rect" for element in parsed(svg))
    assert all("grid" not in classes for _, classes in paints(svg, "fill"))


def test_hostile_labels_stay_text(renderer: Renderer) -> None:
    svg = renderer.svg(request_of("hostile"))
    assert "<script" not in svg
    assert any("<script>alert(1)</script>" in text for text in said(svg))
    assert not set(svg) & set("\u202e\u0000")


def test_half_a_character_is_left_out(renderer: Renderer) -> None:
    request = request_of("improved")
    svg = renderer.svg(replace(request, text=replace(request.text, axis_title="Barn\ud800 i aktivitet")))
    assert "Barn i aktivitet" in said(svg)


def test_spark_is_small_and_has_no_text(renderer: Renderer) -> None:
    svg = renderer.svg(SparkRequest((*STEADY[:5], None, *STEADY[6:]), 40.5))
    assert list(contract_problems(svg, 1)) == []
    assert said(svg) == []
    assert len(svg) < 2_000
    assert (parsed(svg).get("width"), parsed(svg).get("height")) == ("120", "32")
    assert sum(element.get("class", "").startswith("chart-stroke-data") for element in parsed(svg).iter("path")) == 2


@pytest.mark.parametrize("values", [(), (None, None), (3.0,), (2.0, 2.0)])
def test_spark_of_hardly_anything_is_drawn(renderer: Renderer, values: tuple[float | None, ...]) -> None:
    assert "NaN" not in renderer.svg(SparkRequest(values, None))


def test_png_is_sharp_and_has_its_heading(renderer: Renderer) -> None:
    png = renderer.png(request_of("improved"))
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 2 * (SIZES[Variant.WIDE].width + 24)


def test_file_stands_alone(renderer: Renderer) -> None:
    request = request_of("limits")
    file = renderer.svg_file(request).decode()
    root = ElementTree.fromstring(file)
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg" and root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{space}title", f"{space}desc"]
    assert root[0].text == request.text.title
    assert "Utenfor grensene" in (root[1].text or "")
    words = {element.text for element in root.iter(f"{space}text")}
    assert "Utenfor grensene: let etter hva som var spesielt" in words
    (paper,) = [element for element in root.iter(f"{space}rect") if element.get("fill") == "#ffffff"]
    seen = " ".join(paper.get(side, "") for side in ("x", "y", "width", "height"))
    assert (root.get("viewBox"), root.get("width")) == (seen, str(SIZES[Variant.WIDE].width + 24))
    assert list(contract_problems(file.replace('xmlns="http://www.w3.org/2000/svg" ', ""), 1)) == ["attribute role"]


@pytest.mark.parametrize("module", ["qi_tracker.charts.client", "qi_tracker.blueprints.common.charts"])
def test_web_process_loads_no_drawing_library(module: str, tmp_path: Path) -> None:
    program = f"""
import sys, {module}
from pathlib import Path
from xml.etree import ElementTree
from qi_tracker.charts.client import Renderer
from qi_tracker.charts.request import SparkRequest
renderer = Renderer(Path({str(tmp_path)!r}), timeout_seconds=60)
assert renderer.svg(SparkRequest((1.0, 2.0), None)).startswith("<svg")
loaded = [name for name in ("altair", "vl_convert") if name in sys.modules]
assert not loaded, loaded
"""
    subprocess.run([sys.executable, "-c", program], cwd=PACKAGE.parent, check=True)


def test_hostile_sample_is_hostile() -> None:
    assert all(part in HOSTILE for part in ("<script>", '"', "\u202e", "\u0000", "👩"))
