"""The base of all forms, and the fields that WTForms has not: cleaned text, decimals as people type them."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import (
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget, TextInput

from qi_tracker.blueprints.common.merging import Conflict, chosen, fingerprint, fingerprint_of, merged
from qi_tracker.blueprints.common.typed_values import as_typed, clean
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.errors import DomainError, InvalidInput
from qi_tracker.exchange.messages import FIELD_SENTENCES, FILE_SENTENCES
from qi_tracker.exchange.numbers import decimal_sign, parse_typed_number
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.explanations import explanation, is_explained
from qi_tracker.i18n.forms import form_translations
from qi_tracker.i18n.labels import label as label_of
from qi_tracker.privacy.personal_numbers import contains_personal_number

LONGEST_TEXT = 10_000

# What WTForms itself says; `i18n/forms.py` has it in the reader's language.
REQUIRED = "This field is required."


def sentence_of(error: DomainError) -> str:
    """What is wrong, in the reader's language, also for numbers typed in a field and files that cannot be read."""
    return error_sentence(error, current_words(), (FIELD_SENTENCES, FILE_SENTENCES))


def number_from(typed: str) -> float | None:
    """A number typed in a field of its own, with the decimal sign of the reader's language.

    Raises
    ------
    InvalidInput
        If it is none, or could be read in two ways.
    """
    return parse_typed_number(typed, decimal_sign(current_language()))


class TextField(StringField):
    """One line of text."""

    def __init__(self, label: str, validators: Sequence[Any] = (), longest: int = 200, **options: Any) -> None:
        checks = [*validators, _not_blank, Length(max=longest), _no_personal_number]
        super().__init__(label, checks, filters=[clean], **options)


class LongTextField(TextAreaField):
    """Several lines of text."""

    def __init__(self, label: str, validators: Sequence[Any] = (), **options: Any) -> None:
        checks = [*validators, _not_blank, Length(max=LONGEST_TEXT), _no_personal_number]
        super().__init__(label, checks, filters=[clean], **options)


class DecimalField(Field):
    """A decimal number typed with the sign of the reader's language; empty is None. Keeps what was typed."""

    widget = TextInput()

    def __init__(self, label: str, validators: Sequence[Any] = (), **options: Any) -> None:
        options.setdefault("render_kw", {})["inputmode"] = "decimal"
        super().__init__(label, validators, **options)
        self.typed: str | None = None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else as_typed(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; what cannot be read stays in the field with a sentence."""
        if not valuelist:
            return
        self.typed = valuelist[0]
        try:
            self.data = number_from(self.typed)
        except InvalidInput as problem:
            self.data = None
            raise ValueError(sentence_of(problem)) from problem


def options(pairs: Iterable[tuple[Any, str]], hints: Sequence[str] = ()) -> list[SelectChoice]:
    """(value, label) pairs as WTForms takes them, each with its hint where there are hints."""
    return [
        SelectChoice(value, label, {"data-hint": hints[number]} if hints else {})
        for number, (value, label) in enumerate(pairs)
    ]


class DayField(DateField):
    """A day: chosen where the browser has a calendar, and else typed as people write it."""

    def __init__(self, label: str, validators: Sequence[Any] = (), **rest: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"], **rest)


class _OneOf:
    """One member of an enum, or `among` some of them; with `empty`, a msgid, also none of them."""

    def __init__(
        self,
        label: str,
        kind: type[StrEnum],
        validators: Sequence[Any] = (),
        empty: str | None = None,
        among: Sequence[StrEnum] = (),
        **rest: Any,
    ) -> None:
        self._kind, members = kind, [member for member in kind if not among or member in among]
        hints = [explanation(member, current_words()) for member in members] if is_explained(kind) else []
        offered = options([(member.value, label_of(member, current_words())) for member in members], hints)
        if empty is not None:
            offered = [SelectChoice("", current_words().gettext(empty)), *offered]
        elif "default" not in rest:
            validators = [InputRequired(), *validators]
        super().__init__(label, validators, coerce=self._coerce, choices=offered, **rest)  # type: ignore[call-arg]  # the field class beside this one takes them

    def _coerce(self, value: Any) -> StrEnum | None:
        return None if value in (None, "") else self._kind(value)


class ChoiceField(_OneOf, SelectField):
    """One member of an enum, from a list."""


class RadioChoiceField(_OneOf, RadioField):
    """One member of an enum, all of them in sight."""


class ManyChoicesField(SelectMultipleField):
    """Any number of boxes ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _not_blank(_form: object, field: Field) -> None:
    """`InputRequired` looks at what was sent, and takes spaces for an answer."""
    if field.flags.required and not field.data:
        raise ValidationError(field.gettext(REQUIRED))


def _no_personal_number(_form: object, field: Field) -> None:
    if field.data and contains_personal_number(field.data):
        # Refused and not shown again: the page and its log hold no trace of it.
        field.data = ""
        raise ValidationError(sentence_of(InvalidInput("personal_number")))


class BaseForm(FlaskForm):
    """A form that is sent once, knows the version it was made from, and speaks the reader's language."""

    class Meta(FlaskForm.Meta):
        """Messages of the validators from our catalogues."""

        def get_translations(self, form: object) -> Any:
            """The validators' messages in the reader's language."""
            return form_translations(current_language())

        def wrap_formdata(self, form: object, formdata: Any) -> Any:
            """What was sent; on a conflict page, with what was chosen there."""
            return chosen(super().wrap_formdata(form, formdata))

    # Fields that a conflict says nothing about.
    hidden: ClassVar[frozenset[str]] = frozenset({"csrf_token", "idempotency_key", "version", "seen_values"})
    # Fields that mean one thing together, so that two people's halves of it are never put together.
    together: ClassVar[Collection[Collection[str]]] = ()

    # Whether what is typed and not saved is kept as a draft: not where a text is typed to be erased.
    keeps_draft: ClassVar[bool] = True

    idempotency_key = HiddenField(default=lambda: uuid.uuid4().hex, validators=[Length(max=64)], filters=[clean])
    # Sent empty by the form of a new thing.
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    # What the fields held when the form was made, as digests.
    seen_values = HiddenField(filters=[clean])

    conflict: Conflict | None = None

    @property
    def seen_version(self) -> int | None:
        """The version of the thing that the form was made from."""
        number: int | None = self.version.data
        return number

    def fail(self, error: DomainError) -> None:
        """Say what is wrong, at its field when the error names one."""
        sentence = sentence_of(error)
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]
        # The next sending is a new attempt.
        self.idempotency_key.data = uuid.uuid4().hex

    def hidden_tag(self, *fields: Any) -> Markup:
        """The hidden fields, with the digests of what the form is made from."""
        if self.seen_values is not None and not self.is_submitted():
            self.seen_values.data = fingerprint(self._asked())
        tag: Markup = super().hidden_tag(*fields)
        return tag

    def show_conflict(self, theirs: Mapping[str, Any], version: int, **told: Any) -> None:
        """Merge what somebody else saved with what is typed here; saving again then replaces theirs knowingly.

        `told` says who it was and when, as `Conflict` has it.
        """
        asked = self._asked()
        self.conflict = replace(merged(asked, theirs, self.seen_values.data, self.together), **told)
        self.seen_values.data = fingerprint_of(asked, theirs)
        self.version.data = version
        self.version.raw_data = [str(version)]
        self.idempotency_key.data = uuid.uuid4().hex

    def _asked(self) -> list[Field]:
        """The fields that a person fills in."""
        return [each for name, each in self._fields.items() if name not in self.hidden]


class ActionForm(BaseForm):
    """A button alone: a key against double clicks, and the version of what it acts on."""
