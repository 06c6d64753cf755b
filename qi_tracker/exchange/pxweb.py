"""Tables of a PxWeb server as `Description` and `Dataset`: plans what to ask for, in portions where it must.

The server itself is handed in (`integrations/pxweb.py`), so that nothing here knows the network.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from qi_tracker.errors import InvalidInput, StatisticsNotFetched
from qi_tracker.exchange.dataset import Dataset, Description, Dimension, DimensionRole, count_cells, require_sound
from qi_tracker.exchange.jsonstat import datasets_in, read_description, read_jsonstat
from qi_tracker.exchange.municipalities import find_places, follow, place_of

MOST_PORTIONS = 10
NORWEGIAN = ("no", "nb")

Selection = Mapping[str, Sequence[str]]
"""Dimension → codes. Time may be left out: then the newest period is taken, as PxWeb itself does."""


class Answer(Protocol):
    """What the server answered, and when."""

    @property
    def content(self) -> bytes: ...
    @property
    def fetched_at(self) -> datetime: ...


class Limits(Protocol):
    """What the server says of itself."""

    @property
    def most_cells(self) -> int | None: ...
    @property
    def most_calls(self) -> int | None: ...
    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def licence(self) -> str: ...


class Server(Protocol):
    """What a PxWeb server is asked."""

    @property
    def host(self) -> str: ...
    def limits(self) -> Limits: ...
    def metadata(self, table: str, language: str) -> Answer: ...
    def data(self, table: str, language: str, selection: Mapping[str, tuple[str, ...]]) -> Answer: ...


class FetchedTable(NamedTuple):
    """A dataset and when it was fetched, which may be up to a day ago; the oldest where it came in portions."""

    dataset: Dataset
    fetched_at: datetime


def table_metadata(server: Server, table: str) -> Description:
    """What a table is about, to choose from; with the server's licence where the table does not say its own.

    Raises
    ------
    StatisticsNotFetched
        The server gave no answer that can be used.
    InvalidInput
        `statistics_…`, as for a file.
    """
    limits = server.limits()
    description = read_description(server.metadata(table, _language(limits)).content)
    return replace(description, licence=description.licence or limits.licence, table=description.table or table)


def fetch_table(server: Server, table: str, selection: Selection) -> FetchedTable:
    """The chosen cells of a table.

    Raises
    ------
    InvalidInput
        `statistics_choice_missing` when a dimension other than time, with more than one category, has no choice: the
        server would add it up without saying so. `statistics_choice_unknown`, `statistics_too_large`, as for a file.
    StatisticsNotFetched
        `statistics_too_many_cells` when even ten portions would not do; the server gave no answer that can be used.
    """
    limits = server.limits()
    about = table_metadata(server, table)
    chosen = {dimension.code: _chosen(dimension, selection) for dimension in about.dimensions}
    if not chosen.keys() >= selection.keys():
        raise InvalidInput(
            "statistics_choice_unknown", dimension=next(code for code in selection if code not in chosen)
        )
    count_cells([len(codes) for codes in chosen.values()])
    read, moments = [], []
    for portion in _portions(chosen, limits, server.host):
        answer = server.data(table, _language(limits), portion)
        read.append(_arranged(_read(answer.content, server.host), portion, about, server.host))
        moments.append(answer.fetched_at)
    return FetchedTable(_joined(read, chosen), min(moments))


def all_of(about: Description, places: Sequence[str] = ()) -> Selection:
    """Everything in a table, to choose from afterwards; of its places only these numbers, where it has any of them.

    A table of every kommune is larger than what is read at once, and one kommune is what a project needs. A place is
    followed back and ahead: Statistics Norway keeps the old numbers in a table as rows of their own.
    """
    wanted = {place.number for number in places if place_of(number) for place in follow(number).places}
    chosen: dict[str, Sequence[str]] = {}
    for dimension in about.dimensions:
        codes = [category.code for category in dimension.categories]
        is_place = dimension.role is DimensionRole.GEO
        mine = [code for code in codes if is_place and any(place.number in wanted for place in find_places(code))]
        chosen[dimension.code] = mine or codes
    return chosen


def _language(limits: Limits) -> str:
    """Norwegian where the server has it, else its first."""
    return next((one for one in NORWEGIAN if one in limits.languages), (*limits.languages, "en")[0])


def _chosen(dimension: Dimension, selection: Selection) -> tuple[str, ...]:
    """Codes in the order of the table."""
    wanted = set(selection.get(dimension.code, ()))
    if not wanted.issubset(dimension.places):
        raise InvalidInput("statistics_choice_unknown", dimension=dimension.label)
    if wanted:
        return tuple(category.code for category in dimension.categories if category.code in wanted)
    if len(dimension.categories) == 1:
        return (dimension.categories[0].code,)
    if dimension.role is DimensionRole.TIME:
        # The codes of periods sort as the periods do (2023, 2023K4, 2023M12); the order in a table may be either way.
        return (max(category.code for category in dimension.categories),)
    raise InvalidInput("statistics_choice_missing", dimension=dimension.label)


def _portions(
    chosen: Mapping[str, tuple[str, ...]], limits: Limits, host: str
) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """The selection, divided along its longest dimension so that no part is more than the server gives at a time."""
    cells = math.prod(map(len, chosen.values()))
    most = limits.most_cells or cells
    longest = max(chosen, key=lambda code: len(chosen[code]))
    codes = chosen[longest]
    at_a_time = most * len(codes) // cells
    count = math.ceil(len(codes) / at_a_time) if at_a_time else MOST_PORTIONS + 1
    if count > min(MOST_PORTIONS, limits.most_calls or MOST_PORTIONS):
        raise StatisticsNotFetched("statistics_too_many_cells", host=host, limit=most)
    for start in range(0, len(codes), at_a_time):
        yield {**chosen, longest: codes[start : start + at_a_time]}


def _read(content: bytes, host: str) -> Dataset:
    found = datasets_in(content)
    if len(found) != 1:
        raise StatisticsNotFetched("statistics_bad_answer", host=host)
    return read_jsonstat(next(iter(found.values())))


def _arranged(dataset: Dataset, asked: Mapping[str, tuple[str, ...]], about: Description, host: str) -> Dataset:
    """The answer in the order that was asked for; refused when it is not what was asked for."""
    found = {dimension.code: dimension for dimension in dataset.dimensions}
    if found.keys() != asked.keys() or any(set(codes) != set(found[code].places) for code, codes in asked.items()):
        raise StatisticsNotFetched("statistics_bad_answer", host=host)
    dimensions = tuple(
        replace(found[code], categories=tuple(map(found[code].category, codes)), role=about.dimension(code).role)
        for code, codes in asked.items()
    )
    places = list(_places(dataset, asked))
    return replace(
        dataset,
        dimensions=dimensions,
        values=tuple(dataset.values[place] for place in places),
        signs={at: dataset.signs[place] for at, place in enumerate(places) if place in dataset.signs},
        licence=dataset.licence or about.licence,
        table=dataset.table or about.table,
    )


def _places(dataset: Dataset, asked: Mapping[str, tuple[str, ...]]) -> Iterator[int]:
    """Where each cell that was asked for stands in the answer, in the order that was asked for."""
    steps: dict[str, int] = {}
    step = 1
    for dimension in reversed(dataset.dimensions):
        steps[dimension.code] = step
        step *= len(dimension.categories)
    places = [0]
    for code, codes in asked.items():
        within = dataset.dimension(code).places
        places = [place + within[one] * steps[code] for place in places for one in codes]
    yield from places


def _joined(parts: Sequence[Dataset], chosen: Mapping[str, tuple[str, ...]]) -> Dataset:
    """The portions as one dataset, in the order of the whole selection."""
    if len(parts) == 1:
        return parts[0]
    cells: dict[tuple[str, ...], tuple[Any, str]] = {}
    categories: dict[str, dict[str, Any]] = {code: {} for code in chosen}
    for part in parts:
        for place, (codes, _) in enumerate(part.cells()):
            cells[codes] = (part.values[place], part.signs.get(place, ""))
        for dimension in part.dimensions:
            categories[dimension.code] |= {category.code: category for category in dimension.categories}
    dimensions = tuple(
        replace(dimension, categories=tuple(categories[dimension.code][code] for code in chosen[dimension.code]))
        for dimension in parts[0].dimensions
    )
    whole = replace(parts[0], dimensions=dimensions, values=(None,) * len(cells), signs={})
    found = [cells[codes] for codes, _ in whole.cells()]
    whole = replace(
        whole,
        values=tuple(value for value, _ in found),
        signs={place: sign for place, (_, sign) in enumerate(found) if sign},
    )
    require_sound(whole)
    return whole
