"""The first schema, with the six quality dimensions of the national strategy."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DIMENSIONS = ("effective", "safe", "involving", "coordinated", "resourceful", "fair")


def upgrade() -> None:
    """Bring the schema one step forward."""
    op.create_table(
        "idempotency_keys",
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("is_demo", sa.Boolean(create_constraint=True, name="is_bool"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=4), nullable=True),
        sa.Column(
            "language",
            sa.Enum("nb", "nn", "en", name="language", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column(
            "language",
            sa.Enum("nb", "nn", "en", name="language", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("is_operator", sa.Boolean(create_constraint=True, name="is_bool"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
    )
    op.create_table(
        "quality_dimensions",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label_nb", sa.String(length=120), nullable=True),
        sa.Column("label_nn", sa.String(length=120), nullable=True),
        sa.Column("label_en", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_quality_dimensions")),
    )
    op.create_table(
        "audit_events",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("noun", sa.String(length=40), nullable=False),
        sa.Column("noun_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_audit_events_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_audit_events_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_audit_events_organization_id_id")),
    )
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_events_organization_id_noun_noun_id"),
            ["organization_id", "noun", "noun_id"],
            unique=False,
        )

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "leader",
                "member",
                name="organizationrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column(
            "project_role",
            sa.Enum(
                "lead", "member", "reader", name="projectrole", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invited_by_id"], ["people.id"], name=op.f("fk_invitations_invited_by_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_invitations_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "memberships",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "leader",
                "member",
                name="organizationrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_memberships_organization_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_memberships_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_memberships_organization_id_id")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_memberships_organization_id_person_id"),
            ["organization_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_memberships_person_id"), ["person_id"], unique=False)

    op.create_table(
        "projects",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "paused",
                "completed",
                "archived",
                name="projectstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "phase",
            sa.Enum(
                "prepare",
                "plan",
                "do",
                "evaluate",
                "follow_up",
                name="projectphase",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "nature",
            sa.Enum(
                "compensating",
                "preventive",
                "combating",
                name="projectnature",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_projects_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_projects_organization_id_id")),
    )
    op.create_table(
        "sign_in_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_in_sessions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_sessions_token_hash")),
    )
    with op.batch_alter_table("sign_in_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_sessions_person_id"), ["person_id"], unique=False)

    op.create_table(
        "audit_values",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("old", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("new", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["audit_events.organization_id", "audit_events.id"],
            name=op.f("fk_audit_values_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_audit_values_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_values")),
    )
    with op.batch_alter_table("audit_values", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_values_organization_id_event_id"), ["organization_id", "event_id"], unique=False
        )

    op.create_table(
        "change_ideas",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "idea",
                "testing",
                "adopted",
                "abandoned",
                name="ideastatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("dimensions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_change_ideas_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_change_ideas_organization_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_change_ideas_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_ideas")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_change_ideas_organization_id_id")),
    )
    with op.batch_alter_table("change_ideas", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_ideas_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "measures",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "outcome",
                "process",
                "balancing",
                "feedback",
                name="measurekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "value_type",
            sa.Enum(
                "proportion",
                "count",
                "days",
                "number",
                name="valuetype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("up", "down", name="direction", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
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
        sa.Column(
            "chart",
            sa.Enum("run", name="chartkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("target", sa.Float(precision=53), nullable=True),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("is_stock", sa.Boolean(create_constraint=True, name="is_bool"), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("collector_id", sa.Integer(), nullable=True),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("strata", sa.JSON(), nullable=False),
        sa.Column("dimensions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["collector_id"], ["people.id"], name=op.f("fk_measures_collector_id")),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_measures_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_measures_organization_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_measures_owner_id")),
        sa.ForeignKeyConstraint(["stand_in_id"], ["people.id"], name=op.f("fk_measures_stand_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_measures_organization_id_id")),
    )
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_measures_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "project_memberships",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "lead", "member", "reader", name="projectrole", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_project_memberships_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_project_memberships_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_project_memberships_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_memberships")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_project_memberships_organization_id_id")),
    )
    with op.batch_alter_table("project_memberships", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_project_memberships_organization_id_project_id"),
            ["organization_id", "project_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_project_memberships_organization_id_project_id_person_id"),
            ["organization_id", "project_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_project_memberships_person_id"), ["person_id"], unique=False)

    op.create_table(
        "aims",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("from_value", sa.Float(precision=53), nullable=True),
        sa.Column("to_value", sa.Float(precision=53), nullable=True),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("dimensions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_aims_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_aims_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_aims_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aims")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_aims_organization_id_id")),
    )
    with op.batch_alter_table("aims", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_aims_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_aims_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "annotations",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_annotations_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_annotations_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotations")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_annotations_organization_id_id")),
    )
    with op.batch_alter_table("annotations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_annotations_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )

    op.create_table(
        "freezes",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_freezes_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_freezes_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freezes")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_freezes_organization_id_id")),
    )
    with op.batch_alter_table("freezes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_freezes_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_freezes_organization_id_measure_id_until"),
            ["organization_id", "measure_id", "until"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "import_drafts",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_import_drafts_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_import_drafts_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_import_drafts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_drafts")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_import_drafts_organization_id_id")),
    )
    with op.batch_alter_table("import_drafts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_drafts_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )

    op.create_table(
        "imports",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("n_added", sa.Integer(), nullable=False),
        sa.Column("n_changed", sa.Integer(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_imports_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_imports_organization_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_imports_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_imports_organization_id_id")),
    )
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_imports_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )

    op.create_table(
        "measure_summaries",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("inside", sa.JSON(), nullable=False),
        sa.Column("wider", sa.JSON(), nullable=False),
        sa.Column("last_period", sa.Date(), nullable=True),
        sa.Column("analysis_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_measure_summaries_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_measure_summaries_organization_id")
        ),
        sa.PrimaryKeyConstraint("measure_id", name=op.f("pk_measure_summaries")),
    )
    with op.batch_alter_table("measure_summaries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_measure_summaries_organization_id_measure_id"),
            ["organization_id", "measure_id"],
            unique=False,
        )

    op.create_table(
        "observations",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("stratum", sa.String(length=100), nullable=False),
        sa.Column("numerator", sa.Float(precision=53), nullable=True),
        sa.Column("denominator", sa.Float(precision=53), nullable=True),
        sa.Column("value", sa.Float(precision=53), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name=op.f("ck_observations_both_or_neither")),
        sa.CheckConstraint("numerator >= 0 AND denominator >= 0", name=op.f("ck_observations_counts_not_negative")),
        sa.CheckConstraint(
            "value IS NULL OR (numerator IS NULL AND denominator IS NULL)", name=op.f("ck_observations_one_form")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_observations_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_observations_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observations")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_observations_organization_id_id")),
    )
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_observations_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_observations_organization_id_measure_id_period_stratum"),
            ["organization_id", "measure_id", "period", "stratum"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "pauses",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_pauses_in_order")),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_pauses_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_pauses_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_pauses_organization_id_id")),
    )
    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pauses_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )

    op.create_table(
        "pdsa_cycles",
        sa.Column("change_idea_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "plan",
                "do",
                "study",
                "act",
                "done",
                name="cyclestage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("prediction", sa.Text(), nullable=False),
        sa.Column("predicted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("comparison", sa.Text(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum("adopt", "adapt", "abandon", name="decision", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name=op.f("ck_pdsa_cycles_in_order")),
        sa.ForeignKeyConstraint(
            ["organization_id", "change_idea_id"],
            ["change_ideas.organization_id", "change_ideas.id"],
            name=op.f("fk_pdsa_cycles_organization_id_change_idea_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_pdsa_cycles_organization_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_pdsa_cycles_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pdsa_cycles")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_pdsa_cycles_organization_id_id")),
    )
    with op.batch_alter_table("pdsa_cycles", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pdsa_cycles_organization_id_change_idea_id"),
            ["organization_id", "change_idea_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_pdsa_cycles_organization_id_change_idea_id_number"),
            ["organization_id", "change_idea_id", "number"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "phases",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_phases_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_phases_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phases")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_phases_organization_id_id")),
    )
    with op.batch_alter_table("phases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_phases_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_phases_organization_id_measure_id_starts_on"),
            ["organization_id", "measure_id", "starts_on"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "imported_rows",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("version_after", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "import_id"],
            ["imports.organization_id", "imports.id"],
            name=op.f("fk_imported_rows_organization_id_import_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "observation_id"],
            ["observations.organization_id", "observations.id"],
            name=op.f("fk_imported_rows_organization_id_observation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_imported_rows_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_rows")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_imported_rows_organization_id_id")),
    )
    with op.batch_alter_table("imported_rows", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_imported_rows_organization_id_import_id"), ["organization_id", "import_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_imported_rows_organization_id_observation_id"),
            ["organization_id", "observation_id"],
            unique=False,
        )

    dimensions = sa.table("quality_dimensions", sa.column("key", sa.String), sa.column("position", sa.Integer))
    op.bulk_insert(dimensions, [{"key": key, "position": position} for position, key in enumerate(DIMENSIONS, start=1)])
