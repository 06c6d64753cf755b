"""Who sees which numbers, how long data is kept, and how a table from the same system is read again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROLES_NOW = ("administrator", "leader", "member", "privacy_officer")


def upgrade() -> None:
    """Bring the schema one step forward."""
    op.create_table(
        "import_recipes",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_import_recipes_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_import_recipes_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_recipes")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_import_recipes_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "measure_id",
            "fingerprint",
            name=op.f("uq_import_recipes_organization_id_measure_id_fingerprint"),
        ),
    )
    with op.batch_alter_table("import_recipes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_recipes_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )

    # Each check has a name of its own: of two with one name a rebuilt table keeps one.
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "is_narrowed",
                sa.Boolean(create_constraint=True, name="is_narrowed_is_bool"),
                nullable=False,
                server_default=sa.false(),
            )
        )
        batch_op.add_column(sa.Column("insiders", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column(
                "rests_on_many",
                sa.Boolean(create_constraint=True, name="rests_on_many_is_bool"),
                nullable=False,
                server_default=sa.false(),
            )
        )

    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("smallest_shown", sa.Integer(), nullable=False, server_default="5"))
        batch_op.add_column(sa.Column("privacy_contact", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("retention", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_check_constraint(op.f("ck_organizations_smallest_shown_protects"), "smallest_shown >= 3")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))

    for table in ("memberships", "invitations"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_organizationrole"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_{table}_organizationrole"), sa.column("role").in_(ROLES_NOW))
