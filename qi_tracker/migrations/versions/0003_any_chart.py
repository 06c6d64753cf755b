"""Let measures have any of the charts that the analysis knows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NOW = ("run", "i", "mr", "i_prime", "xbar", "s", "c", "u", "u_prime", "p", "p_prime", "t", "g")


def upgrade() -> None:
    """Bring the schema one step forward."""
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_measures_chartkind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_measures_chartkind"), sa.column("chart").in_(NOW))
