"""Distances between towns, with the rules of how a town can be reached."""

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt

EARTH = 6371.0  # km, mean radius
DETOUR = 1.3  # roads and rails against the great circle; the real tours were re-found with it
ONLY_THROUGH = {"Visby": "Stockholm"}  # by ferry or air: no road leads across the sea

OUTSKIRTS = 25.0  # km around a gate: boats and planes leave from there as well as from the town

Position = tuple[float, float]


def great_circle(one: Position, other: Position) -> float:
    """Kilometres between two positions (latitude, longitude in degrees), by the haversine formula."""
    (a, b), (c, d) = ((radians(x) for x in position) for position in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def distances(
    positions: Mapping[str, Position], only_through: Mapping[str, str] | None = None
) -> tuple[tuple[int, ...], ...]:
    """Whole km from each point to each, in the order given: 1.3 times the great circle, rounded.

    A town in `only_through` (as ONLY_THROUGH, the default) is reached by the town named there alone, where
    that town's position is given too; a point in the outskirts of that gate is as near as the gate itself.
    """
    rules = ONLY_THROUGH if only_through is None else only_through
    gates = {town: gate for town, gate in rules.items() if town in positions and gate in positions}

    def straight(one: str, other: str) -> int:
        return round(DETOUR * great_circle(positions[one], positions[other]))

    def way(one: str, other: str) -> int:
        if one == other:
            return 0
        if one in gates:
            gate = gates[one]
            at_gate = great_circle(positions[gate], positions[other]) <= OUTSKIRTS
            return straight(one, gate) + (0 if at_gate else way(gate, other))
        return way(other, one) if other in gates else straight(one, other)

    return tuple(tuple(way(one, other) for other in positions) for one in positions)
