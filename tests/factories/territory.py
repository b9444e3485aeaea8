"""The small country of the permission tests: who may see what is said where the people are made (tests/conftest.py).

90 province          the officer's
  9001 city          the planner's: districts 900101 and 900102, two communities each
  9002 city          one community that the planner may not see and the officer may
91 province          one community that neither may see
"""

from dataclasses import dataclass

from communities.models import Community, Division
from tests.factories.communities import make_community, make_division, make_households
from tests.factories.facilities import make_facility, make_inventory


@dataclass(frozen=True)
class Territory:
    """Divisions of the two mandates; ``own`` communities lie in the city, ``near`` in the province, ``far`` in neither."""

    province: Division
    city: Division
    own: tuple[Community, ...]
    near: Community
    far: Community


def make_territory() -> Territory:
    """Six communities with households; every one has a gap, because it has declared that it has no kindergarten."""
    province, city = make_division("90", "示例省"), make_division("9001", "示例市")
    own = tuple(_settled(f"90010{district}00100{number}") for district in (1, 2) for number in (1, 2))
    return Territory(province, city, own, near=_settled("900201001001"), far=_settled("910101001001"))


def _settled(code: str) -> Community:
    community = make_community(code, f"示例社区{code}")
    make_households(community, 2667)
    make_inventory(community, "kindergarten")
    make_facility(community, floor_area="800.10", activity_area="480.06")
    return community
