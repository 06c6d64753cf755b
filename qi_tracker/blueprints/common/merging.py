"""Two who changed the same thing: what each of them changed, merged field by field, and what only they can decide.

A form carries a digest of every value it was made from. Equal or not is all that a merge has to know, so the values
themselves need not travel, and it works the same after a detour by the sign-in page.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectField, SelectMultipleField

from qi_tracker.blueprints.common.typed_values import as_typed, clean
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n.formats import date_long

# Beside an overlapping field of the conflict page: which side holds, theirs, and a digest of mine.
CHOICE, THEIRS, MINE = "choice-", "theirs-", "mine-"
_TAKE_THEIRS = "theirs"
_DIGEST_LETTERS = 16
# No digits: what rides along in a form is searched for personal numbers, and a digest must not look like one.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


class _Fate(StrEnum):
    TAKEN = "taken"
    KEPT = "kept"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Side:
    """One field where the two differ, in words; `sent` is what a browser would send for theirs."""

    name: str
    label: str
    mine: str
    theirs: str
    sent: Sequence[str]
    digest: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved first.

    `taken` are changes of theirs alone, in the form now; `kept` are mine alone; `overlaps` are both's.
    """

    overlaps: Sequence[Side] = ()
    taken: Sequence[Side] = ()
    kept: Sequence[Side] = ()
    # Who saved, and when, in the reader's words; empty when nobody knows.
    who: str = ""
    when: str = ""
    # The same person, in another window.
    is_own: bool = field(default=False)


def fingerprint(fields: Iterable[Field]) -> str:
    """What the fields hold now, as a form carries it: name=digest, one after the other."""
    return " ".join(f"{each.name}={_digest(as_sent(each, each.data))}" for each in fields)


def fingerprint_of(fields: Iterable[Field], values: Mapping[str, Any]) -> str:
    """The same of the values that the thing has."""
    return " ".join(
        f"{each.name}={_digest(as_sent(each, values[each.name]))}" for each in fields if each.name in values
    )


def merged(
    fields: Collection[Field], theirs: Mapping[str, Any], seen: str | None, together: Iterable[Collection[str]] = ()
) -> Conflict:
    """Take theirs into every field that only they changed, and say what happened to which.

    `seen` is the fingerprint of what the form was made from; `together` are fields that mean one thing, such as a
    numerator and its denominator: changed by both, none of them is merged.
    """
    known = dict(part.split("=", 1) for part in (seen or "").split() if "=" in part)
    differing = {
        each.name: each
        for each in fields
        if each.name in theirs and as_sent(each, each.data) != as_sent(each, theirs[each.name])
    }
    fates = {name: _fate(each, theirs[name], known.get(name)) for name, each in differing.items()}
    for group in together:
        _decide_together(fates, group)
    sides = {name: _side(each, theirs[name]) for name, each in differing.items()}
    for name, fate in fates.items():
        if fate is _Fate.TAKEN:
            put(differing[name], sides[name].sent)

    def fallen(fate: _Fate) -> list[Side]:
        return [sides[name] for name in fates if fates[name] is fate]

    return Conflict(fallen(_Fate.OVERLAP), fallen(_Fate.TAKEN), fallen(_Fate.KEPT))


def _fate(each: Field, their_value: Any, base: str | None) -> _Fate:
    if not _was_sent(each) or base == _digest(as_sent(each, each.data)):
        return _Fate.TAKEN
    return _Fate.KEPT if base == _digest(as_sent(each, their_value)) else _Fate.OVERLAP


def _decide_together(fates: dict[str, _Fate], group: Collection[str]) -> None:
    found = {fates[name] for name in group if name in fates}
    if len(found) > 1:
        fates.update({name: _Fate.OVERLAP for name in group if name in fates})


def _was_sent(each: Field) -> bool:
    """Boxes that are not ticked send nothing; any other field without a word was not on the page."""
    return isinstance(each, (BooleanField, SelectMultipleField)) or bool(each.raw_data)


def _side(each: Field, their_value: Any) -> Side:
    sent = as_sent(each, their_value)
    is_box = isinstance(each, (BooleanField, SelectMultipleField))
    return Side(
        each.name,
        each.label.text,
        in_words(each, each.data),
        in_words(each, their_value),
        sent if sent or is_box else [""],
        _digest_of_sent(each.raw_data or ()),
    )


def chosen(sent: MultiDict[str, Any] | None) -> MultiDict[str, Any] | None:
    """What was sent, with theirs in each field where the reader of a conflict page chose theirs.

    Where the field below was written in after all, that is what holds: nothing typed is lost to a button.
    """
    names = [name.removeprefix(CHOICE) for name in sent or () if name.startswith(CHOICE)]
    if sent is None or not names:
        return sent
    settled = MultiDict(sent)
    for name in names:
        is_untouched = _digest_of_sent(sent.getlist(name)) == sent.get(MINE + name)
        if sent.get(CHOICE + name) == _TAKE_THEIRS and is_untouched:
            settled.setlist(name, sent.getlist(THEIRS + name))
    return settled


def put(each: Field, sent: Sequence[str]) -> None:
    """Let the field hold what a browser would have sent."""
    each.raw_data = list(sent)
    try:
        each.process_formdata(list(sent))
    except ValueError:
        # An empty date, say.
        each.data = None


def as_sent(each: Field, value: Any) -> list[str]:
    """The value as a browser sends it, nothing for an empty one; in one order, so that it can be compared."""
    if isinstance(each, BooleanField):
        return ["y"] if value else []
    if isinstance(each, SelectMultipleField):
        return sorted(_text(part) for part in value or ())
    if isinstance(value, (list, tuple)):
        value = "\n".join(str(part) for part in value)
    text = "" if value is None else _text(value)
    return [text] if text else []


def _text(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return as_typed(value)
    if isinstance(value, date):
        return value.isoformat()
    return clean(str(value)) or ""


def _digest(texts: Iterable[str]) -> str:
    joined = "\x1f".join(texts)
    return hashlib.sha256(joined.encode()).hexdigest().translate(_LETTERS)[:_DIGEST_LETTERS]


def _digest_of_sent(texts: Iterable[str]) -> str:
    return _digest(sorted(filter(None, (clean(text) for text in texts))))


def in_words(each: Field, value: Any) -> str:
    """The value as a person reads it."""
    if value is None:
        return ""
    if isinstance(each, (SelectMultipleField, SelectField)):
        wanted = set(value) if isinstance(each, SelectMultipleField) else {value}
        return ", ".join(_labels(each, wanted))
    if isinstance(value, bool):
        return current_words().gettext("Yes") if value else current_words().gettext("No")
    if isinstance(value, list):
        return "\n".join(str(part) for part in value)
    if isinstance(value, date):
        return date_long(value, current_language())
    return as_typed(value) if isinstance(value, float) else str(value)


def _labels(each: SelectField, wanted: set[Any]) -> Iterator[str]:
    for key, label, *_ in each.iter_choices():
        if (each.coerce(key) if each.coerce is not None else key) in wanted:
            yield str(label)
