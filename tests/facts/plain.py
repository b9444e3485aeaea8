"""The facts of one community after the other, row by row, as one works them out on paper: what the reader is held to.

It shares the grammar of names, the distance between two points and the walks of a trace with the reader, and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.facts.walks import Origin, compounds_of, origins_of
from assessments.labels import LABELS
from communities.models import Basis, Community, HouseholdCount, Source
from communities.selectors import valid_on
from facilities.models import Facility, Inventory, ServedCommunity
from facilities.selectors import is_open_on

Fact = tuple[int, bool]


@dataclass(frozen=True)
class Town:
    """Everything there is on a day. Ids are the database's."""

    communities: dict[int, Community]
    facilities: list[Facility]
    served: dict[int, list[int]]
    households: dict[int, int]
    complete: set[tuple[int, str]]
    origins: dict[int, tuple[list[Origin], bool]]
    labels: dict[int, int]

    def serving(self, community: int, *types: str) -> list[Facility]:
        return [one for one in self.facilities if one.facility_type in types and community in self.serves(one)]

    def serves(self, one: Facility) -> list[int]:
        return self.served[one.pk] or ([] if one.community_id is None else [one.community_id])

    def is_complete(self, community: int, *types: str) -> bool:
        return all((community, key) in self.complete for key in types)


def town_on(day: date) -> Town:
    communities = {one.pk: one for one in Community.objects.filter(valid_on(day)).select_related("source")}
    counts = HouseholdCount.objects.filter(counted_on__lte=day, basis=Basis.RESIDENT).select_related("source")
    newest = {one.community_id: one for one in counts.order_by("counted_on")}
    lists = [one for one in Inventory.objects.select_related("source") if _holds(one.complete_on, one.withdrawn_on, day)]
    served: dict[int, list[int]] = defaultdict(list)
    for pair in ServedCommunity.objects.all():
        served[pair.facility_id].append(pair.community_id)
    living = {pk: newest[pk].households for pk in communities if pk in newest}
    compounds = compounds_of([*communities])
    points = {pk: Origin(living.get(pk, 0), one.lng, one.lat) for pk, one in communities.items()}
    labels = {pk: _bits(one.source, *([newest[pk].source] if pk in newest else [])) for pk, one in communities.items()}
    town = Town(
        communities=communities,
        facilities=list(Facility.objects.filter(is_open_on(day)).select_related("source")),
        served=served,
        households=living,
        complete={(one.community_id, one.facility_type) for one in lists},
        origins={pk: origins_of(points[pk], compounds.get(pk, [])) for pk in communities},
        labels=labels,
    )
    _label(town, lists)
    return town


def _holds(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or last > day)


def _bits(*sources: Source) -> int:
    return _together(LABELS[one.provenance] for one in sources)


def _together(bits: Iterable[int]) -> int:
    found = 0
    for each in bits:
        found |= each
    return found


def _label(town: Town, lists: list[Inventory]) -> None:
    """Facilities with the households that share them out, lists, where people live, then what blocks have together."""
    before = dict(town.labels)
    for one in town.facilities:
        sharers = town.served[one.pk]
        for pk in town.serves(one):
            if pk in town.labels:
                town.labels[pk] |= _bits(one.source) | _together(before.get(other, 0) for other in sharers)
    for each in lists:
        if each.community_id in town.labels:
            town.labels[each.community_id] |= _bits(each.source)
    for pk, (origins, _) in town.origins.items():
        town.labels[pk] |= _together(one.label for one in origins)
    for block in {one.block_id for one in town.communities.values()} - {None}:
        members = [pk for pk, one in town.communities.items() if one.block_id == block]
        shared = _together(town.labels[pk] for pk in members)
        town.labels.update(dict.fromkeys(members, shared))


def count(town: Town, community: int, facility_type: str) -> Fact:
    return len(town.serving(community, facility_type)), town.is_complete(community, facility_type)


def added_up(town: Town, community: int, figure: str, facility_type: str) -> Fact:
    """A sum of areas or places, with the shares of shared facilities rounded down."""
    shares = [_share(town, one, community, figure) for one in town.serving(community, facility_type)]
    known = town.is_complete(community, facility_type) and all(is_sure for _, is_sure in shares)
    return sum(amount for amount, _ in shares), known


def _share(town: Town, one: Facility, community: int, figure: str) -> Fact:
    whole = getattr(one, figure)
    if whole is None:
        return 0, False
    amount, sharers = int(whole if figure == "capacity" else whole * 100), town.served[one.pk]
    if not sharers:
        return amount, True
    if any(pk not in town.households for pk in sharers) or not (every := sum(town.households[pk] for pk in sharers)):
        return 0, False
    share, left = divmod(amount * town.households[community], every)
    return share, figure != "capacity" or not left


def largest(town: Town, community: int, figure: str, facility_type: str) -> Fact:
    found = [getattr(one, figure) for one in town.serving(community, facility_type)]
    filled = [int(one * 100) for one in found if one is not None]
    return max(filled, default=0), town.is_complete(community, facility_type) and len(filled) == len(found)
