"""What a drawing says, read back from its SVG: texts, colours, sizes, and what must not be there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

FORBIDDEN_ELEMENTS = {"script", "style", "foreignObject", "a", "image", "use", "animate", "set", "iframe"}
SMALLEST_TEXT = 12.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One text of a drawing."""

    text: str
    size: float


def parsed(svg: str) -> ElementTree.Element:
    """The drawing as a tree."""
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[Drawn]:
    """Every text in the drawing, line by line, without the halos beneath some."""
    found = []
    for element in parsed(svg).iter("text"):
        if "chart-stroke-paper" in element.get("class", ""):
            continue
        size = float((element.get("font-size") or "0").removesuffix("px"))
        lines = [element.text, *(child.text for child in element)]
        found += [Drawn(line, size) for line in lines if line]
    return found


def said(svg: str) -> list[str]:
    """The texts alone."""
    return [drawn.text for drawn in texts(svg)]


def paints(svg: str, attribute: str) -> set[tuple[str, str]]:
    """(colour, class) of everything filled or stroked."""
    return {
        (element.get(attribute, ""), element.get("class", ""))
        for element in parsed(svg).iter()
        if element.get(attribute) not in (None, "none")
    }


def contract_problems(svg: str, smallest_scale: float) -> Iterator[str]:
    """Everything in the drawing that the chart contract forbids. `smallest_scale` is the least it is shown at."""
    tree = parsed(svg)
    for element in tree.iter():
        if element.tag in FORBIDDEN_ELEMENTS:
            yield f"<{element.tag}> in a drawing"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on") or "href" in name or name.startswith("aria") or name == "role":
                yield f"attribute {name}"
            if re.search(r"https?:|javascript:|data:", value):
                yield f"an address in {name}"
    name = tree.get("class", "").split()[-1]
    ids = [element.get("id", "") for element in tree.iter() if "id" in element.attrib]
    yield from (f"id {one} does not begin with {name}" for one in ids if not one.startswith(f"{name}-"))
    if len(ids) != len(set(ids)):
        yield "an id twice"
    yield from (f"{one.text!r} is too small" for one in texts(svg) if one.size * smallest_scale < SMALLEST_TEXT)
    yield from _unclassed(svg)


def _unclassed(svg: str) -> Iterator[str]:
    for attribute in ("fill", "stroke"):
        for colour, classes in paints(svg, attribute):
            if f"chart-{attribute}-" not in classes:
                yield f"{attribute} {colour} has no class, so the dark cannot change it"
