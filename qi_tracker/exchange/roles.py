"""Which column holds what: by its name, and where the name says nothing by its cells."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.numbers import has_percent_sign, parse_number
from qi_tracker.exchange.raw_table import Cell, Row
from qi_tracker.exchange.read_settings import ReadSettings
from qi_tracker.exchange.role_words import role_of_name
from qi_tracker.exchange.table_shape import is_blank, is_date_like, is_number_like, may_be_date
from qi_tracker.vocabulary import ImportRole

MOST = 0.5  # share of the filled cells that makes a column one of dates or numbers
ALMOST_ALL = 0.8  # so sure must it be when nothing but the cells tells
SAMPLE = 500  # cells, spread over the column, are enough to see what it is
PAIR = 2
ROUNDING = 0.006  # 33 % for 0.333
GROUPS_AT_MOST = 0.5  # a group column repeats itself: at most so many different texts per row

NUMBER_ROLES = frozenset({ImportRole.NUMERATOR, ImportRole.DENOMINATOR, ImportRole.VALUE})


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """What a column's cells look like, as shares of those that are filled."""

    index: int
    name: str
    filled: int
    dates: float
    plain_dates: float  # numbers that would be days where days are expected
    numbers: float
    distinct: int
    is_percent: bool
    is_rising: bool  # each number above the one before, as years and serial numbers are

    @property
    def is_dates(self) -> bool:
        return self.dates >= MOST

    @property
    def is_numbers(self) -> bool:
        return self.numbers >= MOST and not self.is_dates


@dataclass(frozen=True, slots=True)
class FoundRoles:
    """One role per column, and what could not be decided for sure."""

    roles: tuple[ImportRole, ...]
    other_date_columns: tuple[int, ...] = ()

    def column(self, role: ImportRole) -> int | None:
        """Index of the column with the role."""
        return self.roles.index(role) if role in self.roles else None


def profile_columns(names: Sequence[str], rows: Sequence[Row]) -> list[ColumnProfile]:
    """What each column looks like. `rows` are the data alone."""
    return [
        _profile(index, name, [row[index] for row in rows if index < len(row) and not is_blank(row[index])])
        for index, name in enumerate(names)
    ]


def find_roles(profiles: Sequence[ColumnProfile], rows: Sequence[Row], settings: ReadSettings) -> FoundRoles:
    """A role for every column: decided by a person, else by its name, else by its cells. Each role once."""
    finder = _RoleFinder(profiles, rows, settings.roles)
    date_columns = finder.find_date()
    finder.find_by_name(exact=True)
    finder.find_by_name(exact=False)
    finder.find_numbers()
    finder.find_texts()
    chosen = finder.index_of(ImportRole.DATE)
    others = () if ImportRole.DATE in settings.roles.values() else tuple(i for i in date_columns if i != chosen)
    return FoundRoles(finder.result(), others)


def _profile(index: int, name: str, cells: Sequence[Cell]) -> ColumnProfile:
    sample = cells[:: 1 + len(cells) // SAMPLE]

    def share(test: Callable[[Cell], bool]) -> float:
        return sum(map(test, sample)) / len(sample) if sample else 0.0

    percent = any(isinstance(cell, str) and has_percent_sign(cell) and is_number_like(cell) for cell in sample)
    return ColumnProfile(
        index=index,
        name=name,
        filled=len(cells),
        dates=share(is_date_like),
        plain_dates=share(may_be_date),
        numbers=share(is_number_like),
        distinct=len(set(cells)),
        is_percent=percent or "%" in name,
        is_rising=_is_rising(sample),
    )


class _RoleFinder:
    """Takes the decisions one after another; what is decided stays so."""

    def __init__(self, profiles: Sequence[ColumnProfile], rows: Sequence[Row], fixed: Mapping[int, ImportRole]) -> None:
        self._profiles = profiles
        self._rows = rows
        self._fixed = {index: role for index, role in fixed.items() if 0 <= index < len(profiles)}
        self._decided = dict(self._fixed)

    def decide(self, index: int, role: ImportRole) -> None:
        self._decided[index] = role

    def index_of(self, role: ImportRole) -> int | None:
        return next((index for index, decided in self._decided.items() if decided is role), None)

    def result(self) -> tuple[ImportRole, ...]:
        return tuple(self._decided.get(profile.index, ImportRole.IGNORE) for profile in self._profiles)

    def find_date(self) -> list[int]:
        """Decide the date column and return all that could be it."""
        candidates = [profile for profile in self._open() if profile.is_dates and not _is_named_otherwise(profile)]
        if ImportRole.DATE not in self._decided.values():
            best = max(candidates or self._plain_dates(), key=_date_rank, default=None)
            if best is not None:
                self.decide(best.index, ImportRole.DATE)
        return [profile.index for profile in candidates if profile.dates >= ALMOST_ALL]

    def find_by_name(self, *, exact: bool) -> None:
        for profile in self._open():
            named = role_of_name(profile.name)
            if named is None or named.is_exact is not exact or named.role in self._decided.values():
                continue
            is_sure = exact and named.role in {ImportRole.NUMERATOR, ImportRole.DENOMINATOR}
            if named.role in NUMBER_ROLES and profile.filled and not profile.is_numbers and not is_sure:
                continue
            if named.role is ImportRole.DATE and (profile.is_numbers or not exact):
                continue
            self.decide(profile.index, named.role)

    def find_numbers(self) -> None:
        """Give the columns of numbers that are left their places: a part and its whole, else one value."""
        left = [profile for profile in self._open() if profile.is_numbers and profile.filled]
        numerator, denominator = self.index_of(ImportRole.NUMERATOR), self.index_of(ImportRole.DENOMINATOR)
        value = self.index_of(ImportRole.VALUE)
        if (numerator is None) is not (denominator is None):
            if left:
                self.decide(left[0].index, ImportRole.DENOMINATOR if denominator is None else ImportRole.NUMERATOR)
        elif numerator is None:
            pair = self._find_pair([profile for profile in left if not profile.is_percent])
            if pair and (value is None or self._is_ratio(value, *pair)):
                self.decide(pair[0], ImportRole.NUMERATOR)
                self.decide(pair[1], ImportRole.DENOMINATOR)
            elif left and value is None:
                self.decide(left[0].index, ImportRole.VALUE)
        self._drop_computed_value()
        if NUMBER_ROLES.isdisjoint(self._decided.values()):
            self._find_value_by_name_alone()

    def _find_value_by_name_alone(self) -> None:
        """Without any numbers the column that is called a value should have had them, and each row says so."""
        for profile in self._open():
            named = role_of_name(profile.name)
            if named is not None and named.role is ImportRole.VALUE and named.is_exact:
                self.decide(profile.index, ImportRole.VALUE)
                return

    def _drop_computed_value(self) -> None:
        """Beside numerator and denominator the ready-made share says nothing new."""
        value = self.index_of(ImportRole.VALUE)
        is_complete = {ImportRole.NUMERATOR, ImportRole.DENOMINATOR} <= set(self._decided.values())
        if value is not None and value not in self._fixed and is_complete:
            self.decide(value, ImportRole.IGNORE)

    def _find_pair(self, left: Sequence[ColumnProfile]) -> tuple[int, int] | None:
        """Part and whole: two columns of counts where one is nearly always the smaller."""
        if len(left) < PAIR:
            return None
        first, second = left[0].index, left[1].index
        counts = [(a, b) for a, b in self._numbers(first, second) if a >= 0 and b >= 0 and a % 1 == 0 == b % 1]
        rising = sum(a <= b for a, b in counts)
        falling = sum(a >= b for a, b in counts)
        if not counts or max(rising, falling) < ALMOST_ALL * len(counts):
            return None
        return (first, second) if rising >= falling else (second, first)

    def _is_ratio(self, value: int, part: int, whole: int) -> bool:
        """Whether a column is the share that two others give, in per cent or not, as far as it was rounded."""
        triples = [(v, a / b) for v, a, b in self._numbers(value, part, whole) if b]
        close = sum(min(abs(v - share), abs(v / 100 - share)) <= ROUNDING for v, share in triples)
        return close > 0 and close >= ALMOST_ALL * len(triples)

    def find_texts(self) -> None:
        """Texts that repeat themselves beside repeated dates are groups; of the others the first is the comment."""
        texts = [profile for profile in self._open() if profile.filled and not profile.is_numbers]
        texts = [profile for profile in texts if not profile.is_dates]
        if self.index_of(ImportRole.STRATUM) is None and self._dates_repeat():
            groups = [profile for profile in texts if profile.distinct <= GROUPS_AT_MOST * profile.filled]
            if groups and groups[0].filled >= ALMOST_ALL * len(self._rows):
                self.decide(groups[0].index, ImportRole.STRATUM)
                texts.remove(groups[0])
        if texts and self.index_of(ImportRole.COMMENT) is None:
            self.decide(texts[0].index, ImportRole.COMMENT)

    def _open(self) -> list[ColumnProfile]:
        return [profile for profile in self._profiles if profile.index not in self._decided]

    def _plain_dates(self) -> Iterable[ColumnProfile]:
        """Without real dates: columns that are called a date, and numbers that can be years, months or serials."""
        for profile in self._open():
            is_plain = profile.plain_dates >= ALMOST_ALL
            if (is_plain and profile.is_rising) or (_is_named_date(profile) and (is_plain or not profile.is_numbers)):
                yield profile

    def _dates_repeat(self) -> bool:
        index = self.index_of(ImportRole.DATE)
        return index is not None and self._profiles[index].distinct < self._profiles[index].filled

    def _numbers(self, *columns: int) -> Iterable[tuple[float, ...]]:
        """The columns' numbers side by side, from the rows that have them all."""
        for row in self._rows:
            if max(columns) < len(row):
                numbers = tuple(_number(row[column]) for column in columns)
                if None not in numbers:
                    yield cast(tuple[float, ...], numbers)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, float):
        return cell
    try:
        return parse_number(cell, "," if "," in cell else ".")
    except InvalidInput:
        return None


def _is_rising(cells: Sequence[Cell]) -> bool:
    numbers = [_number(cell) for cell in cells]
    return len(numbers) > 1 and all(
        a is not None and b is not None and a < b for a, b in zip(numbers, numbers[1:], strict=False)
    )


def _is_named_date(profile: ColumnProfile) -> bool:
    named = role_of_name(profile.name)
    return named is not None and named.role is ImportRole.DATE


def _is_named_otherwise(profile: ColumnProfile) -> bool:
    named = role_of_name(profile.name)
    return named is not None and named.is_exact and named.role is not ImportRole.DATE


def _date_rank(profile: ColumnProfile) -> tuple[int, float, int, int]:
    """The best name first, then the surest dates, the fewest repetitions, the leftmost."""
    named = role_of_name(profile.name)
    is_date = named is not None and named.role is ImportRole.DATE
    by_name = (2 if named.is_exact else 1) if named is not None and is_date else 0
    return by_name, profile.dates, profile.distinct, -profile.index
