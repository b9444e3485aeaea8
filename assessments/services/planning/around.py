"""What lies around many communities at once: the same as ``situation_of`` has it for one, in three queries for all.

Only what lies in the same city (the first four digits of the code) is looked at: no way reaches further.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

import numpy as np

from assessments.facts.places import metres_between
from assessments.remedies.present import Terms
from assessments.remedies.prices import PriceBook
from assessments.remedies.sizes import sharing
from assessments.remedies.stock import NEAR_M, Situation
from assessments.selectors.neighbours import facility_near
from assessments.selectors.premises import at_hand
from assessments.standards.columns import Bools
from communities.models import BuildClass, Community
from communities.scope import AreaScope
from communities.selectors import one_of, within
from facilities.models import Facility, Premises
from facilities.selectors import facilities, is_open_on

_CITY: Final = 4
_SUBDISTRICT: Final = 9
_SLACK_M: Final = 1  # distances are rounded up where they are held against a limit


T = TypeVar("T", Premises, Facility)


@dataclass(frozen=True)
class Around:
    """By the id of each community: what decides its ways. ``premises`` and ``facilities`` by their codes."""

    situations: Mapping[int, Situation]
    communities: Mapping[int, Community]
    premises: Mapping[str, Premises]
    facilities: Mapping[str, Facility]


def around(
    scope: AreaScope, ids: Sequence[int], types: Collection[str], *, as_of: date, prices: PriceBook, terms: Terms
) -> Around:
    """Of the communities of these ids. ``types``: the facility types that they lack or have too little of."""
    communities = {one.pk: one for one in Community.objects.filter(one_of("pk", list(ids))).defer("boundary").order_by("code")}
    cities = {one.code[:_CITY] for one in communities.values()}
    premises = [one for one in _premises(scope) if _city(one) in cities]
    standing = [one for one in _facilities(scope, types, as_of) if _city(one) in cities]
    near_rooms = _near(list(communities.values()), premises, NEAR_M, with_subdistrict=True)
    near_facilities = _near(list(communities.values()), standing, max(each.amount for each in sharing().values()))
    situations = {
        pk: Situation(
            _build_class(one),
            prices.at(one.path),
            tuple(at_hand(each, one, as_of) for each in near_rooms[pk]),
            tuple(facility_near(each, one) for each in near_facilities[pk]),
            terms=terms,
            day=as_of,
        )
        for pk, one in communities.items()
    }
    return Around(situations, communities, {one.code: one for one in premises}, {one.code: one for one in standing})


def _build_class(one: Community) -> str:
    return one.build_class if one.build_class in (BuildClass.NEW, BuildClass.EXISTING) else "unknown"


def _premises(scope: AreaScope) -> Iterable[Premises]:
    return within(Premises.objects.select_related("source", "community"), scope, path="community__path").order_by("code")


def _facilities(scope: AreaScope, types: Collection[str], as_of: date) -> Iterable[Facility]:
    found = facilities(scope).filter(is_open_on(as_of), facility_type__in=types, community__isnull=False)
    return found.order_by("code")


def _city(one: Premises | Facility) -> str:
    return _code(one)[:_CITY]


def _near(
    communities: Iterable[Community], things: Sequence[T], metres: int, *, with_subdistrict: bool = False
) -> dict[int, list[T]]:
    """Per community: what stands in it or so near to its point, in the order of ``things``; ``with_subdistrict``: and what
    stands in the same sub-district, which may be given in exchange.
    """
    by_city: dict[str, list[T]] = defaultdict(list)
    for thing in things:
        by_city[_city(thing)].append(thing)
    codes = {city: [_code(each) for each in theirs] for city, theirs in by_city.items()}
    found: dict[int, list[T]] = {}
    for one in communities:
        city, digits = one.code[:_CITY], one.code[:_SUBDISTRICT] if with_subdistrict else one.code
        theirs, near = by_city[city], _is_near(one, by_city[city], metres)
        inside = [code.startswith(digits) for code in codes.get(city, ())]
        found[one.pk] = [each for each, is_in, is_near in zip(theirs, inside, near.tolist(), strict=True) if is_in or is_near]
    return found


def _code(thing: Premises | Facility) -> str:
    """Of the community it stands in."""
    return thing.community.code if thing.community else ""


def _is_near(one: Community, things: Sequence[Premises] | Sequence[Facility], metres: int) -> Bools:
    """bool[M]; what has no point is not near."""
    if one.lng is None or one.lat is None:
        return np.zeros(len(things), np.bool_)
    lng, lat = (np.array([getattr(each, axis) for each in things], np.float64) for axis in ("lng", "lat"))
    here_lng, here_lat = (np.full(len(things), axis) for axis in (one.lng, one.lat))
    return np.asarray(metres_between(here_lng, here_lat, lng, lat) <= metres + _SLACK_M, np.bool_)
