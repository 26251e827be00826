"""What is known of a county's wish for a stop and of who can which day. Blank is never yes nor no."""

from enum import Enum


class Answer(Enum):
    """What somebody says of a day; UNANSWERED is what nobody has said anything of."""

    YES = "yes"
    IF_NEED_BE = "if need be"
    NO = "no"
    UNANSWERED = "not answered"


class Interest(Enum):
    """How much a county wants a stop; UNKNOWN counts as neither wish nor refusal."""

    NONE = "none"
    SOME = "some"
    STRONG = "strong"
    UNKNOWN = "unknown"


class Known(Enum):
    """A yes or a no that may not be known yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
