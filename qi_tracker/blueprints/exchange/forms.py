"""Forms of the import: the table itself, and what is decided about it."""

import re
from collections.abc import Iterator, Mapping

from flask_wtf.file import FileField
from wtforms import Field, SelectField, TextAreaField
from wtforms.validators import Length, Optional, StopValidation

from qi_tracker.blueprints.common.forms import BaseForm, options
from qi_tracker.blueprints.common.typed_values import clean
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.raw_table import MAX_BYTES
from qi_tracker.exchange.read_settings import ReadSettings
from qi_tracker.i18n.labels import choices
from qi_tracker.i18n.translate import N_
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole

DECIMAL_SIGNS = (",", ".")
_NUMBER = re.compile(r"[0-9]{1,6}")


def _is_given(form: "TableForm", _field: Field) -> None:
    if not form.pasted.data and not form.file.data:
        raise StopValidation(current_words().gettext("Paste a table or choose a file."))


class TableForm(BaseForm):
    """A paste or a file. What is pasted is checked for personal numbers where it is read."""

    pasted = TextAreaField(N_("Paste from Excel"), [_is_given, Length(max=MAX_BYTES)])
    file = FileField(N_("Or choose a file"))


class DecisionsForm(BaseForm):
    """What the program has found out about the table, to be corrected. Cells are read from the request itself."""

    sheet = SelectField(N_("Sheet"), [Optional()])
    decimal = SelectField(N_("Decimal sign"), [Optional()])
    date_order = SelectField(N_("Order of the date"), [Optional()])
    frequency = SelectField(N_("How often"), [Optional()])

    def offer(self, preview: ImportPreview, frequency: Frequency, *, may_choose_frequency: bool) -> None:
        """Fill in what can be chosen, with what was found chosen. A measure with numbers has its frequency already."""
        words = current_words()
        found = words.gettext("as found")
        self.sheet.choices = options((name, name) for name in preview.sheets)
        self.decimal.choices = options(
            [("", found), (",", words.gettext("Comma: 12,5")), (".", words.gettext("Point: 12.5"))]
        )
        self.date_order.choices = options([("", found), *choices(DateOrder, words)])
        offered = choices(Frequency, words)
        self.frequency.choices = options(
            choice for choice in offered if may_choose_frequency or choice[0] == frequency.value
        )
        if not self.is_submitted():
            self.sheet.data = preview.sheet
            self.decimal.data = preview.decimal or ""
            self.date_order.data = preview.date_order.value if preview.date_order else ""
            self.frequency.data = frequency.value


def decisions_from(
    form: DecisionsForm, sent: Mapping[str, str], before: ReadSettings, shown_sheet: str | None
) -> ReadSettings:
    """What was decided: the form's fields, a role for each column, corrected cells and rows left out.

    Names are `role-<column>`, `cell-<row>-<column>` and `skip-<row>`; rows that were not shown keep their decisions.
    Another sheet is another table: what was decided about the one before says nothing of it.
    """
    if form.sheet.data and form.sheet.data != shown_sheet:
        return ReadSettings(sheet=form.sheet.data, value_type=before.value_type)
    cells = dict(_numbered("cell", 2, sent))
    corrections = dict(before.corrections)
    for (row, column), text in cells.items():
        if text != sent.get(f"was-{row}-{column}"):
            corrections[row, column] = clean(text) or ""
    shown = {row for row, _ in cells}
    skipped = {row for (row,), _ in _numbered("skip", 1, sent)}
    return ReadSettings(
        sheet=form.sheet.data or None,
        header_row=before.header_row,
        roles={column: ImportRole(role) for (column,), role in _numbered("role", 1, sent) if role in set(ImportRole)},
        decimal=form.decimal.data if form.decimal.data in DECIMAL_SIGNS else None,
        date_order=DateOrder(form.date_order.data) if form.date_order.data else None,
        frequency=Frequency(form.frequency.data) if form.frequency.data else None,
        value_type=before.value_type,
        corrections=corrections,
        skipped_rows=frozenset(before.skipped_rows - shown | skipped),
    )


def _numbered(prefix: str, count: int, sent: Mapping[str, str]) -> Iterator[tuple[tuple[int, ...], str]]:
    """((numbers), value) of the fields named `prefix-<number>…`; names that nobody was given are passed over."""
    for name, value in sent.items():
        first, *rest = name.split("-")
        if first == prefix and len(rest) == count and all(_NUMBER.fullmatch(part) for part in rest):
            yield tuple(map(int, rest)), value
