"""The grid's rows: made from what is stored, read from what was typed, each with its own errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from qi_tracker.blueprints.common.forms import LONGEST_TEXT, clean, number_from, sentence_of
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.errors import InvalidInput
from qi_tracker.i18n import formats
from qi_tracker.i18n.labels import unit_for
from qi_tracker.models import Measure, Observation
from qi_tracker.privacy.personal_numbers import contains_personal_number
from qi_tracker.services.due import periods_to_fill
from qi_tracker.services.observations import Reading
from qi_tracker.vocabulary import ValueType

NUMERIC = ("numerator", "denominator", "value")
FEWEST_ROWS = 13


@dataclass(frozen=True, slots=True)
class Row:
    """One period of the grid. `cells` and `errors` are texts by column name; `was` is what the cells showed first."""

    period: str
    label: str
    version: int | None
    cells: Mapping[str, str]
    was: str
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row as it was sent."""

    period: date
    version: int | None
    cells: Mapping[str, str]

    def reading(self) -> tuple[Reading | None, dict[str, str]]:
        """The numbers, or None and what is wrong in which column."""
        numbers: dict[str, float | None] = {}
        errors: dict[str, str] = {}
        for name in NUMERIC:
            try:
                numbers[name] = number_from(self.cells.get(name, ""))
            except InvalidInput as problem:
                errors[name] = sentence_of(problem)
        comment = clean(self.cells.get("comment", "")) or ""
        if len(comment) > LONGEST_TEXT:
            errors["comment"] = sentence_of(InvalidInput("text_too_long", most=LONGEST_TEXT))
        if contains_personal_number(comment):
            errors["comment"] = sentence_of(InvalidInput("personal_number"))
        return (None, errors) if errors else (Reading(self.period, numbers["numerator"], numbers["denominator"], numbers["value"], comment), {})


def columns_of(measure: Measure, observations: Sequence[Observation]) -> list[tuple[str, str]]:
    """(name, heading) of what is typed for each period: numerator and denominator of a proportion, else one number."""
    words = current_words()
    comment = ("comment", words.gettext("Comment"))
    is_ready_made = any(observation.value is not None for observation in observations)
    if measure.value_type is ValueType.PROPORTION and not is_ready_made:
        return [("numerator", words.gettext("Numerator")), ("denominator", words.gettext("Denominator")), comment]
    unit = measure.unit or unit_for(measure.value_type, words)
    return [("value", words.gettext("Number (%(unit)s)", unit=unit) if unit else words.gettext("Number")), comment]


def rows_of(measure: Measure, observations: Sequence[Observation], today: date) -> list[Row]:
    """Every period from the first number until now, the latest first, since that is where one types."""
    present = {observation.period: observation for observation in observations if not observation.stratum}
    periods = periods_to_fill(measure, present, today, FEWEST_ROWS)
    return [row_of(measure, period, present.get(period)) for period in reversed(periods)]


def row_of(measure: Measure, period: date, observation: Observation | None) -> Row:
    """The row of one period as it is stored."""
    cells = cells_of(observation)
    return Row(
        period=period.isoformat(),
        label=formats.period_label(period, measure.frequency, current_language(), short=True),
        version=observation.version if observation is not None else None,
        cells=cells,
        was=_joined(cells),
    )


def cells_of(observation: Observation | None) -> dict[str, str]:
    """What the cells of a period show."""
    if observation is None:
        return dict.fromkeys((*NUMERIC, "comment"), "")
    return {name: _shown(getattr(observation, name)) for name in NUMERIC} | {"comment": observation.comment}


def _shown(number: float | None) -> str:
    return "" if number is None else formats.number(number, current_language())


def _joined(cells: Mapping[str, str]) -> str:
    return "|".join(cells.get(name, "") for name in (*NUMERIC, "comment"))


def typed_rows(form: MultiDict[str, str]) -> list[TypedRow]:
    """The rows that were sent and differ from what they showed; names repeat from row to row.

    Raises
    ------
    InvalidInput
        If the form is not one of ours.
    """
    names = [name for name in (*NUMERIC, "comment") if name in form]
    columns = {name: form.getlist(name) for name in names}
    periods, versions, was = form.getlist("period"), form.getlist("version"), form.getlist("was")
    if any(len(column) != len(periods) for column in (*columns.values(), versions)):
        raise InvalidInput("form_incomplete")
    rows = []
    for index, period in enumerate(periods):
        cells = {name: column[index] for name, column in columns.items()}
        if index >= len(was) or _joined(cells) != was[index]:
            rows.append(TypedRow(_day(period), _version(versions[index]), cells))
    return rows


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput("form_incomplete") from None


def _version(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
