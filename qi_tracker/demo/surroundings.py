"""The invented surroundings of the demo's first project: whom it concerns, its background, and where documents lie."""

from qi_tracker.extensions import db
from qi_tracker.models import DocumentLink, Project, Stakeholder
from qi_tracker.vocabulary import StakeholderKind, StrategyArea

PROJECT = "gratis-fritid"

_STAKEHOLDERS = (
    (StakeholderKind.SPONSOR, "Kommunalsjef oppvekst", "Møter teamet annenhver måned. Bestemmer om ordningen utvides."),
    (
        StakeholderKind.USER_REPRESENTATIVE,
        "Ungdomsrådet i Lerkevik",
        "Leser alt som skal sendes ut, og sier hva som høres fremmed ut.",
    ),
    (StakeholderKind.PARTNER, "Idrettslagene", "Melder fra når en plass er ledig, og tar imot uten spørsmål."),
    (StakeholderKind.CONCERNED, "Familier på venteliste", "Får vite hva svarene deres førte til."),
)
_WHAT_MATTERS = """Å være sammen med venner
Å slippe å be om penger foran andre
At noen blir med den første gangen"""


def load_surroundings(project: Project) -> None:
    """Put them around the project."""
    tenant = {"organization_id": project.organization_id, "project_id": project.id}
    project.what_matters = _WHAT_MATTERS
    project.legal_basis = "Lov om kommunale helse- og omsorgstjenester § 3-3 (forebyggende arbeid)"
    project.strategy_areas = [StrategyArea.LEISURE.value, StrategyArea.COMMON_EFFORT.value]
    db.session.add_all(
        Stakeholder(**tenant, kind=kind, name=name, involvement=involvement)
        for kind, name, involvement in _STAKEHOLDERS
    )
    db.session.add(DocumentLink(**tenant, title="Oppvekstplanen", address="https://lerkevik.example/oppvekstplan"))
    db.session.flush()
