"""What only shows when all rows are read: future and repeated periods, phases, the end of the base period."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from math import fsum

from qi_tracker.analysis.periods import period_start
from qi_tracker.exchange.dates import WrittenDate
from qi_tracker.exchange.import_preview import ImportPoint, ImportRow
from qi_tracker.exchange.phase_marks import last_frozen, phase_starts
from qi_tracker.exchange.problems import ProblemCode, problem
from qi_tracker.exchange.read_settings import Duplicates, ReadSettings
from qi_tracker.exchange.row_reader import ReadRow
from qi_tracker.exchange.series_names import is_longer_than, is_total_name
from qi_tracker.vocabulary import Frequency, ImportRole


@lru_cache(maxsize=50_000)
def _start(day: date, frequency: Frequency) -> date:
    """The period's first day, which each row is asked for several times."""
    return period_start(day, frequency)


def finish_rows(
    read: Sequence[ReadRow], frequency: Frequency, today: date, settings: ReadSettings
) -> Iterator[ImportRow]:
    """The rows with their points. `read` is in the order of the table and gets the problems found here."""
    used = [row for row in read if row.number not in settings.skipped_rows]
    _drop_or_refuse_future(used, frequency, today)
    if settings.frequency is not Frequency.EVENT:
        _find_duplicates(used, frequency, settings)
    points = {row.number: _point(row, row.written, frequency) for row in used if row.written and row.is_usable}
    points |= _phases_and_freeze(read, points)
    for row in read:
        is_skipped = row.number in settings.skipped_rows
        yield ImportRow(row.number, row.cells, tuple(row.problems), points.get(row.number), is_skipped)


def leave_out_totals(read: Sequence[ReadRow], settings: ReadSettings) -> None:
    """Leave out rows that sum up others although they have a date: a year among months, a group called "Sum"."""
    if settings.keeps_totals:
        return
    lengths = Counter(row.written.frequency for row in read if row.written and row.written.frequency)
    usual = max(lengths, key=lambda frequency: lengths[frequency], default=None)
    groups = {row.texts.get(ImportRole.STRATUM, "") for row in read}
    totals = {name for name in groups if is_total_name(name)}
    has_groups = bool(groups - totals - {""})
    for row in read:
        is_longer = usual and row.written and row.written.frequency and is_longer_than(row.written.frequency, usual)
        if row.written and (is_longer or (has_groups and row.texts.get(ImportRole.STRATUM) in totals)):
            row.written = None
            kept = [found for found in row.problems if found.code is ProblemCode.PERSONAL_NUMBER]
            row.problems = [*kept, problem(ProblemCode.TOTAL_ROW, row.number)]


def _phases_and_freeze(read: Iterable[ReadRow], points: Mapping[int, ImportPoint]) -> dict[int, ImportPoint]:
    """The points at which a phase begins or the base period ends, marked as such."""
    in_order = sorted((row for row in read if row.number in points), key=lambda row: points[row.number].date)
    starts = phase_starts([row.texts.get(ImportRole.PHASE, "") for row in in_order])
    frozen = last_frozen([row.texts.get(ImportRole.FREEZE, "") for row in in_order])
    marked = {*starts, frozen} - {None}
    return {
        row.number: replace(points[row.number], starts_phase=place in starts, freezes=place == frozen)
        for place, row in enumerate(in_order)
        if place in marked
    }


def _drop_or_refuse_future(rows: Iterable[ReadRow], frequency: Frequency, today: date) -> None:
    for row in rows:
        if row.written is None or _start(row.written.date, frequency) <= today:
            continue
        if row.has_numbers:
            row.problems.append(problem(ProblemCode.FUTURE_DATE, row.number, None, date=row.written.date))
        # Many tables have the months to come prepared; without a number such a row says nothing yet.
        row.written = None


def _find_duplicates(rows: Iterable[ReadRow], frequency: Frequency, settings: ReadSettings) -> None:
    """Ask about each row after the first in its period and group, or do with them what was decided."""
    alike: dict[tuple[date, str], list[ReadRow]] = {}
    for row in rows:
        if row.written is not None and row.is_usable:
            key = _start(row.written.date, frequency), row.texts.get(ImportRole.STRATUM, "")
            alike.setdefault(key, []).append(row)
    for several in alike.values():
        if len(several) > 1:
            _DECIDED[settings.duplicates](several)


def _ask(several: Sequence[ReadRow]) -> None:
    first, *others = several
    for row in others:
        written = row.written
        params = {"date": written.date if written else None, "first_row": first.number}
        row.problems.append(problem(ProblemCode.DUPLICATE_DATE, row.number, None, **params))


def _leave_out(rows: Iterable[ReadRow], kept: ReadRow) -> None:
    for row in rows:
        row.problems.append(problem(ProblemCode.DUPLICATE_LEFT_OUT, row.number, None, row=kept.number))


def _leave_all_out(several: Sequence[ReadRow]) -> None:
    for row, other in zip(several, (*several[1:], several[0]), strict=True):
        _leave_out([row], other)


def _add_up(several: Sequence[ReadRow]) -> None:
    """The first row gets the sum of all, where all have the number; comments are kept one after another."""
    first, *others = several
    for role in first.numbers:
        numbers = [row.numbers.get(role) for row in several]
        known = [number for number in numbers if number is not None]
        first.numbers[role] = fsum(known) if len(known) == len(numbers) else None
    comments = dict.fromkeys(text for row in several if (text := row.texts.get(ImportRole.COMMENT)))
    if comments:
        first.texts[ImportRole.COMMENT] = " · ".join(comments)
    for row in others:
        row.problems.append(problem(ProblemCode.ADDED_TO_ANOTHER, row.number, None, row=first.number))


_DECIDED: Mapping[Duplicates | None, Callable[[Sequence[ReadRow]], None]] = {
    None: _ask,
    Duplicates.FIRST: lambda several: _leave_out(several[1:], several[0]),
    Duplicates.LAST: lambda several: _leave_out(several[:-1], several[-1]),
    Duplicates.SUM: _add_up,
    Duplicates.SKIP: _leave_all_out,
}


def _point(row: ReadRow, written: WrittenDate, frequency: Frequency) -> ImportPoint:
    return ImportPoint(
        row=row.number,
        date=written.date,
        period=_start(written.date, frequency),
        numerator=row.numbers.get(ImportRole.NUMERATOR),
        denominator=row.numbers.get(ImportRole.DENOMINATOR),
        value=row.numbers.get(ImportRole.VALUE),
        comment=row.texts.get(ImportRole.COMMENT),
        stratum=row.texts.get(ImportRole.STRATUM),
    )
