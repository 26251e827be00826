"""A log of what was said with contacts, and what comes next"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("direction", sa.String(length=40), nullable=False),
        sa.Column("contact_ids", sa.JSON(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("stop_id", sa.Uuid(), nullable=True),
        sa.Column("tour_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_day", sa.Date(), nullable=True),
        sa.Column("next_owner", sa.Text(), nullable=False),
        sa.Column("next_done", sa.Date(), nullable=True),
        sa.Column("next_note", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=op.f(f"fk_activity_{column}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for column, table in (
                ("organisation_id", "organisation"),
                ("stop_id", "stop"),
                ("tour_id", "tour"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    for column in ("organisation_id", "stop_id", "tour_id"):
        op.create_index(op.f(f"ix_activity_{column}"), "activity", [column])
