"""Why the team believes that it works: drivers, and the links between ideas, drivers, aims and what lies beyond them.

A link is there while both its ends are: it vanishes with a node that is put in the bin, and comes back with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.method.chain import RANK, STEP_OF, NodeKind
from qi_tracker.models import Aim, ChangeIdea, Driver, DriverLink, Measure, Project
from qi_tracker.services.aims import aims_of
from qi_tracker.services.places import key_of
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.vocabulary import ChainStep, DriverPlace, IdeaStatus

KIND_OF_PLACE: Mapping[DriverPlace, NodeKind] = {
    DriverPlace.SECONDARY: NodeKind.SECONDARY,
    DriverPlace.PRIMARY: NodeKind.PRIMARY,
    DriverPlace.IMPACT: NodeKind.IMPACT,
}
PLACE_OF_KIND: Mapping[NodeKind, DriverPlace] = {kind: place for place, kind in KIND_OF_PLACE.items()}


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the chain: an aim, a driver or a change idea."""

    key: str
    kind: NodeKind
    thing: Aim | Driver | ChangeIdea
    title: str

    @property
    def measure(self) -> Measure | None:
        """What tells whether it moves."""
        return self.thing.measure

    @property
    def step(self) -> ChainStep:
        """Which link of the logic chain it is."""
        said = self.thing.step if isinstance(self.thing, Driver) else None
        return said or STEP_OF[self.kind]


@dataclass(frozen=True, slots=True)
class Link:
    """If the one, then the other: between two nodes by key. `row` is None where a sub-aim is a part of its aim."""

    source: str
    target: str
    row: DriverLink | None


@dataclass(frozen=True, slots=True)
class Chain:
    """All of a project's nodes, from the impact to the ideas, each kind in its order; and what leads to what."""

    nodes: Sequence[Node]
    links: Sequence[Link]

    def node(self, key: str) -> Node | None:
        """The node with this key."""
        return next((node for node in self.nodes if node.key == key), None)


@dataclass(frozen=True, slots=True)
class DriverDetails:
    """What the form of a driver holds. Without a step it is what its place says."""

    title: str
    description: str
    place: DriverPlace
    step: ChainStep | None
    measure_id: int | None


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """If one node, then another, because …"""

    source: Node
    target: Node
    because: str


def chain_of(project: Project) -> Chain:
    """The project's chain. Ideas that were put away are in it only while something is said to come of them."""
    aims, drivers, links = aims_of(project), _drivers_of(project), _links_of(project)
    linked = {link.change_idea_id for link in links}
    ideas = [idea for idea in _ideas_of(project) if idea.status is not IdeaStatus.ABANDONED or idea.id in linked]
    nodes = [
        *(Node(key_of(driver), KIND_OF_PLACE[driver.place], driver, driver.title) for driver in drivers),
        *(Node(key_of(aim), NodeKind.SUB_AIM if aim.parent_id else NodeKind.AIM, aim, aim.statement) for aim in aims),
        *(Node(key_of(idea), NodeKind.IDEA, idea, idea.title) for idea in ideas),
    ]
    nodes.sort(key=lambda node: -RANK[node.kind])
    kinds = {node.key: node.kind for node in nodes}
    found = [*_parts(aims), *(Link(_source_of(link), _target_of(link), link) for link in links)]
    return Chain(nodes, [link for link in found if _is_onward(link, kinds)])


def _is_onward(link: Link, kinds: Mapping[str, NodeKind]) -> bool:
    source, target = kinds.get(link.source), kinds.get(link.target)
    return source is not None and target is not None and RANK[source] < RANK[target]


def _parts(aims: Sequence[Aim]) -> Sequence[Link]:
    """Each sub-aim is a part of the aim at the top of it."""
    by_id = {aim.id: aim for aim in aims}
    found = []
    for aim in aims:
        top, seen = aim, {aim.id}
        while top.parent_id in by_id and top.parent_id not in seen:
            top = by_id[top.parent_id]
            seen.add(top.id)
        if top is not aim:
            found.append(Link(key_of(aim), key_of(top), None))
    return found


def _source_of(link: DriverLink) -> str:
    if link.change_idea_id is not None:
        return f"{ChangeIdea.__tablename__}-{link.change_idea_id}"
    if link.from_driver_id is not None:
        return f"{Driver.__tablename__}-{link.from_driver_id}"
    return f"{Aim.__tablename__}-{link.from_aim_id}"


def _target_of(link: DriverLink) -> str:
    if link.to_driver_id is not None:
        return f"{Driver.__tablename__}-{link.to_driver_id}"
    return f"{Aim.__tablename__}-{link.to_aim_id}"


def _drivers_of(project: Project) -> Sequence[Driver]:
    return db.session.scalars(
        select(Driver)
        .where(Driver.organization_id == project.organization_id, Driver.project_id == project.id)
        .options(joinedload(Driver.measure))
        .order_by(Driver.position, Driver.id)
    ).all()


def _ideas_of(project: Project) -> Sequence[ChangeIdea]:
    """Those to be taken first come first."""
    return db.session.scalars(
        select(ChangeIdea)
        .where(ChangeIdea.organization_id == project.organization_id, ChangeIdea.project_id == project.id)
        .options(joinedload(ChangeIdea.measure))
        .order_by(ChangeIdea.position.is_(None), ChangeIdea.position, ChangeIdea.id)
    ).all()


def _links_of(project: Project) -> Sequence[DriverLink]:
    return db.session.scalars(
        select(DriverLink)
        .where(DriverLink.organization_id == project.organization_id, DriverLink.project_id == project.id)
        .order_by(DriverLink.id)
    ).all()


def create_driver(project: Project, details: DriverDetails) -> Driver:
    """A new driver, the last of its place."""
    own = {"organization_id": project.organization_id, "project_id": project.id}
    beside = [driver.position for driver in _drivers_of(project) if driver.place is details.place]
    driver = Driver(**own, **asdict(details), position=max(beside, default=-1) + 1)
    db.session.add(driver)
    flush()
    return driver


def create_idea_of(project: Project, title: str, description: str, measure_id: int | None) -> ChangeIdea:
    """A new change idea, met first in the drawing; who tries it and when is asked when it is to be tried."""
    idea = ChangeIdea(
        organization_id=project.organization_id,
        project_id=project.id,
        title=title,
        description=description,
        measure_id=measure_id,
    )
    db.session.add(idea)
    flush()
    return idea


def edit_driver(driver: Driver, seen_version: int | None, details: DriverDetails) -> None:
    """Change what the driver says and where it stands.

    Raises
    ------
    InvalidInput
        If it would stand before what leads to it, or beyond what it leads to.
    """
    if details.place is not driver.place:
        chain = chain_of(driver.project)
        key, rank = key_of(driver), RANK[KIND_OF_PLACE[details.place]]
        kinds = {node.key: RANK[node.kind] for node in chain.nodes}
        before = [kinds[link.source] for link in chain.links if link.target == key]
        beyond = [kinds[link.target] for link in chain.links if link.source == key]
        if max(before, default=-1) >= rank or min(beyond, default=len(RANK)) <= rank:
            raise InvalidInput("links_in_the_way", field="place")
    apply_changes(driver, seen_version, asdict(details))


def delete_driver(driver: Driver, seen_version: int | None) -> None:
    """Put it in the bin; its links are out of sight until it comes back."""
    put_in_bin(driver, seen_version)


def move_driver(driver: Driver, seen_version: int | None, by: int) -> None:
    """Let it change places with the one above (`by` -1) or below (1) among those that lead to the same."""
    siblings = siblings_of(driver, chain_of(driver.project))
    here = siblings.index(driver)
    there = min(max(here + by, 0), len(siblings) - 1)
    move_to(driver, seen_version, siblings[there])


def move_to(driver: Driver, seen_version: int | None, other: Driver) -> None:
    """Let it stand where the other of its place stands; the others make room.

    Raises
    ------
    InvalidInput
        If the other is of another place.
    """
    if other.place is not driver.place or other.project_id != driver.project_id:
        raise InvalidInput("moved_out_of_column")
    in_place = [each for each in _drivers_of(driver.project) if each.place is driver.place]
    order = [each for each in in_place if each is not driver]
    order.insert(in_place.index(other), driver)
    apply_changes(driver, seen_version, {})
    for position, each in enumerate(order):
        each.position = position
    flush()


def siblings_of(driver: Driver, chain: Chain) -> list[Driver]:
    """The drivers of its place that lead to one of the same nodes, or to nothing as it does, in their order."""
    targets: dict[str, set[str]] = {}
    for link in chain.links:
        targets.setdefault(link.source, set()).add(link.target)
    own = targets.get(key_of(driver), set())
    found = [
        node.thing
        for node in chain.nodes
        if isinstance(node.thing, Driver)
        and node.thing.place is driver.place
        and (own & targets.get(node.key, set()) if own else node.key not in targets)
    ]
    return found


def connect(project: Project, said: Hypothesis) -> DriverLink:
    """A new link: if the one, then the other.

    Raises
    ------
    InvalidInput
        If it would not lead towards the aim or beyond it, or is there already.
    """
    _check_link(project, said)
    own = {"organization_id": project.organization_id, "project_id": project.id}
    link = DriverLink(**own, **_ends(said), because=said.because)
    db.session.add(link)
    flush()
    return link


def edit_link(link: DriverLink, seen_version: int | None, said: Hypothesis) -> None:
    """Change what leads to what, or why.

    Raises
    ------
    InvalidInput
        As `connect`.
    """
    _check_link(link.project, said, link)
    apply_changes(link, seen_version, {**_ends(said), "because": said.because})


def disconnect(link: DriverLink, seen_version: int | None) -> None:
    """Put the link in the bin; its nodes stay."""
    put_in_bin(link, seen_version)


def _check_link(project: Project, said: Hypothesis, link: DriverLink | None = None) -> None:
    if RANK[said.source.kind] >= RANK[said.target.kind]:
        raise InvalidInput("link_goes_back", field="target")
    ends = (said.source.key, said.target.key)
    if any((other.source, other.target) == ends and other.row is not link for other in chain_of(project).links):
        raise InvalidInput("linked_already", field="target")


def _ends(said: Hypothesis) -> dict[str, int | None]:
    source, target = said.source.thing, said.target.thing
    return {
        "change_idea_id": source.id if isinstance(source, ChangeIdea) else None,
        "from_driver_id": source.id if isinstance(source, Driver) else None,
        "from_aim_id": source.id if isinstance(source, Aim) else None,
        "to_driver_id": target.id if isinstance(target, Driver) else None,
        "to_aim_id": target.id if isinstance(target, Aim) else None,
    }


def measure_idea(idea: ChangeIdea, seen_version: int | None, measure_id: int | None) -> None:
    """Say which measure tells whether the idea is really carried out; None for none."""
    apply_changes(idea, seen_version, {"measure_id": measure_id})
