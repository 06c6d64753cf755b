"""The tests' browser: it shows pages in each mode, and sees whatever goes wrong on them."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response, render_template_string
from playwright.sync_api import Browser

from qi_tracker.blueprints.common.security import CONTENT_SECURITY_POLICY
from tests.browser import PICTURES, Mode, opened, screenshot, until
from tests.serving import serving

PAGE = """<!doctype html><html lang="nb"><head><title>Side</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"></head><body><main><h1>Side</h1><p>Innhold</p>{{ planted|safe }}</main></body></html>"""

PLANTED = {
    "sound": "",
    "label": '<p><input name="a"></p>',
    "wide": f"<pre>{'x' * 500}</pre>",
    "small": '<button type="button" class="a">x</button><link rel="stylesheet" href="/small.css">',
    "inline-style": '<p style="color: red">x</p>',
    "inline-script": "<script>document.title = 'x'</script>",
    "foreign": '<img src="http://example.org/x.png" alt="">',
    "foreign-port": '<img src="http://127.0.0.1:9/x.png" alt="">',
    "broken-script": '<script src="/broken.js"></script>',
    "missing": '<img src="/nothing.png" alt="">',
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = Flask("planted")

    @app.get("/<name>")
    def show(name: str) -> str | tuple[str, int]:
        return render_template_string(PAGE, planted=PLANTED[name]) if name in PLANTED else ("", 404)

    @app.get("/broken.js")
    def broken() -> Response:
        return Response("nothing.to.see()", mimetype="text/javascript")

    @app.get("/small.css")
    def small() -> Response:
        return Response(".a { width: 10px; height: 10px; padding: 0 }", mimetype="text/css")

    @app.after_request
    def guarded(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response

    with serving(app) as started:
        yield started


@pytest.mark.parametrize(
    "mode", [Mode(), Mode(320, dark=True), Mode(scripts=False), Mode(forced_colours=True)], ids=str
)
def test_sound_page_has_no_problems_in_any_mode(browser: Browser, address: str, mode: Mode) -> None:
    with opened(browser, f"{address}/sound", mode) as look:
        assert look.problems() == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("label", "axe label"),
        ("wide", "scrolls sideways"),
        ("small", "Smaller than"),
        ("inline-style", "Content Security Policy"),
        ("inline-script", "Content Security Policy"),
        ("foreign", "Asks another server"),
        ("foreign-port", "Asks another server"),
        ("broken-script", "A script failed"),
        ("missing", "404"),
    ],
)
def test_planted_defect_is_seen(browser: Browser, address: str, name: str, said: str) -> None:
    with opened(browser, f"{address}/{name}") as look:
        problems = look.problems()
        assert any(said in problem for problem in problems), problems


def test_what_nobody_asked_about_fails_on_leaving(browser: Browser, address: str) -> None:
    with pytest.raises(AssertionError, match="Asks another server"), opened(browser, f"{address}/foreign"):
        pass


def test_expected_refusal_is_let_through_and_a_missing_one_is_not(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/nothing") as look:
        look.expect("404")
        with pytest.raises(AssertionError):
            look.expect("404")


def test_modes_reach_the_page(browser: Browser, address: str) -> None:
    question = """() => [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches,
        matchMedia("(forced-colors: active)").matches, matchMedia("print").matches, navigator.language]"""
    seen = {}
    for mode in (
        Mode(320, dark=True, language="nn"),
        Mode(forced_colours=True),
        Mode(794, printed=True, language="en"),
    ):
        with opened(browser, f"{address}/sound", mode) as look:
            seen[str(mode)] = look.page.evaluate(question)
    assert seen == {
        "320-dark-nn": [320, True, False, False, "nn-NO"],
        "1280-forced_colours-nb": [1280, False, True, False, "nb-NO"],
        "794-printed-en": [794, False, False, True, "en-GB"],
    }


def test_page_without_scripts_runs_none(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/broken-script", Mode(scripts=False)) as look:
        assert look.problems() == []


def test_waiting_ends_when_it_is_true_and_tells_when_it_is_not(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/sound") as look:
        look.page.evaluate("setTimeout(() => document.title = 'Ferdig', 100); 0")
        assert until(look.page, "document.title === 'Ferdig'")
        with pytest.raises(TimeoutError, match="never"):
            until(look.page, "document.title === 'never'", seconds=0.1)


def test_picture_is_kept(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/sound") as look:
        path = screenshot(look.page, "harness-sound")
    assert path.parent == PICTURES
    assert path.read_bytes().startswith(b"\x89PNG")
    path.unlink()
