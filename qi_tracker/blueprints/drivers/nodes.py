"""The nodes as the pages show them: each with what its measure says, and for those inside its latest number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import can
from qi_tracker.blueprints.common.verdicts import VerdictLine, unit_of, verdict_line
from qi_tracker.blueprints.common.words import current_language, current_words
from qi_tracker.i18n import formats
from qi_tracker.i18n.chain import KINDS, STEPS
from qi_tracker.i18n.labels import label
from qi_tracker.method.chain import LinkFacts, NodeFacts
from qi_tracker.models import Aim, ChangeIdea, Driver, Measure, MeasureSummary
from qi_tracker.services.drivers import Chain, Node
from qi_tracker.services.summaries import summaries_of
from qi_tracker.vocabulary import IdeaStatus


@dataclass(frozen=True, slots=True)
class NodeView:
    """One node in words."""

    node: Node
    kind: str
    step: str
    # Where it is changed.
    href: str
    verdict: VerdictLine | None
    # The latest number with its unit; empty for those who do not see it, and before there is one.
    number: str
    # Of an idea: how far it has come.
    status: str

    @property
    def key(self) -> str:
        """Its name in addresses and in the drawing."""
        return self.node.key

    @property
    def title(self) -> str:
        """What it is called."""
        return self.node.title

    @property
    def measure(self) -> Measure | None:
        """What it is followed by."""
        return self.node.measure

    @property
    def is_put_away(self) -> bool:
        """An idea that was tried or thought of, and given up."""
        return isinstance(self.node.thing, ChangeIdea) and self.node.thing.status is IdeaStatus.ABANDONED

    @property
    def says(self) -> str:
        """The verdict and the number on one line; empty without a measure."""
        if self.verdict is None:
            return ""
        return f"{self.verdict.text} · {self.number}" if self.number else self.verdict.text


def node_views(chain: Chain) -> Sequence[NodeView]:
    """All nodes of the chain, in its order."""
    measures = {node.measure.id: node.measure for node in chain.nodes if node.measure is not None}
    summaries = summaries_of(measures.values())
    numbers = {key: _latest(measure, summaries.get(key)) for key, measure in measures.items()}
    return [_view(node, summaries, numbers) for node in chain.nodes]


def _view(node: Node, summaries: Mapping[int, MeasureSummary], numbers: Mapping[int, str]) -> NodeView:
    words, measure = current_words(), node.measure
    return NodeView(
        node=node,
        kind=words.pgettext(*KINDS[node.kind]),
        step=words.pgettext(*STEPS[node.step]),
        href=_edit_address(node),
        verdict=verdict_line(summaries.get(measure.id)) if measure is not None else None,
        number=numbers[measure.id] if measure is not None else "",
        status=label(node.thing.status, words) if isinstance(node.thing, ChangeIdea) else "",
    )


def _latest(measure: Measure, summary: MeasureSummary | None) -> str:
    value = summary.inside.get("last_value") if summary is not None else None
    if value is None or not can(Permission.SEE_NUMBERS, measure):
        return ""
    return formats.value(value, unit_of(measure), current_language(), formats.decimals_for([value]))


def _edit_address(node: Node) -> str:
    if isinstance(node.thing, Aim):
        return url_for("aims.edit", aim_id=node.thing.id)
    if isinstance(node.thing, ChangeIdea):
        return url_for("change_ideas.edit", idea_id=node.thing.id)
    return url_for("drivers.edit", driver_id=node.thing.id)


def facts_of(node: Node) -> NodeFacts:
    """What the rules need to know of the node."""
    idea = node.thing if isinstance(node.thing, ChangeIdea) else None
    measure = node.measure
    return NodeFacts(
        key=node.key,
        kind=node.kind,
        step=node.step,
        texts=(node.title, *([measure.name] if measure is not None else [])),
        measure=measure.kind if measure is not None else None,
        status=idea.status if idea is not None else None,
        nature=(idea.nature or idea.project.nature) if idea is not None else None,
    )


def link_facts_of(chain: Chain) -> list[LinkFacts]:
    """The same of its links."""
    return [LinkFacts(link.source, link.target, link.row is not None) for link in chain.links]


def driver_of(node: Node) -> Driver | None:
    """The driver that the node is; None for an aim or an idea."""
    return node.thing if isinstance(node.thing, Driver) else None
