"""Tasks, meetings, the measurement plan and reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step forward."""
    op.create_table(
        "sent_reminders",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sent_reminders_organization_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sent_reminders_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_reminders")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_sent_reminders_organization_id_id")),
    )
    with op.batch_alter_table("sent_reminders", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sent_reminders_organization_id_person_id_key"),
            ["organization_id", "person_id", "key"],
            unique=True,
        )

    op.create_table(
        "meetings",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_meetings_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_meetings_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_meetings_organization_id_id")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meetings_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "tasks",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("change_idea_id", sa.Integer(), nullable=True),
        sa.Column("pdsa_cycle_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "change_idea_id"],
            ["change_ideas.organization_id", "change_ideas.id"],
            name=op.f("fk_tasks_organization_id_change_idea_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meetings.organization_id", "meetings.id"],
            name=op.f("fk_tasks_organization_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "pdsa_cycle_id"],
            ["pdsa_cycles.organization_id", "pdsa_cycles.id"],
            name=op.f("fk_tasks_organization_id_pdsa_cycle_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["projects.organization_id", "projects.id"],
            name=op.f("fk_tasks_organization_id_project_id"),
        ),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name=op.f("fk_tasks_organization_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_tasks_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_tasks_organization_id_id")),
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tasks_organization_id_change_idea_id"), ["organization_id", "change_idea_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tasks_organization_id_meeting_id"), ["organization_id", "meeting_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tasks_organization_id_pdsa_cycle_id"), ["organization_id", "pdsa_cycle_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tasks_organization_id_project_id"), ["organization_id", "project_id"], unique=False
        )

    op.create_table(
        "meeting_decisions",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meetings.organization_id", "meetings.id"],
            name=op.f("fk_meeting_decisions_organization_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "task_id"],
            ["tasks.organization_id", "tasks.id"],
            name=op.f("fk_meeting_decisions_organization_id_task_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_meeting_decisions_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_decisions")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_meeting_decisions_organization_id_id")),
    )
    with op.batch_alter_table("meeting_decisions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_decisions_organization_id_meeting_id"),
            ["organization_id", "meeting_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_meeting_decisions_organization_id_task_id"), ["organization_id", "task_id"], unique=False
        )

    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("target_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("inclusion", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("exclusion", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("sampling", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("due_after_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("plan_set_aside", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("indicator", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "calculation",
                sa.Enum(
                    "ratio", "sum_of_strata", name="calculation", native_enum=False, create_constraint=True, length=40
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("numerator_measure_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("denominator_measure_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_measures_organization_id_denominator_measure_id"),
            ["organization_id", "denominator_measure_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_measures_organization_id_numerator_measure_id"),
            ["organization_id", "numerator_measure_id"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_measures_organization_id_denominator_measure_id"),
            "measures",
            ["organization_id", "denominator_measure_id"],
            ["organization_id", "id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_measures_organization_id_numerator_measure_id"),
            "measures",
            ["organization_id", "numerator_measure_id"],
            ["organization_id", "id"],
        )

    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "is_unavailable",
                sa.Boolean(create_constraint=True, name="is_bool"),
                nullable=False,
                server_default=sa.false(),
            )
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_observations_no_number_or_a_number"),
            "NOT is_unavailable OR (value IS NULL AND numerator IS NULL)",
        )

    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "is_yearly",
                sa.Boolean(create_constraint=True, name="is_bool"),
                nullable=False,
                server_default=sa.false(),
            )
        )

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "reminders",
                sa.Enum(
                    "at_once",
                    "weekly",
                    "none",
                    name="reminderchoice",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=False,
                server_default="at_once",
            )
        )
        batch_op.add_column(sa.Column("calendar_salt", sa.String(length=40), nullable=True))
