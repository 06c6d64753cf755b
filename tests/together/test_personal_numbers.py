"""A personal number typed in every field of every form, in addresses, headers and files: kept nowhere.

Synthetic (month + 80): never issued to anyone. That every field is guarded in every form of writing is held by
tests/privacy/test_write_paths.py; here the whole way is gone.
"""

import io
from collections.abc import Sequence
from typing import Final

import pytest
from justhtml import Element

from qi_tracker.blueprints.common import forms
from qi_tracker.extensions import db
from qi_tracker.models import Base
from qi_tracker.services import saving
from qi_tracker.services.acting import act_as
from tests.blueprints.refusals import PERSONAL_NUMBER
from tests.client import ORIGIN, Client, Page
from tests.databases import Prepared
from tests.exchange.workbooks import workbook
from tests.inside import inside
from tests.people import Who
from tests.together.test_sent_twice import Found, addresses, ids_of, values_for

# As people write it, and as it is seldom written: a soft hyphen within it.
NUMBERS: Final = (f"{PERSONAL_NUMBER[:6]} {PERSONAL_NUMBER[6:]}", f"{PERSONAL_NUMBER[:6]}\u00ad{PERSONAL_NUMBER[6:]}")
OF_THE_FORM: Final = frozenset({"csrf_token", "version", "seen_values", "idempotency_key"})
TYPED: Final = frozenset({"text", "search", "tel", "email", "url", "hidden", "None"})


def typed_fields(page: Page, found: Found) -> list[str]:
    """The names of what can hold any text."""
    for form in (each for each in page.document.query("main form") if isinstance(each, Element)):
        if str((form.attrs or {}).get("action") or found.page).split("?")[0] == found.action.split("?")[0]:
            controls = [each for each in form.query("input, textarea") if isinstance(each, Element)]
            names = [
                str(each.attrs.get("name"))
                for each in controls
                if each.name == "textarea" or str(each.attrs.get("type")) in TYPED
            ]
            return sorted(set(names) - OF_THE_FORM)
    return []


def stored_in(prepared: Prepared) -> list[str]:
    """Tables that hold the number, in one of the ways it was typed."""
    with inside(prepared.app):
        act_as(db.session(), None, [tenant["organization_id"] for tenant in (prepared.world.lerkevik,)])
        connection = db.session.connection()
        return [
            table.name
            for table in Base.metadata.sorted_tables
            if any(
                digits in str(row)
                for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}").fetchall()
                for digits in (*NUMBERS, PERSONAL_NUMBER, PERSONAL_NUMBER.lstrip("0"), ascii(NUMBERS[1])[1:-1])
            )
        ]


def answered(prepared: Prepared, found: Found, number: str) -> list[str]:
    """What is wrong with the answers to the form with the number in each of its fields in turn."""
    prepared.restore()
    client = Client(prepared.app, prepared.world, found.who)
    page, problems = client.get(found.page), []
    names = typed_fields(page, found)
    [form, *_] = [form for form in page.forms if form.action == found.action and form.method.lower() == "post"]
    values = values_for(form, ids_of(prepared)) if names else {}
    for name in names:
        data = {"csrf_token": client.csrf_token(), **form.filled({**values, name: number})}
        answer = client.browser.post(form.action, data=data, headers={"Origin": ORIGIN})
        if answer.status_code >= 500 or (number in answer.get_data(as_text=True) and not is_shown_again(page, name)):
            problems.append(f"{found.endpoint}, {name}: {answer.status_code}")
    tables = stored_in(prepared) if names else []
    return [*problems, *(f"{found.endpoint} has left it in {table}" for table in tables)]


# What cannot be read as a number stays in its field, for the one who typed it alone; so does where they came from.
SHOWN_AGAIN: Final = frozenset({"numerator", "denominator", "value", "back"})


def is_shown_again(page: Page, name: str) -> bool:
    controls = [each for each in page.document.query("main form [inputmode]") if isinstance(each, Element)]
    return name in SHOWN_AGAIN or name in {str(each.attrs.get("name")) for each in controls}


def test_a_number_in_every_field_of_every_form_is_kept_nowhere(
    sqlite_only: Prepared, walked: Sequence[Found], capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [(found, NUMBERS[at % len(NUMBERS)]) for at, found in enumerate(walked)]
    assert [problem for found, number in pairs for problem in answered(sqlite_only, found, number)] == []
    said = capsys.readouterr()
    assert not any(number in said.err + said.out for number in (*NUMBERS, PERSONAL_NUMBER))


def test_without_the_guards_the_walk_finds_it(
    sqlite_only: Prepared, walked: Sequence[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted defect: neither the fields nor the guards at and beneath the flush look."""
    monkeypatch.setattr(forms, "contains_personal_number", lambda text: False)
    monkeypatch.setattr(saving, "contains_personal_number", lambda text: False)
    [found] = [found for found in walked if found.endpoint == "annotations.edit"]
    told = "annotations.edit has left it in "
    assert {f"{told}audit_values", f"{told}annotations"} == set(answered(sqlite_only, found, NUMBERS[0]))


def test_a_number_in_the_place_of_a_form_s_key_is_not_kept(sqlite_only: Prepared) -> None:
    lead, world = Client(sqlite_only.app, sqlite_only.world, Who.LEAD), sqlite_only.world
    address = f"/measures/{world.lerkevik['measure_id']}/annotations/new"
    lead.post(address, {"happened_on": "2025-09-01", "text": "Ny leder", "idempotency_key": PERSONAL_NUMBER})
    lead.post(f"/tasks/{world.lerkevik['task_id']}/complete", {"version": "1", "back": f"/?q={PERSONAL_NUMBER}"})
    assert stored_in(sqlite_only) == []


def test_a_number_in_an_address_a_header_or_a_file_is_kept_nowhere(
    sqlite_only: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    lead, number = Client(sqlite_only.app, sqlite_only.world, Who.LEAD), NUMBERS[0]
    asked = ("q", "theme", "unit", "about", "person", "period", "back", "next", "order", "indicator", "thing", "until")
    for address in addresses(sqlite_only):
        answer = lead.browser.get(address, query_string=dict.fromkeys(asked, number))
        assert answer.status_code < 500, address
    table = workbook({f"Ark {number}": [["Dato", f"Tall {number}"], ["2025-01-01", number]]})
    measure = f"/measures/{sqlite_only.world.lerkevik['measure_id']}"
    for name, content in (("barn.xlsx", table), (f"{number}.csv", f"Dato;Merknad\n2025-01-01;{number}\n".encode())):
        answer = lead.browser.post(
            f"{measure}/import",
            data={"csrf_token": lead.csrf_token(), "file": (io.BytesIO(content), name)},
            headers={"Origin": ORIGIN, "User-Agent": number, "Accept-Language": number, "Referer": f"/?{number}"},
        )
        assert answer.status_code == 303
        assert number not in lead.browser.get(answer.location).get_data(as_text=True)
    nobody = Client(sqlite_only.app)
    for headers in ({"User-Agent": number}, {"User-Agent": f"Firefox/{PERSONAL_NUMBER}"}):
        data = {"csrf_token": nobody.csrf_token(), "email": f"{PERSONAL_NUMBER}@example.no", "password": number}
        nobody.browser.post("/sign-in", data=data, headers={"Origin": ORIGIN, **headers})
    assert stored_in(sqlite_only) == []
    said = capsys.readouterr()
    assert not any(word in said.err + said.out for word in (*NUMBERS, PERSONAL_NUMBER))
