"""What Vega drew, made fit for a page: known elements and attributes, roles of colour as classes, ids of its own."""

import re
from typing import Final
from xml.etree import ElementTree

from qi_tracker.charts.lettering import clean
from qi_tracker.charts.theme import Colour
from qi_tracker.errors import RenderingFailed

_MARGIN: Final = 12
_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"

_ELEMENTS: Final = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan", "defs", "clipPath"})
_ATTRIBUTES: Final = frozenset(
    {
        "class", "d", "transform", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "width", "height", "viewBox", "fill",
        "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "stroke-miterlimit",
        "text-anchor", "font-family", "font-size", "font-weight", "opacity", "id", "clip-path",
    }
)  # fmt: skip

# Vega's own: what a screen reader would read point by point, and what only its event handling needs.
_DROPPED: Final = re.compile(r"aria-\w+|role|pointer-events|version|display")

# What is so without being said.
_SELF_EVIDENT: Final = {("opacity", "1"), ("stroke-dasharray", "1,0"), ("transform", "translate(0,0)")}
_LOCAL_REFERENCE: Final = re.compile(r"url\(#([\w-]+)\)")

_CLASS_OF_COLOUR: Final = {colour.value: colour.name.lower() for colour in Colour}
_KEPT_CLASS: Final = re.compile(r"\b(\w+)_marks\b")
_AXIS_CLASS: Final = re.compile(r"\brole-(axis-\w+)\b")
_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_ROUNDED: Final = ("d", "transform", "x", "y", "x1", "y1", "x2", "y2")


def finished(drawn: str, name: str) -> str:
    """The drawing as it stands in a page.

    Parameters
    ----------
    drawn
        Vega's SVG.
    name
        A word that no other drawing has, from its content; begins every id.

    Raises
    ------
    RenderingFailed
        If the drawing holds anything a page must not get: a script, a style, a link, an unknown element.
    """
    root = ElementTree.fromstring(drawn)
    _finish(root, name)
    _prune(root)
    root.set("class", f"chart-svg {name}")
    root.set("focusable", "false")
    return ElementTree.tostring(root, encoding="unicode")


def standing_alone(drawing: str, title: str, description: str) -> str:
    """A finished drawing as a file of its own, named and described for those who do not see it."""
    root = ElementTree.fromstring(drawing)
    root.set("xmlns", _NAMESPACE.strip("{}"))
    root.set("role", "img")
    _widen(root)
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(tag)
        element.text = clean(text)
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


def _widen(root: ElementTree.Element) -> None:
    """A margin around the drawing, on the same paper."""
    width, height = (float(root.get(side, "0")) + 2 * _MARGIN for side in ("width", "height"))
    root.set("viewBox", f"{-_MARGIN} {-_MARGIN} {width:g} {height:g}")
    for element in (root, *root.findall("rect")):
        element.set("width", f"{width:g}")
        element.set("height", f"{height:g}")
    for paper in root.findall("rect"):
        paper.set("x", str(-_MARGIN))
        paper.set("y", str(-_MARGIN))


def _finish(element: ElementTree.Element, name: str) -> None:
    element.tag = element.tag.removeprefix(_NAMESPACE)
    if element.tag not in _ELEMENTS:
        raise RenderingFailed("rendering_failed", found=element.tag)
    for attribute, value in list(element.attrib.items()):
        if _DROPPED.fullmatch(attribute) or (attribute, value) in _SELF_EVIDENT:
            del element.attrib[attribute]
        elif attribute not in _ATTRIBUTES:
            raise RenderingFailed("rendering_failed", found=attribute)
        elif attribute in _ROUNDED:
            element.set(attribute, _NUMBER.sub(_two_decimals, value))
    _own_ids(element, name)
    _set_classes(element)
    for child in element:
        _finish(child, name)


def _own_ids(element: ElementTree.Element, name: str) -> None:
    """Vega counts its ids from the start of the process, so two drawings in one page would share them."""
    if "id" in element.attrib:
        element.set("id", f"{name}-{element.attrib['id']}")
    if "clip-path" in element.attrib:
        reference = _LOCAL_REFERENCE.fullmatch(element.attrib["clip-path"])
        if reference is None:
            raise RenderingFailed("rendering_failed", found=element.attrib["clip-path"])
        element.set("clip-path", f"url(#{name}-{reference[1]})")


def _two_decimals(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _set_classes(element: ElementTree.Element) -> None:
    vega = element.attrib.pop("class", "")
    names = [match[1] for match in (_KEPT_CLASS.search(vega), _AXIS_CLASS.search(vega)) if match]
    for attribute in ("fill", "stroke"):
        role = _CLASS_OF_COLOUR.get(element.get(attribute, "").lower())
        if role:
            names.append(f"{attribute}-{role}")
    if names:
        element.set("class", " ".join(f"chart-{name}" for name in names))


def _prune(element: ElementTree.Element) -> None:
    """Take out the empty groups and the unpainted paths that Vega leaves."""
    for index in reversed(range(len(element))):
        child = element[index]
        _prune(child)
        is_empty_group = child.tag == "g" and len(child) == 0
        is_unpainted = child.tag == "path" and not {child.get("fill", "none"), child.get("stroke", "none")} - {"none"}
        if is_empty_group or (is_unpainted and element.tag != "clipPath"):
            element.remove(child)
        elif child.tag == "g" and not child.attrib and len(child) == 1:
            element[index] = child[0]
