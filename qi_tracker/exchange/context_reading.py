"""A table of official statistics, and the cells that were chosen of it → rows of numbers to keep beside a project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Any, Final

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.dataset import Category, Cell, CellState, Dataset, Dimension, DimensionRole
from qi_tracker.exchange.municipalities import Followed, follow, place_of
from qi_tracker.exchange.statistics_periods import NamedPeriod, named_periods
from qi_tracker.exchange.statistics_words import DIVIDED_BY, NUMBERED, PLACE_CODES, PRELIMINARY, TIME_CODES, WHOLE
from qi_tracker.services.context import ContextCell, ContextReading
from qi_tracker.vocabulary import ContextState

# One chart holds one row of numbers; more than these at once nobody reads.
MOST_ROWS: Final = 4
_STATES: Final = {
    CellState.NUMBER: ContextState.NUMBER,
    CellState.HIDDEN: ContextState.HIDDEN,
    CellState.MISSING: ContextState.MISSING,
    CellState.TEXT: ContextState.MISSING,
}


@dataclass(frozen=True, slots=True)
class Axes:
    """The dimensions by what is asked of each: time, the kommune, those with a choice, and those without."""

    time: Dimension
    periods: Sequence[NamedPeriod]
    place: Dimension | None
    choices: Sequence[Dimension]
    fixed: Sequence[Dimension]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cells: one place, one category or several of each other dimension, and the first period to take."""

    place: str = ""
    categories: Mapping[str, Sequence[str]] = field(default_factory=dict)
    since: str = ""
    # The table's name, in a file of several.
    table: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain values, for a draft or a kept row."""
        kept = {code: list(chosen) for code, chosen in self.categories.items()}
        return {"place": self.place, "categories": kept, "since": self.since, "table": self.table}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Selection":
        """What `to_json` wrote; nothing chosen where nothing is kept."""
        categories = {code: tuple(chosen) for code, chosen in kept.get("categories", {}).items()}
        return cls(kept.get("place", ""), categories, kept.get("since", ""), kept.get("table", ""))


def axes_of(dataset: Dataset) -> Axes:
    """What the dimensions are about.

    Raises
    ------
    InvalidInput
        `context_without_time` where no dimension has periods.
    """
    time, periods = _time_of(dataset)
    others = [dimension for dimension in dataset.dimensions if dimension is not time]
    place = next((found for found in others if found.role is DimensionRole.GEO), None)
    place = place or next((found for found in others if found.code.casefold() in PLACE_CODES), None)
    rest = [dimension for dimension in others if dimension is not place]
    return Axes(
        time,
        periods,
        place,
        [dimension for dimension in rest if len(dimension.categories) > 1],
        [dimension for dimension in rest if len(dimension.categories) == 1],
    )


def _time_of(dataset: Dataset) -> tuple[Dimension, Sequence[NamedPeriod]]:
    said = dataset.with_role(DimensionRole.TIME)
    named = tuple(found for found in dataset.dimensions if found.code.casefold() in TIME_CODES)
    for dimension in (*said, *named, *dataset.dimensions):
        for texts in (
            [category.code for category in dimension.categories],
            [category.label for category in dimension.categories],
        ):
            periods = named_periods(texts)
            if periods is not None:
                return dimension, periods
    raise InvalidInput("context_without_time")


def suggested(dataset: Dataset, number: str | None) -> Selection:
    """The organisation's own kommune where the table has it, the whole of each other dimension, and all periods."""
    axes = axes_of(dataset)
    place = ""
    if axes.place is not None:
        own = number if number in axes.place.places else None
        place = own or (axes.place.categories[0].code if len(axes.place.categories) == 1 else "")
    return Selection(place, {dimension.code: (_whole_of(dimension).code,) for dimension in axes.choices})


def _whole_of(dimension: Dimension) -> Category:
    named = (found for found in dimension.categories if found.label.casefold().startswith(WHOLE))
    return next(named, dimension.category(dimension.roots[0]))


def find_place(dimension: Dimension, typed: str) -> str:
    """The code of the kommune that was typed by number or name: "0301", "Oslo", "0301 Oslo".

    Raises
    ------
    InvalidInput
        `context_place_unknown`; `context_place_several` with the first few, when several begin alike.
    """
    wanted = " ".join(typed.split()).casefold()
    written = {category.code: place_words(category).casefold() for category in dimension.categories}
    exact = [code for code, text in written.items() if wanted in {code.casefold(), text}]
    exact = exact or [found.code for found in dimension.categories if found.label.casefold() == wanted]
    if exact:
        return exact[0]
    begun = [found for found in dimension.categories if wanted and found.label.casefold().startswith(wanted)]
    if len(begun) == 1:
        return begun[0].code
    if begun:
        raise InvalidInput(
            "context_place_several", field="place", places=", ".join(map(place_words, begun[:MOST_ROWS]))
        )
    raise InvalidInput("context_place_unknown", field="place")


def place_words(category: Category) -> str:
    """A kommune as it is chosen from a list: "0301 Oslo"."""
    return category.label if category.label.startswith(category.code) else f"{category.code} {category.label}"


def is_fitting(dataset: Dataset, selection: Selection) -> bool:
    """Whether the table has all that was chosen, as a newer table of the same kind has."""
    axes = axes_of(dataset)
    if axes.place is not None and selection.place not in axes.place.places:
        return False
    chosen = ((dimension, selection.categories.get(dimension.code, ())) for dimension in axes.choices)
    return all(codes and all(code in dimension.places for code in codes) for dimension, codes in chosen)


def readings(dataset: Dataset, selection: Selection) -> Sequence[ContextReading]:
    """One row of numbers for each combination of the chosen categories, in their order.

    Raises
    ------
    InvalidInput
        `context_not_chosen` when something is not chosen yet, `context_too_many` for more than four rows.
    """
    if not is_fitting(dataset, selection):
        raise InvalidInput("context_not_chosen")
    axes = axes_of(dataset)
    choices = [selection.categories[dimension.code] for dimension in axes.choices]
    combinations = list(product(*choices))
    if len(combinations) > MOST_ROWS:
        raise InvalidInput("context_too_many", limit=MOST_ROWS)
    return [
        _reading(dataset, axes, selection, dict(zip((found.code for found in axes.choices), codes, strict=True)))
        for codes in combinations
    ]


def _reading(dataset: Dataset, axes: Axes, selection: Selection, chosen: Mapping[str, str]) -> ContextReading:
    at = {**chosen, **({axes.place.code: selection.place} if axes.place is not None else {})}
    unit = dataset.unit_of(at)
    place = axes.place.category(selection.place) if axes.place is not None else None
    cells = _cells(dataset, axes, at, selection)
    return ContextReading(
        counted=_in_words(axes, chosen),
        cells=cells,
        frequency=axes.periods[0].frequency,
        selection=replace(selection, categories={code: (one,) for code, one in chosen.items()}).to_json(),
        table_code=dataset.table or _code_in(dataset.title),
        source_updated_on=_day(dataset.updated),
        unit=unit.name if unit else "",
        decimals=unit.decimals if unit else None,
        place_code=place.code if place else "",
        place_name=place.label if place else "",
        breaks=_breaks(selection.place, cells),
    )


def _in_words(axes: Axes, chosen: Mapping[str, str]) -> str:
    named = [dimension.category(chosen[dimension.code]).label for dimension in axes.choices]
    return ", ".join([*(dimension.categories[0].label for dimension in axes.fixed), *named])


def _cells(dataset: Dataset, axes: Axes, at: Mapping[str, str], selection: Selection) -> Sequence[ContextCell]:
    first = axes.periods[axes.time.places[selection.since]].first if selection.since in axes.time.places else None
    found = [
        _context_cell(axes, at, category, period, dataset)
        for category, period in zip(axes.time.categories, axes.periods, strict=True)
        if first is None or period.first >= first
    ]
    return sorted(found, key=lambda cell: cell.period)


def _context_cell(
    axes: Axes, at: Mapping[str, str], category: Category, period: NamedPeriod, dataset: Dataset
) -> ContextCell:
    here = {**at, axes.time.code: category.code}
    code, cell = "", dataset.cell(here)
    if axes.place is not None:
        code, cell = _cell_of_place(axes.place, here, period.first.year, dataset)
    is_preliminary = cell.sign.casefold() in PRELIMINARY
    return ContextCell(period.first, category.label, cell.value, _STATES[cell.state], code, is_preliminary)


def _cell_of_place(place: Dimension, at: Mapping[str, str], year: int, dataset: Dataset) -> tuple[str, Cell]:
    """The cell of the kommune under the number that it had then, where the chosen one has nothing for the period."""
    chosen = at[place.code]
    cell = dataset.cell(at)
    followed = _followed(chosen) if cell.state is CellState.MISSING else None
    number = followed.number_in(year) if followed is not None else None
    if number is not None and number != chosen and number in place.places:
        other = dataset.cell({**at, place.code: number})
        if other.state is not CellState.MISSING:
            return number, other
    return chosen, cell


def _followed(number: str) -> Followed | None:
    """The kommune through the years; None for a place that is none: a country, a part of a town."""
    return follow(number) if place_of(number) is not None else None


def _breaks(place: str, cells: Sequence[ContextCell]) -> Mapping[str, Sequence[str]]:
    """First day of each break that lies between two of the numbers → the kommuner before it."""
    followed = _followed(place)
    years = [cell.period.year for cell in cells if cell.state is not ContextState.MISSING]
    if followed is None or not years:
        return {}
    within = [change for change in followed.breaks if min(years) < change.year <= max(years)]
    return {date(change.year, 1, 1).isoformat(): change.before for change in within}


def subject_of(dataset: Dataset) -> str:
    """What the table is about: its title without its number and without what it is divided by."""
    title = NUMBERED.sub("", dataset.title).strip()
    return DIVIDED_BY.split(title)[0].strip() or title


def _code_in(title: str) -> str:
    """Statistics Norway begins its titles with the number of the table."""
    found = NUMBERED.match(title)
    return found[1] if found else ""


def _day(updated: str) -> date | None:
    try:
        return date.fromisoformat(updated[:10])
    except ValueError:
        return None
