"""Lookup in the catalogues, parameters, language negotiation and the functions templates use."""

import warnings
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from qi_tracker.i18n.translate import (
    N_,
    NP_,
    TextParameterMissing,
    Words,
    install,
    load_texts,
    negotiate,
    words_for,
)
from qi_tracker.vocabulary import Language

PO_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def write_catalogue(folder: Path, area: str, body: str) -> None:
    (folder / "nb").mkdir(exist_ok=True)
    (folder / "nb" / f"{area}.po").write_text(PO_HEAD + body, encoding="utf-8")


@pytest.fixture
def norwegian(tmp_path: Path) -> Words:
    write_catalogue(tmp_path, "one", 'msgid "Save"\nmsgstr "Lagre"\n\nmsgctxt "noun"\nmsgid "Plan"\nmsgstr "Plan"\n')
    write_catalogue(
        tmp_path,
        "two",
        'msgid "Plan"\nmsgstr "Planlegge"\n\n'
        'msgid "%(n)s number"\nmsgid_plural "%(n)s numbers"\nmsgstr[0] "%(n)s tall"\nmsgstr[1] "%(n)s tall i alt"\n\n'
        'msgid "Hello <%(name)s>"\nmsgstr "Hei <%(name)s>"\n\n'
        '#, fuzzy\nmsgid "Close"\nmsgstr "Lukke?"\n\n'
        'msgid "Empty"\nmsgstr ""\n',
    )
    return Words(Language.BOKMAL, load_texts(Language.BOKMAL, tmp_path))


def test_areas_are_merged_and_context_keeps_them_apart(norwegian: Words) -> None:
    assert norwegian.gettext("Save") == "Lagre"
    assert norwegian.gettext("Plan") == "Planlegge"
    assert norwegian.pgettext(*NP_("noun", "Plan")) == "Plan"


@pytest.mark.parametrize("msgid", ["Close", "Empty", "Never heard of"])
def test_fuzzy_empty_and_unknown_texts_show_english(norwegian: Words, msgid: str) -> None:
    assert norwegian.gettext(N_(msgid)) == msgid


@pytest.mark.parametrize(("n", "text"), [(0, "0 tall i alt"), (1, "1 tall"), (2, "2 tall i alt")])
def test_plural_follows_the_number(norwegian: Words, n: int, text: str) -> None:
    assert norwegian.ngettext("%(n)s number", "%(n)s numbers", n) == text


def test_plural_without_translation_is_english() -> None:
    english = Words(Language.ENGLISH, {})
    assert english.ngettext("%(n)s day", "%(n)s days", 1) == "1 day"
    assert english.npgettext("length", "%(n)s day", "%(n)s days", 3) == "3 days"


def test_plural_takes_a_formatted_number(norwegian: Words) -> None:
    assert norwegian.ngettext("%(n)s number", "%(n)s numbers", 1000, n="1 000") == "1 000 tall i alt"


def test_text_without_parameters_is_literal() -> None:
    assert Words(Language.ENGLISH, {}).gettext("50 % of all") == "50 % of all"


@pytest.mark.parametrize("params", [{}, {"other": 1}])
def test_missing_parameter_warns_and_leaves_a_hole(params: dict[str, object]) -> None:
    english = Words(Language.ENGLISH, {})
    with pytest.warns(TextParameterMissing, match="Hi"):
        assert english.gettext("Hi %(name)s", **params) == "Hi …"


def test_lone_per_cent_beside_a_parameter_does_not_crash() -> None:
    with pytest.warns(TextParameterMissing):
        assert Words(Language.ENGLISH, {}).gettext("%(a)s is 50 % of 100%% (", a=2) == "2 is 50 % of 100% ("


def test_missing_parameter_is_an_error_where_warnings_are() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(TextParameterMissing):
            Words(Language.ENGLISH, {}).gettext("Hi %(name)s")


def test_broken_catalogue_stops_the_start(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "broken", "<<<<<<< mine\n")
    with pytest.raises(PoFileError):
        load_texts(Language.BOKMAL, tmp_path)


def test_words_are_read_once_per_language() -> None:
    assert words_for(Language.NYNORSK) is words_for(Language.NYNORSK)
    assert words_for(Language.NYNORSK).language is Language.NYNORSK


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, Language.BOKMAL),
        ("", Language.BOKMAL),
        ("nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.6,en-US;q=0.5,en;q=0.4", Language.BOKMAL),
        ("no", Language.BOKMAL),
        ("nn-NO,nn;q=0.9,nb;q=0.8", Language.NYNORSK),
        ("en-US,en;q=0.9", Language.ENGLISH),
        ("de-DE, de;q=0.9, en;q=0.5, nn;q=0.7", Language.NYNORSK),
        ("en;q=0, nn", Language.NYNORSK),
        ("en;q=x, nn;q=0.1", Language.NYNORSK),
        ("fr, de", Language.BOKMAL),
        ("*", Language.BOKMAL),
        (";;;,,,=q", Language.BOKMAL),
    ],
)
def test_browser_header_gives_language(header: str | None, language: Language) -> None:
    assert negotiate(header) is language


def render(source: str, words: Words, **context: object) -> str:
    environment = Environment(autoescape=True, loader=DictLoader({"page": source}))
    install(environment, lambda: words)
    return environment.get_template("page").render(**context)


def test_template_texts_are_escaped_once(norwegian: Words) -> None:
    page = render('{{ _("Hello <%(name)s>", name=name) }}', norwegian, name="<b>&")
    assert page == "Hei &lt;&lt;b&gt;&amp;&gt;"


def test_template_keeps_markup_in_a_parameter_and_escapes_the_rest(norwegian: Words) -> None:
    page = render('{{ _("Hello <%(name)s>", name=name) }}', norwegian, name=Markup("<b>Ada</b>"))
    assert page == "Hei &lt;<b>Ada</b>&gt;"


def test_template_has_plural_and_context(norwegian: Words) -> None:
    source = '{{ ngettext("%(n)s number", "%(n)s numbers", 2) }}|{{ pgettext("noun", "Plan") }}|{{ gettext("Save") }}'
    assert render(source, norwegian) == "2 tall i alt|Plan|Lagre"
    assert render('{{ npgettext("x", "%(n)s day", "%(n)s days", 2) }}', norwegian) == "2 days"


def test_words_are_chosen_at_each_call(norwegian: Words) -> None:
    chosen = [norwegian]
    environment = Environment(autoescape=True, loader=DictLoader({"page": '{{ _("Save") }}'}))
    install(environment, lambda: chosen[0])
    template = environment.get_template("page")
    assert template.render() == "Lagre"
    chosen[0] = Words(Language.ENGLISH, {})
    assert template.render() == "Save"
