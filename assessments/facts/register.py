"""Counts and areas of facilities per community: what the register shows, and whether that is all there is.

The value is always a lower bound: what is in the register is there. It is the whole truth (known) only where the list of the
type has been declared complete and, for an area, every facility of it has its figure.
"""

from datetime import date
from operator import itemgetter

import numpy as np
from django.db.models import Q

from assessments.facts.frame import Frame
from assessments.facts.readings import DECLARED, TYPES
from assessments.facts.rows import has, kinds_of, mark_found, read_in_frame
from assessments.facts.services import Services, services_of
from assessments.facts.sharing import Weights, shares, weights_of
from assessments.standards.columns import Bools, Column, Ints


def declared_on(day: date) -> Q:
    return Q(complete_on__lte=day) & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))


def register_columns(frame: Frame, households: Column) -> tuple[dict[str, Column], dict[str, Bools]]:
    """count.<type>, floor_area.<type> and activity_area.<type>, for every type that occurs or was declared complete.

    Beside them, per type, where its list has been declared complete.
    """
    services = services_of(frame)
    weights = weights_of(frame, services, households)
    _mark(frame, services, weights)
    declared, made = declared_masks(frame), _by_type(frame, services, weights)
    occurs = np.diff(services.starts) > 0
    columns: dict[str, Column] = {}
    for place, facility_type in sorted(enumerate(TYPES), key=itemgetter(1)):
        if occurs[place] or facility_type in declared:
            complete = declared.get(facility_type, np.zeros(len(frame), np.bool_))
            columns |= {f"{stem}.{facility_type}": Column(v[place], complete & k[place]) for stem, (v, k) in made.items()}
    return columns, declared


def _mark(frame: Frame, services: Services, weights: Weights) -> None:
    """Every facility's label, and where it is shared those of the households that share it out."""
    mark_found(frame, services.row, services.label)
    shared = np.flatnonzero(services.shared >= 0)
    mark_found(frame, services.row[shared], weights.labels[services.shared[shared]])


def declared_masks(frame: Frame) -> dict[str, Bools]:
    """Per facility type, where its list has been declared complete: bool[N]."""
    found = read_in_frame(frame, DECLARED)
    kind, labels = kinds_of(found["kind"])
    mark_found(frame, found["row"], labels)
    order = np.argsort(kind, kind="stable")
    rows, starts = found["row"][order], np.searchsorted(kind[order], np.arange(len(TYPES) + 1)).tolist()
    spans = zip(TYPES, starts[:-1], starts[1:], strict=True)
    return {key: has(frame, rows[first:last]) for key, first, last in spans if first < last}


def _by_type(frame: Frame, services: Services, weights: Weights) -> dict[str, tuple[Ints, Bools]]:
    """The number and the areas of facilities, and where every one of them has the figure: (types, N) each."""
    shape = len(TYPES), len(frame)
    cell = np.repeat(np.arange(len(TYPES)) * len(frame), np.diff(services.starts)) + services.row
    count = np.bincount(cell, minlength=shape[0] * shape[1]).astype(np.int64)
    made = {"count": (count.reshape(shape), np.ones(shape, np.bool_))}
    for figure in ("floor_area", "activity_area"):
        share, is_filled, _ = shares(services, slice(None), figure, weights)
        area = np.zeros(len(count), np.int64)
        np.add.at(area, cell, share)
        filled = np.bincount(cell[is_filled], minlength=len(count))
        made[figure] = area.reshape(shape), (filled == count).reshape(shape)
    return made
