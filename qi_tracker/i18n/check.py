"""Do the catalogues answer what the code asks for? `python -m qi_tracker.i18n.check` fails and tells how to mend.

How to add a text
-----------------
1. Write it in English where it is used: `_("…")` in a template, `words.gettext("…")` in Python, or `N_("…")` where it
   is only named and is translated later (form labels, tables). Parameters are `%(name)s`. One English text with two
   meanings gets a context: `pgettext("button", "Plan")`, `NP_("button", "Plan")`.
2. `python -m qi_tracker.i18n.check --missing measures` prints the entries that the area lacks. Put them in
   `catalogues/nb/measures.po` and `catalogues/nn/measures.po` and fill in `msgstr`. A text used in several areas
   belongs in `common.po`; a text stands in one file only. A new file begins with the head that is printed too.
3. Run the check. `--prune` takes out entries that nothing asks for any more.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qi_tracker.i18n.extract import PACKAGE, TextUse, texts_in_code
from qi_tracker.i18n.po_files import PoEntry, empty_entry, head, read_entries, remove_entries
from qi_tracker.i18n.translate import CATALOGUES, SOURCE_LANGUAGE, TextKey
from qi_tracker.i18n.wording import long_sentences, words_of_other_standard
from qi_tracker.vocabulary import Language

TRANSLATED = tuple(language for language in Language if language is not SOURCE_LANGUAGE)

# Templates outside the blueprints belong to everybody.
_COMMON = "common"
_COMMON_FOLDERS = frozenset({"components", "layouts", "errors"})

# Equal in bokmål and nynorsk is no wonder for a few words, but for a longer text it smells of copying.
_LONG_ENOUGH_TO_DIFFER = 40

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
_MARKUP = re.compile(r"</?[a-z][^>]*>|&[a-z]+;", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must be mended: what, where, in which text, and how."""

    kind: str
    place: str
    text: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}: {self.text!r}\n    {self.mend}"


@dataclass(frozen=True, slots=True)
class Catalogues:
    """What the code asks for, and what each language answers."""

    uses: Mapping[TextKey, TextUse]
    entries: Sequence[PoEntry]

    def of(self, language: Language) -> dict[TextKey, PoEntry]:
        """The language's entries by key."""
        return {entry.key: entry for entry in self.entries if entry.language is language}


def load(root: Path = PACKAGE, folder: Path = CATALOGUES) -> Catalogues:
    """The texts under `root` and the catalogues in `folder`."""
    uses: dict[TextKey, TextUse] = {}
    for use in texts_in_code(root):
        known = uses.setdefault(use.key, use)
        if known.plural is None and use.plural is not None:
            uses[use.key] = use
    return Catalogues(uses, [entry for language in TRANSLATED for entry in read_entries(language, folder)])


def problems(catalogues: Catalogues) -> list[Problem]:
    """Everything that must be mended, in the order of the languages and files."""
    found = [problem for language in TRANSLATED for problem in _missing(catalogues, language)]
    found += _unused(catalogues)
    found += _repeated(catalogues.entries)
    for entry in catalogues.entries:
        found += _defects(entry, catalogues.uses.get(entry.key))
    return found


def remarks(catalogues: Catalogues) -> list[str]:
    """What may be right but is worth a look: equal texts, and sentences that are too long."""
    bokmal, nynorsk = catalogues.of(Language.BOKMAL), catalogues.of(Language.NYNORSK)
    found = []
    for key, entry in nynorsk.items():
        is_long = len(entry.ids[0]) >= _LONG_ENOUGH_TO_DIFFER
        if is_long and entry.strings[0] == entry.ids[0]:
            found.append(f"{entry.file}: same as the English: {entry.strings[0]!r}")
        elif is_long and key in bokmal and entry.strings == bokmal[key].strings:
            found.append(f"{entry.file}: same as the bokmål: {entry.strings[0]!r}")
    texts = [(use.path.as_posix(), use.msgid) for use in catalogues.uses.values()]
    texts += [(entry.file, string) for entry in catalogues.entries for string in entry.strings]
    found += [f"{place}: long sentence: {sentence!r}" for place, text in texts for sentence in long_sentences(text)]
    return found


def unanswered(catalogues: Catalogues, language: Language) -> list[TextUse]:
    """The texts that the language lacks, in the order of the code."""
    known = catalogues.of(language)
    return [use for key, use in catalogues.uses.items() if key not in known]


def area_of(path: Path) -> str:
    """The catalogue that a text used in this file most likely belongs to."""
    parts = path.parts
    if parts[0] == "blueprints" and len(parts) > len(("blueprints", "routes.py")):
        return parts[1]
    if parts[0] == "templates":
        is_common = len(parts) == len(("templates", "base.html")) or parts[1] in _COMMON_FOLDERS
        return _COMMON if is_common else parts[1]
    return path.stem if parts[0] in ("services", "i18n", "models") else parts[0].removesuffix(".py")


def _missing(catalogues: Catalogues, language: Language) -> Iterator[Problem]:
    for use in unanswered(catalogues, language):
        area = area_of(use.path)
        yield Problem(
            f"no {language.value}",
            f"{use.path.as_posix()}:{use.line}",
            use.msgid,
            f"`python -m qi_tracker.i18n.check --missing {area}` prints the entry to fill in.",
        )


def _unused(catalogues: Catalogues) -> Iterator[Problem]:
    for entry in catalogues.entries:
        if entry.key not in catalogues.uses:
            mend = "Correct its msgid or context, or run `python -m qi_tracker.i18n.check --prune`."
            yield Problem("nothing asks for it", entry.file, entry.ids[0], mend)


def _repeated(entries: Iterable[PoEntry]) -> Iterator[Problem]:
    files: dict[tuple[Language, TextKey], list[str]] = defaultdict(list)
    for entry in entries:
        files[entry.language, entry.key].append(entry.file)
    for (_, (_, msgid)), places in files.items():
        if len(places) > 1:
            mend = f"Keep it in one file: {_COMMON}.po when several areas use it, or give it a context."
            yield Problem("stands more than once", ", ".join(places), msgid, mend)


def _defects(entry: PoEntry, use: TextUse | None) -> Iterator[Problem]:
    def problem(kind: str, mend: str) -> Problem:
        return Problem(kind, entry.file, entry.ids[0], mend)

    if entry.is_fuzzy:
        yield problem(
            "fuzzy", "Read the translation, correct it, and remove the fuzzy mark: fuzzy texts are not shown."
        )
    if not entry.strings or not all(entry.strings):
        yield problem("empty", "Fill in msgstr: an empty text shows as English.")
        return
    if use and (use.plural is not None) != (len(entry.ids) > 1):
        yield problem(
            "plural in one place only", "Write msgid_plural as the code does, or leave it out as the code does."
        )
    for string in entry.strings:
        yield from _defects_of_string(entry, string, problem)


def _defects_of_string(entry: PoEntry, string: str, problem: Callable[[str, str], Problem]) -> Iterator[Problem]:
    expected, present = _placeholders(entry.ids), _placeholders([string])
    strangers, forgotten = present - expected, expected - present - ({"n", "num"} if len(entry.ids) > 1 else set())
    if strangers or forgotten:
        names = ", ".join(sorted(strangers | forgotten))
        yield problem("placeholders differ", f"Use the same as the msgid, letter by letter: {names}.")
    elif not _can_be_filled(string, present):
        yield problem("a lone per cent sign", "Beside a placeholder, write it as %%.")
    if _MARKUP.search(string):
        yield problem("markup", "Texts are plain. Give the template a component, or pass a link as a parameter.")
    if foreign := words_of_other_standard(string, entry.language):
        yield problem("word of the other written standard", f"Not {entry.language.value}: {', '.join(foreign)}.")


def _placeholders(texts: Iterable[str]) -> set[str]:
    return {first or second for text in texts for first, second in _PLACEHOLDER.findall(text)}


def _can_be_filled(string: str, names: Iterable[str]) -> bool:
    if "%(" not in string:
        return True
    try:
        string % dict.fromkeys(names, 1)
    except (KeyError, TypeError, ValueError):
        return False
    return True


def _print_missing(catalogues: Catalogues, area: str) -> int:
    for language in TRANSLATED:
        lacking = [use for use in unanswered(catalogues, language) if area in (area_of(use.path), *use.path.parts)]
        print(f"# {len(lacking)} for catalogues/{language.value}/{area}.po\n")
        if lacking and not (CATALOGUES / language.value / f"{area}.po").exists():
            print(head(language))
        print("\n".join(empty_entry(use) for use in lacking))
    return 0


def _print_problems(catalogues: Catalogues) -> int:
    for remark in remarks(catalogues):
        print(f"look at: {remark}")
    found = problems(catalogues)
    for problem in found:
        print(problem)
    print(f"{len(catalogues.uses)} texts, {len(catalogues.entries)} translations, {len(found)} problems.")
    return 1 if found else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns 1 when something must be mended."""
    parser = argparse.ArgumentParser(prog="python -m qi_tracker.i18n.check", description="Check the catalogues.")
    parser.add_argument("--missing", metavar="AREA", help="print the entries an area lacks, ready to fill in")
    parser.add_argument("--prune", action="store_true", help="take out the entries that nothing asks for")
    chosen = parser.parse_args(arguments)
    catalogues = load()
    if chosen.missing:
        return _print_missing(catalogues, chosen.missing)
    if chosen.prune:
        unused = [entry for entry in catalogues.entries if entry.key not in catalogues.uses]
        remove_entries(unused)
        print(f"{len(unused)} entries taken out.")
        return 0
    return _print_problems(catalogues)


if __name__ == "__main__":
    sys.exit(main())
