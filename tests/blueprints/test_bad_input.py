"""Bad input as a person meets it: a sentence in their language, what they typed still there, nothing half-saved.

What each file and cell is answered with is in `tests/exchange/test_bad_input.py`; here the pages are asked.
"""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.messages import refusal_sentence
from qi_tracker.extensions import db
from qi_tracker.i18n.translate import words_for
from qi_tracker.models import Person
from qi_tracker.vocabulary import Language
from tests.client import Client, Page
from tests.conftest import SignIn
from tests.databases import Prepared
from tests.exchange.workbooks import encrypted_looking, workbook
from tests.inside import inside
from tests.people import Who
from tests.rows import row_counts

MEGABYTE = 1024 * 1024

# What it is: the upload, and the code of what is said.
REFUSED_FILES = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "wrong_file_type"),
    "an empty file": (b"", "empty_file"),
    "a workbook without cells": (workbook({"Ark": []}), "empty_file"),
    "a workbook with a password": (encrypted_looking(), "password_protected"),
    "a huge file": (b"2025-01-01;1\n" * 410_000, "file_too_large"),
}

# What it is: the paste, and a part of what the preview says about it in each language.
DOUBTFUL_TABLES = {
    "numerator above denominator": (
        "Dato\tTeller\tNevner\n01.01.2024\t13\t12\n",
        ("større enn nevneren", "større enn nemnaren", "larger than the denominator"),
    ),
    "text in a number": (
        "Dato\tTeller\tNevner\n01.01.2024\tca. 6\t12\n",
        ("er ikke et tall", "er ikkje eit tal", "is not a number"),
    ),
    "a day to come": (
        "Dato\tTeller\tNevner\n01.01.2024\t5\t12\n01.01.2090\t6\t12\n",
        ("har ikke vært", "har ikkje vore", "has not come yet"),
    ),
    "a period twice": (
        "Dato\tTeller\tNevner\n01.01.2024\t5\t12\n02.01.2024\t6\t12\n",
        ("gjelder samme periode", "gjeld same periode", "has the same period"),
    ),
}


def speak(prepared: Prepared, who: Who, language: Language) -> None:
    """Let somebody read the program in this language."""
    with inside(prepared.app):
        person = db.session.get_one(Person, prepared.world.people[who])
        person.language = language
        db.session.commit()


def upload(browser: Client, prepared: Prepared, content: bytes, status: int) -> Page:
    """Choose a file on the import page and send it, encoded here: the test client would leave its own file open."""
    address = f"/measures/{prepared.world.lerkevik['measure_id']}/import"
    key = browser.get(address).form().fields["idempotency_key"][0]
    file = FileStorage(BytesIO(content), "tall.csv")
    fields = {"csrf_token": browser.csrf_token(), "idempotency_key": key, "pasted": "", "file": file}
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    page = Page(browser.browser.post(address, data=body, content_type=kind), address)
    assert page.status == status, page.text
    return page


def paste(browser: Client, prepared: Prepared, text: str) -> Page:
    """Paste a table, and see what it would become."""
    page = browser.get(f"/measures/{prepared.world.lerkevik['measure_id']}/import")
    return browser.follow(browser.send(page, {"pasted": text}))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("what", REFUSED_FILES)
def test_a_file_that_cannot_be_read_is_refused_in_words(sqlite_only: Prepared, what: str, language: Language) -> None:
    content, code = REFUSED_FILES[what]
    speak(sqlite_only, Who.LEAD, language)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    before = row_counts(sqlite_only)
    page = upload(browser, sqlite_only, content, 422)
    said = refusal_sentence(InvalidInput(code, limit_mb=5), words_for(language))
    assert " ".join(said.split()) in page.text
    assert row_counts(sqlite_only) == before


def test_a_file_too_large_to_receive_is_refused_in_words(sqlite_only: Prepared) -> None:
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    before = row_counts(sqlite_only)
    page = upload(browser, sqlite_only, bytes(7 * MEGABYTE), 413)
    assert page.text
    assert row_counts(sqlite_only) == before


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("what", DOUBTFUL_TABLES)
def test_a_table_with_a_row_that_cannot_be_true_waits_for_its_owner(
    sqlite_only: Prepared, what: str, language: Language
) -> None:
    text, said = DOUBTFUL_TABLES[what]
    speak(sqlite_only, Who.LEAD, language)
    browser = Client(sqlite_only.app, sqlite_only.world, Who.LEAD)
    before = dict(row_counts(sqlite_only))
    page = paste(browser, sqlite_only, text)
    assert said[list(Language).index(language)] in page.text
    assert not any(form.action.endswith("/apply") for form in page.forms), "it cannot be imported as it stands"
    draft = page.address.split("?")[0]
    browser.follow(browser.post(f"{draft}/apply"))
    after = dict(row_counts(sqlite_only))
    assert after.pop("import_drafts") == before.pop("import_drafts") + 1
    assert after == before


def test_two_columns_that_could_be_the_date_are_said_and_can_be_changed(sign_in: SignIn, prepared: Prepared) -> None:
    browser = sign_in(Who.LEAD)
    text = "Dato\tRegistrert\tTeller\tNevner\n" + "".join(
        f"01.{month:02d}.2024\t03.{month:02d}.2024\t{month}\t20\n" for month in range(1, 13)
    )
    page = paste(browser, prepared, text)
    assert "kan være datoen" in page.text
    assert any(form.action.endswith("/apply") for form in page.forms)
    changed = browser.follow(browser.send(page, {"role-0": "ignore", "role-1": "date"}))
    assert "kan være datoen" not in changed.text


def test_a_row_left_out_lets_the_others_in(sign_in: SignIn, prepared: Prepared) -> None:
    browser = sign_in(Who.LEAD)
    text = "Dato\tTeller\tNevner\n01.01.2023\t5\t12\n01.02.2023\t13\t12\n01.03.2023\t6\t12\n"
    page = paste(browser, prepared, text)
    ready = browser.follow(browser.send(page, {"skip-3": "1"}))
    before = row_counts(prepared)["observations"]
    browser.follow(browser.send(ready, action="/apply"))
    assert row_counts(prepared)["observations"] == before + 2
