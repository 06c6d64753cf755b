"""From a measure's numbers to what may be seen of them wider: periods merged, small counts hidden, told as blocks.

Measures that are computed from each other share their blocks and are protected together. What stands in a summary
already is an input: a block that was shown once keeps its borders. Asks no database and writes nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from qi_tracker.analysis.periods import has_periods, next_period
from qi_tracker.privacy.merging import Block, merge
from qi_tracker.privacy.suppression import Count, Ratio, Rule, added, hidden_together
from qi_tracker.services.calculations import fits, source_ids
from qi_tracker.services.wider_blocks import ALL, ShownNumber, WiderBlock
from qi_tracker.services.wider_counts import (
    Numbers,
    counted_in,
    expected_periods,
    is_gone,
    last_period,
    periods_in,
    plain_value,
    total_parts,
)
from qi_tracker.services.wider_family import Family, Member
from qi_tracker.services.wider_groups import as_shown, with_groups
from qi_tracker.vocabulary import Calculation, ValueType


def protected(family: Family) -> Mapping[int, list[WiderBlock]]:
    """Measure id → what may be seen of it wider, the oldest first; for all of the family at once."""
    blocks = {member.id: _blocks_of(member) for member in family.members}
    while True:
        # Blocks that are made decide how far the next are merged: until there is nothing more to make.
        made = _made(family, blocks)
        more = {member.id: _with_new(member, family, blocks, made) for member in family.members}
        if more == blocks:
            break
        blocks = more
    shown: dict[int, list[WiderBlock]] = {member.id: [] for member in family.members}
    for block in sorted({each for kept in blocks.values() for each in kept}, key=_by_time):
        together = {number: kept[block] for number, kept in blocks.items() if block in kept}
        for number, found in _protected_block(family, together).items():
            shown[number].append(found)
    return shown


def _by_time(block: Block) -> tuple[date, int]:
    return block.first, _days(block)


def _days(block: Block) -> int:
    return (next_period(block.first, block.frequency) - block.first).days


def _blocks_of(member: Member) -> dict[Block, WiderBlock]:
    return {found.block: found for found in member.kept}


def _made(family: Family, blocks: Mapping[int, Mapping[Block, WiderBlock]]) -> list[Block]:
    """All blocks of the family from now on: the longest of what stands, where members that met later have others."""
    distinct = {each for kept in blocks.values() for each in kept}
    # Those of one member never overlap.
    are_disjoint = any(len(kept) == len(distinct) for kept in blocks.values())
    standing: list[Block] = []
    for block in sorted(distinct, key=lambda one: (-_days(one), one.first)):
        if are_disjoint or not any(_overlap(block, other) for other in standing):
            standing.append(block)
    entered = [member for member in family.members if not member.is_computed and not member.is_in_bin]
    if not entered or not has_periods(entered[0].measure.frequency):
        return standing
    return merge(
        _answered(entered),
        entered[0].measure.frequency,
        lambda periods: _is_shown(family, periods),
        sorted(standing, key=_by_time),
        may_merge=any(member.numbers.are_counts for member in entered)
        and not any(member.measure.is_stock for member in family.members),
    )


def _overlap(one: Block, other: Block) -> bool:
    ends = [next_period(block.first, block.frequency) - timedelta(days=1) for block in (one, other)]
    return one.first <= ends[1] and other.first <= ends[0]


def _answered(entered: Sequence[Member]) -> dict[date, bool]:
    """Period → whether all who are expected to have a number for it have answered."""
    until = max(last_period(member.numbers) for member in entered)
    answered: dict[date, bool] = {}
    for member in entered:
        for period, is_answered in expected_periods(member.numbers, member.pauses, until).items():
            answered[period] = answered.get(period, True) and is_answered
    return answered


def _is_shown(family: Family, periods: Sequence[date]) -> bool:
    """Whether the periods together have numbers large enough in every measure that has some that can be."""
    answers = [
        not _hides_total(family.rule, member.numbers, counted)
        for member in family.members
        if (member.numbers.are_counts or member.measure.rests_on_many)
        and (counted := counted_in(member.numbers, periods))
    ]
    return bool(answers) and all(answers)


def _with_new(
    member: Member, family: Family, blocks: Mapping[int, Mapping[Block, WiderBlock]], made: Sequence[Block]
) -> dict[Block, WiderBlock]:
    """The member's blocks with those that it has come to have a part in."""
    own = dict(blocks[member.id])
    if member.is_in_bin:
        return own
    terms = [number for number in source_ids(member.measure) if number in family.by_id]
    for block in made:
        # Those that are made do not overlap each other.
        is_new = block not in own and not any(_overlap(block, other) for other in blocks[member.id])
        if is_new and all(block in blocks[number] for number in terms):
            own[block] = WiderBlock(block, counted_in(member.numbers, block.periods))
    return own


def _hides_total(rule: Rule, numbers: Numbers, counted: Mapping[str, Sequence[date]]) -> bool:
    """Whether the number for all must be hidden for its own sake."""
    if numbers.are_counts:
        parts = total_parts(numbers, counted)
        return rule.hides(added(parts), parts)
    value, counts = plain_value(numbers, counted)
    return value is None or not numbers.measure.rests_on_many or any(map(rule.hides, counts))


def _protected_block(family: Family, together: Mapping[int, WiderBlock]) -> dict[int, WiderBlock]:
    """The block of each measure that has it, with what may be seen of them all at once."""
    present = {number: found for number, found in together.items() if found.counted}
    gone = {number for number, found in present.items() if is_gone(family.by_id[number].numbers, found.counted)}
    ratios = [ratio for number in present if (ratio := _ratio(family, number, present)) is not None]
    linked = {int(name) for ratio in ratios for name in ratio}
    unfit = {number for number in present if not _is_of_its_terms(family, number, present, gone)}
    own = gone | {number for number in present if number not in gone | unfit and _hides(family, present, number)}
    hidden = _together(own, ratios)
    closed = gone | linked
    groups = {
        number: found
        if number in closed
        else with_groups(family.rule, family.by_id[number].numbers, found, is_total_hidden=number in hidden)
        for number, found in present.items()
    }
    hidden |= {number for number, found in groups.items() if number not in closed and ALL not in found.shown}
    hidden = _together(hidden, ratios) | unfit
    hidden |= {number for number in present if not hidden.isdisjoint(_summed_from(family, number))}
    hidden |= {number for one in present for number in _summed_from(family, one) if one in hidden - unfit}
    return {
        number: replace(found, shown={}) if number not in present else _with_total(family, groups, number, hidden)
        for number, found in together.items()
    }


def _hides(family: Family, present: Mapping[int, WiderBlock], number: int) -> bool:
    """Whether the number for all is hidden for its own sake; a quotient of two counts is told as they are."""
    if _quotient(family, present, number) is not None:
        return False
    return _hides_total(family.rule, family.by_id[number].numbers, present[number].counted)


def _quotient(family: Family, present: Mapping[int, WiderBlock], number: int) -> float | None:
    """One count over another, in the block; None for all other measures."""
    measure = family.by_id[number].measure
    if measure.calculation is not Calculation.RATIO or family.by_id[number].numbers.are_counts:
        return None
    terms = [family.by_id[term] for term in source_ids(measure)]
    if any(term.measure.value_type is not ValueType.COUNT or term.id not in present for term in terms):
        return None
    above, below = (added(total_parts(term.numbers, present[term.id].counted)) for term in terms)
    return above.numerator / below.numerator if below.numerator else None


def _together(hidden: Collection[int], ratios: Collection[Ratio]) -> set[int]:
    return {int(name) for name in hidden_together([str(number) for number in hidden], ratios)}


def _ratio(family: Family, number: int, present: Collection[int]) -> Ratio | None:
    measure = family.by_id[number].measure
    terms = source_ids(measure)
    if measure.calculation is not Calculation.RATIO or not set(terms) <= set(present):
        return None
    return Ratio(str(number), *map(str, terms))


def _summed_from(family: Family, number: int) -> list[int]:
    measure = family.by_id[number].measure
    return source_ids(measure) if measure.calculation is Calculation.SUM_OF_STRATA else []


def _is_of_its_terms(family: Family, number: int, present: Mapping[int, WiderBlock], gone: Collection[int]) -> bool:
    """Whether a computed number is of the same periods as its terms: else the difference would tell the others."""
    member = family.by_id[number]
    if not member.is_computed:
        return True
    terms = source_ids(member.measure)
    if not set(terms) <= set(present) or not {number, *terms}.isdisjoint(gone):
        return False
    if not all(fits(member.measure, family.by_id[term].measure) for term in terms):
        return False
    periods = periods_in(present[number].counted)
    if any(periods_in(present[term].counted) != periods for term in terms):
        return False
    if member.measure.calculation is Calculation.SUM_OF_STRATA:
        return member.numbers.are_counts and _total(family, terms[0], present) == _total(family, number, present)
    return True


def _total(family: Family, number: int, present: Mapping[int, WiderBlock]) -> Count | None:
    numbers = family.by_id[number].numbers
    return added(total_parts(numbers, present[number].counted)) if numbers.are_counts else None


def _with_total(family: Family, present: Mapping[int, WiderBlock], number: int, hidden: Collection[int]) -> WiderBlock:
    """The block with its number for all, unless that is hidden."""
    found, numbers = present[number], family.by_id[number].numbers
    groups = {name: shown for name, shown in found.shown.items() if name != ALL}
    if number in hidden:
        return replace(found, shown=groups)
    if numbers.are_counts:
        told = as_shown(added(total_parts(numbers, found.counted)), is_stock=numbers.measure.is_stock)
    else:
        quotient = _quotient(family, present, number)
        told = ShownNumber(value=plain_value(numbers, found.counted)[0] if quotient is None else quotient)
    return replace(found, shown={ALL: told, **groups})
