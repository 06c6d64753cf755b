"""How many rows each table holds: whether something was saved, whole, once, or not at all."""

from collections.abc import Mapping

from sqlalchemy import func, select

from qi_tracker.extensions import db
from qi_tracker.models import Base
from qi_tracker.services.acting import act_as
from tests.databases import Prepared
from tests.inside import inside
from tests.people import Who

# Rows that say nothing of what people have saved.
_ASIDE = frozenset(
    {"sign_in_sessions", "idempotency_keys", "form_drafts", "sign_in_failures", "audit_links", "audit_heads"}
)

Rows = Mapping[str, int]


def row_counts(prepared: Prepared) -> Rows:
    """Table → rows, of everything that people save. The history counts too, so a changed row shows as well."""
    world = prepared.world
    with inside(prepared.app):
        act_as(
            db.session(),
            world.people[Who.LEAD],
            [tenant["organization_id"] for tenant in (world.lerkevik, world.storfjell)],
        )
        return {
            table.name: db.session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
            if table.name not in _ASIDE
        }


def added(before: Rows, after: Rows) -> Rows:
    """What came to, by table; nothing where nothing did."""
    return {name: after[name] - before[name] for name in after if after[name] != before[name]}
