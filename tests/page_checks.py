"""What must hold for every page, read from its HTML alone. A new check is one entry in `CHECKS`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from justhtml import Element, JustHTML

LANGUAGES: Final = ("nb", "nn", "en")
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
CONTROLS: Final = ("input", "select", "textarea")
UNLABELLED_INPUTS: Final = ("hidden", "submit", "button", "reset", "image")
LABELABLE: Final = (*CONTROLS, "button", "meter", "output", "progress")
INTERACTIVE: Final = ("a", "button", "summary", *CONTROLS)
REFERENCES: Final = (
    "for", "form", "list", "headers", "popovertarget", "aria-activedescendant", "aria-controls", "aria-describedby",
    "aria-details", "aria-errormessage", "aria-flowto", "aria-labelledby", "aria-owns",
)  # fmt: skip
ADDRESSES: Final = ("src", "href", "xlink:href", "action", "formaction", "poster", "data", "srcset", "ping", "cite")
VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
# What holds words only, and what may not stand in it.
INLINE_ONLY: Final = frozenset("p h1 h2 h3 h4 h5 h6 span label button summary strong em b i small code".split())
BLOCKS: Final = frozenset(
    "address article aside blockquote details div dl fieldset figure footer form header hr main nav ol p pre section "
    "table ul".split()
)
CHILDREN: Final = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup"},
}
LOCAL_URL: Final = re.compile(r"""url\(\s*["']?#([\w-]+)["']?\s*\)""")
ANY_URL: Final = re.compile(r"url\(", re.IGNORECASE)
# The keys of a page, which differ each time it is opened.
NEW_EACH_TIME: Final = re.compile(
    r"""((?:name="(?:csrf_token|idempotency_key)"[^>]*? value|name="csrf-token" content)=")\w[^"]*"""
)
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Document:
    """One page: its HTML, its elements in order, and where it was fetched."""

    html: str
    url: str

    @cached_property
    def parsed(self) -> JustHTML:
        """The page as a browser reads it."""
        return JustHTML(self.html, sanitize=False, collect_errors=True)

    @cached_property
    def elements(self) -> list[Element]:
        """Every element, in order."""
        return [element for element in self.parsed.query("*") if isinstance(element, Element)]

    @cached_property
    def ids(self) -> Counter[str]:
        """Each id, with how often it stands in the page."""
        return Counter(str(element.attrs["id"]) for element in self.elements if "id" in element.attrs)

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """The element of each id."""
        return {str(element.attrs["id"]): element for element in self.elements if "id" in element.attrs}

    @cached_property
    def label_targets(self) -> set[str]:
        """Ids of what has a label with words."""
        return {_get(label, "for") for label in self.named("label") if _text(label)}

    def named(self, *names: str) -> Iterator[Element]:
        """The elements with one of these names."""
        return (element for element in self.elements if element.name in names)

    def words_of(self, ids: str) -> str:
        """The text of the elements that a list of ids names."""
        return " ".join(_text(self.by_id[name]) for name in ids.split() if name in self.by_id).strip()

    def has_name(self, element: Element) -> bool:
        """Whether the element says what it is by an attribute."""
        return bool(_get(element, "aria-label").strip() or self.words_of(_get(element, "aria-labelledby")))


def check_page(html: str, *, url: str) -> list[str]:
    """Every defect of the page, in words that say what to mend; empty when it is sound."""
    return list(_problems(NEW_EACH_TIME.sub(r"\1", html), url))


@lru_cache(maxsize=200)
def _problems(html: str, url: str) -> tuple[str, ...]:
    """Of one page once, however often it is opened, and on whichever database."""
    document = Document(html, url)
    return tuple(problem for check in CHECKS for problem in check(document))


def _get(element: Element, attribute: str) -> str:
    return str(element.attrs.get(attribute) or "")


def _text(element: Element) -> str:
    return " ".join(element.to_text().split())


def _around(element: Element) -> Iterator[Element]:
    parent = element.parent
    while isinstance(parent, Element):
        yield parent
        parent = parent.parent


def _is_hidden(element: Element) -> bool:
    return any(
        _get(outer, "aria-hidden") == "true" or "hidden" in outer.attrs for outer in (element, *_around(element))
    )


def _tag(element: Element) -> str:
    shown = "".join(
        f" {name}={_get(element, name)!r}" for name in ("id", "name", "class", "href") if name in element.attrs
    )
    return f"<{element.name}{shown}>"


class _Balance(HTMLParser):
    """Reads tags as they are written: a browser silently mends what is left open, and then it looks right by luck."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._same_twice(tag, attrs)
        if tag == "a" and "a" in self.open:
            self._say("a link stands in a link")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._same_twice(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
            return
        self._say(
            f"</{tag}> closes nothing" if tag not in self.open else f"<{self.open[-1]}> is not closed before </{tag}>"
        )
        while tag in self.open:
            self.open.pop()

    def _same_twice(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, count in Counter(name for name, _ in attrs).items():
            if count > 1:
                self._say(f"<{tag}> has the attribute {name} twice")

    def _say(self, problem: str) -> None:
        self.problems.append(f"Not valid HTML, line {self.getpos()[0]}: {problem}.")


def _syntax(document: Document) -> Iterator[str]:
    yield from (f"Not valid HTML: {error}." for error in document.parsed.errors)
    balance = _Balance()
    balance.feed(document.html)
    balance.close()
    yield from balance.problems
    yield from (f"Not valid HTML: <{tag}> is never closed." for tag in balance.open)
    if not document.html.lstrip().lower().startswith("<!doctype html>"):
        yield "Not valid HTML: the page does not begin with <!doctype html>."


def _content(document: Document) -> Iterator[str]:
    for element in document.elements:
        parent = element.parent
        if not isinstance(parent, Element):
            continue
        if parent.name in INLINE_ONLY and element.name in BLOCKS:
            yield f"Not valid HTML: {_tag(element)} may not stand in {_tag(parent)}."
        if element.name not in CHILDREN.get(parent.name, {element.name, "script", "template"}):
            yield f"Not valid HTML: {_tag(element)} may not be a child of {_tag(parent)}."
        outer = next((outer for outer in _around(element) if outer.name in ("a", "button")), None)
        if outer is not None and (element.name in INTERACTIVE or "tabindex" in element.attrs):
            yield f"{_tag(element)} stands in {_tag(outer)}: one cannot press the one without the other."


def _page_frame(document: Document) -> Iterator[str]:
    languages = [_get(element, "lang") for element in document.named("html")]
    if not languages or languages[0] not in LANGUAGES:
        yield f"<html> does not say its language: {', '.join(LANGUAGES)}."
    titles = [element for element in document.named("title") if element.namespace != "svg"]
    if len(titles) != 1 or not _text(titles[0]):
        yield "The page has no <title>, or more than one."
    mains = sum(1 for _ in document.named("main"))
    if mains != 1:
        yield f"A page has one <main>; this one has {mains}."


def _headings(document: Document) -> Iterator[str]:
    found = list(document.named(*HEADINGS))
    levels = [int(element.name[1]) for element in found]
    if levels.count(1) != 1:
        yield f"A page has one h1; this one has {levels.count(1)}."
    for above, below in zip(levels, levels[1:], strict=False):
        if below > above + 1:
            yield f"An h{below} follows an h{above}: no level may be skipped."
    yield from (f"{_tag(element)} is a heading without words." for element in found if not _text(element))


def _identities(document: Document) -> Iterator[str]:
    yield from (f"The id {name!r} is used {count} times." for name, count in document.ids.items() if count > 1)
    for element in document.elements:
        for attribute in REFERENCES:
            for name in _get(element, attribute).split():
                if name not in document.ids:
                    yield f"{attribute}={name!r} on {_tag(element)} points at nothing."
        target = _get(element, "href")
        if target.startswith("#") and target[1:] not in document.ids:
            yield f"The link to {target!r} leads nowhere."
        if element.name == "label" and _get(element, "for"):
            labelled = document.by_id.get(_get(element, "for"))
            if labelled is not None and labelled.name not in LABELABLE:
                yield f"{_tag(element)} labels {_tag(labelled)}, which cannot have a label."
        if _get(element, "tabindex").strip().isdigit() and int(_get(element, "tabindex")) > 0:
            yield f"{_tag(element)} jumps the queue of the tab key: tabindex is 0 or -1."


def _fields(document: Document) -> Iterator[str]:
    for element in document.named(*CONTROLS):
        if _get(element, "type") in UNLABELLED_INPUTS:
            continue
        inside = any(outer.name == "label" and _text(outer) for outer in _around(element))
        if not (inside or document.has_name(element) or _get(element, "id") in document.label_targets):
            yield f"{_tag(element)} has no label."
    for group in document.named("fieldset"):
        first = next((child for child in group.children or [] if isinstance(child, Element)), None)
        if (first is None or first.name != "legend" or not _text(first)) and not document.has_name(group):
            yield f"{_tag(group)} has no legend."
    for button in document.named("button"):
        if "type" not in button.attrs:
            yield f"{_tag(button)} has no type, so it sends the form by accident."


def _errors(document: Document) -> Iterator[str]:
    described = {name for element in document.elements for name in _get(element, "aria-describedby").split()}
    for element in document.elements:
        says_error = _get(element, "id").endswith("-error") or "ds-validation-message" in _get(element, "class").split()
        if says_error and _get(element, "id") not in described:
            yield f"{_tag(element)} is an error text that no field points to with aria-describedby."
        if _get(element, "aria-invalid") == "true":
            group = (outer for outer in _around(element) if outer.name == "fieldset")
            if not any(document.words_of(_get(tied, "aria-describedby")) for tied in (element, *group)):
                yield f"{_tag(element)} is invalid, but no error text is tied to it."


def _names(document: Document) -> Iterator[str]:
    for element in document.elements:
        if element.name == "img" and "alt" not in element.attrs:
            yield f"{_tag(element)} has no alt."
        if element.name in ("a", "button", "summary") and not _is_hidden(element):
            pictured = any(_get(image, "alt") for image in element.query("img") if isinstance(image, Element))
            drawn = any(document.has_name(image) for image in element.query("svg") if isinstance(image, Element))
            if not (_text(element) or document.has_name(element) or pictured or drawn):
                yield f"{_tag(element)} has no words: nobody hears what it does."
        nameless = _get(element, "role") != "img" or not document.has_name(element)
        if element.name == "svg" and nameless and not _is_hidden(element):
            yield f"{_tag(element)} is a picture without role=img and a name; what only decorates has aria-hidden."


def _policy(document: Document) -> Iterator[str]:
    for element in document.elements:
        for name, value in element.attrs.items():
            if name == "style" or name.startswith("on"):
                yield f"{_tag(element)} has {name}=…, which the content security policy forbids."
            if str(value or "").strip().lower().startswith("javascript:"):
                yield f"{_tag(element)} has a javascript: address, which the content security policy forbids."
        if element.name in ("style", "base") or (element.name == "script" and "src" not in element.attrs):
            yield f"An inline <{element.name}> is forbidden by the content security policy."


def _addresses(document: Document) -> Iterator[str]:
    own = {urlsplit(document.url).hostname, *LOOPBACK}
    for element in document.elements:
        # What people linked to themselves: nothing is fetched from there before somebody follows it.
        if element.name == "a" and "external" in _get(element, "rel").split():
            if urlsplit(_get(element, "href")).scheme not in ("https", "http"):
                yield f"{_tag(element)} href={_get(element, 'href')!r} is no page that one may be led to."
            continue
        for name in ADDRESSES:
            for address in _get(element, name).split(",") if name == "srcset" else [_get(element, name)]:
                parts = urlsplit(address.strip().split(" ")[0])
                if (parts.netloc and parts.hostname not in own) or parts.scheme == "ftp":
                    yield f"{_tag(element)} {name}={address!r} leaves this server."
        for name, value in element.attrs.items():
            local = LOCAL_URL.findall(str(value or ""))
            if len(ANY_URL.findall(str(value or ""))) > len(local):
                yield f"{_tag(element)} {name}={value!r} fetches a picture: only url(#id) may stand there."
            yield from (
                f"{_tag(element)} {name} uses #{one}, which is nowhere." for one in local if one not in document.ids
            )


def _tables(document: Document) -> Iterator[str]:
    for table in document.named("table"):
        caption = table.query_one("caption")
        if not isinstance(caption, Element) or not _text(caption):
            yield f"{_tag(table)} has no caption."
        if not table.query("th"):
            yield f"{_tag(table)} has no th."
        for cell in table.query("thead td"):
            if isinstance(cell, Element) and _text(cell):
                yield f"{_tag(table)} has the heading {_text(cell)!r} in a td: it is a th."
        for cell in table.query("th"):
            if isinstance(cell, Element) and "scope" not in cell.attrs:
                yield f"{_tag(table)} has the heading {_text(cell)!r} without scope: it says col or row."
        for cell in table.query("tbody > tr > td:first-child"):
            if isinstance(cell, Element):
                yield f"{_tag(table)} has a row that begins with {_text(cell)!r} in a td: it is a th with scope=row."


def _charts(document: Document) -> Iterator[str]:
    for figure in document.named("figure"):
        if "chart" not in _get(figure, "class").split():
            continue
        caption = figure.query_one("figcaption")
        if not isinstance(caption, Element) or not _text(caption):
            yield f"{_tag(figure)} is a chart without a title that says its message."
        drawings = [svg for svg in figure.query("svg") if isinstance(svg, Element) and not _is_hidden(svg)]
        for svg in drawings:
            if not document.words_of(_get(svg, "aria-describedby")):
                yield f"{_tag(svg)} of {_tag(figure)} is a chart without a description."
        if figure.query("svg") and not drawings:
            yield f"{_tag(figure)} is a chart whose drawing is hidden from those who do not see it."
        elsewhere = [document.by_id[name] for name in _get(figure, "aria-details").split() if name in document.by_id]
        if not any(place.query("table") for place in (figure, *elsewhere)):
            yield f"{_tag(figure)} is a chart without a table of its numbers."


CHECKS: Final[tuple[Callable[[Document], Iterator[str]], ...]] = (
    _syntax,
    _content,
    _page_frame,
    _headings,
    _identities,
    _fields,
    _errors,
    _names,
    _policy,
    _addresses,
    _tables,
    _charts,
)
