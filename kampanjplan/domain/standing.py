"""Standing rules as people say them: "måndagar och fredagar nej", "v. 43-45 borta"."""

import re
from dataclasses import dataclass
from datetime import date

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.errors import Expected, FieldError, UnreadableError
from kampanjplan.domain.reading import Span, read_span

_WORDS = {
    Answer.IF_NEED_BE: (
        "vid behov", "om det måste", "om det behövs", "i nödfall", "helst inte", "kanske",
        "eventuellt", "(ja)", "(yes)", "if need be", "if needed", "maybe", "rather not",
    ),
    Answer.NO: (
        "nej", "inte", "kan inte", "går inte", "ej", "kan ej", "borta", "bortrest", "ledig", "semester",
        "upptagen", "upptaget", "stängt", "spärrat", "spärrad", "aldrig",
        "no", "away", "not", "never", "cannot", "blocked", "busy",
    ),
    Answer.YES: ("ja", "kan", "går bra", "alltid", "yes", "can", "always"),
}  # fmt: skip
_ANSWERS = sorted(
    ((word, answer) for answer, words in _WORDS.items() for word in words), key=lambda pair: -len(pair[0])
)
_CELLS = {
    Answer.YES: ("j", "y", "x", "ok"), Answer.IF_NEED_BE: ("m", "v", "måste", "ev", "ev."), Answer.NO: ("n",),
    Answer.UNANSWERED: ("", "-", "–", "—", "?", "inte svarat", "not answered"),
}  # fmt: skip
_IN_CELLS = {word: answer for answer, words in _CELLS.items() for word in words} | dict(_ANSWERS)

_DAY = r"(?:mån|tis|ons|tor|fre|lör|sön|mon|tue|wed|thu|fri|sat|sun)[a-zåäö]*"
_DAYS = re.compile(
    rf"(?P<days>{_DAY}(?:(?: ?, ?| och | and | ?& ?| ?/ ?| ?- ?| till ){_DAY})*)\.?(?P<rest>.*)"
)
_NAMES = {
    **dict(zip(("mån", "tis", "ons", "tor", "fre", "lör", "sön"), range(7), strict=True)),
    **dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), range(7), strict=True)),
}
_ENDINGS = re.compile(
    r"[a-zåäö]{3}(?:s|rs?|sdays?|days?|sdag|dag|sdagar|dagar|sdagarna|dagarna|nesdays?|rsdays?|urdays?)?"
)
_SETS = {
    "vardagar": range(5), "weekdays": range(5), "helger": (5, 6), "weekends": (5, 6),
}  # fmt: skip
_SMALL = ("på ", "i ", "under ", "alla ", "varje ", "hela ", "on ", "in ", "during ", "every ", "all ")


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What a rule says: on which weekdays (0 is Monday, none are all), within which days, and the answer."""

    weekdays: tuple[int, ...]
    first_day: date | None
    last_day: date | None
    answer: Answer


def read_answer(text: str) -> Answer:
    """The answer that a cell says, in Swedish or English; blank and a dash are not answered."""
    tidy = " ".join(text.lower().split())
    if tidy not in _IN_CELLS:
        raise UnreadableError(text.strip(), Expected.ANSWER, "answer")
    return _IN_CELLS[tidy]


def begun_answers(text: str) -> set[Answer]:
    """What the words mean that `read_answer` knows and that begin so, in small letters."""
    return {answer for word, answer in _IN_CELLS.items() if word.startswith(text)}


def read_rule(text: str, near: date) -> RuleFacts:
    """What a rule means; a missing year is the one that comes closest to `near`.

    UnreadableError where it cannot be read, and what `read_span` raises of a week or a day that is not.
    """
    tidy = " ".join(text.lower().replace("–", "-").replace("—", "-").split()).rstrip(".!")
    tidy = re.sub(r"(\d) till (?:v\.? ?|vecka )?(\d)", r"\1-\2", tidy)
    answer, rest = _answer(tidy)
    if answer is None:
        raise UnreadableError(text.strip(), Expected.RULE, "text")
    weekdays, span = _when(_without_small(rest), near, text)
    if not weekdays and span is None:
        raise UnreadableError(text.strip(), Expected.RULE, "text")
    return RuleFacts(weekdays, span[0] if span else None, span[1] if span else None, answer)


def read_rules(text: str, near: date) -> list[tuple[str, RuleFacts]]:
    """All rules of a line with what each says: "fredagar nej, v. 43-45, 48 borta" are three.

    A part without an answer has that of the next. Raises what `read_rule` does.
    """
    try:
        return [(text.strip(), read_rule(text, near))]
    except FieldError:
        parts = [part.strip() for part in re.split(r"[,;]| och (?=v|\d)", text) if part.strip()]
        if len(parts) < 2:
            raise
    weeks, answer = any(re.match(r"v\D*\d", part.lower()) for part in parts), ""
    found: list[tuple[str, RuleFacts]] = []
    for part in reversed(parts):
        answer = _answer_word(part) or answer
        when = part.removesuffix(f" {answer}")
        bare = weeks and re.fullmatch(r"\d+(-\d+)?", when)
        whole = f"v. {when} {answer}" if bare else f"{when} {answer}"
        found.insert(0, (whole, read_rule(whole, near)))
    return found


def _answer_word(part: str) -> str:
    """The words at the end of a part that are its answer."""
    tidy = part.lower()
    return next((part[-len(word) :] for word, _meant in _ANSWERS if tidy.endswith(f" {word}")), "")


def _answer(tidy: str) -> tuple[Answer | None, str]:
    """The answer at the end or the beginning, and what is left."""
    for word, answer in _ANSWERS:
        if tidy.endswith(f" {word}"):
            return answer, tidy[: -len(word)].rstrip(" :,=-")
        if tidy.startswith(f"{word} "):
            return answer, tidy[len(word) :].lstrip(" :,=-")
    return None, tidy


def _when(rest: str, near: date, typed: str) -> tuple[tuple[int, ...], Span | None]:
    error: FieldError | None = None
    try:
        return (), read_span(rest, near)
    except FieldError as refused:
        error = refused
    weekdays, tail = _weekdays(rest)
    if weekdays:
        tail = _without_small(tail.strip(" ,"))
        return weekdays, read_span(tail, near) if tail else None
    if isinstance(error, UnreadableError):
        raise UnreadableError(typed.strip(), Expected.RULE, "text")
    raise error


def _weekdays(text: str) -> tuple[tuple[int, ...], str]:
    """The weekdays at the beginning of a text, and what is left."""
    first, _space, tail = text.partition(" ")
    if first in _SETS:
        return tuple(_SETS[first]), tail
    found = _DAYS.match(text)
    if found is None:
        return (), text
    names = re.findall(_DAY, found["days"])
    if not all(_ENDINGS.fullmatch(name) for name in names):
        return (), text
    numbers = [_NAMES[name[:3]] for name in names]
    between = re.findall(r"-|till", found["days"])
    if between and len(numbers) == 2 and numbers[0] < numbers[1]:
        numbers = list(range(numbers[0], numbers[1] + 1))
    elif between:
        return (), text
    return tuple(sorted(set(numbers))), found["rest"]


def _without_small(text: str) -> str:
    for word in _SMALL:
        if text.startswith(word):
            return _without_small(text[len(word) :])
    return text
