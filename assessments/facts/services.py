"""The open facilities of the catalogue's types, once for every community of the frame that they serve."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assessments.facts.frame import Frame
from assessments.facts.once import read_once
from assessments.facts.packed import Columns
from assessments.facts.readings import FACILITIES, SERVED, TYPES
from assessments.facts.rows import kinds_of, read_rows
from assessments.standards.columns import Bools, Ints

BLANK = -1
"""A figure that is not filled in: none of them is ever negative."""


@dataclass(frozen=True)
class Services:
    """M services in the order of their types: a facility, and a community that it serves by its ``row`` in the frame.

    ``facility`` tells facilities apart; ``stands_in``: the row of the community it stands in, -1 outside the frame.
    ``lng``, ``lat``: NaN where nobody knows the point. ``figures``: int[M] by name, BLANK where not filled in.
    ``shared``: its number among the shared facilities, -1 where it serves its own community alone. ``sharers``: (number,
    row or -1 outside the frame) of everybody the shared ones serve. ``starts``: where each type begins.
    """

    facility: Ints
    row: Ints
    stands_in: Ints
    label: npt.NDArray[np.int8]
    lng: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    shared: Ints
    figures: Columns
    starts: Ints
    sharers: tuple[Ints, Ints]

    def of(self, facility_type: str) -> slice:
        """The services of a type."""
        place = TYPES.index(facility_type)
        return slice(int(self.starts[place]), int(self.starts[place + 1]))

    @property
    def is_located(self) -> Bools:
        return ~np.isnan(self.lng)


@read_once
def services_of(frame: Frame) -> Services:
    """What serves the frame's communities on its day: two queries, however many types are asked for."""
    found = read_rows(frame, FACILITIES)
    served = read_rows(frame, SERVED)
    facility = _places(found["key"], served["key"])
    served_rows = frame.rows(served["community"][facility >= 0])
    return _services(frame, found, facility[facility >= 0], served_rows)


def _services(frame: Frame, found: Columns, facility: Ints, served_rows: Ints) -> Services:
    """``facility``, ``served_rows``: of every pair, which of the found facilities serves which row (-1: not in the frame)."""
    number = np.full(len(found["key"]), -1, np.int64)
    shared, numbers = np.unique(facility, return_inverse=True)
    number[shared] = np.arange(len(shared))
    stands_in = frame.rows(found.pop("community"))
    alone = np.flatnonzero((number < 0) & (stands_in >= 0))
    one = np.concatenate([alone, facility[served_rows >= 0]])
    row = np.concatenate([stands_in[alone], served_rows[served_rows >= 0]])
    kind, label = kinds_of(found.pop("kind")[one])
    order = np.argsort(kind, kind="stable")
    one, row = one[order], row[order]
    return Services(
        facility=one,
        row=row,
        stands_in=stands_in[one],
        label=label[order].astype(np.int8),
        lng=found.pop("lng")[one],
        lat=found.pop("lat")[one],
        shared=number[one],
        figures={name: found.pop(name)[one] for name in ("floor_area", "activity_area", "site_area", "capacity")},
        starts=np.searchsorted(kind[order], np.arange(len(TYPES) + 1)),
        sharers=(numbers, served_rows),
    )


def _places(keys: npt.NDArray[Any], asked: npt.NDArray[Any]) -> Ints:
    """Where each asked key stands among the keys; -1 for one that is not there."""
    if not len(keys):
        return np.full(len(asked), -1, np.int64)
    order = np.argsort(keys, kind="stable")
    place = order[np.searchsorted(keys, asked, sorter=order).clip(max=len(keys) - 1)]
    return np.where(keys[place] == asked, place, -1)
