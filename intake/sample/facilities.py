"""Every facility of the sample: service complexes, ordinary facilities, and the shared ones of the blocks."""

from datetime import date
from functools import cache

from intake.sample import holes
from intake.sample.chance import between, day_between, draw, happens, one_of
from intake.sample.complexes import Complex, complexes_of, is_clustered
from intake.sample.dates import COMPLEX_CLOSING, FUTURE_SCHOOL
from intake.sample.declarations import undeclared
from intake.sample.facility import SampleFacility
from intake.sample.kinds import BLOCK_KINDS, COMPLEX, ORDINARY, SERVICES, Kind, Range
from intake.sample.people import NEW, SampleCommunity, by_code, communities
from intake.sample.places import Spot, beside, inside

# Where a list was never declared complete, about half of it is missing from the register.
UNLISTED_PERCENT = 55
TENURES = ("公有", "公有", "租赁", "私有", "借用")
OPENED = {0: (date(2017, 3, 1), date(2025, 9, 30)), 1: (date(2004, 1, 1), date(2025, 9, 30)),
          2: (date(1992, 1, 1), date(2025, 9, 30))}  # fmt: skip
CLOSED = (date(2025, 10, 10), date(2026, 6, 15))

# Block facilities: (type, community, opened, closed). The first block has all four; the second had a hospital and
# gets a school; of the third only the primary school and what nobody has declared are known.
BLOCK_FACILITIES: tuple[tuple[str, str, date, date | None], ...] = (
    ("school_primary", "900101001002", date(2019, 9, 1), None),
    ("school_middle", "900101001002", date(2020, 9, 1), None),
    ("nursing_home", "900101001002", date(2021, 5, 20), None),
    ("community_hospital", "900101001002", date(2020, 12, 8), None),
    ("school_primary", "900102002002", FUTURE_SCHOOL, None),
    ("community_hospital", "900102002003", date(2008, 4, 1), COMPLEX_CLOSING),
    ("school_primary", "900103002005", date(1988, 9, 1), None),
    ("school_middle", "900102003002", date(1999, 9, 1), None),
    ("school_primary", "900102001008", date(2003, 9, 1), None),
    ("nursing_home", "900103003004", date(2011, 10, 1), None),
    ("community_hospital", "900101003005", date(2022, 6, 1), None),
)


def cents(size: Range, *key: str | int) -> int | None:
    """An area in hundredths of m2, to the tenth of a m2, from a range in m2; None where the type has no such area."""
    return between(size[0] * 10, size[1] * 10, "area", *key) * 10 if size else None


def evidence_of(*key: str | int) -> str:
    """A reference to a paper that does not exist and says so."""
    return f"示例：设施核查表第{draw('evidence', *key) % 900 + 100}号"


def complex_spot(community: SampleCommunity) -> Spot:
    """The middle of the community, where its services gather."""
    return inside(
        community.cell,
        between(46, 54, "complex-x", community.code),
        between(46, 54, "complex-y", community.code),
    )


def edge_spot(community: SampleCommunity, *key: str | int) -> Spot:
    """A place near the western or eastern edge, more than 100 m from the complex."""
    across = one_of((17, 20, 80, 83), "edge", community.code, *key)
    return inside(community.cell, across, between(20, 80, "along", community.code, *key))


def any_spot(community: SampleCommunity, *key: str | int) -> Spot:
    """A place anywhere well inside the community."""
    return inside(
        community.cell,
        between(18, 82, "spot-x", community.code, *key),
        between(18, 82, "spot-y", community.code, *key),
    )


def spot_of(community: SampleCommunity, kind: Kind, serial: int) -> Spot | None:
    """Beside the complex for the services of a clustered community, at the edge of a scattered one, else anywhere."""
    key = (kind.code, serial)
    if community.code == holes.NO_COORDINATES and kind in SERVICES:
        return None
    if community.code == holes.SCATTERED:
        return edge_spot(community, *key)
    if kind in SERVICES and is_clustered(community) and happens(80, "beside", community.code, *key):
        return beside(complex_spot(community), community.code, *key)
    return any_spot(community, *key)


def number_of(community: SampleCommunity, kind: Kind) -> int:
    """How many facilities of a type the register knows in a community, closed ones included."""
    if community.code == holes.SITE_THOUGH_IMPOSSIBLE and kind.code == "ebike_site":
        return 1
    if kind.code in undeclared(community) and happens(UNLISTED_PERCENT, "unlisted", community.code, kind.code):
        return 0
    is_spared = community.code in holes.COMPLETE
    if not is_spared and not happens(kind.percent[community.character], "present", community.code, kind.code):
        return 0
    return between(1, kind.most, "number", community.code, kind.code)


def closing_of(community: SampleCommunity, kind: Kind, serial: int) -> date | None:
    """A few have closed before the day of the sample."""
    shut = happens(4, "closed", community.code, kind.code, serial)
    spared = community.code in (holes.SITE_THOUGH_IMPOSSIBLE, *holes.COMPLETE)
    return day_between(*CLOSED, "closing", community.code, kind.code, serial) if shut and not spared else None


def ordinary_facility(community: SampleCommunity, kind: Kind, serial: int) -> SampleFacility:
    key = (community.code, kind.code, serial)
    unmeasured = happens(6, "unmeasured", *key)
    return SampleFacility(
        code=f"{community.code}-{kind.code}-{serial}",
        name=f"{community.stem}{kind.label}" + (f"（{serial}号）" if serial > 1 else ""),
        facility_type=kind.code,
        community=community.code,
        floor=None if unmeasured else cents(kind.floor, "floor", *key),
        activity=None,
        site=None if unmeasured else cents(kind.site, "site", *key),
        capacity=between(*kind.capacity, "capacity", *key) if kind.capacity else None,
        spot=spot_of(community, kind, serial),
        tenure=one_of(TENURES, "tenure", *key),
        opened=day_between(*OPENED[community.character], "opened", *key),
        closed=closing_of(community, kind, serial),
        evidence=evidence_of(*key),
    )


def complex_facility(community: SampleCommunity, made: Complex, serial: int) -> SampleFacility:
    """A service complex; the first stands in the middle, a second one somewhere else."""
    key = (community.code, COMPLEX.code, serial)
    return SampleFacility(
        code=f"{community.code}-{COMPLEX.code}-{serial}",
        name=f"{community.stem}社区综合服务中心" + ("（分中心）" if serial > 1 else ""),
        facility_type=COMPLEX.code,
        community=community.code,
        floor=made.floor,
        activity=made.activity,
        site=None,
        capacity=None,
        spot=complex_spot(community) if serial == 1 else any_spot(community, COMPLEX.code, serial),
        tenure="公有" if community.character == NEW else one_of(TENURES[:3], "tenure", *key),
        opened=made.opened,
        closed=made.closed,
        evidence=evidence_of(*key),
        serves=made.serves,
    )


def block_facility(place: int, code: str, where: str, opened: date, closed: date | None) -> SampleFacility:
    """A school, nursing home or hospital near the southern edge of its community, which is the middle of its block."""
    kind, community = next(kind for kind in BLOCK_KINDS if kind.code == code), by_code()[where]
    key = (community.code, code, place)
    return SampleFacility(
        code=f"{community.code}-{code}-1",
        name=f"{community.stem}{kind.label}",
        facility_type=code,
        community=community.code,
        floor=cents(kind.floor, "floor", *key),
        activity=None,
        site=cents(kind.site, "site", *key),
        capacity=between(*kind.capacity, "capacity", *key) if kind.capacity else None,
        spot=inside(community.cell, between(38, 62, "block-x", *key), between(16, 28, "block-y", *key)),
        tenure="公有",
        opened=opened,
        closed=closed,
        evidence=evidence_of(*key),
    )


def facilities_of(community: SampleCommunity) -> list[SampleFacility]:
    """The complexes and ordinary facilities that stand in a community."""
    found = [complex_facility(community, made, n) for n, made in enumerate(complexes_of(community), start=1)]
    for kind in ORDINARY:
        count = number_of(community, kind)
        found += [ordinary_facility(community, kind, serial) for serial in range(1, count + 1)]
    return found


def block_facilities() -> list[SampleFacility]:
    return [block_facility(place, *row) for place, row in enumerate(BLOCK_FACILITIES)]


@cache
def facilities() -> tuple[SampleFacility, ...]:
    """Every facility, in the order of communities; block facilities at the end."""
    ordinary = (facility for community in communities() for facility in facilities_of(community))
    return (*ordinary, *block_facilities())
