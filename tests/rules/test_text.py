"""Sentences come from the catalogues, in three languages: none is written into the program or its templates."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.rules.source_tree import PACKAGE, ROOT, Source, docstring_nodes, program_sources

NORWEGIAN: Final = re.compile("[æøåÆØÅ]")

# What may hold Norwegian words, and why it is no sentence on a page.
EXEMPT: Final[Mapping[str, str]] = {
    "qi_tracker/i18n/": "the languages live here",
    "qi_tracker/demo/": "text that invented users wrote; it is not translated",
    "qi_tracker/exchange/date_words.py": "words that files have in their cells",
    "qi_tracker/exchange/role_words.py": "words that files have as headings",
    "qi_tracker/exchange/series_names.py": "words that files have as names of rows and columns",
    "qi_tracker/exchange/statistics_table.py": "words that files have as headings and beside their source",
    "qi_tracker/exchange/numbers.py": "a pattern of what stands in cells",
    "qi_tracker/exchange/statistics_words.py": "words that official tables have in them",
    "qi_tracker/charts/lettering.py": "letters whose width is known",
    "qi_tracker/method/poverty_words.py": "words that aims have in them",
    "qi_tracker/privacy/mild_signs.py": "patterns of how names and streets are written",
    "qi_tracker/privacy/not_names.py": "words that texts have in them",
    "qi_tracker/templates/components/language_choice.html": "a language's own name is the same in all",
}
AUTHOR_OF_RULES: Final = "Anhøj"
JINJA_COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)


def written_sentences(source: Source) -> Iterator[str]:
    """Each Norwegian string of a module, with how to mend it."""
    if _is_exempt(source.path):
        return
    docstrings = docstring_nodes(source.tree)
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in docstrings:
            continue
        if NORWEGIAN.search(node.value.replace(AUTHOR_OF_RULES, "")):
            yield f"{source.path}:{node.lineno}: {node.value!r}: write it in English as N_(…), and in the catalogues."


def written_template_text(path: str, text: str) -> Iterator[str]:
    """Each line of Norwegian in a template, outside its comments, with how to mend it."""
    if _is_exempt(path):
        return
    bare = JINJA_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    for number, line in enumerate(bare.splitlines(), 1):
        if NORWEGIAN.search(line):
            yield f"{path}:{number}: {line.strip()!r}: write it in English as _(…), and in the catalogues."


def _is_exempt(path: str) -> bool:
    return path.startswith(tuple(EXEMPT))


def test_no_sentence_is_written_into_the_program() -> None:
    assert [problem for source in program_sources() for problem in written_sentences(source)] == []


def test_no_sentence_is_written_into_a_template() -> None:
    templates = [path for path in PACKAGE.rglob("*.html") if "demo" not in path.parts]
    assert templates
    found = [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in templates]
    assert [problem for path, text in found for problem in written_template_text(path, text)] == []


@pytest.mark.parametrize("path", sorted(EXEMPT))
def test_exemption_is_still_needed(path: str) -> None:
    place = ROOT / path
    files: list[Path] = [place] if place.is_file() else [*place.rglob("*.py"), *place.rglob("*.po")]
    assert any(NORWEGIAN.search(file.read_text(encoding="utf-8")) for file in files), f"Take {path} out of EXEMPT."


def test_planted_sentence_is_found() -> None:
    source = Source("qi_tracker/services/measures.py", 'def f():\n    """Måling."""\n    return "Målingen mangler"')
    assert [problem.split(":")[1] for problem in written_sentences(source)] == ["3"]


def test_planted_template_text_is_found() -> None:
    template = "{# Sånn er det #}\n<p>{{ _('Fine') }}</p>\n<p>Målingen mangler</p>"
    assert [problem.split(":")[1] for problem in written_template_text("qi_tracker/x.html", template)] == ["3"]
