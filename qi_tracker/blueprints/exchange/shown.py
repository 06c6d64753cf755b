"""A preview as its page shows it: what is wrong first, then enough of the rest to recognise the table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qi_tracker.analysis.periods import period_start
from qi_tracker.blueprints.common.typed_values import as_typed
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.exchange.import_preview import ImportColumn, ImportPreview, ImportRow, RowStatus
from qi_tracker.exchange.messages import problem_sentence
from qi_tracker.exchange.problems import ProblemCode
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import choices, frequency_phrase, label
from qi_tracker.models import Measure, Observation
from qi_tracker.services.observations import Reading
from qi_tracker.vocabulary import Frequency, ImportRole, TableLayout, ValueType

# More would make the page slow to load and no easier to read.
MOST_ROWS_TO_MEND = 100
FIRST_ROWS, LAST_ROWS = 12, 3

NUMERIC_ROLES = frozenset({ImportRole.NUMERATOR, ImportRole.DENOMINATOR, ImportRole.VALUE})


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table: its cells, what is said about it, and whether its cells can be corrected here."""

    number: int
    # What the row is called: its number in the table, or where a spreadsheet has its number.
    name: str
    is_in_source: bool
    cells: tuple[str, ...]
    # For each cell the end of its field's name; None when it is corrected in a row above, or stands in no cell.
    places: tuple[str | None, ...]
    period: str
    sentences: list[str]
    status: RowStatus
    is_skipped: bool


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """The page's content."""

    columns: Sequence[ImportColumn]
    # Above the table of what is imported: the period, then each column with what it was taken for.
    headers: list[str]
    # Which of these have numbers under them, counted from 0.
    numeric: list[int]
    roles: list[tuple[str, str]]
    table_sentences: list[str]
    facts: list[str]
    to_mend: list[ShownRow]
    n_to_mend: int
    fine: list[ShownRow]
    # How many of `fine` come before the rows that are not shown, and how many those are.
    n_first: int
    n_between: int
    n_left_out: int
    n_points: int
    span: str
    is_ready: bool
    is_read_as_per_cent: bool
    expects_one_number: bool
    # How often the measure's numbers come, said when the table has several rows in one of its periods.
    often: str
    has_duplicates: bool
    # "Date from “Month”, numerator from “Yes”", with a full stop.
    understood: str

    @property
    def is_misread(self) -> bool:
        """Whether it is the reading that must be corrected, and not single rows."""
        return not self.is_ready and not self.to_mend


def shown_preview(preview: ImportPreview, measure: Measure, frequency: Frequency) -> ShownPreview:
    """The preview for the page, with periods called as the measure's will be."""
    words = current_words()
    columns = _columns(preview)
    mending = [row for row in preview.rows if row.status in (RowStatus.ERROR, RowStatus.DOUBTFUL) or row.is_skipped]
    mending.sort(key=lambda row: row.status is not RowStatus.ERROR)
    fine = preview.rows_with(RowStatus.OK)
    is_share = measure.value_type is ValueType.PROPORTION
    expects_one_number = not is_share and preview.column_of(ImportRole.NUMERATOR) is not None
    return ShownPreview(
        columns=columns,
        headers=_headers(preview, columns),
        numeric=[column.index + 1 for column in preview.columns if column.role in NUMERIC_ROLES],
        roles=choices(ImportRole, words),
        table_sentences=[
            problem_sentence(problem, words) for problem in preview.table_problems if problem not in preview.facts
        ],
        facts=[problem_sentence(problem, words) for problem in preview.facts],
        to_mend=_rows_to_mend(mending[:MOST_ROWS_TO_MEND], preview, frequency),
        n_to_mend=len(preview.rows_with(RowStatus.ERROR)),
        fine=[_row(row, preview, frequency) for row in _ends(fine)],
        n_first=FIRST_ROWS,
        n_between=max(0, len(fine) - FIRST_ROWS - LAST_ROWS),
        n_left_out=len(preview.rows_with(RowStatus.LEFT_OUT)),
        n_points=len(preview.points),
        span=_span(preview, frequency),
        is_ready=preview.is_ready and not expects_one_number,
        is_read_as_per_cent=is_share and preview.column_of(ImportRole.VALUE) is not None,
        expects_one_number=expects_one_number,
        often=frequency_phrase(frequency, words) if _has_repeated_periods(preview) else "",
        has_duplicates=_has_repeated_periods(preview),
        understood=_understood(preview),
    )


def period_of_reading(reading: Reading, frequency: Frequency) -> str:
    """The period, and the group if there is one, as the page calls it."""
    label = formats.period_label(period_start(reading.period, frequency), frequency, current_language(), short=True)
    return f"{label} · {reading.stratum}" if reading.stratum else label


def numbers_in_words(source: Observation | Reading) -> str:
    """The numbers of one period, with the comment."""
    shown = [as_typed(number) for number in (source.numerator, source.denominator, source.value) if number is not None]
    numbers = " / ".join(shown)
    return f"{numbers} ({source.comment})" if source.comment else numbers


def _understood(preview: ImportPreview) -> str:
    words = current_words()
    used = [column for column in preview.columns if column.role is not ImportRole.IGNORE and column.name]
    parts = [
        words.gettext("%(role)s from “%(column)s”", role=label(column.role, words).lower(), column=column.label)
        for column in used
    ]
    said = ", ".join(parts)
    return said[:1].upper() + said[1:] + "." if said else ""


def _columns(preview: ImportPreview) -> list[ImportColumn]:
    """The columns; without a name they have their letter, and in a table that was turned what they hold."""
    if preview.layout is TableLayout.ROWS:
        return list(preview.columns)
    words = current_words()
    return [replace(column, name=column.name or label(column.role, words)) for column in preview.columns]


def _headers(preview: ImportPreview, columns: Sequence[ImportColumn]) -> list[str]:
    words = current_words()
    taken_for = [label(column.role, words) for column in columns]
    return [
        words.gettext("Period") if preview.points else words.gettext("Row"),
        *(
            column.label if column.label.lower() == role.lower() else f"{column.label} ({role.lower()})"
            for column, role in zip(columns, taken_for, strict=True)
        ),
    ]


def _has_repeated_periods(preview: ImportPreview) -> bool:
    return any(problem.code is ProblemCode.DUPLICATE_DATE for problem in preview.problems)


def _ends(rows: Sequence[ImportRow]) -> list[ImportRow]:
    if len(rows) <= FIRST_ROWS + LAST_ROWS:
        return list(rows)
    return [*rows[:FIRST_ROWS], *rows[-LAST_ROWS:]]


def _rows_to_mend(rows: Sequence[ImportRow], preview: ImportPreview, frequency: Frequency) -> list[ShownRow]:
    """The rows, with each cell of the source to be corrected once: in a wide table rows can share a heading."""
    shown: list[ShownRow] = []
    taken: set[str | None] = set()
    for row in (_row(row, preview, frequency) for row in rows):
        shown.append(replace(row, places=tuple(None if place in taken else place for place in row.places)))
        taken.update(row.places)
    return shown


def _row(row: ImportRow, preview: ImportPreview, frequency: Frequency) -> ShownRow:
    words, language = current_words(), current_language()
    width = len(preview.columns)
    cells = (*row.cells, *("" for _ in range(width - len(row.cells))))
    places = (row.place_of(at) for at in range(width))
    return ShownRow(
        number=row.number,
        name=words.gettext("Row %(row)s", row=row.number) if row.where is None else row.where,
        is_in_source=row.where is None,
        cells=cells[:width],
        places=tuple(None if place is None else f"{place[0]}-{place[1]}" for place in places),
        period=formats.period_label(row.point.period, frequency, language, short=True) if row.point else "",
        sentences=[problem_sentence(problem, words) for problem in row.problems],
        status=row.status,
        is_skipped=row.is_skipped,
    )


def _span(preview: ImportPreview, frequency: Frequency) -> str:
    periods = [point.period for point in preview.points]
    if not periods:
        return ""
    return formats.period_range(min(periods), max(periods), frequency, current_language())
