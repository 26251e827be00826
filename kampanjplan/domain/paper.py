"""What may be chosen of a paper beside for whom it is and in which language."""

from dataclasses import dataclass
from enum import Enum


class Part(Enum):
    """What a paper may be without."""

    MAP = "map"
    PROGRAMME = "programme"
    CONTACTS = "contacts"
    SUPPLIES = "supplies"
    NOTES = "notes"
    ALTERNATIVES = "alternatives"
    COUNTIES = "counties"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Options:
    """How the pages lie, and what is left out."""

    landscape: bool = False
    without: frozenset[Part] = frozenset()


USUAL = Options()
