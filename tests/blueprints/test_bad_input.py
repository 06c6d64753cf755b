"""Everything that goes wrong when people enter things: a clear sentence in their language, what they typed, no halves.

One table: wrong and empty files, protected and huge ones, tables that can be read in two ways, numbers that cannot be,
days to come, the same thing twice, being signed out in the middle, and two who edit the same thing.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from qi_tracker.extensions import db
from qi_tracker.models import Person
from qi_tracker.services.observations import Reading, record_observation
from qi_tracker.vocabulary import Language
from tests.blueprints.filled_forms import BUTTONS, TYPED, FilledForm
from tests.client import ORIGIN, Client, Page
from tests.clock import set_today
from tests.conftest import SignIn
from tests.databases import Kind, Prepared
from tests.exchange.workbooks import encrypted_looking
from tests.inside import inside
from tests.measures import world_measure
from tests.people import PASSWORD, Who, email_of
from tests.rows import added, row_counts

TODAY = date(2026, 1, 12)
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    set_today(monkeypatch, TODAY)


Send = Callable[[Client, Prepared], Page]


@dataclass(frozen=True, slots=True)
class BadInput:
    """How it is sent, what is said in bokmål, nynorsk and English, and the typed text that stands on the answer."""

    send: Send
    said: tuple[str, str, str]
    kept: tuple[str, ...] = ()
    # A table that was read waits for its writer; nothing of it is saved.
    becomes_draft: bool = False


def measure(prepared: Prepared, ending: str) -> str:
    return f"/measures/{prepared.world.lerkevik['measure_id']}/{ending}"


def uploaded(content: bytes, name: str, status: int = 422) -> Send:
    def send(browser: Client, prepared: Prepared) -> Page:
        page = browser.get(measure(prepared, "import"))
        fields = {field: value for field, [value] in page.form().fields.items()}
        # Encoded here: a large body would be kept in a file that the test browser does not close.
        boundary, body = encode_multipart({**fields, "file": FileStorage(io.BytesIO(content), name)})
        sent = {"content_type": f"multipart/form-data; boundary={boundary}", "headers": {"Origin": ORIGIN}}
        answer = browser.browser.post(page.form().action, data=body, **sent)
        return browser._received(answer, page.address, status)

    return send


def pasted(table: str, status: int = 303) -> Send:
    def send(browser: Client, prepared: Prepared) -> Page:
        answer = browser.send(browser.get(measure(prepared, "import")), {"pasted": table}, status=status)
        return browser.follow(answer) if status == 303 else answer

    return send


def typed(ending: str, status: int = 422, **values: str) -> Send:
    return lambda browser, prepared: browser.send(browser.get(measure(prepared, ending)), values, status=status)


def edited_by_two(form: FilledForm, theirs: Mapping[str, str], mine: Mapping[str, str]) -> Send:
    def send(browser: Client, prepared: Prepared) -> Page:
        page = browser.get(form.address(prepared))
        other = Client(prepared.app, prepared.world, Who.MEMBER)
        other.send(other.get(form.address(prepared)), theirs)
        return browser.send(page, mine, status=409)

    return send


def entered_by_two(browser: Client, prepared: Prepared) -> Page:
    page = browser.get(measure(prepared, "due-number"))
    with inside(prepared.app, prepared.world.people[Who.MEMBER]):
        reading = Reading(date(2026, 1, 1), numerator=69, denominator=160)
        record_observation(world_measure(prepared.world), reading, None, TODAY)
        db.session.commit()
    return browser.send(page, {"numerator": "71", "denominator": "160"}, status=409)


NOT_A_TABLE = ("Dette er ikke en tabell.", "Dette er ikkje ein tabell.", "This is not a table.")
NOTHING = ("Her er det ingenting å lese.", "Her er det ingenting å lese.", "There is nothing to read here.")
IMPOSSIBLE = (
    "Telleren er større enn nevneren.",
    "Teljaren er større enn nemnaren.",
    "The numerator is larger than the denominator.",
)
TO_COME = (
    "Denne perioden har ikke begynt ennå.",
    "Denne perioden har ikkje byrja enno.",
    "This period has not begun yet.",
)
FIRST = (
    "lagret mens du skrev",
    "lagra medan du skreiv",
    "saved this while you were writing",
)

TABLE: Mapping[str, BadInput] = {
    "wrong type: a picture called .csv": BadInput(uploaded(b"\x89PNG\r\n\x1a\n" + bytes(99), "tall.csv"), NOT_A_TABLE),
    "wrong type: a PDF": BadInput(uploaded(b"%PDF-1.7\n1 0 obj", "tall.pdf"), NOT_A_TABLE),
    "wrong type: a web page": BadInput(uploaded(b"<!DOCTYPE html><html><p>5;6</p></html>", "tall.xls"), NOT_A_TABLE),
    "wrong type: Excel before 2007": BadInput(
        uploaded(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "tall.xls"),
        ("Dette er en gammel Excel-fil (.xls).", "Dette er ei gammal Excel-fil (.xls).", "This is an old Excel file"),
    ),
    "empty file": BadInput(uploaded(b"", "tall.csv"), NOTHING),
    "blank file": BadInput(uploaded(b" \r\n;;\n", "tall.csv"), NOTHING),
    "nothing at all": BadInput(
        pasted("", 422),
        ("Lim inn en tabell eller velg en fil.", "Lim inn ein tabell eller vel ei fil.", "Paste a table"),
    ),
    "blank paste": BadInput(pasted("   \n", 422), NOTHING),
    "protected by a password": BadInput(
        uploaded(encrypted_looking(), "tall.xlsx"),
        ("Filen er beskyttet med passord.", "Fila er verna med passord.", "The file is protected by a password."),
    ),
    "huge file": BadInput(
        uploaded(b"1;2\n" * (5 * MEGABYTE // 4 + 9), "tall.csv"),
        ("Filen er større enn 5 MB.", "Fila er større enn 5 MB.", "The file is larger than 5 MB."),
    ),
    "huger file": BadInput(
        uploaded(bytes(7 * MEGABYTE), "tall.xlsx", 413),
        ("Filen er for stor", "Fila er for stor", "The file is too large"),
    ),
    "two columns that could be the date": BadInput(
        pasted("Dato;Registrert;Teller;Nevner\n01.01.2025;03.01.2025;5;9\n01.02.2025;03.02.2025;6;9\n"),
        (
            "Både «Dato» og «Registrert» kan være datoen.",
            "kan vere datoen.",
            "Both “Dato” and “Registrert” can be the date.",
        ),
        ("03.01.2025",),
        becomes_draft=True,
    ),
    "numerator above denominator, typed": BadInput(
        typed("due-number", numerator="161", denominator="160"), IMPOSSIBLE, ("161", "160")
    ),
    "numerator above denominator, in a table": BadInput(
        pasted("Dato;Teller;Nevner\n2025-11-01;5;9\n2025-12-01;161;160\n"),
        ("Telleren (161) er større enn nevneren (160).", "Teljaren (161) er større", "The numerator (161) is larger"),
        ("161", "160"),
        becomes_draft=True,
    ),
    "text in a number, typed": BadInput(
        typed("due-number", numerator="ca. 70", denominator="160"),
        ("Dette er ikke et tall.", "Dette er ikkje eit tal.", "This is not a number."),
        ("ca. 70", "160"),
    ),
    "text in a number, in a table": BadInput(
        pasted("Dato;Teller;Nevner\n2025-11-01;5;9\n2025-12-01;ca. 70;160\n"),
        ("«ca. 70» er ikke et tall.", "«ca. 70» er ikkje eit tal.", "“ca. 70” is not a number."),
        ("ca. 70",),
        becomes_draft=True,
    ),
    "a future date, typed": BadInput(
        typed("due-number", period="2026-02-01", numerator="70", denominator="160"), TO_COME, ("2026-02-01", "70")
    ),
    "a future date, in a table": BadInput(
        pasted("Dato;Teller;Nevner\n2025-11-01;5;9\n2026-12-01;7;9\n"),
        ("1. desember 2026 har ikke vært ennå", "1. desember 2026 har ikkje vore enno", "1 December 2026"),
        ("2026-12-01",),
        becomes_draft=True,
    ),
    "a future phase": BadInput(
        typed("phases/new", starts_on="2026-03-01", reason="Flere telles"), TO_COME, ("2026-03-01", "Flere telles")
    ),
    "a future starting point": BadInput(typed("freeze", until="2026-03-01"), TO_COME, ("2026-03-01",)),
    "duplicates": BadInput(
        pasted("Dato;Teller;Nevner\n2025-11-01;5;9\n2025-11-20;6;9\n"),
        ("Rad 2 gjelder samme periode.", "Rad 2 gjeld same periode.", "Row 2 has the same period."),
        ("2025-11-20", "6"),
        becomes_draft=True,
    ),
    "two who edit the same project": BadInput(
        edited_by_two(TYPED["project"], {"title": "Deres navn"}, {"title": "Mitt navn"}),
        FIRST,
        ("Mitt navn", "Deres navn"),
    ),
    "two who edit the same measure": BadInput(
        edited_by_two(TYPED["measure"], {"name": "Deres navn"}, {"name": "Mitt navn"}),
        FIRST,
        ("Mitt navn", "Deres navn"),
    ),
    "two who enter the same number": BadInput(entered_by_two, FIRST, ("71", "69")),
}


def read_in(prepared: Prepared, language: Language) -> None:
    with inside(prepared.app, prepared.world.people[Who.LEAD]):
        db.session.get_one(Person, prepared.world.people[Who.LEAD]).language = language
        db.session.commit()


def in_fields(page: Page) -> set[str]:
    return {value for form in page.forms for values in form.fields.values() for value in values}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", TABLE)
def test_bad_input_is_answered_in_words(sqlite_only: Prepared, name: str, language: Language) -> None:
    bad = TABLE[name]
    read_in(sqlite_only, language)
    before = row_counts(sqlite_only)
    page = bad.send(Client(sqlite_only.app, sqlite_only.world, Who.LEAD), sqlite_only)
    assert bad.said[list(Language).index(language)] in page.text
    assert "%(" not in page.text
    assert all(text in page.text or text in in_fields(page) for text in bad.kept)
    came = added(before, row_counts(sqlite_only))
    if "two who" in name:
        # The other's save, and nothing of mine.
        assert came["audit_events"] == 1
    else:
        assert came == ({"import_drafts": 1} if bad.becomes_draft else {})
        assert bad.becomes_draft == any(form.action.startswith("/import-drafts/") for form in page.forms)
        assert not [form for form in page.forms if form.action.endswith("/apply")] or "two columns" in name


@pytest.mark.parametrize("prepared", [Kind.POSTGRESQL], indirect=True)
@pytest.mark.parametrize("name", TABLE)
def test_bad_input_saves_nothing_by_halves(prepared: Prepared, sign_in: SignIn, name: str) -> None:
    """The same on the other database, in one language."""
    before = row_counts(prepared)
    TABLE[name].send(sign_in(Who.LEAD), prepared)
    came = added(before, row_counts(prepared))
    assert came.get("audit_events", 0) == ("two who" in name)


# Signed out in the middle of a form.


def sign_out_behind(browser: Client) -> None:
    """The session ends while the page is open."""
    browser.browser.delete_cookie(SESSION_COOKIE)


def sign_in_again(browser: Client, page: Page) -> Page:
    """With the form on the page that says one was signed out; what was typed rides along."""
    typed = {"email": email_of(Who.LEAD), "password": PASSWORD}
    return browser.send(page, typed, action="/sign-in", status=200)


CORRECT_A_DRAFT = ("cells of a table", "columns of a table")


@pytest.mark.parametrize("name", [*TYPED, *BUTTONS])
def test_what_was_typed_when_one_was_signed_out_is_kept_and_sent(
    sqlite_only: Prepared, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # The table that waits has a number for February.
    set_today(monkeypatch, date(2026, 3, 10))
    form = {**TYPED, **BUTTONS}[name]
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(form.address(sqlite_only))
    before = row_counts(sqlite_only)
    sign_out_behind(browser)
    refused = browser.send(page, form.values, form.button(sqlite_only), 401)
    assert refused.heading == "Du ble logget ut"
    assert "Det du skrev, er tatt vare på." in refused.text
    assert row_counts(sqlite_only) == before
    resumed = sign_in_again(browser, refused)
    for shown in (refused, resumed):
        there = {" ".join(text.split()) for text in (shown.text, *in_fields(shown))}
        for value in form.values.values():
            assert any(" ".join(value.split()) in text for text in there)
    sent = browser.send(resumed, {}, form.button(sqlite_only) or form.address(sqlite_only), form.status)
    if name in CORRECT_A_DRAFT:
        # No row comes: the draft that waits is read otherwise.
        fields = browser.get(form.address(sqlite_only)).form().fields
        # A municipality stands there with its number too.
        assert all(value in fields[key][0] for key, value in form.values.items())
    else:
        assert added(before, row_counts(sqlite_only))
    if form.status == 303:
        browser.follow(sent)


@pytest.mark.parametrize(
    ("accepted", "sentence"),
    [
        ("nb", "Det du skrev, er tatt vare på. Logg inn, så kan du sende det."),
        ("nn", "Det du skreiv, er teke vare på. Logg inn, så kan du sende det."),
        ("en", "What you wrote is kept. Sign in, and you can send it."),
    ],
)
def test_being_signed_out_is_said_in_the_readers_language(sqlite_only: Prepared, accepted: str, sentence: str) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    form = TYPED["due number"]
    page = browser.get(form.address(sqlite_only))
    sign_out_behind(browser)
    values = page.form().filled(form.values)
    refused = browser.post(page.form().action, values, 401, headers={"Accept-Language": accepted})
    assert sentence in refused.text


def test_a_file_cannot_be_kept_and_that_is_said(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    page = browser.get(measure(sqlite_only, "import"))
    sign_out_behind(browser)
    fields = {**page.form().fields, "file": (io.BytesIO(b"Dato;Verdi\n2025-01-01;5\n"), "tall.csv")}
    refused = browser.post(page.form().action, fields, 401, content_type="multipart/form-data")
    assert "kunne ikke tas vare på. Velg den en gang til." in refused.text


def test_what_was_typed_is_refused_to_one_who_may_not_send_it(sqlite_only: Prepared) -> None:
    """Another person signs in at the same computer: what rides along is checked as if they had typed it."""
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    form = TYPED["measure"]
    page = browser.get(form.address(sqlite_only))
    sign_out_behind(browser)
    refused = browser.send(page, form.values, status=401)
    typed = {"email": email_of(Who.READER), "password": PASSWORD}
    resumed = browser.send(refused, typed, action="/sign-in", status=200)
    before = row_counts(sqlite_only)
    browser.send(resumed, {}, form.address(sqlite_only), 403)
    assert row_counts(sqlite_only) == before


def test_the_whole_table_rides_along(prepared: Prepared, sign_in: SignIn) -> None:
    """The grid without its script: dozens of fields with the same names, in their order."""
    browser = sign_in(Who.LEAD)
    page = browser.get(measure(prepared, "numbers"))
    fields = page.form().fields
    fields["numerator"][0], fields["denominator"][0] = "70", "161"
    sign_out_behind(browser)
    refused = browser.post(page.form().action, fields, 401)
    resumed = sign_in_again(browser, refused)
    browser.send(resumed, {}, measure(prepared, "numbers"))
    again = browser.get(measure(prepared, "numbers")).form().fields
    assert (again["numerator"][:2], again["denominator"][0]) == (["70", "67"], "161")
