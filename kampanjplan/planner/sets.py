"""All sets of at most so many of n things, numbered, and how one comes from another by adding some.

Sets are in ascending size and, of one size, in colexicographic order: the number of a set c1 < c2 < ... is
the sum of C(ci, i), the combinatorial number system.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

Indexes = NDArray[np.int32]


@dataclass(frozen=True)
class Sets:
    """`things` holds each size's sets (sets x size, ascending); `offset` where the size begins.

    `sources[k]` and `targets[k]` (sets of k things x disjoint sets) number what is there before those k are
    added, and after.
    """

    number: int
    largest: int
    things: tuple[NDArray[np.int16], ...]
    offset: tuple[int, ...]
    sources: dict[int, Indexes]
    targets: dict[int, Indexes]

    def __len__(self) -> int:
        return self.offset[-1]

    def index(self, members: tuple[int, ...]) -> int:
        """The number of a set, given ascending."""
        return self.offset[len(members)] + sum(comb(c, i + 1) for i, c in enumerate(members))

    def members(self, index: int) -> tuple[int, ...]:
        size = int(np.searchsorted(self.offset, index, side="right")) - 1
        return tuple(self.things[size][index - self.offset[size]].tolist())

    def holding(self) -> NDArray[np.bool_]:
        """Which sets hold which things: sets x things."""
        held = np.zeros((len(self), self.number), dtype=bool)
        for size, things in enumerate(self.things):
            rows = np.arange(self.offset[size], self.offset[size + 1])
            for n in range(size):
                held[rows, things[:, n]] = True
        return held

    def sizes(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(self.largest + 1), np.diff(self.offset))


@lru_cache(maxsize=4)
def sets_of(number: int, largest: int, added: int) -> Sets:
    """The sets of at most `largest` of `number` things, ready for adding up to `added` at once."""
    largest = min(number, largest)
    binomial = np.array(
        [[comb(c, k) for k in range(largest + 1)] for c in range(max(1, number))], dtype=np.int32
    )
    things = tuple(_combinations(number, size, binomial) for size in range(largest + 1))
    offset = (0, *np.cumsum([len(sets) for sets in things]).tolist())
    sources, targets = {}, {}
    for count in range(1, min(added, largest) + 1):
        steps = [_steps(things[size], count, offset, binomial) for size in range(count, largest + 1)]
        sources[count] = np.concatenate([source for source, _target in steps], axis=1)
        targets[count] = np.concatenate([target for _source, target in steps], axis=1)
    return Sets(number, largest, things, offset, sources, targets)


def _combinations(number: int, size: int, binomial: Indexes) -> NDArray[np.int16]:
    sets = np.array(list(combinations(range(number), size)), dtype=np.int16).reshape(comb(number, size), size)
    ordered = np.empty_like(sets)
    ordered[_rank(sets, binomial)] = sets
    return ordered


def _rank(sets: NDArray[np.int16], binomial: Indexes) -> Indexes:
    rank = np.zeros(len(sets), dtype=np.int32)
    for n in range(sets.shape[1]):
        rank += binomial[sets[:, n], n + 1]
    return rank


def _steps(
    unions: NDArray[np.int16], count: int, offset: tuple[int, ...], binomial: Indexes
) -> tuple[Indexes, Indexes]:
    """For each set of `count` things (rows): the numbers of all sets to add it to, and of what then comes."""
    size = unions.shape[1]
    added, source = [], []
    for chosen in combinations(range(size), count):
        rest = [n for n in range(size) if n not in chosen]
        added.append(_rank(unions[:, list(chosen)], binomial))
        source.append(_rank(unions[:, rest], binomial) + offset[size - count])
    order = np.argsort(np.concatenate(added), kind="stable")
    rows = offset[count + 1] - offset[count]
    target = np.tile(np.arange(offset[size], offset[size + 1], dtype=np.int32), len(added))
    return (
        np.concatenate(source)[order].astype(np.int32).reshape(rows, -1),
        target[order].reshape(rows, -1),
    )
