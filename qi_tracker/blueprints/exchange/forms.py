"""Forms of the import: the table itself, and what is decided about it."""

from collections.abc import Mapping

from flask_wtf.file import FileField
from wtforms import Field, SelectField, TextAreaField
from wtforms.validators import Length, Optional, StopValidation

from qi_tracker.blueprints.common.forms import BaseForm, options
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.raw_table import MAX_BYTES
from qi_tracker.exchange.read_settings import ReadSettings
from qi_tracker.i18n.labels import choices
from qi_tracker.i18n.translate import N_
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole

DECIMAL_SIGNS = (",", ".")


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

    def offer(self, preview: ImportPreview) -> None:
        """Fill in what can be chosen, with what was found chosen."""
        words = current_words()
        found = words.gettext("as found")
        self.sheet.choices = options((name, name) for name in preview.sheets)
        self.decimal.choices = options(
            [("", found), (",", words.gettext("Comma: 12,5")), (".", words.gettext("Point: 12.5"))]
        )
        self.date_order.choices = options([("", found), *choices(DateOrder, words)])
        self.frequency.choices = options(choices(Frequency, words))
        if not self.is_submitted():
            self.sheet.data = preview.sheet
            self.decimal.data = preview.decimal or ""
            self.date_order.data = preview.date_order.value if preview.date_order else ""
            self.frequency.data = preview.frequency.value


def decisions_from(form: DecisionsForm, sent: Mapping[str, str], before: ReadSettings) -> ReadSettings:
    """What was decided: the form's fields, a role for each column, corrected cells and rows left out.

    Names are `role-<column>`, `cell-<row>-<column>` and `skip-<row>`; rows that were not shown keep their decisions.
    """
    roles = {
        int(name.removeprefix("role-")): ImportRole(value)
        for name, value in sent.items()
        if name.startswith("role-") and value in set(ImportRole)
    }
    corrections, shown = dict(before.corrections), set()
    for name, value in sent.items():
        if name.startswith("cell-"):
            row, column = (int(part) for part in name.removeprefix("cell-").split("-"))
            shown.add(row)
            if value != sent.get(f"was-{row}-{column}"):
                corrections[row, column] = value
    skipped = {int(name.removeprefix("skip-")) for name in sent if name.startswith("skip-")}
    changed_sheet = form.sheet.data not in (None, "", before.sheet) and before.sheet is not None
    return ReadSettings(
        sheet=form.sheet.data or None,
        header_row=before.header_row,
        roles={} if changed_sheet else roles,
        decimal=form.decimal.data if form.decimal.data in DECIMAL_SIGNS else None,
        date_order=DateOrder(form.date_order.data) if form.date_order.data else None,
        frequency=Frequency(form.frequency.data) if form.frequency.data else None,
        value_type=before.value_type,
        corrections={} if changed_sheet else corrections,
        skipped_rows=frozenset(before.skipped_rows - shown | skipped),
    )
