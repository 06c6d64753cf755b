"""Texts in the reader's language: marks, lookup in the catalogues, and the functions templates use. No text lives here.

English is the msgid. Python marks a text with `N_("…")`, or `NP_("context", "…")` where one English text has several
translations; templates write `_("…")`, `ngettext`, `pgettext`. Parameters are `%(name)s`. Texts are plain, never HTML.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment
from markupsafe import Markup, escape

from qi_tracker.vocabulary import Language

CATALOGUES = Path(__file__).parent / "catalogues"

SOURCE_LANGUAGE = Language.ENGLISH
DEFAULT_LANGUAGE = Language.BOKMAL

# Browsers send both the macro language and the two written forms; "no" has always meant bokmål in practice.
_LANGUAGE_OF_TAG = {
    "nb": Language.BOKMAL,
    "no": Language.BOKMAL,
    "nn": Language.NYNORSK,
    "en": Language.ENGLISH,
}

_PARAMETER = re.compile(r"%\((\w+)\)[sd]|%%")

TextKey = tuple[str | None, str]


class TextParameterMissing(UserWarning):
    """A text was asked for without one of its parameters. A warning in production, an error in tests."""


def N_(msgid: str) -> str:
    """Mark a text for the catalogues and return it unchanged."""
    return msgid


def NP_(context: str, msgid: str) -> tuple[str, str]:
    """Mark a text with its context; hand the pair to `Words.pgettext(*pair)`."""
    return context, msgid


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """Mark a text that has a plural; hand the pair to `Words.ngettext(*pair, n)`."""
    return singular, plural


def fill(text: str, params: Mapping[str, object]) -> str:
    """The text with its parameters in place.

    Without parameters the text is literal, so a lone per cent sign needs no doubling. A missing parameter shows as "…"
    and warns: a page with a hole in one sentence is better than no page, and the tests turn the warning into an error.
    """
    if not params:
        return _fill_what_is_there(text, params) if "%(" in text else text
    try:
        return text % params
    except (KeyError, TypeError, ValueError):
        return _fill_what_is_there(text, params)


def _fill_what_is_there(text: str, params: Mapping[str, object]) -> str:
    warnings.warn(f"{text!r} was given only {sorted(params)}", TextParameterMissing, stacklevel=4)
    return _PARAMETER.sub(lambda match: str(params.get(match[1], "…")) if match[1] else "%", text)


def catalogue_files(language: Language, folder: Path = CATALOGUES) -> Iterator[Path]:
    """The language's catalogues, one per area, in a stable order."""
    yield from sorted((folder / language.value).glob("*.po"))


def read_catalogue(path: Path, language: Language) -> Catalog:
    """One area's catalogue as Babel reads it; a file that is not PO raises, because half a catalogue hides itself."""
    with path.open("rb") as file:
        return read_po(file, locale=language.value, abort_invalid=True)


def load_texts(language: Language, folder: Path = CATALOGUES) -> dict[TextKey, tuple[str, ...]]:
    """All areas of one language merged: (context, msgid) → the singular, or singular and plural.

    Fuzzy and empty entries are left out, so that the English shows; `qi_tracker.i18n.check` refuses them.
    """
    texts: dict[TextKey, tuple[str, ...]] = {}
    for path in catalogue_files(language, folder):
        for message in read_catalogue(path, language):
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            if message.id and not message.fuzzy and forms and all(forms):
                msgid = message.id if isinstance(message.id, str) else message.id[0]
                texts[message.context, msgid] = forms
    return texts


class Words:
    """The texts of one language. A text without a translation comes back in English."""

    def __init__(self, language: Language, texts: Mapping[TextKey, tuple[str, ...]] | None = None) -> None:
        self.language = language
        self._texts = load_texts(language) if texts is None else texts

    def gettext(self, msgid: str, /, **params: object) -> str:
        """The text, with its parameters."""
        return fill(self._form(None, msgid), params)

    def pgettext(self, context: str, msgid: str, /, **params: object) -> str:
        """The text as it reads in this context."""
        return fill(self._form(context, msgid), params)

    def ngettext(self, singular: str, plural: str, n: int, /, **params: object) -> str:
        """The text for n things; `%(n)s` is the number, unless the caller gives a formatted one."""
        return fill(self._plural_form(None, singular, plural, n), {"n": n, "num": n} | params)

    def npgettext(self, context: str, singular: str, plural: str, n: int, /, **params: object) -> str:
        """The text for n things as it reads in this context."""
        return fill(self._plural_form(context, singular, plural, n), {"n": n, "num": n} | params)

    def unfilled(self, msgid: str) -> str:
        """The text with its placeholders, for code that fills them itself (WTForms)."""
        return self._form(None, msgid)

    def unfilled_plural(self, singular: str, plural: str, n: int) -> str:
        """The text for n things with its placeholders."""
        return self._plural_form(None, singular, plural, n)

    def _form(self, context: str | None, msgid: str) -> str:
        forms = self._texts.get((context, msgid))
        return forms[0] if forms else msgid

    def _plural_form(self, context: str | None, singular: str, plural: str, n: int) -> str:
        # English and both Norwegian forms divide alike: one, and all other numbers.
        forms = self._texts.get((context, singular), (singular, plural))
        return forms[0] if n == 1 else forms[-1]


@cache
def words_for(language: Language) -> Words:
    """The language's texts, read from the catalogues once per process."""
    return Words(language)


def negotiate(accept_language_header: str | None) -> Language:
    """The best language for a browser's Accept-Language header; bokmål when it names none of ours."""
    for tag in _tags_by_preference(accept_language_header or ""):
        language = _LANGUAGE_OF_TAG.get(tag.split("-")[0])
        if language is not None:
            return language
    return DEFAULT_LANGUAGE


def _tags_by_preference(header: str) -> list[str]:
    weighted = []
    for position, part in enumerate(header.lower().split(",")):
        tag, _, parameters = part.strip().partition(";")
        quality = _quality(parameters)
        if tag and quality > 0:
            weighted.append((-quality, position, tag.strip()))
    return [tag for _, _, tag in sorted(weighted)]


def _quality(parameters: str) -> float:
    name, _, number = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0


def install(jinja_env: Environment, current_words: Callable[[], Words]) -> None:
    """Give templates `_`, `gettext`, `ngettext`, `pgettext` and `npgettext`, with parameters by keyword.

    `current_words` is asked at every call, so that one environment serves all languages. The result is a str that
    autoescaping treats as text; only when a parameter is markup (a link in a sentence) does markup come back, with the
    text around it escaped. `{% trans %}` is not offered: one way to write a text is enough.
    """

    def gettext(msgid: str, /, **params: object) -> str:
        return _rendered(current_words().gettext, (msgid,), params)

    def pgettext(context: str, msgid: str, /, **params: object) -> str:
        return _rendered(current_words().pgettext, (context, msgid), params)

    def ngettext(singular: str, plural: str, n: int, /, **params: object) -> str:
        return _rendered(current_words().ngettext, (singular, plural, n), params)

    def npgettext(context: str, singular: str, plural: str, n: int, /, **params: object) -> str:
        return _rendered(current_words().npgettext, (context, singular, plural, n), params)

    jinja_env.globals.update(
        _=gettext,
        gettext=gettext,
        pgettext=pgettext,
        ngettext=ngettext,
        npgettext=npgettext,
    )


def _rendered(
    lookup: Callable[..., str],
    arguments: tuple[object, ...],
    params: Mapping[str, object],
) -> str:
    if not any(hasattr(value, "__html__") for value in params.values()):
        return lookup(*arguments, **params)
    # Each parameter is first looked up as a private-use character that escaping leaves alone, then put in as markup.
    marks = {name: chr(0xE000 + position) for position, name in enumerate(params)}
    text = str(escape(lookup(*arguments, **marks)))
    for name, mark in marks.items():
        text = text.replace(mark, str(escape(params[name])))
    return Markup(text)
