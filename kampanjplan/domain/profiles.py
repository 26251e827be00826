"""For whom a paper is: what is on it depends on that."""

from enum import Enum


class Profile(Enum):
    INTERNAL = "internal"  # the authorities that make the tour
    HOST = "host"  # the county that is visited
    TAKING_PART = "taking part"  # speakers and others with something to do
    OPEN = "open"  # everybody
