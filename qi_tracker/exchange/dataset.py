"""`Dataset`: official statistics as a cube of cells, each found by the codes of its dimensions. Reads no file."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product

from qi_tracker.errors import InvalidInput, PersonalNumberFound
from qi_tracker.privacy.personal_numbers import contains_personal_number

MAX_CELLS = 200_000
MAX_CATEGORIES = 40_000  # of all dimensions together; all of Norway's basic statistical units are 14,000
MAX_DIMENSIONS = 20
MAX_TEXT = 2_000  # characters of a title or label

# Statistics Norway, "Standardtegn i tabeller": ":" is not shown for reasons of confidentiality. "c" is Eurostat's.
HIDDEN_SIGNS = frozenset({":", "c"})
HIDDEN_WORDS = frozenset({"skjult", "prikket", "anonymisert", "confidential", "hidden"})


class DimensionRole(StrEnum):
    """What a dimension is about, where the source says so."""

    TIME = "time"
    GEO = "geo"
    METRIC = "metric"


class CellState(StrEnum):
    """What stands in a cell. A cell without a number is never 0."""

    NUMBER = "number"
    HIDDEN = "hidden"
    """The source keeps the number back, since persons could be recognised."""
    MISSING = "missing"
    """The source has no number: it cannot exist (.), was not gathered (..), is not there yet (...) or is blank."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts, in the source's words: "prosent"; `decimals` is None where it is not said."""

    name: str
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a dimension: a kommune, a year, an age group. `children` are codes in the same dimension."""

    code: str
    label: str
    children: tuple[str, ...] = ()
    unit: Unit | None = None


@dataclass(frozen=True)
class Dimension:
    """One direction of the cube, its categories in the order of the cells."""

    code: str
    label: str
    categories: tuple[Category, ...]
    role: DimensionRole | None = None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Code → place in `categories`."""
        return {category.code: place for place, category in enumerate(self.categories)}

    def category(self, code: str) -> Category:
        """The category of that code.

        Raises
        ------
        KeyError
            If there is none.
        """
        return self.categories[self.places[code]]

    @property
    def roots(self) -> tuple[str, ...]:
        """Codes that are no other's child: all of them where there is no hierarchy."""
        below = {child for category in self.categories for child in category.children}
        return tuple(category.code for category in self.categories if category.code not in below)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table. `value` is None unless the state is NUMBER; `sign` is what the source wrote beside it."""

    value: float | None
    state: CellState
    sign: str = ""
    text: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether the source keeps the number back. It is shown as hidden, never as a gap and never as 0."""
        return self.state is CellState.HIDDEN


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a table of official statistics is about, without its numbers.

    Attributes
    ----------
    title, source, licence
        In the source's words; "" where it does not say.
    updated
        When the source last changed it, as it writes it (ISO 8601 in JSON-stat); "" where it does not say.
    table
        The source's own name of the table: "05300"; "" where it does not say.
    dimensions
        At least one. The cells lie in the order of their products, the last one changing fastest.
    """

    title: str
    dimensions: tuple[Dimension, ...]
    source: str = ""
    updated: str = ""
    licence: str = ""
    table: str = ""

    @property
    def size(self) -> tuple[int, ...]:
        """Number of categories of each dimension."""
        return tuple(len(dimension.categories) for dimension in self.dimensions)

    def dimension(self, code: str) -> Dimension:
        """The dimension of that code.

        Raises
        ------
        KeyError
            If there is none.
        """
        return next((found for found in self.dimensions if found.code == code), None) or _unknown(code)

    def with_role(self, role: DimensionRole) -> tuple[Dimension, ...]:
        """The dimensions the source gives this role."""
        return tuple(dimension for dimension in self.dimensions if dimension.role is role)

    def unit_of(self, codes: Mapping[str, str]) -> Unit | None:
        """What the number at these codes counts, where the source says so."""
        for dimension in self.dimensions:
            code = codes.get(dimension.code) or dimension.categories[0].code
            if unit := dimension.category(code).unit:
                return unit
        return None


@dataclass(frozen=True, kw_only=True)
class Dataset(Description):
    """A table of official statistics.

    Attributes
    ----------
    values, signs
        By place: number, text or None; and the sign beside it. Places without a sign are not in `signs`.
    """

    values: Sequence[float | str | None]
    signs: Mapping[int, str]

    def cell(self, codes: Mapping[str, str]) -> Cell:
        """The cell of one code for each dimension; a dimension of one category may be left out.

        Raises
        ------
        KeyError
            If a code is unknown, or one is lacking.
        """
        place = 0
        for dimension in self.dimensions:
            count = len(dimension.categories)
            within = 0 if count == 1 and dimension.code not in codes else dimension.places[codes[dimension.code]]
            place = place * count + within
        return self.cell_at(place)

    def cell_at(self, place: int) -> Cell:
        """The cell at a place in the source's order, from 0."""
        return cell_of(self.values[place], self.signs.get(place, ""))

    def cells(self) -> Iterator[tuple[tuple[str, ...], Cell]]:
        """Every cell with its codes, in the order of the dimensions."""
        codes = product(*([category.code for category in dimension.categories] for dimension in self.dimensions))
        for place, found in enumerate(codes):
            yield found, self.cell_at(place)


def cell_of(value: float | str | None, sign: str = "") -> Cell:
    """A value and its sign as a cell. The sign goes before the value: a hidden cell is also written as 0."""
    mark = sign.strip().strip('"')
    written = value.strip().strip('"') if isinstance(value, str) else ""
    for found in (mark, written):
        if is_hidden_sign(found):
            return Cell(None, CellState.HIDDEN, mark or found)
        if is_missing_sign(found):
            return Cell(None, CellState.MISSING, mark or found)
    if isinstance(value, str) and written:
        return Cell(None, CellState.TEXT, mark, value)
    if value is None or isinstance(value, str):
        return Cell(None, CellState.MISSING, mark)
    return Cell(value, CellState.NUMBER, mark)


def is_hidden_sign(sign: str) -> bool:
    """Whether the sign says that the number is kept back."""
    return sign in HIDDEN_SIGNS or sign.casefold() in HIDDEN_WORDS


def is_missing_sign(sign: str) -> bool:
    """Whether the sign says that there is no number: "." and more of them. "-" beside a value is a counted 0."""
    return bool(sign) and not sign.strip(".")


def count_cells(sizes: Sequence[int]) -> int:
    """Number of cells, counted before room is made for any.

    Raises
    ------
    InvalidInput
        `statistics_empty`, `statistics_too_large`.
    """
    require_sizes(sizes)
    cells = math.prod(sizes)
    if cells > MAX_CELLS:
        raise InvalidInput("statistics_too_large", limit=MAX_CELLS)
    return cells


def require_sizes(sizes: Sequence[int]) -> None:
    """Refuse a table without cells, or with too many headings; the same errors."""
    if not sizes or min(sizes) < 1:
        raise InvalidInput("statistics_empty")
    if len(sizes) > MAX_DIMENSIONS or sum(sizes) > MAX_CATEGORIES:
        raise InvalidInput("statistics_too_large", limit=MAX_CELLS)


def require_sound(dataset: Dataset) -> None:
    """Refuse a dataset that does not agree with itself or names a person.

    Raises
    ------
    InvalidInput
        `statistics_empty`, `statistics_too_large`, `statistics_inconsistent`.
    PersonalNumberFound
        A text has a personal number. Numbers in cells are not looked at: they are sums, and eleven digits of kroner
        would be taken for one.
    """
    require_sound_description(dataset)
    if len(dataset.values) != count_cells(dataset.size):
        raise InvalidInput("statistics_inconsistent")
    _require_sound_texts(set(dataset.signs.values()))
    _require_sound_texts(value for value in dataset.values if isinstance(value, str))


def require_sound_description(description: Description) -> None:
    """The same for what a table is about, however many numbers it has."""
    codes = [dimension.code for dimension in description.dimensions]
    if len(set(codes)) < len(codes) or any(len(one.places) < len(one.categories) for one in description.dimensions):
        raise InvalidInput("statistics_inconsistent")
    _require_sound_texts(_texts(description))


def _require_sound_texts(texts: Iterable[str]) -> None:
    for text in texts:
        if len(text) > MAX_TEXT:
            raise InvalidInput("statistics_inconsistent")
        if contains_personal_number(text):
            raise PersonalNumberFound


def _texts(description: Description) -> Iterator[str]:
    yield from (description.title, description.source, description.updated, description.licence, description.table)
    for dimension in description.dimensions:
        yield from (dimension.code, dimension.label)
        for category in dimension.categories:
            yield from (category.code, category.label)
            if category.unit:
                yield category.unit.name


def _unknown(code: str) -> Dimension:
    raise KeyError(code)
