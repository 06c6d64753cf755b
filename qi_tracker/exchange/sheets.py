"""Which sheets of a workbook are read: one, or several of the same shape, one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qi_tracker.exchange.laid_out import LaidOut, Place, Sheet
from qi_tracker.exchange.masking import mask_rows, mask_text
from qi_tracker.exchange.period_parts import only_year, period_part
from qi_tracker.exchange.problems import Problem, ProblemCode, problem
from qi_tracker.exchange.raw_table import MAX_COLUMNS, NO_MARKS, RawTable, Row
from qi_tracker.exchange.read_settings import ALL_ALIKE, ReadSettings
from qi_tracker.exchange.series_names import are_groups
from qi_tracker.exchange.table_layout import lay_out, shape_of
from qi_tracker.vocabulary import ImportRole

FEWEST_ALIKE = 2


@dataclass(frozen=True, slots=True)
class ReadSheets:
    """The table that was read from one or several sheets.

    Attributes
    ----------
    starts
        For each sheet the index of its first row, when they are put one after another.
    masked
        Places of the cells with personal numbers.
    alike
        Names of the sheets that have the same shape.
    """

    laid: LaidOut
    names: tuple[str | None, ...]
    starts: tuple[int, ...]
    masked: frozenset[tuple[int, int]]
    alike: tuple[str, ...]
    facts: tuple[Problem, ...]

    @property
    def are_together(self) -> bool:
        return len(self.names) > 1

    def sheet_of(self, row: int) -> tuple[str | None, int]:
        """The sheet that a row (from 0) is of, and its number there."""
        at = max(at for at, start in enumerate(self.starts) if start <= row)
        return self.names[at], row - self.starts[at] + 1


def read_sheets(table: RawTable, settings: ReadSettings) -> ReadSheets:
    """The sheet that was chosen, laid out; or all that are like it.

    They are read together when that is asked for, and without asking when their names are years, months or units.
    """
    chosen = table.sheet
    first = Sheet(table.rows, table.marks.get(chosen or "", NO_MARKS), chosen)
    alike = _alike(table, first, settings)
    is_together = settings.sheet == ALL_ALIKE or (settings.sheet is None and _belong_together(alike))
    sheets = alike if is_together and len(alike) >= FEWEST_ALIKE else [first]
    starts: list[int] = []
    rows: list[Row] = []
    for sheet in sheets:
        starts.append(len(rows))
        rows += sheet.rows
    masked_rows, masked = mask_rows(_corrected(rows, settings.corrections))
    ends = [*starts[1:], len(rows)]
    laid = [
        lay_out(replace(sheet, rows=masked_rows[start:end]), settings)
        for sheet, start, end in zip(sheets, starts, ends, strict=True)
    ]
    names = tuple(sheet.name for sheet in sheets)
    return ReadSheets(
        laid=laid[0] if len(laid) == 1 else _one_after_another(laid, starts, [str(name) for name in names]),
        names=names,
        starts=tuple(starts),
        masked=masked,
        alike=tuple(mask_text(str(sheet.name)) for sheet in alike),
        facts=tuple(_facts(table, sheets, alike)),
    )


def _corrected(rows: Sequence[Row], corrections: Mapping[tuple[int, int], str]) -> Sequence[Row]:
    if not corrections:
        return rows
    corrected = [list(row) for row in rows]
    for (number, column), text in corrections.items():
        if 1 <= number <= len(corrected) and 0 <= column < MAX_COLUMNS:
            row = corrected[number - 1]
            row += [""] * (column + 1 - len(row))
            row[column] = text
    return corrected


def _alike(table: RawTable, first: Sheet, settings: ReadSettings) -> list[Sheet]:
    """All sheets of the shape of the one that was chosen, in the order of the file."""
    if not table.other_sheets:
        return []
    shape = shape_of(first, settings)
    if shape is None:
        return []
    others = {name: Sheet(rows, table.marks.get(name, NO_MARKS), name) for name, rows in table.other_sheets.items()}
    found = {name for name, sheet in others.items() if shape_of(sheet, settings) == shape}
    sheets = {**others, str(first.name): first}
    return [sheets[name] for name in table.sheets if name in found or name == first.name] if found else []


def _belong_together(sheets: Sequence[Sheet]) -> bool:
    names = [sheet.name or "" for sheet in sheets]
    return len(names) >= FEWEST_ALIKE and (_are_periods(names) or are_groups(names))


def _are_periods(names: Sequence[str]) -> bool:
    return all(period_part(name) is not None or only_year([name]) for name in names)


def _one_after_another(laid: Sequence[LaidOut], starts: Sequence[int], names: Sequence[str]) -> LaidOut:
    """The rows of all sheets; a column more with the sheet's name, where it is no period, as the group."""
    first = laid[0]
    width = max(len(one.names) for one in laid)
    is_group = not _are_periods(names) and ImportRole.STRATUM not in first.roles.values()
    rows: list[Row] = []
    numbers: list[int] = []
    places: list[Sequence[Place | None]] = []
    left_out: dict[int, ProblemCode] = {}
    for one, start, name in zip(laid, starts, names, strict=True):
        offset = start if not one.places else len(rows)
        numbers += [number + offset for number in one.numbers]
        left_out |= {number + offset: code for number, code in one.left_out.items()}
        places += _moved(one, start, len(first.names))
        for row in one.rows:
            rows.append([*row, *[""] * (width - len(row)), name] if is_group else row)
    return replace(
        first,
        names=[*first.names, *[""] * (width - len(first.names)), *([""] if is_group else [])],
        rows=rows,
        numbers=numbers,
        places=places,
        roles={**first.roles, width: ImportRole.STRATUM} if is_group else first.roles,
        left_out=left_out,
        facts=list({fact.code: fact for one in laid for fact in one.facts}.values()),
        totals=[name for one in laid for name in one.totals],
    )


def _moved(laid: LaidOut, start: int, width: int) -> list[list[Place | None]]:
    """The places of a sheet's cells when its rows begin at `start`."""
    if laid.places:
        return [[place and Place(place.row + start, place.column) for place in row] for row in laid.places]
    return [[Place(start + number - 1, at) for at in range(width)] for number in laid.numbers]


def _facts(table: RawTable, sheets: Sequence[Sheet], alike: Sequence[Sheet]) -> list[Problem]:
    facts = []
    names = [mask_text(str(sheet.name)) for sheet in alike]
    if len(sheets) > 1:
        facts.append(problem(ProblemCode.SHEETS_TOGETHER, names=names))
    elif len(alike) > 1:
        facts.append(problem(ProblemCode.SHEETS_ALIKE, names=names))
    if table.hidden_sheets:
        facts.append(problem(ProblemCode.HIDDEN_SHEETS, names=[mask_text(name) for name in table.hidden_sheets]))
    if any(sheet.marks.hidden_rows or sheet.marks.hidden_columns for sheet in sheets):
        facts.append(problem(ProblemCode.HIDDEN_ROWS))
    return facts
