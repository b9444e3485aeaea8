"""Facts of an active block, the same for each of its communities: judged once, shown on every member's card."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assessments.facts.frame import Frame
from assessments.facts.living import Living, living_in
from assessments.facts.near import Points, within
from assessments.facts.reach import points_of
from assessments.facts.rows import has
from assessments.facts.services import Services, services_of
from assessments.facts.sizes import types_named
from assessments.standards.columns import Bools, Column, Ints

BLOCK_TYPES = ("school_primary", "school_middle", "nursing_home", "community_hospital")
RADIUS_M = 1000.0  # the outer walking distance of the 15-minute circle, GB 50180-2018


@dataclass(frozen=True)
class Blocks:
    """The B blocks of a frame: ``of`` says the block of each row (0..B-1, -1: none), ``rows`` the rows that have one."""

    of: Ints
    rows: Ints
    size: int

    def total(self, rows: Ints, amounts: npt.NDArray[np.int64]) -> Ints:
        """int64[B]: what the amounts of rows (those of no block among them) come to in each block."""
        inside = self.of[rows] >= 0
        found = np.zeros(self.size, np.int64)
        np.add.at(found, self.of[rows][inside], amounts[inside])
        return found

    def every(self, known: Bools) -> Bools:
        """bool[B]: whether something holds of all communities of a block."""
        found = np.ones(self.size, np.bool_)
        found[self.of[self.rows][~known[self.rows]]] = False
        return found

    def column(self, value: Ints, known: Bools) -> Column:
        """What is said of the blocks, on the rows of all their communities."""
        made = np.zeros(len(self.of), np.int64), np.zeros(len(self.of), np.bool_)
        made[0][self.rows], made[1][self.rows] = value[self.of[self.rows]], known[self.of[self.rows]]
        return Column(*made)

    def spread(self, frame: Frame, rows: Ints, labels: Ints) -> None:
        """Labels of some rows stand on all rows of their blocks."""
        inside = self.of[rows] >= 0
        found = np.zeros(self.size, np.int64)
        np.bitwise_or.at(found, self.of[rows][inside], labels[inside])
        frame.mark_bits(self.rows, found[self.of[self.rows]])


def block_columns(
    frame: Frame, columns: dict[str, Column], declared: dict[str, Bools], names: Collection[str]
) -> dict[str, Column]:
    """block_count.<type>, block_households and block_households_covered.1000m.

    ``names``: the facts asked for; a type beyond the four that a block must share is counted where one of them is its count.
    """
    blocks, services, households = _blocks(frame), services_of(frame), columns["households"]
    types = dict.fromkeys((*BLOCK_TYPES, *types_named(names, "block_count")))
    made = {f"block_count.{key}": _count(frame, blocks, columns.get(f"count.{key}"), services, key) for key in types}
    in_blocks = blocks.total(blocks.rows, households.value[blocks.rows])
    made["block_households"] = blocks.column(in_blocks, blocks.every(households.known))
    made["block_households_covered.1000m"] = _covered(frame, blocks, households, declared, services)
    blocks.spread(frame, blocks.rows, frame.labels[blocks.rows])  # it rests on the rows of all the block's communities
    return made


def _blocks(frame: Frame) -> Blocks:
    ids = np.array([-1 if block is None else block for block in frame.field("block_id")], np.int64)
    rows = np.flatnonzero(ids >= 0)
    found, place = np.unique(ids[rows], return_inverse=True)
    of = np.full(len(frame), -1, np.int64)
    of[rows] = place
    return Blocks(of, rows, len(found))


def _count(frame: Frame, blocks: Blocks, counts: Column | None, services: Services, facility_type: str) -> Column:
    """The facilities that serve a block, one that serves several of its communities once; known where each list is whole."""
    which = services.of(facility_type)
    block = blocks.of[services.row[which]]
    pairs = np.stack([block, services.facility[which]])[:, block >= 0]
    value = np.bincount(np.unique(pairs, axis=1)[0], minlength=blocks.size).astype(np.int64)
    known = np.zeros(len(frame), np.bool_) if counts is None else counts.known
    return blocks.column(value, blocks.every(known))


def _covered(frame: Frame, blocks: Blocks, households: Column, declared: dict[str, Bools], services: Services) -> Column:
    """The households that have each kind of the block's facilities within the walking distance."""
    living = living_in(frame, households)
    origins, covered = living.points, np.ones(len(living.points), np.bool_)
    known = households.known & living.is_whole & ~has(frame, origins.group[np.isnan(origins.lng)])
    for key in BLOCK_TYPES:
        covered &= _near(blocks, origins, points_of(services, key))
        known = known & declared.get(key, np.zeros(len(frame), np.bool_)) & ~_unlocated(frame, services, key)
    blocks.spread(frame, origins.group, living.label)
    return blocks.column(_living(blocks, living, covered), blocks.every(known))


def _near(blocks: Blocks, origins: Points, facilities: Points) -> Bools:
    """Which origins have one of the facilities that serve their block near them. None where there is no block."""
    inside = np.flatnonzero(blocks.of[origins.group] >= 0)
    theirs = np.flatnonzero(blocks.of[facilities.group] >= 0)
    (near,) = within(_of_block(blocks, origins.at(inside)), _of_block(blocks, facilities.at(theirs)), [RADIUS_M])
    found = np.zeros(len(origins), np.bool_)
    found[inside] = near
    return found


def _of_block(blocks: Blocks, points: Points) -> Points:
    return Points(blocks.of[points.group], points.lng, points.lat)


def _unlocated(frame: Frame, services: Services, facility_type: str) -> Bools:
    which = services.of(facility_type)
    return has(frame, services.row[which][~services.is_located[which]])


def _living(blocks: Blocks, living: Living, covered: Bools) -> Ints:
    return blocks.total(living.points.group[covered], living.households[covered])
