"""The grid's rows: made from what is stored, read from what was typed, each with its own errors.

A row is known by its key: the first day of its period, and for a group's numbers also the group.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from werkzeug.datastructures import MultiDict

from qi_tracker.analysis.constants import EARLIEST_DATE
from qi_tracker.analysis.periods import has_periods, previous_period
from qi_tracker.blueprints.common.forms import LONGEST_TEXT, number_from, sentence_of
from qi_tracker.blueprints.common.typed_values import as_typed, clean
from qi_tracker.blueprints.common.verdicts import unit_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.blueprints.measures.forms import NUMERIC
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n import formats
from qi_tracker.models import Measure, Observation
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services.due import periods_to_fill
from qi_tracker.services.observations import Reading
from qi_tracker.services.strata import strata_of
from qi_tracker.vocabulary import ValueType

FEWEST_ROWS = 13
# A year and a half of days, ten years of weeks; more would make the page slow to open.
MOST_ROWS = 550
# Between the period and the group in a row's key; stands in element ids, so no space.
_AND = "."
_LETTERS_OF_GROUP = 12
LONGEST_VERSION = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the grid. `cells` and `errors` are texts by column name; `was` is what the cells showed first."""

    period: str
    label: str
    version: int | None
    cells: Mapping[str, str]
    was: str
    errors: Mapping[str, str] = field(default_factory=dict)
    is_unavailable: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """As many rows as a page takes, and the last period of the sheet before it."""

    rows: list[Row]
    older: date | None
    has_newer: bool


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row as it was sent."""

    period: date
    stratum: str
    version: int | None
    cells: Mapping[str, str]
    # What the cells showed first; None when the page did not say.
    was: Mapping[str, str] | None = None

    @property
    def key(self) -> str:
        """The row's key."""
        return key_of(self.period, self.stratum)

    def reading(self, present: Observation | None) -> tuple[Reading | None, dict[str, str]]:
        """The numbers, or None and what is wrong in which column. A column that was not sent stays as it is."""
        numbers: dict[str, float | None] = {}
        errors: dict[str, str] = {}
        for name in NUMERIC:
            try:
                numbers[name] = number_from(self.cells[name]) if name in self.cells else getattr(present, name, None)
            except InvalidInput as problem:
                errors[name] = sentence_of(problem)
        comment = clean(self.cells["comment"] if "comment" in self.cells else getattr(present, "comment", "")) or ""
        if len(comment) > LONGEST_TEXT:
            errors["comment"] = sentence_of(InvalidInput("text_too_long", most=LONGEST_TEXT))
        if contains_personal_number(comment):
            errors["comment"] = sentence_of(InvalidInput("personal_number"))
        if errors:
            return None, errors
        numerator, denominator, value = (numbers[name] for name in NUMERIC)
        reading = Reading(self.period, numerator, denominator, value, comment, self.stratum)
        # That there is no number stays said until there is one.
        is_unavailable = present is not None and present.is_unavailable and not reading.has_number
        return replace(reading, is_unavailable=is_unavailable), {}


def merged_row(row: TypedRow, theirs: Mapping[str, str]) -> tuple[TypedRow, set[str]]:
    """The row with what only somebody else has changed taken in, and the columns that both have changed.

    The numbers of a row mean one thing together; its comment stands alone. A number that one has deleted and the other
    changed is not merged at all.
    """
    cells, overlaps = dict(row.cells), set[str]()
    was = row.was if any(cells.values()) and any(theirs.values()) else None
    for group in (NUMERIC, ("comment",)):
        names = [name for name in group if name in cells]
        if was is not None and _alike(cells, was, names):
            cells.update({name: theirs[name] for name in names})
        elif was is None or not _alike(theirs, was, names):
            overlaps.update(name for name in names if not _alike(cells, theirs, [name]))
    return replace(row, cells=cells), overlaps


def _alike(one: Mapping[str, str], other: Mapping[str, str], names: Sequence[str]) -> bool:
    return all(_on_one_line(one.get(name, "")).strip() == _on_one_line(other.get(name, "")).strip() for name in names)


def key_of(period: date, stratum: str) -> str:
    """What tells a row from the others. Groups are named as people like, so their names are not sent back and forth."""
    if not stratum:
        return period.isoformat()
    return period.isoformat() + _AND + sha256(stratum.encode()).hexdigest()[:_LETTERS_OF_GROUP]


def columns_of(measure: Measure, observations: Sequence[Observation]) -> list[tuple[str, str]]:
    """(name, heading) of what is typed for a period: a proportion's two numbers, else one, and whatever is stored."""
    words = current_words()
    is_share = measure.value_type is ValueType.PROPORTION
    has_values = any(observation.value is not None for observation in observations)
    has_counts = any(observation.numerator is not None for observation in observations)
    columns = []
    if has_counts or (is_share and not has_values):
        columns += [("numerator", words.gettext("Numerator")), ("denominator", words.gettext("Denominator"))]
    if has_values or not is_share:
        unit = unit_of(measure)
        columns += [("value", words.gettext("Number (%(unit)s)", unit=unit) if unit else words.gettext("Number"))]
    return [*columns, ("comment", words.gettext("Comment"))]


def sheet_of(measure: Measure, observations: Sequence[Observation], today: date, until: date | None) -> Sheet:
    """Every period from the first number until now, or some of them back from `until`.

    The latest come first, since that is where one types. With groups there is a row for each of them, and one for all
    only where there is such a number.
    """
    last_day = min(until or today, today)
    present = {(found.period, found.stratum): found for found in observations if found.period <= last_day}
    strata = strata_of(measure, observations)
    periods = periods_to_fill(measure, {period for period, _ in present}, last_day, FEWEST_ROWS)
    shown = periods[-max(FEWEST_ROWS, MOST_ROWS // (len(strata) + 1)) :]
    rows = [
        row_of(measure, period, stratum, present.get((period, stratum)))
        for period in reversed(shown)
        for stratum in ("", *strata)
        if stratum or not strata or (period, "") in present
    ]
    return Sheet(rows, _before(shown[0], measure, present), last_day < today)


def _before(first: date, measure: Measure, present: Mapping[tuple[date, str], Observation]) -> date | None:
    """The last period of the sheet before; None where there is none."""
    if has_periods(measure.frequency):
        before = previous_period(first, measure.frequency)
        return before if before >= EARLIEST_DATE else None
    return max((period for period, _ in present if period < first), default=None)


def row_of(measure: Measure, period: date, stratum: str, observation: Observation | None) -> Row:
    """The row of one period, or of one group in it, as it is stored."""
    cells = cells_of(observation)
    label = formats.period_label(period, measure.frequency, current_language(), short=True)
    return Row(
        period=key_of(period, stratum),
        label=f"{label} · {stratum}" if stratum else label,
        version=observation.version if observation is not None else None,
        cells=cells,
        was=_joined(cells),
        is_unavailable=observation is not None and observation.is_unavailable,
    )


def cells_of(observation: Observation | None) -> dict[str, str]:
    """What the cells of a period show."""
    if observation is None:
        return dict.fromkeys((*NUMERIC, "comment"), "")
    return {name: _shown(getattr(observation, name)) for name in NUMERIC} | {"comment": observation.comment}


def _shown(number: float | None) -> str:
    return "" if number is None else as_typed(number)


def _joined(cells: Mapping[str, str]) -> str:
    return "|".join(cells.get(name, "") for name in (*NUMERIC, "comment"))


def _parted(was: str) -> Mapping[str, str] | None:
    """The cells that `_joined` put together; a comment may hold anything."""
    parts = was.split("|", len(NUMERIC))
    return dict(zip((*NUMERIC, "comment"), parts, strict=True)) if len(parts) > len(NUMERIC) else None


def typed_rows(form: MultiDict[str, str], strata: Sequence[str]) -> list[TypedRow]:
    """The rows that were sent and differ from what they showed; names repeat from row to row.

    Raises
    ------
    InvalidInput
        If the form is not one of ours.
    """
    names = [name for name in (*NUMERIC, "comment") if name in form]
    columns = {name: form.getlist(name) for name in names}
    keys, versions, was = form.getlist("period"), form.getlist("version"), form.getlist("was")
    if any(len(column) != len(keys) for column in (*columns.values(), versions)):
        raise InvalidInput("form_incomplete")
    rows = []
    for index, key in enumerate(keys):
        cells = {name: column[index] for name, column in columns.items()}
        if index >= len(was) or _on_one_line(_joined(cells)) != _on_one_line(was[index]):
            before = _parted(was[index]) if index < len(was) else None
            rows.append(TypedRow(*_read_key(key, strata), _version(versions[index]), cells, before))
    return rows


def _read_key(key: str, strata: Sequence[str]) -> tuple[date, str]:
    day, _, group = key.partition(_AND)
    try:
        period = date.fromisoformat(day)
    except ValueError:
        raise InvalidInput("form_incomplete") from None
    if not group:
        return period, ""
    for stratum in strata:
        if key_of(period, stratum) == key:
            return period, stratum
    raise InvalidInput("form_incomplete")


def _version(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_VERSION else None


def _on_one_line(text: str) -> str:
    """As a browser sends it back: an input of one line drops the breaks that an imported comment may have."""
    return text.replace("\r", "").replace("\n", "")
