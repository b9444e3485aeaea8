"""OpenStreetMap extracts (.osm, .osm.gz): what the catalogue's map tags call a facility is a row, in WGS84.

The file is read three times, so that only the outlines of facilities are ever held: for the facilities, for the ways of their
relations, for the nodes of both. What the map does not show may still be there: nothing here says that anything is missing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from facilities.catalogue import types_tagged
from intake.problems import FileRefused
from intake.readers.limits import MAX_ROWS
from intake.readers.osm_shapes import Located, Places, is_area, locate_relation, locate_way
from intake.readers.osm_xml import Element, Lonlat, elements
from intake.readers.rows import Cell, Grid, Line

MAX_OUTLINE_NODES: Final = 2_000_000
_HEADERS: Final = ("osm_type", "osm_id", "name", "facility_types", "tags", "lng", "lat", "geometry")
_KINDS: Final = ("node", "way", "relation")
_FIRST_ROW: Final = 2  # as if a header stood in row 1
_LONGEST_NAME: Final = 200  # the map allows 255
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_CONTACT: Final = re.compile("phone|mobile|fax|mail|contact|wechat|whatsapp", re.I)
Ways = Mapping[int, Sequence[int]]


def read_osm(path: Path) -> Iterator[Grid]:
    """One grid of all facilities. Raises FileRefused while its lines are read."""
    notes = Counter[str]()
    yield Grid(sheet="", lines=_lines(path, notes), notes=notes)


def _lines(path: Path, notes: Counter[str]) -> Iterator[Line]:
    yield 1, list(_HEADERS)
    found = _facilities(path, notes)
    ways = _member_ways(path, found)
    places = _places(path, chain.from_iterable(chain((each.refs for each in found), ways.values())))
    number, vertices = _FIRST_ROW, 0
    for element in found:
        vertices += len(element.refs) + sum(len(ways.get(ref, ())) for _, ref, _ in element.members)
        _check_size(vertices)  # many relations may share one long way
        located = _located(element, ways, places)
        if located.shape is None and located.point is None:
            notes["osm_placeless"] += 1
            continue
        notes.update(["osm_incomplete"] * (not located.is_whole))
        yield number, _cells(element, located)
        number += 1


def _facilities(path: Path, notes: Counter[str]) -> list[Element]:
    """The elements whose tags name a type; the other ones with tags are counted."""
    found: list[Element] = []
    for element in elements(path, _KINDS):
        if not types_tagged(element.tags):
            notes["osm_untyped"] += 1
        elif element.kind == "relation" and not is_area(element):
            notes["osm_placeless"] += 1
        else:
            found.append(element)
        if len(found) > MAX_ROWS:
            raise FileRefused("too_many_rows", limit=MAX_ROWS)
    return found


def _member_ways(path: Path, found: Iterable[Element]) -> Ways:
    """The nodes of the ways that the relations are made of."""
    wanted = {ref for each in found for kind, ref, _ in each.members if kind == "way"}
    if not wanted:
        return {}
    return {each.id: each.refs for each in elements(path, ["way"], wanted)}


def _places(path: Path, refs: Iterable[int]) -> Places:
    wanted = set[int]()
    for ref in refs:
        wanted.add(ref)
        _check_size(len(wanted))
    places: dict[int, Lonlat] = {}
    for node in elements(path, ["node"], wanted) if wanted else ():
        if node.place:
            places[node.id] = node.place
        if len(places) == len(wanted):
            break  # nodes stand first: the rest of the file need not be read again
    return places


def _check_size(nodes: int) -> None:
    if nodes > MAX_OUTLINE_NODES:
        limit = f"{MAX_OUTLINE_NODES:,}"
        raise FileRefused("osm_too_large", what_zh="设施轮廓的节点", what_en="nodes in outlines of facilities", limit=limit)


def _located(element: Element, ways: Ways, places: Places) -> Located:
    if element.kind == "node":
        return Located(None, element.place, is_whole=True)
    return locate_way(element.refs, places) if element.kind == "way" else locate_relation(element, ways, places)


def _cells(element: Element, located: Located) -> list[Cell]:
    types = [each.code for each in types_tagged(element.tags)]
    tags = {key: value for key, value in element.tags.items() if not _CONTACT.search(key)}
    lng, lat = located.point or (None, None)
    return [element.kind, element.id, _name(element.tags), types, tags, lng, lat, located.shape]


def _name(tags: Mapping[str, str]) -> str | None:
    """The Chinese name where one is given: name:zh first, though mappers also put English words there."""
    names = [tags[key] for key in ("name:zh", "name:zh-Hans", "name") if tags.get(key)]
    chosen = next((name for name in names if _CHINESE.search(name)), names[-1] if names else "")
    return chosen[:_LONGEST_NAME] or None
