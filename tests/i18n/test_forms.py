"""WTForms' messages: all of them are ours, in three languages, and WTForms can fill them in."""

from pathlib import Path
from typing import Any

import pytest
import wtforms
from babel.messages.extract import extract_from_dir
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from qi_tracker.i18n.forms import PLURALS, SENTENCES, form_translations
from qi_tracker.i18n.translate import words_for
from qi_tracker.vocabulary import Language


def messages_of_wtforms() -> set[str]:
    folder = Path(wtforms.__file__).parent
    found = extract_from_dir(folder, [("**.py", "python")])
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def test_every_message_of_wtforms_has_a_sentence_of_ours() -> None:
    lacking = messages_of_wtforms() - set(SENTENCES) - set(PLURALS)
    assert not lacking, f"Add to qi_tracker/i18n/forms.py: {sorted(lacking)}"


def test_messages_are_found_in_wtforms_at_all() -> None:
    assert "This field is required." in messages_of_wtforms()


class Example(Form):
    class Meta:
        language = Language.BOKMAL

        def get_translations(self, form: object) -> Any:
            return form_translations(self.language)

    name = StringField(validators=[InputRequired()])
    short = StringField(validators=[Length(min=3)])
    long = StringField(validators=[Length(max=1)])
    age = IntegerField(validators=[NumberRange(min=1, max=5)])
    count = IntegerField()
    day = DateField()
    kind = SelectField(choices={"a": "A"})


TYPED = MultiDict({"name": "", "short": "ab", "long": "ab", "age": "9", "count": "x", "day": "soon", "kind": "z"})


def errors_in(language: Language) -> dict[str, str]:
    form = Example(TYPED, meta={"language": language})
    assert not form.validate()
    return {str(field): str(next(iter(messages))) for field, messages in form.errors.items()}


def test_bokmal() -> None:
    assert errors_in(Language.BOKMAL) == {
        "name": "Fyll ut dette feltet.",
        "short": "Skriv minst 3 tegn.",
        "long": "Skriv høyst 1 tegn.",
        "age": "Tallet må være mellom 1 og 5.",
        "count": "Skriv et helt tall, for eksempel 12.",
        "day": "Dette er ikke en dato. Skriv den slik: 31.12.2026.",
        "kind": "Velg ett av alternativene.",
    }


def test_nynorsk() -> None:
    errors = errors_in(Language.NYNORSK)
    assert errors["age"] == "Talet må vere mellom 1 og 5."
    assert errors["kind"] == "Vel eitt av alternativa."


def test_english_has_plain_sentences_too() -> None:
    errors = errors_in(Language.ENGLISH)
    assert errors["name"] == "Fill in this field."
    assert errors["long"] == "Write at most 1 character."
    assert errors["short"] == "Write at least 3 characters."


@pytest.mark.parametrize("language", Language)
def test_every_sentence_takes_the_parameters_of_wtforms(language: Language) -> None:
    values = {"min": 2, "max": 3, "other_name": "x", "values": "x", "value": "x"}
    for message in SENTENCES:
        if "%s" not in message:
            assert form_translations(language).gettext(message) % values
    for singular in PLURALS:
        for n in (1, 2):
            assert "%" not in form_translations(language).ngettext(singular, "", n) % values


def test_our_own_messages_are_looked_up_as_they_are() -> None:
    translations = form_translations(Language.BOKMAL)
    assert translations.gettext("Save") == words_for(Language.BOKMAL).gettext("Save") == "Lagre"
    assert translations.ngettext("%(n)d thing", "%(n)d things", 2) == "%(n)d things"
