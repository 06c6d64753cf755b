"""WTForms' own messages as plain sentences in three languages. WTForms has no nynorsk, and its bokmål is terse.

Our forms' Meta returns `form_translations(language)` from `get_translations`. Messages of our own validators are marked
where they are written.
"""

from collections.abc import Mapping
from functools import cache

from qi_tracker.i18n.translate import N_, NN_, Words, words_for
from qi_tracker.vocabulary import Language

_FILL_IN = N_("Fill in this field.")
_CHOOSE = N_("Choose one of the alternatives.")
_CHECK = N_("Check what you wrote here.")
_WHOLE_NUMBER = N_("Write a whole number, for example 12.")
_NUMBER = N_("Write a number, for example 12.5.")
_TOO_OLD_PAGE = N_("The page has been open too long. Send the form once more.")

# WTForms' message → ours. Placeholders are WTForms' to fill in; a sentence may leave one out.
SENTENCES: Mapping[str, str] = {
    "This field is required.": _FILL_IN,
    "Field must be equal to %(other_name)s.": N_("The two fields must be equal. Write the same in both."),
    "Field must be between %(min)d and %(max)d characters long.": N_("Write between %(min)d and %(max)d characters."),
    "Number must be at least %(min)s.": N_("The number must be at least %(min)s."),
    "Number must be at most %(max)s.": N_("The number must be at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": N_("The number must be between %(min)s and %(max)s."),
    "Date must be at least %(min)s.": N_("The date cannot be before %(min)s."),
    "Date must be at most %(max)s.": N_("The date cannot be after %(max)s."),
    "Date must be between %(min)s and %(max)s.": N_("The date must be between %(min)s and %(max)s."),
    "Invalid input.": _CHECK,
    "Invalid email address.": N_("This is not an e-mail address. Write it like name@example.no."),
    "Invalid IP address.": _CHECK,
    "Invalid Mac address.": _CHECK,
    "Invalid URL.": N_("This is not a web address. Write it with https:// first."),
    "Invalid UUID.": _CHECK,
    "Invalid field name '%s'.": _CHECK,
    "Invalid value, must be one of: %(values)s.": N_("Choose one of these: %(values)s."),
    "Invalid value, can't be any of: %(values)s.": N_("Choose something else than these: %(values)s."),
    "This field cannot be edited.": N_("This field cannot be changed."),
    "This field is disabled and cannot have a value.": N_("This field cannot be changed."),
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Choices cannot be None.": _CHOOSE,
    "Not a valid choice.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "Not a valid datetime value.": N_("This is not a date and a time. Write it like 31.12.2026 14:05."),
    "Not a valid date value.": N_("This is not a date. Write it like 31.12.2026."),
    "Not a valid time value.": N_("This is not a time. Write it like 14:05."),
    "Not a valid week value.": N_("This is not a week. Write it like 2026-W41."),
    "Not a valid integer value.": _WHOLE_NUMBER,
    "Not a valid decimal value.": _NUMBER,
    "Not a valid float value.": _NUMBER,
    "Invalid CSRF Token.": _TOO_OLD_PAGE,
    "CSRF token missing.": _TOO_OLD_PAGE,
    "CSRF failed.": _TOO_OLD_PAGE,
    "CSRF token expired.": _TOO_OLD_PAGE,
    "File does not have an approved extension: {extensions}": N_(
        "This kind of file cannot be used here. Choose a file of one of these kinds: {extensions}."
    ),
    "File does not have an approved extension.": N_("This kind of file cannot be used here. Choose another one."),
}

# The same for messages that have a plural, by WTForms' singular.
PLURALS: Mapping[str, tuple[str, str]] = {
    "Field must be at least %(min)d character long.": NN_(
        "Write at least %(min)d character.", "Write at least %(min)d characters."
    ),
    "Field cannot be longer than %(max)d character.": NN_(
        "Write at most %(max)d character.", "Write at most %(max)d characters."
    ),
    "Field must be exactly %(max)d character long.": NN_(
        "Write exactly %(max)d character.", "Write exactly %(max)d characters."
    ),
    "'%(value)s' is not a valid choice for this field.": NN_(
        "%(value)s is not one of the alternatives.",
        "%(value)s are not among the alternatives.",
    ),
}


class FormTranslations:
    """What WTForms asks for texts: `gettext` and `ngettext`."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def gettext(self, string: str) -> str:
        """Our sentence for WTForms' message; any other text is looked up as it is."""
        return self._words.unfilled(SENTENCES.get(string, string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Our sentence for WTForms' message about n things."""
        return self._words.unfilled_plural(*PLURALS.get(singular, (singular, plural)), n)


@cache
def form_translations(language: Language) -> FormTranslations:
    """The translations object for a form's Meta, one per language."""
    return FormTranslations(words_for(language))
