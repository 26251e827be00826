"""History keeps what lost a conflict; a plan has rules, and says which program it needs"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("program", sa.Column("needed", sa.Text(), nullable=False))
    op.create_table(
        "rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("history_days", sa.Integer(), nullable=True),
        sa.Column("backup_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
    )
    with op.batch_alter_table("journal_change") as batch_op:
        batch_op.add_column(sa.Column("lost", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.execute("INSERT INTO program VALUES ('0.1.0')")
