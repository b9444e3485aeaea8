"""The rows behind the facts of one community: what a trace names, each with its id, source and date."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.db.models import Q, QuerySet

from assessments.facts.answers import current_on
from assessments.facts.register import declared_on
from assessments.facts.sharing import share_out
from communities.models import Band, Basis, Community, Compound, HouseholdCount, PopulationBand, Source, SurveyAnswer
from facilities.models import Facility, Inventory
from facilities.selectors import is_open_on

AREAS = ("floor_area", "activity_area", "site_area")
LARGEST = ("floor_area", "site_area")


class Part(TypedDict):
    """One row behind a fact. ``value`` is what it adds (m2, a count, a coded answer), None where that is not known.

    ``whole`` is the figure as stored where only a share of it is added, ``share`` that share: "2000/3000" households.
    """

    id: str
    name: str
    value: str | None
    source: str
    provenance: str
    date: str | None
    note: str
    whole: str | None
    share: str | None


Parts = dict[str, list[Part]]


def parts_of(community: Community, *, as_of: date) -> Parts:
    """fact name -> the rows it was read from, for facts that have rows of their own; the others are in ``derived``."""
    found: Parts = defaultdict(list)
    _add_own(found, community)
    _add_answers(found, community, as_of)
    _add_facilities(found, community, as_of)
    _add_inventories(found, community, as_of)
    return dict(found)


def part(
    kind: str,
    pk: int | str,
    source: Source | None,
    *,
    name: str = "",
    value: object = None,
    day: date | None = None,
    note: str = "",
    share: str | None = None,
) -> Part:
    """A row of a table. Only a count over many rows has no source of its own."""
    return Part(
        id=f"{kind}:{pk}",
        name=name,
        value=None if value is None else str(value),
        source=source.name if source else "",
        provenance=source.provenance if source else "",
        date=day.isoformat() if day else None,
        note=note,
        whole=None,
        share=share,
    )


def _add_own(found: Parts, community: Community) -> None:
    for fact, value in (
        ("build_class", community.build_class),
        ("central_heating", community.central_heating),
        ("block_exists", community.in_block),
        ("is_committee", community.kind),
    ):
        found[fact].append(part("community", community.code, community.source, name=community.name, value=value))


def newest_households(ids: Iterable[int], as_of: date) -> dict[int, HouseholdCount]:
    """Community id -> the count of resident households that holds on the day."""
    counts = HouseholdCount.objects.filter(community__in=ids, basis=Basis.RESIDENT, counted_on__lte=as_of)
    newest = counts.order_by("community__code", "-counted_on").distinct("community__code")
    return {one.community_id: one for one in newest.select_related("source", "community").defer("community__boundary")}


def household_part(one: HouseholdCount, name: str = "") -> Part:
    return part("household_count", one.pk, one.source, name=name, value=one.households, day=one.counted_on)


def _add_answers(found: Parts, community: Community, as_of: date) -> None:
    answers = SurveyAnswer.objects.filter(current_on(as_of), community=community).select_related("source")
    for answer in answers.order_by("item"):
        made = part("answer", answer.pk, answer.source, value=answer.value, day=answer.answered_on, note=answer.evidence)
        found[f"survey.{answer.item}"].append(made)


def _add_facilities(found: Parts, community: Community, as_of: date) -> None:
    facilities = facilities_serving([community.pk], as_of).prefetch_related("served")
    served = {facility.pk: [one.community_id for one in facility.served.all()] for facility in facilities}
    counts = newest_households({community.pk, *(pk for ids in served.values() for pk in ids)}, as_of)
    weights = {pk: one.households for pk, one in counts.items() if _exists_on(as_of, one.community)}
    if community.pk in counts:
        found["households"].append(household_part(counts[community.pk]))
    _add_population(found, community, as_of)
    for facility in facilities:
        found[f"count.{facility.facility_type}"].append(facility_part(facility, value=1))
        for prefix in AREAS:
            area = getattr(facility, prefix)
            share = {pk: weights.get(pk) for pk in served[facility.pk]}
            found[f"{prefix}.{facility.facility_type}"].append(_area_part(facility, area, share, community.pk))
        share = {pk: weights.get(pk) for pk in served[facility.pk]}
        found[f"capacity.{facility.facility_type}"].append(_capacity_part(facility, share, community.pk))
    _add_largest(found, list(facilities))


def facilities_serving(ids: Iterable[int], as_of: date) -> QuerySet[Facility]:
    """The facilities open on the day that serve one of the communities, each once."""
    serving = Q(community__in=ids, served__isnull=True) | Q(served__community__in=ids)
    return Facility.objects.filter(is_open_on(as_of), serving).select_related("source").order_by("code").distinct()


def facility_part(facility: Facility, value: object = None, note: str = "") -> Part:
    return part(
        "facility", facility.code, facility.source,
        name=facility.name, value=value, day=facility.opened_on, note=note or facility.evidence,
    )  # fmt: skip


def _exists_on(day: date, community: Community) -> bool:
    """As ``valid_on``, for a row at hand."""
    return (community.valid_from or day) <= day <= (community.valid_to or day)


def _area_part(facility: Facility, area: Decimal | None, weights: dict[int, int | None], own: int) -> Part:
    """The facility's area, or of a shared one the part that falls to the community, with the whole and the key."""
    if not weights:
        return facility_part(facility, value=area)
    made = facility_part(facility)
    made["whole"] = None if area is None else str(area)
    known = [weight for weight in weights.values() if weight is not None]
    if len(known) < len(weights):
        return made
    share, is_figure = share_out(area, tuple(known), list(weights).index(own))
    made["share"] = f"{weights[own]}/{sum(known)}"
    made["value"] = f"{share // 100}.{share % 100:02d}" if is_figure else None
    return made


def _add_population(found: Parts, community: Community, as_of: date) -> None:
    totals = PopulationBand.objects.filter(community=community, band=Band.TOTAL, counted_on__lte=as_of)
    newest = totals.select_related("source").order_by("-counted_on").first()
    if newest:
        made = part("population_band", newest.pk, newest.source, value=newest.residents, day=newest.counted_on)
        found["population"].append(made)


def _capacity_part(facility: Facility, weights: dict[int, int | None], own: int) -> Part:
    """The facility's places, or of a shared one those that fall to the community."""
    made, figure = facility_part(facility), facility.capacity
    total = sum(weight or 0 for weight in weights.values())
    if not weights:
        made["value"] = None if figure is None else str(figure)
    elif figure is not None and total and None not in weights.values():
        made |= {"whole": str(figure), "share": f"{weights[own]}/{total}"}
        made["value"] = str(figure * (weights[own] or 0) // total)
    return made


def _add_largest(found: Parts, facilities: list[Facility]) -> None:
    """Every facility with its figure as ``whole``; the largest of its type also as the value, because it is the fact."""
    for figure in LARGEST:
        for facility_type in {one.facility_type for one in facilities}:
            same = [one for one in facilities if one.facility_type == facility_type]
            largest = max(same, key=lambda one: getattr(one, figure) or 0)
            for one in same:
                area = getattr(one, figure)
                made = facility_part(one, value=area if one is largest else None)
                made["whole"] = None if area is None else str(area)
                found[f"largest_{figure}.{facility_type}"].append(made)


def _add_inventories(found: Parts, community: Community, as_of: date) -> None:
    declared = Inventory.objects.filter(declared_on(as_of), community=community).select_related("source")
    for one in declared.order_by("facility_type", "-complete_on").distinct("facility_type"):
        found[f"inventory.{one.facility_type}"].append(inventory_part(one))


def inventory_part(one: Inventory, name: str = "") -> Part:
    return part("inventory", one.pk, one.source, name=name, value=one.facility_type, day=one.complete_on)


def declared_parts(communities: list[Community], types: Iterable[str], as_of: date) -> Iterator[Part]:
    """The newest declaration of each list of each community, named by the community."""
    found = Inventory.objects.filter(declared_on(as_of), community__in=communities, facility_type__in=list(types))
    newest = found.order_by("community__code", "facility_type", "-complete_on").distinct("community__code", "facility_type")
    for one in newest.select_related("source", "community").defer("community__boundary"):
        yield inventory_part(one, one.community.name)


def living_part(member: Community, count: HouseholdCount | None, compound: Compound | None) -> Part:
    """The row that says how many live at a point."""
    if compound:
        return part("compound", compound.code, compound.source, name=compound.name, value=compound.households)
    return household_part(count, member.name) if count else part("community", member.code, member.source, name=member.name)
