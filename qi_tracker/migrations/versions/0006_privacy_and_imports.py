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

    _create_context_tables()


def _create_context_tables() -> None:
    """Official statistics beside a project."""
    op.create_table(
        "context_series",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("licence", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("table_code", sa.String(length=100), nullable=False),
        sa.Column("source_updated_on", sa.Date(), nullable=True),
        sa.Column("fetched_on", sa.Date(), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=True),
        sa.Column(
            "frequency",
            sa.Enum(
                "event",
                "day",
                "week",
                "fortnight",
                "month",
                "quarter",
                "tertial",
                "half_year",
                "school_year",
                "year",
                name="frequency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place_code", sa.String(length=20), nullable=False),
        sa.Column("place_name", sa.String(length=200), nullable=False),
        sa.Column("selection", sa.JSON(), nullable=False),
        sa.Column("breaks", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("replaced", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_context_series_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_context_series_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_series")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_context_series_organization_id_id")),
    )
    with op.batch_alter_table("context_series", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_context_series_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "context_drafts",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("context_series_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "context_series_id"],
            ["context_series.organization_id", "context_series.id"],
            name=op.f("fk_context_drafts_organization_id_context_series_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_context_drafts_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_context_drafts_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_context_drafts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_drafts")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_context_drafts_organization_id_id")),
    )
    with op.batch_alter_table("context_drafts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_context_drafts_organization_id_context_series_id"),
            ["organization_id", "context_series_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_context_drafts_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "context_values",
        sa.Column("context_series_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Float(precision=53), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "number", "hidden", "missing", name="contextstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("is_preliminary", sa.Boolean(create_constraint=True, name="is_bool"), nullable=False),
        sa.Column("place_code", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(value IS NULL) = (state <> 'number')", name=op.f("ck_context_values_a_number_or_why_there_is_none")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "context_series_id"],
            ["context_series.organization_id", "context_series.id"],
            name=op.f("fk_context_values_organization_id_context_series_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_context_values_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_context_values")),
        sa.UniqueConstraint(
            "organization_id",
            "context_series_id",
            "period",
            name=op.f("uq_context_values_organization_id_context_series_id_period"),
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_context_values_organization_id_id")),
    )
    with op.batch_alter_table("context_values", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_context_values_organization_id_context_series_id"),
            ["organization_id", "context_series_id"],
            unique=False,
        )
