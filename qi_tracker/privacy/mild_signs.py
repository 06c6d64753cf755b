"""What in a text looks like a single person: a name, a telephone number, an e-mail or street address. Pure.

Signs to ask about, never to refuse by: each can be wrong. Which words are no names stands in `not_names.py`.
"""

import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import NamedTuple

from qi_tracker.privacy.not_names import GIVEN_NAMES, NO_NAMES, NO_SURNAME_ENDINGS
from qi_tracker.privacy.personal_numbers import find_personal_numbers

# Of a find, so much is said again: enough to know which word is meant, too little to tell who it is.
_TOLD = 6


class SignKind(StrEnum):
    """What it looks like."""

    NAME = "name"
    TELEPHONE = "telephone"
    EMAIL = "email"
    ADDRESS = "address"


class MildSign(NamedTuple):
    """Where it stands, `text[start:end]`, and what it looks like."""

    start: int
    end: int
    kind: SignKind


_LETTER = r"[^\W\d_]"
_CAPITALISED = rf"(?-i:[A-ZÆØÅÁÄÉÖŠŽ])(?:{_LETTER}|['’])*{_LETTER}(?:-[A-ZÆØÅÁÄÉÖŠŽ]{_LETTER}+)?"
_WORD = re.compile(rf"(?<![\w@.-]){_CAPITALISED}(?![\w@])")
# Between the parts of one name: a space, and at most one initial or a particle that is written small.
_WITHIN_NAME = re.compile(r"[ \u00a0](?:[A-ZÆØÅ]\.?[ \u00a0]|(?:van|von|de|al|bin)[ \u00a0])?")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
# Eight digits that begin as Norwegian numbers do, in the groups that people write them in; not part of a longer number.
_TELEPHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)47[ \u00a0]?)?"
    r"(?:[2-79]\d(?:[ \u00a0]\d\d){3}|[489]\d\d[ \u00a0]\d\d[ \u00a0]\d{3}|[2-79]\d{7}|4\d(?:[ \u00a0]\d\d){3}|4\d{7})"
    r"(?![ \u00a0]?\d)(?![\w%/-])(?![.,]\d)"
)
_STREET_ENDINGS = (
    "gata|gaten|gate|veien|vegen|veg|vei|allé|alleen|stien|bakken|plass|svingen|tunet|løkka|vollen|terrasse"
)
_STREET = re.compile(
    rf"(?<![\w-])(?:{_CAPITALISED}[ \u00a0])?(?:{_LETTER}*(?:{_STREET_ENDINGS}))[ \u00a0]"
    r"\d{1,3}[ ]?[A-Ha-h]?(?![\w%.,]*\d)(?!\w)"
)
# After these a sentence, or what is written like one, begins.
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:;•\n«»\"“”()|/–—]|\d\.|^[-*])[\s«\"“(*-]*$")
_LOOK_BACK = 6


def find_mild_signs(text: str, known_names: Collection[str] = ()) -> tuple[MildSign, ...]:
    """Where something that looks like a single person stands, in order, not overlapping.

    Parameters
    ----------
    known_names
        Names of those who work with the text: theirs may stand there.

    Returns
    -------
    Nothing for the part that is a personal number: that is refused, not asked about.
    """
    taken = [(span.start, span.end) for span in find_personal_numbers(text)]
    found: list[MildSign] = []
    for kind, pattern in ((SignKind.EMAIL, _EMAIL), (SignKind.ADDRESS, _STREET), (SignKind.TELEPHONE, _TELEPHONE)):
        for match in pattern.finditer(text):
            _add(found, taken, MildSign(*match.span(), kind), text)
    for sign in _names(text, {part for name in known_names for part in name.casefold().split()}):
        _add(found, taken, sign, text)
    return tuple(sorted(found))


def _add(found: list[MildSign], taken: list[tuple[int, int]], sign: MildSign, text: str) -> None:
    if sign.kind is SignKind.ADDRESS and not text[sign.start].isupper():
        return
    if all(sign.end <= start or end <= sign.start for start, end in taken):
        found.append(sign)
        taken.append((sign.start, sign.end))


def _names(text: str, known: Collection[str]) -> Iterator[MildSign]:
    """Two or more capitalised words beside each other; where a sentence begins, only after a common given name."""
    words = list(_WORD.finditer(text))
    at = 0
    while at + 1 < len(words):
        last = at
        while last + 1 < len(words) and _WITHIN_NAME.fullmatch(text, words[last].end(), words[last + 1].start()):
            last += 1
        run = words[at : last + 1]
        at = last + 1
        parts = [word.group() for word in run]
        if _begins_sentence(text, run[0].start()) and parts[0].casefold() not in GIVEN_NAMES:
            run, parts = run[1:], parts[1:]
        if len(parts) > 1 and _is_like_a_name(parts, known):
            yield MildSign(run[0].start(), run[-1].end(), SignKind.NAME)


def _begins_sentence(text: str, start: int) -> bool:
    return _BEGINS_SENTENCE.search(text[max(0, start - _LOOK_BACK) : start]) is not None or start == 0


def _is_like_a_name(parts: list[str], known: Collection[str]) -> bool:
    plain = [part.casefold() for part in parts]
    if all(part in known for part in plain):
        return False
    if any(part.isupper() and len(part) > 1 for part in parts):
        return False
    if plain[0] in NO_NAMES or plain[-1] in NO_NAMES:
        return False
    return not plain[-1].endswith(NO_SURNAME_ENDINGS)


def told(text: str, sign: MildSign) -> str:
    """So much of the find that its writer knows which it is: "Kari N…"."""
    found = text[sign.start : sign.end]
    return f"{found[:_TOLD]}…" if len(found) > _TOLD else f"{found[: _TOLD // 2]}…"
