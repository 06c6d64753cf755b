"""The texts that code and templates ask for, found by Babel. What the catalogues answer is compared in `check.py`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_from_dir

PACKAGE = Path(__file__).parent.parent

# Which arguments are the msgid, its plural and (c) its context. Plain lookups take the first.
KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "NN_": (1, 2),
    "ngettext": (1, 2),
    "NP_": ((1, "c"), 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]

# A template that cannot be parsed must stop the check: silently skipped, all its texts would count as unused.
_OPTIONS = {"**/templates/**.html": {"silent": "false"}, "**/templates/**.txt": {"silent": "false"}}


@dataclass(frozen=True, slots=True)
class TextUse:
    """One place that asks for a text. `path` is relative to the package."""

    context: str | None
    msgid: str
    plural: str | None
    path: Path
    line: int

    @property
    def key(self) -> tuple[str | None, str]:
        """What the catalogues are searched by."""
        return self.context, self.msgid


def texts_in_code(root: Path = PACKAGE) -> Iterator[TextUse]:
    """Every text under `root`, once for each place, in the order of files and lines."""
    found = extract_from_dir(root, _METHODS, _OPTIONS, keywords=KEYWORDS)
    for file, line, message, _, context in found:
        msgid, plural = (message, None) if isinstance(message, str) else (message[0], message[1])
        if msgid:
            yield TextUse(context, msgid, plural, Path(file), line)
