"""How long data are kept, and what was erased, in words: for the history, the page on privacy and its texts."""

from collections.abc import Mapping
from typing import Any

from qi_tracker.i18n.formats import join_list
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import NN_, Words
from qi_tracker.vocabulary import RetentionKind

_THINGS: Mapping[RetentionKind, tuple[str, str]] = {
    RetentionKind.BIN: NN_("%(n)s thing from the bin", "%(n)s things from the bin"),
    RetentionKind.FINISHED_PROJECTS: NN_("%(n)s finished project", "%(n)s finished projects"),
    RetentionKind.HISTORY: NN_("%(n)s value in the history", "%(n)s values in the history"),
    RetentionKind.ACCOUNTS: NN_("%(n)s account", "%(n)s accounts"),
}


def months_in_words(months: int, words: Words) -> str:
    """How long, as people say it: whole years where it is whole years."""
    if months % 12 == 0:
        return words.ngettext("%(n)s year", "%(n)s years", months // 12)
    return words.ngettext("%(n)s month", "%(n)s months", months)


def days_in_words(days: int, words: Words) -> str:
    """How long, in days."""
    return words.ngettext("%(n)s day", "%(n)s days", days)


def things_in_words(kind: RetentionKind, n: int, words: Words) -> str:
    """How many of what."""
    return words.ngettext(*_THINGS[kind], n)


def erased_in_words(kind: str, n: int, words: Words) -> str:
    """What a rule erased, as the history stores it."""
    return things_in_words(RetentionKind(kind), n, words)


def kept_in_words(stored: Mapping[str, Any], words: Words) -> str:
    """What an organisation has decided, as the history stores it."""
    rules = [
        f"{label(kind, words)}: {months_in_words(stored[kind]['months'], words)}"
        for kind in RetentionKind
        if kind in stored
    ]
    return join_list(rules, words.language)
