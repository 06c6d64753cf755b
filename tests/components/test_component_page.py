"""Every component, rendered in each of its states: sound HTML, and what each one promises."""

import re

import pytest
from justhtml import Element, JustHTML

from qi_tracker.vocabulary import Language
from tests.components import samples
from tests.components.preview import HERE, PACKAGE, component_page, environment, names_of_components
from tests.page_checks import check_page

ERROR_PAGES = sorted(path.stem for path in (PACKAGE / "templates" / "errors").glob("*.html"))


def parsed(html: str) -> JustHTML:
    return JustHTML(html, sanitize=False)


def only(document: JustHTML | Element, selector: str) -> Element:
    (element,) = document.query(selector)
    assert isinstance(element, Element)
    return element


def rendered(source: str, **context: object) -> JustHTML:
    return parsed(environment(extra={"case.html": source}).get_template("case.html").render(**context))


@pytest.mark.parametrize("language", list(Language))
def test_component_page_is_sound(language: Language) -> None:
    assert check_page(component_page(language), url="/components") == []


def test_component_page_shows_every_component() -> None:
    paths = [HERE / "component_page.html", *(PACKAGE / "templates").rglob("*.html")]
    used = {name for path in paths for name in re.findall(r"components/(\w+)\.html", path.read_text(encoding="utf-8"))}
    assert names_of_components() - used == set(), "Show it in each of its states on component_page.html."


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_page_is_sound_and_asks_for_no_person(name: str) -> None:
    env = environment()
    env.globals["shell"] = {"language": "nb", "home_url": "/"}
    env.globals["get_flashed_messages"] = env.globals["csrf_token"] = _must_not_be_asked
    html = env.get_template(f"errors/{name}.html").render(reference="ab12cd34")
    assert check_page(html, url="/components") == []
    assert "ab12cd34" in html
    assert only(parsed(html), "main a").attrs["href"] == "/"


def _must_not_be_asked(*_args: object, **_named: object) -> str:
    raise AssertionError("An error page must not need a session.")


def test_error_pages_are_those_the_program_answers_with() -> None:
    assert set(ERROR_PAGES) >= {
        "400",
        "403",
        "404",
        "405",
        "409",
        "413",
        "429",
        "500",
        "503",
    }


def test_title_repeats_heading_and_warns_of_errors() -> None:
    source = '{% extends "layouts/form.html" %}{% block heading %}Barn & unge{% endblock %}'
    plain = only(rendered(source, form=samples.filled_form()), "title").to_text()
    refused = only(rendered(source, form=samples.refused_form()), "title").to_text()
    assert plain == "Barn & unge – qi_tracker"
    assert refused == "Feil: Barn & unge – qi_tracker"


def test_lead_and_primary_leave_no_empty_boxes() -> None:
    page = rendered('{% extends "layouts/page.html" %}{% block heading %}Side{% endblock %}')
    assert page.query(".page-lead") == []
    assert page.query(".page-primary") == []


def using(component: str, call: str, macro: str | None = None) -> str:
    """A template that calls one macro of one component."""
    return f'{{% from "components/{component}.html" import {macro or component} %}}{{{{ {call} }}}}'


FIELD = using("field", "field(form[name], hint)")


def field_html(name: str, form: samples.SampleForm | None = None, hint: str | None = None) -> JustHTML:
    return rendered(FIELD, form=form or samples.filled_form(), name=name, hint=hint)


def test_hint_and_error_are_tied_to_the_control() -> None:
    page = field_html("title", samples.refused_form(), "Kort og tydelig.")
    control = only(page, "input")
    assert control.attrs["aria-invalid"] == "true"
    texts = [only(page, f"#{name}").to_text() for name in (control.attrs["aria-describedby"] or "").split()]
    assert texts == ["Kort og tydelig.", "Feil: Skriv et navn."]


def test_optional_field_says_so_and_required_does_not() -> None:
    assert "(valgfritt)" in only(field_html("aim"), "label").to_text()
    assert "(valgfritt)" not in only(field_html("title"), "label").to_text()


def test_choice_of_which_one_always_stands_is_not_called_optional() -> None:
    assert "(valgfritt)" not in only(field_html("frequency"), "label").to_text()
    assert "(valgfritt)" in only(field_html("dimensions"), "legend").to_text()


def test_choices_are_a_fieldset_with_legend_and_error() -> None:
    page = field_html("kind", samples.refused_form())
    group = only(page, "fieldset")
    assert only(group, "legend").to_text() == "Hva slags tall er det?"
    assert "Velg hva slags tall det er." in only(page, f"#{group.attrs['aria-describedby']}").to_text()
    assert {option.attrs.get("aria-invalid") for option in group.query("input") if isinstance(option, Element)} == {
        "true"
    }


def test_choice_can_have_its_own_hint() -> None:
    page = field_html("kind")
    first = page.query("input")[0]
    assert isinstance(first, Element)
    assert "48 av 160 barn" in only(page, f"#{first.attrs['aria-describedby']}").to_text()


@pytest.mark.parametrize(("name", "keyboard"), [("target", "decimal"), ("sample_size", "numeric")])
def test_numbers_are_text_fields_for_the_decimal_comma(name: str, keyboard: str) -> None:
    control = only(field_html(name), "input")
    assert (control.attrs["type"], control.attrs["inputmode"]) == ("text", keyboard)


def test_long_text_is_not_cut_by_the_browser() -> None:
    assert "maxlength" not in only(field_html("title"), "input").attrs


def test_what_a_user_typed_is_text_and_not_markup() -> None:
    form = samples.SampleForm(data={"title": '"><script>alert(1)</script>'})
    page = field_html("title", form)
    assert page.query("script") == []
    assert only(page, "input").attrs["value"] == '"><script>alert(1)</script>'


def test_error_summary_links_to_each_refused_control() -> None:
    source = """{% from "components/form.html" import form as post_form %}
        {% from "components/field.html" import field %}
        {% call post_form(form, "Lagre") %}{% for name in names %}{{ field(form[name]) }}{% endfor %}{% endcall %}"""
    form = samples.refused_form()
    names = [name for name in form.data if name != "csrf_token"]
    page = rendered(source, form=form, names=names)
    summary = only(page, ".ds-error-summary")
    assert summary.attrs["tabindex"] == "-1"
    links = [link for link in summary.query("a") if isinstance(link, Element)]
    assert len(links) == len(form.errors)
    for link in links:
        assert only(page, link.attrs["href"] or "").name in (
            "input",
            "select",
            "textarea",
        )
    assert links[0].to_text() == "Hva heter prosjektet? Skriv et navn."


def test_conflict_shows_both_sides_and_says_which() -> None:
    page = rendered(using("conflict", "conflict(met)"), met=samples.refused_form().conflict)
    target = page.query("fieldset")[1]
    labels, values = ([found.to_text() for found in target.query(kind)] for kind in ("label", ".conflict-value"))
    assert list(zip(labels, values, strict=True)) == [("Det du skrev", "(tomt)"), ("Lagret av Magnus Måledal", "60")]
    merged = [found.to_text(separator=" ", strip=True) for found in page.query(".conflict-merged dl")]
    assert [" ".join(text.split()) for text in merged] == [
        "Hvor ofte? Hver uke",
        "Hva vil dere oppnå, og for hvem? Flere barn er med",
    ]


def test_action_button_is_a_form_with_token_and_fields() -> None:
    source = using("button", 'action_button("Slett", "/delete", "danger", {"version": 3})', "action_button")
    form = only(rendered(source), "form")
    sent = {field.attrs["name"]: field.attrs["value"] for field in form.query("input") if isinstance(field, Element)}
    assert form.attrs["method"] == "post"
    assert sent == {"csrf_token": "token", "version": "3"}


def test_breadcrumbs_end_with_the_page_itself() -> None:
    source = (
        '{% from "components/breadcrumbs.html" import breadcrumbs %}{{ breadcrumbs([("Hjem", "/"), ("Her", None)]) }}'
    )
    page = rendered(source)
    assert only(page, "li [aria-current]").to_text() == "Her"
    assert only(page, "nav > a").to_text() == "Tilbake til Hjem"


@pytest.mark.parametrize(
    "code",
    [
        "no_data",
        "too_early",
        "worsening",
        "held",
        "reached",
        "improvement",
        "undirected_change",
        "no_signal",
    ],
)
def test_every_verdict_has_a_shape_of_its_own(code: str) -> None:
    source = using("verdict_line", 'verdict_line(code, "ord")')
    others = {
        "no_data",
        "too_early",
        "worsening",
        "held",
        "reached",
        "improvement",
        "undirected_change",
        "no_signal",
    } - {code}
    mine = only(rendered(source, code=code), "svg").to_html()
    assert all(only(rendered(source, code=other), "svg").to_html() != mine for other in others)


GRID = using("grid", 'grid("Tall", [("numerator", "Teller"), ("comment", "Merknad")], rows, "/save", "Måned")')


def test_numbers_table_sends_equally_long_lists() -> None:
    page = rendered(GRID, rows=samples.grid_rows())
    names = [field.attrs["name"] for field in page.query("input") if isinstance(field, Element)]
    assert {name: names.count(name) for name in names} == dict.fromkeys(
        ("period", "version", "was", "numerator", "comment"), 3
    )


def test_numbers_table_marks_rows_that_are_typed_but_not_stored() -> None:
    page = rendered(GRID, rows=samples.grid_rows())
    marked = [row.attrs["data-period"] for row in page.query("tr[data-unsaved]") if isinstance(row, Element)]
    assert marked == ["2026-09-01"]


@pytest.mark.parametrize(
    ("component", "sample"), [("verdict", samples.VERDICT), ("project_verdict", samples.PROJECT_VERDICT)]
)
def test_hidden_and_missing_numbers_stand_before_the_verdict(component: str, sample: object) -> None:
    said = rendered(using(component, f"{component}(v)"), v=sample).query(".verdict > *")
    kinds = [element.attrs["class"] for element in said]
    assert kinds[:2] == ["verdict-caution", "verdict-headline"]
    assert kinds.index("verdict-not-said") == len(kinds) - 2
