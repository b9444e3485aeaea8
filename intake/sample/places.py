"""Where things lie: a grid of nine by nine cells with crooked edges, in metres, and its degrees (WGS84 / CGCS2000).

Neighbouring cells take their corners and edge midpoints from the same keys, so they share edges exactly and cannot
overlap. The city is drawn over the open water of a lake, so that no real neighbourhood lies under it on any map.
"""

from decimal import Decimal
from typing import NamedTuple

from intake.sample.chance import between

CELL_M = 650
CORNER_JITTER_M = 65
EDGE_JITTER_M = 24
WEST, SOUTH = 118.850, 31.444
METRES_PER_DEGREE_LAT = 111_320.0
# 111,320 m times the cosine of 31.47 degrees, written out so that no machine's cosine matters.
METRES_PER_DEGREE_LNG = 94_947.0


class Spot(NamedTuple):
    """A place in metres east and north of the south-west corner."""

    x: float
    y: float


class Cell(NamedTuple):
    """Column from the west and row from the south, each 0-8."""

    column: int
    row: int


def degrees(spot: Spot) -> tuple[float, float]:
    """(longitude, latitude) with six decimals, about 0.1 m."""
    return (
        round(WEST + spot.x / METRES_PER_DEGREE_LNG, 6),
        round(SOUTH + spot.y / METRES_PER_DEGREE_LAT, 6),
    )


def written(spot: Spot | None) -> tuple[Decimal | None, Decimal | None]:
    """(longitude, latitude) as the files write them, blank where nobody knows the place."""
    if spot is None:
        return None, None
    lng, lat = degrees(spot)
    return Decimal(f"{lng:.6f}"), Decimal(f"{lat:.6f}")


def corner(column: int, row: int) -> Spot:
    """The corner at the south-west of a cell."""
    return Spot(
        column * CELL_M + between(-CORNER_JITTER_M, CORNER_JITTER_M, "corner-x", column, row),
        row * CELL_M + between(-CORNER_JITTER_M, CORNER_JITTER_M, "corner-y", column, row),
    )


def corners(cell: Cell) -> tuple[Spot, Spot, Spot, Spot]:
    """South-west, south-east, north-east, north-west."""
    column, row = cell
    return (
        corner(column, row),
        corner(column + 1, row),
        corner(column + 1, row + 1),
        corner(column, row + 1),
    )


def midpoint(one: Spot, other: Spot) -> Spot:
    """The bend of an edge: the same from both of its sides."""
    first, last = sorted((one, other))
    key = (int(first.x), int(first.y), int(last.x), int(last.y))
    return Spot(
        (one.x + other.x) / 2 + between(-EDGE_JITTER_M, EDGE_JITTER_M, "edge-x", *key),
        (one.y + other.y) / 2 + between(-EDGE_JITTER_M, EDGE_JITTER_M, "edge-y", *key),
    )


def ring(cell: Cell) -> list[tuple[float, float]]:
    """The closed outer ring of a cell, anticlockwise, in degrees: nine positions, first = last."""
    around = corners(cell)
    spots: list[Spot] = []
    for one, other in zip(around, (*around[1:], around[0]), strict=True):
        spots += [one, midpoint(one, other)]
    return [degrees(spot) for spot in (*spots, spots[0])]


def inside(cell: Cell, across: int, up: int) -> Spot:
    """The place ``across`` and ``up`` percent into a cell. Between 15 and 85 it is certainly inside."""
    u, v = across / 100, up / 100
    sw, se, ne, nw = corners(cell)
    x = (1 - v) * ((1 - u) * sw.x + u * se.x) + v * ((1 - u) * nw.x + u * ne.x)
    y = (1 - v) * ((1 - u) * sw.y + u * se.y) + v * ((1 - u) * nw.y + u * ne.y)
    return Spot(x, y)


def beside(spot: Spot, *key: str | int) -> Spot:
    """A place at most 71 m from ``spot``."""
    return Spot(spot.x + between(-50, 50, "beside-x", *key), spot.y + between(-50, 50, "beside-y", *key))
