"""How likely two contacts are one person: a score from 0 to 100, and the reasons for it.

Names weigh most; an address or a number of somebody's own comes next. Where they work speaks for names
that are alike, and against none but namesakes.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from uuid import UUID

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.reaching import digits_of, email_key

LIKELY = 50  # from this score on a pair is shown
SHARED = 3  # an address or a number that more contacts than these have is nobody's own

_OFFICE = (
    "info kontakt registrator diariet diarium kansli kansliet post reception receptionen vaxel kommun "
    "kommunen region regionen lansstyrelsen myndigheten upphandling inkop miljo press konferens "
    "noreply no-reply admin office mail"
)
_OFFICES = frozenset(_OFFICE.split())
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})
_WORD = re.compile(r"[^\W_]+")


class Reason(Enum):
    """A fact that speaks for two being one, or against it."""

    SAME_NAME = "same name"
    TURNED = "same name, turned round"
    FOLDED = "same name but for dots and accents"
    PARTLY = "a name more or less"
    INITIALS = "initials"
    SPELT = "alike in spelling"
    SAME_EMAIL = "same e-mail"
    SAME_PHONE = "same phone"
    SHARED_EMAIL = "same e-mail, that others have too"
    SHARED_PHONE = "same phone, that others have too"
    SAME_BODY = "same organisation"
    OTHER_BODY = "another organisation"
    COMMON_NAME = "a name that many have"


_NAMES = {
    Reason.SAME_NAME: 70,
    Reason.TURNED: 68,
    Reason.FOLDED: 62,
    Reason.PARTLY: 46,
    Reason.INITIALS: 42,
    Reason.SPELT: 45,
}
_EMAIL, _PHONE, _WEAK, _BODY, _APART, _COMMON, _TWO_NAMES = 60, 50, 8, 20, 15, 25, 15
_CHANCE = 0.05  # namesakes to be awaited, from which on a name alone says little


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score of two contacts, and why."""

    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """What of a contact is compared, made ready once."""

    words: tuple[str, ...]  # of the name, as written but for capitals
    folded: tuple[str, ...]  # the same without dots and accents, in the order of the alphabet
    emails: frozenset[str]
    phones: frozenset[str]
    bodies: frozenset[UUID]


@lru_cache(maxsize=32768)
def folded_word(word: str) -> str:
    """A small word without dots and accents: å and ä are a, ö is o, é is e."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def face(contact: Contact, bodies: frozenset[UUID] = frozenset()) -> Face:
    """What is compared of a contact; `bodies` are where they are or were beside the first of all."""
    words = tuple(_WORD.findall(unicodedata.normalize("NFC", contact.name.casefold())))
    first = {contact.organisation_id} if contact.organisation_id else set()
    return Face(
        words,
        tuple(sorted(folded_word(word) for word in words)),
        frozenset(key for text in contact.emails if "@" in (key := email_key(text))),
        frozenset(key for text in contact.phones if len(key := digits_of(text)) >= 6),
        bodies | first,
    )


@dataclass(frozen=True, slots=True)
class Crowd:
    """How often words of names, addresses and numbers occur among all contacts."""

    size: int
    names: Mapping[tuple[str, ...], int]
    words: Mapping[str, int]
    emails: Mapping[str, int]
    phones: Mapping[str, int]

    @classmethod
    def of(cls, faces: list[Face]) -> "Crowd":
        return cls(
            len(faces),
            Counter(face.folded for face in faces),
            Counter(word for face in faces for word in set(face.folded)),
            Counter(email for face in faces for email in face.emails),
            Counter(phone for face in faces for phone in face.phones),
        )

    def owns_email(self, email: str) -> bool:
        """Whether an address is somebody's own: not an office's, and not that of many."""
        return self.emails[email] <= SHARED and email.partition("@")[0] not in _OFFICES

    def owns_phone(self, phone: str) -> bool:
        """Whether a number is somebody's own: not that of many, nor a switchboard's, which ends in 00."""
        return self.phones[phone] <= SHARED and not phone.endswith("00")

    def namesakes(self, words: tuple[str, ...]) -> float:
        """How many of a name are to be awaited, where first and last names meet by chance.

        Told from those who have one of its words and not the others, as the rest may be one person.
        """
        expected = float(self.size)
        for word in words:
            expected *= (self.words[word] - self.names[words]) / max(self.size, 1)
        return expected


def may_be_likely(one: Face, other: Face) -> bool:
    """Whether `likeness` need be asked: a name that is no more than alike is not enough alone."""
    return (
        one.folded == other.folded
        or not one.bodies.isdisjoint(other.bodies)
        or not one.emails.isdisjoint(other.emails)
        or not one.phones.isdisjoint(other.phones)
    )


def likeness(one: Face, other: Face, crowd: Crowd) -> Likeness:
    """How likely these two are the same person."""
    score, reasons = 0, []
    name = _name_reason(one, other)
    if name is not None:
        score += _name_score(name, one, other, crowd)
        reasons.append(name)
    reached = 0
    for same, owns, (own, shared), strong in (
        (one.emails & other.emails, crowd.owns_email, (Reason.SAME_EMAIL, Reason.SHARED_EMAIL), _EMAIL),
        (one.phones & other.phones, crowd.owns_phone, (Reason.SAME_PHONE, Reason.SHARED_PHONE), _PHONE),
    ):
        if same:
            is_own = any(owns(key) for key in same)
            reached += strong if is_own else _WEAK
            reasons.append(own if is_own else shared)
    score += reached
    together = bool(one.bodies & other.bodies)
    if name is not None and together:
        score += _BODY
        reasons.append(Reason.SAME_BODY)
    elif name is not None and reached < _PHONE:
        if one.bodies and other.bodies:
            score -= _APART
            reasons.append(Reason.OTHER_BODY)
        if crowd.namesakes(one.folded) >= _CHANCE:
            score -= _COMMON
            reasons.append(Reason.COMMON_NAME)
    elif name is None and together and reached == _PHONE:
        score -= _WEAK * 2  # two at one desk
    return Likeness(max(0, min(score, 100)), tuple(reasons))


def _name_score(reason: Reason, one: Face, other: Face, crowd: Crowd) -> int:
    score = _NAMES[reason]
    if len(one.folded) == 1 or len(other.folded) == 1:
        return score // 2  # Anna, or Växeln
    if reason is Reason.SPELT and all(crowd.words[w] > SHARED for w in set(one.folded) ^ set(other.folded)):
        return score - _TWO_NAMES  # Anna and Anne are two names, each of its own right
    return score


def _name_reason(one: Face, other: Face) -> Reason | None:
    """In what way two names are one, the strongest."""
    if not one.words or not other.words:
        return None
    if one.folded == other.folded:
        if one.words == other.words:
            return Reason.SAME_NAME
        return Reason.TURNED if sorted(one.words) == sorted(other.words) else Reason.FOLDED
    if "".join(one.words) == "".join(other.words):
        return Reason.SPELT  # AnnaKarin and Anna Karin
    left, right = list(one.folded), list(other.folded)
    for word in one.folded:
        if word in right:
            left.remove(word)
            right.remove(word)
    if len(left) == len(one.folded):
        return None
    if not left or not right:
        return Reason.PARTLY if min(len(one.folded), len(other.folded)) > 1 else None
    return _of_what_differs(left, right)


def _of_what_differs(left: list[str], right: list[str]) -> Reason | None:
    """As `_name_reason`, of the words that only one of them has; at least one word they have both."""
    few, many = sorted((left, right), key=lambda words: sum(map(len, words)))
    if all(len(word) == 1 for word in few) and len(few) <= len(many):
        long = {word[0] for word in many if len(word) > 1}
        return Reason.INITIALS if all(word in long for word in few) else None
    if len(left) == len(right) == 1 and _misspelt(left[0], right[0]):
        return Reason.SPELT
    return None


def _misspelt(one: str, other: str) -> bool:
    """Whether a slip of the hand may lie between two words: one letter, or two in a long word."""
    from rapidfuzz.distance import OSA  # dear, and only for this

    allowed = 2 if min(len(one), len(other)) >= 8 else 1
    if min(len(one), len(other)) < 3:
        return False
    return bool(OSA.distance(one, other, score_cutoff=allowed) <= allowed)
