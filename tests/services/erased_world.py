"""A second project beside the world's own, and what of a database belongs to a project: for what is erased for good."""

from collections.abc import Mapping

from qi_tracker.extensions import db
from qi_tracker.models import Base, Organization
from qi_tracker.vocabulary import ProjectRole
from tests import people
from tests.contents import Contents
from tests.people import Tenant, Who, World

# Changed by every erasure, and judged by the chain over them.
HISTORY = ("audit_events", "audit_values", "audit_links", "audit_heads")


def second_project(world: World) -> Tenant:
    """A project of the same organisation with one of every noun; the caller commits."""
    organization = db.session.get_one(Organization, world.lerkevik["organization_id"])
    lead = world.people[Who.LEAD]
    return people._tenant(organization, "Nabokanari", {lead: ProjectRole.LEAD}, lead, lead)


def beneath(contents: Contents, noun: str, number: int) -> Mapping[str, set[int]]:
    """Table → ids of the rows that cannot be without this one, found by walking the rows themselves."""
    found: dict[str, set[int]] = {noun: {number}}
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            parents = found.get(key.column.table.name)
            if parents and key.column.name == "id" and not key.parent.nullable:
                rows = [row for row in contents[table.name] if row[key.parent.name] in parents]
                found.setdefault(table.name, set()).update(row[_key(table.name)] for row in rows)
    return {table: ids for table, ids in found.items() if ids}


def without(contents: Contents, gone: Mapping[str, set[int]]) -> Contents:
    """All but these rows and the history; keys that led to them are empty."""
    kept = {}
    for table in Base.metadata.sorted_tables:
        if table.name in HISTORY:
            continue
        rows = [dict(row) for row in contents[table.name] if row.get(_key(table.name)) not in gone.get(table.name, ())]
        for key in table.foreign_keys:
            lost = gone.get(key.column.table.name, set()) if key.column.name == "id" else set()
            for row in rows:
                if row[key.parent.name] in lost:
                    row[key.parent.name] = None
        kept[table.name] = rows
    return kept


def _key(table: str) -> str:
    return next(iter(Base.metadata.tables[table].primary_key.columns)).name
