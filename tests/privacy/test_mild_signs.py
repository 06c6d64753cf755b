"""What is asked about: invented names, and numbers and addresses that are nobody's."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qi_tracker.privacy.mild_signs import SignKind, find_mild_signs, told

ROOT = Path(__file__).parents[2]


def signs(text: str, known: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(sign.kind.value, text[sign.start : sign.end]) for sign in find_mild_signs(text, known)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Vi møtte Kari Nordmann i går", "name", "Kari Nordmann"),
        ("Kari Nordmann kom ikke", "name", "Kari Nordmann"),
        ("Moren til Per Olav Fjellvik fikk ski", "name", "Per Olav Fjellvik"),
        ("Snakket med Tuva-Lise Åsgårdsnes i dag", "name", "Tuva-Lise Åsgårdsnes"),
        ("Møtte Kari B. Nordmann", "name", "Kari B. Nordmann"),
        ("ring 912 34 567 etter klokka ni", "telephone", "912 34 567"),
        ("mor (tlf. 91234567)", "telephone", "91234567"),
        ("tlf +47 22 00 00 00", "telephone", "+47 22 00 00 00"),
        ("bor i Storgata 12 B.", "address", "Storgata 12 B"),
        ("Kirkeveien 4", "address", "Kirkeveien 4"),
        ("skriv til kari@example.no", "email", "kari@example.no"),
    ],
)
def test_what_looks_like_a_person_is_found(text: str, kind: str, found: str) -> None:
    assert signs(text) == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Gratis Fritid begynte i mars",
        "Vi prøvde i Nav Lerkevik og Storfjell skole",
        "Familiens Hus i Nedre Fjelldal barnehage",
        "12 345 678 kroner og 1 234 567,89",
        "uke 202601-202652",
        "2026-01-01T12:00:00",
        "4711.00.00000",
        "org.nr 912 345 678",
        "Teams og Microsoft Word",
        "Veien videre 3 ganger",
        "Ungdata viser det. Røde Kors hjelper.",
        "Torsdag 3. Oktober er Møtedag",
    ],
)
def test_the_rest_is_left_alone(text: str) -> None:
    assert signs(text) == []


def test_those_who_work_with_the_text_are_known() -> None:
    assert signs("Ansvarlig er Pernille Prøvevik", ("Pernille Prøvevik", "Magnus Måledal")) == []
    assert signs("Ansvarlig er Pernille Fjellvik", ("Pernille Prøvevik",)) == [("name", "Pernille Fjellvik")]


def test_a_personal_number_is_refused_and_not_asked_about() -> None:
    assert signs("tlf 01813250035") == []


def test_so_little_is_said_again_that_nobody_is_told() -> None:
    text = "Vi møtte Kari Nordmann"
    assert [told(text, sign) for sign in find_mild_signs(text)] == ["Kari N…"]


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def test_the_demo_s_own_texts_hold_no_sign() -> None:
    found = [
        (sign.kind, text)
        for file in ("lerkevik.json", "plans.json")
        for text in _texts(json.loads((ROOT / "qi_tracker/demo" / file).read_text("utf-8")))
        for sign in find_mild_signs(text)
    ]
    assert found == []


def test_the_program_s_own_words_hold_no_name_number_or_street() -> None:
    said = re.compile(r'^msg(?:str(?:\[\d\])?|id(?:_plural)?) "(.+)"$', re.MULTILINE)
    files = sorted((ROOT / "qi_tracker/i18n/catalogues").glob("*/*.po"))
    texts = [text for file in files for text in said.findall(file.read_text("utf-8"))]
    found = [text for text in texts for sign in find_mild_signs(text) if sign.kind is not SignKind.EMAIL]
    assert len(texts) > 5000 and found == []


@given(st.text(max_size=200))
def test_any_text_can_be_asked_about(text: str) -> None:
    ends = 0
    for sign in find_mild_signs(text):
        assert ends <= sign.start < sign.end <= len(text)
        ends = sign.end
