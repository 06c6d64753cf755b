"""Passwords: which ones are taken, how they are hashed and compared. Slow on purpose: never inside a transaction."""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from qi_tracker.errors import InvalidInput

# ASVS 5.0, 6.2.1 and 6.2.9; NIST SP 800-63B-4, 3.1.1.2.
MINIMUM_PASSWORD_LENGTH = 8
MAXIMUM_PASSWORD_LENGTH = 1000
# From here on nobody gets through by trying common words with something after them.
_LONG = 15
# Fewer different characters than this are a pattern.
_FEWEST_CHARACTERS = 4
# Shorter parts of a name or an address are found in too many good passwords.
_SHORTEST_NAME = 3

# What everyone here thinks of first, beside their own names.
_NEAR_AT_HAND = ("qi_tracker", "qitracker", "tracker", "kommune", "passord", "forbedring")

# What people put around a word to make it look like a password.
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody_s_hash() -> str:
    """Compared with when the account is unknown, so that the answer takes as long."""
    return _hasher().hash(secrets.token_urlsafe(16))


@cache
def common_passwords() -> frozenset[str]:
    """The passwords that are tried first, compared without regard to case."""
    return frozenset(_folded(word) for word in FREQUENCY_LISTS["passwords"])


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _composed(password: str) -> str:
    """One form for letters that keyboards send in two: å as one sign, or as a and a ring."""
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    """Argon2id of a password; slow on purpose, so never inside a write transaction."""
    return _hasher().hash(_composed(password))


def verify_password(credentials: tuple[int, str] | None, password: str) -> int:
    """The person's id when the password is theirs. Takes as long for unknown accounts.

    Raises
    ------
    InvalidInput
        With the same code whether the account or the password is wrong.
    """
    person_id, known_hash = credentials or (0, _nobody_s_hash())
    try:
        _hasher().verify(known_hash, _composed(password))
    except (VerificationError, InvalidHashError):
        person_id = 0
    if not person_id:
        raise InvalidInput("sign_in_refused")
    return person_id


def check_new_password(password: str, own_words: Iterable[str]) -> None:
    """Refuse a password that is guessed early. There are no rules for which kinds of characters it must have.

    `own_words` are the person's name, address and organisations.

    Raises
    ------
    InvalidInput
        With what to do instead.
    """
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        raise InvalidInput("password_too_short", field="password", least=MINIMUM_PASSWORD_LENGTH)
    if len(password) > MAXIMUM_PASSWORD_LENGTH:
        raise InvalidInput("password_too_long", field="password", most=MAXIMUM_PASSWORD_LENGTH)
    folded = _folded(password)
    if _is_common(folded):
        raise InvalidInput("password_common", field="password")
    rest = _without(folded, own_words)
    if rest != folded and (len(_EDGES.sub("", rest)) < MINIMUM_PASSWORD_LENGTH or _is_common(rest)):
        raise InvalidInput("password_about_you", field="password")


def _is_common(folded: str) -> bool:
    if len(set(folded)) < _FEWEST_CHARACTERS or folded in common_passwords():
        return True
    # "Sommer2026!" is tried as soon as "sommer" is.
    core = _EDGES.sub("", folded)
    return len(folded) < _LONG and len(core) >= _FEWEST_CHARACTERS and core in common_passwords()


def _without(folded: str, own_words: Iterable[str]) -> str:
    """The password without names that others know, the longest first."""
    names = {part for words in (*_NEAR_AT_HAND, *own_words) for part in _parts(_folded(words))}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        folded = folded.replace(name, "")
    return folded


def _parts(words: str) -> Iterable[str]:
    yield from (part for part in [words, *re.split(r"[\W_]+", words)] if len(part) >= _SHORTEST_NAME)
