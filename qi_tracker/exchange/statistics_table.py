"""Tables of statistics in a spreadsheet or text file → `Dataset`: as Bufdir's and Statistics Norway's downloads look.

Either the periods are column names, perhaps below or beside the name of what is counted ("wide"), or one column has the
period of each row ("long"). Left of the numbers stand the names: a kommune's number and name, and other groups.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from qi_tracker.errors import InvalidInput, PersonalNumberFound
from qi_tracker.exchange.dataset import (
    MAX_CELLS,
    Category,
    Dataset,
    Dimension,
    DimensionRole,
    count_cells,
    is_hidden_sign,
    is_missing_sign,
    require_sound,
)
from qi_tracker.exchange.numbers import (
    DecimalSign,
    clean,
    find_decimal_sign,
    is_missing,
    is_number,
    is_suppressed,
    is_undecided,
    parse_number,
)
from qi_tracker.exchange.raw_table import MAX_ROWS_ABOVE, Row, cell_text
from qi_tracker.privacy.personal_numbers import cell_contains_personal_number

TIME, METRIC = "Tid", "ContentsCode"
HIDDEN = ":"
LONGEST_NAME = 300  # characters of a column's name

_PERIOD = re.compile(
    r"(?P<before>.*?)[\s,(]*(?P<period>(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))?(?:[KMUT]\d{1,2})?)\)?"
)
_TIME_NAMES = re.compile(r"år|aar|årstall|årgang|tid|periode|year|period", re.IGNORECASE)
_NUMBER_NAMES = re.compile(
    r"(?:kommune|komm?|region|fylke|bydel|område)\W?(?:nummer|nr|kode)\W?|knr|kode|nr", re.IGNORECASE
)
_PLACE_NAMES = re.compile(r"(?:kommune|region|fylke|bydel|sted|område)\w*", re.IGNORECASE)
_NUMBER = re.compile(r"\d{2,6}")
_NUMBER_AND_NAME = re.compile(r"(?:K-)?(\d{1,6}) +(\S.*)")
_SOURCE = re.compile(r"(?:kilde|kjelde|source)\W*(.*)", re.IGNORECASE)
_UPDATED = re.compile(
    r"(?:sist (?:oppdatert|endret|endra)|oppdatert|publisert|dato|latest update|updated)\W*(.*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: the row of names, columns of labels, and of each column with numbers what and when."""

    header: int
    labels: tuple[int, ...]
    time: int | None
    numbers: Mapping[int, tuple[str, str]]
    """Column → (what is counted, period); the period is "" where a column has it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One number with what it is of, as (code, label) for each dimension."""

    place: tuple[tuple[str, str], ...]
    text: str


def read_statistics_table(rows: Sequence[Row], name: str) -> Dataset:
    """The dataset of one sheet or text file; `name` is its title where it has none above its numbers.

    Raises
    ------
    InvalidInput
        `statistics_wrong_file` when no periods are found, `statistics_ambiguous`, `statistics_inconsistent` when two
        rows are of the same, `statistics_too_large`.
    PersonalNumberFound
        A cell has a personal number.
    """
    layout = _wide(rows) or _long(rows)
    if layout is None:
        raise InvalidInput("statistics_wrong_file")
    if (len(rows) - layout.header) * len(layout.numbers) > MAX_CELLS:
        raise InvalidInput("statistics_too_large", limit=MAX_CELLS)
    _refuse_personal_numbers(rows)
    filled = list(_filled(rows, layout))
    groups = _groups(rows[layout.header], rows, layout, filled)
    entries = list(_entries(layout, filled, groups))
    if not entries:
        raise InvalidInput("statistics_empty")
    dimensions = _dimensions(entries, groups)
    cells = count_cells([len(dimension.categories) for dimension in dimensions])
    values, signs = _values(entries, dimensions, cells)
    dataset = Dataset(
        title=_title(rows[: layout.header]) or name,
        dimensions=dimensions,
        values=values,
        signs=signs,
        source=_stated(_SOURCE, rows),
        updated=_stated(_UPDATED, rows),
    )
    require_sound(dataset)
    return dataset


def _period(text: str) -> re.Match[str] | None:
    """A text that ends with a period. A long one is a note, and would take long to look through."""
    return _PERIOD.fullmatch(text) if len(text) <= LONGEST_NAME else None


def is_table(rows: Sequence[Row]) -> bool:
    """Whether periods and numbers are found."""
    return (_wide(rows) or _long(rows)) is not None


def _texts(row: Row) -> list[str]:
    return [clean(cell_text(cell)) for cell in row]


def _wide(rows: Sequence[Row]) -> _Layout | None:
    for index, row in enumerate(rows[:MAX_ROWS_ABOVE]):
        texts = _texts(row)
        periods = {at: found for at, text in enumerate(texts) if at and (found := _period(text))}
        if not periods or not _has_numbers(rows, index, min(periods)):
            continue
        first = min(periods)
        if any(text and at not in periods for at, text in enumerate(texts) if at > first):
            continue
        above = _merged(_texts(rows[index - 1]), first, len(texts)) if index else {}
        numbers = {
            at: (" ".join(filter(None, (above.get(at), one["before"]))), one["period"]) for at, one in periods.items()
        }
        return _Layout(index, tuple(range(first)), None, numbers)
    return None


def _merged(texts: Sequence[str], first: int, width: int) -> Mapping[int, str]:
    """A row of merged headings above the periods: each name counts until the next. Nothing where it is no such row."""
    if any(texts[:first]):
        return {}
    found: dict[int, str] = {}
    latest = ""
    for at in range(first, width):
        latest = (texts[at] if at < len(texts) else "") or latest
        found[at] = latest
    return found


def _long(rows: Sequence[Row]) -> _Layout | None:
    for index, row in enumerate(rows[:MAX_ROWS_ABOVE]):
        texts = _texts(row)
        time = next((at for at, text in enumerate(texts) if _TIME_NAMES.fullmatch(text)), None)
        below = [_texts(one) for one in rows[index + 1 :] if _is_filled(one, time)]
        if time is None or not below or not all(_period(one[time]) for one in below):
            continue
        width = len(texts)
        first = width
        while first > time + 1 and all(_is_value(one[first - 1]) for one in below if len(one) >= first):
            first -= 1
        if first < width:
            labels = tuple(at for at in range(first) if at != time)
            return _Layout(index, labels, time, {at: (texts[at], "") for at in range(first, width) if texts[at]})
    return None


def _is_filled(row: Row, column: int | None) -> bool:
    return column is not None and len(row) > column and bool(clean(cell_text(row[column])))


def _is_value(text: str) -> bool:
    return is_missing(text) or is_suppressed(text) or is_hidden_sign(text) or is_number(text)


def _has_numbers(rows: Sequence[Row], header: int, first: int) -> bool:
    """Whether the rows below the names have numbers, or say that they are hidden."""
    cells = [cell_text(cell) for row in rows[header + 1 : header + 20] for cell in row[first:]]
    return any(not is_missing(text) and _is_value(clean(text)) for text in cells) or ":" in map(clean, cells)


def _filled(rows: Sequence[Row], layout: _Layout) -> Iterator[list[str]]:
    """The rows with numbers, as texts of one length. A name that stands once counts for the rows beneath it."""
    width = max(layout.numbers) + 1
    latest = [""] * width
    for row in rows[layout.header + 1 :]:
        texts = (_texts(row) + [""] * width)[:width]
        if layout.time is None:
            for at in layout.labels:
                latest[at] = texts[at] = texts[at] or latest[at]
        if any(texts[at] for at in layout.numbers) and (layout.time is None or texts[layout.time]):
            yield texts


@dataclass(frozen=True, slots=True)
class _Group:
    """A dimension left of the numbers: the column of its codes, and of its labels."""

    code: str
    label: str
    codes: int
    labels: int
    role: DimensionRole | None


def _groups(header: Row, rows: Sequence[Row], layout: _Layout, filled: Sequence[list[str]]) -> Sequence[_Group]:
    names = _texts(header) + [""] * max(layout.numbers)
    groups: list[_Group] = []
    taken: set[int] = set()
    for at in layout.labels:
        if at in taken or not any(texts[at] for texts in filled):
            continue
        name, label = names[at], at
        is_number = all(_NUMBER.fullmatch(texts[at]) for texts in filled)
        beside = at + 1 if at + 1 in layout.labels else None
        if is_number and (_NUMBER_NAMES.fullmatch(name) or not name) and beside is not None:
            taken.add(beside)
            name, label = names[beside] or name, beside
        parted = all(_NUMBER_AND_NAME.fullmatch(texts[at]) for texts in filled)
        is_place = label != at or parted or bool(_PLACE_NAMES.fullmatch(name) or _NUMBER_NAMES.fullmatch(name))
        first = not any(group.role for group in groups)
        groups.append(
            _Group(
                name or str(at + 1), name or str(at + 1), at, label, DimensionRole.GEO if is_place and first else None
            )
        )
    return groups


def _entries(layout: _Layout, filled: Sequence[list[str]], groups: Sequence[_Group]) -> Iterator[_Entry]:
    is_named = any(content for content, _ in layout.numbers.values())
    for texts in filled:
        place = tuple(_named(texts, group) for group in groups)
        for at, (content, period) in layout.numbers.items():
            counted = ((content, content),) if is_named else ()
            when = period if layout.time is None else texts[layout.time]
            yield _Entry((*place, *counted, (when, when)), texts[at])


def _named(texts: Sequence[str], group: _Group) -> tuple[str, str]:
    code, label = texts[group.codes], texts[group.labels]
    if group.role is None:
        return code, label
    if group.codes == group.labels and (parted := _NUMBER_AND_NAME.fullmatch(code)):
        code, label = parted[1], parted[2]
    # A spreadsheet takes the zero in front of 0301 away.
    return (code.zfill(4) if code.isdigit() and len(code) == 3 else code), label


def _dimensions(entries: Sequence[_Entry], groups: Sequence[_Group]) -> tuple[Dimension, ...]:
    """The groups, what is counted where it has a name, and time; categories in the order they are first seen."""
    kinds = [(group.code, group.label, group.role) for group in groups]
    if len(entries[0].place) > len(groups) + 1:
        kinds.append((METRIC, METRIC, DimensionRole.METRIC))
    kinds.append((TIME, TIME, DimensionRole.TIME))
    found = []
    for at, (code, label, role) in enumerate(kinds):
        categories = dict(entry.place[at] for entry in entries)
        found.append(
            Dimension(code, label, tuple(Category(one, name or one) for one, name in categories.items()), role)
        )
    return tuple(found)


def _values(
    entries: Sequence[_Entry], dimensions: Sequence[Dimension], cells: int
) -> tuple[Sequence[float | str | None], Mapping[int, str]]:
    decimal = _decimal([entry.text for entry in entries])
    places = {
        codes: at
        for at, codes in enumerate(product(*([one.code for one in dimension.categories] for dimension in dimensions)))
    }
    values: list[float | str | None] = [None] * cells
    signs: dict[int, str] = {}
    seen: set[int] = set()
    for entry in entries:
        at = places[tuple(code for code, _ in entry.place)]
        if at in seen:
            raise InvalidInput("statistics_inconsistent")
        seen.add(at)
        values[at], sign = _value(entry.text, decimal)
        if sign:
            signs[at] = sign
    return tuple(values), signs


def _decimal(texts: Sequence[str]) -> DecimalSign | None:
    if is_undecided(texts):
        raise InvalidInput("statistics_ambiguous")
    return find_decimal_sign(texts)


def _value(text: str, decimal: DecimalSign | None) -> tuple[float | str | None, str]:
    """The number, and the sign where there is none. However a number is hidden here, its sign is ":"."""
    if is_hidden_sign(text) or is_suppressed(text):
        return None, HIDDEN
    if is_missing(text):
        return None, text if is_missing_sign(text) or text == "-" else ""
    try:
        return parse_number(text, decimal), ""
    except InvalidInput:
        return text, ""


def _refuse_personal_numbers(rows: Sequence[Row]) -> None:
    if any(cell_contains_personal_number(cell_text(cell)) for row in rows for cell in row):
        raise PersonalNumberFound


def _title(above: Sequence[Row]) -> str:
    for row in above:
        for text in _texts(row):
            if text and not _SOURCE.fullmatch(text) and not _UPDATED.fullmatch(text):
                return text
    return ""


def _stated(pattern: re.Pattern[str], rows: Sequence[Row]) -> str:
    """What stands after the word: in the same cell, the next, or below it."""
    texts = [text for row in rows for text in _texts(row) if text]
    for at, text in enumerate(texts):
        if found := pattern.fullmatch(text):
            return found[1] or (texts[at + 1] if at + 1 < len(texts) else "")
    return ""
