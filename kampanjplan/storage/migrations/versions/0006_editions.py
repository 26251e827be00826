"""Editions: frozen papers with their bytes, and what each recipient was told"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make(
        "edition",
        _key("tour_id", "tour"),
        _number("number"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        _words("given_by"),
        _words("language"),
        sa.Column("since", sa.Integer()),
        _words("note"),
        sa.Column("withdrawn", sa.Date()),
        _several("contact_ids"),
        unique=("tour_id", "number"),
    )
    _make(
        "edition_file",
        _key("edition_id", "edition"),
        _number("position"),
        _words("title"),
        _words("kind"),
        _choice("profile"),
        _words("checksum"),
        _number("size"),
        _number("pages"),
    )
    _make(
        "recipient",
        _key("edition_id", "edition"),
        _key("contact_id", "contact", needed=False),
        _key("organisation_id", "organisation", needed=False),
        _choice("news"),
        _several("told"),
        _several("changes"),
    )
    op.create_table(
        "content",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_content")),
        sa.UniqueConstraint("checksum", name=op.f("uq_content_checksum")),
    )


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _choice(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(40), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _several(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _key(name: str, table: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=not needed, info={"of": table})


def _make(table: str, *columns: sa.Column[Any], unique: tuple[str, ...] = ()) -> None:
    keys = [column for column in columns if "of" in column.info]
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        *(
            sa.ForeignKeyConstraint(
                [key.name],
                [f"{key.info['of']}.id"],
                name=op.f(f"fk_{table}_{key.name}"),
                initially="DEFERRED",
                deferrable=True,
            )
            for key in keys
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *([sa.UniqueConstraint(*unique, name=op.f(f"uq_{table}_{'_'.join(unique)}"))] if unique else []),
    )
    for key in keys:
        op.create_index(op.f(f"ix_{table}_{key.name}"), table, [key.name])
