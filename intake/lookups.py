"""What the drafts need to know of what is stored: always a set at once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
import shapely
from django.db import models

from communities.copying import Row
from communities.divisions import ancestry, full_code, short_code
from communities.models import Community, Division, Provenance, Source
from communities.selectors import one_of
from facilities.matching import Match, match
from intake.draft import Origin

_AT_ONCE = 20_000
_STREET = 9  # digits: no division is smaller than a sub-district
_MARGIN = 0.02  # degrees: more than the limit of the nearest match at any latitude of China


def among(queryset: "models.QuerySet[Any]", name: str, keys: Collection[Any]) -> "models.QuerySet[Any]":
    """Rows whose ``name`` is one of ``keys``, all of them texts or all of them numbers."""
    return queryset.filter(one_of(name, keys))


def community_ids(codes: Collection[str]) -> dict[str, int]:
    """Primary keys by code; a superset of ``codes`` as far as they exist."""
    return dict(among(Community.objects.all(), "code", codes).order_by().values_list("code", "pk"))


def community_names(codes: Collection[str]) -> dict[str, str]:
    """Names by code; a superset of ``codes`` as far as they exist."""
    return dict(among(Community.objects.all(), "code", codes).order_by().values_list("code", "name"))


def places_of(keys: Collection[int]) -> dict[int, tuple[float, float]]:
    """(lng, lat) of the communities that have a point, by primary key; a superset of ``keys`` as far as they have one."""
    pointed = among(Community.objects.filter(lng__isnull=False, lat__isnull=False), "pk", keys).order_by()
    return {pk: (lng, lat) for pk, lng, lat in pointed.values_list("pk", "lng", "lat")}


def fences_of(codes: Collection[str]) -> tuple[list[Division], dict[str, int]]:
    """The smallest divisions with a boundary that ``codes`` lie in, and for each code that has one its place in that list."""
    fenced = Division.objects.filter(west__isnull=False)
    streets = {code[:_STREET] for code in codes} if fenced.exists() else set()
    above = {street: list(ancestry(full_code(street))) for street in streets}
    wanted = {each for those in above.values() for each in those}
    found = {each.code: each for each in among(fenced, "code", wanted).defer(None)}
    smallest = {street: next((each for each in reversed(those) if each in found), "") for street, those in above.items()}
    used = sorted(set(smallest.values()) - {""})
    at = {code: index for index, code in enumerate(used)}
    of_street = {street: at[each] for street, each in smallest.items() if each}
    return [found[code] for code in used], {code: of_street[code[:_STREET]] for code in codes if code[:_STREET] in of_street}


def paths_of(keys: Collection[int]) -> dict[int, str]:
    """Division paths of communities by primary key; a superset of ``keys`` as far as they exist."""
    return dict(among(Community.objects.all(), "pk", keys).order_by().values_list("pk", "path"))


Named = Callable[[Sequence[str]], Iterable[bool]]
"""Which of some codes a file names."""


def vanished(queryset: "models.QuerySet[Any]", place: str, places: Collection[int], named: Named) -> list[str]:
    """Code and name of the rows of ``queryset`` whose ``place`` is one of ``places`` and whose code is not ``named``."""
    rows = among(queryset, place, places).order_by("code").values_list("code", "name").iterator(chunk_size=_AT_ONCE)
    gone = []
    while some := list(islice(rows, _AT_ONCE)):
        is_named = named([code for code, _ in some])
        gone += [f"{code} {name}".strip() for (code, name), known in zip(some, is_named, strict=True) if not known]
    return gone


def stored_rows(queryset: "models.QuerySet[Any]", key: Collection[str], fields: Iterable[str]) -> dict[Any, Row]:
    """By key (one name: the value; several: a tuple): primary key and ``fields``."""
    names = list(key)
    rows = queryset.order_by().values_list(*names, "pk", *fields).iterator(chunk_size=20_000)
    if len(names) == 1:
        return {row[0]: row[1:] for row in rows}
    return {row[: len(names)]: row[len(names) :] for row in rows}


def nearest_known(code: str) -> tuple[str, str]:
    """(name, code) of the smallest division above ``code`` that is known; empty where none is."""
    above = list(ancestry(code))[:-1]
    known = dict(Division.objects.filter(code__in=above).values_list("code", "name"))
    found = next((each for each in reversed(above) if each in known), "")
    return known.get(found, ""), short_code(found) if found else ""


def origin_of(source: Source) -> Origin:
    """How ``source`` stands to every other source."""
    pairs = list(Source.objects.values_list("pk", "provenance"))
    return Origin(
        pk=source.pk,
        provenance=source.provenance,
        is_recorded=source.provenance == Provenance.RECORDED,
        kindred=frozenset(pk for pk, provenance in pairs if provenance == source.provenance),
        recorded=frozenset(pk for pk, provenance in pairs if provenance == Provenance.RECORDED),
    )


def match_points(lng: list[float], lat: list[float]) -> tuple[list[int], Match]:
    """(primary keys of the communities around, the match of each point into that list)."""
    if not lng:
        return [], Match.nothing(0)
    x, y = np.array(lng), np.array(lat)
    around = _around(x.min() - _MARGIN, y.min() - _MARGIN, x.max() + _MARGIN, y.max() + _MARGIN)
    rows = list(around.order_by("code").values_list("pk", "lng", "lat", "boundary"))
    centres = np.array([[row[1], row[2]] for row in rows], dtype=np.float64).reshape(-1, 2)
    shapes = np.array([bytes(row[3]) if row[3] else None for row in rows], dtype=object)
    return [row[0] for row in rows], match(x, y, centres, shapely.from_wkb(shapes))


def _around(west: float, south: float, east: float, north: float) -> "models.QuerySet[Community]":
    """Communities whose point or boundary touches a box."""
    pointed = models.Q(lng__range=(west, east), lat__range=(south, north))
    bounded = models.Q(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    return Community.objects.filter(pointed | bounded)
