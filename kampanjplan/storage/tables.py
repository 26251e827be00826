"""The tables. A column bears the name of the field that it keeps; constraints bear names for migrations."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
    text,
)

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.editions import Edition, EditionFile, Recipient
from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.listing import ORDER
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.rules import PURPOSE, Rules
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import CountyVisit, Tour

APPLICATION_ID = 0x4B616D70  # "Kamp", in the header of every plan file
SCHEMA_VERSION = 6  # the number of the newest migration; PRAGMA user_version
NEEDED_PROGRAM = "0.1.0"  # the oldest version of the program that knows this schema

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


def _words(name: str, later: str | None = None) -> Column[object]:
    """`later` is what rows have that are older than the column."""
    return Column(name, Text(), nullable=False, server_default=later)


def _choice(name: str, later: str | None = None) -> Column[object]:
    return Column(name, String(40), nullable=False, server_default=later)


def _number(name: str, later: str | None = None) -> Column[object]:
    return Column(name, Integer(), nullable=False, server_default=later and text(later))


def _several(name: str, later: str | None = None) -> Column[object]:
    return Column(name, JSON(), nullable=False, server_default=later)


def _county() -> Column[object]:
    return Column("county_code", String(2))


def _of(name: str, table: str, *, needed: bool = False) -> Column[object]:
    """A key of another thing. Checked at the commit, so that an act may write in any order."""
    key = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return Column(name, Uuid(), key, nullable=not needed, index=True)


def _several_of(name: str, table: str) -> Column[object]:
    """Keys of other things, as a JSON array. No foreign key guards them: storage/keys.py does."""
    return Column(name, JSON(), nullable=False, info={"keys_of": table})


def _in_order(column: str) -> str:
    """As `domain.listing.order_key`; the index's expression, so a query must say it letter for letter."""
    for letter, to in ORDER.items():
        column = f"replace(replace({column}, '{letter}', '{to}'), '{letter.upper()}', '{to}')"
    return f"lower({column})"


NAME_ORDER = _in_order("name")

program = Table("program", metadata, _words("needed"))  # one row: what a program too old says is needed

rules = Table(
    "rules",
    metadata,
    _id(),
    _version(),
    Column("history_days", Integer()),
    Column("backup_days", Integer(), nullable=False),
    _words("purpose", PURPOSE),
    _choice("basis", "public task"),
    _words("decision", ""),
    Column("keep_days", Integer(), server_default=text("730")),
    _number("quiet_coordinating", "30"),
    _number("quiet_authority", "30"),
    _number("quiet_association", "45"),
    _number("quiet_county_board", "45"),
    _number("quiet_municipality", "60"),
    _number("quiet_region", "60"),
    _number("quiet_venue", "60"),
    _number("quiet_other", "90"),
)

organisation = Table(
    "organisation",
    metadata,
    _id(),
    _version(),
    _words("short"),
    _words("name"),
    _words("former_short"),
    _words("former_name"),
    _choice("kind"),
    _county(),
    _words("town"),
    _words("notes"),
    _of("parent_id", "organisation"),
)

contact = Table(
    "contact",
    metadata,
    _id(),
    _version(),
    _words("name"),
    _words("title"),
    _of("organisation_id", "organisation"),
    _words("email"),
    _words("phone"),
    _words("notes"),
    _several("more_emails", "[]"),
    _several("more_phones", "[]"),
    _county(),
    _several("tags", "[]"),
    _words("purpose", ""),
    _choice("basis", "none"),
    _words("source", ""),
    Column("collected", Date()),
    _words("decision", ""),
    Column("keep_until", Date()),
    Column("anonymised", Date()),
    Index("ix_contact_order", text(NAME_ORDER), "id"),
)

membership = Table(
    "membership",
    metadata,
    _id(),
    _version(),
    _of("contact_id", "contact", needed=True),
    _of("organisation_id", "organisation", needed=True),
    _words("title"),
    Column("first_day", Date()),
    Column("last_day", Date()),
)

tour = Table(
    "tour",
    metadata,
    _id(),
    _version(),
    _words("name"),
    _several("themes"),
    Column("first_day", Date()),
    Column("last_day", Date()),
    Column("wanted_stops", Integer(), nullable=False),
    _choice("status"),
    _of("follows_id", "tour"),
    _words("notes"),
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

appointment = Table(
    "appointment",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    Column("county_code", String(2), nullable=False),
    _of("contact_id", "contact", needed=True),
    UniqueConstraint("tour_id", "county_code"),
)

stop = Table(
    "stop",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    Column("county_code", String(2), nullable=False),
    _words("town"),
    _words("venue"),
    _words("address"),
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
    _words("description"),
    _words("registration_link"),
    Column("registration_until", Date()),
    _words("online_link"),
    _several("supplies"),
    _words("notes"),
)

role = Table(
    "role",
    metadata,
    _id(),
    _version(),
    _of("stop_id", "stop"),
    _of("tour_id", "tour"),
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
    _words("title"),
    _words("room"),
    _words("material"),
    _words("material_link"),
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

activity = Table(
    "activity",
    metadata,
    _id(),
    _version(),
    _choice("kind"),
    Column("day", Date(), nullable=False),
    Column("at", Time()),
    _choice("direction"),
    _several_of("contact_ids", "contact"),
    _of("organisation_id", "organisation"),
    _of("stop_id", "stop"),
    _of("tour_id", "tour"),
    _words("text"),
    _choice("outcome"),
    _words("next_step"),
    Column("next_day", Date()),
    _words("next_owner"),
    Column("next_done", Date()),
    _words("next_note"),
)

distinct_pair = Table(
    "distinct_pair",
    metadata,
    _id(),
    _version(),
    _of("contact_id", "contact", needed=True),
    _of("other_id", "contact", needed=True),
    UniqueConstraint("contact_id", "other_id"),
)

saved_search = Table(
    "saved_search",
    metadata,
    _id(),
    _version(),
    _words("name"),
    _words("words"),
    _of("organisation_id", "organisation"),
    Column("kind", String(40)),
    _county(),
    Column("role", String(40)),
    _words("tag"),
    _of("tour_id", "tour"),
    Column("quiet_days", Integer()),
    Column("heard_days", Integer()),
)

erasure = Table(
    "erasure",
    metadata,
    _id(),
    _version(),
    Column("day", Date(), nullable=False),
    _words("decision"),
    _words("salt"),
    _words("mark"),
)

travel_factor = Table(
    "travel_factor",
    metadata,
    _id(),
    _version(),
    _words("mode"),
    _number("mg_per_km"),
    _choice("unit"),
    _words("source"),
    Column("dated", Date()),
)

theme = Table(
    "theme",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    _words("name"),
    _choice("kind"),
    _several("competences"),
    UniqueConstraint("tour_id", "name"),
)

county_interest = Table(
    "county_interest",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    Column("county_code", String(2), nullable=False),
    _choice("interest"),
    _choice("can_host"),
    Column("participants", Integer()),
    _choice("missed"),
    Column("wish_deep", Integer()),
    Column("wish_again", Integer()),
    Column("wish_other", Integer()),
    _words("other_theme"),
    _several("weeks"),
    _several("towns"),
    _words("comment"),
    UniqueConstraint("tour_id", "county_code"),
)

day_answer = Table(
    "day_answer",
    metadata,
    _id(),
    _version(),
    _of("organisation_id", "organisation"),
    _county(),
    _of("contact_id", "contact"),
    Column("first_day", Date(), nullable=False),
    Column("last_day", Date(), nullable=False),
    _choice("answer"),
    _of("said_by_id", "contact"),
    Column("said_on", Date()),
)

standing_rule = Table(
    "standing_rule",
    metadata,
    _id(),
    _version(),
    _of("organisation_id", "organisation"),
    _county(),
    _of("contact_id", "contact"),
    _of("tour_id", "tour"),
    _words("text"),
    _several("weekdays"),
    Column("first_day", Date()),
    Column("last_day", Date()),
    _choice("answer"),
    _of("said_by_id", "contact"),
    Column("said_on", Date()),
)

lecturer = Table(
    "lecturer",
    metadata,
    _id(),
    _version(),
    _of("contact_id", "contact", needed=True),
    _several("competences"),
    _words("town"),
    Column("most_days", Integer()),
    UniqueConstraint("contact_id"),
)

party = Table(
    "party",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    _of("organisation_id", "organisation", needed=True),
    _words("town"),
    _number("staff"),
    UniqueConstraint("tour_id", "organisation_id"),
)

planning = Table(
    "planning",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    Column("fewest_stops", Integer()),
    Column("most_stops", Integer()),
    _number("longest_trip"),
    _number("rest_days"),
    Column("longest_leg", Integer()),
    _number("parts"),
    _number("reach_km"),
    _words("hub"),
    _of("factor_id", "travel_factor"),
    _several("required"),
    _several("forbidden"),
    _number("interest_per_participant"),
    _number("missed"),
    _number("per_wish"),
    _number("saved_per_100_km"),
    _number("staff_per_100_km"),
    _number("night"),
    _number("if_need_be"),
    _number("unanswered"),
    UniqueConstraint("tour_id"),
)

pin = Table(
    "pin",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    Column("county_code", String(2), nullable=False),
    _words("town"),
    Column("first_day", Date()),
    Column("last_day", Date()),
    UniqueConstraint("tour_id", "county_code"),
)

kept_proposal = Table(
    "kept_proposal",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    Column("day", Date(), nullable=False),
    Column("at", Time(), nullable=False),
    _words("question"),
    _words("answer"),
    _words("reason"),
    Column("taken_on", Date()),
)

edition = Table(
    "edition",
    metadata,
    _id(),
    _version(),
    _of("tour_id", "tour", needed=True),
    _number("number"),
    Column("day", Date(), nullable=False),
    Column("at", Time(), nullable=False),
    _words("given_by"),
    _words("language"),
    Column("since", Integer()),
    _words("note"),
    Column("withdrawn", Date()),
    _several_of("contact_ids", "contact"),
    UniqueConstraint("tour_id", "number"),
)

edition_file = Table(
    "edition_file",
    metadata,
    _id(),
    _version(),
    _of("edition_id", "edition", needed=True),
    _number("position"),
    _words("title"),
    _words("kind"),
    _choice("profile"),
    _words("checksum"),  # of the content; no key, as a damaged file may have lost that
    _number("size"),
    _number("pages"),
)

recipient = Table(
    "recipient",
    metadata,
    _id(),
    _version(),
    _of("edition_id", "edition", needed=True),
    _of("contact_id", "contact"),
    _of("organisation_id", "organisation"),
    _choice("news"),
    _several("told"),
    _several("changes"),
)

content = Table(  # bytes that things and the history point to: never changed, and no part of any undo
    "content",
    metadata,
    Column("number", Integer(), primary_key=True),
    Column("checksum", String(64), nullable=False),  # the sha256, in hexadecimal digits
    Column("data", LargeBinary(), nullable=False),
    UniqueConstraint("checksum"),
)

journal = Table(
    "journal",
    metadata,
    Column("number", Integer(), primary_key=True),
    Column("at", DateTime(), nullable=False),  # UTC
    _words("who"),
    _words("text"),
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
    # What somebody wrote and gave up when two had changed the same; the plan never held it.
    Column("lost", Boolean(), nullable=False, server_default=text("0")),
    Index(None, "journal_number"),
    Index(None, "thing_id"),
)

TABLE_OF: dict[type[Thing], Table] = {
    Rules: rules,
    Organisation: organisation,
    Contact: contact,
    Membership: membership,
    Tour: tour,
    CountyVisit: county_visit,
    Appointment: appointment,
    Stop: stop,
    Role: role,
    Item: item,
    Speaker: speaker,
    Activity: activity,
    DistinctPair: distinct_pair,
    SavedSearch: saved_search,
    Erasure: erasure,
    TravelFactor: travel_factor,
    Theme: theme,
    CountyInterest: county_interest,
    DayAnswer: day_answer,
    StandingRule: standing_rule,
    Lecturer: lecturer,
    Party: party,
    Planning: planning,
    Pin: pin,
    KeptProposal: kept_proposal,
    Edition: edition,
    EditionFile: edition_file,
    Recipient: recipient,
}
KIND_OF: dict[str, type[Thing]] = {table.name: kind for kind, table in TABLE_OF.items()}
