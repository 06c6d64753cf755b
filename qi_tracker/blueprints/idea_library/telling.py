"""What the library says of an idea and what came of it: from its copy alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qi_tracker.blueprints.common.words import current_words
from qi_tracker.i18n.ideas import corner_name
from qi_tracker.i18n.labels import label
from qi_tracker.i18n.translate import NN_
from qi_tracker.i18n.verdicts import short_verdict
from qi_tracker.method.ideas import Corner
from qi_tracker.models import SharedIdea
from qi_tracker.vocabulary import Caution, Decision, Level, MeasureKind, ProjectNature, VerdictCode

_CYCLES = NN_("Tried in one cycle", "Tried in %(n)s cycles")
_DECIDED = NN_("%(decision)s once", "%(decision)s %(n)s times")
_TEXTS = {
    Corner.RESEARCH: "research",
    Corner.STAFF: "staff_experience",
    Corner.USERS: "user_knowledge",
}


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """What the project's numbers say, in a few words."""

    code: VerdictCode
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LibraryCard:
    """One idea of the library."""

    idea: SharedIdea
    # How it was tried and what was decided; empty when it was not.
    tried: str
    verdicts: Sequence[ShownVerdict]
    learning: Sequence[str]
    lesson: str
    # (label, value) of where it works and what it is.
    facts: Sequence[tuple[str, str]]
    # (name, text) of the filled corners of the kunnskapstriangel.
    corners: Sequence[tuple[str, str]]

    @property
    def has_more(self) -> bool:
        """Whether anything waits behind the fold."""
        return bool(self.learning or self.lesson or self.facts or self.corners)


def library_card(idea: SharedIdea) -> LibraryCard:
    """The copy, in the reader's language."""
    words, outcome = current_words(), idea.outcome
    return LibraryCard(
        idea=idea,
        tried=_tried(outcome),
        verdicts=[_verdict(told) for told in outcome.get("verdicts", ())],
        learning=outcome.get("learning", ()),
        lesson=outcome.get("lesson", ""),
        facts=list(_facts(idea.about)),
        corners=[
            (corner_name(corner, words), idea.about[name]) for corner, name in _TEXTS.items() if idea.about.get(name)
        ],
    )


def _tried(outcome: Mapping[str, Any]) -> str:
    words, n_cycles = current_words(), outcome.get("n_cycles", 0)
    if not n_cycles:
        return ""
    decisions = [Decision(decision) for decision in outcome.get("decisions", ())]
    parts = [words.ngettext(*_CYCLES, n_cycles)]
    for decision in Decision:
        if n := decisions.count(decision):
            parts.append(words.ngettext(*_DECIDED, n, decision=label(decision, words).lower()))
    return " · ".join(parts)


def _verdict(told: Mapping[str, Any]) -> ShownVerdict:
    words, code = current_words(), VerdictCode(told["code"])
    cautions = [Caution(caution) for caution in told["cautions"]]
    return ShownVerdict(code, label(MeasureKind(told["kind"]), words), short_verdict(code, words, cautions))


def _facts(about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    words = current_words()
    if about.get("levels"):
        yield words.gettext("Where it works"), ", ".join(label(Level(each), words) for each in about["levels"])
    if about.get("nature"):
        yield words.gettext("What it does for the families"), label(ProjectNature(about["nature"]), words)
    if about.get("systems"):
        yield words.gettext("Systems it touches"), ", ".join(about["systems"])
