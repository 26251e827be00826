"""Who can stand for a theme: the cheapest crews for each start day, told apart by where they travel from."""

from collections.abc import Iterator

import numpy as np

from kampanjplan.domain.proposals import Task
from kampanjplan.planner.ground import Ground, Numbers
from kampanjplan.planner.problem import Speaker, Theme
from kampanjplan.planner.scale import BLOCKED

Homes = tuple[str, ...]  # one for each competence of the theme


def speaker_costs(ground: Ground, speaker: Speaker, length: int) -> Numbers:
    """What the speaker's answers cost for a trip of that length from each start; -BLOCKED for a no."""
    known = ground.speakers.get((speaker.key, length))
    if known is not None:
        return known
    daily = ground.answer_costs(speaker.answers)
    starts = ground.starts[length]
    total = np.zeros(len(starts), dtype=np.int64)
    for n in range(length):
        total = np.minimum(total + daily[starts + n], -BLOCKED)
    ground.speakers[speaker.key, length] = total
    return total


def crew_costs(ground: Ground, theme: Theme, length: int) -> dict[Homes, Numbers]:
    """For each choice of homes, the least that the answers of a crew from there cost, by start.

    Goes through the speakers one at a time: of all who were seen, only the cheapest for each set of
    competences filled from each set of homes matters, as no speaker is asked twice.
    """
    if (theme.key, length) not in ground.crews:
        ground.crews[theme.key, length] = _crew_costs(ground, theme, length)
    return ground.crews[theme.key, length]


def _crew_costs(ground: Ground, theme: Theme, length: int) -> dict[Homes, Numbers]:
    unfilled: tuple[str | None, ...] = (None,) * len(theme.competences)
    best = {unfilled: np.zeros(len(ground.starts[length]), dtype=np.int64)}
    for speaker in ground.problem.speakers:
        if not set(speaker.competences) & set(theme.competences):
            continue
        costs = speaker_costs(ground, speaker, length)
        for filled, so_far in list(best.items()):
            for n, competence in enumerate(theme.competences):
                if filled[n] is None and competence in speaker.competences:
                    new = (*filled[:n], speaker.home, *filled[n + 1 :])
                    cost = np.minimum(so_far + costs, -BLOCKED)
                    best[new] = np.minimum(best[new], cost) if new in best else cost
    full = {filled: costs for filled, costs in best.items() if None not in filled}
    return {tuple(str(home) for home in filled): c for filled, c in full.items() if (c < -BLOCKED).any()}


def cheapest_crew(ground: Ground, theme: Theme, homes: Homes, start: int, length: int) -> tuple[Task, ...]:
    """The crew from those homes that costs least on that start (a day's number).

    Where two cost as little, it is the one whose speakers come first in the problem, which has them by name:
    their keys say nothing that two plans with the same people have in common.
    """
    column = int(np.searchsorted(ground.starts[length], start))
    costs = {
        speaker.key: int(speaker_costs(ground, speaker, length)[column])
        for speaker in ground.problem.speakers
    }
    order = {key: n for n, key in enumerate(costs)}
    options = []
    for competence, home in zip(theme.competences, homes, strict=True):
        able = [s.key for s in ground.problem.speakers if s.home == home and competence in s.competences]
        able = [key for key in able if costs[key] < -BLOCKED]
        able.sort(key=lambda key: (costs[key], order[key]))
        options.append(able[: len(homes)])  # more are never needed: the others take at most all but one
    chosen = min(
        _choices(options, ()), key=lambda crew: (sum(costs[k] for k in crew), [order[k] for k in crew])
    )
    return tuple(Task(c, key) for c, key in zip(theme.competences, chosen, strict=True))


def _choices(options: list[list[str]], taken: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not options:
        yield taken
        return
    for key in options[0]:
        if key not in taken:
            yield from _choices(options[1:], (*taken, key))
