"""Lines for a terminal: headings, facts with their names in a column, and tables with aligned columns."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Final

WIDTH: Final = 100
_BETWEEN: Final = 2


def heading(title: str) -> Iterator[str]:
    """The title with a line beneath it and an empty one above."""
    yield ""
    yield title
    yield "─" * len(title)


def sentences(*texts: str) -> Iterator[str]:
    """Each on as many lines as it needs."""
    for text in texts:
        yield from wrap(text, WIDTH, break_long_words=False)


def facts(named: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Names in one column, what there is to say in the other."""
    width = max((len(name) for name, _ in named), default=0) + _BETWEEN
    for name, said in named:
        lines = wrap(said, WIDTH - width, break_long_words=False) or [""]
        for number, line in enumerate(lines):
            yield ((name if number == 0 else "").ljust(width) + line).rstrip()


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], left: Sequence[int] = (0,)) -> Iterator[str]:
    """Columns as wide as their cells, aligned right but for those named; headers on as many lines as that takes."""
    parts = [_wrapped(header, [row[place] for row in rows]) for place, header in enumerate(headers)]
    above = list(zip_longest(*[[""] * (max(map(len, parts)) - len(part)) + part for part in parts], fillvalue=""))
    widths = [max(map(len, column)) for column in zip(*above, *rows, strict=True)]
    rule = ["─" * width for width in widths]
    for row in (*above, rule, *rows):
        cells = (
            cell.ljust(width) if place in left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield (" " * _BETWEEN).join(cells).rstrip()


def _wrapped(header: str, cells: Sequence[str]) -> list[str]:
    width = max(map(len, [*header.split(" "), *cells]))
    return wrap(header, width, break_long_words=False, break_on_hyphens=False)
