"""The small country of the permission tests: who may see what is said where the people are made (tests/conftest.py).

90 province          the officer's
  9001 city          the planner's: districts 900101 and 900102, two communities each
  9002 city          one community that the planner may not see and the officer may
91 province          one community that neither may see
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communities.divisions import full_code, path_of
from communities.models import Community, Division, HouseholdCount, Source
from facilities.models import Facility, Inventory
from tests.factories.communities import DAY, make_divisions, make_source
from tests.factories.facilities import new_facility

OWN = ("900101001001", "900101001002", "900102001001", "900102001002")
NEAR, FAR = "900201001001", "910101001001"


@dataclass(frozen=True)
class Territory:
    """Divisions of the two mandates; ``own`` communities lie in the city, ``near`` in the province, ``far`` in neither."""

    province: Division
    city: Division
    own: tuple[Community, ...]
    near: Community
    far: Community


def make_territory() -> Territory:
    """Six communities with households; every one has a gap, because it has declared that it has no kindergarten.

    Every other test begins here: the rows of a table come in one statement.
    """
    codes, source = (*OWN, NEAR, FAR), make_source()
    divisions = make_divisions({"90": "示例省", "9001": "示例市"} | {code[:9]: "" for code in codes})
    communities = Community.objects.bulk_create(_new_community(code, divisions, source) for code in codes)
    _settle(communities, source)
    *own, near, far = communities
    return Territory(divisions[full_code("90")], divisions[full_code("9001")], tuple(own), near=near, far=far)


def _new_community(code: str, divisions: dict[str, Division], source: Source) -> Community:
    above = divisions[full_code(code[:9])]
    return Community(code=code, name=f"示例社区{code}", division=above, path=path_of(code), source=source)


def _settle(communities: Sequence[Community], source: Source) -> None:
    common: list[dict[str, Any]] = [{"community": one, "source": source} for one in communities]
    HouseholdCount.objects.bulk_create(HouseholdCount(**each, households=2667, counted_on=DAY) for each in common)
    Inventory.objects.bulk_create(Inventory(**each, facility_type="kindergarten", complete_on=DAY) for each in common)
    Facility.objects.bulk_create(new_facility(**each, floor_area="800.10", activity_area="480.06") for each in common)
