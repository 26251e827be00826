"""What tells of a person in a text: full names, addresses and numbers, however they are written there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

IDENTITY = ("name", "email", "phone", "more_emails", "more_phones")  # fields of a contact

_WORD = re.compile(r"\w+")
_GAP = r"[\s\-–—‑./()]{0,3}"  # what people put between the digits of a number
_LEAST_DIGITS = 6  # a shorter number may be anything
_LEAST_LETTERS = 2  # of a name's part that is sought by itself
_NO_DIGITS = bytes(sorted(set(range(256)) - set(b"0123456789")))
_FEW = 24  # words that are sought one by one rather than all at once


@dataclass(frozen=True, slots=True)
class Term:
    """One way that a text may tell of a person. A text without `word` and `digits` does not tell so."""

    pattern: re.Pattern[str]
    word: str  # casefolded
    digits: str
    label: str  # what is to stand there instead

    @property
    def what(self) -> tuple[str, str, str]:
        """Equal in the ways to write one name."""
        return self.label, self.word, self.digits

    def put_label(self, text: str) -> str:
        """The text with the label wherever this stood; the s of a genitive stays."""
        return self.pattern.sub(lambda found: self.label + (found.groupdict().get("s") or ""), text)


@dataclass(frozen=True, slots=True)
class PersonTerms:
    """`far` tell of the person wherever they stand. `near` do so only in what hangs on the person, and
    `parts`, single names, only in what was logged of a contact with the person."""

    far: tuple[Term, ...]
    near: tuple[Term, ...]
    parts: tuple[Term, ...]


def terms_of(facts: Iterable[Mapping[str, Any]], label: str) -> PersonTerms:
    """The terms of a contact of which all these were said at some time; what was not said is left out.

    Signs without a letter or a digit tell of nobody, wherever they stand.
    """
    names, emails, phones = _said(facts, "name"), _said(facts, "email"), _said(facts, "phone")
    far: list[Term] = []
    near: list[Term] = []
    parts: dict[str, Term] = {}
    for email in emails:
        sure = re.fullmatch(r"\S+@\S+\.\S+", email)
        if _WORD.search(email):
            (far if sure else near).append(_email(email, label))
    for phone in phones:
        digits = phone_digits(phone)
        if len(digits) >= _LEAST_DIGITS:
            far.append(_phone(phone, digits, label))
        elif _WORD.search(phone):
            near.append(_email(phone, label))
    for name in names:
        words = re.findall(r"[^\s,;]+", name) if _WORD.search(name) else []
        if len(words) > 1:
            far += [_name(order, label) for order in _orders(words) if _WORD.search("".join(order))]
        elif words:
            near.append(_name(words, label))
        for word in words if len(words) > 1 else ():
            if len(word) >= _LEAST_LETTERS and _WORD.fullmatch(word):
                parts[word] = _name([word], label, exact=True)
    order = sorted(far, key=lambda term: -len(term.pattern.pattern))
    return PersonTerms(tuple(order), tuple(near), tuple(parts.values()))


def _said(facts: Iterable[Mapping[str, Any]], field: str) -> list[str]:
    """All that was ever said in a field and the one of more of the same, the longest first."""
    found: dict[str, None] = {}
    for known in facts:
        for value in (known.get(field), *(known.get(f"more_{field}s") or ())):
            if isinstance(value, str) and value.strip():
                found[value.strip()] = None
    return sorted(found, key=len, reverse=True)


def _orders(words: list[str]) -> list[list[str]]:
    """As written, turned round, and without the names in the middle."""
    orders = [words, [words[-1], *words[:-1]]]
    if len(words) > 2:
        orders += [[words[0], words[-1]], [words[-1], words[0]]]
    return orders


def _name(words: Sequence[str], label: str, *, exact: bool = False) -> Term:
    spelt = r"[\s,]+".join(re.escape(word) for word in words)
    flags = re.NOFLAG if exact else re.IGNORECASE
    return _term(rf"(?<!\w){spelt}(?P<s>[:'’]?s)?(?!\w)", flags, " ".join(words), label)


def _email(email: str, label: str) -> Term:
    pattern = rf"(?<![\w.+%-]){re.escape(email)}(?![\w-]|\.\w)"
    before = email.rpartition("@")[0]
    return _term(pattern, re.IGNORECASE, before if _WORD.search(before) else email, label)


def _phone(phone: str, digits: str, label: str) -> Term:
    spelt = _GAP.join(digits)
    ours = not phone.lstrip().startswith(("+", "00")) or _is_swedish(phone)
    before = rf"(?:(?:(?:\+|00)\s?)?46{_GAP}(?:\(?0\)?{_GAP})?|\(?0{_GAP})?" if ours else r"(?:\+|00)?"
    return Term(re.compile(rf"(?<!\d){before}{spelt}(?!\d)"), "", digits, label)


def _term(pattern: str, flags: re.RegexFlag, said: str, label: str) -> Term:
    words = _WORD.findall(said.casefold())
    return Term(re.compile(pattern, flags), max(words, key=len), "", label)


def phone_digits(phone: str) -> str:
    """The digits that tell a number from others, without those of the country or the leading 0.

    What follows upon a word, as that of an extension, is left out.
    """
    main = re.split(r"[^\W\d_]", phone.strip())[0]
    digits = re.sub(r"\D", "", main)
    if main.startswith("+"):
        return digits[2:].lstrip("0") if digits.startswith("46") else digits
    if digits.startswith("00"):
        return digits[4:].lstrip("0") if digits.startswith("0046") else digits[2:]
    return digits[1:] if digits.startswith("0") else digits


def _is_swedish(phone: str) -> bool:
    return re.sub(r"\D", "", phone).removeprefix("00").startswith("46")


class Finder:
    """Looks for many terms at once. `may_hold` is quick and says yes too often, never too seldom.

    A whole plan is looked through for a thousand people: only the terms whose word or first digits stand
    in a text are tried on it.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._words: dict[str, list[int]] = {}
        self._digits: dict[bytes, list[int]] = {}
        for number, term in enumerate(self.terms):
            for form in {term.word, f"{term.word}s"} if term.word else ():
                self._words.setdefault(form, []).append(number)
            if term.digits:
                self._digits.setdefault(term.digits[:_LEAST_DIGITS].encode(), []).append(number)
        self._few = sorted({term.word for term in self.terms if term.word})

    def may_hold(self, text: str) -> bool:
        """Whether any term may stand in the text, which may also be the JSON of several."""
        if len(self._few) <= _FEW:
            folded = text.casefold()
            if any(word in folded for word in self._few):
                return True
        elif not self._words.keys().isdisjoint(_WORD.findall(_without_escapes(text.casefold()))):
            return True
        return bool(self._digits) and any(True for _found in self._begun(text))

    def _begun(self, text: str) -> Iterator[list[int]]:
        """The terms of numbers whose digits stand in a text, found by the first of them."""
        digits = text.encode("utf-8", "replace").translate(None, _NO_DIGITS)
        if len(self._digits) <= _FEW:
            begun = [numbers for first, numbers in self._digits.items() if first in digits]
        else:
            places = range(len(digits) - _LEAST_DIGITS + 1)
            begun = [
                found
                for place in places
                if (found := self._digits.get(digits[place : place + _LEAST_DIGITS])) is not None
            ]
        for numbers in begun:  # of those that begin alike most are others
            if found := [number for number in numbers if self.terms[number].digits.encode() in digits]:
                yield found

    def likely(self, text: str) -> list[Term]:
        """The terms that may stand in a text, in the order in which they are to be tried."""
        words = set(_WORD.findall(text.casefold()))
        found = {number for word in words & self._words.keys() for number in self._words[word]}
        if self._digits:
            found |= {number for numbers in self._begun(text) for number in numbers}
        return [self.terms[number] for number in sorted(found)]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the terms stand, in order; one within another is told once."""
        if not text:
            return []
        found = sorted(hit.span() for term in self.likely(text) for hit in term.pattern.finditer(text))
        spans: list[tuple[int, int]] = []
        for first, last in found:
            if spans and first < spans[-1][1]:
                spans[-1] = spans[-1][0], max(last, spans[-1][1])
            else:
                spans.append((first, last))
        return spans

    def put_labels(self, text: str, more: Iterable[Term] = ()) -> str:
        """The text with the labels in place of these terms and of `more`."""
        for term in self.likely(text) if text else ():
            text = term.put_label(text)
        for term in more:
            text = term.put_label(text)
        return text


def _without_escapes(text: str) -> str:
    """JSON writes a line break as \\n, which would make the word after it another."""
    if "\\" not in text:
        return text
    return re.sub(r"\\[\\nrtbf\"/]", " ", text)
