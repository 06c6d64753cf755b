"""Every way in that a text has, listed from the code itself: a new one is named here until it is guarded.

All numbers are synthetic (month + 80) and were never issued to anyone.
"""

import importlib
import json
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)

from qi_tracker import blueprints
from qi_tracker.blueprints.common.email_fields import EmailField
from qi_tracker.blueprints.common.forms import BaseForm, DayField, DecimalField, LongTextField, TextField
from qi_tracker.cli import COMMANDS
from qi_tracker.exchange.masking import MASK, mask_rows, mask_text
from qi_tracker.privacy.personal_numbers import contains_personal_number, redact
from qi_tracker.services.saving import holds_personal_number
from tests.databases import Prepared
from tests.privacy.request_reads import reads_of
from tests.rules.source_tree import Source, program_sources

VECTORS = json.loads((Path(__file__).parents[1] / "data/vectors/personal_numbers.json").read_text(encoding="utf-8"))
NUMBERS: Final[list[str]] = [case["n"] for case in VECTORS["valid"]]
FORMS: Final[list[str]] = [*NUMBERS, *VECTORS["must_find_in_text"]]
OTHERS: Final[list[str]] = [*VECTORS["must_not_find"], *(case["n"] for case in VECTORS["invalid"])]
NUMBER: Final = NUMBERS[0]

# Kinds of fields that hold no text of anybody's: what they take is one of some, a number, a day, or never stored as it
# is typed. A number is refused by the guard at the flush.
TEXTLESS: Final = (SelectField, SelectMultipleField, RadioField, BooleanField, IntegerField, DecimalField, DayField)
GUARDED: Final = (TextField, LongTextField)
SECRET: Final = (PasswordField,)
# Fields of other kinds: (form, field) → why nothing gets in by them.
BY_ITSELF: Final[Mapping[tuple[str, str], str]] = {
    ("BaseForm", "csrf_token"): "made by the program, compared and not stored",
    ("BaseForm", "idempotency_key"): "replaced when it holds one: blueprints/common/saving.py",
    ("BaseForm", "seen_values"): "digests, compared and not stored",
    ("TableForm", "pasted"): "cells are masked where they are read: exchange/masking.py",
    ("FileForm", "file"): "statistics: labels pass the guard at the flush; its own name is not kept",
    ("TableForm", "file"): "cells and sheet names are masked where they are read; its own name is not kept",
    ("TextRedactionForm", "text"): "looked for, to be erased; not stored and kept as no draft",
    ("MeasureForm", "indicator"): "looked up among the ready ones, else none",
    ("HandOverForm", "undone"): "keys of things, looked up",
}

_LOOKED_UP: Final = "a key or number of a thing: finds it, or nothing"
_COMPARED: Final = "one of some, or none"
_OURS: Final = "an address of ours, to go back to"
_HANDED_ON: Final = "handed on to what checks it: the rows of a grid, a form, the decisions of an import"
# What the pages read from a request past the forms' fields, and why no personal number gets in by it. The guards at the
# flush and beneath it stand behind all of them.
READS: Final[Mapping[str, Mapping[str, str]]] = {
    "aims/routes.py": {"form MAKE": _COMPARED},
    "account/routes.py": {"cookies SESSION_COOKIE": _LOOKED_UP},
    "account/shown.py": {"cookies SESSION_COOKIE": _LOOKED_UP},
    "auth/demo.py": {"args next": _OURS, "form next": _OURS, "headers name": _COMPARED},
    "auth/routes.py": {
        "cookies SESSION_COOKIE": _LOOKED_UP,
        "form language": _COMPARED,
        "form next": _OURS,
        "values next": _OURS,
    },
    "bin/routes.py": {"args thing": _LOOKED_UP, "form replaced_version": _COMPARED, "form thing": _LOOKED_UP},
    "common/error_pages.py": {"form password": _COMPARED},
    "common/handing_over.py": {"args *": _HANDED_ON, "form undone": _LOOKED_UP},
    "common/kept_text.py": {
        "files *": _COMPARED,
        "form *": "left out where it holds one, and not stored",
        "form FILES_LOST": _COMPARED,
        "form TARGET": _OURS,
        "form TEXT_LOST": _COMPARED,
        "headers Origin": _COMPARED,
        "headers Referer": _COMPARED,
        "headers Sec-Fetch-Site": _COMPARED,
    },
    "common/known_browser.py": {"cookies BROWSER_COOKIE": "signed by the program"},
    "common/saving.py": {"form idempotency_key": _LOOKED_UP},
    "common/sessions.py": {"cookies SESSION_COOKIE": _LOOKED_UP},
    "common/signing_in.py": {"cookies SESSION_COOKIE": _LOOKED_UP},
    "common/words.py": {"cookies LANGUAGE_COOKIE": _COMPARED, "headers Accept-Language": _COMPARED},
    "pdsa/stages.py": {"form plan_next": _COMPARED},
    "drivers/routes.py": {
        **{f"args {name}": _LOOKED_UP for name in ("name", "picture", "to")},
        "form other": _LOOKED_UP,
        "form way": _COMPARED,
    },
    "drafts/routes.py": {
        f"form {name}": "refused whole by services/drafts.py"
        for name in ("address", "controls", "idempotency_key", "seen_values", "version")
    },
    "exchange/deciding.py": {"form *": _COMPARED},
    "exchange/routes.py": {"form *": _HANDED_ON},
    "exchange/together.py": {"form part": _COMPARED},
    "health/routes.py": {"args live": _COMPARED},
    "history/redaction.py": {"args value": _LOOKED_UP},
    "history/routes.py": {"args about": _LOOKED_UP, "args erase": _COMPARED, "args name": _LOOKED_UP},
    "history/text_redaction.py": {"form ERASE": _COMPARED},
    "idea_library/routes.py": {
        "args idea": _LOOKED_UP,
        "args q": "left out of the address where it holds one",
        "args status": _COMPARED,
        "form unshare": _COMPARED,
    },
    "indicators/routes.py": {"args q": "left out of the address where it holds one", "args theme": _COMPARED},
    "measures/by_link.py": {
        "args period": _COMPARED,
        "args saved": _COMPARED,
        "form *": _HANDED_ON,
        "form offer": _COMPARED,
        "form unavailable": _COMPARED,
    },
    "measures/explore.py": {"args name": _COMPARED},
    "measures/groups.py": {"args order": _COMPARED},
    "measures/numbers.py": {
        "args back": _OURS,
        "args period": _COMPARED,
        "args until": _COMPARED,
        "form *": _HANDED_ON,
        "values back": _OURS,
    },
    "measures/routes.py": {"args indicator": _LOOKED_UP},
    "meetings/routes.py": {"form GO_ON": _COMPARED},
    "organizations/routes.py": {"args all": _COMPARED},
    "privacy/texts.py": {"args language": _COMPARED},
    "projects/path.py": {"form back": _OURS, "form phase": _COMPARED, "form step": _COMPARED},
    "projects/routes.py": {"args unit": _LOOKED_UP},
    "surroundings/routes.py": {"args kind": _COMPARED},
    "tasks/routes.py": {"form back": _OURS},
    "units/routes.py": {"args under": _LOOKED_UP},
}
_PAGES: Final = "qi_tracker/blueprints/"

# What each command writes of what it is given.
COMMANDS_SAID: Final[Mapping[str, str]] = {
    "analyse": "nothing is stored",
    "backup": "what is stored already",
    "doctor": "nothing is stored; it looks for personal numbers in what is",
    "export-organization": "what is stored already",
    "export-schema": "nothing of anybody's",
    "import-organization": "refused at the row that holds one: safekeeping/organization_rows.py",
    "import-preview": "nothing is stored; cells are masked",
    "migrations-in-step": "nothing of anybody's",
    "privacy": "nothing is stored, and places are printed",
    "restore": "what was stored when the backup was made",
    "run": "what the pages store",
    "simulate": "made up by the program",
    "worker": "what is stored already",
    "write-migration": "nothing of anybody's",
}


def forms() -> list[type[BaseForm]]:
    """Every form there is."""
    for found in pkgutil.walk_packages(blueprints.__path__, "qi_tracker.blueprints."):
        importlib.import_module(found.name)
    return sorted(_beneath(BaseForm), key=lambda form: (form.__module__, form.__name__))


def _beneath(kind: type[Any]) -> set[type[Any]]:
    return {kind, *(each for below in kind.__subclasses__() for each in _beneath(below))}


def unguarded(form: type[BaseForm]) -> Iterator[str]:
    """Each field of the form that a text could get in by, with how to mend it."""
    for name in dir(form):
        made = getattr(form, name)
        kind = getattr(made, "field_class", None)
        if kind is None or issubclass(kind, (*TEXTLESS, *GUARDED, *SECRET)):
            continue
        if not any((each.__name__, name) in BY_ITSELF for each in form.__mro__):
            yield (
                f"{form.__name__}.{name} is a {kind.__name__}: make it a TextField or LongTextField, which refuse "
                "personal numbers, or say in BY_ITSELF why none gets in by it."
            )


def test_every_field_of_every_form_is_guarded() -> None:
    found = forms()
    assert len(found) > 40
    assert [problem for form in found for problem in unguarded(form)] == []


def test_what_is_said_of_single_fields_is_still_so() -> None:
    present = {(form.__name__, name) for form in forms() for name in dir(form)} | {("BaseForm", "csrf_token")}
    assert set(BY_ITSELF) - present == set()


def test_a_new_form_without_the_guard_is_named(sqlite_only: Prepared) -> None:
    """The planted defect."""

    class LabelForm(BaseForm):
        label = StringField("")

    assert [problem.split(" is")[0] for problem in unguarded(LabelForm)] == ["LabelForm.label"]


@pytest.mark.parametrize("kind", [TextField, LongTextField, EmailField])
def test_every_kind_of_text_field_refuses_every_form_and_shows_none_again(
    sqlite_only: Prepared, kind: type[Field]
) -> None:
    class One(BaseForm):
        text = kind("")

    with sqlite_only.app.test_request_context(method="POST"):
        for typed in FORMS:
            form = One(MultiDict({"text": typed}), meta={"csrf": False})
            assert not form.validate(), typed
            assert not contains_personal_number(str(form.text())) and form.text.errors
        if kind is not EmailField:
            for typed in OTHERS:
                assert One(MultiDict({"text": typed}), meta={"csrf": False}).validate(), typed


def unsaid_reads(sources: Iterable[Source]) -> Iterator[str]:
    """Each read of a request that nothing is said of, with how to mend it."""
    for source in sources:
        said = READS.get(source.path.removeprefix(_PAGES), {})
        for path, part, name in reads_of(source):
            if path.startswith(_PAGES) and f"{part} {name}" not in said:
                yield (
                    f"{path} reads {name!r} from request.{part}: take it by a TextField, or say in READS why no "
                    "personal number gets in by it."
                )


def test_every_read_past_the_forms_is_known() -> None:
    assert list(unsaid_reads(program_sources())) == []


def test_what_is_said_of_reads_is_still_so() -> None:
    read = {
        (path.removeprefix(_PAGES), f"{part} {name}")
        for source in program_sources()
        for path, part, name in reads_of(source)
    }
    assert {(path, name) for path, names in READS.items() for name in names} - read == set()


def test_a_new_route_that_reads_a_text_is_named() -> None:
    """The planted defect."""
    planted = Source("qi_tracker/blueprints/measures/labels.py", 'def put():\n    save(request.form["label"])\n')
    assert [problem.split(":")[0] for problem in unsaid_reads([planted])] == [
        "qi_tracker/blueprints/measures/labels.py reads 'label' from request.form"
    ]


def test_of_every_command_is_said_what_it_stores() -> None:
    assert sorted(COMMANDS) == sorted(COMMANDS_SAID), "Say in COMMANDS_SAID what the new command stores, and how."


@pytest.mark.parametrize("of", [holds_personal_number, contains_personal_number, lambda text: mask_text(text) == MASK])
def test_every_guard_finds_every_form_and_nothing_else(of: Callable[[str], bool]) -> None:
    assert [text for text in FORMS if not of(text)] == []
    assert [text for text in OTHERS if of(text)] == []


def test_the_guard_looks_into_lists_mappings_and_their_names() -> None:
    for text in FORMS:
        for value in ({"rows": [["ok", text]]}, {text: 1}, [[{"a": (text,)}]]):
            assert holds_personal_number(value), value
    assert not any(holds_personal_number({"rows": [[text]]}) for text in OTHERS)


def test_cells_and_logs_keep_no_form() -> None:
    rows, places = mask_rows([[text] for text in FORMS])
    assert len(places) == len(FORMS) and {row[0] for row in rows} == {MASK}
    assert mask_rows([[text] for text in OTHERS])[1] == frozenset()
    assert not any(contains_personal_number(redact(text)) for text in FORMS)
    assert [redact(text) for text in OTHERS] == OTHERS
