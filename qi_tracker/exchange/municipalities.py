"""Kommuner and fylker from 2006: found by number or name, and followed through mergers, divisions and new numbers.

The facts are in `municipalities.csv` and `municipality_changes.csv`, which name their source. All changes are on 1
January. What happened to a fylke is not written anywhere: it follows from its kommuner.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from importlib import resources

FIRST_YEAR = 2006
UNASSIGNABLE = "9999"
"""Statistics Norway's number for "Uoppgitt kommune": people whom no kommune can be given for. Nobody's kommune."""

_NUMBER = re.compile(r"(?:[KF][-_. ]?)?([0-9]{2,4})", re.IGNORECASE)  # "K-3101" in Statistics Norway's groupings
_BESIDES = re.compile(r"\bkommune\b|\bfylke(?:skommune)?\b|\([^)]*\)", re.IGNORECASE)
_BETWEEN_LANGUAGES = re.compile(r"\s+[-–/]\s+")
# By code point, after letters and their marks have been parted: ring and diaeresis, then o with stroke, ae, and Sami
# d, n and t.
_FOLDED = {0x30A: "a", 0x308: "e", 0xF8: "oe", 0xE6: "ae", 0x111: "d", 0x14B: "n", 0x167: "t"}
_GAPS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A kommune (four digits) or fylke (two) while it had one number. `last` is None where it still has it.

    `first` is FIRST_YEAR at the earliest: what was before is not told. `names` has the latest first.
    """

    number: str
    names: tuple[str, ...]
    first: int
    last: int | None

    @property
    def name(self) -> str:
        """The latest name, as Statistics Norway writes it: "Våler (Østfold)"."""
        return self.names[0]

    @property
    def is_fylke(self) -> bool:
        """Whether it is a fylke, not a kommune."""
        return len(self.number) == 2

    def existed(self, year: int) -> bool:
        """Whether it had this number that year."""
        return self.first <= year and (self.last is None or year <= self.last)


class ChangeKind(StrEnum):
    """What happened on 1 January of a year. All but the first are a break: the people counted are not the same."""

    RENUMBERED = "renumbered"
    MERGED = "merged"
    SPLIT = "split"
    REDRAWN = "redrawn"
    """Some were merged and some divided in one."""


@dataclass(frozen=True, slots=True)
class Change:
    """Which numbers became which, on 1 January of `year`."""

    year: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def kind(self) -> ChangeKind:
        """What happened."""
        if len(self.before) == 1:
            return ChangeKind.RENUMBERED if len(self.after) == 1 else ChangeKind.SPLIT
        return ChangeKind.MERGED if len(self.after) == 1 else ChangeKind.REDRAWN

    @property
    def is_break(self) -> bool:
        """Whether a line through this year must be broken."""
        return self.kind is not ChangeKind.RENUMBERED


@dataclass(frozen=True, slots=True)
class Followed:
    """A place through the years: which number to look for when, and where a break is drawn.

    Attributes
    ----------
    places
        In time order, never two in one year. Between two there may be years when it was part of another place.
    breaks
        The changes that are breaks, in time order: also one that it came out of, or went into.
    """

    places: tuple[Place, ...]
    breaks: tuple[Change, ...]

    def number_in(self, year: int) -> str | None:
        """Its number that year; None before FIRST_YEAR, before it came to be, and while it was part of another."""
        return next((place.number for place in self.places if place.existed(year)), None)


def place_of(number: str) -> Place | None:
    """The kommune or fylke of that number, also one that is no more."""
    return _places().get(number)


def municipality_count(year: int) -> int:
    """How many kommuner there were that year."""
    return sum(not place.is_fylke and place.existed(year) for place in _places().values())


def find_places(text: str, *, year: int | None = None) -> tuple[Place, ...]:
    """Kommuner and fylker of that number or name, the newest first; of one year, or of any.

    A number may have lost its zero in a spreadsheet, a name may be Sámi, Kven or an old one, with or without
    "kommune", "Aa" for "Å" and a fylke in brackets. Several are found where several have the name. 9999 is none.
    """
    found = [place for place in _named(text) if year is None or place.existed(year)]
    return tuple(sorted(found, key=lambda place: (-(place.last or 9999), place.is_fylke, place.number)))


def change_of(number: str, year: int) -> Change | None:
    """What happened to a place on 1 January of `year`, whether the number was there before or after; None if nothing.

    `before` are all that went into what it went into or came out of, `after` all that came out of those.
    """
    edges = _edges(len(number)).get(year, frozenset())
    after = {new for old, new in edges if old == number} or {new for _, new in edges if new == number}
    before = {old for old, new in edges if new in after}
    after |= {new for old, new in edges if old in before}
    return Change(year, tuple(sorted(before)), tuple(sorted(after))) if before else None


def follow(number: str) -> Followed:
    """The place before and after it had this number.

    Back: to the one place it came from or, where several were merged or one divided, the one of the same name; a place
    that was part of another for some years is found again before them. Ahead: to the one place it went into or, where
    it was divided, the one of the same name.

    Raises
    ------
    KeyError
        If no place had this number.
    """
    start = _places()[number]
    back, ahead = tuple(_back(start)), tuple(_ahead(start))
    places = (*reversed([place for place, _ in back if place]), start, *(place for place, _ in ahead if place))
    changes = {change for _, change in (*back, *ahead) if change.is_break}
    return Followed(places, tuple(sorted(changes, key=lambda change: change.year)))


def _back(place: Place) -> Iterator[tuple[Place | None, Change]]:
    """The places before this one, and the change after each; None where it kept its number or was no place."""
    number = place.number
    for year in reversed(_years(number)):
        change = change_of(number, year)
        if change is None or number not in change.after:
            continue
        before = [_places()[old] for old in change.before if (old, number) in _edges(len(number))[year]]
        same = [old for old in before if _keys(old) & _keys(place)]
        found = same[0] if same else None if change.is_break else before[0]
        yield (None if found == place else found), change
        if found is None:
            yield from _before_it_was_a_part(before, _keys(place))
        elif found != place:
            yield from _back(found)
        if found != place:
            return


def _before_it_was_a_part(within: Iterable[Place], names: frozenset[str]) -> Iterator[tuple[Place | None, Change]]:
    """The place of this name that went into what it later came out of."""
    for whole in within:
        for year in _years(whole.number):
            change = change_of(whole.number, year)
            if change is None or whole.number not in change.after:
                continue
            for old in change.before:
                place = _places()[old]
                if old != whole.number and _keys(place) & names:
                    yield place, change
                    yield from _back(place)
                    return


def _ahead(place: Place) -> Iterator[tuple[Place | None, Change]]:
    """The places after this one, and the change before each; None where it kept its number or is no more."""
    number = place.number
    for year in _years(number):
        change = change_of(number, year)
        if change is None or number not in change.before:
            continue
        after = [_places()[new] for new in change.after if (number, new) in _edges(len(number))[year]]
        same = after if len(after) == 1 else [new for new in after if _keys(new) & _keys(place)]
        found = same[0] if same else None
        if found is not None and found.number == number:
            yield None, change
            continue
        if found is not None:
            # What it went into may have had its number for long; it is this place's only from now on.
            found = replace(found, first=max(found.first, year))
        yield found, change
        if found is not None:
            yield from _ahead(found)
        return


@lru_cache(maxsize=1)
def _places() -> Mapping[str, Place]:
    return {
        row["number"]: Place(
            row["number"],
            tuple(row["names"].split("|")),
            int(row["first"] or FIRST_YEAR),
            int(row["last"]) if row["last"] else None,
        )
        for row in _rows("municipalities.csv")
    }


@lru_cache(maxsize=2)
def _edges(digits: int) -> Mapping[int, frozenset[tuple[str, str]]]:
    """Year → (old, new) of places with that many digits. A number that stays while others join or leave is both."""
    changes: dict[int, set[tuple[str, str]]] = {}
    for row in _rows("municipality_changes.csv"):
        changes.setdefault(int(row["year"]), set()).add((row["old"], row["new"]))
    for year, edges in changes.items():
        touched = {number for edge in edges for number in edge}
        stayed = {
            number for number in touched if _places()[number].existed(year - 1) and _places()[number].existed(year)
        }
        edges |= {(number, number) for number in stayed}
    if digits == 2:
        return {year: frozenset(_of_fylker(edges, year)) for year, edges in changes.items()}
    return {year: frozenset(edges) for year, edges in changes.items()}


def _of_fylker(edges: Iterable[tuple[str, str]], year: int) -> set[tuple[str, str]]:
    """The same for their fylker. One that only renumbered kommuner within itself has not changed."""
    moved = {(old[:2], new[:2]) for old, new in edges if old[:2] != new[:2]}
    touched = {number for edge in moved for number in edge}
    stayed = {number for number in touched if _places()[number].existed(year - 1) and _places()[number].existed(year)}
    return moved | {(number, number) for number in stayed}


def _years(number: str) -> tuple[int, ...]:
    return tuple(sorted(_edges(len(number))))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    yield from csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter=";")


def _named(text: str) -> Iterable[Place]:
    if match := _NUMBER.fullmatch(text.strip()):
        number = match[1].zfill(4) if len(match[1]) == 3 else match[1]
        return [place for place in [place_of(number)] if place]
    places = _by_key().get(_key(text), ())
    exact = [place for place in places if text.strip().casefold() in map(str.casefold, place.names)]
    # The fylke in brackets tells those of one name apart.
    return exact if exact and "(" in text else places


@lru_cache(maxsize=1)
def _by_key() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in _places().values():
        for key in _keys(place):
            found.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}


@lru_cache(maxsize=2048)
def _keys(place: Place) -> frozenset[str]:
    """Every name it may be asked for by, in the simplest form: whole, and each language by itself."""
    return frozenset(_key(part) for name in place.names for part in (name, *_BETWEEN_LANGUAGES.split(name)))


def _key(name: str) -> str:
    parted = unicodedata.normalize("NFKD", _BESIDES.sub(" ", name).casefold()).translate(_FOLDED)
    return _GAPS.sub(" ", "".join(sign for sign in parted if not unicodedata.combining(sign))).strip()
