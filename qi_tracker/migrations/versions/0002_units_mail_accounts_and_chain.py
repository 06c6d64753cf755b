"""Units, mail, accounts, drafts, and the chain of the history, also over what was recorded before it."""

import hashlib
import json
import secrets
from collections import defaultdict
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step forward."""
    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column(
            "language",
            sa.Enum("nb", "nn", "en", name="language", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("once_key", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_problem", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint("once_key", name=op.f("uq_outbox_messages_once_key")),
    )
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_messages_sent_at_not_before"), ["sent_at", "not_before"], unique=False
        )

    op.create_table(
        "sign_in_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_hash", sa.String(length=64), nullable=False),
        sa.Column("network_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failures")),
    )
    with op.batch_alter_table("sign_in_failures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_failures_account_hash_at"), ["account_hash", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_failures_network_hash_at"), ["network_hash", "at"], unique=False)

    op.create_table(
        "audit_heads",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_audit_heads_organization_id")),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "form_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_form_drafts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_drafts")),
        sa.UniqueConstraint("person_id", "address", name=op.f("uq_form_drafts_person_id_address")),
    )
    op.create_table(
        "password_resets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_password_resets_made_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_password_resets_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_resets")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_resets_token_hash")),
    )
    with op.batch_alter_table("password_resets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_password_resets_person_id"), ["person_id"], unique=False)

    op.create_table(
        "units",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "parent_id"],
            ["units.organization_id", "units.id"],
            name=op.f("fk_units_organization_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_units_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_units_organization_id_id")),
    )
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_units_organization_id_parent_id"), ["organization_id", "parent_id"], unique=False
        )

    op.create_table(
        "audit_links",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["audit_events.organization_id", "audit_events.id"],
            name=op.f("fk_audit_links_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_audit_links_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_links")),
        sa.UniqueConstraint("organization_id", "event_id", name=op.f("uq_audit_links_organization_id_event_id")),
        sa.UniqueConstraint("organization_id", "sequence", name=op.f("uq_audit_links_organization_id_sequence")),
    )
    op.create_table(
        "unit_leaderships",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "unit_id"],
            ["units.organization_id", "units.id"],
            name=op.f("fk_unit_leaderships_organization_id_unit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_unit_leaderships_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_unit_leaderships_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_leaderships")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_unit_leaderships_organization_id_id")),
    )
    with op.batch_alter_table("unit_leaderships", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unit_leaderships_organization_id_unit_id"), ["organization_id", "unit_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_unit_leaderships_organization_id_unit_id_person_id"),
            ["organization_id", "unit_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_unit_leaderships_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("audit_values", schema=None) as batch_op:
        batch_op.add_column(sa.Column("salt", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("redacted_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(length=254), nullable=True))

    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_projects_organization_id_unit_id"), ["organization_id", "unit_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_projects_organization_id_unit_id"),
            "units",
            ["organization_id", "unit_id"],
            ["organization_id", "id"],
        )

    with op.batch_alter_table("sign_in_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("device", sa.String(length=80), nullable=False, server_default=""))

    _chain_what_there_is()
    with op.batch_alter_table("audit_values", schema=None) as batch_op:
        batch_op.alter_column("digest", existing_type=sa.String(length=64), nullable=False)


def _chain_what_there_is() -> None:
    """Salt and digest the values, and link the events, in the order in which they were written.

    The digests are computed as the program did when this was written, whatever it does later.
    """
    connection = op.get_bind()
    organizations = list(connection.execute(sa.text("SELECT id FROM organizations ORDER BY id")).scalars())
    if connection.dialect.name == "postgresql":
        everyone = {"ids": "{" + ",".join(map(str, organizations)) + "}"}
        connection.execute(sa.text("SELECT set_config('qi.organizations', :ids, true)"), everyone)
    else:
        # The history is guarded anew after the migration.
        connection.execute(sa.text("DROP TRIGGER IF EXISTS no_update_audit_values"))
    for organization_id in organizations:
        _chain(connection, organization_id, _digested_values(connection, organization_id))


def _digested_values(connection: sa.Connection, organization_id: int) -> dict[int, list[str]]:
    """Event id → the digests of its values, which are stored on the way."""
    values = sa.table(
        "audit_values",
        *(sa.column(name, sa.Integer) for name in ("id", "organization_id", "event_id")),
        *(sa.column(name, sa.String) for name in ("field", "salt", "digest")),
        *(sa.column(name, sa.JSON) for name in ("old", "new")),
    )
    found = connection.execute(
        sa.select(values.c.id, values.c.event_id, values.c.field, values.c.old, values.c.new)
        .where(values.c.organization_id == organization_id)
        .order_by(values.c.id)
    ).all()
    digests: dict[int, list[str]] = defaultdict(list)
    updates = []
    for row in found:
        salt = secrets.token_hex(16)
        digest = _sha256([salt, row.field, _one_way(row.old), _one_way(row.new)])
        digests[row.event_id].append(digest)
        updates.append({"row_id": row.id, "row_salt": salt, "row_digest": digest})
    if updates:
        connection.execute(
            sa.update(values)
            .where(values.c.id == sa.bindparam("row_id"))
            .values(salt=sa.bindparam("row_salt"), digest=sa.bindparam("row_digest")),
            updates,
        )
    return digests


def _chain(connection: sa.Connection, organization_id: int, digests: dict[int, list[str]]) -> None:
    events = sa.table(
        "audit_events",
        *(sa.column(name, sa.Integer) for name in ("id", "organization_id", "person_id", "noun_id")),
        *(sa.column(name, sa.String) for name in ("action", "noun")),
        sa.column("at", sa.DateTime(timezone=True)),
    )
    names = ("organization_id", "sequence", "event_id")
    links = sa.table("audit_links", *(sa.column(name, sa.Integer) for name in names), sa.column("digest", sa.String))
    heads = sa.table(
        "audit_heads", *(sa.column(name, sa.Integer) for name in names[:2]), sa.column("digest", sa.String)
    )
    digest, rows = "", []
    found = connection.execute(
        sa.select(events).where(events.c.organization_id == organization_id).order_by(events.c.id)
    ).all()
    for sequence, event in enumerate(found, start=1):
        about = [event.person_id, event.action, event.noun, event.noun_id]
        digest = _sha256([digest, organization_id, sequence, event.id, _moment(event.at), *about, digests[event.id]])
        rows.append({"organization_id": organization_id, "sequence": sequence, "event_id": event.id, "digest": digest})
    if rows:
        connection.execute(sa.insert(links), rows)
        head = {"organization_id": organization_id, "sequence": len(rows), "digest": digest}
        connection.execute(sa.insert(heads), head)


def _moment(at: datetime) -> str:
    in_utc = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return in_utc.isoformat(timespec="microseconds")


def _one_way(value: object) -> object:
    """The value as every database gives it back: SQLite makes 40 of 40.0."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _one_way(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_one_way(part) for part in value]
    return value


def _sha256(content: list[object]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
