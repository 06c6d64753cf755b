"""The lists behind four drawings of causes, read from what people type: one item on each line."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qi_tracker.errors import InvalidInput
from qi_tracker.vocabulary import CauseTool

MOST_LINES = 40
"""More cannot be drawn so that it can be read (our own choice)."""

LONGEST_LINE = 200
"""Characters of one line (our own choice)."""

Item = dict[str, Any]

# A number at the end, after a colon, a semicolon or a tab.
_COUNT = re.compile(r"^(?P<text>.*\S)\s*[:;\t]\s*(?P<count>\d{1,9})$")
_MINUTES = re.compile(r"^(?P<minutes>\d{1,7})\s*(?:m|min|min\.|minutt|minutter|minutes?)?$", re.IGNORECASE)
_BETWEEN_CELLS = re.compile(r"\s*[;\t]\s*")


def read_items(tool: CauseTool, typed: str) -> list[Item]:
    """The items of the lines, in their order; empty lines are passed over.

    Raises
    ------
    InvalidInput
        At the lines, if there is none, there are too many, or one lacks what the tool needs.
    """
    lines = [(number, line.strip()) for number, line in enumerate(typed.splitlines(), 1) if line.strip()]
    if not lines:
        raise InvalidInput("cause_no_lines", field="lines")
    if len(lines) > MOST_LINES:
        raise InvalidInput("cause_too_many_lines", field="lines", most=MOST_LINES)
    items: list[Item] = []
    for number, line in lines:
        if len(line) > LONGEST_LINE:
            raise InvalidInput("cause_line_too_long", field="lines", line=number, most=LONGEST_LINE)
        items.append(_READERS[tool](line, number, items))
    return items


def typed_items(tool: CauseTool, items: Sequence[Mapping[str, Any]]) -> str:
    """The items as lines that are read as the same items again."""
    return "\n".join(_WRITERS[tool](item) for item in items)


def total_minutes(items: Sequence[Mapping[str, Any]]) -> int:
    """How long the steps take together, in minutes; a step without a time counts as none."""
    return sum(item.get("minutes") or 0 for item in items)


def _why(line: str, _number: int, _before: Sequence[Item]) -> Item:
    return {"text": line}


def _bone(line: str, _number: int, before: Sequence[Item]) -> Item:
    """A line without a branch belongs to the one before."""
    branch, colon, text = (part.strip() for part in line.replace("\t", ":", 1).partition(":"))
    if colon:
        return {"branch": branch, "text": text}
    return {"branch": before[-1]["branch"] if before else "", "text": line}


def _counted(line: str, number: int, _before: Sequence[Item]) -> Item:
    found = _COUNT.match(line)
    if found is None:
        raise InvalidInput("cause_line_without_count", field="lines", line=number)
    return {"text": found["text"].rstrip(" :;"), "count": int(found["count"])}


def _step(line: str, number: int, _before: Sequence[Item]) -> Item:
    text, *rest = _BETWEEN_CELLS.split(line)
    minutes = None
    if rest and (found := _MINUTES.match(rest[-1])):
        minutes = int(found["minutes"])
        rest.pop()
    if len(rest) > 1:
        raise InvalidInput("cause_line_without_minutes", field="lines", line=number)
    return {"text": text, "who": rest[0] if rest else "", "minutes": minutes}


def _step_line(item: Mapping[str, Any]) -> str:
    minutes = "" if item["minutes"] is None else str(item["minutes"])
    return "; ".join([item["text"], *([item["who"]] if item["who"] else []), *([minutes] if minutes else [])])


_READERS: Mapping[CauseTool, Callable[[str, int, Sequence[Item]], Item]] = {
    CauseTool.FIVE_WHYS: _why,
    CauseTool.FISHBONE: _bone,
    CauseTool.PARETO: _counted,
    CauseTool.PROCESS: _step,
}
_WRITERS: Mapping[CauseTool, Callable[[Mapping[str, Any]], str]] = {
    CauseTool.FIVE_WHYS: lambda item: item["text"],
    CauseTool.FISHBONE: lambda item: f"{item['branch']}: {item['text']}",
    CauseTool.PARETO: lambda item: f"{item['text']}: {item['count']}",
    CauseTool.PROCESS: _step_line,
}
