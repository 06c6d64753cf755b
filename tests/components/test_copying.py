"""What can be copied: a text of several lines, and a picture where the clipboard takes one."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser import Mode, opened
from tests.components.preview import environment, served

PAGE = """{% extends "layouts/page.html" %}
{% from "components/copy.html" import copy_image, copy_text %}
{% block heading %}Del{% endblock %}
{% block content %}
{{ copy_image("/picture.png") }}
{{ copy_text("Diagrammet som tekst", "Blitt bedre.\nDiagrammet viser ikke hvorfor.", "shared") }}
{% endblock %}"""


def small_picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (2, 2), "#0b5394").save(written, "PNG")
    return written.getvalue()


@contextmanager
def sharing(browser: Browser, scripts: bool = True, status: int = 200, before: str = "") -> Iterator[Page]:
    html = environment(extra={"case.html": PAGE}).get_template("case.html").render()
    with (
        served({"/share": html}) as address,
        opened(browser, f"{address}/share", Mode(1280, scripts=scripts)) as look,
    ):
        look.page.context.route(
            "**/picture.png", lambda route: route.fulfill(status=status, content_type="image/png", body=small_picture())
        )
        if before:
            look.page.add_init_script(before)
            look.page.reload()
        yield look.page
        if status >= 400:
            look.expect(str(status))


def test_a_text_is_copied_whole(browser: Browser) -> None:
    with sharing(browser) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Kopier teksten").click()
        page.get_by_role("status").filter(has_text="Kopiert").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.splitlines() == ["Blitt bedre.", "Diagrammet viser ikke hvorfor."]


def test_a_picture_is_copied_as_a_picture(browser: Browser) -> None:
    with sharing(browser) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Kopier bildet").click()
        page.get_by_role("status").filter(has_text="Kopiert").wait_for()
        kinds = page.evaluate("navigator.clipboard.read().then(items => items.map(item => item.types))")
        assert kinds == [["image/png"]]


def test_a_picture_that_cannot_be_fetched_is_told(browser: Browser) -> None:
    with sharing(browser, status=503) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Kopier bildet").click()
        page.get_by_role("status").filter(has_text="Bildet kunne ikke kopieres. Hent det som PNG i stedet.").wait_for()


@pytest.mark.parametrize(
    ("scripts", "before"), [(False, ""), (True, "Object.defineProperty(window, 'ClipboardItem', {value: undefined})")]
)
def test_there_is_no_button_where_it_would_do_nothing(browser: Browser, scripts: bool, before: str) -> None:
    with sharing(browser, scripts=scripts, before=before) as page:
        assert not page.locator("[data-copy-image]").is_visible()
        assert page.locator("[data-copy]").is_visible() == scripts
        assert page.get_by_label("Diagrammet som tekst").input_value().startswith("Blitt bedre.")
