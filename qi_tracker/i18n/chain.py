"""The chain in words: what its columns are called, and where it is weak. What is weak, `method` decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qi_tracker.i18n.translate import N_, NP_, Words
from qi_tracker.method.chain import NodeKind, Weakness, WeaknessCode
from qi_tracker.vocabulary import ChainStep

KINDS: Mapping[NodeKind, tuple[str, str]] = {
    NodeKind.IDEA: NP_("chain", "Change idea"),
    NodeKind.SECONDARY: NP_("chain", "Secondary driver"),
    NodeKind.PRIMARY: NP_("chain", "Primary driver"),
    NodeKind.SUB_AIM: NP_("chain", "Sub-aim"),
    NodeKind.AIM: NP_("chain", "Aim"),
    NodeKind.IMPACT: NP_("chain", "Impact"),
}
# Above the columns of the driver diagram.
COLUMNS: Mapping[NodeKind, tuple[str, str]] = {
    NodeKind.IDEA: NP_("chain column", "Change ideas"),
    NodeKind.SECONDARY: NP_("chain column", "Secondary drivers"),
    NodeKind.PRIMARY: NP_("chain column", "Primary drivers"),
    NodeKind.SUB_AIM: NP_("chain column", "Sub-aims"),
    NodeKind.AIM: NP_("chain column", "Aim"),
    NodeKind.IMPACT: NP_("chain column", "Impact beyond the aim"),
}
# Above those of the logic chain.
STEPS: Mapping[ChainStep, tuple[str, str]] = {
    ChainStep.ACTIVITY: NP_("chain column", "Activity"),
    ChainStep.OUTPUT: NP_("chain column", "Output, near the activity"),
    ChainStep.OUTCOME: NP_("chain column", "Outcome for the children"),
    ChainStep.IMPACT: NP_("chain column", "Impact for society"),
}
# What is weak, and what to do about it.
WEAKNESSES: Mapping[WeaknessCode, tuple[str, str]] = {
    WeaknessCode.COMPENSATING_FOR_RATE: (
        N_("A compensating idea is tied to how many live in low income"),
        N_("It makes life better now, and leaves the family's income as it is. Tie it to what it can change."),
    ),
    WeaknessCode.OUTPUT_AS_OUTCOME: (
        N_("What comes out of the activity is taken for what gets better for the children"),
        N_(
            "It stands as an output, but is followed by a result measure. Make the measure a process measure, or say"
            " that this is an outcome."
        ),
    ),
    WeaknessCode.OUTCOME_BY_PROCESS: (
        N_("What gets better for the children is followed by a measure of what you do"),
        N_("A process measure tells that it is carried out, not that it helps. Tie a result measure to it."),
    ),
    WeaknessCode.IDEA_LEADS_NOWHERE: (
        N_("An idea leads to nothing"),
        N_("What is it to change? Connect it to a driver or to the aim, or put it away."),
    ),
    WeaknessCode.DRIVER_LEADS_NOWHERE: (
        N_("A driver leads to nothing"),
        N_("Connect it to what gets better when it moves."),
    ),
    WeaknessCode.DRIVER_WITHOUT_IDEA: (
        N_("Nobody does anything about a driver"),
        N_("No idea leads to it. Find one, or take the driver out."),
    ),
    WeaknessCode.NOT_CARRIED_OUT: (
        N_("An activity is not carried out"),
        N_("What is to come of it cannot come before somebody tries it."),
    ),
    WeaknessCode.WITHOUT_INDICATOR: (
        N_("A link has no indicator"),
        N_("Nothing tells whether this happens. Tie a measure to it, and you see whether the link holds."),
    ),
}


@dataclass(frozen=True, slots=True)
class WeaknessText:
    """One kind of weakness: what is weak, what to do, and the nodes it is about: (key, name)."""

    code: WeaknessCode
    title: str
    advice: str
    places: tuple[tuple[str, str], ...]


def weakness_texts(found: Sequence[Weakness], names: Mapping[str, str], words: Words) -> tuple[WeaknessText, ...]:
    """The weaknesses in the reader's words, those of one kind together; `names` are the nodes' names by key."""
    grouped: dict[WeaknessCode, list[Weakness]] = {}
    for weakness in found:
        grouped.setdefault(weakness.code, []).append(weakness)
    return tuple(
        WeaknessText(
            code,
            words.gettext(WEAKNESSES[code][0]),
            words.gettext(WEAKNESSES[code][1]),
            tuple((weakness.node, _place(weakness, names)) for weakness in group),
        )
        for code, group in grouped.items()
    )


def _place(weakness: Weakness, names: Mapping[str, str]) -> str:
    if weakness.code is WeaknessCode.COMPENSATING_FOR_RATE:
        return " → ".join(names[key] for key in (weakness.node, *weakness.others))
    return names[weakness.node]
