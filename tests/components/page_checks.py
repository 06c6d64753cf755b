"""What must hold for every page, read from its HTML alone: each check gives sentences that say what to mend."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from justhtml import Element, JustHTML

REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for")
FIELDS = ("input", "select", "textarea")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
EXTERNAL = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)


def problems_in(html: str) -> list[str]:
    """Every defect of the page, in words; empty when it is sound."""
    document = JustHTML(html, sanitize=False, collect_errors=True)
    elements = [element for element in document.query("*") if isinstance(element, Element)]
    ids = Counter(element.attrs["id"] for element in elements if "id" in element.attrs)
    return [
        *(f"Not valid HTML: {error}" for error in document.errors),
        *(f"The id {name!r} is used {n} times." for name, n in ids.items() if n > 1),
        *_heading_problems(elements),
        *_broken_references(elements, set(ids)),
        *_nameless_fields(elements),
        *_policy_breaches(elements),
        *_table_problems(elements),
        *_language_problems(elements),
    ]


def _heading_problems(elements: list[Element]) -> Iterator[str]:
    levels = [int(element.name[1]) for element in elements if element.name in HEADINGS]
    if levels.count(1) != 1:
        yield f"A page has one h1; this one has {levels.count(1)}."
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"An h{below} follows an h{above}: no level may be skipped."


def _broken_references(elements: list[Element], ids: set[str | None]) -> Iterator[str]:
    for element in elements:
        for attribute in REFERENCES:
            for name in (element.attrs.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} on <{element.name}> points at nothing."
        target = element.attrs.get("href") or ""
        if target.startswith("#") and target[1:] not in ids:
            yield f"The link to {target!r} leads nowhere."


def _nameless_fields(elements: list[Element]) -> Iterator[str]:
    labelled = {element.attrs.get("for") for element in elements if element.name == "label"}
    for element in elements:
        if element.name not in FIELDS or element.attrs.get("type") in (
            "hidden",
            "submit",
        ):
            continue
        if not {"aria-label", "aria-labelledby"} & set(element.attrs) and element.attrs.get("id") not in labelled:
            yield f"<{element.name} name={element.attrs.get('name')!r}> has no label."
        if element.attrs.get("aria-invalid") == "true" and not _has_description(element):
            yield f"<{element.name} name={element.attrs.get('name')!r}> is invalid, but no error text is tied to it."


def _has_description(element: Element) -> bool:
    around: object = element
    while isinstance(around, Element):
        if around.attrs.get("aria-describedby"):
            return True
        around = around.parent if around.name in (*FIELDS, "div") else None
        if isinstance(around, Element) and around.name not in ("div", "fieldset"):
            return False
    return False


def _policy_breaches(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        for name, value in element.attrs.items():
            if name == "style" or name.startswith("on"):
                yield f"<{element.name} {name}> is forbidden by the content security policy."
            if name in ("src", "href", "action") and EXTERNAL.match(value or ""):
                yield f"<{element.name} {name}={value!r}> leaves this server."
        if element.name == "style" or (element.name == "script" and "src" not in element.attrs):
            yield f"An inline <{element.name}> is forbidden by the content security policy."
        if element.name == "button" and "type" not in element.attrs:
            yield "A <button> without a type sends the form by accident."


def _table_problems(elements: list[Element]) -> Iterator[str]:
    for table in (element for element in elements if element.name == "table"):
        caption = table.query_one("caption")
        if caption is None or not caption.to_text().strip():
            yield "A table has no caption."
        if not table.query("th"):
            yield "A table has no th."


def _language_problems(elements: list[Element]) -> Iterator[str]:
    root = next((element for element in elements if element.name == "html"), None)
    if root is None or root.attrs.get("lang") not in ("nb", "nn", "en"):
        yield "<html> does not say its language: nb, nn or en."
