"""Sweden's counties with the stops of a tour, numbered in order."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from kampanjplan.documents.fonts import BOLD
from kampanjplan.documents.page import INK
from kampanjplan.documents.tagged.canvas import TaggedCanvas
from kampanjplan.documents.tagged.lines import Style
from kampanjplan.domain.stops import Stop
from kampanjplan.resources import resource

_LAND, _VISITED, _BORDER, _MARK = "#f1f4f5", "#c4dfe2", "#8c99a1", "#ffffff"
_NUMBER = Style(BOLD, 8, 10, INK)
_FINE = 0.5  # points: two corners closer than that are one
_MOST = 3  # runs of numbers at a place

Point = tuple[float, float]


def county_map(stops: Sequence[Stop], size: tuple[float, float]) -> Callable[[TaggedCanvas], None]:
    """What draws the map in the middle of a box of that size in points, for stops in order."""
    scale = _Scale(size)
    visited = {stop.county_code for stop in stops}
    marks: dict[Point, list[int]] = {}
    for number, stop in enumerate(stops, start=1):
        marks.setdefault(_place(stop), []).append(number)

    def paint(canvas: TaggedCanvas) -> None:
        canvas.setLineWidth(0.3)
        canvas.setStrokeColor(_BORDER)
        for county in _map()["counties"]:
            canvas.setFillColor(_VISITED if county["code"] in visited else _LAND)
            _draw_area(canvas, [scale.line(ring) for ring in county["polygons"]])
        for place, numbers in sorted(marks.items(), key=lambda mark: mark[1]):
            _draw_mark(canvas, scale.point(place), runs_text(numbers))

    return paint


class _Scale:
    """From the map's kilometres to points in a box, the map in its middle."""

    def __init__(self, size: tuple[float, float]) -> None:
        corners = [corner for county in _map()["counties"] for ring in county["polygons"] for corner in ring]
        east, north = ([corner[axis] for corner in corners] for axis in (0, 1))
        self.west, self.south = min(east), min(north)
        wide, high = max(east) - self.west, max(north) - self.south
        self.factor = min(size[0] / wide, size[1] / high)
        self.left = (size[0] - wide * self.factor) / 2

    def point(self, place: Sequence[float]) -> Point:
        return self.left + (place[0] - self.west) * self.factor, (place[1] - self.south) * self.factor

    def line(self, ring: Sequence[Sequence[float]]) -> list[Point]:
        """An outline, without the corners that nobody could tell apart."""
        kept: list[Point] = []
        for x, y in map(self.point, ring):
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _FINE:
                kept.append((x, y))
        return kept


def runs_text(numbers: Sequence[int]) -> str:
    """ "1, 4–6": numbers in rising order, those that follow one another as one; "…" for more than a few."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [f"{a}" if a == b else f"{a}–{b}" for a, b in runs[:_MOST]]
    return ", ".join([*told, "…"] if len(runs) > _MOST else told)


def _draw_area(canvas: TaggedCanvas, rings: Sequence[Sequence[Point]]) -> None:
    path = canvas.beginPath()
    for ring in rings:
        if len(ring) > 2:  # else too small to see
            path.moveTo(*ring[0])
            for corner in ring[1:]:
                path.lineTo(*corner)
            path.close()
    canvas.drawPath(path, stroke=1, fill=1)


def _draw_mark(canvas: TaggedCanvas, place: Point, text: str) -> None:
    width = max(_NUMBER.width(text) + 6, 13)
    x, y = place[0] - width / 2, place[1] - 6.5
    canvas.setFillColor(_MARK)
    canvas.setStrokeColor(INK)
    canvas.roundRect(x, y, width, 13, 6.5, stroke=1, fill=1)
    canvas.text(f"{text} ", x + (width - _NUMBER.width(text)) / 2, y + 3.7, _NUMBER)


@cache
def _map() -> Any:
    return json.loads(resource("map/sweden.json").read_text(encoding="utf-8"))


def _place(stop: Stop) -> Point:
    """In the middle of the municipality of the stop's town, or of the county's seat."""
    county = next(c for c in _map()["counties"] if c["code"] == stop.county_code)
    ours = [m for m in _map()["municipalities"] if m["county"] == stop.county_code]
    for town in (stop.town, county["seat"]):
        for area in ours:
            if town.strip().casefold() in (area["town"].casefold(), area["name"].casefold()):
                return _middle(max(area["polygons"], key=lambda ring: abs(_size(ring))))
    return _middle(max(county["polygons"], key=lambda ring: abs(_size(ring))))


def _edges(ring: Sequence[Sequence[float]]) -> list[tuple[Sequence[float], Sequence[float]]]:
    return list(pairwise([*ring, ring[0]]))


def _size(ring: Sequence[Sequence[float]]) -> float:
    """Twice the area, with a sign that says which way round."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(ring))


def _middle(ring: Sequence[Sequence[float]]) -> Point:
    size = _size(ring)
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in _edges(ring))
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in _edges(ring))
    return x / (3 * size), y / (3 * size)
