"""Typing numbers in the table: the keys, pasting from a spreadsheet, and saving row by row as one goes."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import parse_qs

from playwright.sync_api import Browser, Dialog, Locator, Page

from tests.browser import Mode, opened
from tests.components.preview import Answer, environment, served

PAGE = """{% extends "layouts/page.html" %}
{% from "components/grid.html" import grid %}{% from "components/button.html" import button %}
{% block heading %}Tall{% endblock %}
{% block content %}<form method="post" action="/all" data-form>
{{ grid("Tall", [("numerator", "Teller"), ("denominator", "Nevner"), ("comment", "Merknad")], rows, "/row", "Måned") }}
{{ button("Ferdig") }}</form>{% endblock %}
{% block scripts %}<script type="module" src="{{ url_for("static", filename="js/grid.js") }}"></script>{% endblock %}"""

MONTHS = ("2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01")
PASTE = """([selector, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const pasted = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(pasted);
}"""

Fields = dict[str, str]


class Server:
    """Stores rows as the program does: by period, with a version that must be the one last seen."""

    def __init__(self) -> None:
        self.rows: dict[str, Fields] = {}
        self.versions: dict[str, int] = {}
        self.posts: list[Fields] = []
        self.tokens: list[str | None] = []
        self.form: dict[str, list[str]] | None = None
        self.instead: Callable[[Fields], Answer | None] = lambda _fields: None

    def answer(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        sent = parse_qs(body.decode(), keep_blank_values=True)
        if path == "/all":
            self.form = sent
            return 200, "text/html", b"<!doctype html><title>Lagret</title>"
        fields = {name: values[0] for name, values in sent.items()}
        self.posts.append(fields)
        self.tokens.append(headers.get("X-CSRFToken"))
        return self.instead(fields) or self._store(fields)

    def _store(self, fields: Fields) -> Answer:
        period, version = fields.pop("period"), fields.pop("version")
        present = self.versions.get(period)
        if version != str(present or ""):
            return said(
                409,
                version=present,
                errors={},
                theirs=self.rows[period],
                message="Noen andre har lagret.",
            )
        if fields["numerator"] and not fields["denominator"]:
            return said(422, errors={"denominator": "Skriv nevneren."}, message="")
        self.rows[period] = fields
        self.versions[period] = (present or 0) + 1
        return said(200, version=self.versions[period], errors={}, message="")


def said(status: int, **answer: object) -> Answer:
    return status, "application/json", json.dumps(answer).encode()


@contextmanager
def typing(browser: Browser, scripts: bool = True) -> Iterator[tuple[Page, Server]]:
    rows = [
        SimpleNamespace(
            period=month, label=month[:7], version=None, cells={}, errors={}, is_unavailable=False, was="|||"
        )
        for month in MONTHS
    ]
    server = Server()
    html = environment(extra={"case.html": PAGE}).get_template("case.html").render(rows=rows)
    with (
        served({"/numbers": html}, server.answer) as address,
        opened(browser, f"{address}/numbers", Mode(1280, scripts=scripts)) as look,
    ):
        yield look.page, server
        # Refused and lost answers are what is tried here; the browser writes each down as an error.
        look.noise[:] = [said for said in look.noise if not said.startswith("Failed to load resource")]


def cell(page: Page, row: int, name: str) -> Locator:
    return page.locator(f"[id='{MONTHS[row]}-{name}']")


def status(page: Page, row: int) -> Locator:
    return page.locator("[data-row]").nth(row).locator("[data-status]")


def wait_for_text(place: Locator, text: str) -> None:
    place.filter(has_text=text).wait_for()


def wait_until_saved(page: Page, row: int) -> None:
    page.locator(f"[data-row][data-period='{MONTHS[row]}'][data-state=saved]").wait_for()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def paste(page: Page, row: int, name: str, text: str) -> None:
    cell(page, row, name).focus()
    page.evaluate(PASTE, [f"[id='{MONTHS[row]}-{name}']", text])


def fill(page: Page, row: int, numerator: str, denominator: str) -> None:
    cell(page, row, "numerator").fill(numerator)
    cell(page, row, "denominator").fill(denominator)


def test_row_is_saved_when_it_is_left(browser: Browser) -> None:
    with typing(browser) as (page, server):
        cell(page, 0, "numerator").click()
        page.keyboard.type("48,5")
        page.keyboard.press("ArrowRight")
        page.keyboard.type("160")
        assert server.posts == []
        page.keyboard.press("Enter")
        wait_until_saved(page, 0)
        assert focused(page) == f"{MONTHS[1]}-denominator"
    assert server.rows == {MONTHS[0]: {"numerator": "48,5", "denominator": "160", "comment": ""}}
    assert server.tokens == ["token"]


def test_row_is_saved_after_a_pause_once_its_numbers_are_there(
    browser: Browser,
) -> None:
    with typing(browser) as (page, server):
        fill(page, 0, "48", "160")
        wait_until_saved(page, 0)
        assert focused(page) == f"{MONTHS[0]}-denominator"
    assert len(server.posts) == 1


def test_second_save_carries_the_version_of_the_first(browser: Browser) -> None:
    with typing(browser) as (page, server):
        fill(page, 0, "48", "160")
        cell(page, 1, "numerator").focus()
        wait_until_saved(page, 0)
        cell(page, 0, "numerator").fill("49")
        wait_for_text(status(page, 0), "Ikke lagret ennå")
        cell(page, 1, "numerator").focus()
        wait_until_saved(page, 0)
    assert server.versions == {MONTHS[0]: 2}


def test_arrow_keys_move_between_cells_but_also_within_a_text(browser: Browser) -> None:
    with typing(browser) as (page, _server):
        cell(page, 0, "numerator").fill("48")
        page.keyboard.press("ArrowDown")
        assert focused(page) == f"{MONTHS[1]}-numerator"
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        assert focused(page) == f"{MONTHS[0]}-numerator"
        page.keyboard.press("End")
        page.keyboard.press("ArrowRight")
        assert focused(page) == f"{MONTHS[0]}-denominator"
        page.keyboard.press("ArrowLeft")
        assert focused(page) == f"{MONTHS[0]}-numerator"


def test_block_from_a_spreadsheet_fills_down_and_right(browser: Browser) -> None:
    with typing(browser) as (page, server):
        paste(
            page,
            1,
            "numerator",
            '48\t160\r\n51\t161\t"Ferie, ""stengt""\nto uker"\r\n12,5\t40\r\n',
        )
        wait_for_text(page.locator("[data-grid-announcements]"), "Rader lagret: 3.")
    assert [list(server.rows[month].values()) for month in MONTHS[1:]] == [
        ["48", "160", ""],
        ["51", "161", 'Ferie, "stengt" to uker'],
        ["12,5", "40", ""],
    ]


def test_pasting_one_value_is_left_to_the_browser(browser: Browser) -> None:
    with typing(browser) as (page, server):
        paste(page, 0, "numerator", "48")
        assert cell(page, 0, "numerator").input_value() == ""
    assert server.posts == []


def test_rows_without_room_are_not_dropped_in_silence(browser: Browser) -> None:
    with typing(browser) as (page, server):
        paste(page, 2, "numerator", "1\t10\n2\t10\n3\t10")
        wait_for_text(page.locator("[data-grid-announcements]"), "fikk ikke plass")
        wait_for_text(page.locator("[data-grid-announcements]"), "Rader lagret: 2.")
    assert set(server.rows) == set(MONTHS[2:])


def test_refused_row_says_why_at_its_cell_and_keeps_the_typing(
    browser: Browser,
) -> None:
    with typing(browser) as (page, server):
        cell(page, 0, "numerator").fill("48")
        page.keyboard.press("Enter")
        denominator = cell(page, 0, "denominator")
        wait_for_text(page.locator(f"[id='{MONTHS[0]}-denominator-error']"), "Skriv nevneren.")
        assert denominator.get_attribute("aria-invalid") == "true"
        assert cell(page, 0, "numerator").input_value() == "48"
        denominator.fill("160")
        assert denominator.get_attribute("aria-invalid") is None
        page.keyboard.press("Enter")
        wait_until_saved(page, 0)
    assert len(server.posts) == 2


def test_refused_row_is_not_sent_again_by_passing_through(browser: Browser) -> None:
    with typing(browser) as (page, server):
        cell(page, 0, "numerator").fill("48")
        page.keyboard.press("Enter")
        wait_for_text(status(page, 0), "Ikke lagret")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(200)
    assert len(server.posts) == 1


def conflicting(page: Page, server: Server) -> None:
    server.rows[MONTHS[0]] = {"numerator": "50", "denominator": "160", "comment": ""}
    server.versions[MONTHS[0]] = 7
    fill(page, 0, "48", "160")
    page.keyboard.press("Enter")
    wait_for_text(status(page, 0), "Teller 50, Nevner 160")


def test_conflict_shows_theirs_and_mine_can_be_kept(browser: Browser) -> None:
    with typing(browser) as (page, server):
        conflicting(page, server)
        assert cell(page, 0, "numerator").input_value() == "48"
        page.get_by_role("button", name="Behold mitt").click()
        wait_until_saved(page, 0)
    assert server.rows[MONTHS[0]]["numerator"] == "48"
    assert server.versions[MONTHS[0]] == 8


def test_conflict_can_be_settled_with_theirs(browser: Browser) -> None:
    with typing(browser) as (page, server):
        conflicting(page, server)
        page.get_by_role("button", name="Bruk deres").click()
        wait_until_saved(page, 0)
        assert cell(page, 0, "numerator").input_value() == "50"
    assert server.versions[MONTHS[0]] == 7


def test_what_only_they_have_changed_is_merged_and_saved(browser: Browser) -> None:
    with typing(browser) as (page, server):
        fill(page, 0, "48", "160")
        page.keyboard.press("Enter")
        wait_until_saved(page, 0)
        # Meanwhile somebody writes a comment, and then the numerator is mended here.
        server.rows[MONTHS[0]]["comment"] = "Ny telling"
        server.versions[MONTHS[0]] = 2
        cell(page, 0, "numerator").fill("49")
        page.keyboard.press("Enter")
        wait_for_text(status(page, 0), "Lagret, sammen med det en annen har endret")
        assert cell(page, 0, "comment").input_value() == "Ny telling"
    assert server.rows[MONTHS[0]] == {"numerator": "49", "denominator": "160", "comment": "Ny telling"}


def test_answer_lost_on_the_way_is_not_a_conflict_with_oneself(
    browser: Browser,
) -> None:
    with typing(browser) as (page, server):
        server.rows[MONTHS[0]] = {
            "numerator": "48",
            "denominator": "160",
            "comment": "",
        }
        server.versions[MONTHS[0]] = 1
        fill(page, 0, "48", "160")
        page.keyboard.press("Enter")
        wait_until_saved(page, 0)
    assert server.versions[MONTHS[0]] == 1


def test_row_is_sent_again_when_the_server_is_back(browser: Browser) -> None:
    with typing(browser) as (page, server):
        server.instead = lambda _fields: (503, "text/html", b"") if len(server.posts) == 1 else None
        fill(page, 0, "48", "160")
        page.keyboard.press("Enter")
        wait_for_text(status(page, 0), "Får ikke kontakt")
        wait_until_saved(page, 0)
    assert server.rows[MONTHS[0]]["numerator"] == "48"
    assert len(server.posts) == 2


def test_signed_out_in_the_middle_keeps_the_row_until_one_is_in_again(
    browser: Browser,
) -> None:
    with typing(browser) as (page, server):
        server.instead = lambda _fields: said(401, message="Du er logget ut.") if len(server.posts) == 1 else None
        fill(page, 0, "48", "160")
        page.keyboard.press("Enter")
        wait_for_text(status(page, 0), "Du er logget ut.")
        page.get_by_role("button", name="Lagre på nytt").click()
        wait_until_saved(page, 0)
    assert server.rows[MONTHS[0]]["numerator"] == "48"


def test_leaving_with_an_unsaved_row_asks_first(browser: Browser) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    with typing(browser) as (page, server):
        server.instead = lambda _fields: (503, "text/html", b"")
        page.on("dialog", stay)
        cell(page, 0, "numerator").click()
        page.keyboard.type("48")
        page.goto(page.url)
    assert asked == ["beforeunload"]


def test_escape_brings_back_what_is_stored(browser: Browser) -> None:
    with typing(browser) as (page, server):
        fill(page, 0, "48", "160")
        page.keyboard.press("Enter")
        wait_until_saved(page, 0)
        cell(page, 0, "numerator").fill("99")
        page.keyboard.press("Escape")
        assert cell(page, 0, "numerator").input_value() == "48"
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(200)
    assert len(server.posts) == 1


def test_button_sends_only_what_is_not_saved_yet(browser: Browser) -> None:
    with typing(browser) as (page, server):
        fill(page, 0, "48", "160")
        page.keyboard.press("Enter")
        wait_until_saved(page, 0)
        cell(page, 1, "numerator").fill("51")
        page.get_by_role("button", name="Ferdig").click()
        page.wait_for_url("**/all")
    assert server.form is not None
    # The second row was refused on its way, so the form carries it to the page that explains.
    assert server.form["period"] == [MONTHS[1]]
    assert server.form["numerator"] == ["51"]


def test_without_scripts_the_table_is_an_ordinary_form(browser: Browser) -> None:
    with typing(browser, scripts=False) as (page, server):
        fill(page, 2, "48", "160")
        page.get_by_role("button", name="Ferdig").click()
        page.wait_for_url("**/all")
    assert server.form is not None
    assert server.form["period"] == list(MONTHS)
    assert server.form["numerator"] == ["", "", "48", ""]
    assert server.posts == []
