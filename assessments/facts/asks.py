"""What a clerk collects to make a fact known: a list to be declared complete, a count, an answer, points on the map."""

from collections.abc import Collection
from dataclasses import dataclass

from assessments.facts.blocks import BLOCK_TYPES
from assessments.facts.colocation import COMPLEX, SERVICES
from assessments.facts.pilots import ITEM
from assessments.standards.fact_names import FactKind, fact_kind
from communities.survey_items import SURVEY_ITEMS
from communities.words import Words
from facilities.catalogue import FACILITY_TYPES

INVENTORY, SURVEY, BLOCK, HOUSEHOLDS, POINTS = "inventory", "survey", "block", "households", "points"
_NAMES = {
    HOUSEHOLDS: Words("户数", "Household counts"),
    "population": Words("常住人口", "Resident population"),
    "build_class": Words("建设类型（新建或既有）", "Build class (new-built or existing)"),
    "central_heating": Words("是否属于集中供热地区", "Whether heating is central"),
    "is_committee": Words("是否以社区居委会辖区为单元", "Whether the unit is a residents' committee area"),
    BLOCK: Words("所属活力街区", "Membership of an active block"),
    POINTS: Words("设施和住宅的位置", "Points of facilities and homes"),
    INVENTORY: Words("“{0}”清单：核实完整，填齐面积和容量", "The list “{0}”: declared complete, its figures filled in"),
    SURVEY: Words("调查项“{0}”", "Survey item “{0}”"),
}
_BLOCK_FACTS = ("block_exists", "block_count", "block_households", "block_households_covered")
_DISTANCES = ("colocated_types", "households_within", "neighbour_count")
"""Facts that rest on lists and on points: what of it is missing shows in the counts of the types."""


@dataclass(frozen=True, order=True)
class Ask:
    """One thing to collect in every community of a place; ``argument``: a facility type or a survey item, where it has one."""

    kind: str
    argument: str = ""

    @property
    def code(self) -> str:
        """The ask in files and addresses: ``households``, ``inventory.kindergarten``."""
        return f"{self.kind}.{self.argument}" if self.argument else self.kind

    @property
    def name(self) -> Words:
        """The ask on a page."""
        if self.kind not in (INVENTORY, SURVEY):
            return _NAMES[self.kind]
        named = FACILITY_TYPES[self.argument] if self.kind == INVENTORY else SURVEY_ITEMS[self.argument]
        return Words(_NAMES[self.kind].zh.format(named.zh), _NAMES[self.kind].en.format(named.en))


def asks_of(name: str, unknown: Collection[str]) -> frozenset[Ask]:
    """What has to be collected before a missing fact is sure to be known, where of the facts it rests on these are unknown.

    Whether points are missing does not show in the facts, so a fact of distances always asks for them: nothing is promised
    that a list alone may not keep.
    """
    kind = fact_kind(name)
    if kind.stem == "survey":
        return frozenset({Ask(SURVEY, kind.argument)})
    if kind.stem == "pilots_in_district":
        return frozenset({Ask(SURVEY, ITEM)})
    if kind.stem in _BLOCK_FACTS:
        return _of_block(kind)
    if kind.stem in _DISTANCES:
        return frozenset({*(_ask(each) for each in rests_on(name) if each in unknown), Ask(POINTS)})
    return frozenset({_ask(name)})


def rests_on(name: str) -> tuple[str, ...]:
    """The facts that show what of a fact of distances is missing; none for any other fact."""
    kind = fact_kind(name)
    if kind.stem not in _DISTANCES:
        return ()
    types = (COMPLEX, *SERVICES) if kind.stem == "colocated_types" else (kind.argument,)
    counts = tuple(f"count.{each}" for each in types)
    return (*counts, "households") if kind.stem == "households_within" else counts


def _ask(name: str) -> Ask:
    """Of a plain fact, or of one that a register holds."""
    kind = fact_kind(name)
    return Ask(INVENTORY, kind.argument) if kind.argument else Ask(kind.stem)


def _of_block(kind: FactKind) -> frozenset[Ask]:
    """The block's facts are those of all its communities."""
    if kind.stem == "block_exists":
        return frozenset({Ask(BLOCK)})
    if kind.stem == "block_households":
        return frozenset({Ask(HOUSEHOLDS)})
    if kind.stem == "block_count":
        return frozenset({Ask(INVENTORY, kind.argument)})
    return frozenset({*(Ask(INVENTORY, each) for each in BLOCK_TYPES), Ask(HOUSEHOLDS), Ask(POINTS)})
