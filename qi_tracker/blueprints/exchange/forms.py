"""Forms of the import: the table itself, and what is decided about it."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flask_wtf.file import FileField
from wtforms import BooleanField, Field, RadioField, SelectField, TextAreaField
from wtforms.validators import Length, Optional, StopValidation

from qi_tracker.blueprints.common.forms import BaseForm, options
from qi_tracker.blueprints.common.typed_values import clean
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.exchange.reading import TableReading
from qi_tracker.exchange.import_preview import ImportPreview
from qi_tracker.exchange.raw_table import MAX_BYTES
from qi_tracker.exchange.read_settings import ALL_ALIKE, AS_GROUPS, Duplicates, ReadSettings
from qi_tracker.i18n.labels import choices
from qi_tracker.i18n.translate import N_, Words
from qi_tracker.vocabulary import DateOrder, Frequency, ImportRole, TableLayout, ValueType

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
    layout = SelectField(N_("How the table is laid out"), [Optional()])
    series = SelectField(N_("Which numbers"), [Optional()])
    keeps_totals = BooleanField(N_("Read sums and totals too"))
    decimal = SelectField(N_("Decimal sign"), [Optional()])
    date_order = SelectField(N_("Order of the date"), [Optional()])
    frequency = SelectField(N_("How often"), [Optional()])
    duplicates = RadioField(N_("Several rows in the same period: what counts?"), [Optional()])

    def offer(self, reading: TableReading) -> None:
        """Fill in what can be chosen, with what was found chosen. A measure with numbers has its frequency already."""
        preview, frequency, settings = reading.preview, reading.frequency, reading.settings
        words = current_words()
        found = words.gettext("as found")
        together = words.gettext("All that have the same columns (%(n)s)", n=len(preview.alike))
        all_alike = [(ALL_ALIKE, together)] if preview.alike else []
        self.sheet.choices = options([*all_alike, *((name, name) for name in preview.sheets)])
        self.layout.choices = options(choices(TableLayout, words))
        groups = [(AS_GROUPS, words.gettext("All, each as a group"))] if preview.may_be_groups else []
        found_series = [] if preview.chosen_series else [("", found)]
        self.series.choices = options([*found_series, *groups, *((name, name) for name in preview.series)])
        self.decimal.choices = options(
            [("", found), (",", words.gettext("Comma: 12,5")), (".", words.gettext("Point: 12.5"))]
        )
        self.date_order.choices = options([("", found), *choices(DateOrder, words)])
        offered = choices(Frequency, words)
        self.frequency.choices = options(
            choice for choice in offered if reading.may_choose_frequency or choice[0] == frequency.value
        )
        self.duplicates.choices = options(_ways_with_duplicates(reading, words))
        if not self.is_submitted():
            self.sheet.data = preview.sheet
            self.layout.data = preview.layout.value
            self.series.data = preview.chosen_series or ""
            self.keeps_totals.data = preview.keeps_totals
            self.decimal.data = preview.decimal or ""
            self.date_order.data = preview.date_order.value if preview.date_order else ""
            self.frequency.data = frequency.value
            self.duplicates.data = settings.duplicates


def _ways_with_duplicates(reading: TableReading, words: Words) -> Iterator[tuple[str, str]]:
    """What can become of several rows in one period. Only what is counted can be added up."""
    is_counted = reading.preview.column_of(ImportRole.NUMERATOR) is not None
    yield Duplicates.FIRST.value, words.gettext("The first of them")
    yield Duplicates.LAST.value, words.gettext("The last of them")
    if is_counted or reading.settings.value_type is ValueType.COUNT:
        yield Duplicates.SUM.value, words.gettext("The sum of them")
    yield Duplicates.SKIP.value, words.gettext("None of them: leave these periods out")


def decisions_from(
    form: DecisionsForm, sent: Mapping[str, str], before: ReadSettings, shown: ImportPreview
) -> ReadSettings:
    """What was decided: the form's fields, a role for each column, corrected cells and rows left out.

    Names are `role-<column>`, `cell-<row>-<column>`, `shown-<row>` and `skip-<row>`; rows that were not shown keep
    their decisions. Another sheet is another table: what was decided about the one before says nothing of it. In
    another layout the cells are the same, but the columns and rows are others.
    """
    if form.sheet.data and form.sheet.data != shown.sheet:
        return ReadSettings(sheet=form.sheet.data, value_type=before.value_type)
    cells = dict(_numbered("cell", 2, sent))
    corrections = dict(before.corrections)
    for (row, column), text in cells.items():
        if text != sent.get(f"was-{row}-{column}"):
            corrections[row, column] = clean(text) or ""
    shown_rows = {row for (row,), _ in _numbered("shown", 1, sent)}
    skipped = {row for (row,), _ in _numbered("skip", 1, sent)}
    laid_out = _layout_from(form, before, shown)
    is_as_before = laid_out == _layout_of(before)
    return ReadSettings(
        sheet=form.sheet.data or None,
        layout=laid_out.layout,
        series=laid_out.series,
        keeps_totals=laid_out.keeps_totals,
        header_row=before.header_row,
        roles=_roles_from(sent) if is_as_before else {},
        decimal=form.decimal.data if form.decimal.data in DECIMAL_SIGNS else None,
        date_order=DateOrder(form.date_order.data) if form.date_order.data else None,
        frequency=Frequency(form.frequency.data) if form.frequency.data else None,
        value_type=before.value_type,
        corrections=corrections,
        skipped_rows=frozenset(before.skipped_rows - shown_rows | skipped) if is_as_before else frozenset(),
        duplicates=Duplicates(form.duplicates.data) if form.duplicates.data else None,
    )


def _roles_from(sent: Mapping[str, str]) -> dict[int, ImportRole]:
    return {column: ImportRole(role) for (column,), role in _numbered("role", 1, sent) if role in set(ImportRole)}


class _Layout(NamedTuple):
    """The decisions that say which columns and rows there are."""

    layout: TableLayout | None
    series: str | None
    keeps_totals: bool


def _layout_of(settings: ReadSettings) -> _Layout:
    return _Layout(settings.layout, settings.series, settings.keeps_totals)


def _layout_from(form: DecisionsForm, before: ReadSettings, shown: ImportPreview) -> _Layout:
    """What is sent as it was shown was not decided; in another layout there are other series."""
    if form.layout.data and form.layout.data != shown.layout.value:
        return _Layout(TableLayout(form.layout.data), None, form.keeps_totals.data)
    is_chosen = bool(form.series.data) and form.series.data != shown.chosen_series
    return _Layout(before.layout, form.series.data if is_chosen else before.series, form.keeps_totals.data)


def _numbered(prefix: str, count: int, sent: Mapping[str, str]) -> Iterator[tuple[tuple[int, ...], str]]:
    """((numbers), value) of the fields named `prefix-<number>…`; names that nobody was given are passed over."""
    for name, value in sent.items():
        first, *rest = name.split("-")
        if first == prefix and len(rest) == count and all(_NUMBER.fullmatch(part) for part in rest):
            yield tuple(map(int, rest)), value
