"""Interest, answers about days, speakers, what the planner is asked for, and kept proposals"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make(
        "travel_factor",
        _words("mode"),
        _number("mg_per_km"),
        _choice("unit"),
        _words("source"),
        sa.Column("dated", sa.Date()),
    )
    _make(
        "theme",
        _key("tour_id", "tour"),
        _words("name"),
        _choice("kind"),
        _several("competences"),
        unique=("tour_id", "name"),
    )
    _make(
        "county_interest",
        _key("tour_id", "tour"),
        _county(),
        _choice("interest"),
        _choice("can_host"),
        _number("participants", needed=False),
        _choice("missed"),
        *(_number(f"wish_{theme}", needed=False) for theme in ("deep", "again", "other")),
        _words("other_theme"),
        _several("weeks"),
        _several("towns"),
        _words("comment"),
        unique=("tour_id", "county_code"),
    )
    _make(
        "day_answer",
        _key("organisation_id", "organisation", needed=False),
        _county(needed=False),
        _key("contact_id", "contact", needed=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        _choice("answer"),
        _key("said_by_id", "contact", needed=False),
        sa.Column("said_on", sa.Date()),
    )
    _make(
        "standing_rule",
        _key("organisation_id", "organisation", needed=False),
        _county(needed=False),
        _key("contact_id", "contact", needed=False),
        _key("tour_id", "tour", needed=False),
        _words("text"),
        _several("weekdays"),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        _choice("answer"),
        _key("said_by_id", "contact", needed=False),
        sa.Column("said_on", sa.Date()),
    )
    _make(
        "lecturer",
        _key("contact_id", "contact"),
        _several("competences"),
        _words("town"),
        _number("most_days", needed=False),
        unique=("contact_id",),
    )
    _make(
        "party",
        _key("tour_id", "tour"),
        _key("organisation_id", "organisation"),
        _words("town"),
        _number("staff"),
        unique=("tour_id", "organisation_id"),
    )
    _make(
        "planning",
        _key("tour_id", "tour"),
        _number("fewest_stops", needed=False),
        _number("most_stops", needed=False),
        _number("longest_trip"),
        _number("rest_days"),
        _number("longest_leg", needed=False),
        _number("parts"),
        _number("reach_km"),
        _words("hub"),
        _key("factor_id", "travel_factor", needed=False),
        _several("required"),
        _several("forbidden"),
        *(_number(weight) for weight in _WEIGHTS),
        unique=("tour_id",),
    )
    _make(
        "pin",
        _key("tour_id", "tour"),
        _county(),
        _words("town"),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date()),
        unique=("tour_id", "county_code"),
    )
    _make(
        "kept_proposal",
        _key("tour_id", "tour"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        _words("question"),
        _words("answer"),
        _words("reason"),
        sa.Column("taken_on", sa.Date()),
    )


_WEIGHTS = (
    "interest_per_participant", "missed", "per_wish", "saved_per_100_km", "staff_per_100_km", "night",
    "if_need_be", "unanswered",
)  # fmt: skip


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _choice(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(40), nullable=False)


def _number(name: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=not needed)


def _several(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _county(*, needed: bool = True) -> sa.Column[Any]:
    return sa.Column("county_code", sa.String(2), nullable=not needed)


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
