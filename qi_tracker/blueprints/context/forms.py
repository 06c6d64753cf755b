"""Forms of the background numbers: the file, which cells of it, and what people say of them themselves."""

from collections.abc import Sequence

from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.validators import InputRequired, Optional, StopValidation

from qi_tracker.blueprints.common.forms import BaseForm, LongTextField, ManyChoicesField, TextField, options
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.exchange.context_reading import MOST_ROWS, Axes, Selection, find_place, place_words
from qi_tracker.exchange.dataset import Category, Dimension
from qi_tracker.i18n.translate import N_
from qi_tracker.models.context import LONGEST_SOURCE, LONGEST_TITLE
from qi_tracker.services.context import ContextDetails

# So many categories are shown all at once, to tick several; more are a list to choose one from.
MOST_BOXES = 8


def _is_given(form: BaseForm, field: FileField) -> None:
    if not (field.data or (isinstance(form, AddressForm) and form.table_address.data)):
        raise StopValidation(current_words().gettext("Choose a file."))


class FileForm(BaseForm):
    """The source's own file."""

    file = FileField(N_("File from the source"), [_is_given])


class AddressForm(FileForm):
    """The file, or where the installation may fetch tables: the address of one."""

    table_address = TextField(N_("Or the table’s address, or its number at %(host)s"), longest=500)


class CellsForm(BaseForm):
    """Which cells of the table. The dimensions are fields of their own, `choice_0` and on: see `cells_form`."""

    table = SelectField(N_("Table"), [Optional()])
    place = TextField(N_("Municipality: name or number"), render_kw={"list": "places", "autocomplete": "off"})
    since = SelectField(N_("Which periods"), [Optional()])

    axes: Axes

    def offer(self, axes: Axes, names: Sequence[str], chosen: Selection) -> None:
        """Fill in what can be chosen, with what is chosen now."""
        words = current_words()
        self.axes = axes
        self.table.choices = options((name, name) for name in names)
        since = [(code.code, words.gettext("From %(period)s", period=code.label)) for code in axes.time.categories]
        self.since.choices = options([("", words.gettext("All")), *since])
        for field, dimension in self.of_dimensions():
            field.choices = options((category.code, category.label) for category in dimension.categories)
        if not self.is_submitted():
            self.table.data, self.since.data = chosen.table, chosen.since
            if axes.place is not None and chosen.place in axes.place.places:
                self.place.data = place_words(axes.place.category(chosen.place))
            for field, dimension in self.of_dimensions():
                codes = list(chosen.categories.get(dimension.code, ()))
                field.data = codes if isinstance(field, ManyChoicesField) else "".join(codes[:1])

    def of_dimensions(self) -> Sequence[tuple[SelectField, Dimension]]:
        """Each field with the dimension that it asks for."""
        return [(self[f"choice_{place}"], dimension) for place, dimension in enumerate(self.axes.choices)]

    def selection(self) -> Selection:
        """What was chosen.

        Raises
        ------
        InvalidInput
            If no such kommune is in the table, or several could be meant.
        """
        place = find_place(self.axes.place, self.place.data or "") if self.axes.place is not None else ""
        categories = {
            dimension.code: tuple(field.data) if isinstance(field.data, list) else (field.data,)
            for field, dimension in self.of_dimensions()
        }
        return Selection(place, categories, self.since.data or "", self.table.data or "")


def cells_form(axes: Axes) -> CellsForm:
    """The form for a table with these dimensions: boxes where there are few categories, else a list."""
    fields = {f"choice_{place}": _field(dimension) for place, dimension in enumerate(axes.choices)}
    kind: type[CellsForm] = type("CellsForm", (CellsForm,), fields)
    return kind()


def _field(dimension: Dimension) -> SelectField:
    title = dimension.label[:1].upper() + dimension.label[1:]
    if len(dimension.categories) <= MOST_BOXES:
        return ManyChoicesField(title, [InputRequired()])
    return SelectField(title, [InputRequired()])


def offered_places(axes: Axes, number: str | None) -> list[str]:
    """The kommuner of the table as they are chosen from a list, the organisation's own first."""
    if axes.place is None:
        return []
    ordered: list[Category] = sorted(axes.place.categories, key=lambda category: category.code != number)
    return [place_words(category) for category in ordered]


class SeriesForm(BaseForm):
    """What people say of the numbers: who publishes them, and what they may be used for."""

    source = TextField(N_("Source"), [InputRequired()], longest=LONGEST_SOURCE)
    licence = TextField(N_("Licence"))
    address = TextField(N_("Web address of the table"), longest=500)
    note = LongTextField(N_("Note"))

    def details(self, title: str) -> ContextDetails:
        """What the service takes."""
        return ContextDetails(
            title, self.source.data, self.licence.data or "", self.address.data or "", self.note.data or ""
        )


class EditForm(SeriesForm):
    """The same with the title of one."""

    title = TextField(N_("Title"), [InputRequired()], longest=LONGEST_TITLE)


def new_series_form(count: int) -> SeriesForm:
    """The form for so many new series, each with a title of its own."""
    fields = {
        f"title_{place}": TextField(N_("Title"), [InputRequired()], longest=LONGEST_TITLE)
        for place in range(min(count, MOST_ROWS))
    }
    kind: type[SeriesForm] = type("NewSeriesForm", (SeriesForm,), fields)
    return kind()
