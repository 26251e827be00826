"""All of a contact, bodies within bodies, roles in tours, named contacts, searches and erasures"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add(
        "contact",
        "more_emails JSON DEFAULT '[]' NOT NULL",
        "more_phones JSON DEFAULT '[]' NOT NULL",
        "county_code VARCHAR(2)",
        "tags JSON DEFAULT '[]' NOT NULL",
        "purpose TEXT DEFAULT '' NOT NULL",
        "basis VARCHAR(40) DEFAULT 'none' NOT NULL",
        "source TEXT DEFAULT '' NOT NULL",
        "collected DATE",
        "decision TEXT DEFAULT '' NOT NULL",
        "keep_until DATE",
        "anonymised DATE",
    )
    _add(
        "rules",
        "purpose TEXT DEFAULT 'Planera och genomföra turnén' NOT NULL",
        "basis VARCHAR(40) DEFAULT 'public task' NOT NULL",
        "decision TEXT DEFAULT '' NOT NULL",
        "keep_days INTEGER DEFAULT 730",
        *(
            f"quiet_{kind} INTEGER DEFAULT {days} NOT NULL"
            for kind, days in (
                ("coordinating", 30),
                ("authority", 30),
                ("association", 45),
                ("county_board", 45),
                ("municipality", 60),
                ("region", 60),
                ("venue", 60),
                ("other", 90),
            )
        ),
    )
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Uuid()))
        batch_op.create_foreign_key(
            op.f("fk_organisation_parent_id"),
            "organisation",
            ["parent_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    op.create_index(op.f("ix_organisation_parent_id"), "organisation", ["parent_id"])
    _make(
        "membership",
        _key("contact_id", "contact"),
        _key("organisation_id", "organisation"),
        _words("title"),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
    )
    _make(
        "appointment",
        _key("tour_id", "tour"),
        sa.Column("county_code", sa.String(2), nullable=False),
        _key("contact_id", "contact"),
        unique=("tour_id", "county_code"),
    )
    _make(
        "distinct_pair",
        _key("contact_id", "contact"),
        _key("other_id", "contact"),
        unique=("contact_id", "other_id"),
    )
    _make(
        "saved_search",
        _words("name"),
        _words("words"),
        _key("organisation_id", "organisation", needed=False),
        sa.Column("kind", sa.String(40)),
        sa.Column("county_code", sa.String(2)),
        sa.Column("role", sa.String(40)),
        _words("tag"),
        _key("tour_id", "tour", needed=False),
        sa.Column("quiet_days", sa.Integer()),
        sa.Column("heard_days", sa.Integer()),
    )
    _make(
        "erasure",
        sa.Column("day", sa.Date(), nullable=False),
        _words("decision"),
        _words("salt"),
        _words("mark"),
    )
    _let_roles_be_of_a_tour()
    op.create_index("ix_contact_order", "contact", [sa.text(_in_swedish_order("name")), "id"])


def _in_swedish_order(column: str) -> str:
    for letter, to in zip("åäæöøéèáàü", "{||}}eeaay", strict=True):
        column = f"replace(replace({column}, '{letter}', '{to}'), '{letter.upper()}', '{to}')"
    return f"lower({column})"


def _let_roles_be_of_a_tour() -> None:
    """SQLite cannot let a column be empty that could not: the table is made anew, and the rows moved."""
    op.execute("ALTER TABLE role RENAME TO role_before")
    for column in ("stop_id", "contact_id"):
        op.drop_index(op.f(f"ix_role_{column}"), "role_before")
    _make(
        "role",
        _key("stop_id", "stop", needed=False),
        _key("tour_id", "tour", needed=False),
        _key("contact_id", "contact"),
        sa.Column("kind", sa.String(40), nullable=False),
    )
    op.execute(
        "INSERT INTO role (id, version, stop_id, contact_id, kind) "
        "SELECT id, version, stop_id, contact_id, kind FROM role_before"
    )
    op.drop_table("role_before")


def _add(table: str, *columns: str) -> None:
    for column in columns:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


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
