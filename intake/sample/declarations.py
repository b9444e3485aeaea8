"""The inventory declarations: of which facility types a community's list is complete, and since when."""

from collections.abc import Iterator
from datetime import date

from intake.sample import holes
from intake.sample.chance import day_between, draw, happens
from intake.sample.dates import INVENTORY_DAYS
from intake.sample.kinds import BLOCK_KINDS, COMPLEX, LABELS
from intake.sample.people import SampleCommunity, communities
from intake.sample.tables import Row, Table, table

BLOCK_TYPES = tuple(kind.code for kind in BLOCK_KINDS)
# Communities whose whole list must be declared, so that their edge case is decided by nothing else.
WHOLE = frozenset(
    (*holes.EXACTLY_30, holes.SHORT_OF_30, holes.EXACTLY_60, holes.SHORT_OF_60, holes.TWO_COMPLEXES,
     holes.SHARED_FROM, holes.SHARED_WITH, holes.FLOOR_UNKNOWN, holes.ACTIVITY_UNKNOWN, *holes.NO_COMPLEX,
     holes.COMPLEX_CLOSED, holes.COMPLEX_IN_FUTURE, holes.SCATTERED, holes.NO_COORDINATES,
     holes.TWO_STILL_SHORT, holes.NOBODY_LIVES_HERE, holes.NEVER_COUNTED, holes.ONE_OF_TWO_UNKNOWN,
     holes.SITE_THOUGH_IMPOSSIBLE, *holes.COMPLETE)
)  # fmt: skip
WITHOUT: dict[str, tuple[str, ...]] = {
    holes.COMPLEX_UNDECLARED: (COMPLEX.code,),
    holes.ENOUGH_UNDECLARED: (COMPLEX.code,),
    holes.BLOCK_UNDECLARED: BLOCK_TYPES,
}


def undeclared(community: SampleCommunity) -> tuple[str, ...]:
    """The types whose list nobody has declared complete: none for most communities, all for a few."""
    if community.code in holes.NOTHING_DECLARED:
        return tuple(LABELS)
    if community.code in WITHOUT:
        return WITHOUT[community.code]
    if community.code in WHOLE or community.block_code or happens(62, "declared", community.code):
        return ()
    return tuple(sorted(LABELS, key=lambda code: draw("left-out", community.code, code)))[:5]


def declared_types(community: SampleCommunity) -> tuple[str, ...]:
    """``all``, or the declared types one by one."""
    left_out = undeclared(community)
    return tuple(code for code in LABELS if code not in left_out) if left_out else ("all",)


def declaration_day(community: SampleCommunity) -> date:
    return day_between(*INVENTORY_DAYS, "declaration", community.code)


def inventory_rows() -> Iterator[Row]:
    for community in communities():
        day = declaration_day(community)
        yield from ((community.code, code, day) for code in declared_types(community))


def inventories() -> Table:
    """The English file of the sample: community, catalogue code of the type or ``all``, day."""
    return table("code facility_type complete_on", inventory_rows())
