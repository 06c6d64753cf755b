"""What a project stands in: its background, those it concerns, and links to where the kommune keeps its documents."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from sqlalchemy import select

from qi_tracker.errors import InvalidInput
from qi_tracker.extensions import db
from qi_tracker.models import ChangeIdea, DocumentLink, Project, Stakeholder
from qi_tracker.services.saving import apply_changes, flush, put_in_bin
from qi_tracker.vocabulary import StakeholderKind

_KINDS = tuple(StakeholderKind)
_SCHEMES = ("https", "http")


@dataclass(frozen=True, slots=True)
class StakeholderDetails:
    """What the form of one whom the work concerns holds."""

    kind: StakeholderKind
    # A role or a group.
    name: str
    involvement: str


@dataclass(frozen=True, slots=True)
class LinkDetails:
    """What the form of a link holds."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Background:
    """What the form of a project's background holds."""

    what_matters: str
    legal_basis: str
    # Values of `vocabulary.StrategyArea`, or areas of the organisation's own.
    strategy_areas: list[str]


def edit_background(project: Project, seen_version: int | None, background: Background) -> None:
    """Change what matters to those concerned, the duty behind the work, and the areas of the strategy."""
    apply_changes(project, seen_version, asdict(background))


def stakeholders_of(project: Project) -> Sequence[Stakeholder]:
    """Those whom the work concerns: the sponsor first, then in the order of the kinds."""
    found = db.session.scalars(
        select(Stakeholder)
        .where(Stakeholder.organization_id == project.organization_id, Stakeholder.project_id == project.id)
        .order_by(Stakeholder.id)
    ).all()
    return sorted(found, key=lambda one: _KINDS.index(one.kind))


def add_stakeholder(project: Project, details: StakeholderDetails) -> Stakeholder:
    """One more whom the work concerns."""
    one = Stakeholder(organization_id=project.organization_id, project_id=project.id, **asdict(details))
    db.session.add(one)
    flush()
    return one


def edit_stakeholder(one: Stakeholder, seen_version: int | None, details: StakeholderDetails) -> None:
    """Change who they are and how they take part."""
    apply_changes(one, seen_version, asdict(details))


def delete_stakeholder(one: Stakeholder, seen_version: int | None) -> None:
    """Put them in the bin."""
    put_in_bin(one, seen_version)


def links_of(project: Project) -> Sequence[DocumentLink]:
    """The links of the project itself, in the order they were made; those of its ideas stand with the ideas."""
    return db.session.scalars(
        select(DocumentLink)
        .where(
            DocumentLink.organization_id == project.organization_id,
            DocumentLink.project_id == project.id,
            DocumentLink.change_idea_id.is_(None),
        )
        .order_by(DocumentLink.id)
    ).all()


def add_link(place: Project | ChangeIdea, details: LinkDetails) -> DocumentLink:
    """A link of a project, or to the evidence of an idea.

    Raises
    ------
    InvalidInput
        If the address is none of a page.
    """
    _check(details)
    is_idea = isinstance(place, ChangeIdea)
    link = DocumentLink(
        organization_id=place.organization_id,
        project_id=place.project_id if isinstance(place, ChangeIdea) else place.id,
        change_idea_id=place.id if is_idea else None,
        **asdict(details),
    )
    db.session.add(link)
    flush()
    return link


def edit_link(link: DocumentLink, seen_version: int | None, details: LinkDetails) -> None:
    """Change what it is called and where it leads.

    Raises
    ------
    InvalidInput
        If the address is none of a page.
    """
    _check(details)
    apply_changes(link, seen_version, asdict(details))


def delete_link(link: DocumentLink, seen_version: int | None) -> None:
    """Put it in the bin; the document stays where it is."""
    put_in_bin(link, seen_version)


def _check(details: LinkDetails) -> None:
    """Browsers would run `javascript:` and open `file:`; with a user before the host a link looks like another's."""
    try:
        parts = urlsplit(details.address)
        is_page = parts.scheme in _SCHEMES and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_page = False
    if not is_page or any(sign.isspace() or sign == "\\" for sign in details.address):
        raise InvalidInput("not_an_address", field="address")
