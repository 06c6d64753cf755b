"""What a screen reader says of a page, line by line in bokmål: read from the browser's own accessibility tree."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Page

# Landmarks and groups: what they are called, said on the way in.
PLACES: Final[Mapping[str, str]] = {
    "main": "hovedinnhold",
    "navigation": "navigasjon",
    "figure": "figur",
    "region": "område",
    "group": "gruppe",
    "form": "skjema",
    "status": "status",
    "alert": "varsel",
}
# What is said before the words of a thing that is read as one.
THINGS: Final[Mapping[str, str]] = {
    "link": "lenke",
    "button": "knapp",
    "textbox": "skrivefelt",
    "combobox": "nedtrekksliste",
    "checkbox": "avkryssingsboks",
    "radio": "radioknapp",
}
ROWS_READ: Final = 3
BEFORE_MARK: Final = re.compile(r" ([,:])(?= )")


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the accessibility tree: its role, its words, and what stands in it."""

    role: str
    name: str
    description: str
    states: Mapping[str, Any]
    children: Sequence["Node"]

    @property
    def text(self) -> str:
        """All that is said of it and of what stands in it, on one line."""
        said = [self.name] if self.role == "StaticText" or not self.children else [part.text for part in self.children]
        return " ".join(" ".join(said).split())

    def all(self, role: str) -> Iterator["Node"]:
        """What stands in it with this role, at any depth, in order."""
        for child in self.children:
            if child.role == role:
                yield child
            else:
                yield from child.all(role)


def spoken(page: Page, inside: str) -> list[str]:
    """The lines for what stands in the first element of this role, such as `main`; indented by where they stand."""
    (found, *_) = _tree(page).all(inside)
    return list(_lines(found.children, 0))


def _tree(page: Page) -> Node:
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    (root,) = [node for node in nodes.values() if "parentId" not in node]
    return Node("root", "", "", {}, _children(root, nodes))


def _children(node: Mapping[str, Any], nodes: Mapping[str, Any]) -> list[Node]:
    """The children, with those of what is no thing of its own in its place."""
    found: list[Node] = []
    for child in (nodes[number] for number in node.get("childIds", []) if number in nodes):
        role = child.get("role", {}).get("value", "")
        inner = _children(child, nodes)
        if child.get("ignored") or role in ("none", "generic", "LayoutTable", "rowgroup"):
            found += inner
        elif role not in ("InlineTextBox", "ListMarker"):
            words = [" ".join(child.get(key, {}).get("value", "").split()) for key in ("name", "description")]
            states = {state["name"]: state["value"].get("value") for state in child.get("properties", [])}
            found.append(Node(role, words[0], words[1], states, inner))
    return found


def _lines(nodes: Sequence[Node], depth: int) -> Iterator[str]:
    loose: list[str] = []
    for place, node in enumerate(nodes):
        if node.role in ("StaticText", "emphasis", "strong", "code"):
            loose.append(node.text)
            continue
        if loose:
            yield _line(depth, " ".join(loose))
            loose = []
        yield from _said(node, nodes[place + 1 :], depth)
    if loose:
        yield _line(depth, " ".join(loose))


def _line(depth: int, words: str) -> str:
    # A mark may stand in an element of its own, close to the word before it.
    return "  " * depth + BEFORE_MARK.sub(r"\1", " ".join(words.split()))


def _said(node: Node, after: Sequence[Node], depth: int) -> Iterator[str]:
    """What is said of one thing; `after` is what follows it in the same place."""
    if node.role in THINGS:
        yield _line(depth, f"{THINGS[node.role]}: {node.name}")
    elif node.role in PLACES:
        yield from _place(node, depth)
    elif node.role in _SAYS:
        yield from _SAYS[node.role](node, after, depth)
    else:
        yield from _lines(node.children, depth)


def _heading(node: Node, _after: Sequence[Node], depth: int) -> Iterator[str]:
    yield _line(depth, f"overskrift nivå {node.states.get('level')}: {node.text}")


def _fold(node: Node, _after: Sequence[Node], depth: int) -> Iterator[str]:
    yield _line(depth, f"knapp, {'utvidet' if node.states.get('expanded') else 'sammenslått'}: {node.name}")


def _term(node: Node, _after: Sequence[Node], depth: int) -> Iterator[str]:
    yield _line(depth, f"begrep: {node.text}")


def _definition(node: Node, _after: Sequence[Node], depth: int) -> Iterator[str]:
    yield from _lines(node.children, depth + 1)


def _list(node: Node, _after: Sequence[Node], depth: int) -> Iterator[str]:
    items = list(node.all("listitem"))
    yield _line(depth, f"liste med {len(items)} {'punkt' if len(items) == 1 else 'punkter'}")
    for item in items:
        yield from _item(item, depth + 1)


def _item(item: Node, depth: int) -> Iterator[str]:
    first, *rest = list(_lines(item.children, depth)) or [_line(depth, "")]
    yield f"{'  ' * depth}• {first.strip()}"
    yield from (f"  {line}" for line in rest)


def _picture(node: Node, after: Sequence[Node], depth: int) -> Iterator[str]:
    yield _line(depth, f"bilde: {node.name}")
    if node.description:
        follows = any(other.text == node.description for other in after)
        yield _line(depth + 1, "beskrivelse: som i avsnittet under" if follows else f"beskrivelse: {node.description}")


def _table(node: Node, _after: Sequence[Node], depth: int) -> Iterator[str]:
    rows = list(node.all("row"))
    cells = [[cell for cell in row.children if cell.role in ("columnheader", "rowheader", "cell")] for row in rows]
    headings = [cell.text for cell in cells[0]]
    yield _line(depth, f"tabell med {len(rows)} rader og {len(headings)} kolonner: {node.name}")
    yield _line(depth + 1, f"kolonner: {', '.join(headings)}")
    for row in cells[1 : ROWS_READ + 1]:
        said = [f"{heading} {cell.text or 'tom'}" for heading, cell in zip(headings[1:], row[1:], strict=True)]
        yield _line(depth + 1, f"rad {row[0].text}: {', '.join(said)}")
    if len(rows) > ROWS_READ + 1:
        yield _line(depth + 1, f"… og {len(rows) - ROWS_READ - 1} rader til")


def _place(node: Node, depth: int) -> Iterator[str]:
    # Nobody is told of a group without a name.
    if node.role == "group" and not node.name:
        yield from _lines(node.children, depth)
        return
    within = list(_lines(node.children, depth + 1))
    if not within:
        return
    # A figure is named by its caption, which is read in it; it is not said twice.
    has_caption = any(node.all("Figcaption"))
    yield _line(depth, f"{PLACES[node.role]}{'' if has_caption or not node.name else f': {node.name}'}")
    yield from within
    if node.role == "figure":
        yield _line(depth, "figur slutt")


_SAYS: Final[Mapping[str, Callable[[Node, Sequence[Node], int], Iterator[str]]]] = {
    "heading": _heading,
    "DisclosureTriangle": _fold,
    "image": _picture,
    "list": _list,
    "table": _table,
    "term": _term,
    "definition": _definition,
}
