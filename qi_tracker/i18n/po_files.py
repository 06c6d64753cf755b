"""The catalogues' files entry by entry, for checking and mending. The program itself reads them in `translate.py`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import normalize, read_po

from qi_tracker.i18n.extract import TextUse
from qi_tracker.i18n.translate import CATALOGUES, TextKey, catalogue_files
from qi_tracker.vocabulary import Language

_HEAD = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@dataclass(frozen=True, slots=True)
class PoEntry:
    """One entry as it stands in a file; `source` is its lines, comments included."""

    language: Language
    area: str
    context: str | None
    ids: tuple[str, ...]
    strings: tuple[str, ...]
    is_fuzzy: bool
    source: str

    @property
    def key(self) -> TextKey:
        """What the program looks it up by."""
        return self.context, self.ids[0]

    @property
    def file(self) -> str:
        """The file, relative to the catalogues."""
        return f"{self.language.value}/{self.area}.po"


def read_entries(language: Language, folder: Path = CATALOGUES) -> Iterator[PoEntry]:
    """Every entry of every area, also the repeated and the fuzzy; heads and obsolete entries are left out."""
    for path in catalogue_files(language, folder):
        for source in _split(path.read_text("utf-8")):
            for message in read_po(BytesIO(source.encode()), locale=language.value, abort_invalid=True):
                ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
                strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
                if ids[0]:
                    yield PoEntry(language, path.stem, message.context, ids, strings, message.fuzzy, source)


def remove_entries(entries: Sequence[PoEntry], folder: Path = CATALOGUES) -> None:
    """Take these entries out of their files; the rest stays as it was written."""
    for file in {entry.file for entry in entries}:
        unwanted = {entry.source for entry in entries if entry.file == file}
        path = folder / file
        kept = [source for source in _split(path.read_text("utf-8")) if source not in unwanted]
        path.write_text("\n\n".join(kept) + "\n", "utf-8")


def head(language: Language) -> str:
    """The first lines of a new file."""
    return _HEAD.format(language=language.value)


def empty_entry(text: TextUse) -> str:
    """The entry to fill in for a text, with the place that asks for it."""
    lines = [f"#: {text.path.as_posix()}:{text.line}"]
    if text.context is not None:
        lines.append(f"msgctxt {_quoted(text.context)}")
    lines.append(f"msgid {_quoted(text.msgid)}")
    if text.plural is None:
        return "\n".join([*lines, 'msgstr ""', ""])
    return "\n".join([*lines, f"msgid_plural {_quoted(text.plural)}", 'msgstr[0] ""', 'msgstr[1] ""', ""])


def _quoted(text: str) -> str:
    return normalize(text, width=0)


def _split(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in text.splitlines():
        begins_entry = line.startswith(("#", "msgctxt ", "msgid "))
        if begins_entry and any(earlier.startswith("msgstr") for earlier in lines):
            yield "\n".join(lines).strip()
            lines = []
        lines.append(line)
    if any(line.strip() for line in lines):
        yield "\n".join(lines).strip()
