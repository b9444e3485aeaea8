"""The rows behind facts that are computed from other communities' rows or from distances, for a trace.

The parts that have a value add up to the fact; the others (declarations, a facility without a point) say what it rests on.
"""

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np

from assessments.facts.blocks import BLOCK_TYPES, RADIUS_M
from assessments.facts.colocation import COMPLEX, SERVICES
from assessments.facts.colocation import RADIUS_M as BESIDE_M
from assessments.facts.parts import (
    Part,
    declared_parts,
    facilities_serving,
    facility_part,
    household_part,
    living_part,
    newest_households,
    part,
)
from assessments.facts.pilots import answers_about_pilots
from assessments.facts.places import metres_between
from assessments.facts.reach_parts import reach_parts
from assessments.facts.walks import Origin, compounds_of, origins_of, reaches_all
from assessments.standards.fact_names import fact_kind
from communities.divisions import district_code
from communities.models import BuildClass, Community, Compound
from communities.selectors import valid_on
from facilities.models import Facility

DISTRICT = "110108"
"""The digits of a code that its district shares; where a city has no districts they end in 00 and are the city's."""


def derived_parts(name: str, community: Community, *, as_of: date) -> list[Part]:
    """The rows behind a fact of a block, of distances, or of the district; none for any other fact."""
    kind = fact_kind(name)
    if kind.metres is not None:
        return list(reach_parts(community, as_of, kind))
    reader = _READERS.get(kind.stem)
    return list(reader(community, as_of, kind.argument)) if reader else []


def _members(community: Community, as_of: date) -> list[Community]:
    """The communities of its block that exist on the day, by code."""
    if community.block_id is None:
        return []
    members = Community.objects.filter(valid_on(as_of), block=community.block_id).defer("boundary")
    return list(members.select_related("source").order_by("code"))


def _block_count(community: Community, as_of: date, facility_type: str) -> Iterator[Part]:
    members = _members(community, as_of)
    for facility in facilities_serving([one.pk for one in members], as_of).filter(facility_type=facility_type):
        yield facility_part(facility, value=1)
    yield from declared_parts(members, (facility_type,), as_of)


def _block_households(community: Community, as_of: date, _argument: str) -> Iterator[Part]:
    counts = newest_households([one.pk for one in _members(community, as_of)], as_of)
    yield from (household_part(one, one.community.name) for one in counts.values())


def _covered(community: Community, as_of: date, _argument: str) -> Iterator[Part]:
    """Where the block's households live, each with those that are covered; then the facilities and the declarations."""
    members = _members(community, as_of)
    if not members:
        return
    counts = newest_households([one.pk for one in members], as_of)
    facilities = list(facilities_serving([one.pk for one in members], as_of).filter(facility_type__in=BLOCK_TYPES))
    origins = compounds_of([one.pk for one in members])
    rows = {one.code: one for one in Compound.objects.filter(community__in=members).select_related("source")}
    for member in members:
        count = counts.get(member.pk)
        point = Origin(count.households if count else 0, member.lng, member.lat)
        for origin in origins_of(point, origins.get(member.pk, []))[0]:
            yield _living(origin, living_part(member, count, rows.get(origin.compound)), facilities)
    yield from (_placed(facility) for facility in facilities)
    yield from declared_parts(members, BLOCK_TYPES, as_of)


def _living(origin: Origin, row: Part, facilities: list[Facility]) -> Part:
    """The households of a row, added where all kinds of facilities are near; ``whole`` says how many there are."""
    if row["value"] is None:
        return row
    by_type = [[one for one in facilities if one.facility_type == key and one.lng is not None] for key in BLOCK_TYPES]
    lng = [np.array([one.lng for one in same], np.float64) for same in by_type]
    lat = [np.array([one.lat for one in same], np.float64) for same in by_type]
    row["whole"], row["value"] = row["value"], str(origin.households if reaches_all(origin, lng, lat, RADIUS_M) else 0)
    return row


def _placed(facility: Facility) -> Part:
    """A facility that adds nothing itself; its note is its point, because distances are measured from there."""
    made = facility_part(facility)
    made["note"] = _point(facility)
    return made


def _point(facility: Facility) -> str:
    return "" if facility.lng is None or facility.lat is None else f"{facility.lng:.6f}, {facility.lat:.6f}"


def _colocated(community: Community, as_of: date, _argument: str) -> Iterator[Part]:
    """The complexes, of each service type the facility nearest to one, those without a point, and the declarations.

    Nothing for an existing community: it is not asked, and nothing has been measured for it.
    """
    if community.build_class == BuildClass.EXISTING:
        return
    found = facilities_serving([community.pk], as_of).filter(facility_type__in=(COMPLEX, *SERVICES))
    facilities = list(found)
    complexes = [one for one in facilities if one.facility_type == COMPLEX]
    yield from (_placed(one) for one in complexes)
    for key in SERVICES:
        yield from _beside([one for one in facilities if one.facility_type == key], complexes)
    yield from declared_parts([community], (COMPLEX, *SERVICES), as_of)


def _beside(services: list[Facility], complexes: list[Facility]) -> Iterator[Part]:
    """1 where the nearest of a type lies beside a complex, else 0; a facility without a point says nothing."""
    yield from (_placed(one) for one in services if one.lng is None)
    away = [(_metres(one, complexes), one) for one in services if one.lng is not None]
    if away and complexes:
        metres, nearest = min(away, key=lambda pair: (pair[0], pair[1].code))
        note = f"{np.ceil(round(metres * 10, 4)) / 10:.1f} m" if metres < np.inf else ""  # up: 100.04 m is not 100.0 m
        yield facility_part(nearest, value=int(metres <= BESIDE_M), note=note)


def _metres(service: Facility, complexes: list[Facility]) -> float:
    """From the nearest complex that has a point; endless where none has one."""
    lng = np.array([one.lng for one in complexes if one.lng is not None], np.float64)
    lat = np.array([one.lat for one in complexes if one.lat is not None], np.float64)
    here = np.array([service.lng], np.float64), np.array([service.lat], np.float64)
    return float(metres_between(lng, lat, *here).min(initial=np.inf))


def _pilots(community: Community, as_of: date, _argument: str) -> Iterator[Part]:
    """The pilots of the district, then how many of its communities have answered at all. Those that said no add nothing."""
    inside = {"code__startswith": community.code[: len(DISTRICT)]}
    answers = answers_about_pilots(as_of).filter(**{f"community__{key}": value for key, value in inside.items()})
    for one in answers.filter(value__gt=0).select_related("source", "community").defer("community__boundary"):
        yield part("answer", one.pk, one.source, name=one.community.name, value=one.value, day=one.answered_on)
    existing = Community.objects.filter(valid_on(as_of), **inside).count()
    yield part("district", district_code(community.code), None, share=f"{answers.count()}/{existing}")


_READERS: dict[str, Callable[[Community, date, str], Iterator[Part]]] = {
    "block_count": _block_count,
    "block_households": _block_households,
    "block_households_covered": _covered,
    "colocated_types": _colocated,
    "pilots_in_district": _pilots,
}
