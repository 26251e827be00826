"""Every kind of thing that a plan keeps."""

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.editions import Edition, EditionFile, Recipient
from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import CountyVisit, Tour

KINDS: tuple[type[Thing], ...] = (
    Rules, Organisation, Contact, Membership, Tour, CountyVisit, Appointment, Stop, Role, Item, Speaker,
    Activity, DistinctPair, SavedSearch, Erasure, TravelFactor, Theme, CountyInterest, DayAnswer,
    StandingRule, Lecturer, Party, Planning, Pin, KeptProposal, Edition, EditionFile, Recipient,
)  # fmt: skip
