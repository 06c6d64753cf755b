"""Takes personal numbers out of a table before anything else sees its cells."""

from collections.abc import Sequence
from functools import lru_cache

from qi_tracker.exchange.raw_table import Cell, Row, cell_text
from qi_tracker.privacy.personal_numbers import (
    BIRTH_LENGTH,
    LENGTH,
    cell_contains_personal_number,
    is_personal_number,
)

MASK = "•" * LENGTH
"""Stands where a personal number was. It is itself taken for one, so that a stored table says the same again."""

SMALLEST_NUMBER = 10.0**9  # ten digits: a personal number whose leading zero is lost
SPLIT_SHARE = 0.5  # of the rows with six and five digits side by side; by chance it is one in thirty


def mask_text(text: str) -> str:
    """The text, or only the mask when a personal number is in it."""
    return MASK if _is_found(text) else text


def mask_rows(rows: Sequence[Row]) -> tuple[Sequence[Row], frozenset[tuple[int, int]]]:
    """The rows with each cell that holds a personal number masked, and the places (from 0) of these cells."""
    places = {(at, column) for at, row in enumerate(rows) for column, cell in enumerate(row) if _is_found_in_cell(cell)}
    places |= _split_over_two_cells(rows)
    if not places:
        return rows, frozenset()
    masked = list(rows)
    for at in {at for at, _ in places}:
        masked[at] = [MASK if (at, column) in places else cell for column, cell in enumerate(rows[at])]
    return masked, frozenset(places)


def _is_found_in_cell(cell: Cell) -> bool:
    if isinstance(cell, float):
        return cell >= SMALLEST_NUMBER and _is_found(cell_text(cell))
    return len(cell) >= LENGTH - 1 and _is_found(cell)


@lru_cache(maxsize=50_000)
def _is_found(text: str) -> bool:
    return MASK in text or cell_contains_personal_number(text)


def _split_over_two_cells(rows: Sequence[Row]) -> set[tuple[int, int]]:
    """Birth date in one column, the other five digits in the next."""
    pairs: dict[int, list[tuple[int, bool]]] = {}
    for at, row in enumerate(rows):
        for column, (left, right) in enumerate(zip(row, row[1:], strict=False)):
            if _has_digits(left, BIRTH_LENGTH) and _has_digits(right, LENGTH - BIRTH_LENGTH):
                pairs.setdefault(column, []).append((at, is_personal_number(f"{left}{right}")))
    found: set[tuple[int, int]] = set()
    for column, tried in pairs.items():
        hits = [at for at, is_hit in tried if is_hit]
        if len(hits) >= SPLIT_SHARE * len(tried):
            found |= {(at, place) for at in hits for place in (column, column + 1)}
    return found


def _has_digits(cell: Cell, count: int) -> bool:
    return isinstance(cell, str) and len(cell) == count and cell.isascii() and cell.isdigit()
