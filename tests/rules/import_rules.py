"""Who may import what: the house's table, and the walk that finds each import against it."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tests.rules.source_tree import Source

EVERYTHING: Final = frozenset({"*"})
WEB: Final = frozenset({"flask", "flask_wtf", "flask_sqlalchemy", "flask_babel", "werkzeug"})
FORMS: Final = frozenset({"wtforms", "flask_wtf"})
DATABASE: Final = frozenset({"sqlalchemy", "flask_sqlalchemy", "alembic"})
DRAWING: Final = frozenset({"altair", "vl_convert", "typst"})

# The modules of charts that a page may know; the others are the drawing's own.
CHARTS_FOR_PAGES: Final = frozenset(
    {"cause_drawing", "client", "panel_views", "text", "describe", "timeline", "lettering", "quality_star"}
)
# The one module that imports inside a function, and says there why.
LATE_IMPORT: Final = "qi_tracker/__init__.py"
# Who may build the application: the rest takes names from where they are defined.
BUILDERS: Final = frozenset({"commands", "server", "worker", "cli"})


@dataclass(frozen=True, slots=True)
class Room:
    """What a part of the program may import of the others, and what it must never see of the world."""

    may: frozenset[str]
    never: frozenset[str] = frozenset()


def _room(may: str, never: frozenset[str] = frozenset()) -> Room:
    return Room(frozenset(may.split()), never)


ROOMS: Final[Mapping[str, Room]] = {
    "vocabulary": _room("", WEB | FORMS | DATABASE | DRAWING),
    "errors": _room("", WEB | FORMS | DATABASE | DRAWING),
    "extensions": _room(""),
    "settings": _room("errors"),
    "analysis": _room("vocabulary errors", WEB | FORMS | DATABASE | DRAWING | {"babel"}),
    "method": _room("vocabulary errors", WEB | FORMS | DATABASE | DRAWING | {"babel"}),
    "privacy": _room("analysis vocabulary errors", WEB | FORMS | DATABASE | DRAWING | {"babel"}),
    "charts": _room("analysis vocabulary errors", WEB | FORMS | DATABASE),
    "models": _room("extensions vocabulary", WEB - {"flask_sqlalchemy"} | FORMS | DRAWING),
    "access": _room("models vocabulary errors", WEB | FORMS | DRAWING),
    "services": _room("models access analysis method privacy extensions vocabulary errors", WEB | FORMS | DRAWING),
    "exchange": _room("services models charts analysis privacy i18n vocabulary errors", WEB | FORMS | DRAWING),
    "reports": _room("services models charts analysis privacy i18n vocabulary errors", WEB | FORMS),
    "i18n": _room("vocabulary errors analysis method", WEB | DATABASE | DRAWING),
    "indicators": _room("i18n vocabulary", WEB | FORMS | DATABASE | DRAWING),
    "doctor": _room(
        "services models access analysis privacy migrations extensions settings errors vocabulary",
        WEB | FORMS | DRAWING,
    ),
    "integrations": _room("settings errors", DATABASE | DRAWING),
    "mails": _room("services models extensions i18n errors", WEB | FORMS | DRAWING),
    "logs": _room("privacy", WEB | FORMS | DATABASE | DRAWING),
    "safekeeping": _room("migrations services models extensions settings errors vocabulary", WEB | FORMS | DRAWING),
    "migrations": _room("models extensions settings errors vocabulary", FORMS | DRAWING),
    "blueprints.common": Room(EVERYTHING, DRAWING),
    # The edge, where everything meets.
    **{name: Room(EVERYTHING) for name in ("__init__", "wiring", "cli", "commands", "server", "worker", "demo")},
}
# Every other blueprint.
PAGES: Final = Room(EVERYTHING, DRAWING)


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name with its line."""

    name: str
    line: int

    @property
    def room(self) -> str:
        """The part of qi_tracker it belongs to, written as `Source.room` writes it."""
        parts = self.name.split(".")
        return ".".join(parts[1:3]) if parts[1:2] == ["blueprints"] else ".".join(parts[1:2])


def imports_in(source: Source) -> Iterator[Import]:
    """Every import of the file, with the name that is taken: `from a import b` is `a.b`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (Import(f"{node.module or ''}.{alias.name}", node.lineno) for alias in node.names)


def import_problems(source: Source) -> Iterator[str]:
    """Each import that the house forbids, with how to mend it."""
    room = ROOMS.get(source.room, PAGES if source.room.startswith("blueprints") else None)
    if room is None:
        yield f"{source.path}: {source.room} has no line in ROOMS of tests/rules/import_rules.py; write one for it."
        return
    for found in imports_in(source):
        place = f"{source.path}:{found.line}"
        outside = found.name.split(".")[0]
        if outside in room.never:
            yield f"{place}: {source.room} never sees {outside}. Hand in plain values from above, or move this upwards."
        if outside == "qi_tracker" and found.room != source.room:
            yield from _against_the_table(source, room, found, place)
    yield from _late_imports(source)


def _against_the_table(source: Source, room: Room, found: Import, place: str) -> Iterator[str]:
    if room.may != EVERYTHING and found.room not in room.may:
        allowed = ", ".join(sorted(room.may)) or "nothing of qi_tracker"
        yield f"{place}: {source.room} may not import {found.room}, only {allowed}. Take it as an argument instead."
    if found.room == "create_app" and source.room not in BUILDERS:
        yield f"{place}: never import from the root package; take the name from the module that defines it."
    if source.room.startswith("blueprints.") and source.room != found.room:
        yield from _beside_the_pages(source, found, place)


def _beside_the_pages(source: Source, found: Import, place: str) -> Iterator[str]:
    if found.room.startswith("blueprints") and found.room != "blueprints.common":
        yield f"{place}: {source.room} may not import {found.room}; what both need belongs in blueprints.common."
    if found.room == "charts" and CHARTS_FOR_PAGES.isdisjoint(found.name.split(".")[2:3]):
        known = ", ".join(sorted(CHARTS_FOR_PAGES))
        yield f"{place}: of charts a page knows only {known}; the rest belongs to the drawing process."


def _late_imports(source: Source) -> Iterator[str]:
    if source.path == LATE_IMPORT:
        return
    for function in ast.walk(source.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield (
                        f"{source.path}:{node.lineno}: an import inside a function hides a cycle. Move it to the top; "
                        "if that fails, move what both modules need below them."
                    )
