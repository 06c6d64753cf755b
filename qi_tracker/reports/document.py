"""A text to be read, printed or taken along: sections with paragraphs, points and tables, and the same as Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the first cell of each row names it. `ends_in_names`: the last cell names columns, in English."""

    caption: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    ends_in_names: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text. `key` is its anchor; `parts` are sections of their own beneath it."""

    key: str
    heading: str
    paragraphs: Sequence[str] = ()
    points: Sequence[str] = ()
    grid: Grid | None = None
    parts: Sequence["Section"] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text."""

    title: str
    lead: str
    sections: Sequence[Section]


def markdown(document: Document) -> str:
    """The text as Markdown, which every editor opens and every system of records takes."""
    blocks = [f"# {_plain(document.title)}", _plain(document.lead)]
    for section in document.sections:
        blocks += _blocks(section, 2)
    return "\n\n".join(blocks) + "\n"


def _blocks(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {_plain(section.heading)}"
    yield from (_plain(paragraph) for paragraph in section.paragraphs)
    if section.points:
        yield "\n".join(f"- {_plain(point)}" for point in section.points)
    if section.grid is not None and section.grid.rows:
        rows = [section.grid.headers, ["---"] * len(section.grid.headers), *section.grid.rows]
        yield "\n".join(f"| {' | '.join(cell if cell == '---' else _plain(cell) for cell in row)} |" for row in rows)
    for part in section.parts:
        yield from _blocks(part, level + 1)


def _plain(text: str) -> str:
    """What somebody wrote, on one line and without a meaning of its own in Markdown."""
    line = " ".join(text.split())
    for sign in "\\`*_[]<>|#":
        line = line.replace(sign, f"\\{sign}")
    return line
