"""Facilities that stand in a community and near it, and its block, as the remedies see them."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Q

from assessments.remedies.sizes import sharing
from assessments.remedies.stock import BlockNear, FacilityNear
from assessments.selectors.nearness import box, metres_to
from communities.models import Community
from communities.scope import AreaScope
from communities.selectors import within
from facilities.models import Facility
from facilities.selectors import facilities, is_open_on


def facilities_near(scope: AreaScope, community: Community, types: Collection[str], *, as_of: date) -> tuple[FacilityNear, ...]:
    """Facilities of the types that are open on the day: the community's own, and those of others within the widest distance
    over which any facility is known to serve. Beyond the scope nothing is named. One query.
    """
    near = Q(community=community)
    around = box(community, max(each.amount for each in sharing().values()))
    if around is not None:
        near |= around
    found = facilities(scope).filter(near, is_open_on(as_of), facility_type__in=types, community__isnull=False)
    return tuple(facility_near(one, community) for one in found)


def neighbours_near(
    scope: AreaScope, community: Community, facility_type: str, *, metres: int, as_of: date
) -> tuple[FacilityNear, ...]:
    """Those of one type in other communities, up to ``metres`` from the community's point; none where it has no point."""
    around = box(community, metres)
    if around is None:
        return ()
    found = facilities(scope).filter(around, is_open_on(as_of), facility_type=facility_type, community__isnull=False)
    near = (facility_near(one, community) for one in found.exclude(community=community))
    return tuple(one for one in near if one.metres is not None and one.metres <= metres)


def block_near(scope: AreaScope, community: Community) -> BlockNear:
    """The block with the other communities in it: all are counted, those of the scope are named. No query without a block."""
    if community.block_id is None:
        return BlockNear(community.in_block)
    others = Community.objects.filter(block=community.block_id).exclude(pk=community.pk)
    named = within(others, scope).order_by("code").values_list("name", flat=True)
    name = str(community.block) if community.block else ""
    return BlockNear(community.in_block, name, tuple(named), others.count())


def facility_near(one: Facility, community: Community) -> FacilityNear:
    return FacilityNear(
        code=one.code,
        name=one.name,
        facility_type=one.facility_type,
        in_community=one.community_id == community.pk,
        community=_name(one.community),
        metres=metres_to(one, community),
        area=None if one.floor_area is None else int(Decimal(one.floor_area) * 100),
        capacity=one.capacity,
        tenure=one.tenure,
        source=one.source.name,
        provenance=one.source.provenance,
    )


def _name(community: Community | None) -> str:
    return community.name if community else ""
