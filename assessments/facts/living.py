"""Where the households live: at the points of a community's compounds, or where it has none at the committee's own point."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assessments.facts.frame import Frame
from assessments.facts.near import Points
from assessments.facts.once import read_once
from assessments.facts.packed import Columns
from assessments.facts.readings import COMPOUNDS
from assessments.facts.rows import has, read_in_frame, total
from assessments.standards.columns import Bools, Column, Ints

NOT_COUNTED = -1


@dataclass(frozen=True)
class Living:
    """M origins: how many households live there, their point (NaN: not known), the row of their community (``points.group``).

    ``label``: of the compound; 0 for a committee's own point, whose label the community carries anyway. ``is_whole``: bool[N],
    whether that is all households of a community.
    """

    points: Points
    households: Ints
    label: npt.NDArray[np.int64]
    is_whole: Bools


compounds_in = read_once(lambda frame: read_in_frame(frame, COMPOUNDS))


def living_in(frame: Frame, households: Column) -> Living:
    """As ``origins_of`` has it for one community, for all of them.

    Compounds that nobody has counted, or that do not add up to the community's count, leave the rest unknown. Where they add up
    to more than there are, nothing can be said, and there is no origin.
    """
    found, at_most = compounds_in(frame), np.where(households.known, households.value, 0)
    row, is_counted = found["row"], found["households"] != NOT_COUNTED
    lives = total(frame, row[is_counted], found["households"][is_counted])
    kept = np.flatnonzero(is_counted & (lives <= at_most)[row])
    alone = np.flatnonzero(~has(frame, row))
    is_whole = ~has(frame, row[~is_counted]) & (lives == at_most)
    is_whole[alone] = True
    return Living(
        points=_points(frame, found, kept, alone),
        households=np.concatenate([found["households"][kept], at_most[alone]]),
        label=np.concatenate([found["label"][kept], np.zeros(len(alone), np.int64)]),
        is_whole=is_whole,
    )


def own_points(frame: Frame) -> Points:
    """The committees' points, in the order of the rows."""
    lng, lat = (np.array(frame.field(axis), np.float64) for axis in ("lng", "lat"))
    return Points(np.arange(len(frame)), lng, lat)


def _points(frame: Frame, found: Columns, kept: Ints, alone: Ints) -> Points:
    own = own_points(frame).at(alone)
    return Points(
        np.concatenate([found["row"][kept], own.group]),
        np.concatenate([found["lng"][kept], own.lng]),
        np.concatenate([found["lat"][kept], own.lat]),
    )
