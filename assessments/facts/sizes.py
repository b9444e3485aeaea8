"""Figures of facilities beyond their number and floor area: site areas, capacities, and the largest single one.

As in the register, a value is what is on record, so a lower bound; it is the whole truth where the list is complete and every
facility of it has the figure. A sum of a shared facility's site or capacity is shared out by households; the largest single
facility counts whole in every community that it serves.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from assessments.facts.contributions import hundredths
from assessments.facts.frame import Frame
from assessments.labels import LABELS
from assessments.standards.columns import Bools, Column
from assessments.standards.fact_names import fact_kind
from facilities.models import Facility, ServedCommunity
from facilities.selectors import is_open_on

SUMS = {"site_area": "site_area", "capacity": "capacity"}
LARGEST = {"largest_floor_area": "floor_area", "largest_site_area": "site_area"}


@dataclass(frozen=True)
class Figures:
    """One facility for one community it serves: its figures (None: not filled in), and the communities that share it."""

    floor_area: int | None
    site_area: int | None
    capacity: int | None
    label: int
    sharers: tuple[int, ...]


def types_named(names: Collection[str], *stems: str) -> list[str]:
    """The facility types of the facts of these stems."""
    kinds = (fact_kind(name) for name in names)
    return sorted({kind.argument for kind in kinds if kind.stem in stems})


def size_columns(frame: Frame, names: Collection[str], households: Column, declared: dict[str, Bools]) -> dict[str, Column]:
    """site_area, capacity, largest_floor_area and largest_site_area of the types that are asked for."""
    stems = (*SUMS, *LARGEST)
    wanted = [name for name in sorted(names) if fact_kind(name).stem in stems]
    figures = _figures(frame, types_named(wanted, *stems)) if wanted else {}
    return {name: _column(frame, name, figures, households, declared) for name in wanted}


ByType = dict[str, dict[int, list[Figures]]]
"""Facility type -> community id -> what serves it."""


def _figures(frame: Frame, types: list[str]) -> ByType:
    found: ByType = defaultdict(lambda: defaultdict(list))
    sharers = _sharers(types)
    open_ = Facility.objects.filter(is_open_on(frame.as_of), facility_type__in=types).order_by("pk")
    fields = ("facility_type", "pk", "floor_area", "site_area", "capacity", "source__provenance")
    for relation, kept in (("community", open_.filter(served__isnull=True)), ("served__community", open_)):
        # One filter only on the way to the communities served: a second one would repeat each row for every other sharer.
        rows = frame.limited(kept, relation).values_list(f"{relation}_id", *fields)
        for community, kind, pk, floor, site, places, provenance in rows:
            if community is None:  # serves its own community alone, or stands in none
                continue
            floor_area, site_area = (None if area is None else hundredths(area) for area in (floor, site))
            made = Figures(floor_area, site_area, places, LABELS[provenance], tuple(sharers.get(pk, ())))
            found[kind][community].append(made)
    return found


def _sharers(types: list[str]) -> dict[int, list[int]]:
    """Facility id -> the communities that share it, by id."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = ServedCommunity.objects.filter(facility__facility_type__in=types).order_by("facility_id", "community_id")
    for facility, community in rows.values_list("facility_id", "community_id"):
        found[facility].append(community)
    return found


def _column(frame: Frame, name: str, figures: ByType, households: Column, declared: dict[str, Bools]) -> Column:
    kind = fact_kind(name)
    value = np.zeros(len(frame), np.int64)
    known = declared.get(kind.argument, np.zeros(len(frame), np.bool_)).copy()
    by_community = figures.get(kind.argument, {})
    for community, found in by_community.items():
        row = frame.row_of.get(community)
        if row is None:  # a community that no longer exists on the day
            continue
        amounts = [_amount(frame, kind.stem, one, row, households) for one in found]
        filled = [amount for amount in amounts if amount is not None]
        value[row] = (sum(filled) if kind.stem in SUMS else max(filled, default=0)) if filled else 0
        known[row] &= len(filled) == len(amounts)
        known[row] &= all(_is_exact(frame, kind.stem, one, row, households) for one in found)
        frame.mark_bits(np.full(len(found), row, np.int64), [one.label for one in found])
    return Column(value, known)


def _amount(frame: Frame, stem: str, one: Figures, row: int, households: Column) -> int | None:
    """What one facility adds: its figure, or of a sum the share that falls to the community; None where not known."""
    figure: int | None = getattr(one, (SUMS | LARGEST)[stem])
    if figure is None or stem in LARGEST or not one.sharers:
        return figure
    rows = frame.rows(one.sharers)
    if (rows < 0).any() or not households.known[rows].all() or not (total := int(households.value[rows].sum())):
        return None
    return figure * int(households.value[row]) // total


def _is_exact(frame: Frame, stem: str, one: Figures, row: int, households: Column) -> bool:
    """Whether a share of places is a whole number: half a place is neither there nor not there, so it is at least the floor."""
    if stem != "capacity" or not one.sharers or one.capacity is None:
        return True
    total = int(households.value[frame.rows(one.sharers)].sum())
    return not total or one.capacity * int(households.value[row]) % total == 0
