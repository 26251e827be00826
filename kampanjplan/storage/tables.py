"""The tables. A column bears the name of the field that it keeps; constraints bear names for migrations."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
)

from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Contact, Role
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import CountyVisit, Tour

APPLICATION_ID = 0x4B616D70  # "Kamp", in the header of every plan file
SCHEMA_VERSION = 1  # the number of the newest migration; PRAGMA user_version

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[object]:
    return Column("id", Uuid(), primary_key=True)


def _version() -> Column[object]:
    return Column("version", Integer(), nullable=False)


def _text(name: str) -> Column[object]:
    return Column(name, Text(), nullable=False)


def _choice(name: str) -> Column[object]:
    return Column(name, String(40), nullable=False)


def _several(name: str) -> Column[object]:
    return Column(name, JSON(), nullable=False)


def _of(name: str, table: str, *, needed: bool = False) -> Column[object]:
    """A key of another thing. Checked at the commit, so that an act may write in any order."""
    key = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return Column(name, Uuid(), key, nullable=not needed, index=True)


organisation = Table(
    "organisation",
    metadata,
    _id(),
    _version(),
    _text("short"),
    _text("name"),
    _text("former_short"),
    _text("former_name"),
    _choice("kind"),
    Column("county_code", String(2)),
    _text("town"),
    _text("notes"),
)

contact = Table(
    "contact",
    metadata,
    _id(),
    _version(),
    _text("name"),
    _text("title"),
    _of("organisation_id", "organisation"),
    _text("email"),
    _text("phone"),
    _text("notes"),
)

tour = Table(
    "tour",
    metadata,
    _id(),
    _version(),
    _text("name"),
    _several("themes"),
    Column("first_day", Date()),
    Column("last_day", Date()),
    Column("wanted_stops", Integer(), nullable=False),
    _choice("status"),
    _of("follows_id", "tour"),
    _text("notes"),
)

county_visit = Table(
    "county_visit",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    Column("county_code", String(2), nullable=False),
    _choice("visited"),
    UniqueConstraint("tour_id", "county_code"),
)

stop = Table(
    "stop",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    Column("county_code", String(2), nullable=False),
    _text("town"),
    _text("venue"),
    _text("address"),
    Column("first_day", Date()),
    Column("last_day", Date()),
    Column("starts", Time()),
    Column("ends", Time()),
    _choice("status"),
    Column("hold_rank", Integer()),
    Column("hold_until", Date()),
    _of("host_id", "organisation"),
    Column("capacity", Integer()),
    Column("expected", Integer()),
    _several("audience"),
    _text("description"),
    _text("registration_link"),
    Column("registration_until", Date()),
    _text("online_link"),
    _several("supplies"),
    _text("notes"),
)

role = Table(
    "role",
    metadata,
    _id(),
    _version(),
    _of("stop_id", "stop", needed=True),
    _of("contact_id", "contact", needed=True),
    _choice("kind"),
)

item = Table(
    "item",
    metadata,
    _id(),
    _version(),
    _of("stop_id", "stop", needed=True),
    Column("position", Integer(), nullable=False),
    Column("start", Time(), nullable=False),
    Column("minutes", Integer(), nullable=False),
    _choice("kind"),
    _text("title"),
    _text("room"),
    _text("material"),
    _text("material_link"),
)

speaker = Table(
    "speaker",
    metadata,
    _id(),
    _version(),
    _of("item_id", "item", needed=True),
    Column("position", Integer(), nullable=False),
    _of("contact_id", "contact"),
    _of("organisation_id", "organisation"),
)

journal = Table(
    "journal",
    metadata,
    Column("number", Integer(), primary_key=True),
    Column("at", DateTime(), nullable=False),  # UTC
    _text("who"),
    _text("text"),
    sqlite_autoincrement=True,  # a number is never given twice, so others can ask what is new since
)

journal_change = Table(
    "journal_change",
    metadata,
    Column("number", Integer(), primary_key=True),
    Column("journal_number", Integer(), ForeignKey("journal.number"), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("thing_id", Uuid(), nullable=False),
    Column("before", JSON(none_as_null=True)),  # only the fields that changed, or all of one removed
    Column("after", JSON(none_as_null=True)),
    Index(None, "journal_number"),
    Index(None, "thing_id"),
)

TABLE_OF: dict[type[Thing], Table] = {
    Organisation: organisation,
    Contact: contact,
    Tour: tour,
    CountyVisit: county_visit,
    Stop: stop,
    Role: role,
    Item: item,
    Speaker: speaker,
}
