"""Premises near a community, as the remedies see them."""

from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from assessments.remedies.catalogue import LEASE, SWAP
from assessments.remedies.stock import NEAR_M, AtHand
from assessments.selectors.nearness import box, metres_to
from communities.models import Community
from communities.scope import AreaScope
from communities.selectors import within
from facilities.models import Ownership, Premises, PremisesKind

_IN_SUBDISTRICT: Final = (
    "facilities_premises.community_id = ANY(ARRAY(SELECT id FROM communities_community WHERE path LIKE %s))"
)
_PUBLIC: dict[str, bool | None] = {Ownership.PUBLIC: True, Ownership.PRIVATE: False, Ownership.UNKNOWN: None}


def premises_near(scope: AreaScope, community: Community, *, as_of: date) -> tuple[AtHand, ...]:
    """Premises in the community itself or within NEAR_M metres of its point, with what their owners offer on the day.

    With them the public rooms of the same sub-district that are on offer for exchange: they can be given for others.
    """
    near = Q(community=community) | _assets_of(community)
    around = box(community, NEAR_M)
    if around is not None:
        near |= around
    found = within(Premises.objects.select_related("source"), scope, path="community__path").filter(near).order_by("code")
    return tuple(at_hand(one, community, as_of) for one in found)


def _assets_of(community: Community) -> Q:
    """Of the sub-district. Its communities are named by an array, so that few rows of a nation's are looked at."""
    subdistrict = community.path.rstrip("/").rpartition("/")[0] + "/"
    inside = RawSQL(_IN_SUBDISTRICT, [f"{subdistrict}%"], BooleanField())  # noqa: S611  # a constant
    return Q(inside, ownership=Ownership.PUBLIC, offers__contains=[SWAP.offer])


def _offers(one: Premises, as_of: date) -> tuple[str, ...]:
    """What the owner is ready for; a lease that has ended by the day is no offer."""
    is_over = one.lease_until is not None and one.lease_until <= as_of
    return tuple(offer for offer in one.offers if not (offer == LEASE.offer and is_over))


def at_hand(one: Premises, community: Community, as_of: date) -> AtHand:
    area = one.site_area if one.kind == PremisesKind.LAND else one.floor_area
    return AtHand(
        code=one.code,
        name=one.name,
        kind=one.kind,
        is_public=_PUBLIC[one.ownership],
        offers=_offers(one, as_of),
        area=None if area is None else int(Decimal(area) * 100),
        metres=metres_to(one, community),
        in_community=one.community_id == community.pk,
        annual_rent=one.annual_rent,
        price=one.price,
        lease_until=one.lease_until,
        available_from=one.available_from if one.available_from and one.available_from > as_of else None,
        provenance=one.source.provenance,
        storey=one.storey,
        has_offers=bool(one.offers),
    )
