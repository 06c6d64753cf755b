"""The method: drivers, causes, stars, whom it concerns, help from leaders, and what aims, ideas and cycles say more."""

from datetime import UTC, datetime, time

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROLES_NOW = ("administrator", "leader", "member", "privacy_officer", "guest")
STATUSES_NOW = ("idea", "testing", "adopted", "practice", "abandoned")


def upgrade() -> None:
    """Bring the schema one step forward."""
    _add_tables()
    _add_columns()
    for table in ("memberships", "invitations"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_organizationrole"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_{table}_organizationrole"), sa.column("role").in_(ROLES_NOW))


def _add_tables() -> None:
    op.create_table(
        "shared_ideas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("change_idea_id", sa.Integer(), nullable=False),
        sa.Column("organization_name", sa.String(length=120), nullable=False),
        sa.Column("project_title", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "idea",
                "testing",
                "adopted",
                "practice",
                "abandoned",
                name="ideastatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "change_idea_id"],
            ["change_ideas.organization_id", "change_ideas.id"],
            name=op.f("fk_shared_ideas_organization_id_change_idea_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_shared_ideas_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_ideas")),
        sa.UniqueConstraint("change_idea_id", name=op.f("uq_shared_ideas_change_idea_id")),
    )
    with op.batch_alter_table("shared_ideas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_ideas_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_shared_ideas_organization_id_change_idea_id"),
            ["organization_id", "change_idea_id"],
            unique=False,
        )

    op.create_table(
        "cause_analyses",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "tool",
            sa.Enum(
                "five_whys",
                "fishbone",
                "pareto",
                "process",
                name="causetool",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_cause_analyses_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_cause_analyses_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause_analyses")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_cause_analyses_organization_id_id")),
    )
    with op.batch_alter_table("cause_analyses", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cause_analyses_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "dismissed_steps",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_dismissed_steps_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_dismissed_steps_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_dismissed_steps_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissed_steps")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_dismissed_steps_organization_id_id")),
    )
    with op.batch_alter_table("dismissed_steps", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dismissed_steps_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_dismissed_steps_organization_id_project_id_person_id_step"),
            ["organization_id", "project_id", "person_id", "step"],
            unique=True,
        )
        batch_op.create_index(batch_op.f("ix_dismissed_steps_person_id"), ["person_id"], unique=False)

    op.create_table(
        "help_requests",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_of_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "continue",
                "stop",
                "expand",
                "needs_more",
                name="leaderdecision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(decision IS NULL) = (answered_at IS NULL)", name=op.f("ck_help_requests_answered_with_a_decision")
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_help_requests_answered_by_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_help_requests_asked_by_id")),
        sa.ForeignKeyConstraint(["asked_of_id"], ["people.id"], name=op.f("fk_help_requests_asked_of_id")),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_help_requests_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_help_requests_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_requests")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_help_requests_organization_id_id")),
    )
    with op.batch_alter_table("help_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_requests_asked_of_id"), ["asked_of_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_help_requests_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "stakeholders",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sponsor",
                "user_representative",
                "partner",
                "concerned",
                name="stakeholderkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("involvement", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_stakeholders_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_stakeholders_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_stakeholders_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stakeholders")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_stakeholders_organization_id_id")),
    )
    with op.batch_alter_table("stakeholders", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stakeholders_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "star_rounds",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_star_rounds_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_star_rounds_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_star_rounds")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_star_rounds_organization_id_id")),
    )
    with op.batch_alter_table("star_rounds", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_star_rounds_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "sustainments",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("routine", sa.Text(), nullable=False),
        sa.Column("training", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("sharing", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("is_watched", sa.Boolean(create_constraint=True, name="is_bool"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_sustainments_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sustainments_organization_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_sustainments_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sustainments")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_sustainments_organization_id_id")),
    )
    with op.batch_alter_table("sustainments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sustainments_organization_id_project_id"),
            ["organization_id", "project_id"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "drivers",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                "impact",
                "primary",
                "secondary",
                name="driverplace",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "step",
            sa.Enum(
                "activity",
                "output",
                "outcome",
                "impact",
                name="chainstep",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "measure_id"],
            ["measures.organization_id", "measures.id"],
            name=op.f("fk_drivers_organization_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_drivers_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_drivers_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drivers")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_drivers_organization_id_id")),
    )
    with op.batch_alter_table("drivers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_drivers_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_drivers_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "star_scores",
        sa.Column("star_round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 5", name=op.f("ck_star_scores_on_scale")),
        sa.ForeignKeyConstraint(
            ["organization_id", "star_round_id"],
            ["star_rounds.organization_id", "star_rounds.id"],
            name=op.f("fk_star_scores_organization_id_star_round_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_star_scores_organization_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_star_scores_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_star_scores")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_star_scores_organization_id_id")),
    )
    with op.batch_alter_table("star_scores", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_star_scores_organization_id_star_round_id"),
            ["organization_id", "star_round_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_star_scores_organization_id_star_round_id_person_id_dimension"),
            ["organization_id", "star_round_id", "person_id", "dimension"],
            unique=True,
        )
        batch_op.create_index(batch_op.f("ix_star_scores_person_id"), ["person_id"], unique=False)

    op.create_table(
        "document_links",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("change_idea_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "change_idea_id"],
            ["change_ideas.organization_id", "change_ideas.id"],
            name=op.f("fk_document_links_organization_id_change_idea_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_document_links_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_document_links_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_links")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_document_links_organization_id_id")),
    )
    with op.batch_alter_table("document_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_links_organization_id_change_idea_id"),
            ["organization_id", "change_idea_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_document_links_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "driver_links",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("change_idea_id", sa.Integer(), nullable=True),
        sa.Column("from_driver_id", sa.Integer(), nullable=True),
        sa.Column("from_aim_id", sa.Integer(), nullable=True),
        sa.Column("to_driver_id", sa.Integer(), nullable=True),
        sa.Column("to_aim_id", sa.Integer(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(change_idea_id IS NOT NULL AND from_driver_id IS NULL AND from_aim_id IS NULL) OR (change_idea_id IS NULL AND from_driver_id IS NOT NULL AND from_aim_id IS NULL) OR (change_idea_id IS NULL AND from_driver_id IS NULL AND from_aim_id IS NOT NULL)",
            name=op.f("ck_driver_links_from_one"),
        ),
        sa.CheckConstraint("(to_driver_id IS NULL) <> (to_aim_id IS NULL)", name=op.f("ck_driver_links_to_one")),
        sa.ForeignKeyConstraint(
            ["organization_id", "change_idea_id"],
            ["change_ideas.organization_id", "change_ideas.id"],
            name=op.f("fk_driver_links_organization_id_change_idea_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "from_aim_id"],
            ["aims.organization_id", "aims.id"],
            name=op.f("fk_driver_links_organization_id_from_aim_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "from_driver_id"],
            ["drivers.organization_id", "drivers.id"],
            name=op.f("fk_driver_links_organization_id_from_driver_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_driver_links_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "to_aim_id"],
            ["aims.organization_id", "aims.id"],
            name=op.f("fk_driver_links_organization_id_to_aim_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "to_driver_id"],
            ["drivers.organization_id", "drivers.id"],
            name=op.f("fk_driver_links_organization_id_to_driver_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_driver_links_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_driver_links")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_driver_links_organization_id_id")),
    )
    with op.batch_alter_table("driver_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_driver_links_organization_id_change_idea_id"),
            ["organization_id", "change_idea_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_driver_links_organization_id_from_aim_id"), ["organization_id", "from_aim_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_driver_links_organization_id_from_driver_id"),
            ["organization_id", "from_driver_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_driver_links_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_driver_links_organization_id_to_aim_id"), ["organization_id", "to_aim_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_driver_links_organization_id_to_driver_id"),
            ["organization_id", "to_driver_id"],
            unique=False,
        )


def _add_columns() -> None:
    with op.batch_alter_table("aims", schema=None) as batch_op:
        batch_op.add_column(sa.Column("what", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("for_whom", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_aims_organization_id_parent_id"), ["organization_id", "parent_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_aims_organization_id_parent_id"),
            "aims",
            ["organization_id", "parent_id"],
            ["organization_id", "id"],
        )

    with op.batch_alter_table("change_ideas", schema=None) as batch_op:
        batch_op.add_column(sa.Column("levels", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
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
            )
        )
        batch_op.add_column(
            sa.Column(
                "is_within_reach", sa.Boolean(create_constraint=True, name="is_within_reach_is_bool"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("systems", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("research", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("staff_experience", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("user_knowledge", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("try_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("effort", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("impact", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cost", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("gain", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("gain_text", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("borrowed_from", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("measure_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_change_ideas_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_change_ideas_organization_id_measure_id"),
            "measures",
            ["organization_id", "measure_id"],
            ["organization_id", "id"],
        )

        batch_op.create_check_constraint(op.f("ck_change_ideas_effort_on_scale"), "effort BETWEEN 1 AND 5")
        batch_op.create_check_constraint(op.f("ck_change_ideas_impact_on_scale"), "impact BETWEEN 1 AND 5")
        batch_op.drop_constraint(op.f("ck_change_ideas_ideastatus"), type_="check")
        batch_op.create_check_constraint(op.f("ck_change_ideas_ideastatus"), sa.column("status").in_(STATUSES_NOW))

    with op.batch_alter_table("organizations", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "uses_progress_scale",
                sa.Boolean(create_constraint=True, name="uses_progress_scale_is_bool"),
                nullable=False,
                server_default=sa.false(),
            )
        )

    with op.batch_alter_table("pdsa_cycles", schema=None) as batch_op:
        batch_op.add_column(sa.Column("question", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("measure_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("predicted_value", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("observed_value", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("place", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("data_plan", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "scale",
                sa.Enum(
                    "one",
                    "few",
                    "group",
                    "unit",
                    "all",
                    name="cyclescale",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("locked_prediction", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("locked_value", sa.Float(precision=53), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_pdsa_cycles_organization_id_measure_id"), ["organization_id", "measure_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_pdsa_cycles_organization_id_measure_id"),
            "measures",
            ["organization_id", "measure_id"],
            ["organization_id", "id"],
        )

    _lock_what_was_believed()

    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.add_column(sa.Column("what_matters", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("legal_basis", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("strategy_areas", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("progress", sa.Float(precision=53), nullable=True))
        batch_op.add_column(sa.Column("progress_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "is_shared",
                sa.Boolean(create_constraint=True, name="is_shared_is_bool"),
                nullable=False,
                server_default=sa.false(),
            )
        )

    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "is_milestone",
                sa.Boolean(create_constraint=True, name="is_milestone_is_bool"),
                nullable=False,
                server_default=sa.false(),
            )
        )


def _lock_what_was_believed() -> None:
    """Cycles that began before there was a lock: what stands there is what was believed, from noon of the first day."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        everyone = connection.execute(sa.text("SELECT id FROM organizations ORDER BY id")).scalars()
        ids = {"ids": "{" + ",".join(map(str, everyone)) + "}"}
        connection.execute(sa.text("SELECT set_config('qi.organizations', :ids, true)"), ids)
    cycles = sa.table(
        "pdsa_cycles",
        sa.column("id", sa.Integer()),
        sa.column("stage", sa.String()),
        sa.column("starts_on", sa.Date()),
        sa.column("prediction", sa.Text()),
        sa.column("locked_prediction", sa.Text()),
        sa.column("begun_at", sa.DateTime(timezone=True)),
    )
    now = datetime.now(UTC)
    begun = sa.select(cycles.c.id, cycles.c.starts_on).where(cycles.c.stage != "plan")
    for cycle_id, starts_on in connection.execute(begun).all():
        noon = datetime.combine(starts_on, time(12), UTC)
        if noon < now:
            locked = {"begun_at": noon, "locked_prediction": cycles.c.prediction}
            connection.execute(sa.update(cycles).where(cycles.c.id == cycle_id).values(locked))
