"""The page of the chain: its first line, the drawing, where it is weak, and the outline that says it all in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.drivers.nodes import NodeView, driver_of, facts_of, link_facts_of, node_views
from qi_tracker.blueprints.drivers.picture import Picture, PictureKind, draw
from qi_tracker.i18n.chain import WeaknessText, weakness_texts
from qi_tracker.i18n.translate import NN_
from qi_tracker.method.chain import NodeKind, weaknesses_of
from qi_tracker.models import Driver, DriverLink, Project
from qi_tracker.services.drivers import Chain, Link, chain_of, siblings_of
from qi_tracker.services.projects import shortened

_WEAK = NN_("The chain is weak in one place.", "The chain is weak in %(n)s places.")


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A node where it stands in the outline: by which link it leads to the one above, and what leads to it."""

    view: NodeView
    link: DriverLink | None
    below: tuple["OutlineItem", ...]
    # Told in full where it stands first; after that only named.
    is_first: bool
    # For a driver: whether another of its kind stands before and after it.
    driver: Driver | None = None
    has_before: bool = False
    has_after: bool = False


@dataclass(frozen=True, slots=True)
class ChainPage:
    """What `drivers/index.html` takes."""

    line: str
    is_begun: bool
    picture: Picture
    outline: tuple[OutlineItem, ...]
    # What is tied to nothing yet.
    loose: tuple[OutlineItem, ...]
    weaknesses: tuple[WeaknessText, ...]


def chain_page(project: Project, kind: PictureKind) -> ChainPage:
    """All of it."""
    chain = chain_of(project)
    views = node_views(chain)
    found = weaknesses_of([facts_of(node) for node in chain.nodes], link_facts_of(chain))
    names = {node.key: shortened(node.title) for node in chain.nodes}
    outline = _Outline(chain, views)
    return ChainPage(
        line=_line(len(found)),
        is_begun=any(link.row is not None for link in chain.links) or any(driver_of(node) for node in chain.nodes),
        picture=draw(kind, views, chain.links),
        outline=tuple(outline.item(view, None) for view in views if outline.is_root(view)),
        loose=tuple(outline.item(view, None) for view in views if outline.is_loose(view)),
        weaknesses=weakness_texts(found, names, current_words()),
    )


def _line(n_weak: int) -> str:
    words = current_words()
    if not n_weak:
        return words.gettext("The chain hangs together, from what you do to what you want to achieve.")
    return words.ngettext(*_WEAK, n_weak)


class _Outline:
    def __init__(self, chain: Chain, views: Sequence[NodeView]) -> None:
        self._chain = chain
        self._views: Mapping[str, NodeView] = {view.key: view for view in views}
        self._told: set[str] = set()
        self._before: dict[str, list[Link]] = {}
        rank = {view.key: number for number, view in enumerate(views)}
        for link in sorted(chain.links, key=lambda link: rank[link.source]):
            self._before.setdefault(link.target, []).append(link)
        self._leading = {link.source for link in chain.links}

    def is_root(self, view: NodeView) -> bool:
        """It leads to nothing, and something leads to it; aims stand here in any case."""
        is_top = view.key in self._before or view.node.kind in (NodeKind.AIM, NodeKind.IMPACT)
        return view.key not in self._leading and is_top

    def is_loose(self, view: NodeView) -> bool:
        """It is tied to nothing."""
        return view.key not in self._leading and not self.is_root(view)

    def item(self, view: NodeView, link: DriverLink | None) -> OutlineItem:
        """The node and all beneath it."""
        is_first = view.key not in self._told
        self._told.add(view.key)
        if not is_first:
            return OutlineItem(view, link, (), is_first=False)
        below = tuple(self.item(self._views[before.source], before.row) for before in self._before.get(view.key, ()))
        driver = driver_of(view.node)
        siblings = siblings_of(driver, self._chain) if driver is not None else []
        return OutlineItem(
            view=view,
            link=link,
            below=below,
            is_first=True,
            driver=driver,
            has_before=driver is not None and siblings[0] is not driver,
            has_after=driver is not None and siblings[-1] is not driver,
        )
