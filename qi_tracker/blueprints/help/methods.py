"""METHODS.md as a part of a page: the very text that lies beside the code, so that the two cannot come apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup, escape

# Wide content scrolls inside itself; what can be scrolled can be reached by keyboard, and has a name.
_SCROLLS = '<div class="table-scroll" role="group" aria-label="{}" tabindex="0">\n'


# An id says what the section is called, so that links from elsewhere hold when another is put in before it.
_NOT_IN_ID = re.compile("[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the second level, and the id that links lead to."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Methods:
    """The text as HTML, in English, and its sections. Its own title is left out: the page has one."""

    html: Markup
    sections: tuple[Section, ...]


@cache
def methods() -> Methods:
    """The text as it lies in the package."""
    return rendered((files("qi_tracker.analysis") / "METHODS.md").read_text("utf-8"))


def rendered(text: str) -> Methods:
    """Markdown as HTML that is safe to show: markup written in the text is shown as text, and no link runs a script."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = _without_title(markdown.parse(text))
    sections = tuple(_with_ids(tokens))
    _with_names(tokens)
    _with_row_headings(tokens)
    for kind, rule in _RULES.items():
        markdown.add_render_rule(kind, rule)
    return Methods(Markup(markdown.renderer.render(tokens, markdown.options, {})), sections)


def _without_title(tokens: list[Token]) -> list[Token]:
    ends = next((place for place, token in enumerate(tokens) if token.type == "heading_close"), 0)
    has_title = bool(tokens) and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    return tokens[ends + 1 :] if has_title else tokens


def _with_ids(tokens: Sequence[Token]) -> list[Section]:
    """The sections, whose headings get their ids."""
    sections: list[Section] = []
    for opened, inline in zip(tokens, tokens[1:], strict=False):
        if opened.type == "heading_open":
            opened.attrSet("class", "ds-heading")
            opened.attrSet("data-size", "md" if opened.tag == "h2" else "sm")
        if opened.type == "heading_open" and opened.tag == "h2":
            # File names in brackets tell where in the code it is; in a list of links they are in the way.
            title = inline.content.partition(" (`")[0]
            sections.append(Section(f"methods-{_NOT_IN_ID.sub('-', title.lower()).strip('-')}", title))
            opened.attrSet("id", sections[-1].id)
    return sections


def _with_names(tokens: Sequence[Token]) -> None:
    """Tables and figures are named after the heading they stand under, and numbered where it has several."""
    heading, n_under = "", 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None and before.type == "heading_open":
            heading, n_under = token.content.partition(" (`")[0], 0
        if token.type in ("table_open", "fence"):
            n_under += 1
            token.meta["name"] = heading if n_under == 1 else f"{heading} ({n_under})"


def _with_row_headings(tokens: Sequence[Token]) -> None:
    """The first cell of each row says what the row is of."""
    for place, (row, cell) in enumerate(zip(tokens, tokens[1:], strict=False)):
        if row.type == "tr_open" and cell.type == "td_open":
            # Its opening, its words, and its end.
            cell.tag = tokens[place + 3].tag = "th"
            cell.attrSet("scope", "row")


def _table_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, environment: object
) -> str:
    name = escape(tokens[index].meta["name"])
    caption = f'<caption class="ds-sr-only">{name}</caption>\n'
    return f'{_SCROLLS.format(name)}<table class="ds-table" data-size="sm" data-color="neutral">\n{caption}'


def _table_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, environment: object
) -> str:
    return "</table>\n</div>\n"


def _header_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, environment: object
) -> str:
    # An empty corner is no header of anything.
    return '<th scope="col">' if tokens[index + 1].content else "<td>"


def _header_close(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, environment: object
) -> str:
    return "</th>\n" if tokens[index - 1].content else "</td>\n"


def _figure(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, environment: object
) -> str:
    token = tokens[index]
    return f"{_SCROLLS.format(escape(token.meta['name']))}<pre>{escape(token.content)}</pre>\n</div>\n"


_RULES = {
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _header_open,
    "th_close": _header_close,
    "fence": _figure,
}
