"""Numbers as people write them: text → float, through Decimal. Never guesses: what can be read in two ways is refused.

A column of a table decides its decimal sign once (`find_decimal_sign`); a field in a form stands alone and asks.
"""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from qi_tracker.errors import InvalidInput
from qi_tracker.vocabulary import Language

DecimalSign = Literal[",", "."]

LARGEST = Decimal(10) ** 15  # beyond this float64 no longer tells neighbouring whole numbers apart
LONGEST = 40  # characters; nobody writes a longer number

# "-" and blank from spreadsheets; ".", ".." and ":" from Statistics Norway; "#N/A" from a formula without a source.
MISSING_MARKS = frozenset({"", "-", "–", "—", "−", ".", "..", "...", "…", ":", "n/a", "na", "i/t", "#n/a", "#i/t"})
_FORMULA_ERROR = re.compile(r"#[a-zæøå/0-9]+[!?]?", re.IGNORECASE)
# "<5", "≤ 4", "1–4", "*": the one who made the table has hidden a small number.
_SUPPRESSED = re.compile(r"[<≤]=? ?\d+|[01] ?[-–] ?\d|\*+|skjult|prikka|prikket|suppressed", re.IGNORECASE)

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\t", " "))
_MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\u2010\u2011\ufe63\uff0d", "-"))
_INVISIBLE = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))

_SHAPE = re.compile(r"([+-]?) ?([0-9][0-9 .,]*[0-9]|[0-9]|[.,][0-9]+) ?%?")
_GROUPED = {
    mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:(?P<g>[ {mark}])[0-9]{{3}})(?:(?P=g)[0-9]{{3}})*") for mark in " .,"
}


def decimal_sign(language: Language) -> DecimalSign:
    """The sign that people writing the language put before the decimals."""
    return "." if language is Language.ENGLISH else ","


def clean(text: str) -> str:
    """The text with invisible characters gone, all spaces and dashes of one kind, and nothing around it."""
    return text.translate(_INVISIBLE).translate(_SPACES).strip()


def is_missing(text: str) -> bool:
    """Whether the text says that there is no number here."""
    return clean(text).lower() in MISSING_MARKS


def is_suppressed(text: str) -> bool:
    """Whether the text says that a small number has been hidden."""
    return _SUPPRESSED.fullmatch(clean(text)) is not None


def is_number(text: str) -> bool:
    """Whether the text is a number in some notation; "1.500" is, whichever it means."""
    return _possible_signs(clean(text)) is not None


def has_percent_sign(text: str) -> bool:
    """Whether the number is written with a per cent sign; 5 % is read as 5."""
    return clean(text).endswith("%")


def parse_number(text: str, decimal: DecimalSign | None) -> float | None:
    """The number that the text says, None when it says that there is none.

    Parameters
    ----------
    text
        One cell. "5 %" gives 5.0. Spaces group thousands; so does the sign that is not the decimal sign.
    decimal
        The decimal sign of the column. None when unknown: then "1.500" and "1,500" are ambiguous.

    Raises
    ------
    InvalidInput
        `text_in_number`, `formula_error`, `suppressed_value`, `ambiguous_number`, `leading_zero`, `number_too_large`.
    """
    cleaned = clean(text)
    if cleaned.lower() in MISSING_MARKS:
        return None
    if _SUPPRESSED.fullmatch(cleaned):
        raise InvalidInput("suppressed_value")
    if _FORMULA_ERROR.fullmatch(cleaned):
        raise InvalidInput("formula_error")
    signs = _possible_signs(cleaned)
    if signs is None:
        raise InvalidInput("text_in_number")
    if len(cleaned) > LONGEST:
        raise InvalidInput("number_too_large")
    if decimal is None and len(signs) > 1 and any(sign in cleaned for sign in ".,"):
        raise InvalidInput("ambiguous_number")
    if decimal is not None and decimal not in signs:
        raise InvalidInput("ambiguous_number")
    return _to_float(*_split(cleaned), decimal or min(signs))


def parse_typed_number(text: str, decimal: DecimalSign) -> float | None:
    """The number someone typed in a field by itself; the other decimal sign is asked about, never interpreted.

    In Norwegian "1.5" may be a slip and "1.500" may be 1500, so both raise `ambiguous_number`; "1.234,5" is clear.
    """
    other = "." if decimal == "," else ","
    if other in clean(text) and decimal not in text and is_number(text):
        raise InvalidInput("ambiguous_number")
    return parse_number(text, decimal)


def find_decimal_sign(texts: Iterable[str]) -> DecimalSign | None:
    """The decimal sign that a column uses; None when no cell tells."""
    votes: Counter[DecimalSign] = Counter()
    for text in texts:
        if "," not in text and "." not in text:
            continue
        signs = _possible_signs(clean(text))
        if signs is not None and len(signs) == 1:
            votes.update(signs)
    if not votes:
        return None
    return "," if votes[","] >= votes["."] else "."


def is_undecided(texts: Iterable[str]) -> bool:
    """Whether a column has grouped-looking numbers ("1.500") while no cell tells which sign is the decimal one."""
    undecided = False
    for text in texts:
        if "," in text or "." in text:
            signs = _possible_signs(clean(text))
            if signs is not None and len(signs) == 1:
                return False
            undecided = undecided or signs is not None
    return undecided


def _possible_signs(cleaned: str) -> frozenset[DecimalSign] | None:
    """Which decimal signs make sense of the text; None when it is no number under either."""
    body = _split(cleaned)[1]
    signs: set[DecimalSign] = set()
    if _fits(body, decimal=",", group="."):
        signs.add(",")
    if _fits(body, decimal=".", group=","):
        signs.add(".")
    return frozenset(signs) or None


def _split(cleaned: str) -> tuple[str, str]:
    """Sign and digits with their separators; no digits when the text is no number."""
    match = _SHAPE.fullmatch(cleaned.translate(_MINUS))
    return (match[1], match[2]) if match else ("", "")


def _fits(body: str, *, decimal: str, group: str) -> bool:
    whole, sign, fraction = body.partition(decimal)
    if not body or (sign and not fraction.isdigit()):
        return False
    if not whole or whole.isdigit():
        return True
    separators = {character for character in whole if not character.isdigit()}
    return separators <= {" ", group} and any(_GROUPED[mark].fullmatch(whole) for mark in separators)


def _to_float(minus: str, body: str, decimal: str) -> float:
    whole, _, fraction = body.partition(decimal)
    whole = re.sub(r"[ .,]", "", whole)
    if len(whole) > 1 and whole.startswith("0"):
        # 0301 is a kommunenummer, 007 an id: a number written so was never meant to be counted with.
        raise InvalidInput("leading_zero")
    number = Decimal(f"{minus}{whole or '0'}.{fraction or '0'}")
    if abs(number) > LARGEST:
        raise InvalidInput("number_too_large")
    return float(number) + 0.0  # never minus zero
