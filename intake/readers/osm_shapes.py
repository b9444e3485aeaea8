"""Where a way or a relation of OpenStreetMap lies: a GeoJSON area, or a point on what is known of its outline. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import shapely

from intake.readers.osm_xml import Element, Lonlat

Places = Mapping[int, Lonlat]  # by node
_FEWEST: Final = 4  # nodes of a ring, the first one twice
_AREAS: Final = ("multipolygon", "boundary")
_OUTER, _INNER = ("outer", ""), ("inner",)
Ring = list[Lonlat]


class Located(NamedTuple):
    """``shape`` is GeoJSON, or ``point`` stands for it; neither where nothing is known. ``is_whole``: no part was missing."""

    shape: dict[str, Any] | None
    point: Lonlat | None
    is_whole: bool


def is_area(relation: Element) -> bool:
    """True for the relations that are areas made of rings."""
    return relation.tags.get("type") in _AREAS


def locate_way(refs: Sequence[int], places: Places) -> Located:
    """A closed way is its area; an open one, or one of which nodes are missing, a point on it."""
    known = [places[ref] for ref in refs if ref in places]
    is_whole = bool(refs) and len(known) == len(refs)
    if is_whole and _is_ring(refs, known):
        return Located(_geometry([[known]]), None, is_whole)
    return Located(None, known[len(known) // 2] if known else None, is_whole)


def _is_ring(refs: Sequence[int], known: Ring) -> bool:
    return len(refs) >= _FEWEST and refs[0] == refs[-1] and bool(shapely.Polygon(known).area)


def locate_relation(relation: Element, ways: Mapping[int, Sequence[int]], places: Places) -> Located:
    """The area of a multipolygon's rings, holes left out of it; a point on what is there where no ring closes."""
    outer, outer_whole = _rings(relation, _OUTER, ways, places)
    inner, inner_whole = _rings(relation, _INNER, ways, places)
    if outer:
        return Located(_geometry(_with_holes(outer, inner)), None, outer_whole and inner_whole)
    known = [places[ref] for ref in _nodes(relation, ways) if ref in places]
    return Located(None, known[len(known) // 2] if known else None, is_whole=False)


def _nodes(relation: Element, ways: Mapping[int, Sequence[int]]) -> Iterator[int]:
    for kind, ref, _ in relation.members:
        if kind == "way":
            yield from ways.get(ref, ())


def _rings(
    relation: Element, roles: Sequence[str], ways: Mapping[int, Sequence[int]], places: Places
) -> tuple[list[Ring], bool]:
    """The closed rings of the members in these roles, and whether that is all of them."""
    wanted = dict.fromkeys(ref for kind, ref, role in relation.members if kind == "way" and role in roles)
    lines = [ways[ref] for ref in wanted if ways.get(ref)]
    closed, is_whole = joined(lines)
    found = [[places[ref] for ref in ring] for ring in closed if all(ref in places for ref in ring)]
    rings = [ring for ring in found if len(ring) >= _FEWEST and shapely.Polygon(ring).area]
    return rings, is_whole and len(lines) == len(wanted) and len(rings) == len(closed)


def joined(lines: Sequence[Sequence[int]]) -> tuple[list[list[int]], bool]:
    """Lines of nodes put end to end into closed rings, and whether every line is in one."""
    ends, used, rings, is_whole = _ends(lines), set[int](), list[list[int]](), True
    for first, line in enumerate(lines):
        if first in used:
            continue
        used.add(first)
        ring = list(line)
        while ring[0] != ring[-1] and (following := _next(ends[ring[-1]], used)) is not None:
            used.add(following)
            ring += _from(ring[-1], lines[following])
        if ring[0] == ring[-1]:
            rings.append(ring)
        else:
            is_whole = False
    return rings, is_whole


def _ends(lines: Sequence[Sequence[int]]) -> defaultdict[int, list[int]]:
    """The numbers of the lines that start or end at a node."""
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        ends[line[0]].append(number)
        ends[line[-1]].append(number)
    return ends


def _next(candidates: list[int], used: set[int]) -> int | None:
    """The next line that is free; those that are not are forgotten, so that many lines at one node stay cheap."""
    while candidates:
        number = candidates.pop()
        if number not in used:
            return number
    return None


def _from(node: int, line: Sequence[int]) -> list[int]:
    """A line without the node that it shares, turned round where it ends there."""
    return list(line[1:]) if line[0] == node else list(line[-2::-1])


def _with_holes(outer: list[Ring], inner: list[Ring]) -> list[list[Ring]]:
    """Each outer ring followed by the holes that lie in it."""
    found = [[ring] for ring in outer]
    if inner:
        insides = [shapely.Polygon(ring).representative_point() for ring in inner]
        pairs = shapely.STRtree([shapely.Polygon(ring) for ring in outer]).query(insides, predicate="within")
        for hole, around in dict(pairs.T.tolist()).items():  # one outer ring for each hole
            found[around].append(inner[hole])
    return found


def _geometry(areas: list[list[Ring]]) -> dict[str, Any]:
    if len(areas) == 1:
        return {"type": "Polygon", "coordinates": areas[0]}
    return {"type": "MultiPolygon", "coordinates": areas}
