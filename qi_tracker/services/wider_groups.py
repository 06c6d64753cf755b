"""Which groups of a block may be seen beside its number for all."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from qi_tracker.privacy.suppression import Count, Protection, Rule, about, added, protect
from qi_tracker.services.calculations import ADDED_UP
from qi_tracker.services.wider_blocks import ALL, REST, ShownNumber, WiderBlock
from qi_tracker.services.wider_counts import Numbers, group_parts, periods_in, total_parts


@dataclass(frozen=True, slots=True)
class _Table:
    """The counts of one block: of all, of each group, and which of them are hidden for a reason of their own."""

    total: Count
    groups: Mapping[str, Count]
    own: Set[str]

    def hidden(self, rule: Rule, more: Set[str] = frozenset()) -> frozenset[str]:
        """What is hidden, when `more` is too."""
        own = self.own | more
        found: Protection = protect(
            rule, self.total, self.groups, is_total_hidden=ALL in own, groups_hidden=own & self.groups.keys()
        )
        shown = found.groups_shown | ({ALL} if found.is_total_shown else set())
        return frozenset({ALL, *self.groups} - shown)


def with_groups(rule: Rule, numbers: Numbers, found: WiderBlock, *, is_total_hidden: bool) -> WiderBlock:
    """The block with the groups that may be seen, and with a place for its number for all where that may be seen."""
    table = _table(rule, numbers, found, is_total_hidden=is_total_hidden)
    if table is None:
        return replace(found, shown={} if is_total_hidden else {ALL: ShownNumber()})
    hidden = table.hidden(rule)
    least = hidden if found.least is None else found.least
    if not (hidden <= least or hidden >= least):
        # Some of what is hidden now was shown once, beside other things than those that are shown now.
        hidden = table.hidden(rule, least)
    is_stock = numbers.measure.is_stock
    told = {name: as_shown(count, is_stock=is_stock) for name, count in table.groups.items() if name not in hidden}
    told.pop(REST, None)
    if ALL not in hidden:
        told[ALL] = ShownNumber()
    return replace(found, least=min(hidden, frozenset(least), key=len), shown=told)


def _table(rule: Rule, numbers: Numbers, found: WiderBlock, *, is_total_hidden: bool) -> _Table | None:
    """The counts of the block; None where its groups are none that can be shown beside its total.

    A group that is not of all its periods would tell the number for all of the others, and so it is not shown.
    """
    periods = periods_in(found.counted)
    is_even = all(list(found.counted[name]) == periods for name in found.groups)
    if not found.groups or not is_even or not numbers.are_counts or numbers.measure.value_type not in ADDED_UP:
        return None
    parts = {name: group_parts(numbers, found.counted, name) for name in found.groups}
    groups = {name: added(part) for name, part in parts.items()}
    total = added(total_parts(numbers, found.counted))
    rest = _rest(total, added(list(groups.values())))
    if rest is None:
        return None
    if rest.numerator or rest.denominator:
        groups[REST] = rest
    own = {name for name, part in parts.items() if rule.hides(groups[name], part)}
    return _Table(total, groups, own | ({ALL} if is_total_hidden else set()))


def _rest(total: Count, groups: Count) -> Count | None:
    """Those who are in the total and in no group; None where the groups do not fit into it."""
    whole = None
    if total.denominator is not None and groups.denominator is not None:
        whole = total.denominator - groups.denominator
    rest = Count(total.numerator - groups.numerator, whole)
    fits_in = rest.numerator >= 0 and (whole is None or rest.numerator <= whole)
    return rest if fits_in else None


def as_shown(count: Count, *, is_stock: bool) -> ShownNumber:
    """The count as it is told; of a stock only about, where it is one of another."""
    if count.denominator is None:
        return ShownNumber(value=count.numerator)
    if is_stock and count.denominator:
        told = about(count)
        return ShownNumber(denominator=told.denominator, value=told.percent)
    return ShownNumber(count.numerator, count.denominator)
