"""Every error code has a sentence in three languages, with its parameters as people write them."""

import ast
import importlib
import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import qi_tracker.i18n.errors
from qi_tracker.errors import DomainError, Forbidden, InvalidInput, NotFound, PersonalNumberFound, StaleVersion
from qi_tracker.i18n.errors import SENTENCES, UNKNOWN, error_sentence
from qi_tracker.i18n.translate import TextParameterMissing, words_for
from qi_tracker.vocabulary import Language, MeasureKind

NB, NN, EN = (words_for(language) for language in (Language.BOKMAL, Language.NYNORSK, Language.ENGLISH))

PACKAGE = Path(qi_tracker.i18n.errors.__file__).parent.parent

MEND = "add a sentence to SENTENCES in qi_tracker/i18n/errors.py (or in qi_tracker/exchange/messages.py)"


def parsed(folder: Path) -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py"))}


def classes_in(modules: Iterable[ast.Module]) -> list[ast.ClassDef]:
    return [node for module in modules for node in ast.walk(module) if isinstance(node, ast.ClassDef)]


def error_classes(classes: Iterable[ast.ClassDef]) -> set[str]:
    """Names of DomainError and of everything that inherits from it, however far."""
    bases = {node.name: {base.id for base in node.bases if isinstance(base, ast.Name)} for node in classes}
    errors = {"DomainError"}
    while found := {name for name, parents in bases.items() if parents & errors} - errors:
        errors |= found
    return errors


def codes_raised(modules: Mapping[Path, ast.Module]) -> dict[str, Path]:
    """Each code that is handed to an error as a literal or as a member of an enum, with a file that does so."""
    classes = classes_in(modules.values())
    errors = error_classes(classes)
    members = {node.name: set(string_values(node)) for node in classes}
    codes: dict[str, Path] = {}
    for path, module in modules.items():
        for argument in first_arguments(module, errors):
            for code in codes_of(argument, members):
                codes.setdefault(code, path)
    return codes


def string_values(enum: ast.ClassDef) -> Iterator[str]:
    for node in enum.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def first_arguments(module: ast.Module, errors: set[str]) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in errors and node.args:
            yield node.args[0]
    for error in classes_in([module]):
        if error.name in errors:
            for node in ast.walk(error):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "super().__init__" and node.args:
                    yield node.args[0]
                if isinstance(node, ast.FunctionDef) and node.name == "__init__":
                    # The code that an error has when nobody hands it one.
                    yield from node.args.defaults


def codes_of(argument: ast.expr, members: Mapping[str, set[str]]) -> set[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return {argument.value}
    if isinstance(argument, ast.IfExp):
        return codes_of(argument.body, members) | codes_of(argument.orelse, members)
    if isinstance(argument, ast.Attribute) and isinstance(argument.value, ast.Name):
        return members.get(argument.value.id, set())
    return set()


def known_codes() -> set[str]:
    """Codes with a sentence, here or in the tables of `exchange`."""
    known = set(SENTENCES)
    if importlib.util.find_spec("qi_tracker.exchange.messages"):
        for table in vars(importlib.import_module("qi_tracker.exchange.messages")).values():
            if isinstance(table, Mapping):
                known |= {code for code in table if isinstance(code, str)}
    return known


def without_sentence(modules: Mapping[Path, ast.Module]) -> list[str]:
    known = known_codes()
    return [f"{path.name}: {code}: {MEND}" for code, path in codes_raised(modules).items() if code not in known]


def test_every_code_that_is_raised_has_a_sentence() -> None:
    assert without_sentence(parsed(PACKAGE)) == []


def test_a_forgotten_code_is_named(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(
        "class Problem(StrEnum):\n    A = 'planted_in_enum'\n"
        "class Odd(InvalidInput):\n    def __init__(self):\n        super().__init__('planted_in_class')\n"
        "class InvalidInput(DomainError):\n    pass\n"
        "def f(x):\n    raise InvalidInput('planted_one' if x else 'planted_two', field='y')\n"
        "def g():\n    raise InvalidInput(Problem.A)\n"
        "def h():\n    raise Odd()\n    raise ValueError('not_ours')\n"
        "def i():\n    raise InvalidInput('not_found')\n"
    )
    named = sorted(line.split(": ")[1] for line in without_sentence(parsed(tmp_path)))
    assert named == ["planted_in_class", "planted_in_enum", "planted_one", "planted_two"]


def test_codes_are_found_in_the_program_at_all() -> None:
    codes = codes_raised(parsed(PACKAGE))
    assert {"stale_version", "personal_number", "zero_denominator", "numerator_above_denominator"} <= set(codes)


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_translated(code: str) -> None:
    told = {words.unfilled(SENTENCES[code]) for words in (NB, NN, EN)}
    assert len(told) == 3


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (StaleVersion(), "Noen andre lagret dette mens du skrev."),
        (NotFound(), "Denne siden finnes ikke, eller du har ikke tilgang til den."),
        (Forbidden(), "Du kan se dette, men ikke gjøre dette med det."),
        (PersonalNumberFound("comment"), "Dette ser ut som et fødselsnummer. Ta det bort:"),
    ],
)
def test_errors_anywhere_have_their_sentence(error: DomainError, sentence: str) -> None:
    assert error_sentence(error, NB).startswith(sentence)


def test_place_stands_before_a_sentence_that_does_not_mention_it() -> None:
    error = InvalidInput("zero_denominator", date=date(2026, 10, 1))
    assert error_sentence(error, NN).startswith("1. oktober 2026: Nemnaren er null")


def test_other_tables_go_first() -> None:
    table = {"zero_denominator": "Row %(row)s has no denominator."}
    assert error_sentence(InvalidInput("zero_denominator", row=4), EN, [table]) == "Row 4 has no denominator."


@pytest.mark.parametrize(
    ("value", "bokmal"),
    [
        (date(2026, 10, 3), "3. oktober 2026"),
        (datetime(2026, 10, 3, 12, tzinfo=UTC), "3. oktober 2026 kl. 14.00"),
        (MeasureKind.OUTCOME, "Resultatindikator"),
        (1234.5, "1\u00a0234,5"),
        (8000, "8000"),
        (True, "True"),
        (["a", "b"], "a og b"),
        ("<b>", "<b>"),
        (None, "None"),
    ],
)
def test_parameters_are_written_as_people_do(value: object, bokmal: str) -> None:
    assert error_sentence(InvalidInput("shown", what=value), NB, [{"shown": "%(what)s"}]) == bokmal


def test_field_is_a_parameter() -> None:
    error = InvalidInput("owner_url_missing", field="owner_database_url")
    assert error_sentence(error, NB).startswith("owner_database_url mangler.")


def test_code_without_sentence_still_gets_an_answer() -> None:
    assert error_sentence(InvalidInput("never_heard_of"), NB) == NB.gettext(UNKNOWN)
    assert error_sentence(InvalidInput("never_heard_of"), NB) != UNKNOWN


def test_missing_parameter_is_caught() -> None:
    with pytest.warns(TextParameterMissing):
        error_sentence(InvalidInput("unknown_setting"), NB)
