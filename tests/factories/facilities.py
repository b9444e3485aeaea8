"""What stands on the ground, what could be used, and which lists are complete."""

from datetime import date
from itertools import count
from typing import Any

from communities.models import Community
from facilities.models import Facility, Inventory, MatchedBy, Premises, PremisesKind
from tests.factories.communities import DAY, make_source

_numbers = count(1)


def make_facility(community: Community | None, facility_type: str = "service_complex", **fields: Any) -> Facility:
    """A facility of a catalogue type. Areas are decimals of m2; none is filled in unless it is given."""
    facility = new_facility(community, facility_type, **{"source": make_source(), **fields})
    facility.save(force_insert=True)
    return facility


def new_facility(community: Community | None, facility_type: str = "service_complex", **fields: Any) -> Facility:
    """Not stored yet: for many in one statement."""
    given = {
        "code": f"F{next(_numbers):06d}",
        "name": f"{facility_type} 1",
        "matched_by": MatchedBy.CODE if community else MatchedBy.NONE,
        **fields,
    }
    return Facility(community=community, facility_type=facility_type, **given)


def make_inventory(community: Community, facility_type: str, *, complete_on: date = DAY, **fields: Any) -> Inventory:
    """The declaration that the list of a type is complete."""
    given = {"source": make_source(), **fields}
    return Inventory.objects.create(community=community, facility_type=facility_type, complete_on=complete_on, **given)


def make_premises(community: Community, **fields: Any) -> Premises:
    """Vacant rooms for sale."""
    given = {
        "code": f"P{next(_numbers):06d}",
        "name": "空置房屋",
        "kind": PremisesKind.ROOM,
        "offers": ["sale"],
        "source": make_source(),
        **fields,
    }
    return Premises.objects.create(community=community, **given)
