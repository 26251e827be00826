"""Checks a whole plan: what the store finds, and what breaks the plan's own rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.errors import FieldError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.programme import Speaker
from kampanjplan.services.ports import Things


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing that breaks a rule; `error` is None where only its county, speaker or contact is unknown."""

    thing: Thing
    error: FieldError | None = None


def broken_rules(reading: Things) -> Iterable[Finding]:
    """Everything that the program itself would have refused."""
    codes = {county.code for county in COUNTIES}
    contacts = {contact.id for contact in reading.find(Contact)}
    for kind in KINDS:
        for thing in reading.find(kind):
            try:
                checked(thing)
            except FieldError as error:
                yield Finding(thing, error)
            code = getattr(thing, "county_code", None)
            if code is not None and code not in codes:
                yield Finding(thing)
            if isinstance(thing, Activity) and not contacts.issuperset(thing.contact_ids):
                yield Finding(thing)
            if isinstance(thing, Speaker) and (thing.contact_id is None) == (thing.organisation_id is None):
                yield Finding(thing)
