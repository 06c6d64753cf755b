"""Which passwords are taken, and that the common ones are not."""

import unicodedata

import pytest

from qi_tracker.errors import InvalidInput
from qi_tracker.services import passwords
from qi_tracker.services.passwords import check_new_password

NORA = ("Nora Nykomling", "nora.nykomling@lerkevik.example.no", "Lerkevik kommune")


def refusal_of(password: str, own_words: tuple[str, ...] = NORA) -> str | None:
    """The code that the password is refused with."""
    try:
        check_new_password(password, own_words)
    except InvalidInput as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    "password",
    ["åtte tegn holder", "regn over fjorden i dag", "xk7qzrpm", "trettenelefanter", "        å    x  y", "🌧🌊🏔🌲🌧🌊🏔🦌",
     "kua nora eter graset", "noraXq7#kQ2!vb", "a" * 400 + "bcd" * 200],
)  # fmt: skip
def test_there_are_no_rules_for_the_kinds_of_characters(password: str) -> None:
    assert refusal_of(password) is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_too_short"),
        ("xk7qzrp", "password_too_short"),
        ("xk7q" * 251, "password_too_long"),
        ("password", "password_common"),
        ("PassWord", "password_common"),
        ("ｐａｓｓｗｏｒｄ", "password_common"),
        ("iloveyou", "password_common"),
        ("Sommer2026!", "password_common"),
        ("2026sommer", "password_common"),
        ("passord123", "password_common"),
        ("øøøøøøøøøø", "password_common"),
        ("121212121212", "password_common"),
        ("nykomling26", "password_about_you"),
        ("Lerkevik2026", "password_about_you"),
        ("LERKEVIK-kommune", "password_about_you"),
        ("nora.nykomling", "password_about_you"),
        ("qi_tracker2026!", "password_about_you"),
        ("norailoveyou", "password_about_you"),
        ("nora12345678", "password_about_you"),
    ],
)
def test_what_is_guessed_early_is_refused(password: str, code: str) -> None:
    assert refusal_of(password) == code


def test_letters_that_keyboards_send_in_two_are_the_same_letters() -> None:
    assert refusal_of(unicodedata.normalize("NFD", "blåbærøy"), ("Blåbærøy kommune",)) == "password_about_you"


def test_the_list_is_long_and_comes_from_this_machine() -> None:
    assert len(passwords.common_passwords()) > 25_000


def test_an_empty_list_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate turned red: without the list, the commonest password is taken."""
    monkeypatch.setattr(passwords, "common_passwords", frozenset[str])
    with pytest.raises(AssertionError):
        test_what_is_guessed_early_is_refused("password", "password_common")
