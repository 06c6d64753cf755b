"""The chain of a project: which nodes there are, what they are in the logic chain, and where the chain is weak."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qi_tracker.method.poverty_words import speaks_of_poverty_rate
from qi_tracker.vocabulary import ChainStep, IdeaStatus, MeasureKind, ProjectNature


class NodeKind(StrEnum):
    """What a node is, from what the team does to what comes of it in the end. Links lead from an earlier to a later."""

    IDEA = "idea"
    SECONDARY = "secondary"
    PRIMARY = "primary"
    SUB_AIM = "sub_aim"
    AIM = "aim"
    IMPACT = "impact"


RANK: Final[Mapping[NodeKind, int]] = {kind: rank for rank, kind in enumerate(NodeKind)}
# Which link of the logic chain a node is, where the team has said nothing else.
STEP_OF: Final[Mapping[NodeKind, ChainStep]] = {
    NodeKind.IDEA: ChainStep.ACTIVITY,
    NodeKind.SECONDARY: ChainStep.OUTPUT,
    NodeKind.PRIMARY: ChainStep.OUTPUT,
    NodeKind.SUB_AIM: ChainStep.OUTCOME,
    NodeKind.AIM: ChainStep.OUTCOME,
    NodeKind.IMPACT: ChainStep.IMPACT,
}
DRIVERS: Final = (NodeKind.PRIMARY, NodeKind.SECONDARY)


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """What the rules need to know of a node. `texts` are its own words and the name of its measure."""

    key: str
    kind: NodeKind
    step: ChainStep
    texts: tuple[str, ...] = ()
    # Of the measure that it carries; None without one.
    measure: MeasureKind | None = None
    # Of an idea.
    status: IdeaStatus | None = None
    nature: ProjectNature | None = None


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """One leads to another. A sub-aim that is a part of its aim is no hypothesis."""

    source: str
    target: str
    is_hypothesis: bool = True


class WeaknessCode(StrEnum):
    """Where a chain is weak, in the order it is told. Advice, never a hindrance."""

    # A compensating idea is tied to how many are poor, which it cannot change.
    COMPENSATING_FOR_RATE = "compensating_for_rate"
    # KS' «resultat» taken for what gets better for the children: an output with an outcome measure …
    OUTPUT_AS_OUTCOME = "output_as_outcome"
    # … or an outcome that is followed by a measure of what is done.
    OUTCOME_BY_PROCESS = "outcome_by_process"
    IDEA_LEADS_NOWHERE = "idea_leads_nowhere"
    DRIVER_LEADS_NOWHERE = "driver_leads_nowhere"
    DRIVER_WITHOUT_IDEA = "driver_without_idea"
    # An activity that others rest on is not tried, or was put away.
    NOT_CARRIED_OUT = "not_carried_out"
    # Nothing tells whether what a link leads to happens.
    WITHOUT_INDICATOR = "without_indicator"


@dataclass(frozen=True, slots=True)
class Weakness:
    """One weak place: the node it is about, and the others that it rests on, by key."""

    code: WeaknessCode
    node: str
    others: tuple[str, ...] = ()


# Ideas in these states are not carried out by anybody.
_NOT_CARRIED_OUT: Final = (IdeaStatus.IDEA, IdeaStatus.ABANDONED)


def weaknesses_of(nodes: Sequence[NodeFacts], links: Collection[LinkFacts]) -> tuple[Weakness, ...]:
    """Where the chain is weak: by code in the codes' order, and within a code in the order of the nodes.

    Every key in `links` is that of a node.
    """
    chain = _Chain(nodes, links)
    found = [weakness for node in nodes for weakness in _weaknesses_at(node, chain)]
    order = list(WeaknessCode)
    return tuple(sorted(found, key=lambda weakness: order.index(weakness.code)))


class _Chain:
    """The links by their ends."""

    def __init__(self, nodes: Sequence[NodeFacts], links: Collection[LinkFacts]) -> None:
        self.by_key = {node.key: node for node in nodes}
        self.onward: dict[str, list[str]] = defaultdict(list)
        self.before: dict[str, list[str]] = defaultdict(list)
        self.hypotheses: dict[str, list[str]] = defaultdict(list)
        for link in links:
            self.onward[link.source].append(link.target)
            self.before[link.target].append(link.source)
            if link.is_hypothesis:
                self.hypotheses[link.target].append(link.source)

    def reached(self, start: str, ways: Mapping[str, Sequence[str]]) -> list[NodeFacts]:
        """All that can be come to from a node, each once, the nearest first."""
        found: dict[str, None] = {}
        waiting = [start]
        while waiting:
            for key in ways.get(waiting.pop(0), ()):
                if key not in found:
                    found[key] = None
                    waiting.append(key)
        return [self.by_key[key] for key in found]


def _weaknesses_at(node: NodeFacts, chain: _Chain) -> Iterator[Weakness]:
    sources = tuple(dict.fromkeys(chain.hypotheses.get(node.key, ())))
    if sources and node.measure is None:
        yield Weakness(WeaknessCode.WITHOUT_INDICATOR, node.key, sources)
    if node.step is ChainStep.OUTPUT and node.measure is MeasureKind.OUTCOME:
        yield Weakness(WeaknessCode.OUTPUT_AS_OUTCOME, node.key)
    if node.step is ChainStep.OUTCOME and node.measure is MeasureKind.PROCESS:
        yield Weakness(WeaknessCode.OUTCOME_BY_PROCESS, node.key)
    if node.kind is NodeKind.IDEA:
        yield from _weaknesses_of_idea(node, chain)
    if node.kind in DRIVERS:
        if not chain.onward.get(node.key):
            yield Weakness(WeaknessCode.DRIVER_LEADS_NOWHERE, node.key)
        if all(found.kind is not NodeKind.IDEA for found in chain.reached(node.key, chain.before)):
            yield Weakness(WeaknessCode.DRIVER_WITHOUT_IDEA, node.key)


def _weaknesses_of_idea(idea: NodeFacts, chain: _Chain) -> Iterator[Weakness]:
    onward = chain.reached(idea.key, chain.onward)
    if onward and idea.status in _NOT_CARRIED_OUT:
        yield Weakness(WeaknessCode.NOT_CARRIED_OUT, idea.key)
    if not onward and idea.status is not IdeaStatus.ABANDONED:
        yield Weakness(WeaknessCode.IDEA_LEADS_NOWHERE, idea.key)
    if idea.nature is ProjectNature.COMPENSATING:
        rates = tuple(found.key for found in onward if any(speaks_of_poverty_rate(text) for text in found.texts))
        if rates:
            yield Weakness(WeaknessCode.COMPENSATING_FOR_RATE, idea.key, rates)
