"""Premises near a community, as the remedies see them."""

import math
from datetime import date
from decimal import Decimal

import numpy as np
from django.db.models import Q

from assessments.facts.places import EARTH_RADIUS_M, metres_between
from assessments.remedies.catalogue import LEASE
from assessments.remedies.options import NEAR_M, AtHand
from communities.models import Community
from communities.scope import AreaScope
from communities.selectors import within
from facilities.models import Ownership, Premises, PremisesKind


def premises_near(scope: AreaScope, community: Community, *, as_of: date) -> tuple[AtHand, ...]:
    """Premises in the community itself or within NEAR_M metres of its point, with what their owners offer on the day."""
    near = Q(community=community)
    if community.lng is not None and community.lat is not None:
        near |= _box(community.lng, community.lat)
    found = within(Premises.objects.select_related("source"), scope, path="community__path").filter(near).order_by("code")
    return tuple(_at_hand(one, community, as_of) for one in found)


def _box(lng: float, lat: float) -> Q:
    """A box of degrees around the circle; the circle itself is checked by the distance."""
    up = math.degrees(NEAR_M / EARTH_RADIUS_M)
    along = up / max(math.cos(math.radians(lat)), 0.01)
    return Q(lng__range=(lng - along, lng + along), lat__range=(lat - up, lat + up))


def _offers(one: Premises, as_of: date) -> tuple[str, ...]:
    """What the owner is ready for; a lease that has ended by the day is no offer."""
    is_over = one.lease_until is not None and one.lease_until <= as_of
    return tuple(offer for offer in one.offers if not (offer == LEASE.offer and is_over))


def _at_hand(one: Premises, community: Community, as_of: date) -> AtHand:
    area = one.site_area if one.kind == PremisesKind.LAND else one.floor_area
    return AtHand(
        code=one.code,
        name=one.name,
        kind=one.kind,
        is_public=one.ownership == Ownership.PUBLIC,
        offers=_offers(one, as_of),
        area=None if area is None else int(Decimal(area) * 100),
        metres=_metres(one, community),
        in_community=one.community_id == community.pk,
        annual_rent=one.annual_rent,
        price=one.price,
        lease_until=one.lease_until,
        available_from=one.available_from if one.available_from and one.available_from > as_of else None,
        provenance=one.source.provenance,
    )


def _metres(one: Premises, community: Community) -> int | None:
    """Whole metres, rounded up: what is beyond the limit must not look near."""
    if one.lng is None or one.lat is None or community.lng is None or community.lat is None:
        return None
    here = (np.float64(community.lng), np.float64(community.lat))
    there = (np.float64(one.lng), np.float64(one.lat))
    return math.ceil(float(metres_between(*here, *there)))  # type: ignore[arg-type]  # one point each: NumPy scalars do
