"""The contacts held in memory as they are searched: one long text a layer, a row of it a contact.

Rows stand in Swedish order of names, so what is found comes in order and only as much as is asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import accumulate
from uuid import UUID

from kampanjplan.domain.listing import Listed, Spoken, order_key
from kampanjplan.services.words import (
    MARK,
    ROW,
    Word,
    clean,
    folded,
    folded_words,
    marked,
    phone_words,
    spelt,
)

NAME, OTHER, PHONE, NOTES, LOG = range(5)
_FOLDED = 5  # the layer of a folded text comes so many after that of the text
_SHORT = 2  # letters up to which a word is looked for only where words begin
_FEW = 1500  # contacts with one word that are looked at for the others before another word is tried
_NOWHERE = 99  # the rank of a contact that lacks a word
_NONE = spelt(ROW)

Probe = tuple[int, bytes]  # which layer, what to look for in it
Probes = list[list[Probe]]  # a list a rank, the best first
Look = tuple[int, list[bytes], bytes]  # a rank, the parts of a layer, what to look for in one of them


class _Layer:
    """One text, a part a row; put together again when somebody looks after a change."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._text: bytes | None = None
        self._starts: list[int] = []

    def fill(self, parts: list[bytes]) -> None:
        """Holds these, a row each."""
        self.parts = parts
        self.joined()

    def insert(self, row: int, part: bytes) -> None:
        self.parts.insert(row, part)
        self._text = None

    def remove(self, row: int) -> None:
        del self.parts[row]
        self._text = None

    def joined(self) -> tuple[bytes, list[int]]:
        """The text, and where in it each row starts, with its end last."""
        if self._text is None:
            self._text = b"".join(self.parts)
            self._starts = list(accumulate(map(len, self.parts), initial=0))
        return self._text, self._starts

    def rows_with(self, pattern: bytes) -> Iterator[int]:
        """The rows that hold the pattern, in order and as they are asked for."""
        text, starts = self.joined()
        at = text.find(pattern)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            yield row
            at = text.find(pattern, starts[row + 1])


class _Prose(_Layer):
    """A layer of much text in few words: what is in none of them need not be looked for in the text."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Counter[bytes] = Counter()  # how often each word is said
        self._words: bytes | None = None  # each of them once

    def fill(self, parts: list[bytes]) -> None:
        super().fill(parts)
        self._counts = Counter(self.joined()[0].split())
        self._words = None
        self._says(b"")  # makes ready

    def insert(self, row: int, part: bytes) -> None:
        super().insert(row, part)
        self._counts.update(part.split())
        self._words = None

    def remove(self, row: int) -> None:
        for word in self.parts[row].split():
            self._counts[word] -= 1
            if not self._counts[word]:
                del self._counts[word]
        super().remove(row)
        self._words = None

    def rows_with(self, pattern: bytes) -> Iterator[int]:
        return super().rows_with(pattern) if self._says(pattern) else iter(())

    def _says(self, pattern: bytes) -> bool:
        """Whether any word holds the pattern, which may begin with the space before a word."""
        if self._words is None:
            self._words = b" " + b" ".join(self._counts)
        return pattern in self._words


class Index:
    """Finds contacts by words, the best first; `bodies` are the words of each organisation."""

    def __init__(
        self, people: Iterable[Spoken], log: Mapping[UUID, Sequence[str]], bodies: dict[UUID, str]
    ) -> None:
        self._bodies = bodies
        known = sorted(((_place(who.listed), who) for who in people), key=lambda pair: pair[0])
        self._places = [place for place, _who in known]
        self.rows = [who.listed for _place, who in known]
        self._at = [who.bodies for _place, who in known]
        prose = (NOTES, LOG, NOTES + _FOLDED, LOG + _FOLDED)
        self._layers = [_Prose() if n in prose else _Layer() for n in range(2 * _FOLDED)]
        said = [[*self._said(who), *_log_parts(log.get(who.listed.id, ()))] for _, who in known]
        for layer, parts in zip(_ORDER, zip(*said, strict=True), strict=True) if said else ():
            self._layers[layer].fill(list(parts))

    def _said(self, who: Spoken) -> list[bytes]:
        """A contact's parts of all layers but the log's, each followed by its folded one."""
        one = who.listed
        bodies = " ".join(self._bodies.get(id, "") for id in who.bodies)
        other = clean(" ".join((one.title, bodies, *who.tags, *who.emails)))
        name, notes = clean(one.name), clean(who.notes)
        fold = folded_words(name)
        # A space first where the folded word is not the one that the name starts with.
        first = "" if folded(name.partition(" ")[0]) != name.partition(" ")[0] else " "
        return [
            _part(marked(name)),
            _part(first + marked(fold)) if fold else _NONE,
            _part(marked(other)),
            _part(marked(folded_words(other))),
            *_plain_parts(" ".join(map(phone_words, who.phones)).strip()),
            *_plain_parts(notes),
        ]

    # -- keeping up ---------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.rows)

    def with_bodies(self, ids: Collection[UUID]) -> set[UUID]:
        """The contacts at any of these organisations."""
        return {self.rows[n].id for n, bodies in enumerate(self._at) if any(id in ids for id in bodies)}

    def put(self, people: Iterable[Spoken], log: Mapping[UUID, Sequence[str]] | None = None) -> None:
        """Shows contacts as they are now; without `log` what was logged with them stays."""
        for who in people:
            row = self._row_of(who.listed.id)
            if row is not None:
                old = [self._layers[LOG].parts[row], self._layers[LOG + _FOLDED].parts[row]]
                self._remove(row)
            else:
                old = [_NONE, _NONE]
            lines = old if log is None else _log_parts(log.get(who.listed.id, ()))
            self._insert(who, lines)

    def forget(self, ids: Iterable[UUID]) -> None:
        """Nothing is held of these contacts any longer."""
        for id in ids:
            if (row := self._row_of(id)) is not None:
                self._remove(row)

    def name_bodies(self, bodies: Mapping[UUID, str]) -> None:
        """What organisations are called now."""
        self._bodies.update(bodies)

    def _row_of(self, id: UUID) -> int | None:
        return next((n for n, one in enumerate(self.rows) if one.id == id), None)

    def _insert(self, who: Spoken, log: list[bytes]) -> None:
        place = _place(who.listed)
        row = bisect_left(self._places, place)
        self._places.insert(row, place)
        self.rows.insert(row, who.listed)
        self._at.insert(row, who.bodies)
        for layer, part in zip(_ORDER, [*self._said(who), *log], strict=True):
            self._layers[layer].insert(row, part)

    def _remove(self, row: int) -> None:
        del self._places[row], self.rows[row], self._at[row]
        for layer in self._layers:
            layer.remove(row)

    # -- finding ------------------------------------------------------------------------------------

    def find(self, words: Sequence[Word], among: Collection[UUID] | None = None) -> Iterator[Listed]:
        """Contacts that hold every word, the best first, found as they are asked for."""
        numbers = self._numbers(words) if words else iter(range(len(self.rows)))
        rows = self.rows
        return (rows[n] for n in numbers if among is None or rows[n].id in among)

    def _numbers(self, words: Sequence[Word]) -> Iterator[int]:
        probes = [_probes(word) for word in words]
        told: set[int] = set()
        rarest, furthest = 0, -1
        for number in range(len(probes)) if len(probes) > 1 else ():
            reached = yield from self._led_by(number, probes, told, _FEW)
            if reached == len(probes[number]):
                return
            if reached > furthest:
                rarest, furthest = number, reached
        yield from self._led_by(rarest, probes, told, len(self.rows))

    def _led_by(
        self, number: int, probes: list[Probes], told: set[int], most: int
    ) -> Generator[int, None, int]:
        """Rows that hold all words, led by one: each row that holds it is looked at for the others.

        The worst rank of a row's words is the row's. It ends early where the word turns out to be in more
        rows than `most`: a rarer one leads to what is left in less time. Returns how many ranks are done.
        """
        others = self._looks(probes[:number] + probes[number + 1 :])
        worst: dict[int, int] = {}
        waiting: dict[int, list[int]] = {}  # rows whose other words fit worse, by rank
        for at, rank in enumerate(probes[number]):
            for row in merge(sorted(waiting.pop(at, ())), self._rows_with(rank)):
                if row not in worst:
                    if len(worst) == most:
                        return at
                    worst[row] = _worst(row, at, others)
                    waiting.setdefault(worst[row], []).append(row)
                if worst[row] == at and row not in told:
                    told.add(row)
                    yield row
        return len(probes[number])

    def _rows_with(self, rank: list[Probe]) -> Iterator[int]:
        """The rows of one rank, in order; some may come twice."""
        found = [self._layers[layer].rows_with(pattern) for layer, pattern in rank]
        return found[0] if len(found) == 1 else merge(*found)

    def _looks(self, probes: list[Probes]) -> list[list[Look]]:
        """What to look for where in the row of a contact, for each word."""
        return [
            [
                (at, self._layers[layer].parts, pattern)
                for at, rank in enumerate(of_word)
                for layer, pattern in rank
            ]
            for of_word in probes
        ]


def _worst(row: int, rank: int, looks: list[list[Look]]) -> int:
    """The worst rank of a row that holds one word at this rank; that of no row where a word is missing."""
    for of_word in looks:
        for at, parts, pattern in of_word:
            if pattern in parts[row]:
                rank = max(rank, at)
                break
        else:
            return _NOWHERE
    return rank


_ORDER = [number for layer in range(_FOLDED) for number in (layer, layer + _FOLDED)]


def _place(one: Listed) -> tuple[str, str]:
    return order_key(one.name), one.id.hex


def _part(text: str) -> bytes:
    return spelt(ROW + text)


def _log_parts(lines: Sequence[str]) -> list[bytes]:
    return _plain_parts(clean(" ".join(lines)))


def _plain_parts(text: str) -> list[bytes]:
    """Of long texts only spaces tell where words begin: marks in them would take long to make.

    What a text says again is left out: it is found already.
    """
    text = " ".join(dict.fromkeys(text.split(" ")))
    fold = folded_words(text)
    return [_part(" " + text) if text else _NONE, _part(" " + fold) if fold else _NONE]


def _probes(word: Word) -> Probes:
    """Where a word is looked for, the best rank first; folded only after all that is spelt as typed.

    A word of a letter or two is found only where a word begins: inside words it would be in every contact.
    """
    exact = [_phone_ranks(word.digits)] if word.digits else []
    exact += [_ranks(word.text, 0)] if word.text else []
    fold = folded(word.text)
    loose = [_ranks(fold, _FOLDED)] if fold else []
    if fold != word.text:
        loose.append(_ranks(fold, 0))
    both = [[probe for ranks in several for probe in ranks[n]] for several in (exact, loose) for n in _RANKS]
    return both if loose else both[: len(_RANKS)] + [[] for _ in _RANKS]


_RANKS = range(6)


def _phone_ranks(digits: str) -> Probes:
    begins = spelt(f" {digits}")
    inside = begins if len(digits) <= _SHORT else spelt(digits)
    return [[], [], [(PHONE, begins)], [(PHONE, inside)], [], []]


def _ranks(text: str, shift: int) -> Probes:
    begins = marked(text)
    short = len(text) <= _SHORT
    anywhere = begins if short else begins.removeprefix(MARK)
    said = spelt(" " + text if short else text)
    name, other, notes, log = (layer + shift for layer in (NAME, OTHER, NOTES, LOG))
    return [
        [(name, spelt(ROW + begins))],
        [(name, spelt(begins))],
        [(other, spelt(begins))],
        [(name, spelt(anywhere)), (other, spelt(anywhere))],
        [(notes, said)],
        [(log, said)],
    ]
