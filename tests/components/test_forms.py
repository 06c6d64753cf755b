"""What scripts add to an ordinary form: sent once, fields that depend on an answer, passwords shown, links copied."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.browser import Mode, opened
from tests.components import samples
from tests.components.preview import Answer, environment, served

PAGE = """{% extends "layouts/form.html" %}
{% from "components/copy.html" import copy_field %}
{% from "components/field.html" import field %}
{% from "components/form.html" import form as post_form %}
{% block heading %}Skjema{% endblock %}
{% block content %}
{% call post_form(form, "Lagre", action="/save") %}
{{ field(form.kind) }}
<div data-shown-when="filled-kind=proportion days">{{ field(form.sample_size) }}</div>
{{ field(form.password) }}
{% endcall %}
{{ copy_field("Lenke", "https://example.org/i/1", "link") }}
{% endblock %}"""

SLOW_SECONDS = 0.3


@contextmanager
def filling_in(browser: Browser, scripts: bool = True) -> Iterator[tuple[Page, list[str]]]:
    sent: list[str] = []

    def answer(path: str, body: bytes, _headers: Mapping[str, str]) -> Answer:
        sent.append(body.decode())
        time.sleep(SLOW_SECONDS)
        return 200, "text/html", b"<!doctype html><title>Lagret</title>"

    html = environment(extra={"case.html": PAGE}).get_template("case.html").render(form=samples.filled_form())
    with (
        served({"/form": html}, answer) as address,
        opened(browser, f"{address}/form", Mode(1280, scripts=scripts)) as look,
    ):
        yield look.page, sent


def test_double_click_sends_once(browser: Browser) -> None:
    with filling_in(browser) as (page, sent):
        page.get_by_role("button", name="Lagre").dblclick()
        page.wait_for_url("**/save")
    assert len(sent) == 1


def test_field_is_shown_while_the_answer_it_depends_on_is_chosen(browser: Browser) -> None:
    with filling_in(browser) as (page, _sent):
        dependent = page.get_by_label("Antall i utvalget")
        assert not dependent.is_visible()
        page.get_by_label("Dager").check()
        assert dependent.is_visible()
        page.get_by_label("Antall", exact=True).check()
        assert not dependent.is_visible()


def test_field_is_shown_where_scripts_do_not_run(browser: Browser) -> None:
    with filling_in(browser, scripts=False) as (page, _sent):
        assert page.get_by_label("Antall i utvalget").is_visible()
        assert not page.get_by_role("button", name="Vis passordet").is_visible()


def test_password_can_be_shown_and_hidden(browser: Browser) -> None:
    with filling_in(browser) as (page, _sent):
        button, field = page.get_by_role("button", name="Vis passordet"), page.locator("#filled-password")
        button.click()
        assert (field.get_attribute("type"), button.get_attribute("aria-pressed")) == ("text", "true")
        button.click()
        assert (field.get_attribute("type"), button.get_attribute("aria-pressed")) == ("password", "false")


def test_link_is_copied_and_said_to_be(browser: Browser) -> None:
    with filling_in(browser) as (page, _sent):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Kopier").click()
        page.get_by_role("status").filter(has_text="Kopiert").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == "https://example.org/i/1"


def test_link_is_marked_when_the_clipboard_is_refused(browser: Browser) -> None:
    with filling_in(browser) as (page, _sent):
        page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error()); 0")
        page.get_by_role("button", name="Kopier").click()
        assert page.evaluate("document.getSelection().toString()") == "https://example.org/i/1"
