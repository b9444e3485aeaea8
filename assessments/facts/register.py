"""Counts and areas of facilities per community: what the register shows, and whether that is all there is.

The value is always a lower bound: what is in the register is there. It is the whole truth (known) only where the list of the
type has been declared complete and, for an area, every facility of it has its figure.
"""

from collections import defaultdict
from datetime import date

import numpy as np
from django.db.models import Q

from assessments.facts.contributions import Contribution, single_contributions
from assessments.facts.frame import Frame
from assessments.facts.sharing import shared_contributions
from assessments.standards.columns import Bools, Column, Ints
from facilities.models import Inventory


def declared_on(day: date) -> Q:
    return Q(complete_on__lte=day) & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))


def register_columns(frame: Frame, households: Column) -> tuple[dict[str, Column], dict[str, Bools]]:
    """count.<type>, floor_area.<type> and activity_area.<type>, for every type that occurs or was declared complete.

    Beside them, per type, where its list has been declared complete.
    """
    by_type: dict[str, list[Contribution]] = defaultdict(list)
    for found in (*shared_contributions(frame, households), *single_contributions(frame)):
        by_type[found.facility_type].append(found)
    declared = declared_masks(frame)
    columns: dict[str, Column] = {}
    for facility_type in sorted({*by_type, *declared}):
        complete = declared.get(facility_type, np.zeros(len(frame), np.bool_))
        columns |= _columns_of_type(frame, facility_type, by_type[facility_type], complete)
    return columns, declared


def declared_masks(frame: Frame) -> dict[str, Bools]:
    """Per facility type, where its list has been declared complete: bool[N]."""
    found = frame.limited(Inventory.objects.filter(declared_on(frame.as_of)).order_by("pk"))
    ids: dict[str, list[int]] = defaultdict(list)
    provenances: dict[str, list[str]] = defaultdict(list)
    for facility_type, community, provenance in found.values_list(
        "facility_type", "community_id", "source__provenance"
    ).distinct():
        ids[facility_type].append(community)
        provenances[facility_type].append(provenance)
    return {key: _mask(frame, ids[key], provenances[key]) for key in ids}


def _mask(frame: Frame, ids: list[int], provenances: list[str]) -> Bools:
    rows = frame.rows(ids)
    inside = rows >= 0
    frame.mark(rows[inside], [p for p, kept in zip(provenances, inside, strict=True) if kept])
    mask = np.zeros(len(frame), np.bool_)
    mask[rows[inside]] = True
    return mask


def _columns_of_type(frame: Frame, facility_type: str, found: list[Contribution], complete: Bools) -> dict[str, Column]:
    rows = frame.rows([one.community for one in found])
    kept = [(row, one) for row, one in zip(rows.tolist(), found, strict=True) if row >= 0]
    rows = np.array([row for row, _ in kept], np.int64)
    frame.mark_bits(rows, [one.labels for _, one in kept])
    count = _total(frame, rows, [one.count for _, one in kept])
    columns = {f"count.{facility_type}": Column(count, complete)}
    for figure in ("floor_area", "activity_area"):
        areas = _total(frame, rows, [getattr(one, figure) for _, one in kept])
        filled = _total(frame, rows, [getattr(one, f"{figure}_filled") for _, one in kept])
        columns[f"{figure}.{facility_type}"] = Column(areas, complete & (filled == count))
    return columns


def _total(frame: Frame, rows: Ints, amounts: list[int]) -> Ints:
    total = np.zeros(len(frame), np.int64)
    np.add.at(total, rows, np.array(amounts, np.int64))
    return total
