"""The rows behind the facts of one community: what a trace names, each with its id, source and date."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from django.db.models import Q

from assessments.facts.answers import current_on
from assessments.facts.blocks import BLOCK_TYPES
from assessments.facts.register import declared_on
from communities.models import Basis, Community, HouseholdCount, Source, SurveyAnswer
from facilities.models import Facility, Inventory
from facilities.selectors import is_open_on


class Part(TypedDict):
    """One row behind a fact. ``value`` is as stored (m2, a count, a coded answer), None where it is not filled in."""

    id: str
    name: str
    value: str | None
    source: str
    provenance: str
    date: str | None
    note: str


Parts = dict[str, list[Part]]


def parts_of(community: Community, *, as_of: date) -> Parts:
    """fact name -> the rows it was read from, for facts that have rows of their own."""
    found: Parts = defaultdict(list)
    _add_own(found, community)
    _add_households(found, community, as_of)
    _add_answers(found, community, as_of)
    _add_facilities(found, community, as_of)
    _add_inventories(found, community, as_of)
    return dict(found)


def _part(
    kind: str, pk: int | str, source: Source, *, name: str = "", value: object = None, day: date | None = None, note: str = ""
) -> Part:
    return Part(
        id=f"{kind}:{pk}",
        name=name,
        value=None if value is None else str(value),
        source=source.name,
        provenance=source.provenance,
        date=day.isoformat() if day else None,
        note=note,
    )


def _add_own(found: Parts, community: Community) -> None:
    for fact, value in (
        ("build_class", community.build_class),
        ("central_heating", community.central_heating),
        ("block_exists", community.in_block),
        ("is_committee", community.kind),
    ):
        found[fact].append(_part("community", community.code, community.source, name=community.name, value=value))


def _add_households(found: Parts, community: Community, as_of: date) -> None:
    counts = HouseholdCount.objects.filter(community=community, basis=Basis.RESIDENT, counted_on__lte=as_of)
    newest = counts.select_related("source").order_by("-counted_on").first()
    if newest:
        part = _part("household_count", newest.pk, newest.source, value=newest.households, day=newest.counted_on)
        found["households"].append(part)


def _add_answers(found: Parts, community: Community, as_of: date) -> None:
    answers = SurveyAnswer.objects.filter(current_on(as_of), community=community).select_related("source")
    for answer in answers.order_by("item"):
        part = _part("answer", answer.pk, answer.source, value=answer.value, day=answer.answered_on, note=answer.evidence)
        found[f"survey.{answer.item}"].append(part)


def _add_facilities(found: Parts, community: Community, as_of: date) -> None:
    own = Q(community=community, served__isnull=True)
    facilities = Facility.objects.filter(is_open_on(as_of), own | Q(served__community=community)).select_related("source")
    for facility in facilities.order_by("code").distinct():
        _add_facility(found, facility)
    _add_block(found, community, as_of)


def _add_facility(found: Parts, facility: Facility, prefixes: Iterable[str] = ("count", "floor_area", "activity_area")) -> None:
    for prefix in prefixes:
        value = getattr(facility, prefix, 1)
        part = _part(
            "facility", facility.code, facility.source,
            name=facility.name, value=value, day=facility.opened_on, note=facility.evidence,
        )  # fmt: skip
        found[f"{prefix}.{facility.facility_type}"].append(part)


def _add_block(found: Parts, community: Community, as_of: date) -> None:
    """A block's facilities are its communities' facilities; only those types that block rules read."""
    if community.block_id is None:
        return
    shared = Facility.objects.filter(
        is_open_on(as_of), community__block=community.block_id, facility_type__in=BLOCK_TYPES
    ).select_related("source")
    for facility in shared.order_by("code"):
        _add_facility(found, facility, ("block_count",))


def _add_inventories(found: Parts, community: Community, as_of: date) -> None:
    declared = Inventory.objects.filter(declared_on(as_of), community=community).select_related("source")
    for one in declared.order_by("facility_type", "-complete_on").distinct("facility_type"):
        part = _part("inventory", one.pk, one.source, value=one.facility_type, day=one.complete_on)
        found[f"inventory.{one.facility_type}"].append(part)
