"""Household counts and population: the newest count that is not after the day of the data."""

from typing import Final

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.packed import Reading
from assessments.facts.rows import LABEL, OF_COMMUNITIES, SOURCE, mark_found, read_in_frame
from assessments.standards.columns import Column
from communities.models import Band, Basis


def _tally(table: str, figure: str, which: str) -> Reading:
    """The counts by the day, with the day as a number: the newest of a community is looked for among them."""
    return Reading(
        table=table,
        columns={
            "community": ("i8", "t.community_id"),
            "day": ("i4", "t.counted_on - DATE '2000-01-01'"),
            "value": ("i8", f"t.{figure}"),
            "label": ("i4", LABEL),
        },
        source=f"FROM {table} t {SOURCE} WHERE {which} AND t.counted_on <= %(day)s AND {{here}}",
        narrow=OF_COMMUNITIES,
    )


HOUSEHOLDS: Final = _tally("communities_householdcount", "households", f"t.basis = '{Basis.RESIDENT.value}'")
POPULATION: Final = _tally("communities_populationband", "residents", f"t.band = '{Band.TOTAL.value}'")


def tally_columns(frame: Frame) -> dict[str, Column]:
    """households (resident ones) and population (all ages)."""
    return {"households": _newest(frame, HOUSEHOLDS), "population": _newest(frame, POPULATION)}


def _newest(frame: Frame, tally: Reading) -> Column:
    """A community has one count of a day."""
    found = read_in_frame(frame, tally)
    order = np.lexsort((found["day"], found["row"]))
    row = found["row"][order]
    last = np.flatnonzero(np.append(row[1:] != row[:-1], np.ones(min(len(row), 1), np.bool_)))
    mark_found(frame, row[last], found["label"][order][last])
    return frame.column(row[last], found["value"][order][last])
