"""Numbers of one or several series → one table to read: pairs parts with their wholes, and chooses among several."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.dates import parse_date
from qi_tracker.exchange.laid_out import Place, SeriesCell
from qi_tracker.exchange.problems import Problem, ProblemCode, problem
from qi_tracker.exchange.raw_table import Cell, Row
from qi_tracker.exchange.read_settings import AS_GROUPS, ReadSettings
from qi_tracker.exchange.role_words import role_of_name
from qi_tracker.exchange.series_names import are_groups, is_longer_than, is_total_name
from qi_tracker.vocabulary import Frequency, ImportRole

SIDE_BY_SIDE = 3  # so many series are columns like any other; of more than these one is chosen
PAIR = (ImportRole.NUMERATOR, ImportRole.DENOMINATOR)
SHOWN_OTHERS = 5
Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """The chosen series as columns: the period first, then the group where there are several, then the numbers.

    `totals` is what sums up others and was left out.
    """

    names: Sequence[str]
    rows: Sequence[Row]
    places: Sequence[Sequence[Place | None]]
    roles: dict[int, ImportRole]
    facts: list[Problem]
    totals: list[str]
    series: tuple[str, ...]
    chosen: str | None
    may_be_groups: bool


@dataclass(slots=True)
class _Item:
    """What can be chosen: one series, or a part with its whole."""

    rest: Name
    members: dict[ImportRole, Name] = field(default_factory=dict)

    @property
    def is_pair(self) -> bool:
        return set(PAIR) <= self.members.keys()

    @property
    def name(self) -> str:
        return " ".join(self.rest) or " / ".join(" ".join(self.members[role]) for role in self.members)


def table_of_series(
    cells: Sequence[SeriesCell], settings: ReadSettings, group_label: str, *, are_in_columns: bool = False
) -> SeriesTable:
    """The table of the series that was chosen, else of the one that is found.

    `are_in_columns` says that each series is a group, as somebody has said or as their headings show.
    """
    totals: list[str] = []
    if not settings.keeps_totals:
        cells, totals = _without_totals(cells)
    items = _items(dict.fromkeys(cell.name for cell in cells), are_in_columns=are_in_columns)
    may_be_groups = len(items) > 1 and len({item.is_pair for item in items}) == 1 and not _groups(cells)
    chosen = _chosen(items, settings, may_be_groups=may_be_groups, are_in_columns=are_in_columns)
    is_found = chosen not in {None, AS_GROUPS, settings.series} and len(items) > 1
    facts = [_several(str(chosen), items)] if is_found else []
    if chosen == AS_GROUPS:
        cells, wanted = _as_groups(cells, items)
    else:
        wanted = [item for item in items if chosen is None or item.name == chosen]
    columns = [(name, role) for item in wanted for role, name in item.members.items()]
    names, rows, places = _rows(cells, [name for name, _ in columns], group_label)
    n_before = len(names) - len(columns)
    roles = {0: ImportRole.DATE} | ({1: ImportRole.STRATUM} if n_before > 1 else {})
    if len(wanted) == 1:
        roles |= {at: role for at, (_, role) in enumerate(columns, start=n_before)}
    series = tuple(item.name for item in items)
    return SeriesTable(names, rows, places, roles, facts, totals, series, chosen, may_be_groups)


def _several(chosen: str, items: Sequence[_Item]) -> Problem:
    others = [item.name for item in items if item.name != chosen]
    shown = [*others[:SHOWN_OTHERS], *(["…"] if len(others) > SHOWN_OTHERS else [])]
    return problem(ProblemCode.SEVERAL_SERIES, chosen=chosen, others=shown)


def _as_groups(cells: Sequence[SeriesCell], items: Sequence[_Item]) -> tuple[list[SeriesCell], list[_Item]]:
    """Each item as a group, and the one item that they then all are."""
    members: dict[ImportRole, Name] = {role: (role.value,) for role in items[0].members}
    if not items[0].is_pair:
        members = {ImportRole.VALUE: ("",)}
    renamed = {name: (item.name, members[role]) for item in items for role, name in item.members.items()}
    kept = [cell for cell in cells if cell.name in renamed]
    return [cell._replace(group=renamed[cell.name][0], name=renamed[cell.name][1]) for cell in kept], [
        _Item((), members)
    ]


def _without_totals(cells: Sequence[SeriesCell]) -> tuple[list[SeriesCell], list[str]]:
    """The cells without groups, series and periods that sum up the others; and what these are called."""
    frequencies = {period: _frequency(period) for period in dict.fromkeys(cell.period for cell in cells)}
    counts = Counter(frequency for frequency in frequencies.values() if frequency)
    usual = counts.most_common(1)[0][0] if counts else None
    longer = {p for p, found in frequencies.items() if found and usual and is_longer_than(found, usual)}
    groups = {name for name in _groups(cells) if is_total_name(name)}
    if len(groups) == len(_groups(cells)):
        groups = set()
    names = _total_names(list(dict.fromkeys(cell.name for cell in cells)))
    kept, left_out = [], []
    for cell in cells:
        if cell.name in names or cell.group in groups or cell.period in longer:
            left_out.append(next(filter(is_total_name, (*cell.name, cell.group)), cell.period))
        else:
            kept.append(cell)
    return (kept, list(dict.fromkeys(left_out))) if kept else (list(cells), [])


def _total_names(names: Sequence[Name]) -> set[Name]:
    """The series that sum up others; never the whole that a part is of."""
    totals = {name for name in names if any(map(is_total_name, name))}
    return {name for name in totals if not _is_whole(name, [other for other in names if other not in totals])}


def _is_whole(name: Name, others: Sequence[Name]) -> bool:
    """Whether a total is a denominator: its last heading says so, and beside it stand parts and no groups."""
    if any(map(is_total_name, name[:-1])) or _role(name[-1:])[1] is not ImportRole.DENOMINATOR:
        return False
    beside = [other for other in others if len(other) == len(name) and other[:-1] == name[:-1]]
    if any(_role(other)[1] is ImportRole.NUMERATOR for other in beside):
        return True
    return 0 < len(beside) < SIDE_BY_SIDE and not are_groups([other[-1] for other in beside])


def _items(names: Iterable[Name], *, are_in_columns: bool) -> list[_Item]:
    """Series by what they are of: a part and its whole in one item where the names say so, else one each."""
    names = list(names)
    common: set[str] = set.intersection(*map(set, names)) if len(names) > 1 else set()
    items: dict[Name, _Item] = {}
    for name in names:
        rest, role = _role(name)
        rest = tuple(part for part in rest if part not in common)
        item = items.setdefault(rest, _Item(rest))
        if role is None or role in item.members:
            items[name] = _Item(_shorter(name, common), {ImportRole.VALUE: name})
        else:
            item.members[role] = name
    found: list[_Item] = []
    for item in items.values():
        if item.is_pair:
            found.append(_Item(item.rest, {role: item.members[role] for role in PAIR}))
        else:
            found += [_Item(_shorter(name, common), {ImportRole.VALUE: name}) for name in item.members.values()]
    if any(item.is_pair for item in found) and not are_in_columns:
        # Beside a part and its whole a ready-made share says nothing new.
        shares = {item.rest for item in found if item.is_pair}
        found = [item for item in found if item.is_pair or _role(item.rest)[0] not in shares]
    return _named_apart(found)


def _shorter(name: Name, common: Collection[str]) -> Name:
    """The name without what all have in common."""
    return tuple(part for part in name if part not in common) or name


def _named_apart(items: Sequence[_Item]) -> list[_Item]:
    """The same with no name twice."""
    seen: Counter[str] = Counter()
    apart = []
    for item in items:
        seen[item.name] += 1
        again = seen[item.name]
        apart.append(item if again == 1 else replace(item, rest=(*(item.rest or (item.name,)), f"({again})")))
    return apart


def _role(name: Name) -> tuple[Name, ImportRole | None]:
    """The name without the part that says numerator, denominator or share, and which of them it says."""
    for at in reversed(range(len(name))):
        named = role_of_name(name[at])
        if named is not None and named.role in {*PAIR, ImportRole.VALUE}:
            return (*name[:at], *name[at + 1 :]), named.role
    return name, None


def _chosen(items: Sequence[_Item], settings: ReadSettings, *, may_be_groups: bool, are_in_columns: bool) -> str | None:
    """Name of the item to read; None when they stand side by side and their roles are found as in any table."""
    if settings.series == AS_GROUPS and may_be_groups:
        return AS_GROUPS
    if any(item.name == settings.series for item in items):
        return settings.series
    pairs = [item for item in items if item.is_pair]
    if len(items) == 1 or len(pairs) == 1:
        return (pairs or items)[0].name
    if may_be_groups and (are_in_columns or are_groups([item.name for item in items])):
        return AS_GROUPS
    return None if not pairs and len(items) <= SIDE_BY_SIDE else (pairs or items)[0].name


def _rows(
    cells: Sequence[SeriesCell], columns: Sequence[Name], group_label: str
) -> tuple[list[str], list[Row], list[list[Place | None]]]:
    """Names, rows and places: by period, then by group as in the source. What comes twice has two rows."""
    wanted = {name: at for at, name in enumerate(columns)}
    used = [cell for cell in cells if cell.name in wanted]
    order = _order(dict.fromkeys(cell.period for cell in used))
    before = 2 if _groups(used) else 1
    rows: dict[tuple[str, str, int], tuple[list[Cell], list[Place | None]]] = {}
    times: Counter[tuple[str, str, Name]] = Counter()
    for cell in sorted(used, key=lambda cell: order[cell.period]):
        place = cell.period, cell.group, cell.name
        times[place] += 1
        key = cell.period, cell.group, times[place]
        if key not in rows:
            start: list[Cell] = [cell.period, cell.group]
            where: list[Place | None] = [cell.period_place, cell.group_place]
            rows[key] = [*start[:before], *[""] * len(columns)], [*where[:before], *[None] * len(columns)]
        at = before + wanted[cell.name]
        rows[key][0][at], rows[key][1][at] = cell.cell, cell.place
    names = ["", group_label][:before] + [" ".join(name) for name in columns]
    return names, [line for line, _ in rows.values()], [places for _, places in rows.values()]


def _groups(cells: Iterable[SeriesCell]) -> list[str]:
    return list(dict.fromkeys(cell.group for cell in cells if cell.group))


def _order(periods: Iterable[str]) -> dict[str, int]:
    """Each period's place in time; in the source, where one of them cannot be read."""
    order = {period: at for at, period in enumerate(periods)}
    try:
        return {period: parse_date(period).date.toordinal() for period in order}
    except InvalidInput:
        return order


def _frequency(period: str) -> Frequency | None:
    try:
        return parse_date(period).frequency
    except InvalidInput:
        return None
